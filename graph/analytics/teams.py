"""Who forms a 劳模帮帮团, one model worker with a team for one key project: the best team of a shortlist, and swaps.

All points are whole ten-thousandths, so that equals are equal. A team is worth the needs it covers, what its members
add less what they cost, its leader, the contacts inside it, and every industry beyond the first.

References:
    T. Lappas, K. Liu, E. Terzi, Finding a team of experts in social networks, KDD 2009 — the problem; here contacts
    are worth points instead of being a distance.
    M. Padberg, The boolean quadric polytope, Mathematical Programming 45, 1989 — pairs of members as variables.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.analytics.team_search import Board, Places, climb, climb_from, first_of_the_best, may_join, solve, worth
from graph.analytics.team_task import Task

SECONDS = 1.8  # for the solver, so that an answer takes two
FEW = 16  # candidates whose teams can all be looked at
SUBSTITUTES = 3  # for a member


@dataclass(frozen=True, slots=True)
class Member:
    """A member with the ids of the needs they cover, and of those nobody else in the team covers."""

    id: str
    name: str
    covers: tuple[str, ...]
    only: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Team:
    """The team found; ids of needs stand in the order of the task's needs.

    Attributes:
        members: the leader first, then by id.
        leader: the leader's id, empty if nobody in the shortlist can lead.
        covered: ids of needs some member covers.
        missing: ids of the other needs.
        value: what the team is worth.
        bound: no team is worth more.
        gap: how far from the bound it may be at most, (bound - value) / bound within 0 to 1; 0 if none is better.
    """

    members: tuple[Member, ...]
    leader: str
    covered: tuple[str, ...]
    missing: tuple[str, ...]
    value: int
    bound: int
    gap: float


@dataclass(frozen=True, slots=True)
class Swap:
    """One member replaced.

    Attributes:
        leaves: the id of a member, and ``joins`` that of who replaces them.
        change: of the team's worth; never positive for a best team.
        lost: ids of needs then no longer covered.
        gained: ids of needs then covered as well.
        leader: the id of who leads then, empty if nobody can.
    """

    leaves: str
    joins: str
    change: int
    lost: tuple[str, ...]
    gained: tuple[str, ...]
    leader: str


def compose(task: Task, *, seconds: float = SECONDS) -> Team:
    """The best team, or one with the most it can be from the best.

    Up to ``FEW`` candidates are searched exactly, and of equally good teams the one with the smallest tuple of sorted
    ids is taken. More are climbed from several leaders, and a mixed-integer solver looks for a better team and for a
    bound. Where it proves the best, no step of one person leads from the answer to an equal team with a smaller tuple;
    only where its time ends before may two runs differ. Equal leaders are told apart by id, and the order of candidates
    never matters.

    Args:
        task: the problem and the shortlist.
        seconds: how long the solver may take.

    Returns:
        A team of at least one, or of nobody if nobody covers any need.

    Examples:
        >>> from graph.analytics.team_task import Candidate, Need
        >>> weld, cast = Need("K1", "焊接", 50_000), Need("K2", "铸造", 30_000)
        >>> people = (
        ...     Candidate("P1", "赵甲", merit=10_000, cost=5_000, lead=8_000, covers=frozenset({"K1"})),
        ...     Candidate("P2", "钱乙", merit=2_000, cost=5_000, covers=frozenset({"K2"})),
        ...     Candidate("P3", "孙丙", merit=1_000, cost=5_000, covers=frozenset({"K2"})),
        ... )
        >>> team = compose(Task((weld, cast), people, contacts={frozenset({"P1", "P3"}): 2_000}))
        >>> [member.name for member in team.members], team.value, team.gap
        (['赵甲', '孙丙'], 91000, 0.0)
    """
    ids, board = _board(task)
    if not board.covers.any():
        return Team((), "", (), tuple(need.id for need in task.needs), 0, 0, 0.0)
    found = climb(board)
    if len(ids) <= FEW:
        best = first_of_the_best(board, worth(board, found))
        return _team(task, ids, board, best, worth(board, best))
    bound, solved = solve(board, seconds)
    teams = (found, climb_from(board, solved)) if solved else (found,)
    best = min(teams, key=lambda team: (-worth(board, team), team))
    return _team(task, ids, board, best, max(bound, worth(board, best)))


def swaps(task: Task, team: Team) -> tuple[Swap, ...]:
    """For each member the best substitutes, up to ``SUBSTITUTES``, the least loss first, equal ones by id.

    A substitute leaves the team with a leader if anybody in the shortlist can lead: who must lead has none.
    """
    ids, board = _board(task)
    places = {each: at for at, each in enumerate(ids)}
    chosen = [places[member.id] for member in team.members]
    found = []
    for leaving in chosen:
        rest = tuple(each for each in chosen if each != leaving)
        joining = may_join(board, rest)
        joining[chosen] = False
        teams = [(*rest, int(at)) for at in np.flatnonzero(joining)]
        ranked = sorted(teams, key=lambda changed: (-worth(board, changed), changed[-1]))
        found += [_swap(task, ids, board, team, leaving, changed) for changed in ranked[:SUBSTITUTES]]
    return tuple(found)


def exchange(task: Task, team: Team, leaves: str, joins: str) -> Team:
    """A team with one member replaced; the same team where the one is no member or the other may not join.

    Args:
        task: what the team was composed for.
        team: the team.
        leaves: the id of a member.
        joins: the id of a candidate.
    """
    ids, board = _board(task)
    members = [member.id for member in team.members]
    if leaves not in members or joins in members or joins not in ids:
        return team
    rest = tuple(ids.index(each) for each in members if each != leaves)
    joining = ids.index(joins)
    return _team(task, ids, board, (*rest, joining), team.bound) if may_join(board, rest)[joining] else team


def _swap(task: Task, ids: list[str], board: Board, team: Team, leaving: int, changed: Places) -> Swap:
    after = _team(task, ids, board, changed, 0)
    return Swap(
        leaves=ids[leaving],
        joins=ids[changed[-1]],
        change=after.value - team.value,
        lost=tuple(each for each in team.covered if each not in after.covered),
        gained=tuple(each for each in after.covered if each not in team.covered),
        leader=after.leader,
    )


def _team(task: Task, ids: list[str], board: Board, places: Places, bound: int) -> Team:
    leader = max(places, key=lambda at: (board.lead[at], -at))
    leads = bool(board.lead[leader])
    order = sorted(places, key=lambda at: (leads and at != leader, at))
    times = board.covers[list(places)].sum(axis=0)
    names = {each.id: each.name for each in task.candidates}
    value = worth(board, places)
    return Team(
        members=tuple(
            Member(ids[at], names[ids[at]], _ids(task, board.covers[at]), _ids(task, board.covers[at] & (times == 1)))
            for at in order
        ),
        leader=ids[leader] if leads else "",
        covered=_ids(task, times > 0),
        missing=_ids(task, times == 0),
        value=value,
        bound=bound,
        gap=0.0 if bound <= value else min((bound - value) / bound, 1.0) if bound > 0 else 1.0,
    )


def _board(task: Task) -> tuple[list[str], Board]:
    """Who may join, by id, and their board."""
    people = sorted((each for each in task.candidates if each.id not in task.excluded), key=lambda each: each.id)
    places = {each.id: at for at, each in enumerate(people)}
    contacts = np.zeros((len(people), len(people)), dtype=np.int64)
    for pair, points in task.contacts.items():
        one, other = (places.get(each, -1) for each in pair)
        if one >= 0 and other >= 0:
            contacts[one, other] = contacts[other, one] = points
    industries = sorted({each.industry for each in people} - {""})
    leads = [each.lead if task.leader in ("", each.id) else 0 for each in people]
    board = Board(
        base=np.array([each.merit - each.cost for each in people], dtype=np.int64),
        lead=np.array(leads, dtype=np.int64),
        needs=np.array([need.points for need in task.needs], dtype=np.int64),
        covers=_table([[need.id in each.covers for need in task.needs] for each in people], len(task.needs)),
        trades=_table([[each.industry == name for name in industries] for each in people], len(industries)),
        contacts=contacts,
        variety=task.variety,
        size=min(task.size, len(people)),
    )
    return list(places), board


def _table(rows: list[list[bool]], width: int) -> NDArray[np.bool_]:
    return np.array(rows, dtype=np.bool_).reshape(len(rows), width)


def _ids(task: Task, which: NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(need.id for need, chosen in zip(task.needs, which, strict=True) if chosen)
