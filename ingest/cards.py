"""What is written item by item, as on a card, above a table or instead of one: 工作室名称 | 甲工作室 | 编号 | A-01."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.header import Header
from ingest.heading import recognise
from ingest.heading_words import known_headings
from ingest.normalise import Raw, shown, tidy_heading
from ingest.rows_ahead import RowsAhead

_FEWEST = 3  # items; one or two are a title's
_LONGEST = 20  # characters of a label
_TALLEST = 40  # rows
_NUMBER = re.compile(r"\s*((?:工作室)?编号)\s*[:：]\s*([\w-]+)\s*", re.ASCII)
_SAYS_ITSELF = re.compile("[:：]")  # 填报人：张三


class Card(NamedTuple):
    """The numbers of its rows, what its items are called, what they say, and the row (from 1) and column where."""

    numbers: tuple[int, ...]
    labels: tuple[str, ...]
    values: tuple[Raw, ...]
    spots: tuple[tuple[int, int], ...]


class _Item(NamedTuple):
    """What one item of a row is called, what it says, perhaps nothing, and in which column (from 0)."""

    label: str
    value: Raw
    column: int


def find_card(rows: Sequence[Sequence[Raw]]) -> Card | None:
    """The card that some rows make; None where they are titles and the like."""
    found = {number: _items(row) for number, row in enumerate(rows, 1)}
    if sum(1 for of_row in found.values() for item in of_row if item.value != "") < _FEWEST:
        return None
    found = {
        number: items or _items_under_other_words(rows[number - 1]) or _number_alone(rows[number - 1])
        for number, items in found.items()
    }
    columns = sorted({at for number in found if found[number] for at in _labels(rows[number - 1])})
    first = next(number for number in found if found[number])
    return _card(
        {at: items or (_items_below(rows[at - 1], columns) if at > first else []) for at, items in found.items()}
    )


def cards_below_one_another(rows: Sequence[Sequence[Raw]]) -> tuple[list[Card], Mapping[int, str]]:
    """The cards of a sheet that holds them one below another, and by number the lines that stand alone below the first.

    Each begins with the same label. None where something else stands there.
    """
    columns = _label_columns(rows)
    cards: list[dict[int, list[_Item]]] = []
    alone: dict[int, str] = {}
    first = ""
    for number, row in enumerate(rows, 1):
        filled = [at for at, cell in enumerate(row) if shown(cell).strip()]
        items = _items_in_columns(row, filled, columns)
        if items and (first or _is_label(items[0].label)):
            first = first or tidy_heading(items[0].label)
            cards += [{}] if tidy_heading(items[0].label) == first else []
            cards[-1][number] = items
        elif len(filled) == 1 and cards:
            alone[number] = shown(row[filled[0]]).strip()
        elif filled and (cards or len(filled) > _FEWEST):
            return [], {}
    return list(map(_card, cards)), alone


def card_ahead(number: int, row: Sequence[Raw], rows: RowsAhead, title: str) -> tuple[Card, Header] | None:
    """The card that begins with a row amid a table, whose further rows are taken from ``rows``, and its ledger.

    It ends with the first row that has not its labels in the same columns. None where no ledger is seen: then they are
    rows of the table, in which the first word may be that of a heading.
    """
    columns = _labels(row)
    found = {}
    for at, below in ((number, row), *rows.peek(_TALLEST)):
        if not (items := _items_below(below, columns)):
            break
        found[at] = items
    if sum(1 for of_row in found.values() for item in of_row if item.value != "") < _FEWEST:
        return None
    card = _card(found)
    if (own := header_of(card, title)) is None:
        return None
    for _ in range(len(found) - 1):
        next(rows)
    return card, own


def header_of(card: Card, title: str) -> Header | None:
    """What ledger a card on a sheet of that title is a row of, where that is sure."""
    header = recognise([card.labels, card.values], title)
    return header if header and header.is_sure and header.row == 1 else None


def _card(found: Mapping[int, Sequence[_Item]]) -> Card:
    """The card of the items that stand in each row by its number."""
    items = [(number, item) for number, of_row in found.items() for item in of_row]
    return Card(
        tuple(number for number, of_row in found.items() if of_row),
        tuple(item.label for _, item in items),
        tuple(item.value for _, item in items),
        tuple((number, item.column) for number, item in items),
    )


def _label_columns(rows: Sequence[Sequence[Raw]]) -> list[int]:
    """The columns of which most cells are known labels."""
    filled = Counter(at for row in rows for at, cell in enumerate(row) if shown(cell).strip())
    known = Counter(at for row in rows for at, cell in enumerate(row) if _is_label(cell))
    return sorted(at for at, many in known.items() if many >= _FEWEST and many * 2 > filled[at])


def _items_below(row: Sequence[Raw], columns: Sequence[int]) -> list[_Item]:
    """The items of a further row of a card that has its labels in some columns; none where others head columns too."""
    filled = [at for at, cell in enumerate(row) if shown(cell).strip()]
    heads = any(_is_label(row[at]) for at in filled if at not in columns)
    return _items_in_columns(row, filled, columns) if filled and columns and not heads else []


def _items_in_columns(row: Sequence[Raw], filled: Sequence[int], columns: Sequence[int]) -> list[_Item]:
    """The items of a row that has its labels in some columns, and at most one cell behind each; else none."""
    labels = [at for at in filled if at in columns]
    known = any(_is_label(row[at]) for at in labels)
    if not labels or filled[0] != columns[0] or (not known and (len(labels) > 1 or len(filled) == 1)):
        return []  # a row of data
    items = []
    for at, end in pairwise((*labels, len(row))):
        said = [each for each in filled if at < each < end]
        if len(said) > 1 or len(shown(row[at])) > _LONGEST:
            return []
        items.append(_Item(shown(row[at]), row[said[0]] if said else "", said[0] if said else at + 1))
    return items


def items_in(row: Sequence[Raw]) -> list[tuple[str, Raw]]:
    """The items of a row that is part of a card and no data: two at least, or the first with a colon behind it."""
    items = [(item.label, item.value) for item in _items(row) if item.value != ""]
    return items if len(items) > 1 or (items and items[0][0].rstrip().endswith((":", "："))) else []


def left_above(rows: Sequence[Sequence[Raw]]) -> list[int]:
    """The numbers of rows above the headings of a table that no title, item or group of headings accounts for."""
    card = find_card(rows)
    of_card = card.numbers if card else ()
    found = []
    for number, row in enumerate(rows[:-1], 1):  # groups stand right over their headings
        texts = {text for cell in row if (text := shown(cell).strip())}
        accounted = number in of_card or items_in(row) or any(map(_SAYS_ITSELF.search, texts))
        if len(texts) >= _FEWEST and not accounted:
            found.append(number)
    return found


def _items(row: Sequence[Raw]) -> list[_Item]:
    """The items of a row, each a heading and what stands beside it; none where all are headings."""
    filled = [(at, cell) for at, cell in enumerate(row) if shown(cell).strip()]
    if all(_is_label(cell) for _, cell in filled):
        return []
    items: list[_Item] = []
    rest = iter(pairwise((*filled, (len(row), ""))))
    for (at, cell), (beside, value) in rest:
        if not _is_label(cell):
            return []  # a row of data that happens to begin with the word of a heading
        if value == "" or _is_label(value):
            items.append(_Item(shown(cell), "", at + 1))
        else:
            items.append(_Item(shown(cell), value, beside))
            next(rest, None)
    return items


def _items_under_other_words(row: Sequence[Raw]) -> list[_Item]:
    """The items of a row of a card of which the first has a known label: 专业领域 | 焊接 | 技术擅长 | 氩弧焊."""
    filled = [(at, cell) for at, cell in enumerate(row) if shown(cell).strip()]
    labelled = [_is_label(cell) for _, cell in filled]
    if len(filled) < 4 or len(filled) % 2 or not labelled[0] or any(labelled[1:]):
        return []
    pairs = zip(filled[::2], filled[1::2], strict=True)
    return [_Item(shown(label), value, at) for (_, label), (at, value) in pairs]


def _number_alone(row: Sequence[Raw]) -> list[_Item]:
    """The number of a card in a line of its own: 编号：A-01."""
    filled = [(at, shown(cell)) for at, cell in enumerate(row) if shown(cell).strip()]
    said = _NUMBER.fullmatch(filled[0][1]) if len(filled) == 1 else None
    return [_Item(said[1], said[2], filled[0][0])] if said else []


def _labels(row: Sequence[Raw]) -> list[int]:
    return [at for at, cell in enumerate(row) if _is_label(cell)]


def _is_label(cell: Raw) -> bool:
    return isinstance(cell, str) and tidy_heading(cell) in known_headings()
