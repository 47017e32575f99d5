"""Every attack on a reader of office files that has a name is refused by one sentence that says what to do."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.load import SourceFile
from ingest.marked_copy import marked_copy
from tests import hostile
from tests.hostile import honest_document, honest_workbook, replaced, rows_of_cells, with_body, with_entry, with_sheet
from tests.test_fuzz_readers import refusal, said_of, written

TEXT = hostile.TABLE.encode()
HEADER = "姓名,工作室\n".encode()
MEBIBYTE = 2**20
FIRST_COLUMNS = tuple("ABCDEFGH")


def columns(count: int) -> str:
    """Cells of one row that do not say where they stand."""
    return f"<row>{'<c><v>1</v></c>' * count}</row>"


def shared(text: str) -> bytes:
    """A workbook in which every cell of many shows the same long text."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    book = with_sheet(rows_of_cells(FIRST_COLUMNS, 4_000, 't="s"><v>0</v></c>'))
    return replaced(book, {"xl/sharedStrings.xml": f'<sst xmlns="{main}"><si><t>{text}</t></si></sst>'.encode()})


def long_text() -> str:
    return "".join(chr(0x4E00 + number * 7919 % 20_000) for number in range(100_000))


def many_sheets(count: int) -> bytes:
    """A workbook in which that many sheets are one and the same part."""
    sheets = "".join(f'<sheet name="表{number}" sheetId="{number + 1}" r:id="rId1"/>' for number in range(count))
    xml = (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        f'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{sheets}</sheets></workbook>'
    )
    return replaced(honest_workbook(), {"xl/workbook.xml": xml.encode()})


XLSX: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("zip bomb", lambda: replaced(honest_workbook(), {hostile.SHEET: bytes(64 * MEBIBYTE)}), "压缩比异常"),
    ("many parts", lambda: hostile.with_many_parts(honest_workbook(), 2_500), "部件过多"),
    ("archive in archives", lambda: hostile.boxed(honest_workbook(), "a.xlsx", 20), "没有工作簿"),
    ("workbook in workbook", lambda: replaced(honest_workbook(), {"xl/a.bin": honest_workbook()}), "嵌有"),
    ("absurd size", lambda: with_entry(honest_workbook(), hostile.SHEET, size=2**32 - 16), "压缩比异常"),
    ("password of the archive", lambda: with_entry(honest_workbook(), hostile.SHEET, flags=1), "取消密码"),
    ("unknown packing", lambda: with_entry(honest_workbook(), hostile.SHEET, method=99), "已损坏"),
    ("million columns", lambda: with_sheet(columns(1_000_000)), "压缩比异常"),
    ("many columns", lambda: with_sheet(columns(20_000)), "超过 1000 列"),
    ("last cell", lambda: with_sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "超过 1000 列"),
    ("far cell", lambda: with_sheet('<row r="1048576"><c r="ALL1048576"><v>1</v></c></row>'), "范围过大"),
    ("hidden far cell", lambda: with_sheet(f'<c r{" " * 99}="ALL1048576"><v>1</v></c>'), "范围过大|已损坏|没有内容"),
    ("repeated text", lambda: shared(long_text()), "内容过多"),
    ("long text", lambda: shared("甲" * 200_000), "一格超过|内容过多"),
    ("sheets", lambda: many_sheets(600), "超过 500 张"),
    ("deep", lambda: replaced(honest_workbook(), {hostile.SHEET: b"<a>" * 100_000}), "已损坏|没有内容"),
    *(
        (
            f"entities in {part}",
            lambda part=part: replaced(honest_workbook(), {part: hostile.ENTITIES.encode()}),
            "实体",
        )
        for part in ("xl/workbook.xml", hostile.SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml")
    ),
)
DOCX: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("zip bomb", lambda: replaced(honest_document(), {hostile.BODY: bytes(64 * MEBIBYTE)}), "压缩比异常"),
    ("huge picture", lambda: replaced(honest_document(), {"word/media/a.png": bytes(64 * MEBIBYTE)}), "压缩比异常"),
    ("many parts", lambda: hostile.with_many_parts(honest_document(), 2_500), "部件过多"),
    ("archive in archives", lambda: hostile.boxed(honest_document(), "a.docx", 20), "没有 Word 正文"),
    ("password of the archive", lambda: with_entry(honest_document(), hostile.BODY, flags=1), "取消密码"),
    ("name in no encoding", lambda: with_entry(honest_document(), hostile.BODY, flags=0x800, method=99), "已损坏"),
    ("many paragraphs", lambda: with_body("".join(f"<w:p><!--{n}--></w:p>" for n in range(400_000))), "正文过长"),
    ("deep tables", lambda: with_body("<w:tbl><w:tr><w:tc>" * 5_000), "嵌套过深"),
    ("no number", lambda: with_body('<w:p><w:r><w:sym w:char="ZZ"/></w:r></w:p>'), "不是申报审批表|已损坏"),
    ("entities", lambda: replaced(honest_document(), {"word/styles.xml": hostile.OUTER_ENTITY.encode()}), "实体"),
)
CSV: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("one line", lambda: b"x" * (8 * MEBIBYTE), "第 1 行文字超过"),
    ("only separators", lambda: b"," * (8 * MEBIBYTE), "第 1 行文字超过"),
    ("one row of many lines", lambda: TEXT + b'"\n",' * MEBIBYTE, "文字超过|列，"),
    ("open quote", lambda: TEXT + b'"' + b"a\n" * MEBIBYTE, "引号不成对"),
    ("many columns", lambda: ",".join(map(str, range(100_000))).encode(), "超过 1000 列"),
    ("many lines", lambda: HEADER + b"x\n" * 4_100_000, "超过 200 万行"),
    ("only line breaks", lambda: b"\n" * 5_000, "没有内容"),
    ("only a mark of its encoding", lambda: b"\xef\xbb\xbf", "没有内容"),
    ("half a pair", lambda: TEXT + b"\xed\xa0\x80", "辨认"),
    ("two encodings", lambda: TEXT + "甲,乙".encode("gb18030"), "辨认"),
)


@pytest.mark.parametrize(
    ("suffix", "make", "sentence"),
    [
        pytest.param(suffix, make, sentence, id=f"{suffix} {name}")
        for suffix, table in ((".xlsx", XLSX), (".docx", DOCX), (".csv", CSV))
        for name, make, sentence in table
    ],
)
def test_an_attack_is_refused_by_one_sentence(
    tmp_path: Path, suffix: str, make: Callable[[], bytes], sentence: str
) -> None:
    said = refusal(written(tmp_path, suffix, make()))
    assert any(part in said for part in sentence.split("|")), said
    assert "请" in said


@pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".csv"])
def test_a_pipe_a_folder_and_a_link_to_itself_are_refused(tmp_path: Path, suffix: str) -> None:
    os.mkfifo(tmp_path / f"管道{suffix}")
    (tmp_path / f"文件夹{suffix}").mkdir()
    (tmp_path / f"圈{suffix}").symlink_to(tmp_path / f"圈{suffix}")
    assert all("请" in refusal(path) for path in sorted(tmp_path.iterdir()))


def test_a_refused_file_is_given_to_no_other_library_when_it_is_marked(tmp_path: Path) -> None:
    path = written(tmp_path, ".xlsx", with_entry(honest_workbook(), hostile.SHEET, flags=1))
    assert marked_copy(SourceFile(path.name, path), said_of(path).issues).startswith(b"PK")


def test_a_workbook_far_larger_than_a_hostile_one_is_read(tmp_path: Path) -> None:
    cells = rows_of_cells(FIRST_COLUMNS, 30_000, 't="inlineStr"><is><t>甲</t></is></c>')
    assert len(said_of(written(tmp_path, ".xlsx", with_sheet(cells))).records) == 30_000
