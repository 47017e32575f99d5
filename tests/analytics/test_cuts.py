"""Cuts are the articulation points of the network, and their parts are what networkx finds when they are taken out."""

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analytics.cuts import cuts
from graph.analytics.sparse import matrices
from graph.landscape import Landscape
from tests.analytics.small import allied, graphs


def _network(known: Landscape) -> "nx.Graph[int]":
    """Studios by position, joined when they are in one alliance."""
    view = matrices(known)
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(view.ids)))
    for column in view.present.T.tolil().rows:
        graph.add_edges_from((one, other) for one in column for other in column if one < other)
    return graph


@settings(max_examples=60, deadline=None)
@given(known=graphs())
def test_cuts_are_the_articulation_points_of_the_network(known: Landscape) -> None:
    assert [cut.studio for cut in cuts(matrices(known).present)] == sorted(nx.articulation_points(_network(known)))


@settings(max_examples=40, deadline=None)
@given(known=graphs(), data=st.data())
def test_parts_are_what_is_left_without_the_studio(known: Landscape, data: st.DataObject) -> None:
    network, found = _network(known), cuts(matrices(known).present)
    if not found:
        return
    cut = data.draw(st.sampled_from(found))
    around = network.subgraph(nx.node_connected_component(network, cut.studio) - {cut.studio})
    parts = [cut.part(number) for number in range(len(cut.sizes))]
    assert sorted(map(tuple, parts)) == sorted(tuple(sorted(part)) for part in nx.connected_components(around))
    assert [len(part) for part in parts] == list(cut.sizes) == sorted(cut.sizes, reverse=True)
    assert cut.lost == len(around) - cut.sizes[0]


def test_an_alliance_of_a_single_studio_makes_no_broker() -> None:
    assert cuts(matrices(allied("ab", "a", "b")).present) == []
