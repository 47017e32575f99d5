"""Whatever a path leads to, the command says so in a sentence and reads the rest."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.said import EARLIER, STUDIO, Mengtu
from tests.workbench import write_ledger

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("path", ["", "  ", "没有.csv", "没有/没有.csv"])
def test_an_empty_or_missing_path_reads_nothing(mengtu: Mengtu, tmp_path: Path, path: str) -> None:
    good = write_ledger(tmp_path, "a.csv", STUDIO)
    ended = mengtu("import", good, path)
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert "没有读入任何文件" in ended.err
    assert mengtu("imports", "--json").document == []


def test_a_folder_without_a_file_is_refused(mengtu: Mengtu, tmp_path: Path) -> None:
    (tmp_path / "空夹").mkdir()
    ended = mengtu("import", tmp_path / "空夹")
    assert (ended.code, "没有文件可导入" in ended.err) == (1, True)


def test_a_pipe_and_a_loop_are_listed_at_once_and_the_rest_is_read(mengtu: Mengtu, tmp_path: Path) -> None:
    folder = write_ledger(tmp_path / "夹", "a.csv", STUDIO).parent
    os.mkfifo(folder / "管道.csv")
    (folder / "圈.csv").symlink_to(folder / "圈.csv")
    document = mengtu("import", folder, "--json").document
    assert {file["path"]: file["accepted"] for file in document["files"]} == {
        "夹/a.csv": 1,
        "圈.csv": 0,
        "管道.csv": 0,
    }
    assert len(document["issues"]) == 2


@pytest.mark.parametrize("path", ["/dev/zero", "圈.csv"])
def test_what_alone_cannot_be_read_is_refused(mengtu: Mengtu, tmp_path: Path, path: str) -> None:
    (tmp_path / "圈.csv").symlink_to(tmp_path / "圈.csv")
    ended = mengtu("import", tmp_path / path)
    assert (ended.code, ended.err.count("\n")) == (1, 1)
    assert "没有可以接收的内容" in ended.err
    assert mengtu("imports", "--json").document == []


def test_sources_are_known_by_their_path_from_the_given_folder_on(mengtu: Mengtu, tmp_path: Path) -> None:
    write_ledger(tmp_path / "资料" / "2024", "a.csv", STUDIO)
    document = mengtu("import", tmp_path / "资料", "--json").document
    assert [file["path"] for file in document["files"]] == ["资料/2024/a.csv"]


def test_two_files_of_one_name_are_both_kept(mengtu: Mengtu, tmp_path: Path) -> None:
    files = write_ledger(tmp_path / "东", "a.csv", STUDIO), write_ledger(tmp_path / "西", "a.csv", EARLIER)
    document = mengtu("import", *files, "--json").document
    assert [file["path"] for file in document["files"]] == ["东/a.csv", "西/a.csv"]
    assert mengtu("status", "--json").document["nodes"]["Studio"] == 2


def test_a_name_that_is_not_utf_8_is_listed_and_an_argument_refused(tmp_path: Path) -> None:
    write_ledger(tmp_path / "夹", "a.csv", STUDIO)
    odd = os.fsencode(tmp_path / "夹") + b"/" + "名册.csv".encode("gb18030")
    Path(os.fsdecode(odd)).write_text("姓名,工作室\n甲,一\n", encoding="utf-8")
    command = [sys.executable, str(ROOT / "cli.py"), "--home", str(tmp_path / "home"), "import"]
    done = subprocess.run([*command, str(tmp_path / "夹")], capture_output=True, check=False)
    assert done.returncode == 0
    assert "名册.csv：的名称不是 UTF-8 编码，请改名后再导入" in done.stdout.decode()
    refused = subprocess.run([*map(os.fsencode, command), odd], capture_output=True, check=False)
    assert (refused.returncode, "不是 UTF-8 编码" in refused.stderr.decode()) == (1, True)
