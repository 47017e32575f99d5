"""A landscape cut at a day: what was known before it, and who became partners from it on.

The rule, the same for everything that has a date:

- *Before* is what certainly began before the day, *after* what certainly began on it or later. What has no date, or one
  so rough that it straddles the day (2016 for a cut in June 2016), is on neither side: it is neither known nor to be
  found, and it is counted.
- An alliance begins when it was founded or, if that is not stated, with its first dated member. One that begins after
  is deleted whole. In an earlier one a member without a date counts as a founder.
- An end that came on the day or later is not known yet.
- What studios are (organization, place, trade, level, skills) and who supplies whom has no date and stays; nobody is
  closed, as the day of closing is not known here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from graph.analytics.sparse import CROWD
from graph.days import Stay, overlap
from graph.errors import MengtuError
from graph.landscape import Landscape, Membership

LATER_SHARE = 0.2  # of the dated memberships, when the day is chosen from the data

Side = Literal["before", "after", "neither"]
Pair = tuple[str, str]  # two studios' ids, ascending


class NoDatesError(MengtuError):
    """Too few memberships have a date to cut the data at a day."""


@dataclass(frozen=True, slots=True)
class Holdout:
    """A landscape as it was seen on the morning of ``cutoff``, and the pairs that allied from then on."""

    cutoff: str
    past: Landscape
    partners: frozenset[Pair]
    before: int  # memberships that were known
    after: int  # memberships that began later
    undated: int  # memberships on neither side


def choose_cutoff(landscape: Landscape) -> str:
    """The day from which on the share of dated memberships is nearest to ``LATER_SHARE``.

    Raises:
        NoDatesError: all memberships began on one day, or none has a date.
    """
    founded = _founding(landscape)
    dates = sorted(_earliest(date) for link in landscape.memberships if (date := _date(link, founded)))
    days = sorted(set(dates))[1:]
    if not days:
        raise NoDatesError(
            "联盟和联盟成员几乎都没有写明成立或加入日期，无法用“以前的数据推荐、以后的结果检验”；请在台账中补上日期。"
        )
    first = {day: at for at, day in reversed(list(enumerate(dates)))}
    return min(days, key=lambda day: (abs((len(dates) - first[day]) / len(dates) - LATER_SHARE), day))


def years(landscape: Landscape) -> tuple[str, ...]:
    """The years at whose first day the landscape can be cut: something began before it and something from it on."""
    founded = _founding(landscape)
    found = sorted({date[:4] for link in landscape.memberships if (date := _date(link, founded))})
    return tuple(str(year) for year in range(int(found[0]) + 1, int(found[-1]) + 1)) if found else ()


def cut(landscape: Landscape, cutoff: str) -> Holdout:
    """Cut a landscape at a day.

    Args:
        landscape: what is known now; its skills and mentoring as of the day if they are to tell nothing of later on.
        cutoff: the day, ISO.
    """
    founded = _founding(landscape)
    sides = [(link, _side_of(link, founded, cutoff)) for link in landscape.memberships]
    known = [replace(link, until=_known_end(link.until, cutoff)) for link, side in sides if side == "before"]
    joint = tuple(link for link in landscape.joint_projects if _side(link.started_on, cutoff) == "before")
    projects = {link.project for link in joint}
    past = replace(
        landscape,
        studios=tuple(replace(studio, open=True) for studio in landscape.studios),
        # That an alliance was dissolved is told without a day, so nobody knows whether it was by then.
        alliances=tuple(
            replace(each, open=True) for each in landscape.alliances if _side(founded[each.id], cutoff) == "before"
        ),
        memberships=tuple(known),
        joint_projects=joint,
        mentoring=tuple(
            replace(link, until=_known_end(link.until, cutoff))
            for link in landscape.mentoring
            if _side(link.since, cutoff) == "before"
        ),
        project_names=tuple(each for each in landscape.project_names if each[0] in projects),
        today=cutoff,
    )
    counts = [sum(each == side for _, each in sides) for side in ("before", "after", "neither")]
    return Holdout(cutoff, past, frozenset(_new_pairs(landscape, sides)), *counts)


def _founding(landscape: Landscape) -> dict[str, str]:
    """When each alliance began, as far as stated."""
    joined: dict[str, list[str]] = {}
    for link in landscape.memberships:
        if link.since:
            joined.setdefault(link.alliance, []).append(link.since)
    return {
        each.id: each.founded_on or min(joined.get(each.id, ()), key=_earliest, default="")
        for each in landscape.alliances
    }


def _date(link: Membership, founded: dict[str, str]) -> str:
    return link.since or founded.get(link.alliance, "")


def _side_of(link: Membership, founded: dict[str, str], cutoff: str) -> Side:
    alliance = _side(founded.get(link.alliance, ""), cutoff)
    return _side(_date(link, founded), cutoff) if alliance == "before" else alliance


def _side(date: str, cutoff: str) -> Side:
    if not date:
        return "neither"
    if _latest(date) < cutoff:
        return "before"
    return "after" if _earliest(date) >= cutoff else "neither"


def _known_end(until: str, cutoff: str) -> str:
    return until if _side(until, cutoff) == "before" else ""


def _earliest(date: str) -> str:
    """The first day a date of reduced precision can mean.

    >>> _earliest("2016"), _earliest("2016-05"), _earliest("2016-05-03")
    ('2016-01-01', '2016-05-01', '2016-05-03')
    """
    return date + "0000-01-01"[len(date) :]


def _latest(date: str) -> str:
    """A day not before the last one a date of reduced precision can mean, compared as text."""
    return date + "0000-12-31"[len(date) :]


def _new_pairs(landscape: Landscape, sides: Sequence[tuple[Membership, Side]]) -> Iterator[Pair]:
    """Studios that were in an alliance at the same time, at least one of them from the day on."""
    members: dict[str, list[tuple[str, Stay, bool]]] = {}
    for link, side in sides:
        if side != "neither" and link.studio in landscape.studio:
            stay = (link.studio, (link.since, link.until), side == "after")
            members.setdefault(link.alliance, []).append(stay)
    for stays in members.values():
        if len({studio for studio, _, _ in stays}) > CROWD:
            continue  # in a crowd not everybody knows everybody: no partners, as everywhere in analytics
        for (one, mine, began), (other, theirs, joined) in combinations(stays, 2):
            if (began or joined) and one != other and overlap(mine, theirs):
                yield min(one, other), max(one, other)
