"""Which rows may be a header: one row, or several with groups above their parts, units or numbers below."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.heading_words import core, is_known, named_in, names_of
from ingest.normalise import Raw, half_width, shown, tidy_heading

YUAN_UNITS = {"元": "", "千元": "千", "万元": "万", "万": "万", "百万元": "百万", "亿元": "亿", "亿": "亿"}
MOST_LINES = 4
_GENERIC = frozenset({"名称", "姓名", "全称"})  # under a group heading these name the group's own thing
# And these name something of it.
_PLAIN = _GENERIC | {"时间", "日期", "年月", "单位", "机关", "级别", "等级", "编号", "人数"}
_PAIR = frozenset({"师傅", "徒弟"})  # of whom a table tells the same things beside each other
_TITLE_UNIT = re.compile(r".*\((亿元|百万元|万元|千元|元)\)")
_A_TITLE = re.compile("表|情况|明细|一览|汇总|台账|统计|清单|年度")
_TABLE_UNIT = re.compile(r"单位[:：](?:人民币)?(亿元|百万元|万元|千元|元)")
_UNIT = re.compile(r"\(?(?:亿元|百万元|万元|千元|元|m2|人次?|名|个|项|场次?|次|家|年|年月日?|年/月(?:/日)?|%)\)?")
_LABELLED = re.compile(r"[:：].")  # 填报单位：某某总工会
_COUNTED = re.compile(r"\(?(?:栏次|[甲乙丙丁戊己庚辛壬癸]|[a-z]|\d{1,2}|[①-⑳])\)?")


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows that may be a header: the last of them, a text for each column, the tidied cells, the table's unit."""

    row: int
    texts: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    unit: str


def possible_headers(rows: Sequence[Sequence[Raw]]) -> Iterator[tuple[Lines, ...]]:
    """For every row the headers that may begin there, the one of most rows first."""
    unit = "万"
    for number in range(len(rows)):
        yield headers_from(rows, number, unit)
        told = unit_told(rows[number])
        unit = unit if told is None else told


def unit_told(row: Sequence[Raw]) -> str | None:
    """The unit a line states for the amounts below it: 单位：元, or 经费（元） where it stands alone."""
    filled = [half_width(cell).replace(" ", "") for cell in row if isinstance(cell, str) and cell.strip()]
    found = next((match for text in filled if (match := _TABLE_UNIT.search(text))), None)
    if found is None and len(filled) == 1 and (row[0] != "" or _A_TITLE.search(filled[0])):
        found = _TITLE_UNIT.fullmatch(filled[0])  # further to the right one is over some of the columns: 奖金（元）
    return YUAN_UNITS[found[1]] if found else None


def headers_from(rows: Sequence[Sequence[Raw]], first: int, unit: str) -> tuple[Lines, ...]:
    """The headers that may begin with one row, the one of most rows first."""
    folded = _folded(rows[first : first + MOST_LINES])
    return tuple(_lines(rows, first, count, texts, unit) for count, texts in folded)[::-1]


def _lines(rows: Sequence[Sequence[Raw]], first: int, count: int, texts: Sequence[str], unit: str) -> Lines:
    last = first + count
    if last < len(rows) and _only_counts(rows[last]):
        last += 1
    cells = tuple(tuple(tidy_heading(shown(cell)) for cell in row) for row in rows[first:last])
    return Lines(last, tuple(texts), cells, unit)


def _folded(rows: Sequence[Sequence[Raw]]) -> Iterator[tuple[int, list[str]]]:
    """How many rows a header has and the texts they make, for one row and for as many more as fit under it."""
    yield 1, [cell if isinstance(cell, str) else "" for cell in rows[0]]
    for count in range(2, len(rows) + 1):
        texts = [shown(cell) for cell in rows[count - 1]]
        for upper in reversed(rows[: count - 1]):
            below = _under(upper, texts)
            if below is None:
                break
            texts = below
        else:
            yield count, texts


def side_by_side(headings: Sequence[str]) -> list[range]:
    """The columns of each half of a list whose headings are printed twice in one row; else none."""
    filled = [index for index, heading in enumerate(headings) if heading]
    names = [headings[index] for index in filled]
    width = len(names) // 2
    again = next(
        (at for at in range(2, width + 1) if len(names) % at == 0 and names == names[:at] * (len(names) // at)), 0
    )
    if not again:
        return []
    starts = [0, *filled[again::again], len(headings)]
    return [range(start, end) for start, end in pairwise(starts)]


def parted(headings: Sequence[str]) -> list[range]:
    """The columns between those without a heading."""
    gaps = [-1, *(index for index, heading in enumerate(headings) if not heading), len(headings)]
    return [range(start + 1, end) for start, end in pairwise(gaps) if end - start > 1]


def _under(upper: Sequence[Raw], lower: Sequence[str]) -> list[str] | None:
    """The headings two rows make, or None where they are no pair."""
    above = [text for cell in upper if (text := shown(cell).strip())]
    if len(above) < 2 or any(map(_LABELLED.search, above)):
        return None  # a title
    if not any(text.strip() for text in lower):
        return None
    if all(_UNIT.fullmatch(tidy_heading(text)) for text in lower if text.strip()):
        return _with_units([shown(cell) for cell in upper], lower)
    groups = _groups(upper, lower)
    return _under_groups(upper, lower, groups) if groups else None


def _with_units(headings: Sequence[str], units: Sequence[str]) -> list[str]:
    padded = [*units, *("" for _ in headings)]
    return [
        f"{heading}({tidy_heading(unit).strip('()')})" if heading.strip() and unit.strip() else heading
        for heading, unit in zip(headings, padded, strict=False)
    ]


def _only_counts(row: Sequence[Raw]) -> bool:
    """Whether a row numbers the columns: 甲 乙 1 2 3."""
    texts = [tidy_heading(shown(cell)) for cell in row if shown(cell).strip()]
    return len(texts) > 2 and len(set(texts)) == len(texts) and all(map(_COUNTED.fullmatch, texts))


def _groups(upper: Sequence[Raw], lower: Sequence[Raw]) -> dict[int, int]:
    """Columns that stand under the heading of a group, and where that heading is; empty when the rows are no such pair.

    A group is a heading with different texts below it and below the empty cells at its right. Everywhere else the
    lower row must be empty or say the same, as it does under cells merged downwards; a row of data never does.
    """
    above = [tidy_heading(shown(cell)) for cell in upper]
    below = [tidy_heading(shown(cell)) for cell in lower]
    below += [""] * (len(above) - len(below))
    found: dict[int, int] = {}
    group = -1
    for index, (top, bottom) in enumerate(zip(above, below, strict=False)):
        if top:
            starts = index + 1 < len(above) and not above[index + 1] and below[index + 1] not in ("", above[index])
            group = index if starts and bottom and bottom != top else -1
            if group < 0 and bottom in _PLAIN and bottom != top:
                group = index  # a group of one: 师傅情况 above 姓名
            if group < 0 and bottom not in ("", top):
                return {}
        if bottom and group >= 0:
            found[index] = group
        elif bottom and not top:
            return {}
    return found


def _under_groups(upper: Sequence[Raw], lower: Sequence[str], groups: Mapping[int, int]) -> list[str]:
    """One heading for each column: what stands below, with its group in front unless known by itself."""
    headings = [shown(cell) for cell in upper]
    for index, group in groups.items():
        part, above = lower[index], "".join(shown(upper[group]).split())  # 师  傅
        # 培养对象 over 所在工作室 is the 徒弟所在工作室, by what the group's heading is another word for.
        names = (above, *names_of(above), core(above))  # 命名情况 over 机关 is the 命名机关
        named = next((name + part for name in names if is_known(name + part)), None)
        if named:
            headings[index] = named
        elif tidy_heading(part) in _GENERIC and is_known(above):
            headings[index] = above
        # The 工种 of a mentor is not that of the pair.
        elif _PAIR.isdisjoint(names) and (is_known(part) or named_in(tidy_heading(part))):
            headings[index] = part
        else:
            headings[index] = above + part
    return headings
