"""Products of sparse matrices: with a vector of few entries, block by block, and of what is shared with weights."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.analytics.reason import Vector

BLOCK = 4_000_000  # entries of a product that is held at once: 50 MB

Rows = NDArray[np.int64]


def times(matrix: sparse.csr_array, vector: Vector) -> Vector:
    """``vector @ matrix``, and so ``matrix @ vector`` of a symmetric one, for few entries: only their rows are read."""
    entries = np.flatnonzero(vector)
    product: Vector = vector[entries] @ matrix[entries]
    return product


def blocks(left: sparse.csr_array, right: sparse.csr_array, rows: Rows) -> Iterator[Rows]:
    """The rows in runs for which ``left @ right`` takes about ``BLOCK`` multiplications, and so has no more entries."""
    costs = (left @ np.diff(right.indptr).astype(np.float64))[rows]
    ends = np.flatnonzero(np.diff(np.cumsum(costs) // BLOCK)) + 1
    return (block for block in np.split(rows, ends) if len(block))


def inverse(values: Vector) -> Vector:
    """1 / value, and 0 for 0."""
    return np.divide(1.0, values, out=np.zeros_like(values), where=values > 0)


def collaboration(
    incidence: sparse.csr_array, meetings: Mapping[int, Sequence[tuple[int, int]]], crowd: int
) -> sparse.csr_array:
    """Newman's weights, Σ 1 / (size - 1) over the columns of up to ``crowd`` members that two rows have in common.

    For the columns of ``meetings`` only the pairs named there have been together.
    """
    sizes = incidence.sum(axis=0)
    counted = (sizes > 1) & (sizes <= crowd)
    weights = np.where(counted, 1 / np.maximum(sizes - 1, 1), 0.0)
    pairs = [(one, other, weights[at]) for at, met in meetings.items() for one, other in met]
    weights[list(meetings)] = 0.0
    weighted = sparse.csr_array(incidence @ sparse.diags_array(weights))
    weighted.eliminate_zeros()
    product = sparse.csr_array(weighted @ incidence.T)
    if pairs:
        first, second, added = (np.array(each) for each in zip(*pairs, strict=True))
        half = sparse.csr_array((added, (first, second)), shape=product.shape)
        product = sparse.csr_array(product + half + half.T)
    product.setdiag(0)
    product.eliminate_zeros()
    product.sort_indices()
    return product
