"""Tables with a column for every choice, one of them ticked: 培训 | 攻关 | 交流 | 讲座 under 活动类别（打√）."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby

from graph.schema import load_schema
from ingest.normalise import BLANK, Raw, cell_at, shown, tidy

_TICKS = frozenset("√✓✔☑■●○vV")
_FEWEST = 2  # choices beside one another

Rows = Sequence[Sequence[Raw]]
Ticked = tuple[int, str, dict[int, str]]  # the number of the headings' row from 0, the column's name, choices by column


def find_ticked(top: Rows) -> Ticked | None:
    """The choices that have a column each, where every cell below them is a tick or left empty."""
    for at, row in enumerate(top):
        texts = [tidy(shown(cell)) for cell in row]
        for name, choices in _choices():
            for is_choice, group in groupby(range(len(texts)), lambda index: texts[index] in choices):  # noqa: B023
                columns = list(group)
                if is_choice and len(columns) >= _FEWEST and _are_ticked(top[at + 1 :], columns):
                    return at, name, {index: texts[index] for index in columns}
    return None


@cache
def _choices() -> tuple[tuple[str, frozenset[str]], ...]:
    """The columns that have choices, by name."""
    ledgers = load_schema().ledgers.values()
    named = [(name, each) for ledger in ledgers for name, each in ledger.columns.items() if each.type == "choice"]
    return tuple((name, frozenset(each.choices)) for name, each in named)


def _are_ticked(below: Rows, columns: Sequence[int]) -> bool:
    cells = [tidy(shown(cell_at(row, index))) for row in below for index in columns]
    return any(cell in _TICKS for cell in cells) and all(cell in _TICKS or cell in BLANK for cell in cells)


def in_one_column(rows: Iterable[Sequence[Raw]], ticked: Ticked, begin: int = 0) -> Iterator[Sequence[Raw]]:
    """The rows, counted from ``begin``, with what is ticked in the first of its columns, and the others empty."""
    at, name, choices = ticked
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
            cells[first] = ""  # 活动类别（打√） over them
        if number >= at - 1:
            cells[:] = ["" if index in others else cell for index, cell in enumerate(cells)]
        yield cells
