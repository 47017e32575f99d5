"""A cluster is near the best of its size, every member says what it adds, and nobody unfit is in it."""

import doctest
from dataclasses import replace
from itertools import combinations
from math import fsum

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analytics import clusters
from graph.analytics.cluster_worth import worth
from graph.analytics.clusters import (
    COVERAGE_NAMES,
    GOALS,
    GUARANTEE,
    WEIGHTS,
    ClosedLeadError,
    UnknownGoalError,
    assurance,
    compose,
)
from graph.analytics.partners import UnknownStudioError, of_its_sort
from graph.analytics.sparse import matrices
from graph.landscape import Landscape, StudioFacts, SupplyLink
from graph.schema import load_schema
from tests.analytics.small import allied, described, landscapes

_goals = st.sampled_from(["", *GOALS])
_ROUNDING = 1e-3  # what whole ten-thousandths leave of a few reasons


def opened(known: Landscape) -> Landscape:
    """The landscape with its first studio on the list."""
    studios = tuple(replace(each, open=True) if each.id == "S0" else each for each in known.studios)
    return replace(known, studios=studios)


def best(known: Landscape, goal: str, size: int) -> float:
    """What the best of all sets of that size is worth: every one is tried."""
    view = matrices(known)
    at = view.position["S0"]
    free = of_its_sort(view, at)
    alone = worth(view, at, goal, free, WEIGHTS[goal])
    candidates = [int(each) for each in np.flatnonzero(free & (alone.plain["relevance"] > 0))]

    def value(members: tuple[int, ...]) -> float:
        total, standing = 0.0, alone
        for each in members:
            total += float(standing.gains()[each])
            standing = standing.with_member(each)
        return total

    return max((value(each) for each in combinations(candidates, min(size, len(candidates)))), default=0.0)


@settings(max_examples=80, deadline=None)
@given(landscapes(), _goals, st.integers(1, 4))
def test_a_cluster_is_as_near_to_the_best_as_is_told(drawn: Landscape, goal: str, size: int) -> None:
    known = opened(drawn)
    found, most = compose(known, "S0", goal, size=size), best(known, goal, size)
    assert most * GUARANTEE - _ROUNDING <= found.value <= most + _ROUNDING
    assert found.value <= found.bound + _ROUNDING
    assert most <= found.bound + _ROUNDING
    assert found.value >= found.at_least * most - _ROUNDING


def test_the_best_of_twelve_candidates_is_known_and_the_bound_holds() -> None:
    random = np.random.default_rng(7)
    skills = [tuple(sorted(f"K{each}" for each in random.choice(14, size=4, replace=False))) for _ in range(12)]
    lead = StudioFacts(
        "S0", "牵头", region="R0", region_name="济南市", province="山东省", industry="I1", level="国家级"
    )
    others = [
        StudioFacts(
            f"S{at}",
            f"{at}号",
            skills=held,
            region_name=f"{at % 5}市",
            province=f"{at % 3}省",
            industry="I1",
            level="区县级" if at % 2 else "企业级",
        )
        for at, held in enumerate(skills, start=1)
    ]
    known = Landscape(studios=(lead, *others))
    for goal in WEIGHTS:
        found, most = compose(known, "S0", goal, size=4), best(known, goal, 4)
        assert found.candidates == 12
        assert found.at_least <= found.value / most + _ROUNDING
        assert found.value / most >= 0.9  # far above what is guaranteed
        assert found.bound >= most - _ROUNDING


@settings(max_examples=60, deadline=None)
@given(landscapes(), _goals)
def test_what_a_member_adds_is_the_sum_of_its_reasons(drawn: Landscape, goal: str) -> None:
    found = compose(opened(drawn), "S0", goal)
    for member in found.members:
        assert member.gain == fsum(reason.points for reason in member.reasons)
        assert all(reason.points > 0 and reason.text and reason.evidence for reason in member.reasons)
    assert found.value == fsum(member.gain for member in found.members)


@settings(max_examples=60, deadline=None)
@given(landscapes(), _goals)
def test_no_studio_adds_more_to_a_larger_cluster(drawn: Landscape, goal: str) -> None:
    known = matrices(opened(drawn))
    at = known.position["S0"]
    standing = worth(known, at, goal, of_its_sort(known, at), WEIGHTS[goal])
    for other in range(len(known.ids)):
        larger = standing.with_member(other)
        assert (larger.gains() <= standing.gains() + 1e-9).all()
        assert (larger.gains() >= 0).all()
        standing = larger


@settings(max_examples=40, deadline=None)
@given(landscapes(), _goals)
def test_a_smaller_cluster_is_the_beginning_of_a_larger_one(drawn: Landscape, goal: str) -> None:
    known = opened(drawn)
    assert compose(known, "S0", goal, size=2).members == compose(known, "S0", goal, size=4).members[:2]


@settings(max_examples=60, deadline=None)
@given(landscapes(), st.booleans())
def test_the_lead_closed_simulated_and_excluded_studios_are_never_brought_in(drawn: Landscape, newcomers: bool) -> None:
    known = opened(drawn)
    mine = {where for studio, where in known.current if studio == "S0"}
    allies = {studio for studio, where in known.current if where in mine}
    found = compose(known, "S0", size=9, newcomers=newcomers, excluded={"S1", "Snobody"})
    for member in found.members:
        facts = known.studio[member.id]
        assert facts.open
        assert facts.synthetic == known.studio["S0"].synthetic
        assert member.id not in {"S0", "S1"}
        assert not (newcomers and member.id in allies)
        assert bool(member.together) == (member.id in allies)


def test_a_skill_two_bring_counts_once() -> None:
    known = described(
        allied(also="abcd"),
        b=StudioFacts("", "", skills=("K1", "K2")),
        c=StudioFacts("", "", skills=("K2",)),
        d=StudioFacts("", "", skills=("K3",)),
        a=StudioFacts("", "", industry="I1"),
    )
    known = replace(known, studios=tuple(replace(each, industry="I1") for each in known.studios))
    told = {
        each.name: [reason.text for reason in each.reasons if reason.code == "skill"]
        for each in compose(known, "Sa").members
    }
    assert told == {
        "b工作室": ["带来集群里还没有人会的「K2」「K1」"],
        "d工作室": ["带来集群里还没有人会的「K3」"],
        "c工作室": [],
    }


def test_a_place_a_supplier_and_a_smaller_studio_are_told_with_their_evidence() -> None:
    known = replace(
        described(
            allied(also="ab"),
            a=StudioFacts("", "", organization="O1", organization_name="主机厂", province="山东省",
                          region_name="济南市", industry="I1", level="国家级"),
            b=StudioFacts("", "", organization="O2", organization_name="轴承厂", province="江苏省", region="R2",
                          region_name="南京市", industry="I1", level="区县级"),
        ),
        supplies=(SupplyLink("O2", "O1", "轴承"),),
    )  # fmt: skip
    (member,) = compose(known, "Sa", "拓展市场资源").members
    told = {reason.code: (reason.text, reason.evidence) for reason in member.reasons}
    assert told["region"] == ("集群由此走进江苏省南京市", ("R2",))
    assert told["supply"] == ("对方单位轴承厂向你单位供应「轴承」", ("O1", "O2"))
    assert told["lifted"][0] == "对方与你行业或技能相通，是区县级工作室，可由你（国家级）带动，还没有加入任何联盟"
    assert told["relevance"][0].startswith("伙伴建议给对方 ")
    points = {reason.code: reason.points for reason in member.reasons}
    assert {**points, "skill": 10} == WEIGHTS["拓展市场资源"]  # the only one is the best in all it has


def test_what_is_covered_is_counted_before_and_after() -> None:
    known = replace(
        described(
            allied(also="ab"),
            a=StudioFacts(
                "", "", organization="O1", province="山东省", region_name="山东省", industry="I1", skills=("K1",)
            ),
            b=StudioFacts(
                "", "", organization="O2", province="江苏省", region_name="江苏省", industry="I1", skills=("K1", "K2")
            ),
        ),
        supplies=(SupplyLink("O2", "O1", "轴承"), SupplyLink("O1", "O2", "毛坯")),
    )
    found = compose(known, "Sa")
    counted = [(getattr(found.before, each), getattr(found.after, each)) for each in COVERAGE_NAMES if each != "need"]
    assert counted == [(1, 2), (1, 2), (1, 2), (0, 0), (1, 1), (0, 1)]
    assert (found.before.need or 0) < (found.after.need or 0) == 1


def test_the_goal_moves_the_choice() -> None:
    known = described(
        allied(also="abc"),
        a=StudioFacts("", "", province="山东省", industry="I1", level="国家级"),
        b=StudioFacts("", "", province="山东省", industry="I1", level="企业级"),
        c=StudioFacts("", "", province="江苏省", industry="I1", level="国家级", skills=("K1",)),
    )
    first = {goal: compose(known, "Sa", goal, size=1).members[0].id for goal in ("培养技术人才", "解决技术难题")}
    assert first == {"培养技术人才": "Sb", "解决技术难题": "Sc"}


def test_the_goals_are_those_of_the_ledger_and_their_weights_are_alike() -> None:
    assert load_schema().ledgers["联盟台账"].columns["落脚点"].choices == GOALS
    assert {sum(weights.values()) for weights in WEIGHTS.values()} == {100}
    assert len({tuple(weights) for weights in WEIGHTS.values()}) == 1


def test_who_is_alone_has_an_empty_cluster_that_cannot_be_better() -> None:
    found = compose(allied(also="ab"), "Sa")
    assert (found.members, found.value, found.at_least) == ((), 0.0, 1.0)


def test_the_assurance_never_promises_more_than_is_certain() -> None:
    found = replace(compose(allied("ab", "bx"), "Sa"), value=99.9, bound=100.0)
    assert "不低于可能最好的 99%；" in assurance(found)
    assert "63%" in assurance(found)


@pytest.mark.parametrize(
    ("lead", "goal", "error", "said"),
    [
        ("Sx", "", UnknownStudioError, "找不到编号为「Sx」的工作室"),
        ("Sa", "发财", UnknownGoalError, "没有「发财」这个落脚点"),
        ("Sb", "", ClosedLeadError, "「b工作室」已经摘牌"),
    ],
)
def test_what_cannot_be_composed_is_refused(lead: str, goal: str, error: type[Exception], said: str) -> None:
    known = described(allied(also="ab"), b=StudioFacts("", "", open=False))
    with pytest.raises(error, match=said):
        compose(known, lead, goal)


def test_the_examples_of_the_module_are_true() -> None:
    outcome = doctest.testmod(clusters)
    assert outcome.attempted
    assert not outcome.failed
