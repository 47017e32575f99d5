"""Who should ally with whom and why: every method ranks the candidates, the ranks are fused, the points are explained.

Each method ranks the candidates; its weight times (K + 1) / (K + rank) are its points; a score is the sum over all
methods, scaled so that being first everywhere is 100 points. No method is trained.

References:
    G. Cormack, C. Clarke, S. Büttcher, Reciprocal rank fusion outperforms Condorcet and individual rank learning
    methods, SIGIR 2009.
"""

from collections.abc import Mapping
from math import fsum
from types import MappingProxyType
from typing import Literal

import numpy as np

from graph.analytics.content import content_evidence, pairing_forms
from graph.analytics.reason import UNIT, Evidence, Group, Suggestion, Vector, divide
from graph.analytics.sparse import Codes, Matrices, matrices, row
from graph.analytics.ties import tie_evidence
from graph.analytics.traits import Flags, traits
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
    }
)
# What an alliance kind asks for: its methods count this many times as much.
EMPHASIS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "跨区域": {},
        "跨行业": {},
        "跨企业": {},
        "校企": {},
        "1+N集群": {"skill_gap": 2.0, "level": 3.0},
        "结对": {"pairing": 3.0},
    }
)
KINDS = tuple(EMPHASIS)
K = 60.0  # Cormack et al.: how slowly points fall with the rank
DEPTH = 1000  # a list says nothing beyond this rank

Mode = Literal["familiar", "new", "all"]


class UnknownStudioError(MengtuError):
    """No studio has this id."""


class UnknownKindError(MengtuError):
    """No such kind of alliance."""


def suggest(
    landscape: Landscape, studio_id: str, *, top: int = 10, kind: str | None = None, mode: Mode = "all"
) -> tuple[Suggestion, ...]:
    """The studios it is most worth allying with, each with the reasons its score is the sum of.

    Never suggested: the studio itself, closed studios, studios it is in an alliance with now, simulated studios for a
    real one and the reverse, studios about which nothing speaks. *Familiar* is who can be reached through an existing
    contact: a shared partner, a joint project, mentoring, an alliance that ended, or the same organization; everybody
    else is *new*. The mode only chooses: a candidate's points are the same in every mode.

    Args:
        landscape: what is known.
        studio_id: who asks.
        top: how many at most.
        kind: an alliance kind as a filter: 跨区域 wants another place, 跨行业 another industry, 跨企业 another
            organization (both sides known), 校企 exactly one side of a school or institute, 结对 a pairing form;
            1+N集群 counts what is added round the asking studio.
        mode: only familiar, only new, or all.

    Returns:
        Suggestions by score; equal scores by id.

    Raises:
        UnknownStudioError: if no studio has the id.
        UnknownKindError: if there is no such kind.

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
    if kind is not None and kind not in EMPHASIS:
        raise UnknownKindError(f"没有「{kind}」这种联盟类型，请从 {'、'.join(KINDS)} 中选一种。")
    at = known.position[studio_id]
    points = method_points(known, at, kind)
    units = np.rint(sum((given for _, given in points), np.zeros(len(known.ids))) * UNIT)
    familiar = _familiar(known, at)
    wanted = np.ones_like(familiar) if mode == "all" else familiar == (mode == "familiar")
    units[~wanted] = 0
    return tuple(
        _suggestion(known, rank, other, "familiar" if familiar[other] else "new", points)
        for rank, other in enumerate(_first(units, top), start=1)
    )


def method_points(known: Matrices, at: int, kind: str | None = None) -> list[tuple[Evidence, Vector]]:
    """Every method's evidence and the points it gives each studio; 0 for whoever may not be suggested."""
    eligible = _eligible(known, at) & _fits(known, at, kind)
    weights = {method: weight * EMPHASIS.get(kind or "", {}).get(method, 1.0) for method, weight in WEIGHTS.items()}
    scale = 100 / sum(weights.values())
    return [
        (evidence, weights[evidence.method] * scale * reciprocal_ranks(np.where(eligible, evidence.values, 0.0)))
        for evidence in (*tie_evidence(known, at), *content_evidence(known, at, kind))
    ]


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


def _eligible(known: Matrices, at: int) -> Flags:
    about = traits(known)
    allied = known.present @ (known.present.T @ _unit(known, at)) > 0
    eligible: Flags = about.open & ~allied & (about.synthetic == about.synthetic[at])
    eligible[at] = False
    return eligible


def _familiar(known: Matrices, at: int) -> Flags:
    about = traits(known)
    reached = row(known.partners, at)
    reached = reached + known.partners @ reached + row(known.joint, at) + row(known.mentoring, at)
    same: Flags = (about.organization >= 0) & (about.organization == about.organization[at])
    familiar: Flags = (reached > 0) | same
    return familiar


def _fits(known: Matrices, at: int, kind: str | None) -> Flags:
    """Whether the two could found an alliance of the kind: what is not stated does not count as different."""
    about = traits(known)
    match kind:
        case "跨区域":
            fits = _differs(about.province, at) | _differs(about.region, at)
        case "跨行业":
            fits = _differs(about.industry, at)
        case "跨企业":
            fits = _differs(about.organization, at)
        case "校企":
            fits = _differs(about.school, at)
        case "结对":
            fits = np.logical_or(*pairing_forms(about, at))
        case _:
            fits = np.ones(len(known.ids), dtype=np.bool_)
    return fits


def _differs(codes: Codes, at: int) -> Flags:
    differs: Flags = (codes >= 0) & (codes[at] >= 0) & (codes != codes[at])
    return differs


def _unit(known: Matrices, at: int) -> Vector:
    unit = np.zeros(len(known.ids))
    unit[at] = 1
    return unit


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
