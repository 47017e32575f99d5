"""Tables that tell of things and, in several rows for each, of what belongs to it: alliances and their members."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from graph.schema import load_schema
from ingest.asides import TOTALS
from ingest.header import Header, Slot
from ingest.heading import recognise_also
from ingest.normalise import BLANK, DITTO, Raw, cell_at, shown, tidy
from ingest.several_in_one import members_in

ALLIANCES = "联盟台账"
_BELONG = {ALLIANCES: "联盟成员台账", "工作室台账": "成员台账"}
_OTHER = _BELONG | {parts: things for things, parts in _BELONG.items()}

Rows = Sequence[Sequence[Raw]]


def other_header(top: Rows, title: str, header: Header) -> Header | None:
    """The header by which a table may be one of things as well as of what belongs to them; mostly none."""
    other = recognise_also(top, title, header, _OTHER[header.ledger]) if header.ledger in _OTHER else None
    return other if other and header.is_sure and other.is_sure else None


def in_two(rows: Rows, header: Header, other: Header) -> list[tuple[Header, Rows]]:
    """The headers of the things and of what belongs to them with their rows; none where each row is only a thing.

    A column is of the things if it says the same in all the rows of each, and of what belongs to them else.
    """
    things, parts = (header, other) if header.ledger in _BELONG else (other, header)
    key = next(slot.index for slot in things.slots if slot.column.required)
    varied = _varied(rows[header.row :], key, {slot.index for slot in parts.slots})
    of_things = tuple(slot for slot in things.slots if slot.index not in varied and slot.doubt <= 1)
    apart = {slot.index for slot in of_things} - {key}
    of_parts = tuple(slot for slot in parts.slots if slot.index not in apart)
    one_each = replace(things, slots=of_things, extra=())
    several = replace(parts, slots=of_parts, extra=tuple(each for each in parts.extra if each[0] not in apart))
    if one_each.missing or several.missing or not any(slot.index in varied for slot in _who(several)):
        return _listed(rows, things, parts, key)
    return [(one_each, list(_once_each(rows, one_each))), (several, rows)]


def _listed(rows: Rows, things: Header, parts: Header, key: int) -> list[tuple[Header, Rows]]:
    """The two headers where a cell of each thing lists what belongs to it: an alliance, 甲工作室、乙工作室."""
    doubts = {slot.index: slot.doubt for slot in things.slots}
    who = [slot for slot in _who(parts) if slot.doubt < doubts.get(slot.index, slot.doubt + 1)]
    lists = {slot.index for slot in who if _are_lists(rows[parts.row :], slot)}
    if not lists or things.ledger != ALLIANCES:
        return []
    things = replace(
        things,
        slots=tuple(slot for slot in things.slots if slot.index not in lists),
        extra=tuple(each for each in things.extra if each[0] not in lists),
    )
    parts = replace(parts, slots=tuple(slot for slot in parts.slots if slot.index in {*lists, key}), extra=())
    if things.missing or parts.missing:
        return []
    listing = [row if number < parts.row or _says(row, lists) else [] for number, row in enumerate(rows)]
    return [(things, rows), (parts, listing)]


def _are_lists(rows: Rows, slot: Slot) -> bool:
    """Whether the cells of a column name members, and most of them several; one that tells more is no such list."""
    cells = (shown(cell_at(row, slot.index)) for row in rows if TOTALS.isdisjoint(row) and len(row) > slot.index)
    named = [len(members_in(text, slot.name)) for text in cells if tidy(text) not in BLANK | DITTO]
    return all(named) and 2 * sum(many > 1 for many in named) > len(named)


def _says(row: Sequence[Raw], columns: Collection[int]) -> bool:
    return any(tidy(shown(cell_at(row, index))) not in BLANK for index in columns)


def _who(parts: Header) -> Iterator[Slot]:
    """What a row of the parts is about: not the thing they belong to."""
    one_of = load_schema().ledgers[parts.ledger].one_of
    return (slot for slot in parts.slots if slot.name in one_of or (slot.column.required and not slot.column.grouped))


def _varied(rows: Rows, key: int, of_parts: Collection[int]) -> set[int]:
    """The columns that say different things in the rows of most things, which may be named in the first row alone.

    Of a column that differs here and there, two dates of one alliance, the graph will say that they disagree; but one
    that may be ``of_parts``, 专业 of people, is so where it differs once, or speaks where the thing is not named again.
    """
    first: dict[str, dict[int, str]] = {}
    several: dict[int, set[str]] = {}  # by column the things of which more than one row says something
    differ: dict[int, set[str]] = {}
    name = ""
    for row in rows:
        if not TOTALS.isdisjoint(row):
            continue
        said = {index: text for index in range(len(row)) if (text := tidy(shown(row[index]))) not in BLANK | DITTO}
        name, again = said.get(key, name), key not in said
        known = first.setdefault(name, {})
        for index, text in said.items():
            if index in known:
                several.setdefault(index, set()).add(name)
                if known[index] != text or (again and index in of_parts):
                    differ.setdefault(index, set()).add(name)
            known.setdefault(index, text)
    return {index for index, names in differ.items() if index in of_parts or 2 * len(names) > len(several[index])}


def _once_each(rows: Rows, things: Header) -> Iterator[Sequence[Raw]]:
    """The rows below the header of the things, those left empty that only say again what one said before."""
    seen: set[tuple[Raw, ...]] = {("",) * len(things.slots)}
    for number, row in enumerate(rows):
        said = tuple(cell_at(row, slot.index) for slot in things.slots)
        yield row if number < things.row or said not in seen else []
        seen |= {said} if number >= things.row else set()
