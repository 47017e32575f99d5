"""Forms that put two blocks into one table, and words of a trade: what belongs where is told by each heading."""

from pathlib import Path

import pytest

from ingest.form.facts import facts_of
from ingest.records import Reading
from tests.forms import Box, Row, read_bare, table, values

STUDIO = "凌云创新工作室"
BASICS: tuple[Row, ...] = (
    ["工作室名称", (STUDIO, 3)],
    ["所在单位", ("远山公司", 3)],
    ["创建日期", "2018年", "领衔人", "凌云"],
    ["专业领域", "焊接", "工作室类型", "√技术攻关"],
)
FUNDED = [(2021, 8.0, "医院专项"), (2022, 11.0, "医院专项")]
EARNED = [
    ("创收金额", "2021年", "36"), ("节资金额", "2021年", "14.5"), ("经济效益合计", "2021年", "50.5"),
    ("创收金额", "2022年", "48"), ("节资金额", "2022年", "17"), ("经济效益合计", "2022年", "65"),
]  # fmt: skip


def _funding(reading: Reading) -> list[tuple[object, ...]]:
    return values(reading, "经费台账", "年度", "金额(万元)", "来源")


def _counts(reading: Reading) -> list[tuple[object, ...]]:
    return values(reading, "统计数字台账", "指标", "期间", "数值")


@pytest.mark.parametrize("first", ["年度", "项目", "指标"])
@pytest.mark.parametrize("last", ["合计（万元）", "创收节资合计（万元）", "增收与节支总额"])
def test_money_put_in_and_what_came_of_it_may_share_the_row_of_a_year(tmp_path: Path, first: str, last: str) -> None:
    money: list[Row] = [
        [first, "经费投入（万元）", "经费来源", "创收（万元）", "节资（万元）", last],
        ["2021年", "8", "医院专项", "36", "14.5", "50.5"],
        ["2022年", "11", "医院专项", "48", "17", "65"],
    ]
    reading = read_bare(tmp_path, table(BASICS), table(money))
    assert _funding(reading) == FUNDED
    assert _counts(reading) == EARNED


def test_money_put_in_and_what_came_of_it_may_share_a_table_under_years(tmp_path: Path) -> None:
    beside = Box("近\n两\n年\n投\n入\n与\n效\n益", 1, "begin")
    on = Box("", 1, "on")
    reading = read_bare(tmp_path, table([
        *BASICS,
        [beside, "项目（万元）", "2021年", "2022年"],
        [on, "经费投入", "8", "11"],
        [on, "经费来源", "医院专项", "医院专项"],
        [on, "创收金额", "36", "48"],
        [on, "节资金额", "14.5", "17"],
        [on, "效益合计", "50.5", "65"],
    ]))  # fmt: skip
    assert _funding(reading) == FUNDED
    assert sorted(_counts(reading)) == sorted(EARNED)


def test_people_trained_may_go_on_as_labels_and_values_below_their_table(tmp_path: Path) -> None:
    trained: list[Row] = [
        [("培养人才（人）", 4)],
        ["总数", "高级技师", "技师", "高级工"],
        ["12", "0", "3", "9"],
        ["地市级劳模", "1", "企业劳模", "2"],
    ]
    assert _counts(read_bare(tmp_path, table(BASICS), table(trained))) == [
        ("培养人才总数", None, "12"), ("培养高级技师", None, "0"), ("培养技师", None, "3"), ("培养高级工", None, "9"),
        ("培养地市级劳模", None, "1"), ("培养企业劳模", None, "2"),
    ]  # fmt: skip


@pytest.mark.parametrize("among", ["其中：", "其中", "包括："])
def test_people_trained_are_read_from_a_sentence(tmp_path: Path, among: str) -> None:
    text = f"共培养27人，{among}双重职称2人，高级技师3人；全国劳模0人，企业劳模2人。"
    assert _counts(read_bare(tmp_path, table([*BASICS, ["培养人才", (text, 3)]]))) == [
        ("培养人才总数", None, "27"), ("培养双重职称", None, "2"), ("培养高级技师", None, "3"),
        ("培养全国劳模", None, "0"), ("培养企业劳模", None, "2"),
    ]  # fmt: skip


def test_a_word_of_the_trade_is_explained_in_brackets(tmp_path: Path) -> None:
    people: list[Row] = [
        ["姓名", "出生年份", "所在船舶（部门）", "负责工序"],
        ["甘霖", "1982", "“远山3”轮", "捞纸"],
        ["时雨", "1994", "海务部", "晒纸"],
    ]
    reading = read_bare(tmp_path, table(BASICS), "骨干成员", table(people))
    assert values(reading, "成员台账", "姓名", "出生年月", "所在部门", "主要分工")[1:] == [
        ("甘霖", "1982", "“远山3”轮", "捞纸"), ("时雨", "1994", "海务部", "晒纸"),
    ]  # fmt: skip


@pytest.mark.parametrize("ticked", ["□其他√（护理创新）", "□其他 √ (护理创新)", "√其他（护理创新）"])
def test_what_an_option_is_about_is_no_option(tmp_path: Path, ticked: str) -> None:
    others = "□技术攻关类  □技能传授类\n□窗口服务类  "
    reading = read_bare(tmp_path, table([*BASICS[:3], ["专业领域", "护理"], ["工作室类别", others + ticked]]))
    assert facts_of(reading).category == "其他"


def test_what_a_firm_is_may_stand_right_behind_its_name(tmp_path: Path) -> None:
    firm: Row = ["单位", "远山公司", "性质", "集体企业"]
    reading = read_bare(tmp_path, table([BASICS[0], firm, *BASICS[2:]]))
    assert (facts_of(reading).organization, facts_of(reading).organization_kind) == ("远山公司", "集体企业")


def test_the_money_of_a_year_may_stand_in_a_column_for_every_source(tmp_path: Path) -> None:
    beside, on = Box("经费（万元）", 1, "begin"), Box("", 1, "on")
    years: list[Row] = [[beside, "年份", "企业自筹", "州总工会"], [on, "2020年", "10", "1"], [on, "2021年", "14", ""]]
    assert _funding(read_bare(tmp_path, table([*BASICS, *years]))) == [
        (2020, 10.0, "企业自筹"), (2020, 1.0, "州总工会"), (2021, 14.0, "企业自筹"),
    ]  # fmt: skip


def test_the_year_of_money_may_stand_in_its_label(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["2021年投入", "3200元", "来源", "县总工会"]]))
    assert _funding(reading) == [(2021, 0.32, "县总工会")]


def test_a_row_may_begin_with_its_year(tmp_path: Path) -> None:
    beside, on = Box("创\n新\n成\n效", 1, "begin"), Box("", 1, "on")
    money: Row = [on, "2021年", "投入（万元）", "0.32", "来源", "县总工会"]
    reading = read_bare(tmp_path, table(BASICS), table([[beside, "创新成果", ("5项", 4)], money]))
    assert _funding(reading) == [(2021, 0.32, "县总工会")]


def test_what_is_asked_of_the_leader_below_the_members_is_the_leaders(tmp_path: Path) -> None:
    people: list[Row] = [
        ["角色", "姓名", "性别", "部门"],
        ["领衔人", "凌云", "女", "质量部"],
        ["骨干", "甘霖", "男", "压丸车间"],
        ["领衔人政治面貌", "群众", "领衔人专业", "药物制剂"],
        ["领衔人荣誉", ("2020年自治区劳动模范", 3)],
    ]
    nameless: list[Row] = [BASICS[0], BASICS[1], ["创建日期", ("2018年", 3)], BASICS[3]]
    reading = read_bare(tmp_path, table(nameless), "骨干成员", table(people))
    assert values(reading, "成员台账", "姓名", "身份", "政治面貌", "工种", "荣誉") == [
        ("凌云", "领衔人", "群众", "药物制剂", ["2020年自治区劳动模范"]), ("甘霖", "骨干", None, None, None),
    ]  # fmt: skip


def test_the_honours_of_a_person_are_the_leaders_where_no_block_says_whose(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["荣誉", ("2019年铜仁市劳动模范", 3)]]))
    assert values(reading, "成员台账", "姓名", "荣誉") == [("凌云", ["2019年铜仁市劳动模范"])]


def test_sources_with_their_amounts_may_be_parted_by_blanks(tmp_path: Path) -> None:
    money: list[Row] = [["年度", "投入金额（万元）", "经费来源"], ["2023年", "30", "企业自筹20万元 政府补贴10万元"]]
    assert _funding(read_bare(tmp_path, table(BASICS), table(money))) == [
        (2023, 20.0, "企业自筹"), (2023, 10.0, "政府补贴"),
    ]  # fmt: skip


def test_cells_may_say_what_they_are_without_a_label(tmp_path: Path) -> None:
    counts = "创新成果16项，成果转化11项；实用新型专利5个，发明专利1个；获奖：国家级0个，省部级2个"
    reading = read_bare(
        tmp_path, table([*BASICS[:3], ["专业领域", "焊接", ("成员21人，面积115平方米", 2)], [(counts, 4)]])
    )
    facts = facts_of(reading)
    assert (facts.members, facts.area_m2) == (21, 115)
    assert _counts(reading)[:3] == [("创新成果", None, "16"), ("成果转化", None, "11"), ("实用新型专利", None, "5")]


def test_a_relative_or_a_superior_in_brackets_is_no_member(tmp_path: Path) -> None:
    people: list[Row] = [
        ["姓名", "配偶（姓名）", "部门领导（部门）", "工种"],
        ["甘霖", "某某", "一车间", "捞纸"],
        ["时雨", "某某", "二车间", "晒纸"],
    ]
    reading = read_bare(tmp_path, table(BASICS), "骨干成员", table(people))
    assert values(reading, "成员台账", "姓名", "所在部门", "工种")[1:] == [
        ("甘霖", None, "捞纸"), ("时雨", None, "晒纸"),
    ]  # fmt: skip


def test_a_heading_beside_labels_is_no_prose(tmp_path: Path) -> None:
    beside, on = Box("工\n作\n室\n概\n况", 1, "begin"), Box("", 1, "on")
    rows_: list[Row] = [
        [beside, "名 称", STUDIO, "创建时间", "2020年4月"],
        [on, "建设单位", "远山公司", "主攻方向", "焊接"],
        [on, "领衔人", "凌云", "类    别", "✓技术攻关"],
    ]
    facts = facts_of(read_bare(tmp_path, table(rows_)))
    assert (facts.studio, facts.organization, facts.established_on) == (STUDIO, "远山公司", "2020-04")


def test_a_heading_may_stand_before_the_years_of_its_rows(tmp_path: Path) -> None:
    years: list[Row] = [
        ["经费与效益（万元）", "2021年度", "2022年度"],
        ["投入经费", "8", "11"],
        ["资金来源", "企业拨款", "企业拨款"],
        ["创收", "36", "48"],
    ]
    reading = read_bare(tmp_path, table(BASICS), table(years))
    assert _funding(reading) == [(2021, 8.0, "企业拨款"), (2022, 11.0, "企业拨款")]
    assert _counts(reading) == [("创收金额", "2021年", "36"), ("创收金额", "2022年", "48")]


def test_sources_may_stand_before_the_money_of_their_years(tmp_path: Path) -> None:
    years: list[Row] = [["经费渠道", "2020年", "2021年"], ["学校投入", "12", "15.5"], ["上级工会补助", "3", "4"]]
    assert sorted(_funding(read_bare(tmp_path, table(BASICS), "四、近两年经费（万元）", table(years)))) == [
        (2020, 3.0, "上级工会补助"), (2020, 12.0, "学校投入"), (2021, 4.0, "上级工会补助"), (2021, 15.5, "学校投入"),
    ]  # fmt: skip


def test_a_member_in_a_line_may_end_with_duties(tmp_path: Path) -> None:
    lines = "甘霖（男，工程师）：监控量测\n时雨（女，高级工程师）：支护设计"
    reading = read_bare(tmp_path, table([*BASICS, ["骨干成员", (lines, 3)]]))
    assert values(reading, "成员台账", "姓名", "技术职称", "主要分工")[1:] == [
        ("甘霖", "工程师", "监控量测"), ("时雨", "高级工程师", "支护设计"),
    ]  # fmt: skip


def test_levels_of_awards_may_share_the_cell_under_their_heading(tmp_path: Path) -> None:
    results: list[Row] = [["创新成果", "成果转化", "发明专利", "获奖"], ["15", "12", "4", "国家级0项\n省部级2项"]]
    assert _counts(read_bare(tmp_path, table(BASICS), table(results)))[3:] == [
        ("国家级获奖", None, "0"), ("省部级获奖", None, "2"),
    ]  # fmt: skip


def test_results_and_people_trained_may_share_a_sentence(tmp_path: Path) -> None:
    text = "创新成果3项，发明专利0件；培养高级工4人、技师1人"
    assert _counts(read_bare(tmp_path, table([*BASICS, [(text, 4)]]))) == [
        ("创新成果", None, "3"), ("发明专利", None, "0"), ("培养高级工", None, "4"), ("培养技师", None, "1"),
    ]  # fmt: skip


def test_a_word_over_what_is_no_year_is_no_year(tmp_path: Path) -> None:
    money: list[Row] = [["项目", "投入金额（万元）", "经费来源"], ["焊接设备", "8", "医院专项"]]
    assert _funding(read_bare(tmp_path, table(BASICS), "经费投入", table(money))) == []


def test_what_is_counted_by_year_in_no_words_of_money_is_no_money(tmp_path: Path) -> None:
    bought: list[Row] = [["项目", "数量", "金额"], ["2019年", "3", "12"], ["2020年", "4", "15"]]
    reading = read_bare(tmp_path, table(BASICS), table(bought))
    assert (_funding(reading), _counts(reading)) == ([], [])


def test_a_gain_in_one_word_with_a_saving_is_no_sum(tmp_path: Path) -> None:
    money: list[Row] = [["年度", "增收额", "降本增效金额"], ["2020", "30", "50"]]
    reading = read_bare(tmp_path, table(BASICS), "经济效益（万元）", table(money))
    assert ("经济效益合计", "2020年", "50") not in _counts(reading)


def test_the_date_of_an_achievement_is_no_year_of_money(tmp_path: Path) -> None:
    listed: list[Row] = [["时间", "成果名称", "类别"], ["2021年", "焊缝探伤法", "发明专利"]]
    reading = read_bare(tmp_path, table(BASICS), "成果明细", table(listed))
    assert values(reading, "成果台账", "成果名称", "日期") == [("焊缝探伤法", "2021")]
