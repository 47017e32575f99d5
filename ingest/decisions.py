"""What planners decided about suggested pairs of studios: whom they contacted, who agreed, which pair is dismissed.

A pair has one decision at a time, whichever of the two asks; the newest replaces the one before, and every one is kept.
A decision stays with its studios when a judgement of identity gives them other ids, and when imports are taken back.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ingest.database import Id, RegisterError, metadata
from ingest.jsontext import decode
from ingest.judgements import is_known_by, keep_line, present_ids
from ingest.privacy import masked
from ingest.tables import ends_of, node_table

Verdict = Literal["contacted", "agreed", "dismissed"]
VERDICTS: Mapping[Verdict, str] = MappingProxyType(
    {"contacted": "已联系", "agreed": "已同意", "dismissed": "不合适"},
)
LONGEST_REASON = 200  # characters

decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("one", Id, nullable=False, index=True),
    sa.Column("other", Id, nullable=False, index=True),
    sa.Column("verdict", sa.String, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("undone_at", sa.String),
)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on two studios by the ids they have now, the lesser id first; ``at`` is ISO 8601."""

    one: str
    other: str
    verdict: Verdict
    reason: str
    at: str

    def beside(self, studio: str) -> str:
        """The other of the two."""
        return self.other if studio == self.one else self.one

    @property
    def day(self) -> str:
        """The day it was made on, on this machine's clock, as ISO 8601."""
        return datetime.fromisoformat(self.at).astimezone().date().isoformat()


def decide(connection: Connection, pair: tuple[str, str], verdict: Verdict, reason: str, *, at: datetime) -> Decision:
    """Keep a decision on a pair of studios; an earlier one does not hold any more.

    Args:
        connection: within a writing transaction.
        pair: the ids of two studios.
        verdict: what was decided.
        reason: why, in the planner's words; numbers of telephones and identity papers are not kept.
        at: when.

    Raises:
        RegisterError: the two are one, or a pair is dismissed without a reason, or a reason is too long.
    """
    present = present_ids(connection)
    one, other = sorted(map(present, pair))
    reason = masked(" ".join(reason.split()))
    if one == other:
        raise RegisterError("这是同一个工作室，请选择两个不同的工作室。")
    if verdict == "dismissed" and not reason:
        raise RegisterError("判断一对不合适时，请写明原因，例如“已有同类合作”。")
    if len(reason) > LONGEST_REASON:
        raise RegisterError(f"原因最多 {LONGEST_REASON} 字，现在有 {len(reason)} 字，请写短些。")
    withdraw(connection, pair, at=at)
    for studio in (one, other):
        _keep_home(connection, studio)
    decision = Decision(one, other, verdict, reason, at.isoformat(timespec="seconds"))
    values = {"one": one, "other": other, "verdict": verdict, "reason": reason, "at": decision.at}
    connection.execute(decisions.insert().values(**values))
    return decision


def _keep_home(connection: Connection, studio: str) -> None:
    """Note the organization a studio's id is made of, if it is: once that is merged, the studio has another id."""
    name = names(connection, (studio,))[studio]
    homes = ends_of(connection, studio, ("BASED_AT",))
    home = next((each for each in homes if is_known_by(studio, name, each)), "")
    if home:
        keep_line(connection, ((studio, name), (home, "")))


def withdraw(connection: Connection, pair: tuple[str, str], *, at: datetime) -> bool:
    """Take the decision on a pair back; says whether there was one."""
    present = present_ids(connection)
    meant = {*map(present, pair)}
    # Each of two studios that became one may have brought its own decision on a third: neither may show up again.
    numbers = [row.number for row in _held(connection) if {present(row.one), present(row.other)} == meant]
    held = decisions.update().where(decisions.c.number.in_(numbers))
    return connection.execute(held.values(undone_at=at.isoformat(timespec="seconds"))).rowcount > 0


def standing(connection: Connection, studio: str | None = None) -> list[Decision]:
    """The decisions that hold, newest first: all of them, or those on one studio."""
    present = present_ids(connection)
    wanted = None if studio is None else present(studio)
    found: dict[tuple[str, ...], Decision] = {}
    for row in _held(connection):
        one, other = pair = tuple(sorted((present(row.one), present(row.other))))
        if one != other and wanted in (None, one, other):
            found.setdefault(pair, Decision(one, other, row.verdict, row.reason, row.at))
    return list(found.values())


def beside(connection: Connection, studio: str) -> dict[str, Decision]:
    """The decisions that hold on one studio, newest first, by the id of the other."""
    return {each.beside(studio): each for each in standing(connection, studio)}


def dismissed(decided: Mapping[str, Decision]) -> frozenset[str]:
    """Whom never to suggest, of decisions as :func:`beside` gives them."""
    return frozenset(other for other, each in decided.items() if each.verdict == "dismissed")


def _held(connection: Connection) -> Sequence[sa.Row[Any]]:
    """The rows that were not taken back, newest first, with the ids the studios had at the time."""
    table = decisions
    wanted = sa.select(table).where(table.c.undone_at.is_(None)).order_by(table.c.number.desc())
    return connection.execute(wanted).all()


def names(connection: Connection, studios: Collection[str]) -> dict[str, str]:
    """What studios are called, or were when an import last named them; the id of those that nothing tells of."""
    table = node_table
    wanted = sa.select(table.c.id, table.c.properties).where(table.c.kind == "Studio", table.c.id.in_(set(studios)))
    found = {row.id: str(decode(row.properties).get("name", "")) for row in connection.execute(wanted)}
    return {each: found.get(each) or each for each in studios}
