"""How far a long work has come: what is being done, and the share of the whole that is done."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Progress = Callable[[str, float], object]  # what is being done, and the share of the whole that is done, 0 to 1

REGISTERED = 0.8  # the share of an import after which the register is written; the graph that follows is the rest

_TOLD_EVERY = 2_000  # items
_Item = TypeVar("_Item")


def untold(_doing: str, _share: float) -> None:
    """Nobody wants to know."""


def part(progress: Progress, begin: float, end: float) -> Progress:
    """Progress of a part of the work: its own 0 to 1 is ``begin`` to ``end`` of the whole.

    >>> part(lambda doing, share: print(doing, share), 0.5, 1.0)("整理成员台账", 0.5)
    整理成员台账 0.75
    """
    return lambda doing, share: progress(doing, begin + (end - begin) * share)


def rising(progress: Progress) -> Progress:
    """Progress that never goes back, as where a work has to be begun again."""
    most = 0.0

    def tell(doing: str, share: float) -> None:
        nonlocal most
        most = max(most, share)
        progress(doing, most)

    return tell


def counted(items: Iterable[_Item], total: int, doing: str, progress: Progress) -> Iterator[_Item]:
    """The same items, telling now and then how many of ``total`` have been taken."""
    for number, item in enumerate(items):
        if not number % _TOLD_EVERY:
            progress(doing, min(number / max(total, 1), 1.0))
        yield item
