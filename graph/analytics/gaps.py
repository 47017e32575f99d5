"""Where alliances are missing or at risk, each gap with its evidence and what to do next."""

from collections.abc import Callable, Collection, Mapping
from heapq import nsmallest
from types import MappingProxyType

from graph.analytics.finding import GAP_KINDS, Gap, GapKind, Gaps
from graph.analytics.ground import Ground
from graph.analytics.idle import lone_alliances, silent_alliances
from graph.analytics.sparse import matrices
from graph.analytics.uncovered import isolated_studios, uncovered_industries, uncovered_regions
from graph.analytics.unspanned import single_brokers, unspanned_supplies
from graph.landscape import Landscape

_FINDERS: Mapping[GapKind, Callable[[Ground, int], list[Gap]]] = MappingProxyType(
    {
        "studio": lambda ground, _: isolated_studios(ground),
        "region": lambda ground, _: uncovered_regions(ground),
        "industry": lambda ground, _: uncovered_industries(ground),
        "supply": lambda ground, _: unspanned_supplies(ground),
        "broker": single_brokers,
        "silent": lambda ground, _: silent_alliances(ground),
        "lone": lambda ground, _: lone_alliances(ground),
    }
)


def find_gaps(
    landscape: Landscape,
    kinds: Collection[GapKind] = GAP_KINDS,
    *,
    top: int = 20,
    dismissed: Collection[tuple[str, str]] = (),
) -> Gaps:
    """The gaps of a landscape on its day.

    Args:
        landscape: what is known.
        kinds: which kinds are looked for.
        top: how many of each kind are listed; all are counted.
        dismissed: pairs of studios that are out of the question, the lesser id first; no next step brings them
            together.

    Examples:
        >>> from graph.landscape import AllianceFacts, Landscape, Membership, StudioFacts
        >>> known = Landscape(
        ...     studios=tuple(StudioFacts(f"S{name}", name, province="山东省") for name in "甲乙丙"),
        ...     alliances=(AllianceFacts("A1", "一盟"),),
        ...     memberships=(Membership("S甲", "A1"), Membership("S乙", "A1")),
        ... )
        >>> (found,) = find_gaps(known, ["studio"]).findings
        >>> found.title
        '「丙」不在任何联盟中，也没有共同课题和跨室师徒'
        >>> found.reason
        '级别未载明，成员数未载明；山东省另有 2 个在册工作室，其中 2 个在联盟中。'
    """
    ground = Ground(matrices(landscape), dismissed)
    found = {kind: _FINDERS[kind](ground, top) for kind in GAP_KINDS if kind in kinds}
    listed = [
        gap.tell()
        for gaps in found.values()
        for gap in nsmallest(top, gaps, key=lambda gap: (-gap.weight, gap.subjects))
    ]
    return Gaps(tuple(listed), MappingProxyType({kind: len(gaps) for kind, gaps in found.items()}))
