"""What goes into a Ladybug file comes out again, and what cannot go in is refused."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import ladybug_build
from graph.ladybug_store import LadybugStore
from graph.model import Edge, Node
from graph.queries import Query
from graph.store import Stamp, StoreError
from tests.fixture_graph import AWKWARD
from tests.tables import FakeTables, edge, node, written

STUDIO = node("Studio", "甲工作室")
PERSON = node("Person", "张三")
LEADS = edge("LEADS", PERSON, STUDIO)


def asked(store: LadybugStore, text: str) -> list[dict[str, Any]]:
    """The rows of a query that exists only here."""
    return store.run(Query("probe", (), "many Row", "", text), {})


def names(store: LadybugStore) -> list[str]:
    return [row["name"] for row in asked(store, "MATCH (n:Studio) RETURN n.name AS name ORDER BY name")]


def test_more_rows_than_are_held_in_memory_all_arrive(
    ladybug_store: LadybugStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ladybug_build, "_BATCH", 2)
    nodes = [node("Studio", f"工作室{number}") for number in range(5)]
    ladybug_store.publish(FakeTables(nodes))
    assert names(ladybug_store) == [f"工作室{number}" for number in range(5)]


def test_functions_are_named_as_in_cypher(ladybug_store: LadybugStore) -> None:
    ladybug_store.publish(FakeTables([STUDIO, PERSON], [LEADS]))
    text = "MATCH (:Person)-[r]->(:Studio) RETURN type(r) AS t, split('a,b', ',') AS s, toInteger('3') AS i"
    assert asked(ladybug_store, f"{text}, toFloat('1.5') AS f, toString(3) AS w") == [
        {"t": "LEADS", "s": ["a", "b"], "i": 3, "f": 1.5, "w": "3"}
    ]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), max_size=30))
def test_any_text_survives(ladybug_store: LadybugStore, texts: list[str]) -> None:
    given_texts = [*texts, AWKWARD]
    nodes = [Node(f"S{number:012x}", "Studio", written(name=text)) for number, text in enumerate(given_texts)]
    ladybug_store.publish(FakeTables([*nodes, node("Alliance", "盟", goals=given_texts)]), rebuild=True)
    rows = asked(ladybug_store, "MATCH (n:Studio) RETURN n.id AS id, n.name AS name ORDER BY id")
    assert [row["name"] for row in rows] == given_texts
    assert asked(ladybug_store, "MATCH (a:Alliance) RETURN a.goals AS goals") == [{"goals": given_texts}]


@pytest.mark.parametrize(
    ("nodes", "edges", "what"),
    [
        ([STUDIO], [LEADS], PERSON.id),
        ([PERSON], [LEADS], STUDIO.id),
        ([STUDIO, STUDIO], [], "出现了两次"),
        ([STUDIO, PERSON], [LEADS, LEADS], "出现了两次"),
        ([STUDIO, PERSON], [edge("LEADS", STUDIO, PERSON)], "不能从 Studio 连到 Person"),
        ([node("Studio", "丙", stated_members="很多")], [], "原来的不受影响"),
    ],
)
def test_tables_that_contradict_themselves_are_refused(
    ladybug_store: LadybugStore, nodes: list[Node], edges: list[Edge], what: str
) -> None:
    ladybug_store.publish(FakeTables([STUDIO], version=1))
    with pytest.raises(StoreError, match=what):
        ladybug_store.publish(FakeTables(nodes, edges, version=2))
    assert ladybug_store.stamp() == Stamp("test", 1)
    assert names(ladybug_store) == ["甲工作室"]
