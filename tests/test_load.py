"""Imports hold all they accept or nothing, say the same thing once, and can be taken back exactly."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from graph.model import Edge, Node
from graph.schema import load_schema
from ingest import register
from ingest.database import RegisterError, open_engine
from ingest.load import SourceFile, load, undo
from ingest.records import Severity
from ingest.sample import sample_files
from ingest.tables import snapshot
from tests.workbench import NOON, load_texts, write_ledger

STUDIOS = """
工作室名称|领衔人|所在单位|工作室编号
甲焊接工作室|张一|东厂|A1
乙涂装工作室|王二|西厂|A2
"""
MEMBERS = """
姓名|工作室|身份|技术职称|联系电话|出生年月|民族|政治面貌
李三|A1|骨干|工程师|13800000000|1980-01|汉族|群众
"""


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_engine(f"sqlite:///{tmp_path / 'register.sqlite'}")


def view(engine: Engine) -> tuple[list[Node], list[Edge]]:
    schema = load_schema()
    with snapshot(engine) as tables:
        nodes = [node for kind in schema.kinds for node in tables.nodes(kind)]
        edges = [edge for edge_type in schema.edges for edge in tables.edges(edge_type)]
    return nodes, edges


def version(engine: Engine) -> int:
    with snapshot(engine) as tables:
        return tables.version


def test_a_loaded_ledger_becomes_nodes_and_edges(engine: Engine, tmp_path: Path) -> None:
    outcome = load_texts(engine, tmp_path, {"工作室": STUDIOS, "成员": MEMBERS})
    assert outcome.created == {"Studio": 2, "Organization": 2, "Person": 3}
    kinds = {edge.type for edge in view(engine)[1]}
    assert kinds == {"LEADS", "BASED_AT", "BELONGS_TO"}


def test_loading_the_same_files_twice_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    load_texts(engine, tmp_path, {"工作室": STUDIOS, "成员": MEMBERS})
    before = view(engine), version(engine)
    again = load_texts(engine, tmp_path, {"工作室": STUDIOS, "成员": MEMBERS})
    assert (again.created, again.updated, again.removed) == ({}, {}, {})
    assert again.unchanged == {"Studio": 2, "Organization": 2, "Person": 3}
    assert all(file.unchanged for file in again.files)
    assert (view(engine), version(engine)) == before


def test_the_built_in_data_loads_without_an_error_and_twice_without_a_change(engine: Engine) -> None:
    first = load(engine, sample_files(), at=NOON)
    assert not [issue for issue in first.issues if issue.severity is Severity.ERROR]
    assert first.created["Studio"] >= 118
    second = load(engine, sample_files(), at=NOON)
    assert (second.created, second.updated, second.removed) == ({}, {}, {})


def test_a_changed_file_replaces_what_it_said(engine: Engine, tmp_path: Path) -> None:
    load_texts(engine, tmp_path, {"工作室": STUDIOS})
    changed = STUDIOS.replace("乙涂装工作室|王二|西厂|A2\n", "")
    outcome = load_texts(engine, tmp_path, {"工作室": changed})
    assert outcome.removed == {"Studio": 1, "Organization": 1, "Person": 1}


def test_undo_brings_the_previous_state_back_exactly(engine: Engine, tmp_path: Path) -> None:
    load_texts(engine, tmp_path, {"工作室": STUDIOS})
    before = view(engine)
    second = load_texts(engine, tmp_path, {"工作室": STUDIOS.replace("西厂", "南厂"), "成员": MEMBERS})
    assert view(engine) != before
    assert second.import_id is not None
    undo(engine, second.import_id, at=NOON)
    assert view(engine) == before


def test_undoing_the_first_of_two_equal_imports_keeps_what_the_second_said(engine: Engine, tmp_path: Path) -> None:
    first = load_texts(engine, tmp_path, {"工作室": STUDIOS})
    load_texts(engine, tmp_path, {"工作室": STUDIOS})
    before = view(engine)
    assert first.import_id is not None
    undo(engine, first.import_id, at=NOON)
    assert view(engine) == before


@pytest.mark.parametrize("import_id", [99, 0, -1])
def test_undoing_what_never_was_is_refused(engine: Engine, import_id: int) -> None:
    with pytest.raises(RegisterError, match=f"没有编号为 {import_id} 的导入"):
        undo(engine, import_id, at=NOON)


def test_undoing_twice_is_refused(engine: Engine, tmp_path: Path) -> None:
    done = load_texts(engine, tmp_path, {"工作室": STUDIOS})
    assert done.import_id is not None
    undo(engine, done.import_id, at=NOON)
    with pytest.raises(RegisterError, match="不必再撤销"):
        undo(engine, done.import_id, at=NOON)


def test_a_trial_reports_and_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    path = write_ledger(tmp_path, "a.csv", STUDIOS)
    outcome = load(engine, [SourceFile("a", path)], at=NOON, trial=True)
    assert outcome.created["Studio"] == 2
    assert outcome.import_id is None
    assert view(engine) == ([], [])
    with engine.connect() as connection:
        assert register.history(connection) == []


def test_a_refused_file_leaves_no_trace_and_says_why(engine: Engine, tmp_path: Path) -> None:
    path = write_ledger(tmp_path, "a.csv", "工作室名称|所在单位\n甲|东厂")
    outcome = load(engine, [SourceFile("a", path)], at=NOON)
    assert outcome.refused
    assert outcome.import_id is None
    assert "领衔人" in outcome.issues[0].message
    with engine.connect() as connection:
        assert register.history(connection) == []


def test_one_bad_file_does_not_keep_the_good_one_out(engine: Engine, tmp_path: Path) -> None:
    outcome = load_texts(engine, tmp_path, {"坏": "随便|什么\n1|2", "工作室": STUDIOS})
    assert not outcome.refused
    assert outcome.created["Studio"] == 2
    assert any(issue.severity is Severity.ERROR and issue.file == "坏" for issue in outcome.issues)


def test_a_failure_in_mid_import_leaves_the_earlier_state(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_texts(engine, tmp_path, {"工作室": STUDIOS})
    before = view(engine)

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("ingest.load.replace_view", fail)
    with pytest.raises(OSError, match="disk full"):
        load_texts(engine, tmp_path, {"成员": MEMBERS})
    assert view(engine) == before
    with engine.connect() as connection:
        assert len(register.history(connection)) == 1
        assert connection.scalar(sa.select(sa.func.count()).select_from(register.sources)) == 1


def test_issues_of_a_known_file_are_told_again(engine: Engine, tmp_path: Path) -> None:
    text = {"工作室": STUDIOS + "丙工作室|赵四|北厂|A3", "成员": MEMBERS.replace("1980-01", "2019-13-40")}
    first = load_texts(engine, tmp_path, text)
    assert load_texts(engine, tmp_path, text).issues == first.issues
    assert [issue.place.column for issue in first.issues] == ["出生年月"]


def test_strict_refuses_the_file_with_a_bad_cell(engine: Engine, tmp_path: Path) -> None:
    bad = STUDIOS.replace("所在单位|工作室编号", "所在单位|创建日期").replace("A1", "2019-13-40").replace("A2", "2019")
    assert load_texts(engine, tmp_path, {"工作室": bad}).created["Studio"] == 2
    assert load_texts(engine, tmp_path, {"工作室": bad}, strict=True).refused


def test_private_columns_stay_in_the_register(engine: Engine, tmp_path: Path) -> None:
    load_texts(engine, tmp_path, {"工作室": STUDIOS, "成员": MEMBERS})
    published = json.dumps(view(engine), ensure_ascii=False)
    for private in ("13800000000", "1980-01", "汉族", "群众"):
        assert private not in published
    with engine.connect() as connection:
        kept = connection.scalar(
            sa.select(register.statements.c.cells).where(register.statements.c.ledger == "成员台账")
        )
    assert "13800000000" in str(kept)


def test_a_file_that_is_no_register_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "register.sqlite"
    path.write_text("这不是数据库" * 200, encoding="utf-8")
    with pytest.raises(RegisterError, match="不是盟图的登记库"):
        open_engine(f"sqlite:///{path}")


def test_json_of_an_import_has_what_the_contract_names(engine: Engine, tmp_path: Path) -> None:
    document = load_texts(engine, tmp_path, {"成员": MEMBERS}).as_json()
    assert set(document) >= {"import_id", "files", "created", "updated", "unchanged", "issues"}
    assert set(document["files"][0]) >= {"path", "reader", "rows", "accepted", "issues"}
    assert set(document["issues"][0]) == {"severity", "file", "place", "message"}
    assert json.loads(json.dumps(document)) == document


def test_a_file_counts_what_is_wrong_with_its_relations_too(engine: Engine, tmp_path: Path) -> None:
    outcome = load_texts(engine, tmp_path, {"工作室": STUDIOS, "联盟成员": "联盟名称|工作室\n无名联盟|A1"})
    assert [(file.name, len(file.issues)) for file in outcome.files] == [("工作室", 0), ("联盟成员", 1)]


def test_a_file_is_read_anew_when_its_name_says_something_else(engine: Engine, tmp_path: Path) -> None:
    said = "工作室,日期,类别,主题\n甲工作室,3月15日,培训,焊接\n甲工作室,2024-05-01,培训,涂装\n"
    accepted = []
    for name in ("活动台账.csv", "2023年活动台账.csv", "2023年活动台账.csv", "2023年活动台账 - 副本.csv"):
        path = tmp_path / name
        path.write_text(said, encoding="utf-8")
        outcome = load(engine, [SourceFile(name, path)], at=NOON)
        accepted.append((outcome.files[0].accepted, outcome.files[0].unchanged))
    assert accepted == [(1, False), (2, False), (2, True), (2, True)]
