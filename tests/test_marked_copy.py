"""A marked copy is the user's own file with its problems shown, and evaluates nothing that was text."""

import csv
import io
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from ingest.form.facts import Count, FormFacts, Person
from ingest.form.write import write_form
from ingest.load import SourceFile
from ingest.marked_copy import copy_name, is_whole, marked_copy, original_name, write_report
from ingest.preview import HIDDEN, by_row, lines, marks
from ingest.readers import read
from ingest.records import Issue, Place, Reading, Severity
from tests.workbench import write_ledger

HEADINGS = ("姓名", "工作室", "加入日期", "联系电话")
GOOD = ("陈默", "林晓焊接工作室", "2020-05", "13800000000")
BAD = ("周岚", "林晓焊接工作室", "2020-15-40", "13900000000")
_LISTED = "填写说明（问题清单）"


def workbook(path: Path, *rows: Sequence[str | None], title: str = "成员") -> SourceFile:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return SourceFile(path.name, path)


def issues_of(file: SourceFile) -> list[Issue]:
    return [issue for issue in read(file.path).issues if issue.file == file.name]


def copied(file: SourceFile, issues: Sequence[Issue] | None = None) -> Workbook:
    return load_workbook(io.BytesIO(marked_copy(file, issues_of(file) if issues is None else issues)))


def cell(book: Workbook, sheet: str, place: str) -> Cell:
    found = book[sheet][place]
    assert isinstance(found, Cell)
    return found


def commented(sheet: Worksheet) -> dict[str, str]:
    cells = [each for row in sheet.iter_rows() for each in row if isinstance(each, Cell)]
    return {each.coordinate: each.comment.text for each in cells if each.comment}


def test_the_cell_with_a_problem_is_coloured_and_says_what_to_do(tmp_path: Path) -> None:
    book = copied(workbook(tmp_path / "成员.xlsx", ("人员花名册",), (), HEADINGS, GOOD, BAD))
    assert list(commented(book["成员"])) == ["C5"]
    bad = cell(book, "成员", "C5")
    assert bad.comment is not None
    assert bad.comment.text.startswith("警告：")
    assert "此格未读入" in bad.comment.text
    assert bad.fill.fill_type == "solid"
    assert cell(book, "成员", "C4").fill.fill_type is None


def test_everything_else_of_the_file_stays(tmp_path: Path) -> None:
    file = workbook(tmp_path / "成员.xlsx", HEADINGS, GOOD, BAD)
    book = load_workbook(file.path)
    book.create_sheet("别的").append(["=SUM(1,2)", "保留"])
    book["成员"].column_dimensions["A"].width = 33
    book.save(file.path)
    marked = copied(file)
    assert marked.sheetnames == ["成员", "别的", _LISTED]
    assert [each.value for each in marked["别的"][1]] == ["=SUM(1,2)", "保留"]
    assert marked["成员"].column_dimensions["A"].width == 33


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")'])
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path, text: str, suffix: str) -> None:
    path = tmp_path / f"成员{suffix}"
    if suffix == ".csv":
        lines = [
            ",".join(f'"{each.replace(chr(34), chr(34) * 2)}"' for each in row) for row in (HEADINGS, (*BAD[:3], text))
        ]
        path.write_text("\n".join(lines), encoding="utf-8-sig")
        file = SourceFile(path.name, path)
    else:
        file = workbook(path, HEADINGS, (*BAD[:3], "x"))
        book = load_workbook(path)
        written = book["成员"]["D2"]
        written.value, written.data_type = text, "s"
        book.save(path)
    issues = [*issues_of(file), Issue(Severity.ERROR, text, Place(text, 2, text), text)]
    cells = [
        each for sheet in copied(file, issues) for row in sheet.iter_rows() for each in row if each.value is not None
    ]
    assert text in [each.value for each in cells]
    assert [each.coordinate for each in cells if each.data_type == "f"] == []


def test_macros_are_not_kept(tmp_path: Path) -> None:
    file = workbook(tmp_path / "成员.xlsx", HEADINGS, BAD)
    with zipfile.ZipFile(file.path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    with zipfile.ZipFile(io.BytesIO(marked_copy(file, issues_of(file)))) as archive:
        assert [name for name in archive.namelist() if "vba" in name.lower()] == []


def test_a_text_table_becomes_a_workbook_that_says_the_same(tmp_path: Path) -> None:
    path = write_ledger(
        tmp_path, "成员.csv", "人员花名册\n" + "\n".join("|".join(row) for row in (HEADINGS, GOOD, BAD))
    )
    file = SourceFile(path.name, path)
    marked = tmp_path / "标注.xlsx"
    marked.write_bytes(marked_copy(file, issues_of(file)))
    assert list(commented(load_workbook(marked).worksheets[0])) == ["C4"]
    assert said(read(marked)) == said(read(path))


def test_an_old_workbook_becomes_one_that_says_the_same(tmp_path: Path) -> None:
    file = SourceFile("members.xls", Path(__file__).parent / "files" / "members.xls")
    again = tmp_path / "标注.xlsx"
    again.write_bytes(marked_copy(file, issues_of(file)))
    assert read(file.path).records
    assert said(read(again)) == said(read(file.path))


def said(reading: Reading) -> list[object]:
    return [(record.ledger, record.place.row, record.values, record.notes) for record in reading.records]


def test_a_copy_reads_like_its_file_and_lists_nothing_new(tmp_path: Path) -> None:
    file = workbook(tmp_path / "成员.xlsx", HEADINGS, GOOD, BAD)
    again = tmp_path / "标注.xlsx"
    again.write_bytes(marked_copy(file, issues_of(file)))
    before, after = read(file.path), read(again)
    assert said(after) == said(before)
    assert [issue.message for issue in after.issues] == [issue.message for issue in before.issues]


def test_a_corrected_copy_loses_its_marks(tmp_path: Path) -> None:
    file = workbook(tmp_path / "成员.xlsx", HEADINGS, GOOD, BAD)
    book = copied(file)
    book["成员"]["C3"] = "2020-05"
    corrected = tmp_path / "改好.xlsx"
    book.save(corrected)
    marked = copied(SourceFile("改好.xlsx", corrected))
    assert commented(marked["成员"]) == {}
    assert cell(marked, "成员", "C3").fill.fill_type is None
    assert marked.sheetnames == ["成员", _LISTED]


def test_a_comment_of_the_user_stays_in_front(tmp_path: Path) -> None:
    from openpyxl.comments import Comment  # noqa: PLC0415

    file = workbook(tmp_path / "成员.xlsx", HEADINGS, BAD)
    book = load_workbook(file.path)
    book["成员"]["C2"].comment = Comment("问过本人", "小王")
    book.save(file.path)
    text = commented(copied(file)["成员"])["C2"]
    assert text.startswith("问过本人\n警告：")


def test_a_problem_under_merged_cells_is_marked_where_they_are_seen(tmp_path: Path) -> None:
    file = workbook(tmp_path / "成员.xlsx", HEADINGS, ("甲", "工作室", "2020-15-40"), ("乙", "工作室", None))
    book = load_workbook(file.path)
    book["成员"].merge_cells("C2:C3")
    book.save(file.path)
    assert list(commented(copied(file)["成员"])) == ["C2"]


def test_a_second_table_further_down_is_marked_under_its_own_headings(tmp_path: Path) -> None:
    below = ("加入日期", "姓名", "工作室")
    file = workbook(tmp_path / "成员.xlsx", HEADINGS, GOOD, (), below, ("2020-15-40", "周岚", "林晓焊接工作室"))
    assert list(commented(copied(file)["成员"])) == ["A5"]


def test_figures_of_one_row_of_a_form_do_not_share_their_problems(tmp_path: Path) -> None:
    counts = (Count("创新成果", "14", "项"), Count("实用新型专利", "3", "个"))
    path = write_form(FormFacts("林晓岚创新工作室", organization="东江公司", counts=counts), tmp_path / "申报.docx")
    first, second = (line.place for line in lines(path) if line.ledger == "统计数字台账")
    assert (first.sheet, first.row) == (second.sheet, second.row)
    found = by_row([Issue(Severity.WARNING, path.name, first, "请核对")])
    assert [bool(marks(line, found)) for line in lines(path) if line.place in (first, second)] == [True, False]


def test_a_row_without_its_required_cell_is_marked_as_an_error(tmp_path: Path) -> None:
    marked = copied(workbook(tmp_path / "成员.xlsx", HEADINGS, ("", "林晓焊接工作室", "2020", "")))
    (text,) = commented(marked["成员"]).values()
    assert text.startswith("错误：")


def test_a_word_form_gives_the_list_and_its_rows_without_private_cells(tmp_path: Path) -> None:
    people = (Person("林晓岚", phone="13800000000"),)
    path = write_form(FormFacts("林晓岚创新工作室", organization="东江公司", leader=people[0]), tmp_path / "申报.docx")
    file = SourceFile(path.name, path)
    record = read(path).records[0]
    issue = Issue(Severity.WARNING, path.name, record.place, "请核对")
    book = copied(file, [issue])
    assert book.sheetnames[0] == "问题清单"
    assert len(book.sheetnames) > 1
    assert "13800000000" not in str([list(sheet.values) for sheet in book])


def test_a_report_has_the_list_first_and_the_rows_of_every_file_after_it(tmp_path: Path) -> None:
    files = [workbook(tmp_path / f"{name}.xlsx", HEADINGS, GOOD, BAD) for name in ("甲", "乙")]
    issues = [issue for file in files for issue in issues_of(file)]
    book = load_workbook(write_report(issues, files, tmp_path / "报告.xlsx"))
    assert book.sheetnames == ["问题清单", "成员台账 甲", "成员台账 乙"]
    rows = list(book["成员台账 甲"].values)
    assert rows[1:] == [("甲.xlsx 成员", 3, *BAD[:3], HIDDEN)]
    assert list(commented(book["成员台账 甲"])) == ["E2"]


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("成员.xlsx（已标注）.xlsx", "成员.xlsx"),
        ("成员.csv（已标注） (2).xlsx", "成员.csv"),
        ("成员（已标注）.xlsx", "成员（已标注）.xlsx"),
        ("申报.docx（问题清单）.xlsx", "申报.docx（问题清单）.xlsx"),
    ],
)
def test_a_marked_copy_is_known_by_the_name_of_its_file(name: str, known: str) -> None:
    assert original_name(name) == known


def test_a_copy_that_lacks_rows_never_takes_the_place_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "大.csv"
    path.write_bytes(b"x" * (5 * 2**20))
    file = SourceFile(path.name, path)
    assert not is_whole(path)
    assert original_name(copy_name(file)) == copy_name(file)


def test_a_file_that_is_none_gives_the_list_alone(tmp_path: Path) -> None:
    path = tmp_path / "假.xlsx"
    path.write_bytes(b"%PDF-1.7")
    assert copied(SourceFile(path.name, path)).sheetnames == ["问题清单"]


@given(st.lists(st.lists(st.text("甲乙=+-@'\"；,|\t 0159.年x", max_size=8), min_size=3, max_size=3), max_size=6))
@settings(max_examples=40, deadline=None)
def test_a_copy_of_any_text_table_says_the_same_and_holds_no_formula(rows: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, again = Path(folder, "成员.csv"), Path(folder, "标注.xlsx")
        with path.open("w", encoding="utf-8-sig", newline="") as opened:
            csv.writer(opened).writerows([HEADINGS[:3], *rows])
        file = SourceFile(path.name, path)
        again.write_bytes(marked_copy(file, issues_of(file)))
        assert said(read(again)) == said(read(path))
        cells = (each for sheet in load_workbook(again) for row in sheet.iter_rows() for each in row)
        assert not any(each.data_type == "f" for each in cells)


@pytest.mark.parametrize("heads", [("2021年", "2022年"), ("企业自筹", "工会补助")])
def test_an_amount_of_one_year_or_source_among_several_is_marked_where_it_stands(
    tmp_path: Path, heads: tuple[str, str]
) -> None:
    beside = ("来源", "工会") if heads[0].endswith("年") else ("年度", "2022")
    rows = (("工作室", *heads, beside[0]), ("甲室", "3", "较多", beside[1]), ("乙室", "4", "5", beside[1]))
    file = workbook(tmp_path / "经费.xlsx", ("工作室经费投入（万元）",), *rows, title="经费")
    (issue,) = (issue for issue in issues_of(file) if issue.severity is Severity.ERROR)
    assert (issue.place.row, issue.place.column) == (3, heads[1])
    assert "C3" in commented(copied(file)["经费"])
