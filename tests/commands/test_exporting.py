"""The graph is written to files other programs open."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ingest.form.facts import facts_of
from ingest.form.read import read_form
from tests.commands.said import Mengtu


@pytest.mark.parametrize(("form", "mark"), [("graphml", "<graphml"), ("gexf", "<gexf"), ("html", "<html")])
def test_the_graph_is_exported(mengtu: Mengtu, tmp_path: Path, form: str, mark: str) -> None:
    mengtu("sample")
    file = tmp_path / "出" / f"图.{form}"
    assert mengtu("export", form, "--out", file, "--json").document == {"files": [str(file)]}
    assert mark in file.read_text(encoding="utf-8")


def test_a_picture_is_drawn_around_whom_one_asks_for(mengtu: Mengtu, tmp_path: Path) -> None:
    assert "还没有联盟" in mengtu("export", "html", "--out", tmp_path / "空.html").err
    mengtu("sample")
    file = tmp_path / "图.html"
    assert mengtu("export", "html", "--out", file, "--around", "李兵").code == 0
    page = file.read_text(encoding="utf-8")
    (studio,) = mengtu("find", "李兵技能大师工作室", "--kind", "Studio", "--json").document
    assert studio["id"] in page
    assert "https://" not in re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)


@pytest.mark.parametrize("place", [".", "文件/图.graphml"])
def test_a_place_that_cannot_be_written_is_one_sentence(mengtu: Mengtu, tmp_path: Path, place: str) -> None:
    (tmp_path / "文件").write_text("在", encoding="utf-8")
    ended = mengtu("export", "graphml", "--out", tmp_path / place)
    assert (ended.code, ended.err.count("\n"), "写不进去" in ended.err) == (1, 1, True)


def test_tables_go_to_a_folder_an_archive_or_a_workbook(mengtu: Mengtu, tmp_path: Path) -> None:
    mengtu("sample")
    files = mengtu("export", "csv", "--out", tmp_path / "表", "--json").document["files"]
    assert {Path(file).name for file in files} >= {"对象_工作室.csv", "对象_联盟.csv"}
    assert mengtu("export", "csv", "--out", tmp_path / "表.zip", "--json").document["files"] == [
        str(tmp_path / "表.zip")
    ]
    assert mengtu("export", "xlsx", "--out", tmp_path / "表.xlsx").code == 0
    assert load_workbook(tmp_path / "表.xlsx").sheetnames[0] == "对象_工作室"


def test_the_form_of_a_studio_is_filled_and_can_be_read_again(mengtu: Mengtu, tmp_path: Path) -> None:
    mengtu("sample")
    file = tmp_path / "申报表.docx"
    assert mengtu("export", "form", "李兵技能大师工作室", "--out", file).code == 0
    assert facts_of(read_form(file)).studio == "李兵技能大师工作室"


@pytest.mark.parametrize(
    ("words", "said"),
    [(("form",), "请写明填哪个工作室的申报表"), (("xlsx", "李兵技能大师工作室"), "只有 form 才写工作室")],
)
def test_only_the_form_is_about_a_studio(mengtu: Mengtu, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    ended = mengtu("export", *words, "--out", tmp_path / "出")
    assert (ended.code, said in ended.err) == (2, True)
