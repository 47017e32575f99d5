"""Lists written as lines with tabs instead of a table: 姓名, 性别, 学历 and a line for each person."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from ingest.form.entry import BODY
from ingest.form.grid import Block, Cell, Paragraph, Table
from ingest.form.labels import Block as Part
from ingest.form.labels import Kind
from ingest.form.matching import find_label

LEAST = 3  # columns


def with_lists(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks of a document, with a table for every list of people that lines with tabs make."""
    at = 0
    while at < len(blocks):
        lines = _list_at(blocks[at:])
        yield _table(lines) if len(lines) > 1 else blocks[at]
        at += max(1, len(lines))


def _list_at(blocks: Sequence[Block]) -> list[list[str]]:
    """The lines of a list that the first of some blocks begins, its headings first; none where it begins no list."""
    heads = _parts(blocks[0])
    return list(takewhile(lambda parts: len(parts) == len(heads), map(_parts, blocks))) if _ask(heads) else []


def _table(lines: Sequence[Sequence[str]]) -> Table:
    cells = (
        tuple(Cell(row, column, 1, 1, text) for column, text in enumerate(parts)) for row, parts in enumerate(lines, 1)
    )
    return Table(BODY, tuple(cells))


def _parts(block: Block) -> list[str]:
    """What stands between the tabs of a line outside tables; one or none where there are no tabs."""
    if not isinstance(block, Paragraph) or block.boxed:
        return []
    return [part.strip() for part in block.text.strip().split("\t")]


def _ask(parts: Sequence[str]) -> bool:
    """Whether every part is a heading of a list of people."""
    labels = [find_label(part, Part.MEMBERS) for part in parts]
    asked = [label.name for label in labels if label is not None and label.kind is Kind.FIELD]
    return len(asked) == len(parts) >= LEAST and "姓名" in asked
