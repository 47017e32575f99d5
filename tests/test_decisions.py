"""Decisions on pairs of studios: whichever asks, the newest counts; they outlive merges and undone imports."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Connection, Engine

from graph.analytics.partners import suggest
from graph.landscape import Landscape
from ingest import candidates
from ingest.database import RegisterError, open_engine, reading, sqlite_url, writing
from ingest.decisions import (
    LONGEST_REASON,
    VERDICTS,
    Decision,
    Verdict,
    beside,
    decide,
    decisions,
    dismissed,
    names,
    standing,
    withdraw,
)
from ingest.load import undo
from ingest.tables import node_table
from ingest.workspace import open_workspace
from tests.analytics.small import landscapes
from tests.forgetting import NAME, fill, forget_one, on_disk
from tests.workbench import NOON, load_texts

LEDGERS = {
    "单位": "单位名称|地区\n云帆控股集团有限公司|山东省潍坊市",
    "工作室": (
        "工作室名称|领衔人|所在单位|地区\n周岚劳模创新工作室|周岚|云帆控股集团有限公司|山东省潍坊市\n"
        "周岚工作室|周岚|云帆集团|山东省潍坊市\n林晓工作室|林晓|星河汽车|北京市\n许川工作室|许川|云帆集团|北京市"
    ),
}

ZHOU = ("周岚劳模创新工作室", "周岚工作室")  # may be one


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(sqlite_url(tmp_path))
    yield opened
    opened.dispose()


@pytest.fixture
def loaded(engine: Engine, tmp_path: Path) -> Engine:
    load_texts(engine, tmp_path / "ledgers", LEDGERS)
    return engine


def decided(engine: Engine, studio: str | None = None) -> list[Decision]:
    with reading(engine) as connection:
        return standing(connection, studio)


def keep(engine: Engine, one: str, other: str, verdict: Verdict = "dismissed", reason: str = "太远") -> Decision:
    with writing(engine) as (connection, _):
        return decide(connection, (one, other), verdict, reason, at=NOON)


def take_back(engine: Engine, one: str, other: str) -> bool:
    with writing(engine) as (connection, _):
        return withdraw(connection, (one, other), at=NOON)


def studio(engine: Engine, name: str) -> str:
    """The id of a studio by its name."""
    with reading(engine) as connection:
        alive = sa.select(node_table.c.id).where(node_table.c.kind == "Studio", node_table.c.alive.is_(True))
        called = names(connection, connection.scalars(alive).all())
    (found,) = (each for each, known in called.items() if known == name)
    return found


def question_about(engine: Engine, *wanted: str) -> candidates.Question:
    """The question of identity about two names; its first side would stand for both."""
    with reading(engine) as connection:
        return next(each for each in candidates.questions(connection) if set(wanted) == set(each.names))


@pytest.mark.parametrize("pair", [("S1", "S2"), ("S2", "S1")])
def test_a_decision_is_the_same_whichever_of_the_two_asks(engine: Engine, pair: tuple[str, str]) -> None:
    made = keep(engine, *pair, "agreed", "")
    assert made == Decision("S1", "S2", "agreed", "", NOON.isoformat())
    assert decided(engine) == decided(engine, "S1") == decided(engine, "S2") == [made]
    assert (made.beside("S1"), made.beside("S2")) == ("S2", "S1")


def test_the_newest_decision_counts_and_every_one_is_kept(engine: Engine) -> None:
    for verdict in VERDICTS:
        keep(engine, "S1", "S2", verdict)
    assert [each.verdict for each in decided(engine)] == ["dismissed"]
    with reading(engine) as connection:
        kept = connection.execute(sa.select(decisions.c.verdict, decisions.c.undone_at)).all()
    assert [(row.verdict, row.undone_at is None) for row in kept] == [
        ("contacted", False),
        ("agreed", False),
        ("dismissed", True),
    ]


def test_the_latest_is_listed_first_and_only_dismissed_ones_are_out_of_the_question(engine: Engine) -> None:
    keep(engine, "S1", "S2", "contacted")
    keep(engine, "S3", "S1")
    keep(engine, "S3", "S2")
    with reading(engine) as connection:
        found = beside(connection, "S1")
    assert list(found) == ["S3", "S2"]
    assert dismissed(found) == {"S3"}


def test_taking_back_says_whether_there_was_anything(engine: Engine) -> None:
    keep(engine, "S1", "S2")
    assert take_back(engine, "S2", "S1")
    assert decided(engine) == []
    assert not take_back(engine, "S1", "S2")


@pytest.mark.parametrize(
    ("pair", "reason", "said"),
    [
        (("S1", "S1"), "太远", "同一个工作室"),
        (("S1", "S2"), " \n ", "请写明原因"),
        (("S1", "S2"), "远" * (LONGEST_REASON + 1), f"最多 {LONGEST_REASON} 字"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_the_decision_before_stands(
    engine: Engine, pair: tuple[str, str], reason: str, said: str
) -> None:
    before = keep(engine, "S1", "S2", "contacted")
    with pytest.raises(RegisterError, match=said):
        keep(engine, *pair, "dismissed", reason)
    assert decided(engine) == [before]


def test_numbers_of_telephones_and_identity_papers_are_not_kept(engine: Engine) -> None:
    keep(engine, "S1", "S2", "contacted", "张一\n13900001111，证件 370101197001011234")
    (made,) = decided(engine)
    assert made.reason == "张一 （电话号码，不显示），证件 （证件号码，不显示）"


def test_a_day_is_told_on_this_machines_clock(engine: Engine) -> None:
    made = keep(engine, "S1", "S2")
    assert made.day == NOON.astimezone().date().isoformat()


@pytest.mark.parametrize("asking", [0, 1])
def test_a_decision_counts_for_the_studio_that_stands_for_a_merged_one(loaded: Engine, asking: int) -> None:
    question, other = question_about(loaded, *ZHOU), studio(loaded, "林晓工作室")
    made = keep(loaded, question.other.id, other)
    candidates.decide(loaded, question.id, "same", NOON)
    (found,) = decided(loaded, (question.one.id, other)[asking])
    assert {found.one, found.other} == {question.one.id, other}
    candidates.reopen(loaded, question.id, NOON)
    assert decided(loaded) == [made]


def test_a_decision_outlives_a_merge_of_the_organizations(loaded: Engine) -> None:
    # The studio's id is made of its organization: once that is merged, the studio has another one.
    before, other = studio(loaded, "许川工作室"), studio(loaded, "林晓工作室")
    keep(loaded, before, other)
    candidates.decide(loaded, question_about(loaded, "云帆控股集团有限公司", "云帆集团").id, "same", NOON)
    after = studio(loaded, "许川工作室")
    assert after != before
    assert [each.beside(after) for each in decided(loaded, after)] == [other]
    assert decided(loaded, before) == decided(loaded, after)
    assert take_back(loaded, after, other)
    assert decided(loaded) == []


def test_of_two_decisions_that_a_merge_brings_together_the_newest_counts(loaded: Engine) -> None:
    question, other = question_about(loaded, *ZHOU), studio(loaded, "林晓工作室")
    keep(loaded, question.one.id, other)
    keep(loaded, question.other.id, other, "agreed")
    candidates.decide(loaded, question.id, "same", NOON)
    assert [each.verdict for each in decided(loaded)] == ["agreed"]
    assert take_back(loaded, question.one.id, other)
    assert decided(loaded) == []


def test_a_pair_that_became_one_studio_is_no_pair_until_the_merge_is_taken_back(loaded: Engine) -> None:
    question = question_about(loaded, *ZHOU)
    made = keep(loaded, question.one.id, question.other.id)
    candidates.decide(loaded, question.id, "same", NOON)
    assert decided(loaded) == []
    candidates.reopen(loaded, question.id, NOON)
    assert decided(loaded) == [made]


def test_an_import_taken_back_leaves_decisions_and_names(loaded: Engine, tmp_path: Path) -> None:
    made = keep(loaded, studio(loaded, "许川工作室"), studio(loaded, "林晓工作室"))
    undo(loaded, 1, at=NOON)
    assert decided(loaded) == [made]
    with reading(loaded) as connection:
        assert set(names(connection, (made.one, made.other)).values()) == {"许川工作室", "林晓工作室"}
    load_texts(loaded, tmp_path / "ledgers", LEDGERS)
    assert decided(loaded, studio(loaded, "林晓工作室")) == [made]


def test_a_studio_nothing_tells_of_is_called_by_its_id(engine: Engine) -> None:
    with reading(engine) as connection:
        assert names(connection, ["S9"]) == {"S9": "S9"}


def test_a_workspace_of_an_earlier_version_gains_the_table(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path, "embedded")
    with writing(workspace.engine) as (connection, _):
        decisions.drop(connection)
    workspace.close()
    again = open_workspace(tmp_path, "embedded")
    keep(again.engine, "S1", "S2")
    assert len(decided(again.engine)) == 1
    again.close()


def test_a_forgotten_person_is_erased_from_every_reason_that_was_ever_written(tmp_path: Path) -> None:
    (tmp_path / "家").mkdir()
    engine = open_engine(sqlite_url(tmp_path / "家"))
    fill(engine, tmp_path)
    one, other = studio(engine, "甲工作室"), studio(engine, "乙工作室")
    keep(engine, one, other, "contacted", f"与{NAME[:2]} {NAME[2:]}谈过")
    keep(engine, one, other, "agreed", f"{NAME}同意了，王三也同意")
    done = forget_one(engine)
    (made,) = decided(engine)
    assert (made.reason, done.erased["decisions"]) == (f"{done.stub}同意了，王三也同意", 2)
    assert on_disk(engine, f"{NAME}同意", f"{NAME[:2]} ") == []


def test_a_moment_later_changes_nothing_in_the_order(engine: Engine) -> None:
    # Two planners' clocks may differ: what was written last counts.
    keep(engine, "S1", "S2")
    with writing(engine) as (connection, _):
        decide(connection, ("S1", "S2"), "agreed", "", at=NOON - timedelta(days=1))
    assert [each.verdict for each in decided(engine)] == ["agreed"]


_OTHERS = st.lists(st.tuples(st.integers(1, 8), st.booleans(), st.sampled_from(sorted(VERDICTS))), max_size=6)


def _as_asked(connection: Connection, known: Landscape, asking: str) -> list[str]:
    without = dismissed(beside(connection, asking))
    return [each.id for each in suggest(known, asking, top=50, dismissed=without)]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(landscapes(), _OTHERS)
def test_a_dismissed_pair_never_appears_and_taking_back_restores_the_list(
    engine: Engine, known: Landscape, choices: list[tuple[int, bool, Verdict]]
) -> None:
    asked = [each.id for each in known.studios]
    with writing(engine) as (connection, transaction):
        before = {each: _as_asked(connection, known, each) for each in asked}
        last: dict[str, Verdict] = {}
        for number, turned, verdict in choices:
            other = f"S{number}"
            decide(connection, (other, "S0") if turned else ("S0", other), verdict, "试", at=NOON)
            last[other] = verdict
        out = {other for other, verdict in last.items() if verdict == "dismissed"}
        for each in asked:
            gone = out if each == "S0" else {"S0"} if each in out else set[str]()
            assert _as_asked(connection, known, each) == [found for found in before[each] if found not in gone]
        for other in last:
            assert withdraw(connection, ("S0", other), at=NOON)
        assert {each: _as_asked(connection, known, each) for each in asked} == before
        transaction.rollback()
