"""What people type finds what they mean, and a doubtful name is never guessed."""

import pytest

from graph.names import UnknownNameError, resolve, search
from graph.store import GraphStore
from tests import fixture_graph as fixture
from tests.tables import FakeTables, node


@pytest.fixture
def store(ladybug_store: GraphStore) -> GraphStore:
    ladybug_store.publish(fixture.tables())
    return ladybug_store


def test_the_exact_name_comes_first_then_what_begins_so(ladybug_store: GraphStore) -> None:
    names = ["大焊接室", "焊接", "焊接二室", "无关"]
    ladybug_store.publish(FakeTables([node("Studio", name, search=name) for name in names]))
    assert [hit.name for hit in search(ladybug_store, "焊接")] == ["焊接", "焊接二室", "大焊接室"]


@pytest.mark.parametrize("typed", ["", "   "])
def test_nothing_typed_finds_nothing(store: GraphStore, typed: str) -> None:
    assert search(store, typed) == []


@pytest.mark.parametrize("kind", ["Studio", "studio", "工作室"])
def test_kinds_are_named_in_both_languages(store: GraphStore, kind: str) -> None:
    assert {hit.kind for hit in search(store, "林", kind=kind)} == {"Studio"}


def test_an_id_an_exact_name_and_a_number_mean_the_same(store: GraphStore) -> None:
    assert resolve(store, fixture.WELDING.id).id == fixture.WELDING.id
    assert resolve(store, "林晓焊接工作室").id == fixture.WELDING.id


def test_a_studio_is_found_by_its_number(ladybug_store: GraphStore) -> None:
    studio = node("Studio", "甲", code="GZS-001", search="甲 gzs-001")
    ladybug_store.publish(FakeTables([studio]))
    assert resolve(ladybug_store, "GZS-001").id == studio.id


def test_namesakes_are_listed_with_where_they_belong(store: GraphStore) -> None:
    with pytest.raises(UnknownNameError, match="有 2 个对象叫「王平」") as refused:
        resolve(store, "王平")
    assert "林晓焊接工作室" in str(refused.value)


def test_part_of_a_name_is_not_taken_for_the_name(store: GraphStore) -> None:
    with pytest.raises(UnknownNameError, match="是不是：林晓焊接工作室"):
        resolve(store, "焊接工作", kind="Studio")


def test_a_misspelt_name_gets_near_names(store: GraphStore) -> None:
    with pytest.raises(UnknownNameError, match="林晓焊接工作室"):
        resolve(store, "林小焊接工作室")


def test_what_resembles_nothing_is_said_so(store: GraphStore) -> None:
    with pytest.raises(UnknownNameError, match="mengtu find"):
        resolve(store, "qqqq")
