"""From what the sources say to the graph: one function a ledger, run in the order in which they refer to each other."""

from collections.abc import Callable, Iterable, Mapping

from ingest.assemble import people, places, problems, work
from ingest.assemble.desk import Desk
from ingest.builder import Builder
from ingest.register import Statement

# What is referred to comes before what refers to it.
_STEPS: tuple[tuple[str, Callable[[Desk, Iterable[Statement]], None]], ...] = (
    ("单位台账", places.organizations),
    ("工作室台账", places.studios),
    ("供应关系台账", places.supplies),
    ("成员台账", people.members),
    ("人员台账", people.honored),
    ("师徒台账", people.mentoring),
    ("联盟台账", work.alliances),
    ("联盟成员台账", work.memberships),
    ("课题台账", work.projects),
    ("难题台账", problems.problems),
    ("劳模帮帮团台账", problems.help_teams),
    ("成果台账", work.achievements),
    ("活动台账", work.activities),
    ("经费台账", work.funding),
    ("统计数字台账", work.figures),
    ("制度标准台账", work.standards),
)


LEDGERS = tuple(ledger for ledger, _ in _STEPS)


def assemble(builder: Builder, ledgers: Mapping[str, Iterable[Statement]]) -> None:
    """State in ``builder`` all that the current statements make.

    Args:
        builder: collects nodes and edges.
        ledgers: the current statements of every ledger, oldest source first, as often as they are iterated.
    """
    desk = Desk(builder)
    for ledger, state in _STEPS:
        state(desk, ledgers[ledger])
