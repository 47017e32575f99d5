"""Edges as they are stated, put aside on disk until all of them are known.

A national ledger states millions of edges, far more than should be in memory at once. They wait in a private temporary
database, which SQLite keeps in memory while they are few, and come back in groups: all that was said of one edge
together, oldest first.
"""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

_BATCH = 10_000


class Said(NamedTuple):
    """One statement of an edge: its type and key, both ends, fields and provenance as JSON, and where it was said."""

    type: str
    key: str
    start: str
    end: str
    fields: str
    provenance: str
    source_id: int
    sheet: str
    row: int | None


class Spool:
    """Statements of edges in the order in which they were made."""

    def __init__(self) -> None:
        """Open an empty spool; a database without a name vanishes with its connection."""
        # Filled by one thread and put in order by another, never by both at once.
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        columns = ", ".join(f'"{name}"' for name in Said._fields)
        self._database.execute(f"CREATE TABLE said ({columns})")
        self._database.execute("BEGIN")
        self._insert = f"INSERT INTO said VALUES ({', '.join('?' * len(Said._fields))})"  # noqa: S608 - no input
        self._waiting: list[Said] = []
        self.count = 0
        self._sorter = ThreadPoolExecutor(1)

    def add(self, said: Said) -> None:
        """Put one statement aside."""
        self._waiting.append(said)
        self.count += 1
        if len(self._waiting) == _BATCH:
            self._flush()

    def _flush(self) -> None:
        self._database.executemany(self._insert, self._waiting)
        self._waiting.clear()

    def sort(self) -> None:
        """Begin to put all that was added in order, outside Python's lock; nothing is added any more."""
        self._flush()
        ordered = 'SELECT * FROM said ORDER BY "type", "key", rowid'
        self._sorted = self._sorter.submit(self._database.execute, ordered)  # done when the first row is known

    def groups(self) -> Iterator[list[Said]]:
        """What was said of each edge, oldest first, once :meth:`sort` was begun; ordered by type and key."""
        rows = map(Said._make, self._sorted.result())
        group: list[Said] = []
        for said in rows:  # written out, as itertools.groupby takes twice the time for groups of one
            if group and (said.key != group[0].key or said.type != group[0].type):
                yield group
                group = []
            group.append(said)
        if group:
            yield group

    def close(self) -> None:
        """Let go of everything."""
        self._sorter.shutdown()
        self._database.close()
