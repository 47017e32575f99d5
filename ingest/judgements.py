"""What people decided about identity: which two nodes are one and the same and which are not; kept, and reversible."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from graph.model import code
from graph.schema import kind_of
from ingest.database import Id, RegisterError, metadata
from ingest.identity import same_name
from ingest.tables import node_table

Verdict = Literal["same", "different"]

judgements = sa.Table(
    "judgements",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", Id, nullable=False, index=True),
    sa.Column("one", Id, nullable=False),
    sa.Column("other", Id, nullable=False),
    sa.Column("names", sa.String, nullable=False),
    sa.Column("verdict", sa.String, nullable=False),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("undone_at", sa.String),
)
# What the id of a judged node was made of besides its kind. The name of a person stands in the view alone, so that
# there is nothing here to erase when somebody has to be forgotten.
judged_homes = sa.Table(
    "judged_homes",
    metadata,
    sa.Column("node", Id, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("home", Id, nullable=False),
)

# A node's id and name, then those of what it is known by: a person's studio, a studio's organization. An id that is
# made of another id changes when that one is merged; the line tells what it has become.
Line = tuple[tuple[str, str], ...]

# What is known by another comes after it.
_ORDER = "OSP"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision that holds: ``other`` is, or is not, the same as ``one``; ``names`` as they were at the time."""

    id: str
    one: str
    other: str
    names: str
    verdict: Verdict
    at: str
    lines: tuple[Line, ...] = ()

    def line(self, node: str) -> Line:
        """What one of the two is known by, itself first."""
        return next((line for line in self.lines if line[0][0] == node), ((node, ""),))


def pair_id(one: str, other: str) -> str:
    """The id of the question whether two nodes are the same, whichever comes first."""
    return code("X", *sorted((one, other)))


def is_known_by(node: str, name: str, home: str) -> bool:
    """Whether a node's id is made of its name and the studio or organization it belongs to."""
    return node == code(node[:1], same_name(name), home)


def standing(connection: Connection) -> list[Judgement]:
    """The judgements that hold, oldest first."""
    table = judgements
    rows = connection.execute(sa.select(table).where(table.c.undone_at.is_(None)).order_by(table.c.number)).all()
    homes = _homes(connection) if rows else {}
    people = _names_of_people(connection, [node for row in rows for node in (row.one, row.other) if node in homes])

    def line(node: str) -> Line:
        return _line(node, homes, people)

    return [
        Judgement(row.id, row.one, row.other, row.names, row.verdict, row.at, (line(row.one), line(row.other)))
        for row in rows
    ]


def present_ids(connection: Connection) -> Callable[[str], str]:
    """Gives the id by which a node is known now, under all judgements that hold, to whoever kept an id of before.

    An id made of a merged one is followed where :func:`keep_line` noted what it was made of.
    """
    decided = standing(connection)
    homes = _homes(connection)
    present = _present_by(same_as(decided))
    return lambda node: present(_line(node, homes, {}))


def _homes(connection: Connection) -> dict[str, tuple[str, str]]:
    return {row.node: (row.name, row.home) for row in connection.execute(sa.select(judged_homes))}


def _line(node: str, homes: Mapping[str, tuple[str, str]], people: Mapping[str, str]) -> Line:
    name, home = homes.get(node, ("", ""))
    return ((node, name or people.get(node, "")), *(_line(home, homes, people) if home else ()))


def _names_of_people(connection: Connection, nodes: list[str]) -> dict[str, str]:
    """Names of people as the view has them or had them last."""
    wanted = sa.select(node_table.c.properties).where(node_table.c.kind == "Person")
    found = {
        node: connection.scalar(wanted.where(node_table.c.id == node)) for node in nodes if kind_of(node) == "Person"
    }
    return {node: str(json.loads(properties)["name"]) for node, properties in found.items() if properties}


def judge(  # noqa: PLR0917 — a decision in full
    connection: Connection,
    one: str,
    other: str,
    names: str,
    verdict: Verdict,
    at: datetime,
    lines: Iterable[Line] = (),
) -> str:
    """Keep a decision; an earlier one on the same pair does not hold any more. Returns the id of the pair.

    Args:
        connection: within a writing transaction.
        one: the id that would stand for both.
        other: the other id.
        names: of both, for the list of decisions.
        verdict: what was decided.
        at: when.
        lines: what either is known by, so that the decision outlives a merge of their studios or organizations.

    Raises:
        RegisterError: it contradicts what was decided before.
    """
    pair = pair_id(one, other)
    _withdraw(connection, pair, at)
    for line in lines:
        keep_line(connection, line)
    stamp = at.isoformat(timespec="seconds")
    row = {"id": pair, "one": one, "other": other, "names": names, "verdict": verdict, "at": stamp}
    connection.execute(judgements.insert().values(**row))
    _require_consistent(standing(connection))
    return pair


def keep_line(connection: Connection, line: Line) -> None:
    """Note what the id of a node is made of, so that what is said of it outlives a merge of its home."""
    for (node, name), (home, _) in pairwise(line):
        connection.execute(judged_homes.delete().where(judged_homes.c.node == node))
        kept = "" if kind_of(node) == "Person" else name
        connection.execute(judged_homes.insert().values(node=node, name=kept, home=home))


def _require_consistent(decided: list[Judgement]) -> None:
    stands_for = same_as(decided)
    present = _present_by(stands_for)
    for each in decided:
        if each.verdict == "different" and present(each.line(each.one)) == present(each.line(each.other)):
            raise RegisterError(
                f"这与先前的判断矛盾：「{each.names}」已判断为不是同一个，不能又经别的判断成为同一个。"
                f"请先撤回那一条（mengtu identity undo {each.id}）；没有改动任何内容。"
            )


def withdraw(connection: Connection, pair: str, at: datetime) -> None:
    """Take a decision back: the question is open again.

    Raises:
        RegisterError: there is no such decision.
    """
    if not _withdraw(connection, pair, at):
        raise RegisterError(f"没有编号为 {pair} 的身份判断，请用 mengtu identity list --decided 查看已作的判断。")


def _withdraw(connection: Connection, pair: str, at: datetime) -> bool:
    table = judgements
    statement = table.update().where(table.c.id == pair, table.c.undone_at.is_(None))
    return connection.execute(statement.values(undone_at=at.isoformat(timespec="seconds"))).rowcount > 0


def same_as(decided: Iterable[Judgement]) -> dict[str, str]:
    """For every node judged the same as another: the node that stands for both, over any number of steps.

    A judgement on two studios holds on when their organizations are merged, which gives one of them another id.

    >>> steps = [("P1", "P2"), ("P2", "P3")]
    >>> same_as(Judgement("", one, other, "", "same", "") for one, other in steps)
    {'P2': 'P1', 'P3': 'P1'}
    """
    stands_for: dict[str, str] = {}
    present = _present_by(stands_for)
    for each in sorted(decided, key=lambda each: _ORDER.find(each.one[:1])):
        if each.verdict == "same":
            one, other = present(each.line(each.one)), present(each.line(each.other))
            if one != other:
                stands_for[other] = one
    return {node: _root(stands_for, node) for node in stands_for}


def decided_pairs(decided: Iterable[Judgement]) -> frozenset[str]:
    """The ids of all questions that judgements answer, about the nodes as they are now."""
    listed = list(decided)
    present = _present_by(same_as(listed))
    return frozenset(pair_id(present(each.line(each.one)), present(each.line(each.other))) for each in listed)


def _root(stands_for: dict[str, str], node: str) -> str:
    while node in stands_for:
        node = stands_for[node]
    return node


def _present_by(stands_for: dict[str, str]) -> Callable[[Line], str]:
    """Gives the node a line means now, under the merges so far."""

    def present(line: Line) -> str:
        (node, name), home = line[0], line[1:]
        if home and is_known_by(node, name, home[0][0]):
            node = code(node[:1], same_name(name), present(home))
        return _root(stands_for, node)

    return present
