"""A copy of a user's own file in which every cell with a problem is coloured and says in a comment what to do."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from ingest.form.grid import Written
from ingest.form.sheets import blocks_by_row, cell_of
from ingest.guard import FINE, Limits, confined
from ingest.heading_words import known_headings
from ingest.load import SourceFile
from ingest.preview import FORM, ROW, Line, by_row, discreet, ledger_lines, lines, marks
from ingest.problem_list import TITLE, add_problem_sheet, fill_of, new_book, put_text
from ingest.records import Issue, Place, Severity
from ingest.sheet_kinds import INSTRUCTIONS
from ingest.tabular import FileRefusedError, open_sheets

_AUTHOR = "盟图核对"  # of the comments that are ours, and vanish when a copy is marked again
_MOST_KEPT = 4 * 2**20  # bytes; a larger file is not copied whole, its rows with problems are
_MOST_LINES = 1_000_000  # of a text file, which a sheet can hold
_MOST_COMMENTS = 2_000  # in a sheet; beyond it the colour and the list of problems have to do
_MOST_PROBLEMS = 20_000  # of a file that are listed
_MOST_LISTED = 2_000  # rows with problems of a file
_LONGEST_TITLE = 31
_MARKED = "（已标注）"
_AGAIN = re.compile(rf"(.+\.(?:xlsx|xlsm|xls|csv)){_MARKED}(?: ?\(\d+\))?\.xlsx", re.IGNORECASE)
_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
_WORKBOOKS = (".xlsx", ".xlsm")
# What copying a workbook with its looks may cost; where it would cost more, its cells are copied.
_COST = Limits(seconds=5, memory=512 * 2**20, output=2**20)
_MOST_COPIED = 1_000_000  # cells


def original_name(name: str) -> str:
    """The name of the file a marked copy was made of, so that importing the copy replaces what that file said.

    >>> original_name("成员台账.csv（已标注） (1).xlsx"), original_name("成员台账.csv")
    ('成员台账.csv', '成员台账.csv')
    """
    found = _AGAIN.fullmatch(name)
    return found[1] if found else name


def is_whole(path: Path) -> bool:
    """Whether a copy of the file holds all of it, so that it can be corrected and imported in its place."""
    if path.suffix.lower() == FORM or path.stat().st_size > _MOST_KEPT:
        return False
    return path.suffix.lower() != ".csv" or path.read_bytes().count(b"\n") < _MOST_LINES


def copy_name(file: SourceFile) -> str:
    """What the marked copy of a file is called; only a copy of the whole file may take its place."""
    return f"{file.name}{_MARKED}.xlsx" if is_whole(file.path) else f"{file.name}（{TITLE}）.xlsx"


def marked_copy(file: SourceFile, issues: Sequence[Issue]) -> bytes:
    """The file as .xlsx with its problems coloured and commented, and a sheet that lists them all.

    Formulas in cells the user wrote stay; no cell written here is one. Macros and links to other files are left out.
    A Word form, and a file too large to be copied, becomes the list and the rows with problems.

    Args:
        file: the file.
        issues: what importing it would list, for this file alone.
    """
    issues = _first(file, issues)
    book = _whole(file.path) if is_whole(file.path) else None
    if book is None or not book.worksheets:
        book = new_book()
        add_problem_sheet(book, issues)
        _add_troubled_rows(book, file, issues)
    else:
        _mark(book, file.path, issues)
        title = f"{INSTRUCTIONS}（{TITLE}）"  # a sheet of instructions is not read when the copy is imported
        if title in book.sheetnames:
            del book[title]
        add_problem_sheet(book, issues, title)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _first(file: SourceFile, issues: Sequence[Issue]) -> Sequence[Issue]:
    """No more issues than a person can work through, and how many more there are."""
    if len(issues) <= _MOST_PROBLEMS:
        return issues
    more = f"另有 {len(issues) - _MOST_PROBLEMS} 处问题没有列出，请先改正已列出的，再重新导入"
    return (*issues[:_MOST_PROBLEMS], Issue(Severity.NOTICE, file.name, Place(), more))


def write_report(issues: Sequence[Issue], files: Sequence[SourceFile], out: Path) -> Path:
    """Write the list of problems as .xlsx, followed by the rows with problems of every file. Returns the file."""
    book = new_book()
    add_problem_sheet(book, issues)
    for file in files:
        _add_troubled_rows(book, file, [issue for issue in issues if issue.file == file.name])
    out.parent.mkdir(parents=True, exist_ok=True)
    book.save(out)
    return out


def _whole(path: Path) -> Workbook | None:
    """All of a file as a workbook in which every cell lies where it lay; None where it cannot be read."""
    if not _is_readable(path):
        return None
    if path.suffix.lower() in _WORKBOOKS and confined("ingest.copy_probe", path, _COST) == FINE:
        return load_workbook(path, keep_vba=False, keep_links=False)
    return _copied_cells(path)


def _is_readable(path: Path) -> bool:
    """Whether the reader takes the file; one it refuses is given to no other library."""
    try:
        next(open_sheets(path, known_headings()), None)
    except (FileRefusedError, OSError):
        return False
    return True


def _copied_cells(path: Path) -> Workbook | None:
    book = new_book()
    copied = 0
    try:
        for source in open_sheets(path, known_headings()):
            sheet = book.create_sheet(_free_title(book, source.title or "台账"))
            for number, row in enumerate(source.rows, 1):
                copied += len(row)
                if copied > _MOST_COPIED or number > _MOST_LINES:
                    return None
                for column, raw in enumerate(row, source.left + 1):
                    if isinstance(raw, str):
                        put_text(sheet.cell(number, column), raw)
                    else:
                        sheet.cell(number, column, raw)
    except (FileRefusedError, OSError):
        return None
    return book


def _mark(book: Workbook, path: Path, issues: Sequence[Issue]) -> None:
    for sheet in book.worksheets:
        _take_off_marks(sheet)
    commented: dict[str, int] = {}
    merged = {sheet.title: _merged(sheet) for sheet in book.worksheets}
    for named, place, found in _wrong_cells(path, issues):
        title = named if named in book.sheetnames else book.sheetnames[0]
        commented[title] = commented.get(title, 0) + 1
        target = book[title].cell(*merged[title].get(place, place))
        _put_mark(target, found, comment=commented[title] <= _MOST_COMMENTS)


def _wrong_cells(path: Path, issues: Sequence[Issue]) -> Iterator[tuple[str, tuple[int, int], Sequence[Issue]]]:
    """Sheet, row and column of every cell with problems, and these."""
    forms: list[Written] = []
    found = by_row(issues)
    for line in ledger_lines(path, forms):
        for at, wrong in marks(line, found).items():
            yield line.place.title, line.cell(max(at, 0)), wrong
    blocks = blocks_by_row(forms)
    on_forms: dict[tuple[str, tuple[int, int]], list[Issue]] = {}
    for issue in chain.from_iterable(found.values()):
        sheet, row = issue.place.sheet, issue.place.row or 0
        if block := blocks.get((sheet, row)):
            on_forms.setdefault((sheet, cell_of(block, row, issue.place.column)), []).append(issue)
    yield from ((title, cell, wrong) for (title, cell), wrong in on_forms.items())


def _take_off_marks(sheet: Worksheet) -> None:
    """Undo the marks of an earlier copy that was corrected."""
    for cell in sheet._cells.values():  # noqa: SLF001 — iter_rows() would make every empty cell of a tall sheet
        if isinstance(cell, Cell) and cell.comment is not None and cell.comment.author == _AUTHOR:
            cell.comment, cell.fill = None, PatternFill()


def _merged(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """For every place (row, column) that merged cells cover: the first of them, which is the one that is seen."""
    return {
        (row, column): (each.min_row, each.min_col)
        for each in sheet.merged_cells.ranges
        for row in range(each.min_row, each.max_row + 1)
        for column in range(each.min_col, each.max_col + 1)
    }


def _put_mark(cell: Cell | MergedCell, issues: Sequence[Issue], *, comment: bool) -> None:
    cell.fill = fill_of(issues[0].severity)
    if comment and isinstance(cell, Cell):
        text, author = "\n".join(f"{issue.severity}：{issue.message}" for issue in issues), _AUTHOR
        if cell.comment is not None:
            text, author = f"{cell.comment.text}\n{text}", cell.comment.author or ""
        cell.comment = Comment(text, author, height=40 + 18 * (len(text) // 18 + 1), width=280)


def _add_troubled_rows(book: Workbook, file: SourceFile, issues: Sequence[Issue]) -> None:
    """Add sheets with the rows that have problems, marked; private columns only say that they are filled."""
    sheets: dict[tuple[object, ...], Worksheet] = {}
    for line, wrong in islice(_troubled(file.path, issues), _MOST_LISTED):
        key = (line.ledger, line.place.sheet, line.heads)
        sheet = sheets.get(key)
        if sheet is None:
            sheet = sheets[key] = book.create_sheet(_free_title(book, f"{line.ledger} {Path(file.name).stem}"))
            for column, text in enumerate(("文件", "行", *(head.heading for head in line.heads)), 1):
                put_text(sheet.cell(1, column), text)
                sheet.cell(1, column).font = Font(bold=True)
            sheet.freeze_panes = "C2"
        row = sheet.max_row + 1
        put_text(sheet.cell(row, 1), f"{file.name} {line.place.title}".strip())
        sheet.cell(row, 2, line.place.line)
        for at in range(len(line.heads)):
            put_text(sheet.cell(row, at + 3), discreet(line, at))
        for at, found in wrong.items():
            _put_mark(sheet.cell(row, 2 if at == ROW else at + 3), found, comment=True)


def _troubled(path: Path, issues: Sequence[Issue]) -> Iterator[tuple[Line, Mapping[int, Sequence[Issue]]]]:
    found = by_row(issues)
    if found:
        yield from ((line, wrong) for line in lines(path) if (wrong := marks(line, found)))


def _free_title(book: Workbook, wanted: str) -> str:
    """A title no other sheet has, of the characters and the length a spreadsheet allows."""
    title = _NOT_IN_A_TITLE.sub(" ", wanted).strip()[:_LONGEST_TITLE] or "台账"
    taken = {name.casefold() for name in book.sheetnames}
    others = (f"{title[: _LONGEST_TITLE - 5]} {number}" for number in range(2, len(taken) + 2))
    return next(each for each in (title, *others) if each.casefold() not in taken)
