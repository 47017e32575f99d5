"""Tables that count activities in a column for every month are read as an activity for each studio and month."""

from pathlib import Path

import pytest

from ingest.records import Severity
from tests.workbooks import Row, read_rows

HEADINGS: Row = ("序号", "工作室", "1月", "2月", "3月", "合计")
LINES: tuple[Row, ...] = ((1, "甲工作室", 1, None, 4, 5), (2, "乙工作室", "—", 2, None, 2), (None, "合计", 1, 2, 4, 7))


def counted(tmp_path: Path, *rows: Row) -> list[tuple[object, ...]]:
    reading = read_rows(tmp_path, *rows)
    names = ("日期", "工作室", "场次", "参加人次", "类别")
    return [(record.ledger, *(record.values.get(name) for name in names)) for record in reading.records]


def test_a_month_that_counts_something_is_an_activity_of_that_month(tmp_path: Path) -> None:
    assert counted(tmp_path, ("某公司2022年各工作室培训场次统计表",), HEADINGS, *LINES) == [
        ("活动台账", "2022-01", "甲工作室", 1, None, "培训"),
        ("活动台账", "2022-02", "乙工作室", 2, None, "培训"),
        ("活动台账", "2022-03", "甲工作室", 4, None, "培训"),
    ]


def test_the_unit_over_the_table_says_that_people_are_counted(tmp_path: Path) -> None:
    found = counted(tmp_path, ("2023年度活动情况",), (None, None, "单位：人次"), HEADINGS, LINES[0])
    assert found == [
        ("活动台账", "2023-01", "甲工作室", None, 1, None),
        ("活动台账", "2023-03", "甲工作室", None, 4, None),
    ]


def test_a_month_may_count_times_and_people_in_columns_of_its_own(tmp_path: Path) -> None:
    months: Row = ("工作室", "1月", None, "2月", None, "3月", None, "合计", None)
    parts: Row = (None, *("场次", "人次") * 4)
    lines: tuple[Row, ...] = (("甲工作室", 2, 31, None, None, 1, None, 3, 31), ("合计", 2, 31, 0, 0, 1, 0, 3, 31))
    assert counted(tmp_path, ("2022年各工作室培训情况",), months, parts, *lines) == [
        ("活动台账", "2022-01", "甲工作室", 2, 31, "培训"),
        ("活动台账", "2022-03", "甲工作室", 1, None, "培训"),
    ]


def test_months_may_name_their_year(tmp_path: Path) -> None:
    headings = ("工作室", "2022年11月", "2022年12月", "2023年1月")
    found = counted(tmp_path, ("各工作室讲座场次",), headings, ("甲工作室", 3, None, 5))
    assert [each[1:4] for each in found] == [("2022-11", "甲工作室", 3), ("2023-01", "甲工作室", 5)]


@pytest.mark.parametrize(
    "title",
    [
        "某公司各工作室培训场次统计表",
        "某公司2022年各工作室统计表",
        "2022年培训场次、人次统计表",
        "2021、2022年培训场次",
    ],
    ids=["no year", "nothing counted", "two things counted", "two years"],
)
def test_a_table_of_months_of_which_nobody_can_tell_is_refused(tmp_path: Path, title: str) -> None:
    reading = read_rows(tmp_path, (title,), HEADINGS, *LINES)
    assert not reading.records
    assert any(issue.severity is Severity.ERROR for issue in reading.issues)


def test_a_bad_number_is_told_under_the_heading_of_its_month(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, ("2022年培训场次",), HEADINGS, (1, "甲工作室", 1, "若干", 4, 5))
    assert [record.values["日期"] for record in reading.records if "场次" in record.values] == ["2022-01", "2022-03"]
    (issue,) = (issue for issue in reading.issues if issue.severity is not Severity.NOTICE)
    assert (issue.place.row, issue.place.column) == (3, "2月")
