"""What a studio would add to a 1+N cluster as it stands: what is not covered yet, and what counts in any case."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from graph.analytics.content import INDUSTRY_NEED, NAMED_SKILLS, TWO_STEPS, linked, same_trade, supplied
from graph.analytics.partners import method_evidence, points_among, whole_score
from graph.analytics.products import times
from graph.analytics.reason import UNIT, Evidence, Reason, Share, Vector, divide
from graph.analytics.sparse import Codes, Matrices, Sparse, columns, row
from graph.analytics.traits import LEVELS, Flags, Traits, traits

ANY_SKILL = 0.05  # what a skill is worth that neither chain nor trade nor goal is known to need
PLACE = 0.5  # another place beside another province
NO_ALLIANCE = 1.0  # being in no alliance yet beside one level below the lead

Points = list[tuple[Evidence, Vector]]


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """A cluster as it stands: what it has yet to cover, and what everybody adds in any case.

    Attributes:
        known: the landscape.
        goal: what the cluster is for.
        cover: per respect, studio × what can be covered: 1 where a studio brings it.
        left: per respect, the points of what is not covered yet, 0 for the rest.
        plain: per respect, the points of every studio.
        need: how much every skill is used by chain, trade and goal.
        suggested: the partner suggestion's methods and their points.
    """

    known: Matrices
    goal: str
    cover: Mapping[str, Sparse]
    left: Mapping[str, Vector]
    plain: Mapping[str, Vector]
    need: Vector
    suggested: Points

    def gains(self) -> Vector:
        """What each studio would add, in points."""
        gains = np.zeros(len(self.known.ids))
        for each, cover in self.cover.items():
            gains += cover @ self.left[each]
        for values in self.plain.values():
            gains += values
        return gains

    def with_member(self, other: int) -> "Worth":
        """The cluster with one more studio."""
        left = {}
        for each, cover in self.cover.items():
            left[each] = self.left[each].copy()
            left[each][columns(cover, other)] = 0.0
        return replace(self, left=left)


def worth(known: Matrices, at: int, goal: str, free: Flags, weights: Mapping[str, float]) -> Worth:
    """The worth of a cluster of the lead alone.

    In each respect the best single studio gets the points its weight says, so that no respect drowns another.

    Args:
        known: the landscape.
        at: the lead's position.
        goal: what the cluster is for; empty for nothing in particular.
        free: who may be brought in.
        weights: points per respect.
    """
    about = traits(known)
    need = _need(about, at, goal)
    wanted = {
        "skill": (known.skilled, need + ANY_SKILL * about.rarity),
        "region": (_places(about), np.repeat([1.0, PLACE], [_most(about.province), _most(about.region)])),
        "supply": (_one_hot(about.organization, len(about.organizations)), _chain(about, at)),
    }
    left = {}
    for each, (cover, value) in wanted.items():
        fresh = value.copy()
        fresh[columns(cover, at)] = 0.0
        left[each] = fresh * _scale(cover @ fresh, free, weights[each])
    suggested = points_among(method_evidence(known, at), free)
    plain = {"lifted": _lifted(about, at), "relevance": whole_score(suggested, len(known.ids)) / UNIT}
    return Worth(
        known=known,
        goal=goal,
        cover={each: cover for each, (cover, _) in wanted.items()},
        left=left,
        plain={each: values * _scale(values, free, weights[each]) for each, values in plain.items()},
        need=need,
        suggested=suggested,
    )


def reasons_to_join(weighed: Worth, at: int, other: int) -> tuple[Reason, ...]:
    """What a studio adds to a cluster as it stands, as sentences to the lead whose points sum to its gain."""
    told = {"skill": _tell_skills, "region": _tell_place, "supply": _tell_chain}
    pieces = []
    for each, cover in weighed.cover.items():
        points = float(weighed.left[each][columns(cover, other)].sum())
        if points > 0:
            pieces.append((points, [told[each](weighed, other)]))
    for each, values in weighed.plain.items():
        if values[other] > 0:
            share = _tell_lift(weighed, at, other) if each == "lifted" else _tell_relevance(weighed, other)
            pieces.append((float(values[other]), [share]))
    return divide(pieces)


def _scale(values: Vector, free: Flags, weight: float) -> float:
    most = float(values[free].max(initial=0.0))
    return weight / most if most > 0 else 0.0


def _need(about: Traits, at: int, goal: str) -> Vector:
    """Rarity × (share of the chain's studios that have a skill + half of the trade's + of those after the goal)."""
    groups = ((1.0, linked(about, at)), (INDUSTRY_NEED, same_trade(about, at)), (1.0, _after(about, goal)))
    shares = (weight * members.astype(np.float64) / max(int(members.sum()), 1) for weight, members in groups)
    need: Vector = about.rarity * times(about.matrices.skilled, sum(shares, np.zeros(len(about.studios))))
    return need


def _after(about: Traits, goal: str) -> Flags:
    """Who is or was in an alliance of the goal."""
    known = about.matrices
    having = np.array([goal != "" and goal in known.landscape.alliance[each].goals for each in known.alliances])
    after: Flags = known.incidence @ having.astype(np.float64) > 0
    return after


def _chain(about: Traits, at: int) -> Vector:
    one, two = supplied(about, at)
    return one + TWO_STEPS * two


def _places(about: Traits) -> Sparse:
    """Studio × provinces and places."""
    parts = [_one_hot(codes, _most(codes)) for codes in (about.province, about.region)]
    return sparse.csr_array(sparse.hstack(parts, format="csr"))


def _most(codes: Codes) -> int:
    return int(codes.max(initial=-1)) + 1


def _one_hot(codes: Codes, width: int) -> Sparse:
    stated = np.flatnonzero(codes >= 0)
    return sparse.csr_array((np.ones(len(stated)), (stated, codes[stated])), shape=(len(codes), width))


def _lifted(about: Traits, at: int) -> Vector:
    """Levels below the lead's, 0 where one is not stated, and a bit for being in no alliance; of those like it."""
    skilled = about.matrices.skilled
    alike = same_trade(about, at) | (skilled @ row(skilled, at) > 0)
    stated = (about.level >= 0) & (about.level[at] >= 0)
    below = np.where(stated, np.maximum(about.level[at] - about.level, 0), 0)
    return np.where(alike, below + NO_ALLIANCE * (np.diff(about.matrices.present.indptr) == 0), 0.0)


def _tell_skills(weighed: Worth, other: int) -> Share:
    known, left = weighed.known, weighed.left["skill"]
    fresh = sorted((c for c in columns(known.skilled, other) if left[c] > 0), key=lambda c: (-left[c], c))
    ids = [known.skills[column] for column in fresh]
    names = "".join(f"「{known.skill_name.get(each, each)}」" for each in ids[:NAMED_SKILLS])
    more = f"等 {len(ids)} 项" if len(ids) > NAMED_SKILLS else ""
    return Share(1.0, "skill", f"带来集群里还没有人会的{names}{more}", tuple(sorted(ids)))


def _tell_place(weighed: Worth, other: int) -> Share:
    facts = traits(weighed.known).studios[other]
    place = facts.province + facts.region_name.removeprefix(facts.province)
    return Share(1.0, "region", f"集群由此走进{place}", (facts.region or facts.id,))


def _tell_chain(weighed: Worth, other: int) -> Share:
    explain = next(evidence.explain for evidence, _ in weighed.suggested if evidence.method == "supply")
    return Share(1.0, "supply", *explain(other)[0][2:])


def _tell_lift(weighed: Worth, at: int, other: int) -> Share:
    about = traits(weighed.known)
    mine, theirs = about.studios[at], about.studios[other]
    below = about.level[at] > about.level[other] >= 0
    told = ["对方与你行业或技能相通"]
    if below:
        told.append(f"是{LEVELS[int(about.level[other])]}工作室，可由你（{mine.level}）带动")
    if not len(columns(weighed.known.present, other)):
        told.append("还没有加入任何联盟")
    return Share(1.0, "lifted", "，".join(told), (mine.id, theirs.id))


def _tell_relevance(weighed: Worth, other: int) -> Share:
    """The suggestion's score and its weightiest reason."""
    given = [(float(points[other]), evidence) for evidence, points in weighed.suggested if points[other] > 0]
    first = divide((points, evidence.explain(other)) for points, evidence in given)[0]
    score = sum(points for points, _ in given)
    return Share(1.0, "relevance", f"伙伴建议给对方 {score:.1f} 分，首先因为{first.text}", first.evidence)
