"""Whom the register has forgotten: never by name, only so that they are recognised and not taken in again.

A person is known by a hash of name and home (the id of a node), so whoever is named again by a later ledger can be told
without keeping the name. In the graph one anonymous stub stands for all that was said of the person.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from graph.model import code
from graph.schema import Schema
from ingest.builder import Builder
from ingest.database import Id, metadata
from ingest.identity import same_name
from ingest.register import Statement

forgotten = sa.Table(
    "forgotten",
    metadata,
    sa.Column("code", Id, primary_key=True),
    sa.Column("stub", sa.String, nullable=False, index=True),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("erased", sa.Text, nullable=False, default="{}"),
)

STUB = "已删除人员-"
_REGISTERED = "registered there"  # in the hash of who is known at an organization itself, whatever the studio


@dataclass(frozen=True, slots=True)
class Trace:
    """How sources speak of a forgotten person: a name and a home, both in the form in which spellings are equal.

    ``home`` is what a cell may call the studio, organization or team; ``organizations`` is where a studio is based.
    ``alone`` tells that nobody else of that name is known there. ``source`` stands instead of a home that nobody gave.
    """

    stub: str
    name: str
    home: frozenset[str]
    organizations: frozenset[str] = frozenset()
    alone: bool = False
    source: str = ""
    codes: tuple[str, ...] = ()
    places: frozenset[str] = frozenset()  # ids of the home, by which a help team may name it


def known(connection: Connection) -> dict[str, str]:
    """The stub of every forgotten person, by the hashes that recognise the person."""
    forgotten.create(connection, checkfirst=True)  # a register of an earlier version may be opened without it
    return {row.code: row.stub for row in connection.execute(sa.select(forgotten.c.code, forgotten.c.stub))}


def stand_in(stub: str) -> str:
    """The id of the node that stands for a forgotten person."""
    return code("P", stub)


def remember(connection: Connection, codes: Mapping[str, str], at: str) -> None:
    """Recognise persons by more hashes (hash to stub) from now on."""
    fresh = {each: stub for each, stub in codes.items() if each not in known(connection)}
    if fresh:
        rows = [{"code": each, "stub": stub, "at": at, "erased": "{}"} for each, stub in fresh.items()]
        connection.execute(forgotten.insert(), rows)


def forgotten_on(connection: Connection, stub: str) -> str:
    """The moment a person was forgotten, as ISO 8601."""
    return str(connection.scalar(sa.select(sa.func.min(forgotten.c.at)).where(forgotten.c.stub == stub)))


def watchful(schema: Schema, watched: AbstractSet[int], same: Mapping[str, str], codes: Mapping[str, str]) -> Builder:
    """A builder that shows a stub for whoever is forgotten; an ordinary one when nobody is."""
    return ForgetfulBuilder(schema, watched, same, codes) if codes else Builder(schema, watched, same)


class ForgetfulBuilder(Builder):
    """A builder that puts a stub in the place of forgotten people and notes by which names and homes it met them."""

    def __init__(
        self, schema: Schema, watched: AbstractSet[int], same: Mapping[str, str], codes: Mapping[str, str]
    ) -> None:
        """Start with nothing said; ``codes`` are as :func:`known` gives them."""
        super().__init__(schema, watched, same)
        self._codes = codes
        self._stand_ins = {stub: stand_in(stub) for stub in codes.values()}
        self._placed: set[tuple[str, ...]] = set()
        self._based_at: dict[str, str] = {}
        self._numbers: dict[str, str] = {}  # of studios
        self._met: dict[tuple[str, ...], str] = {}

    def _identify(self, kind: str, identity: tuple[str, ...]) -> str:
        node_id = super()._identify(kind, identity)
        if kind != "Person":
            return node_id
        stub = self._stub(identity, node_id)
        return self._same.get(self._stand_ins[stub], self._stand_ins[stub]) if stub else node_id

    def _stub(self, identity: tuple[str, ...], node_id: str) -> str | None:
        if identity[0] in self._stand_ins:
            return identity[0]
        found = next((self._codes[each] for each in (node_id, *self._hashes(identity)) if each in self._codes), None)
        if found:
            self._met[identity] = found
        return found

    def _hashes(self, identity: tuple[str, ...]) -> Iterator[str]:
        """By what a person is recognised: the id, and the ids the person had or would have under the same rules."""
        yield code("P", *identity)
        name, home = identity[0], identity[-1]
        if home.startswith("S") and self.states(home) and len(identity) == 2:
            organization = self._based_at.get(home, "")
            yield code("P", name, code("S", same_name(self.name_of(home)), organization))  # before it had a number
            yield code("P", name, organization, _REGISTERED)

    def node(
        self,
        kind: str,
        identity: tuple[str, ...],
        fields: Mapping[str, Any],
        said: Statement,
        *,
        registers: bool = True,
    ) -> str:
        """State that a node exists; of a forgotten person nothing but the stub is stated."""
        if kind == "Person" and (stub := self._stub(identity, super()._identify(kind, identity))):
            self._placed.add((stub, *identity[1:]))
            fields = {"name": stub}
        node_id = super().node(kind, identity, fields, said, registers=registers)
        if kind == "Studio" and fields.get("code"):
            self._numbers[node_id] = fields["code"]
        return node_id

    def touch(self, node_id: str, fields: Mapping[str, Any], said: Statement) -> None:
        """Register something about a node; about a forgotten person nothing."""
        super().touch(node_id, {} if node_id in self._stand_ins.values() else fields, said)

    def knows(self, kind: str, *identity: str) -> str | None:
        """The id of a node that has been stated; a stub is known only at the homes where it was stated."""
        node_id = super().knows(kind, *identity)
        return None if identity[0] in self._stand_ins and identity not in self._placed else node_id

    def edge(
        self, edge_type: str, start: str, end: str, said: Statement, fields: Mapping[str, Any] | None = None
    ) -> None:
        """State an edge; where a studio is based tells by what else its people may be known."""
        if edge_type == "BASED_AT":
            self._based_at[start] = end
        super().edge(edge_type, start, end, said, fields)

    def traces(self) -> list[Trace]:
        """The forgotten people whom sources still name."""
        return [self._trace(identity, stub) for identity, stub in self._met.items()]

    def _trace(self, identity: tuple[str, ...], stub: str) -> Trace:
        name, home = identity[0], identity[-1]
        codes = [code("P", *identity), *(each for each, other in self._same.items() if self._codes.get(other) == stub)]
        if not self.states(home) or len(identity) > 2:
            return Trace(stub, name, frozenset(), source=home, codes=tuple(codes))
        organization = self._based_at.get(home, "")
        around = self._called(organization) if organization else frozenset[str]()
        alone = bool(organization) and not self._namesakes(name, organization, stub)
        if home.startswith("S"):
            codes += [*self._hashes(identity)][1:2]
        if home.startswith("O"):
            codes.append(code("P", name, home, _REGISTERED))
        if alone:
            codes.append(code("P", name, organization))
        return Trace(stub, name, self._called(home), around, alone, codes=tuple(codes), places=frozenset({home}))

    def _called(self, node_id: str) -> frozenset[str]:
        """What a cell may call a node."""
        names = {self.name_of(node_id), self._numbers.get(node_id, ""), *self._aliases.get(node_id, ())}
        return frozenset(same_name(name) for name in names if name)

    def _namesakes(self, name: str, organization: str, stub: str) -> bool:
        homes = [studio for studio, based in self._based_at.items() if based == organization]
        found = (self.knows("Person", name, home) for home in homes)
        return any(person not in (None, self._stand_ins[stub]) for person in found)
