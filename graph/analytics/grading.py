"""How good a ranked list is, and whether one method is better than another or only luckier.

References:
    K. Järvelin, J. Kekäläinen, Cumulated gain-based evaluation of IR techniques, ACM TOIS 20(4), 2002 — NDCG.
    B. Efron, R. Tibshirani, An Introduction to the Bootstrap, 1993 — percentile intervals.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analytics.reason import Vector

FIRST = 10  # places that count as what a planner looks at
RESAMPLES = 2000
_CHUNK = 100  # resamples drawn at once, to bound the memory
_INTERVAL = (2.5, 97.5)  # percentiles
_GAINS = 1 / np.log2(np.arange(2, FIRST + 2))
_IDEAL = np.cumsum(_GAINS)

Places = NDArray[np.int64]  # where the true ones stand in a list, from 1, ascending


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over ``queries`` lists; a list without a true partner of the kind is not counted."""

    queries: int
    mrr: float  # of 1 / place of the first true partner
    hits_at_10: float  # share of the lists with a true partner among the first ten
    ndcg_at_10: float  # discounted gain of the first ten, 1 when the true ones come first


@dataclass(frozen=True, slots=True)
class Difference:
    """A mean paired difference with its 95 % bootstrap interval."""

    difference: float
    low: float
    high: float


def ranked(scores: Vector, shuffled: Places) -> Places:
    """The candidates by score, the greatest first; equal ones as they come, which should be in random order."""
    order: Places = shuffled[np.argsort(-scores[shuffled], kind="stable")]
    return order


def grade(places: Places) -> tuple[float, float, float]:
    """Reciprocal rank, hit and NDCG of the first ten, of a list with the true ones at these places.

    >>> [round(each, 3) for each in grade(np.array([2, 12]))]
    [0.5, 1.0, 0.387]
    """
    if not len(places):
        return np.nan, np.nan, np.nan
    first = int(places[0])
    gain = float(_GAINS[places[places <= FIRST] - 1].sum())
    return 1 / first, float(first <= FIRST), gain / float(_IDEAL[min(len(places), FIRST) - 1])


def among(places: Places, counted: NDArray[np.bool_]) -> Places:
    """The places of the counted true ones in the list without the other true ones, so that those neither help nor hurt.

    >>> among(np.array([1, 4, 6]), np.array([False, True, True])).tolist()
    [3, 5]
    """
    left: Places = places[counted] - np.cumsum(~counted)[counted]
    return left


def quality(marks: NDArray[np.float64]) -> Quality:
    """The means of the grades of many lists, one row each; rows of NaN are not counted."""
    counted = marks[~np.isnan(marks[:, 0])]
    if not len(counted):
        return Quality(0, 0.0, 0.0, 0.0)
    return Quality(len(counted), *(float(mean) for mean in counted.mean(axis=0)))


def paired(ours: Vector, theirs: Vector, random: np.random.Generator) -> Difference:
    """The mean of ours - theirs over the same lists, and how far it would vary over other lists like these."""
    differences = ours - theirs
    differences = differences[~np.isnan(differences)]
    size = len(differences)
    if not size:
        return Difference(0.0, 0.0, 0.0)
    means = [
        differences[random.integers(0, size, (_CHUNK, size), dtype=np.int32)].mean(axis=1)
        for _ in range(RESAMPLES // _CHUNK)
    ]
    low, high = np.percentile(np.concatenate(means), _INTERVAL)
    return Difference(float(differences.mean()), float(low), float(high))
