"""Points are divided over reasons without losing any."""

from math import fsum

from hypothesis import given
from hypothesis import strategies as st

from graph.analytics.reason import Share, divide

_shares = st.lists(
    st.builds(
        Share, st.floats(0.001, 10), st.sampled_from("ab"), st.just("一句"), st.sampled_from([("x",), ("y",), ("z",)])
    ),
    min_size=1,
    max_size=6,
)


@given(st.lists(st.tuples(st.floats(0.001, 40), _shares), max_size=6))
def test_the_points_of_reasons_add_up_to_the_points_given(pieces: list[tuple[float, list[Share]]]) -> None:
    reasons = divide(pieces)
    assert round(fsum(reason.points for reason in reasons), 4) == round(fsum(points for points, _ in pieces), 4)
    assert all(reason.points == round(reason.points, 4) > 0 for reason in reasons)


def test_points_are_divided_in_proportion_to_the_shares() -> None:
    reasons = divide([(4.0, [Share(1, "a", "甲", ("x",)), Share(3, "b", "乙", ("y",))])])
    assert [(reason.text, reason.points) for reason in reasons] == [("乙", 3.0), ("甲", 1.0)]


def test_what_two_methods_say_with_the_same_evidence_is_one_reason() -> None:
    share = Share(1, "a", "甲", ("x",))
    assert [reason.points for reason in divide([(1.5, [share]), (2.0, [share])])] == [3.5]


def test_a_reason_without_points_is_dropped() -> None:
    reasons = divide([(1.0, [Share(1, "a", "甲", ("x",)), Share(1e-9, "b", "乙", ("y",))])])
    assert [reason.code for reason in reasons] == ["a"]


def test_the_ten_thousandth_left_by_rounding_goes_to_one_of_the_reasons() -> None:
    reasons = divide([(1.0, [Share(1, "a", text, (text,)) for text in "甲乙丙"])])
    assert sorted(reason.points for reason in reasons) == [0.3333, 0.3333, 0.3334]
