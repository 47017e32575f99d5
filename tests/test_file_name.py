"""Tables whose sheet has no name of its own go by the name of their file."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from ingest.file_name import called
from ingest.ledger import read_ledger
from ingest.records import Reading


def _read(tmp_path: Path, name: str, sheet: str, *rows: tuple[str, ...]) -> Reading:
    book = Workbook()
    assert book.active is not None
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / name)
    return read_ledger(tmp_path / name)


@pytest.mark.parametrize(
    ("sheet", "file", "name"),
    [
        ("Sheet1", "张明创新工作室成员名单", "张明创新工作室成员名单"),
        ("", "附件3：2023年活动台账（修订稿）", "2023年活动台账"),
        ("工作表2", "省总工作室台账-20240315", "省总工作室台账"),
        ("Sheet1", "1. 职工活动2024年3月15日 最终版v2", "职工活动"),
        ("Sheet1", "智能终端创新工作室(3) - 副本", "智能终端创新工作室"),
        ("表", "二〇二三", "二〇二三"),
        ("Sheet1", "2024年报送2023年经费", "报送2023年经费"),
        ("Sheet1", "2023年12月活动", "2023年12月活动"),
        ("Sheet1", "活动汇总2023年12月", "活动汇总"),
        ("2022年", "2023年活动台账", "2022年"),
        ("成员", "张明创新工作室", "成员"),
    ],
)
def test_the_name_of_a_file_counts_where_its_sheet_has_none(sheet: str, file: str, name: str) -> None:
    assert called(sheet, file) == name


def test_a_file_says_whose_members_it_lists(tmp_path: Path) -> None:
    reading = _read(tmp_path, "张明创新工作室成员名单.xlsx", "Sheet1", ("姓名", "身份"), ("李四", "骨干"))
    assert [record.values["工作室"] for record in reading.records] == ["张明创新工作室"]
    assert any("文件名补上" in issue.message for issue in reading.issues)


def test_a_text_table_takes_the_year_of_its_dates_from_the_name_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "2023年活动台账.csv"
    path.write_text("工作室,日期,类别,主题\n甲创新工作室,3月15日,培训,焊接\n", encoding="gb18030")
    (record,) = read_ledger(path).records
    assert record.values["日期"] == "2023-03-15"


def test_what_stands_over_a_table_counts_before_the_name_of_its_file(tmp_path: Path) -> None:
    rows = (("2022年度工作室活动",), ("工作室", "日期", "类别", "主题"), ("甲创新工作室", "3月15日", "培训", "焊接"))
    (record,) = _read(tmp_path, "2023年活动台账.xlsx", "Sheet1", *rows).records
    assert record.values["日期"] == "2022-03-15"


def test_when_a_file_was_saved_dates_nothing(tmp_path: Path) -> None:
    rows = (("工作室", "日期", "类别", "主题"), ("甲创新工作室", "3月15日", "培训", "焊接"))
    assert not _read(tmp_path, "活动台账20240315.xlsx", "Sheet1", *rows).records


@pytest.mark.parametrize("name", ["省总工会2023年度劳模创新工作室成员汇总", "市总工作室成员", "各工作室人员名册"])
def test_a_file_of_many_studios_names_none(tmp_path: Path, name: str) -> None:
    assert not _read(tmp_path, f"{name}.xlsx", "Sheet1", ("姓名", "身份"), ("李四", "骨干")).records


def test_a_file_that_speaks_of_two_years_dates_nothing(tmp_path: Path) -> None:
    rows = (("工作室", "来源", "金额(万元)"), ("甲创新工作室", "企业", "12"))
    reading = _read(tmp_path, "2024年报2022年和2023年经费.xlsx", "Sheet1", *rows)
    assert not reading.records
