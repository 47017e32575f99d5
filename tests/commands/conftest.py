"""The command as a function, in a workspace of its own."""

import sys
from pathlib import Path

import pytest

import cli
from commands import screen
from tests.commands.said import Mengtu, Said


@pytest.fixture
def mengtu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Mengtu:
    monkeypatch.delenv("MENGTU_STORE", raising=False)
    monkeypatch.setenv("MENGTU_HOME", str(tmp_path / "home"))
    for console in (screen.out, screen.err):
        monkeypatch.setattr(console, "size", (200, 25))

    def run(*words: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["mengtu", *map(str, words)])
        code: object = 0
        try:
            cli.main()
        except SystemExit as ended:
            code = ended.code
        printed = capsys.readouterr()
        return Said(code if isinstance(code, int) else 0, printed.out, printed.err)

    return run
