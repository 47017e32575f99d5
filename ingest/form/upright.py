"""Lists of people with one column a person, turned so that every person is a row."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.form.grid import Cell, Table
from ingest.form.labels import Block, Kind, Label
from ingest.form.matching import find_label
from ingest.form.titles import annex_block

LEAST = 3  # rows and columns; smaller ones are labels and values

Rows = Sequence[Sequence[Cell]]


def upright(table: Table) -> Iterator[Table]:
    """The table, in parts where the first cells of some rows are headings: 姓名 above 性别 above 学历.

    The rows of a turned part are the columns of the document, and its name says so.
    """
    at, people = next(((at, people) for at in range(len(table.rows)) if (people := _people(table.rows, at))), (0, ()))
    if not people:
        yield table
        return
    beside, first = table.rows[at][0], people[0][0]
    above = table.rows[at - 1][0].text if at and len(set(table.rows[at - 1])) == 1 else ""
    titled = annex_block(above) is Block.MEMBERS
    if before := table.rows[: at - titled]:
        yield replace(table, rows=before)
    title = beside.text if beside != first else above if titled else "" if at else table.title
    turned = tuple(
        tuple(Cell(number, cell.row - first.row, 1, 1, cell.text) for cell in column)
        for number, column in enumerate(zip(*people, strict=True), 1)
    )
    yield Table(f"{table.name}（每列一人）", turned, title)
    end = at + len(people)
    if below := table.rows[end:]:
        rows = tuple(tuple(replace(cell, row=cell.row - end) for cell in row) for row in below)
        yield from upright(replace(table, rows=rows, title="", above=table.above + end))


def _people(rows: Rows, at: int) -> Rows:
    """The rows of a list with one column a person that begins with the row ``at``; none where there is no such.

    A cell beside all of them that says whose they are is left out.
    """
    whole = rows[at][0] if rows[at] and rows[at][0].rows > 1 else None
    names: list[str] = []
    found: list[Sequence[Cell]] = []
    for row in rows[at:]:
        cells = [cell for cell in dict.fromkeys(row) if cell != whole]
        heads = _asks(cells[0]) if cells else None
        if heads is None or (whole is not None and row[0] != whole):
            break
        if heads.name in names or not _fits(cells, found):
            return ()
        names.append(heads.name)
        found.append(cells)
    large = len(found) >= LEAST and len(found[0]) >= LEAST
    complete = whole is None or (whole.row == found[0][0].row and whole.rows == len(found)) if found else False
    return found if large and complete and names[0] == "姓名" else ()


def _asks(cell: Cell) -> Label | None:
    """What a cell asks of a person; None where it asks for something else, or nothing."""
    label = find_label(cell.text, Block.MEMBERS)
    return label if label is not None and label.kind is Kind.FIELD and label.block is Block.MEMBERS else None


def _fits(cells: Sequence[Cell], above: Rows) -> bool:
    """Whether a row has a cell for every person, below those ``above``, and no other heading."""
    columns = [(cell.column, cell.columns) for cell in cells]
    alike = not above or columns == [(cell.column, cell.columns) for cell in above[-1]]
    asked = any(find_label(cell.text, Block.MEMBERS) for cell in cells[1:])
    return alike and not asked and all(cell.rows == 1 for cell in cells)
