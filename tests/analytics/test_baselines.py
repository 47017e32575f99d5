"""The well-known methods equal networkx on the same graph."""

from collections.abc import Callable
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from graph.analytics.baselines import PEERS, peer_scores
from graph.analytics.sparse import EPSILON, Matrices
from graph.landscape import Landscape
from tests.analytics.small import allied, graphs

Predictor = Callable[["nx.Graph[str]", list[tuple[str, str]]], object]


def _all_scores(view: Matrices) -> dict[str, np.ndarray]:
    return peer_scores(view, range(len(view.ids)))


def _graph(known: Landscape) -> "nx.Graph[str]":
    """Studios joined by a common alliance."""
    return nx.bipartite.projected_graph(known.bipartite, [studio.id for studio in known.studios])


@settings(max_examples=30, deadline=None)
@given(graphs(40))
def test_what_shared_partners_say_equals_networkx(known: Landscape) -> None:
    view, graph = Matrices(known), _graph(known)
    scores = _all_scores(view)
    pairs = list(combinations(view.ids, 2))  # a list: given a generator these predictors return nothing
    expected = {
        "common_neighbours": [(a, b, len(list(nx.common_neighbors(graph, a, b)))) for a, b in pairs],
        "adamic_adar": list(nx.adamic_adar_index(graph, pairs)),
        "resource_allocation": list(nx.resource_allocation_index(graph, pairs)),
    }
    for method, reference in expected.items():
        assert len(reference) == len(pairs)
        for one, other, value in reference:
            here, there = view.position[one], view.position[other]
            assert scores[method][here, there] == pytest.approx(value, abs=1e-9)
            assert scores[method][there, here] == pytest.approx(value, abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(graphs(40))
def test_local_path_equals_the_powers_of_the_adjacency_matrix_of_networkx(known: Landscape) -> None:
    view = Matrices(known)
    adjacency = nx.to_numpy_array(_graph(known), nodelist=view.ids)
    expected = np.linalg.matrix_power(adjacency, 2) + EPSILON * np.linalg.matrix_power(adjacency, 3)
    assert _all_scores(view)["local_path"] == pytest.approx(expected, abs=1e-9)


@settings(max_examples=20, deadline=None)
@given(graphs(30))
def test_personalised_pagerank_equals_networkx(known: Landscape) -> None:
    view = Matrices(known)
    start = known.memberships[0].studio
    reference = nx.pagerank(known.bipartite, alpha=0.85, personalization={start: 1}, tol=1e-13, max_iter=1000)
    (scores,) = peer_scores(view, [view.position[start]])["personalised_pagerank"]
    assert scores == pytest.approx([reference[each] for each in view.ids], abs=1e-9)


@settings(max_examples=20, deadline=None)
@given(graphs(30))
def test_popularity_equals_the_degree_in_networkx(known: Landscape) -> None:
    view = Matrices(known)
    assert view.experience.tolist() == [known.bipartite.degree(each) for each in view.ids]


@settings(max_examples=20, deadline=None)
@given(graphs(30))
def test_studios_asked_together_score_as_alone(known: Landscape) -> None:
    view = Matrices(known)
    together = _all_scores(view)
    assert tuple(together) == PEERS
    for at in (0, len(view.ids) - 1):
        for method, scores in peer_scores(view, [at]).items():
            assert scores[0] == pytest.approx(together[method][at], abs=1e-12)


def test_random_prefers_nobody() -> None:
    scores = peer_scores(Matrices(allied("ab", "bc")), [0])["random"]
    assert len(np.unique(scores)) == 1
