"""Forms of further unions: units and sums in columns, lists in sentences, amounts and posts nobody can place."""

from pathlib import Path

import pytest

from ingest.form.facts import facts_of
from ingest.records import Reading, Severity
from tests.forms import Box, Row, notices, read_bare, rows, studio_of, table, told, values

STUDIO = "凌云创新工作室"
NAMELESS: tuple[Row, ...] = (
    ["所在单位", ("远山公司", 3)],
    ["创建日期", "2018年", "领衔人", "凌云"],
    ["专业领域", "焊接", "工作室类型", "√技术攻关"],
)
BASICS: tuple[Row, ...] = (["工作室名称", (STUDIO, 3)], *NAMELESS)


def _counts(reading: Reading) -> list[tuple[object, ...]]:
    return values(reading, "统计数字台账", "指标", "期间", "数值")


@pytest.mark.parametrize(
    "label", ["主要做法和成效", "先进事迹", "工作成效", "典型经验做法", "主要成绩", "特色亮点", "主要工作及成效"]
)
def test_prose_about_the_studio_has_many_headings(tmp_path: Path, label: str) -> None:
    reading = read_bare(tmp_path, table([*BASICS, [label, ("攻克难题多项。", 3)]]))
    assert facts_of(reading).summary == "攻克难题多项。"


@pytest.mark.parametrize(
    "results",
    [
        [["创新成果/项", "成果转化/项", "发明专利/个", "省部级获奖/个"], ["5", "4", "0", "1"]],
        [["创新成果/项", "5", "成果转化/项", "4"], ["发明专利/个", "0", "省部级获奖/个", "1"]],
    ],
)
def test_a_unit_may_stand_after_a_slash(tmp_path: Path, results: list[Row]) -> None:
    block = [[Box("技术创新" if at == 0 else "", 1, "on" if at else "begin"), *row] for at, row in enumerate(results)]
    assert _counts(read_bare(tmp_path, table([*BASICS, *block]))) == [
        ("创新成果", None, "5"), ("成果转化", None, "4"), ("发明专利", None, "0"), ("省部级获奖", None, "1"),
    ]  # fmt: skip


@pytest.mark.parametrize("cells", [["国际  /  个", "国家/个"], ["国际/个", "国家/个"], ["国际／个", "国家 /个"]])
def test_a_stroke_for_a_number_is_no_unit_of_a_label(tmp_path: Path, cells: list[str]) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["技术创新", "获奖等级", *cells, "省部  2  个"]]))
    assert _counts(reading) == [("省部级获奖", None, "2")]
    assert {"国际级获奖", "国家级获奖"} <= rows(reading, "工作室台账")[0].notes.keys()


@pytest.mark.parametrize(
    ("heads", "first", "last"),
    [
        (["指标", "单位", "2023年", "2024年", "合计"], [], []),
        (["序号", "指标", "计量单位", "2023年", "2024年", "两年合计", "备注"], ["1"], [""]),
    ],
)
def test_where_a_sum_stands_it_counts(tmp_path: Path, heads: Row, first: list[str], last: list[str]) -> None:
    years = [
        heads,
        [*first, "创新成果", "项", "3", "5", "8", *last],
        [*first, "培养人才总数", "人", "6", "7", "13", *last],
    ]
    reading = read_bare(tmp_path, table(BASICS), "近两年工作指标", table(years))
    assert _counts(reading) == [
        ("创新成果", "2023年", "3"), ("创新成果", "2024年", "5"), ("创新成果", None, "8"),
        ("培养人才总数", "2023年", "6"), ("培养人才总数", "2024年", "7"), ("培养人才总数", None, "13"),
    ]  # fmt: skip
    assert [(count.name, count.number) for count in facts_of(reading).counts] == [
        ("创新成果", "8"),
        ("培养人才总数", "13"),
    ]
    assert told(reading, Severity.WARNING) == []


def test_a_sum_that_is_not_what_the_years_come_to_is_listed(tmp_path: Path) -> None:
    years: list[Row] = [["指标", "单位", "2023年", "2024年", "合计"], ["创新成果", "项", "3", "5", "9"]]
    ((sheet, row, column, message),) = told(read_bare(tmp_path, table(BASICS), table(years)), Severity.WARNING)
    assert (sheet, row, column) == ("表格 2", 2, "合计")
    assert "各年之和 8 与合计 9 不符" in message


def test_the_unit_in_a_column_counts_for_money(tmp_path: Path) -> None:
    years: list[Row] = [
        ["指标", "单位", "2023年", "2024年"],
        ["创收金额", "元", "30000", "50000"],
        ["节资金额", "万元", "2", "3"],
    ]
    reading = read_bare(tmp_path, table(BASICS), table(years))
    assert _counts(reading) == [
        ("创收金额", "2023年", "3"), ("节资金额", "2023年", "2"),
        ("创收金额", "2024年", "5"), ("节资金额", "2024年", "3"),
    ]  # fmt: skip


@pytest.mark.parametrize("heads", [["指标", "单位", "近两年合计"], ["项目", "单位", "2023年"]])
def test_the_unit_of_figures_is_no_organization(tmp_path: Path, heads: Row) -> None:
    reading = read_bare(tmp_path, table(BASICS), table([heads, ["创新成果", "项", "8"]]))
    assert studio_of(reading)["所在单位"] == "远山公司"


def test_people_trained_may_be_told_in_a_sentence(tmp_path: Path) -> None:
    told_of = "共培养19人，其中高级技师1人、技师5人、大国工匠1人；自治区（省部级）劳模2人"
    assert _counts(read_bare(tmp_path, table([*BASICS, ["人才培养", (told_of, 3)]]))) == [
        ("培养人才总数", None, "19"), ("培养高级技师", None, "1"), ("培养技师", None, "5"), ("大国工匠", None, "1"),
        ("培养省部级劳模", None, "2"),
    ]  # fmt: skip


def test_what_is_mostly_no_known_count_stays_a_text(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["人才培养", ("授课12次，观摩3次，技师5人", 3)]]))
    assert _counts(reading) == []
    assert "授课12次" in "".join(rows(reading, "工作室台账")[0].notes.values())


def test_departments_and_duties_are_told_by_their_places_in_a_list(tmp_path: Path) -> None:
    people = (
        "1. 甘霖，男，1979年1月出生，技师，机台，负责泥浆配比",
        "2. 时雨，男，1984年5月出生，技师，钻探工程室，负责钻具研制",
        "3. 白露，女，1990年5月出生，高级工，钻探工程室，承担资料整编",
        "4. 谷雨，女，1991年6月出生，高级工，负责绘图",
        "5. 立秋，男，1992年7月出生，高级工，负责人",
    )
    reading = read_bare(tmp_path, table(BASICS), "骨干成员", *people)
    assert values(reading, "成员台账", "姓名", "所在部门", "主要分工")[1:] == [
        ("甘霖", "机台", "泥浆配比"), ("时雨", "钻探工程室", "钻具研制"), ("白露", "钻探工程室", "资料整编"),
        ("谷雨", None, "绘图"), ("立秋", None, None),
    ]  # fmt: skip


def test_what_stands_alone_in_a_line_is_no_department_by_its_place(tmp_path: Path) -> None:
    reading = read_bare(
        tmp_path, table(BASICS), "骨干成员", "甘霖，男，技师，机台，配浆", "时雨，女，技师，一车间，绘图"
    )
    assert values(reading, "成员台账", "姓名", "所在部门", "主要分工")[1:] == [
        ("甘霖", None, None), ("时雨", "一车间", "绘图"),
    ]  # fmt: skip


def test_a_year_whose_amount_cannot_be_read_keeps_its_source(tmp_path: Path) -> None:
    money: list[Row] = [
        ["经费年度", "投入金额（万元）", "经费来源"],
        ["2018年", "较多", "矿自筹"],
        ["2019年", "16.4", "矿自筹"],
    ]
    reading = read_bare(tmp_path, table(BASICS), table(money))
    assert values(reading, "经费台账", "年度", "金额(万元)", "来源") == [(2018, None, "矿自筹"), (2019, 16.4, "矿自筹")]
    assert rows(reading, "经费台账")[0].notes == {"投入金额": "较多"}
    ((_, row, column, message),) = told(reading, Severity.WARNING)
    assert (row, column, "「较多」不是金额" in message) == (2, "投入金额(万元)", True)


@pytest.mark.parametrize("dash", ["/", "无", "——", "暂无"])
def test_a_dash_in_a_form_is_no_fact(tmp_path: Path, dash: str) -> None:
    facts = facts_of(
        read_bare(tmp_path, f"推荐单位：{dash}", table([*BASICS, ["社会效益", (dash, 3)], ["审批意见", (dash, 3)]]))
    )
    assert (facts.recommended_by, facts.social, facts.opinions) == ("", "", ())


def test_the_post_of_a_leader_without_duties_is_taken_for_them_and_said(tmp_path: Path) -> None:
    leader: list[Row] = [[("领衔人情况", 4)], ["姓名", "凌云", "职务", "车间副主任"]]
    reading = read_bare(tmp_path, table([*BASICS, *leader]))
    assert values(reading, "成员台账", "主要分工") == [("车间副主任",)]
    assert rows(reading, "成员台账")[0].notes == {"职务": "车间副主任"}
    assert "职务「车间副主任」当作「主要分工」，请核对" in notices(reading)


def test_duties_go_before_the_post(tmp_path: Path) -> None:
    leader: list[Row] = [[("领衔人情况", 4)], ["姓名", "凌云", "职务", "车间副主任"], ["分工", ("总体策划", 3)]]
    assert values(read_bare(tmp_path, table([*BASICS, *leader])), "成员台账", "主要分工") == [("总体策划",)]


def test_the_deeds_of_every_member_are_a_column(tmp_path: Path) -> None:
    people: list[Row] = [
        ["姓名", "性别", "学历", "主要业绩"],
        ["甘霖", "女", "本科", "革新2项"],
        ["时雨", "男", "大专", "论文1篇"],
    ]
    reading = read_bare(tmp_path, table(BASICS), "骨干成员", table(people))
    assert [(record.values["姓名"], record.notes) for record in rows(reading, "成员台账")[1:]] == [
        ("甘霖", {"主要业绩": "革新2项"}), ("时雨", {"主要业绩": "论文1篇"}),
    ]  # fmt: skip


def test_the_label_of_a_block_before_figures_of_years_asks_for_its_sum(tmp_path: Path) -> None:
    years: list[Row] = [
        ["年度", "2022年", "2023年", "合计"],
        ["经费投入（万元）", "5", "6", "11"],
        ["经济效益（万元）", "20", "30", "50"],
        ["培养人才（人）", "3", "4", "7"],
    ]
    reading = read_bare(tmp_path, table(BASICS), table(years))
    assert values(reading, "经费台账", "年度", "金额(万元)") == [(2022, 5.0), (2023, 6.0)]
    assert set(_counts(reading)) == {
        ("经济效益合计", "2022年", "20"), ("经济效益合计", "2023年", "30"),
        ("培养人才总数", "2022年", "3"), ("培养人才总数", "2023年", "4"), ("培养人才总数", None, "7"),
    }  # fmt: skip
    assert told(reading, Severity.WARNING) == []


@pytest.mark.parametrize(
    ("label", "answer", "expected"),
    [
        ("职务/职称", "车间主任/高级工程师", ("高级工程师", "车间主任")),
        ("职称及职务", "高级工程师、车间主任", ("高级工程师", "车间主任")),
        ("职务/职称", "高级技师", ("高级技师", None)),
        ("单位及职务", "远山公司 车间主任", (None, "车间主任")),
        ("单位及职务", "远山公司车间主任", (None, "车间主任")),
        ("单位及职务", "远山公司焊接车间主任", (None, None)),
        ("所在部门及职务", "技术部、部长", (None, "部长")),
    ],
)
def test_what_one_cell_says_of_two_things_is_told_apart(
    tmp_path: Path, label: str, answer: str, expected: tuple[str, str | None]
) -> None:
    reading = read_bare(tmp_path, table([*BASICS, [label, (answer, 3)]]))
    assert values(reading, "成员台账", "技术职称", "主要分工") == [expected]


def test_a_colon_may_stand_after_the_name(tmp_path: Path) -> None:
    people = (
        "1、甘霖：男，1980年生，工程师，现任部长，负责工艺设计。",
        "2、时雨：女，1985年生，技师，机加车间，负责编程。",
    )
    reading = read_bare(tmp_path, table(BASICS), "骨干成员", *people)
    assert values(reading, "成员台账", "姓名", "所在部门", "主要分工")[1:] == [
        ("甘霖", None, "工艺设计"), ("时雨", "机加车间", "编程"),
    ]  # fmt: skip
    assert rows(reading, "成员台账")[1].notes == {"备注": "现任部长"}
