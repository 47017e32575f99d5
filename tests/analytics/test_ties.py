"""Ties are explained by the names of partners, alliances, projects and people."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analytics.partners import suggest
from graph.analytics.reason import Reason
from graph.analytics.sparse import matrices
from graph.landscape import JointProject, Landscape, MentoringLink
from tests.analytics.small import allied, graphs


def _reasons(known: Landscape, candidate: str, code: str) -> list[Reason]:
    found = [each for each in suggest(known, "Sa", top=50) if each.id == candidate]
    return [reason for each in found for reason in each.reasons if reason.code == code]


def _ended(known: Landscape, studio: str, alliance: str) -> Landscape:
    return replace(
        known,
        memberships=tuple(
            replace(link, until="2020") if (link.studio, link.alliance) == (studio, alliance) else link
            for link in known.memberships
        ),
    )


def test_a_shared_partner_is_named_with_both_alliances() -> None:
    (reason,) = _reasons(allied("ab", "bc"), "Sc", "shared_partner")
    assert reason.text == "你们都与「b工作室」结盟（你在「0号联盟」，对方在「1号联盟」）"
    assert reason.evidence == ("Sb", "A0", "A1")


def test_without_the_partners_membership_the_reason_is_gone() -> None:
    known = allied("ab", "bc")
    without = replace(known, memberships=tuple(link for link in known.memberships if link.studio != "Sb"))
    assert suggest(without, "Sa") == ()


def test_a_partner_one_side_has_left_is_told_as_past() -> None:
    (reason,) = _reasons(_ended(allied("ab", "bc"), "Sb", "A1"), "Sc", "shared_partner")
    assert reason.text.startswith("你们都曾与「b工作室」结盟")


@pytest.mark.parametrize(("partners", "told"), [("b", 1), ("bcd", 3), ("bcde", 4), ("bcdef", 4)])
def test_three_shared_partners_are_named_and_the_others_counted(partners: str, told: int) -> None:
    known = allied(*(f"a{each}" for each in partners), *(f"{each}z" for each in partners))
    assert len(_reasons(known, "Sz", "shared_partner")) == told


def test_the_partners_not_named_are_the_evidence_of_their_number() -> None:
    known = allied(*(f"a{each}" for each in "bcdefg"), *(f"{each}z" for each in "bcdefg"))
    (rest,) = [each for each in _reasons(known, "Sz", "shared_partner") if "另有" in each.text]
    assert (rest.text, rest.evidence) == ("你们另有 3 个共同伙伴", ("Se", "Sf", "Sg"))


def test_a_far_studio_is_reached_by_a_chain_of_alliances() -> None:
    (reason,) = _reasons(allied("ab", "bc", "cd"), "Sd", "near_in_alliances")
    assert reason.evidence == ("A0", "Sb", "A1", "Sc", "A2")
    assert reason.text == "顺着联盟关系，经「0号联盟」、「b工作室」、「1号联盟」、「c工作室」、「2号联盟」就能走到对方"


def test_of_two_equal_chains_the_first_by_id_is_told() -> None:
    (reason,) = _reasons(allied("ab", "ac", "bd", "cd"), "Sd", "near_in_alliances")
    assert reason.evidence == ("A0", "Sb", "A2")


def test_an_alliance_that_ended_for_one_side_is_a_past_alliance() -> None:
    (reason,) = _reasons(_ended(allied("ab"), "Sa", "A0"), "Sb", "past_alliance")
    assert (reason.text, reason.evidence) == ("你们曾同在「0号联盟」", ("A0",))


def test_a_joint_project_is_named() -> None:
    known = replace(
        allied(also="ab"),
        joint_projects=(JointProject("Sa", "J1"), JointProject("Sb", "J1")),
        project_names=(("J1", "焊缝检测"),),
    )
    (reason,) = _reasons(known, "Sb", "joint_project")
    assert (reason.text, reason.evidence) == ("你们共同承担课题「焊缝检测」", ("J1",))


@pytest.mark.parametrize(
    ("mentor", "apprentice", "text"),
    [("Sa", "Sb", "你工作室的赵一带对方的钱二为徒"), ("Sb", "Sa", "对方的赵一带你工作室的钱二为徒")],
)
def test_mentoring_says_who_teaches_whom(mentor: str, apprentice: str, text: str) -> None:
    known = replace(allied(also="ab"), mentoring=(MentoringLink(mentor, apprentice, "赵一", "钱二"),))
    (reason,) = _reasons(known, "Sb", "mentoring")
    assert (reason.text, reason.evidence) == (text, ("Sa", "Sb"))


@pytest.mark.parametrize(
    ("untils", "text"),
    [
        (["2020"], "你工作室的赵一曾带对方的钱二为徒"),
        (["2020", ""], "你工作室的赵一带对方的钱二为徒"),
        (["2018", "2020"], "你工作室的赵一曾带对方的钱二为徒"),
    ],
)
def test_mentoring_that_ended_is_told_once_as_past(untils: list[str], text: str) -> None:
    links = tuple(MentoringLink("Sa", "Sb", "赵一", "钱二", until=until) for until in untils)
    (reason,) = _reasons(replace(allied(also="ab"), mentoring=links), "Sb", "mentoring")
    assert reason.text == text


def _stays(known: Landscape, **stays: tuple[str, str]) -> Landscape:
    """The same with these stays of studios named by their letter."""
    return replace(
        known,
        memberships=tuple(
            replace(link, since=stays[link.studio[1:]][0], until=stays[link.studio[1:]][1])
            if link.studio[1:] in stays
            else link
            for link in known.memberships
        ),
    )


@pytest.mark.parametrize(
    ("mine", "theirs", "together"),
    [
        (("2015", "2018"), ("2017", "2020"), True),
        (("2015", "2018"), ("2018", ""), False),
        (("2015", "2018"), ("", ""), True),
        (("", "2018"), ("2018-05", ""), False),
        (("", "2018-06"), ("2018-05", ""), True),
    ],
)
def test_only_who_was_there_at_the_same_time_shared_an_alliance(
    mine: tuple[str, str], theirs: tuple[str, str], together: bool
) -> None:
    known = _stays(allied("abc"), a=mine, b=theirs, c=("2010", "2012"))
    assert bool(_reasons(known, "Sb", "past_alliance")) is together


def test_members_of_different_times_are_no_partners_and_lead_to_nobody() -> None:
    known = _stays(allied("ab", "bc"), a=("2010", "2012"))
    late = replace(
        known,
        memberships=tuple(
            replace(link, since="2015") if (link.studio, link.alliance) == ("Sb", "A0") else link
            for link in known.memberships
        ),
    )
    assert _reasons(known, "Sc", "shared_partner")
    assert not _reasons(late, "Sc", "shared_partner")


def test_who_left_and_came_back_is_a_present_partner_once() -> None:
    known = allied("ab")
    back = replace(known, memberships=(*known.memberships, replace(known.memberships[0], since="2010", until="2012")))
    assert suggest(back, "Sa") == suggest(known, "Sa") == ()


@given(graphs(most=20), st.data())
def test_ties_agree_with_counting_pair_by_pair(known: Landscape, data: st.DataObject) -> None:
    years = st.sampled_from(["", "2010", "2012", "2015"])
    dated = replace(
        known,
        memberships=tuple(replace(link, since=data.draw(years), until=data.draw(years)) for link in known.memberships),
    )
    shared = matrices(dated).shared.toarray()
    for one, other in combinations(matrices(dated).ids, 2):
        met = [each.id for each in dated.alliances if dated.met(one, other, each.id)]
        weight = sum(1 / (dated.bipartite.degree(each) - 1) for each in met)
        at = matrices(dated).position
        assert shared[at[one], at[other]] == pytest.approx(weight)
        assert (shared[at[one], at[other]] > 0) == bool(met)
