"""Which people of one name may be one: never by the name alone."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from ingest.identity import same_name
from ingest.matching.blocks import Pairs, joined, pairs_within
from ingest.matching.known import Known, Links
from ingest.matching.reasons import Candidate, Reason, about_places, reason

_KIND = "Person"
_COMMON = 5  # people of one name from which a mere mention says nothing by itself

Numbers = npt.NDArray[np.int64]


def propose(known: Known) -> Iterator[Candidate]:
    """Pairs of people of one name with something besides it in common."""
    names: dict[str, int] = {}
    numbers = np.array([names.setdefault(same_name(name), len(names)) for name in known.people.names], dtype=np.int64)
    bearers = np.bincount(numbers)
    for one, other in _pairs(known, numbers, bearers).tolist():
        yield Candidate(_KIND, one, other, tuple(_reasons(known, one, other, int(bearers[numbers[one]]))))


def _pairs(known: Known, names: Numbers, bearers: Numbers) -> Pairs:
    """Pairs of one name: in one organization's line, of one place and trade or honour, or one merely mentioned."""
    people, organizations = _of_shared_names(known.employers.besides(known.employers.then(known.above)), names, bearers)
    resident, places = _of_shared_names(known.person_places, names, bearers)
    trades = _numbered(known.people.marks)
    skilled = trades[resident] > 0
    return joined(
        _of_one_name(names, people, organizations),
        _of_one_name(names, resident[skilled], _both(places, trades[resident])[skilled]),
        _of_one_name(names, *_with_honors(known.holds, resident, places)),
        _mentioned(known, names, bearers),
    )


def _mentioned(known: Known, names: Numbers, bearers: Numbers) -> Pairs:
    """Whoever is merely mentioned, with the few others of his name."""
    registered = np.array(known.people.registered, dtype=bool)
    few = np.flatnonzero((bearers[names] > 1) & (bearers[names] <= _COMMON))
    found = pairs_within(names[few], few)
    return found[~registered[found].all(axis=1)]


def _of_one_name(names: Numbers, people: Numbers, keys: Numbers) -> Pairs:
    return pairs_within(_both(keys, names[people]), people)


def _both(one: Numbers, other: Numbers) -> Numbers:
    """One number for two."""
    return one * (int(other.max(initial=0)) + 1) + other


def _numbered(texts: list[str]) -> Numbers:
    """A number for every text, 0 for the empty one."""
    numbers = {"": 0}
    return np.array([numbers.setdefault(text, len(numbers)) for text in texts], dtype=np.int64)


def _of_shared_names(links: Links, names: Numbers, bearers: Numbers) -> tuple[Numbers, Numbers]:
    """Links of people whose name others bear as well."""
    shared = bearers[names[links.starts]] > 1
    return links.starts[shared], links.ends[shared]


def _with_honors(holds: Links, people: Numbers, places: Numbers) -> tuple[Numbers, Numbers]:
    rows = [
        (person, place, honor)
        for person, place in zip(people.tolist(), places.tolist(), strict=True)
        for honor in holds.of(person)
    ]
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    return table[:, 0], _both(table[:, 1], table[:, 2])


def _reasons(known: Known, one: int, other: int, bearers: int) -> Iterator[Reason]:
    yield reason(_KIND, "same_name", "同名")
    ones, others = set(known.employers.of(one)), set(known.employers.of(other))
    if shared := ones & others:
        yield reason(_KIND, "same_organization", f"同一单位（{known.organizations.names[min(shared)]}）")
    elif any(known.in_line(left, right) for left in ones for right in others):
        yield reason(_KIND, "organizations_in_line", "所在单位是上下级")
    yield from about_places(_KIND, *(known.places_at(known.person_places, at) for at in (one, other)))
    trades = {known.people.marks[one], known.people.marks[other]}
    if len(trades) == 1 and "" not in trades:
        yield reason(_KIND, "same_trade", f"同一工种（{min(trades)}）")
    if honors := set(known.holds.of(one)) & set(known.holds.of(other)):
        yield reason(_KIND, "same_honor", f"同一荣誉（{known.honors.names[min(honors)]}）")
    if not (known.people.registered[one] and known.people.registered[other]):
        yield reason(_KIND, "mentioned", "一方被引用未登记")
    if bearers > _COMMON:
        yield reason(_KIND, "common_name", f"同名的有 {bearers} 人")
