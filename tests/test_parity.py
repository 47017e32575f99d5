"""Every named query answers the same on both engines."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from neo4j import Driver

from graph import ask
from graph.projection import project
from graph.queries import Query, load_queries
from graph.schema import load_schema
from graph.store import GraphStore
from tests import fixture_graph

_QUERIES = load_queries()
# One node of every kind, and more of those whose surroundings differ.
_SUBJECTS = (
    *{node.kind: node for node in fixture_graph.NODES}.values(),
    fixture_graph.WELDING, fixture_graph.LIN, fixture_graph.UNION, fixture_graph.REGIONAL,
)  # fmt: skip

# Values to ask with, by the parameter's name; a query is asked with every combination of its parameters' values.
PARAMETERS: dict[str, list[Any]] = {
    "id": [one.id for one in _SUBJECTS] + ["S000000000000", ""],
    "ids": [[], [fixture_graph.LIN.id, fixture_graph.ZHOU.id], [fixture_graph.PLANT.id, "S000000000000"]],
    "text": ["", "工作室", 'o\'neil "双语"', "不存在"],
    "name": ["", "林", "王平", "不存在"],
    "kind": ["", "跨区域", "不存在"],
    "province": ["", "吉林省", "北京市"],
    "industry": ["", "汽车制造业"],
    "level": ["", "省部级"],
    "honor": ["", "劳动模范"],
    "skill": ["", "焊"],
    "standard": ["", "管理办法"],
    "today": ["2021-06-18", "2026-01-01"],
    "prefix": ["S", "P", "J", "Q", "", "X"],
}


# What another program keeps in the same database: our labels without our ids, with ids of its own, and other labels.
_FOREIGN = (
    "CREATE (:Studio {name: '外来工作室', search: '外来工作室'})",
    "CREATE (:Person {id: 17, name: '外人', search: '工作室'})-[:LEADS {id: 'x'}]->(:Studio {id: 17, name: 4})",
    "CREATE (:Person {id: 17})-[:KNOWS]->(:Shop {name: '小店'})",
    "CREATE (:Alliance {kinds: '一个'})<-[:MEMBER_OF]-(:Studio {code: 1.5, status: 3, search: '工作室'})",
)
_FOREIGN_TIES = (
    "MATCH (a:Person {id: $start}), (b:Studio {id: $target}) CREATE (a)-[:LIKES]->(b), (a)-[:BELONGS_TO]->(b)",
    "MATCH (a:Person {id: $start}) CREATE (a)-[:BOUGHT]->(:Shop {id: 3}), (a)<-[:LEADS]-(:Person {id: 'x'})",
)


def asked_with(query: Query) -> Iterator[dict[str, Any]]:
    """Every combination of values for the query's parameters."""
    unknown = [name for name in query.params if name not in PARAMETERS]
    assert not unknown, f"give values for {unknown} of query {query.name} in PARAMETERS of {__file__}"
    for values in product(*(PARAMETERS[name] for name in query.params)):
        yield dict(zip(query.params, values, strict=True))


def answered(store: GraphStore, query: Query, given: dict[str, Any]) -> list[str]:
    """The rows as text, which tells 1 from 1.0 and from True."""
    return [repr(row) for row in ask.answer(store, query, given)]


@pytest.mark.neo4j
def test_every_query_answers_the_same_on_both_engines(ladybug_store: GraphStore, neo4j_store: GraphStore) -> None:
    for store in (ladybug_store, neo4j_store):
        store.publish(fixture_graph.tables())
    differences = []
    for query in _QUERIES.values():
        for given in asked_with(query):
            embedded = answered(ladybug_store, query, given)
            server = answered(neo4j_store, query, given)
            if embedded != server:
                differences.append(f"{query.name} {given}\n  ladybug {embedded}\n  neo4j   {server}")
    assert not differences, "\n".join(differences)


def test_the_fixture_graph_gives_every_query_something_to_answer(ladybug_store: GraphStore) -> None:
    ladybug_store.publish(fixture_graph.tables())
    silent = [
        query.name
        for query in _QUERIES.values()
        if not any(ladybug_store.run(query, given) for given in asked_with(query))
    ]
    assert not silent


def test_the_fixture_graph_has_every_kind_of_node_and_every_type_of_edge() -> None:
    schema, tables = load_schema(), fixture_graph.tables()
    assert [kind for kind in schema.kinds if not any(tables.nodes(kind))] == []
    assert [edge_type for edge_type in schema.edges if not any(tables.edges(edge_type))] == []


@pytest.mark.neo4j
def test_the_data_of_others_in_the_same_database_is_never_answered(
    ladybug_store: GraphStore, neo4j_store: GraphStore, neo4j_driver: Driver
) -> None:
    for text in _FOREIGN:
        neo4j_driver.execute_query(text)  # before the constraints exist
    for store in (ladybug_store, neo4j_store):
        store.publish(fixture_graph.tables())
    for text in (*_FOREIGN, *_FOREIGN_TIES):
        neo4j_driver.execute_query(text, start=fixture_graph.LIN.id, target=fixture_graph.WELDING.id)
    given = {name: values[1 % len(values)] for name, values in PARAMETERS.items()} | {"id": fixture_graph.LIN.id}
    for query in _QUERIES.values():
        asked = {name: given[name] for name in query.params}
        assert answered(neo4j_store, query, asked) == answered(ladybug_store, query, asked), query.name
    assert project(neo4j_store) == project(ladybug_store)


@pytest.mark.parametrize("query", [query for query in _QUERIES.values() if query.is_ordered], ids=lambda one: one.name)
def test_no_two_different_rows_tie_in_the_order_of_a_query(invented: GraphStore, query: Query) -> None:
    keys = re.findall(r"([\w`]+)(?:\s+DESC)?\s*(?:,|$)", query.text.rpartition("ORDER BY")[2].strip())
    for given in asked_with(query):
        rows = ask.answer(invented, query, given)
        ordered = {repr([row[key.strip("`")] for key in keys]) for row in rows}
        assert len(ordered) == len({repr(row) for row in rows})
