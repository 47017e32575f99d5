"""How far partner suggestions can be trusted: cut a landscape at a day, rank everybody, look up the future.

Every studio that found a partner from the day on asks once, and every other studio of its sort is ranked — never a
sample of easy ones — present partners included, by us and by well-known methods on the same past. Equal scores are put
in random order. Reported over all true partners and apart:

- *suggestible*: the list without present partners, which is exactly what ``suggest`` ranks;
- *repeat*: partners already before the day; *new*: both were in alliances, not with each other;
  *newcomer*: at least one of the two was in no alliance before;
- *asked by known*, *asked by newcomer*: whether who asks was in an alliance before.

For repeat, new and newcomer the true partners of the other two are taken out of the list, so that they neither help nor
hurt.
Coverage and the share of the best known count only the places a method has something to say about: what a method fills
with equals drawn by lot is no advice.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.analytics.baselines import PEERS, Rows, peer_scores
from graph.analytics.content import content_evidence
from graph.analytics.grading import FIRST, Difference, Places, Quality, among, grade, paired, quality, ranked
from graph.analytics.holdout import Holdout
from graph.analytics.partners import WEIGHTS, may_be_suggested, of_its_sort, points_among, whole_score
from graph.analytics.reason import Vector
from graph.analytics.sparse import Matrices, Sparse, columns, matrices, row
from graph.analytics.standing import standing_evidence
from graph.analytics.ties import tie_evidence
from graph.analytics.traits import Flags
from graph.errors import MengtuError

OURS = "mengtu"
METHODS = (OURS, *PEERS)
_FAMILIES = ("ties", "content", "standing")
PARTS = (*_FAMILIES, *WEIGHTS)  # what ours is made of, each alone
GROUPS = ("suggestible", "new", "repeat", "newcomer", "asked_by_known", "asked_by_newcomer")
_SUGGESTIBLE, _NEW, _REPEAT, _NEWCOMER, _BY_KNOWN, _BY_NEWCOMER = range(1, 1 + len(GROUPS))
ENOUGH = 30  # lists; with fewer a figure says more about chance than about the method
TOP_SHARE = 0.01  # the best known: this share of the studios, by the number of their alliances
_NUMBERS = 3_000_000  # in the peers' scores of a block, which bounds the memory

Told = Callable[[int, int], object]  # how many lists are done, and of how many


class NothingToFindError(MengtuError):
    """Nobody found a partner after the day."""


@dataclass(frozen=True, slots=True)
class Result:
    """How one method did."""

    method: str
    overall: Quality
    groups: tuple[tuple[str, Quality], ...]  # in the order of ``GROUPS``
    coverage: int  # distinct studios among the first ten of all lists
    coverage_share: float  # of all studios
    top_1_percent_share: float  # of the places among the first ten


@dataclass(frozen=True, slots=True)
class Paired:
    """Ours minus another method's MRR over the same lists."""

    role: Literal["popularity", "best"]  # why it is compared with: the best of the others is known only afterwards
    vs: str
    group: str  # "overall" or one of ``GROUPS``
    mrr: Difference


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the hold-out found."""

    held: Holdout
    queries: int  # lists: studios that found a partner after the day, or a sample of them
    candidates: int  # how many each list ranks, at most
    methods: tuple[Result, ...]  # in the order of ``METHODS``
    parts: tuple[Result, ...]  # in the order of ``PARTS``
    paired: tuple[Paired, ...]  # with popularity and with the best of the others, overall and suggestible

    @property
    def enough(self) -> bool:
        """Whether there are enough lists to judge by."""
        return self.queries >= ENOUGH


@dataclass(frozen=True, slots=True)
class _Query:
    at: int
    true: NDArray[np.int8]  # by studio: 0 for no true partner, else the number of its group in ``GROUPS``
    candidates: Places  # in random order, the same for all methods
    offered: Flags  # may be suggested
    newcomer: bool  # who asks was in no alliance before


@dataclass(frozen=True, slots=True)
class _Marks:
    """Grades by list, by overall and group, by measure; and the first ten by list, -1 where nothing was said."""

    grades: NDArray[np.float64]
    first: NDArray[np.int64]


def evaluate(
    held: Holdout, *, sample: int | None = None, seed: int = 0, told: Told = lambda _done, _whole: None
) -> Evaluation:
    """Measure suggestions and well-known methods on what was found after the day.

    Args:
        held: the landscape cut at a day.
        sample: ask for at most so many studios, drawn at random; everybody when None.
        seed: of the sample, the order of equals and the bootstrap; the same seed gives the same figures.
        told: is told how far it has come.

    Raises:
        NothingToFindError: nobody found a partner after the day.
    """
    known = matrices(held.past)
    truth = _truth(held, known)
    asking = _asking(known, truth, sample, seed)
    if not asking:
        raise NothingToFindError(f"{held.cutoff} 以后没有结成新的联盟关系，无从检验；请换一个更早的日期。")
    marks = {
        name: _Marks(np.full((len(asking), 1 + len(GROUPS), 3), np.nan), np.full((len(asking), FIRST), -1))
        for name in (*METHODS, *map(_part, PARTS))
    }
    block = max(1, _NUMBERS // (len(PEERS) * max(len(known.ids), 1)))
    for begin in range(0, len(asking), block):
        told(begin, len(asking))
        some = asking[begin : begin + block]
        peers = peer_scores(known, some)
        for number, at in enumerate(some):
            query = _query(known, truth, at, seed)
            for name, scores, offered in _scores(known, at, peers, number):
                _mark(marks[name], begin + number, query, scores, offered)
    told(len(asking), len(asking))
    return _evaluation(held, known, asking, marks, seed)


def _part(name: str) -> str:
    """What a part of ours is called among all rankings: a well-known method may have the same name."""
    return f"{OURS}.{name}"


def _truth(held: Holdout, known: Matrices) -> Sparse:
    """Studio × studio: 1 for partners found after the day."""
    pairs = [(known.position[one], known.position[other]) for one, other in sorted(held.partners)]
    places = np.array(pairs + [(other, one) for one, other in pairs], dtype=np.int32).reshape(-1, 2)
    size = len(known.ids)
    truth = sparse.csr_array((np.ones(len(places)), (places[:, 0], places[:, 1])), shape=(size, size))
    truth.sort_indices()
    return truth


def _asking(known: Matrices, truth: Sparse, sample: int | None, seed: int) -> tuple[int, ...]:
    found = np.flatnonzero(np.diff(truth.indptr))
    asking = [int(at) for at in found if of_its_sort(known, int(at))[columns(truth, int(at))].any()]
    if sample is not None and sample < len(asking):
        asking = sorted(np.random.default_rng(seed).choice(asking, sample, replace=False).tolist())
    return tuple(asking)


def _query(known: Matrices, truth: Sparse, at: int, seed: int) -> _Query:
    in_any = known.experience > 0
    candidates = of_its_sort(known, at)
    group = np.where(in_any & in_any[at], _NEW, _NEWCOMER)
    group[row(known.partners, at) > 0] = _REPEAT
    return _Query(
        at=at,
        true=np.where((row(truth, at) > 0) & candidates, group, 0).astype(np.int8),
        candidates=np.random.default_rng([seed, at]).permutation(np.flatnonzero(candidates)),
        offered=may_be_suggested(known, at),
        newcomer=not in_any[at],
    )


def _scores(known: Matrices, at: int, peers: dict[str, Rows], number: int) -> Iterator[tuple[str, Vector, Vector]]:
    """Every ranking's name and its scores: among everybody, and among those who may be suggested."""
    families = [tie_evidence(known, at), content_evidence(known, at, None), standing_evidence(known, at)]
    evidence = [each for family in families for each in family]
    size = len(known.ids)
    wide, narrow = (points_among(evidence, whom(known, at)) for whom in (of_its_sort, may_be_suggested))
    yield OURS, whole_score(wide, size), whole_score(narrow, size)
    begin = 0
    for name, family in zip(_FAMILIES, families, strict=True):
        own = slice(begin, begin + len(family))
        yield _part(name), whole_score(wide[own], size), whole_score(narrow[own], size)
        begin += len(family)
    for each in evidence:
        yield _part(each.method), each.values, each.values
    for method, rows in peers.items():
        yield method, rows[number], rows[number]


def _mark(marks: _Marks, number: int, query: _Query, scores: Vector, offered_scores: Vector) -> None:
    """Write down how one ranking did for one asking studio."""
    order = ranked(scores, query.candidates)
    same = order if scores is offered_scores else ranked(offered_scores, query.candidates)
    offered = same[query.offered[same]]
    places = 1 + np.flatnonzero(query.true[order])
    groups = query.true[order[places - 1]]
    grades = marks.grades[number]
    grades[0] = grade(places)
    grades[_SUGGESTIBLE] = grade(1 + np.flatnonzero(query.true[offered]))
    for group in (_NEW, _REPEAT, _NEWCOMER):
        grades[group] = grade(among(places, groups == group))
    grades[_BY_NEWCOMER if query.newcomer else _BY_KNOWN] = grades[0]
    first = order[:FIRST]
    marks.first[number, : len(first)] = np.where(scores[first] > 0, first, -1)


def _evaluation(
    held: Holdout, known: Matrices, asking: Sequence[int], marks: dict[str, _Marks], seed: int
) -> Evaluation:
    best_known = np.argsort(-known.experience, kind="stable")[: max(1, round(TOP_SHARE * len(known.ids)))]
    methods = tuple(_result(name, marks[name], best_known, len(known.ids)) for name in METHODS)
    parts = tuple(_result(name, marks[_part(name)], best_known, len(known.ids)) for name in PARTS)
    return Evaluation(
        held=held,
        queries=len(asking),
        candidates=max(int(of_its_sort(known, at).sum()) for at in asking),
        methods=methods,
        parts=parts,
        paired=tuple(_compared(marks, methods, seed)),
    )


def _result(name: str, marks: _Marks, best_known: Places, studios: int) -> Result:
    overall, *groups = (quality(marks.grades[:, group]) for group in range(1 + len(GROUPS)))
    said = marks.first[marks.first >= 0]
    coverage = len(np.unique(said))
    share = float(np.isin(said, best_known).mean()) if len(said) else 0.0
    return Result(name, overall, tuple(zip(GROUPS, groups, strict=True)), coverage, coverage / studios, share)


def _compared(marks: dict[str, _Marks], methods: Sequence[Result], seed: int) -> Iterator[Paired]:
    for at, group in ((0, "overall"), (_SUGGESTIBLE, "suggestible")):
        reached = {each.method: quality(marks[each.method].grades[:, at]).mrr for each in methods}
        best = max(PEERS, key=lambda name: reached[name])
        others: tuple[tuple[Literal["popularity", "best"], str], ...] = (("popularity", "popularity"), ("best", best))
        for role, other in others:
            ours, theirs = (marks[name].grades[:, at, 0] for name in (OURS, other))
            yield Paired(role, other, group, paired(ours, theirs, np.random.default_rng(seed)))
