"""Tables that have a column for every year, 2021年 | 2022年, and how each year is seen as a table of its own."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.further_headers import lead_of, may_head
from ingest.heading import says_mostly_headings
from ingest.heading_words import NUMBERING, is_known
from ingest.normalise import Raw, cell_at, shown, tidy_heading

_YEAR = re.compile(
    r"((?:19|20)\d\d)(?:年度?)?(?:经费|资金|投入|金额|拨款|补助|经费投入|投入金额|拨付金额)?(?:\((亿元|万元|千元|元)\))?"
)
_AMOUNT, _SOURCE = "金额", "来源"
_SUMS = frozenset({"合计", "小计", "总计"})
_FEWEST = 2  # years

Rows = Sequence[Sequence[Raw]]


def year_columns(top: Rows) -> tuple[int, Mapping[int, range]]:
    """The row of ``top`` whose cells are headings of years, and the columns of each year; else no years.

    A year has one column of money, or as many as it has headings below it: 2021年 over 金额 and 来源.
    """
    for number, row in enumerate(top):
        headings = {index: match for index, cell in enumerate(row) if (match := _year(cell))}
        years = {int(match[1]): index for index, match in headings.items()}
        filled = sum(1 for cell in row if shown(cell).strip())
        texts = sum(1 for cell in row if isinstance(cell, str) and cell.strip())
        if _FEWEST <= len(years) == len(headings) and (texts > len(years) or filled == len(years)):
            width = width_of_each(row, top[number + 1] if number + 1 < len(top) else (), tuple(years.values()))
            return number, {year: range(index, index + width) for year, index in years.items()}
    return -1, {}


def heads_years(row: Sequence[Raw]) -> bool:
    """Whether a row amid a table heads columns of years and says only headings: 来源 | 2021年 | 2022年 | 小计."""
    if not year_columns([row])[1]:
        return False
    others = [shown(cell) for cell in row if shown(cell).strip() and not _year(cell)]
    return bool(others) and all(is_known(text) or tidy_heading(text) in _SUMS | NUMBERING for text in others)


def end_of(rows: Rows, at: int) -> int:
    """Behind the last row of the table whose years stand in row ``at``: with its title begins the next table."""
    heads = (number for number in range(at + 2, len(rows)) if _heads_another(rows[number], rows[at]))
    end = next(heads, len(rows))
    while end > at + 2 and end < len(rows) and sum(1 for cell in rows[end - 1] if cell != "") <= 1:
        end -= 1
    return end


def _heads_another(row: Sequence[Raw], years: Sequence[Raw]) -> bool:
    filled = [shown(cell) for cell in row if shown(cell).strip()]
    heads = says_mostly_headings(filled) or all(map(is_known, filled)) or heads_years(row)
    return [*row] != [*years] and may_head(lead_of(row)) and heads


def width_of_each(row: Sequence[Raw], below: Sequence[Raw], starts: Sequence[int]) -> int:
    """How many columns a year or month has, by the headings that are the same below each; one where there are none.

    Args:
        row: the headings of the years.
        below: the row under it.
        starts: where each of the headings of years stands.
    """
    width = 1
    while all(shown(cell_at(row, start + width)).strip() == "" for start in starts) and starts[0] + width < starts[1]:
        width += 1
    parts = {tuple(tidy_heading(shown(cell_at(below, start + at))) for at in range(width)) for start in starts}
    return width if len(parts) == 1 and all(parts.pop()) else 1


def are_headings(top: Rows, at: int, last: int) -> bool:
    """Whether the row that names the years belongs to a header, and is no data: a list in two halves may hold two.

    Args:
        top: the first rows of the table.
        at: the row that names the years.
        last: how many rows end with the last one of the header.
    """
    if last != at:
        return last > at
    pairs = zip(top[at], top[at - 1], strict=False)
    headings = ((tidy_heading(shown(cell)), tidy_heading(shown(over))) for cell, over in pairs)
    return all(not heading or over in ("", heading) or _YEAR.fullmatch(heading) for heading, over in headings)


def in_each_year(rows: Rows, at: int, years: Mapping[int, range]) -> Iterator[tuple[int, Rows]]:
    """Each year with the rows as they would be in a table of that year alone.

    Args:
        rows: the whole table.
        at: the row that names the years.
        years: the columns of each year.
    """
    below = rows[at + 1] if at + 1 < len(rows) else ()
    for year, columns in years.items():
        parts = [cell_at(below, index) for index in columns]
        if len(parts) < 2 or any(is_known(shown(part)) for part in parts):
            yield year, [_seen(row, number - at, columns, years, parts) for number, row in enumerate(rows)]
            continue
        for index, source in zip(columns, parts, strict=True):  # 2021年 over 行政拨款 and 工会补助: each is a source
            named = (_AMOUNT, _SOURCE, *parts[2:])
            sourced = [_sourced(row, number - at, index, columns, source) for number, row in enumerate(rows)]
            yield year, [_seen(row, number - at, columns, years, named) for number, row in enumerate(sourced)]


def _sourced(row: Sequence[Raw], below: int, index: int, columns: range, source: Raw) -> Sequence[Raw]:
    """One row with the amount of one source, and the source beside it, in the columns of a year."""
    if below < 1:
        return row
    amount = cell_at(row, index)
    said = [amount, source if shown(amount).strip() else "", *("" for _ in columns[2:])]
    cells = [*row, *[""] * (columns.stop - len(row))]
    cells[columns.start : columns.stop] = said
    return cells


def _seen(
    row: Sequence[Raw], below: int, columns: range, years: Mapping[int, range], parts: Sequence[Raw]
) -> Sequence[Raw]:
    """One row with the columns of one year alone, counted in rows below the one of the years."""
    place = min(each.start for each in years.values())
    said = [cell_at(row, index) for index in columns]
    if below < -1 or (below == -1 and not _is_group(row, place)):
        return row
    in_parts = len(columns) > 1
    if below == 0:
        said = [*parts] if in_parts else [_amount(said[0])]
    elif below == -1:
        said = ["" for _ in columns] if in_parts else [_group(row[place])]
    elif in_parts and below == 1:
        said = ["" for _ in columns]
    of_years = {index for each in years.values() for index in each}
    seen: list[Raw] = ["" if index in of_years else cell for index, cell in enumerate(row)]
    seen += [""] * (columns.stop - len(seen))
    seen[columns.start : columns.stop] = said
    return seen


def _is_group(row: Sequence[Raw], place: int) -> bool:
    return shown(cell_at(row, place)).strip() != "" and sum(1 for cell in row if cell != "") > 1


def _amount(heading: Raw) -> Raw:
    """The heading of the one column of a year, which may name a unit."""
    found = _year(heading)
    return f"{_AMOUNT}({found[2]})" if found and found[2] else _AMOUNT


def _group(cell: Raw) -> Raw:
    """The heading over the years, as one over a single column."""
    unit = re.search(r"\((?:亿元|万元|千元|元)\)", tidy_heading(shown(cell)))
    return f"{_AMOUNT}{unit[0] if unit else ''}"


def _year(cell: Raw) -> re.Match[str] | None:
    return _YEAR.fullmatch(tidy_heading(shown(cell))) if isinstance(cell, (str, int, float)) else None
