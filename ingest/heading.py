"""Which ledger a sheet is, told from its column headings alone; they stand in one row, or in two with groups above."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from graph.schema import Column, Ledger, load_schema
from ingest.normalise import Raw, half_width, shown, tidy, tidy_heading

# Numbering columns carry nothing; they are neither read nor reported.
NUMBERING = frozenset({"序号", "序", "no", "no.", "行号", "编次"})
_GENERIC = frozenset({"名称", "姓名", "全称"})  # under a group heading these name the group's own thing
_BRACKETED = re.compile(r"(.+)\(([^()]*)\)")
_WITH_UNIT = re.compile(r"(.+?)[/:,、-]?\(?(亿元|百万元|万元|千元|元|m2)\)?")
_YUAN_UNITS = {"元": "", "千元": "千", "万元": "万", "万": "万", "百万元": "百万", "亿元": "亿", "亿": "亿"}
_TABLE_UNIT = re.compile(r"单位[:：](亿元|百万元|万元|千元|元)")


@dataclass(frozen=True, slots=True)
class Slot:
    """One column of a file that feeds a column of the ledger. ``unit`` scales money: yuan counted by "", 千, 万, 亿."""

    index: int
    heading: str
    name: str
    column: Column
    unit: str = "万"


@dataclass(frozen=True, slots=True)
class _Lines:
    """One row or two that may be a header: its last row, a text for each column, the tidied cells, the table's unit."""

    row: int
    texts: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    unit: str


@dataclass(frozen=True, slots=True)
class Header:
    """The rows that name the columns: which ledger they make, which cells feed it, which it does not know.

    ``row`` is the last of these rows, counted from 1; ``lines`` are their tidied texts.
    """

    ledger: str
    row: int
    slots: tuple[Slot, ...]
    extra: tuple[tuple[int, str], ...]
    matched: int
    exact: int
    lines: tuple[tuple[str, ...], ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Required columns that are not there; columns of which one is needed are joined by 或."""
        ledger = load_schema().ledgers[self.ledger]
        names = {slot.name for slot in self.slots}
        required = [name for name, column in ledger.columns.items() if column.required and name not in names]
        if ledger.one_of and names.isdisjoint(ledger.one_of):
            required.append("」或「".join(ledger.one_of))
        return tuple(required)


@cache
def known_headings() -> frozenset[str]:
    """Every heading, tidied, that some ledger knows."""
    schema = load_schema()
    groups = (*(ledger.columns for ledger in schema.ledgers.values()), schema.provenance_columns)
    return frozenset(
        tidy_heading(heading) for group in groups for name, column in group.items() for heading in (name, *column.aka)
    )


def recognise(rows: Sequence[Sequence[Raw]]) -> Header | None:
    """The header among ``rows`` that names the most columns of a ledger and all it requires; one row goes first."""
    complete = [header for header in _candidates(rows) if not header.missing]
    return max(complete, key=lambda header: (header.matched, -len(header.lines), header.exact), default=None)


def explain_unrecognised(rows: Sequence[Sequence[Raw]]) -> str:
    """Why no ledger fits: the headings seen, the nearest ledger and the required columns it misses."""
    nearest = max(_candidates(rows), key=lambda header: (-len(header.missing), header.matched), default=None)
    template = "可用 mengtu template 取空表对照"
    if nearest is None or not nearest.matched:
        return f"看不出是哪种台账：前 {len(rows)} 行里没有认识的列名，{template}"
    seen = [tidy(shown(cell))[:20] for cell in rows[nearest.row - 1] if shown(cell).strip()]
    headings = "".join(f"「{heading}」" for heading in seen[:12]) + ("等" if len(seen) > 12 else "")
    missing = "".join(f"「{name}」" for name in nearest.missing)
    return f"看到的列名是{headings}，最接近{nearest.ledger}，但缺少必填列{missing}，请补上后再导入，{template}"


def _candidates(rows: Sequence[Sequence[Raw]]) -> Iterator[Header]:
    unit = "万"
    for number, row in enumerate(rows, 1):
        below = rows[number] if number < len(rows) else ()
        groups = _groups(row, below)
        pair = _lines(number + 1, _under_groups(row, below, groups), (row, below), unit) if groups else None
        in_two_rows = list(_matches(pair)) if pair else []
        yield from in_two_rows
        if all(header.missing for header in in_two_rows):
            yield from _matches(_lines(number, [cell if isinstance(cell, str) else "" for cell in row], (row,), unit))
        for text in (half_width(cell).replace(" ", "") for cell in row if isinstance(cell, str)):
            if found := _TABLE_UNIT.search(text):
                unit = _YUAN_UNITS[found[1]]


def _groups(upper: Sequence[Raw], lower: Sequence[Raw]) -> dict[int, int]:
    """Columns that stand under the heading of a group, and where that heading is; empty when the rows are no such pair.

    A group is a heading with different texts below it and below the empty cells at its right. Everywhere else the
    lower row must be empty or say the same, as it does under cells merged downwards; a row of data never does.
    """
    above = [tidy_heading(shown(cell)) for cell in upper]
    below = [tidy_heading(shown(cell)) for cell in lower]
    if sum(map(bool, above)) < 2:
        return {}  # a title
    below += [""] * (len(above) - len(below))
    found: dict[int, int] = {}
    group = -1
    for index, (top, bottom) in enumerate(zip(above, below, strict=False)):
        if top:
            starts = index + 1 < len(above) and not above[index + 1] and below[index + 1] not in ("", above[index])
            group = index if starts and bottom and bottom != top else -1
            if group < 0 and bottom not in ("", top):
                return {}
        if bottom and group >= 0:
            found[index] = group
        elif bottom and not top:
            return {}
    return found


def _under_groups(upper: Sequence[Raw], lower: Sequence[Raw], groups: Mapping[int, int]) -> list[str]:
    """One heading for each column: what stands below, with its group in front unless known by itself."""
    headings = [shown(cell) for cell in upper]
    for index, group in groups.items():
        part, above = shown(lower[index]), shown(upper[group])
        if tidy_heading(above + part) in known_headings():
            headings[index] = above + part
        elif tidy_heading(part) in _GENERIC and tidy_heading(above) in known_headings():
            headings[index] = above
        else:
            headings[index] = part if tidy_heading(part) in known_headings() else above + part
    return headings


def _lines(row: int, texts: Sequence[str], lines: Sequence[Sequence[Raw]], unit: str) -> _Lines:
    return _Lines(row, tuple(texts), tuple(tuple(tidy_heading(shown(cell)) for cell in line) for line in lines), unit)


def _matches(lines: _Lines) -> Iterator[Header]:
    headings = [tidy_heading(text) for text in lines.texts]
    if not known_headings().isdisjoint(_with_plain(headings)):
        for name, ledger in load_schema().ledgers.items():
            yield _match(lines, headings, name, ledger)


def _with_plain(headings: Sequence[str]) -> set[str]:
    plain = (match[1] for heading in headings for match in (_BRACKETED.fullmatch(heading),) if match)
    units = (match[1] for heading in headings for match in (_WITH_UNIT.fullmatch(heading),) if match)
    return {*headings, *plain, *units}


def _match(lines: _Lines, headings: Sequence[str], name: str, ledger: Ledger) -> Header:
    free: dict[str, int] = {}
    for index, heading in enumerate(headings):
        if heading and heading not in NUMBERING:
            free.setdefault(heading, index)
    columns = ledger.columns
    by_name = {column: free.pop(key) for column in columns if (key := tidy_heading(column)) in free}
    found = by_name | _by_synonym(columns.keys() - by_name.keys(), columns, free)
    hinted = _by_hint(columns.keys() - found.keys(), columns, free)
    found |= {column: index for column, (index, _) in hinted.items()}
    own = len(found)
    provenance = load_schema().provenance_columns
    found |= _by_synonym(provenance.keys() - found.keys(), provenance, free)
    units = {column: hint for column, (_, hint) in hinted.items() if hint is not None}
    slots = tuple(
        Slot(index, tidy(lines.texts[index]), key, column, units.get(key, _own_unit(headings[index], lines.unit)))
        for key, column in {**provenance, **columns}.items()
        for index in (found.get(key),)
        if index is not None
    )
    used = set(found.values())
    rest = [index for index, heading in enumerate(headings) if index not in used and heading not in NUMBERING]
    taken = {headings[index] for index in used}
    extra = tuple(_extra(index, lines.texts, taken) for index in rest)
    return Header(name, lines.row, slots, extra, own, len(by_name), lines.cells)


def _extra(index: int, texts: Sequence[str], taken: set[str]) -> tuple[int, str]:
    """A column the ledger does not know under a name no other column has; the name joins ``taken``."""
    place = f"第{index + 1}列"
    name = tidy(texts[index]) or place
    if tidy_heading(name) in taken:
        name = f"{name}({place})"
    taken.add(tidy_heading(name))
    return index, name


def _own_unit(heading: str, unit: str) -> str:
    """The unit a heading names itself, else that of the table."""
    named = _BRACKETED.fullmatch(heading)
    return _YUAN_UNITS.get(named[2], unit) if named else unit


def _by_synonym(names: AbstractSet[str], columns: Mapping[str, Column], free: dict[str, int]) -> dict[str, int]:
    """The headings among ``free`` that are other words for a column; what is claimed leaves ``free``."""
    found = {}
    for name in (name for name in columns if name in names):
        heading = next((key for key in map(tidy_heading, (name, *columns[name].aka)) if key in free), None)
        if heading is not None:
            found[name] = free.pop(heading)
    return found


def _by_hint(
    names: AbstractSet[str], columns: Mapping[str, Column], free: dict[str, int]
) -> dict[str, tuple[int, str | None]]:
    """Headings that only add a hint, 创建日期(年月日) or 经济效益/元, with the unit of money where it is named."""
    found: dict[str, tuple[int, str | None]] = {}
    for heading in list(free):
        for name in (name for name in columns if name in names and name not in found):
            hint = _hint(heading, name, columns[name])
            if hint is not None:
                found[name] = (free.pop(heading), _YUAN_UNITS.get(hint))
                break
    return found


def _hint(heading: str, name: str, column: Column) -> str | None:
    known = {tidy_heading(each) for each in (name, *column.aka)}
    known |= {
        match[1] for each in known if (match := _BRACKETED.fullmatch(each)) and column.type in ("money", "number")
    }
    if (unit := _WITH_UNIT.fullmatch(heading)) and unit[1] in known:
        wanted = "m2" if column.type == "number" else "元"
        if column.type in ("money", "number") and unit[2].endswith(wanted):
            return unit[2]
    bracketed = _BRACKETED.fullmatch(heading)
    # A bracket that changes what a number means is no mere hint: 面积(亩) is not 面积(㎡).
    if bracketed and bracketed[1] in known and column.type not in ("money", "number"):
        return bracketed[2]
    return None
