"""Nodes and edges as they grow from statements: the newer source wins, and what disagrees or is missing is listed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pypinyin import lazy_pinyin

from graph.model import Edge, Node, code
from graph.schema import Schema
from ingest.records import Issue, Severity
from ingest.register import Statement

_PROVENANCE = {"出处": "source", "原文摘录": "quote", "核实情况": "verification"}


@dataclass(slots=True)
class _Draft:
    """A node that statements still add to."""

    kind: str
    properties: dict[str, Any]
    said_by: Statement
    registered: bool


@dataclass(frozen=True, slots=True)
class Assembled:
    """The whole view: nodes, edges, what to look at, and which sources touch which node."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    issues: tuple[tuple[int, Issue], ...]  # (source id, issue)
    touched: Mapping[int, frozenset[str]]  # source id -> node ids


def search_text(name: str, *others: str) -> str:
    """What a name is found by, in lower case: itself, other names, its pinyin and the initials of its pinyin.

    >>> search_text("李兵技能大师工作室")
    '李兵技能大师工作室 libingjinengdashigongzuoshi lbjndsgzs'
    """
    syllables = _syllables(name)
    parts = (name, *others, "".join(syllables), "".join(syllable[0] for syllable in syllables))
    return " ".join(part for part in parts if part).lower()


@cache
def _syllables(name: str) -> tuple[str, ...]:
    return tuple(syllable for syllable in lazy_pinyin(name, errors="ignore") if syllable)


class Builder:
    """Collects what statements say about nodes and edges."""

    def __init__(self, schema: Schema) -> None:
        """Start with nothing said."""
        self._schema = schema
        self._drafts: dict[str, _Draft] = {}
        self._edges: dict[str, Edge] = {}
        self._single: dict[tuple[str, str], str] = {}
        self._issues: dict[tuple[int, str], Issue] = {}
        self._touched: dict[int, set[str]] = {}
        self._aliases: dict[str, set[str]] = {}

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
        node_id = code(self._schema.kinds[kind].prefix, *identity)
        self._touched.setdefault(said.source_id, set()).add(node_id)
        stated = {name: value for name, value in fields.items() if value not in (None, "", [])}
        draft = self._drafts.get(node_id)
        if draft is None:
            self._drafts[node_id] = _Draft(kind, stated, said, registers)
        elif registers:
            if draft.registered:
                self._note_disagreement(draft, stated, said)
            draft.properties.update(stated)
            draft.said_by, draft.registered = said, True
        else:
            for name, value in stated.items():
                draft.properties.setdefault(name, value)
        return node_id

    def touch(self, node_id: str, fields: Mapping[str, Any], said: Statement) -> None:
        """Add to a node that another statement introduced, under the same rule: the newer statement wins."""
        draft = self._drafts[node_id]
        self._touched.setdefault(said.source_id, set()).add(node_id)
        stated = {name: value for name, value in fields.items() if value not in (None, "", [])}
        if draft.registered:
            self._note_disagreement(draft, stated, said)
        draft.properties.update(stated)
        draft.registered = True

    def withdraw(self, edge_type: str, start: str, end: str) -> None:
        """Take back an edge that a newer statement contradicts."""
        self._edges.pop(code("E", edge_type, start, end), None)

    def alias(self, node_id: str, name: str) -> None:
        """Let a node be found by another name as well."""
        self._aliases.setdefault(node_id, set()).add(name)

    def edge(
        self,
        edge_type: str,
        start: str,
        end: str,
        said: Statement,
        fields: Mapping[str, Any] | None = None,
        *,
        single: bool = False,
    ) -> None:
        """State an edge. With ``single`` the start has at most one of this type: the newer statement replaces."""
        stated = {name: value for name, value in (fields or {}).items() if value not in (None, "", [])}
        described = self._schema.edges[edge_type]
        key = tuple(str(stated.get(name, "")) for name in described.key)
        edge_id = code("E", edge_type, start, end, *key)
        if single:
            earlier = self._single.get((edge_type, start))
            if earlier is not None and earlier != edge_id:
                self._note_other_end(self._edges.pop(earlier), end, said)
            self._single[(edge_type, start)] = edge_id
        before = self._edges.get(edge_id)
        properties = {**(before.properties if before else {}), **stated, **_provenance(said)}
        kinds = self._drafts[start].kind, self._drafts[end].kind
        self._edges[edge_id] = Edge(edge_id, edge_type, kinds[0], start, kinds[1], end, properties)

    def name_of(self, node_id: str) -> str:
        """What a node is called."""
        return str(self._drafts[node_id].properties["name"])

    def field_of(self, node_id: str, name: str) -> str:
        """A text field of a node, empty when not stated."""
        return str(self._drafts[node_id].properties.get(name, ""))

    def is_registered(self, node_id: str) -> bool:
        """Whether a ledger of its own states the node."""
        return self._drafts[node_id].registered

    def list(self, said: Statement, severity: Severity, message: str, column: str = "") -> None:
        """List something to look at, once per source and message, at the first place where it was met."""
        place = replace(said.place, column=column)
        self._issues.setdefault((said.source_id, message), Issue(severity, said.source, place, message))

    def _note_disagreement(self, draft: _Draft, stated: Mapping[str, Any], said: Statement) -> None:
        labels = self._schema.kinds[draft.kind].fields
        for name, value in stated.items():
            earlier = draft.properties.get(name)
            if earlier not in (None, value) and name != "name":
                kind, label = self._schema.kinds[draft.kind].zh, labels[name].zh
                self.list(
                    said,
                    Severity.WARNING,
                    f"{kind}「{draft.properties['name']}」的{label}两处说法不同：「{_show(earlier)}」"
                    f"（{_where(draft.said_by)}）与「{_show(value)}」，现采用后者，请核对。",
                )

    def _note_other_end(self, earlier: Edge, end: str, said: Statement) -> None:
        described = self._schema.edges[earlier.type]
        self.list(
            said,
            Severity.WARNING,
            f"「{self.name_of(earlier.start)}」{described.forward}的对象两处说法不同："
            f"「{self.name_of(earlier.end)}」与「{self.name_of(end)}」，现采用后者，请核对。",
        )

    def assembled(self) -> Assembled:
        """Everything stated so far, ordered by id."""
        nodes = tuple(self._finished(node_id, draft) for node_id, draft in sorted(self._drafts.items()))
        edges = tuple(edge for _, edge in sorted(self._edges.items()))
        touched = {source: frozenset(ids) for source, ids in self._touched.items()}
        return Assembled(nodes, edges, tuple((source, issue) for (source, _), issue in self._issues.items()), touched)

    def _finished(self, node_id: str, draft: _Draft) -> Node:
        described = self._schema.kinds[draft.kind]
        properties = {**draft.properties, **_provenance(draft.said_by)}
        if "registered" in described.fields:
            properties["registered"] = draft.registered
        if described.searchable:
            others = [*sorted(self._aliases.get(node_id, ())), str(properties.get("code", ""))]
            properties["search"] = search_text(str(properties["name"]), *others)
        return Node(node_id, draft.kind, properties)


def _provenance(said: Statement) -> dict[str, str]:
    found = {name: str(said.cells[column]) for column, name in _PROVENANCE.items() if said.cells.get(column)}
    return {"source": _where(said), **found}


def _where(said: Statement) -> str:
    return f"{said.source} {said.place}".strip()


def _show(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
