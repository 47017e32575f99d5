"""The text of a cell is brought into one form without changing what it says."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.choices import parse_flag
from ingest.normalise import Raw, cell_at, first_characters, shown, split_list, tidy, tidy_heading


@pytest.mark.parametrize(
    ("written", "meant"),
    [("是", True), ("√", True), ("y", True), (True, True), ("否", False), ("×", False), ("无", False)],
)
def test_a_flag_is_read_in_the_ways_people_tick(written: Raw, meant: bool) -> None:
    assert parse_flag(written) is meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [("已出师", True), ("如期出徒", True), ("合格", True), ("未出师", False), ("带教中", False), ("未满期", False)],
)
def test_a_flag_is_read_in_the_words_an_apprenticeship_ends_with(written: str, meant: bool) -> None:
    assert parse_flag(written) is meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("已推广3家", True),
        ("已在两个车间应用", True),
        ("在3家企业推广", True),
        ("在公司内使用", True),
        ("在用", True),
        ("未推广", False),
        ("待推广", False),
        ("暂未", False),
    ],
)
def test_a_flag_is_read_in_the_words_results_are_used_in(written: Raw, meant: bool) -> None:
    assert parse_flag(written) is meant


def test_a_flag_that_says_neither_is_refused() -> None:
    with pytest.raises(ValueError, match="请写「是」或「否」"):
        parse_flag("部分")


def test_a_list_is_cut_at_semicolons_pauses_and_lines_and_holds_each_value_once() -> None:
    assert split_list("焊接；装配、 调试\n焊接;—") == ("焊接", "装配", "调试")


def test_a_pause_inside_brackets_does_not_cut_a_list() -> None:
    assert split_list("高级技师（焊工、钳工）、工程师") == ("高级技师(焊工、钳工)", "工程师")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  王建清\u3000劳模\n工作室 ", "王建清 劳模 工作室"),
        ("张\u3000三", "张三"),
        ("Ａ１２（一）", "A12(一)"),
        ("一，二；三：四。", "一，二；三：四。"),
        ("①研发②推广", "①研发②推广"),
        ("甲\x00\x07\u200b乙", "甲乙"),
        ("=1+1", "=1+1"),
        ("<script>", "<script>"),
    ],
)
def test_text_is_tidied_without_changing_what_it_says(written: str, kept: str) -> None:
    assert tidy(written) == kept


@given(st.text())
def test_tidy_text_is_already_tidy(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_headings_that_differ_in_width_space_star_and_unit_are_the_same() -> None:
    variants = ("场所面积(㎡)", "场所 面积\n（平方米）", "*场所面积（㎡）", "场所面积【m²】：")
    assert len({tidy_heading(heading) for heading in variants}) == 1


@pytest.mark.parametrize(
    ("raw", "text"), [(12.0, "12"), (0.1 + 0.2, "0.3"), (True, "是"), (date(2018, 4, 2), "2018-04-02")]
)
def test_a_raw_cell_is_shown_as_the_spreadsheet_shows_it(raw: Raw, text: str) -> None:
    assert shown(raw) == text


@pytest.mark.parametrize("cell", ["工作室名称", "*工作室名称", "※ 工作室名称", "★工作室名称", "id", "ID"])
def test_a_heading_as_people_write_it_begins_with_one_of_the_first_characters(cell: str) -> None:
    headings = ("工作室名称", "id")
    assert tidy_heading(cell) in headings
    assert cell[0] in first_characters(headings)


def test_no_other_cell_begins_with_one_of_the_first_characters() -> None:
    assert "张" not in first_characters(("工作室名称", "id"))


@pytest.mark.parametrize(("index", "cell"), [(0, "甲"), (1, 0), (2, "")])
def test_a_row_goes_on_empty_beyond_its_last_cell(index: int, cell: Raw) -> None:
    assert cell_at(("甲", 0), index) == cell


@pytest.mark.parametrize(
    ("written", "meant"), [("是（内部使用）", True), ("已出师(2023)", True), ("优秀出徒", True), ("否（延期）", False)]
)
def test_what_a_bracket_adds_does_not_change_a_flag(written: Raw, meant: bool) -> None:
    assert parse_flag(written) is meant


@pytest.mark.parametrize(
    "written",
    [
        "已应用，未转化",
        "已投产但尚未推广",
        "已使用后停用",
        "已转化为正式工",
        "是（尚未推广）",
        "是（部分）",
        "在研究应用阶段",
    ],
)
def test_a_flag_that_says_more_than_yes_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="请写「是」或「否」"):
        parse_flag(written)
