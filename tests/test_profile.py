"""A profile shows what is stated, in Chinese, in a fixed order, and nothing that is not."""

import json

import pytest

from graph.errors import MengtuError
from graph.profile import profile, written
from graph.store import GraphStore
from tests import fixture_graph as fixture


@pytest.fixture
def store(invented: GraphStore) -> GraphStore:
    return invented


def test_properties_come_under_their_labels_and_absent_ones_not_at_all(store: GraphStore) -> None:
    labelled = dict(profile(store, fixture.WELDING.id).labelled())
    assert labelled["场所面积(㎡)"] == "120.5"
    assert labelled["成员总数"] == "12"
    assert "摘牌日期" not in labelled


def test_lists_and_flags_are_written_as_people_write_them(store: GraphStore) -> None:
    assert dict(profile(store, fixture.REGIONAL.id).labelled())["联盟类型"] == "跨区域、跨企业"
    assert dict(profile(store, fixture.PATENT.id).labelled())["是否转化"] == "是"


def test_neighbours_are_grouped_by_the_word_for_their_relation(store: GraphStore) -> None:
    groups = dict(profile(store, fixture.WELDING.id).groups())
    assert [each.name for each in groups["领衔人"]] == ["林晓"]
    assert [each.name for each in groups["加入"]] == ["松江焊接联盟"]
    assert "载明" not in groups


def test_stated_figures_keep_the_words_of_the_source(store: GraphStore) -> None:
    figures = {figure.name: figure for figure in profile(store, fixture.WELDING.id).figures}
    assert (figures["培训人数"].text, figures["培训人数"].value) == ("1500余", 1500.0)
    assert figures["节约成本"].value is None


def test_the_document_is_plain_json(store: GraphStore) -> None:
    document = profile(store, fixture.LIN.id).as_json()
    assert json.loads(json.dumps(document)) == document
    assert set(document) == {"id", "kind", "name", "properties", "relations", "figures"}


@pytest.mark.parametrize("node_id", ["S000000000000", "", "乱写", "K388392c8465b"])
def test_what_is_not_there_is_refused(store: GraphStore, node_id: str) -> None:
    with pytest.raises(MengtuError, match="mengtu find"):
        profile(store, node_id)


def test_a_stay_that_ended_stands_apart(store: GraphStore) -> None:
    groups = dict(profile(store, fixture.WELDING.id, today="2026-01-01").groups())
    assert [each.name for each in groups["加入"]] == ["松江焊接联盟"]
    assert [(each.name, each.until) for each in groups["曾加入"]] == [("产业链联盟", "2023-12-31")]
    assert [each.name for each in groups["原成员"]] == ["王平"]


def test_before_it_ended_it_was_no_former_stay(store: GraphStore) -> None:
    groups = dict(profile(store, fixture.WELDING.id, today="2021-01-01").groups())
    assert {each.name for each in groups["加入"]} == {"松江焊接联盟", "产业链联盟"}
    assert "曾加入" not in groups


def test_two_stays_that_hold_are_one_line_and_each_former_one_is_its_own(store: GraphStore) -> None:
    known = profile(store, fixture.ASSEMBLY.id, today="2026-01-01")
    (present,) = [each for each in known.related("MEMBER_OF") if each.id == fixture.CHAIN.id]
    (former,) = known.related("MEMBER_OF", former=True)
    assert (present.since, present.until) == ("2021", "")
    assert (former.id, former.since, former.until) == (fixture.CHAIN.id, "2016", "2018")


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("benefit_wan", 1234567.0, "1,234,567"),
        ("area_m2", 0.5, "0.5"),
        ("attendance", 12000, "12,000"),
        ("year", 2023, "2023"),
        ("converted", False, "否"),
        ("goals", ["甲", "乙"], "甲、乙"),
    ],
)
def test_a_value_is_written_as_people_write_it(field: str, value: object, text: str) -> None:
    assert written(field, value) == text
