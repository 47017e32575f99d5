"""Decisions about identity: they merge, are remembered, outlive other merges, and are taken back without a trace."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from ingest.candidates import Question, decide, questions, reopen
from ingest.database import RegisterError, open_engine, reading, sqlite_url
from ingest.judgements import Judgement, pair_id, same_as, standing
from ingest.tables import edge_table, node_table
from tests.workbench import NOON, load_texts

LEDGERS = {
    "单位": "单位名称|地区\n云帆控股集团有限公司|山东省潍坊市\n星河汽车有限公司|北京市",
    "工作室": (
        "工作室名称|领衔人|所在单位|地区\n周岚劳模创新工作室|周岚|云帆控股集团有限公司|山东省潍坊市\n"
        "周岚工作室|周岚|云帆集团|山东省潍坊市\n林晓工作室|林晓|星汽|北京市"
    ),
    "成员": "姓名|工作室|工种\n许川|周岚劳模创新工作室|焊工\n许川|周岚工作室|焊工\n许川|林晓工作室|钳工",
    "师徒": "师傅|徒弟|师傅工作室\n周岚|陆一|\n周岚|陆二|周岚工作室",
}

View = tuple[set[tuple[str, str]], set[tuple[str, str, str]]]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(sqlite_url(tmp_path))
    load_texts(opened, tmp_path / "ledgers", LEDGERS)
    yield opened
    opened.dispose()


def view(engine: Engine) -> View:
    """Everything alive in the present view."""
    with reading(engine) as connection:
        nodes = sa.select(node_table.c.id, node_table.c.properties).where(node_table.c.alive.is_(True))
        edges = sa.select(edge_table.c.type, edge_table.c.id, edge_table.c.properties)
        alive = connection.execute(edges.where(edge_table.c.alive.is_(True)))
        return {(row[0], row[1]) for row in connection.execute(nodes)}, {(row[0], row[1], row[2]) for row in alive}


def asked(engine: Engine, kind: str = "") -> list[Question]:
    with reading(engine) as connection:
        return questions(connection, [kind] if kind else None)


def about(engine: Engine, kind: str, *names: str) -> Question:
    return next(each for each in asked(engine, kind) if set(names) <= set(each.names))


def decided(engine: Engine) -> list[Judgement]:
    with reading(engine) as connection:
        return standing(connection)


def named(engine: Engine, kind: str, name: str) -> list[str]:
    """Ids of everything of a kind and name."""
    with reading(engine) as connection:
        wanted = sa.select(node_table).where(node_table.c.kind == kind, node_table.c.alive.is_(True))
        return [row.id for row in connection.execute(wanted) if json.loads(row.properties)["name"] == name]


def test_asking_changes_nothing(engine: Engine) -> None:
    before = view(engine)
    assert {each.kind for each in asked(engine)} == {"Organization", "Studio", "Person"}
    assert asked(engine) == asked(engine)
    assert view(engine) == before


def test_what_is_judged_the_same_becomes_one_and_is_found_by_both_names(engine: Engine) -> None:
    question = about(engine, "Organization", "云帆集团")
    change = decide(engine, question.id, "same", NOON)
    nodes = dict(view(engine)[0])
    assert change.removed["Organization"] == 1
    assert question.other.id not in nodes
    assert "云帆集团" in nodes[question.one.id]
    assert question.id not in {each.id for each in asked(engine)}


def test_what_is_judged_different_changes_nothing_and_is_not_asked_again(engine: Engine) -> None:
    before = view(engine)
    question = about(engine, "Organization", "云帆集团")
    change = decide(engine, question.id, "different", NOON)
    assert not change.any
    assert view(engine) == before
    assert question.id not in {each.id for each in asked(engine)}
    assert [(each.verdict, each.names) for each in decided(engine)] == [("different", "云帆控股集团有限公司；云帆集团")]


def test_a_decision_that_is_taken_back_is_asked_again(engine: Engine) -> None:
    before = asked(engine)
    for verdict in ("same", "different"):
        decide(engine, before[0].id, verdict, NOON)
        reopen(engine, before[0].id, NOON)
        assert asked(engine) == before
        assert decided(engine) == []


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=4), st.integers())
def test_taking_every_decision_back_in_any_order_brings_the_view_back_exactly(
    engine: Engine, choices: list[tuple[int, bool]], seed: int
) -> None:
    before = view(engine)
    for number, same in choices:
        open_now = asked(engine)
        if open_now:
            question = open_now[number % len(open_now)]
            try:
                decide(engine, question.id, "same" if same else "different", NOON)
            except RegisterError as refused:
                assert "矛盾" in str(refused)  # noqa: PT017 — both outcomes are right
    taken = [each.id for each in decided(engine)]
    Random(seed).shuffle(taken)
    for pair in taken:
        reopen(engine, pair, NOON)
    assert view(engine) == before


def test_a_decision_outlives_a_merge_of_the_organizations(engine: Engine) -> None:
    # The studio's id is made of its organization: once that is merged, the studio has another one.
    studios = about(engine, "Studio", "周岚工作室", "周岚劳模创新工作室")
    decide(engine, studios.id, "different", NOON)
    decide(engine, about(engine, "Organization", "云帆集团").id, "same", NOON)
    assert not [each for each in asked(engine, "Studio") if "周岚工作室" in each.names]


@pytest.mark.parametrize("order", [("Organization", "Studio"), ("Studio", "Organization")])
def test_merges_of_studios_and_organizations_come_to_the_same_in_any_order(
    engine: Engine, order: tuple[str, str]
) -> None:
    wanted = {"Organization": ("云帆集团", "云帆控股集团有限公司"), "Studio": ("周岚工作室", "周岚劳模创新工作室")}
    for kind in order:
        decide(engine, about(engine, kind, *wanted[kind]).id, "same", NOON)
    assert len({node for node, _ in view(engine)[0] if node.startswith("S")}) == 2
    assert not [each for each in asked(engine, "Studio") if "周岚工作室" in each.names]


def test_a_merge_of_people_outlives_a_merge_of_their_organizations(engine: Engine) -> None:
    # A person's id is made of the studio's, and that one's of the organization's: both become others.
    mentioned = next(each for each in asked(engine, "Person") if not each.other.registered and each.names[0] == "周岚")
    assert len(named(engine, "Person", "周岚")) == 3
    decide(engine, mentioned.id, "same", NOON)
    assert len(named(engine, "Person", "周岚")) == 2
    decide(engine, about(engine, "Organization", "云帆集团").id, "same", NOON)
    assert len(named(engine, "Person", "周岚")) == 2
    decide(engine, about(engine, "Studio", "周岚工作室", "周岚劳模创新工作室").id, "same", NOON)
    assert len(named(engine, "Person", "周岚")) == 1
    assert len(named(engine, "Person", "许川")) == 2


def test_a_decision_can_be_changed(engine: Engine) -> None:
    question = about(engine, "Organization", "云帆集团")
    before = view(engine)
    decide(engine, question.id, "same", NOON)
    decide(engine, question.id, "different", NOON)
    assert view(engine) == before
    assert [each.verdict for each in decided(engine)] == ["different"]


def test_a_contradiction_is_refused_and_nothing_is_changed(tmp_path: Path) -> None:
    engine = open_engine(sqlite_url(tmp_path))
    load_texts(engine, tmp_path / "ledgers", {"单位": "单位名称\n云帆集团\n云帆有限公司\n云帆股份有限公司"})
    one, two, three = asked(engine)
    decide(engine, one.id, "different", NOON)
    decide(engine, two.id, "same", NOON)
    assert three.id not in {each.id for each in asked(engine)}  # answered by the two decisions together
    decide(engine, two.id, "different", NOON)
    decide(engine, three.id, "same", NOON)
    with pytest.raises(RegisterError, match="矛盾"):
        decide(engine, two.id, "same", NOON)
    assert [each.verdict for each in decided(engine)] == ["different", "different", "same"]
    engine.dispose()


def test_a_file_read_again_leaves_decisions_as_they_are(engine: Engine, tmp_path: Path) -> None:
    decide(engine, about(engine, "Organization", "云帆集团").id, "same", NOON)
    before = view(engine)
    load_texts(engine, tmp_path / "ledgers", LEDGERS)
    assert view(engine) == before


@pytest.mark.parametrize("act", ["decide", "reopen"])
def test_a_question_that_never_was_is_refused_in_one_sentence(engine: Engine, act: str) -> None:
    with pytest.raises(RegisterError, match="没有编号为 X000000000000 的身份"):
        decide(engine, "X000000000000", "same", NOON) if act == "decide" else reopen(engine, "X000000000000", NOON)


IDS = st.sampled_from([f"P{number}" for number in range(6)])


@given(IDS, IDS)
def test_a_question_is_one_whichever_side_comes_first(one: str, other: str) -> None:
    assert pair_id(one, other) == pair_id(other, one)


@given(st.lists(st.tuples(IDS, IDS)), st.randoms())
def test_who_is_one_does_not_depend_on_the_order_of_decisions(pairs: list[tuple[str, str]], order: Random) -> None:
    def groups(listed: list[tuple[str, str]]) -> set[frozenset[str]]:
        stands_for = same_as(Judgement("", one, other, "", "same", "") for one, other in listed)
        assert not set(stands_for) & set(stands_for.values())
        found: dict[str, set[str]] = {}
        for node in {node for pair in listed for node in pair}:
            found.setdefault(stands_for.get(node, node), set()).add(node)
        return {frozenset(each) for each in found.values()}

    shuffled = list(pairs)
    order.shuffle(shuffled)
    assert groups(pairs) == groups(shuffled)
