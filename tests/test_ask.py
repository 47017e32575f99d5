"""Every question has an answer of the type it promises, on a graph in which everything occurs."""

import inspect
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest

from graph import ask, rows
from graph.store import GraphStore
from tests import fixture_graph as fixture

_WORDS = {"text": "工作室", "skill": "焊", "node_id": "", "alliance_id": "", "organization_id": "", "ids": ()}
_SUBJECTS = {"alliance_id": fixture.REGIONAL.id, "organization_id": fixture.UNION.id, "ids": (fixture.LIN.id,)}
QUESTIONS = [
    function
    for name, function in inspect.getmembers(ask, inspect.isfunction)
    if function.__module__ == ask.__name__ and not name.startswith("_") and name not in ("answer", "entity")
]


@pytest.fixture
def store(ladybug_store: GraphStore) -> GraphStore:
    ladybug_store.publish(fixture.tables())
    return ladybug_store


def asked(question: Callable[..., list[Any]], store: GraphStore) -> list[Any]:
    required = [
        name
        for name, parameter in inspect.signature(question).parameters.items()
        if parameter.default is parameter.empty and name != "store"
    ]
    subjects = {**_WORDS, **_SUBJECTS, "node_id": fixture.WELDING.id}
    return question(store, **{name: subjects[name] for name in required})


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.__name__)
def test_every_question_answers_with_rows_of_one_type(question: Callable[..., list[Any]], store: GraphStore) -> None:
    found = asked(question, store)
    assert found
    assert len({type(row) for row in found}) == 1
    assert all(getattr(found[0], field.name) is not ... for field in fields(found[0]))


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({}, 6),
        ({"text": "焊接"}, 1),
        ({"text": " 焊接 "}, 1),
        ({"province": "吉林省"}, 2),
        ({"industry": "汽车制造业"}, 2),
        ({"level": "省部级"}, 2),
        ({"level": "省部级", "province": "北京市"}, 1),
        ({"text": "没有这个"}, 0),
    ],
)
def test_filters_of_the_list_of_studios_narrow_it(store: GraphStore, filters: dict[str, str], names: int) -> None:
    assert len(ask.studios(store, **filters)) == names


def test_a_studio_of_two_leaders_is_one_line(store: GraphStore) -> None:
    lines = ask.studios(store)
    assert len({line.id for line in lines}) == len(lines)


def test_an_entity_leaves_absent_values_out(store: GraphStore) -> None:
    found = ask.entity(store, fixture.ALONE.id)
    assert found is not None
    assert found.name == "无人知晓工作室"
    assert set(found.properties) == {"name"}


@pytest.mark.parametrize("node_id", ["S000000000000", "K000000000000", "", "x"])
def test_what_is_not_there_is_none(store: GraphStore, node_id: str) -> None:
    assert ask.entity(store, node_id) is None


def test_names_and_hits_tell_their_kind() -> None:
    assert rows.Name(fixture.LIN.id, "林晓").kind == "Person"
    assert rows.Hit(fixture.WELDING.id, "", "").kind == "Studio"
