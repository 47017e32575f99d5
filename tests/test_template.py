"""An empty ledger reads back as itself, and what it asks for is what the reader takes."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from graph.errors import MengtuError
from graph.schema import load_schema
from ingest.heading import recognise
from ingest.readers import read
from ingest.records import Severity
from ingest.template import write_template

LEDGERS = load_schema().ledgers


@pytest.mark.parametrize("name", LEDGERS)
def test_an_empty_ledger_reads_back_as_itself_and_is_told_to_be_empty(tmp_path: Path, name: str) -> None:
    (file,) = write_template([name], tmp_path / "空表")
    reading = read(file)
    assert (reading.rows, reading.records) == (0, ())
    (issue,) = reading.issues
    assert (issue.severity, issue.message.split("，")[0]) == (Severity.NOTICE, "有表头没有数据行")
    header = recognise([[str(cell.value) for cell in next(load_workbook(file)[name].iter_rows())]])
    assert header is not None
    assert header.ledger == name


def test_a_filled_template_yields_its_row(tmp_path: Path) -> None:
    (file,) = write_template(["成员台账"], tmp_path)
    book = load_workbook(file)
    book["成员台账"]["A2"].value = "甲"
    book["成员台账"]["B2"].value = "一号"
    book.save(file)
    (record,) = read(file).records
    assert record.values == {"姓名": "甲", "工作室": "一号"}


def test_required_columns_look_different_and_every_column_is_explained(tmp_path: Path) -> None:
    (file,) = write_template(["工作室台账"], tmp_path)
    sheet = load_workbook(file)["工作室台账"]
    colours: dict[bool, set[str]] = {True: set(), False: set()}
    for cell in next(sheet.iter_rows()):
        required = LEDGERS["工作室台账"].columns[str(cell.value)].required
        colours[required].add(cell.fill.start_color.rgb)
        assert cell.comment is not None
        assert ("必填" in cell.comment.text) is required
    assert colours[True].isdisjoint(colours[False])
    assert sheet.freeze_panes == "A2"


def test_choices_come_as_drop_downs_with_the_words_of_the_schema(tmp_path: Path) -> None:
    files = write_template(list(LEDGERS), tmp_path)
    for file in files:
        offered = {rule.formula1 for rule in load_workbook(file)[file.stem].data_validations.dataValidation}
        columns = LEDGERS[file.stem].columns.values()
        assert offered >= {f'"{",".join(column.choices)}"' for column in columns if column.choices}
        assert all(len(formula) <= 255 for formula in offered)  # a longer list damages the workbook in Excel


def test_an_unknown_ledger_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(MengtuError, match="没有「员工台账」这种台账，请从以下选择：单位台账、"):
        write_template(["工作室台账", "员工台账"], tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_ledger_that_may_be_filled_in_is_never_overwritten(tmp_path: Path) -> None:
    write_template(["工作室台账"], tmp_path)
    with pytest.raises(MengtuError, match="已经存在"):
        write_template(["工作室台账"], tmp_path)


def test_only_columns_in_which_the_source_may_be_silent_offer_to_say_so(tmp_path: Path) -> None:
    for file in write_template(list(LEDGERS), tmp_path):
        for cell in next(load_workbook(file)[file.stem].iter_rows()):
            assert cell.comment is not None
            assert ("未载" in cell.comment.text) is LEDGERS[file.stem].columns[str(cell.value)].unstated
