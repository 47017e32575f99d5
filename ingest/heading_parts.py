"""Headings that name several columns, 学历/职称 or 姓名（性别）, and the cells below them that say as many things."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, takewhile
from typing import NamedTuple

from graph.schema import Column
from ingest.asides import aside
from ingest.heading_contents import NEVER, cells_speak
from ingest.heading_words import core, cores, is_known, named_in, written
from ingest.normalise import BLANK, DITTO, Raw, cell_at, shown, tidy

_OUTSIDE = r"(?![^()]*\))"  # what parts things inside a bracket belongs to one of them
_BRACKET = re.compile(r"((?:.*[^()\s])?)\s*\(([^()]*)\)", re.DOTALL)
_LOOKED_AT, _ENOUGH = 30, 10  # rows, and cells of them that show how all are parted
_MOST_CELLS = 0.6  # of these cells, that have to be parted alike
_SLASH = "/"
_MARKS = (_SLASH, "\n", "、", "[;；]", "[,，]")
_SPACE = "(?<=..) +"  # 省级 2018, but 张 三 is one name
_LEVEL_AND_YEAR = ("(?<=级) ?(?=[12])", "(?<=年)(?=[国省市区县])")  # 省级2018, 2018年省级
_ANY_MARK = re.compile(f"{'|'.join(_MARKS)}|[()]")
_LISTS = ("texts", "choices")


class Way(NamedTuple):
    """How things that share a cell are parted: by a mark, or all but the first within a bracket, by a mark there."""

    bracket: bool
    mark: str


class Piece(NamedTuple):
    """Which of the things in a cell is meant, counted from 0, how they are parted, and what the first rows say.

    ``seen`` are the texts of each thing there; ``leads`` is a column whose things may also stand alone.
    """

    number: int
    way: Way
    seen: tuple[frozenset[str], ...]
    leads: tuple[str, Column] | None = None

    def within(self, raw: Raw) -> Raw:
        """What of a cell is meant; a cell that is not parted is what the first rows say it is.

        Raises:
            ValueError: nobody can tell what in the cell is what; said once of each cell.
        """
        text = _in_lines(raw)
        if tidy(text) in BLANK:
            return raw
        if text.startswith("#"):  # a formula that failed
            return raw if self.number == 0 else ""
        parts = _parted(text, self.way)
        swapped = all(self._seen_as(part) not in (at, None) for at, part in enumerate(parts))
        if len(parts) == len(self.seen) and not swapped:
            return parts[self.number]
        alone = None if _ANY_MARK.search(text) else self._meant_alone(text)
        if alone is None and self.number == 0:
            msg = f"一格里应有 {len(self.seen)} 项内容，分不清各是哪一项，请分开填写"
            raise ValueError(msg)
        return raw if alone == self.number else ""

    def _meant_alone(self, text: str) -> int | None:
        """Which of the things a text is that stands alone in its cell; None where nobody can tell."""
        known = self._seen_as(text)
        if known is None and self.leads and not any(text in texts for texts in self.seen):
            return 0 if cells_speak((text,), *self.leads) > NEVER else None
        return known

    def _seen_as(self, text: str) -> int | None:
        """The only thing the first rows say a text is."""
        known = [number for number, texts in enumerate(self.seen) if text in texts]
        return known[0] if len(known) == 1 else None


def pieces(
    heading: str, columns: Mapping[str, Column], rows: Sequence[Sequence[Raw]], index: int
) -> list[tuple[str, str, Piece]]:
    """The columns that a heading names, each with its part of it and of the cells; none where these differ in parts.

    Args:
        heading: a tidied heading that names several.
        columns: those of the ledger that no other heading feeds.
        rows: what stands below the headings.
        index: the place of the heading.
    """
    parts = named_in(heading)
    names = list(_names(parts, columns))
    if not all(names) or len({*names}) < len(names):
        return []
    named = [(name, columns[name]) for name in names]
    cells = list(islice(_cells(rows, index), _ENOUGH))
    for way in sorted(_ways(named), key=lambda way: way.bracket != heading.endswith(")")):
        parted = [each for cell in cells if len(each := _parted(cell, way)) == len(parts)]
        if not parted or len(parted) < _MOST_CELLS * len(cells):
            continue
        seen = tuple(frozenset(text for text in each if text not in BLANK) for each in zip(*parted, strict=True))
        if all(cells_speak(tuple(sorted(texts)), *column) > NEVER for texts, column in zip(seen, named, strict=True)):
            found = [Piece(number, way, seen, named[0] if way.bracket else None) for number in range(len(parts))]
            return list(zip(names, parts, found, strict=True))
    return []


def _names(parts: Sequence[str], columns: Mapping[str, Column]) -> Iterator[str]:
    """The column each part names, or nothing; the first may share its first word: 命名级别及时间 asks for 命名时间."""
    first = next((name for part in parts[:1] for name in _called(part, columns)), "")
    for number, part in enumerate(parts):
        plain = next(_called(part, columns), "")
        shared = f"{parts[0][:-2]}{part}" if number else part
        whole = next((name for name, column in columns.items() if shared in written(name, column)), "")
        yield plain if whole in ("", first) or (plain and columns[plain].required) else whole


def _called(heading: str, columns: Mapping[str, Column]) -> Iterator[str]:
    """The columns a heading names; those that are known by it as it stands first."""
    yield from (name for name, column in columns.items() if heading in written(name, column))
    yield from (name for name, column in columns.items() if core(heading) in cores(name, column))


def _ways(columns: Sequence[tuple[str, Column]]) -> Iterator[Way]:
    """The ways that many things may be parted; where one of them may be a list, its marks part no things."""
    marks = (_SLASH,) if any(column.type in _LISTS for _, column in columns) else (*_MARKS, _SPACE, *_LEVEL_AND_YEAR)
    for mark in marks:
        yield Way(bracket=False, mark=mark)
    yield from (Way(bracket=True, mark=mark) for mark in (marks if len(columns) > 2 else ("",)))


def _cells(rows: Sequence[Sequence[Raw]], index: int) -> Iterator[str]:
    """The filled cells below a heading, of rows of data alone, up to another heading."""
    texts = (_in_lines(cell_at(row, index)) for row in rows[:_LOOKED_AT] if _is_data(row))
    filled = (text for text in texts if tidy(text) not in BLANK | DITTO and not text.startswith("#"))
    return takewhile(lambda text: not is_known(text), filled)


def _is_data(row: Sequence[Raw]) -> bool:
    filled = [text for cell in row if (text := tidy(shown(cell)))]
    return len(filled) > 1 and not aside(filled[:2], lambda: True)


def _in_lines(raw: Raw) -> str:
    """A cell as it is kept, but in the lines it is written in."""
    return "\n".join(filter(None, map(tidy, shown(raw).splitlines())))


def _parted(text: str, way: Way) -> list[str]:
    if not way.bracket:
        return [tidy(part) for part in re.split(way.mark + _OUTSIDE, text)]
    found = _BRACKET.fullmatch(text)
    if found is None or "\n" in found[1]:
        return []
    return [tidy(part) for part in (found[1], *(re.split(way.mark, found[2]) if way.mark else [found[2]]))]
