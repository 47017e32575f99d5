"""Where a problem stands, how long it has stood there, and when that is too long."""

import pytest

from graph.board import Card, board, card, days_between
from graph.rows import BoardLine
from graph.store import GraphStore
from tests import fixture_graph as fixture

TODAY = "2026-11-21"


def line(*, status: str = "", due_on: str = "", **days: str) -> BoardLine:
    fields = dict.fromkeys(("collected_on", "matched_on", "met_on", "tackled_on", "accepted_on"), "")
    return BoardLine(
        id="Q1",
        name="难题",
        description="",
        status=status,
        due_on=due_on,
        **{**fields, **days},
        liaison="",
        benefit_wan=None,
        verification="",
        organizations=[],
        teams=[],
        team_names=[],
    )


def stand(**known: str) -> Card:
    return card(line(**known), today=TODAY)


@pytest.mark.parametrize(
    ("known", "step", "days"),
    [
        ({"collected_on": "2026-11-01"}, "征集", 20),
        ({"collected_on": "2026-10-01", "met_on": "2026-11-20"}, "对接", 1),
        ({"collected_on": "2026-10-01", "accepted_on": "2026-11"}, "验收", None),
        ({"status": "待揭榜"}, "征集", None),
        ({"status": "已揭榜"}, "对接", None),
        ({"status": "攻关中"}, "攻关", None),
        ({"status": "未解决"}, "征集", None),
        ({"status": "已解决"}, "验收", None),
        ({}, "征集", None),
        ({"status": "已解决", "tackled_on": "2026-11-20"}, "攻关", 1),
    ],
)
def test_a_problem_stands_at_its_last_dated_step_or_where_its_state_says(
    known: dict[str, str], step: str, days: int | None
) -> None:
    found = stand(**known)
    assert (found.step, found.days) == (step, days)


@pytest.mark.parametrize(
    ("known", "stuck"),
    [
        ({"collected_on": "2026-11-07"}, False),
        ({"collected_on": "2026-11-06"}, True),
        ({"tackled_on": "2026-07-01"}, False),
        ({"tackled_on": "2026-05-01"}, True),
        ({"collected_on": "2026-11-20", "due_on": "2026-11-20"}, True),
        ({"due_on": "2026-11"}, False),
        ({"due_on": "2026-10"}, True),
        ({"due_on": "2026"}, False),
        ({"accepted_on": "2020-01-01", "due_on": "2019-01-01"}, False),
        ({"collected_on": "2020"}, False),
    ],
)
def test_what_waits_longer_than_its_step_takes_is_stuck(known: dict[str, str], stuck: bool) -> None:
    assert stand(**known).is_stuck is stuck


def test_days_are_counted_from_whole_dates_only() -> None:
    assert days_between("2026-11-22", TODAY) is None
    assert days_between(TODAY, TODAY) == 0


def test_the_board_reads_the_graph(store: GraphStore) -> None:
    store.publish(fixture.tables(), rebuild=True)
    cards = {each.line.id: each for each in board(store, today=TODAY)}
    assert cards[fixture.ROBOT.id].overdue == 325
    assert next(iter(cards)) == fixture.ROBOT.id
    assert cards[fixture.DUST.id].step == "征集"
