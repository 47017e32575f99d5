"""When a form was filled and by whom, in lines around the tables, and labels in further words."""

from pathlib import Path

import pytest

from ingest.form.facts import facts_of
from tests.forms import Box, Row, read_bare, rows, studio_of, table, values
from tests.test_form_told import BASICS

# As much as no cover has.
FORM: tuple[Row, ...] = (
    *BASICS,
    ["命名单位", "市总工会", "命名日期", "2020年"],
    ["成员总数", "12", "场所面积", "86"],
    ["设备设施", "焊机", "工作制度", "带徒"],
    ["姓名", "凌云", "性别", "女"],
    ["民族", "汉族", "学历", "本科"],
)


@pytest.mark.parametrize("line", ["日期：2019/11/5", "日 期：2019年11月5日", "填报日期：2019-11-05"])
def test_a_date_alone_above_the_tables_is_when_the_form_was_filled(tmp_path: Path, line: str) -> None:
    assert facts_of(read_bare(tmp_path, line, table(BASICS))).filled_on == "2019-11-05"


def test_a_date_alone_below_an_opinion_is_that_of_a_signature(tmp_path: Path) -> None:
    lines = (
        "一、基本情况", "工作室名称：凌云创新工作室", "所在单位：远山公司", "领衔人：凌云", "专业领域：焊接",
        "二、审批意见", "所在单位工会意见：同意。", "日期：2020年4月28日",
    )  # fmt: skip
    assert facts_of(read_bare(tmp_path, *lines)).filled_on == ""


@pytest.mark.parametrize("date", ["2024 年 9 月 12 日填", "2024年9月12日", "2024.9.12 填报"])
def test_the_date_at_the_end_of_the_line_of_a_unit_is_when_the_form_was_filled(tmp_path: Path, date: str) -> None:
    facts = facts_of(read_bare(tmp_path, f"推荐单位：远山集团工会          {date}", table(BASICS)))
    assert (facts.recommended_by, facts.filled_on) == ("远山集团工会", "2024-09-12")


@pytest.mark.parametrize("line", ["填表人：甘霖      填表日期：2023年2月13日", "填报时间：2023.2.13"])
def test_when_the_form_was_filled_may_stand_below_the_tables(tmp_path: Path, line: str) -> None:
    reading = read_bare(tmp_path, table(FORM), line)
    assert facts_of(reading).filled_on == "2023-02-13"
    assert "表外文字" not in rows(reading, "工作室台账")[0].notes


def test_other_labels_below_the_tables_stay_as_they_are_written(tmp_path: Path) -> None:
    line = "所在单位：别的公司      填表日期：2023年2月13日"
    reading = read_bare(tmp_path, table(FORM), line)
    assert studio_of(reading)["所在单位"] == "远山公司"
    assert facts_of(reading).filled_on == ""


def test_a_semicolon_parts_two_labels_of_a_line(tmp_path: Path) -> None:
    lines = (
        "一、基本情况", "1.工作室名称：凌云创新工作室", "2.所在单位：远山公司", "3.领衔人：凌云",
        "4.成员总数：14人；场所面积：88平方米", "5.设备设施：焊机；型号：甲型；台数三",
    )  # fmt: skip
    studio = studio_of(read_bare(tmp_path, *lines))
    assert (studio["成员总数"], studio["场所面积(㎡)"]) == (14, 88.0)
    assert studio["设备设施"] == "焊机；型号：甲型；台数三"


@pytest.mark.parametrize(
    ("label", "column"),
    [
        ("依托学校", "所在单位"), ("最高级别命名单位", "命名单位"), ("专业（学科）领域", "专业领域"),
        ("日常管理制度", "工作制度"), ("建立的制度", "工作制度"),
    ],
)  # fmt: skip
def test_the_studio_is_asked_for_in_further_words(tmp_path: Path, label: str, column: str) -> None:
    basics = [row for row in BASICS if row[0] != column]
    reading = read_bare(tmp_path, table([*basics, [label, ("远山", 3)]]))
    assert studio_of(reading)[column] == "远山"


def test_social_benefit_and_department_are_asked_for_in_further_words(tmp_path: Path) -> None:
    reading = read_bare(
        tmp_path, table([*BASICS, ["产生的社会效益", ("受到好评。", 3)], ["所在院（系）", ("焊接系", 3)]])
    )
    assert facts_of(reading).social == "受到好评。"
    assert values(reading, "成员台账", "所在部门") == [("焊接系",)]


def test_a_place_for_a_photo_makes_no_headings_of_the_row_beside_it(tmp_path: Path) -> None:
    leader: list[Row] = [
        [Box("领衔人", 1, "begin"), "姓名", "凌云", "性别", "女", Box("（贴照片处）", 1, "begin")],
        [Box("", 1, "on"), "工种", "电焊工", "技能等级", "高级技师", Box("", 1, "on")],
    ]
    reading = read_bare(tmp_path, table(BASICS), table(leader))
    assert values(reading, "成员台账", "工种", "技能等级") == [("电焊工", "高级技师")]


def test_teachers_with_two_titles_are_people_trained(tmp_path: Path) -> None:
    years: list[Row] = [
        ["年度", "2019年", "2020年"],
        ["创新成果（项）", "4", "3"],
        ["培养“双师型”（双重职称）教师（人）", "3", "2"],
    ]
    reading = read_bare(tmp_path, table(BASICS), table(years))
    assert values(reading, "统计数字台账", "指标", "期间", "数值")[2:] == [
        ("培养双重职称", "2019年", "3"), ("培养双重职称", "2020年", "2"),
    ]  # fmt: skip
