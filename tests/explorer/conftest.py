"""Workspaces the explorer is tested on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from graph import ask
from graph.names import resolve
from graph.store import GraphStore
from ingest.workspace import open_workspace
from tests.explorer.ledgers import fill


@pytest.fixture(autouse=True)
def own_workspace_closed(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let go of a workspace of the test's own: an explorer has one open, and these tests would have hundreds."""
    yield
    if "tmp_path" in request.fixturenames:
        st.cache_resource.clear()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the invented ledgers."""
    folder = tmp_path_factory.mktemp("explorer")
    fill(folder)
    return folder


@pytest.fixture(scope="session")
def graph_store(home: Path) -> GraphStore:
    """The graph of that workspace."""
    workspace = open_workspace(home, "embedded")
    workspace.level()
    assert ask.node_counts(workspace.store)
    return workspace.store


@pytest.fixture
def in_workspace(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The explorer opens the workspace with the invented ledgers."""
    monkeypatch.setenv("MENGTU_HOME", str(home))
    monkeypatch.delenv("MENGTU_STORE", raising=False)
    return home


@pytest.fixture(scope="session")
def welding(graph_store: GraphStore) -> str:
    """The id of 林晓焊接工作室."""
    return resolve(graph_store, "林晓焊接工作室", kind="Studio").id


@pytest.fixture(scope="session")
def alliance(graph_store: GraphStore) -> str:
    """The id of 松江焊接联盟."""
    return resolve(graph_store, "松江焊接联盟", kind="Alliance").id
