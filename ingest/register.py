"""The register: the system of record of what each source said, when it was read, and which imports were taken back.

Nothing is ever overwritten here. An import adds sources, a source points to the content that was read, a content
holds its statements (one accepted row each) and its issues. What holds now follows from that: for every source name
the newest import that was not taken back. Hence a file read twice says the same thing once, a changed file replaces
what it said before, and ``undo`` brings the earlier state back exactly.
"""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, RootTransaction

from graph.errors import MengtuError
from graph.schema import fingerprint
from ingest.records import Cell, Issue, Place, Reading, Severity

metadata = sa.MetaData()
facts = sa.Table(
    "register",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)
imports = sa.Table(
    "imports",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("origin", sa.String, nullable=False),
    sa.Column("summary", sa.Text, nullable=False, default="{}"),
    sa.Column("undone_at", sa.String),
)
contents = sa.Table(
    "contents",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("digest", sa.String, nullable=False, index=True),
    sa.Column("reader", sa.String, nullable=False),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("accepted", sa.Integer, nullable=False),
)
sources = sa.Table(
    "sources",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("import_id", sa.ForeignKey("imports.id"), nullable=False, index=True),
    sa.Column("content_id", sa.ForeignKey("contents.id"), nullable=False),
    sa.Column("name", sa.String, nullable=False, index=True),
    sa.Column("path", sa.String, nullable=False),
)
statements = sa.Table(
    "statements",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("content_id", sa.ForeignKey("contents.id"), nullable=False),
    sa.Column("ledger", sa.String, nullable=False),
    sa.Column("sheet", sa.String, nullable=False),
    sa.Column("row", sa.Integer),
    sa.Column("cells", sa.Text, nullable=False),
    sa.Column("notes", sa.Text, nullable=False, default="{}"),
    sa.Index("statements_by_ledger", "content_id", "ledger"),
)
issues = sa.Table(
    "issues",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("content_id", sa.ForeignKey("contents.id"), nullable=False, index=True),
    sa.Column("severity", sa.String, nullable=False),
    sa.Column("sheet", sa.String, nullable=False),
    sa.Column("row", sa.Integer),
    sa.Column("column", sa.String, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
)


class RegisterError(MengtuError):
    """The register cannot be opened, or an import that does not exist is asked for."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One row a current source says, with the names under which it is quoted."""

    source_id: int
    source: str
    ledger: str
    place: Place
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One import in the history."""

    id: int
    at: str
    origin: str
    files: tuple[str, ...]
    summary: dict[str, Any]
    undone_at: str | None


def open_engine(url: str) -> Engine:
    """An engine on ``url`` with every table in place; SQLite runs in WAL mode so that readers never wait.

    Raises:
        RegisterError: the database cannot be opened or is none.
    """
    engine = sa.create_engine(url)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    try:
        metadata.create_all(engine)
        with engine.begin() as connection:
            if connection.scalar(sa.select(facts.c.value).where(facts.c.name == "id")) is None:
                first = {"id": uuid.uuid4().hex, "version": "0", "made_by": fingerprint()}
                connection.execute(facts.insert(), [{"name": name, "value": value} for name, value in first.items()])
    except sa.exc.DatabaseError as error:
        place = engine.url.database or engine.url.render_as_string()
        raise RegisterError(
            f"登记库「{place}」打不开或不是盟图的登记库，请检查路径，或换一个工作区（--home）。"
        ) from error
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by the listener above, not by the driver's guess
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA busy_timeout=30000")


def sqlite_url(home: Path) -> str:
    """Where a workspace keeps its register unless a shared database is named."""
    return f"sqlite:///{(home / 'register.sqlite').as_posix()}"


@contextmanager
def writing(engine: Engine) -> Iterator[tuple[Connection, RootTransaction]]:
    """One transaction that holds all it writes or nothing; a second writer waits."""
    with engine.connect() as connection, connection.begin() as transaction:
        # Taking the write lock first means a later step cannot fail on a lock after work was done.
        connection.execute(facts.update().where(facts.c.name == "version").values(value=facts.c.value))
        yield connection, transaction


def fact(connection: Connection, name: str) -> str:
    """A fact about the register itself: its ``id``, the ``version`` of its view, and the schema it was ``made_by``."""
    return str(connection.scalar(sa.select(facts.c.value).where(facts.c.name == name)))


def set_fact(connection: Connection, name: str, value: str) -> None:
    """Note a fact about the register itself."""
    connection.execute(facts.update().where(facts.c.name == name).values(value=value))


def add_import(connection: Connection, at: datetime, origin: str) -> int:
    """Open an import; ``origin`` is import, sample or demo. Returns its id."""
    added = connection.execute(
        imports.insert().values(at=at.isoformat(timespec="seconds"), origin=origin, summary="{}")
    )
    return _key_of(added)


def _key_of(added: sa.CursorResult[Any]) -> int:
    key = added.inserted_primary_key
    if key is None:  # pragma: no cover — every dialect gives it for a single row
        raise RegisterError("登记库没有返回新记录的编号，请检查数据库。")
    return int(key[0])


def note_summary(connection: Connection, import_id: int, summary: dict[str, Any]) -> None:
    """Keep what an import changed, for the history."""
    text = json.dumps(summary, ensure_ascii=False)
    connection.execute(imports.update().where(imports.c.id == import_id).values(summary=text))


def known_content(connection: Connection, digest: str) -> int | None:
    """The content already read from the same bytes, if any."""
    found: int | None = connection.scalar(sa.select(contents.c.id).where(contents.c.digest == digest).limit(1))
    return found


def add_content(connection: Connection, digest: str, reading: Reading) -> int:
    """Keep what a file said: its statements and its issues. Returns the content's id."""
    counted = {"rows": reading.rows, "accepted": len(reading.records)}
    added = connection.execute(contents.insert().values(digest=digest, reader=reading.reader, **counted))
    content_id = _key_of(added)
    rows = (
        {
            "content_id": content_id,
            "ledger": record.ledger,
            "sheet": record.place.sheet,
            "row": record.place.row,
            "cells": json.dumps(record.values, ensure_ascii=False),
            "notes": json.dumps(record.notes, ensure_ascii=False) if record.notes else "{}",
        }
        for record in reading.records
    )
    _insert_many(connection, statements, rows)
    found = (
        {
            "content_id": content_id,
            "severity": issue.severity.value,
            "sheet": issue.place.sheet,
            "row": issue.place.row,
            "column": issue.place.column,
            "message": issue.message,
        }
        for issue in reading.issues
    )
    _insert_many(connection, issues, found)
    return content_id


def _insert_many(connection: Connection, table: sa.Table, rows: Iterator[dict[str, Any]], size: int = 10_000) -> None:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            connection.execute(table.insert(), batch)
            batch = []
    if batch:
        connection.execute(table.insert(), batch)


def add_source(connection: Connection, import_id: int, content_id: int, name: str, path: Path) -> int:
    """Note that an import found ``content_id`` under ``name``. Returns the source's id."""
    values = {"import_id": import_id, "content_id": content_id, "name": name, "path": str(path)}
    return _key_of(connection.execute(sources.insert().values(**values)))


def content_facts(connection: Connection, content_id: int) -> tuple[str, int, int]:
    """Which reader read a content, how many rows it had and how many of them were accepted."""
    row = connection.execute(sa.select(contents).where(contents.c.id == content_id)).one()
    return str(row.reader), int(row.rows), int(row.accepted)


def content_issues(connection: Connection, content_id: int, file: str) -> list[Issue]:
    """The issues found when a content was read."""
    found = connection.execute(sa.select(issues).where(issues.c.content_id == content_id).order_by(issues.c.id))
    return [Issue(Severity(row.severity), file, Place(row.sheet, row.row, row.column), row.message) for row in found]


def _current_sources() -> sa.Select[Any]:
    """The newest source of every name among imports that hold."""
    newest = (
        sa.select(sa.func.max(sources.c.id))
        .join(imports, imports.c.id == sources.c.import_id)
        .where(imports.c.undone_at.is_(None))
        .group_by(sources.c.name)
    )
    return sa.select(sources.c.id, sources.c.name, sources.c.content_id).where(sources.c.id.in_(newest))


def current_statements(connection: Connection, ledger: str) -> Iterator[Statement]:
    """What every current source says in one ledger, oldest source first and in the order of its rows."""
    current = _current_sources().subquery()
    wanted = (
        sa.select(current.c.id, current.c.name, statements.c.sheet, statements.c.row, statements.c.cells)
        .join(statements, statements.c.content_id == current.c.content_id)
        .where(statements.c.ledger == ledger)
        .order_by(current.c.id, statements.c.id)
    )
    for row in connection.execution_options(yield_per=5_000).execute(wanted):
        yield Statement(row.id, row.name, ledger, Place(row.sheet, row.row), json.loads(row.cells))


def history(connection: Connection) -> list[ImportLine]:
    """Every import, oldest first."""
    files: dict[int, list[str]] = {}
    for row in connection.execute(sa.select(sources.c.import_id, sources.c.name).order_by(sources.c.id)):
        files.setdefault(row.import_id, []).append(row.name)
    return [
        ImportLine(row.id, row.at, row.origin, tuple(files.get(row.id, ())), json.loads(row.summary), row.undone_at)
        for row in connection.execute(sa.select(imports).order_by(imports.c.id))
    ]


def take_back(connection: Connection, import_id: int, at: datetime) -> None:
    """Mark an import as not holding any more.

    Raises:
        RegisterError: there is no such import, or it was taken back before.
    """
    row = connection.execute(sa.select(imports.c.undone_at).where(imports.c.id == import_id)).one_or_none()
    if row is None:
        raise RegisterError(f"没有编号为 {import_id} 的导入，请用 mengtu imports 查看导入历史。")
    if row.undone_at is not None:
        raise RegisterError(f"第 {import_id} 次导入已于 {row.undone_at} 撤销，不必再撤销。")
    stamp = at.isoformat(timespec="seconds")
    connection.execute(imports.update().where(imports.c.id == import_id).values(undone_at=stamp))
