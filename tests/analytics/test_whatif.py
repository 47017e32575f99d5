"""A change is measured on a copy, says what it does, and moves nothing it does not touch."""

import doctest
from dataclasses import asdict, replace

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analytics import figures, whatif
from graph.analytics.changes import (
    AddAlliance,
    AddLeader,
    AddStudio,
    Change,
    ImpossibleChangeError,
    Remove,
    changed_landscape,
)
from graph.analytics.figures import NAMES, Figures, differences, measure
from graph.analytics.partners import UnknownStudioError
from graph.analytics.regroup import regroup
from graph.analytics.sparse import matrices
from graph.analytics.structure import Communities, communities
from graph.analytics.whatif import Difference, Nearby, try_out
from graph.landscape import Landscape, Leader, LeaderSkill, MentoringLink, StudioFacts, Successor
from tests.analytics.small import allied, described, graphs, landscapes


def changes(known: Landscape, *which: Change) -> dict[str, tuple[float, float]]:
    """The figures a change moves, by name."""
    found = try_out(known, *which)
    before, after = asdict(found.before), asdict(found.after)
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}


def measured(known: Landscape) -> Figures:
    return measure(known, communities(known)).figures


def graph_of(known: Landscape) -> "nx.Graph[int]":
    found: nx.Graph[int] = nx.from_scipy_sparse_array(matrices(known).allied)
    return found


def test_a_new_alliance_joins_what_was_apart() -> None:
    moved = changes(allied("ab", "cd", also="e"), AddAlliance(("Sb", "Sc")))
    assert moved["components"] == (2, 1)
    assert moved["largest"] == (2, 4)
    assert moved["holders"] == (0, 2)
    assert moved["bridges"] == (2, 3)
    assert "isolated" not in moved


def test_dissolving_an_alliance_undoes_founding_it() -> None:
    known = allied("ab", "cd", "bc")
    assert changes(known, Remove("A2")) == {
        name: (after, before)
        for name, (before, after) in changes(allied("ab", "cd"), AddAlliance(("Sb", "Sc"))).items()
    }


def test_who_holds_others_together_is_named() -> None:
    found = try_out(allied("ab", "bc", also="d"), AddAlliance(("Sc", "Sd")))
    assert found.holders == Difference(("c工作室",), ())
    assert try_out(allied("ab", "bc", "ac"), Remove("A2")).holders == Difference(("b工作室",), ())
    assert try_out(allied("ab", "bc"), AddAlliance(("Sa", "Sc"))).holders == Difference((), ("b工作室",))


def test_a_studio_that_leaves_takes_its_ties_along() -> None:
    found = try_out(allied("ab", "bc"), Remove("Sb"))
    assert found.said == "「b工作室」退出"
    assert (found.before.studios, found.after.studios) == (3, 2)
    assert (found.before.allied, found.after.allied, found.after.isolated) == (3, 0, 2)
    assert set(found.nearby) == {
        Nearby("Sa", "a工作室", (1, 0), (2, 0)),
        Nearby("Sb", "b工作室", (2, 0), (2, 0)),
        Nearby("Sc", "c工作室", (1, 0), (2, 0)),
    }


def test_a_studio_that_joins_reaches_the_members() -> None:
    found = try_out(allied("ab", also="c"), AddStudio("Sc", "A0"))
    assert found.said == "「c工作室」加入「0号联盟」"
    assert found.nearby[0] == Nearby("Sc", "c工作室", (0, 2), (0, 2))


def test_what_alliances_cover_is_told_by_name() -> None:
    newcomer = StudioFacts("", "", skills=("K1",), province="江苏省", region_name="南京市", industry_name="纺织业")
    known = replace(described(allied("ab", also="c"), c=newcomer), skill_names=(("K1", "焊接"),))
    found = try_out(known, AddAlliance(("Sa", "Sc")))
    assert found.skills == Difference(("焊接",), ())
    assert found.places == Difference(("江苏省", "江苏省南京市"), ())
    assert found.industries == Difference(("纺织业",), ())
    assert (found.after.skills, found.after.provinces, found.after.places, found.after.industries) == (1, 1, 1, 1)


LED = replace(
    described(allied("ab", also="cd"), a=StudioFacts("", "", skills=("K1", "K2"))),
    leaders=(Leader("Sa", "P1", "林晓", 3), Leader("Sb", "P2", "周岚", 2), Leader("Sc", "P3", "许川")),
    successors=(Successor("Sa", "P4", "陈默", "骨干"), Successor("Sa", "P4", "陈默", "徒弟")),
    leader_skills=(LeaderSkill("Sa", "P1", "K2"),),
    mentoring=(MentoringLink("Sa", "Sb", "林晓", "周岚"), MentoringLink("Sb", "Sc", "周岚", "许川")),
    skill_names=(("K1", "焊接"), ("K2", "磨削")),
)


def test_every_studio_is_counted_by_whether_its_leader_can_be_followed() -> None:
    found = measured(LED)
    assert (found.followed, found.at_risk, found.unknown, found.vacant) == (1, 1, 1, 1)


def test_a_leader_who_leaves_takes_skills_and_apprentices_along_and_leaves_who_can_follow() -> None:
    found = try_out(LED, Remove("P1"))
    assert found.said == "领衔人林晓离开「a工作室」"
    assert found.followed == ("「a工作室」没有了领衔人，可由陈默（骨干、徒弟）接任",)
    assert found.skills == Difference((), ("磨削",))
    assert (found.before.mentoring, found.after.mentoring) == (2, 1)
    assert (found.after.followed, found.after.vacant) == (0, 2)


@pytest.mark.parametrize(
    ("studio", "said", "told"),
    [
        ("Sb", "「b工作室」培养一名骨干", "「b工作室」的领衔人有拟培养的骨干（骨干）可以接班"),
        ("Sd", "「d工作室」有了领衔人", "「d工作室」没有登记其他成员，看不出谁可以接班"),
    ],
)
def test_somebody_to_follow_ends_the_risk(studio: str, said: str, told: str) -> None:
    found = try_out(LED, AddLeader(studio))
    assert (found.said, found.followed) == (said, (told,))


def test_two_leaders_can_follow_each_other() -> None:
    two = replace(LED, leaders=(*LED.leaders, Leader("Sb", "P5", "吴越", 2)))
    assert (measured(two).followed, measured(two).at_risk) == (2, 0)
    assert try_out(two, Remove("P5")).followed == ("「b工作室」的领衔人没有可以接班的人",)


@settings(max_examples=40, deadline=None)
@given(landscapes(), st.data())
def test_nothing_is_written(known: Landscape, data: st.DataObject) -> None:
    kept = replace(known)
    ids = [*known.studio, *(each.id for each in known.alliances)]
    try_out(known, Remove(data.draw(st.sampled_from(ids))))
    try_out(known, AddAlliance(("S0", "S1")))
    assert known == kept


@settings(max_examples=40, deadline=None)
@given(landscapes())
def test_founding_and_dissolving_an_alliance_changes_nothing(known: Landscape) -> None:
    founded = changed_landscape(known, AddAlliance(("S0", "S1")))
    assert changed_landscape(founded, Remove("A-planned")) == known


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_ties_are_counted_as_networkx_counts_them(known: Landscape) -> None:
    graph, found = graph_of(known), measured(known)
    parts = [part for part in nx.connected_components(graph) if len(part) > 1]
    assert (found.components, found.largest) == (len(parts), max(map(len, parts), default=0))
    assert found.holders == len(list(nx.articulation_points(graph)))
    assert found.bridges == len(list(nx.bridges(graph)))
    near = [len(nx.single_source_shortest_path_length(graph, each, cutoff=2)) - 1 for each in graph]
    assert found.within_two == round(sum(near) / len(near), 2)
    assert found.isolated == sum(degree == 0 for _, degree in graph.degree())


@settings(max_examples=20, deadline=None)
@given(graphs())
def test_large_graphs_are_measured_like_small_ones(known: Landscape) -> None:
    grouped = communities(known)
    small = measure(known, grouped)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(figures, "EXACT", 0)
        assert measure(known, grouped) == small


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_communities_are_groups_that_hang_together_and_their_modularity_is_true(known: Landscape) -> None:
    graph = graph_of(known)
    start = Communities(tuple((each,) for each in matrices(known).ids), 0.0)
    found = regroup(known, start)
    if not found.groups:
        return
    at = matrices(known).position
    groups = [{at[each] for each in group} for group in found.groups]
    assert all(nx.is_connected(graph.subgraph(group)) for group in groups)
    linked = graph.subgraph(node for node, degree in graph.degree() if degree)
    assert found.modularity == pytest.approx(nx.community.modularity(linked, groups, weight=None))


def test_communities_elsewhere_stay_as_they_are() -> None:
    known = allied("abc", "def", "cd", "xyz")
    before = communities(known)
    after = regroup(changed_landscape(known, Remove("A3")), before)
    assert after.groups == tuple(group for group in before.groups if "Sx" not in group)
    whole = changed_landscape(known, AddAlliance(tuple(f"S{each}" for each in "abcdef")))
    assert ("Sa", "Sb", "Sc", "Sd", "Se", "Sf") in regroup(whole, before).groups


def test_a_group_that_loses_its_middle_falls_apart() -> None:
    known = allied("ab", "bc")
    after = changed_landscape(known, Remove("Sb"))
    assert regroup(after, communities(known)) == Communities((), 0.0)
    parted = changed_landscape(allied("abc", "cde"), Remove("Sc"))
    assert regroup(parted, Communities((("Sa", "Sb", "Sc", "Sd", "Se"),), 0.0)).groups == (("Sa", "Sb"), ("Sd", "Se"))


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        (AddAlliance(("Sa", "Sa")), ImpossibleChangeError, "至少要有两个不同的工作室"),
        (AddAlliance(("Sa", "Sx")), UnknownStudioError, "找不到编号为「Sx」的工作室"),
        (AddStudio("Sa", "A9"), ImpossibleChangeError, "找不到编号为「A9」的联盟"),
        (AddStudio("Sa", "A0"), ImpossibleChangeError, "「a工作室」现在就在「0号联盟」"),
        (AddLeader("Sx"), UnknownStudioError, "找不到编号为「Sx」的工作室"),
        (Remove("K1"), ImpossibleChangeError, "只能推演没有了一个联盟、工作室或领衔人"),
    ],
)
def test_what_cannot_be_tried_is_refused(change: Change, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        try_out(allied("ab"), change)


def test_only_what_differs_is_shown_under_the_words_of_planners() -> None:
    found = try_out(allied("ab", also="c"), AddAlliance(("Sa", "Sc")))
    shown = {name: (before, after) for name, before, after in differences(found.before, found.after)}
    assert shown["没有联盟伙伴的工作室"] == (1, 0)
    assert all(before != after for before, after in shown.values())
    assert set(NAMES) == set(asdict(found.before)) - {"modularity"}


@pytest.mark.parametrize("module", [figures, whatif])
def test_the_examples_of_a_module_are_true(module: object) -> None:
    outcome = doctest.testmod(module)  # type: ignore[arg-type]
    assert outcome.attempted
    assert not outcome.failed
