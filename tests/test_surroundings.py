"""The network around one thing is near, capped, placed once and for all, and grows without moving."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.ladybug_store import LadybugStore
from graph.model import Node
from graph.surroundings import MOST, Surroundings, expand, surroundings
from tests.tables import FakeTables, edge, node

ALLIANCE = node("Alliance", "联盟")
STUDIOS = tuple(node("Studio", f"工作室{at}") for at in range(40))
LEADERS = tuple(node("Person", f"领衔人{at}") for at in range(40))
REGION = node("Region", "某省")
FAR = node("Studio", "同省的另一个工作室")
FIGURE = node("Figure", "培训人数")
ALONE = node("Studio", "孤单工作室")
EDGES = (
    *(edge("MEMBER_OF", studio, ALLIANCE) for studio in STUDIOS),
    *(edge("LEADS", leader, studio) for leader, studio in zip(LEADERS, STUDIOS, strict=True)),
    edge("LOCATED_IN", STUDIOS[0], REGION),
    edge("LOCATED_IN", FAR, REGION),
    edge("STATES", ALLIANCE, FIGURE),
)


@pytest.fixture(scope="module")
def star(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LadybugStore]:
    """An alliance of forty studios, each with its leader."""
    folder: Path = tmp_path_factory.mktemp("star")
    store = LadybugStore(folder)
    store.publish(FakeTables((ALLIANCE, *STUDIOS, *LEADERS, REGION, FAR, FIGURE, ALONE), EDGES))
    yield store
    store.close()


def ids(picture: Surroundings) -> set[str]:
    return {one.id for one in picture.nodes}


def named(*nodes: Node) -> set[str]:
    return {one.id for one in nodes}


def test_one_step_reaches_the_neighbours_and_no_further(star: LadybugStore) -> None:
    assert ids(surroundings(star, ALLIANCE.id)) == named(ALLIANCE, *STUDIOS)


def test_two_steps_reach_the_neighbours_of_neighbours(star: LadybugStore) -> None:
    assert ids(surroundings(star, ALLIANCE.id, hops=2)) == named(ALLIANCE, *STUDIOS, *LEADERS, REGION)


def test_no_step_goes_through_what_everybody_shares(star: LadybugStore) -> None:
    assert FAR.id not in ids(surroundings(star, STUDIOS[0].id, hops=2))


def test_what_everybody_shares_can_itself_be_the_centre(star: LadybugStore) -> None:
    assert ids(surroundings(star, REGION.id)) == named(REGION, STUDIOS[0], FAR)


def test_a_stated_figure_is_not_drawn(star: LadybugStore) -> None:
    assert FIGURE.id not in ids(surroundings(star, ALLIANCE.id))


def test_something_without_edges_gives_an_empty_picture(star: LadybugStore) -> None:
    assert surroundings(star, ALONE.id).nodes == ()


def test_an_unknown_id_gives_an_empty_picture(star: LadybugStore) -> None:
    assert surroundings(star, "S000000000000").nodes == ()


def test_the_cap_keeps_the_nearest_and_counts_the_rest(star: LadybugStore) -> None:
    picture = surroundings(star, ALLIANCE.id, hops=2, cap=41)
    assert ids(picture) == named(ALLIANCE, *STUDIOS)
    assert picture.cut == len(LEADERS) + 1


def test_a_hidden_kind_is_counted_but_not_drawn(star: LadybugStore) -> None:
    picture = surroundings(star, STUDIOS[0].id, kinds={"Person"})
    assert ids(picture) == named(STUDIOS[0], LEADERS[0])
    assert dict(picture.present) == {"Studio": 1, "Person": 1, "Region": 1, "Alliance": 1}
    assert picture.cut == 0


def test_what_a_hidden_kind_connected_is_left_out_with_it(star: LadybugStore) -> None:
    assert ids(surroundings(star, ALLIANCE.id, hops=2, kinds={"Person"})) == named(ALLIANCE)


def test_every_link_is_between_drawn_nodes(star: LadybugStore) -> None:
    picture = surroundings(star, ALLIANCE.id, hops=2, cap=60)
    assert {end for link in picture.links for end in (link.start, link.end)} == ids(picture)


def test_the_same_question_gives_the_same_picture(star: LadybugStore) -> None:
    assert surroundings(star, ALLIANCE.id, hops=2) == surroundings(star, ALLIANCE.id, hops=2)


def test_the_centre_stands_in_the_middle(star: LadybugStore) -> None:
    centre = surroundings(star, ALLIANCE.id).nodes[0]
    assert (centre.id, centre.x, centre.y) == (ALLIANCE.id, 0.0, 0.0)


@settings(max_examples=15, deadline=None)
@given(cap=st.integers(1, 2 * MOST), hops=st.integers(1, 2))
def test_no_two_nodes_stand_on_one_spot_and_none_exceeds_the_cap(star: LadybugStore, cap: int, hops: int) -> None:
    picture = surroundings(star, ALLIANCE.id, hops=hops, cap=cap)
    assert len({(one.x, one.y) for one in picture.nodes}) == len(picture.nodes) <= min(cap, MOST)


def test_expanding_adds_neighbours_and_moves_nothing(star: LadybugStore) -> None:
    before = surroundings(star, ALLIANCE.id)
    after = expand(star, before, STUDIOS[0].id)
    assert after.nodes[: len(before.nodes)] == before.nodes
    assert ids(after) - ids(before) == named(LEADERS[0], REGION)
    assert len(after.links) == len(before.links) + 2


def test_expanding_what_is_not_drawn_changes_nothing(star: LadybugStore) -> None:
    before = surroundings(star, ALLIANCE.id)
    assert expand(star, before, FAR.id) == before


def test_expanding_twice_is_expanding_once(star: LadybugStore) -> None:
    once = expand(star, surroundings(star, ALLIANCE.id), STUDIOS[0].id)
    assert expand(star, once, STUDIOS[0].id) == once


def test_expanding_stops_at_the_cap_and_counts_the_rest(star: LadybugStore) -> None:
    before = surroundings(star, STUDIOS[0].id)
    after = expand(star, before, ALLIANCE.id, cap=10)
    assert len(after.nodes) == 10
    assert after.cut == len(STUDIOS) - 1 - (10 - len(before.nodes))


@pytest.fixture(scope="module")
def triangle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LadybugStore]:
    """An alliance of two studios, one of whose leaders also belongs to the other, and a master with his apprentice."""
    store = LadybugStore(tmp_path_factory.mktemp("triangle"))
    links = (
        edge("MEMBER_OF", STUDIOS[0], ALLIANCE),
        edge("MEMBER_OF", STUDIOS[1], ALLIANCE),
        edge("LEADS", LEADERS[0], STUDIOS[0]),
        edge("BELONGS_TO", LEADERS[1], STUDIOS[0]),
        edge("MENTORS", LEADERS[0], LEADERS[1]),
        edge("BELONGS_TO", LEADERS[1], STUDIOS[1]),
    )
    store.publish(FakeTables((ALLIANCE, *STUDIOS[:2], *LEADERS[:2]), links))
    yield store
    store.close()


@pytest.mark.parametrize(
    ("centre", "hops", "edges"),
    [
        (STUDIOS[0], 1, {"MEMBER_OF": 1, "LEADS": 1, "BELONGS_TO": 1, "MENTORS": 1}),
        (ALLIANCE, 1, {"MEMBER_OF": 2}),
        (ALLIANCE, 2, {"MEMBER_OF": 2, "LEADS": 1, "BELONGS_TO": 2, "MENTORS": 1}),
    ],
)
def test_what_is_drawn_is_also_linked_among_itself(
    triangle: LadybugStore, centre: Node, hops: int, edges: dict[str, int]
) -> None:
    assert Counter(link.edge for link in surroundings(triangle, centre.id, hops=hops).links) == edges


def test_an_expanded_picture_is_linked_among_itself(triangle: LadybugStore) -> None:
    picture = expand(triangle, surroundings(triangle, ALLIANCE.id), STUDIOS[0].id)
    assert Counter(link.edge for link in picture.links)["BELONGS_TO"] == 2
