"""Studios whose loss would split the network: articulation points, and the parts that would be left.

Studios and the alliances they are in are the two sides of one graph, so that an alliance of a thousand connects its
members by a thousand edges and not by half a million. One search by depth finds all such studios and the parts: what
lies in the search tree below a child of v is cut off without v if no edge leads from there above v. In the order of
the search every part is a few runs of nodes, so that its size is a difference of two counts.

References:
    J. Hopcroft, R. Tarjan, Algorithm 447: efficient algorithms for graph manipulation, CACM 16(6), 1973.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.analytics.sparse import Sparse

Run = tuple[int, int]  # from a place in the order of the search up to another


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A studio that alone holds parts together.

    Attributes:
        studio: its position.
        sizes: how many studios each part has, the largest first, equals by the order of the search.
    """

    studio: int
    sizes: tuple[int, ...]
    _parts: tuple[tuple[Run, ...], ...]
    _order: NDArray[np.int64]
    _studios: int

    @property
    def lost(self) -> int:
        """How many studios would lose the largest part."""
        return sum(self.sizes[1:])

    def part(self, number: int) -> list[int]:
        """The positions of the studios of a part, ascending."""
        nodes = np.concatenate([self._order[first:last] for first, last in self._parts[number]])
        return sorted(nodes[nodes < self._studios].tolist())


def cuts(membership: Sparse) -> list[Cut]:
    """Every studio without which studios that are connected now would lose each other, by position.

    Args:
        membership: studio × alliance, an entry where the studio is in the alliance.
    """
    studios = membership.shape[0]
    found = _Search(studios)
    found.run(sparse.csr_array(sparse.block_array([[None, membership], [membership.T, None]], format="csr")))
    order = np.array(found.order, dtype=np.int64)
    before = np.concatenate([[0], np.cumsum(order < studios)])  # studios ahead of each place
    made = []
    for studio in sorted(found.below):
        parts = [(sum(int(before[last] - before[first]) for first, last in runs), runs) for runs in found.parts(studio)]
        parts = sorted((each for each in parts if each[0]), key=lambda part: (-part[0], part[1]))
        if len(parts) > 1:
            sizes, places = zip(*parts, strict=True)
            made.append(Cut(studio, sizes, places, order, studios))
    return made


@dataclass(slots=True)
class _Search:
    """A search by depth over all components; ``below`` holds the cut-off children of studios."""

    studios: int
    order: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)  # place in the order
    last: list[int] = field(default_factory=list)  # the place after all that lies below
    root: dict[int, int] = field(default_factory=dict)  # of every studio in ``below``: where its search began
    below: dict[int, list[int]] = field(default_factory=dict)

    def run(self, graph: Sparse) -> None:
        """Search every component, from the studio of the least position on."""
        starts, ends = graph.indptr.tolist(), graph.indices.tolist()
        self.first, self.last = [-1] * graph.shape[0], [0] * graph.shape[0]
        following, low = starts[:-1], [0] * graph.shape[0]
        for root in range(self.studios):
            if self.first[root] < 0 and starts[root] < starts[root + 1]:
                self._component(root, starts, ends, following, low)

    def _component(self, root: int, starts: list[int], ends: list[int], following: list[int], low: list[int]) -> None:
        first, last, order, path = self.first, self.last, self.order, [root]
        first[root] = low[root] = len(order)
        order.append(root)
        while path:
            node = path[-1]
            if following[node] < starts[node + 1]:
                end = ends[following[node]]
                following[node] += 1
                if first[end] < 0:
                    first[end] = low[end] = len(order)
                    order.append(end)
                    path.append(end)
                elif first[end] < low[node]:
                    low[node] = first[end]
                continue
            path.pop()
            last[node] = len(order)
            if path:
                above = path[-1]
                low[above] = min(low[above], low[node])
                if above < self.studios and low[node] >= first[above]:
                    self.below.setdefault(above, []).append(node)
                    self.root[above] = root

    def parts(self, studio: int) -> Iterator[tuple[Run, ...]]:
        """The runs of what lies below each cut-off child, and of all the rest of the component."""
        begin, end = self.first[self.root[studio]], self.last[self.root[studio]]
        gone = [(self.first[child], self.last[child]) for child in self.below[studio]]
        yield from ((run,) for run in gone)
        rest = []
        for first, last in sorted([(self.first[studio], self.first[studio] + 1), *gone]):
            rest.append((begin, first))
            begin = last
        yield tuple(run for run in (*rest, (begin, end)) if run[0] < run[1])
