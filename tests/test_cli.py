"""The ``mengtu`` command keeps its contract: documents on stdout, sentences on stderr, exit codes 0, 1 and 2."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import cli
from tests.workbench import write_ledger

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Said:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


Mengtu = Callable[..., Said]


@pytest.fixture
def mengtu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Mengtu:
    monkeypatch.delenv("MENGTU_STORE", raising=False)
    monkeypatch.setenv("MENGTU_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")

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


def test_import_undo_and_history_work_together(mengtu: Mengtu, tmp_path: Path) -> None:
    path = write_ledger(tmp_path, "a.csv", "工作室名称|领衔人|所在单位\n甲|张一|东厂")
    done = mengtu("import", path, "--json").document
    assert done["created"] == {"Organization": 1, "Person": 1, "Studio": 1}
    assert mengtu("status", "--json").document["nodes"]["Studio"] == 1
    assert mengtu("undo", done["import_id"], "--json").document["removed"]["Studio"] == 1
    assert mengtu("status", "--json").document["nodes"]["Studio"] == 0
    history = mengtu("imports", "--json").document
    assert [line["id"] for line in history] == [done["import_id"]]
    assert history[0]["undone_at"]
    assert "没有编号为 99 的导入" in mengtu("undo", 99).err


def test_a_dry_run_changes_nothing(mengtu: Mengtu, tmp_path: Path) -> None:
    path = write_ledger(tmp_path, "a.csv", "工作室名称|领衔人|所在单位\n甲|张一|东厂")
    document = mengtu("import", path, "--dry-run", "--json").document
    assert document["import_id"] is None
    assert document["created"]["Studio"] == 1
    assert mengtu("status", "--json").document["nodes"]["Studio"] == 0


def _bad(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("缺列.csv", "工作室名称,所在单位\n甲,东厂\n".encode(), "领衔人"),
        ("空.csv", b"", "空"),
        ("假表.xlsx", b"%PDF-1.7 ...", "PDF"),
        ("无名.xlsx", b"PK\x03\x04 truncated", "xlsx"),
        ("别的.csv", "苹果,梨\n1,2\n".encode(), "台账"),
    ],
)
def test_bad_files_are_refused_in_one_sentence(
    mengtu: Mengtu, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    ended = mengtu("import", _bad(tmp_path, name, content))
    assert ended.code == 1
    assert said in ended.err
    assert name in ended.err
    assert "Traceback" not in ended.err + ended.out
    assert mengtu("imports", "--json").document == []


@pytest.mark.parametrize(
    ("row", "listed"),
    [
        ("甲|张一|东厂|2019-13-40", "2019-13-40"),
        (f"{'长' * 300}|张一|东厂|2019", "300"),
    ],
)
def test_bad_rows_are_listed_with_file_and_row(mengtu: Mengtu, tmp_path: Path, row: str, listed: str) -> None:
    text = f"工作室名称|领衔人|所在单位|创建日期\n好|王二|西厂|2019\n{row}"
    document = mengtu("import", write_ledger(tmp_path, "表.csv", text), "--json").document
    (issue,) = document["issues"]
    assert "第 3 行" in issue["place"]
    assert listed in issue["message"]
    assert document["created"]["Studio"] >= 1


def test_hostile_names_stay_plain_text(mengtu: Mengtu, tmp_path: Path) -> None:
    text = "工作室名称|领衔人|所在单位\n<script>alert(1)</script>|=1+1|[red]东厂[/red]"
    assert mengtu("import", write_ledger(tmp_path, "a.csv", text)).code == 0
    shown = mengtu("show", "<script>alert(1)</script>", "--json").document
    assert shown["name"] == "<script>alert(1)</script>"
    assert "[red]东厂[/red]" in mengtu("show", "=1+1").out + mengtu("find", "东厂").out


def test_a_gbk_ledger_reads_like_any_other(mengtu: Mengtu, tmp_path: Path) -> None:
    path = _bad(tmp_path, "gbk.csv", "工作室名称,领衔人,所在单位\n镕焊接工作室,张一,东厂\n".encode("gb18030"))
    mengtu("import", path)
    assert mengtu("find", "镕焊接", "--json").document[0]["name"] == "镕焊接工作室"


def test_the_problem_list_is_a_spreadsheet(mengtu: Mengtu, tmp_path: Path) -> None:
    from openpyxl import load_workbook  # noqa: PLC0415 — only this test reads one

    text = "工作室名称|领衔人|所在单位|创建日期\n甲|张一|东厂|2019-13-40"
    report = tmp_path / "问题" / "清单.xlsx"
    mengtu("import", write_ledger(tmp_path, "a.csv", text), "--report", report)
    rows = list(load_workbook(report)["问题清单"].values)
    assert rows[0][0] == "程度"
    assert "2019-13-40" in str(rows[1][5])


def test_missing_paths_and_empty_folders_are_refused(mengtu: Mengtu, tmp_path: Path) -> None:
    assert "找不到" in mengtu("import", tmp_path / "没有.csv").err
    (tmp_path / "空夹").mkdir()
    ended = mengtu("import", tmp_path / "空夹")
    assert (ended.code, "没有文件可导入" in ended.err) == (1, True)


@pytest.mark.parametrize("words", [["undo"], ["suggest"], ["query"], ["export", "pdf", "--out", "x"], ["nonsense"]])
def test_wrong_usage_ends_with_two(mengtu: Mengtu, words: list[str]) -> None:
    assert mengtu(*words).code == 2


def test_queries_are_listed_and_run_by_name(mengtu: Mengtu) -> None:
    mengtu("sample")
    listed = mengtu("query", "--list", "--json").document
    assert {"name", "params", "doc"} == set(listed[0])
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
    assert "写不进去" in mengtu("export", "graphml", "--out", file / "x" / "图.graphml").err


def test_templates_are_written_and_unknown_ones_refused(mengtu: Mengtu, tmp_path: Path) -> None:
    files = mengtu("template", "工作室台账", "成员台账", "--out", tmp_path / "空表", "--json").document["files"]
    assert all(Path(file).exists() for file in files)
    assert mengtu("template", "飞船台账", "--out", tmp_path).code == 1


def test_generated_ledgers_are_what_demo_loads(mengtu: Mengtu, tmp_path: Path) -> None:
    written = mengtu("generate", "--studios", 20, "--seed", 3, "--out", tmp_path / "模拟", "--json").document
    assert written["rows"]["工作室台账"] == 20
    created = mengtu("demo", "--studios", 20, "--seed", 3, "--json").document["created"]
    assert created["Studio"] == 20
    assert mengtu("publish", "--rebuild", "--json").document["nodes"] == sum(created.values())


def test_the_command_is_installed_under_its_name(tmp_path: Path) -> None:
    command = [str(Path(sys.executable).with_name("mengtu")), "--home", str(tmp_path), "status", "--json"]
    done = subprocess.run(command, capture_output=True, check=True, cwd=tmp_path)
    assert json.loads(done.stdout)["nodes"]["Studio"] == 0


def test_without_a_server_there_is_none_to_show(mengtu: Mengtu) -> None:
    assert mengtu("neo4j", "status", "--json").document == {}


def test_an_unreachable_store_is_one_sentence(mengtu: Mengtu) -> None:
    ended = mengtu("--store", "bolt://127.0.0.1:1", "status")
    assert (ended.code, ended.out) == (1, "")
    assert "127.0.0.1:1" in ended.err
    assert "不认识的图库地址" in mengtu("--store", "mysql://x", "status").err
