"""What the register's present view tells that bears on identity, held in compact form: 700,000 things fit in memory."""

import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from graph.model import end_of, start_of
from ingest.matching.reasons import Place
from ingest.tables import edge_table, node_table

Numbers = npt.NDArray[np.int64]
_PAGE = 20_000  # rows fetched from the database at a time
_STEPS = 8  # levels of organizations above one another that are followed
_decode = json.JSONDecoder().raw_decode  # json.loads looks for spaces around every one of a million texts


@dataclass(frozen=True, slots=True)
class Things:
    """All nodes of a kind by position, in the order of their ids."""

    ids: list[str]
    names: list[str]
    registered: list[bool]
    marks: list[str]  # credit code of an organization, number of a studio, trade of a person
    categories: list[str]  # of an organization; empty text for others
    at: Mapping[str, int]

    def __len__(self) -> int:
        """How many there are."""
        return len(self.ids)


class Links:
    """For every position the positions it is linked to."""

    def __init__(self, starts: Numbers, ends: Numbers, size: int) -> None:
        """Keep links from ``starts`` to ``ends``, of ``size`` positions; a link said twice is one."""
        order = np.lexsort((ends, starts))
        starts, ends = starts[order], ends[order]
        new = np.ones(len(starts), dtype=bool)
        new[1:] = (starts[1:] != starts[:-1]) | (ends[1:] != ends[:-1])
        self.starts, self.ends = starts[new], ends[new]
        self._begin = np.searchsorted(self.starts, np.arange(size + 1))

    def __len__(self) -> int:
        """How many positions there are."""
        return len(self._begin) - 1

    def of(self, position: int) -> list[int]:
        """What one position is linked to, in order."""
        found: list[int] = self.ends[self._begin[position] : self._begin[position + 1]].tolist()
        return found

    def turned(self, size: int) -> "Links":
        """The same links from the other side."""
        return Links(self.ends, self.starts, size)

    def then(self, further: "Links") -> "Links":
        """What is linked to what one is linked to."""
        counts = np.diff(further._begin)[self.ends]  # noqa: SLF001 — of its own kind
        starts = np.repeat(self.starts, counts)
        within = np.arange(len(starts)) - np.repeat(np.cumsum(counts) - counts, counts)
        ends = further.ends[np.repeat(further._begin[self.ends], counts) + within]  # noqa: SLF001
        return Links(starts, ends, len(self))

    def besides(self, other: "Links") -> "Links":
        """These links and those."""
        return Links(np.concatenate([self.starts, other.starts]), np.concatenate([self.ends, other.ends]), len(self))

    def or_else(self, other: "Links") -> "Links":
        """These links, and those of positions that have none here."""
        lacks = np.diff(self._begin)[other.starts] == 0
        return self.besides(Links(other.starts[lacks], other.ends[lacks], len(self)))


@dataclass(frozen=True, slots=True)
class Known:
    """What bears on identity in one view."""

    organizations: Things
    studios: Things
    people: Things
    honors: Things
    places: Sequence[Place]
    uppers: Links  # organization -> organizations right above it
    above: Links  # organization -> organizations above it at any distance
    home: Links  # studio -> organization
    based: Links  # organization -> studios
    leaders: Links  # studio -> people
    studios_of: Links  # person -> studios led or worked in
    employers: Links  # person -> organizations, himself or through his studio
    holds: Links  # person -> honours
    organization_places: Links  # where it is, else where its studios are
    studio_places: Links  # where it is, else where its organization is
    person_places: Links  # where his studios and organizations are

    def in_line(self, one: int, other: int) -> bool:
        """Whether one organization lies above the other."""
        return other in self.above.of(one) or one in self.above.of(other)

    def places_at(self, links: Links, position: int) -> set[Place]:
        """Where a thing is, by one of the links to places."""
        return {self.places[place] for place in links.of(position)}

    def leader_names(self, studio: int) -> set[str]:
        """Who leads a studio."""
        return {self.people.names[person] for person in self.leaders.of(studio)}


def read(connection: Connection) -> Known:
    """Read what bears on identity from the present view."""
    organizations = _things(connection, "Organization", "credit_code")
    studios = _things(connection, "Studio", "code")
    people = _things(connection, "Person", "trade")
    honors = _things(connection, "Honor", "")
    places, regions = _places(connection)

    def links(edge_type: str, starts: Mapping[str, int], ends: Mapping[str, int]) -> Links:
        return _links(connection, edge_type, starts, ends)

    leads = links("LEADS", people.at, studios.at)
    studios_of = leads.besides(links("BELONGS_TO", people.at, studios.at))
    home = links("BASED_AT", studios.at, organizations.at)
    uppers = links("PART_OF", organizations.at, organizations.at)
    stated_places = links("LOCATED_IN", organizations.at, regions)
    studio_places = links("LOCATED_IN", studios.at, regions).or_else(home.then(stated_places))
    based = home.turned(len(organizations))
    organization_places = stated_places.or_else(based.then(studio_places))
    hired = links("WORKS_AT", people.at, organizations.at)
    return Known(
        organizations=organizations,
        studios=studios,
        people=people,
        honors=honors,
        places=places,
        uppers=uppers,
        above=_above(uppers),
        home=home,
        based=based,
        leaders=leads.turned(len(studios)),
        studios_of=studios_of,
        employers=hired.besides(studios_of.then(home)),
        holds=links("HOLDS", people.at, honors.at),
        organization_places=organization_places,
        studio_places=studio_places,
        person_places=studios_of.then(studio_places).besides(hired.then(organization_places)),
    )


def _above(uppers: Links) -> Links:
    """Every organization above each, however many steps; a ring of them ends where it began."""
    found, step = uppers, uppers
    for _ in range(_STEPS):
        step = step.then(uppers)
        found = found.besides(step)
    return found


def _nodes(connection: Connection, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    table = node_table
    wanted = sa.select(table.c.id, table.c.properties).where(table.c.kind == kind, table.c.alive.is_(True))
    pages = connection.execute(wanted.order_by(table.c.id).execution_options(yield_per=_PAGE)).partitions()
    for page in pages:
        for node_id, properties in page:
            yield node_id, _decode(properties)[0]


def _things(connection: Connection, kind: str, mark: str) -> Things:
    shared: dict[str, str] = {}  # names and trades repeat: each text is kept once
    ids, names, registered, marks, categories = [], [], [], [], []
    for node_id, fields in _nodes(connection, kind):
        ids.append(node_id)
        name, marked, category = str(fields["name"]), str(fields.get(mark, "")), str(fields.get("category", ""))
        names.append(shared.setdefault(name, name))
        registered.append(fields.get("registered") is not False)
        marks.append(shared.setdefault(marked, marked))
        categories.append(shared.setdefault(category, category) if kind == "Organization" else "")
    return Things(ids, names, registered, marks, categories, {node_id: at for at, node_id in enumerate(ids)})


def _places(connection: Connection) -> tuple[list[Place], dict[str, int]]:
    """Places, and their positions by the ids of regions; a region no table knows is a place by its own name."""
    numbers: dict[Place, int] = {}
    regions = {
        node_id: numbers.setdefault(_place(fields), len(numbers)) for node_id, fields in _nodes(connection, "Region")
    }
    return list(numbers), regions


def _place(fields: Mapping[str, Any]) -> Place:
    return str(fields.get("province") or fields["name"]), str(fields.get("city", ""))


def _links(connection: Connection, edge_type: str, starts: Mapping[str, int], ends: Mapping[str, int]) -> Links:
    table = edge_table
    wanted = sa.select(table.c.id).where(table.c.type == edge_type, table.c.alive.is_(True))
    ones, others = array("q"), array("q")
    for page in connection.scalars(wanted.execution_options(yield_per=_PAGE)).partitions():
        both = [(start_of(edge_id), end_of(edge_id)) for edge_id in page]
        known = [(starts[start], ends[end]) for start, end in both if start in starts and end in ends]
        ones.extend(one for one, _ in known)
        others.extend(other for _, other in known)
    return Links(np.array(ones, dtype=np.int64), np.array(others, dtype=np.int64), len(starts))
