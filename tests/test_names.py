"""What people type finds what they mean, and a doubtful name is never guessed."""

from collections.abc import Mapping
from typing import Any

import pytest

from graph.names import UnknownNameError, resolve, search
from graph.queries import Query
from graph.store import GraphStore, Row
from tests import fixture_graph as fixture
from tests.tables import FakeTables, node


@pytest.fixture
def store(invented: GraphStore) -> GraphStore:
    return invented


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


@pytest.mark.parametrize("typed", ["ＧＺＳ－００１", " gzs-001 ", "GZS-001"])
def test_a_number_is_found_whatever_its_width_and_case_by_one_query(
    ladybug_store: GraphStore, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbered = [node("Studio", f"工作室{at}", code=f"GZS-00{at}", search=f"工作室{at} gzs-00{at}") for at in range(3)]
    ladybug_store.publish(FakeTables(numbered))
    asked: list[str] = []
    run = ladybug_store.run

    def counted(query: Query, parameters: Mapping[str, Any]) -> list[Row]:
        asked.append(query.name)
        return run(query, parameters)

    monkeypatch.setattr(ladybug_store, "run", counted)
    assert resolve(ladybug_store, typed).id == numbered[1].id
    assert "studio" not in asked
    assert asked.count("studio_numbers") <= 2


def test_two_studios_of_one_number_are_listed(ladybug_store: GraphStore) -> None:
    twice = [node("Studio", name, code="GZS-1", search=f"{name} gzs-1") for name in "甲乙"]
    ladybug_store.publish(FakeTables(twice))
    with pytest.raises(UnknownNameError, match="有 2 个对象"):
        resolve(ladybug_store, "GZS-1")


@pytest.mark.parametrize("typed", ["ABC（1号）工作室", "abc(1号)工作室", "ＡＢＣ(１号) 工作室", "ABC (1号)工作室"])
def test_width_case_and_spaces_of_a_name_do_not_matter(ladybug_store: GraphStore, typed: str) -> None:
    studio = node("Studio", "ABC(1号)工作室", search="abc(1号)工作室")
    ladybug_store.publish(FakeTables([studio]))
    assert resolve(ladybug_store, typed).id == studio.id


def test_a_name_kept_with_a_space_is_found_without(ladybug_store: GraphStore) -> None:
    studio = node("Studio", "ABB 机器人工作室", search="abb 机器人工作室")
    ladybug_store.publish(FakeTables([studio]))
    assert resolve(ladybug_store, "ABB机器人工作室").id == studio.id


@pytest.mark.parametrize("typed", ["传帮带，工作室", "传帮带,工作室"])
def test_a_search_reads_narrow_punctuation_as_chinese(ladybug_store: GraphStore, typed: str) -> None:
    studio = node("Studio", "传帮带，工作室", search="传帮带，工作室")
    ladybug_store.publish(FakeTables([studio]))
    assert [hit.id for hit in search(ladybug_store, typed)] == [studio.id]


def test_an_id_in_wide_letters_is_an_id(store: GraphStore) -> None:
    wide = fixture.WELDING.id.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert resolve(store, wide).id == fixture.WELDING.id
