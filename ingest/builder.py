"""Nodes and edges as they grow from statements: what each of them says is put aside, and what is missing is listed."""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from graph.model import code
from graph.schema import Schema, kind_of
from ingest import edges, nodes
from ingest.bulk import Bulk
from ingest.identity import same_name
from ingest.jsontext import encode
from ingest.provenance import is_before
from ingest.records import Issue, Place, Severity
from ingest.register import Statement
from ingest.said import Said
from ingest.spelling import spelled
from ingest.spool import Spool

# What cannot end before it begins, by the names of the fields.
_SPANS = (("established_on", "closed_on"), ("started_on", "ended_on"))


def stated(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that have a value."""
    return {name: value for name, value in fields.items() if value or value == 0}  # 0 and no are values


class Builder:
    """Collects what statements say about nodes and edges.

    ``issues`` hold what to look at, by source and message, complete when nodes and edges have been taken; ``touched``
    holds the nodes that the watched sources speak of.
    """

    def __init__(
        self, schema: Schema, watched: AbstractSet[int] = frozenset(), same: Mapping[str, str] | None = None
    ) -> None:
        """Start with nothing said; ``same`` gives the node that stands for another by a person's judgement."""
        self._schema = schema
        self._same = same or {}
        self._judged = frozenset(self._same.values())
        self._watched = watched
        self._names: dict[str, str] = {}  # what every node that was stated is called
        self._mentioned: set[str] = set()  # those that no ledger of their own states
        self._aliases: dict[str, set[str]] = {}
        self._spool = Spool({each for each, described in schema.edges.items() if described.single})
        self._sources: dict[int, str] = {}
        self._row: tuple[Statement | None, int] = (None, 0)
        self.issues: dict[tuple[int, str], Issue] = {}
        self.touched: set[str] = set()

    def node(
        self,
        kind: str,
        identity: tuple[str, ...],
        fields: Mapping[str, Any],
        said: Statement,
        *,
        registers: bool = True,
    ) -> str:
        """State that a node exists and what its fields are. Returns its id.

        ``registers`` is False for a mere mention: it gives a name and never outvotes a ledger of the thing itself.
        """
        node_id = self._identify(kind, identity)
        self._state(node_id, stated(fields), said, registers=registers)
        return node_id

    def _identify(self, kind: str, identity: tuple[str, ...]) -> str:
        node_id = code(self._schema.kinds[kind].prefix, *identity)
        return self._same.get(node_id, node_id)

    def touch(self, node_id: str, fields: Mapping[str, Any], said: Statement) -> None:
        """Register something about a node whose id is known already."""
        self._state(node_id, stated(fields), said, registers=True)

    def _state(self, node_id: str, fields: dict[str, Any], said: Statement, *, registers: bool) -> None:
        if said.source_id in self._watched:
            self.touched.add(node_id)
        self._call(node_id, fields.get("name"), registers=registers)
        self._spool.add(kind_of(node_id), (node_id, encode(fields), registers, self._row_of(said)))
        self._note_backwards(node_id, fields, said)

    def _call(self, node_id: str, name: str | None, *, registers: bool) -> None:
        """Keep what a node is called now, and what else it was called."""
        before = self._names.get(node_id)
        name = name or before or ""
        if before is None:
            self._names[node_id] = name
            if not registers:
                self._mentioned.add(node_id)
        elif registers:
            if before != name and node_id not in self._mentioned and same_name(before) != same_name(name):
                self.alias(node_id, before)
            self._names[node_id] = name
            self._mentioned.discard(node_id)
        elif node_id in self._judged:
            self.alias(node_id, name)

    def _row_of(self, said: Statement) -> int:
        """The number by which the spool knows what all that one row states has in common."""
        if self._row[0] is not said:
            provenance = encode({"source": said.where, **said.provenance})
            self._row = (said, self._spool.row(provenance, said.source_id, said.place.sheet, said.place.row))
            self._sources.setdefault(said.source_id, said.source)
        return self._row[1]

    def _note_backwards(self, node_id: str, fields: Mapping[str, Any], said: Statement) -> None:
        for begin, end in _SPANS:
            if end in fields and is_before(fields[end], fields.get(begin, "")):
                described = self._schema.kinds[kind_of(node_id)]
                message = (
                    f"{described.zh}「{self.name_of(node_id)}」的{described.fields[end].zh}（{fields[end]}）"
                    f"早于{described.fields[begin].zh}（{fields[begin]}），已按原文保留，请核对。"
                )
                self.list(said, Severity.WARNING, message)

    def alias(self, node_id: str, name: str) -> None:
        """Let a node be found by another name as well."""
        self._aliases.setdefault(node_id, set()).add(name)

    def edge(
        self, edge_type: str, start: str, end: str, said: Statement, fields: Mapping[str, Any] | None = None
    ) -> None:
        """State an edge between two nodes that have been stated."""
        values = stated(fields) if fields else {}
        edge_id = edges.stated_id(self._schema.edges[edge_type], start, end, values)
        self._spool.add(edge_type, (edge_id, encode(values) if values else "", True, self._row_of(said)))

    def knows(self, kind: str, *identity: str) -> str | None:
        """The id of a node that has been stated, or None."""
        node_id = self._identify(kind, identity)
        return node_id if node_id in self._names else None

    def states(self, node_id: str) -> bool:
        """Whether a node of that id has been stated."""
        return node_id in self._names

    def name_of(self, node_id: str) -> str:
        """What a node is called."""
        return self._names[node_id]

    def is_registered(self, node_id: str) -> bool:
        """Whether a ledger of its own states the node."""
        return node_id not in self._mentioned

    def list(self, said: Statement, severity: Severity, message: str, column: str = "") -> None:
        """List something to look at, once per source and message, at the first place where it was met."""
        place = replace(said.place, column=column)
        self.issues.setdefault((said.source_id, message), Issue(severity, said.source, place, message))

    def _list_said(self, said: Said, severity: Severity, message: str) -> None:
        issue = Issue(severity, self._sources[said.source_id], Place(said.sheet, said.row), message)
        self.issues.setdefault((said.source_id, message), issue)

    def _where(self, said: Said) -> str:
        return Place(said.sheet, said.row).within(self._sources[said.source_id])

    @property
    def size(self) -> tuple[int, int]:
        """How many nodes there are, and how many statements of edges."""
        return len(self._names), self._spool.count(self._schema.edges)

    def nodes(self) -> Iterator[Bulk]:
        """Every node stated so far, once, one kind after the other, each ordered by id; what disagrees is listed."""
        self._spool.sort(self._schema.kinds.keys(), self._schema.edges.keys())
        many = len(self._names)
        self._names = {}  # a national graph is large, and from here on it is read from what was put aside
        names = nodes.Names(self._aliases, self._judged)
        weighed = (
            nodes.weigh(kind, self._schema.kinds[kind], block, names, self._where, self._list_said)
            for kind, block in self._spool.blocks(self._schema.kinds)
        )
        for whole, found_by in spelled(((whole, whole.called(names)) for whole in weighed), many):
            yield whole.bulk(found_by)

    def edges(self, name_of: Callable[[str], str]) -> Iterator[Bulk]:
        """Every edge stated so far, one type after the other, after the nodes; what disagrees is listed.

        Args:
            name_of: what a node is called that was taken, for what is listed.
        """
        for edge_type, block in self._spool.blocks(self._schema.edges):
            yield edges.fold(edge_type, self._schema.edges[edge_type], block, name_of, self._list_said)

    def close(self) -> None:
        """Let go of what was put aside on disk."""
        self._spool.close()
