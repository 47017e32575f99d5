"""The list of what an import found wrong, as a spreadsheet people can work through."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from ingest.records import Issue, Severity

TITLE = "问题清单"

_HEADINGS = (("程度", 8), ("文件", 28), ("工作表", 16), ("行", 8), ("列", 18), ("问题与建议", 80))
_COLOURS = {Severity.ERROR: "F8CBAD", Severity.WARNING: "FFE699", Severity.NOTICE: "DDEBF7"}


def write_problem_list(issues: Sequence[Issue], out: Path) -> Path:
    """Write issues as .xlsx, one a row, coloured by severity. Returns the file."""
    book = new_book()
    add_problem_sheet(book, issues)
    out.parent.mkdir(parents=True, exist_ok=True)
    book.save(out)
    return out


def new_book() -> Workbook:
    """A workbook without sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


def add_problem_sheet(book: Workbook, issues: Sequence[Issue], title: str = TITLE) -> None:
    """Add a sheet that lists issues, one a row, after the sheets of a workbook."""
    sheet = book.create_sheet(title)
    sheet.append([heading for heading, _ in _HEADINGS])
    for row, issue in enumerate(issues, 2):
        place = issue.place
        texts = (issue.severity.value, issue.file, place.title, "", place.column, issue.message)
        for column, text in enumerate(texts, 1):
            put_text(sheet.cell(row, column), text)
        sheet.cell(row, 4, place.line)
        sheet.cell(row, len(_HEADINGS)).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(row, 1).fill = fill_of(issue.severity)
    for number, (_, width) in enumerate(_HEADINGS, 1):
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"


def fill_of(severity: Severity) -> PatternFill:
    """The colour of a severity."""
    return PatternFill("solid", fgColor=_COLOURS[severity])


def put_text(cell: Cell | MergedCell, text: str) -> None:
    """Write text that stays text: what begins with = + - @ or a tab is quoted, so that no program evaluates it."""
    if isinstance(cell, Cell) and text:
        cell.value, cell.data_type = ILLEGAL_CHARACTERS_RE.sub("", text), "s"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@", "\t", "\r"))
