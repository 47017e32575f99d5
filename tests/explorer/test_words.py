"""Values are written as Chinese readers expect, and the examples in the modules are true."""

import doctest
from types import ModuleType

import pytest

from explorer import sheet, tiles, words


@pytest.mark.parametrize("module", [words, sheet, tiles])
def test_the_examples_of_a_module_are_true(module: ModuleType) -> None:
    outcome = doctest.testmod(module)
    assert outcome.attempted
    assert not outcome.failed


@pytest.mark.parametrize(
    ("field", "value", "written"),
    [
        ("established_on", "2019-05", "2019年5月"),
        ("established_on", "上世纪", "上世纪"),
        ("benefit_wan", 12000.0, "1.2亿元"),
        ("benefit_wan", 0.0, "0万元"),
        ("converted", False, "否"),
        ("goals", ["甲", "乙"], "甲、乙"),
        ("goals", [], "—"),
        ("name", None, "—"),
        ("stated_members", 1500, "1,500"),
    ],
)
def test_a_property_is_written_for_a_reader(field: str, value: object, written: str) -> None:
    assert words.shown(field, value) == written


def test_names_are_ordered_by_pinyin_whatever_stands_in_front() -> None:
    assert sorted(["周岚", "“安全”", "陈默"], key=words.alphabetical) == ["“安全”", "陈默", "周岚"]
