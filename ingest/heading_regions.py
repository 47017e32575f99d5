"""Which columns together say one region: 省份 | 城市 | 区县."""

import re
from collections.abc import Collection, Sequence

from ingest.header import Slot
from ingest.heading_words import BRACKETS
from ingest.normalise import Raw, cell_at, shown, tidy

_BEFORE = r"(?:所在地区?|所在|所属|属地|地区|注册地)?"
_RANKS = tuple(
    re.compile(f"{_BEFORE}(?:{words})(?:名称)?")
    for words in (
        "省|省份|省区|省级",
        "市|城市|地市|地级市|市州|州市|设区市",
        "县|区|区县|县区|县市区|区市|区市县|市区县|旗县",
    )
)


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
    whole = whole_region([cell_at(row, index) for index in slot.further])
    cells = [*row, *[""] * (slot.index + 1 - len(row))]
    cells[slot.index] = whole
    return cells
