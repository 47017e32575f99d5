"""Tables that stand side by side under one header: a list in two halves, or two ledgers."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from graph.schema import load_schema
from ingest.asides import SECTION, aside
from ingest.context import said_between
from ingest.header import Header
from ingest.heading import recognise
from ingest.heading_rows import parted, side_by_side
from ingest.heading_words import known_headings
from ingest.normalise import Raw, cell_at, shown, tidy_heading


def beside(header: Header, top: Sequence[Sequence[Raw]]) -> list[range]:
    """The columns of each table where several stand side by side: a list in two halves, or two ledgers; else none."""
    line = _headings(header)
    for windows in (side_by_side(line), parted(line)):
        alone = [recognise(seen_through(window, top[: header.row], header)) for window in windows]
        if len(windows) > 1 and all(each and each.is_by_name and each.said == header.said for each in alone):
            return windows
    return []


def seen_through(window: range, rows: Sequence[Sequence[Raw]], header: Header) -> list[Sequence[Raw]]:
    """The rows with the columns of one table alone; what stands above the headings or between is of all of them."""
    above = header.row - len(header.lines)
    return [*rows[:above], *_below(window, rows[above:], header)]


def _below(window: range, rows: Sequence[Sequence[Raw]], header: Header) -> Iterator[Sequence[Raw]]:
    headings = _headings(header)
    for number, row in enumerate(rows):
        filled = [index for index, cell in enumerate(row) if cell != ""]
        if len(filled) == 1 and filled[0] not in window and _is_of_all(rows, number, shown(row[filled[0]]), header):
            yield [*[""] * next(index for index in window if cell_at(headings, index)), row[filled[0]]]
        else:
            yield [cell if index in window else "" for index, cell in enumerate(row)]


def _is_of_all(rows: Sequence[Sequence[Raw]], number: int, text: str, header: Header) -> bool:
    """Whether a line that stands alone is the heading of what follows, and no row somebody has only begun."""
    below = next((row for row in rows[number + 1 : number + 3] if any(cell != "" for cell in row)), ())
    headed = [tidy_heading(shown(cell)) for cell in below if cell != ""]
    if headed and {*headed} <= {*_headings(header)}:
        return True
    names = {slot.name for slot in header.slots}
    said = said_between(load_schema().ledgers[header.ledger], names, text)
    return bool(said) or aside((text,), lambda: True).startswith(SECTION)


def _headings(header: Header) -> Sequence[str]:
    """The line of the header with the headings, below its titles."""
    titles = takewhile(known_headings().isdisjoint, header.lines)
    return header.lines[min(sum(1 for _ in titles), len(header.lines) - 1)]
