"""A workspace opens where it is told, keeps its graph level, and says in one sentence what it cannot do."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph import ask
from graph.errors import MengtuError
from graph.ladybug_store import LadybugStore
from graph.store import Published
from ingest.database import set_fact, writing
from ingest.load import load
from ingest.sample import sample_files
from ingest.workspace import Workspace, home_folder, open_workspace
from tests.workbench import NOON


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MENGTU_HOME", "MENGTU_STORE", "MENGTU_REGISTER"):
        monkeypatch.delenv(name, raising=False)


def test_the_folder_is_the_one_named_else_the_setting_else_here(monkeypatch: pytest.MonkeyPatch) -> None:
    assert home_folder() == Path(".mengtu")
    monkeypatch.setenv("MENGTU_HOME", "/some/where")
    assert home_folder() == Path("/some/where")
    assert home_folder(Path("named")) == Path("named")


def test_the_graph_is_levelled_once_and_then_left_alone(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    load(workspace.engine, sample_files(), at=NOON)
    first = workspace.level()
    assert first.nodes > 500
    assert workspace.level() == Published(0, 0, 0)
    assert workspace.level(rebuild=True) == first
    counts = {count.name: count.number for count in ask.node_counts(workspace.store)}
    assert sum(counts.values()) == first.nodes
    workspace.close()


def test_a_workspace_reopens_as_it_was_left(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    load(workspace.engine, sample_files(), at=NOON)
    workspace.level()
    version = workspace.version
    workspace.close()
    again = open_workspace(tmp_path)
    assert again.version == version
    assert again.level() == Published(0, 0, 0)
    again.close()


def test_a_lost_graph_is_rebuilt_from_the_register(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    load(workspace.engine, sample_files(), at=NOON)
    before = workspace.level()
    workspace.close()
    shutil.rmtree(tmp_path / "graph")
    again = open_workspace(tmp_path)
    assert again.level() == before
    again.close()


def test_a_view_made_by_another_schema_is_made_anew(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    load(workspace.engine, sample_files(), at=NOON)
    before = workspace.level()
    with writing(workspace.engine) as (connection, _):
        set_fact(connection, "made_by", "an earlier schema")
    version = workspace.version
    workspace.close()
    again = open_workspace(tmp_path)
    assert again.version == version + 1
    assert again.level() == before
    again.close()


def laid_out_earlier(home: Path) -> Published:
    """A workspace as an earlier version laid it out; what its graph held."""
    workspace = open_workspace(home)
    load(workspace.engine, sample_files(), at=NOON)
    held = workspace.level()
    with writing(workspace.engine) as (connection, _):
        connection.exec_driver_sql("DROP TABLE edges")
        connection.exec_driver_sql("CREATE TABLE edges (id TEXT PRIMARY KEY, type TEXT, start_kind TEXT)")
    workspace.close()
    return held


def test_a_view_laid_out_by_an_earlier_version_is_laid_out_anew(tmp_path: Path) -> None:
    before = laid_out_earlier(tmp_path)
    again = open_workspace(tmp_path)
    assert again.level() == before
    again.close()


def test_a_view_whose_renewal_was_interrupted_is_made_when_opened_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = laid_out_earlier(tmp_path)
    with monkeypatch.context() as interrupted:
        interrupted.setattr("ingest.load.renew", raise_interrupt)
        with pytest.raises(KeyboardInterrupt):
            open_workspace(tmp_path)
    again = open_workspace(tmp_path)
    assert again.level() == before
    again.close()


def raise_interrupt(_engine: object) -> None:
    raise KeyboardInterrupt


@pytest.fixture
def shared_graph(tmp_path: Path) -> Iterator[tuple[Workspace, Workspace]]:
    """A workspace with data, and one without whose store is the first one's."""
    keeper = open_workspace(tmp_path / "keeper")
    load(keeper.engine, sample_files(), at=NOON)
    keeper.level()
    guest = open_workspace(tmp_path / "guest")
    guest.store.close()
    guest = replace(guest, store=LadybugStore(tmp_path / "keeper" / "graph"))
    yield keeper, guest
    guest.close()
    keeper.close()


def test_a_workspace_without_data_looks_at_anothers_graph_and_leaves_it(
    shared_graph: tuple[Workspace, Workspace],
) -> None:
    keeper, guest = shared_graph
    assert guest.level() == Published(0, 0, 0)
    assert ask.find(guest.store, "李兵")
    assert keeper.level() == Published(0, 0, 0)


def test_anothers_graph_is_replaced_only_when_told_so(shared_graph: tuple[Workspace, Workspace]) -> None:
    _, guest = shared_graph
    with pytest.raises(MengtuError, match="另一个登记库"):
        guest.require_own_store()
    load(guest.engine, sample_files()[:1], at=NOON)
    with pytest.raises(MengtuError, match="publish --rebuild"):
        guest.level()
    assert guest.level(rebuild=True).nodes > 0
    guest.require_own_store()


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(MengtuError, match="建不了"):
        open_workspace(tmp_path / "file" / "home")


def test_an_unknown_kind_of_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MengtuError, match="不认识的图库地址"):
        open_workspace(tmp_path, "mysql://localhost")
