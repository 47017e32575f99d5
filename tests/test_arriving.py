"""Large files are put together while they are still being read: with the same result, and nothing of what fails."""

import sys
from collections.abc import Callable, Mapping
from operator import itemgetter
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from graph.schema import load_schema
from ingest import content, register
from ingest.arriving import Arriving
from ingest.database import open_engine, reading
from ingest.guard import OwnFaultError, own_program
from ingest.load import SourceFile, load, undo
from ingest.outcome import ImportOutcome
from ingest.tables import snapshot
from tests.workbench import NOON

MANY = content._BATCH + 5
STUDIOS = "工作室名称,领衔人,所在单位,工作室编号\n" + "".join(
    f"第{at}创新工作室,张{at},东厂,A{at}\n" for at in range(MANY)
)
MEMBERS = "姓名,工作室,身份\n" + "".join(f"李{at},第{at}创新工作室,骨干\n" for at in range(MANY))
OTHER_STUDIOS = "工作室名称,领衔人,所在单位\n另一创新工作室,王二,西厂\n第1创新工作室,张1,西厂\n"


def told(outcome: ImportOutcome) -> object:
    return outcome.as_json()


def held(engine: Engine) -> object:
    """All that the register's view holds, and what it was made of."""
    schema = load_schema()
    with snapshot(engine) as tables:
        nodes = [node for kind in schema.kinds for node in tables.nodes(kind)]
        edges = [edge for edge_type in schema.edges for edge in tables.edges(edge_type)]
    with reading(engine) as connection:
        files, contents, statements, issues = (
            [tuple(row) for row in connection.execute(sa.select(table).order_by(table.c.id))]
            for table in (register.sources, register.contents, register.statements, register.issues)
        )
    statements.sort(key=itemgetter(1))  # by content, in each in the order of the file
    return nodes, edges, [row[:4] for row in files], contents, [row[1:] for row in (*statements, *issues)]


Import = Callable[..., tuple[ImportOutcome, Engine]]


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    """Imports texts as files, one after the other into a new register."""

    def run(folder: str, *imports: Mapping[str, str], strict: bool = False) -> tuple[ImportOutcome, Engine]:
        home = tmp_path / folder
        home.mkdir()
        engine = open_engine(f"sqlite:///{home / 'register.sqlite'}")
        for texts in imports:
            files = [SourceFile(name, home / f"{name}.csv") for name in texts]
            for file, text in zip(files, texts.values(), strict=True):
                file.path.write_text(text, encoding="utf-8")
            outcome = load(engine, files, at=NOON, strict=strict)
        return outcome, engine

    return run


SAME = {
    "what is referred to first": {"一": STUDIOS, "二": MEMBERS},
    "what is referred to last": {"一": MEMBERS, "二": STUDIOS},
    "a small file behind": {"一": STUDIOS, "二": MEMBERS, "三": OTHER_STUDIOS},
    "a small file before": {"一": OTHER_STUDIOS, "二": STUDIOS},
    "two of one ledger": {"一": MEMBERS, "二": MEMBERS.replace("骨干", "成员")},
    "numbers for a few": {"一": STUDIOS.replace(",A", ",") + "第7创新工作室,张7,东厂,A7\n"},
    "a later ledger further down": {"一": STUDIOS + "成员名单,,,\n" + MEMBERS[:400]},
    "an earlier ledger further down": {"一": MEMBERS + "工作室台账,,\n" + OTHER_STUDIOS, "二": STUDIOS},
    "cells to look at": {"一": STUDIOS + "丙创新工作室,,,\n", "二": MEMBERS + "丁一,没有的工作室,骨干\n"},
    "refused at its end": {"一": STUDIOS, "二": MEMBERS + '"丁一,第1创新工作室,骨干\n'},
}


@pytest.mark.parametrize("name", SAME)
def test_the_result_is_that_of_reading_first(name: str, imported: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    before, whole = imported("before", SAME[name])
    monkeypatch.setattr(content, "_LARGE", 1 << 16)
    after, arrived = imported("after", SAME[name])
    assert told(after) == told(before)
    assert held(arrived) == held(whole)


def test_statements_are_put_together_while_others_are_read(imported: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "_LARGE", 1 << 16)
    whole: list[bool] = []
    states = Arriving.statements

    def noting(arriving: Arriving, connection: sa.Connection) -> object:
        for statement in states(arriving, connection):
            whole.append(arriving.content is not None)
            yield statement

    monkeypatch.setattr(Arriving, "statements", noting)
    imported("home", {"一": STUDIOS, "二": MEMBERS})
    assert len(whole) == 2 * MANY
    assert whole.count(False) >= 2 * content._BATCH


@pytest.mark.parametrize("name", ["what is referred to first", "an earlier ledger further down"])
def test_progress_never_goes_back(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "_LARGE", 1 << 16)
    shares: list[float] = []
    files = []
    for each, text in SAME[name].items():
        (tmp_path / each).with_suffix(".csv").write_text(text, encoding="utf-8")
        files.append(SourceFile(each, (tmp_path / each).with_suffix(".csv")))
    engine = open_engine(f"sqlite:///{tmp_path / 'register.sqlite'}")
    load(engine, files, at=NOON, progress=lambda _, share: shares.append(share))
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert len(set(shares)) > 10


def test_a_changed_large_file_replaces_what_it_said(imported: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    changes = ({"一": STUDIOS, "二": MEMBERS}, {"二": MEMBERS.replace("李7,", "吴七,")})
    before, whole = imported("before", *changes)
    monkeypatch.setattr(content, "_LARGE", 1 << 16)
    after, arrived = imported("after", *changes)
    assert (after.created, after.removed) == ({"Person": 1}, {"Person": 1})
    assert told(after) == told(before)
    assert held(arrived) == held(whole)
    undo(arrived, 2, at=NOON)
    again, _ = imported("again", {"一": STUDIOS, "二": MEMBERS})
    assert again.created["Person"] == 2 * MANY


def test_a_large_file_that_is_refused_leaves_what_it_said_before(
    imported: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content, "_LARGE", 1 << 16)
    first = {"一": STUDIOS, "二": MEMBERS}
    _, whole = imported("before", first)
    outcome, arrived = imported("after", first, {"二": MEMBERS.replace("骨干", "成员") + '"丁一,第1创新工作室,成员\n'})
    assert outcome.refused
    assert "引号不成对" in outcome.issues[0].message
    assert held(arrived) == held(whole)


def test_a_process_that_dies_halfway_refuses_its_file_alone(imported: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    dies = (
        "import os, pickle, sys; out = sys.stdout.buffer; "
        "pickle.dump([('成员台账', '', 2, '{\"姓名\":\"李一\",\"工作室\":\"甲\"}', '{}')], open(sys.argv[1], 'wb')); "
        "pickle.dump(None, out); out.flush(); os.abort()"
    )

    def program(module: str, path: str, said: str, *more: str) -> list[str]:
        return [sys.executable, "-c", dies, said] if "二" in path else own_program(module, path, said, *more)

    monkeypatch.setattr(content, "_LARGE", 1 << 16)
    _, whole = imported("before", {"一": STUDIOS})
    monkeypatch.setattr(content, "own_program", program)
    outcome, arrived = imported("after", {"一": STUDIOS, "二": MEMBERS})
    assert [file.accepted for file in outcome.files] == [MANY, 0]
    assert outcome.files[1].issues[0].message.startswith("没有读完")
    assert held(arrived) == held(whole)


def test_a_fault_of_the_program_halfway_leaves_the_register_as_it_was(
    imported: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, engine = imported("home", {"一": STUDIOS})
    before = held(engine)
    fails = "import pickle, sys; pickle.dump([('成员台账', '', 2, '{}', '{}')], open(sys.argv[1], 'wb')); "
    fails += "pickle.dump(None, sys.stdout.buffer); {}['列']"
    monkeypatch.setattr(content, "_LARGE", 1 << 16)
    monkeypatch.setattr(content, "own_program", lambda *words: [sys.executable, "-c", fails, words[2]])
    file = tmp_path / "成员.csv"
    file.write_text(MEMBERS, encoding="utf-8")
    with pytest.raises(OwnFaultError, match="KeyError: '列'"):
        load(engine, [SourceFile("二", file)], at=NOON)
    assert held(engine) == before


def test_a_trial_of_a_large_file_changes_nothing(imported: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    _, engine = imported("home", {"一": STUDIOS})
    before = held(engine)
    monkeypatch.setattr(content, "_LARGE", 1 << 16)
    file = Path(engine.url.database or "").with_name("二.csv")
    file.write_text(MEMBERS, encoding="utf-8")
    outcome = load(engine, [SourceFile("二", file)], at=NOON, trial=True)
    assert outcome.created == {"Person": MANY}
    assert held(engine) == before


@pytest.mark.parametrize("bad", [False, True])
def test_strictly_a_large_file_is_read_whole_or_refused(
    bad: bool, imported: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {"一": STUDIOS + ("丙创新工作室,,,\n" if bad else "")}
    before, whole = imported("before", texts, strict=True)
    monkeypatch.setattr(content, "_LARGE", 1 << 16)
    after, arrived = imported("after", texts, strict=True)
    assert told(after) == told(before)
    assert held(arrived) == held(whole)
    assert after.refused == bad
