"""Paths go through what really connects people, shortest first, and cost what lies between."""

from itertools import pairwise

import pytest

from graph.errors import MengtuError
from graph.paths import Step, shortest_paths
from graph.store import GraphStore
from tests import fixture_graph as fixture
from tests.tables import FakeTables, edge, node


@pytest.fixture
def store(invented: GraphStore) -> GraphStore:
    return invented


def names(ways: list[tuple[Step, ...]]) -> list[list[str]]:
    return [[step.name for step in way] for way in ways]


def test_the_shortest_way_names_every_stop_and_how_it_follows(store: GraphStore) -> None:
    (way,) = shortest_paths(store, fixture.XU.id, fixture.CHEN.id, limit=1)
    assert (way[0].name, way[-1].name) == ("许川", "陈默")
    assert all(step.via for step in way[1:])
    assert way[0].via == ""


def test_a_direct_edge_is_told_in_the_direction_it_is_walked(store: GraphStore) -> None:
    forth = shortest_paths(store, fixture.ZHOU.id, fixture.XU.id, limit=1)[0]
    back = shortest_paths(store, fixture.XU.id, fixture.ZHOU.id, limit=1)[0]
    assert forth[1].via == "带徒"
    assert back[1].via == "师傅"


def test_several_edges_between_two_stops_are_all_named(store: GraphStore) -> None:
    way = shortest_paths(store, fixture.LIN.id, fixture.ZHOU.id, limit=1)[0]
    assert way[1].via == "带徒（焊工）；带徒（装配）"


def test_at_most_three_ways_are_given_and_all_are_equally_short(store: GraphStore) -> None:
    ways = shortest_paths(store, fixture.CHEN.id, fixture.GROUP.id)
    assert 1 < len(ways) <= 3
    assert len({len(way) for way in ways}) == 1
    assert len({tuple(step.id for step in way) for way in ways}) == len(ways)


def test_sharing_a_region_is_told_only_when_nothing_else_connects(ladybug_store: GraphStore) -> None:
    region, skill = node("Region", "某市"), node("Skill", "焊接")
    one, two, three = (node("Studio", name) for name in ("一", "二", "三"))
    common = [edge("LOCATED_IN", one, region), edge("LOCATED_IN", two, region), edge("SKILLED_IN", one, skill)]
    ladybug_store.publish(FakeTables([region, skill, one, two, three], common))
    assert names(shortest_paths(ladybug_store, one.id, two.id)) == [["一", "某市", "二"]]
    assert shortest_paths(ladybug_store, one.id, three.id) == []


def test_what_is_not_connected_has_no_way(store: GraphStore) -> None:
    assert shortest_paths(store, fixture.LIN.id, fixture.ALONE.id) == []
    assert shortest_paths(store, fixture.LIN.id, "P000000000000") == []


def test_a_way_from_something_to_itself_is_refused_by_name(store: GraphStore) -> None:
    with pytest.raises(MengtuError, match="起点和终点都是「林晓」"):
        shortest_paths(store, fixture.LIN.id, fixture.LIN.id)


def test_a_stay_that_ended_is_told_as_past(ladybug_store: GraphStore) -> None:
    studio, alliance = node("Studio", "甲"), node("Alliance", "乙")
    ladybug_store.publish(FakeTables([studio, alliance], [edge("MEMBER_OF", studio, alliance, until="2020")]))
    told = {day: shortest_paths(ladybug_store, studio.id, alliance.id, today=day)[0][1].via for day in ("2019", "2021")}
    assert told == {"2019": "加入", "2021": "曾加入"}
    assert shortest_paths(ladybug_store, alliance.id, studio.id, today="2021")[0][1].via == "原成员"


@pytest.mark.parametrize("length", [1, 2, 5, 10])
def test_a_chain_is_walked_from_end_to_end(ladybug_store: GraphStore, length: int) -> None:
    people = [node("Person", f"第{number}人") for number in range(length + 1)]
    chain = [edge("MENTORS", upper, lower) for upper, lower in pairwise(people)]
    ladybug_store.publish(FakeTables(people, chain))
    (way,) = shortest_paths(ladybug_store, people[0].id, people[-1].id)
    assert [step.id for step in way] == [person.id for person in people]
