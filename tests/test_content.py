"""What files say is the same whether they are read in this process or in one of their own."""

import sys
from pathlib import Path

import pytest

from ingest import content
from ingest.content import Content, Contents, Underway
from ingest.guard import OwnFaultError
from ingest.records import Severity

STUDIOS = "工作室名称,领衔人,所在单位\n甲创新工作室,张一,东厂\n乙创新工作室,王二,西厂\n丙创新工作室,,\n"
MEMBERS = "姓名,工作室,联系电话\n李三,甲创新工作室,13900000000\n"


def written(folder: Path, **texts: str) -> list[Path]:
    """Files of these names and texts, and one that is not there."""
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return [folder / f"{name}.csv" for name in (*texts, "没有的")]


def read_contents(paths: list[Path], folder: Path, *, strict: bool = False) -> list[Content]:
    """What each file says, once all of it was read."""
    with Contents(folder, strict=strict) as contents:
        return [each.content() if isinstance(each, Underway) else each for each in contents.of(paths)]


def taken(contents: list[Content]) -> list[tuple[object, ...]]:
    return [(each.reader, each.rows, each.accepted, each.issues, list(each.statements)) for each in contents]


def test_a_large_file_says_the_same_as_a_small_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = written(tmp_path, 工作室=STUDIOS, 成员=MEMBERS, 别的="一,二\n三,四\n")
    here = taken(read_contents(files, tmp_path))
    monkeypatch.setattr(content, "_LARGE", 0)
    assert taken(read_contents(files, tmp_path)) == here
    assert [accepted for _, _, accepted, _, _ in here] == [2, 1, 0, 0]


def test_strict_reading_is_strict_in_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "_LARGE", 0)
    (read, _) = read_contents(written(tmp_path, 工作室=STUDIOS), tmp_path, strict=True)
    assert (read.accepted, "严格模式" in read.issues[0].message) == (0, True)


@pytest.mark.parametrize("number", [content._BATCH, content._BATCH + 1])
def test_every_statement_of_a_long_ledger_comes_back(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content, "_LARGE", 0)
    rows = "".join(f"第{each}创新工作室,张一,东厂\n" for each in range(number))
    (read, _) = read_contents(written(tmp_path, 工作室="工作室名称,领衔人,所在单位\n" + rows), tmp_path)
    assert [row[2] for row in read.statements] == list(range(2, number + 2))


def test_a_process_that_dies_refuses_its_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = written(tmp_path, 工作室=STUDIOS, 成员=MEMBERS * 20)[:2]
    monkeypatch.setattr(content, "_LARGE", files[1].stat().st_size)
    monkeypatch.setattr(content, "own_program", lambda *_: [sys.executable, "-c", "import os; os.abort()"])
    whole, dead = read_contents(files, tmp_path)
    assert (whole.accepted, dead.accepted) == (2, 0)
    (issue,) = dead.issues
    assert (issue.severity, issue.file) == (Severity.ERROR, "成员.csv")
    assert issue.message.startswith("没有读完")


def test_one_file_given_twice_says_the_same_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "_LARGE", 0)
    (file, _) = written(tmp_path, 工作室=STUDIOS)
    one, other = taken(read_contents([file, file], tmp_path))
    assert one == other
    assert len(one[4]) == 2  # type: ignore[arg-type]


def test_a_fault_of_the_program_is_told_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "_LARGE", 0)
    monkeypatch.setattr(content, "own_program", lambda *_: [sys.executable, "-c", "{}['列']"])
    with pytest.raises(OwnFaultError, match="KeyError: '列'"):
        read_contents(written(tmp_path, 工作室=STUDIOS)[:1], tmp_path)


def test_whoever_stops_waiting_ends_the_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = written(tmp_path, 工作室=STUDIOS, 成员=MEMBERS * 20)[:2]
    monkeypatch.setattr(content, "_LARGE", files[1].stat().st_size)
    monkeypatch.setattr(content, "own_program", lambda *_: [sys.executable, "-c", "import time; time.sleep(3600)"])
    with Contents(tmp_path) as contents:
        small = next(contents.of(files))
    assert isinstance(small, Content)
    assert small.accepted == 2
