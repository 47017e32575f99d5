"""Every question has an answer of the type it promises, on a graph in which everything occurs."""

import inspect
from collections.abc import Callable
from typing import Any, get_args, get_type_hints

import pytest
from pydantic import TypeAdapter, ValidationError

from graph import ask, rows
from graph.days import holds
from graph.model import Edge
from graph.store import GraphStore
from tests import fixture_graph as fixture

_WORDS = {
    "text": "工作室",
    "prefix": "",
    "skill": "焊",
    "node_id": "",
    "alliance_id": "",
    "organization_id": "",
    "ids": (),
}
_SUBJECTS = {
    "alliance_id": fixture.REGIONAL.id,
    "organization_id": fixture.UNION.id,
    "ids": (fixture.LIN.id, fixture.ZHOU.id),
}
DAY = "2026-01-01"
QUESTIONS = [
    function
    for name, function in inspect.getmembers(ask, inspect.isfunction)
    if function.__module__ == ask.__name__ and not name.startswith("_") and name not in ("answer", "entity")
]


@pytest.fixture
def store(invented: GraphStore) -> GraphStore:
    return invented


def asked(question: Callable[..., list[Any]], store: GraphStore) -> list[Any]:
    required = [
        name
        for name, parameter in inspect.signature(question).parameters.items()
        if parameter.default is parameter.empty and name != "store"
    ]
    subjects = {**_WORDS, **_SUBJECTS, "node_id": fixture.WELDING.id}
    return question(store, **{name: subjects[name] for name in required})


def adapters(kind: type[object]) -> dict[str, TypeAdapter[Any]]:
    return {name: TypeAdapter(hint) for name, hint in get_type_hints(kind).items()}


def wrongly_typed(row: Any) -> list[str]:
    """The fields of a row that hold something else than their types promise."""
    faults = []
    for name, adapter in adapters(type(row)).items():
        try:
            adapter.validate_python(getattr(row, name), strict=True)
        except ValidationError:
            faults.append(name)
    return faults


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.__name__)
def test_every_question_answers_with_rows_of_the_promised_types(
    question: Callable[..., list[Any]], store: GraphStore
) -> None:
    found = asked(question, store)
    assert found
    (promised,) = get_args(get_type_hints(question)["return"])
    assert {type(row) for row in found} == {promised}
    assert [(row, faults) for row in found if (faults := wrongly_typed(row))] == []


def test_a_value_of_another_type_than_promised_would_be_found() -> None:
    wrong: Any = "3"
    assert wrongly_typed(rows.Count("甲", wrong)) == ["number"]
    assert wrongly_typed(rows.Count("甲", 3)) == []


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({}, 9),
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


def memberships() -> list[Edge]:
    return list(fixture.tables().edges("MEMBER_OF"))


def test_who_left_an_alliance_is_no_member_and_who_has_two_stays_is_one(store: GraphStore) -> None:
    members = ask.alliance_members(store, fixture.CHAIN.id, today=DAY)
    present = [fixture.TEACHING, fixture.ASSEMBLY, fixture.EAST, fixture.WEST]
    assert sorted(each.id for each in members) == sorted(one.id for one in present)
    (again,) = [each for each in members if each.id == fixture.ASSEMBLY.id]
    assert (again.since, again.until, again.role) == ("2021", "", "成员")


def test_an_organization_that_left_an_alliance_is_no_member(store: GraphStore) -> None:
    members = {each.id for each in ask.alliance_members(store, fixture.REGIONAL.id, today=DAY)}
    assert fixture.GROUP.id in members
    assert fixture.PLANT.id not in members


def test_on_an_earlier_day_the_members_are_those_of_that_day(store: GraphStore) -> None:
    members = {each.id for each in ask.alliance_members(store, fixture.CHAIN.id, today="2017")}
    assert fixture.ASSEMBLY.id in members
    assert fixture.WELDING.id in members


@pytest.mark.parametrize("day", ["2017", "2020-06-01", DAY, "2098-01-01"])
def test_lists_count_each_present_member_once(store: GraphStore, day: str) -> None:
    present = {
        (edge.start, edge.end)
        for edge in memberships()
        if holds(edge.fields().get("since", ""), edge.fields().get("until", ""), day)
    }
    for line in ask.studios(store, today=day):
        assert line.alliances == len({end for start, end in present if start == line.id})
    for alliance in ask.alliances(store, today=day):
        assert alliance.studios + alliance.organizations == len({start for start, end in present if end == alliance.id})
        listed = ask.alliance_members(store, alliance.id, today=day)
        assert {(each.id, alliance.id) for each in listed} == {pair for pair in present if pair[1] == alliance.id}
        assert len(listed) == len({each.id for each in listed})


def test_a_studio_that_left_its_only_alliance_is_on_its_own(store: GraphStore) -> None:
    alone = {line.id for line in ask.isolated_studios(store, today="2020")}
    later = {line.id for line in ask.isolated_studios(store, today=DAY)}
    assert {fixture.ALONE.id, fixture.LATE.id} <= alone & later
    assert fixture.CLOSED.id not in alone | later


def test_a_bridge_is_in_both_alliances_now(store: GraphStore) -> None:
    assert not any(bridge.id == fixture.WELDING.id for bridge in ask.shared_members(store, today=DAY))
    assert any(bridge.id == fixture.WELDING.id for bridge in ask.shared_members(store, today="2021"))


def test_a_skill_left_the_studio_with_its_holder(store: GraphStore) -> None:
    skills = {(fact.studio, fact.skill) for fact in ask.facts_skills(store, today=DAY)}
    assert (fixture.TEACHING.id, fixture.VISION_SKILL.id) in skills


def test_without_a_day_the_question_is_about_today(store: GraphStore) -> None:
    assert fixture.WELDING.id not in {each.id for each in ask.alliance_members(store, fixture.CHAIN.id)}


def test_a_help_team_shows_the_projects_and_the_problems_it_tackles(store: GraphStore) -> None:
    (line,) = [each for each in ask.help_teams(store) if each.id == fixture.HELPERS.id]
    assert (line.projects, line.problems) == (["铝合金裂纹攻关"], ["机器人焊缝跟踪"])
