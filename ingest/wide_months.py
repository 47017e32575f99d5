"""Tables that count in a column for every month, 1月 | 2月, what studios did: the header of each month."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from graph.schema import load_schema
from ingest.context import titles_in, year_above
from ingest.header import Header
from ingest.heading import ACTIVITIES, recognise_at
from ingest.normalise import Raw, tidy_heading
from ingest.records import Cell

_DAY, _KIND = "日期", "类别"
_MONTH = re.compile(r"(?:((?:19|20)\d\d)年)?(1[0-2]|0?[1-9])月份?")
_FEWEST = 3  # months
# What may be counted, and how a title or the unit over the table says so.
_COUNTED = {
    "场次": re.compile(r"[场期]次|[场期]数|次数|单位[:：][场次期]"),
    "参加人次": re.compile(r"人次|人数|单位[:：]人"),
}

Rows = Sequence[Sequence[Raw]]


class _Months(NamedTuple):
    """The row whose cells are headings of months, the month of each column, and what the numbers below them count."""

    at: int
    columns: Mapping[int, str]  # months, 2023-01, by the columns
    counted: str
    kind: Mapping[str, Cell]  # of every activity, by the titles


def headers_by_month(top: Rows, title: str) -> Iterator[Header]:
    """The header of every month, for the rows as they stand; none where the table that begins with ``top`` has none."""
    months = _find(top, title)
    if months is None:
        return
    of_months = months.columns.items()
    seen = (recognise_at(_with_one(top, months, index), months.at, {_DAY: month}) for index, month in of_months)
    header = next(filter(None, seen), None)
    if header is None or header.ledger != ACTIVITIES or header.row != months.at + 1:
        return
    for index, month in of_months:
        slots = (replace(slot, index=index) if slot.name == months.counted else slot for slot in header.slots)
        own = replace(header, slots=tuple(slots))
        yield own.of_one(index, months.columns, [top[months.at]], {_DAY: month, **months.kind})


def _find(top: Rows, title: str) -> _Months | None:
    """The months of a table; None where there are few, or nothing says of which year they are or what is counted."""
    for at, row in enumerate(top):
        found = {index: match for index, cell in enumerate(row) if (match := _month(cell))}
        if len(found) < _FEWEST:
            continue
        usual = year_above(top[:at], title)
        columns = {index: f"{match[1] or usual}-{int(match[2]):02d}" for index, match in found.items()}
        lines = "\n".join(titles_in(top[:at], title))
        counted = [name for name, pattern in _COUNTED.items() if pattern.search(lines)]
        dated = usual is not None or all(match[1] for match in found.values())
        if dated and len(counted) == 1 and len(set(columns.values())) == len(columns):
            return _Months(at, columns, counted[0], _kind_of(lines))
    return None


def _month(cell: Raw) -> re.Match[str] | None:
    return _MONTH.fullmatch(tidy_heading(cell)) if isinstance(cell, str) else None


def _kind_of(lines: str) -> Mapping[str, Cell]:
    """The one kind of activity that the lines above speak of."""
    kinds = [each for each in load_schema().ledgers[ACTIVITIES].columns[_KIND].choices if each in lines]
    return {_KIND: kinds[0]} if len(kinds) == 1 else {}


def _with_one(top: Rows, months: _Months, month: int) -> Rows:
    """The rows with the column of one month alone, under a heading that says what is counted."""
    others = months.columns.keys() - {month}
    rows = [["" if index in others else cell for index, cell in enumerate(row)] for row in top]
    rows[months.at][month] = months.counted
    return rows
