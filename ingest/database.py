"""The database under the register: opening it, one writer at a time, readers that see one moment, and plain errors."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Connection, Engine, RootTransaction

from graph.batches import batches
from graph.errors import MengtuError
from graph.schema import fingerprint

metadata = sa.MetaData()
facts = sa.Table(
    "register",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)

# Ids are compared byte by byte on every database, so that two ordered streams can be merged.
Id = sa.String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")

_PATIENCE = 30  # seconds a writer waits for another one
_CACHE_KIB = 1 << 14  # of SQLite's pages in memory; with its own 2 MB a national view takes a fifth longer to write
_BATCH = 20_000  # rows sent to the database at a time
_PAGE_BYTES = 1 << 14  # of a new SQLite database; with its usual 4 KiB a national view takes a third longer to write
_AT_ONCE = 100  # rows inserted by one statement; SQLite before 3.32 allows it 999 values


class RegisterError(MengtuError):
    """The register cannot be opened, is busy or damaged, or an import that does not exist is asked for."""


def sqlite_url(home: Path) -> str:
    """Where a workspace keeps its register unless a shared database is named."""
    return f"sqlite:///{(home / 'register.sqlite').as_posix()}"


def open_engine(url: str) -> Engine:
    """An engine on ``url`` with every table in place; SQLite runs in WAL mode so that readers never wait.

    Raises:
        RegisterError: the database cannot be opened or is none.
    """
    try:
        engine = sa.create_engine(url)
    except (sa.exc.ArgumentError, ImportError) as error:
        raise RegisterError(
            f"登记库地址「{url}」不能用，请检查 MENGTU_REGISTER；例如 sqlite:////数据/register.sqlite，"
            "或装好驱动后用 postgresql+psycopg://主机/库名。"
        ) from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    with plainly(engine), engine.connect().execution_options(writes=True) as connection, connection.begin():
        metadata.create_all(connection)
        if connection.scalar(sa.select(facts.c.value).where(facts.c.name == "id")) is None:
            first = {"id": uuid.uuid4().hex, "version": "0", "made_by": fingerprint()}
            connection.execute(facts.insert(), [{"name": name, "value": value} for name, value in first.items()])
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by the listener below, not by the driver's guess
    connection.execute(f"PRAGMA busy_timeout={_PATIENCE * 1000}")
    connection.execute(f"PRAGMA page_size={_PAGE_BYTES}")  # before anything is written
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute(f"PRAGMA cache_size={-_CACHE_KIB}")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: a later step then cannot fail on it after work was done.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def plainly(engine: Engine) -> Iterator[None]:
    """Turn what a database says when it is busy, full or damaged into one sentence for the person who waits."""
    try:
        yield
    except sa.exc.DatabaseError as error:
        place = engine.url.database or engine.url.render_as_string()
        raise RegisterError(_sentence(place, str(error.orig).lower())) from error


def _sentence(place: str, said: str) -> str:
    if "locked" in said or "busy" in said or "timeout" in said:
        return f"登记库「{place}」正被另一个导入占用，等了 {_PATIENCE} 秒仍未空出，请等它结束后再试；没有改动任何内容。"
    if "full" in said or "disk i/o" in said:
        return f"登记库「{place}」写不进去，磁盘可能已满或出错，请腾出空间后再试；没有改动任何内容。"
    if "readonly" in said or "read-only" in said:
        return f"登记库「{place}」是只读的，请检查文件权限，或换一个工作区（--home）。"
    return f"登记库「{place}」打不开、已损坏或不是盟图的登记库，请检查路径，或换一个工作区（--home）。"


@contextmanager
def writing(engine: Engine) -> Iterator[tuple[Connection, RootTransaction]]:
    """One transaction that holds all it writes or nothing; a second writer waits.

    Raises:
        RegisterError: another writer does not finish, or the database is full or damaged.
    """
    with plainly(engine), engine.connect().execution_options(writes=True) as connection:
        if engine.dialect.name != "sqlite":
            connection = connection.execution_options(isolation_level="SERIALIZABLE")  # noqa: PLW2901
        with connection.begin() as transaction:
            # Every other database locks by row: the row all writers change first is their turnstile.
            connection.execute(facts.update().where(facts.c.name == "version").values(value=facts.c.value))
            yield connection, transaction


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One moment of the register: whatever is written meanwhile is not seen.

    Raises:
        RegisterError: the database is damaged.
    """
    with plainly(engine), engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")  # noqa: PLW2901
        with connection.begin():
            yield connection


def fact(connection: Connection, name: str) -> str:
    """A fact about the register itself: its ``id``, the ``version`` of its view, and the schema it was ``made_by``."""
    return str(connection.scalar(sa.select(facts.c.value).where(facts.c.name == name)))


def set_fact(connection: Connection, name: str, value: str) -> None:
    """Note a fact about the register itself."""
    connection.execute(facts.update().where(facts.c.name == name).values(value=value))


def insert_many(connection: Connection, table: sa.Table, rows: Iterable[Sequence[Any]], **same: Any) -> None:
    """Insert rows given as tuples in the order of the table's columns, without a column that counts by itself.

    Args:
        connection: within a writing transaction.
        table: where to.
        rows: without the columns in ``same``.
        same: columns that have one value in all rows.
    """
    dialect = connection.dialect
    names = [column.name for column in table.columns if column.autoincrement is not True and column.name not in same]
    values = {name: _written(value, dialect) for name, value in same.items()}
    one = str(table.insert().inline().values(values).compile(dialect=dialect, column_keys=[*names, *same]))
    if not dialect.positional:
        _run_many(connection, one, names, rows)
        return
    # SQLite takes half the time when a statement brings many rows; and Python's lock, which its driver takes and gives
    # back at every statement, is left to others longer.
    _, _, row = one.rpartition(" VALUES ")
    many = f"{one}{f', {row}' * (_AT_ONCE - 1)}"
    for batch in batches(rows, _AT_ONCE):
        if len(batch) == _AT_ONCE:
            connection.exec_driver_sql(many, tuple(chain.from_iterable(batch)))
        else:
            _run_many(connection, one, names, batch)


def _written(value: Any, dialect: sa.Dialect) -> sa.ColumnElement[Any]:
    """A value as it is written within a statement."""
    return sa.literal_column(str(sa.literal(value).compile(dialect=dialect, compile_kwargs={"literal_binds": True})))


def delete_many(connection: Connection, table: sa.Table, keys: Iterable[Sequence[Any]]) -> None:
    """Delete rows by their primary keys, given as tuples."""
    columns = list(table.primary_key.columns)
    statement = table.delete().where(*(column == sa.bindparam(column.name) for column in columns))
    names = [column.name for column in columns]
    _run_many(connection, str(statement.compile(dialect=connection.dialect)), names, keys)


def _run_many(connection: Connection, statement: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    # A million rows spend more time in SQLAlchemy's handling of named parameters than in the database.
    positional = connection.dialect.positional
    for batch in batches(rows, _BATCH):
        values: Any = batch if positional else [dict(zip(names, row, strict=True)) for row in batch]
        connection.exec_driver_sql(statement, values)
