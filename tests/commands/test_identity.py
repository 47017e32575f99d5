"""The commands on who is who."""

from pathlib import Path

import pytest

from ingest.workspace import Workspace
from tests.commands.said import Mengtu
from tests.workbench import write_ledger

LEDGER = "单位名称|地区\n云帆控股集团有限公司|山东省潍坊市\n云帆集团|山东省潍坊市\n东厂|\n西厂|"


@pytest.fixture
def question(mengtu: Mengtu, tmp_path: Path) -> str:
    """The id of the one question there is."""
    mengtu("import", write_ledger(tmp_path, "单位.csv", LEDGER))
    (only,) = mengtu("identity", "list", "--json").document
    return str(only["id"])


def organizations(mengtu: Mengtu) -> int:
    return int(mengtu("status", "--json").document["nodes"]["Organization"])


def test_a_question_is_listed_with_both_sides_and_reasons_that_add_up(mengtu: Mengtu, question: str) -> None:
    (only,) = mengtu("identity", "list", "--json").document
    assert sorted(only["names"]) == ["云帆控股集团有限公司", "云帆集团"]
    assert only["score"] == sum(reason["points"] for reason in only["reasons"])
    assert only["one"]["source"]
    printed = mengtu("identity", "list").out
    assert all(
        word in printed for word in (question, "单位", "云帆集团", "去掉地区和公司形式后同名", "mengtu identity")
    )


@pytest.mark.parametrize(("kind", "number"), [("单位", 1), ("Organization", 1), ("工作室", 0), ("person", 0)])
def test_one_kind_can_be_listed(mengtu: Mengtu, question: str, kind: str, number: int) -> None:
    assert len(mengtu("identity", "list", "--kind", kind, "--json").document) == number


def test_same_merges_in_the_graph_and_undo_takes_it_back(mengtu: Mengtu, question: str) -> None:
    assert organizations(mengtu) == 4
    done = mengtu("identity", "same", question, "--json")
    assert (done.code, done.document["removed"]) == (0, {"Organization": 1})
    assert organizations(mengtu) == 3
    assert (
        mengtu("find", "云帆集团", "--json").document[0]["name"]
        == mengtu("find", "云帆控股", "--json").document[0]["name"]
    )
    assert mengtu("identity", "list", "--json").document == []
    assert mengtu("identity", "undo", question).code == 0
    assert organizations(mengtu) == 4
    assert [each["id"] for each in mengtu("identity", "list", "--json").document] == [question]


def test_different_is_remembered_and_listed_among_the_decisions(mengtu: Mengtu, question: str) -> None:
    assert "图谱没有变化" in mengtu("identity", "different", question).out
    assert mengtu("identity", "list").out.strip() == "没有待核对的身份问题。"
    (decided,) = mengtu("identity", "list", "--decided", "--json").document
    assert (decided["id"], decided["verdict"], decided["kind"]) == (question, "different", "Organization")
    assert sorted(decided["names"]) == ["云帆控股集团有限公司", "云帆集团"]
    assert "不是同一个" in mengtu("identity", "list", "--decided").out
    assert mengtu("identity", "list", "--decided", "--kind", "人员", "--json").document == []


@pytest.mark.parametrize("answer", ["same", "different", "undo"])
def test_a_question_that_never_was_is_refused_in_one_sentence(mengtu: Mengtu, answer: str) -> None:
    ended = mengtu("identity", answer, "X000000000000")
    assert ended.code == 1
    assert "没有编号为 X000000000000 的身份" in ended.err
    assert ended.out == ""


@pytest.mark.parametrize("words", [("list", "--kind", "行业"), ("same",), ("maybe", "X1"), ("list", "--top", "0")])
def test_wrong_usage_is_said_in_chinese(mengtu: Mengtu, words: tuple[str, ...]) -> None:
    ended = mengtu("identity", *words)
    assert ended.code == 2
    assert ended.err


def test_an_empty_workspace_has_nothing_to_decide(mengtu: Mengtu) -> None:
    assert "没有待核对的身份问题" in mengtu("identity", "list").out
    assert "还没有作过身份判断" in mengtu("identity", "list", "--decided").out


def test_a_graph_that_cannot_follow_is_said_and_the_decision_stands(
    mengtu: Mengtu, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graph.store import StoreError  # noqa: PLC0415

    def fail(_: Workspace) -> None:
        raise StoreError("图库没有响应。")

    with monkeypatch.context() as broken:
        broken.setattr(Workspace, "level", fail)
        ended = mengtu("identity", "same", question)
    assert ended.code == 1
    assert "mengtu publish" in ended.err
    assert organizations(mengtu) == 3
