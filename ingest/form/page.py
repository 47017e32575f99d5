"""A worksheet as the cells of a form: what each spans, what it says as a person sees it, and what nobody can see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.cells import refuse_formula, refuse_inexact
from ingest.form.grid import MOST_CELLS, Cell
from ingest.normalise import Raw, cell_at, shown
from ingest.records import Place, Severity, column_letters
from ingest.sheet_notices import HIDDEN_SHEET, hidden_rows
from ingest.tabular import Merged, Sheet

_UNREAD = "此格未读入"

_Spans = dict[tuple[int, int], Cell]  # by row and column of what is filled, from 0, the merged cell over them


@dataclass(frozen=True, slots=True)
class Page:
    """A worksheet by title. Rows and columns are those of the sheet, and so are their numbers.

    ``unseen`` are texts that merged cells cover, ``told`` is what people have to know of the sheet itself.
    """

    title: str
    rows: tuple[tuple[Cell, ...], ...]
    unseen: tuple[str, ...]
    told: tuple[tuple[Severity, Place, str], ...]


def page_of(sheet: Sheet, rows: Sequence[Sequence[Raw]]) -> Page | None:
    """The page that all rows of a sheet make; None where they are too many cells, or merged as no program does it."""
    width = max(map(len, rows), default=0)
    if sheet.merged is None or width * len(rows) > MOST_CELLS:
        return None
    texts = [[_text(cell_at(row, column)) for column in range(width)] for row in rows]
    spans = _spans(sheet.merged, sheet.left, texts)
    if spans is None:
        return None
    covered = (texts[row][column] for (row, column), cell in spans.items() if texts[row][column] != cell.text)
    unseen = tuple(dict.fromkeys(text for text in covered if text))
    return Page(sheet.title, tuple(_rows(texts, spans, sheet.left)), unseen, tuple(_told(sheet, rows)))


def _text(raw: Raw) -> str:
    """What a cell says; nothing where it cannot be told."""
    return "" if _trouble(raw) else "\n".join(line for each in shown(raw).splitlines() if (line := each.strip()))


def _trouble(raw: Raw) -> str:
    """Why it cannot be told what a cell says; mostly nothing."""
    try:
        refuse_inexact(raw)
        refuse_formula(shown(raw).strip())
    except ValueError as reason:
        return str(reason)
    return ""


def _spans(merged: Sequence[Merged], left: int, texts: Sequence[Sequence[str]]) -> _Spans | None:
    """The merged cells of a sheet as far as it is filled; None where one overlaps another."""
    spans: _Spans = {}
    for (top, first), (bottom, last) in merged:
        if top >= len(texts) or not left <= first < left + len(texts[0]):
            continue  # beside what is filled
        rows = range(top, min(bottom + 1, len(texts)))
        columns = range(first - left, min(last + 1 - left, len(texts[0])))
        cell = Cell(top + 1, first, len(rows), len(columns), texts[top][columns.start])
        for place in ((row, column) for row in rows for column in columns):
            if spans.setdefault(place, cell) is not cell:
                return None
    return spans


def _rows(texts: Sequence[Sequence[str]], spans: _Spans, left: int) -> Iterator[tuple[Cell, ...]]:
    """Rows of cells; an empty one that is not merged only parts others, and the place for an answer is merged."""
    for row, line in enumerate(texts):
        cells = (
            spans.get((row, column)) or Cell(row + 1, left + column, 1, 1, text) for column, text in enumerate(line)
        )
        yield tuple(dict.fromkeys(cell for cell in cells if cell.text or cell.rows > 1 or cell.columns > 1))


def _told(sheet: Sheet, rows: Sequence[Sequence[Raw]]) -> Iterator[tuple[Severity, Place, str]]:
    whole = Place(sheet.title)
    if sheet.hidden:
        yield Severity.NOTICE, whole, HIDDEN_SHEET
    filled = {
        (number, column)
        for number, row in enumerate(rows, 1)
        for column, raw in enumerate(row, sheet.left)
        if raw != ""
    }
    if columns := sorted({column for _, column in filled if sheet.marks.hides(column)}):
        yield Severity.NOTICE, whole, f"{'、'.join(column_letters(each + 1) for each in columns)} 列是隐藏的，也已读入"
    if hidden := sorted({number for number, _ in filled} & sheet.marks.rows):
        yield Severity.NOTICE, whole, hidden_rows(hidden)
    for number, row in enumerate(rows, 1):
        for column, raw in enumerate(row, sheet.left):
            if trouble := _trouble(raw):
                yield Severity.WARNING, Place(sheet.title, number, column_letters(column + 1)), f"{trouble}；{_UNREAD}"
