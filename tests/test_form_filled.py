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


def test_blank_columns_between_labels_and_values_are_no_answers(tmp_path: Path) -> None:
    form: list[Row] = [
        [("基本情况", 6)],
        ["工作室名称", "", ("凌云创新工作室", 4)],
        ["所在单位", "", ("远山公司", 2), "单位类型", "集体企业"],
        ["专业领域", "", ("焊接", 2), "领衔人", "凌云"],
        [Box("经费", 1, "begin"), "", "项目", "2017年", "2018年", ""],
        [Box("", 1, "on"), "", "投入金额（万元）", "16", "19.5", ""],
        [Box("", 1, "on"), "", "经费来源", "企业", "工会", ""],
        ["创新成果", "", "10", "成果转化", "8", ""],
    ]
    reading = read_bare(tmp_path, table(form))
    assert values(reading, "经费台账", "年度", "金额(万元)", "来源") == [(2017, 16.0, "企业"), (2018, 19.5, "工会")]
    assert values(reading, "统计数字台账", "指标", "数值") == [("创新成果", "10"), ("成果转化", "8")]
    assert studio_of(reading)["所在单位"] == "远山公司"


def test_labels_that_nobody_answered_keep_their_blank_column(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["命名单位", "", "命名日期", ""], ["设备设施", "", "工作制度", ""]]))
    assert {"命名单位", "命名日期", "设备设施", "工作制度"}.isdisjoint(studio_of(reading))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["创建及命名情况", "2019年6月18日创建", "2021年5月由市总工会命名"], ("2019-06-18", "市总工会", "2021-05")),
        (["命名情况", ("2021年5月被市总工会命名为劳模创新工作室", 2)], (None, "市总工会", "2021-05")),
        (["创建情况", ("工作室于2019年6月成立，2021年5月由市总工会授牌。", 2)], ("2019-06", "市总工会", "2021-05")),
        (["命名情况", ("2019年由区总工会命名，2021年由市总工会命名", 2)], (None, None, None)),
        (["命名情况", ("2021年升为市级", 2)], (None, None, None)),
    ],
)
def test_a_sentence_tells_when_the_studio_was_founded_and_named(
    tmp_path: Path, cells: Row, expected: tuple[str | None, ...]
) -> None:
    basics: list[Row] = [
        ["工作室名称", ("凌云创新工作室", 2)],
        ["所在单位", ("远山公司", 2)],
        ["领衔人", ("凌云", 2)],
        ["专业领域", ("焊接", 2)],
    ]
    reading = read_bare(tmp_path, table([*basics, cells]))
    assert values(reading, "工作室台账", "创建日期", "命名单位", "命名日期") == [expected]


def test_a_sentence_tells_of_the_leader(tmp_path: Path) -> None:
    basics = [row for row in BASICS if "领衔人" not in row]
    told_of = (
        "凌云，女，汉族，1975年8月生，博士研究生学历，"
        "中国农工民主党党员，从事焊接专业，高级技师，联系电话 13700000000。"
    )
    reading = read_bare(tmp_path, table([*basics, ["领衔人", (told_of, 3)]]))
    columns = ("姓名", "出生年月", "学历", "政治面貌", "工种", "技术职称", "联系电话")
    expected = ("凌云", "1975-08", "博士研究生", "中国农工民主党党员", "焊接", "高级技师", "13700000000")
    assert values(reading, "成员台账", *columns) == [expected]
