"""Measures plain networkx on the same links: what it would take to do without anything else."""

import sys
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import numpy as np

from bench.figures import Figure, Lists, peak, timed, write
from bench.inputs import TOP, both_sides, inputs

NAME = "networkx"
SOURCES = 4  # of what is extrapolated and takes seconds for each
NEAR = "helped: only pairs with a shared partner"


def main(folder: Path) -> None:
    """Measure and leave the figures in the folder."""
    given = inputs(folder)
    graph: nx.Graph[int] = nx.from_scipy_sparse_array(given.partners)
    size = graph.number_of_nodes()
    lists: Lists = {}
    seconds = 0.0
    for at, barred in given.barred.items():
        took, row = timed(lambda at=at, barred=barred: _best(graph, at, barred))  # type: ignore[misc]
        seconds, lists[str(at)] = seconds + took, row
    how = f"extrapolated from {len(lists)} studios, which took {seconds:.1f} s"
    figures = [Figure("top 10 of everybody, Adamic–Adar", NAME, seconds * size / len(lists), f"{NEAR}; {how}", peak())]
    some = list(given.barred)[:SOURCES]
    seconds, _ = timed(lambda: [list(nx.adamic_adar_index(graph, list(_strangers(graph, at)))) for at in some])
    how = f"as it comes, every pair of strangers; extrapolated from {len(some)} studios, which took {seconds:.1f} s"
    figures.append(Figure("top 10 of everybody, Adamic–Adar", NAME, seconds * size / len(some) / 2, how))
    seconds, groups = timed(lambda: nx.community.louvain_communities(graph, weight=None, seed=0))
    quality = nx.community.modularity(graph, groups, weight=None)
    figures.append(Figure("communities", NAME, seconds, f"modularity {quality:.3f}"))
    sources = min(SOURCES, size)
    seconds, _ = timed(lambda: nx.betweenness_centrality(graph, k=sources, seed=0))
    how = f"exact, extrapolated from {sources} sources, which took {seconds:.1f} s"
    figures.append(Figure("betweenness", NAME, seconds * size / sources, how))
    start = int(np.argmax(np.diff(given.partners.indptr)))
    whole: nx.Graph[int] = nx.from_scipy_sparse_array(both_sides(given.incidence))
    seconds, _ = timed(lambda: nx.pagerank(whole, alpha=0.85, personalization={start: 1}, tol=1e-11, max_iter=500))
    figures.append(Figure("personalised PageRank of one studio", NAME, seconds, "tolerance 1e-11 per node"))
    write(folder / "with_networkx.json", figures, lists)


def _strangers(graph: "nx.Graph[int]", at: int) -> Iterator[tuple[int, int]]:
    """What networkx scores when it is given no pairs, from one studio's side; both sides name each pair."""
    return ((at, other) for other in nx.non_neighbors(graph, at))


def _best(graph: "nx.Graph[int]", at: int, barred: set[int]) -> list[tuple[int, float]]:
    near = set().union(*(graph[partner] for partner in graph[at])) - barred - {at}
    scored = nx.adamic_adar_index(graph, [(at, other) for other in near])
    return sorted(((other, score) for _, other, score in scored), key=lambda pair: (-round(pair[1], 10), pair[0]))[:TOP]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
