"""Whom every studio is nearest to without being allied, for all studios at once, and the best of all open pairs.

A is the matrix of partners and k the number of a studio's partners. One sparse product scores all pairs; rows keep only
their greatest entries while they are computed, so that memory grows with the answer and not with the pairs scored.

References:
    D. Liben-Nowell, J. Kleinberg, The link-prediction problem for social networks, JASIST 58(7), 2007 — A².
    L. Adamic, E. Adar, Friends and neighbors on the Web, Social Networks 25(3), 2003 — A diag(1 / ln k) A.
    T. Zhou, L. Lü, Y.-C. Zhang, Predicting missing links via local information, Eur. Phys. J. B 71, 2009 —
    A diag(1 / k) A.
    M. E. J. Newman, The structure of scientific collaboration networks, PNAS 98(2), 2001 — W²,
    W = Σ 1 / (size - 1).
    L. Lü, C.-H. Jin, T. Zhou, Similarity index based on local paths, Phys. Rev. E 80, 046122, 2009 — A² + ε A³.
    ING Wholesale Banking Advanced Analytics, sparse_dot_topn — the product that keeps the greatest of each row.
"""

import os
from collections import Counter
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.analytics.products import blocks
from graph.analytics.reason import Vector
from graph.analytics.sparse import EPSILON, Codes, Matrices, Sparse, columns, matrices, row
from graph.analytics.traits import traits
from graph.landscape import Landscape

LinkScore = Literal["common_neighbours", "adamic_adar", "resource_allocation", "shared_alliances", "local_path"]
LINK_SCORES: tuple[LinkScore, ...] = get_args(LinkScore)
DECIMALS = 10  # scores that differ by less are equal: rounding errors of a sum must not decide who comes first
NOBODY = -1  # fills the rows of who has fewer to meet

Positions = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Nearest:
    """One row per studio, the best first, equals by id: positions of studios and their scores; ``NOBODY`` and 0."""

    others: Positions
    scores: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class OpenPair:
    """Two studios that are not allied: their ids in ascending order, and who could introduce them, the best first."""

    rank: int
    one: str
    other: str
    score: float
    between: tuple[str, ...]


def open_pairs(
    landscape: Landscape, top: int = 20, *, each: int = 2, score: LinkScore = "adamic_adar", threads: int | None = None
) -> tuple[OpenPair, ...]:
    """The pairs of studios it is most worth introducing to each other, over the whole landscape.

    The pairs are taken by score, and passed over once one of the two is named ``each`` times, so that no hub fills the
    list. A pair is never further down than 2 · ``top`` / ``each`` + ``each`` in the list of either of the two: so many
    studios at most can be named ``each`` times, and ``each`` - 1 pairs of its own come before. So lists of this length
    give what going through all pairs would give.

    Args:
        landscape: what is known.
        top: how many pairs at most.
        each: how often one studio is named at most.
        score: how a pair is scored, one of ``LINK_SCORES``.
        threads: processors used; all when not stated.

    Returns:
        Pairs of open studios, both real or both simulated, in no alliance together now; by score, equals by ids.

    Examples:
        >>> from graph.landscape import AllianceFacts, Landscape, Membership, StudioFacts
        >>> known = Landscape(
        ...     studios=tuple(StudioFacts(f"S{name}", name) for name in "甲乙丙"),
        ...     alliances=(AllianceFacts("A1", "一盟"), AllianceFacts("A2", "二盟")),
        ...     memberships=tuple(Membership(f"S{text[0]}", text[1:]) for text in ("甲A1", "乙A1", "乙A2", "丙A2")),
        ... )
        >>> [(pair.one, pair.other, pair.between) for pair in open_pairs(known)]
        [('S丙', 'S甲', ('S乙',))]
    """
    known = matrices(landscape)
    depth = min(2 * top // each + each, len(known.ids))
    found = nearest(known, score, top=depth, threads=threads)
    one = np.repeat(np.arange(len(known.ids)), depth)
    other, scores = found.others.ravel(), found.scores.ravel()
    once = (one < other) & traits(known).open[one]
    one, other, scores = one[once], other[once], scores[once]
    named: Counter[int] = Counter()
    pairs: list[OpenPair] = []
    for at in np.lexsort((other, one, -np.round(scores, DECIMALS))):
        if len(pairs) == top:
            break
        a, b = int(one[at]), int(other[at])
        if max(named[a], named[b]) < each:
            named.update((a, b))
            between = _between(known, a, b)
            pairs.append(OpenPair(len(pairs) + 1, known.ids[a], known.ids[b], float(scores[at]), between))
    return tuple(pairs)


def nearest(known: Matrices, score: LinkScore, *, top: int = 10, threads: int | None = None) -> Nearest:
    """For every studio the greatest scores among those it may be suggested.

    Never named: the studio itself, closed studios, studios it is in an alliance with now, simulated studios for a real
    one and the reverse, studios it has no score with.

    Args:
        known: the landscape.
        score: one of ``LINK_SCORES``.
        top: how many for each studio.
        threads: processors used; all when not stated. The result is the same for any number.
    """
    size, about, order = len(known.ids), traits(known), known.order
    result = Nearest(np.full((size, top), NOBODY, dtype=np.int32), np.zeros((size, top)))
    left, right = (factor[order][:, order] for factor in _factors(known, score))
    joined = sparse.hstack([known.present, sparse.eye_array(size)], format="csr")[order]  # oneself, or allied now
    right = sparse.vstack([right, -np.inf * joined.T], format="csr")
    for simulated in (False, True):
        asking = np.flatnonzero(about.synthetic[order] == simulated)
        offered = np.flatnonzero(about.open[order] & (about.synthetic[order] == simulated))
        if not len(offered):
            continue
        masked = sparse.csr_array(right[:, offered])
        for rows in blocks(left, left, asking) if score == "local_path" else (asking,):
            reached = left[rows] + EPSILON * (left[rows] @ left) if score == "local_path" else left[rows]
            factor = sparse.csr_array(sparse.hstack([reached, joined[rows]], format="csr"))
            at, place, other, scores = _greatest(factor, masked, order[offered], top, threads or os.cpu_count() or 1)
            result.others[order[rows[at]], place] = other
            result.scores[order[rows[at]], place] = scores
    return result


def _factors(known: Matrices, score: LinkScore) -> tuple[Sparse, Sparse]:
    """Two matrices whose product is the score; for local paths the product of A + ε A² and A, the first still A."""
    partners = known.partners
    match score:
        case "adamic_adar" | "resource_allocation":
            return partners, sparse.csr_array(sparse.diags_array(known.link_weights[score]) @ partners)
        case "shared_alliances":
            return known.shared, known.shared
        case "common_neighbours" | "local_path":
            return partners, partners


def _greatest(left: Sparse, right: Sparse, names: Codes, top: int, threads: int) -> tuple[Codes, Codes, Codes, Vector]:
    """Rows, places, names of columns and values of the ``top`` greatest positive entries of each row of a product.

    The fast product keeps any of the equals. One entry more than wanted shows whether equals were torn apart; only
    such rows are multiplied again, and all that equals their last one is compared by name.
    """
    from sparse_dot_topn import sp_matmul_topn  # noqa: PLC0415 — only who asks for everybody needs it

    found = sp_matmul_topn(
        sparse.csr_matrix(left), sparse.csr_matrix(right), top_n=top + 1, threshold=0, sort=True, n_threads=threads
    )
    row, compared = np.repeat(np.arange(left.shape[0]), np.diff(found.indptr)), np.round(found.data, DECIMALS)
    full = np.flatnonzero(np.diff(found.indptr) > top)
    last = found.indptr[full + 1] - 1
    torn = full[compared[last] == compared[last - 1]]
    least = np.full(left.shape[0], np.inf)
    least[torn] = compared[found.indptr[torn + 1] - 1]
    whole = np.isinf(least[row])
    parts = [_ranked(row[whole], names[found.indices[whole]], found.data[whole], top)]
    for rows in blocks(left, right, torn):
        product = sparse.csr_array(left[rows] @ right)
        row = np.repeat(rows, np.diff(product.indptr))
        near = np.flatnonzero(np.round(product.data, DECIMALS) >= least[row])
        near = near[np.lexsort((-product.data[near], row[near]))]
        parts.append(_ranked(row[near], names[product.indices[near]], product.data[near], top))
    row, place, name, value = (np.concatenate(each) for each in zip(*parts, strict=True))
    return row, place, name, value


def _ranked(row: Codes, name: Codes, value: Vector, top: int) -> tuple[Codes, Codes, Codes, Vector]:
    """Entries that come by row and by value, the greatest first: equals put by name, and each told its place."""
    compared = np.round(value, DECIMALS)
    other = np.append(True, (row[1:] != row[:-1]) | (compared[1:] != compared[:-1]))[: len(row)]
    order = np.argsort(np.cumsum(other) * (name.max(initial=0) + 1) + name, kind="stable")
    place = np.arange(len(row)) - np.searchsorted(row, row)
    first = place < top
    return row[first], place[first], name[order][first], value[order][first]


def _between(known: Matrices, one: int, other: int) -> tuple[str, ...]:
    """Their shared partners, by what the alliances they share with both weigh."""
    weights = row(known.shared, one) * row(known.shared, other)
    shared = np.intersect1d(columns(known.partners, one), columns(known.partners, other), assume_unique=True)
    return tuple(known.ids[at] for at in shared[np.argsort(-np.round(weights[shared], DECIMALS), kind="stable")])
