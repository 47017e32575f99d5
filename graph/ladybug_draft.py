"""A Ladybug file in the making: filled from the register's tables, or while the register itself is being written."""

import shutil
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock

import pyarrow as pa

from graph.ladybug_build import Filling, refusal_told
from graph.store import Published, Stamp, StoreError

FILE = "graph.lbug"
UNFINISHED = "building-"
ADDRESS_SPACE_BYTES = 64 << 30  # the default reserves 8 TiB, which small containers refuse
_BUILD_POOL_BYTES = 4 << 30  # a ceiling; the process peaked at 1.7 GB with a million nodes and two million edges
_MOST_WAITING = 2  # batches of rows that wait to be taken


class Building:
    """A database file in a folder of its own, in which nothing else is left when it is done."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        """Begin an empty database.

        Args:
            folder: of the store; the new one is made in it.
            threads: how many threads copy rows; 0 leaves it to the engine.

        Raises:
            StoreError: the disk or the engine refuses.
        """
        import ladybug  # noqa: PLC0415 - only the store, which asks for buildings, knows whether this machine has it

        with refusal_told():
            self.folder = Path(mkdtemp(prefix=UNFINISHED, dir=folder))
        self._sheets = self.folder / "sheets"
        self._opened = ExitStack()
        try:
            with refusal_told():
                self._sheets.mkdir()
                database = ladybug.Database(
                    self.folder / FILE, buffer_pool_size=_BUILD_POOL_BYTES, max_db_size=ADDRESS_SPACE_BYTES
                )
                self._opened.enter_context(database)
                self._connection = self._opened.enter_context(ladybug.Connection(database, num_threads=threads))
            self.filling = Filling(self._sheets, self._execute)
        except BaseException:
            self._opened.close()
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def _execute(self, statement: str) -> None:
        with refusal_told():
            self._connection.execute(statement)

    def end(self) -> Published:
        """Complete the file; how much it holds.

        Raises:
            StoreError: the disk or the engine refuses.
        """
        published = self.filling.finish()
        self._execute("CHECKPOINT")
        self._opened.close()
        shutil.rmtree(self._sheets)
        return published

    def drop(self) -> None:
        """Let go of it, complete or not; what was not moved elsewhere is gone."""
        self.filling.close()
        self._opened.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class LadybugDraft:
    """A building that takes rows in a thread of its own, so that whoever gives them goes on meanwhile.

    What the disk or the engine refuses breaks it for good: it is never finished, and the graph is built from the
    register as always.
    """

    def __init__(self, folder: Path) -> None:
        """Begin it in the store's folder.

        Raises:
            StoreError: the disk or the engine refuses.
        """
        self.building = Building(folder, threads=1)  # whoever gives the rows takes the other core
        self.stamp: Stamp | None = None
        self.published = Published(0, 0, 0)
        self._worker = ThreadPoolExecutor(1)
        self._waiting: deque[Future[None]] = deque()
        self._broken = False
        self._dropping = Lock()
        self.is_over = False  # nobody will finish it any more

    def nodes(self, kind: str, ids: pa.StringArray, properties: pa.StringArray) -> None:
        """Take nodes of one kind: their ids, and their properties as JSON."""
        filling = self.building.filling
        self._take(lambda: filling.nodes(kind, ids, properties))

    def edges(self, edge_type: str, ids: pa.StringArray, properties: pa.StringArray) -> None:
        """Take edges of one type, ordered by id, once all nodes were taken."""
        filling = self.building.filling
        self._take(lambda: filling.edges(edge_type, ids, properties))

    def no_more(self) -> None:
        """Every row was given: what is left to do may begin."""
        self._take(self.building.filling.no_more)

    def _take(self, take: Callable[[], None]) -> None:
        self._wait(_MOST_WAITING)
        if not self._broken:
            self._waiting.append(self._worker.submit(take))

    def _wait(self, most: int) -> None:
        while len(self._waiting) > most and not self._broken:
            self._note(self._waiting.popleft().result)

    def _note(self, end: Callable[[], None]) -> None:
        try:
            end()
        except StoreError:
            self._broken = True

    def finish(self, stamp: Stamp) -> None:
        """Nothing more comes: this is the graph of ``stamp``."""
        self._wait(0)
        if not self._broken:
            self._note(self._end)
        if self._broken:
            self.drop()
        else:
            self.stamp = stamp

    def _end(self) -> None:
        self.published = self.building.end()

    def drop(self) -> None:
        """Let go of it; what was not moved elsewhere is gone."""
        with self._dropping:
            if not self.is_over:
                self.is_over = True
                self._worker.shutdown(cancel_futures=True)
                self.building.drop()
