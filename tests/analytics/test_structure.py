"""Communities and brokers equal what networkx says of the same graph, or come within the error they state."""

from collections.abc import Callable
from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from graph.analytics import products, structure
from graph.analytics.structure import brokers, communities, structural_holes
from graph.landscape import AllianceFacts, Landscape, Membership, StudioFacts
from tests.analytics.small import allied

Engine = Callable[[pytest.MonkeyPatch], None]


def _small(_: pytest.MonkeyPatch) -> None:
    """As it is."""


def _large(patched: pytest.MonkeyPatch) -> None:
    """As if the graph were too large to be exact."""
    patched.setattr(structure, "EXACT", 0)


def _landscape(graph: "nx.Graph[int]") -> Landscape:
    """Every link an alliance of two."""
    return Landscape(
        studios=tuple(StudioFacts(f"S{node:03}", f"{node}号") for node in graph),
        alliances=tuple(AllianceFacts(f"A{at}", f"{at}号联盟") for at in range(graph.number_of_edges())),
        memberships=tuple(Membership(f"S{node:03}", f"A{at}") for at, edge in enumerate(graph.edges) for node in edge),
    )


@st.composite
def _random_graphs(draw: st.DrawFn) -> "nx.Graph[int]":
    """Of 2 to 200 nodes, none alone, sparse to dense, connected or not."""
    size, density = draw(st.integers(2, 200)), draw(st.floats(0.5, 8))
    graph: nx.Graph[int] = nx.fast_gnp_random_graph(size, min(1.0, density / size), seed=draw(st.integers(0, 10**6)))
    graph.add_edge(0, 1)
    graph.remove_nodes_from(list(nx.isolates(graph)))
    return graph


@settings(max_examples=30, deadline=None)
@given(graph=_random_graphs())
def test_brokers_equal_networkx(graph: "nx.Graph[int]") -> None:
    found = brokers(_landscape(graph), 200)
    reference = nx.betweenness_centrality(graph), nx.effective_size(graph), nx.constraint(graph)
    cuts = set(nx.articulation_points(graph))
    assert (found.error, found.confidence, len(found.brokers)) == (0.0, 1.0, len(graph))
    for broker in found.brokers:
        node = int(broker.id[1:])
        values = (broker.betweenness, broker.effective_size, broker.constraint)
        assert values == pytest.approx([each[node] for each in reference], abs=1e-9)
        assert (broker.partners, broker.cut) == (graph.degree(node), node in cuts)


@settings(max_examples=8, deadline=None)
@given(graph=_random_graphs().filter(lambda graph: len(graph) > 20), seed=st.integers(0, 9))
def test_sampled_betweenness_is_within_the_stated_error(graph: "nx.Graph[int]", seed: int) -> None:
    known, exact = _landscape(graph), nx.betweenness_centrality(graph)
    with pytest.MonkeyPatch.context() as patched:
        _large(patched)
        found = brokers(known, 200, error=0.05, confidence=0.999, seed=seed)
    assert (found.error, found.confidence) == (0.05, 0.999)
    assert max(abs(broker.betweenness - exact[int(broker.id[1:])]) for broker in found.brokers) <= found.error


@settings(max_examples=20, deadline=None)
@given(graph=_random_graphs(), block=st.integers(1, 300))
def test_structural_holes_do_not_depend_on_the_blocks(graph: "nx.Graph[int]", block: int) -> None:
    matrix = sparse.csr_array(nx.to_numpy_array(graph))
    whole = structural_holes(matrix)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(products, "BLOCK", block)
        cut = structural_holes(matrix)
    assert np.array_equal(whole, cut)


@settings(max_examples=20, deadline=None)
@given(graph=_random_graphs(), data=st.data())
def test_structural_holes_of_some_are_those_of_all(graph: "nx.Graph[int]", data: st.DataObject) -> None:
    matrix = sparse.csr_array(nx.to_numpy_array(graph))
    some = np.array(sorted(data.draw(st.sets(st.integers(0, len(graph) - 1), min_size=1))))
    for asked, whole in zip(structural_holes(matrix, some), structural_holes(matrix), strict=True):
        assert np.array_equal(asked, whole[some])


@pytest.mark.parametrize("engine", [_small, _large])
def test_communities_are_the_cliques_that_are_hardly_joined(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    engine(monkeypatch)
    found = communities(allied("abcde", "fghi", "jkl", "ef", "ij"))
    assert found.groups == (
        ("Sa", "Sb", "Sc", "Sd", "Se"),
        ("Sf", "Sg", "Sh", "Si"),
        ("Sj", "Sk", "Sl"),
    )


@pytest.mark.parametrize("engine", [_small, _large])
@settings(max_examples=10, deadline=None)
@given(graph=_random_graphs(), seed=st.integers(0, 9))
def test_communities_divide_the_studios_and_state_their_modularity(
    engine: Engine, graph: "nx.Graph[int]", seed: int
) -> None:
    known = _landscape(graph)
    with pytest.MonkeyPatch.context() as patched:
        engine(patched)
        found, again = communities(known, seed=seed), communities(known, seed=seed)
    assert found == again
    assert sorted(each for group in found.groups for each in group) == [studio.id for studio in known.studios]
    groups = [{int(each[1:]) for each in group} for group in found.groups]
    assert found.modularity == pytest.approx(nx.community.modularity(graph, groups), abs=1e-9)


@pytest.mark.parametrize("engine", [_small, _large])
def test_the_only_way_between_two_groups_is_the_first_broker(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    engine(monkeypatch)
    first = brokers(allied("abcm", "mxyz"), 1, error=0.1).brokers[0]
    assert (first.id, first.cut, first.partners, first.effective_size) == ("Sm", True, 6, 4.0)


def test_who_left_an_alliance_is_joined_no_more() -> None:
    known = allied("ab", "bc")
    left = replace(known, memberships=(replace(known.memberships[0], until="2021"), *known.memberships[1:]))
    assert [broker.id for broker in brokers(left).brokers] == ["Sb", "Sc"]


def test_a_landscape_without_alliances_has_neither() -> None:
    known = allied(also="ab")
    assert (communities(known).groups, brokers(known).brokers) == ((), ())
