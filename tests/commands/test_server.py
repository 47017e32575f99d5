"""The store behind the command: a private Neo4j, one that is away, and the installed command itself."""

import json
import subprocess
import sys
from pathlib import Path

from tests.commands.said import Mengtu


def test_the_command_is_installed_under_its_name(tmp_path: Path) -> None:
    command = [str(Path(sys.executable).with_name("mengtu")), "--home", str(tmp_path), "status", "--json"]
    done = subprocess.run(command, capture_output=True, check=True, cwd=tmp_path)
    assert json.loads(done.stdout)["nodes"]["Studio"] == 0


def test_without_a_server_there_is_none_to_show(mengtu: Mengtu) -> None:
    assert mengtu("neo4j", "status", "--json").document == {}
    assert "没有在运行" in mengtu("neo4j", "status").out


def test_an_unreachable_store_is_one_sentence(mengtu: Mengtu) -> None:
    ended = mengtu("--store", "bolt://127.0.0.1:1", "status")
    assert (ended.code, ended.out) == (1, "")
    assert "127.0.0.1:1" in ended.err
    assert "不认识的图库地址" in mengtu("--store", "mysql://x", "status").err
