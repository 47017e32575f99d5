"""Whatever stands in a cell of a form comes back: as a label, in a row, in a note, or in an issue."""

from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.form.grid import Cell, Table
from ingest.form.read import read_form
from ingest.form.rows import TableReader
from ingest.records import Reading
from tests import forms
from tests.forms import ANNEX, COVER, Box, Row, save, table

# As other unions draw it: labels and values in one cell, years above several blocks, headings across the table.
REDRAWN: tuple[Row, ...] = (
    [("工作室名称：林晓岚劳模创新工作室", 2), ("所在单位：东江桥梁工程有限公司", 2)],
    [("领办人姓名：林晓岚", 2), ("职称/等级：高级技师", 2)],
    ["指标（万元）", "2019年", "2020年", "合计"],
    ["投入金额", "10", "15.5", "25.5"],
    ["经费来源", "单位", "上级工会", ""],
    [("一、人才培养（人）", 4)],
    ["总数", "23", "技师", "5"],
    [("专利", 2), ("实用新型3个，发明1个", 2)],
    [("命名单位及日期", 2), ("省总工会，2015年11月", 2)],
    [("单位工会意见", 2), ("集团工会意见", 2)],
    [("同意推荐。", 2), ("同意命名。", 2)],
)


def _everything(reading: Reading) -> str:
    """All that reading gave, as one text without spaces."""
    parts = [str(record.values) + str(record.notes) for record in reading.records]
    parts += [f"{issue.place}{issue.message}" for issue in reading.issues]
    return "".join("".join(parts).split())


@st.composite
def spoiled(draw: st.DrawFn) -> tuple[list[list[Box]], list[str]]:
    """The form with cells overwritten, added and taken away; the words written into it are all different."""
    numbers = count(1)
    words: list[str] = []

    def word() -> str:
        words.append(f"梅{next(numbers)}兰")
        return words[-1]

    rows = [[forms._box(item) for item in row] for row in draw(st.sampled_from([ANNEX, REDRAWN]))]
    for at in draw(st.lists(st.integers(1, len(rows) - 1), min_size=1, max_size=12)):
        row = rows[at]
        place = draw(st.integers(0, len(row) - 1))
        match draw(st.sampled_from(["overwrite", "insert", "drop", "row", "alone", "empty"])):
            case "overwrite":
                row[place] = replace(row[place], text=word(), down="")
            case "insert":
                row.insert(place, Box(word()))
            case "drop" if len(row) > 1 and "梅" not in row[place].text:
                del row[place]
            case "row":
                rows.insert(at, [Box(word(), one.span) for one in row])
            case "alone":
                rows.insert(at, [Box(word(), 12)])
            case "empty" if "梅" not in row[place].text:
                row[place] = replace(row[place], text="", down="")
    present = "".join(box.text for row in rows for box in row)
    return rows, [each for each in words if each in present]


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(spoiled())
def test_every_word_written_into_a_form_comes_back(tmp_path: Path, form: tuple[list[list[Box]], list[str]]) -> None:
    rows, words = form
    everything = _everything(read_form(save(tmp_path / "表.docx", *COVER, table(rows))))
    hidden = everything.count(
        "（个人信息，不显示）"
    )  # of a row that was refused, each such cell is told by its heading
    assert len([word for word in words if word not in everything]) <= hidden


def test_a_refused_row_tells_which_of_its_cells_are_not_shown(tmp_path: Path) -> None:
    row: Row = ["", "", "梅1兰", "", ("", 2), ("", 3), ("", 3)]
    reading = read_form(save(tmp_path / "表.docx", *COVER, table([*forms.BASICS, *forms.LEADER, *forms.MEMBERS, row])))
    message = next(issue.message for issue in reading.issues if "必填的「姓名」是空的" in issue.message)
    assert "出生年月（个人信息，不显示）" in message
    assert "梅1兰" not in _everything(reading)


@pytest.mark.parametrize("at", range(len(ANNEX)))
def test_a_row_may_be_missing(tmp_path: Path, at: int) -> None:
    reading = read_form(save(tmp_path / "表.docx", *COVER, table([*ANNEX[:at], *ANNEX[at + 1 :]])))
    assert any(record.ledger == "工作室台账" for record in reading.records)


def test_cells_that_no_entry_used_are_left_over() -> None:
    cells = (Cell(1, 0, 1, 1, "工作室名称"), Cell(1, 1, 1, 1, "甲"), Cell(1, 2, 1, 1, "乙丙丁。"))
    reader = TableReader(Table("表格 1", (cells,)))
    assert [entry.text for entry in reader.read()] == ["甲"]
    assert [text for _, text in reader.left_over()] == ["乙丙丁。"]
