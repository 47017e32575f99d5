"""The commands that bring data in, take it back, and write empty or generated ledgers."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from graph.store import StoreError
from ingest.workspace import Workspace
from tests.commands.said import BAD_DATE, EARLIER, STUDIO, Mengtu
from tests.workbench import write_ledger


def test_import_undo_and_history_work_together(mengtu: Mengtu, tmp_path: Path) -> None:
    done = mengtu("import", write_ledger(tmp_path, "a.csv", STUDIO), "--json").document
    assert done["created"] == {"Organization": 1, "Person": 1, "Studio": 1}
    assert mengtu("status", "--json").document["nodes"]["Studio"] == 1
    assert mengtu("undo", done["import_id"], "--json").document["removed"]["Studio"] == 1
    assert mengtu("status", "--json").document["nodes"]["Studio"] == 0
    history = mengtu("imports", "--json").document
    assert [line["id"] for line in history] == [done["import_id"]]
    assert history[0]["undone_at"]


@pytest.mark.parametrize("number", ["99", "9223372036854775807", "99999999999999999999"])
def test_an_import_that_never_was_cannot_be_taken_back(mengtu: Mengtu, number: str) -> None:
    ended = mengtu("undo", number)
    assert (ended.code, f"没有编号为 {number} 的导入" in ended.err) == (1, True)


def test_a_dry_run_changes_nothing(mengtu: Mengtu, tmp_path: Path) -> None:
    document = mengtu("import", write_ledger(tmp_path, "a.csv", STUDIO), "--dry-run", "--json").document
    assert document["import_id"] is None
    assert document["created"]["Studio"] == 1
    assert mengtu("status", "--json").document["nodes"]["Studio"] == 0


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
    (tmp_path / name).write_bytes(content)
    ended = mengtu("import", tmp_path / name)
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


def test_a_gbk_ledger_reads_like_any_other(mengtu: Mengtu, tmp_path: Path) -> None:
    path = tmp_path / "gbk.csv"
    path.write_bytes("工作室名称,领衔人,所在单位\n镕焊接工作室,张一,东厂\n".encode("gb18030"))
    mengtu("import", path)
    assert mengtu("find", "镕焊接", "--json").document[0]["name"] == "镕焊接工作室"


def test_the_problem_list_is_a_spreadsheet(mengtu: Mengtu, tmp_path: Path) -> None:
    report = tmp_path / "问题" / "清单.xlsx"
    mengtu("import", write_ledger(tmp_path, "a.csv", BAD_DATE), "--report", report)
    rows = list(load_workbook(report)["问题清单"].values)
    assert rows[0][0] == "程度"
    assert "2019-13-40" in str(rows[1][5])


def test_a_problem_list_never_replaces_a_ledger_that_is_read(mengtu: Mengtu, tmp_path: Path) -> None:
    ledger = write_ledger(tmp_path / "台账", "a.csv", BAD_DATE)
    before = ledger.read_bytes()
    ended = mengtu("import", tmp_path / "台账", "--report", tmp_path / "台账" / "." / "a.csv")
    assert (ended.code, "是这次要读入的文件" in ended.err) == (1, True)
    assert ledger.read_bytes() == before


@pytest.mark.parametrize("place", [".", "a.csv/清单.xlsx"])
def test_a_problem_list_that_cannot_be_written_stops_the_import_before_it_begins(
    mengtu: Mengtu, tmp_path: Path, place: str
) -> None:
    ended = mengtu("import", write_ledger(tmp_path, "a.csv", BAD_DATE), "--report", tmp_path / place)
    assert (ended.code, "写不进去" in ended.err) == (1, True)
    assert mengtu("imports", "--json").document == []


def test_what_is_kept_is_told_although_the_graph_could_not_follow(
    mengtu: Mengtu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mengtu("import", write_ledger(tmp_path, "b.csv", EARLIER))

    def refuse(*_: object, **__: object) -> None:
        raise StoreError("图库「x」连不上。")

    with monkeypatch.context() as away:
        away.setattr(Workspace, "level", refuse)
        ended = mengtu("import", write_ledger(tmp_path, "a.csv", STUDIO), "--json")
        undone = mengtu("undo", 1, "--json")
    assert (ended.code, ended.document["import_id"]) == (1, 2)
    assert "第 2 次导入已存入登记库，但图谱没有更新（图库「x」连不上）" in ended.err
    assert "mengtu publish" in ended.err
    assert (undone.code, undone.document["import_id"], "mengtu publish" in undone.err) == (1, 1, True)
    assert mengtu("publish", "--json").code == 0
    assert mengtu("status", "--json").document["nodes"]["Studio"] == 1


def test_generated_ledgers_are_what_demo_loads(mengtu: Mengtu, tmp_path: Path) -> None:
    written = mengtu("generate", "--studios", 20, "--seed", 3, "--out", tmp_path / "模拟", "--json").document
    assert written["rows"]["工作室台账"] == 20
    created = mengtu("demo", "--studios", 20, "--seed", 3, "--json").document["created"]
    assert created["Studio"] == 20
    assert mengtu("publish", "--rebuild", "--json").document["nodes"] == sum(created.values())


def test_templates_are_written_and_unknown_ones_refused(mengtu: Mengtu, tmp_path: Path) -> None:
    files = mengtu("template", "工作室台账", "成员台账", "--out", tmp_path / "空表", "--json").document["files"]
    assert all(Path(file).exists() for file in files)
    assert mengtu("template", "飞船台账", "--out", tmp_path).code == 1


@pytest.mark.parametrize("words", [("template", "工作室台账"), ("generate", "--studios", 3)])
def test_a_folder_that_cannot_be_made_is_one_sentence(mengtu: Mengtu, tmp_path: Path, words: tuple[object]) -> None:
    (tmp_path / "文件").write_text("在", encoding="utf-8")
    ended = mengtu(*words, "--out", tmp_path / "文件" / "夹")
    assert (ended.code, "写不进去（路径中间有一段不是文件夹）" in ended.err) == (1, True)
