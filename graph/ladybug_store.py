"""The embedded graph store: a Ladybug file that is built anew, checked, and swapped in; nobody ever writes into it.

Every build is a folder of its own and ``current.json`` says which one counts, because Windows cannot replace a database
file that somebody has open; replacing the small pointer works everywhere and is atomic. Readers notice at their next
query. Ladybug itself does not notice a damaged page, so the pointer carries a checksum of the file: what does not match
is as good as nothing, and the register can always build it again.

Optional text parameters are ``''``, never None: Ladybug cannot type a None in ``$p IS NULL OR …``.
"""

import os
import re
import shutil
import threading
import time
from collections.abc import Mapping
from decimal import Decimal
from hashlib import file_digest
from pathlib import Path
from typing import Annotated, Any
from weakref import WeakValueDictionary

from pydantic import ConfigDict, NonNegativeInt, StringConstraints, TypeAdapter
from pydantic.dataclasses import dataclass

from graph.ladybug_build import fill, refusal_told
from graph.ladybug_draft import ADDRESS_SPACE_BYTES, FILE, UNFINISHED, Building, LadybugDraft
from graph.model import Tables
from graph.queries import Query
from graph.store import Published, Row, Stamp, StoreError

try:
    import ladybug
except (ImportError, OSError):  # no wheel for this machine, or one that does not load
    ladybug = None  # type: ignore[assignment]

_POINTER = "current.json"
_FINISHED = "graph-"
_BUFFER_POOL_BYTES = 1 << 30  # a ceiling: 100,000 studios with 500,000 members need between 256 and 512 MB
_RETRY_AFTER_S = (0.0, 0.05, 0.2)  # an open that races a swap finds the new file at the next try
_ABANDONED_AFTER_S = 3600  # no build takes so long; an older one was killed


@dataclass(frozen=True, slots=True, config=ConfigDict(strict=True, extra="forbid"))
class _Pointer:
    """The contents of ``current.json``; what does not look so, or points out of the folder, is as good as none."""

    file: Annotated[str, StringConstraints(pattern=rf"^{_FINISHED}[0-9A-Za-z_]+/{re.escape(FILE)}$")]
    register: str
    version: NonNegativeInt
    checksum: str


_READER = TypeAdapter(_Pointer)

# One Database per file and process, however many stores and threads share it; gone when the last of them lets go.
_databases: WeakValueDictionary[Path, Any] = WeakValueDictionary()
_opening = threading.Lock()


class LadybugStore:
    """A graph store in a folder of the workspace, read by any number of threads and processes."""

    def __init__(self, folder: Path) -> None:
        """Use ``folder``, which is created by the first publish.

        Raises:
            StoreError: Ladybug does not run on this machine.
        """
        if ladybug is None:
            raise StoreError("这台电脑没有可用的 Ladybug 内嵌图库；请改用 Neo4j，例如 --store bolt://localhost:7687。")
        self._folder = folder.resolve()
        self._opened: tuple[_Pointer, Any] | None = None
        self._draft: LadybugDraft | None = None
        self._drafting = threading.Lock()

    @property
    def description(self) -> str:
        """Product, version and place."""
        return f"Ladybug {ladybug.__version__} · {self._folder}"

    def stamp(self) -> Stamp | None:
        """What the file holds, or None when there is no file or it is damaged."""
        opened = self._open()
        return Stamp(opened[0].register, opened[0].version) if opened else None

    def publish(self, tables: Tables, *, rebuild: bool = False) -> Published:
        """Build the graph into a new file and swap it in; until then, and if that fails, the earlier one answers.

        Raises:
            StoreError: the tables contradict themselves, or the disk refuses.
        """
        if not rebuild and self.stamp() == Stamp(tables.register, tables.version):
            return Published(0, 0, 0)
        with refusal_told():
            self._folder.mkdir(parents=True, exist_ok=True)
            earlier = list(self._folder.glob(f"{_FINISHED}*"))
        building, published = self._built(tables)
        try:
            with refusal_told():
                started = building.folder.stat().st_mtime
                finished = building.folder.rename(self._folder / building.folder.name.replace(UNFINISHED, _FINISHED, 1))
                self._point_to(finished / FILE, tables)
        finally:
            building.drop()
        self._opened = None
        abandoned = [old for old in self._folder.glob(f"{UNFINISHED}*") if _age(old, started) > _ABANDONED_AFTER_S]
        for old in (*earlier, *abandoned):
            shutil.rmtree(old, ignore_errors=True)  # on Windows a reader may have it open: the next publish tries again
        return published

    def _built(self, tables: Tables) -> tuple[Building, Published]:
        """The graph of the tables in a file: the draft if it is of them, else one that is filled from them now."""
        with self._drafting:
            draft = self._draft
            if draft is not None and draft.stamp is not None:
                self._draft = None
                if draft.stamp == Stamp(tables.register, tables.version):
                    return draft.building, draft.published
                draft.drop()
        building = Building(self._folder)
        try:
            fill(tables, building.filling)
            return building, building.end()
        except BaseException:
            building.drop()
            raise

    def draft(self) -> LadybugDraft | None:
        """Begin a graph that is filled while the register is written; None while another one is."""
        with self._drafting:
            if self._draft is not None and not self._draft.is_over:
                return None
            with refusal_told():
                self._folder.mkdir(parents=True, exist_ok=True)
            self._draft = LadybugDraft(self._folder)
            return self._draft

    def run(self, query: Query, parameters: Mapping[str, Any]) -> list[Row]:
        """Answer one named query; every call has its own connection, so threads do not wait for each other.

        Raises:
            StoreError: nothing is published here, or the engine refuses the query.
        """
        opened = self._open()
        if opened is None:
            raise StoreError(f"{self._folder} 中没有可用的图谱；请先运行 mengtu publish --rebuild。")
        given = {name: list(value) if isinstance(value, tuple) else value for name, value in parameters.items()}
        try:
            with ladybug.Connection(opened[1]) as connection:
                result = connection.execute(query.text_for("ladybug"), given)
                if isinstance(result, list):
                    raise StoreError(f"查询 {query.name} 含有多条语句；一个查询文件只写一条。")
                names = result.get_column_names()
                return [dict(zip(names, map(_plain, row), strict=True)) for row in result.get_all()]
        except RuntimeError as error:
            raise StoreError(f"查询 {query.name} 没有得到回答；请检查参数（{error}）。") from error

    def close(self) -> None:
        """Let go of the files."""
        self._opened = None
        with self._drafting:
            if self._draft is not None:
                self._draft.drop()
            self._draft = None

    def _open(self) -> tuple[_Pointer, Any] | None:
        for delay in _RETRY_AFTER_S:
            time.sleep(delay)
            pointer = self._pointer()
            if pointer is None:
                return None
            opened = self._opened
            if opened and opened[0] == pointer:
                return opened
            database = _database(self._folder / pointer.file, pointer.checksum)
            if database is not None:
                self._opened = (pointer, database)
                return self._opened
        return None

    def _pointer(self) -> _Pointer | None:
        try:
            pointer = _READER.validate_json((self._folder / _POINTER).read_bytes())
            inside = (self._folder / pointer.file).resolve().is_relative_to(self._folder)
        except (OSError, ValueError):
            return None
        return pointer if inside else None

    def _point_to(self, file: Path, tables: Tables) -> None:
        """Make ``file`` the one that counts, on disk before anybody can see it."""
        pointer = _Pointer(
            file=file.relative_to(self._folder).as_posix(),
            register=tables.register,
            version=tables.version,
            checksum=_checksum(file),
        )
        new = file.with_name(_POINTER)
        new.write_bytes(_READER.dump_json(pointer))
        for written in (file, new, file.parent):
            _flush(written)
        new.replace(self._folder / _POINTER)
        _flush(self._folder)


def _database(file: Path, checksum: str) -> Any:
    """The shared read-only database of ``file``, or None when the file is missing or not what was written."""
    with _opening:
        database = _databases.get(file)
        if database is not None:
            return database
        try:
            if _checksum(file) != checksum:
                return None
            database = ladybug.Database(
                file, read_only=True, buffer_pool_size=_BUFFER_POOL_BYTES, max_db_size=ADDRESS_SPACE_BYTES
            )
        except (RuntimeError, OSError):
            return None
        _databases[file] = database
        return database


def _checksum(file: Path) -> str:
    with file.open("rb") as opened:
        return file_digest(opened, "blake2b").hexdigest()


def _flush(path: Path) -> None:
    """Make sure a file or a folder's list of names is on the disk; Windows knows no handles of folders."""
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _age(folder: Path, now: float) -> float:
    """How many seconds before ``now`` the folder last changed; nothing when it is gone already."""
    try:
        return now - folder.stat().st_mtime
    except FileNotFoundError:
        return 0


def _plain(value: Any) -> Any:
    """The same value in the types every engine answers with: Ladybug gives sums of integers as Decimal."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value
