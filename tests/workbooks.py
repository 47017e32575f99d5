"""Workbooks of a few rows, read as ledgers, and what was told about them."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from ingest.ledger import read_ledger
from ingest.normalise import Raw
from ingest.records import Issue, Reading, Severity

MEMBERS = ("姓名", "工作室", "加入日期")
Row = Sequence[Raw | None]


def read_rows(folder: Path, *rows: Row, strict: bool = False, **more: Sequence[Row]) -> Reading:
    """What a workbook of these rows says; further sheets by title."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, content in {"表": rows, **more}.items():
        sheet = book.create_sheet(title)
        for row in content:
            sheet.append(row)
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            cell.data_type = "s"
    book.save(folder / "台账.xlsx")
    return read_ledger(folder / "台账.xlsx", strict=strict)


def severities(reading: Reading) -> list[Severity]:
    return [issue.severity for issue in reading.issues]


def only_issue(reading: Reading) -> Issue:
    (issue,) = reading.issues
    return issue
