"""Tables as files a spreadsheet opens in Chinese and never mistakes for formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from graph.errors import MengtuError

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MOST_ROWS = 1_048_576  # of a worksheet, its headings included
_LONGEST = 32_767  # characters of a cell
_WIDEST, _SLIMMEST = 48, 10


class Sheet(NamedTuple):
    """A table: its title, its headings, and its rows of values."""

    title: str
    heads: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def plain(value: Any) -> Any:
    """A value as a cell holds it: lists joined, yes and no in Chinese, numbers as numbers, nothing as empty text.

    >>> plain(["甲", "乙"]), plain(True), plain(None), plain(1.5)
    ('甲、乙', '是', '', 1.5)
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple):
        return "、".join(map(str, value))
    return value if isinstance(value, int | float) else str(value)


def cell(value: Any) -> Any:
    """A cell of a CSV file; text a spreadsheet would run as a formula is marked as text.

    >>> cell("=1+1"), cell(-3), cell(None), cell(["甲", "乙"])
    ("'=1+1", -3, '', '甲、乙')
    """
    shown = plain(value)
    return f"'{shown}" if isinstance(shown, str) and shown.lstrip(" ").startswith(_FORMULA) else shown


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The bytes of a CSV file, UTF-8 with the mark Excel looks for."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([cell(head) for head in heads])
    writer.writerows([cell(value) for value in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def write_workbook(sheets: Iterable[Sheet], out: Path) -> Path:
    """Write one worksheet per table. Returns the file.

    Raises:
        MengtuError: a table has more rows than a worksheet holds.
    """
    book = Workbook(write_only=True)
    for sheet in sheets:
        if len(sheet.rows) >= _MOST_ROWS:
            raise MengtuError(f"「{sheet.title}」有 {len(sheet.rows):,} 行，超出 Excel 的上限，请改为导出 csv。")
        _fill(book, sheet)
    book.save(out)
    return out


def _fill(book: Workbook, sheet: Sheet) -> None:
    page = book.create_sheet(sheet.title)
    page.freeze_panes = "A2"
    for column, head in enumerate(sheet.heads, start=1):
        widths = (_width(row[column - 1]) for row in sheet.rows[:200])
        width = max([_width(head), *widths]) + 2
        page.column_dimensions[get_column_letter(column)].width = min(max(width, _SLIMMEST), _WIDEST)
    heads = [_text(page, head) for head in sheet.heads]
    for each in heads:
        each.font = Font(bold=True)
    page.append(heads)
    for row in sheet.rows:
        shown = map(plain, row)
        page.append([_text(page, value) if isinstance(value, str) else value for value in shown])


def _text(page: Any, text: str) -> Cell:
    """A cell that is text whatever it begins with."""
    made: Cell = WriteOnlyCell(page, ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST])
    made.data_type = "s"
    made.quotePrefix = text.startswith(_FORMULA)
    return made


def _width(value: Any) -> int:
    """How wide a value stands; a Han character counts twice."""
    return sum(2 if ord(each) > 0x2E80 else 1 for each in str(plain(value)))
