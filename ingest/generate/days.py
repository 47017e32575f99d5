"""Days as whole numbers since 2005-01-01, cheap to compare and to draw, and their ISO text."""

from datetime import date, timedelta
from random import Random

_FIRST = date(2005, 1, 1)


def day(year: int, month: int = 1, day_of_month: int = 1) -> int:
    """The number of a date."""
    return (date(year, month, day_of_month) - _FIRST).days


END = day(2025, 12, 31)  # the ledgers are as of this day; nothing that has happened is later
_ISO = tuple((_FIRST + timedelta(days=number)).isoformat() for number in range(day(2028)))


def iso(number: int) -> str:
    """The date's ISO text; every equal date is the same string, which saves memory in large ledgers."""
    return _ISO[number]


def number_of(text: str) -> int:
    """The number of an ISO date."""
    return (date.fromisoformat(text) - _FIRST).days


def year_of(number: int) -> int:
    """The date's year."""
    return int(_ISO[number][:4])


def between(random: Random, first: int, last: int) -> int:
    """A day from ``first`` to ``last``, both included; ``first`` where the span is empty."""
    return first + int(random.random() * (last - first + 1)) if last > first else first
