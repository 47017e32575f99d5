"""A date that names no year is of the one said nearest above its table; of two years in one line nobody can tell."""

from pathlib import Path

import pytest

from ingest.records import Cell, Reading
from tests.workbooks import Row, read_rows

TITLE: Row = ("丁一创新工作室2023年度工作台账",)
RESULTS: tuple[Row, ...] = (("成果名称", "类别", "日期"), ("甲法", "工法", "3月5日"))
EVENTS: Row = ("活动日期", "活动主题", "活动类别", "参加人次")
EVENT: Row = ("2月6日", "焊接", "培训", 12)
TALK: tuple[Row, ...] = (("活动日期", "活动主题", "场次", "参加人次"), ("9月8日", "讲课", 2, 9))


def dates(reading: Reading) -> list[Cell | None]:
    return [record.values.get("日期") for record in reading.records]


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("二、2023年开展活动情况", "2023-02-06"),
        ("二、开展活动情况", "2023-02-06"),
        ("二、2022年开展活动情况", "2022-02-06"),
        ("2022年活动", "2022-02-06"),
        ("二、2022年和2023年活动", None),
        ("二、2022—2023年活动", None),
    ],
)
def test_a_further_table_is_of_the_year_over_it_or_else_of_the_title(
    tmp_path: Path, line: str, date: str | None
) -> None:
    reading = read_rows(tmp_path, TITLE, ("一、创新成果",), *RESULTS, (line,), EVENTS, EVENT)
    assert dates(reading) == ["2023-03-05", *([date] if date else [])]
    assert any("2月6日" in issue.message for issue in reading.issues)


def test_the_year_of_a_numbered_line_ends_with_its_table(tmp_path: Path) -> None:
    first = (("一、2022年结转成果",), *RESULTS)
    reading = read_rows(tmp_path, TITLE, *first, ("二、2021年活动",), EVENTS, EVENT, ("三、讲座",), *TALK)
    assert dates(reading) == ["2022-03-05", "2021-02-06", "2023-09-08"]
    untitled = read_rows(tmp_path, ("丁一创新工作室",), *first, ("二、活动",), EVENTS, EVENT)
    assert dates(untitled) == ["2022-03-05"]


def test_a_year_on_a_line_of_its_own_holds_for_every_table_below_it(tmp_path: Path) -> None:
    blocks = (("一、活动",), EVENTS, EVENT, ("二、讲座",), *TALK)
    reading = read_rows(tmp_path, ("丁一创新工作室台账",), ("2021年",), *blocks, ("2022年",), *blocks)
    assert dates(reading) == ["2021-02-06", "2021-09-08", "2022-02-06", "2022-09-08"]


def test_the_same_headings_again_are_of_the_year_over_them(tmp_path: Path) -> None:
    again = (("二、2022年活动",), EVENTS, EVENT)
    reading = read_rows(tmp_path, ("丁一创新工作室台账",), ("一、2021年活动",), EVENTS, EVENT, *again)
    assert dates(reading) == ["2021-02-06", "2022-02-06"]


def test_a_table_without_a_line_over_it_is_of_the_year_of_the_one_above(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, TITLE, ("一、2021年活动",), EVENTS, EVENT, (), *TALK)
    assert dates(reading) == ["2021-02-06", "2021-09-08"]


def test_a_title_of_several_years_is_of_none_of_them(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, ("2021—2023年经费",), ("工作室", "金额", "来源"), ("甲室", 3, "工会"))
    assert not reading.records
