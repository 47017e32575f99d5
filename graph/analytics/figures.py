"""A landscape in figures: how it hangs together, what its alliances cover, and whether its leaders can be followed."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Literal, cast, get_args

import networkx as nx
import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from graph.analytics.products import blocks
from graph.analytics.sparse import Sparse, matrices
from graph.analytics.structure import EXACT, Communities
from graph.landscape import Landscape, Leader

# Whether the leader of a studio can be followed: ``followed`` has several leaders, a 骨干 or an apprentice; ``at_risk``
# has members but nobody of these; ``unknown`` has no members registered; ``vacant`` has no leader.
Lead = Literal["followed", "at_risk", "unknown", "vacant"]
# What planners call the figures they are shown.
NAMES: Mapping[str, str] = MappingProxyType(
    {
        "studios": "在册工作室",
        "allied": "有联盟伙伴的工作室",
        "isolated": "没有联盟伙伴的工作室",
        "components": "互不相连的片区",
        "largest": "最大一片的工作室",
        "within_two": "两步以内平均能找到的工作室",
        "holders": "关键工作室（少了它，别人会失去联系）",
        "bridges": "唯一的联系（断了就分成两片）",
        "communities": "联盟圈子",
        "skills": "联盟覆盖的技能",
        "provinces": "联盟覆盖的省份",
        "places": "联盟覆盖的市",
        "industries": "联盟覆盖的行业",
        "mentoring": "跨工作室的师徒",
        "followed": "领衔人后继有人的工作室",
        "at_risk": "领衔人后继无人的工作室",
        "unknown": "看不出有无接班人的工作室",
        "vacant": "没有领衔人的工作室",
    }
)


@dataclass(frozen=True, slots=True)
class Figures:
    """Whole numbers but for ``within_two`` and ``modularity``; about open studios.

    Attributes:
        studios: how many there are.
        allied: those with a partner.
        isolated: those without.
        components: groups of studios that hang together, of two at least.
        largest: studios in the largest of them.
        within_two: studios one reaches in two steps at most, on the mean over all.
        holders: studios whose surroundings would fall apart without them (articulation points).
        bridges: pairs of partners whose tie alone holds two parts together.
        communities: groups with more alliances inside than between.
        modularity: the share of links inside them beyond what chance would put there.
        skills: different skills of studios in alliances.
        provinces: their provinces.
        places: their prefectures.
        industries: their industries.
        mentoring: ties of mentors and apprentices between studios.
        followed: studios whose leader can be followed.
        at_risk: those whose leader cannot.
        unknown: those of which nobody but the leader is registered.
        vacant: those without a leader.
    """

    studios: int
    allied: int
    isolated: int
    components: int
    largest: int
    within_two: float
    holders: int
    bridges: int
    communities: int
    modularity: float
    skills: int
    provinces: int
    places: int
    industries: int
    mentoring: int
    followed: int
    at_risk: int
    unknown: int
    vacant: int


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures, and which things they count."""

    figures: Figures
    holders: frozenset[str]
    skills: frozenset[str]
    places: frozenset[str]
    industries: frozenset[str]
    led: dict[str, Lead]
    heirs: dict[str, tuple[str, ...]]


def measure(landscape: Landscape, grouped: Communities) -> Measured:
    """Count everything. Ties are counted as ``structure`` does; studios off the list count in no other figure."""
    known = matrices(landscape)
    partners = np.diff(known.allied.indptr)
    alone = [
        each for each, number in zip(known.ids, partners, strict=True) if landscape.studio[each].open and not number
    ]
    sizes = _component_sizes(known.allied)
    holders, bridges = _held_together(known.allied)
    covered = _covered(landscape)
    led, heirs = _leads(landscape)
    leads = Counter(led.values())
    return Measured(
        figures=Figures(
            studios=sum(each.open for each in landscape.studios),
            allied=int((partners > 0).sum()),
            isolated=len(alone),
            components=len(sizes),
            largest=max(sizes, default=0),
            within_two=round(_mean_within_two(known.allied), 2),
            holders=len(holders),
            bridges=bridges,
            communities=len(grouped.groups),
            modularity=round(grouped.modularity, 4),
            **{what: len(those) for what, those in covered.items()},
            mentoring=len(landscape.mentoring),
            **{state: leads[state] for state in get_args(Lead)},
        ),
        holders=frozenset(known.ids[each] for each in holders),
        skills=covered["skills"],
        places=covered["provinces"] | covered["places"],
        industries=covered["industries"],
        led=led,
        heirs=heirs,
    )


def differences(before: Figures, after: Figures) -> list[tuple[str, float, float]]:
    """The figures that differ, under the words of planners."""
    one, other = asdict(before), asdict(after)
    return [(name, one[field], other[field]) for field, name in NAMES.items() if one[field] != other[field]]


def written(value: float, *, signed: bool = False) -> str:
    """A figure as it is read.

    >>> written(1956), written(12.5), written(3, signed=True), written(-0.25, signed=True)
    ('1,956', '12.50', '+3', '−0.25')
    """
    shown = f"{abs(value):,}" if isinstance(value, int) else f"{abs(value):,.2f}"
    sign = "−" if value < 0 else "+" if signed and value else ""
    return sign + shown


def _component_sizes(graph: Sparse) -> list[int]:
    """Sizes of the parts that hang together, of two at least."""
    _, part = connected_components(graph, directed=False)
    return [int(size) for size in np.bincount(part) if size > 1]


def _mean_within_two(graph: Sparse) -> float:
    """How many others are one or two steps away, on the mean over all."""
    size, reached = graph.shape[0], 0
    for rows in blocks(graph, graph, np.arange(size)):
        near = sparse.csr_array(graph[rows] + graph[rows] @ graph)
        oneself = np.diff(graph.indptr)[rows] > 0  # there and back again
        reached += near.nnz - int(oneself.sum())
    return reached / size if size else 0.0


def _held_together(graph: Sparse) -> tuple[list[int], int]:
    """Positions of articulation points, and the number of bridges."""
    at = np.flatnonzero(np.diff(graph.indptr))
    parts = _biconnected(sparse.csr_array(graph[at][:, at])) if len(at) else []
    seen = Counter(each for part in parts for each in part)
    return sorted(int(at[each]) for each, times in seen.items() if times > 1), sum(len(part) == 2 for part in parts)


def _biconnected(graph: Sparse) -> list[Collection[int]]:
    """Parts in which no single node holds others together (Hopcroft and Tarjan 1973); every node has a neighbour."""
    if graph.shape[0] <= EXACT:
        small: nx.Graph[int] = nx.from_scipy_sparse_array(graph)
        return cast("list[Collection[int]]", list(nx.biconnected_components(small)))
    import networkit as nk  # noqa: PLC0415 — only large graphs need it, and it takes its time to load

    half = sparse.triu(graph, 1, format="coo")
    ends = half.row.astype(np.uint64), half.col.astype(np.uint64)
    large = nk.GraphFromCoo((half.data, ends), n=graph.shape[0], weighted=False)  # has to outlive what looks at it
    found = nk.components.BiconnectedComponents(large)
    found.run()
    return list(found.getComponents())


def _covered(landscape: Landscape) -> dict[str, frozenset[str]]:
    """What open studios in alliances have: ids of skills, names of the rest."""
    inside = {studio for studio, _ in landscape.current} & landscape.studio.keys()
    studios = [landscape.studio[each] for each in inside if landscape.studio[each].open]
    return {
        "skills": frozenset(skill for each in studios for skill in each.skills),
        "provinces": frozenset(each.province for each in studios if each.province),
        "places": frozenset(
            each.province + each.region_name for each in studios if each.region_name not in {"", each.province}
        ),
        "industries": frozenset(each.industry_name for each in studios if each.industry_name),
    }


def _leads(landscape: Landscape) -> tuple[dict[str, Lead], dict[str, tuple[str, ...]]]:
    """Of every open studio whether its leader can be followed, and by whom, with what they are."""
    leaders: dict[str, list[Leader]] = {}
    for leader in landscape.leaders:
        leaders.setdefault(leader.studio, []).append(leader)
    heirs: dict[str, dict[str, list[str]]] = {}
    for each in landscape.successors:
        heirs.setdefault(each.studio, {}).setdefault(each.name, []).append(each.role)
    named = {
        studio: tuple(f"{name}（{'、'.join(dict.fromkeys(roles))}）" for name, roles in found.items())
        for studio, found in heirs.items()
    }
    led = {
        each.id: _lead(leaders.get(each.id, []), bool(named.get(each.id))) for each in landscape.studios if each.open
    }
    return led, named


def _lead(leaders: list[Leader], heirs: bool) -> Lead:
    if not leaders:
        return "vacant"
    if len(leaders) > 1 or heirs:
        return "followed"
    return "at_risk" if leaders[0].members else "unknown"
