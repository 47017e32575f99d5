"""What a suggestion is: a score that is nothing but the sum of reasons, each a sentence that names its evidence."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import fsum
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

DIGITS = 4  # decimals of a reason's points
UNIT = 10**DIGITS

Group = Literal["familiar", "new"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence a planner can check: ``evidence`` holds the ids of what it names."""

    code: str
    points: float
    text: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A studio worth asking. ``score`` is exactly ``math.fsum`` of the points of ``reasons``."""

    rank: int
    id: str
    name: str
    score: float
    group: Group
    reasons: tuple[Reason, ...]


class Share(NamedTuple):
    """A piece of one method's opinion on a candidate: ``part`` is compared with the other pieces of that method."""

    part: float
    code: str
    text: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One method's opinion on every studio: ``values`` by position (0 = nothing to say) and how it explains one."""

    method: str
    values: Vector
    explain: Callable[[int], list[Share]]


def divide(pieces: Iterable[tuple[float, list[Share]]]) -> tuple[Reason, ...]:
    """Reasons whose points sum to the points given, each method's points divided in proportion to its shares.

    Shares with the same code and evidence become one reason. Points are whole ten-thousandths; what rounding leaves
    goes to the largest remainders (Hamilton's method), so nothing is lost; reasons without points are dropped.

    Args:
        pieces: a method's points and its shares, at least one of them with a positive part.

    Returns:
        Reasons, the weightiest first.

    Examples:
        >>> one, other = Share(1, "a", "甲", ("x",)), Share(2, "b", "乙", ("y",))
        >>> divide([(1.0, [one, other]), (2.0, [one])])  # doctest: +NORMALIZE_WHITESPACE
        (Reason(code='a', points=2.3333, text='甲', evidence=('x',)),
         Reason(code='b', points=0.6667, text='乙', evidence=('y',)))
    """
    exact: dict[tuple[str, tuple[str, ...]], float] = {}
    texts: dict[tuple[str, tuple[str, ...]], str] = {}
    for points, shares in pieces:
        whole = fsum(share.part for share in shares)
        for share in shares:
            key = (share.code, share.evidence)
            exact[key] = exact.get(key, 0.0) + points * share.part / whole
            texts.setdefault(key, share.text)
    units = _whole_units(exact)
    reasons = (Reason(key[0], units[key] / UNIT, texts[key], key[1]) for key in exact if units[key])
    return tuple(sorted(reasons, key=lambda reason: (-reason.points, reason.code, reason.evidence)))


def _whole_units(exact: dict[tuple[str, tuple[str, ...]], float]) -> dict[tuple[str, tuple[str, ...]], int]:
    floors = {key: int(points * UNIT) for key, points in exact.items()}
    left = round(fsum(exact.values()) * UNIT) - sum(floors.values())
    remainders = sorted(exact, key=lambda key: (floors[key] - exact[key] * UNIT, key))
    for key in remainders[: max(left, 0)]:
        floors[key] += 1
    return floors
