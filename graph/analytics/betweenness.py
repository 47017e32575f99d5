"""Betweenness of large graphs from a sample of pairs, with an error that is proved and not hoped for.

For a pair (s, t) a node v gets the share of shortest paths between them that pass through it. The mean over random
pairs is unbiased and lies in [0, 1], so Hoeffding's bound holds whatever the graph looks like. (networkit's
``KadabraBetweenness`` 11.2 does not keep the error it states: it doubles scores of undirected graphs and weighs
predecessors of a node alike however many paths lead through them; on a 12 × 12 grid it is off by six times its error.)

References:
    W. Hoeffding, Probability inequalities for sums of bounded random variables, JASA 58(301), 1963, theorem 1.
    M. Riondato, E. Upfal, ABRA: approximating betweenness centrality in static and dynamic graphs with Rademacher
    averages, KDD 2016 — the share of a pair's paths as the sample.
    M. Borassi, E. Natale, KADABRA is an adaptive algorithm for betweenness via random approximation, ESA 2016 —
    searching from both ends, the smaller side first.
"""

from math import ceil, log

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.analytics.reason import Vector

GROWTH = 1.25  # how much larger the sample is each time it was not yet large enough

Nodes = NDArray[np.int64]


def sampled_betweenness(graph: sparse.csr_array, *, error: float, confidence: float, seed: int) -> Vector:
    """The share of all pairs of other nodes whose shortest ways pass through each node, as networkx normalises it.

    Args:
        graph: symmetric, without weights or loops, of at least three nodes.
        error: how far any value may be off.
        confidence: how likely no value is further off.
        seed: of the sample.

    With N pairs, a mean m and n nodes the values are within ε once N kl(m, m ± ε) ≥ ln(2 n 2ⁱ / δ) at every node, in
    the i-th of the samples looked at: the bounds of both sides, of all nodes and of all looks together then fail with
    a probability of at most δ.
    """
    size, random = graph.shape[0], np.random.default_rng(seed)
    scale = size / (size - 2)  # a node is an end of 2 / n of the pairs
    error /= scale
    total, pairs, search = np.zeros(size), 0, _Search(graph)
    needed = log(4 * size / (1 - confidence))
    wanted = ceil(needed / -log(1 - error))
    while True:
        while pairs < wanted:
            one, step = int(random.integers(size)), int(random.integers(1, size))
            search.add_shares(one, (one + step) % size, total)
            pairs += 1
        mean = total / pairs
        if pairs * min(_divergence(mean, mean + error).min(), _divergence(mean, mean - error).min()) >= needed:
            return np.minimum(mean * scale, 1.0)
        needed += log(2)
        wanted = ceil(wanted * GROWTH)


def _divergence(mean: Vector, other: Vector) -> Vector:
    """Kullback and Leibler's between two coins; infinite where the other is none."""
    inside = (other > 0) & (other < 1)
    q = np.where(inside, other, 0.5)
    with np.errstate(divide="ignore", invalid="ignore"):
        heads = np.where(mean > 0, mean * np.log(mean / q), 0.0)
        tails = np.where(mean < 1, (1 - mean) * np.log((1 - mean) / (1 - q)), 0.0)
    return np.where(inside, heads + tails, np.inf)


class _Side:
    """A search by breadth from one end: the nodes of every level, and how many shortest paths lead to each node."""

    def __init__(self, size: int) -> None:
        self.level = np.full(size, -1, dtype=np.int64)
        self.paths = np.zeros(size)
        self.levels: list[Nodes] = []

    def start(self, at: int) -> None:
        for nodes in self.levels:
            self.level[nodes] = -1
            self.paths[nodes] = 0
        self.levels = [np.array([at])]
        self.level[at], self.paths[at] = 0, 1


class _Search:
    """Searches from both ends of a pair; keeps its arrays, so that a pair costs what it touches."""

    def __init__(self, graph: sparse.csr_array) -> None:
        self.starts = graph.indptr.astype(np.int64)
        self.ends = graph.indices.astype(np.int64)
        self.sides = _Side(graph.shape[0]), _Side(graph.shape[0])

    def add_shares(self, one: int, other: int, total: Vector) -> None:
        """Add to every node between the two the share of their shortest paths that pass through it."""
        for side, at in zip(self.sides, (one, other), strict=True):
            side.start(at)
        first, second = self.sides
        met = np.array([], dtype=np.int64)
        while not len(met):
            near, far = (first, second) if self._edges(first) <= self._edges(second) else (second, first)
            self._widen(near)
            if not len(near.levels[-1]):
                return  # nothing connects them
            met = near.levels[-1][far.level[near.levels[-1]] >= 0]
        shares = first.paths[met] * second.paths[met]
        shares /= shares.sum()
        if len(first.levels) > 1 and len(second.levels) > 1:
            total[met] += shares
        for side in self.sides:
            self._return(side, met, shares, total)

    def _edges(self, side: _Side) -> int:
        nodes = side.levels[-1]
        return int((self.starts[nodes + 1] - self.starts[nodes]).sum())

    def _neighbours(self, nodes: Nodes) -> tuple[Nodes, Nodes]:
        """Every link of the nodes: the position of the node among ``nodes``, and the other end."""
        degree = self.starts[nodes + 1] - self.starts[nodes]
        at = np.repeat(np.arange(len(nodes)), degree)
        first = np.cumsum(degree) - degree
        return at, self.ends[np.arange(len(at)) + (self.starts[nodes] - first)[at]]

    def _widen(self, side: _Side) -> None:
        nodes = side.levels[-1]
        at, ends = self._neighbours(nodes)
        new = side.level[ends] < 0
        at, ends = at[new], ends[new]
        np.add.at(side.paths, ends, side.paths[nodes][at])
        side.level[ends] = len(side.levels)
        side.levels.append(np.unique(ends))

    def _return(self, side: _Side, nodes: Nodes, shares: Vector, total: Vector) -> None:
        """Carry the shares from where the two met back to the end, divided as the paths are."""
        for level in range(int(side.level[nodes[0]]) - 1, 0, -1):
            at, ends = self._neighbours(nodes)
            back = side.level[ends] == level
            at, ends = at[back], ends[back]
            parts = (shares / side.paths[nodes])[at] * side.paths[ends]
            nodes, place = np.unique(ends, return_inverse=True)
            shares = np.bincount(place, weights=parts).astype(np.float64)
            total[nodes] += shares
