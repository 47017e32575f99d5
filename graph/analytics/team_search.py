"""How the best team on a board of whole numbers is searched: climbing, first of the best in order, and a bound."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

Whole = NDArray[np.int64]
Places = tuple[int, ...]  # a team: its positions on the board, ascending
_Ranked = tuple[int, Places]  # less its worth, and a team: the smaller, the better

STARTS = 24  # of climbs, each from one who may lead
LEAST = -(2**62)  # less than any worth
SLACK = 1e-7  # of a bound, what the solver's floating point may be off: its feasibility tolerance


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """Candidates by position, all points whole.

    Attributes:
        base: what one adds alone, less what one costs.
        lead: what one adds as the leader; 0 who cannot lead. A team has a leader if anybody can lead.
        needs: what covering each need is worth.
        covers: candidates x needs, whether one covers it.
        trades: candidates x industries, whether it is one's own; nobody has two.
        contacts: candidates x candidates, symmetric, 0 on the diagonal.
        variety: what every industry beyond the first is worth.
        size: how many may be members, 1 to all.
    """

    base: Whole
    lead: Whole
    needs: Whole
    covers: NDArray[np.bool_]
    trades: NDArray[np.bool_]
    contacts: Whole
    variety: int
    size: int


def worth(board: Board, team: Places) -> int:
    """What a team is worth, led by its best leader."""
    members = list(team)
    return int(
        board.base[members].sum()
        + board.needs[board.covers[members].any(axis=0)].sum()
        + board.contacts[np.ix_(members, members)].sum() // 2
        + board.lead[members].max(initial=0)
        + board.variety * max(int(board.trades[members].any(axis=0).sum()) - 1, 0)
    )


def gains(board: Board, team: Places) -> Whole:
    """What everybody would add to a team but for leading it; for members it means nothing."""
    members = list(team)
    gained: Whole = board.base + board.contacts[members].sum(axis=0) + _covering(board, members)
    return gained + _varying(board, members) if board.trades[members].any() else gained


def may_join(board: Board, team: Places) -> NDArray[np.bool_]:
    """Who is no member and leaves the team with somebody to lead it, if anybody can."""
    led = not board.lead.any() or board.lead[list(team)].any()
    joining = np.ones(len(board.base), dtype=np.bool_) if led else board.lead > 0
    joining[list(team)] = False
    return joining


def climb(board: Board) -> Places:
    """The best team reached from several leaders by joining, leaving and replacing one at a time.

    No such step from it leads to a better team, nor to an equal one earlier in the order of tuples.
    """
    joining = may_join(board, ())
    alone = np.where(joining, gains(board, ()) + board.lead, LEAST)
    first = np.argsort(-alone, kind="stable")[: min(STARTS, np.count_nonzero(joining))]
    met: set[Places] = set()
    return min(_climb(board, (int(start),), met) for start in first)[1]


def climb_from(board: Board, team: Places) -> Places:
    """The team that steps to ever better ones lead to, or to equal ones earlier in the order of tuples."""
    return _climb(board, team, set())[1]


def _climb(board: Board, team: Places, met: set[Places]) -> _Ranked:
    """Climb until no step is better, or to a team some other climb has ``met``, for that one ends higher."""
    best = (-worth(board, team), team)
    while best[1] not in met and (step := min(_steps(board, best[1]), default=best)) < best:
        met.add(best[1])
        best = step
    return best


def _steps(board: Board, team: Places) -> Iterator[_Ranked]:
    """The neighbours of a team that may be the best: who leaves, and whoever joins best instead of each or besides."""
    leads = bool(board.lead.any())
    for leaving in (*team, None) if len(team) < board.size else team:
        rest = tuple(each for each in team if each != leaving)
        value, lead = worth(board, rest), board.lead[list(rest)].max(initial=0)
        if leaving is not None and rest and (lead or not leads):
            yield -value, rest
        joining = may_join(board, rest)
        joining[list(team)] = False
        if joining.any():
            added = np.where(joining, gains(board, rest) + np.maximum(board.lead - lead, 0), LEAST)
            at = int(added.argmax())
            yield -value - int(added[at]), tuple(sorted((*rest, at)))


class _InOrder:
    """A depth-first search that meets teams in the order of their tuples and leaves out what cannot be best."""

    def __init__(self, board: Board, least: int) -> None:
        self.board, self.best = board, least
        self.team: Places | None = None
        self.halves = [_half_contacts(board, start) for start in range(len(board.base))]

    def keep(self, value: int, team: Places) -> None:
        """Remember a team that is better, or the first as good as known to be possible."""
        if value > self.best or (value == self.best and self.team is None):
            self.best, self.team = value, team

    def visit(self, team: Places, alone: int, start: int) -> None:
        """Meet a team, worth ``alone`` without its leader, and all that continue it from position ``start``."""
        board, lead = self.board, self.board.lead[list(team)].max(initial=0)
        if team and (lead or not board.lead.any()):
            self.keep(alone + int(lead), team)
        if start == len(board.base):
            return
        gained = gains(board, team)
        if len(team) == board.size - 1:
            values = np.where(may_join(board, team), gained + np.maximum(board.lead, lead), LEAST)[start:]
            if values.max() > LEAST:
                self.keep(alone + int(values.max()), (*team, start + int(values.argmax())))
            return
        bounds = alone + _bounds(board, team, start, gained, self.halves[start])
        for at, bound in enumerate(bounds.tolist(), start=start):
            if bound > self.best or (bound == self.best and self.team is None):
                self.visit((*team, at), alone + int(gained[at]), at + 1)


def first_of_the_best(board: Board, least: int) -> Places:
    """The first of the best teams in the order of tuples, exactly; it takes up to a second for 16 candidates.

    Args:
        board: with at least one candidate.
        least: the worth of some team.
    """
    search = _InOrder(board, least)
    search.visit((), 0, 0)
    if search.team is None:
        raise ValueError("no team is worth that")
    return search.team


def plain_bound(board: Board) -> int:
    """No team is worth more, by counting alone."""
    return int(_bounds(board, (), 0, gains(board, ()), _half_contacts(board, 0)).max())


def _bounds(board: Board, team: Places, start: int, gained: Whole, halves: Whole) -> Whole:
    """For each from ``start`` on, what they, further ones from there on and a leader add to a team at most."""
    left, members = board.size - len(team), list(team)
    rich = gained[start:] + halves[left - 1]
    if not board.trades[members].any():
        rich = rich + _varying(board, [])[start:]  # the first industry adds nothing, but any may be the second
    poor = rich - _covering(board, members)[start:]  # each need once for all, where rich counts it for everybody
    uncovered = board.needs[~board.covers[members].any(axis=0)].sum()
    lead = max(board.lead[members].max(initial=0), board.lead[start:].max())
    bound: Whole = lead + np.minimum(rich + _most(rich, left - 1), poor + _most(poor, left - 1) + uncovered)
    return bound


def solve(board: Board, seconds: float) -> tuple[int, Places | None]:
    """A bound no team's worth exceeds, and the best team the solver (HiGHS) meets within its time, if any.

    The model: members and the leader are 0 or 1; covered needs, industries and pairs follow by themselves.
    """
    columns = _Columns.of(board)
    rows = list(_rows(board, columns))
    at = np.repeat(np.arange(len(rows)), [len(where) for where, _, _ in rows])
    where, terms = (np.concatenate([row[part] for row in rows]) for part in (0, 1))
    table = sparse.csr_array((terms, (at, where)), shape=(len(rows), len(columns.points)))
    found = milp(
        -columns.points,
        integrality=np.arange(len(columns.points)) < columns.needs[0],
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(table, -np.inf, [most for _, _, most in rows]),
        options={"time_limit": seconds, "mip_rel_gap": 0.0, "presolve": False},  # presolving costs more than it saves
    )
    bound = plain_bound(board)
    if found.mip_dual_bound is not None and np.isfinite(found.mip_dual_bound):
        most = -float(found.mip_dual_bound)
        bound = min(bound, floor(most + max(0.5, SLACK * abs(most))))
    if found.x is None:
        return bound, None
    return bound, tuple(np.flatnonzero(found.x[: len(board.base)] > 0.5).tolist())


@dataclass(frozen=True, slots=True, eq=False)
class _Columns:
    """Where the model's variables stand and what each is worth; ``mixed`` is 1 where any industry is."""

    members: Whole
    leaders: Whole
    needs: Whole
    trades: Whole
    mixed: Whole
    pairs: Whole
    ends: tuple[Whole, Whole]
    points: NDArray[np.float64]

    @classmethod
    def of(cls, board: Board) -> "_Columns":
        first, second = np.nonzero(np.triu(board.contacts))
        lead, trades = board.lead[board.lead > 0], np.full(board.trades.shape[1], board.variety)
        parts = (board.base, lead, board.needs, trades, [-board.variety], board.contacts[first, second])
        edges = np.cumsum([len(part) for part in parts])[:-1]
        points = np.concatenate(parts).astype(np.float64)
        members, leaders, needs, industries, mixed, pairs = np.split(np.arange(len(points)), edges)
        return cls(members, leaders, needs, industries, mixed, pairs, (first, second), points)


def _rows(board: Board, columns: _Columns) -> Iterator[tuple[Whole, Whole, int]]:
    """The model's rows: columns, what they count there, and the most they may sum to."""
    chosen, others = columns.members, board.size - 1
    yield chosen, np.ones_like(chosen), board.size
    some = columns.leaders if len(columns.leaders) else chosen
    yield some, -np.ones_like(some), -1
    yield columns.leaders, np.ones_like(columns.leaders), 1
    for one, member in zip(columns.leaders, chosen[board.lead > 0], strict=True):
        yield _at_most(one, [member])
    for need, covers in zip(columns.needs, board.covers.T, strict=True):
        yield _at_most(need, chosen[covers])
    for trade, own in zip(columns.trades, board.trades.T, strict=True):
        yield _at_most(trade, chosen[own])
        yield _at_most(trade, columns.mixed)
    for ends in columns.ends:
        for pair, end in zip(columns.pairs, chosen[ends], strict=True):
            yield _at_most(pair, [end])
    for at, member in enumerate(chosen):  # implied by whole members, but it makes the relaxation tight
        own = columns.pairs[(columns.ends[0] == at) | (columns.ends[1] == at)]
        yield np.array([*own, member]), np.array([1] * len(own) + [-others]), 0


def _at_most(one: int, others: Whole | list[int]) -> tuple[Whole, Whole, int]:
    return np.array([one, *others]), np.array([1] + [-1] * len(others)), 0


def _half_contacts(board: Board, start: int) -> Whole:
    """For 0, 1, ... further members from ``start`` on: half of one's most contacts with so many, rounded up."""
    best = np.sort(board.contacts[start:, start:], axis=1)[:, ::-1]
    sums = np.zeros((max(board.size, best.shape[1] + 1), len(best)), dtype=np.int64)
    sums[1:] = np.cumsum(np.pad(best, ((0, 0), (0, len(sums) - 1 - best.shape[1]))), axis=1).T
    return (sums + 1) // 2


def _most(values: Whole, count: int) -> int:
    """The greatest sum of up to so many."""
    return int(np.maximum(np.sort(values)[::-1][:count], 0).sum())


def _covering(board: Board, members: list[int]) -> Whole:
    uncovered = np.where(board.covers[members].any(axis=0), 0, board.needs)
    points: Whole = np.where(board.covers, uncovered, 0).sum(axis=1)
    return points


def _varying(board: Board, members: list[int]) -> Whole:
    new = np.where(board.trades[members].any(axis=0), 0, board.variety)
    points: Whole = np.where(board.trades, new, 0).sum(axis=1)
    return points
