"""The life of a problem as the unions' 助企行 has it — the enterprise orders, the expert cooks — and what is stuck.

Five steps, each dated: 征集 → 匹配 → 对接 → 攻关 → 验收. A problem stands at the last step it was given a day for; one
whose ledger gives no days stands where the words of its state say.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from graph import ask
from graph.marks import is_over
from graph.names import alike
from graph.rows import BoardLine
from graph.steps import LAST
from graph.store import GraphStore

# Days after which a problem that has not gone on is stuck: an order waits for weeks, the work itself for half a year.
PATIENCE: Mapping[str, int] = MappingProxyType({"征集": 14, "匹配": 14, "对接": 30, "攻关": 180})

_SAYS = (
    ("攻关", re.compile("攻关|进行|实施|推进|解决中|在研")),
    ("对接", re.compile("对接|揭榜中|已揭榜")),
    ("匹配", re.compile("匹配|派单")),
)


@dataclass(frozen=True, slots=True)
class Card:
    """A problem on the board.

    Attributes:
        line: what the graph holds.
        step: the step it stands at.
        since: the day of that step, empty where no source tells.
        days: how many days ago that was; None where the day is not known to the day or lies ahead.
        overdue: how many days its own deadline is past, 0 if it is not.
    """

    line: BoardLine
    step: str
    since: str
    days: int | None
    overdue: int

    @property
    def is_over(self) -> bool:
        """Whether it was accepted."""
        return self.step == LAST

    @property
    def is_stuck(self) -> bool:
        """Whether it has waited longer than its step should take, or is overdue."""
        return not self.is_over and (self.overdue > 0 or (self.days or 0) > PATIENCE[self.step])


def board(store: GraphStore, *, today: str) -> list[Card]:
    """Every problem, those that wait longest first, finished ones last."""
    cards = [card(line, today=today) for line in ask.board(store)]
    return sorted(cards, key=lambda each: (each.is_over, not each.is_stuck, -(each.days or 0), each.line.id))


def find(cards: Iterable[Card], name: str, organization: str) -> Card | None:
    """The problem of that name that an organization posed, or nobody where none is named; None if there is none."""

    def is_it(line: BoardLine) -> bool:
        posed_by = set(map(alike, line.organizations)) or {""}
        return alike(line.name) == alike(name) and alike(organization) in posed_by

    return next((each for each in cards if is_it(each.line)), None)


def card(line: BoardLine, *, today: str) -> Card:
    """Where a problem stands on a day."""
    step = next(reversed(line.days), None) or _said(line.status)
    since = line.days.get(step, "")
    waited = days_between(since, today)
    late = 0 if step == LAST else days_between(_last_day(line.due_on), today)
    return Card(line, step, since, waited, late or 0)


def _said(status: str) -> str:
    if is_over(status):
        return LAST
    return next((step for step, words in _SAYS if words.search(status) and not re.search("待|未", status)), "征集")


def _last_day(written: str) -> str:
    """The last day of a year or month, any other text as it is."""
    if re.fullmatch(r"\d{4}-\d{2}", written):
        year, month = map(int, written.split("-"))
        return f"{written}-{monthrange(year, month)[1]:02}"
    return f"{written}-12-31" if re.fullmatch(r"\d{4}", written) else written


def days_between(begin: str, day: str) -> int | None:
    """Days from one date to a later one; None where the first is not exact to the day or lies after the second.

    >>> days_between("2026-10-01", "2026-11-21"), days_between("2026-10", "2026-11-21"), days_between("", "2026-11-21")
    (51, None, None)
    """
    try:
        passed = (date.fromisoformat(day) - date.fromisoformat(begin)).days
    except ValueError:
        return None
    return passed if passed >= 0 else None
