"""Grades of lists equal what is computed by hand, and chance gets what chance should."""

from math import log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analytics.grading import FIRST, Quality, among, grade, paired, quality, ranked


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([1], (1.0, 1.0, 1.0)),
        ([2], (0.5, 1.0, 1 / log2(3))),
        ([1, 2], (1.0, 1.0, 1.0)),
        ([1, 3], (1.0, 1.0, (1 + 1 / 2) / (1 + 1 / log2(3)))),
        ([10], (0.1, 1.0, 1 / log2(11))),
        ([11, 12], (1 / 11, 0.0, 0.0)),
        (list(range(1, 30)), (1.0, 1.0, 1.0)),  # more true ones than places
    ],
)
def test_a_list_is_graded_by_where_the_true_ones_stand(places: list[int], expected: tuple[float, float, float]) -> None:
    assert grade(np.array(places)) == pytest.approx(expected)


def test_a_list_without_a_true_one_is_not_counted() -> None:
    marks = np.array([grade(np.array([], dtype=np.int64)), grade(np.array([2])), grade(np.array([20]))])
    assert quality(marks) == Quality(2, (1 / 2 + 1 / 20) / 2, 0.5, 1 / log2(3) / 2)
    assert quality(marks[:1]) == Quality(0, 0.0, 0.0, 0.0)


def test_the_other_true_ones_neither_help_nor_hurt() -> None:
    places = np.array([1, 2, 5, 9])
    assert among(places, np.array([False, True, False, True])).tolist() == [1, 7]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=30))
def test_the_greatest_come_first_and_equals_as_they_were_shuffled(scores: list[int]) -> None:
    values = np.array(scores, dtype=np.float64)
    shuffled = np.random.default_rng(len(scores)).permutation(len(scores))
    order = ranked(values, shuffled)
    came = {int(each): at for at, each in enumerate(shuffled)}
    assert order.tolist() == sorted(range(len(scores)), key=lambda each: (-scores[each], came[each]))


def test_lists_in_random_order_get_the_expected_grades() -> None:
    size, lists = 50, 4000
    random = np.random.default_rng(1)
    marks = [grade(1 + np.flatnonzero(random.permutation(size) == 0)) for _ in range(lists)]
    measured = quality(np.array(marks))
    assert measured.mrr == pytest.approx(sum(1 / place for place in range(1, size + 1)) / size, abs=0.01)
    assert measured.hits_at_10 == pytest.approx(FIRST / size, abs=0.02)


def test_the_interval_holds_the_difference_and_shrinks_with_more_lists() -> None:
    random = np.random.default_rng(2)
    few, many = (paired(random.normal(0.2, 1, size), np.zeros(size), random) for size in (50, 5000))
    assert few.low < few.difference < few.high
    assert many.low > 0
    assert many.high - many.low < (few.high - few.low) / 5
    assert many.high - many.low == pytest.approx(2 * 1.96 / 5000**0.5, rel=0.1)


def test_lists_only_one_side_has_are_not_compared() -> None:
    found = paired(np.array([1.0, np.nan, 1.0]), np.array([0.5, 0.5, 0.5]), np.random.default_rng(0))
    assert (found.difference, found.low, found.high) == (0.5, 0.5, 0.5)
