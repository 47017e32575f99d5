"""The register's database: plain sentences when it fails, one writer at a time, readers that see one moment."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from ingest import database
from ingest.database import RegisterError, fact, insert_many, open_engine, reading, set_fact, sqlite_url, writing
from ingest.tables import node_table, snapshot
from tests.workbench import load_texts

STUDIO = "工作室名称|领衔人|所在单位\n{}|张一|东厂"


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_engine(sqlite_url(tmp_path))


def _truncate(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _overwrite(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)


def _foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE register (something)")


@pytest.mark.parametrize("spoil", [_truncate, _overwrite, _foreign])
def test_a_damaged_or_foreign_register_is_refused_in_one_sentence(tmp_path: Path, spoil: object) -> None:
    open_engine(sqlite_url(tmp_path)).dispose()
    path = tmp_path / "register.sqlite"
    for rest in (*tmp_path.glob("*-wal"), *tmp_path.glob("*-shm")):
        rest.unlink()
    assert callable(spoil)
    spoil(path)
    with pytest.raises(RegisterError, match=r"登记库「.*register.sqlite」打不开、已损坏或不是盟图的登记库"):
        open_engine(sqlite_url(tmp_path))


def test_an_empty_file_becomes_a_register(tmp_path: Path) -> None:
    (tmp_path / "register.sqlite").touch()
    with reading(open_engine(sqlite_url(tmp_path))) as connection:
        assert fact(connection, "version") == "0"


@pytest.mark.parametrize("url", ["nonsense", "sqlite", "nodb://x", "://", ""])
def test_an_address_that_means_nothing_is_refused_in_one_sentence(url: str) -> None:
    with pytest.raises(RegisterError, match="MENGTU_REGISTER"):
        open_engine(url)


def test_a_folder_in_place_of_the_register_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "register.sqlite").mkdir()
    with pytest.raises(RegisterError, match="打不开"):
        open_engine(sqlite_url(tmp_path))


def test_two_programs_may_begin_a_register_at_the_same_moment(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        engines = list(pool.map(open_engine, [sqlite_url(tmp_path)] * 8))
    ids = set()
    for engine in engines:
        with reading(engine) as connection:
            ids.add(fact(connection, "id"))
    assert len(ids) == 1


def test_a_writer_that_waited_in_vain_is_told_so(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_PATIENCE", 0)
    impatient = open_engine(sqlite_url(tmp_path))
    with (
        writing(engine),
        pytest.raises(RegisterError, match="正被另一个导入占用"),
        writing(impatient),
    ):
        pass


def test_what_fails_half_way_leaves_nothing(engine: Engine) -> None:
    def fail_half_way() -> None:
        with writing(engine) as (connection, _):
            set_fact(connection, "version", "7")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    with reading(engine) as connection:
        assert fact(connection, "version") == "0"


def test_a_reader_sees_one_moment_while_another_import_is_written(engine: Engine, tmp_path: Path) -> None:
    load_texts(engine, tmp_path, {"甲": STUDIO.format("甲工作室")})
    with snapshot(engine) as tables:
        load_texts(engine, tmp_path, {"乙": STUDIO.format("乙工作室")})
        names = [node.fields()["name"] for node in tables.nodes("Studio")]
        assert (tables.version, names) == (1, ["甲工作室"])
    with snapshot(engine) as tables:
        assert tables.version == 2


@pytest.mark.parametrize("many", [0, 1, 99, 100, 101, 350])
def test_any_number_of_rows_is_inserted_with_what_they_have_in_common(engine: Engine, many: int) -> None:
    rows = [("Studio", f"S{number:06}", f'{{"name":"甲\'{number}"}}') for number in range(many)]
    with writing(engine) as (connection, _):
        insert_many(connection, node_table, rows, version=7, alive=True)
    with reading(engine) as connection:
        kept = connection.execute(sa.select(node_table).order_by(node_table.c.id)).all()
    assert [tuple(row) for row in kept] == [(*row, 7, True) for row in rows]


def test_a_register_of_the_usual_pages_goes_on_with_them_and_a_new_one_has_larger(tmp_path: Path) -> None:
    older, new = tmp_path / "older", tmp_path / "new"
    for folder in (older, new):
        folder.mkdir()
    with sqlite3.connect(older / "register.sqlite") as written:
        written.execute("PRAGMA page_size=4096")
        written.execute("CREATE TABLE facts (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)")
    sizes = []
    for folder in (older, new):
        with closing(open_engine(sqlite_url(folder)).raw_connection()) as connection:
            sizes.append(connection.cursor().execute("PRAGMA page_size").fetchone()[0])
    assert sizes == [4096, 16384]
