"""``mengtu forget``: who is meant, what is asked before, what is said after, and what is left in the workspace."""

from pathlib import Path

import pytest
import typer

from tests.commands.said import Mengtu
from tests.workbench import write_ledger

NAME, PHONE = "欧阳测试", "13900001111"
STUDIOS = "工作室名称|领衔人|所在单位\n甲工作室|甲一|东厂\n乙工作室|乙一|西厂"
MEMBERS = f"姓名|工作室|学历|联系电话\n{NAME}|甲工作室|硕士研究生|{PHONE}\n重名|甲工作室||\n重名|乙工作室||"


@pytest.fixture
def filled(mengtu: Mengtu, tmp_path: Path) -> Mengtu:
    files = write_ledger(tmp_path / "台账", "工作室.csv", STUDIOS), write_ledger(tmp_path / "台账", "成员.csv", MEMBERS)
    assert mengtu("import", *files).code == 0
    assert mengtu("find", NAME, "--json").document != []
    return mengtu


def held(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("by_id", [False, True])
def test_a_person_is_gone_from_the_graph_and_from_every_file(filled: Mengtu, tmp_path: Path, *, by_id: bool) -> None:
    (hit,) = filled("find", NAME, "--json").document
    assert NAME.encode() in held(tmp_path / "home" / "graph")
    done = filled("forget", hit["id"] if by_id else NAME, "--yes", "--json")
    assert (done.code, done.document["erased"]["cells"], done.document["swept"]) == (0, 2, True)
    for text in (NAME, PHONE, "硕士研究生"):
        assert text.encode() not in held(tmp_path / "home")
    assert filled("find", NAME, "--json").document == []
    assert [each["name"] for each in filled("find", "已删除人员", "--json").document] == [done.document["stub"]]
    assert NAME not in done.out + filled("show", "甲工作室").out


def test_a_name_that_fits_several_lists_them_and_changes_nothing(filled: Mengtu) -> None:
    done = filled("forget", "重名", "--yes")
    ids = [each["id"] for each in filled("find", "重名", "--json").document]
    assert (done.code, len(ids), "有 2 个人都叫「重名」" in done.err) == (1, 2, True)
    assert all(each in done.err for each in (*ids, "甲工作室", "乙工作室"))


def test_an_unknown_name_is_refused(filled: Mengtu) -> None:
    done = filled("forget", "没有此人", "--yes")
    assert (done.code, "没有叫「没有此人」的人员" in done.err) == (1, True)


def test_without_a_terminal_it_has_to_be_confirmed_in_writing(filled: Mengtu) -> None:
    done = filled("forget", NAME)
    assert (done.code, "请加上 --yes" in done.err) == (1, True)
    assert len(filled("find", NAME, "--json").document) == 1


@pytest.mark.parametrize(("answer", "code", "left"), [(False, 1, 1), (True, 0, 0)])
def test_a_terminal_is_asked(
    filled: Mengtu, monkeypatch: pytest.MonkeyPatch, *, answer: bool, code: int, left: int
) -> None:
    asked: list[str] = []

    def confirm(question: str, **_: object) -> bool:
        asked.append(question)
        return answer

    with monkeypatch.context() as terminal:
        terminal.setattr("sys.stdin.isatty", lambda: True)
        terminal.setattr(typer, "confirm", confirm)
        assert filled("forget", NAME).code == code
    assert (len(asked), f"「{NAME}」（甲工作室）" in asked[0]) == (1, True)
    assert len(filled("find", NAME, "--json").document) == left


def test_people_are_told_what_was_erased_and_what_is_left_to_them(filled: Mengtu) -> None:
    done = filled("forget", NAME, "--yes")
    assert all(each in done.out for each in ("的个人信息已删除", "个人信息（格）", "原始台账", "请一并处理"))


def test_who_was_forgotten_is_listed_without_a_name(filled: Mengtu) -> None:
    assert filled("forget", "--list", "--json").document == []
    stub = filled("forget", NAME, "--yes", "--json").document["stub"]
    (line,) = filled("forget", "--list", "--json").document
    assert (line["stub"], line["erased"]["rows"]) == (stub, 1)
    assert stub in filled("forget", "--list").out


def test_whom_to_forget_has_to_be_said(mengtu: Mengtu) -> None:
    done = mengtu("forget")
    assert (done.code, "请写要删除的人员编号或姓名" in done.err) == (2, True)


def test_an_import_that_names_a_forgotten_person_is_told_so(filled: Mengtu, tmp_path: Path) -> None:
    filled("forget", NAME, "--yes")
    changed = write_ledger(tmp_path / "台账", "成员.csv", MEMBERS.replace("硕士研究生", "博士研究生"))
    done = filled("import", changed)
    assert (done.code, "按要求删除" in done.out, "请从台账里删去此人" in done.out) == (0, True, True)
    assert filled("find", NAME, "--json").document == []
    assert all(text.encode() not in held(tmp_path / "home") for text in (NAME, "博士研究生"))
    assert filled("undo", 2).code == 0
    assert filled("find", NAME, "--json").document == []
