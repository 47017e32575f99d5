"""Numbered rows that can be looked at before they are taken."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from ingest.normalise import Raw

Numbered = tuple[int, Sequence[Raw]]


class RowsAhead(Iterator[Numbered]):
    """Rows with their numbers in the spreadsheet, each given once."""

    def __init__(self, rows: Iterable[Numbered]) -> None:
        """Give ``rows`` in their order."""
        self._rows = iter(rows)
        self._ahead: deque[Numbered] = deque()

    def __next__(self) -> Numbered:
        """The next row."""
        return self._ahead.popleft() if self._ahead else next(self._rows)

    def back(self, row: Numbered) -> None:
        """Give ``row`` once more: it was not wanted."""
        self._ahead.appendleft(row)

    def peek(self, count: int) -> list[Numbered]:
        """The next ``count`` rows or as many as there are, without taking them."""
        self._ahead.extend(islice(self._rows, max(0, count - len(self._ahead))))
        return list(islice(self._ahead, count))
