"""The matrices equal what networkx computes on the same graph, and what can be computed by hand."""

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from graph.analytics import sparse
from graph.analytics.sparse import EPSILON, Matrices, matrices
from graph.landscape import JointProject, Landscape
from tests.analytics.small import allied, graphs


def _projection(known: Landscape) -> "nx.Graph[str]":
    """Studios joined by a common alliance."""
    return nx.bipartite.projected_graph(known.bipartite, [studio.id for studio in known.studios])


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_the_walk_equals_personalised_pagerank_of_networkx(known: Landscape) -> None:
    view, start = Matrices(known), known.memberships[0].studio
    reference = nx.pagerank(known.bipartite, alpha=0.85, personalization={start: 1}, tol=1e-13, max_iter=1000)
    studios, alliances = view.walk(view.position[start])
    assert studios == pytest.approx([reference[each] for each in view.ids], abs=1e-9)
    assert alliances == pytest.approx([reference[each] for each in view.alliances], abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_local_paths_equal_the_powers_of_the_adjacency_matrix_of_networkx(known: Landscape) -> None:
    view = Matrices(known)
    adjacency = nx.to_numpy_array(_projection(known), nodelist=view.ids)
    reference = np.linalg.matrix_power(adjacency, 2) + EPSILON * np.linalg.matrix_power(adjacency, 3)
    for at in range(min(5, len(view.ids))):
        two, three = view.local_paths(at)
        assert two + EPSILON * three == pytest.approx(reference[at], abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_shared_alliances_equal_the_collaboration_weights_of_networkx(known: Landscape) -> None:
    view = Matrices(known)
    reference = nx.bipartite.collaboration_weighted_projected_graph(known.bipartite, view.ids)
    assert view.shared.toarray() == pytest.approx(nx.to_numpy_array(reference, nodelist=view.ids), abs=1e-9)


def test_an_alliance_of_three_counts_half_of_an_alliance_of_two() -> None:
    view = Matrices(allied("ab", "abc"))
    assert view.shared.toarray().tolist() == [[0, 1.5, 0.5], [1.5, 0, 0.5], [0.5, 0.5, 0]]


def test_paths_along_a_chain_of_four() -> None:
    two, three = Matrices(allied("ab", "bc", "cd")).local_paths(0)
    assert (two.tolist(), three.tolist()) == ([1, 0, 1, 0], [0, 2, 0, 1])


def test_a_studio_without_alliance_walks_nowhere() -> None:
    view = Matrices(allied("ab", also="c"))
    assert not np.concatenate(view.walk(view.position["Sc"])).any()


def test_members_of_a_crowd_are_not_partners(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sparse, "CROWD", 3)
    view = Matrices(allied("abcd", "ab"))
    assert view.partners.toarray().sum() == 2
    assert view.walk(0)[0].all()


def test_studios_of_one_project_are_joined() -> None:
    work = tuple(JointProject(studio, "J1") for studio in ("Sa", "Sb"))
    view = Matrices(replace(allied(also="abc"), joint_projects=work))
    assert view.joint.toarray().tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]


def test_the_matrices_of_a_landscape_are_built_once() -> None:
    known = allied("ab")
    assert matrices(known) is matrices(known)
    assert matrices(known) is not matrices(allied("ab"))
