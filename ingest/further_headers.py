"""Where another table begins below the one that is being read."""

from collections.abc import Mapping, Sequence

from ingest.header import Header
from ingest.heading import recognise_at
from ingest.heading_rows import MOST_LINES
from ingest.heading_words import NUMBERING, known_headings
from ingest.normalise import Raw, first_characters, shown, tidy, tidy_heading
from ingest.records import Cell
from ingest.rows_ahead import RowsAhead

_HEADS = known_headings() | NUMBERING
_BEGIN_HEADS = first_characters(_HEADS)


def lead_of(row: Sequence[Raw]) -> tuple[str, ...]:
    """The first two filled cells: they tell blank rows, titles, totals and remarks from data."""
    lead: list[str] = []
    for cell in row:  # written out, as every row of a file comes by here
        if cell != "" and (text := tidy(shown(cell))):
            lead.append(text)
            if len(lead) == 2:
                break
    return tuple(lead)


def may_head(lead: Sequence[str]) -> bool:
    """Whether a row may be a header: one of its first two filled cells is a heading that is known as such."""
    return len(lead) == 2 and any(text[0] in _BEGIN_HEADS and tidy_heading(text) in _HEADS for text in lead)


def next_header(
    row: Sequence[Raw], rows: RowsAhead, between: Sequence[Sequence[Raw]], said: Mapping[str, Cell]
) -> Header | None:
    """The header of another table, if one begins with ``row``; its further lines are taken from ``rows``.

    Args:
        row: the row that may be a header.
        rows: what follows it.
        between: lines that stand alone since the last row of data, titles mostly.
        said: what holds for every row of the table above.
    """
    header = recognise_at([*between, row, *(below for _, below in rows.peek(MOST_LINES))], len(between), said)
    if header:
        for _ in range(header.row - len(between) - 1):
            next(rows)
    return header
