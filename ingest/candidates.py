"""Questions of identity: which organizations, studios and people may be one, asked with reasons, decided by a person.

Nothing here merges by itself. What the rules of identity settle (one number, one credit code) never becomes a
question; what is likely is asked; a decision is kept in :mod:`ingest.judgements`, and the view is rebuilt from it.
"""

import heapq
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from graph.schema import kind_of
from ingest.database import RegisterError, reading, writing
from ingest.judgements import (
    Line,
    Verdict,
    decided_pairs,
    judge,
    pair_id,
    same_as,
    standing,
    withdraw,
)
from ingest.load import rebuild
from ingest.matching import organizations, people, studios
from ingest.matching.known import Known, read
from ingest.matching.reasons import ASK, Candidate, Reason
from ingest.matching.sides import Side, line_of, sides, things_of
from ingest.tables import Change, node_table

KINDS = ("Organization", "Studio", "Person")
_PROPOSE = {"Organization": organizations.propose, "Studio": studios.propose, "Person": people.propose}


@dataclass(frozen=True, slots=True)
class Question:
    """Whether two nodes are one: the registered or better known side first, which would stand for both.

    The points of the reasons sum to the score, which is capped at 90: likeness alone never makes certain.
    """

    id: str
    kind: str
    one: Side
    other: Side
    score: int
    reasons: tuple[Reason, ...]

    @property
    def names(self) -> tuple[str, str]:
        """The names of both sides."""
        return self.one.name, self.other.name


def questions(connection: Connection, kinds: Collection[str] | None = None, top: int = 1000) -> list[Question]:
    """The open questions, the likeliest first; the same view gives the same list, whatever came in first.

    Args:
        connection: the register; nothing is written.
        kinds: of :data:`KINDS`; all by default.
        top: at most so many.
    """
    known = read(connection)
    answered = decided_pairs(standing(connection))
    best = heapq.nsmallest(top, _open(known, kinds or KINDS, answered), key=lambda asked: asked.rank)
    found = sides(connection, known, [asked.candidate for asked in best])
    return [_question(known, asked, found) for asked in best]


class _Asked(NamedTuple):
    """A candidate that is asked, under its id."""

    id: str
    candidate: Candidate

    @property
    def rank(self) -> tuple[int, str]:
        return -self.candidate.score, self.id


def _open(known: Known, kinds: Collection[str], answered: Collection[str]) -> Iterator[_Asked]:
    for kind in KINDS:
        if kind not in kinds:
            continue
        ids = things_of(known, kind).ids
        for candidate in _PROPOSE[kind](known):
            if candidate.score >= ASK:
                pair = pair_id(ids[candidate.one], ids[candidate.other])
                if pair not in answered:
                    yield _Asked(pair, candidate)


def _question(known: Known, asked: _Asked, found: dict[str, Side]) -> Question:
    candidate = asked.candidate
    ids = things_of(known, candidate.kind).ids
    one, other = sorted((found[ids[candidate.one]], found[ids[candidate.other]]), key=_standing_order)
    reasons = tuple(sorted(candidate.reasons, key=lambda reason: (-reason.points, reason.code)))
    return Question(asked.id, candidate.kind, one, other, candidate.score, reasons)


def _standing_order(side: Side) -> tuple[bool, int, str]:
    return not side.registered, -len(side.facts), side.id


def decide(engine: Engine, question: str, verdict: Verdict, at: datetime) -> Change:
    """Answer a question, or change the answer, and let the view follow in the same transaction.

    Args:
        engine: the register.
        question: its id.
        verdict: ``same`` makes one node of both; ``different`` keeps them two and is remembered.
        at: the moment noted with the decision.

    Raises:
        RegisterError: there is no such question, or the answer contradicts an earlier one; nothing was changed.
    """
    names, *lines = _sides(engine, question)
    one, other = (line[0][0] for line in lines)
    with writing(engine) as (connection, _):
        decided = standing(connection)
        if question not in {each.id for each in decided}:
            _require_both(connection, (one, other))
        judge(connection, one, other, names, verdict, at, lines)
        return _follow(connection, same_as(decided))


def reopen(engine: Engine, question: str, at: datetime) -> Change:
    """Take a decision back: the view is as it was without it, and the question is open again.

    Raises:
        RegisterError: there is no such decision.
    """
    with writing(engine) as (connection, _):
        before = same_as(standing(connection))
        withdraw(connection, question, at)
        return _follow(connection, before)


def _follow(connection: Connection, before: dict[str, str]) -> Change:
    """Rebuild the view unless what stands for what is as it was: then nothing can differ."""
    return Change() if same_as(standing(connection)) == before else rebuild(connection).change


def _sides(engine: Engine, question: str) -> tuple[str, Line, Line]:
    """Names and lines of a question or of a decision; found before the register is locked, which takes a while."""
    with reading(engine) as connection:
        for decided in standing(connection):
            if decided.id == question:
                return decided.names, decided.line(decided.one), decided.line(decided.other)
        known = read(connection)
        asked = next((asked for asked in _open(known, KINDS, ()) if asked.id == question), None)
        if asked is None:
            raise RegisterError(f"没有编号为 {question} 的身份问题，请用 mengtu identity list 查看待核对的问题。")
        found = _question(known, asked, sides(connection, known, [asked.candidate]))
        return "；".join(found.names), line_of(known, found.one.id), line_of(known, found.other.id)


def _require_both(connection: Connection, ids: tuple[str, str]) -> None:
    table = node_table
    wanted = sa.select(sa.func.count()).where(
        table.c.kind == kind_of(ids[0]), table.c.id.in_(ids), table.c.alive.is_(True)
    )
    if connection.scalar(wanted) != len(ids):
        raise RegisterError("刚才的导入改动了这个问题的一方，请刷新清单后再判断；没有改动任何内容。")
