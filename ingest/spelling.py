"""What things are found by besides their names: the pinyin of a name and its initials.

Those of a national view are spelled by a process of its own, while the view is written.
"""

import pickle
import subprocess
import sys
from collections.abc import Generator, Iterable, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from itertools import starmap
from typing import IO, Self, TypeVar

from ingest.guard import own_program

_WORTH_IT = 50_000  # nodes; fewer are spelled before another process has begun

Called = tuple[str, ...]  # a name, and whatever else something is found by; empty where there is no such
_Block = TypeVar("_Block")


def search_text(name: str, *others: str) -> str:
    """What a name is found by, in lower case: itself, other names, its pinyin and the initials of its pinyin.

    >>> search_text("李兵技能大师工作室")
    '李兵技能大师工作室 libingjinengdashigongzuoshi lbjndsgzs'
    """
    return " ".join(filter(None, (name, *others, *_spelled(name)))).lower()


@lru_cache(maxsize=1 << 16)
def _spelled(name: str) -> tuple[str, str]:
    """A name in pinyin, and the initials of its pinyin."""
    from pypinyin.seg import mmseg  # noqa: PLC0415 - its dictionaries take 56 MB, which a large import has beside it

    # The words of names repeat, so each is spelled once; they are cut where the library itself would cut them.
    syllables = [syllable for word in mmseg.seg.cut(name) for syllable in _syllables(word)]
    return "".join(syllables), "".join(syllable[0] for syllable in syllables)


@cache
def _syllables(word: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - as above

    return tuple(syllable for syllable in lazy_pinyin(word, errors="ignore") if syllable)


def spelled(
    blocks: Iterable[tuple[_Block, Sequence[Called]]], many: int
) -> Generator[tuple[_Block, Sequence[str]], None, None]:
    """Each block with the search texts of its names, in order.

    Args:
        blocks: each with its names; where there are many, those of one are spelled while the next is taken.
        many: about how many names there are in all.
    """
    if many < _WORTH_IT:
        yield from ((block, _texts(names)) for block, names in blocks)
        _spelled.cache_clear()
        return
    with _Aside() as aside:
        waiting: list[_Block] = []  # one, or none
        for block, names in blocks:
            texts = [aside.take() for _ in waiting]
            aside.hand(names)
            yield from zip(waiting, texts, strict=True)
            waiting = [block]
        yield from ((block, aside.take()) for block in waiting)


def _texts(names: Iterable[Called]) -> list[str]:
    return list(starmap(search_text, names))


class _Aside:
    """A process that spells names; what it cannot do, as on a machine without memory, is done here."""

    def __init__(self) -> None:
        self._names: Sequence[Called] = ()
        pipe = subprocess.PIPE
        command = own_program("ingest.spelling")
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)  # noqa: S603 - our own program
        self._ended = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.kill()
        with suppress(OSError):  # what was handed over may wait to be written still
            self._process.__exit__(None, None, None)

    def hand(self, names: Sequence[Called]) -> None:
        """Hand names over; those before have been taken."""
        self._names = names
        if self._process.stdin and not self._ended:
            try:
                pickle.dump(names, self._process.stdin)
                self._process.stdin.flush()
            except OSError:
                self._ended = True

    def take(self) -> list[str]:
        """The search texts of the names that were handed over."""
        if self._process.stdout and not self._ended:
            try:
                texts: list[str] = pickle.load(self._process.stdout)  # noqa: S301 - written by our own program
            except (EOFError, OSError, pickle.UnpicklingError):
                self._ended = True
            else:
                return texts
        return _texts(self._names)


def main(asked: IO[bytes], answers: IO[bytes]) -> None:
    """Spell what is asked until nobody asks any more."""
    while True:
        try:
            names: list[Called] = pickle.load(asked)  # noqa: S301 - written by our own program
        except EOFError:
            return
        pickle.dump(_texts(names), answers)
        answers.flush()


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
