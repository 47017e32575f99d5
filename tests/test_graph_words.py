"""The examples in the small modules of the graph are true."""

import doctest
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import days, marks, model, names, neo4j_scope, numerals, schema, spreadsheet


@pytest.mark.parametrize("module", [days, marks, model, names, neo4j_scope, numerals, schema, spreadsheet])
def test_the_examples_of_a_module_are_true(module: ModuleType) -> None:
    outcome = doctest.testmod(module)
    assert outcome.attempted
    assert not outcome.failed


DATES = st.dates().map(lambda day: day.isoformat()) | st.sampled_from(["", "2019", "2019-05"])


@given(st.tuples(DATES, DATES), st.tuples(DATES, DATES), st.dates().map(lambda day: day.isoformat()))
def test_stays_that_hold_on_one_day_overlap(one: days.Stay, other: days.Stay, day: str) -> None:
    assert days.overlap(one, other) == days.overlap(other, one)
    assert not (days.holds(*one, day) and days.holds(*other, day)) or days.overlap(one, other)


@given(st.floats(-1e15, 1e15) | st.integers(-(10**15), 10**15))
def test_a_number_is_never_written_in_powers_of_ten(value: float) -> None:
    written = numerals.number(value)
    assert "e" not in written
    assert float(written.replace(",", "")) == pytest.approx(value, abs=1e-6)


@given(st.integers(1, 9999))
def test_a_chinese_numeral_is_read_as_it_is_written(value: int) -> None:
    digits, units = "零一二三四五六七八九", ("千", "百", "十", "")
    parts = [
        digits[int(each)] + unit if each != "0" else "零" for each, unit in zip(f"{value:04d}", units, strict=True)
    ]
    assert numerals.value_of("".join(parts)) == value
