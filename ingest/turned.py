"""Tables that stand on their side: a heading in each row of the first column, and a column for every studio."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from ingest.asides import aside
from ingest.further_headers import lead_of, may_head
from ingest.header import MANY, Header, Slot
from ingest.heading import recognise, recognise_at
from ingest.heading_contents import PEOPLE, cells_speak
from ingest.heading_rows import MOST_LINES
from ingest.heading_words import core, is_known
from ingest.normalise import BLANK, Raw, cell_at, shown, tidy, tidy_heading
from ingest.records import column_letters
from ingest.sheet_marks import Marks
from ingest.tabular import HEADER_WITHIN, Sheet

_FEWEST = 5  # headings of one ledger
_PLENTY = 8  # of them that leave no doubt, though one it requires is a guess
_GUESS = 2  # so doubtful is a heading that is not known as such, see ``Slot``
_WITHIN = 3  # columns: numbers of the rows or groups of headings may stand before the headings
_CORNERS = frozenset({"项目", "内容", "栏目", "事项", "指标", "类别", "名称", "序号", "编号", ""})
_STUDIO = "工作室"
_OF_WORDS = ("text", "texts")

Rows = Sequence[Sequence[Raw]]


class Turned(NamedTuple):
    """Where a table stands on its side: the column of its headings, and the rows from the first to behind the last.

    The rows before it are titles. ``asides`` are rows of it that are no part of the table, with what they are.
    """

    column: int
    begin: int
    end: int
    asides: Mapping[int, str]


class View(NamedTuple):
    """A sheet with its first rows, to be read as if its table stood upright; what is left below it; what to tell.

    ``end`` is how many rows stand above those left ``below``.
    """

    table: tuple[Sheet, Rows]
    below: Rows
    end: int
    told: tuple[str, ...]


def find_turned(top: Rows, title: str) -> Turned | None:
    """Where a table stands on its side; None where one of its rows does as well as a header.

    Args:
        top: the first rows of the sheet.
        title: the name of the sheet.
    """
    width = max(map(len, top), default=0)
    for column in range(min(_WITHIN, width - MANY)):
        known = {cell_at(row, column): number for number, row in reversed([*enumerate(top)])}
        headings = [number for cell, number in known.items() if _is_heading(cell)]
        if len(headings) < _FEWEST:  # of words such as 领衔人 a column holds the same again and again
            continue
        turned = _extent(top, min(headings), column)
        view = turned_round(top, turned)
        header = recognise(view[:HEADER_WITHIN], title)
        if header and _is_of(header, view, turned) and _sure(header) > _sure(recognise(top, title)):
            return turned
    return None


def turn(sheet: Sheet, top: Rows, turned: Turned) -> View:
    """The sheet turned round.

    Args:
        sheet: the sheet, with the rows below ``top``.
        top: its first rows.
        turned: where the table stands in them.
    """
    whole = [*top, *sheet.rows]
    known = next(number for number in range(turned.begin, len(top)) if _is_heading(cell_at(top[number], turned.column)))
    turned = _extent(whole, known, turned.column)
    view = turned_round(whole, turned)
    left = [f"第 {sheet.above + number + 1} 行{what}，未作为数据读入" for number, what in turned.asides.items()]
    return View(
        (replace(_marked(sheet, turned, len(view)), rows=iter(view[HEADER_WITHIN:])), view[:HEADER_WITHIN]),
        whole[turned.end :],
        turned.end,
        (
            f"表是横排的，列名竖着写在第 {column_letters(turned.column + sheet.left + 1)} 列，按一列一条读入，请核对",
            *left,
        ),
    )


def turned_round(rows: Rows, turned: Turned) -> list[Sequence[Raw]]:
    """The titles, and below them the columns of the table as rows, whose cells begin with its first row."""
    table = rows[turned.begin : turned.end]
    kept = [row if number not in turned.asides else () for number, row in enumerate(table, turned.begin)]
    columns: list[list[Raw]] = [[cell_at(row, at) for row in kept] for at in range(max(map(len, table)))]
    for column in columns[: turned.column]:
        column[:] = _once_each(column)
    headings = columns[turned.column]
    headings[0] = _corner(table[0][turned.column :], headings[1:])
    return [*rows[: turned.begin], *columns]


def _marked(sheet: Sheet, turned: Turned, rows: int) -> Sheet:
    """The sheet with its marks turned round too."""
    first = sheet.left - turned.begin  # the spreadsheet's column that the first row is
    hidden = {number for number in range(1, rows + 1) if sheet.marks.hides(number - 1 + first)}
    marks = Marks([range(number - 1, number) for number in sheet.marks.rows], hidden)
    return replace(sheet, left=sheet.above + turned.begin, marks=marks, turned=sheet.left)


def _extent(rows: Rows, known: int, column: int) -> Turned:
    """The table whose first heading that is known stands in a row and a column."""
    above = rows[known - 1] if known else ()
    names = tidy_heading(shown(cell_at(above, column))) in _CORNERS
    begin = known - 1 if names and sum(1 for cell in above[column + 1 :] if cell != "") >= MANY else known
    end = _end(rows, begin, known, column)
    return Turned(column, begin, end, dict(_asides(rows[:end], begin)))


def _is_heading(cell: Raw) -> bool:
    return isinstance(cell, str) and bool(cell.strip()) and is_known(cell)


def _end(rows: Rows, begin: int, known: int, column: int) -> int:
    """Behind the last row of the table: the same headings may begin again below it, another table, or anything."""
    firsts = {tidy_heading(shown(cell_at(rows[number], column))) for number in (begin, known)} - {""}
    last = known
    for number in range(known + 1, len(rows)):
        row = rows[number]
        if tidy_heading(shown(cell_at(row, column))) in firsts or _begins_table(rows, number, column):
            while number > known + 1 and sum(1 for cell in rows[number - 1] if cell != "") <= 1:
                number -= 1  # noqa: PLW2901 - a title belongs to what it stands above
            return number
        if _is_heading(cell_at(row, column)):
            last = number
    # Behind the last heading that is known others may follow, up to an empty row.
    return next((number for number in range(last + 1, len(rows)) if not lead_of(rows[number])), len(rows))


def _begins_table(rows: Rows, number: int, column: int) -> bool:
    """Whether a row heads columns: what follows it is data and no further heading."""
    below = cell_at(rows[number + 1], column) if number + 1 < len(rows) else ""
    if not may_head(lead_of(rows[number])) or below == "" or _is_heading(below):
        return False
    return recognise_at(rows[number : number + MOST_LINES + 1], 0, {}) is not None


def _asides(rows: Rows, begin: int) -> Iterator[tuple[int, str]]:
    """The rows that are a remark, a signature or the heading of a section."""
    for number, row in enumerate(rows[begin + 1 :], begin + 1):
        lead = lead_of(row)
        if lead and (what := aside(lead[:1], lambda: len(lead) == 1)):  # noqa: B023
            yield number, what


def _once_each(column: Sequence[Raw]) -> Iterator[Raw]:
    """Headings of groups, each once: merged cells say them again in every row."""
    for cell, same in groupby(column):
        yield cell
        yield from ("" for _ in list(same)[1:])


def _corner(cells: Sequence[Raw], headings: Sequence[Raw]) -> Raw:
    """What heads the first row: 项目 | 1 | 2 | 3 numbers the columns, 项目 | 甲工作室 | 乙工作室 names the studios."""
    corner, *others = [tidy_heading(shown(cell)) for cell in cells]
    numbers = [int(each) for each in others if each.isdecimal()]
    counted = len(numbers) >= MANY and numbers == [*range(numbers[0], numbers[0] + len(numbers))]
    named = len(numbers) < MANY and all(_STUDIO in each for each in others if each)
    if corner not in _CORNERS or not (counted or named):
        return cells[0]
    told = any(core(shown(heading)) == _STUDIO for heading in headings)
    return "序号" if counted or told else f"{_STUDIO}名称"


def _is_of(header: Header, view: Rows, turned: Turned) -> bool:
    """Whether the columns, seen as rows, are what the headings say: several things, and no form, no explanations."""
    row = turned.begin + turned.column + 1
    sure = header.is_sure or (not header.said and (header.titled or _sure(header) >= _PLENTY))
    if not sure or _sure(header) < _FEWEST or not row <= header.row <= row + 1:
        return False
    about = next(slot.index for slot in header.slots if slot.column.required)
    below = [row for row in view[header.row :] if tidy(shown(cell_at(row, about))) not in BLANK]
    known = [slot for slot in header.slots if slot.doubt < _GUESS]
    fits = [_speak(below, slot) for slot in known]
    speaks = sum(1 for each in fits if each > 0) > sum(1 for each in fits if each < 0)
    return len(below) >= MANY and speaks and not any(_names_or_explains(row, known) for row in view[header.row :])


def _speak(rows: Rows, slot: Slot) -> float:
    cells = [text for row in rows if (text := tidy(shown(cell_at(row, slot.index)))) not in BLANK]
    return cells_speak(cells, slot.name, slot.column) if cells else 0.0


def _names_or_explains(row: Sequence[Raw], slots: Sequence[Slot]) -> bool:
    """Whether a column holds more headings, as a form does, or says in each cell how to fill it in."""
    cells = [cell_at(row, slot.index) for slot in slots]
    filled = [cell for cell in cells if tidy(shown(cell)) not in BLANK]
    if sum(map(_is_heading, filled)) * 2 > len(filled):
        return True
    measured = [_speak([row], slot) for slot in slots if slot.column.type not in _OF_WORDS and slot.name not in PEOPLE]
    told = [each for each in measured if each]
    return len(told) > 1 and max(told) < 0


def _sure(header: Header | None) -> int:
    return sum(1 for slot in header.slots if slot.doubt < _GUESS) if header else 0
