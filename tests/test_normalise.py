"""The text of a cell becomes the value a person meant, or a reason they can act on."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.normalise import (
    Raw,
    match_choice,
    match_choices,
    parse_area,
    parse_date,
    parse_flag,
    parse_integer,
    parse_money,
    parse_year,
    shown,
    split_list,
    tidy,
    tidy_heading,
)

LEVELS = ("国家级", "省部级", "地市级", "区县级", "企业级")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("20180420", "2018-04-20"),
        ("2018-04-20", "2018-04-20"),
        ("2018/4/20", "2018-04-20"),
        ("2018.4.20", "2018-04-20"),
        ("2018年4月20日", "2018-04-20"),
        ("2018 年 4 月", "2018-04"),
        ("2018.4", "2018-04"),
        ("2018.10", "2018-10"),
        ("201804", "2018-04"),
        ("2018", "2018"),
        ("2018年度", "2018"),
        ("２０１８年", "2018"),
        ("二〇一八年十二月二十一日", "2018-12-21"),
        ("二〇一八年十月", "2018-10"),
        ("2018-04-20 00:00:00", "2018-04-20"),
        (2018, "2018"),
        (20180420.0, "2018-04-20"),
        (2018.4, "2018-04"),
        (date(2018, 4, 20), "2018-04-20"),
        (datetime(2018, 4, 20, 8, 30), "2018-04-20"),  # noqa: DTZ001 - a spreadsheet knows no time zone
    ],
)
def test_a_date_keeps_the_precision_it_was_written_with(written: Raw, meant: str) -> None:
    assert parse_date(written) == meant


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2019-13-40", "日期「2019-13-40」不存在，请改为如 2019-05-13 的写法"),
        ("2019-02-30", "不存在"),
        ("2018年0月", "不存在"),
        ("18.4", "年份只有两位"),
        ("18-4-20", "年份只有两位"),
        ("1018-04-20", "年份不在"),
        (43210, "日期序号"),
        (2018.1, "1 月还是 10 月"),
        ("近年来", "不是日期"),
        ("2018-04-20至2019-01-01", "不是日期"),
    ],
)
def test_a_date_that_cannot_be_is_refused_with_what_to_write(written: Raw, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_date(written)


@given(st.one_of(st.text(alphabet="0123456789年月日-/. 十二〇", max_size=14), st.integers(), st.floats(allow_nan=True)))
def test_whatever_is_accepted_as_a_date_exists(written: Raw) -> None:
    try:
        parsed = parse_date(written)
    except ValueError:
        return
    parts = [int(part) for part in parsed.split("-")]
    assert date(*[*parts, 1, 1][:3]).isoformat().startswith(parsed)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_a_parsed_date_parses_to_itself(day: date) -> None:
    assert parse_date(parse_date(day)) == day.isoformat()


def test_a_year_is_read_from_a_year_or_a_date() -> None:
    assert [parse_year(written) for written in ("2019", "2019年度", 2019.0, "2019-05")] == [2019] * 4


@pytest.mark.parametrize(
    ("written", "wan"),
    [
        ("4860", 4860.0),
        (4860, 4860.0),
        ("4860万元", 4860.0),
        ("1.8亿元", 18000.0),
        ("1.8亿", 18000.0),
        ("20000元", 2.0),
        ("4000多万元", 4000.0),
        ("约1,234.5万元", 1234.5),
        ("300千元", 30.0),
        ("0", 0.0),
    ],
)
def test_money_is_in_wan_unless_the_cell_says_otherwise(written: Raw, wan: float) -> None:
    assert parse_money(written) == wan


def test_a_bare_amount_counts_in_the_unit_of_its_heading() -> None:
    assert parse_money("20000", unit="") == 2.0
    assert parse_money("20000万元", unit="") == 20000.0


@pytest.mark.parametrize("written", ["约两百", "100-200", "12,34", "5美元", "inf", "1e5"])
def test_an_amount_that_is_not_one_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="请"):
        parse_money(written)


@pytest.mark.parametrize(
    ("written", "count"), [("12人", 12), ("1,200", 1200), ("１２", 12), (12.0, 12), ("近30余人", 30)]
)
def test_a_count_is_read_with_its_unit(written: Raw, count: int) -> None:
    assert parse_integer(written) == count


@pytest.mark.parametrize("written", ["12人/86㎡", "12.5", "-3", "十几人", "٣", "10-12人", "9" * 40])
def test_what_is_no_count_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="请"):
        parse_integer(written)


@pytest.mark.parametrize("written", ["86", "86㎡", "86 平方米", "86m²", 86.0])
def test_an_area_is_in_square_metres(written: Raw) -> None:
    assert parse_area(written) == 86.0


@pytest.mark.parametrize(
    ("written", "meant"),
    [("是", True), ("√", True), ("y", True), (True, True), ("否", False), ("×", False), ("无", False)],
)
def test_a_flag_is_read_in_the_ways_people_tick(written: Raw, meant: bool) -> None:
    assert parse_flag(written) is meant


def test_a_flag_that_says_neither_is_refused() -> None:
    with pytest.raises(ValueError, match="请写「是」或「否」"):
        parse_flag("部分")


def test_a_list_is_cut_at_semicolons_pauses_and_lines_and_holds_each_value_once() -> None:
    assert split_list("焊接；装配、 调试\n焊接;—") == ("焊接", "装配", "调试")


def test_a_pause_inside_brackets_does_not_cut_a_list() -> None:
    assert split_list("高级技师（焊工、钳工）、工程师") == ("高级技师(焊工、钳工)", "工程师")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("省级", "省部级"),
        ("部级", "省部级"),
        ("市级", "地市级"),
        ("公司级", "企业级"),
        ("厂级", "企业级"),
        ("全国", "国家级"),
        ("区 级", "区县级"),
    ],
)
def test_a_level_is_matched_by_synonym(written: str, meant: str) -> None:
    assert match_choice(written, LEVELS) == meant


def test_a_word_of_the_choice_goes_before_a_synonym_of_another() -> None:
    assert match_choice("成员单位", ("成员单位", "成员")) == "成员单位"


def test_a_word_outside_the_choice_is_refused_with_the_choice() -> None:
    with pytest.raises(ValueError, match="「村级」不在可选值内，请改为国家级、省部级"):
        match_choice("村级", LEVELS)


def test_several_choices_are_cut_at_commas_too() -> None:
    assert match_choices("跨地区，校企合作/1+Ｎ", ("跨区域", "校企", "1+N集群")) == ("跨区域", "校企", "1+N集群")


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
