"""What files say is the same whether they are read in this process or in one of their own."""

import sys
from pathlib import Path

import pytest

from ingest import content
from ingest.content import Content, read_contents
from ingest.guard import OwnFaultError, own_program
from ingest.ledger import read_share
from ingest.readers import read
from ingest.records import Severity

STUDIOS = "工作室名称,领衔人,所在单位\n甲创新工作室,张一,东厂\n乙创新工作室,王二,西厂\n丙创新工作室,,\n"
MEMBERS = "姓名,工作室,联系电话\n李三,甲创新工作室,13900000000\n"


def written(folder: Path, **texts: str) -> list[Path]:
    """Files of these names and texts, and one that is not there."""
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return [folder / f"{name}.csv" for name in (*texts, "没有的")]


def taken(contents: list[Content]) -> list[tuple[object, ...]]:
    return [(each.reader, each.rows, each.accepted, each.issues, list(each.statements)) for each in contents]


def test_a_large_file_says_the_same_as_a_small_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = written(tmp_path, 工作室=STUDIOS, 成员=MEMBERS, 别的="一,二\n三,四\n")
    here = taken(list(read_contents(files, tmp_path)))
    monkeypatch.setattr(content, "_LARGE", 0)
    assert taken(list(read_contents(files, tmp_path))) == here
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
    one, other = taken(list(read_contents([file, file], tmp_path)))
    assert one == other
    assert len(one[4]) == 2  # type: ignore[arg-type]


def test_a_fault_of_the_program_is_told_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "_LARGE", 0)
    monkeypatch.setattr(content, "own_program", lambda *_: [sys.executable, "-c", "{}['列']"])
    with pytest.raises(OwnFaultError, match="KeyError: '列'"):
        list(read_contents(written(tmp_path, 工作室=STUDIOS)[:1], tmp_path))


def test_whoever_stops_waiting_ends_the_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = written(tmp_path, 工作室=STUDIOS, 成员=MEMBERS * 20)[:2]
    monkeypatch.setattr(content, "_LARGE", files[1].stat().st_size)
    monkeypatch.setattr(content, "own_program", lambda *_: [sys.executable, "-c", "import time; time.sleep(3600)"])
    contents = read_contents(files, tmp_path)
    assert next(contents).accepted == 2
    contents.close()  # type: ignore[attr-defined]


NUMBERED = [f"第{each}创新工作室,张一,东厂\n" for each in range(60)]
HEADER = "工作室名称,领衔人,所在单位\n"
BAD = "丙创新工作室,,\n"


def split(*lines: str) -> str:
    """Sixty rows with some lines in the middle."""
    return HEADER + "".join([*NUMBERED[:30], *lines, *NUMBERED[30:]])


ALONE = {
    "plain": split(),
    "a bad row in every share": HEADER + "".join([*NUMBERED[:10], BAD, *NUMBERED[10:], BAD]),
    "cells of several lines": split(*(f'"第{each}创新\n工作室",张一,"东厂\n总部"\n' for each in range(10))),
    "a sum and remarks below": split() + "合计,60,\n填表人：张一,,\n备注：另有两个在建,,\n",
    "a title and the header again": "东厂工作室台账,,\n" + split("东厂工作室台账,,\n", HEADER),
    "told of the file and of its last row": "姓名,工作室,身份证号\n" + "张三,甲室,1\n" * 60 + "李四,,2\n",
    "a column of its own": "工作室名称,领衔人,所在单位,车号\n" + "".join(f"{row.strip()},7\n" for row in NUMBERED),
}
TOGETHER = {
    "lines that end in CR": split().replace("\n", "\r"),
    "more columns of its own than are named": "".join(
        [
            HEADER.strip() + "".join(f",车号{each}" for each in range(24)) + "\n",
            *(row.strip() + ",7" * 22 + (",7,\n" if at < 33 else ",,7\n") for at, row in enumerate(NUMBERED)),
        ]
    ),
    "as above": split("又一创新工作室,同上,同上\n"),
    "a section in the middle": split("二、潍坊市,,\n"),
    "another table below": split(
        "成员,,\n", "姓名,工作室,身份\n", *(f"李{each},第1创新工作室,骨干\n" for each in range(20))
    ),
    "a column filled in one share": HEADER.strip() + ",车号\n" + NUMBERED[0].strip() + ",7\n" + "".join(NUMBERED[1:]),
    "a section from the top": "成果名称,工作室,日期\n一、论文,,\n"
    + "".join(f"论文{each},甲室,2021\n" for each in range(32))
    + "二、图集,,\n"
    + "检修图集,甲室,2021\n" * 30,
    "written once for several rows": "所在单位,工作室名称,领衔人\n" + "东厂,甲,张一\n" + ",乙,张二\n" * 60,
}


@pytest.mark.parametrize(
    ("name", "processes"),
    [
        ("a bad row in every share", 3),
        ("a sum and remarks below", 3),
        ("told of the file and of its last row", 3),
        ("as above", 4),
        ("lines that end in CR", 1),
    ],
)
def test_a_file_says_the_same_read_in_shares(
    name: str, processes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file, _) = written(tmp_path, 台账={**ALONE, **TOGETHER}[name])
    whole = taken(list(read_contents([file], tmp_path)))
    begun: list[tuple[str, ...]] = []

    def noting(module: str, *words: str) -> list[str]:
        begun.append(words)
        return own_program(module, *words)

    monkeypatch.setattr(content, "own_program", noting)
    monkeypatch.setattr(content, "_LARGE", 0)
    monkeypatch.setattr(content, "_SHARE", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    assert taken(list(read_contents([file], tmp_path))) == whole
    assert len(begun) == processes


def test_shares_that_die_leave_the_file_to_one_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (file, _) = written(tmp_path, 台账=ALONE["plain"])
    die = [sys.executable, "-c", "import os; os.abort()"]
    monkeypatch.setattr(content, "own_program", lambda *words: die if len(words) > 3 else own_program(*words))
    monkeypatch.setattr(content, "_LARGE", 0)
    monkeypatch.setattr(content, "_SHARE", 1)
    (kept,) = read_contents([file], tmp_path)
    assert (kept.accepted, kept.issues) == (60, ())


@pytest.mark.parametrize("text", [*ALONE.values(), *TOGETHER.values()], ids=[*ALONE, *TOGETHER])
def test_wherever_a_file_is_cut_its_shares_say_the_same_or_nothing(text: str, tmp_path: Path) -> None:
    (file, _) = written(tmp_path, 台账=text)
    whole = read(file)
    for cut in range(30, 38):
        shares = [share for rows in (range(1, cut), range(cut, 1000)) if (share := read_share(file, rows))]
        if len(shares) < 2:
            assert text in TOGETHER.values()
            continue
        assert [record for share in shares for record in share.records] == [*whole.records]
        within = [issue for share in shares for issue in share.issues if issue.place.row]
        assert within == [issue for issue in whole.issues if issue.place.row]
