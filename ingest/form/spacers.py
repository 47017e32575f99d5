"""Columns that only part labels from values, as a table that came from a worksheet has them, are no blank answers."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.form.grid import Cell, Table
from ingest.form.labels import Block
from ingest.form.matching import find_label

LEAST_PARTED = 2  # rows with a label on one side of the column and its value on the other


def without_spacers(table: Table) -> Table:
    """The table without columns that are blank from top to bottom and stand between labels and values."""
    rows = [cells for row in table.rows if len(cells := tuple(dict.fromkeys(row))) > 1]  # headings go across
    spacers = {column for column in _blank_columns(rows) if sum(_parts(row, column) for row in rows) >= LEAST_PARTED}
    if not spacers:
        return table
    kept = (tuple(cell for cell in row if cell.text or cell.column not in spacers) for row in table.rows)
    return replace(table, rows=tuple(kept))


def _blank_columns(rows: Sequence[Sequence[Cell]]) -> set[int]:
    blank = ({cell.column for cell in row if cell.columns == 1 and not cell.text} for row in rows)
    return set.intersection(*blank) if rows else set()


def _parts(row: Sequence[Cell], column: int) -> bool:
    """Whether a label stands before the column and a value behind it."""
    at = next(at for at, cell in enumerate(row) if cell.column == column)
    if not 0 < at < len(row) - 1:
        return False
    before, behind = (find_label(row[beside].text, Block.BASICS) for beside in (at - 1, at + 1))
    return before is not None and behind is None and bool(row[at + 1].text)
