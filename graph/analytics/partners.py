"""Who should ally with whom and why: every method ranks the candidates, the ranks are fused, the points are explained.

Each method ranks the candidates; its weight times (K + 1) / (K + rank) are its points; a score is the sum over all
methods, scaled so that being first everywhere is 100 points. No method is trained.

References:
    G. Cormack, C. Clarke, S. Büttcher, Reciprocal rank fusion outperforms Condorcet and individual rank learning
    methods, SIGIR 2009.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from math import fsum
from types import MappingProxyType

import numpy as np

from graph.analytics.content import content_evidence
from graph.analytics.products import times
from graph.analytics.reason import UNIT, Evidence, Group, Suggestion, Vector, divide
from graph.analytics.sparse import Matrices, matrices, row
from graph.analytics.standing import standing_evidence
from graph.analytics.ties import tie_evidence
from graph.analytics.traits import Flags, traits
from graph.analytics.wish import EMPHASIS, PLAIN, Wish, whom_it_fits
from graph.errors import MengtuError
from graph.landscape import Landscape

# How much each method's opinion counts. Ties known to have worked come first, then what fits, then what is only near.
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "local_path": 10.0,
        "shared_alliances": 5.0,
        "walk": 12.0,
        "past_alliance": 5.0,
        "joint_project": 10.0,
        "mentoring": 5.0,
        "supply": 12.0,
        "common_skill": 12.0,
        "skill_gap": 8.0,
        "region": 8.0,
        "industry": 3.0,
        "pairing": 1.0,
        "level": 1.0,
        "experience": 6.0,
        "local_peers": 3.0,
    }
)
K = 60.0  # Cormack et al.: how slowly points fall with the rank
DEPTH = 1000  # a list says nothing beyond this rank


class UnknownStudioError(MengtuError):
    """No studio has this id."""


def suggest(
    landscape: Landscape,
    studio_id: str,
    wish: Wish = PLAIN,
    *,
    top: int = 10,
    dismissed: AbstractSet[str] = frozenset(),
) -> tuple[Suggestion, ...]:
    """The studios it is most worth allying with, each with the reasons its score is the sum of.

    Never suggested: the studio itself, closed studios, studios it is in an alliance with now, simulated studios for a
    real one and the reverse, studios a planner dismissed, studios for which nothing speaks. *Familiar* is who can be
    reached through an existing contact: a shared partner, a joint project, mentoring, an alliance that ended, or the
    same organization; everybody else is *new*. The mode only chooses: a candidate's points are the same in every mode.

    Args:
        landscape: what is known.
        studio_id: who asks.
        wish: what is wanted of partners.
        top: how many at most.
        dismissed: ids of studios that are out of the question for this one.

    Returns:
        Suggestions by score; equal scores by id.

    Raises:
        UnknownStudioError: if no studio has the id.
        UnknownKindError: if there is no such kind.
        NoSuchStudiosError: if no studio at all is in such a region or industry or has such a goal.

    Examples:
        >>> from graph.landscape import AllianceFacts, Landscape, Membership, StudioFacts
        >>> known = Landscape(
        ...     studios=tuple(StudioFacts(f"S{name}", name) for name in "甲乙丙"),
        ...     alliances=(AllianceFacts("A1", "一盟"), AllianceFacts("A2", "二盟")),
        ...     memberships=tuple(Membership(f"S{text[0]}", text[1:]) for text in ("甲A1", "乙A1", "乙A2", "丙A2")),
        ... )
        >>> [(found.name, found.group, found.reasons[0].text) for found in suggest(known, "S甲")]
        [('丙', 'familiar', '你们都与「乙」结盟（你在「一盟」，对方在「二盟」）')]
    """
    known = matrices(landscape)
    if studio_id not in known.position:
        raise UnknownStudioError(f"找不到编号为「{studio_id}」的工作室，请先用 mengtu find 按名称查到它的编号。")
    at = known.position[studio_id]
    points = method_points(known, at, wish)
    units = whole_score(points, len(known.ids))
    familiar = _familiar(known, at)
    wanted = np.ones_like(familiar) if wish.mode == "all" else familiar == (wish.mode == "familiar")
    wanted[[known.position[each] for each in dismissed if each in known.position]] = False
    units[~wanted] = 0
    return tuple(
        _suggestion(known, rank, other, "familiar" if familiar[other] else "new", points)
        for rank, other in enumerate(_first(units, top), start=1)
    )


def method_points(known: Matrices, at: int, wish: Wish = PLAIN) -> list[tuple[Evidence, Vector]]:
    """Every method's evidence and the points it gives each studio; 0 for whoever may not be suggested."""
    ranked = may_be_suggested(known, at) & whom_it_fits(known, at, wish)
    return points_among(method_evidence(known, at, wish.kind), ranked, wish)


def method_evidence(known: Matrices, at: int, kind: str | None = None) -> tuple[Evidence, ...]:
    """What every method says about every studio, whoever may be suggested."""
    return (*tie_evidence(known, at), *content_evidence(known, at, kind), *standing_evidence(known, at))


def points_among(
    evidence: Iterable[Evidence],
    ranked: Flags,
    wish: Wish = PLAIN,
) -> list[tuple[Evidence, Vector]]:
    """The points every method gives when only the studios of ``ranked`` are ranked; 0 for all others."""
    emphasis = {**EMPHASIS.get(wish.kind or "", {}), "experience": wish.popularity}
    weights = {method: weight * emphasis.get(method, 1.0) for method, weight in WEIGHTS.items()}
    scale = 100 / sum(weights.values())
    return [
        (each, weights[each.method] * scale * reciprocal_ranks(np.where(ranked, each.values, 0.0))) for each in evidence
    ]


def whole_score(points: Iterable[tuple[Evidence, Vector]], size: int) -> Vector:
    """Each of ``size`` studios' points together, in whole ten-thousandths: what suggestions are sorted by."""
    score: Vector = np.rint(sum((given for _, given in points), np.zeros(size)) * UNIT)
    return score


def reciprocal_ranks(values: Vector) -> Vector:
    """(K + 1) / (K + rank) for positive values, the greatest first; nothing beyond ``DEPTH``.

    Equals share their mean rank, so that what a thousand have in common says little.
    """
    result = np.zeros(len(values))
    positive = np.flatnonzero(values > 0)
    if len(positive) > DEPTH:
        if np.count_nonzero(values == values.max()) >= 2 * DEPTH:
            return result  # even the first share a mean rank beyond the depth
        least = np.sort(values[positive])[-DEPTH]
        positive = positive[values[positive] >= least]
    _, inverse, counts = np.unique(-values[positive], return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    result[positive] = np.where(ranks <= DEPTH, (K + 1) / (K + ranks), 0.0)
    return result


def may_be_suggested(known: Matrices, at: int) -> Flags:
    """Whom a studio may be suggested: ``of_its_sort``, and in no alliance with it now."""
    allied = known.present @ row(known.present, at) > 0
    may_be: Flags = of_its_sort(known, at) & ~allied
    return may_be


def of_its_sort(known: Matrices, at: int) -> Flags:
    """Every other open studio that is real as it is, or simulated as it is."""
    about = traits(known)
    others: Flags = about.open & (about.synthetic == about.synthetic[at])
    others[at] = False
    return others


def _familiar(known: Matrices, at: int) -> Flags:
    about = traits(known)
    reached = row(known.partners, at)
    reached = reached + times(known.partners, reached) + row(known.joint, at) + row(known.mentoring, at)
    same: Flags = (about.organization >= 0) & (about.organization == about.organization[at])
    familiar: Flags = (reached > 0) | same
    return familiar


def _first(units: Vector, top: int) -> list[int]:
    """The positions of the greatest positive values; equal ones by position, which is by id."""
    positive = np.flatnonzero(units > 0)
    return [int(each) for each in positive[np.argsort(-units[positive], kind="stable")][:top]]


def _suggestion(
    known: Matrices, rank: int, other: int, group: Group, points: list[tuple[Evidence, Vector]]
) -> Suggestion:
    reasons = divide((float(given[other]), evidence.explain(other)) for evidence, given in points if given[other] > 0)
    return Suggestion(
        rank=rank,
        id=known.ids[other],
        name=known.landscape.studio[known.ids[other]].name,
        score=fsum(reason.points for reason in reasons),
        group=group,
        reasons=reasons,
    )
