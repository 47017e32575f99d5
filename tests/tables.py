"""What a store test publishes: nodes and edges made by hand, and a ``Tables`` that holds them in memory."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph.model import Edge, Node, code, edge_id
from graph.schema import load_schema


def written(**properties: Any) -> str:
    """Properties as a node or an edge carries them."""
    return json.dumps(properties, ensure_ascii=False)


def node(kind: str, name: str, **properties: Any) -> Node:
    """A node whose id is made of its kind and name."""
    return Node(code(load_schema().kinds[kind].prefix, name), kind, written(name=name, **properties))


def edge(edge_type: str, start: Node, end: Node, **properties: Any) -> Edge:
    """An edge whose id is made of its ends and the key fields, as the register makes it."""
    key = [str(properties.get(field, "")) for field in load_schema().edges[edge_type].key]
    return Edge(edge_id(start.id, end.id, *key), edge_type, written(**properties))


class FakeTables:
    """One view of a register.

    Everything given changed at ``version``, except what ``changed_at`` (id → version) says changed earlier.
    ``removed_nodes`` and ``removed_edges`` are (kind or type, id) pairs that vanished at ``version``.
    """

    def __init__(  # noqa: PLR0917 — a table of what a view is
        self,
        nodes: Iterable[Node] = (),
        edges: Iterable[Edge] = (),
        register: str = "test",
        version: int = 1,
        removed_nodes: Iterable[tuple[str, str]] = (),
        removed_edges: Iterable[tuple[str, str]] = (),
        changed_at: Mapping[str, int] | None = None,
    ) -> None:
        self.register = register
        self.version = version
        self._nodes = sorted(nodes, key=lambda one: one.id)
        self._edges = sorted(edges, key=lambda one: one.id)
        self._removed_nodes = tuple(removed_nodes)
        self._removed_edges = tuple(removed_edges)
        self._changed_at = dict(changed_at or {})

    def nodes(self, kind: str, since: int = 0) -> Iterator[Node]:
        """Nodes of one kind that changed after ``since``, ordered by id."""
        return (one for one in self._nodes if one.kind == kind and self._changed(one.id) > since)

    def edges(self, edge_type: str, since: int = 0) -> Iterator[Edge]:
        """Edges of one type that changed after ``since``, ordered by id."""
        return (one for one in self._edges if one.type == edge_type and self._changed(one.id) > since)

    def removed_nodes(self, kind: str, since: int) -> Iterator[str]:
        """Ids of the nodes of one kind that vanished after ``since``."""
        return (gone for of, gone in self._removed_nodes if of == kind and self.version > since)

    def removed_edges(self, edge_type: str, since: int) -> Iterator[str]:
        """Ids of the edges of one type that vanished after ``since``."""
        return (gone for of, gone in self._removed_edges if of == edge_type and self.version > since)

    def _changed(self, identity: str) -> int:
        return self._changed_at.get(identity, self.version)
