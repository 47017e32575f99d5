"""The one story every graph store must tell: empty, level with the register, following its changes, rebuilt."""

from collections.abc import Iterator
from typing import Any

import pytest

from graph.model import Edge, Node
from graph.queries import Query
from graph.store import GraphStore, Published, Row, Stamp, StoreError
from tests.tables import FakeTables, edge, node, written

LI = node("Person", "李明")
WANG = node("Person", "王芳")
WELDING = node("Studio", "李明焊接工作室", level="市级", stated_members=12)
ROBOTS = node("Studio", "王芳机器人工作室")
MEDAL = node("Honor", "五一劳动奖章")
NODES = (LI, WANG, WELDING, ROBOTS, MEDAL)
LEADS = edge("LEADS", LI, WELDING)
JOINS = edge("BELONGS_TO", WANG, WELDING, role="骨干", since="2019-05")
HOLDS_2019 = edge("HOLDS", LI, MEDAL, year="2019")
HOLDS_2023 = edge("HOLDS", LI, MEDAL, year="2023")
EDGES = (LEADS, JOINS, HOLDS_2019, HOLDS_2023)
FIRST = FakeTables(NODES, EDGES)

STUDIOS = "MATCH (s:Studio) RETURN s.name AS name, s.level AS level, s.stated_members AS members ORDER BY name"
PEOPLE = "MATCH (p:Person) RETURN p.name AS name ORDER BY name"
LINKS = " UNION ALL ".join(
    f"MATCH (a:Person)-[r:{edge_type}]->(b:{kind}) RETURN a.name AS start, '{edge_type}' AS type, b.name AS target"
    for edge_type, kind in (("LEADS", "Studio"), ("BELONGS_TO", "Studio"), ("HOLDS", "Honor"))
)


def ask(store: GraphStore, text: str, **parameters: Any) -> list[Row]:
    return store.run(Query("contract", tuple(parameters), "many Row", "合同测试。", text), parameters)


def links(store: GraphStore) -> list[tuple[str, str, str]]:
    return sorted((row["start"], row["type"], row["target"]) for row in ask(store, LINKS))


def second_view() -> FakeTables:
    """The register after version 1: one studio changed, one edge and one person gone."""
    return FakeTables(
        (LI, WELDING._replace(properties=written(name="李明焊接工作室", level="国家级")), ROBOTS, MEDAL),
        (LEADS, HOLDS_2019, HOLDS_2023),
        version=2,
        removed_nodes=[("Person", WANG.id)],
        removed_edges=[("BELONGS_TO", JOINS.id)],
        changed_at={each.id: 1 for each in (LI, ROBOTS, MEDAL, LEADS, HOLDS_2019, HOLDS_2023)},
    )


def test_an_empty_store_has_no_stamp(store: GraphStore) -> None:
    assert store.stamp() is None


def test_a_published_store_says_what_it_holds(store: GraphStore) -> None:
    assert store.publish(FIRST) == Published(nodes=5, edges=4, removed=0)
    assert store.stamp() == Stamp("test", 1)


def test_a_query_sees_what_was_published(store: GraphStore) -> None:
    store.publish(FIRST)
    assert ask(store, STUDIOS) == [
        {"name": "李明焊接工作室", "level": "市级", "members": 12},
        {"name": "王芳机器人工作室", "level": None, "members": None},
    ]


def test_publishing_what_is_there_changes_nothing(store: GraphStore) -> None:
    store.publish(FIRST)
    before = links(store), ask(store, STUDIOS)
    assert store.publish(FIRST) == Published(0, 0, 0)
    assert (links(store), ask(store, STUDIOS)) == before


def test_a_change_reaches_the_store_and_a_vanished_field_disappears(store: GraphStore) -> None:
    store.publish(FIRST)
    store.publish(second_view())
    assert ask(store, STUDIOS)[0] == {"name": "李明焊接工作室", "level": "国家级", "members": None}


def test_what_no_source_says_any_more_is_removed(store: GraphStore) -> None:
    store.publish(FIRST)
    store.publish(second_view())
    assert ask(store, PEOPLE) == [{"name": "李明"}]
    assert {kind for _, kind, _ in links(store)} == {"LEADS", "HOLDS"}
    assert store.stamp() == Stamp("test", 2)


def test_a_rebuilt_store_answers_as_the_followed_one(store: GraphStore) -> None:
    store.publish(FIRST)
    store.publish(second_view())
    followed = links(store), ask(store, STUDIOS), ask(store, PEOPLE)
    assert store.publish(second_view(), rebuild=True).nodes == 4
    assert (links(store), ask(store, STUDIOS), ask(store, PEOPLE)) == followed


@pytest.mark.parametrize(
    "stale",
    [
        pytest.param(FakeTables([node("Person", "旧人")], register="other"), id="of another register"),
        pytest.param(FakeTables([node("Person", "旧人")], version=9), id="newer than the register"),
    ],
)
def test_a_store_with_a_foreign_stamp_is_written_anew(store: GraphStore, stale: FakeTables) -> None:
    store.publish(stale)
    store.publish(FIRST)
    assert [row["name"] for row in ask(store, PEOPLE)] == sorted(["李明", "王芳"])
    assert store.stamp() == Stamp("test", 1)


class Interrupted(FakeTables):
    """Tables during whose publication somebody presses Ctrl-C, in the middle of the edges."""

    def edges(self, edge_type: str, since: int = 0) -> Iterator[Edge]:
        if edge_type == "HOLDS":
            raise KeyboardInterrupt
        return super().edges(edge_type, since)


def test_an_interrupted_first_publication_leaves_no_stamp(store: GraphStore) -> None:
    with pytest.raises(KeyboardInterrupt):
        store.publish(Interrupted(NODES, EDGES))
    assert store.stamp() is None
    assert store.publish(FIRST).edges == 4
    assert len(links(store)) == 4


def test_an_interrupted_change_keeps_the_old_stamp_and_can_be_repeated(store: GraphStore) -> None:
    store.publish(FIRST)
    with pytest.raises(KeyboardInterrupt):
        store.publish(Interrupted(NODES, EDGES, version=2))
    assert store.stamp() == Stamp("test", 1)
    store.publish(second_view())
    assert len(links(store)) == 3


def test_an_edge_without_its_end_is_refused_and_not_dropped(store: GraphStore) -> None:
    with pytest.raises(StoreError):
        store.publish(FakeTables([LI], [LEADS]))
    assert store.stamp() is None


def test_two_edges_that_differ_in_a_key_field_are_two(store: GraphStore) -> None:
    store.publish(FIRST)
    rows = ask(store, "MATCH (:Person)-[r:HOLDS]->(:Honor) RETURN r.year AS year ORDER BY year")
    assert [row["year"] for row in rows] == ["2019", "2023"]


@pytest.mark.parametrize(
    "text",
    [
        "北汽股份",
        '他说"行"',
        "it's \\n not a newline \\",
        "一行\n两行\t制表",
        "龘𠮷🤖👷‍♀️",
        "<script>alert(1)</script>",
        "$id {x} `y` //注释",
        "逗号,分号;竖线|",
        "NULL",
        "0012",
        "工" * 300,
    ],
)
def test_text_comes_back_as_it_went_in(store: GraphStore, text: str) -> None:
    studio = node("Studio", text, quote=text)
    store.publish(FakeTables([studio]))
    rows = ask(store, "MATCH (s:Studio) WHERE s.name = $name RETURN s.id AS id, s.quote AS quote", name=text)
    assert rows == [{"id": studio.id, "quote": text}]


@pytest.mark.parametrize(
    ("kind", "field", "given", "expected"),
    [
        ("Studio", "stated_members", 12, 12),
        ("Studio", "area_m2", 80, 80.0),
        ("Studio", "area_m2", 80.5, 80.5),
        ("Studio", "registered", True, True),
        ("Studio", "established_on", "2019-05", "2019-05"),
        ("Studio", "level", None, None),
        ("Alliance", "kinds", ["跨区域", "校企"], ["跨区域", "校企"]),
        (
            "Alliance",
            "kinds",
            [f"落脚点{number}" for number in range(3_000)],
            [f"落脚点{number}" for number in range(3_000)],
        ),
    ],
    ids=["integer", "whole number", "fraction", "flag", "date", "none", "texts", "very many texts"],
)
def test_a_value_comes_back_in_the_type_the_schema_gives_it(
    store: GraphStore, kind: str, field: str, given: object, expected: object
) -> None:
    store.publish(FakeTables([node(kind, "某", **{field: given})]))
    [row] = ask(store, f"MATCH (n:{kind}) RETURN n.{field} AS value")
    assert row["value"] == expected
    assert type(row["value"]) is type(expected)


def test_counting_gives_plain_integers(store: GraphStore) -> None:
    store.publish(FIRST)
    [row] = ask(store, "MATCH (s:Studio) RETURN count(s) AS number, sum(s.stated_members) AS members")
    assert row == {"number": 2, "members": 12}
    assert {type(value) for value in row.values()} == {int}


def test_a_list_of_maps_comes_back_as_lists_and_dicts(store: GraphStore) -> None:
    store.publish(FIRST)
    [row] = ask(store, "MATCH (p:Person)-[:LEADS]->(s:Studio) RETURN collect({name: p.name, studio: s.name}) AS leads")
    assert row["leads"] == [{"name": "李明", "studio": "李明焊接工作室"}]


def test_more_than_one_batch_is_written_whole(store: GraphStore) -> None:
    people: list[Node] = [node("Person", f"职工{number}") for number in range(5_001)]
    joined = [edge("BELONGS_TO", person, WELDING) for person in people]
    assert store.publish(FakeTables([*people, WELDING], joined)) == Published(5_002, 5_001, 0)
    [row] = ask(store, "MATCH (:Person)-[r:BELONGS_TO]->(:Studio) RETURN count(r) AS number")
    assert row["number"] == 5_001


def test_a_query_that_is_no_cypher_is_refused_by_name(store: GraphStore) -> None:
    store.publish(FIRST)
    with pytest.raises(StoreError, match="contract"):
        ask(store, "MATCH (s:Studio RETURN s")


def test_a_store_says_which_product_it_is(store: GraphStore) -> None:
    assert store.description.split()[0] in {"Ladybug", "Neo4j"}
