"""A cell becomes the date a person meant, in the precision they knew it, or a reason they can act on."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import read_date, read_first, read_last, read_year
from ingest.normalise import Raw


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
    assert read_date(written) == (meant, "")


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2019-13-40", "日期「2019-13-40」不存在，请改为如 2019-05-13 的写法"),
        ("2019-02-30", "不存在"),
        ("2018年0月", "不存在"),
        ("18.4", "年份只有两位"),
        ("4/20/18", "不是日期"),
        ("1018-04-20", "年份不在"),
        (2018.1, "1 月还是 10 月"),
        ("3月15日", "没有写年份"),
        ("12月份", "没有写年份"),
        ("近年来", "不是日期"),
        ("2019年春节后", "不是日期"),
        ("2019-05-13x", "不是日期"),
        ("19999", "不是日期"),
    ],
)
def test_a_date_that_cannot_be_is_refused_with_what_to_write(written: Raw, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_date(written)


@given(st.one_of(st.text(alphabet="0123456789年月日-/. 十二〇", max_size=14), st.integers(), st.floats(allow_nan=True)))
def test_whatever_is_accepted_as_a_date_exists(written: Raw) -> None:
    try:
        parsed, _ = read_date(written)
    except ValueError:
        return
    parts = [int(part) for part in parsed.split("-")]
    assert date(*[*parts, 1, 1][:3]).isoformat().startswith(parsed)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_a_parsed_date_parses_to_itself(day: date) -> None:
    assert read_date(read_date(day)[0]) == (day.isoformat(), "")


def test_a_year_is_read_from_a_year_or_a_date() -> None:
    assert [read_year(written)[0] for written in ("2019", "2019年度", 2019.0, "2019-05")] == [2019] * 4


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        (43210.0, "2018-04-20"),
        ("43210", "2018-04-20"),
        (43210.75, "2018-04-20"),
        ("19年5月", "2019-05"),
        ("'19年", "2019"),
        ("68年3月", "1968-03"),
        ("18-4-20", "2018-04-20"),
        ("19.3.5", "2019-03-05"),
        ("2019年5月-2020年6月", "2019-05"),
        ("2018-04-20至2019-01-01", "2018-04-20"),
        ("2019-2020年度", "2019"),
        ("2019.5～2020.6", "2019-05"),
        ("2019年5月至今", "2019-05"),
        ("2019年5月、2020年6月", "2019-05"),
        ("2019年5月13-15日", "2019-05-13"),
        ("约2019年", "2019"),
        ("2019年左右", "2019"),
        ("2019年底", "2019"),
        ("2019年上半年", "2019"),
        ("2019年第三季度", "2019"),
        ("2025年12月底前", "2025-12"),
        ("2019年5月初", "2019-05"),
        ("自2019年5月起", "2019-05"),
        ("2019年5月13日上午", "2019-05-13"),
    ],
)
def test_what_had_to_be_guessed_is_read_and_said(written: Raw, taken: str) -> None:
    read, remark = read_date(written)
    assert read == taken
    assert f"按 {taken} 读入，请核对" in remark


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2019。5。13", "2019-05-13"),
        ("2019·5·13", "2019-05-13"),
        ("2019\\5\\13", "2019-05-13"),
        ("2019年5月13日（星期一）", "2019-05-13"),
        ("2019年5月份", "2019-05"),
        ("公元2019年", "2019"),
        ("2018/4/20 00:00:00", "2018-04-20"),
        ("2018/4/20  8:30", "2018-04-20"),
        ("二〇一九年五月", "2019-05"),
        ("二0一九年五月十三日", "2019-05-13"),
        ("2019. 5. 13.", "2019-05-13"),
        ("“2019”", "2019"),
    ],
)
def test_a_date_is_read_however_it_was_typed(written: Raw, meant: str) -> None:
    assert read_date(written) == (meant, "")


def test_a_text_that_may_be_january_or_october_is_read_as_written_and_said() -> None:
    assert read_date("2018.1") == ("2018-01", "「2018.1」按 1 月读入，若是 10 月请写成 2018-10")


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2019-03-2020-01", "2019-03", "2020-01"),
        ("2019.10-12", "2019-10", "2019-12"),
        ("2019.12-01", "2019-12", "2020-01"),
        ("2020.11.5-2.28", "2020-11-05", "2021-02-28"),
        ("2019-12", "2019-12", ""),
    ],
)
def test_a_span_ends_after_it_begins(written: str, first: str, last: str) -> None:
    assert (read_first(written)[0], read_last(written)[0]) == (first, last)
