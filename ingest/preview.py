"""What the rows of a file look like where they stand, with what is wrong with each, before anything is imported."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Engine

from graph.schema import load_schema
from ingest import register
from ingest.database import writing
from ingest.form.grid import Written
from ingest.form.read import read_sheet
from ingest.header import Header
from ingest.ledger import lines as rows_of_ledgers
from ingest.load import rebuild
from ingest.normalise import cell_at, shown
from ingest.privacy import is_unread, masked
from ingest.readers import read
from ingest.records import Cell, Issue, Place, Record, Severity
from ingest.tables import Change
from ingest.tabular import FileRefusedError

FORM = ".docx"
HIDDEN = "已隐藏"
MOST_ROWS = 200  # of a table that are shown
ROW = -1  # stands for the row as a whole where a column is asked for

_GRAVITY = tuple(Severity)  # the worst first


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a file: where it stands (from 0), its heading there, and the ledger's own name for it.

    ``name`` is empty for a column the ledger does not know; ``private`` columns are personal and never shown.
    """

    index: int
    heading: str
    name: str
    private: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A filled row under a header, its cells in the order of ``heads`` and as they stand in the file.

    ``spots`` are those of its sheet, see ``Sheet``.
    """

    ledger: str
    place: Place
    heads: tuple[Head, ...]
    cells: tuple[str, ...]
    spots: Sequence[tuple[int, int]] = ()

    def cell(self, at: int) -> tuple[int, int]:
        """The row and the column of the spreadsheet, both from 1, of the cell at a position."""
        index = self.heads[at].index
        return self.spots[index] if self.spots else self.place.cell(index)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as it may be shown: private cells masked, and by position (or ``ROW``) what is wrong, the worst first."""

    number: int | str | None
    cells: tuple[str, ...]
    marks: Mapping[int, tuple[Issue, ...]]


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of one ledger in one sheet, those with problems again by themselves, and the columns left out."""

    file: str
    sheet: str
    ledger: str
    headings: tuple[str, ...]
    noted: tuple[str, ...]  # headings the ledger does not know, kept as notes and not shown
    rows: tuple[ShownRow, ...]
    troubled: tuple[ShownRow, ...]
    total: int


def lines(path: Path) -> Iterator[Line]:
    """The filled rows of every ledger in a file, in its order, then of its forms; none where it cannot be read."""
    if path.suffix.lower() == FORM:
        yield from _form_lines(read(path).records)
        return
    forms: list[Written] = []
    yield from ledger_lines(path, forms)
    for form in forms:
        yield from _form_lines(read_sheet(path, form).records)


def ledger_lines(path: Path, forms: list[Written]) -> Iterator[Line]:
    """The filled rows of every ledger in a file, in its order; ``forms`` takes its forms."""
    known: Header | None = None
    heads: tuple[Head, ...] = ()
    try:
        for sheet, header, (number, row) in rows_of_ledgers(path, forms):
            if header is not known:
                known, heads = header, _heads(header, sheet.left)
            cells = tuple(shown(cell_at(row, head.index - sheet.left)).strip() for head in heads)
            if any(cells):
                yield Line(header.ledger, sheet.place(number), heads, cells, sheet.spots)
    except (FileRefusedError, OSError):
        return  # the issues of the import say why


def _heads(header: Header, left: int) -> tuple[Head, ...]:
    private = {slot.index for slot in header.slots if slot.column.private}  # 姓名（出生年月） is both
    known = [Head(slot.index + left, slot.heading, slot.name, slot.index in private) for slot in header.slots]
    extra = [Head(index + left, name, "", is_unread(name)) for index, name in header.extra]
    once = {head.index: head for head in reversed((*known, *extra))}  # 成员数/面积 says two things, and is one column
    return tuple(once[index] for index in sorted(once))


def _form_lines(records: Sequence[Record]) -> Iterator[Line]:
    """The rows a form was read as; their columns are those of the ledger that are filled anywhere."""
    for name, ledger in load_schema().ledgers.items():
        found = [record for record in records if record.ledger == name]
        filled = {column for record in found for column in record.values}
        columns = {**ledger.columns, **load_schema().provenance_columns}
        heads = tuple(
            Head(index, column, column, columns[column].private)
            for index, column in enumerate(column for column in columns if column in filled)
        )
        for record in found:
            cells = tuple(_written(record.values.get(head.name, "")) for head in heads)
            yield Line(name, record.place, heads, cells)


def _written(cell: Cell) -> str:
    return "；".join(cell) if isinstance(cell, list) else shown(cell)


def by_row(issues: Iterable[Issue]) -> dict[tuple[str, int | None], list[Issue]]:
    """Issues by the sheet and row they stand in; those of a whole sheet or file are left out."""
    found: dict[tuple[str, int | None], list[Issue]] = {}
    for issue in sorted(issues, key=lambda issue: _GRAVITY.index(issue.severity)):
        if issue.place.row is not None:
            found.setdefault((issue.place.sheet, issue.place.row), []).append(issue)
    return found


def marks(line: Line, found: Mapping[tuple[str, int | None], Sequence[Issue]]) -> dict[int, tuple[Issue, ...]]:
    """What is wrong with a line: by the position of the cell, or ``ROW`` for what no single cell is to blame for."""
    here: dict[int, tuple[Issue, ...]] = {}
    for issue in found.get((line.place.sheet, line.place.row), ()):
        column = issue.place.column
        at = next((at for at, head in enumerate(line.heads) if column in (masked(head.heading), head.name)), ROW)
        # Several figures of a form stand in one row, each under a label of its own.
        if at == ROW and column and line.place.column and column != line.place.column:
            continue
        here[at] = (*here.get(at, ()), issue)
    return here


@dataclass(slots=True)
class _Gathered:
    noted: tuple[str, ...]
    rows: list[ShownRow] = field(default_factory=list)
    troubled: list[ShownRow] = field(default_factory=list)
    total: int = 0


def preview(path: Path, name: str, issues: Iterable[Issue], most: int = MOST_ROWS) -> tuple[Preview, ...]:
    """The rows of a file as they may be shown, with their problems.

    Args:
        path: the file.
        name: what it is called where it is shown.
        issues: what importing it would list, for this file.
        most: rows of a table to show, and as many more of those with problems.
    """
    found = by_row(issues)
    tables: dict[tuple[str, str, tuple[Head, ...]], _Gathered] = {}
    for line in lines(path):
        visible = [at for at, head in enumerate(line.heads) if head.name]
        key = (line.ledger, line.place.title, tuple(line.heads[at] for at in visible))
        noted = tuple(masked(head.heading) for head in line.heads if not head.name)
        table = tables.setdefault(key, _Gathered(noted))
        table.total += 1
        wrong = marks(line, found)
        if len(table.rows) < most or (wrong and len(table.troubled) < most):
            row = _shown_row(line, visible, wrong)
            table.rows += [row] if len(table.rows) < most else []
            table.troubled += [row] if wrong and len(table.troubled) < most else []
    return tuple(
        Preview(
            name, sheet, ledger, tuple(masked(head.heading) for head in heads), each.noted, tuple(each.rows),
            tuple(each.troubled), each.total,
        )
        for (ledger, sheet, heads), each in tables.items()
    )  # fmt: skip


def _shown_row(line: Line, visible: Sequence[int], wrong: Mapping[int, tuple[Issue, ...]]) -> ShownRow:
    moved: dict[int, tuple[Issue, ...]] = {}
    for at, issues in wrong.items():
        to = visible.index(at) if at in visible else ROW
        moved[to] = (*moved.get(to, ()), *issues)
    return ShownRow(line.place.line, tuple(discreet(line, at) for at in visible), moved)


def discreet(line: Line, at: int) -> str:
    """A cell as it may be shown: a private one only says that it is filled."""
    text = line.cells[at]
    return HIDDEN if text and line.heads[at].private else masked(text)


def foresee_undo(engine: Engine, import_id: int, *, at: datetime) -> Change:
    """What taking an import back at this moment would change; nothing is.

    Raises:
        RegisterError: there is no such import, it was taken back before, or the register is busy.
    """
    with writing(engine) as (connection, transaction):
        register.take_back(connection, import_id, at)
        change = rebuild(connection).change
        transaction.rollback()
    return change
