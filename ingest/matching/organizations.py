"""Which organizations may be one: by their names, and by what their studios, leaders and places have in common."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np

from ingest.matching.blocks import Pairs, joined, pairs, pairs_by, written_alike
from ingest.matching.known import Known
from ingest.matching.names import ALIKE, LONGEST_SHORT, SHORTEST, Match, abbreviates, compare, form, shorter, sound
from ingest.matching.reasons import Candidate, Reason, about_places, likeness, reason

_KIND = "Organization"
_FEW = 3  # names a short form may fit without saying less
_LONG = 3  # characters from which names can be alike without sounding the same
_TOO_MANY = 400  # names with the same two characters; a short form that fits so many identifies nobody


def propose(known: Known) -> Iterator[Candidate]:
    """Pairs of organizations whose names agree, each with its reasons; the register's own line of rank is respected."""
    names = known.organizations.names
    matches = {
        (one, other): match
        for one, other in _pairs(names).tolist()
        if (match := compare(names[one], names[other])) and _may_be_one(known, one, other)
    }
    fits = Counter(_shorter(known, pair) for pair, match in matches.items() if match.how == "abbreviation")
    for pair, match in matches.items():
        yield Candidate(_KIND, *pair, tuple(_reasons(known, pair, match, fits[_shorter(known, pair)])))


def _pairs(names: list[str]) -> Pairs:
    cores = [(core, at) for at, name in enumerate(names) for core in form(name).cores]
    owners = np.array([at for _, at in cores], dtype=np.int64)
    long = np.array([place for place, (core, _) in enumerate(cores) if len(core) >= _LONG], dtype=np.int64)
    alike = written_alike([cores[place][0] for place in long.tolist()], ALIKE)
    return joined(
        pairs_by((sound(core), at) for core, at in cores),
        pairs(owners[long[alike]]),
        pairs(_abbreviations(cores)),
    )


def _abbreviations(cores: list[tuple[str, int]]) -> Iterator[tuple[int, int]]:
    """Short names and the long ones they may stand for, found by their first character and the rarest other."""
    long_by: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, (core, _) in enumerate(cores):
        for character in set(core[1:]):
            long_by[core[0], character].append(place)
    for core, owner in cores:
        if SHORTEST <= len(core) <= LONGEST_SHORT:
            fewest = min((long_by[core[0], character] for character in core[1:]), key=len)
            if len(fewest) <= _TOO_MANY:
                yield from ((owner, cores[place][1]) for place in fewest if abbreviates(core, cores[place][0]))


def _may_be_one(known: Known, one: int, other: int) -> bool:
    """Whether nothing the register says makes them two: two credit codes, or that one lies above the other."""
    left, right = known.organizations.marks[one], known.organizations.marks[other]
    return not (left and right and left != right) and not known.in_line(one, other)


def _shorter(known: Known, pair: tuple[int, int]) -> int:
    names = known.organizations.names
    return pair[0] if shorter(names[pair[0]], names[pair[1]]) == names[pair[0]] else pair[1]


def _reasons(known: Known, pair: tuple[int, int], match: Match, fits: int) -> Iterator[Reason]:
    one, other = pair
    things = known.organizations
    yield from _about_names(match, fits)
    studios = [{known.studios.names[studio] for studio in known.based.of(at)} for at in pair]
    if shared := studios[0] & studios[1]:
        yield reason(_KIND, "shared_studio", f"都有工作室「{min(shared)}」")
    leaders = [{name for studio in known.based.of(at) for name in known.leader_names(studio)} for at in pair]
    if shared := leaders[0] & leaders[1]:
        yield reason(_KIND, "shared_leader", f"同一领衔人（{min(shared)}）")
    if uppers := set(known.uppers.of(one)) & set(known.uppers.of(other)):
        yield reason(_KIND, "same_upper", f"同一上级单位（{things.names[min(uppers)]}）")
    yield from about_places(_KIND, *(known.places_at(known.organization_places, at) for at in pair))
    categories = things.categories[one], things.categories[other]
    if all(categories) and categories[0] != categories[1]:
        yield reason(_KIND, "other_category", f"单位类型不同（{min(categories)}、{max(categories)}）")
    if things.registered[one] != things.registered[other]:
        yield reason(_KIND, "mentioned", "一方被引用未登记")


def _about_names(match: Match, fits: int) -> Iterator[Reason]:
    match match.how:
        case "alike" | "replaced":
            yield likeness(_KIND, match.hundredths, replaced=match.how == "replaced")
        case "same_core":
            yield reason(_KIND, "same_core", "去掉地区和公司形式后同名")
        case "homophone":
            yield reason(_KIND, "homophone", "只差一个同音字")
        case _:
            yield reason(_KIND, "abbreviation", "简称关系")
            if fits == 1:
                yield reason(_KIND, "only_fit", "这个简称只对得上这一个单位")
            elif fits > _FEW:
                yield reason(_KIND, "many_fits", f"这个简称对得上 {fits} 个单位")
