"""Values are written as Chinese readers expect, and the examples in the modules are true."""

import doctest
import re
from types import ModuleType

import pytest

from explorer import query_words, tiles, words
from graph.queries import load_queries


@pytest.mark.parametrize("module", [words, tiles, query_words])
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
        ("year", 2023, "2023"),
        ("area_m2", 12345678901.5, "12,345,678,901.5"),
    ],
)
def test_a_property_is_written_for_a_reader(field: str, value: object, written: str) -> None:
    assert words.shown(field, value) == written


def test_names_are_ordered_by_pinyin_whatever_stands_in_front() -> None:
    assert sorted(["周岚", "“安全”", "陈默"], key=words.alphabetical) == ["“安全”", "陈默", "周岚"]


def test_numbered_names_are_ordered_by_their_numbers() -> None:
    names = ["第十工作室", "第二工作室", "第十一工作室", "第一工作室"]
    assert sorted(names, key=words.alphabetical) == ["第一工作室", "第二工作室", "第十工作室", "第十一工作室"]


@pytest.mark.parametrize("name", sorted(load_queries()))
def test_every_column_and_parameter_of_a_query_has_a_chinese_word(name: str) -> None:
    query = load_queries()[name]
    columns = re.findall(r"\bAS `?(\w+)", query.text)
    said = [query_words.heading(column) for column in columns] + [query_words.parameter(one) for one in query.params]
    assert [word for word in said if word.isascii()] == []


def test_no_word_of_the_schema_stands_a_second_time() -> None:
    own = query_words._OWN | {name: column for name, (_, column) in query_words._LEDGERS.items()}
    assert [name for name, word in own.items() if query_words.said_by_schema(name) == word] == []
