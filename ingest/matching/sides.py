"""What is known of each side of a question, so that a person can decide: what it is and who says so."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from graph.schema import kind_of, load_schema
from ingest.judgements import Line, is_known_by
from ingest.matching.known import Known, Things
from ingest.matching.reasons import Candidate
from ingest.tables import node_table

_FIELDS = {
    "Organization": ("category", "credit_code"),
    "Studio": ("code", "level", "field", "expertise", "established_on", "named_by", "status"),
    "Person": ("title", "skill_grade", "trade", "education", "department", "duties"),
}
_SHOWN = 3  # of a longer list
_PAGE = 500  # ids asked for at a time


class Fact(NamedTuple):
    """One thing known of a side, under its Chinese label."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two things a question is about; ``source`` says where the register has it from."""

    id: str
    name: str
    registered: bool
    facts: tuple[Fact, ...]
    source: str
    quote: str
    verification: str


def things_of(known: Known, kind: str) -> Things:
    """All things of one of the kinds questions are about."""
    return {"Organization": known.organizations, "Studio": known.studios, "Person": known.people}[kind]


def sides(connection: Connection, known: Known, candidates: Collection[Candidate]) -> dict[str, Side]:
    """Both sides of every candidate, by id."""
    ids = {things_of(known, each.kind).ids[at] for each in candidates for at in (each.one, each.other)}
    fields = _properties(connection, sorted(ids))
    return {node: _side(known, node, fields[node]) for node in ids}


def _properties(connection: Connection, ids: list[str]) -> dict[str, dict[str, Any]]:
    table = node_table
    found: dict[str, dict[str, Any]] = {}
    for begin in range(0, len(ids), _PAGE):
        page = ids[begin : begin + _PAGE]
        kinds = sorted({kind_of(node) for node in page})
        wanted = sa.select(table.c.id, table.c.properties).where(table.c.kind.in_(kinds), table.c.id.in_(page))
        found |= {row.id: json.loads(row.properties) for row in connection.execute(wanted)}
    return found


def _side(known: Known, node: str, fields: Mapping[str, Any]) -> Side:
    kind = kind_of(node)
    labels = load_schema().kinds[kind].fields
    stated = (Fact(labels[name].zh, str(fields[name])) for name in _FIELDS[kind] if fields.get(name) not in (None, ""))
    at = things_of(known, kind).at[node]
    related = {"Organization": _about_organization, "Studio": _about_studio, "Person": _about_person}[kind]
    said = (str(fields.get(name, "")) for name in ("source", "quote", "verification"))
    facts = (*related(known, at), *stated)
    return Side(node, str(fields["name"]), fields.get("registered") is not False, facts, *said)


def _about_organization(known: Known, at: int) -> Iterator[Fact]:
    yield from _fact("地区", ("".join(place) for place in known.places_at(known.organization_places, at)))
    yield from _fact("上级单位", (known.organizations.names[upper] for upper in known.uppers.of(at)))
    yield from _fact("所设工作室", (known.studios.names[studio] for studio in known.based.of(at)))


def _about_studio(known: Known, at: int) -> Iterator[Fact]:
    yield from _fact("领衔人", known.leader_names(at))
    yield from _fact("所在单位", (known.organizations.names[home] for home in known.home.of(at)))
    yield from _fact("地区", ("".join(place) for place in known.places_at(known.studio_places, at)))


def _about_person(known: Known, at: int) -> Iterator[Fact]:
    yield from _fact("工作室", (known.studios.names[studio] for studio in known.studios_of.of(at)))
    yield from _fact("单位", (known.organizations.names[each] for each in known.employers.of(at)))
    yield from _fact("地区", ("".join(place) for place in known.places_at(known.person_places, at)))
    yield from _fact("荣誉", (known.honors.names[honor] for honor in known.holds.of(at)))


def _fact(label: str, values: Collection[str] | Iterator[str]) -> Iterator[Fact]:
    listed = sorted(set(values))
    if listed:
        more = f"等 {len(listed)} 项" if len(listed) > _SHOWN else ""
        yield Fact(label, "、".join(listed[:_SHOWN]) + more)


def line_of(known: Known, node: str) -> Line:
    """A node with what its id is made of: the studio or organization by which it is told from others of its name."""
    kind = kind_of(node)
    things = things_of(known, kind)
    at = things.at[node]
    homes: list[str] = []
    if kind == "Studio":
        homes = [known.organizations.ids[home] for home in known.home.of(at)]
    elif kind == "Person":
        homes = [known.studios.ids[studio] for studio in known.studios_of.of(at)]
        homes += [known.organizations.ids[home] for home in known.employers.of(at)]
    own = next((home for home in homes if is_known_by(node, things.names[at], home)), "")
    return ((node, things.names[at]), *(line_of(known, own) if own else ()))
