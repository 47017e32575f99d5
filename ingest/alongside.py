"""The graph that is built while the register writes its view, where the view is so large that it is worth it."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from types import TracebackType
from typing import Self, TypeVar

from graph.store import Draft, Stamp
from ingest.tables import EdgeRow, NodeRow

_WORTH_IT = 200_000  # statements of edges; what is smaller is published in a few seconds anyway
_BATCH = 10_000  # rows given at a time

_Row = TypeVar("_Row", NodeRow, EdgeRow)


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
        if self._draft is not None:
            self._draft.drop()
            self._draft = None

    def expect(self, statements: int) -> None:
        """Begin a draft if that is worth it for a view of so many statements of edges."""
        self._draft = self._begin() if statements >= _WORTH_IT else None

    def nodes(self, rows: Iterable[NodeRow]) -> Iterator[NodeRow]:
        """The same nodes, ordered by kind and id."""
        draft = self._draft
        if draft is None:
            yield from rows
            return
        for batch in _batches(rows):
            for kind, alike in groupby(batch, itemgetter(0)):
                _, ids, properties = zip(*alike, strict=True)
                draft.nodes(kind, ids, properties)
            yield from batch

    def edges(self, rows: Iterable[EdgeRow]) -> Iterator[EdgeRow]:
        """The same edges, ordered by type and id."""
        draft = self._draft
        if draft is None:
            yield from rows
            return
        for batch in _batches(rows):
            for edge_type, alike in groupby(batch, itemgetter(0)):
                _, ids, starts, ends, properties = zip(*alike, strict=True)
                draft.edges(edge_type, ids, starts, ends, properties)
            yield from batch
        draft.no_more()

    def finish(self, stamp: Stamp) -> None:
        """The view of ``stamp`` is written and holds."""
        if self._draft is not None:
            self._draft.finish(stamp)
            self._draft = None


def _batches(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    stream = iter(rows)
    while batch := list(islice(stream, _BATCH)):
        yield batch
