"""Whatever is wrong with the register, the store or the folder, every page says so in one Chinese sentence."""

import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.explorer.drawn import PATIENCE
from tests.explorer.ledgers import LEDGERS, fill

_PAGES = (
    "overview",
    "network",
    "studio",
    "alliances",
    "partners",
    "problem",
    "board",
    "gaps",
    "query_library",
    "entity",
)


def opened(page: str) -> AppTest:
    """A page; nothing that goes wrong on it may come out as an exception."""
    script = f"from explorer import {page}\nfrom explorer.frame import framed\nframed({page}.render)\n"
    return AppTest.from_string(script, default_timeout=PATIENCE).run()


def said(test: AppTest) -> str:
    """The text on the page."""
    assert not test.exception
    bodies = [element.proto.body for element in test.get("html")]
    return re.sub(r"<[^>]+>", "", "".join(body for body in bodies if "<style>" not in body))


def is_one_sentence(text: str) -> bool:
    return text.count("。") == 1 and text.endswith("。") and "Traceback" not in text


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with one studio, which the explorer opens."""
    home = tmp_path / "workspace"
    fill(home, {"工作室台账": LEDGERS["工作室台账"][:1]})
    monkeypatch.setenv("MENGTU_HOME", str(home))
    monkeypatch.delenv("MENGTU_STORE", raising=False)
    return home


@pytest.mark.parametrize("page", _PAGES)
def test_a_store_nobody_answers_for(page: str, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MENGTU_STORE", "bolt://127.0.0.1:1")
    text = said(opened(page))
    assert workspace.is_dir()
    assert "连不上" in text
    assert is_one_sentence(text)


@pytest.mark.parametrize("page", _PAGES)
def test_a_register_that_is_no_database(page: str, workspace: Path) -> None:
    for file in workspace.glob("register.sqlite*"):
        file.write_bytes(b"no database" * 1000)
    text = said(opened(page))
    assert "登记库" in text
    assert is_one_sentence(text)


@pytest.mark.parametrize("page", _PAGES)
def test_a_folder_that_cannot_be_made(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("MENGTU_HOME", str(tmp_path / "file" / "workspace"))
    text = said(opened(page))
    assert "工作区" in text
    assert is_one_sentence(text)


def test_a_register_that_was_taken_away_and_put_back_is_seen_without_a_restart(workspace: Path) -> None:
    page = opened("studio")
    assert "共 1 个工作室" in said(page)
    kept = workspace.with_name("kept")
    shutil.copytree(workspace, kept)
    shutil.rmtree(workspace)
    assert "图谱里还没有数据" in said(page.run())
    shutil.rmtree(workspace)
    shutil.copytree(kept, workspace)
    assert "共 1 个工作室" in said(page.run())


def test_a_register_that_is_destroyed_while_the_explorer_runs(workspace: Path) -> None:
    page = opened("studio")
    assert "共 1 个工作室" in said(page)
    for file in workspace.glob("register.sqlite*"):
        file.unlink()
    (workspace / "register.sqlite").write_bytes(b"no database" * 1000)
    assert is_one_sentence(said(page.run()))
