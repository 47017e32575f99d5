"""Which columns together say one region, 省份 | 城市 | 区县, or one list: 徒弟1 | 徒弟2."""

import re
from collections.abc import Collection, Sequence

from ingest.header import Slot
from ingest.heading_words import BRACKETS
from ingest.normalise import BLANK, Raw, cell_at, shown, tidy

REGION = "地区"
_BEFORE = r"(?:所在地区?|所在|所属|属地|地区|注册地)?"
_RANKS = tuple(
    re.compile(f"{_BEFORE}(?:{words})(?:名称)?")
    for words in (
        "省|省份|省区|省级",
        "市|城市|地市|地级市|市州|州市|设区市",
        "县|区|区县|县区|县市区|区市|区市县|市区县|旗县",
    )
)

_DIGITS = "一二三四五六七八九"
_FIRST = ("1", "一")
_NUMBERED = re.compile(rf"(.*[^\d{_DIGITS}第])([1-9{_DIGITS}])")


def parts_of_region(headings: Sequence[str], at: int, taken: Collection[int]) -> tuple[int, ...]:
    """The columns that with ``at`` make one region, the widest first; empty where it says the region alone.

    Args:
        headings: the tidied headings of the file.
        at: the column that feeds 地区.
        taken: columns that feed something else.
    """
    plain = [BRACKETS.sub("", heading) for heading in headings]
    found: dict[int, int] = {}
    for index in (at, *(index for index in range(len(plain)) if index not in taken)):
        rank = next((rank for rank, words in enumerate(_RANKS) if words.fullmatch(plain[index])), None)
        if rank is not None:
            found.setdefault(rank, index)
    parts = tuple(index for _, index in sorted(found.items()))
    return parts if len(parts) > 1 and at in parts else ()


def parts_of_list(headings: Sequence[str], at: int, taken: Collection[int]) -> tuple[int, ...]:
    """The columns under one numbered heading, 徒弟1 | 徒弟2, that begin with ``at``; empty where there is one alone.

    Args:
        headings: the tidied headings of the file.
        at: the column that feeds one of the ledger that may hold several.
        taken: columns that feed something else.
    """
    if (first := _NUMBERED.fullmatch(headings[at])) is None or first[2] not in _FIRST:
        return ()
    free = [match if index not in taken else None for index, match in enumerate(map(_NUMBERED.fullmatch, headings))]
    found = [at]
    for number in range(2, len(headings)):
        same = (index for index, each in enumerate(free) if each and each[1] == first[1] and _number(each[2]) == number)
        if (index := next(same, None)) is None:
            break
        found.append(index)
    return tuple(found) if len(found) > 1 else ()


def further_in_list(headings: Sequence[str]) -> frozenset[str]:
    """The numbered headings that go on where another begins: 徒弟2 beside 徒弟1."""
    numbered = [match for match in map(_NUMBERED.fullmatch, headings) if match]
    begun = {match[1] for match in numbered if match[2] in _FIRST}
    return frozenset(match[0] for match in numbered if match[1] in begun and match[2] not in _FIRST)


def _number(digit: str) -> int:
    return int(digit) if digit.isdecimal() else _DIGITS.index(digit) + 1


def whole_region(cells: Sequence[Raw]) -> str:
    """One region from its parts, the widest first; a part that the next one repeats is left out.

    >>> whole_region(["山东省", "济南市", "济南市历下区"])
    '山东省济南市历下区'
    """
    whole = ""
    for text in reversed([tidy(shown(cell)) for cell in cells]):
        whole = whole if whole.startswith(text) else text + whole
    return whole


def with_whole(row: Sequence[Raw], slot: Slot) -> Sequence[Raw]:
    """The row with what several columns say together in the column of the slot."""
    parts = [cell_at(row, index) for index in slot.further]
    if slot.name == REGION:
        whole = whole_region(parts)
    else:
        whole = "；".join(text for part in parts if (text := tidy(shown(part))) not in BLANK)
    cells = [*row, *[""] * (slot.index + 1 - len(row))]
    cells[slot.index] = whole
    return cells
