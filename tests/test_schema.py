"""The schema is sound: what is derived from it can rely on it."""

import pytest

from graph.ask import _ENTITY_QUERY
from graph.model import code
from graph.queries import get
from graph.schema import kind_of, load_schema

SCHEMA = load_schema()


def test_every_kind_has_a_prefix_of_its_own() -> None:
    prefixes = [kind.prefix for kind in SCHEMA.kinds.values()]
    assert len(set(prefixes)) == len(prefixes)
    assert "E" not in prefixes  # edges


@pytest.mark.parametrize("kind", SCHEMA.kinds)
def test_an_id_tells_its_kind(kind: str) -> None:
    assert kind_of(code(SCHEMA.kinds[kind].prefix, "任何名称")) == kind


def test_what_is_no_id_has_no_kind() -> None:
    assert kind_of("") == ""
    assert kind_of("李兵") == ""


@pytest.mark.parametrize("edge_type", SCHEMA.edges)
def test_edges_join_known_kinds_and_their_keys_are_fields(edge_type: str) -> None:
    edge = SCHEMA.edges[edge_type]
    assert edge.ends
    assert {kind for ends in edge.ends for kind in ends} <= set(SCHEMA.kinds)
    assert set(edge.key) <= set(edge.fields)


@pytest.mark.parametrize("ledger", SCHEMA.ledgers)
def test_ledgers_require_something_and_name_no_heading_twice(ledger: str) -> None:
    described = SCHEMA.ledgers[ledger]
    assert any(column.required for column in described.columns.values())
    assert set(described.one_of) <= set(described.columns)
    headings = [name for column, about in described.columns.items() for name in (column, *about.aka)]
    assert len(set(headings)) == len(headings)


def test_choices_are_given_exactly_where_a_column_is_a_choice() -> None:
    for ledger in SCHEMA.ledgers.values():
        for name, column in ledger.columns.items():
            assert bool(column.choices) == (column.type in ("choice", "choices")), name


def test_the_private_columns_are_those_the_regulations_name() -> None:
    private = {name for ledger in SCHEMA.ledgers.values() for name, column in ledger.columns.items() if column.private}
    assert private == {"出生年月", "民族", "政治面貌", "联系电话"}
    labels = {field.zh for kind in SCHEMA.kinds.values() for field in kind.fields.values()}
    assert not labels & private


@pytest.mark.parametrize("kind", _ENTITY_QUERY)
def test_the_page_of_a_kind_shows_every_field(kind: str) -> None:
    text = get(_ENTITY_QUERY[kind]).text
    for field in {**SCHEMA.kinds[kind].fields, **SCHEMA.provenance}:
        assert f"AS {field}" in text


def test_every_kind_has_a_page() -> None:
    assert set(_ENTITY_QUERY) == set(SCHEMA.kinds)


def test_every_searchable_kind_is_searched() -> None:
    searchable = {kind for kind, described in SCHEMA.kinds.items() if described.searchable}
    assert all(f"(n:{kind})" in get("find").text for kind in searchable)
