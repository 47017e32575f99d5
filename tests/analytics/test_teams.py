"""A composed team is the best there is, says how far it may be from it, and keeps to what was asked."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph.analytics.team_search import climb, climb_from, plain_bound, solve, worth
from graph.analytics.team_task import Candidate, Need, NoSuchLeaderError, Task, TeamSizeError
from graph.analytics.teams import SUBSTITUTES, Team, _board, compose, swaps

POINTS = st.integers(0, 6)  # so few that teams are often equally good


@st.composite
def tasks(draw: st.DrawFn, people: tuple[int, int] = (1, 9), most: int = 9) -> Task:
    needs = draw(st.lists(st.integers(1, 9), max_size=4))
    ids = draw(st.permutations(range(draw(st.integers(*people)))))
    covers = st.frozensets(st.sampled_from([f"K{at}" for at in range(5)]), max_size=2)  # K4 is never needed
    lead = st.sampled_from((0, 0, 1, 3))
    shortlist = tuple(
        Candidate(
            f"P{each:02}",
            "某",
            draw(POINTS),
            draw(POINTS),
            draw(lead),
            draw(covers),
            draw(st.sampled_from("甲乙丙 ")).strip(),
        )
        for each in ids
    )
    pairs = [frozenset(pair) for pair in combinations([each.id for each in shortlist], 2)]
    contacts = draw(st.dictionaries(st.sampled_from(pairs), POINTS, max_size=12)) if pairs else {}
    excluded = draw(st.frozensets(st.sampled_from([each.id for each in shortlist]), max_size=2))
    leaders = [each.id for each in shortlist if each.lead and each.id not in excluded]
    return Task(
        needs=tuple(Need(f"K{at}", "某", points) for at, points in enumerate(needs)),
        candidates=shortlist,
        contacts=contacts,
        variety=draw(st.integers(0, 2)),
        size=draw(st.integers(1, most)),
        leader=draw(st.sampled_from(["", *leaders])),
        excluded=excluded,
    )


def drawn(seed: int, people: int, size: int) -> Task:
    """A task whose points are as great as real ones; the same seed gives the same."""
    draw = Random(seed)
    shortlist = tuple(
        Candidate(
            id=f"P{each:02}",
            name="某",
            merit=draw.randint(0, 40_000),
            cost=5_000 + draw.randint(0, 30_000),
            lead=draw.choice((0, 0, draw.randint(5_000, 30_000))),
            covers=frozenset(f"K{at}" for at in range(8) if draw.random() < 0.2),
            industry=draw.choice("甲乙丙丁"),
        )
        for each in range(people)
    )
    pairs = [frozenset(pair) for pair in combinations([each.id for each in shortlist], 2) if draw.random() < 0.2]
    return Task(
        needs=tuple(Need(f"K{at}", "某", draw.randint(20_000, 100_000)) for at in range(8)),
        candidates=shortlist,
        contacts={pair: draw.randint(2_000, 15_000) for pair in pairs},
        variety=4_000,
        size=size,
    )


def defined_worth(task: Task, members: Iterable[Candidate], leader: Candidate | None) -> int:
    """A team's worth straight from its definition."""
    team = list(members)
    covered = frozenset[str]().union(*(each.covers for each in team))
    industries = {each.industry for each in team} - {""}
    ids = {each.id for each in team}
    return (
        sum(need.points for need in task.needs if need.id in covered)
        + sum(each.merit - each.cost for each in team)
        + (leader.lead if leader else 0)
        + sum(points for pair, points in task.contacts.items() if pair <= ids)
        + task.variety * max(len(industries) - 1, 0)
    )


def every_team(task: Task) -> list[tuple[int, tuple[str, ...], str]]:
    """Less the worth, the sorted ids and the leader of all that may be the answer."""
    people = sorted((each for each in task.candidates if each.id not in task.excluded), key=lambda each: each.id)
    leaders = [each for each in people if each.lead and task.leader in ("", each.id)]
    if not any(need.id in each.covers for need in task.needs for each in people):
        return [(0, (), "")]
    return [
        (-defined_worth(task, team, leader), tuple(each.id for each in team), leader.id if leader else "")
        for size in range(1, task.size + 1)
        for team in combinations(people, size)
        for leader in ([each for each in leaders if each in team] if leaders else [None])
    ]


def as_listed(team: Team) -> tuple[int, tuple[str, ...], str]:
    """A composed team as ``every_team`` lists it."""
    return -team.value, tuple(sorted(member.id for member in team.members)), team.leader


@given(tasks())
@settings(max_examples=500, deadline=None)
def test_a_team_is_the_first_of_the_best(task: Task) -> None:
    team = compose(task)
    assert as_listed(team) == min(every_team(task))
    assert (team.bound, team.gap) == (team.value, 0)


@pytest.mark.parametrize("seed", range(8))
def test_a_team_of_sixteen_candidates_is_the_best(seed: int) -> None:
    task = drawn(seed, people=16, size=5)
    assert as_listed(compose(task)) == min(every_team(task))


@given(tasks(people=(17, 19), most=3))
@settings(max_examples=40, deadline=None)
def test_a_team_of_many_candidates_is_as_good_as_the_best(task: Task) -> None:
    team, teams = compose(task), every_team(task)
    assert as_listed(team) in teams
    assert (team.value, team.bound, team.gap) == (-min(teams)[0], team.value, 0)


@given(tasks(people=(17, 19), most=3))
@settings(max_examples=40, deadline=None)
def test_no_swap_leads_to_an_equal_team_earlier_in_order(task: Task) -> None:
    team = compose(task)
    members = {member.id for member in team.members}
    equal = [swap for swap in swaps(task, team) if not swap.change]
    assert all(sorted(members - {swap.leaves} | {swap.joins}) > sorted(members) for swap in equal)


@pytest.mark.parametrize("seed", range(6))
def test_a_team_of_many_candidates_with_great_points_is_the_best(seed: int) -> None:
    task = drawn(seed, people=20, size=4)
    team = compose(task)
    assert as_listed(team) == min(every_team(task))
    assert (team.bound, team.gap) == (team.value, 0)


@given(tasks())
@settings(max_examples=40, deadline=None)
def test_the_solver_finds_the_best_and_proves_it(task: Task) -> None:
    _, board = _board(task)
    assume(board.covers.any())
    best = -min(every_team(task))[0]
    bound, team = solve(board, 10.0)
    assert team is not None
    assert (bound, worth(board, team)) == (best, best)
    assert plain_bound(board) >= best


@pytest.mark.parametrize("seconds", [0.0, 10.0])
@pytest.mark.parametrize("seed", range(4))
def test_the_bound_holds_and_the_solver_helps_where_the_climb_stops_early(
    seed: int, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.analytics.teams.climb", lambda board: (int(board.lead.argmax()),))
    task = drawn(seed, people=26, size=4)
    team, best = compose(task, seconds=seconds), -min(every_team(task))[0]
    assert team.value <= best <= team.bound
    assert team.gap == pytest.approx((team.bound - team.value) / team.bound)
    assert team.value == best or not seconds


@given(tasks())
@settings(max_examples=40, deadline=None)
def test_no_step_from_a_climbed_team_is_better(task: Task) -> None:
    _, board = _board(task)
    assume(board.covers.any())
    ids = sorted(each.id for each in task.candidates if each.id not in task.excluded)
    climbed = {ids[at] for at in climb(board)}
    worths = {frozenset(team): -less for less, team, _ in sorted(every_team(task), reverse=True)}
    near = [team for team in worths if len(team - climbed) <= 1 and len(climbed - team) <= 1]
    assert worths[frozenset(climbed)] == max(worths[team] for team in near)


@given(tasks())
@settings(max_examples=40, deadline=None)
def test_a_team_keeps_to_what_was_asked(task: Task) -> None:
    team = compose(task)
    people = {each.id: each for each in task.candidates}
    ids = [member.id for member in team.members]
    assert len(set(ids)) == len(ids) <= task.size
    assert not task.excluded & set(ids)
    if team.leader:
        assert ids == [team.leader, *sorted(ids[1:])]
        assert people[team.leader].lead > 0
        assert task.leader in ("", team.leader)


@given(tasks())
@settings(max_examples=40, deadline=None)
def test_a_team_tells_who_covers_what(task: Task) -> None:
    team = compose(task)
    covers = {each.id: each.covers for each in task.candidates}
    for member in team.members:
        others = frozenset[str]().union(*(covers[other.id] for other in team.members if other is not member))
        assert member.covers == tuple(need.id for need in task.needs if need.id in covers[member.id])
        assert member.only == tuple(each for each in member.covers if each not in others)
    of_all = frozenset[str]().union(*(covers[member.id] for member in team.members))
    assert team.covered == tuple(need.id for need in task.needs if need.id in of_all)
    assert team.missing == tuple(need.id for need in task.needs if need.id not in of_all)


@given(tasks(people=(1, 18)), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_candidates_does_not_matter(task: Task, chance: Random) -> None:
    people, contacts = list(task.candidates), list(task.contacts.items())
    chance.shuffle(people)
    chance.shuffle(contacts)
    assert compose(replace(task, candidates=tuple(people), contacts=dict(contacts))) == compose(task)


@given(tasks(), st.integers(1, 20))
@settings(max_examples=40, deadline=None)
def test_nobody_joins_by_becoming_dearer(task: Task, more: int) -> None:
    team = compose(task)
    members = {member.id for member in team.members}
    dearer = [each if each.id in members else replace(each, cost=each.cost + more) for each in task.candidates]
    assert compose(replace(task, candidates=tuple(dearer))) == team


def _one(name: str, covers: str = "", *, merit: int = 0, cost: int = 0, lead: int = 0) -> Candidate:
    return Candidate(f"P{name}", name, merit, cost, lead, frozenset(covers))


NEEDS = (Need("a", "焊接", 50), Need("b", "铸造", 30), Need("c", "质检", 20))


def test_who_adds_nothing_does_not_join() -> None:
    team = compose(Task(NEEDS, (_one("甲", "ab", lead=5), _one("乙", "a", cost=1))))
    assert [member.id for member in team.members] == ["P甲"]


def test_nobody_joins_when_nobody_covers_anything() -> None:
    team = compose(Task(NEEDS, (_one("甲", merit=9, lead=5), _one("乙", "d"))))
    assert (team.members, team.leader, team.value, team.gap) == ((), "", 0, 0)
    assert team.missing == ("a", "b", "c")


def test_a_team_nobody_can_lead_has_no_leader() -> None:
    team = compose(Task(NEEDS, (_one("乙", "b"), _one("甲", "a"))))
    assert team.leader == ""
    assert [member.name for member in team.members] == ["乙", "甲"]


def test_who_adds_nothing_leaves() -> None:
    _, board = _board(Task(NEEDS, (_one("甲", "ab", lead=5), _one("乙", "a", cost=1))))
    assert climb_from(board, (0, 1)) == climb_from(board, (1, 0)) == (1,)


def test_somebody_joins_even_at_a_loss() -> None:
    team = compose(Task(NEEDS, (_one("甲", "c", cost=90), _one("乙", "c", cost=80))))
    assert ([member.name for member in team.members], team.value, team.gap) == (["乙"], -60, 0)


def test_a_required_leader_leads_though_another_would_lead_better() -> None:
    shortlist = (_one("甲", "a", lead=1), _one("乙", "b", lead=40))
    team = compose(Task(NEEDS, shortlist, leader="P甲"))
    assert (team.leader, team.value) == ("P甲", 81)


@pytest.mark.parametrize(
    ("leader", "excluded", "message"),
    [
        ("P丁", (), "候选名单里没有编号为「P丁」的人"),
        ("P甲", ("P甲",), "「甲」已被排除"),
        ("P乙", (), "「乙」不是劳模工匠，不能牵头"),
    ],
)
def test_who_cannot_lead_is_refused(leader: str, excluded: tuple[str, ...], message: str) -> None:
    with pytest.raises(NoSuchLeaderError, match=message):
        Task(NEEDS, (_one("甲", "a", lead=1), _one("乙", "b")), leader=leader, excluded=frozenset(excluded))


def test_a_team_of_nobody_is_refused() -> None:
    with pytest.raises(TeamSizeError, match="至少要有 1 人"):
        Task(NEEDS, (_one("甲", "a"),), size=0)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: Task(NEEDS, (_one("甲", cost=-1),)), "points below 0"),
        (lambda: Task(NEEDS, (), variety=-1), "points below 0"),
        (lambda: Task((Need("a", "焊接", 0),), ()), "a need worth nothing"),
        (lambda: Task(NEEDS, (_one("甲"), _one("甲"))), "an id occurs twice"),
        (lambda: Task(NEEDS, (_one("甲"),), {frozenset({"P甲"}): 1}), "a contact is between two"),
    ],
)
def test_points_that_mean_nothing_are_refused(wrong: Callable[[], Task], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        wrong()


@given(tasks())
@settings(max_examples=40, deadline=None)
def test_a_swap_is_worth_what_it_says_and_never_more_than_the_best(task: Task) -> None:
    team = compose(task)
    teams = {(ids, leader): -less for less, ids, leader in every_team(task)}
    members = {member.id for member in team.members}
    for swap in swaps(task, team):
        changed = tuple(sorted(members - {swap.leaves} | {swap.joins}))
        assert teams[changed, swap.leader] == team.value + swap.change <= team.value
        assert set(swap.lost) <= set(team.covered)
        assert set(swap.gained) <= set(team.missing)


@given(tasks())
@settings(max_examples=40, deadline=None)
def test_the_best_substitutes_are_named(task: Task) -> None:
    team = compose(task)
    members = {member.id for member in team.members}
    known = {ids: -less for less, ids, _ in sorted(every_team(task), reverse=True)}
    for leaving in members:
        rest = members - {leaving}
        values = {tuple(sorted(rest | {each.id})) for each in task.candidates if each.id not in members}
        best = sorted((known[ids] for ids in values if ids in known), reverse=True)[:SUBSTITUTES]
        named = [swap.change for swap in swaps(task, team) if swap.leaves == leaving]
        assert named == [value - team.value for value in best]


def test_a_swap_names_what_is_lost_and_gained() -> None:
    task = Task(NEEDS, (_one("甲", "a", lead=9), _one("乙", "b"), _one("丙", "c", merit=3)), size=2)
    team = compose(task)
    assert [(each.leaves, each.joins, each.change, each.lost, each.gained) for each in swaps(task, team)] == [
        ("P乙", "P丙", -7, ("b",), ("c",))
    ]
