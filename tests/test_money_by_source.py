"""Money told with its sources in one cell becomes a row for each source; what cannot be parted is listed."""

from pathlib import Path

import pytest

from ingest.records import Cell, Reading, Severity
from tests.workbooks import read_rows, severities

HEADINGS = ("工作室", "年度", "经费主要来源及金额", "备注")


def funded(reading: Reading) -> list[tuple[Cell, ...]]:
    """Year, source and amount of every record."""
    names = ("年度", "来源", "金额(万元)")
    return [tuple(record.values[name] for name in names) for record in reading.records]


@pytest.mark.parametrize(
    "written",
    [
        "一厂配套3万元；市总工会拨款1万元",
        "一厂配套3万元，市总工会拨款1万元。",
        "一厂配套30,000元、市总工会拨款1万元",
        "1.一厂配套：3万元\n2.市总工会拨款：1万元",
        "一厂配套3万元；市总工会拨款1万元；合计4万元",
        "3万元（一厂配套）；1万元（市总工会拨款）",
        "一厂配套3；市总工会拨款1",
    ],
)
def test_each_source_of_a_cell_becomes_a_row(tmp_path: Path, written: str) -> None:
    reading = read_rows(tmp_path, ("近两年经费投入",), HEADINGS, ("甲工作室", "2022年", written, "待核"))
    assert funded(reading) == [(2022, "一厂配套", 3.0), (2022, "市总工会拨款", 1.0)]
    assert {(record.values["工作室"], record.notes["备注"], record.place.row) for record in reading.records} == {
        ("甲工作室", "待核", 3)
    }
    assert any("按每个来源一条读作 2 条" in issue.message for issue in reading.issues)


@pytest.mark.parametrize(
    "written",
    [
        "一厂配套",
        "10万元",
        "一厂5万元，其余由工会承担",
        "一厂3万元；工会2万元；合计6万元",
        "2022年一厂3万元；2023年工会2万元",
        "省总工会2015",
        "一厂3万元其中工会1万元",
    ],
)
def test_what_cannot_be_parted_surely_is_listed_and_no_row(tmp_path: Path, written: str) -> None:
    reading = read_rows(tmp_path, HEADINGS, ("甲工作室", 2022, "一厂3万元"), ("甲工作室", 2023, written))
    assert funded(reading) == [(2022, "一厂", 3.0)]
    (issue,) = (each for each in reading.issues if each.severity is Severity.ERROR)
    assert (issue.place.row, issue.place.column) == (3, "经费主要来源及金额")
    assert "分不清每个来源的金额" in issue.message


@pytest.mark.parametrize("written", [None, "—", "未载"])
def test_an_empty_cell_of_both_is_told_once(tmp_path: Path, written: str | None) -> None:
    reading = read_rows(tmp_path, HEADINGS, ("甲工作室", 2022, written))
    assert not reading.records
    assert severities(reading) == [Severity.ERROR]


def test_the_heading_says_in_what_unit_the_sources_count(tmp_path: Path) -> None:
    heads = ("工作室", "年度", "经费来源及金额（元）")
    reading = read_rows(tmp_path, heads, ("甲工作室", 2022, "一厂20000；工会5000"))
    assert funded(reading) == [(2022, "一厂", 2.0), (2022, "工会", 0.5)]


@pytest.mark.parametrize("heading", ["经费投入", "经费来源"])
def test_a_column_of_one_thing_is_of_both_where_its_cells_tell_both(tmp_path: Path, heading: str) -> None:
    reading = read_rows(tmp_path, ("工作室", "年度", heading), ("甲工作室", 2022, "一厂3万元；工会2万元"))
    assert funded(reading) == [(2022, "一厂", 3.0), (2022, "工会", 2.0)]


def test_a_source_that_ends_in_a_number_tells_no_amount(tmp_path: Path) -> None:
    rows = (("甲工作室", 2022, "项目部1"), ("甲工作室", 2023, "项目部2"))
    assert not read_rows(tmp_path, ("工作室", "年度", "经费来源"), *rows).records


def test_sources_with_amounts_part_a_row_only_where_they_come_to_its_amount(tmp_path: Path) -> None:
    rows = (("甲工作室", 2022, 5, "一厂3万元；工会2万元"), ("甲工作室", 2023, 6, "一厂3万元；工会2万元"))
    reading = read_rows(tmp_path, ("工作室", "年度", "金额", "来源"), *rows)
    assert funded(reading) == [(2022, "一厂", 3.0), (2022, "工会", 2.0), (2023, "一厂3万元；工会2万元", 6.0)]


def test_an_amount_that_is_none_exactly_is_told(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, HEADINGS, ("甲工作室", 2022, "一厂约3万元"))
    assert funded(reading) == [(2022, "一厂", 3.0)]
    assert severities(reading) == [Severity.NOTICE]
