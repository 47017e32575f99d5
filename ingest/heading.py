"""Which ledger a sheet is, told from its column headings alone."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from graph.schema import Column, Ledger, load_schema
from ingest.normalise import Raw, shown, tidy, tidy_heading

# Numbering columns carry nothing; they are neither read nor reported.
_NUMBERING = frozenset({"序号", "序", "no", "no.", "行号"})
_BRACKETED = re.compile(r"(.+)\(([^()]*)\)")
_YUAN_UNITS = {"元": "", "千元": "千", "万元": "万", "万": "万", "亿元": "亿", "亿": "亿"}


@dataclass(frozen=True, slots=True)
class Slot:
    """One column of a file that feeds a column of the ledger. ``unit`` scales money: yuan counted by "", 千, 万, 亿."""

    index: int
    heading: str
    name: str
    column: Column
    unit: str = "万"


@dataclass(frozen=True, slots=True)
class Header:
    """The row that names the columns: which ledger they make, which cells feed it, which it does not know."""

    ledger: str
    row: int
    slots: tuple[Slot, ...]
    extra: tuple[tuple[int, str], ...]
    matched: int
    exact: int

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
    """The header among ``rows`` that names the most columns of a ledger and all its required ones."""
    complete = [header for header in _candidates(rows) if not header.missing]
    return max(complete, key=lambda header: (header.matched, header.exact), default=None)


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
    for number, row in enumerate(rows, 1):
        headings = [tidy_heading(cell) if isinstance(cell, str) else "" for cell in row]
        if not known_headings().isdisjoint(_with_plain(headings)):
            for name, ledger in load_schema().ledgers.items():
                yield _match(number, row, headings, name, ledger)


def _with_plain(headings: Sequence[str]) -> set[str]:
    return {*headings, *(match[1] for heading in headings if (match := _BRACKETED.fullmatch(heading)))}


def _match(number: int, row: Sequence[Raw], headings: Sequence[str], name: str, ledger: Ledger) -> Header:
    free: dict[str, int] = {}
    for index, heading in enumerate(headings):
        if heading and heading not in _NUMBERING:
            free.setdefault(heading, index)
    columns = ledger.columns
    by_name = {column: free.pop(key) for column in columns if (key := tidy_heading(column)) in free}
    found = by_name | _by_synonym(columns.keys() - by_name.keys(), columns, free)
    hinted = _by_hint(columns.keys() - found.keys(), columns, free)
    found |= {column: index for column, (index, _) in hinted.items()}
    own = len(found)
    provenance = load_schema().provenance_columns
    found |= _by_synonym(provenance.keys() - found.keys(), provenance, free)
    slots = tuple(
        Slot(found[key], tidy(shown(row[found[key]])), key, column, hinted[key][1] if key in hinted else "万")
        for key, column in {**provenance, **columns}.items()
        if key in found
    )
    used = set(found.values())
    extra = tuple(
        (index, tidy(shown(cell)) or f"第{index + 1}列")
        for index, cell in enumerate(row)
        if index not in used and headings[index] not in _NUMBERING
    )
    return Header(name, number, slots, extra, own, len(by_name))


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
) -> dict[str, tuple[int, str]]:
    """Headings that only add a hint in brackets, 创建日期(年月日), with the unit money is given in."""
    found: dict[str, tuple[int, str]] = {}
    for heading, hint in [(heading, match) for heading in free if (match := _BRACKETED.fullmatch(heading))]:
        for name in (name for name in columns if name in names and name not in found):
            column = columns[name]
            known = hint[1] in map(tidy_heading, (name, *column.aka))
            # A bracket that changes what a number means is no mere hint: 面积(亩) is not 面积(㎡).
            if known and (column.type != "number" if column.type != "money" else hint[2] in _YUAN_UNITS):
                found[name] = (free.pop(heading), _YUAN_UNITS.get(hint[2], "万"))
                break
    return found
