"""Every file goes to the reader that knows it, and none can break the import."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from ingest.readers import read
from ingest.records import Severity

OLD_EXCEL = (Path(__file__).parent / "files" / "members.xls").read_bytes()


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("姓名,工作室\n甲,一号\n", encoding="utf-8")
    return path


def test_a_text_table_is_read_by_the_ledger_reader(tmp_path: Path) -> None:
    reading = read(touch(tmp_path / "成员.CSV"))
    assert (reading.reader, reading.rows, len(reading.records)) == ("ledger", 1, 1)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("a.et", "另存为 .xlsx"),
        ("a.doc", "录入 Excel"),
        ("a.wps", "录入 Excel"),
        ("a.pdf", "录入 Excel"),
        ("a.jpg", "录入 Excel"),
        ("a.zip", "请先解压"),
        ("a", "没有扩展名"),
    ],
)
def test_a_file_no_reader_knows_comes_back_refused_with_what_to_do(tmp_path: Path, name: str, sentence: str) -> None:
    reading = read(touch(tmp_path / name))
    (issue,) = reading.issues
    assert (reading.rows, reading.records, issue.severity, issue.file) == (0, (), Severity.ERROR, name)
    assert sentence in issue.message


def test_a_file_that_is_gone_comes_back_refused(tmp_path: Path) -> None:
    (issue,) = read(tmp_path / "没有.xlsx").issues
    assert "打不开" in issue.message


def test_a_disguised_file_comes_back_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"%PDF-1.7")
    (issue,) = read(tmp_path / "a.xlsx").issues
    assert (issue.severity, issue.file) == (Severity.ERROR, "a.xlsx")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_no_bytes_whatever_make_reading_raise(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    assert all(issue.message for issue in read(tmp_path / "a.csv").issues)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, len(OLD_EXCEL) - 1), st.integers(0, 255)), min_size=1, max_size=8),
    st.integers(1, len(OLD_EXCEL)),
)
def test_a_damaged_or_cut_off_old_excel_file_never_breaks_the_reading(
    tmp_path: Path, changes: list[tuple[int, int]], length: int
) -> None:
    data = bytearray(OLD_EXCEL)
    for position, value in changes:
        data[position] = value
    for content in (data, data[:length]):
        (tmp_path / "a.xls").write_bytes(content)
        assert read(tmp_path / "a.xls").path.name == "a.xls"


@pytest.mark.parametrize("missing", [50, 150, 350])
def test_an_old_excel_file_whose_end_is_missing_is_refused_as_damaged(tmp_path: Path, missing: int) -> None:
    (tmp_path / "a.xls").write_bytes(OLD_EXCEL[:-missing])
    (issue,) = read(tmp_path / "a.xls").issues
    assert "另存为 .xlsx" in issue.message


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0, 1), st.integers(0, 255))
def test_a_damaged_or_cut_off_workbook_never_breaks_the_reading(tmp_path: Path, where: float, value: int) -> None:
    book = Workbook()
    book.worksheets[0].append(["姓名", "工作室"])
    book.save(tmp_path / "a.xlsx")
    data = bytearray((tmp_path / "a.xlsx").read_bytes())
    position = int(where * (len(data) - 1))
    data[position] = value
    for content in (data, data[:position]):
        (tmp_path / "a.xlsx").write_bytes(content)
        assert not read(tmp_path / "a.xlsx").records
