"""What only the Neo4j store promises: it lives beside foreign data, follows in small steps, and names its address."""

from collections.abc import Iterator

import pytest
from neo4j import Driver

from graph import neo4j_statements
from graph.model import Node
from graph.neo4j_local import LocalNeo4j
from graph.neo4j_statements import constraints_and_indexes
from graph.neo4j_store import Neo4jStore
from graph.queries import Query
from graph.schema import load_schema
from graph.store import Published, Stamp, StoreError
from tests.tables import FakeTables, edge, node

LI = node("Person", "李明")
WANG = node("Person", "王芳")
STUDIO = node("Studio", "李明焊接工作室")
LEADS = edge("LEADS", LI, STUDIO)
JOINS = edge("BELONGS_TO", WANG, STUDIO)
FIRST = FakeTables((LI, WANG, STUDIO), (LEADS, JOINS))


def names(driver: Driver, label: str) -> list[str]:
    found = driver.execute_query(f"MATCH (n:{label}) RETURN n.name AS name ORDER BY name")
    return [record["name"] for record in found.records]


@pytest.mark.neo4j
def test_only_what_changed_since_the_stamp_is_written(neo4j_store: Neo4jStore) -> None:
    neo4j_store.publish(FIRST)
    changed = LI._replace(properties={"name": "李明", "trade": "焊工"})
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


def test_every_kind_and_edge_type_has_a_unique_id() -> None:
    described = load_schema()
    assert {f"mengtu_{name}_id" for name in (*described.kinds, *described.edges)} <= set(
        constraints_and_indexes(described)
    )


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
