"""What ties between studios say: shared partners, walks, earlier alliances, projects, mentoring."""

import networkx as nx
import numpy as np

from graph.analytics.products import times
from graph.analytics.reason import Evidence, Share, Vector
from graph.analytics.sparse import EPSILON, Matrices, columns, row
from graph.landscape import Landscape

NAMED = 3  # shared partners named one by one; the others are counted together
LEAST_TIME = 1e-6  # a walker's time below this says nothing
_NEARLY = 1 - 1e-6  # equal in exact arithmetic

Walk = tuple[Vector, Vector]  # a walker's time at every studio and every alliance


def tie_evidence(matrices: Matrices, at: int) -> tuple[Evidence, ...]:
    """Everything the ties of the studio at position ``at`` say."""
    walked = matrices.walk(at)
    noticed = np.where(walked[0] < LEAST_TIME, 0.0, walked[0])
    return (
        *_shared_partners(matrices, at, walked, noticed),
        Evidence("walk", noticed, lambda other: [_chain_share(matrices, walked, at, other)]),
        Evidence("past_alliance", row(matrices.shared, at), lambda other: _past_alliances(matrices, at, other)),
        Evidence("joint_project", row(matrices.joint, at), lambda other: _joint_projects(matrices, at, other)),
        Evidence("mentoring", row(matrices.mentoring, at), lambda other: _mentoring(matrices, at, other)),
    )


def _shared_partners(matrices: Matrices, at: int, walked: Walk, noticed: Vector) -> tuple[Evidence, Evidence]:
    two, three = matrices.local_paths(at)
    paths = np.where((two > 0) | (noticed > 0), two + EPSILON * three, 0.0)
    newman = times(matrices.shared, row(matrices.shared, at))

    def by_paths(other: int) -> list[Share]:
        if not two[other]:
            return [_chain_share(matrices, walked, at, other)]
        return _partner_shares(matrices, at, other, dict.fromkeys(_between(matrices, at, other), 1.0))

    def by_weights(other: int) -> list[Share]:
        mine, theirs = row(matrices.shared, at), row(matrices.shared, other)
        weights = {each: float(mine[each] * theirs[each]) for each in _between(matrices, at, other)}
        return _partner_shares(matrices, at, other, weights)

    return (
        Evidence("local_path", paths, by_paths),
        Evidence("shared_alliances", newman, by_weights),
    )


def _between(matrices: Matrices, at: int, other: int) -> list[int]:
    both = (columns(matrices.partners, at), columns(matrices.partners, other))
    return [int(each) for each in np.intersect1d(*both, assume_unique=True)]


def _partner_shares(matrices: Matrices, at: int, other: int, weights: dict[int, float]) -> list[Share]:
    """One share per shared partner; the partners named are the same whatever the weights, so that methods can meet."""
    theirs, mine = row(matrices.shared, other), row(matrices.shared, at)
    order = sorted(weights, key=lambda each: (-mine[each] * theirs[each], each))
    named = order if len(order) <= NAMED + 1 else order[:NAMED]
    shares = [_partner_share(matrices, at, other, each, weights[each]) for each in named]
    rest = order[len(named) :]
    if rest:
        ids = tuple(matrices.ids[each] for each in sorted(rest))
        text = f"你们另有 {len(rest)} 个共同伙伴"
        shares.append(Share(sum(weights[each] for each in rest), "shared_partner", text, ids))
    return shares


def _partner_share(matrices: Matrices, at: int, other: int, between: int, weight: float) -> Share:
    landscape = matrices.landscape
    studio, partner, candidate = matrices.ids[at], matrices.ids[between], matrices.ids[other]
    (mine, now), (theirs, still) = _together(matrices, studio, partner), _together(matrices, partner, candidate)
    names = landscape.alliance
    where = (
        f"「{names[mine].name}」" if mine == theirs else f"你在「{names[mine].name}」，对方在「{names[theirs].name}」"
    )
    ever = "" if now and still else "曾"
    text = f"你们都{ever}与「{landscape.studio[partner].name}」结盟（{where}）"
    return Share(weight, "shared_partner", text, tuple(dict.fromkeys((partner, mine, theirs))))


def _common(landscape: Landscape, one: str, other: str) -> list[str]:
    """Alliances both are or were in at the same time, the smallest first."""
    graph = landscape.bipartite
    common = [each for each in nx.common_neighbors(graph, one, other) if landscape.met(one, other, each)]
    return sorted(common, key=lambda each: (graph.degree(each), each))


def _together(matrices: Matrices, one: str, other: str) -> tuple[str, bool]:
    """The smallest alliance both are in, or were in, and whether both still are."""
    common = _common(matrices.landscape, one, other)
    current = matrices.landscape.current
    now = [each for each in common if (one, each) in current and (other, each) in current]
    return (now or common)[0], bool(now)


def _chain_share(matrices: Matrices, walked: Walk, at: int, other: int) -> Share:
    names = matrices.landscape
    chain = _chain(matrices, walked, at, other)
    called = [names.studio[each].name if each in names.studio else names.alliance[each].name for each in chain]
    text = f"顺着联盟关系，经{'、'.join(f'「{name}」' for name in called)}就能走到对方"
    return Share(1.0, "near_in_alliances", text, tuple(chain))


def _chain(matrices: Matrices, walked: Walk, at: int, other: int) -> list[str]:
    """What lies between the two along the way most walkers take, from the asking studio to the other.

    A walker's time per neighbour is α times its mean over the neighbours, everywhere but at the start. So some
    neighbour always has at least 1/α times as much, and climbing to the best neighbour ends at the start.
    """
    graph, restart = matrices.landscape.bipartite, matrices.ids[at]
    studios, alliances = walked
    chain: list[str] = []
    here = matrices.ids[other]
    while here != restart:
        alliance = _best({each: alliances[matrices.column[each]] / graph.degree(each) for each in graph[here]})
        times = {each: studios[matrices.position[each]] / graph.degree(each) for each in graph[alliance]}
        here = restart if restart in times else _best(times)
        chain += (alliance, here)
    return chain[-2::-1]


def _best(values: dict[str, float]) -> str:
    """The greatest, or of nearly equal ones the one with the first id."""
    greatest = max(values.values())
    return min(each for each, value in values.items() if value >= greatest * _NEARLY)


def _past_alliances(matrices: Matrices, at: int, other: int) -> list[Share]:
    names = matrices.landscape.alliance
    return [
        Share(
            1 / (matrices.landscape.bipartite.degree(each) - 1),
            "past_alliance",
            f"你们曾同在「{names[each].name}」",
            (each,),
        )
        for each in _common(matrices.landscape, matrices.ids[at], matrices.ids[other])
    ]


def _joint_projects(matrices: Matrices, at: int, other: int) -> list[Share]:
    sizes = matrices.work.sum(axis=0)
    shares = []
    for each in np.intersect1d(columns(matrices.work, at), columns(matrices.work, other), assume_unique=True):
        project = matrices.projects[each]
        text = f"你们共同承担课题「{matrices.project_name.get(project, project)}」"
        shares.append(Share(float(1 / (sizes[each] - 1)), "joint_project", text, (project,)))
    return shares


def _mentoring(matrices: Matrices, at: int, other: int) -> list[Share]:
    studio, candidate = matrices.ids[at], matrices.ids[other]
    pairs = matrices.mentors
    told = [
        f"{whose}的{mentor}{'曾' if over else ''}带{others}的{pupil}为徒"
        for ends, whose, others in (
            ((studio, candidate), "你工作室", "对方"),
            ((candidate, studio), "对方", "你工作室"),
        )
        for mentor, pupil, over in pairs.get(ends, ())
    ]
    return [Share(1.0, "mentoring", "；".join(told), tuple(sorted((studio, candidate))))]
