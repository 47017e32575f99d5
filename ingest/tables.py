"""The register's present view of the graph: kept beside the statements, versioned, and read by graph stores."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from graph.batches import batches
from graph.model import Edge, Node, end_of
from graph.schema import kind_of
from ingest.database import Id, delete_many, fact, insert_many, metadata, reading, set_fact
from ingest.jsontext import decode

# Both tables lie in the order in which a view is made and a store reads it, so neither ever has to be sorted.
node_table = sa.Table(
    "nodes",
    metadata,
    sa.Column("kind", Id, primary_key=True),
    sa.Column("id", Id, primary_key=True),
    sa.Column("properties", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("alive", sa.Boolean, nullable=False),
    sqlite_with_rowid=False,
)
edge_table = sa.Table(
    "edges",
    metadata,
    sa.Column("type", Id, primary_key=True),
    sa.Column("id", Id, primary_key=True),
    sa.Column("properties", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("alive", sa.Boolean, nullable=False),
    sqlite_with_rowid=False,
)

_MOST_WAITING = 20_000  # rows kept in memory before they are written
_PAGE = 5_000  # rows read at a time


# A node or an edge as the register keeps it, a plain tuple as there are millions of them: kind or type, id, properties
# as a JSON object.
Row = tuple[str, str, str]


class _Note(Protocol):
    """Is told what became of rows with a key: one of that key, or many of which only the first part is told."""

    def __call__(self, what: str, key: tuple[str, str], many: int = 1, /) -> None: ...


@dataclass(frozen=True, slots=True)
class Change:
    """What a new view changed, by kind of node; edges count together. ``unchanged`` counts what was looked at alone."""

    created: Mapping[str, int] = field(default_factory=dict)
    updated: Mapping[str, int] = field(default_factory=dict)
    removed: Mapping[str, int] = field(default_factory=dict)
    unchanged: Mapping[str, int] = field(default_factory=dict)
    edges: int = 0

    @property
    def any(self) -> bool:
        """Whether anything changed at all."""
        return bool(self.created or self.updated or self.removed or self.edges)


def replace_view(
    connection: Connection, nodes: Iterable[Row], edges: Iterable[Row], watched: AbstractSet[str] = frozenset()
) -> Change:
    """Make ``nodes`` and ``edges`` the present view and note under a new version what differs from the last.

    Nothing is written, and the version stays, when nothing differs.

    Args:
        connection: within a writing transaction.
        nodes: one kind after the other, each ordered by id.
        edges: one type after the other, each ordered by id.
        watched: ids of the nodes to count where they are as they were.
    """
    version = int(fact(connection, "version")) + 1
    counts: dict[str, Counter[str]] = {what: Counter() for what in ("created", "updated", "removed", "unchanged")}
    edge_changes = 0

    def note_node(what: str, key: tuple[str, str], many: int = 1) -> None:
        if what != "unchanged" or key[1] in watched:
            counts[what][key[0]] += many

    def note_edge(what: str, _key: tuple[str, str], many: int = 1) -> None:
        nonlocal edge_changes
        edge_changes += many if what != "unchanged" else 0

    _merge(connection, node_table, nodes, version, note_node)
    _merge(connection, edge_table, edges, version, note_edge)
    change = Change(**{what: dict(sorted(kinds.items())) for what, kinds in counts.items()}, edges=edge_changes)
    if change.any:
        set_fact(connection, "version", str(version))
    return change


def _merge(
    connection: Connection,
    table: sa.Table,
    rows: Iterable[Row],
    version: int,
    note: _Note,
) -> None:
    """Write what differs between the stored rows and the wanted ones, one kind or type after the other."""
    left = set(_groups(connection, table))
    for group, wanted in groupby(rows, itemgetter(0)):
        _merge_group(connection, table, group, wanted, version, note)
        left.discard(group)
    for group in left:
        _merge_group(connection, table, group, (), version, note)


def _groups(connection: Connection, table: sa.Table) -> Iterator[str]:
    """The kinds or types of the stored rows, each looked up behind the one before, as there are millions of rows."""
    first = table.primary_key.columns[0]
    last: str | None = ""
    while last := connection.scalar(sa.select(sa.func.min(first)).where(first > last)):
        yield last


def _merge_group(
    connection: Connection,
    table: sa.Table,
    group: str,
    rows: Iterable[Row],
    version: int,
    note: _Note,
) -> None:
    """Walk the stored rows of one kind or type and the wanted ones side by side, in the order of their ids."""
    writer = _Writer(connection, table)
    stored = _stored(connection, table, group)
    was = next(stored, None)
    wanted = iter(rows)
    for row in wanted:
        key = row[:2]
        while was is not None and was[:2] < key:
            _bury(writer, was, version, note)
            was = next(stored, None)
        if was is None:
            wanted = chain((row,), wanted)
            break
        if was[:2] != key:
            note("created", key)
            writer.write((*row, version, True), known=False)
            continue
        if not was[-1] or was[: len(row)] != row:
            note("updated" if was[-1] else "created", key)
            writer.write((*row, version, True), known=True)
        else:
            note("unchanged", key)
        was = next(stored, None)
    while was is not None:
        _bury(writer, was, version, note)
        was = next(stored, None)
    writer.flush()
    for beyond in batches(wanted, _MOST_WAITING):  # what lies behind the last stored row is new: at first, all
        note("created", (group, ""), len(beyond))
        insert_many(connection, table, beyond, version=version, alive=True)


def _bury(writer: "_Writer", was: tuple[Any, ...], version: int, note: _Note) -> None:
    if was[-1]:
        note("removed", was[:2])
        writer.write((*was[:-2], version, False), known=True)


def _stored(connection: Connection, table: sa.Table, group: str) -> Iterator[tuple[Any, ...]]:
    """The stored rows of a group by their ids, read in pages: what is written meanwhile lies behind the reader."""
    first, second = table.primary_key.columns
    last = ""
    while True:
        wanted = sa.select(table).where(first == group, second > last).order_by(second).limit(_MOST_WAITING)
        page = [tuple(row) for row in connection.execute(wanted)]
        yield from page
        if len(page) < _MOST_WAITING:
            return
        last = page[-1][1]


class _Writer:
    """Rows to write, put in place a batch at a time."""

    def __init__(self, connection: Connection, table: sa.Table) -> None:
        self._connection = connection
        self._table = table
        self._rows: list[tuple[Any, ...]] = []
        self._known: list[tuple[str, str]] = []

    def write(self, row: tuple[Any, ...], *, known: bool) -> None:
        self._rows.append(row)
        if known:
            self._known.append(row[:2])
        if len(self._rows) == _MOST_WAITING:
            self.flush()

    def flush(self) -> None:
        delete_many(self._connection, self._table, self._known)
        insert_many(self._connection, self._table, self._rows)
        self._rows.clear()
        self._known.clear()


def is_empty(connection: Connection) -> bool:
    """Whether the view never held anything."""
    return connection.scalar(sa.select(node_table.c.id).limit(1)) is None


def names_in_view(connection: Connection) -> Callable[[str], str]:
    """What a node is called in the view as it is written so far, by its id."""

    @lru_cache(maxsize=1024)
    def name_of(node_id: str) -> str:
        wanted = sa.select(node_table.c.properties).where(
            node_table.c.kind == kind_of(node_id), node_table.c.id == node_id
        )
        return str(decode(connection.scalars(wanted).one())["name"])

    return name_of


def ends_of(connection: Connection, start: str, edge_types: Collection[str]) -> list[str]:
    """The ids of the nodes to which edges of these types go from one node in the present view."""
    # Ids begin with the start, so this is a range of the key; the sign behind a hyphen ends it.
    from_start = edge_table.c.id.between(f"{start}-", f"{start}.")
    alive = sa.select(edge_table.c.id).where(edge_table.c.type.in_(edge_types), from_start, edge_table.c.alive)
    return list(map(end_of, connection.scalars(alive.order_by(edge_table.c.id))))


def outdated(connection: Connection) -> list[sa.Table]:
    """The tables of the view that an earlier version of Mengtu laid out otherwise."""
    inspector = sa.inspect(connection)
    return [
        table
        for table in (node_table, edge_table)
        if {column["name"] for column in inspector.get_columns(table.name)} != set(table.columns.keys())
        or inspector.get_pk_constraint(table.name)["constrained_columns"] != table.primary_key.columns.keys()
    ]


def lay_out(connection: Connection) -> None:
    """Make the outdated tables of the view anew. Nothing is lost: the view follows from the statements, and has to."""
    set_fact(connection, "made_by", "")  # until the view is made again, should that be interrupted
    for table in outdated(connection):
        table.drop(connection)
        table.create(connection)


class RegisterTables:
    """One moment of the present view, as :class:`graph.model.Tables` describes it; see :func:`snapshot`."""

    def __init__(self, connection: Connection) -> None:
        """Read within ``connection``, which keeps seeing the same moment."""
        self._connection = connection
        self.register = fact(connection, "id")
        self.version = int(fact(connection, "version"))

    def nodes(self, kind: str, since: int = 0) -> Iterator[Node]:
        """Nodes of one kind that are alive and changed after version ``since``."""
        table = node_table
        wanted = sa.select(table.c.id, table.c.kind, table.c.properties)
        return map(Node._make, self._rows(wanted, table, kind, since, alive=True))

    def edges(self, edge_type: str, since: int = 0) -> Iterator[Edge]:
        """Edges of one type that are alive and changed after version ``since``."""
        table = edge_table
        wanted = sa.select(table.c.id, table.c.type, table.c.properties)
        return map(Edge._make, self._rows(wanted, table, edge_type, since, alive=True))

    def removed_nodes(self, kind: str, since: int) -> Iterator[str]:
        """Ids of nodes of one kind that vanished after version ``since``."""
        yield from (row.id for row in self._rows(sa.select(node_table.c.id), node_table, kind, since, alive=False))

    def removed_edges(self, edge_type: str, since: int) -> Iterator[str]:
        """Ids of edges of one type that vanished after version ``since``."""
        yield from (row.id for row in self._rows(sa.select(edge_table.c.id), edge_table, edge_type, since, alive=False))

    def _rows(self, wanted: sa.Select[Any], table: sa.Table, group: str, since: int, *, alive: bool) -> Iterator[Any]:
        first, second = table.primary_key.columns
        wanted = wanted.where(first == group, table.c.version > since, table.c.alive.is_(alive)).order_by(second)
        # Taken a page at a time, as taking row after row from a result is what a national view would wait for.
        found = self._connection.execute(wanted.execution_options(yield_per=_PAGE))
        return chain.from_iterable(found.partitions())


@contextmanager
def snapshot(engine: Engine) -> Iterator[RegisterTables]:
    """The view as it is now: what an import writes meanwhile is not seen.

    Raises:
        RegisterError: the register cannot be read.
    """
    with reading(engine) as connection:
        yield RegisterTables(connection)
