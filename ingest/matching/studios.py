"""Which studios may be one: by name and organization, or by leader and place."""

from collections.abc import Hashable, Iterator

from ingest.identity import same_name
from ingest.matching.blocks import Pairs, pairs_by
from ingest.matching.known import Known
from ingest.matching.names import Match, compare_studios, studio_core
from ingest.matching.reasons import Candidate, Reason, about_places, likeness, reason

_KIND = "Studio"
_COMMON = 5  # studios of one name from which the name itself says less


def propose(known: Known) -> Iterator[Candidate]:
    """Pairs of studios with something besides the name in common; two numbers are two studios."""
    names = known.studios.names
    bearers: dict[str, int] = {}
    for name in names:
        bearers[same_name(name)] = bearers.get(same_name(name), 0) + 1
    for one, other in _pairs(known).tolist():
        if not (known.studios.marks[one] and known.studios.marks[other]):
            reasons = tuple(_reasons(known, one, other, bearers[same_name(names[one])]))
            yield Candidate(_KIND, one, other, reasons)


def _pairs(known: Known) -> Pairs:
    # Those of one name of whom one is nowhere, else a common name would fill its block with strangers.
    homeless = {same_name(name) for at, name in enumerate(known.studios.names) if not known.home.of(at)}
    return pairs_by(_keys(known, homeless))


def _keys(known: Known, homeless: set[str]) -> Iterator[tuple[Hashable, int]]:
    for studio, name in enumerate(known.studios.names):
        if same_name(name) in homeless:
            yield ("name", same_name(name)), studio
        homes = known.home.of(studio)
        lines = {line for home in homes for line in (home, *known.above.of(home))}
        leaders, core = known.leader_names(studio), studio_core(name)
        yield from ((("at", home), studio) for home in homes)
        yield from ((("named", line, core), studio) for line in lines)
        yield from ((("led", line, leader), studio) for line in lines for leader in leaders)
        places = known.studio_places.of(studio)
        yield from ((("place", place, leader), studio) for place in places for leader in leaders)


def _reasons(known: Known, one: int, other: int, bearers: int) -> Iterator[Reason]:
    names = known.studios.names
    match = compare_studios(names[one], names[other])
    leaders = known.leader_names(one) & known.leader_names(other)
    yield from _about_names(match, named_after=studio_core(names[one]) in leaders)
    if leaders:
        yield reason(_KIND, "same_leader", f"同一领衔人（{min(leaders)}）")
    homes = known.home.of(one), known.home.of(other)
    yield from _about_organizations(known, *homes)
    yield from about_places(_KIND, *(known.places_at(known.studio_places, at) for at in (one, other)))
    if match is not None and match.how == "same_name" and bearers > _COMMON:
        yield reason(_KIND, "common_name", f"同名工作室有 {bearers} 个")
    if known.studios.registered[one] != known.studios.registered[other]:
        yield reason(_KIND, "mentioned", "一方被引用未登记")


def _about_names(match: Match | None, *, named_after: bool) -> Iterator[Reason]:
    if match is None:
        return
    if named_after and match.how in {"same_name", "same_core"}:
        yield reason(_KIND, "named_after_leader", "名称都取自领衔人")
    elif match.how in {"alike", "replaced"}:
        yield likeness(_KIND, match.hundredths, replaced=match.how == "replaced")
    else:
        texts = {"same_name": "同名", "same_core": "去掉“劳模创新工作室”等字样后同名", "homophone": "只差一个同音字"}
        yield reason(_KIND, match.how, texts[match.how])


def _about_organizations(known: Known, ones: list[int], others: list[int]) -> Iterator[Reason]:
    names = known.organizations.names
    if shared := set(ones) & set(others):
        yield reason(_KIND, "same_organization", f"同一单位（{names[min(shared)]}）")
    elif any(known.in_line(one, other) for one in ones for other in others):
        yield reason(_KIND, "organizations_in_line", "所在单位是上下级")
    elif bool(ones) != bool(others):
        yield reason(_KIND, "without_organization", "一方没有写所在单位")
