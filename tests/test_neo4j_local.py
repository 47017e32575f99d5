"""The private Neo4j: it keeps its data and its password, and is never confused with another program."""

import json
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from graph import neo4j_local, neo4j_program
from graph.neo4j_local import LocalNeo4jError
from graph.neo4j_program import Neo4jProgramError
from graph.neo4j_store import Neo4jStore
from graph.store import Stamp
from tests.tables import FakeTables, node


def remember(home: Path, pid: int, born: float) -> None:
    state = {"port": 1, "password": "p", "version": neo4j_program.VERSION, "pid": pid, "born": born}
    (home / "state.json").write_text(json.dumps(state))


@pytest.fixture
def bystander() -> Iterator[psutil.Process]:
    """A program that has nothing to do with Neo4j."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as program:
        yield psutil.Process(program.pid)
        program.kill()


def test_a_folder_without_a_server_says_so(tmp_path: Path) -> None:
    assert neo4j_local.status(tmp_path) is None
    assert neo4j_local.stop(tmp_path) is False


def test_a_program_that_got_the_number_of_a_dead_server_is_left_alone(
    tmp_path: Path, bystander: psutil.Process
) -> None:
    remember(tmp_path, bystander.pid, bystander.create_time() - 60)
    assert neo4j_local.status(tmp_path) is None
    assert neo4j_local.stop(tmp_path) is False
    assert bystander.is_running()


def test_a_server_that_died_is_not_running(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as program:
        remember(tmp_path, program.pid, psutil.Process(program.pid).create_time())
        assert neo4j_local.status(tmp_path) is not None
        program.kill()
    assert neo4j_local.status(tmp_path) is None


def test_data_whose_password_is_lost_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j_program, "java", lambda: Path("java"))
    monkeypatch.setattr(neo4j_program, "library", lambda: tmp_path)
    (tmp_path / "data").mkdir()
    with pytest.raises(LocalNeo4jError, match="密码文件"):
        neo4j_local.start(tmp_path)


def test_a_server_that_cannot_start_names_its_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j_program, "library", lambda: tmp_path)  # a Java without Neo4j
    with pytest.raises(LocalNeo4jError, match=r"neo4j\.out"):
        neo4j_local.start(tmp_path / "home")
    assert neo4j_local.status(tmp_path / "home") is None
    assert (tmp_path / "home" / "neo4j.out").stat().st_size > 0


def test_a_failed_first_start_can_be_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j_program, "library", lambda: tmp_path)
    for _ in range(2):
        with pytest.raises(LocalNeo4jError, match="没能"):
            neo4j_local.start(tmp_path / "home")
    assert not (tmp_path / "home" / "initial").exists()


def test_a_repository_nobody_answers_at_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MENGTU_CACHE", str(tmp_path))
    monkeypatch.setenv("MENGTU_MAVEN", "http://127.0.0.1:1/maven")
    with pytest.raises(Neo4jProgramError, match=r"http://127\.0\.0\.1:1/maven"):
        neo4j_program.library()
    assert list((tmp_path / "neo4j").iterdir()) == []


@pytest.mark.neo4j
def test_a_server_keeps_its_data_and_password_when_it_is_stopped_and_started(
    tmp_path: Path, neo4j_server: neo4j_local.LocalNeo4j
) -> None:
    if not neo4j_server.pid:
        pytest.skip("the given Neo4j is used instead of a private one")
    home = tmp_path / "home"
    first = neo4j_local.start(home, memory="512m")
    try:
        assert neo4j_local.start(home) == first == neo4j_local.status(home)
        assert stat.S_IMODE((home / "state.json").stat().st_mode) == 0o600
        assert first.password not in " ".join(psutil.Process(first.pid).cmdline())
        store = Neo4jStore(first.address, first.username, first.password)
        store.publish(FakeTables([node("Person", "李明")]))
        store.close()
        assert neo4j_local.stop(home) is True
        assert neo4j_local.status(home) is None
        second = neo4j_local.start(home, memory="512m")
        assert (second.address, second.password) == (first.address, first.password)
        store = Neo4jStore(second.address, second.username, second.password)
        assert store.stamp() == Stamp("test", 1)
        store.close()
    finally:
        neo4j_local.stop(home)
    assert not psutil.pid_exists(first.pid)
