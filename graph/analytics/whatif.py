"""What would change if an alliance, a studio or a leader came or went: a changed copy of the landscape, measured again.

Nothing is written: a landscape is frozen, and a change makes another one of it. Partners are studios that are now in an
alliance of up to ``CROWD`` studios together, as everywhere in ``structure``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.analytics.changes import Change, changed_landscape, quoted, said, touched
from graph.analytics.figures import Figures, Measured, measure
from graph.analytics.regroup import regroup
from graph.analytics.sparse import Matrices, matrices, row
from graph.analytics.structure import Communities, communities
from graph.landscape import Landscape


@dataclass(frozen=True, slots=True)
class Nearby:
    """A studio the change touches, with its partners and the studios within two steps, before and after."""

    id: str
    name: str
    partners: tuple[int, int]
    within_two: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """Names of what is there only before or only after."""

    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A change and what it does.

    Attributes:
        said: the change as a sentence.
        before: the figures as things are.
        after: the figures as they would be.
        nearby: the studios it touches, those who gain or lose most first.
        holders: studios that begin or cease to hold others together.
        skills: skills that alliances begin or cease to cover.
        places: provinces and places likewise.
        industries: industries likewise.
        followed: for leaders who leave, who could follow, as sentences; for a new one likewise.
    """

    said: str
    before: Figures
    after: Figures
    nearby: tuple[Nearby, ...]
    holders: Difference
    skills: Difference
    places: Difference
    industries: Difference
    followed: tuple[str, ...]


def try_out(landscape: Landscape, change: Change) -> Outcome:
    """Measure a landscape as it is and as it would be.

    Raises:
        ImpossibleChangeError: it names what is not there, or changes nothing.
        UnknownStudioError: it names a studio that is not there.

    Examples:
        >>> from graph.analytics.changes import AddAlliance
        >>> from graph.landscape import Landscape, StudioFacts
        >>> known = Landscape(studios=tuple(StudioFacts(f"S{name}", name) for name in "甲乙丙"))
        >>> found = try_out(known, AddAlliance(("S甲", "S乙")))
        >>> found.before.isolated, found.after.isolated, found.after.bridges
        (3, 1, 1)
    """
    changed = changed_landscape(landscape, change)
    before, groups = _as_it_is(matrices(landscape))
    after = measure(changed, regroup(changed, groups))
    return Outcome(
        said=said(landscape, change),
        before=before.figures,
        after=after.figures,
        nearby=_nearby(landscape, changed, touched(landscape, change)),
        holders=_named(landscape, before.holders, after.holders),
        skills=_difference(before.skills, after.skills, dict(landscape.skill_names)),
        places=_difference(before.places, after.places, {}),
        industries=_difference(before.industries, after.industries, {}),
        followed=_followed(landscape, before, after),
    )


@lru_cache(maxsize=1)
def _as_it_is(known: Matrices) -> tuple[Measured, Communities]:
    """The figures before any change, kept for the next one."""
    groups = communities(known.landscape)
    return measure(known.landscape, groups), groups


def _nearby(before: Landscape, after: Landscape, touched: Sequence[str]) -> tuple[Nearby, ...]:
    reaches = [_reach(landscape, touched) for landscape in (before, after)]
    found = [
        Nearby(each, before.studio[each].name, *zip(reaches[0][each], reaches[1][each], strict=True))
        for each in touched
    ]
    return tuple(sorted(found, key=lambda each: (-abs(each.within_two[1] - each.within_two[0]), each.id)))


def _reach(landscape: Landscape, studios: Sequence[str]) -> dict[str, tuple[int, int]]:
    """How many partners and how many other studios within two steps; none for a studio that is not there."""
    known, found = matrices(landscape), dict.fromkeys(studios, (0, 0))
    for each in studios:
        if each in known.position:
            at = known.position[each]
            one = row(known.allied, at)
            two = one + known.allied @ one
            two[at] = 0
            found[each] = int(one.sum()), int((two > 0).sum())
    return found


def _named(landscape: Landscape, before: frozenset[str], after: frozenset[str]) -> Difference:
    return _difference(before, after, {each.id: each.name for each in landscape.studios})


def _difference(before: frozenset[str], after: frozenset[str], names: dict[str, str]) -> Difference:
    def listed(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(names.get(each, each) for each in ids))

    return Difference(listed(after - before), listed(before - after))


def _followed(landscape: Landscape, before: Measured, after: Measured) -> tuple[str, ...]:
    """What becomes of the lead of studios whose lead changes."""
    told = []
    for studio in sorted(before.led.keys() | after.led.keys()):
        was, becomes = before.led.get(studio), after.led.get(studio)
        if was == becomes or studio not in landscape.studio or becomes is None:
            continue
        name = quoted(landscape.studio[studio].name)
        heirs = "、".join(after.heirs.get(studio, ()))
        match becomes:
            case "vacant":
                told.append(f"{name}没有了领衔人，" + (f"可由{heirs}接任" if heirs else "也没有登记可以接任的人"))
            case "at_risk":
                told.append(f"{name}的领衔人没有可以接班的人")
            case "followed":
                told.append(f"{name}的领衔人有{heirs}可以接班" if heirs else f"{name}不止一名领衔人")
            case "unknown":
                told.append(f"{name}没有登记其他成员，看不出谁可以接班")
    return tuple(told)
