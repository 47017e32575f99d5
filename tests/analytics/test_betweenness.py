"""Sampled betweenness stays within the error it states, on graphs whose shortest paths branch unequally too."""

from collections.abc import Callable

import networkx as nx
import numpy as np
import pytest
from scipy import sparse

from graph.analytics.betweenness import _Search, sampled_betweenness


def _matrix(graph: "nx.Graph[int]") -> sparse.csr_array:
    return sparse.csr_array(nx.to_numpy_array(graph, nodelist=range(len(graph))))


_graphs: dict[str, Callable[[], "nx.Graph[int]"]] = {
    "grid": lambda: nx.convert_node_labels_to_integers(nx.grid_2d_graph(7, 7)),
    "star": lambda: nx.star_graph(30),
    "parts": lambda: nx.disjoint_union(nx.star_graph(9), nx.cycle_graph(12)),
    "random": lambda: nx.fast_gnp_random_graph(60, 0.08, seed=3),
    "hubs": lambda: nx.barabasi_albert_graph(80, 2, seed=4),
}


@pytest.mark.parametrize("name", _graphs)
def test_shares_over_all_pairs_are_betweenness(name: str) -> None:
    graph = _graphs[name]()
    total, size = np.zeros(len(graph)), len(graph)
    search = _Search(_matrix(graph))
    for one in range(size):
        for other in range(one):
            search.add_shares(one, other, total)
    exact = nx.betweenness_centrality(graph, normalized=False)
    assert total == pytest.approx([exact[node] for node in range(size)], abs=1e-9)


@pytest.mark.parametrize("name", _graphs)
def test_a_sample_is_within_the_stated_error(name: str) -> None:
    graph = _graphs[name]()
    found = sampled_betweenness(_matrix(graph), error=0.05, confidence=0.99, seed=1)
    exact = nx.betweenness_centrality(graph)
    assert np.abs(found - [exact[node] for node in range(len(graph))]).max() <= 0.05


def test_the_same_seed_gives_the_same() -> None:
    graph = _matrix(_graphs["random"]())
    one, other = (sampled_betweenness(graph, error=0.1, confidence=0.9, seed=5) for _ in range(2))
    assert np.array_equal(one, other)
