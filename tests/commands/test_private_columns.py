"""Private columns stay in the register: nothing the graph, the commands or the exports give holds what they say."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from ingest.database import open_engine, reading, sqlite_url
from ingest.tables import edge_table, node_table
from tests.commands.said import Mengtu
from tests.forms import ANNEX, COVER, change, save, table
from tests.workbench import write_ledger

# What stands in private columns, in a ledger and in a form, and what people type where it does not belong.
IN_LEDGER = ("1971-02", "满族", "无党派人士", "13911112222")
IN_FORM = ("1972-03", "1972年3月", "197203", "藏族", "致公党员", "13922223333")
PRIVATE = (*IN_LEDGER, *IN_FORM)
TYPED = ("13933334444", "110101197403070019", "010-87654321")
LEDGERS = {
    "工作室": """工作室名称|领衔人|所在单位|工作制度
        甲工作室|甲一|东厂|有事找甲一13933334444
        乙工作室|乙一|西厂|""",
    "成员": """姓名|工作室|出生年月|民族|政治面貌|联系电话|主要分工|擅长
        甲一|甲工作室|1971-02|满族|无党派人士|13911112222|调度 010-87654321|焊接
        甲二 110101197403070019|甲工作室|1971-02|满族|无党派人士|13911112222||焊接""",
    "联盟": "联盟名称|联盟类型|章程\n东西联盟|跨企业|联系13933334444",
    "联盟成员": "联盟名称|工作室\n东西联盟|甲工作室\n东西联盟|乙工作室",
    "课题": "课题名称|工作室|简介\n焊缝13933334444|甲工作室|甲一，证件110101197403070019",
    "难题": "难题名称|提出单位|描述\n裂纹|东厂|电话 010-87654321",
}
FORM = {"197503": "197203", "汉族": "藏族", "中共党员": "致公党员", "13800000000": "13922223333"}


def given(text: str) -> list[str]:
    return [secret for secret in (*PRIVATE, *TYPED) if secret in text]


@pytest.fixture
def filled(mengtu: Mengtu, tmp_path: Path) -> Mengtu:
    files = [write_ledger(tmp_path / "台账", f"{name}.csv", text) for name, text in LEDGERS.items()]
    form = save(tmp_path / "申报表.docx", *COVER, table(change(ANNEX, lambda text: FORM.get(text, text))))
    done = mengtu("import", *files, form)
    assert (done.code, given(done.out + done.err)) == (0, [])
    return mengtu


def test_the_register_holds_them_and_the_view_does_not(filled: Mengtu, tmp_path: Path) -> None:
    engine = open_engine(sqlite_url(tmp_path / "home"))
    with reading(engine) as connection:
        kept = "".join(connection.scalars(sa.text("SELECT cells || notes FROM statements")))
        shown = "".join(
            " ".join(map(str, row)) for each in (node_table, edge_table) for row in connection.execute(sa.select(each))
        )
    assert set(PRIVATE) - set(given(kept)) == {"1972年3月", "197203"}  # which are read as 1972-03
    assert set(TYPED) <= set(given(kept))
    assert "调度" in shown
    assert given(shown) == []


def test_the_files_of_the_graph_do_not_hold_them(filled: Mengtu, tmp_path: Path) -> None:
    files = [path for path in (tmp_path / "home" / "graph").rglob("*") if path.is_file()]
    held = b"".join(path.read_bytes() for path in files)
    assert "甲工作室".encode() in held
    assert [secret for secret in (*PRIVATE, *TYPED) if secret.encode() in held] == []


def test_no_answer_holds_them(filled: Mengtu) -> None:
    lines = (
        ("find", "甲"),
        ("find", "1391111"),
        ("show", "甲工作室"),
        ("show", "甲一"),
        ("show", "林晓岚"),
        ("show", "林晓岚劳模创新工作室"),
        ("path", "甲一", "乙工作室"),
        ("suggest", "乙工作室"),
        ("imports",),
        ("status",),
    )
    for line in lines:
        done, told = filled(*line, "--json"), filled(*line)
        assert (done.code, given(done.out + done.err + told.out + told.err)) == (0, [])


def test_no_query_of_the_library_holds_them(filled: Mengtu) -> None:
    asked = [query["name"] for query in filled("query", "--list", "--json").document]
    answered = [filled("query", name, "--json") for name in asked]
    assert sum(done.code == 0 for done in answered) > 1
    assert given("".join(done.out + done.err for done in answered)) == []


def test_no_export_holds_them(filled: Mengtu, tmp_path: Path) -> None:
    written = 0
    for form in ("graphml", "gexf", "html", "csv", "xlsx"):
        out = tmp_path / f"出-{form}" / f"图.{form}"
        done = filled("export", form, "--out", out, "--json")
        if done.code == 2:  # there is no such export
            continue
        held = "".join(texts(file) for file in out.parent.rglob("*.*") if file.is_file())
        assert (form, done.code, "甲工作室" in held) == (form, 0, True)
        assert given(held + done.out + done.err) == []
        written += 1
    assert written >= 3


def texts(file: Path) -> str:
    """All texts of a file that some program opens."""
    if file.suffix == ".xlsx":
        return " ".join(str(cell) for sheet in load_workbook(file) for row in sheet.values for cell in row)
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), file.read_text(encoding="utf-8"))
