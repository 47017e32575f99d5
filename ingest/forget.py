"""Forgetting a person: all personal fields are erased from the register, an anonymous stub and an audit line remain."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from graph.model import code
from ingest.database import RegisterError, reading, writing
from ingest.erase import Erased, erase, erase_former_view, sweep
from ingest.forgotten import STUB, forgotten, known, stand_in
from ingest.former import former_people
from ingest.identity import same_name
from ingest.jsontext import decode, encode
from ingest.load import rebuild
from ingest.register import sources
from ingest.tables import ends_of, node_table

_TIES = ("LEADS", "BELONGS_TO", "WORKS_AT", "SERVES_ON")


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the present view, or of imports that do not hold any more: id, name and where the person belongs."""

    id: str
    name: str
    homes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What became of a person: the stub, what was erased, as counts, and what still bears the name.

    ``kept`` are names of things and of files: they are no personal fields, and changing them would break references.
    ``swept`` is False when erased text may still lie in unused parts of the register's files.
    """

    stub: str
    at: str
    erased: dict[str, int]
    kept: tuple[str, ...]
    swept: bool


def people(engine: Engine, wanted: str) -> list[Known]:
    """The people whose id or exact name is ``wanted``: of the present view, else of any import."""
    with reading(engine) as connection:
        alive = (node_table.c.kind == "Person", node_table.c.alive)
        chosen = sa.select(node_table.c.id, node_table.c.properties).where(*alive)
        by_id = connection.execute(chosen.where(node_table.c.id == wanted)).all()
        found = by_id or connection.execute(chosen.order_by(node_table.c.id).execution_options(yield_per=5_000))
        names = {row.id: str(decode(row.properties)["name"]) for row in found}
        fitting = {each: name for each, name in names.items() if by_id or same_name(name) == same_name(wanted)}
        if fitting:
            return [Known(each, name, _homes(connection, each)) for each, name in fitting.items()]
        return [Known(each.id, each.name, (each.home,)) for each in former_people(connection, wanted)]


def _homes(connection: Connection, person: str) -> tuple[str, ...]:
    ends = ends_of(connection, person, _TIES)
    homes = connection.scalars(sa.select(node_table.c.properties).where(node_table.c.id.in_(ends)))
    return tuple(sorted(str(decode(properties)["name"]) for properties in homes))


def forget(engine: Engine, person: str, *, at: datetime) -> Forgotten:
    """Erase a person from everything any import ever said; all of it, or after a failure nothing.

    Args:
        engine: the register.
        person: the id, as :func:`people` gives it.
        at: the moment noted in the audit line.

    Raises:
        RegisterError: nobody has this id, the person is forgotten already, or no row can be told to be the person's.
    """
    stamp = at.isoformat(timespec="seconds")
    with writing(engine) as (connection, _):
        stub = _stub(connection, person)
        connection.execute(forgotten.insert().values(code=person, stub=stub, at=stamp, erased="{}"))
        erased = _erased(connection, person, stub)
        if not erased.rows:
            raise RegisterError(f"登记库里找不到说到 {person} 的台账行，没有改动任何内容；请核对编号。")
        line = forgotten.update().where(forgotten.c.code == person)
        connection.execute(line.values(erased=encode(dict(erased.counts))))
        kept = _kept(connection, erased)
    return Forgotten(stub, stamp, dict(erased.counts), kept, sweep(engine))


def _erased(connection: Connection, person: str, stub: str) -> Erased:
    """Erase a person of the view, who is met while it is rebuilt, or one whom only former imports name."""
    found = rebuild(connection).erased
    if found is None:
        traces = [replace(former.trace, stub=stub) for former in former_people(connection, person)]
        found = erase(connection, traces)
        rebuild(connection)
        erase_former_view(connection, found.traces)
    return found


def _stub(connection: Connection, person: str) -> str:
    """A name for somebody who has none any more, unlike any other."""
    taken = set(known(connection).values())
    if person in {stand_in(stub) for stub in taken}:
        raise RegisterError("这个人已经删除过，没有可再删除的内容。")
    digits = code("", "forgotten", person)
    return next(stub for size in range(4, len(digits) + 1) if (stub := f"{STUB}{digits[:size]}") not in taken)


def _kept(connection: Connection, erased: Erased) -> tuple[str, ...]:
    """What still bears the name: things called after the person and names of files."""
    names = {trace.name for trace in erased.traces}
    wanted = sa.select(node_table.c.properties).where(node_table.c.kind != "Person", node_table.c.alive)
    called = (str(decode(properties)["name"]) for properties in connection.scalars(wanted))
    files = connection.scalars(sa.select(sources.c.name).distinct())
    return tuple(sorted({each for each in (*called, *files) if any(name in same_name(each) for name in names)}))


def audit(engine: Engine) -> list[dict[str, Any]]:
    """Whom the register has forgotten: stub, when, and what was erased; oldest first."""
    with reading(engine) as connection:
        lines = connection.execute(sa.select(forgotten).order_by(forgotten.c.at, forgotten.c.stub)).all()
    return [{"stub": row.stub, "at": row.at, "erased": decode(row.erased)} for row in lines if row.erased != "{}"]
