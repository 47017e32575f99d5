"""A 1+N cluster: whom a lead studio should bring in for a goal, what each adds, and how near to the best that is.

The value of a set of members is the sum of five things, each weighted by the goal:

- skills the lead has not: rarer and more needed ones count more, each once however many bring it;
- provinces and places the lead is not in, each once;
- organizations on the supply chain of the lead's own, each once, direct ones more than those one step further;
- smaller studios the lead can lift, being of a like trade or skill: levels below it, and being in no alliance yet;
- what the partner suggestion gives each.

The first three are weighted coverages and the others plain sums of what is never negative, so the value is monotone and
submodular: what a studio adds never grows while the cluster does. Taking whoever adds most, one after the other, then
reaches at least 1 - 1/e, 63 %, of the best cluster of that size (Nemhauser, Wolsey and Fisher 1978), and no quick
method promises more (Feige 1998). Supply links between two members are counted in what the cluster covers but not in
its value: they are worth something only once both are there, which would void the guarantee.

For the cluster at hand more can be said. Whatever set was best, adding it to the members chosen so far gains at most
what its studios add one by one; so no cluster is worth more than any beginning of ours plus the greatest of what single
studios would add to it (Minoux 1978; Leskovec et al. 2007). All these are known anyway: one sparse product tells what
each studio would add, so that putting off evaluations (lazy greedy) would save nothing.

References:
    G. Nemhauser, L. Wolsey, M. Fisher, An analysis of approximations for maximizing submodular set functions I,
    Mathematical Programming 14, 1978.
    M. Minoux, Accelerated greedy algorithms for maximizing submodular set functions, 1978.
    U. Feige, A threshold of ln n for approximating set cover, JACM 45(4), 1998.
    J. Leskovec et al., Cost-effective outbreak detection in networks, KDD 2007, theorem 4.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import fsum
from types import MappingProxyType

import numpy as np

from graph.analytics.cluster_worth import Worth, reasons_to_join, worth
from graph.analytics.partners import UnknownStudioError, may_be_suggested, of_its_sort
from graph.analytics.reason import UNIT, Reason, Vector
from graph.analytics.sparse import Codes, Matrices, columns, matrices
from graph.analytics.traits import Flags, traits
from graph.errors import MengtuError
from graph.landscape import Landscape

GUARANTEE = 1 - 1 / np.e  # of the best, whatever the data
# Points of whoever is best in one respect; a judgement of what each goal (落脚点) asks for, not learned from anything.
WEIGHTS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "": {"skill": 30, "supply": 20, "region": 10, "lifted": 10, "relevance": 30},
        "解决技术难题": {"skill": 45, "supply": 15, "region": 5, "lifted": 5, "relevance": 30},
        "优化产品质量": {"skill": 30, "supply": 35, "region": 5, "lifted": 5, "relevance": 25},
        "降低能源消耗": {"skill": 40, "supply": 20, "region": 5, "lifted": 5, "relevance": 30},
        "提高生产效率": {"skill": 35, "supply": 30, "region": 5, "lifted": 5, "relevance": 25},
        "增强创新能力": {"skill": 45, "supply": 5, "region": 15, "lifted": 5, "relevance": 30},
        "培养技术人才": {"skill": 25, "supply": 5, "region": 5, "lifted": 40, "relevance": 25},
        "拓展市场资源": {"skill": 10, "supply": 35, "region": 30, "lifted": 5, "relevance": 20},
    }
)
GOALS = tuple(goal for goal in WEIGHTS if goal)
# What planners call what a group covers.
COVERAGE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "organizations": "单位",
        "skills": "技能",
        "need": "所需技能的覆盖率",
        "provinces": "省份",
        "places": "地市",
        "industries": "行业",
        "supply_links": "单位之间的供应关系",
    }
)
DECIMALS = 9  # gains that differ by less are equal: then the first id is taken


class UnknownGoalError(MengtuError):
    """No such goal."""


class ClosedLeadError(MengtuError):
    """The studio that is to lead was taken off the list."""


@dataclass(frozen=True, slots=True)
class Member:
    """A studio to bring in. ``gain`` is exactly ``math.fsum`` of the points of ``reasons``.

    ``together`` are the alliances, by id, in which it is with the lead already.
    """

    rank: int
    id: str
    name: str
    gain: float
    reasons: tuple[Reason, ...]
    together: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a group of studios covers: how many different ones of each.

    ``need`` is the share of the skills used by the lead's trade, its chain and alliances of the goal, rarer ones
    counting more; None where nothing is known about them. ``supply_links`` are pairs of their organizations.
    """

    studios: int
    organizations: int
    skills: int
    need: float | None
    provinces: int
    places: int
    industries: int
    supply_links: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """A lead with its members, who adds most first.

    Attributes:
        lead: id of the lead.
        goal: what it is for; empty for nothing in particular.
        members: may be fewer than asked for if nobody else adds anything.
        value: what the members add together.
        bound: no cluster of that size is worth more.
        candidates: how many studios there were to choose from.
        before: what the lead covers alone.
        after: what all cover.
    """

    lead: str
    goal: str
    members: tuple[Member, ...]
    value: float
    bound: float
    candidates: int
    before: Coverage
    after: Coverage

    @property
    def at_least(self) -> float:
        """The share of the best possible that is certainly reached, 0 to 1."""
        return min(self.value / self.bound, 1.0) if self.members else 1.0


def compose(
    landscape: Landscape,
    lead: str,
    goal: str = "",
    *,
    size: int = 5,
    newcomers: bool = False,
    excluded: AbstractSet[str] = frozenset(),
) -> Cluster:
    """The studios a lead should bring in.

    To choose from are the open studios the partner suggestion gives anything, real ones for a real lead and simulated
    ones for a simulated one, present partners too: nobody is brought in only to be another dot on the map. A smaller
    cluster is the beginning of a larger one.

    Args:
        landscape: what is known.
        lead: id of the studio that leads.
        goal: one of ``GOALS``, or empty.
        size: how many to bring in at most.
        newcomers: only those who are in no alliance with the lead now.
        excluded: ids of studios that are out of the question.

    Raises:
        UnknownStudioError: no studio has the id.
        UnknownGoalError: there is no such goal.
        ClosedLeadError: the lead was taken off the list.

    Examples:
        >>> from graph.landscape import Landscape, StudioFacts
        >>> known = Landscape(
        ...     studios=tuple(
        ...         StudioFacts(f"S{name}", name, industry="I1", skills=skills)
        ...         for name, skills in (("甲", ()), ("乙", ("K1", "K2")), ("丙", ("K1",)), ("丁", ("K3", "K4")))
        ...     ),
        ...     skill_names=(("K1", "焊接"), ("K2", "装配"), ("K3", "磨削"), ("K4", "热处理")),
        ... )
        >>> [member.name for member in compose(known, "S甲", size=2).members]
        ['乙', '丁']
    """
    known = matrices(landscape)
    at = _lead_position(known, lead)
    if goal not in WEIGHTS:
        raise UnknownGoalError(f"没有「{goal}」这个落脚点，请从 {'、'.join(GOALS)} 中选一个。")
    free = may_be_suggested(known, at) if newcomers else of_its_sort(known, at)
    free[[known.position[each] for each in excluded if each in known.position]] = False
    weighed = worth(known, at, goal, free, WEIGHTS[goal])
    free &= weighed.plain["relevance"] > 0
    candidates, gains, before = int(free.sum()), weighed.gains(), 0.0
    bound, members = _most(gains, free, size), list[Member]()
    while len(members) < size and free.any():
        other = int(np.argmax(np.round(np.where(free, gains, -1.0), DECIMALS)))
        if gains[other] < 1 / UNIT:
            break
        members.append(_member(weighed, at, other, len(members) + 1))
        before += float(gains[other])
        weighed, free[other] = weighed.with_member(other), False
        gains = weighed.gains()
        bound = min(bound, before + _most(gains, free, size))
    chosen = [at, *(known.position[each.id] for each in members)]
    value = fsum(each.gain for each in members)
    return Cluster(
        lead=lead,
        goal=goal,
        members=tuple(members),
        value=value,
        bound=max(bound, value),  # points are rounded
        candidates=candidates,
        before=_coverage(weighed, chosen[:1]),
        after=_coverage(weighed, chosen),
    )


def written(value: float | None) -> str:
    """A figure of ``Coverage`` as it is read: counts as they are, the share as whole per cent, a dash for unknown.

    >>> written(7), written(0.816), written(None)
    ('7', '82%', '—')
    """
    if value is None:
        return "—"
    return f"{value:,}" if isinstance(value, int) else f"{value:.0%}"


def assurance(found: Cluster) -> str:
    """How near to the best the cluster is, in a sentence; never more than is certain."""
    least = f"{int(found.at_least * 100)}%"
    return (
        f"从 {found.candidates:,} 家中逐家选出，合计 {found.value:.1f} 分，不低于可能最好的 {least}；"
        f"这种选法无论什么数据都不低于 {int(GUARANTEE * 100)}%。"
    )


def _lead_position(known: Matrices, lead: str) -> int:
    if lead not in known.position:
        raise UnknownStudioError(f"找不到编号为「{lead}」的工作室，请先用 mengtu find 按名称查到它的编号。")
    facts = known.landscape.studio[lead]
    if not facts.open:
        raise ClosedLeadError(f"「{facts.name}」已经摘牌，不能牵头；请换一个在册的工作室。")
    return known.position[lead]


def _most(gains: Vector, free: Flags, size: int) -> float:
    """The sum of the ``size`` greatest gains."""
    left = gains[free]
    return float(np.partition(left, -size)[-size:].sum()) if 0 < size < len(left) else float(left.sum())


def _member(weighed: Worth, at: int, other: int, rank: int) -> Member:
    known = weighed.known
    reasons = reasons_to_join(weighed, at, other)
    both = np.intersect1d(columns(known.present, at), columns(known.present, other), assume_unique=True)
    return Member(
        rank=rank,
        id=known.ids[other],
        name=known.landscape.studio[known.ids[other]].name,
        gain=fsum(reason.points for reason in reasons),
        reasons=reasons,
        together=tuple(known.alliances[each] for each in both),
    )


def _coverage(weighed: Worth, chosen: list[int]) -> Coverage:
    known, about = weighed.known, traits(weighed.known)
    skilled = known.skilled[chosen].sum(axis=0) > 0
    needed = float(weighed.need.sum())
    organizations = np.unique(about.organization[chosen])
    organizations = organizations[organizations >= 0]
    return Coverage(
        studios=len(chosen),
        organizations=len(organizations),
        skills=int(skilled.sum()),
        need=float(weighed.need[skilled].sum()) / needed if needed else None,
        provinces=_different(about.province[chosen]),
        places=_different(about.region[chosen]),
        industries=_different(about.industry[chosen]),
        supply_links=about.supply_links[organizations][:, organizations].nnz // 2,
    )


def _different(codes: Codes) -> int:
    return len(np.unique(codes[codes >= 0]))
