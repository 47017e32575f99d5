"""The Neo4j graph store: what changed in the register is merged into a server that many people share."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from neo4j import READ_ACCESS, WRITE_ACCESS, GraphDatabase, ManagedTransaction, Session
from neo4j.exceptions import AuthError, ClientError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired
from neo4j.time import Date, DateTime

from graph import neo4j_statements as statements
from graph.batches import batches
from graph.model import Edge, Tables
from graph.neo4j_scope import scoped
from graph.queries import Query
from graph.schema import load_schema
from graph.store import Published, Row, Stamp, StoreError

_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
_INDEX_SECONDS = 600
_CONNECT_SECONDS = 4.0  # a name may stand for two addresses, tried one after the other
_RETRY_SECONDS = 5.0  # how long a transaction is repeated when the server goes away in the middle
_STAMP = "mengtu-3"  # changes with how nodes and edges are written: what was written in another way is as good as none

# Whatever fails is raised and told in a sentence; the driver's own English remarks would stand between on the terminal.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Neo4jStore:
    """A Neo4j database, 5.26 or later, Community or Enterprise, on its own, clustered or Aura."""

    def __init__(self, url: str, username: str, password: str, database: str | None = None) -> None:
        """Connect and make sure the server answers.

        Args:
            url: ``bolt://host:port`` or ``neo4j://host:port``, also with ``+s`` or ``+ssc`` for TLS.
            username: empty for a server without authentication.
            password: never repeated in a message.
            database: the server's default database when None.

        Raises:
            StoreError: the address is wrong, nobody answers there, or the password is refused.
        """
        self._place = _place(url)
        self._database = database
        with self._reported():
            self._driver = GraphDatabase.driver(
                url,
                auth=(username, password) if username else None,
                connection_timeout=_CONNECT_SECONDS,
                connection_acquisition_timeout=2 * _CONNECT_SECONDS,
                max_transaction_retry_time=_RETRY_SECONDS,
                notifications_disabled_classifications=["UNRECOGNIZED"],  # an empty graph knows no labels yet
            )
        try:
            with self._reported():
                self._driver.verify_connectivity()  # at once; a transaction would retry for 30 s
            self.description = self._describe()
        except StoreError:
            self._driver.close()
            raise

    def stamp(self) -> Stamp | None:
        """Which view this database holds, or None."""
        with self._session(READ_ACCESS) as session:
            found = session.execute_read(
                lambda tx: tx.run(
                    "MATCH (s:MengtuStamp {id: $id}) RETURN s.register AS register, s.version AS version", id=_STAMP
                ).single()
            )
        # A first or whole levelling that has not ended leaves a stamp without a register.
        return Stamp(found["register"], found["version"]) if found and found["register"] is not None else None

    def publish(self, tables: Tables, *, rebuild: bool = False) -> Published:
        """Merge what changed since the stamp, or everything when there is no fitting stamp.

        The stamp is written last, so a levelling that was interrupted is simply done again.

        Raises:
            StoreError: the server is gone or refuses, an edge has no end, or somebody else published meanwhile.
        """
        stamp = self.stamp()
        follows = stamp is not None and stamp.register == tables.register and stamp.version <= tables.version
        since = stamp.version if stamp and follows and not rebuild else 0
        whole = since == 0
        if not whole and since == tables.version:
            return Published(0, 0, 0)
        levelling = uuid4().hex
        with self._session(WRITE_ACCESS) as session:
            _prepare(session)
            session.execute_write(_claim, levelling, whole=whole)
            removed = 0 if whole else _remove(session, tables, since)
            nodes = sum(_write_nodes(session, tables, since, levelling))
            edges = sum(_write_edges(session, tables, since, levelling))
            removed += _sweep(session, levelling) if whole else 0
            if not session.execute_write(_set_stamp, levelling, Stamp(tables.register, tables.version)):
                raise StoreError(
                    f"发布期间另有一处也在向 {self._place} 发布，图谱可能不完整：请等对方结束后再发布一次。"
                )
        return Published(nodes, edges, removed)

    def draft(self) -> None:
        """None: what changed is sent after the register was written."""

    def run(self, query: Query, parameters: Mapping[str, Any]) -> list[Row]:
        """Answer one named query in a read transaction, which is repeated when a cluster moves its leader.

        Raises:
            StoreError: the server is gone or refuses the query.
        """
        text = scoped(query.text_for("neo4j"))  # a file of ours, never what a person typed

        def answer(tx: ManagedTransaction) -> list[Row]:
            result = tx.run(text, dict(parameters))
            keys = result.keys()
            return [dict(zip(keys, map(_plain, record.values()), strict=True)) for record in result]

        with self._session(READ_ACCESS, query.name) as session:
            return session.execute_read(answer)

    def close(self) -> None:
        """Close all connections."""
        self._driver.close()

    def _describe(self) -> str:
        with self._session(READ_ACCESS) as session:
            server = session.execute_read(
                lambda tx: tx.run(
                    "CALL dbms.components() YIELD versions, edition RETURN versions[0] AS version, edition"
                ).single(strict=True)
            )
        return f"Neo4j {server['version']} {server['edition']} · {self._place}"

    @contextmanager
    def _session(self, access: str, query: str = "") -> Iterator[Session]:
        with (
            self._reported(query),
            self._driver.session(database=self._database, default_access_mode=access) as session,
        ):
            yield session

    @contextmanager
    def _reported(self, query: str = "") -> Iterator[None]:
        """Turn the driver's errors into sentences that name the address and what to look at."""
        try:
            yield
        except AuthError as error:
            raise StoreError(
                f"{self._place} 的 Neo4j 拒绝登录：请核对环境变量 NEO4J_USERNAME 与 NEO4J_PASSWORD。"
            ) from error
        except (ServiceUnavailable, SessionExpired) as error:
            raise StoreError(f"连不上 {self._place} 的 Neo4j：请确认它已启动、地址与端口正确、防火墙放行。") from error
        except ClientError as error:
            subject = f"查询 {query}" if query else "请求"
            raise StoreError(f"{self._place} 的 Neo4j 拒绝了{subject}（{error.code}）：{error.message}") from error
        except (Neo4jError, DriverError) as error:
            raise StoreError(f"{self._place} 的 Neo4j 没能完成请求，请稍后重试：{error}") from error


def _place(url: str) -> str:
    """Scheme, host and port of an address, without what may be secret."""
    try:
        parts = urlsplit(url)
        port = parts.port or 7687
    except ValueError as error:
        raise StoreError("Neo4j 地址的端口不是数字：请写成 bolt://主机:7687 的样子。") from error
    place = f"{parts.scheme}://{parts.hostname or ''}:{port}"
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise StoreError(f"看不懂 Neo4j 地址 {place}：请写成 bolt://主机:7687 或 neo4j+s://主机:7687 的样子。")
    if parts.username is not None or parts.password is not None:
        raise StoreError(f"Neo4j 地址 {place} 里不能写用户名和密码：请改用环境变量 NEO4J_USERNAME 与 NEO4J_PASSWORD。")
    return place


def _prepare(session: Session) -> None:
    """Create the constraints and indexes this database lacks, and wait until they serve."""
    wanted = statements.constraints_and_indexes(load_schema())
    held = [record["name"] for record in session.run("SHOW CONSTRAINTS YIELD name")]
    # One that an earlier layout asked for would refuse what is written now.
    for name in statements.outdated(held, wanted):
        session.run(f"DROP CONSTRAINT `{name}` IF EXISTS").consume()
    known = {record["name"] for record in session.run("SHOW INDEXES YIELD name")}
    missing = [text for name, text in wanted.items() if name not in known]
    if missing:
        session.execute_write(_define, missing)
        session.run("CALL db.awaitIndexes($seconds)", seconds=_INDEX_SECONDS).consume()


def _define(tx: ManagedTransaction, texts: Sequence[str]) -> None:
    for text in texts:
        tx.run(text)


def _claim(tx: ManagedTransaction, levelling: str, *, whole: bool) -> None:
    """Say who is publishing. While everything is rewritten there is no valid stamp."""
    tx.run("MERGE (s:MengtuStamp {id: $id}) SET s.levelling = $levelling", id=_STAMP, levelling=levelling)
    if whole:
        tx.run("MATCH (s:MengtuStamp) SET s.register = null, s.version = null")


def _set_stamp(tx: ManagedTransaction, levelling: str, stamp: Stamp) -> bool:
    """Write the stamp if the claim still holds; else take any stamp away, so that the next levelling is a whole one."""
    held = tx.run(
        "MATCH (s:MengtuStamp {levelling: $levelling}) "
        "SET s = {id: $id, register: $register, version: $version} RETURN count(s) AS number",
        id=_STAMP,
        levelling=levelling,
        register=stamp.register,
        version=stamp.version,
    ).single(strict=True)["number"]
    if not held:
        tx.run("MATCH (s:MengtuStamp) SET s.register = null, s.version = null, s.levelling = null")
    return bool(held)


def _remove(session: Session, tables: Tables, since: int) -> int:
    """Remove what no source says any more. Returns how many nodes and edges were there to remove."""
    schema = load_schema()
    removed = 0
    for edge_type in schema.edges:
        for ids in batches(tables.removed_edges(edge_type, since), statements.BATCH):
            removed += session.execute_write(_deleted, statements.remove_edges(edge_type), {"ids": ids})
    for kind in schema.kinds:
        for ids in batches(tables.removed_nodes(kind, since), statements.BATCH):
            removed += session.execute_write(_deleted, statements.remove_nodes(kind), {"ids": ids})
    return removed


def _sweep(session: Session, levelling: str) -> int:
    """Remove what an earlier levelling wrote and this whole one did not, even if its kind left the schema."""
    removed = 0
    for text in (statements.SWEEP_EDGES, statements.SWEEP_NODES):
        while gone := session.execute_write(_deleted, text, {"levelling": levelling}):
            removed += gone
    return removed


def _deleted(tx: ManagedTransaction, text: str, parameters: Row) -> int:
    counters = tx.run(text, parameters).consume().counters
    return counters.nodes_deleted + counters.relationships_deleted


def _write_nodes(session: Session, tables: Tables, since: int, levelling: str) -> Iterator[int]:
    for kind in load_schema().kinds:
        for nodes in batches(tables.nodes(kind, since), statements.BATCH):
            rows = [statements.node_row(node, levelling) for node in nodes]
            yield session.execute_write(_written, statements.write_nodes(kind), rows)


def _write_edges(session: Session, tables: Tables, since: int, levelling: str) -> Iterator[int]:
    for edge_type in load_schema().edges:
        for edges in batches(tables.edges(edge_type, since), statements.BATCH):
            for kinds, alike in groupby(sorted(edges, key=_kinds), key=_kinds):
                rows = [statements.edge_row(edge, levelling) for edge in alike]
                yield session.execute_write(_written, statements.write_edges(edge_type, *kinds), rows)


def _kinds(edge: Edge) -> tuple[str, str]:
    return edge.kinds


def _written(tx: ManagedTransaction, text: str, rows: Sequence[Row]) -> int:
    """Write one batch whole or not at all."""
    number = tx.run(text, rows=rows).single(strict=True)["number"]
    if number != len(rows):
        raise StoreError(
            f"{len(rows) - number} 条关系的一端不在图谱里，这一批没有写入：请运行 mengtu publish --rebuild。"
        )
    return int(number)


def _plain(value: Any) -> Any:
    """A value as every engine gives it: standard dates, lists and dicts."""
    if isinstance(value, Date | DateTime):
        return value.to_native()
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return value
