"""The register's present view of the graph: kept beside the statements, versioned, and read by graph stores."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from graph.model import Edge, Node
from ingest.register import fact, metadata, set_fact

node_table = sa.Table(
    "nodes",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("properties", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("alive", sa.Boolean, nullable=False),
    sa.Index("nodes_by_kind", "kind", "version"),
)
edge_table = sa.Table(
    "edges",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("type", sa.String, nullable=False),
    sa.Column("start_kind", sa.String, nullable=False),
    sa.Column("start", sa.String, nullable=False),
    sa.Column("end_kind", sa.String, nullable=False),
    sa.Column("end", sa.String, nullable=False),
    sa.Column("properties", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("alive", sa.Boolean, nullable=False),
    sa.Index("edges_by_type", "type", "version"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """What a new view changed, by kind of node; edges count together."""

    created: Mapping[str, int] = field(default_factory=dict)
    updated: Mapping[str, int] = field(default_factory=dict)
    removed: Mapping[str, int] = field(default_factory=dict)
    edges: int = 0
    changed_nodes: frozenset[str] = frozenset()

    @property
    def any(self) -> bool:
        """Whether anything changed at all."""
        return bool(self.created or self.updated or self.removed or self.edges)


def _as_text(properties: Mapping[str, Any]) -> str:
    return json.dumps(properties, ensure_ascii=False, sort_keys=True)


def replace_view(connection: Connection, nodes: Iterable[Node], edges: Iterable[Edge]) -> Change:
    """Make ``nodes`` and ``edges`` the present view and note under a new version what differs from the last.

    Nothing is written, and the version stays, when nothing differs.
    """
    version = int(fact(connection, "version")) + 1
    node_rows = {node.id: {"id": node.id, "kind": node.kind, "properties": _as_text(node.properties)} for node in nodes}
    edge_rows = {
        edge.id: {
            "id": edge.id,
            "type": edge.type,
            "start_kind": edge.start_kind,
            "start": edge.start,
            "end_kind": edge.end_kind,
            "end": edge.end,
            "properties": _as_text(edge.properties),
        }
        for edge in edges
    }
    created, updated, removed = _write(connection, node_table, node_rows, version)
    edge_changes = _write(connection, edge_table, edge_rows, version)
    kind_of_removed = connection.execute(
        sa.select(node_table.c.kind).where(node_table.c.version == version, ~node_table.c.alive)
    )
    change = Change(
        Counter(node_rows[key]["kind"] for key in created),
        Counter(node_rows[key]["kind"] for key in updated),
        Counter(row.kind for row in kind_of_removed),
        sum(len(part) for part in edge_changes),
        frozenset(created) | frozenset(updated) | frozenset(removed),
    )
    if change.any:
        set_fact(connection, "version", str(version))
    return change


def _write(
    connection: Connection, table: sa.Table, rows: Mapping[str, dict[str, Any]], version: int
) -> tuple[list[str], list[str], list[str]]:
    """Write what differs. Returns the ids created (or back again), updated and removed."""
    known: set[str] = set()
    updated: list[str] = []
    revived: list[str] = []
    removed: list[str] = []
    stored = sa.select(table.c.id, table.c.properties, table.c.alive)
    for row in connection.execution_options(yield_per=20_000).execute(stored):
        known.add(row.id)
        wanted = rows.get(row.id)
        if wanted is None:
            if row.alive:
                removed.append(row.id)
        elif not row.alive:
            revived.append(row.id)
        elif row.properties != wanted["properties"]:
            updated.append(row.id)
    fresh = [key for key in rows if key not in known]
    key: sa.BindParameter[str] = sa.bindparam("key")
    if fresh:
        connection.execute(table.insert(), [{**rows[each], "version": version, "alive": True} for each in fresh])
    if changed := updated + revived:
        values = {"properties": sa.bindparam("text"), "version": version, "alive": True}
        statement = table.update().where(table.c.id == key).values(**values)
        connection.execute(statement, [{"key": each, "text": rows[each]["properties"]} for each in changed])
    if removed:
        statement = table.update().where(table.c.id == key).values(version=version, alive=False)
        connection.execute(statement, [{"key": each} for each in removed])
    return fresh + revived, updated, removed


class RegisterTables:
    """The present view of one register, as :class:`graph.model.Tables` describes it."""

    def __init__(self, engine: Engine) -> None:
        """Read id and version once; a later change of the register is another view."""
        self._engine = engine
        with engine.connect() as connection:
            self.register = fact(connection, "id")
            self.version = int(fact(connection, "version"))

    def nodes(self, kind: str, since: int = 0) -> Iterator[Node]:
        """Nodes of one kind that are alive and changed after version ``since``."""
        table = node_table
        wanted = sa.select(table.c.id, table.c.properties).where(
            table.c.kind == kind, table.c.version > since, table.c.alive
        )
        for row in self._rows(wanted.order_by(table.c.id)):
            yield Node(row.id, kind, json.loads(row.properties))

    def edges(self, edge_type: str, since: int = 0) -> Iterator[Edge]:
        """Edges of one type that are alive and changed after version ``since``."""
        table = edge_table
        wanted = sa.select(table).where(table.c.type == edge_type, table.c.version > since, table.c.alive)
        for row in self._rows(wanted.order_by(table.c.id)):
            yield Edge(row.id, edge_type, row.start_kind, row.start, row.end_kind, row.end, json.loads(row.properties))

    def removed_nodes(self, kind: str, since: int) -> Iterator[str]:
        """Ids of nodes of one kind that vanished after version ``since``."""
        table = node_table
        wanted = sa.select(table.c.id).where(table.c.kind == kind, table.c.version > since, ~table.c.alive)
        yield from (row.id for row in self._rows(wanted.order_by(table.c.id)))

    def removed_edges(self, edge_type: str, since: int) -> Iterator[str]:
        """Ids of edges of one type that vanished after version ``since``."""
        table = edge_table
        wanted = sa.select(table.c.id).where(table.c.type == edge_type, table.c.version > since, ~table.c.alive)
        yield from (row.id for row in self._rows(wanted.order_by(table.c.id)))

    def _rows(self, wanted: sa.Select[Any]) -> Iterator[Any]:
        with self._engine.connect() as connection:
            yield from connection.execution_options(yield_per=5_000).execute(wanted)
