"""Tables that have a column for every year, 2021年 | 2022年, and how each year is seen as a table of its own."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.normalise import Raw, cell_at, shown, tidy_heading

_YEAR = re.compile(
    r"((?:19|20)\d\d)(?:年度?)?(?:经费|资金|投入|金额|拨款|补助|经费投入|投入金额|拨付金额)?(?:\((亿元|万元|千元|元)\))?"
)
_AMOUNT = "金额"
_FEWEST = 2  # years

Rows = Sequence[Sequence[Raw]]


def year_columns(top: Rows) -> tuple[int, Mapping[int, int]]:
    """The row of ``top`` whose cells are headings of years, and the year of each such column; else no columns."""
    for number, row in enumerate(top):
        headings = {index: match for index, cell in enumerate(row) if (match := _year(cell))}
        years = {index: int(match[1]) for index, match in headings.items()}
        filled = sum(1 for cell in row if shown(cell).strip())
        texts = sum(1 for cell in row if isinstance(cell, str) and cell.strip())
        if _FEWEST <= len(years) == len(set(years.values())) and (texts > len(years) or filled == len(years)):
            return number, years
    return -1, {}


def in_each_year(rows: Rows, at: int, years: Mapping[int, int]) -> Iterator[tuple[int, Rows]]:
    """Each year with the rows as they would be in a table of that year alone; a row without an amount is blank.

    Args:
        rows: the whole table.
        at: the row that names the years.
        years: the year of each such column.
    """
    place = min(years)
    for index, year in years.items():
        yield year, [_seen(row, number - at, index, place, years) for number, row in enumerate(rows)]


def _seen(row: Sequence[Raw], below: int, index: int, place: int, years: Mapping[int, int]) -> Sequence[Raw]:
    """One row with the column of one year at the place of the first, counted in rows below the one of the years."""
    cell = cell_at(row, index)
    if below > 0 and not shown(cell).strip():
        return []
    if below < -1 or (below == -1 and not _is_group(row, place)):
        return row
    found = _year(cell) if below == 0 else None
    unit = f"({found[2]})" if found and found[2] else ""
    seen = ["" if other in years else text for other, text in enumerate(row)]
    seen[place] = cell if below > 0 else f"{_AMOUNT}{unit}" if below == 0 else _group(row[place])
    return seen


def _is_group(row: Sequence[Raw], place: int) -> bool:
    return shown(cell_at(row, place)).strip() != "" and sum(1 for cell in row if cell != "") > 1


def _group(cell: Raw) -> Raw:
    """The heading over the years, as one over a single column."""
    unit = re.search(r"\((?:亿元|万元|千元|元)\)", tidy_heading(shown(cell)))
    return f"{_AMOUNT}{unit[0] if unit else ''}"


def _year(cell: Raw) -> re.Match[str] | None:
    return _YEAR.fullmatch(tidy_heading(shown(cell))) if isinstance(cell, (str, int, float)) else None
