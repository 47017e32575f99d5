"""Which day it is, and what holds on a day.

Dates are ISO text of reduced precision, so they compare as text. A stay holds from its ``since`` on and up to its
``until``: who left in 2020 is a member no more from 2020 on. The queries say the same of an edge ``m``::

    coalesce(m.since, '') <= $today AND coalesce(m.until, '9999') > $today
"""

from datetime import UTC, datetime

NEVER = "9999"  # later than any date: a stay without an end ends then

Stay = tuple[str, str]  # since and until, empty where not stated


def today() -> str:
    """The date on this machine's clock; the one place where it is read for the graph."""
    return datetime.now(tz=UTC).astimezone().date().isoformat()


def holds(since: str, until: str, day: str) -> bool:
    """Whether a stay holds on a day.

    >>> holds("2019-05", "", "2026-01-01"), holds("", "2020", "2026-01-01"), holds("2027", "", "2026-01-01")
    (True, False, False)
    """
    return since <= day < (until or NEVER)


def ended(until: str, day: str) -> bool:
    """Whether a stay is over on a day.

    >>> ended("2020", "2026-01-01"), ended("", "2026-01-01"), ended("2030-05", "2026-01-01")
    (True, False, False)
    """
    return until != "" and until <= day


def overlap(one: Stay, other: Stay) -> bool:
    """Whether two stays have a day in common; what is not stated stands in nobody's way.

    >>> overlap(("2015", "2018"), ("2017", "")), overlap(("2015", "2017"), ("2017", "")), overlap(("", ""), ("", ""))
    (True, False, True)
    """
    return one[0] < (other[1] or NEVER) and other[0] < (one[1] or NEVER)
