"""Tables that count in a column for every month, 1月 | 2月, what studios did: the header of each month."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from graph.schema import load_schema
from ingest.context import titles_in, year_above
from ingest.header import Header
from ingest.heading import ACTIVITIES, recognise_at
from ingest.normalise import Raw, cell_at, shown, tidy_heading
from ingest.records import Cell
from ingest.wide_years import width_of_each

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
    """The rows that name months, the columns of each, and what the numbers in these columns count.

    A month has one column, and the lines above say what it counts; or as many as it has headings below its own.
    """

    at: int
    lines: Rows
    columns: Mapping[str, range]  # by the months, 2023-01
    counted: Sequence[str]  # in the columns of each month
    sums: Sequence[int]  # columns that count the same of no month
    kind: Mapping[str, Cell]  # of every activity, by the titles

    @property
    def last(self) -> int:
        """The last row of the headings."""
        return self.at + len(self.lines) - 1


def headers_by_month(top: Rows, title: str) -> Iterator[Header]:
    """The header of every month, for the rows as they stand; none where the table that begins with ``top`` has none."""
    months = _find(top, title)
    if months is None:
        return
    of_months = months.columns.items()
    seen = (recognise_at(_with_one(top, months, columns), months.last, {_DAY: month}) for month, columns in of_months)
    header = next(filter(None, seen), None)
    if header is None or header.ledger != ACTIVITIES or header.row != months.last + 1:
        return
    alike = {index for columns in months.columns.values() for index in columns}
    for month, columns in of_months:
        places = dict(zip(months.counted, columns, strict=True))
        slots = tuple(replace(slot, index=places.get(slot.name, slot.index)) for slot in header.slots)
        yield replace(header, slots=slots).of_some(columns, alike, months.lines, {_DAY: month, **months.kind})


def _find(top: Rows, title: str) -> _Months | None:
    """The months of a table; None where there are few, or nothing says of which year they are or what is counted."""
    for at, row in enumerate(top):
        found = {index: match for index, cell in enumerate(row) if (match := _month(cell))}
        if len(found) < _FEWEST:
            continue
        above = list(titles_in(top[:at], title))
        usual = year_above(top[:at], title)
        below = [tidy_heading(shown(cell)) for cell in (top[at + 1] if at + 1 < len(top) else ())]
        width = width_of_each(row, below, tuple(found))
        parts = ["\n".join(above)] if width == 1 else below[min(found) : min(found) + width]
        counted = [name for part in parts for name, pattern in _COUNTED.items() if pattern.search(part)]
        columns = {
            f"{match[1] or usual}-{int(match[2]):02d}": range(index, index + width) for index, match in found.items()
        }
        dated = usual is not None or all(match[1] for match in found.values())
        if dated and len({*counted}) == len(counted) == width and len(columns) == len(found):
            of_months = {index for each in columns.values() for index in each}
            sums = [index for index, part in enumerate(below) if width > 1 and part in parts and index not in of_months]
            return _Months(at, top[at : at + min(width, 2)], columns, counted, sums, _kind_of("\n".join(above)))
    return None


def _month(cell: Raw) -> re.Match[str] | None:
    return _MONTH.fullmatch(tidy_heading(cell)) if isinstance(cell, str) else None


def _kind_of(lines: str) -> Mapping[str, Cell]:
    """The one kind of activity that the lines above speak of."""
    kinds = [each for each in load_schema().ledgers[ACTIVITIES].columns[_KIND].choices if each in lines]
    return {_KIND: kinds[0]} if len(kinds) == 1 else {}


def _with_one(top: Rows, months: _Months, columns: range) -> Rows:
    """The rows with the columns of one month alone, under one line of headings that says what is counted."""
    whole = {index for each in months.columns.values() for index in each} | {*months.sums}
    others = whole - {*columns}
    named = dict(zip(columns, months.counted, strict=True))
    width = max(map(len, months.lines))
    line: list[Raw] = [
        named.get(index, "")
        if index in whole
        else next((cell for row in months.lines if (cell := cell_at(row, index))), "")
        for index in range(width)
    ]
    below = [["" if index in others else cell for index, cell in enumerate(row)] for row in top[months.last + 1 :]]
    upper: Rows = [[] for _ in months.lines[1:]]
    return [*top[: months.at], *upper, line, *below]
