"""The register: the system of record of what each source said, when it was read, and which imports were taken back.

Nothing is ever overwritten here. An import adds sources, a source points to the content that was read, a content
holds its statements (one accepted row each) and its issues. What holds now follows from that: for every source name
the newest import that was not taken back. Hence a file read twice says the same thing once, a changed file replaces
what it said before, and ``undo`` brings the earlier state back exactly.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from graph.schema import load_schema
from ingest.content import Content, Row
from ingest.database import RegisterError, insert_many, metadata
from ingest.jsontext import decode, encode
from ingest.privacy import masked, may_hide
from ingest.records import Cell, Issue, Place, Severity

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


ALL = range(2**31 - 1)  # ids, as far as PostgreSQL counts


class Statement(NamedTuple):
    """One row a current source says: its cells, where they stand, and how it vouches for them.

    Everything stated by it carries ``where`` and ``provenance``: what a row says of its own source, mostly nothing.
    """

    source_id: int
    source: str
    ledger: str
    place: Place
    cells: Mapping[str, Cell]
    where: str  # file, sheet and row, as a person quotes them
    provenance: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One import in the history."""

    id: int
    at: str
    origin: str
    files: tuple[str, ...]
    summary: dict[str, Any]
    undone_at: str | None


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
    text = encode(summary)
    connection.execute(imports.update().where(imports.c.id == import_id).values(summary=text))


def known_content(connection: Connection, digest: str) -> int | None:
    """The content already read from the same bytes, if any."""
    found: int | None = connection.scalar(sa.select(contents.c.id).where(contents.c.digest == digest).limit(1))
    return found


def add_content(connection: Connection, digest: str, content: Content) -> int:
    """Keep what a file said: its statements and its issues. Returns the content's id."""
    content_id = begin_content(connection, digest)
    add_statements(connection, content_id, content.statements)
    end_content(connection, content_id, content)
    return content_id


def begin_content(connection: Connection, digest: str) -> int:
    """Begin to keep what a file says. Returns the content's id."""
    nothing = {"reader": "", "rows": 0, "accepted": 0}
    return _key_of(connection.execute(contents.insert().values(digest=digest, **nothing)))


def add_statements(connection: Connection, content_id: int, rows: Iterable[Row]) -> None:
    """Keep statements of a content, in the order of the file."""
    insert_many(connection, statements, rows, content_id=content_id)


def end_content(connection: Connection, content_id: int, content: Content) -> None:
    """Keep what is known of a content besides its statements: how many there are, and its issues."""
    about = {"reader": content.reader, "rows": content.rows, "accepted": content.accepted}
    connection.execute(contents.update().where(contents.c.id == content_id).values(**about))
    found = (
        (issue.severity.value, issue.place.sheet, issue.place.row, issue.place.column, issue.message)
        for issue in content.issues
    )
    insert_many(connection, issues, found, content_id=content_id)


def drop_source(connection: Connection, source_id: int, content_id: int) -> None:
    """Let go of a source that this import has begun, and of its content."""
    connection.execute(sources.delete().where(sources.c.id == source_id))
    connection.execute(statements.delete().where(statements.c.content_id == content_id))
    connection.execute(contents.delete().where(contents.c.id == content_id))


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


def current_counts(connection: Connection) -> Counter[str]:
    """How many statements of every ledger the current sources make."""
    current = _current_sources().subquery()
    wanted = (
        sa.select(statements.c.ledger, sa.func.count().label("rows"))
        .join(current, statements.c.content_id == current.c.content_id)
        .group_by(statements.c.ledger)
    )
    return Counter({str(row.ledger): int(row.rows) for row in connection.execute(wanted)})


_PROVENANCE = {"出处": "source", "原文摘录": "quote", "核实情况": "verification"}


def last_statement(connection: Connection) -> int:
    """The id of the statement that was kept last; 0 where there is none."""
    return connection.scalar(sa.select(sa.func.max(statements.c.id))) or 0


def current_statements(
    connection: Connection, ledger: str, among: range = ALL, kept: range = ALL
) -> Iterator[Statement]:
    """What every current source says in one ledger, oldest source first and in the order of its rows.

    Private columns stay behind, and so do numbers of identity papers and telephones that were typed into free text.

    Args:
        connection: to the register.
        ledger: its name.
        among: ids of sources; others are passed over.
        kept: the same of statements.
    """
    private = [name for name, column in load_schema().ledgers[ledger].columns.items() if column.private]
    current = _current_sources().subquery()
    wanted = (
        sa.select(current.c.id, current.c.name, statements.c.sheet, statements.c.row, statements.c.cells)
        .join(statements, statements.c.content_id == current.c.content_id)
        .where(statements.c.ledger == ledger, *_within(current.c.id, among), *_within(statements.c.id, kept))
        .order_by(current.c.id, statements.c.id)
        .execution_options(yield_per=5_000)  # of the connection it would hold for what is written later too
    )
    found = connection.execute(wanted)
    stated: Mapping[str, str] = {}
    for source_id, name, sheet, row, written in chain.from_iterable(found.partitions()):
        place, cells = Place(sheet, row), decode(written)
        for column in private:
            cells.pop(column, None)
        if may_hide(cells.values()):
            cells = {column: _masked(cell) for column, cell in cells.items()}
        vouched = {field: str(cells[column]) for column, field in _PROVENANCE.items() if cells.get(column)}
        stated = stated if vouched == stated else vouched  # most rows of a source say the same, which is kept once
        yield Statement(source_id, name, ledger, place, cells, place.within(name), stated)


def _within(column: sa.ColumnElement[int], ids: range) -> Sequence[sa.ColumnElement[bool]]:
    return () if ids == ALL else (column >= ids.start, column < ids.stop)


def _masked(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return masked(cell)
    return [masked(part) for part in cell] if isinstance(cell, list) else cell


def said_by(connection: Connection, name: str) -> list[tuple[str, dict[str, Cell]]]:
    """The ledger and the cells of every row the current source of a name says, in their order."""
    current = _current_sources().subquery()
    wanted = (
        sa.select(statements.c.ledger, statements.c.cells)
        .join(current, statements.c.content_id == current.c.content_id)
        .where(current.c.name == name)
        .order_by(statements.c.id)
    )
    return [(row.ledger, decode(row.cells)) for row in connection.execute(wanted)]


def current_rows(connection: Connection, name: str) -> int:
    """How many rows the current source of a name has accepted; 0 when there is none."""
    current = _current_sources().subquery()
    wanted = sa.select(contents.c.accepted).join(current, current.c.content_id == contents.c.id)
    return connection.scalar(wanted.where(current.c.name == name)) or 0


def history(connection: Connection) -> list[ImportLine]:
    """Every import, oldest first."""
    files: dict[int, list[str]] = {}
    for row in connection.execute(sa.select(sources.c.import_id, sources.c.name).order_by(sources.c.id)):
        files.setdefault(row.import_id, []).append(row.name)
    return [
        ImportLine(row.id, row.at, row.origin, tuple(files.get(row.id, ())), decode(row.summary), row.undone_at)
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
