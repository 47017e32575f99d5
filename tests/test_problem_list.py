"""The list of problems is a spreadsheet that evaluates nothing."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from ingest.problem_list import write_problem_list
from ingest.records import Issue, Place, Severity


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_no_cell_is_ever_a_formula(tmp_path: Path, text: str) -> None:
    file = write_problem_list([Issue(Severity.ERROR, text, Place(text, 3, text), text)], tmp_path / "问题.xlsx")
    row = list(load_workbook(file)["问题清单"].iter_rows())[1]
    for cell in (row[1], row[2], row[4], row[5]):
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert row[3].value == 3


def test_characters_a_spreadsheet_cannot_hold_are_left_out(tmp_path: Path) -> None:
    file = write_problem_list([Issue(Severity.NOTICE, "a\x07b.csv", Place(), "提示\x1b")], tmp_path / "问题.xlsx")
    row = list(load_workbook(file)["问题清单"].iter_rows())[1]
    assert [cell.value for cell in row] == ["提示", "ab.csv", None, None, None, "提示"]
