"""The headings in force for the rows of a table, and which cells of a row stand under which of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.form.grid import Cell, Table
from ingest.form.keys import year_of
from ingest.form.labels import Block, Kind, Label
from ingest.form.titles import unit_of

UNIT = "单位"  # what heads the column of the units that figures are counted in


@dataclass(frozen=True, slots=True)
class Column:
    """A heading: its label and its cell, which of repeated groups it is in, and whether the vocabulary has it."""

    label: Label
    cell: Cell
    group: int = 0
    known: bool = True

    @property
    def written(self) -> str:
        """How the heading is written."""
        return self.cell.text


@dataclass(frozen=True, slots=True)
class Heads:
    """The headings in force for the rows below."""

    block: Block
    columns: tuple[Column, ...]
    row: int

    @property
    def group(self) -> str:
        """The family of words that stand before the figures: 获奖等级 above 国家级, 省部级."""
        first = self.lead.label if self.columns else None
        return first.name if first is not None and first.kind is Kind.GROUP else ""

    @property
    def lead(self) -> Column:
        """What stands before the figures of a row: its first column that is no number and no unit."""
        return next((column for column in self.columns if column.label.kind is not Kind.NUMBER), self.columns[0])

    def stand_behind(self, cell: Cell) -> bool:
        """Whether a cell stands to the left of all headings, where the label of their block stands."""
        return cell.column + cell.columns <= self.columns[0].cell.column

    def stand_over(self, first: Cell) -> bool:
        """Whether years stand above several blocks, the label of one of which is ``first``: 指标 above 经济效益."""
        lead = self.lead.cell
        return self.has_years and lead.column <= first.column < lead.column + lead.columns

    def ask_for(self, first: Cell) -> bool:
        """Whether years stand above a row and ``first``, the label of a block, is the row's own: 经费投入 | 5 | 6."""
        lead = self.lead.cell
        alone = first.rows == 1 and first.column <= lead.column and first.columns >= lead.columns
        return self.has_years and alone and self.stand_over(first)

    @property
    def has_years(self) -> bool:
        """Whether years stand above the figures instead of before them."""
        return any(column.label.kind is Kind.YEAR for column in self.columns)


Placed = tuple[Column, Cell, tuple[Column, ...]]  # a heading, the cell under it, further headings the cell covers


def column_over(cell: Cell, columns: Sequence[Column]) -> Column | None:
    """The heading that covers most of a cell."""
    best = max(columns, key=lambda column: _shared(cell, column), default=None)
    return best if best is not None and _shared(cell, best) > 0 else None


def _shared(cell: Cell, column: Column) -> int:
    """How many grid columns a cell and a heading share; negative when they stand apart."""
    head = column.cell
    return min(cell.column + cell.columns, head.column + head.columns) - max(cell.column, head.column)


def align(cells: Sequence[Cell], heads: Heads, table: Table) -> list[Placed]:
    """Cells of a row under their headings, with further headings a merged cell also covers.

    As many cells as headings belong together in order, however the columns were dragged in a document; else the grid
    decides.
    """
    if len(cells) == len(heads.columns) and not table.sheet:
        return [(column, cell, ()) for column, cell in zip(heads.columns, cells, strict=True)]
    placed = []
    for cell in cells:
        covered = [column for column in heads.columns if _shared(cell, column) > 0]
        whole = [column for column in covered if 2 * _shared(cell, column) >= column.cell.columns] or covered
        if whole:
            placed.append((whole[0], cell, tuple(whole[1:])))
    return placed


def leads_of(placed: Sequence[Placed]) -> tuple[Cell, ...]:
    """The cells of a row under its first heading that is no number and no unit; none where that is a figure already.

    They are two where the heading stands over what the row is about and what that is among: 授权专利 | 发明 | 1 | 0.
    """
    first = next((column for column, _, _ in placed if column.label.kind is not Kind.NUMBER), None)
    if first is None or first.label.kind is Kind.YEAR:
        return ()
    return tuple(cell for column, cell, _ in placed if column is first)


def covers_years(cell: Cell, table: Table) -> bool:
    """Whether a figure is merged down over rows of further years."""
    below = table.rows[cell.row : cell.row + cell.rows - 1]
    return any(each.row > cell.row and year_of(each.text) for row in below for each in row)


def unit_of_row(placed: Sequence[Placed]) -> str:
    """The unit that stands in a column of its own: 项 under 单位."""
    found = (cell.text for column, cell, _ in placed if column.label.kind is Kind.NUMBER and column.label.name == UNIT)
    return unit_of(f"({next(found, '')})")
