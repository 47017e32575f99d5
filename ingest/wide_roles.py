"""Lists of studios with a column for every role, 领衔人 | 骨干 | 成员, and the names of several people in each."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from graph.schema import load_schema
from ingest.asides import TOTALS
from ingest.choices import match_choice
from ingest.heading import Header, Slot
from ingest.heading_contents import is_person, looks, name_people
from ingest.normalise import BLANK, Raw, cell_at, shown, tidy

_STUDIOS, _MEMBERS, _ROLE = "工作室台账", "成员台账", "身份"
_LEAD = "领衔人"
_BETWEEN = re.compile(r"[\s、，,;；/]+")

Rows = Sequence[Sequence[Raw]]


def find_roles(header: Header) -> Mapping[int, str]:
    """The columns a list of studios has for roles of people, and the role; none where it has none but the lead's."""
    choices = load_schema().ledgers[_MEMBERS].columns[_ROLE].choices
    found: dict[int, str] = {}
    for index, heading in header.extra if header.ledger == _STUDIOS else ():
        with suppress(ValueError):
            found[index] = match_choice(heading, choices)
    lead = {slot.index: _LEAD for slot in header.slots if slot.name == _LEAD}
    return lead | found if found else {}


def in_each_role(rows: Rows, header: Header, roles: Mapping[int, str]) -> list[tuple[Header, Rows]]:
    """The header and the rows of the members of each role, those of the studios last.

    None where a cell holds anything but names: what is no list of people stays a note of the studio.
    """
    below = [row for row in rows[header.row :] if TOTALS.isdisjoint(row)]
    for index in roles:
        if not name_people(looks(below, index)) or not all(_people(cell_at(row, index)) for row in below):
            return []
    studios = replace(header, extra=tuple(each for each in header.extra if each[0] not in roles))
    of_roles = [(_of_role(header, index, role), _of_people(rows, index)) for index, role in roles.items()]
    return [*of_roles, (studios, rows)]


def _of_role(header: Header, index: int, role: str) -> Header:
    columns = load_schema().ledgers[_MEMBERS].columns
    headings = dict(header.extra) | {slot.index: slot.heading for slot in header.slots}
    studio = next(slot for slot in header.slots if slot.column.required)
    slots = (
        replace(studio, name="工作室", column=columns["工作室"]),
        Slot(index, headings[index], "姓名", columns["姓名"]),
    )
    return replace(header, ledger=_MEMBERS, slots=slots, extra=(), said={_ROLE: role}, apart=(index,))


def _of_people(rows: Rows, index: int) -> Rows:
    """The rows with the people in one column parted by one mark, however they are in the file."""
    return [
        [*row[:index], people, *row[index + 1 :]] if (people := _people(cell_at(row, index))) not in BLANK else row
        for row in rows
    ]


def _people(cell: Raw) -> str:
    """The names in a cell, parted by one mark; a dash where it is left empty, and nothing where it holds no names."""
    text = tidy(shown(cell))
    names = [name for name in _BETWEEN.split(text) if name]
    return "-" if text in BLANK else "、".join(names) if all(map(is_person, names)) else ""
