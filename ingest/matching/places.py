"""Which regions the name of an organization contains, and whether two names speak of different ones."""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cache

from ingest.reference import regions
from ingest.reference.regions import short_name

_LEVELS = 3  # province, prefecture, county


@cache
def _full_names() -> tuple[Mapping[str, frozenset[str]], int]:
    """Codes by names with their suffix (潍坊市, 单县); 城区 and its like name no region by themselves."""
    found: dict[str, set[str]] = {}
    for region in regions().values():
        if len(region.name) > 2 or region.name[-1] in "县市":
            found.setdefault(region.name, set()).add(region.code)
    return {name: frozenset(codes) for name, codes in found.items()}, max(map(len, found))


@cache
def _anywhere() -> tuple[re.Pattern[str], Mapping[str, frozenset[str]]]:
    """Provinces and prefectures as they occur inside names. Counties are left out: 长安汽车 lies in no 长安区."""
    found: dict[str, set[str]] = {}
    for region in regions().values():
        if region.level != "县":
            for name in (region.name, short_name(region)):
                found.setdefault(name, set()).add(region.code)
    longest_first = sorted(found, key=lambda name: (-len(name), name))
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    return pattern, {name: frozenset(codes) for name, codes in found.items()}


def without_region(name: str) -> tuple[str, str]:
    """A name without the regions it begins with, and the last of these as people shorten it.

    >>> without_region("山东省潍坊市总工会"), without_region("北京汽车")
    (('总工会', '潍坊'), ('北京汽车', ''))
    """
    names, longest = _full_names()
    rest, last = name, ""
    for _ in range(_LEVELS):
        cut = next((at for at in range(min(longest, len(rest) - 2), 1, -1) if rest[:at] in names), 0)
        if not cut:
            break
        last, rest = short_name(regions()[min(names[rest[:cut]])]), rest[cut:]
    return rest, last


def leading_region(name: str) -> str:
    """The province or prefecture a name begins with, as people shorten it; empty when with none.

    >>> leading_region("潍坊总工会"), leading_region("总工会")
    ('潍坊', '')
    """
    pattern, known = _anywhere()
    found = pattern.match(name)
    return short_name(regions()[max(known[found.group()])]) if found else ""


def regions_in(name: str) -> frozenset[str]:
    """Codes of the provinces and prefectures a name speaks of, and of the regions it begins with.

    A province is left out where a region within it is named.
    """
    pattern, known = _anywhere()
    found = {code for match in pattern.finditer(name) for code in known[match.group()]}
    found |= _leading(name)
    return frozenset(code for code in found if not any(other != code and _within(other, code) for other in found))


def _leading(name: str) -> set[str]:
    names, longest = _full_names()
    found: set[str] = set()
    rest = name
    while cut := next((at for at in range(min(longest, len(rest)), 1, -1) if rest[:at] in names), 0):
        codes = names[rest[:cut]]
        inside = {code for code in codes if any(_within(code, upper) for upper in found)}
        found |= inside or codes
        rest = rest[cut:]
    return found


def _within(code: str, upper: str) -> bool:
    return code.startswith(upper.rstrip("0").ljust(2, "0"))


def apart(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    """Whether two names speak of regions neither of which lies in the other.

    >>> apart(regions_in("中车株洲电力机车"), regions_in("中车大连电力机车"))
    True
    >>> apart(regions_in("山东潍坊柴油机厂"), regions_in("潍坊市柴油机厂"))
    False
    """
    if not one or not other:
        return False
    return not any(_within(each, upper) or _within(upper, each) for each in one for upper in other)
