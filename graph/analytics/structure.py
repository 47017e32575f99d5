"""How the alliances of today hang together: communities, and brokers between studios that would not meet otherwise.

The graph joins two studios when both are now in an alliance of up to ``CROWD`` studios. Betweenness is exact on graphs
of up to ``EXACT`` studios and an estimate whose error is stated on larger ones; all else is always exact.

References:
    V. Blondel et al., Fast unfolding of communities in large networks, J. Stat. Mech. P10008, 2008 — Louvain.
    C. Staudt, H. Meyerhenke, Engineering parallel algorithms for community detection in massive networks, IEEE TPDS
    27(1), 2016 — its parallel form, PLM.
    L. Freeman, A set of measures of centrality based on betweenness, Sociometry 40(1), 1977.
    R. Burt, Structural Holes, Harvard University Press, 1992 — effective size and constraint.
    S. Borgatti, Structural holes: unpacking Burt's redundancy measures, Connections 20(1), 1997.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from scipy import sparse

from graph.analytics.betweenness import sampled_betweenness
from graph.analytics.products import blocks, inverse
from graph.analytics.reason import Vector
from graph.analytics.sparse import Codes, Sparse, matrices
from graph.analytics.traits import Flags
from graph.landscape import Landscape

if TYPE_CHECKING:
    import networkit as nk

EXACT = 2000  # studios up to which exact betweenness takes seconds
ERROR = 0.01  # of a betweenness that is estimated: ten times smaller takes a hundred times as long
CONFIDENCE = 0.9  # how likely all estimates are within the error


@dataclass(frozen=True, slots=True)
class Communities:
    """Groups of studio ids, the largest first, equals by their first id; studios without a partner are in none.

    ``modularity`` is the share of links inside groups beyond what chance would put there.
    """

    groups: tuple[tuple[str, ...], ...]
    modularity: float


@dataclass(frozen=True, slots=True)
class Broker:
    """What a studio is to those around it.

    Attributes:
        id: the studio.
        partners: how many it is allied with now.
        betweenness: the share of all pairs of other studios whose shortest ways pass through it, 0 to 1.
        effective_size: partners less those reached through its other partners as well (Burt), 1 to ``partners``.
        constraint: how far its partners are but each other's partners (Burt); the lower, the freer it is to broker.
        cut: whether studios now connected would lose each other without it (an articulation point).
    """

    id: str
    partners: int
    betweenness: float
    effective_size: float
    constraint: float
    cut: bool


@dataclass(frozen=True, slots=True)
class Brokers:
    """Brokers by betweenness, equals by effective size, then by id.

    With probability ``confidence`` no betweenness is off by more than ``error``, which is 0 where it is exact.
    """

    brokers: tuple[Broker, ...]
    error: float
    confidence: float


def communities(landscape: Landscape, *, seed: int = 0) -> Communities:
    """Groups of studios with more alliances inside than between; the same seed gives the same groups.

    Examples:
        >>> from graph.landscape import AllianceFacts, Landscape, Membership, StudioFacts
        >>> known = Landscape(
        ...     studios=tuple(StudioFacts(f"S{name}", name) for name in "甲乙丙丁"),
        ...     alliances=(AllianceFacts("A1", "一盟"), AllianceFacts("A2", "二盟")),
        ...     memberships=tuple(Membership(f"S{text[0]}", text[1:]) for text in ("甲A1", "乙A1", "丙A2", "丁A2")),
        ... )
        >>> communities(known)
        Communities(groups=(('S丁', 'S丙'), ('S乙', 'S甲')), modularity=0.5)
    """
    ids, graph = _linked(landscape)
    if not ids:
        return Communities((), 0.0)
    if len(ids) <= EXACT:
        small: nx.Graph[int] = nx.from_scipy_sparse_array(graph)
        parts = [sorted(part) for part in nx.community.louvain_communities(small, weight=None, seed=seed)]
    else:
        parts = _parallel_louvain(graph, seed)
    groups = sorted((tuple(ids[at] for at in part) for part in parts), key=lambda group: (-len(group), group))
    return Communities(tuple(groups), _modularity(graph, parts))


def brokers(
    landscape: Landscape, top: int = 20, *, error: float = ERROR, confidence: float = CONFIDENCE, seed: int = 0
) -> Brokers:
    """The studios that stand most between others.

    Args:
        landscape: what is known.
        top: how many at most.
        error: how far an estimated betweenness may be off.
        confidence: how likely all are within the error.
        seed: of the estimate; the same seed gives the same.
    """
    ids, graph = _linked(landscape)
    if not ids:
        return Brokers((), 0.0, 1.0)
    large = _networkit(graph)
    if len(ids) <= max(EXACT, 2):
        between, error, confidence = _exact_betweenness(large), 0.0, 1.0
    else:
        between = sampled_betweenness(graph, error=error, confidence=confidence, seed=seed)
    cuts = _articulation_points(large)
    effective, constraint = structural_holes(graph)
    order = np.lexsort((np.arange(len(ids)), -effective, -between))[:top]
    found = (
        Broker(
            id=ids[at],
            partners=int(graph.indptr[at + 1] - graph.indptr[at]),
            betweenness=float(between[at]),
            effective_size=float(effective[at]),
            constraint=float(constraint[at]),
            cut=bool(cuts[at]),
        )
        for at in order
    )
    return Brokers(tuple(found), error, confidence)


def structural_holes(graph: Sparse, only: Codes | None = None) -> tuple[Vector, Vector]:
    """Burt's effective size and constraint of the nodes of an undirected graph without weights or loops.

    With d partners and t links among them the effective size is d - 2t / d (Borgatti). With P = D⁻¹ A the constraint is
    Σ (P + P²)² over the partners. Both need two steps only between partners: products are masked block by block.

    Args:
        graph: who is whose partner.
        only: the nodes that are asked for, ascending; all when not stated.
    """
    asked = np.arange(graph.shape[0]) if only is None else only
    degree = np.diff(graph.indptr).astype(np.float64)
    shares = sparse.csr_array(sparse.diags_array(inverse(degree)) @ graph)
    effective, constraint = degree.copy(), np.zeros(len(degree))
    for rows in blocks(graph, graph, asked):
        partners = graph[rows]
        effective[rows] -= (partners * (partners @ graph)).sum(axis=1) * inverse(degree[rows])
        invested = shares[rows] + partners * (shares[rows] @ shares)
        constraint[rows] = (invested * invested).sum(axis=1)
    return effective[asked], constraint[asked]


def _linked(landscape: Landscape) -> tuple[tuple[str, ...], Sparse]:
    """The studios that have a partner now, ascending, and who is whose."""
    known = matrices(landscape)
    at = np.flatnonzero(np.diff(known.allied.indptr))
    return tuple(known.ids[each] for each in at), sparse.csr_array(known.allied[at][:, at])


def _modularity(graph: Sparse, parts: list[list[int]]) -> float:
    """Newman and Girvan's: links inside less those expected of the same degrees, over all links."""
    part = np.empty(graph.shape[0], dtype=np.int64)
    for number, members in enumerate(parts):
        part[members] = number
    degree = np.diff(graph.indptr)
    inside = np.count_nonzero(np.repeat(part, degree) == part[graph.indices])
    total = np.bincount(part, weights=degree)
    return float(inside / graph.nnz - ((total / graph.nnz) ** 2).sum())


def _networkit(graph: Sparse) -> "nk.Graph":
    import networkit as nk  # noqa: PLC0415 — only large graphs need it, and it takes its time to load

    half = sparse.triu(graph, 1, format="coo")
    ends = half.row.astype(np.uint64), half.col.astype(np.uint64)
    return nk.GraphFromCoo((half.data, ends), n=graph.shape[0], weighted=False)


def _parallel_louvain(graph: Sparse, seed: int) -> list[list[int]]:
    import networkit as nk  # noqa: PLC0415 — only large graphs need it

    nk.engineering.setSeed(seed, useThreadId=False)
    method = nk.community.PLM(_networkit(graph), par="none randomized")  # in parallel the same seed gives other groups
    method.run()
    part = np.array(method.getPartition().getVector())
    return [group.tolist() for group in np.split(np.argsort(part, kind="stable"), np.cumsum(np.bincount(part))[:-1])]


def _exact_betweenness(graph: "nk.Graph") -> Vector:
    import networkit as nk  # noqa: PLC0415 — networkx takes ten times as long, 20 s for 2,000 studios

    method = nk.centrality.Betweenness(graph, normalized=graph.numberOfNodes() > 2)
    method.run()
    scores: Vector = np.array(method.scores())
    return scores


def _articulation_points(graph: "nk.Graph") -> Flags:
    """Whoever is in several biconnected components."""
    import networkit as nk  # noqa: PLC0415 — only large graphs need it

    components = nk.components.BiconnectedComponents(graph)
    components.run()
    return np.array(
        [len(components.getComponentsOfNode(at)) > 1 for at in range(graph.numberOfNodes())], dtype=np.bool_
    )
