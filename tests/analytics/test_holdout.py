"""A cut landscape tells nothing of what came later, and every partner found later is to be found."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analytics.holdout import NoDatesError, choose_cutoff, cut, years
from graph.landscape import AllianceFacts, JointProject, Landscape, Membership, MentoringLink, StudioFacts
from tests.analytics.small import allied

CUT = "2016-06-01"
DATES = ("", "2015", "2016", "2016-05", "2016-06", "2016-06-01", "2016-05-31", "2017-02")


def dated(*alliances: tuple[str, str]) -> Landscape:
    """Alliances as words of their members' letters, each with the date it was founded."""
    known = allied(*(members for members, _ in alliances))
    days = [day for _, day in alliances]
    return replace(
        known, alliances=tuple(replace(a, founded_on=day) for a, day in zip(known.alliances, days, strict=True))
    )


def joined(known: Landscape, **stays: tuple[str, str]) -> Landscape:
    """The same with a since and an until for members named by studio and alliance, ``aA0``."""
    return replace(
        known,
        memberships=tuple(
            replace(link, since=stay[0], until=stay[1])
            if (stay := stays.get(link.studio[1:] + link.alliance))
            else link
            for link in known.memberships
        ),
    )


@st.composite
def histories(draw: st.DrawFn) -> Landscape:
    """Landscapes in which everything has some date or none."""
    ids, date = [f"S{each}" for each in "abcdef"], st.sampled_from(DATES)
    groups = draw(st.lists(st.sets(st.sampled_from(ids), min_size=1), max_size=5))
    return Landscape(
        studios=tuple(StudioFacts(each, each, open=draw(st.booleans())) for each in ids),
        alliances=tuple(AllianceFacts(f"A{at}", f"{at}号", founded_on=draw(date)) for at in range(len(groups))),
        memberships=tuple(
            Membership(each, f"A{at}", since=draw(date), until=draw(date))
            for at, group in enumerate(groups)
            for each in sorted(group)
        ),
        joint_projects=tuple(JointProject(each, "J1", draw(date)) for each in ids[:2]),
        mentoring=(MentoringLink("Sa", "Sb", "甲", "乙", draw(date), draw(date)),),
        project_names=(("J1", "课题"),),
    )


@settings(max_examples=80, deadline=None)
@given(histories(), st.data())
def test_whatever_an_alliance_founded_later_says_changes_nothing_in_the_past(
    known: Landscape, data: st.DataObject
) -> None:
    later = {each.id for each in known.alliances if each.founded_on in {"2016-06", "2016-06-01", "2017-02"}}
    date = st.sampled_from(DATES)
    moved = replace(
        known,
        alliances=tuple(
            replace(each, name="改名", goals=("别的",), kinds=("校企",)) if each.id in later else each
            for each in known.alliances
        ),
        memberships=tuple(
            replace(
                link, studio=data.draw(st.sampled_from("abcdef").map("S{}".format)), since=data.draw(date), role="领衔"
            )
            if link.alliance in later
            else link
            for link in known.memberships
        ),
    )
    assert cut(moved, CUT).past == cut(known, CUT).past


@settings(max_examples=80, deadline=None)
@given(histories())
def test_nothing_in_the_past_has_a_date_from_the_day_on(known: Landscape) -> None:
    past = cut(known, CUT).past
    dates = [each.founded_on for each in past.alliances]
    dates += [date for link in past.memberships for date in (link.since, link.until)]
    dates += [link.started_on for link in past.joint_projects]
    dates += [date for link in past.mentoring for date in (link.since, link.until)]
    assert set(dates) <= {"", "2015", "2016-05", "2016-05-31"}
    assert {link.alliance for link in past.memberships} <= {each.id for each in past.alliances}
    assert past.today == CUT


@settings(max_examples=80, deadline=None)
@given(histories())
def test_every_membership_is_before_after_or_on_neither_side(known: Landscape) -> None:
    held = cut(known, CUT)
    assert held.before == len(held.past.memberships)
    assert held.before + held.after + held.undated == len(known.memberships)


@pytest.mark.parametrize(
    ("date", "kept"),
    [
        ("2016-05-31", True),
        ("2016-05", True),
        ("2015", True),
        ("2016", False),  # straddles the day: it may have been later
        ("2016-06", False),
        ("2016-06-01", False),
        ("", False),
    ],
)
def test_only_what_certainly_began_before_is_known(date: str, kept: bool) -> None:
    known = replace(
        dated(("ab", date)),
        joint_projects=(JointProject("Sa", "J1", date),),
        mentoring=(MentoringLink("Sa", "Sb", "甲", "乙", date),),
        project_names=(("J1", "课题"),),
    )
    past = cut(known, CUT).past
    everything = past.alliances, past.memberships, past.joint_projects, past.mentoring, past.project_names
    assert [bool(each) for each in everything] == [kept] * 5


def test_members_of_an_alliance_founded_later_became_partners() -> None:
    assert cut(dated(("abc", "2017"), ("ad", "2015")), CUT).partners == {("Sa", "Sb"), ("Sa", "Sc"), ("Sb", "Sc")}


def test_an_alliance_founded_later_is_deleted_whole_whatever_its_members_say() -> None:
    held = cut(joined(dated(("ab", "2017")), aA0=("2014", "")), CUT)
    assert not held.past.memberships
    assert held.partners == {("Sa", "Sb")}


def test_who_joins_later_becomes_a_partner_of_those_still_there() -> None:
    known = joined(dated(("abc", "2014")), aA0=("2017", ""), bA0=("2014", "2015"))
    held = cut(known, CUT)
    assert [link.studio for link in held.past.memberships] == ["Sb", "Sc"]
    assert held.partners == {("Sa", "Sc")}


def test_a_stay_that_ends_later_has_no_end_yet() -> None:
    known = joined(dated(("abc", "2014")), aA0=("", "2018"), bA0=("", "2015"))
    assert [link.until for link in cut(known, CUT).past.memberships] == ["", "2015", ""]


def test_an_alliance_without_a_date_began_with_its_first_dated_member() -> None:
    known = dated(("ab", ""))
    assert [each.id for each in cut(joined(known, aA0=("2015", "")), CUT).past.alliances] == ["A0"]
    assert cut(joined(known, aA0=("2017", "")), CUT).partners == {("Sa", "Sb")}
    assert cut(known, CUT).undated == 2


def test_who_was_closed_meanwhile_was_open_then() -> None:
    known = replace(allied("ab"), studios=(StudioFacts("Sa", "甲", open=False), StudioFacts("Sb", "乙")))
    assert all(studio.open for studio in cut(known, CUT).past.studios)


def test_a_crowd_makes_no_partners(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.analytics.holdout.CROWD", 2)
    assert cut(dated(("abc", "2017"), ("ab", "2018")), CUT).partners == {("Sa", "Sb")}


def test_the_chosen_day_leaves_about_a_fifth_of_the_memberships_after_it() -> None:
    known = dated(*(("ab", f"20{year}-03") for year in range(10, 20)))
    day = choose_cutoff(known)
    held = cut(known, day)
    assert (day, held.before, held.after) == ("2018-03-01", 16, 4)


@pytest.mark.parametrize("known", [allied("ab"), dated(("ab", "2015"), ("cd", "2015"))])
def test_without_two_different_dates_there_is_no_day_to_cut_at(known: Landscape) -> None:
    with pytest.raises(NoDatesError, match="请在台账中补上日期"):
        choose_cutoff(known)


def test_the_years_one_can_cut_at_have_something_before_them() -> None:
    assert years(dated(("ab", "2015-03"), ("cd", "2018"))) == ("2016", "2017", "2018")
    assert years(allied("ab")) == ()
