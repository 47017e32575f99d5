"""Erasing people from the register: from every statement, from issues, judgements, decisions and the disk."""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from ingest.anonymous import (
    NAMED,
    REFERRING,
    TOLD_WITH,
    Found,
    Mask,
    Row,
    anonymous,
    is_home,
    named,
    refers,
    secrets_of,
    without_mention,
)
from ingest.builder import Builder
from ingest.database import facts, reading, writing
from ingest.decisions import decisions
from ingest.forgotten import ForgetfulBuilder, Trace, forgotten_on, remember
from ingest.identity import same_name
from ingest.jsontext import decode, encode
from ingest.judgements import judgements
from ingest.records import Issue, Place, Severity
from ingest.register import issues, sources, statements
from ingest.tables import edge_table, node_table

_PATIENCE_MS = 1_000  # an import must not wait long for a reader; the next one sweeps as well
_RESIDUE = "residue"  # the fact that erased text may still lie in unused parts of the files


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased, as counts; the rows that named a person (content, sheet, row) with the person's stub; whom."""

    counts: Mapping[str, int] = field(default_factory=dict)
    rows: Mapping[tuple[int, str, int | None], str] = field(default_factory=dict)
    traces: tuple[Trace, ...] = ()


def erase_named(connection: Connection, builder: Builder) -> Erased | None:
    """Erase the forgotten people whom sources still name, as a builder met them; None when there was nothing."""
    traces = builder.traces() if isinstance(builder, ForgetfulBuilder) else []
    erased = erase(connection, traces) if traces else Erased()
    if not erased.rows:
        return None
    for trace in traces:
        codes = dict.fromkeys(trace.codes, trace.stub)
        remember(connection, codes, forgotten_on(connection, trace.stub))
    return erased


def erase(connection: Connection, traces: Sequence[Trace]) -> Erased:
    """Erase people from what any source ever said, from what was listed about it, from judgements and decisions.

    Args:
        connection: within a writing transaction.
        traces: the names and homes by which sources speak of them.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")
    traces = _under_every_name(connection, traces)
    named_rows = ((row, _found(connection, row, traces)) for row in _rows(connection, traces))
    own = [(row, found) for row, found in named_rows if found]
    if not own:
        return Erased()
    secrets = {secret for row, _ in own for secret in secrets_of(row)}
    mask = Mask(tuple(traces), tuple(sorted(secrets, key=len, reverse=True)))
    counts = Counter(rows=len(own))
    touched = {row.content for row, _ in own}
    written = [anonymous(row, found, mask, counts) for row, found in own]
    known_ids = {row.id for row, _ in own}
    served = {row.content: [trace for _, trace in found] for row, found in own if row.ledger in REFERRING}
    for row in _rows(connection, traces, secrets):
        told = served.get(row.content, ()) if row.ledger in TOLD_WITH else ()
        if row.id not in known_ids and (bare := without_mention(row, mask, counts, told=told)) != row:
            written.append(bare)
            touched.add(row.content)
    _write(connection, written)
    _erase_messages(connection, mask, touched, {row.place for row, _ in own}, counts)
    _erase_judgements(connection, mask, counts)
    _erase_reasons(connection, mask, counts)
    _note_residue(connection)
    return Erased(dict(counts), {row.place: found[0][1].stub for row, found in own}, tuple(traces))


def _under_every_name(connection: Connection, traces: Sequence[Trace]) -> list[Trace]:
    """Let a numbered studio be known by every name it ever had, in imports that do not hold any more too."""
    called: dict[str, set[str]] = {}
    for written in connection.scalars(sa.select(statements.c.cells).where(statements.c.ledger == "工作室台账")):
        cells = decode(written)
        if number := same_name(str(cells.get("工作室编号", ""))):
            called.setdefault(number, set()).add(same_name(str(cells.get("工作室名称", ""))))
    return [replace(trace, home=trace.home.union(*(called.get(name, ()) for name in trace.home))) for trace in traces]


def _rows(connection: Connection, traces: Sequence[Trace], secrets: Collection[str] = ()) -> Iterator[Row]:
    """Rows of any content that may name one of the people or quote a secret; only those are parsed."""
    # Spaces, widths and letter case may differ in a cell, the Han characters of a name may not.
    needed = [{each for each in trace.name if each >= "一"} for trace in traces]
    wanted = sa.select(statements).order_by(statements.c.id).execution_options(yield_per=5_000)
    for row in connection.execute(wanted):
        text = row.cells + row.notes
        if any(all(each in text for each in name) for name in needed) or any(secret in text for secret in secrets):
            cells, notes = decode(row.cells), decode(row.notes)
            yield Row(row.id, row.content_id, row.ledger, row.sheet, row.row, cells, notes)


def _found(connection: Connection, row: Row, traces: Sequence[Trace]) -> Found:
    referred = [
        (column, trace)
        for column in REFERRING.get(row.ledger, ())
        for trace in traces
        if refers(row.cells.get(column, ""), trace)
    ]
    return referred + [
        (column, trace)
        for column, homes in NAMED.get(row.ledger, ())
        for trace in traces
        if trace.name in named(row.cells, column)
        and is_home(row, homes, trace)
        and (not trace.source or trace.source in _sources(connection, row.content))
    ]


def _sources(connection: Connection, content: int) -> set[str]:
    return set(connection.scalars(sa.select(sources.c.name).where(sources.c.content_id == content)))


def _write(connection: Connection, rows: Sequence[Row]) -> None:
    update = statements.update().where(statements.c.id == sa.bindparam("key"))
    values = [{"key": row.id, "cells": encode(row.cells), "notes": encode(row.notes)} for row in rows]
    connection.execute(update.values(cells=sa.bindparam("cells"), notes=sa.bindparam("notes")), values)


def _erase_messages(
    connection: Connection,
    mask: Mask,
    touched: AbstractSet[int],
    own: AbstractSet[tuple[int, str, int | None]],
    counts: Counter[str],
) -> None:
    """Mask what was listed when the contents were read, and what their sheets are called."""
    for content in touched:
        for issue in connection.execute(sa.select(issues).where(issues.c.content_id == content)).all():
            message = mask.message(issue.message, own=(content, issue.sheet, issue.row) in own)
            if message != issue.message:
                counts["issues"] += 1
                connection.execute(issues.update().where(issues.c.id == issue.id).values(message=message))
        for table in (statements, issues):
            there = table.c.content_id == content
            for sheet in connection.scalars(sa.select(table.c.sheet).where(there).distinct()).all():
                if (bare := mask.mask(sheet, mask.traces)) != sheet:
                    connection.execute(table.update().where(there, table.c.sheet == sheet).values(sheet=bare))


def _erase_judgements(connection: Connection, mask: Mask, counts: Counter[str]) -> None:
    """Mask the names by which decisions about the people were made, taken back or not."""
    codes = {each for trace in mask.traces for each in trace.codes}
    for row in connection.execute(sa.select(judgements)).all():
        names = mask.mask(row.names, mask.traces)
        if names != row.names and codes & {row.one, row.other}:
            counts["judgements"] += 1
            connection.execute(judgements.update().where(judgements.c.number == row.number).values(names=names))


def _erase_reasons(connection: Connection, mask: Mask, counts: Counter[str]) -> None:
    """Mask the people in why pairs of studios were decided on, whichever the studios, taken back or not."""
    for row in connection.execute(sa.select(decisions.c.number, decisions.c.reason)).all():
        reason = mask.mask(row.reason, mask.traces)
        if reason != row.reason:
            counts["decisions"] += 1
            connection.execute(decisions.update().where(decisions.c.number == row.number).values(reason=reason))


def warnings(connection: Connection, erased: Erased, watched: AbstractSet[int]) -> dict[tuple[int, str], Issue]:
    """What to tell whoever imported rows that name a forgotten person, as :class:`ingest.builder.Builder` lists it."""
    listed: dict[tuple[int, str], Issue] = {}
    wanted = sa.select(sources).where(sources.c.id.in_(watched)).order_by(sources.c.id)
    for source in connection.execute(wanted):
        for (content, sheet, row), stub in erased.rows.items():
            if content == source.content_id:
                message = (
                    f"这一行写的人已于 {forgotten_on(connection, stub)[:10]} 按要求删除，图谱里只显示「{stub}」，"
                    "个人信息没有留存；请从台账里删去此人。"
                )
                listed[source.id, f"{sheet} {row} {message}"] = Issue(
                    Severity.WARNING, source.name, Place(sheet, row), message
                )
    return listed


def erase_former_view(connection: Connection, traces: Sequence[Trace]) -> None:
    """Empty what the view keeps of what is gone: nothing is asked for but ids and who a person was."""
    codes, stubs = {each for trace in traces for each in trace.codes}, {trace.name: trace.stub for trace in traces}
    person = node_table.c.kind == "Person"
    gone = node_table.c.alive.is_(False)
    connection.execute(edge_table.update().where(edge_table.c.alive.is_(False)).values(properties="{}"))
    connection.execute(node_table.update().where(gone, ~person).values(properties="{}"))
    for row in connection.execute(sa.select(node_table.c.id, node_table.c.properties).where(gone, person)).all():
        name = str(decode(row.properties)["name"])
        stub = stubs.get(same_name(name), traces[0].stub if row.id in codes else name)
        bare = node_table.update().where(person, node_table.c.id == row.id)
        connection.execute(bare.values(properties=encode({"name": stub})))


def _note_residue(connection: Connection) -> None:
    if connection.scalar(sa.select(facts.c.value).where(facts.c.name == _RESIDUE)) is None:
        connection.execute(facts.insert().values(name=_RESIDUE, value="1"))


def sweep(engine: Engine) -> bool:
    """Write the database anew without the unused parts of its files, in which erased text may still lie.

    Cheap when nothing was erased since the last time. Databases other than SQLite do this themselves.

    Returns:
        Whether nothing is left; False while somebody else reads the register.
    """
    with reading(engine) as connection:
        if connection.scalar(sa.select(facts.c.value).where(facts.c.name == _RESIDUE)) is None:
            return True
    if engine.dialect.name == "sqlite" and not _rewritten(engine):
        return False
    with writing(engine) as (connection, _):
        connection.execute(facts.delete().where(facts.c.name == _RESIDUE))
    return True


def _rewritten(engine: Engine) -> bool:
    driver = engine.raw_connection()
    driver.detach()  # nobody else gets a connection that is so impatient
    try:
        cursor = driver.cursor()
        cursor.execute(f"PRAGMA busy_timeout={_PATIENCE_MS}")
        cursor.execute("VACUUM")  # not within a transaction, hence not by way of the engine's own connections
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError:
        return False
    finally:
        driver.close()
    return not busy
