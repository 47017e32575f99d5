"""What only the Neo4j store promises: it lives beside foreign data, follows in small steps, and names its address."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import Driver

from graph import neo4j_statements
from graph.model import Node
from graph.neo4j_local import LocalNeo4j
from graph.neo4j_scope import scoped
from graph.neo4j_statements import constraints_and_indexes
from graph.neo4j_store import Neo4jStore
from graph.queries import Query, get, load_queries
from graph.schema import load_schema
from graph.store import Published, Stamp, StoreError
from tests.tables import FakeTables, edge, node, written

LI = node("Person", "李明")
WANG = node("Person", "王芳")
STUDIO = node("Studio", "李明焊接工作室")
LEADS = edge("LEADS", LI, STUDIO)
JOINS = edge("BELONGS_TO", WANG, STUDIO)
# Ten seconds and what a busy machine adds; with its own settings the driver would wait more than a minute.
SOON_S = 30
FIRST = FakeTables((LI, WANG, STUDIO), (LEADS, JOINS))


def names(driver: Driver, label: str) -> list[str]:
    found = driver.execute_query(f"MATCH (n:{label}) RETURN n.name AS name ORDER BY name")
    return [record["name"] for record in found.records]


@pytest.mark.neo4j
def test_only_what_changed_since_the_stamp_is_written(neo4j_store: Neo4jStore) -> None:
    neo4j_store.publish(FIRST)
    changed = LI._replace(properties=written(name="李明", trade="焊工"))
    second = FakeTables(
        (changed, STUDIO),
        (LEADS,),
        version=2,
        removed_nodes=[("Person", WANG.id)],
        removed_edges=[("BELONGS_TO", JOINS.id)],
        changed_at={STUDIO.id: 1, LEADS.id: 1},
    )
    assert neo4j_store.publish(second) == Published(nodes=1, edges=0, removed=2)


@pytest.mark.neo4j
def test_a_rebuild_removes_what_we_wrote_and_no_source_says(neo4j_store: Neo4jStore, neo4j_driver: Driver) -> None:
    neo4j_store.publish(FIRST)
    assert neo4j_store.publish(FakeTables((LI, STUDIO), ()), rebuild=True) == Published(nodes=2, edges=0, removed=3)
    assert names(neo4j_driver, "Person") == ["李明"]


@pytest.mark.neo4j
def test_foreign_data_in_the_same_database_is_not_touched(neo4j_store: Neo4jStore, neo4j_driver: Driver) -> None:
    neo4j_driver.execute_query("CREATE (:Person {name: '外人'})-[:LEADS {since: '2001'}]->(:Shop {name: '小店'})")
    neo4j_store.publish(FIRST)
    neo4j_store.publish(FakeTables((LI,), ()), rebuild=True)
    assert names(neo4j_driver, "Person") == sorted(["外人", "李明"])
    assert names(neo4j_driver, "Shop") == ["小店"]
    kept = neo4j_driver.execute_query("MATCH (:Person)-[r:LEADS]->(:Shop) RETURN properties(r) AS fields").records
    assert [record["fields"] for record in kept] == [{"since": "2001"}]


@pytest.mark.neo4j
def test_constraints_and_indexes_are_in_the_database(neo4j_store: Neo4jStore, neo4j_driver: Driver) -> None:
    neo4j_store.publish(FIRST)
    found = neo4j_driver.execute_query("SHOW INDEXES YIELD name, state").records
    states = {record["name"]: record["state"] for record in found}
    assert {states.get(name) for name in constraints_and_indexes(load_schema())} == {"ONLINE"}


def test_our_ids_are_unique_and_the_ids_of_others_are_their_own() -> None:
    described = load_schema()
    wanted = constraints_and_indexes(described)
    unique = [text for text in wanted.values() if "UNIQUE" in text]
    assert all(":Mengtu)" in text or ":MengtuStamp)" in text for text in unique)
    assert {f"mengtu_{name}_id" for name in described.edges} <= set(wanted)


class SlowTables(FakeTables):
    """Tables during whose publication another register is published to the same database."""

    def __init__(self, store: Neo4jStore) -> None:
        super().__init__((LI,), (), register="slow")
        self._store = store

    def nodes(self, kind: str, since: int = 0) -> Iterator[Node]:
        if kind == "Person":
            self._store.publish(FIRST)
        return super().nodes(kind, since)


@pytest.mark.neo4j
def test_two_publications_at_once_leave_no_stamp(neo4j_store: Neo4jStore) -> None:
    with pytest.raises(StoreError, match="另有一处"):
        neo4j_store.publish(SlowTables(neo4j_store))
    assert neo4j_store.stamp() is None
    neo4j_store.publish(FIRST)
    assert neo4j_store.stamp() == Stamp("test", 1)


@pytest.mark.neo4j
def test_an_unchanged_edge_that_lost_its_end_is_reported(neo4j_store: Neo4jStore, neo4j_driver: Driver) -> None:
    neo4j_store.publish(FIRST)
    neo4j_driver.execute_query("MATCH (p:Person {name: '李明'}) DETACH DELETE p")
    again = FakeTables((LI, STUDIO), (LEADS,), version=2, changed_at={LI.id: 1, STUDIO.id: 1})
    with pytest.raises(StoreError, match="mengtu publish --rebuild"):
        neo4j_store.publish(again)
    assert neo4j_store.publish(again, rebuild=True).edges == 1


def test_an_edge_the_schema_does_not_know_is_refused() -> None:
    with pytest.raises(StoreError, match="LEADS 不能从 Studio 连到 Person"):
        neo4j_statements.write_edges("LEADS", "Studio", "Person")


@pytest.mark.neo4j
def test_dates_of_the_server_come_back_as_standard_dates(neo4j_store: Neo4jStore) -> None:
    text = (
        "RETURN date('2019-05-13') AS day, [datetime('2019-05-13T08:00:00Z')] AS moments, {on: date('2020-01-01')} AS m"
    )
    [row] = neo4j_store.run(Query("days", (), "one Row", "日期。", text), {})
    assert row["day"].isoformat() == "2019-05-13"
    assert row["moments"][0].isoformat() == "2019-05-13T08:00:00+00:00"
    assert type(row["m"]["on"]).__module__ == "datetime"


@pytest.mark.neo4j
def test_the_description_names_product_version_and_place(neo4j_store: Neo4jStore, neo4j_server: LocalNeo4j) -> None:
    product, version, *_, place = neo4j_store.description.split()
    assert (product, place) == ("Neo4j", neo4j_server.address)
    assert version[0].isdigit()


@pytest.mark.neo4j
def test_a_wrong_password_is_said_without_repeating_it(neo4j_server: LocalNeo4j) -> None:
    with pytest.raises(StoreError) as caught:
        Neo4jStore(neo4j_server.address, "neo4j", "not-the-password")
    assert neo4j_server.address in str(caught.value)
    assert "NEO4J_PASSWORD" in str(caught.value)
    assert "not-the-password" not in str(caught.value)


@pytest.mark.neo4j
def test_a_database_that_does_not_exist_is_named(neo4j_server: LocalNeo4j) -> None:
    with pytest.raises(StoreError, match="nowhere"):
        Neo4jStore(neo4j_server.address, neo4j_server.username, neo4j_server.password, database="nowhere")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("bolt://127.0.0.1:1", "连不上 bolt://127.0.0.1:1 "),
        ("neo4j://127.0.0.1:1", "连不上 neo4j://127.0.0.1:1 "),
        ("bolt://nobody.invalid", "连不上 bolt://nobody.invalid:7687 "),
        ("http://127.0.0.1:7474", "看不懂 Neo4j 地址 http://127.0.0.1:7474"),
        ("bolt://", "看不懂"),
        ("bolt://127.0.0.1:port", "端口不是"),
        ("bolt://neo4j:secret@127.0.0.1", "不能写用户名和密码"),
    ],
)
def test_an_address_nobody_answers_at_is_named(url: str, sentence: str) -> None:
    with pytest.raises(StoreError) as caught:
        Neo4jStore(url, "neo4j", "secret")
    assert sentence in str(caught.value)
    assert "secret" not in str(caught.value)


def refused_in_another_process(url: str) -> tuple[str, str, float]:
    """What opening the address prints on both streams, and how many seconds it took."""
    code = (
        "import sys, time\nfrom graph.errors import MengtuError\nfrom graph.open import open_store\n"
        "from pathlib import Path\nbegin = time.monotonic()\n"
        "try:\n    open_store(sys.argv[1], Path())\nexcept MengtuError as error:\n    print(error)\n"
        "print(time.monotonic() - begin)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, url],
        cwd=Path(__file__).parent.parent, capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    *said, seconds = ended.stdout.splitlines()
    return "\n".join(said), ended.stderr, float(seconds)


@pytest.mark.parametrize(("scheme", "silent"), [("bolt", False), ("neo4j", False), ("bolt+s", False), ("neo4j", True)])
def test_a_server_out_of_reach_is_one_chinese_sentence_soon(scheme: str, silent: bool) -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        if silent:
            deaf.listen()
        said, remarks, seconds = refused_in_another_process(f"{scheme}://127.0.0.1:{deaf.getsockname()[1]}")
    assert said.startswith("连不上")
    assert "\n" not in said
    assert remarks == ""
    assert seconds < SOON_S


class Relay:
    """A connection to the server that can be cut."""

    def __init__(self, port: int) -> None:
        self._server = port
        self._door = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = [self._door]
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._door.accept()
                far = socket.create_connection(("127.0.0.1", self._server))
                self._open += [near, far]
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=ends, daemon=True).start()

    def _pass_on(self, start: socket.socket, end: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := start.recv(65_536):
                end.sendall(data)

    def cut(self) -> None:
        for each in self._open:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


@pytest.mark.neo4j
def test_a_server_that_goes_away_is_told_soon(neo4j_server: LocalNeo4j, capfd: pytest.CaptureFixture[str]) -> None:
    relay = Relay(int(neo4j_server.address.rpartition(":")[2]))
    store = Neo4jStore(f"bolt://127.0.0.1:{relay.port}", neo4j_server.username, neo4j_server.password)
    relay.cut()
    begin = time.monotonic()
    with pytest.raises(StoreError, match="连不上"):
        store.stamp()
    assert time.monotonic() - begin < SOON_S
    store.close()
    assert capfd.readouterr().err == ""


@pytest.mark.neo4j
def test_a_stamp_of_another_layout_is_none_and_is_published_anew(neo4j_store: Neo4jStore, neo4j_driver: Driver) -> None:
    neo4j_store.publish(FIRST)
    neo4j_driver.execute_query("MATCH (s:MengtuStamp) SET s.id = 'mengtu'")
    neo4j_driver.execute_query("MATCH (n:Mengtu) REMOVE n:Mengtu")
    for text in (
        "CREATE CONSTRAINT mengtu_Person_id FOR (n:Person) REQUIRE n.id IS UNIQUE",
        "DROP INDEX mengtu_LEADS_id",
        "CREATE CONSTRAINT mengtu_LEADS_id FOR ()-[r:LEADS]-() REQUIRE r.id IS UNIQUE",
        "CREATE CONSTRAINT theirs FOR (n:Shop) REQUIRE n.id IS UNIQUE",
    ):
        neo4j_driver.execute_query(text)
    assert neo4j_store.stamp() is None
    assert neo4j_store.publish(FIRST).nodes == 3
    assert names(neo4j_driver, "Person") == sorted(["李明", "王芳"])
    assert neo4j_store.stamp() == Stamp("test", 1)
    kept = {record["name"] for record in neo4j_driver.execute_query("SHOW CONSTRAINTS YIELD name").records}
    assert kept == {"mengtu_stamp", "mengtu_id", "theirs"}
    neo4j_driver.execute_query("DROP CONSTRAINT theirs")


@pytest.mark.parametrize(
    ("text", "narrowed"),
    [
        ("MATCH (n:Studio) RETURN count(n)", "MATCH (n:(Studio)&Mengtu) RETURN count(n)"),
        ("MATCH (a)<-[:LEADS]-(b)", "MATCH (a:Mengtu)<-[edge1:LEADS WHERE edge1.mengtu IS NOT NULL]-(b:Mengtu)"),
        (
            "COUNT { MATCH (:Studio {id: $id})-[r:A|B]->(a) }",
            "COUNT { MATCH (:(Studio)&Mengtu {id: $id})-[r:A|B WHERE r.mengtu IS NOT NULL]->(a:Mengtu) }",
        ),
        ("(o)-[:PART_OF*1..6]->(p)", "(o:Mengtu)-[:PART_OF*1..6]->(p:Mengtu)"),
        ("RETURN '(n)-[r]->(m)' AS text // (n)", "RETURN '(n)-[r]->(m)' AS text // (n)"),
        ("WHERE any(x IN $ids WHERE x = n.id)", "WHERE any(x IN $ids WHERE x = n.id)"),
    ],
)
def test_a_query_is_narrowed_to_what_is_ours(text: str, narrowed: str) -> None:
    assert scoped(text) == narrowed


@pytest.mark.parametrize("name", sorted(load_queries()))
def test_every_pattern_of_an_installed_query_is_narrowed(name: str) -> None:
    text = scoped(get(name).text)
    nodes = re.findall(r"(?<!\w)\(\w*:[^()]*(?:\([^()]*\))?[^()]*\)", text)
    assert nodes
    assert all("Mengtu" in each for each in nodes)
    assert not re.search(r"-\[[^\]*]*(?<!NULL)\]-", text)
