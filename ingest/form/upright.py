"""A table of people with one column a person, turned so that every person is a row."""

from ingest.form.grid import Cell, Table
from ingest.form.labels import Block, Kind
from ingest.form.matching import find_label

LEAST = 3  # rows and columns; smaller ones are labels and values


def upright(table: Table) -> Table:
    """The table as it is, or turned when its first column holds the headings: 姓名 above 性别 above 学历.

    The rows of a turned table are the columns of the document, and its name says so.
    """
    if not _lies(table):
        return table
    turned = tuple(
        tuple(Cell(number, row.row - 1, 1, 1, row.text) for row in column)
        for number, column in enumerate(zip(*table.rows, strict=True), 1)
    )
    return Table(f"{table.name}（每列一人）", turned, table.title)


def _lies(table: Table) -> bool:
    rows = table.rows
    if len(rows) < LEAST or len(rows[0]) < LEAST or any(len(row) != len(rows[0]) for row in rows):
        return False
    if any(cell.rows > 1 for row in rows for cell in row):
        return False
    heads = [find_label(row[0].text, Block.MEMBERS) for row in rows]
    known = [label for label in heads if label is not None and label.kind is Kind.FIELD]
    names = [label.name for label in known if label.block is Block.MEMBERS]
    asked = any(find_label(cell.text, Block.MEMBERS) is not None for row in rows for cell in row[1:])
    return len(known) == len(rows) == len(names) and names[0] == "姓名" and len(set(names)) == len(names) and not asked
