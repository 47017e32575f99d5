"""Everybody's best equal what networkx says of every pair, equals come by id, and nobody barred is named."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analytics import products
from graph.analytics.everybody import DECIMALS, LINK_SCORES, NOBODY, LinkScore, nearest, open_pairs
from graph.analytics.partners import may_be_suggested
from graph.analytics.sparse import EPSILON, Matrices
from graph.landscape import Landscape
from tests.analytics.small import allied, graphs, landscapes

_scores = st.sampled_from(LINK_SCORES)


def _reference(known: Landscape, score: LinkScore) -> dict[tuple[str, str], float]:
    """The score of every pair of studios, in ascending order of ids, by networkx."""
    ids = Matrices(known).ids
    met = nx.bipartite.collaboration_weighted_projected_graph(known.bipartite, ids)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(ids)
    graph.add_edges_from((a, b) for a, b in met.edges if any(known.met(a, b, each) for each in known.alliance))
    pairs = list(combinations(ids, 2))
    adjacency = nx.to_numpy_array(graph, nodelist=ids)
    match score:
        case "common_neighbours":
            return {pair: float(len(list(nx.common_neighbors(graph, *pair)))) for pair in pairs}
        case "adamic_adar":
            return {(a, b): value for a, b, value in nx.adamic_adar_index(graph, pairs)}
        case "resource_allocation":
            return {(a, b): value for a, b, value in nx.resource_allocation_index(graph, pairs)}
        case "shared_alliances":
            square = np.linalg.matrix_power(nx.to_numpy_array(met, nodelist=ids), 2)
        case "local_path":
            square = adjacency @ adjacency + EPSILON * adjacency @ adjacency @ adjacency
    return {(a, b): float(square[ids.index(a), ids.index(b)]) for a, b in pairs}


def _told(known: Landscape, score: LinkScore, top: int) -> dict[str, list[tuple[str, float]]]:
    view = Matrices(known)
    found = nearest(view, score, top=top, threads=2)
    return {
        studio: [(view.ids[at], value) for at, value in zip(others, values, strict=True) if at != NOBODY]
        for studio, others, values in zip(view.ids, found.others.tolist(), found.scores.tolist(), strict=True)
    }


def _expected(known: Landscape, score: LinkScore, top: int) -> dict[str, list[tuple[str, float]]]:
    view, values = Matrices(known), _reference(known, score)
    lists = {}
    for at, studio in enumerate(view.ids):
        may_be = may_be_suggested(view, at)
        row = [(other, values[min(studio, other), max(studio, other)]) for other in np.array(view.ids)[may_be].tolist()]
        row.sort(key=lambda pair: (-round(pair[1], DECIMALS), pair[0]))
        lists[studio] = [pair for pair in row if pair[1] > 0][:top]
    return lists


def _same(told: dict[str, list[tuple[str, float]]], expected: dict[str, list[tuple[str, float]]]) -> bool:
    assert {studio: [each for each, _ in row] for studio, row in told.items()} == {
        studio: [each for each, _ in row] for studio, row in expected.items()
    }
    flat = [[value for row in lists.values() for _, value in row] for lists in (told, expected)]
    return flat[0] == pytest.approx(flat[1], abs=1e-9)


@pytest.mark.parametrize("score", LINK_SCORES)
@settings(max_examples=25, deadline=None)
@given(known=graphs(), top=st.integers(1, 6))
def test_everybody_is_told_what_networkx_says_of_each_pair(score: LinkScore, known: Landscape, top: int) -> None:
    assert _same(_told(known, score, top), _expected(known, score, top))


@settings(max_examples=60, deadline=None)
@given(landscapes().filter(lambda known: all(not link.until for link in known.memberships)), _scores)
def test_closed_simulated_and_allied_studios_are_barred_as_in_suggestions(known: Landscape, score: LinkScore) -> None:
    assert _same(_told(known, score, 3), _expected(known, score, 3))


@settings(max_examples=25, deadline=None)
@given(known=graphs(), score=_scores)
def test_the_size_of_blocks_changes_nothing(known: Landscape, score: LinkScore) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(products, "BLOCK", 40)
        cut = _told(known, score, 3)
    assert _same(cut, _told(known, score, 3))


def test_equals_beyond_the_last_place_come_by_id() -> None:
    known = allied("mx", *(f"x{name}" for name in "jihgfedcba"))
    assert [each for each, _ in _told(known, "adamic_adar", 3)["Sm"]] == ["Sa", "Sb", "Sc"]


def test_equals_whose_sums_round_differently_come_by_id() -> None:
    between = ("amn", "bop")  # 1 / ln k of the shared partners in another order of ids
    known = allied("xm", "xn", "xo", "xp", "zn", "zm", *between, "om", "ym", "yn")
    told = _told(known, "adamic_adar", 5)["Sx"]
    ties = [(round(value, DECIMALS), each) for each, value in told]
    assert ties == sorted(ties, key=lambda pair: (-pair[0], pair[1]))


@settings(max_examples=40, deadline=None)
@given(known=graphs(), score=_scores, top=st.integers(1, 8), each=st.integers(1, 4))
def test_open_pairs_are_what_going_through_all_pairs_gives(
    known: Landscape, score: LinkScore, top: int, each: int
) -> None:
    ids, values = Matrices(known).ids, _reference(known, score)
    allied_now = {pair for group in _groups(known) for pair in combinations(sorted(group), 2)}
    free = [pair for pair in combinations(ids, 2) if pair not in allied_now and values[pair] > 0]
    named: Counter[str] = Counter()
    expected: list[tuple[str, str]] = []
    for pair in sorted(free, key=lambda pair: (-round(values[pair], DECIMALS), pair)):
        if len(expected) < top and max(named[pair[0]], named[pair[1]]) < each:
            named.update(pair)
            expected.append(pair)
    found = open_pairs(known, top, each=each, score=score, threads=1)
    assert [(pair.one, pair.other) for pair in found] == expected
    assert [pair.rank for pair in found] == list(range(1, len(found) + 1))


def _groups(known: Landscape) -> list[list[str]]:
    return [list(known.bipartite[alliance]) for alliance in known.alliance]


def test_an_open_pair_names_who_could_introduce_them_the_closest_first() -> None:
    known = allied("ab", "bz", "acde", "cz")
    (found, *_) = open_pairs(known, 1)
    assert (found.one, found.other, found.between) == ("Sa", "Sz", ("Sb", "Sc"))


def test_a_closed_studio_is_in_no_open_pair() -> None:
    known = allied("ab", "bc")
    closed = replace(known, studios=(replace(known.studios[0], open=False), *known.studios[1:]))
    assert len(open_pairs(known)) == 1
    assert open_pairs(closed) == ()


def test_whoever_left_may_be_introduced_again_by_those_who_stayed() -> None:
    known = allied("abc")
    left = replace(known, memberships=(replace(known.memberships[0], until="2021"), *known.memberships[1:]))
    assert [(pair.one, pair.other) for pair in open_pairs(left)] == [("Sa", "Sb"), ("Sa", "Sc")]


@pytest.mark.parametrize("score", LINK_SCORES)
def test_a_landscape_without_alliances_has_no_open_pair(score: LinkScore) -> None:
    assert open_pairs(allied(also="ab"), score=score) == ()
    assert open_pairs(Landscape(()), score=score) == ()
