"""Long streams of rows in pieces that fit in memory."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

_Row = TypeVar("_Row")


def batches(rows: Iterable[_Row], size: int) -> Iterator[list[_Row]]:
    """The same rows, ``size`` at a time; the last list may be shorter, none is empty."""
    stream = iter(rows)
    while batch := list(islice(stream, size)):
        yield batch
