"""Nodes and edges as they are stated, put aside on disk until all of them are known.

A national ledger states millions, far more than should be in memory at once. They wait in private files, one for each
kind of node and type of edge, and come back in order, all that was said of one together, oldest first.
"""

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
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
from graph.memory import give_back
from graph.model import ID_LENGTH
from ingest.files import reason
from ingest.said import Said

Indices = np.ndarray[Any, np.dtype[np.int64]]

_BATCH = 5_000  # statements of one group held in memory before they go to its file
_BLOCK = 10_000  # nodes or edges that come back at a time


class SpoolError(MengtuError):
    """There is no room to put statements aside."""


# The same as it is put aside: what all of one row of a ledger share is kept once, and the file holds its number.
Row = tuple[str, str, bool, int]
_COLUMNS = pa.schema([("id", pa.string()), ("fields", pa.string()), ("registers", pa.bool_()), ("said_by", pa.int32())])
_SHARED = pa.schema(
    [("provenance", pa.string()), ("source_id", pa.int32()), ("sheet", pa.string()), ("row", pa.int32())]
)


class Block(NamedTuple):
    """Statements of some nodes or edges, where those of each begin, and the rows by which they were said.

    ``statements`` have the first columns of :class:`Said` and the number of the row in ``rows``, which has the others;
    ``begins`` ends with the number of statements.
    """

    statements: pa.Table
    begins: Indices
    rows: pa.Table

    def said(self, begin: int, end: int) -> list[Said]:
        """Some of the statements, oldest first."""
        *own, said_by = self.statements.slice(begin, end - begin).columns
        columns = (*own, *self.rows.take(said_by).columns)
        return [Said(*row) for row in zip(*(column.to_pylist() for column in columns), strict=True)]


@dataclass(slots=True)
class _Heap:
    """Statements of one kind of node or type of edge, in a file of their own."""

    file: IO[bytes]
    single: bool  # a start has one edge of the type, whatever its end
    waiting: list[Row] = field(default_factory=list)
    written: int = 0
    _writer: Any = None

    @property
    def size(self) -> int:
        """How many statements there are."""
        return self.written + len(self.waiting)

    def flush(self) -> None:
        with _room():
            if self._writer is None:
                self._writer = pa.ipc.new_file(self.file, _COLUMNS)
            self.written += len(self.waiting)
            self._writer.write_batch(_batch(self.waiting, _COLUMNS))
        self.waiting.clear()

    def sorted(self) -> "_Sorted":
        """All of them with their order by id, or by start; it is stable."""
        if self.waiting:
            self.flush()
        with _room():
            self._writer.close()
            self.file.flush()
            mapped = mmap(self.file.fileno(), 0, access=ACCESS_READ)
        # Of many chunks Arrow would put all together again for every block that is taken out of them.
        table = pa.ipc.open_file(pa.py_buffer(mapped)).read_all().combine_chunks()
        ids = table.column("id").chunk(0)
        keys = pc.utf8_slice_codeunits(ids, 0, ID_LENGTH) if self.single else ids
        order = pc.sort_indices(keys)
        keys = keys.take(order)
        differs = pc.not_equal(keys.slice(1), keys.slice(0, len(keys) - 1)).to_numpy(zero_copy_only=False)
        return _Sorted(table, order, np.concatenate(([0], differs.nonzero()[0] + 1, [len(keys)])))


class _Sorted(NamedTuple):
    """Statements as they were made, their order by key, and where in that order those of each key begin."""

    table: pa.Table
    order: pa.Array
    begins: Indices

    def blocks(self, rows: pa.Table) -> Iterator[Block]:
        for first in range(0, len(self.begins) - 1, _BLOCK):
            begins = self.begins[first : first + _BLOCK + 1]
            statements = self.table.take(self.order.slice(begins[0], begins[-1] - begins[0]))
            yield Block(statements, begins - begins[0], rows)


def _batch(rows: Sequence[tuple[Any, ...]], schema: pa.Schema) -> pa.RecordBatch:
    columns = zip(*rows, strict=True)
    return pa.record_batch([pa.array(each, kind) for each, kind in zip(columns, schema.types, strict=True)], schema)


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
    """Statements of nodes and edges, each kind or type apart, in the order in which they were made.

    What all statements of one row share is given once, by :meth:`row`.
    """

    def __init__(self, single: AbstractSet[str]) -> None:
        """Begin with nothing said; ``single`` are the types of edges of which a start has one at most."""
        self._single = single
        self._files = ExitStack()
        self._heaps: dict[str, _Heap] = {}
        self._sorter = ThreadPoolExecutor(1)
        self._next: deque[str] = deque()  # groups that were not given yet, of which the first is put in order
        self._sorted: Future[_Sorted] = Future()
        self._rows: list[pa.RecordBatch] = []
        self._waiting: list[tuple[str, int, str, int | None]] = []
        self._shared = _SHARED.empty_table()  # all rows, once nothing is added any more

    def row(self, provenance: str, source_id: int, sheet: str, row: int | None) -> int:
        """Keep by what row the statements to come are said; the number they are added with."""
        if len(self._waiting) == _BATCH:
            self._rows.append(_batch(self._waiting, _SHARED))
            self._waiting.clear()
        self._waiting.append((provenance, source_id, sheet, row))
        return len(self._rows) * _BATCH + len(self._waiting) - 1

    def add(self, group: str, said: Row) -> None:
        """Put one statement of a kind of node or type of edge aside.

        Raises:
            SpoolError: the disk is full.
        """
        heap = self._heaps.get(group) or self._begin(group)
        heap.waiting.append(said)
        if len(heap.waiting) == _BATCH:
            heap.flush()

    def _begin(self, group: str) -> _Heap:
        with _room():
            # Without a name, so that nothing outlives an import that was killed.
            file = self._files.enter_context(TemporaryFile())  # noqa: SIM115 - closed with the others
        heap = self._heaps[group] = _Heap(file, group in self._single)
        return heap

    def count(self, groups: Collection[str]) -> int:
        """How many statements there are of some kinds or types."""
        return sum(heap.size for group, heap in self._heaps.items() if group in groups)

    def sort(self, *parts: AbstractSet[str]) -> None:
        """Begin to put all that was added in order, one part after the other; nothing is added any more.

        Of each part the largest comes first, so that what follows is given out while a graph still takes it in.
        """
        last = [_batch(self._waiting, _SHARED)] if self._waiting else []
        self._shared = pa.Table.from_batches([*self._rows, *last], _SHARED).combine_chunks()
        self._rows.clear()
        self._waiting.clear()
        for part in parts:
            self._next += sorted(part & self._heaps.keys(), key=lambda group: (-self._heaps[group].size, group))
        self._sort_next()

    def _sort_next(self) -> None:
        """Put one more group in order, outside Python's lock. Not all at once: each takes memory until it was given."""
        if self._next:
            self._sorted = self._sorter.submit(self._heaps[self._next[0]].sorted)

    def blocks(self, groups: Collection[str]) -> Iterator[tuple[str, Block]]:
        """The statements of some kinds or types, one after the other, each in order, once :meth:`sort` was begun.

        Raises:
            SpoolError: the disk is full.
        """
        while self._next and self._next[0] in groups:
            group, ready = self._next.popleft(), self._sorted.result()
            self._sort_next()
            give_back()  # what sorting took, and what everything before left
            for block in ready.blocks(self._shared):
                yield group, block

    def close(self) -> None:
        """Let go of everything."""
        self._sorter.shutdown(cancel_futures=True)
        self._heaps.clear()
        self._files.close()
