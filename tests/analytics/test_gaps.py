"""Every kind of gap is found where it is planted, is gone with its cause, and says nothing that cannot be counted."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from graph.analytics.finding import GAP_KINDS, Finding, GapKind
from graph.analytics.gaps import find_gaps
from graph.analytics.idle import years_since
from graph.analytics.partners import suggest
from graph.landscape import AllianceDeed, JointProject, Landscape, Membership, StudioFacts, SupplyLink
from tests.analytics.small import allied, described, landscapes

TODAY = "2026-06-15"


def found(known: Landscape, kind: GapKind, **options: Any) -> tuple[Finding, ...]:
    """The gaps of one kind, on a day of these tests."""
    return find_gaps(replace(known, today=TODAY), [kind], **options).findings


def subjects(known: Landscape, kind: GapKind) -> set[str]:
    """What the gaps of a kind are about."""
    return {each for finding in found(known, kind) for each in finding.subjects}


def place(region: str, name: str, province: str, **facts: Any) -> StudioFacts:
    return StudioFacts("", "", region=region, region_name=name, province=province, **facts)


JINAN, QINGDAO, NANJING = (
    place("R1", "济南市", "山东省"),
    place("R2", "青岛市", "山东省"),
    place("R3", "南京市", "江苏省"),
)


def test_a_studio_in_no_alliance_is_isolated_and_one_in_any_is_not() -> None:
    assert subjects(allied("ab", also="cd"), "studio") == {"Sc", "Sd"}


def test_a_studio_that_left_its_alliance_is_isolated() -> None:
    known = allied("abc")
    left = replace(known, memberships=(replace(known.memberships[0], until="2025"), *known.memberships[1:]))
    assert subjects(left, "studio") == {"Sa"}


def test_a_closed_studio_is_no_gap() -> None:
    known = described(allied("ab", also="cd"), c=StudioFacts("", "", open=False))
    assert subjects(known, "studio") == {"Sd"}


def test_an_isolated_studio_is_told_how_many_around_it_are_in_alliances() -> None:
    known = described(allied("ab", also="cde"), **dict.fromkeys("abcd", JINAN), e=NANJING)
    (first,) = (each for each in found(known, "studio") if each.subjects == ("Sc",))
    assert "山东省另有 3 个在册工作室，其中 2 个在联盟中" in first.reason
    assert first.evidence == ("Sa", "Sb")


@settings(max_examples=30, deadline=None)
@given(known=landscapes())
def test_the_partner_of_an_isolated_studio_is_the_first_that_is_suggested(known: Landscape) -> None:
    for finding in find_gaps(known, ["studio"]).findings:
        suggested = suggest(known, finding.subjects[0], top=1)
        assert finding.involved[1:] == tuple(each.id for each in suggested)


def test_a_dismissed_pair_is_proposed_by_no_next_step() -> None:
    known = described(allied("ab", also="cd"), **dict.fromkeys("abcd", JINAN))
    (first, *_) = found(known, "studio")
    one, other = first.involved
    (again, *_) = found(known, "studio", dismissed=[(min(one, other), max(one, other))])
    assert again.involved[0] == one
    assert again.involved[1] != other


def test_a_place_nobody_of_which_is_in_an_alliance_is_uncovered() -> None:
    known = described(allied("ab", also="cd"), a=JINAN, b=QINGDAO, c=NANJING, d=NANJING)
    (finding,) = found(known, "region")
    assert finding.subjects == ("R3",)
    assert finding.title == "江苏省的 2 个在册工作室都不在联盟中"
    assert "全部 4 个在册工作室中有 2 个在联盟中（50%）" in finding.reason
    assert set(finding.involved) == set(finding.evidence) == {"Sc", "Sd"}


def test_one_more_alliance_there_covers_a_place() -> None:
    known = described(allied("ab", "ac", also="d"), a=JINAN, b=QINGDAO, c=NANJING, d=NANJING)
    assert found(known, "region") == ()


def test_a_place_below_a_province_is_told_where_the_rest_of_it_is_covered() -> None:
    known = described(allied("ab", also="cd"), a=JINAN, b=JINAN, c=QINGDAO, d=QINGDAO)
    assert [each.title for each in found(known, "region")] == ["青岛市的 2 个在册工作室都不在联盟中"]


def test_a_place_with_far_fewer_than_elsewhere_is_uncovered_and_who_is_in_brings_another() -> None:
    rest, thin = "abcdefghijklmnop", "qrstuvwxyz"
    facts = {**dict.fromkeys(rest, JINAN), **dict.fromkeys(thin, NANJING)}
    (finding,) = found(described(allied(rest + "q", also=thin), **facts), "region")
    assert finding.title == "江苏省的 10 个在册工作室里只有 1 个在联盟中"
    assert finding.involved == ("Sr", "Sq")
    fair = described(allied(rest + thin[:6], also=thin), **facts)
    assert found(fair, "region") == ()


def test_an_industry_nobody_of_which_is_in_an_alliance_is_uncovered() -> None:
    textile = StudioFacts("", "", industry="I1", industry_name="纺织业")
    known = described(allied("ab", also="cd"), c=textile, d=replace(textile, level="省部级"))
    (finding,) = found(known, "industry")
    assert (finding.subjects, finding.involved) == (("I1",), ("Sd", "Sc"))
    assert found(described(allied("abd", also="c"), c=textile, d=textile), "industry") == ()


def chain(*alliances: str, also: str = "") -> Landscape:
    """Studio a is based at O1, b and c at O2; O1 supplies O2."""
    homes = {
        name: StudioFacts("", "", organization=at, organization_name=f"{at}厂")
        for name, at in zip("abc", ("O1", "O2", "O2"), strict=True)
    }
    return replace(described(allied(*alliances, also=also), **homes), supplies=(SupplyLink("O1", "O2", "齿轮"),))


def test_a_supply_link_no_alliance_spans_is_a_gap_until_one_does() -> None:
    (finding,) = found(chain("ax", "by", also="c"), "supply")
    assert finding.subjects == ("O1", "O2")
    assert finding.title == "「O1厂」向「O2厂」供应「齿轮」，两个单位的工作室没有共同的联盟"
    assert "供方有 1 个在册工作室，1 个在联盟中；需方有 2 个，1 个在联盟中" in finding.reason
    assert finding.involved == ("Sa", "Sb")
    assert found(chain("ac", also="b"), "supply") == ()


def test_a_supply_link_to_an_organization_without_a_studio_is_no_gap() -> None:
    known = chain("ab", also="c")
    assert found(replace(known, supplies=(SupplyLink("O1", "O9", "齿轮"),)), "supply") == ()


@settings(max_examples=60, deadline=None)
@given(known=landscapes())
def test_supply_gaps_are_those_one_finds_pair_by_pair(known: Landscape) -> None:
    def spanned(one: StudioFacts, other: StudioFacts) -> bool:
        return any(
            (one.id, each.id) in known.current and (other.id, each.id) in known.current for each in known.alliances
        )

    expected = set()
    for link in known.supplies:
        for synthetic in (False, True):
            homes = [
                [
                    each
                    for each in known.studios
                    if (each.organization, each.open, each.synthetic) == (end, True, synthetic)
                ]
                for end in (link.supplier, link.customer)
            ]
            apart = not any(spanned(one, other) for one in homes[0] for other in homes[1])
            if all(homes) and link.supplier != link.customer and apart:
                expected.add((*sorted((link.supplier, link.customer)), synthetic))
    gaps = find_gaps(known, ["supply"], top=99).findings
    assert {(*each.subjects, known.studio[each.involved[0]].synthetic) for each in gaps} == expected
    assert len(gaps) == len(expected)


def test_a_single_broker_is_told_with_what_would_break_and_a_bridge_between_the_sides() -> None:
    (finding,) = found(allied("abcm", "mxy"), "broker")
    assert finding.subjects == ("Sm",)
    assert finding.title == "没有「m工作室」，2 个工作室将与其余 3 个断开"
    assert "它所在的一片共 6 个工作室；它有直接伙伴 5 个，有效规模 3.4" in finding.reason
    assert finding.evidence == ("Sx", "Sy")
    one, other = finding.involved
    assert one in {"Sx", "Sy"}
    assert other in {"Sa", "Sb", "Sc"}
    assert found(allied("abcm", "mxy", f"{one[1:]}{other[1:]}"), "broker") == ()


def deed(number: int, began: str, ended: str = "", *, under_way: bool = False) -> AllianceDeed:
    return AllianceDeed(f"A{number}", f"T{number}", "交流会", began, ended, under_way)


@pytest.mark.parametrize(
    ("deeds", "silent"),
    [
        ((), True),
        ((deed(0, "2025-06-14"),), True),
        ((deed(0, "2025-06-15"),), False),
        ((deed(0, "2025-06"),), False),  # it may have been the last day of the month
        ((deed(0, "2024"),), True),
        ((deed(0, "2025"),), False),
        ((deed(0, "2019", "2026-01"),), False),
        ((deed(0, "2019", under_way=True),), False),
        ((deed(0, "2019"), deed(0, "")), False),  # when the other was nobody knows
        ((deed(1, "2026-06"),), True),
    ],
)
def test_an_alliance_is_silent_after_twelve_months_without_a_deed(
    deeds: tuple[AllianceDeed, ...], silent: bool
) -> None:
    known = replace(allied("ab", "cd"), deeds=(*deeds, deed(1, "2026-06")))
    assert (subjects(known, "silent") == {"A0"}) == silent


@pytest.mark.parametrize(("founded", "silent"), [("2025-09", False), ("2025", False), ("2024", True), ("", True)])
def test_an_alliance_founded_within_the_year_may_still_begin(founded: str, silent: bool) -> None:
    known = allied("ab")
    young = replace(known, alliances=(replace(known.alliances[0], founded_on=founded),))
    assert (found(young, "silent") != ()) == silent


def test_a_recent_project_of_two_members_is_an_activity_and_of_one_is_none() -> None:
    work = (JointProject("Sa", "J1", "2026-01"), JointProject("Sb", "J1", "2026-01"))
    assert subjects(replace(allied("ab", "ac"), joint_projects=work), "silent") == {"A1"}


def test_an_alliance_that_is_over_is_neither_silent_nor_short_of_members() -> None:
    known = allied("a")
    over = replace(known, alliances=(replace(known.alliances[0], open=False),))
    assert found(known, "silent") != () != found(known, "lone")
    assert found(over, "silent") == () == found(over, "lone")


def test_an_alliance_with_at_most_one_open_member_is_short_of_members() -> None:
    known = replace(allied("ab", "cd", "e"), memberships=())
    members = (
        Membership("Sa", "A0"),
        Membership("Sb", "A0"),
        Membership("Sc", "A1"),
        Membership("Sd", "A1", until="2020"),
    )
    assert [each.subjects for each in found(replace(known, memberships=members), "lone")] == [("A1",), ("A2",)]
    closed = described(replace(known, memberships=members), b=StudioFacts("", "", open=False))
    assert subjects(closed, "lone") == {"A0", "A1", "A2"}


def test_what_is_not_listed_is_counted_and_the_weightiest_are_listed() -> None:
    known = described(allied("ab", also="cde"), d=StudioFacts("", "", level="国家级"))
    gaps = find_gaps(known, top=1)
    assert [each.subjects for each in gaps.of("studio")] == [("Sd",)]
    assert (gaps.totals["studio"], gaps.unlisted("studio")) == (3, 2)


@settings(max_examples=40, deadline=None)
@given(known=landscapes())
def test_findings_are_ordered_name_what_exists_and_do_not_depend_on_the_order_of_the_facts(known: Landscape) -> None:
    gaps = find_gaps(known)
    exists = known.studio.keys() | known.alliance.keys() | {each.project for each in known.joint_projects}
    exists |= {getattr(each, end) for each in known.studios for end in ("organization", "region", "industry")}
    for finding in gaps.findings:
        assert {*finding.subjects, *finding.evidence, *finding.involved} <= exists
        assert finding.involved or finding.kind in ("lone", "silent", "supply")
        assert all((finding.title, finding.reason, finding.next_step))
    order = [(GAP_KINDS.index(each.kind), -each.weight, each.subjects) for each in gaps.findings]
    assert order == sorted(order)
    turned = replace(
        known, studios=known.studios[::-1], memberships=known.memberships[::-1], supplies=known.supplies[::-1]
    )
    assert find_gaps(turned) == gaps


@settings(max_examples=40, deadline=None)
@given(known=landscapes())
def test_numbers_of_places_can_be_counted(known: Landscape) -> None:
    inside = {studio for studio, _ in known.current}
    for finding in find_gaps(known, ["region", "industry"], top=99).findings:
        told = [int(each) for each in re.findall(r" (\d+) 个", finding.title)]
        here = {
            each.id
            for each in known.studios
            if {each.region, each.industry, each.province} & set(_named(finding, known))
        }
        assert set(finding.evidence) <= {each.id for each in known.studios if each.open} - inside
        assert told[0] - sum(told[1:]) == len(finding.evidence)
        assert set(finding.evidence) <= here


def _named(finding: Finding, known: Landscape) -> set[str]:
    name = finding.title.split("的 ")[0]
    return {name, *(each.region for each in known.studios if each.region_name == name), *finding.subjects}


@pytest.mark.parametrize(
    ("date", "years"), [("2025-06-15", 0), ("2025-06-14", 1), ("2025-06", 0), ("2025-05", 1), ("2024", 1), ("2027", 0)]
)
def test_years_are_those_that_surely_passed(date: str, years: int) -> None:
    assert years_since(date, TODAY) == years


def test_a_landscape_without_anything_has_no_gaps() -> None:
    gaps = find_gaps(Landscape(()))
    assert (gaps.findings, set(gaps.totals.values())) == ((), {0})
