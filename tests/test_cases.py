"""What planners enter about a problem is kept, comes back, stands in the graph and can be taken back."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from graph.model import Edge, Node
from ingest.cases import Case, CaseError, Contact, Team, advance, begin, keep, recall, titled
from ingest.database import open_engine, reading
from ingest.load import undo
from ingest.register import history
from ingest.tables import snapshot
from tests.workbench import NOON, load_texts

STUDIOS = "工作室名称|领衔人|所在单位\n甲工作室|张一|东厂\n乙工作室|王二|西厂"
MEMBERS = "姓名|工作室|身份\n周五|甲工作室|骨干\n周五|乙工作室|成员"
PROBLEMS = "难题名称|提出单位|描述|征集日期\n侧围变形|南厂|返修率高|2026-01-05"
TODAY = "2026-11-21"


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = open_engine(f"sqlite:///{tmp_path / 'register.sqlite'}")
    load_texts(engine, tmp_path, {"工作室": STUDIOS, "成员": MEMBERS, "难题": PROBLEMS})
    return engine


def nodes(engine: Engine, kind: str) -> dict[str, Node]:
    with snapshot(engine) as tables:
        return {str(node.fields()["name"]): node for node in tables.nodes(kind)}


def edges(engine: Engine, edge_type: str) -> list[Edge]:
    with snapshot(engine) as tables:
        return list(tables.edges(edge_type))


def case(**more: object) -> Case:
    return replace(Case("侧围变形", "南厂"), **more)  # type: ignore[arg-type]


def test_what_was_kept_comes_back(engine: Engine) -> None:
    said = case(
        description="返修",
        skills=("焊接", "模具"),
        steps={"征集": "2026-01-05", "匹配": "2026-02-01"},
        liaison="李某",
        benefit_wan=12.5,
        team=Team("侧围帮帮团", "张一（甲工作室）", ("周五（乙工作室）",)),
        contacts=(Contact("侧围帮帮团", "2026-02-03", "看了现场"),),
    )
    keep(engine, said, at=NOON)
    assert recall(engine, "侧围变形", "南厂") == said
    assert recall(engine, "侧围变形", "北厂") == Case("侧围变形", "北厂")


def test_a_step_joins_the_problem_of_the_ledger(engine: Engine) -> None:
    keep(engine, advance(case(), "匹配", "2026-02-01", today=TODAY), at=NOON)
    (problem,) = nodes(engine, "Problem").values()
    fields = problem.fields()
    assert (fields["collected_on"], fields["matched_on"], fields["description"]) == (
        "2026-01-05",
        "2026-02-01",
        "返修率高",
    )


def test_members_are_the_people_of_their_studios(engine: Engine) -> None:
    people = {(edge.start, edge.end) for edge in edges(engine, "BELONGS_TO")}
    keep(engine, case(team=Team("侧围帮帮团", "张一（甲工作室）", ("周五（乙工作室）",))), at=NOON)
    team = nodes(engine, "HelpTeam")["侧围帮帮团"]
    serving = {edge.start: edge.fields()["role"] for edge in edges(engine, "SERVES_ON")}
    assert sorted(serving.values()) == ["劳模工匠", "成员"]
    member = next(person for person, role in serving.items() if role == "成员")
    assert (member, nodes(engine, "Studio")["乙工作室"].id) in people
    (tackled,) = edges(engine, "TACKLES")
    assert (tackled.start, tackled.end) == (team.id, nodes(engine, "Problem")["侧围变形"].id)


def test_contacts_are_activities_of_the_team(engine: Engine) -> None:
    contacts = (Contact("侧围帮帮团", "2026-02-03", "电话13812345678，约定取样"),)
    keep(engine, case(team=Team("侧围帮帮团", "张一（甲工作室）"), contacts=contacts), at=NOON)
    (held,) = edges(engine, "HELD")
    assert held.start == nodes(engine, "HelpTeam")["侧围帮帮团"].id
    (activity,) = nodes(engine, "Activity")
    assert "13812345678" not in activity
    assert activity.endswith("约定取样")


def test_keeping_again_replaces_what_was_said(engine: Engine) -> None:
    first = advance(case(), "匹配", "2026-02-01", today=TODAY)
    keep(engine, first, at=NOON)
    keep(engine, replace(first, steps={}, liaison="李某"), at=NOON)
    fields = nodes(engine, "Problem")["侧围变形"].fields()
    assert "matched_on" not in fields
    assert fields["liaison"] == "李某"


def test_taking_back_restores_the_state_before(engine: Engine) -> None:
    before = nodes(engine, "Problem"), edges(engine, "POSED")
    keep(engine, advance(case(), "匹配", "2026-02-01", today=TODAY), at=NOON)
    with reading(engine) as connection:
        last = history(connection)[-1]
    assert last.origin == "desk"
    undo(engine, last.id, at=NOON)
    assert (nodes(engine, "Problem"), edges(engine, "POSED")) == before
    assert recall(engine, "侧围变形", "南厂").steps == {}


@pytest.mark.parametrize(
    ("step", "day", "why"),
    [
        ("对接完成", "2026-02-01", "没有「对接完成」这一步"),
        ("匹配", "二月一日", "看不懂"),
        ("匹配", "2027-01-01", "还没有到"),
        ("匹配", "2026-01-01", "早于征集的日期 2026-01-05"),
    ],
)
def test_a_step_that_cannot_be_is_refused_in_a_sentence(step: str, day: str, why: str) -> None:
    with pytest.raises(CaseError, match=why) as refused:
        advance(case(), step, day, today=TODAY, known={"征集": "2026-01-05"})
    assert str(refused.value).endswith("。")


def test_a_day_of_less_precision_stands_in_nobodys_way() -> None:
    assert advance(case(), "匹配", "2026-01-01", today=TODAY, known={"征集": "2026-01"}).steps == {"匹配": "2026-01-01"}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (case(name=" "), "没有名称"),
        (case(description="长" * 501), "最多 500 字"),
        (case(team=Team("帮帮团", "")), "没有领衔"),
    ],
)
def test_what_cannot_be_kept_changes_nothing(engine: Engine, said: Case, why: str) -> None:
    before = nodes(engine, "Problem")
    with pytest.raises(CaseError, match=why):
        keep(engine, said, at=NOON)
    assert nodes(engine, "Problem") == before


@pytest.mark.parametrize(
    ("known", "entered", "steps"),
    [
        ({}, {}, {"征集": TODAY, "匹配": TODAY}),
        ({"征集": "2026-01"}, {}, {"匹配": TODAY}),
        ({}, {"征集": "2026-01-05"}, {"征集": "2026-01-05", "匹配": TODAY}),
        ({"对接": "2026-01-05"}, {}, {}),
    ],
)
def test_a_team_begins_a_case_unless_it_is_further(
    known: dict[str, str], entered: dict[str, str], steps: dict[str, str]
) -> None:
    assert begin(case(steps=entered), today=TODAY, known=known).steps == steps


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("卡料。", "卡料"),
        ("卡料\n返修", "卡料 返修"),
        (f"卡料，{'返' * 40}", "卡料"),
        ("返" * 40, "返" * 30),
        ("卡料，请找 13800000000", "卡料，请找 （电话号码，不显示）"),
    ],
)
def test_a_problem_is_named_by_how_it_begins(text: str, title: str) -> None:
    assert titled(text) == title


def test_a_team_without_a_name_is_refused(engine: Engine) -> None:
    with pytest.raises(CaseError, match="帮帮团没有名称"):
        keep(engine, case(team=Team(" ", "张一（甲工作室）")), at=NOON)
