"""Files become sheets of raw cells; what is no honest table is refused before it is parsed."""

import io
import os
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingest import tabular, workbook
from ingest.guard import Limits
from ingest.normalise import Raw
from ingest.tabular import FileRefusedError, Sheet, open_sheets
from ingest.workbook import read_workbook

HEADINGS = frozenset({"姓名", "工作室"})
CSV = "姓名,工作室\r\n甲一,一号工作室\r\n"


def sheets(path: Path) -> list[tuple[str, bool, list[list[Raw]]]]:
    return [(sheet.title, sheet.hidden, rows(sheet)) for sheet in open_sheets(path, HEADINGS)]


def rows(sheet: Sheet) -> list[list[Raw]]:
    return [list(row) for row in sheet.rows]


def only_rows(path: Path) -> list[list[Raw]]:
    ((_, _, found),) = sheets(path)
    return found


def filled(path: Path, fill: Callable[[Worksheet], object]) -> Path:
    book = Workbook()
    fill(book.worksheets[0])
    book.save(path)
    return path


def honest(path: Path) -> Path:
    return filled(path, lambda sheet: sheet.append(["姓名", "工作室"]))


def repacked(path: Path, change: Callable[[zipfile.ZipFile], object]) -> Path:
    honest(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        change(archive)
    return path


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_table_is_read_in_the_encodings_spreadsheets_write(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path / "成员.csv", CSV.encode(encoding))
    assert only_rows(path) == [["姓名", "工作室"], ["甲一", "一号工作室"]]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_the_one_that_yields_known_headings(tmp_path: Path, delimiter: str) -> None:
    path = written(tmp_path / "成员.csv", CSV.replace(",", delimiter).encode())
    assert only_rows(path)[0] == ["姓名", "工作室"]


def test_a_quoted_cell_may_hold_a_line_break_and_the_delimiter(tmp_path: Path) -> None:
    path = written(tmp_path / "成员.csv", '姓名,工作室\n"甲,\n一",乙\n'.encode())
    assert only_rows(path)[1] == ["甲,\n一", "乙"]


def test_a_quote_that_never_closes_is_refused_with_its_row(tmp_path: Path) -> None:
    path = written(tmp_path / "成员.csv", '姓名,工作室\n甲,乙\n"丙,丁\n戊,己\n'.encode())
    with pytest.raises(FileRefusedError, match="第 3 行起引号不成对"):
        only_rows(path)


def test_a_cell_too_long_for_a_text_table_is_refused_with_its_row(tmp_path: Path) -> None:
    path = written(tmp_path / "成员.csv", f"姓名,工作室\n甲,乙\n丙,{'丁' * 140_000}\n".encode())
    with pytest.raises(FileRefusedError, match="第 3 行有一格超过 131,072 个字"):
        only_rows(path)


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    with pytest.raises(FileRefusedError, match="不是普通文件"):
        only_rows(tmp_path / "a.csv")


def test_numbers_dates_and_text_that_looks_like_a_formula_come_as_they_are(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([3, date(2018, 4, 20), "x"])
        sheet["C1"].value = "=cmd|' /C calc'!A0"
        sheet["C1"].data_type = "s"

    assert only_rows(filled(tmp_path / "a.xlsx", fill)) == [[3.0, date(2018, 4, 20), "=cmd|' /C calc'!A0"]]


def test_merged_cells_fill_down(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in ((1, "甲"), (2, None), (3, None), (4, "乙")):
            sheet.append(row)
        sheet.merge_cells("B1:B3")

    assert [row[1] for row in only_rows(filled(tmp_path / "a.xlsx", fill))] == ["甲", "甲", "甲", "乙"]


def test_rows_count_from_the_top_of_the_sheet(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.xlsx", lambda sheet: sheet.cell(4, 3, "甲"))
    assert [row for row in only_rows(path) if row] == [["甲"]]
    assert len(only_rows(path)) == 4


def test_a_hidden_sheet_is_read_and_marked(tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("隐").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    assert [(title, hidden) for title, hidden, _ in sheets(tmp_path / "a.xlsx")] == [("Sheet", False), ("隐", True)]


def test_content_counts_and_not_the_extension(tmp_path: Path) -> None:
    honest(tmp_path / "a.xlsx").rename(tmp_path / "a.csv")
    assert only_rows(tmp_path / "a.csv") == [["姓名", "工作室"]]
    assert only_rows(written(tmp_path / "b.xls", CSV.encode("gb18030")))[0] == ["姓名", "工作室"]


def compound(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(512)


def zipped(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "<x/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "空文件"),
        (b"%PDF-1.7 ...", "其实是 PDF"),
        (b"\x89PNG\r\n\x1a\n", "其实是图片"),
        (b"{\\rtf1 ", "RTF"),
        (b"Rar!\x1a\x07", "压缩包"),
        (b"\r\n <HTML><body><table>", "其实是网页"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>', "其实是网页"),
        (zipped("word/document.xml"), "其实是 Word 文档"),
        (zipped("readme.xml"), "没有工作簿"),
        (compound("WordDocument"), "其实是 Word 文档"),
        (compound("EncryptedPackage"), "密码"),
        (compound("Workbook"), "已损坏"),
        (compound("Nothing"), "没有工作簿"),
        (b"PK\x03\x04 broken", "已损坏"),
        ("名字甲乙丙丁".encode("gb18030"), "辨认"),
        (b"\xff\xfe\x00", "辨认"),
        (bytes(range(256)), "辨认"),
        (b"a\0b,c\0d", "辨认"),
    ],
)
def test_a_file_that_is_something_else_is_refused_with_what_to_do(tmp_path: Path, data: bytes, sentence: str) -> None:
    with pytest.raises(FileRefusedError, match=sentence) as refused:
        sheets(written(tmp_path / "a.xlsx", data))
    assert "请" in str(refused.value)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda archive: archive.writestr("xl/x.xml", b"<!DOCTYPE x>"), "实体声明"),
        (lambda archive: archive.writestr("xl/x.xml", "<!ENTITY a>".encode("utf-16-le")), "实体声明"),
        (lambda archive: archive.writestr("../x.xml", b"<x/>"), "越界路径"),
        (lambda archive: archive.writestr("xl\\..\\..\\x.xml", b"<x/>"), "越界路径"),
        (lambda archive: archive.writestr("xl/x.bin", b"PK\x03\x04"), "嵌有"),
        (lambda archive: archive.writestr("xl/x.xml", bytes(2**22)), "压缩比"),
        (lambda archive: archive.writestr("xl/x.xml", b'<c r="XFD1"/>'), "1000 列"),
        (lambda archive: archive.writestr("xl/x.xml", b'<c t="n"r="XFD1"/>'), "1000 列"),
        (lambda archive: archive.writestr("xl/x.xml", b"<c s='1'\n\tr = '$XFD$1'/>"), "1000 列"),
        (lambda archive: archive.writestr("xl/x.xml", b'<c r="ALL1"/><c r="A1048576"/>'), "范围过大"),
    ],
)
def test_a_hostile_workbook_is_refused(
    tmp_path: Path, change: Callable[[zipfile.ZipFile], object], sentence: str
) -> None:
    with pytest.raises(FileRefusedError, match=sentence):
        sheets(repacked(tmp_path / "a.xlsx", change))


def test_limits_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "a.csv", CSV.encode())
    monkeypatch.setattr(tabular, "MOST_ROWS", 1)
    with pytest.raises(FileRefusedError, match="万行"):
        sheets(path)
    monkeypatch.setattr(tabular, "MOST_COLUMNS", 1)
    with pytest.raises(FileRefusedError, match="列"):
        sheets(path)
    monkeypatch.setattr(tabular, "MOST_BYTES", 3)
    with pytest.raises(FileRefusedError, match="200 MB"):
        sheets(path)


def test_a_workbook_with_too_much_in_it_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = honest(tmp_path / "a.xlsx").read_bytes()
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 1000)
    with pytest.raises(FileRefusedError, match="解压后过大"):
        list(read_workbook(data))


@pytest.mark.parametrize(
    ("limits", "sentence"), [(Limits(0, 2**40, 2**20), "时间过长"), (Limits(9, 2**40, 10), "内容过多")]
)
def test_a_workbook_that_takes_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limits: Limits, sentence: str
) -> None:
    monkeypatch.setattr(tabular, "limits_for", lambda _: limits)
    with pytest.raises(FileRefusedError, match=sentence):
        sheets(honest(tmp_path / "a.xlsx"))


def test_a_sheet_wider_than_any_ledger_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_COLUMNS", 3)
    with pytest.raises(FileRefusedError, match="超过 1000 列"):
        [list(sheet.rows) for sheet in read_workbook((Path(__file__).parent / "files" / "members.xls").read_bytes())]
