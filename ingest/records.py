"""What reading a file yields: records with their place, and issues as values that are listed and never lost."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

_PART_OF_A_DOCUMENT = re.compile(r"封面|正文|表格 \d+.*")

Cell = str | int | float | bool | list[str]


def as_told(value: Cell) -> str:
    """A cell as a person is told of it, several texts in one line."""
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


class Severity(StrEnum):
    """How bad an issue is."""

    ERROR = "错误"  # the row or the file was refused
    WARNING = "警告"  # a cell was left out, or two sources disagree
    NOTICE = "提示"  # worth knowing; nothing was left out


@lru_cache
def _words_of(sheet: str) -> tuple[str, str, str]:
    """How a sheet is called, what stands between it and a row, and what its columns are called."""
    if _PART_OF_A_DOCUMENT.fullmatch(sheet):
        return sheet, " ", "栏"
    return f"工作表「{sheet}」" if sheet else "", "", "列"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands: sheet, row (1-based, as the spreadsheet shows it) and column heading.

    In a Word document the sheet is 封面, 正文 or a table such as 表格 1, and the column is a label.
    """

    sheet: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        """Written as people say it: 工作表「成员」第 12 行「姓名」列, 表格 1 第 6 行「合计」栏."""
        sheet, before_row, column = _words_of(self.sheet)
        row = f"{before_row}第 {self.row} 行" if self.row is not None else ""
        return f"{sheet}{row}「{self.column}」{column}" if self.column else f"{sheet}{row}"

    def within(self, file: str) -> str:
        """As people quote it: the file, and where in it."""
        return f"{file} {self}".strip()


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a person should look at: what is wrong, where, and what to do, in one Chinese sentence."""

    severity: Severity
    file: str
    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Record:
    """One accepted row: the ledger it belongs to and its normalised cells under the ledger's own column names.

    Empty cells are absent. Dates are ISO text of reduced precision, money is in 万元, lists are lists. Provenance
    columns (出处, 原文摘录, 核实情况) are cells like any other. ``notes`` are columns the ledger does not know.
    """

    ledger: str
    place: Place
    values: dict[str, Cell]
    notes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file said. A refused file has no records and at least one error."""

    path: Path
    reader: str
    rows: int
    records: tuple[Record, ...]
    issues: tuple[Issue, ...]
