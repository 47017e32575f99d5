"""The values that travel from the register to a graph store: nodes and edges of the schema."""

import json
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any, NamedTuple, Protocol

from graph.schema import kind_of

_DIGEST_SIZE = 6  # bytes
ID_LENGTH = 1 + 2 * _DIGEST_SIZE  # of a node: the letter of its kind, and hexadecimal digits


class Node(NamedTuple):
    """One node: its id is unique over all kinds; ``properties`` is a JSON object of the schema's fields with a value.

    It stays JSON because a store that loads millions of rows at once parses them in bulk.
    """

    id: str
    kind: str
    properties: str

    def fields(self) -> dict[str, Any]:
        """The properties by name."""
        fields: dict[str, Any] = json.loads(self.properties)
        return fields


class Edge(NamedTuple):
    """One directed edge; its id, see :func:`edge_id`, is unique within its type; ``properties`` as for a node."""

    id: str
    type: str
    properties: str

    @property
    def start(self) -> str:
        """The id of the node at its start."""
        return start_of(self.id)

    @property
    def end(self) -> str:
        """The id of the node at its end."""
        return end_of(self.id)

    @property
    def kinds(self) -> tuple[str, str]:
        """The kinds of node at its start and at its end."""
        return kind_of(self.start), kind_of(self.end)

    def fields(self) -> dict[str, Any]:
        """The properties by name."""
        fields: dict[str, Any] = json.loads(self.properties)
        return fields


class Tables(Protocol):
    """The register's present view of the graph, as a store reads it.

    Every change of the view has a version; ``since=0`` gives everything alive, ``since=n`` what was created or
    changed after version n. What vanished after n is given apart, so that a store can follow without reloading.
    """

    register: str
    version: int

    def nodes(self, kind: str, since: int = 0) -> Iterator[Node]:
        """Nodes of one kind, ordered by id."""
        ...

    def edges(self, edge_type: str, since: int = 0) -> Iterator[Edge]:
        """Edges of one type, ordered by id."""
        ...

    def removed_nodes(self, kind: str, since: int) -> Iterator[str]:
        """Ids of nodes of one kind that no source says any more."""
        ...

    def removed_edges(self, edge_type: str, since: int) -> Iterator[str]:
        """Ids of edges of one type that no source says any more."""
        ...


def code(prefix: str, *identity: str) -> str:
    """A short, stable id for what ``identity`` says: the kind's prefix and 12 hexadecimal digits (48 bits).

    Ids never contain what a person typed, so they are safe in links, file names and pages.

    >>> code("S", "李兵技能大师工作室", "北汽股份汽车研究院") == code("S", "李兵技能大师工作室", "北汽股份汽车研究院")
    True
    """
    return prefix + blake2b("\x1f".join(identity).encode(), digest_size=_DIGEST_SIZE).hexdigest()


def edge_id(start: str, end: str, *apart: str) -> str:
    """The id of an edge: the ids of both its ends, and what tells it from others of its type between them, if anything.

    >>> edge_id("P0a1b2c3d4e5f", "S0123456789ab", "2019-05")
    'P0a1b2c3d4e5f-S0123456789ab-2019-05'
    """
    return "-".join((start, end, *apart))


def start_of(edge_id: str) -> str:
    """The id of the node at the start of an edge."""
    return edge_id[:ID_LENGTH]


def end_of(edge_id: str) -> str:
    """The id of the node at the end of an edge."""
    return edge_id[ID_LENGTH + 1 : 2 * ID_LENGTH + 1]
