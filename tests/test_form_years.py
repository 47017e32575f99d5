"""Figures of years: how far years above them go, what ends rows of a year each, and where the money came from."""

from pathlib import Path

import pytest

from ingest.records import Reading, Severity
from tests.forms import Box, Row, notices, read_bare, rows, studio_of, table, told, values
from tests.test_form_told import BASICS

_ABOVE: tuple[Row, ...] = (
    *BASICS,
    [Box("创新成果", 1, "begin"), "指标", "2018年", "2019年"],
    [Box(down="on"), "创新成果（项）", "3", "4"],
)
_EACH: tuple[Row, ...] = (
    ["工作室名称", ("凌云创新工作室", 5)],
    ["所在单位", ("远山公司", 2), "领衔人", ("凌云", 2)],
    ["年份", "投入资金（万元）", "资金渠道", "增收（万元）", "节支（万元）", "合计（万元）"],
    ["2019年", "4", "公司", "0", "75", "75"],
)


def _counts(reading: Reading) -> list[tuple[object, ...]]:
    return values(reading, "统计数字台账", "指标", "期间", "数值")


def _money(reading: Reading) -> list[tuple[object, ...]]:
    return values(reading, "经费台账", "年度", "金额(万元)", "来源")


def test_years_above_one_block_hold_for_the_blocks_below_in_the_same_columns(tmp_path: Path) -> None:
    below: list[Row] = [
        [Box("效益（万元）", 1, "begin"), "创收", "0", "15"],
        [Box(down="on"), "节支", "46", "58.5"],
        [Box("人才培养", 1, "begin"), "培养总数（人）", "14", "17"],
        [Box(down="on"), "其中：技师（人）", "2", "3"],
    ]
    reading = read_bare(tmp_path, table([*_ABOVE, *below]))
    assert sorted(map(str, _counts(reading)[2:])) == sorted(
        map(str, [
            ("创收金额", "2018年", "0"), ("创收金额", "2019年", "15"), ("节资金额", "2018年", "46"),
            ("节资金额", "2019年", "58.5"), ("培养人才总数", "2018年", "14"), ("培养人才总数", "2019年", "17"),
            ("培养技师", "2018年", "2"), ("培养技师", "2019年", "3"),
        ])
    )  # fmt: skip
    assert "未读入" not in notices(reading)


def test_a_figure_that_is_missing_leaves_the_others_in_their_years(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table([*_ABOVE, ["人才培养", "总数", "", "17"]]))
    assert _counts(reading)[2:] == [("培养人才总数", "2019年", "17")]
    assert "总数" not in notices(reading)


@pytest.mark.parametrize(
    "below",
    [
        [[Box("人才培养", 1, "begin"), "总数", "高级技师", "技师"], [Box(down="on"), "14", "2", "3"]],
        [["人才培养", "14人", "高级技师", "2人"]],
    ],
)
def test_years_end_where_a_block_has_columns_of_its_own(tmp_path: Path, below: list[Row]) -> None:
    found = _counts(read_bare(tmp_path, table([*_ABOVE, *below])))[2:]
    assert found[:2] == [("培养人才总数", None, "14"), ("培养高级技师", None, "2")]


def test_two_figures_without_their_years_are_not_the_first_of_them(tmp_path: Path) -> None:
    below: list[Row] = [
        [Box("效益（万元）", 1, "begin"), "创收", "0", "15"],
        [Box(down="on"), "社会效益", ("受到好评", 2)],
        ["人才培养", "总数", "14", "17"],
    ]
    reading = read_bare(tmp_path, table([*_ABOVE, *below]))
    assert "培养人才总数" not in [name for name, _, _ in _counts(reading)]
    assert [message for *_, message in told(reading, Severity.WARNING)] == [
        "「14、17」不是一个数，请只写一个数字，如 86；此格未读入，原文存入备注"
    ]


def test_rows_of_a_year_each_end_at_a_label_with_its_value_and_further_ones(tmp_path: Path) -> None:
    below: list[Row] = [
        ["创新成果", "5项", "成果转化", "3项", "省级奖：1项", "地市级奖：2项"],
        ["两年培养人才", "16人", "高级技师", "1人", "企业劳模", "2人"],
    ]
    reading = read_bare(tmp_path, table([*_EACH, *below]))
    found = set(_counts(reading))
    assert {("创新成果", None, "5"), ("成果转化", None, "3"), ("地市级获奖", None, "2")} <= found
    assert {("培养人才总数", None, "16"), ("培养高级技师", None, "1"), ("培养企业劳模", None, "2")} <= found
    assert _money(reading) == [(2019, 4.0, "公司")]
    assert not told(reading, Severity.ERROR)


@pytest.mark.parametrize("total", ["合计", "两年合计"])
def test_a_total_ends_no_rows_of_a_year_each(tmp_path: Path, total: str) -> None:
    reading = read_bare(tmp_path, table([*_EACH, [total, "5", "", "0", "75", "75"]]))
    assert [message for *_, message in told(reading, Severity.WARNING) if "不符" in message] == [
        "各年之和 4 万元与合计 5 万元不符，请核对"
    ]
    assert not told(reading, Severity.ERROR)


def _funded(tmp_path: Path, amount: str, source: str) -> Reading:
    funding: list[Row] = [
        [("经费投入（万元）", 4)], ["年度", ("投入金额", 2), "经费来源"], ["2019", (amount, 2), source],
    ]  # fmt: skip
    return read_bare(tmp_path, table([*BASICS, *funding]))


@pytest.mark.parametrize(
    ("amount", "source"),
    [
        ("12（行政10，工会2）", "行政、工会"), ("12（其中行政10万元、工会2万元）", ""),
        ("12（行政10，工会2）", "行政拨款和工会补助"),
    ],
)  # fmt: skip
def test_brackets_behind_an_amount_part_it_by_who_paid(tmp_path: Path, amount: str, source: str) -> None:
    assert _money(_funded(tmp_path, amount, source)) == [(2019, 10.0, "行政"), (2019, 2.0, "工会")]


@pytest.mark.parametrize(
    ("amount", "source"),
    [("12（设备10，材料2）", ""), ("12（设备10，材料2）", "行政、工会"), ("12（行政10，工会2）", "公司")],
)
def test_brackets_that_part_an_amount_otherwise_are_no_sources(tmp_path: Path, amount: str, source: str) -> None:
    assert _money(_funded(tmp_path, amount, source)) == [(2019, 12.0, source or None)]


def test_brackets_that_do_not_add_up_part_nothing_and_are_listed(tmp_path: Path) -> None:
    reading = _funded(tmp_path, "12（行政10，工会3）", "行政、工会")
    assert _money(reading) == [(2019, 12.0, "行政、工会")]
    assert [message for *_, message in told(reading, Severity.WARNING)] == [
        "括号里各来源之和 13 万元与投入金额 12 万元不符，没有拆开，请核对"
    ]


def test_a_sentence_parts_the_money_of_a_year_by_who_paid(tmp_path: Path) -> None:
    sentence = "2018年投入20万元（公司经费）；2019年投入26万元，其中公司经费24万元、县总工会2万元。"
    reading = read_bare(tmp_path, table([*BASICS, ["经费投入", (sentence, 3)]]))
    assert _money(reading) == [(2018, 20.0, "公司经费"), (2019, 24.0, "公司经费"), (2019, 2.0, "县总工会")]


@pytest.mark.parametrize("parts", ["设备24万元、培训2万元", "公司24万元", "公司24万元、县总工会3万元"])
def test_a_sentence_that_parts_money_otherwise_stays_a_sentence(tmp_path: Path, parts: str) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["经费投入", (f"2019年投入26万元，其中{parts}。", 3)]]))
    assert _money(reading) == []
    assert "没有拆成数字" in notices(reading)


def _with_remark(tmp_path: Path, remark: str) -> Reading:
    figures: list[Row] = [
        ["指标", "2018年", "2019年", "备注"], ["经费投入（万元）", "5", "6", remark], ["创收（万元）", "7", "8", ""],
    ]  # fmt: skip
    return read_bare(tmp_path, table(BASICS), "近两年成效", table(figures))


def test_a_remark_beside_money_may_say_where_it_came_from(tmp_path: Path) -> None:
    reading = _with_remark(tmp_path, "来源：馆内预算")
    assert _money(reading) == [(2018, 5.0, "馆内预算"), (2019, 6.0, "馆内预算")]
    assert "「馆内预算」当作各年的来源" in notices(reading)


@pytest.mark.parametrize("remark", ["已审计", "来源：公司5万元，工会6万元", "来源见附件；已审计"])
def test_any_other_remark_beside_money_stays_one(tmp_path: Path, remark: str) -> None:
    reading = _with_remark(tmp_path, remark)
    assert _money(reading) == [(2018, 5.0, None), (2019, 6.0, None)]
    assert rows(reading, "工作室台账")[0].notes["备注"].replace(",", "，") == remark


def test_one_cell_may_hold_the_amounts_of_several_years(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["节约资金（万元）", ("2017年：22；2018年：37.5，合计59.5", 3)]]))
    assert _counts(reading) == [("节资金额", "2017年", "22"), ("节资金额", "2018年", "37.5")]


@pytest.mark.parametrize("text", ["2017年：22；2017年：37.5", "2017-2018年：59.5", "2017年22，以后每年30"])
def test_amounts_of_years_that_cannot_be_told_apart_are_refused(tmp_path: Path, text: str) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["节约资金（万元）", (text, 3)]]))
    assert _counts(reading) == []
    assert any(text[:5] in message for *_, message in told(reading, Severity.ERROR))


@pytest.mark.parametrize("label", ["创造收入", "新增收入", "增加的收入"])
def test_what_was_earned_has_further_names(tmp_path: Path, label: str) -> None:
    benefit: list[Row] = [["经济效益（万元）", "年份", "2014年", "2015年"], ["", label, "110", "136"]]
    down: list[Row] = [[Box("经济效益（万元）", 1, "begin"), *benefit[0][1:]], [Box(down="on"), *benefit[1][1:]]]
    assert _counts(read_bare(tmp_path, table([*BASICS, *down]))) == [
        ("创收金额", "2014年", "110"), ("创收金额", "2015年", "136"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["市级、省级（2018年）", "市级（2016年、2018年）"])
def test_of_several_levels_or_years_of_naming_none_is_taken(tmp_path: Path, text: str) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["命名层级及时间", (text, 3)]]))
    assert not {"命名日期", "级别"} & studio_of(reading).keys()
    assert [message for *_, message in told(reading, Severity.WARNING) if "不止一个" in message]


def test_the_level_and_the_year_of_naming_share_a_cell(tmp_path: Path) -> None:
    named: list[Row] = [["命名层级及时间", "市级（2016年）", "法人性质", "国有企业"]]
    reading = read_bare(tmp_path, table([*BASICS, *named]))
    studio = studio_of(reading)
    assert (studio["命名日期"], studio["级别"]) == ("2016", "地市级")
    assert values(reading, "单位台账", "单位类型") == [("企业",)]


def test_years_stand_over_what_a_row_is_about_and_what_that_is_among(tmp_path: Path) -> None:
    below: list[Row] = [
        [("项目", 2), "2018年", "2019年"],
        [Box("创新成果", 1, "begin"), "完成数（项）", "8", "6"],
        [Box(down="on"), "转化应用（项）", "5", "4"],
        [Box("授权专利", 1, "begin"), "发明（件）", "1", "0"],
        [Box(down="on"), "实用新型（件）", "4", "3"],
    ]
    reading = read_bare(tmp_path, table(BASICS), "五、近三年创新创效情况", table(below))
    names = ("创新成果", "成果转化", "发明专利", "实用新型专利")
    assert [name for name, *_ in _counts(reading)] == [name for name in names for _ in range(2)]
    assert [count for *_, count in _counts(reading)] == list("86541043")
    assert "未读入" not in notices(reading)


def test_years_without_a_heading_are_years(tmp_path: Path) -> None:
    each: list[Row] = [["", "创收", "节约", "小计"], ["2018", "64", "18.2", "82.2"], ["2019", "90", "25", "115"]]
    reading = read_bare(tmp_path, table(BASICS), "经济效益（万元）", table(each))
    assert _counts(reading)[:3] == [
        ("创收金额", "2018年", "64"), ("节资金额", "2018年", "18.2"), ("经济效益合计", "2018年", "82.2"),
    ]  # fmt: skip
    assert len(_counts(reading)) == 6


def test_what_was_earned_and_saved_stands_in_one_cell(tmp_path: Path) -> None:
    line: Row = ["2018年创收/节支（万元）", "58 / 120.4", "2019年创收/节支（万元）", "77.6 / 98"]
    reading = read_bare(tmp_path, table([*BASICS, line]))
    assert _counts(reading) == [
        ("创收金额", "2018年", "58"), ("节资金额", "2018年", "120.4"),
        ("创收金额", "2019年", "77.6"), ("节资金额", "2019年", "98"),
    ]  # fmt: skip
    doubtful = read_bare(tmp_path, table([*BASICS, ["2018年创收/节支（万元）", "58"]]))
    assert _counts(doubtful) == []
    assert "58" in str(rows(doubtful, "工作室台账")[0].notes) + notices(doubtful)


def test_a_block_beside_some_rows_of_another_is_the_one_they_are_of(tmp_path: Path) -> None:
    rows_of: list[Row] = [
        [Box("创新成效", 1, "begin"), ("创新成果16项，成果转化10项，发明专利3件。", 4)],
        [Box(down="on"), Box("经济效益（万元）", 1, "begin"), "年份", "创收金额", "节资金额"],
        [Box(down="on"), Box(down="on"), "2021", "86.5", "14.3"],
        [Box(down="on"), Box(down="on"), "2022", "97", "20.05"],
    ]
    reading = read_bare(tmp_path, table(BASICS), table(rows_of))
    assert [each for each in _counts(reading) if each[1]] == [
        ("创收金额", "2021年", "86.5"), ("节资金额", "2021年", "14.3"),
        ("创收金额", "2022年", "97"), ("节资金额", "2022年", "20.05"),
    ]  # fmt: skip
    assert ("创新成果", None, "16") in _counts(reading)


def test_counts_written_between_strokes_are_read(tmp_path: Path) -> None:
    awards: Row = ["获奖等级", "国际____个", "国家____个", "省部__2__个", "地市__6__个"]
    reading = read_bare(tmp_path, table([*BASICS, awards]))
    assert values(reading, "统计数字台账", "指标", "数值") == [("省部级获奖", "2"), ("地市级获奖", "6")]
