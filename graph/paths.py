"""How two things are connected: the shortest ways through people, studios, organizations, alliances and projects."""

from dataclasses import dataclass
from itertools import islice, pairwise

import networkx as nx

from graph import ask, days
from graph.errors import MengtuError
from graph.rows import Link, relation
from graph.schema import kind_of
from graph.store import GraphStore

# Sharing a province, an industry, a skill or an honour connects nearly everybody with everybody and so explains
# nothing; such ways are looked for only when there is no other, and no picture grows through it.
COMMON_GROUND = frozenset({"Region", "Industry", "Skill", "Honor"})
_FARTHEST = 10


@dataclass(frozen=True, slots=True)
class Step:
    """One stop on a way; ``via`` says how it follows from the stop before, and is empty at the start."""

    id: str
    name: str
    via: str


def shortest_paths(
    store: GraphStore, start: str, end: str, *, limit: int = 3, today: str = ""
) -> list[tuple[Step, ...]]:
    """Up to ``limit`` shortest ways from one node to another, at most ten edges long.

    The graph is opened from both sides, a ring at a time, until the rings meet; so a query costs what lies between
    the two and not what the whole graph holds. Among equally short ways the order is that of the ids.

    Args:
        store: the graph.
        start: the id of the one.
        end: the id of the other.
        limit: how many ways at most.
        today: the day on which what has ended is called former; this day when empty.

    Returns:
        Ways of steps, shortest first; nothing when the two are not connected.

    Raises:
        MengtuError: both ends are the same thing.
    """
    if start == end:
        found = ask.entity(store, start)
        raise MengtuError(f"起点和终点都是「{found.name if found else start}」，请给出两个不同的对象。")
    for avoid in (COMMON_GROUND, frozenset[str]()):
        if ways := _between(store, start, end, limit, avoid, today or days.today()):
            return ways
    return []


def _between(
    store: GraphStore, start: str, end: str, limit: int, avoid: frozenset[str], today: str
) -> list[tuple[Step, ...]]:
    graph: nx.Graph[str] = nx.Graph()
    names: dict[str, str] = {}
    rings = {start: {start}, end: {end}}
    reached = {start: {start}, end: {end}}
    for _ in range(_FARTHEST):
        side = min(rings, key=lambda each: (len(rings[each]), each != start))
        if not rings[side]:
            return []
        opened: set[str] = set()
        for link in ask.ties(store, sorted(rings[side])) if avoid else ask.links(store, sorted(rings[side])):
            if {kind_of(link.start), kind_of(link.end)} & avoid:
                continue
            _add(graph, link, names)
            opened |= {link.start, link.end}
        rings[side] = opened - reached[side]
        reached[side] |= opened
        if reached[start] & reached[end] and nx.has_path(graph, start, end):
            ways = sorted(islice(nx.all_shortest_paths(graph, start, end), 1_000))
            return [_steps(graph, names, way, today) for way in ways[:limit]]
    return []


def _add(graph: "nx.Graph[str]", link: Link, names: dict[str, str]) -> None:
    names[link.start], names[link.end] = link.start_name, link.end_name
    if not graph.has_edge(link.start, link.end):
        graph.add_edge(link.start, link.end, links=set())
    graph.edges[link.start, link.end]["links"].add(link)


def _steps(graph: "nx.Graph[str]", names: dict[str, str], way: list[str], today: str) -> tuple[Step, ...]:
    steps = [Step(way[0], names[way[0]], "")]
    for before, after in pairwise(way):
        said = sorted({_sentence(link, before, today) for link in graph.edges[before, after]["links"]})
        steps.append(Step(after, names[after], "；".join(said)))
    return tuple(steps)


def _sentence(link: Link, before: str, today: str) -> str:
    """How ``after`` follows from ``before``, in the words of the schema."""
    word = relation(link.edge, outgoing=link.start == before, former=days.ended(link.until, today))
    return word if link.detail in ("", word) else f"{word}（{link.detail}）"
