"""What is written item by item above a table, as on a card: 工作室名称 | 甲工作室 | 编号 | A-01."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.heading_words import known_headings
from ingest.normalise import Raw, shown, tidy_heading

_FEWEST = 3  # items; one or two are a title's
_SAYS_ITSELF = re.compile("[:：]")  # 填报人：张三


class Card(NamedTuple):
    """The numbers of its rows, what its items are called and what they say."""

    numbers: tuple[int, ...]
    labels: tuple[str, ...]
    values: tuple[Raw, ...]


def find_card(rows: Sequence[Sequence[Raw]]) -> Card | None:
    """The card that some rows make; None where they are titles and the like."""
    found = {number: _items(row) for number, row in enumerate(rows, 1)}
    if sum(1 for of_row in found.values() for _, value in of_row if value != "") < _FEWEST:
        return None
    found = {number: items or _items_under_other_words(rows[number - 1]) for number, items in found.items()}
    items = [item for of_row in found.values() for item in of_row]
    labels, values = zip(*items, strict=True)
    return Card(tuple(number for number, of_row in found.items() if of_row), labels, values)


def items_in(row: Sequence[Raw]) -> list[tuple[str, Raw]]:
    """The items of a row that is part of a card and no data: two at least, or the first with a colon behind it."""
    items = [(label, value) for label, value in _items(row) if value != ""]
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


def _items(row: Sequence[Raw]) -> list[tuple[str, Raw]]:
    """The items of a row, each a heading and what stands beside it, perhaps nothing; none where all are headings."""
    filled = [cell for cell in row if shown(cell).strip()]
    if all(map(_is_label, filled)):
        return []
    at = 0
    items: list[tuple[str, Raw]] = []
    while at < len(filled):
        if not _is_label(filled[at]):
            return []  # a row of data that happens to begin with the word of a heading
        empty = at + 1 == len(filled) or _is_label(filled[at + 1])
        items.append((shown(filled[at]), "" if empty else filled[at + 1]))
        at += 1 if empty else 2
    return items


def _items_under_other_words(row: Sequence[Raw]) -> list[tuple[str, Raw]]:
    """The items of a row of a card of which the first has a known label: 专业领域 | 焊接 | 技术擅长 | 氩弧焊."""
    filled = [cell for cell in row if shown(cell).strip()]
    known = len(filled) > 2 and len(filled) % 2 == 0 and _is_label(filled[0]) and not any(map(_is_label, filled[1:]))
    return list(zip(map(shown, filled[::2]), filled[1::2], strict=True)) if known else []


def _is_label(cell: Raw) -> bool:
    return isinstance(cell, str) and tidy_heading(cell) in known_headings()
