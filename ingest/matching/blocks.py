"""Which pairs are worth comparing: those that share a key, so that nobody compares everything with everything."""

from array import array
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

Pairs = npt.NDArray[np.int64]  # one pair a row, the lower first; rows are ordered and differ

_NEAR = 40  # a thing is compared with at most so many others of the same key
_RAREST = 4  # pairs of characters by which a long name is looked up
_CHUNK = 500_000  # pairs measured at a time


def pairs(rows: Iterable[tuple[int, int]]) -> Pairs:
    """Pairs in any order, with or without repetition, as they are kept.

    >>> pairs([(2, 1), (1, 2), (3, 3)]).tolist()
    [[1, 2]]
    """
    return _unique(np.array(list(rows), dtype=np.int64).reshape(-1, 2))


def _unique(rows: Pairs) -> Pairs:
    rows = np.sort(rows[rows[:, 0] != rows[:, 1]], axis=1)
    size = int(rows.max(initial=0)) + 1
    numbered = np.sort(rows[:, 0] * size + rows[:, 1])  # sorting is several times faster than np.unique here
    numbered = numbered[np.flatnonzero(np.diff(numbered, prepend=-1))]
    return np.stack([numbered // size, numbered % size], axis=1)


def joined(*parts: Pairs) -> Pairs:
    """All pairs of several lists."""
    return _unique(np.concatenate(parts))


def pairs_within(keys: npt.NDArray[np.int64], members: npt.NDArray[np.int64], near: int = _NEAR) -> Pairs:
    """Pairs of members with the same key.

    Of a key that very many share, each member meets the ``near`` next ones only: such a key says little.

    >>> pairs_within(np.array([7, 9, 7, 7]), np.array([3, 2, 1, 3])).tolist()
    [[1, 3]]
    """
    order = np.lexsort((members, keys))
    keys, members = keys[order], members[order]
    found = [np.empty((0, 2), dtype=np.int64)]
    for step in range(1, near + 1):
        same = keys[step:] == keys[:-step]
        if not same.any():
            break
        found.append(np.stack([members[:-step][same], members[step:][same]], axis=1))
    return joined(*found)


def pairs_by(keys: Iterable[tuple[Hashable, int]], near: int = _NEAR) -> Pairs:
    """As :func:`pairs_within`, for keys of any kind."""
    numbers: dict[Hashable, int] = {}
    listed, members = array("q"), array("q")
    for key, member in keys:
        listed.append(numbers.setdefault(key, len(numbers)))
        members.append(member)
    return pairs_within(np.array(listed, dtype=np.int64), np.array(members, dtype=np.int64), near)


def written_alike(names: Sequence[str], hundredths: int) -> Pairs:
    """Positions of names that are alike by at least so many hundredths (normalised insertions and deletions)."""
    met = pairs_by(spelling_keys(names))
    kept = [np.empty((0, 2), dtype=np.int64)]
    for begin in range(0, len(met), _CHUNK):
        rows = met[begin : begin + _CHUNK]
        columns = ([names[at] for at in column.tolist()] for column in rows.T)
        ratios = process.cpdist(*columns, scorer=fuzz.ratio, score_cutoff=hundredths, dtype=np.float32)
        kept.append(rows[ratios >= hundredths])
    return np.concatenate(kept)


def spelling_keys(names: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Keys that names which differ in a character share, and that long names share which differ in more.

    The first are a name without one of its characters [1]_; the second its rarest pairs of characters.

    References:
        .. [1] W. Garbe, "1000x faster spelling correction", symmetric delete, 2012.
    """
    seen: defaultdict[str, int] = defaultdict(int)
    for name in names:
        for pair in _pairs_of_characters(name):
            seen[pair] += 1
    for member, name in enumerate(names):
        if len(name) > 1:
            yield name, member
            yield from ((name[:at] + name[at + 1 :], member) for at in range(len(name)))
        rarest = sorted(_pairs_of_characters(name), key=lambda pair: (seen[pair], pair))[:_RAREST]
        yield from ((f"\n{pair}", member) for pair in rarest)


def _pairs_of_characters(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(len(name) - 1)}
