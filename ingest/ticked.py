"""Tables with a column for every choice, one of them ticked: 培训 | 攻关 | 交流 | 讲座 under 活动类别（打√）."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby, pairwise
from typing import NamedTuple

from graph.schema import load_schema
from ingest.asides import TOTALS
from ingest.choices import find_choice
from ingest.heading_words import core, written
from ingest.normalise import BLANK, Raw, cell_at, shown, tidy

_TICKS = frozenset("√✓✔☑■●○vV")
_FEWEST = 2  # choices beside one another

Rows = Sequence[Sequence[Raw]]


class Ticked(NamedTuple):
    """A column whose choices have a column each: the number of their row from 0, its name, the choices by column.

    ``headed`` tells whether its name stands over them.
    """

    at: int
    name: str
    choices: Mapping[int, str]
    headed: bool


def find_ticked(top: Rows) -> tuple[Ticked, ...]:
    """The columns whose choices stand in one row, where every cell below them is a tick or left empty."""
    for at, row in enumerate(top):
        over = top[at - 1] if at else ()
        found: list[Ticked] = []
        for name, choices, headed in _in_row([tidy(shown(cell)) for cell in row], over):
            free = all(choices.keys().isdisjoint(each.choices) and name != each.name for each in found)
            if free and _are_ticked(top[at + 1 :], choices):
                found.append(Ticked(at, name, choices, headed))
        if found:
            return tuple(found)
    return ()


def _in_row(texts: Sequence[str], over: Sequence[Raw]) -> Iterator[tuple[str, dict[int, str], bool]]:
    """Names of columns and cells that are their choices, one beside another; those that stand below the name first.

    Below the name a choice may be called otherwise too: 实用新型 below 成果类别.
    """
    groups = {at: core(cell) for at, cell in enumerate(over) if isinstance(cell, str) and cell.strip()}
    for at, end in pairwise((*groups, max(len(texts), len(over)))):
        below = {index: texts[index] for index in range(at, min(end, len(texts))) if texts[index]}
        for name, choices, headings in _choices():
            meant = {find_choice(text, choices) for text in below.values()}
            if groups[at] in headings and None not in meant and len(meant) == len(below) >= _FEWEST:
                yield name, below, True
    for name, choices, _ in _choices():
        for is_choice, group in groupby(range(len(texts)), lambda index: texts[index] in choices):  # noqa: B023
            columns = list(group)
            if is_choice and len(columns) >= _FEWEST:
                yield name, {index: texts[index] for index in columns}, False


@cache
def _choices() -> tuple[tuple[str, tuple[str, ...], frozenset[str]], ...]:
    """The columns that have choices, by name, and what their headings come down to."""
    ledgers = load_schema().ledgers.values()
    named = [(name, each) for ledger in ledgers for name, each in ledger.columns.items() if each.type == "choice"]
    return tuple((name, each.choices, frozenset(map(core, written(name, each)))) for name, each in named)


def _are_ticked(below: Rows, columns: Iterable[int]) -> bool:
    rows = [row for row in below if TOTALS.isdisjoint(map(shown, row))]  # a total counts the ticks
    cells = [tidy(shown(cell_at(row, index))) for row in rows for index in columns]
    return any(cell in _TICKS for cell in cells) and all(cell in _TICKS or cell in BLANK for cell in cells)


def in_one_column(rows: Iterable[Sequence[Raw]], ticked: Ticked, begin: int = 0) -> Iterator[Sequence[Raw]]:
    """The rows, counted from ``begin``, with what is ticked in the first of its columns, and the others empty."""
    at, name, choices, headed = ticked
    first, *others = choices
    for number, row in enumerate(rows, begin):
        cells = [*row, *[""] * (first + 1 - len(row))]
        if number > at:
            cells[first] = "、".join(
                text for index, text in choices.items() if tidy(shown(cell_at(row, index))) in _TICKS
            )
        elif number == at:
            cells[first] = name
        elif number == at - 1:
            cells[first] = name if headed else ""  # 活动类别（打√） over them
        if number >= at - 1:
            cells[:] = ["" if index in others else cell for index, cell in enumerate(cells)]
        yield cells
