"""The graph that is built while the register writes its view, where the view is so large that it is worth it."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from types import TracebackType
from typing import Self

from graph.store import Draft, Stamp, StoreError
from ingest.bulk import Bulk
from ingest.tables import Row

_WORTH_IT = 200_000  # statements of edges; what is smaller is published in a few seconds anyway
# Python's lock changes hands at every statement of SQLite and every column of Arrow. A thread that asks for it back
# waits 5 ms before the other is told to let go; nodes are written a quarter sooner when it waits less.
_USUAL, _IMPATIENT = sys.getswitchinterval(), 0.0003  # seconds


def nowhere() -> None:
    """No graph is built alongside."""


class Alongside:
    """Shows a draft of the graph what passes by on its way into the register.

    Left without :meth:`finish`, as after a failure or a trial, it drops the draft.
    """

    def __init__(self, begin: Callable[[], Draft | None] = nowhere) -> None:
        """Begin no draft yet; ``begin`` does, if it can."""
        self._begin = begin
        self._draft: Draft | None = None

    def __enter__(self) -> Self:
        """Until it is left."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Drop what was not finished."""
        self.drop()
        sys.setswitchinterval(_USUAL)

    def drop(self) -> None:
        """Let go of the draft, if there is one: the graph published before is the right one still."""
        if self._draft is not None:
            self._draft.drop()
            self._draft = None

    def expect(self, statements: int) -> None:
        """Begin a draft if that is worth it for a view of so many statements of edges."""
        if statements >= _WORTH_IT:
            with suppress(StoreError):  # publishing will say what the disk or the engine refuses
                self._draft = self._begin()
                sys.setswitchinterval(_IMPATIENT)

    def nodes(self, blocks: Iterable[Bulk]) -> Iterator[Row]:
        """The nodes of all blocks, each kind at once."""
        for block in blocks:
            if self._draft is not None:
                self._draft.nodes(*block)
            yield from block.rows()

    def edges(self, blocks: Iterable[Bulk]) -> Iterator[Row]:
        """The edges of all blocks, each type at once; they come last."""
        for block in blocks:
            if self._draft is not None:
                self._draft.edges(*block)
            yield from block.rows()
        if self._draft is not None:
            self._draft.no_more()

    def finish(self, stamp: Stamp) -> None:
        """The view of ``stamp`` is written and holds."""
        if self._draft is not None:
            self._draft.finish(stamp)
            self._draft = None
