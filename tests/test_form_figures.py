"""Money, counts and benefit: what is stated, what is struck out, and what does not add up."""

from pathlib import Path

import pytest

from ingest.records import Severity
from tests import forms
from tests.forms import ANNEX, BASICS, LEADER, Box, Row, read, rows, told, values


def test_nought_is_stated_and_a_dash_and_a_blank_are_not(tmp_path: Path) -> None:
    results: list[Row] = [
        [
            Box("技术创新*", 1, "begin"),
            ("创新成果", 2),
            ("0项", 3),
            Box("专利类别", 2, "begin"),
            ("实用新型", 2),
            ("—", 2),
        ],
        [Box(down="on"), ("成果转化", 2), ("     项", 3), Box("", 2, "on"), ("发明", 2), ("  /  个", 2)],
    ]
    reading = read(tmp_path, [*BASICS, *results, *LEADER])
    assert values(reading, "统计数字台账", "指标", "数值") == [("创新成果", "0")]
    notes = rows(reading, "工作室台账")[0].notes
    assert (notes["实用新型专利"], notes["发明专利"]) == ("—", "/ 个")
    assert "成果转化" not in notes


def test_sums_that_do_not_add_up_are_kept_and_listed(tmp_path: Path) -> None:
    benefit: list[Row] = [
        *forms.BENEFIT[:1],
        [Box(down="on"), ("2016年", 2), ("410", 3), ("188", 3), ("600", 3)],
    ]
    reading = read(tmp_path, [*BASICS, *benefit, *LEADER])
    assert values(reading, "统计数字台账", "指标", "数值", "计量单位", "期间") == [
        ("创收金额", "410", "万元", "2016年"),
        ("节资金额", "188", "万元", "2016年"),
        ("经济效益合计", "600", "万元", "2016年"),
    ]
    ((sheet, row, column, message),) = told(reading, Severity.WARNING)
    assert (sheet, row, column) == ("表格 1", 6, "合计")
    assert "410 与节资 188 之和不等于合计 600" in message


def test_a_source_that_splits_the_money_becomes_a_row_each(tmp_path: Path) -> None:
    funding: list[Row] = [
        *forms.FUNDING[:1],
        [Box(down="on"), ("2023年", 3), ("10", 4), ("公司8万元，上级工会3万元", 4)],
        [Box(down="on"), ("2024年", 3), ("0", 4), ("—", 4)],
    ]
    reading = read(tmp_path, [*BASICS, *funding, *LEADER])
    expected = [(2023, 8.0, "公司"), (2023, 3.0, "上级工会"), (2024, 0.0, None)]
    assert values(reading, "经费台账", "年度", "金额(万元)", "来源") == expected
    assert "11 万元与投入金额 10 万元不符" in told(reading, Severity.WARNING)[0][3]


def test_money_follows_the_unit_of_its_label(tmp_path: Path) -> None:
    funding: list[Row] = [
        [Box("经费投入（元）", 2, "begin"), ("2022年", 2), ("100000", 4), ("单位", 4)],
        [Box("", 2, "on"), ("2023年", 2), ("55000", 4), ("上级", 4)],
    ]
    reading = read(tmp_path, [*BASICS, *funding, *LEADER])
    expected = [(2022, 10.0, "单位"), (2023, 5.5, "上级")]
    assert values(reading, "经费台账", "年度", "金额(万元)", "来源") == expected


def test_a_year_nobody_wrote_refuses_its_row_and_lists_what_it_said(tmp_path: Path) -> None:
    funding: list[Row] = [*forms.FUNDING[:1], [Box(down="on"), ("    年", 3), ("10", 4), ("单位", 4)]]
    reading = read(tmp_path, [*BASICS, *funding, *LEADER])
    assert rows(reading, "经费台账") == []
    ((sheet, row, column, message),) = told(reading, Severity.ERROR)
    assert (sheet, row, column) == ("表格 1", 6, "年度")
    assert "投入金额 10，经费来源 单位" in message


@pytest.mark.parametrize(
    ("written", "figure"),
    [
        ("14余项", ("14", "项", "余")), ("约14项", ("14", "项", "约")), ("十四项", ("14", "项", None)),
        ("14", ("14", "项", None)),
    ],
)  # fmt: skip
def test_a_count_that_is_not_exact_says_so(tmp_path: Path, written: str, figure: tuple[str, str, str | None]) -> None:
    results: list[Row] = [[("技术创新", 2), ("创新成果", 4), (written, 6)]]
    reading = read(tmp_path, [*BASICS, *results, *LEADER])
    assert values(reading, "统计数字台账", "数值", "计量单位", "限定词") == [figure]


def test_one_achievement_named_instead_of_counted_is_an_achievement(tmp_path: Path) -> None:
    results: list[Row] = [[("技术创新", 2), ("创新成果", 4), ("《一种省力焊枪》", 6)]]
    reading = read(tmp_path, [*BASICS, *results, *LEADER])
    assert values(reading, "成果台账", "成果名称", "类别", "工作室") == [("一种省力焊枪", "其他", forms.FACTS.studio)]


def test_what_is_no_count_is_listed_with_its_place_and_kept(tmp_path: Path) -> None:
    reading = read(tmp_path, [*BASICS, [("技术创新", 2), ("创新成果", 4), ("若干", 6)], *LEADER])
    ((sheet, row, column, message),) = told(reading, Severity.WARNING)
    assert (sheet, row, column) == ("表格 1", 5, "创新成果")
    assert "若干" in message
    assert rows(reading, "工作室台账")[0].notes["创新成果"] == "若干"


def test_results_under_a_label_of_their_own_are_counted_by_kind_and_level(tmp_path: Path) -> None:
    results: list[Row] = [
        [Box("创新成果", 2, "begin"), ("专利（项）", 2), ("发明专利", 2), ("1", 2), ("实用新型专利", 2), ("3", 2)],
        [Box("", 2, "on"), ("获奖（项）", 2), ("国家级", 2), ("1", 2), ("省部级", 2), ("2", 2)],
    ]
    reading = read(tmp_path, [*BASICS, *results, *LEADER])
    assert values(reading, "统计数字台账", "指标", "数值") == [
        ("发明专利", "1"),
        ("实用新型专利", "3"),
        ("国家级获奖", "1"),
        ("省部级获奖", "2"),
    ]


def test_a_total_row_is_no_year_and_is_checked(tmp_path: Path) -> None:
    funding: list[Row] = [*forms.FUNDING, [Box(down="on"), ("合计", 3), ("26", 4), ("", 4)]]
    benefit: list[Row] = [*forms.BENEFIT, [Box(down="on"), ("合计", 2), ("730.5", 3), ("278", 3), ("1008.5", 3)]]
    reading = read(tmp_path, [*BASICS, *funding, *benefit, *LEADER])
    assert len(rows(reading, "经费台账")) == 2
    assert len(rows(reading, "统计数字台账")) == 6
    ((_, row, _, message),) = told(reading, Severity.WARNING)
    assert (row, "25.5 万元与合计 26 万元不符" in message) == (8, True)


def test_what_a_total_row_says_is_kept_in_the_order_of_the_form(tmp_path: Path) -> None:
    benefit: list[Row] = [*forms.BENEFIT, [Box(down="on"), ("合计", 2), ("730.5", 3), ("278", 3), ("1008.5", 3)]]
    notes = rows(read(tmp_path, [*BASICS, *benefit, *LEADER]), "工作室台账")[0].notes
    assert [name for name in notes if name.startswith("合计行")] == [
        "合计行的创收金额",
        "合计行的节资金额",
        "合计行的合计",
    ]


def test_a_source_without_money_is_listed_and_kept(tmp_path: Path) -> None:
    funding: list[Row] = [
        *forms.FUNDING[:1],
        [Box(down="on"), ("2023年", 3), ("", 4), ("单位", 4)],
        [Box(down="on"), ("2024年", 3), ("—", 4), ("", 4)],
    ]
    reading = read(tmp_path, [*BASICS, *funding, *LEADER])
    notes = rows(reading, "工作室台账")[0].notes
    assert (rows(reading, "经费台账"), notes["2023年经费来源"], notes["2024年经费投入"]) == ([], "单位", "—")
    assert "没有投入金额" in told(reading, Severity.WARNING)[0][3]


@pytest.mark.parametrize(
    ("year", "amount", "source"), [("近两年", "10", "单位"), ("2022-2023年", "10", "单位"), ("2023年", "若干", "")]
)
def test_money_without_a_plain_year_or_amount_is_refused_and_listed(
    tmp_path: Path, year: str, amount: str, source: str
) -> None:
    funding: list[Row] = [*forms.FUNDING[:1], [Box(down="on"), (year, 3), (amount, 4), (source, 4)]]
    reading = read(tmp_path, [*BASICS, *funding, *LEADER])
    assert rows(reading, "经费台账") == []
    ((_, row, _, message),) = told(reading, Severity.ERROR)
    assert (row, amount in message) == (6, True)


def test_an_achievement_without_a_name_is_refused(tmp_path: Path) -> None:
    listed: list[Row] = [
        ["成果名称", "类别", "完成人", "时间"],
        ["", "工法", "李大", "2020"],
        ["焊枪", "工法", "李大", "2021"],
    ]
    reading = read(tmp_path, ANNEX, "附件：创新成果明细表", listed)
    assert values(reading, "成果台账", "成果名称", "类别") == [("焊枪", "工法")]
    assert rows(reading, "成果台账")[0].notes == {"完成人": "李大"}
    assert "工法，李大，2020" in told(reading, Severity.ERROR)[0][3]
