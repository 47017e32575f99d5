"""The commands that ask the graph answer people and machines."""

from pathlib import Path

import pytest

from ingest.database import open_engine
from ingest.load import SourceFile, load
from tests.commands.said import EARLIER, STUDIO, Mengtu
from tests.workbench import NOON, write_ledger


def test_the_built_in_data_answers_the_first_questions(mengtu: Mengtu) -> None:
    assert mengtu("sample", "--json").document["created"]["Studio"] >= 118
    ways = mengtu("path", "吴列", "鲁守卫", "--json").document
    assert [step["name"] for step in ways[0]] == [
        "吴列",
        "吴列创新工作室",
        "NVH联盟创新工作室",
        "鲁守卫创新工作室",
        "鲁守卫",
    ]
    suggested = mengtu("suggest", "李兵技能大师工作室", "--json").document["suggestions"]
    assert [each["rank"] for each in suggested] == list(range(1, 11))
    for each in suggested:
        assert sum(reason["points"] for reason in each["reasons"]) == pytest.approx(each["score"], abs=1e-9)
        assert set(each["reasons"][0]) == {"code", "points", "text", "evidence"}
    assert mengtu("sample", "--json").document["created"] == {}


@pytest.mark.parametrize("typed", ["李兵技能", "libing", "lbjndsgzs", "LIBING"])
def test_find_takes_what_people_type(mengtu: Mengtu, typed: str) -> None:
    mengtu("sample")
    names = [hit["name"] for hit in mengtu("find", typed, "--json").document]
    assert "李兵技能大师工作室" in names


def test_find_can_be_narrowed_to_a_kind(mengtu: Mengtu) -> None:
    mengtu("sample")
    assert {hit["kind"] for hit in mengtu("find", "李", "--kind", "人员", "--json").document} == {"Person"}
    assert "没有「飞船」这一类" in mengtu("find", "李", "--kind", "飞船").err


def test_show_has_properties_relations_and_stated_figures(mengtu: Mengtu) -> None:
    mengtu("sample")
    shown = mengtu("show", "潍柴集团", "--json").document
    assert any(figure["text"] == "51" for figure in shown["figures"])
    assert "潍柴集团" in mengtu("show", shown["id"]).out


@pytest.mark.parametrize("command", ["show", "suggest"])
def test_a_name_that_fits_nothing_gets_near_names(mengtu: Mengtu, command: str) -> None:
    mengtu("sample")
    said = mengtu(command, "李冰技能大师工作室")
    assert said.code == 1
    assert "是不是" in said.err
    assert "李兵技能大师工作室" in said.err
    assert said.out == ""


def test_a_name_that_fits_several_lists_them(mengtu: Mengtu, tmp_path: Path) -> None:
    studios = "工作室名称|领衔人|所在单位\n创新工作室|张一|东厂\n创新工作室|王二|西厂"
    mengtu("import", write_ledger(tmp_path, "a.csv", studios))
    said = mengtu("show", "创新工作室")
    assert said.code == 1
    assert "东厂" in said.err
    assert "西厂" in said.err


def test_queries_are_listed_and_run_by_name(mengtu: Mengtu) -> None:
    mengtu("sample")
    listed = mengtu("query", "--list", "--json").document
    assert {"name", "params", "doc"} == set(listed[0])
    assert "alliances" in mengtu("query", "--list").out
    rows = mengtu("query", "alliances", "kind=校企", "--json").document
    assert rows
    assert all("校企" in row["kinds"] for row in rows)
    assert "查询 alliances 没有参数「种类」" in mengtu("query", "alliances", "种类=校企").err
    assert mengtu("query", "nothing_like_it").code == 1


def test_every_listed_query_runs_without_arguments(mengtu: Mengtu) -> None:
    mengtu("sample")
    for query in mengtu("query", "--list", "--json").document:
        ended = mengtu("query", query["name"], "--json")
        assert (query["name"], ended.code) == (query["name"], 0)


def test_status_says_how_far_the_graph_was_behind_the_register(mengtu: Mengtu, tmp_path: Path) -> None:
    assert "此前还没有生成" in mengtu("status").out
    mengtu("import", write_ledger(tmp_path, "a.csv", STUDIO))
    assert "图谱：与登记库一致" in mengtu("status").out
    engine = open_engine(f"sqlite:///{tmp_path / 'home' / 'register.sqlite'}")
    load(engine, [SourceFile("b", write_ledger(tmp_path, "b.csv", EARLIER))], at=NOON)
    assert "图谱：此前落后登记库 1 个版本，现已更新" in mengtu("status").out
    assert mengtu("status", "--json").document["was_level"] is True
