"""Names from data are printed as they are, on any terminal."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.said import STUDIO, Mengtu
from tests.workbench import write_ledger

ROOT = Path(__file__).parent.parent.parent
HOSTILE = ["[red]东厂[/red]", "[/]", "[bold]", "[/red]", "\\[/]", "a[link=http://x]b", ":smile:", "<script>", "=1+1"]


@pytest.mark.parametrize("name", HOSTILE)
def test_markup_in_names_prints_literally(mengtu: Mengtu, tmp_path: Path, name: str) -> None:
    text = f"工作室名称|领衔人|所在单位|创建日期\n甲{name}|{name}|{name}|近年{name}\n乙{name}|王二|{name}|"
    done = mengtu("import", write_ledger(tmp_path, f"表{name.replace('/', '')}.csv", text))
    assert done.code == 0
    assert f"近年{name}" in done.out
    assert f"甲{name}" in mengtu("show", f"甲{name}").out
    assert name in mengtu("find", "甲").out
    assert f"甲{name}" in mengtu("path", f"甲{name}", f"乙{name}").out
    assert name in mengtu("suggest", f"乙{name}").out
    assert name in mengtu("show", f"没有{name}").err
    assert f"没有{name}" in mengtu("import", f"没有{name}").err
    assert name in mengtu("query", "studios").out


def test_a_file_name_cannot_steer_the_terminal(mengtu: Mengtu, tmp_path: Path) -> None:
    done = mengtu("import", write_ledger(tmp_path, "a\x1b[2Jb.csv", STUDIO))
    assert "\x1b" not in done.out
    assert "a�[2Jb.csv" in done.out


def ascii_only(home: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "LANG": "C", "MENGTU_HOME": str(home)}
    return subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *words], capture_output=True, check=False, env=environment
    )


def test_a_terminal_that_knows_no_chinese_breaks_no_command(tmp_path: Path) -> None:
    home = tmp_path / "home"
    lines = (["sample"], ["show", "潍柴集团"], ["show", "没有"], ["--help"], ["undo"])
    ended = [ascii_only(home, *words) for words in lines]
    assert [done.returncode for done in ended] == [0, 0, 1, 0, 2]
    assert not any(b"Traceback" in done.stderr for done in ended)
    assert json.loads(ascii_only(home, "show", "潍柴集团", "--json").stdout)["name"] == "潍柴集团"
