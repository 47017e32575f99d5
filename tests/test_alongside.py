"""A graph that is filled while the register is written is the one that would be built from the register."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.ladybug_draft import Building
from graph.queries import Query
from graph.store import Published, Stamp, StoreError
from ingest import alongside, register, spool
from ingest.load import SourceFile, load, undo
from ingest.register import history
from ingest.workspace import Workspace, open_workspace

NOW = datetime(2026, 1, 2, tzinfo=UTC)
STUDIOS = "工作室名称,领衔人,所在单位,擅长\n甲室,张三,甲厂,焊接；钳工\n乙室,李四,乙厂,焊接\n"
MEMBERS = "姓名,工作室,身份,加入日期\n王五,甲室,成员,2019-05\n赵六,乙室,骨干,2020\n王五,甲室,成员,2023-01\n"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setattr(alongside, "_WORTH_IT", 1)
    monkeypatch.setattr(spool, "_BLOCK", 3)
    return open_workspace(tmp_path / "home", "embedded")


def files(folder: Path, *texts: str) -> list[SourceFile]:
    written = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.csv"
        path.write_text(text, encoding="utf-8")
        written.append(SourceFile(path.name, path))
    return written


def imported(workspace: Workspace, sources: Sequence[SourceFile], *, trial: bool = False) -> None:
    load(workspace.engine, sources, at=NOW, trial=trial, draft=workspace.store.draft)


def whole(workspace: Workspace) -> list[str]:
    found = []
    for text in ("MATCH (n) RETURN n", "MATCH (a)-[r]->(b) RETURN a.id AS a, r AS r, b.id AS b"):
        rows = workspace.store.run(Query("probe", (), "many Row", "", text), {})
        found += sorted(str({name: _without_places(value) for name, value in row.items()}) for row in rows)
    return found


def _without_places(value: object) -> object:
    hidden = ("_id", "_src", "_dst")
    return {name: each for name, each in value.items() if name not in hidden} if isinstance(value, dict) else value


def made(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every folder a graph is begun in from now on."""
    begun: list[Path] = []
    original = Building.__init__

    def noting(self: Building, folder: Path, threads: int = 0) -> None:
        original(self, folder, threads)
        begun.append(self.folder)

    monkeypatch.setattr(Building, "__init__", noting)
    return begun


def test_what_was_filled_alongside_is_what_the_register_makes(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = made(workspace, monkeypatch)
    imported(workspace, files(tmp_path, STUDIOS, MEMBERS))
    published = workspace.level()
    assert len(begun) == 1  # levelling built no other
    followed = whole(workspace)
    assert workspace.level(rebuild=True) == published
    assert whole(workspace) == followed
    assert len(followed) == published.nodes + published.edges


def test_a_trial_fills_nothing(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = made(workspace, monkeypatch)
    imported(workspace, files(tmp_path, STUDIOS), trial=True)
    assert not begun


def test_an_import_that_fails_leaves_nothing_behind(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(workspace, files(tmp_path, STUDIOS))
    workspace.level()
    before = whole(workspace)

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(register, "note_summary", fail)
        with pytest.raises(KeyboardInterrupt):
            imported(workspace, files(tmp_path, STUDIOS, MEMBERS))
    workspace.level()
    assert whole(workspace) == before
    assert [folder.name for folder in (workspace.home / "graph").iterdir() if "building" in folder.name] == []


def test_an_import_that_was_overtaken_is_published_from_the_register(workspace: Workspace, tmp_path: Path) -> None:
    imported(workspace, files(tmp_path, STUDIOS))
    (line,) = _history(workspace)
    undo(workspace.engine, line, at=NOW)
    workspace.level()
    assert whole(workspace) == []


def test_an_import_that_changes_nothing_leaves_no_draft(workspace: Workspace, tmp_path: Path) -> None:
    for _ in range(2):
        imported(workspace, files(tmp_path, STUDIOS))
        workspace.level()
    assert [folder.name for folder in (workspace.home / "graph").iterdir() if "building" in folder.name] == []
    another = workspace.store.draft()
    assert another is not None
    another.drop()


def test_a_draft_the_disk_refuses_is_no_loss(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: list[Path] = []

    def full(self: Building) -> Published:
        refused.append(self.folder)
        raise StoreError("磁盘已满")

    with monkeypatch.context() as patched:
        patched.setattr(Building, "end", full)
        imported(workspace, files(tmp_path, STUDIOS))
    assert [folder.exists() for folder in refused] == [False]
    another = workspace.store.draft()
    assert another is not None
    another.drop()
    assert workspace.level().nodes > 0
    assert any("甲室" in row for row in whole(workspace))


def test_a_draft_that_cannot_begin_is_no_loss(workspace: Workspace, tmp_path: Path) -> None:
    def refused() -> None:
        raise StoreError("磁盘已满")

    load(workspace.engine, files(tmp_path, STUDIOS), at=NOW, draft=refused)
    assert workspace.level().nodes > 0


def test_one_draft_is_filled_at_a_time(workspace: Workspace) -> None:
    first = workspace.store.draft()
    assert first is not None
    assert workspace.store.draft() is None
    first.drop()
    second = workspace.store.draft()
    assert second is not None
    second.finish(Stamp("another register", 7))
    assert workspace.level() == Published(0, 0, 0)
    workspace.close()


def _history(workspace: Workspace) -> list[int]:
    with workspace.engine.connect() as connection:
        return [line.id for line in history(connection)]
