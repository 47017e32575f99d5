"""Suggestions are sums of their reasons, respect every filter, and depend on nothing but the facts."""

from dataclasses import replace
from math import fsum
from random import Random
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analytics import partners
from graph.analytics.partners import WEIGHTS, UnknownStudioError, method_points, suggest
from graph.analytics.sparse import Matrices
from graph.analytics.wish import (
    KINDS,
    MOST_POPULARITY,
    Mode,
    NoSuchStudiosError,
    UnknownKindError,
    UnknownWeightError,
    Wish,
)
from graph.landscape import JointProject, Landscape, StudioFacts
from tests.analytics.small import allied, described, graphs, landscapes

_T = TypeVar("_T")
_kinds = st.sampled_from([None, *KINDS])


@settings(max_examples=60, deadline=None)
@given(landscapes(), _kinds)
def test_a_score_is_the_sum_of_its_reasons(known: Landscape, kind: str | None) -> None:
    for found in suggest(known, "S0", Wish(kind=kind), top=50):
        assert found.score == fsum(reason.points for reason in found.reasons)
        assert 0 < found.score <= 100
        assert all(reason.points > 0 and reason.text and reason.evidence for reason in found.reasons)


@settings(max_examples=60, deadline=None)
@given(graphs(30))
def test_without_the_only_shared_partner_no_shared_partner_is_told(known: Landscape) -> None:
    asking = known.memberships[0].studio
    for found in suggest(known, asking, top=3):
        told = [reason for reason in found.reasons if reason.code == "shared_partner"]
        if len(told) != 1:
            continue
        partner = told[0].evidence[0]
        left = tuple(link for link in known.memberships if link.studio != partner)
        after = {each.id: each for each in suggest(replace(known, memberships=left), asking, top=100)}
        still = after[found.id].reasons if found.id in after else ()
        assert "shared_partner" not in {reason.code for reason in still}


@settings(max_examples=50, deadline=None)
@given(landscapes(), _kinds)
def test_evidence_names_what_exists(known: Landscape, kind: str | None) -> None:
    ids = {*known.studio, *known.alliance, "J1", "J2", *(skill for skill, _ in known.skill_names)}
    ids |= {"O1", "O2", "O3", "O4", "I1", "I2", "I3", "R1", "R2", "R3"}
    told = {
        each for found in suggest(known, "S0", Wish(kind=kind)) for reason in found.reasons for each in reason.evidence
    }
    assert told <= ids


@settings(max_examples=50, deadline=None)
@given(landscapes(), _kinds, st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(known: Landscape, kind: str | None, random: Random) -> None:
    def shuffled(items: tuple[_T, ...]) -> tuple[_T, ...]:
        return tuple(random.sample(items, k=len(items)))

    other = Landscape(
        studios=shuffled(known.studios),
        alliances=shuffled(known.alliances),
        memberships=shuffled(known.memberships),
        joint_projects=shuffled(known.joint_projects),
        mentoring=shuffled(known.mentoring),
        supplies=shuffled(known.supplies),
        skill_names=shuffled(known.skill_names),
    )
    assert suggest(other, "S0", Wish(kind=kind)) == suggest(known, "S0", Wish(kind=kind))


@settings(max_examples=50, deadline=None)
@given(landscapes(), _kinds)
def test_itself_partners_closed_and_simulated_studios_are_never_suggested(known: Landscape, kind: str | None) -> None:
    mine = {link.alliance for link in known.memberships if link.studio == "S0" and not link.until}
    allies = {link.studio for link in known.memberships if link.alliance in mine and not link.until}
    for found in suggest(known, "S0", Wish(kind=kind), top=50):
        studio = known.studio[found.id]
        assert found.id not in allies | {"S0"}
        assert studio.open
        assert studio.synthetic == known.studio["S0"].synthetic


@settings(max_examples=50, deadline=None)
@given(landscapes(), _kinds)
def test_familiar_and_new_together_are_all(known: Landscape, kind: str | None) -> None:
    def scores(mode: Mode) -> dict[str, float]:
        return {found.id: found.score for found in suggest(known, "S0", Wish(kind=kind, mode=mode), top=50)}

    assert scores("familiar").keys().isdisjoint(scores("new"))
    assert scores("familiar") | scores("new") == scores("all")


@settings(max_examples=60, deadline=None)
@given(landscapes(), st.integers(0, 4))
def test_fewer_suggestions_are_the_beginning_of_more(known: Landscape, top: int) -> None:
    assert suggest(known, "S0", top=top) == suggest(known, "S0", top=50)[:top]


@settings(max_examples=60, deadline=None)
@given(landscapes())
def test_each_kind_keeps_only_whom_it_fits(known: Landscape) -> None:
    mine = known.studio["S0"]
    for found in suggest(known, "S0", Wish(kind="跨区域"), top=50):
        assert known.studio[found.id].region_name not in {"", mine.region_name}
    for found in suggest(known, "S0", Wish(kind="跨行业"), top=50):
        assert known.studio[found.id].industry not in {"", mine.industry}
    for found in suggest(known, "S0", Wish(kind="跨企业"), top=50):
        assert known.studio[found.id].organization not in {"", mine.organization}
    for found in suggest(known, "S0", Wish(kind="校企"), top=50):
        kinds = [known.studio[found.id].organization_kind, mine.organization_kind]
        assert sum(kind in {"学校", "科研院所"} for kind in kinds) == 1
        assert all(kinds)


def test_being_first_in_every_list_is_a_hundred_points() -> None:
    view = Matrices(allied("ab", "bc"))
    points = {evidence.method: given.max() for evidence, given in method_points(view, 0) if given.any()}
    assert points == pytest.approx(
        {method: WEIGHTS[method] * 100 / sum(WEIGHTS.values()) for method in ("local_path", "shared_alliances", "walk")}
    )


@pytest.mark.parametrize(
    ("values", "ranks"),
    [
        ([0, 5, 9], [None, 2, 1]),
        ([7, 7, 0], [1.5, 1.5, None]),  # equals share their mean rank
        ([1, 2, 3, 4], [None, None, 2, 1]),  # nothing beyond the depth of two
        ([5, 3, 3, 3], [1, None, None, None]),  # ranks 2 to 4 have the mean 3
        ([8, 8, 8, 8, 1], [None] * 5),
    ],
)
def test_points_fall_with_the_rank(
    values: list[float], ranks: list[float | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partners, "DEPTH", 2)
    expected = [0.0 if rank is None else (partners.K + 1) / (partners.K + rank) for rank in ranks]
    assert partners.reciprocal_ranks(np.array(values, dtype=np.float64)) == pytest.approx(expected)


def test_every_method_has_a_weight() -> None:
    methods = [evidence.method for evidence, _ in method_points(Matrices(allied("ab")), 0)]
    assert sorted(methods) == sorted(WEIGHTS)


def test_two_shared_partners_come_before_one() -> None:
    assert [found.id for found in suggest(allied("ab", "ac", "bx", "cx", "by"), "Sa")] == ["Sx", "Sy"]


def test_equal_candidates_come_by_id() -> None:
    assert [found.id for found in suggest(allied("ab", "bx", "by"), "Sa")] == ["Sx", "Sy"]


def test_a_studio_nothing_is_known_about_is_suggested_experience_alone() -> None:
    assert suggest(allied("bc", "de", also="a"), "Sa") == ()
    (found,) = suggest(allied("bc", "cd", also="a"), "Sa")
    assert (found.id, found.group, [reason.code for reason in found.reasons]) == ("Sc", "new", ["experience"])


def test_the_dial_turns_experience_down_to_nothing() -> None:
    known = allied("bc", "cd", also="a")
    assert suggest(known, "Sa", Wish(popularity=0.0)) == ()
    low, high = (suggest(known, "Sa", Wish(popularity=dial))[0].score for dial in (0.5, 2.0))
    assert low < high


@pytest.mark.parametrize("dial", [float("nan"), float("inf"), -0.1, MOST_POPULARITY + 0.1])
def test_the_dial_turns_no_further_than_it_goes(dial: float) -> None:
    with pytest.raises(UnknownWeightError, match="请写 0 到 3 之间的数"):
        Wish(popularity=dial)


def test_those_of_the_same_place_speak_for_their_partners() -> None:
    here = StudioFacts("", "", region="R1", region_name="济南市", province="山东省")
    known = described(allied("bc", also="a"), a=here, b=here)
    told = {found.id: [reason.text for reason in found.reasons] for found in suggest(known, "Sa")}
    assert told["Sc"] == ["和你同在济南市的「b工作室」与对方结过盟"]


@pytest.mark.parametrize(
    ("wish", "ids"),
    [
        (Wish(region="山东"), ["Sb"]),
        (Wish(region="南京市"), ["Sc"]),
        (Wish(industry="汽车"), ["Sc"]),
        (Wish(goal="培养技术人才"), ["Sb", "Sc"]),
        (Wish(region="山东", goal="培养技术人才"), ["Sb"]),
    ],
)
def test_only_those_wanted_are_suggested(wish: Wish, ids: list[str]) -> None:
    known = _described_three()
    assert sorted(found.id for found in suggest(known, "Sa", wish)) == ids


def test_a_wish_nobody_meets_is_told() -> None:
    with pytest.raises(NoSuchStudiosError, match="没有一个工作室的所在地区是「海南」"):
        suggest(_described_three(), "Sa", Wish(region="海南"))


def test_whom_a_planner_dismissed_is_never_suggested() -> None:
    known = _described_three()
    assert [found.id for found in suggest(known, "Sa", dismissed={"Sb", "Snobody"})] == ["Sc"]


def _described_three() -> Landscape:
    """``a`` beside ``b`` of Shandong and ``c`` of Nanjing, who builds cars; both were in the same two alliances."""
    known = described(
        allied("bc", "bc", also="a"),
        b=StudioFacts("", "", region="R1", region_name="济南市", province="山东省"),
        c=StudioFacts("", "", region="R3", region_name="南京市", province="江苏省", industry_name="汽车制造业"),
    )
    goals = ("培养技术人才",)
    return replace(known, alliances=tuple(replace(each, goals=goals) for each in known.alliances))


def test_a_studio_without_alliance_is_suggested_new_partners_nearby() -> None:
    here = StudioFacts("", "", region="R1", region_name="济南市", province="山东省")
    found = suggest(described(allied("bc", also="a"), a=here, b=here), "Sa")[0]
    assert (found.id, found.group, found.reasons[0].code) == ("Sb", "new", "region")


def test_whoever_left_the_alliance_may_be_suggested_again_as_familiar() -> None:
    known = allied("ab")
    left = replace(known, memberships=(known.memberships[0], replace(known.memberships[1], until="2021-05")))
    assert suggest(known, "Sa") == ()
    assert [(found.id, found.group) for found in suggest(left, "Sa")] == [("Sb", "familiar")]


@pytest.mark.parametrize(("project", "group"), [("J1", "familiar"), ("J2", "new")])
def test_a_joint_project_makes_a_studio_familiar(project: str, group: str) -> None:
    here = StudioFacts("", "", industry="I1")
    known = replace(
        described(allied(also="ab"), a=here, b=here),
        joint_projects=(JointProject("Sa", "J1"), JointProject("Sb", project)),
    )
    assert [found.group for found in suggest(known, "Sa")] == [group]


def test_an_unknown_studio_is_refused() -> None:
    with pytest.raises(UnknownStudioError, match="找不到编号为「Sx」的工作室"):
        suggest(allied("ab"), "Sx")


def test_an_unknown_kind_is_refused_with_the_list_of_kinds() -> None:
    with pytest.raises(UnknownKindError, match="跨区域、跨行业、跨企业、校企、1\\+N集群、结对"):
        suggest(allied("ab"), "Sa", Wish(kind="大联盟"))
