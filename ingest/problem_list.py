"""The list of what an import found wrong, as a spreadsheet people can work through."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from ingest.records import Issue, Severity

_HEADINGS = (("程度", 8), ("文件", 28), ("工作表", 16), ("行", 8), ("列", 18), ("问题与建议", 80))
_COLOURS = {Severity.ERROR: "F8CBAD", Severity.WARNING: "FFE699", Severity.NOTICE: "DDEBF7"}


def write_problem_list(issues: Sequence[Issue], out: Path) -> Path:
    """Write issues as .xlsx, one a row, coloured by severity. Returns the file."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("问题清单")
    sheet.append([heading for heading, _ in _HEADINGS])
    for issue in issues:
        place = issue.place
        sheet.append([issue.severity.value, issue.file, place.sheet, place.row, place.column, ""])
        message = sheet.cell(sheet.max_row, len(_HEADINGS))
        message.value, message.data_type = issue.message, "s"  # a message that begins with = is text, not a formula
        message.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(sheet.max_row, 1).fill = PatternFill("solid", fgColor=_COLOURS[issue.severity])
    for number, (_, width) in enumerate(_HEADINGS, 1):
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    out.parent.mkdir(parents=True, exist_ok=True)
    book.save(out)
    return out
