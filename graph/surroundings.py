"""The network around one thing: what is drawn, where, and how much had to be left out."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from math import ceil, cos, pi, sin, sqrt

import networkx as nx

from graph import ask
from graph.paths import COMMON_GROUND
from graph.rows import Link
from graph.schema import kind_of, load_schema
from graph.store import GraphStore

MOST = 500  # nodes a browser draws without making anyone wait
# The picture, in pixels before zooming.
_RING = 190.0  # least distance between two rings
_ARC = 74.0  # least distance between two neighbours on a layer
_LAYER = 78.0  # distance between the layers of a crowded ring
_LAYERS = 6
_SPARSE = 12  # so many nodes need one layer only
_WIDER = 1.25
# A stated figure is a property that is written as a node; it connects nothing.
_NOT_DRAWN = frozenset({"Figure"})


@dataclass(frozen=True, slots=True)
class Placed:
    """A node of the picture."""

    id: str
    name: str
    hop: int  # 0 is the centre
    x: float
    y: float

    @property
    def kind(self) -> str:
        """The kind of node, read off the id."""
        return kind_of(self.id)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The picture around ``centre``; ``present`` counts by kind before any filter, ``cut`` counts what is left out."""

    centre: str
    nodes: tuple[Placed, ...]
    links: tuple[Link, ...]
    present: tuple[tuple[str, int], ...] = ()
    cut: int = 0


def surroundings(
    store: GraphStore, node_id: str, *, hops: int = 1, cap: int = 150, kinds: Collection[str] | None = None
) -> Surroundings:
    """Everything at most ``hops`` edges away from a node, nearest first, placed on rings around it.

    The same graph and arguments always give the same picture.

    Args:
        store: the graph.
        node_id: the centre.
        hops: 1 or more.
        cap: at most so many nodes; never more than ``MOST``.
        kinds: draw only these besides the centre; all when None.

    Returns:
        The picture; without nodes when nothing touches the centre.
    """
    found: dict[str, int] = {node_id: 0}
    names: dict[str, str] = {}
    links: set[Link] = set()
    ring = [node_id]
    for hop in range(1, max(hops, 1) + 1):
        touching = _drawable(ask.links(store, ring)) if ring else []
        reached = set()
        for link in touching:
            names[link.start], names[link.end] = link.start_name, link.end_name
            reached |= {link.start, link.end} - found.keys()
        links.update(touching)
        found.update(dict.fromkeys(reached, hop))
        ring = sorted(each for each in reached if kind_of(each) not in COMMON_GROUND)
    if node_id not in names:
        return Surroundings(node_id, (), ())
    present = Counter(kind_of(each) for each in found)
    wanted = [each for each in found if each == node_id or kinds is None or kind_of(each) in kinds]
    kept = _nearest(node_id, wanted, found, links)[: min(cap, MOST)]
    # What is drawn may also be connected among itself; what is left out is not looked at.
    between = _drawable(ask.links_within(store, kept))
    return _picture(node_id, wanted, found, names, (kept, between), present)


def _drawable(links: Iterable[Link]) -> list[Link]:
    return [link for link in links if not {kind_of(link.start), kind_of(link.end)} & _NOT_DRAWN]


def _nearest(centre: str, wanted: list[str], hop: dict[str, int], links: Iterable[Link]) -> list[str]:
    """What hangs together with the centre: the nearest first, of equally near ones those that more things touch."""
    graph = _graph(wanted, links)
    connected = nx.node_connected_component(graph, centre)
    return sorted(connected, key=lambda each: (hop[each], -graph.degree[each], each))


def _picture(
    centre: str,
    wanted: list[str],
    hop: dict[str, int],
    names: dict[str, str],
    drawn: tuple[list[str], list[Link]],
    present: Counter[str],
) -> Surroundings:
    order, links = drawn
    graph = _graph(order, links)
    kept = graph.subgraph(nx.node_connected_component(graph, centre))
    places = _rings(kept, centre)
    nodes = tuple(Placed(each, names[each], hop[each], *places[each]) for each in order if each in kept)
    return Surroundings(
        centre,
        nodes,
        _between(links, kept),
        tuple(sorted(present.items(), key=lambda item: list(load_schema().kinds).index(item[0]))),
        len(wanted) - len(nodes),
    )


def _graph(ids: Iterable[str], links: Iterable[Link]) -> "nx.Graph[str]":
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(ids)
    graph.add_edges_from((link.start, link.end) for link in links if link.start in graph and link.end in graph)
    return graph


def _between(links: Iterable[Link], kept: Collection[str]) -> tuple[Link, ...]:
    inside = {link for link in links if link.start in kept and link.end in kept}
    return tuple(sorted(inside, key=lambda link: (link.start, link.end, link.edge, link.detail)))


def _rings(graph: "nx.Graph[str]", centre: str) -> dict[str, tuple[float, float]]:
    """Positions of a radial tree: every node within the sector of the node it was reached from, kinds side by side."""
    tree = nx.bfs_tree(graph, centre, sort_neighbors=_by_kind)
    order = list(nx.bfs_tree(tree, centre))
    depth = nx.single_source_shortest_path_length(tree, centre)
    leaves = dict.fromkeys(order, 1)
    for each in reversed(order):
        leaves[each] = max(sum(leaves[child] for child in tree.successors(each)), 1)
    rings = _radii(Counter(depth.values()))
    turn = Counter[int]()
    places = {centre: (0.0, 0.0)}
    sectors = {centre: (-pi / 2, 2 * pi)}
    for each in order:
        begin, width = sectors[each]
        for child in tree.successors(each):
            share = width * leaves[child] / leaves[each]
            sectors[child] = (begin, share)
            radius, layers = rings[depth[child]]
            turn[depth[child]] += 1
            places[child] = _at(begin + share / 2, radius + turn[depth[child]] % layers * _LAYER)
            begin += share
    return places


def _by_kind(ids: Iterable[str]) -> list[str]:
    return sorted(ids, key=lambda each: (kind_of(each), each))


def _at(angle: float, radius: float) -> tuple[float, float]:
    """A spot on an ellipse, as a screen is wider than high."""
    return round(radius * cos(angle) * _WIDER, 1), round(radius * sin(angle), 1)


def _radii(sizes: Counter[int]) -> dict[int, tuple[float, int]]:
    """How far out the ring of each depth begins and how many layers it has: as much as what stands on it needs."""
    rings = {0: (0.0, 1)}
    outside = 0.0
    for depth in range(1, max(sizes) + 1):
        layers = min(max(ceil(sqrt(sizes[depth] / _SPARSE)), 1), _LAYERS)
        radius = max(outside + _RING, sizes[depth] * _ARC / (2 * pi * layers))
        rings[depth] = (radius, layers)
        outside = radius + (layers - 1) * _LAYER
    return rings


def expand(
    store: GraphStore, picture: Surroundings, node_id: str, *, cap: int = 150, kinds: Collection[str] | None = None
) -> Surroundings:
    """The picture with the neighbours of one of its nodes added; what was there stays where it is.

    Args:
        store: the graph.
        picture: what is drawn now.
        node_id: whose neighbours are wanted; a node that is not drawn changes nothing.
        cap: at most so many nodes in all; never more than ``MOST``.
        kinds: add only these; all when None.
    """
    drawn = {node.id: node for node in picture.nodes}
    if node_id not in drawn:
        return picture
    touching = _drawable(ask.links(store, [node_id]))
    names = {link.start: link.start_name for link in touching} | {link.end: link.end_name for link in touching}
    fresh = sorted(each for each in names if each not in drawn and (kinds is None or kind_of(each) in kinds))
    room = max(min(cap, MOST) - len(drawn), 0)
    added = fresh[:room]
    spots = _fan(drawn[node_id], drawn.values(), len(added))
    hop = drawn[node_id].hop + 1
    nodes = [Placed(each, names[each], hop, *spot) for each, spot in zip(added, spots, strict=True)]
    # New nodes may know each other and those that were drawn.
    kept = drawn.keys() | set(added)
    near = _drawable(ask.links_within(store, sorted(kept))) if added else []
    return replace(
        picture,
        nodes=(*picture.nodes, *nodes),
        links=_between({*picture.links, *touching, *near}, kept),
        cut=picture.cut + len(fresh) - len(added),
    )


def _beside(at: Placed, angle: float, radius: float) -> tuple[float, float]:
    x, y = _at(angle, radius)
    return round(at.x + x, 1), round(at.y + y, 1)


def _fan(at: Placed, others: Collection[Placed], amount: int) -> list[tuple[float, float]]:
    """Free spots around a node: rings that grow until every spot is clear of what is drawn."""
    taken = [(other.x, other.y) for other in others]
    spots: list[tuple[float, float]] = []
    radius = 120.0
    while len(spots) < amount:
        around = max(int(2 * pi * radius / 95.0), 6)
        for step in range(around):
            angle = 2 * pi * step / around + radius
            spot = _beside(at, angle, radius)
            if len(spots) < amount and all(abs(x - spot[0]) > 80.0 or abs(y - spot[1]) > 46.0 for x, y in taken):
                spots.append(spot)
                taken.append(spot)
        radius += 75.0
    return spots
