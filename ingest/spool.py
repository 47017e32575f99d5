"""Edges as they are stated, put aside on disk until all of them are known.

A national ledger states millions of edges, far more than should be in memory at once. They wait in private files, one
for each type of edge, and come back ordered by key, all that was said of one edge together, oldest first.
"""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from mmap import ACCESS_READ, mmap
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph.errors import MengtuError
from ingest.files import reason

Indices = np.ndarray[Any, np.dtype[np.int64]]

_BATCH = 5_000  # statements of one type held in memory before they go to its file
_BLOCK = 20_000  # edges that come back at a time


class SpoolError(MengtuError):
    """There is no room to put edges aside."""


class Said(NamedTuple):
    """One statement of an edge: its key, both ends, fields and provenance as JSON, and where it was said."""

    key: str
    start: str
    end: str
    fields: str
    provenance: str
    source_id: int
    sheet: str
    row: int | None


# The same as it is put aside: with the number of its provenance.
Row = tuple[str, str, str, str, int, int, str, int | None]

_WORDED = Said._fields.index("provenance")
# Of the provenance, which all edges of one row share, the file holds the number.
_NUMBERS = {"provenance": pa.int32(), "source_id": pa.int32(), "row": pa.int32()}
_COLUMNS = pa.schema([(name, _NUMBERS.get(name, pa.string())) for name in Said._fields])


class Block(NamedTuple):
    """Statements of some edges, with the columns of :class:`Said`, and where those of each edge begin.

    ``begins`` ends with the number of statements.
    """

    statements: pa.Table
    begins: Indices

    def said(self, begin: int, end: int) -> list[Said]:
        """Some of the statements, oldest first."""
        columns = self.statements.slice(begin, end - begin).columns
        return [Said(*row) for row in zip(*(column.to_pylist() for column in columns), strict=True)]


@dataclass(slots=True)
class _Heap:
    """Statements of one type of edge, in a file of their own."""

    file: IO[bytes]
    waiting: list[Row] = field(default_factory=list)
    written: int = 0
    _writer: Any = None

    def add(self, said: Row) -> None:
        self.waiting.append(said)
        if len(self.waiting) == _BATCH:
            self._flush()

    @property
    def size(self) -> int:
        """How many statements there are."""
        return self.written + len(self.waiting)

    def _flush(self) -> None:
        with _room():
            if self._writer is None:
                self._writer = pa.ipc.new_file(self.file, _COLUMNS)
            columns = zip(*self.waiting, strict=True)
            arrays = [pa.array(column, kind) for column, kind in zip(columns, _COLUMNS.types, strict=True)]
            self.written += len(self.waiting)
            self._writer.write_batch(pa.record_batch(arrays, schema=_COLUMNS))
        self.waiting.clear()

    def sorted(self) -> "_Sorted":
        """All of them, read from the file as they are needed, with their order by key, which is stable."""
        if self.waiting:
            self._flush()
        with _room():
            self._writer.close()
            self.file.flush()
            mapped = mmap(self.file.fileno(), 0, access=ACCESS_READ)
        table = pa.ipc.open_file(pa.py_buffer(mapped)).read_all()
        keys = pa.chunked_array(table.column("key")).combine_chunks()
        order = pc.sort_indices(keys)
        keys = keys.take(order)
        differs = pc.not_equal(keys.slice(1), keys.slice(0, len(keys) - 1)).to_numpy(zero_copy_only=False)
        return _Sorted(table, order, np.concatenate(([0], differs.nonzero()[0] + 1, [len(keys)])))


class _Sorted(NamedTuple):
    """Statements as they were made, their order by key, and where in that order those of each edge begin."""

    table: pa.Table
    order: pa.Array
    begins: Indices

    def blocks(self, wordings: pa.Array) -> Iterator[Block]:
        for first in range(0, len(self.begins) - 1, _BLOCK):
            begins = self.begins[first : first + _BLOCK + 1]
            rows = self.table.take(self.order.slice(begins[0], begins[-1] - begins[0]))
            rows = rows.set_column(_WORDED, "provenance", wordings.take(rows.column("provenance")))
            yield Block(rows, begins - begins[0])


@contextmanager
def _room() -> Iterator[None]:
    """Say in one sentence that the disk does not take what is put aside."""
    try:
        yield
    except OSError as error:
        raise SpoolError(
            f"临时文件写不进去（{reason(error)}），没有改动任何内容；请在系统临时文件夹所在的磁盘腾出空间后再试。"
        ) from error


class Spool:
    """Statements of edges of every type, in the order in which they were made.

    Their provenance is given once for many of them, by :meth:`word`.
    """

    def __init__(self) -> None:
        """Begin with nothing said."""
        self._files = ExitStack()
        self._heaps: dict[str, _Heap] = {}
        self._sorter = ThreadPoolExecutor(1)
        self._sorted: dict[str, Future[_Sorted]] = {}
        self._wordings: list[pa.Array] = []
        self._waiting: list[str] = []
        self._worded = 0
        self.count = 0

    def word(self, provenance: str) -> int:
        """Keep the provenance of the statements to come; the number they are added with."""
        self._waiting.append(provenance)
        if len(self._waiting) == _BATCH:
            self._wordings.append(pa.array(self._waiting, pa.string()))
            self._waiting.clear()
        self._worded += 1
        return self._worded - 1

    def add(self, edge_type: str, said: Row) -> None:
        """Put one statement aside.

        Raises:
            SpoolError: the disk is full.
        """
        heap = self._heaps.get(edge_type)
        if heap is None:
            with _room():
                # Without a name, so that nothing outlives an import that was killed.
                file = self._files.enter_context(TemporaryFile())  # noqa: SIM115 - closed with the others
            heap = self._heaps[edge_type] = _Heap(file)
        heap.add(said)
        self.count += 1

    def sort(self) -> None:
        """Begin to put all that was added in order, outside Python's lock; nothing is added any more."""
        for edge_type, heap in sorted(self._heaps.items(), key=lambda each: (-each[1].size, each[0])):
            self._sorted[edge_type] = self._sorter.submit(heap.sorted)

    def blocks(self) -> Iterator[tuple[str, Block]]:
        """The statements of one type of edge after the other, each ordered by key, once :meth:`sort` was begun.

        The largest comes first, so that what follows is given out while a graph still takes it in.

        Raises:
            SpoolError: the disk is full.
        """
        wordings = pa.concat_arrays([*self._wordings, pa.array(self._waiting, pa.string())])
        for pool in (pa.default_memory_pool(), pa.system_memory_pool()):
            pool.release_unused()  # what sorting took, and what everything before left on the heap
        for edge_type in list(self._sorted):
            for block in self._sorted.pop(edge_type).result().blocks(wordings):
                yield edge_type, block

    def close(self) -> None:
        """Let go of everything."""
        self._sorter.shutdown(cancel_futures=True)
        self._sorted.clear()
        self._heaps.clear()
        self._files.close()
