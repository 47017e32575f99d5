"""What reading a file yields: records with their place, and issues as values that are listed and never lost."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache, reduce
from pathlib import Path

_ON_ITS_SIDE = re.compile(r"\[横排\d+\]$")  # behind the name of a sheet; spreadsheets allow no such bracket in one
_PART_OF_A_DOCUMENT = re.compile(r"封面|正文(?:（.*）)?|表格 \d+.*")

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
def _title_of(sheet: str) -> str:
    """The name of a sheet, without what tells that its table stands on its side."""
    return _ON_ITS_SIDE.sub("", sheet)


@lru_cache
def _words_of(sheet: str) -> tuple[str, str, str, str]:
    """How a sheet is called, what stands between it and a row, and what its rows and columns are called."""
    if _PART_OF_A_DOCUMENT.fullmatch(sheet):
        return sheet, " ", "行", "栏"
    title = _title_of(sheet)
    return f"工作表「{title}」" if title else "", "", *(("列", "行") if title != sheet else ("行", "列"))


def on_its_side(sheet: str, row: int) -> str:
    """The sheet of a table that stands on its side and begins with a row, as a place names it; its columns are rows."""
    return f"{sheet}[横排{row}]"


def column_letters(column: int) -> str:
    """A column, counted from 1, as spreadsheets call it.

    >>> column_letters(4), column_letters(28)
    ('D', 'AB')
    """
    over, last = divmod(column - 1, 26)
    return (column_letters(over) if over else "") + chr(ord("A") + last)


def column_number(letters: str) -> int:
    """A column as spreadsheets call it, counted from 1.

    >>> column_number("D"), column_number("AB")
    (4, 28)
    """
    return reduce(lambda over, letter: over * 26 + ord(letter) - ord("A") + 1, letters, 0)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands: sheet, row (1-based, as the spreadsheet shows it) and column heading.

    In a Word document the sheet is 封面, 正文 or a table such as 表格 1, and the column is a label. Where a table
    stands on its side the row is a column of the spreadsheet, and the heading that of a row: see ``on_its_side``.
    """

    sheet: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        """Written as people say it: 工作表「成员」第 12 行「姓名」列, 第 D 列「领衔人」行, 表格 1 第 6 行「合计」栏."""
        sheet, before_row, rows, columns = _words_of(self.sheet)
        row = f"{before_row}第 {self.line} {rows}" if self.row is not None else ""
        return f"{sheet}{row}「{self.column}」{columns}" if self.column else f"{sheet}{row}"

    @property
    def title(self) -> str:
        """The name of the sheet."""
        return _title_of(self.sheet)

    @property
    def line(self) -> int | str | None:
        """The row as the spreadsheet calls it; the letters of a column where the table stands on its side."""
        return self.row if self.row is None or self.title == self.sheet else column_letters(self.row)

    def cell(self, index: int) -> tuple[int, int]:
        """The row and the column, both from 1, of a cell whose heading stands at ``index``, from 0."""
        at = (self.row or 1, index + 1)
        return at if self.title == self.sheet else at[::-1]

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
