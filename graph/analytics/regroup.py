"""The communities after a change, carried on from those before it, so that nothing moves but what the change moves.

Finding communities afresh would regroup studios the change does not touch, as many groupings are nearly as good. So
groups that fell apart are split, whoever is new begins alone, and two groups become one for as long as that raises
modularity: nothing of the kind is left to be done where Louvain's method has ended and nothing changed.

References:
    A. Clauset, M. Newman, C. Moore, Finding community structure in very large networks, Phys. Rev. E 70, 2004.
"""

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from graph.analytics.sparse import Codes, Sparse, matrices
from graph.analytics.structure import Communities
from graph.landscape import Landscape

_GAIN = 1e-9  # of modularity, below which it is rounding


def regroup(landscape: Landscape, before: Communities) -> Communities:
    """The communities of a landscape that another one with these communities was changed into."""
    known = matrices(landscape)
    graph = known.allied
    if not graph.nnz:
        return Communities((), 0.0)
    group = np.full(len(known.ids), -1, dtype=np.int64)
    for number, members in enumerate(before.groups):
        group[[known.position[each] for each in members if each in known.position]] = number
    part, links = _merged(graph, _split(graph, group))
    found: dict[int, list[str]] = {}
    for at in np.flatnonzero(np.diff(graph.indptr)):
        found.setdefault(int(part[at]), []).append(known.ids[at])
    groups = sorted((tuple(members) for members in found.values()), key=lambda members: (-len(members), members))
    degree = links.sum(axis=1) / graph.nnz
    return Communities(tuple(groups), float(links.diagonal().sum() / graph.nnz - (degree**2).sum()))


def _split(graph: Sparse, group: Codes) -> Codes:
    """The group of every node, each connected; who is in no group is alone."""
    one, other = np.repeat(np.arange(graph.shape[0]), np.diff(graph.indptr)), graph.indices
    inside = (group[one] >= 0) & (group[one] == group[other])
    kept = sparse.csr_array((graph.data[inside], (one[inside], other[inside])), shape=graph.shape)
    part: Codes = connected_components(kept, directed=False)[1].astype(np.int64)
    return part


def _merged(graph: Sparse, part: Codes) -> tuple[Codes, Sparse]:
    """The groups once no merger of two raises modularity, and how many link ends lead from each to each."""
    while True:
        size = int(part.max()) + 1
        member = sparse.csr_array((np.ones(len(part)), (np.arange(len(part)), part)), shape=(len(part), size))
        links = sparse.csr_array(member.T @ graph @ member)
        degree, between = links.sum(axis=1) / graph.nnz, sparse.triu(links, 1, format="coo")
        gain = 2 * (between.data / graph.nnz - degree[between.row] * degree[between.col])
        if not len(gain) or gain.max() < _GAIN:
            return part, links
        best = int(np.argmax(gain))
        part = np.where(part == between.col[best], between.row[best], part)
        part = np.unique(part, return_inverse=True)[1]
