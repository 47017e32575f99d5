"""What a workbook hides or never calculated is told with the place where it stands."""

import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingest.ledger import read_ledger
from ingest.normalise import UNCALCULATED
from ingest.records import Reading, Severity
from ingest.tabular import open_sheets


def sheet_of(book: Workbook, *rows: tuple[str | None, ...]) -> Worksheet:
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    return sheet


def reading(book: Workbook, folder: Path) -> Reading:
    book.save(folder / "a.xlsx")
    return read_ledger(folder / "a.xlsx")


HEADINGS = ("姓名", "工作室", "加入日期", "爱好")


def test_a_formula_without_a_result_is_listed(tmp_path: Path) -> None:
    book = Workbook()
    sheet_of(book, HEADINGS, ("甲", "一号", "=DATE(2019,5,13)"), ("=A2", "一号", "2019"))
    result = reading(book, tmp_path)
    assert [record.values["姓名"] for record in result.records] == ["甲"]
    assert [(str(issue.place), issue.severity) for issue in result.issues] == [
        ("工作表「Sheet」第 2 行「加入日期」列", Severity.WARNING),
        ("工作表「Sheet」第 3 行「姓名」列", Severity.ERROR),
    ]
    assert all("公式没有保存结果，请在 Excel 或 WPS 中打开并保存后再导入" in issue.message for issue in result.issues)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<c r="B1"><f>A1</f><v></v></c>', UNCALCULATED),
        ('<c r="B1" s="1"><f ca="1">A1&amp;"x"</f></c>', UNCALCULATED),
        ('<c r="B1"><f t="shared" si="0"/><v/></c>', UNCALCULATED),
        ('<c r="B1" t="str"><f>IF(A1="","",1)</f><v></v></c>', ""),
        ('<c r="B1"><f>1+1</f><v>2</v></c>', 2.0),
        ('<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="B1" t="e"><v>#REF!</v></c>', "#REF!"),
    ],
)
def test_only_a_cell_that_lost_its_content_says_so(tmp_path: Path, cell: str, shown: object) -> None:
    book = Workbook()
    sheet_of(book, ("甲", "标记"), ("乙", "丙"))
    book.save(tmp_path / "a.xlsx")
    put_cell(tmp_path / "a.xlsx", cell)
    (sheet,) = open_sheets(tmp_path / "a.xlsx", frozenset())
    assert list(sheet.rows) == [["甲", shown], ["乙", "丙"]]


def put_cell(path: Path, cell: str) -> None:
    """Let the XML of cell B1 be ``cell``, which openpyxl would not write."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = re.sub(rb'<c r="B1".*?</c>', lambda _: cell.encode(), parts[sheet])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_a_formula_that_failed_is_listed(tmp_path: Path) -> None:
    book = Workbook()
    sheet = sheet_of(book, HEADINGS, ("甲", "一号", "x"))
    sheet["C2"].value, sheet["C2"].data_type = "#REF!", "e"
    (issue,) = reading(book, tmp_path).issues
    assert issue.message == "公式出错（#REF!），请改正公式，或直接填写内容；此格未读入"


def test_hidden_columns_and_rows_are_read_and_told(tmp_path: Path) -> None:
    book = Workbook()
    sheet = sheet_of(book, HEADINGS, ("甲", "一号", "2019", "棋"), ("乙", "一号", "2019", None), ("丙", "一号", "2019"))
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = True
    result = reading(book, tmp_path)
    assert [record.values["加入日期"] for record in result.records] == ["2019"] * 3
    assert [issue.message for issue in result.issues if issue.place.sheet] == [
        "「加入日期」列是隐藏的，也已读入",
        "第 3 行等 2 行是隐藏或被筛选掉的，也已读入",
    ]


def test_marks_belong_to_their_own_sheet(tmp_path: Path) -> None:
    book = Workbook()
    sheet_of(book, HEADINGS, ("甲", "一号", "2019"))
    other = book.create_sheet("A & B")
    other.append(("", "单位名称", "单位类型"))
    other.append(("", "甲厂", "=B1"))
    other.column_dimensions["B"].hidden = True
    result = reading(book, tmp_path)
    assert [str(issue.place) for issue in result.issues] == [
        "工作表「A & B」第 2 行「单位类型」列",
        "工作表「A & B」",
    ]
