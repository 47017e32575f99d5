"""Every ledger, kept the way clerks keep it: nearly every cell comes out as meant, and no cell is lost silently."""

import csv
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from graph.schema import load_schema
from ingest.ledger import read_ledger
from ingest.normalise import Raw, shown
from ingest.records import Reading
from tests.messy import Messy, messy

LEDGERS = list(load_schema().ledgers)
Table = list[list[Raw | None]]


def laid_out(ledger: str, content: Messy) -> tuple[Table, dict[int, int]]:
    """The table as printed: titles, numbering, blank rows and columns, totals, the header again, remarks.

    Returns:
        The table, and for every row of it that holds data which of ``content.rows`` that is.
    """
    header: list[Raw | None] = ["序号", *content.headings, None]
    table: Table = [[f"2024年度{ledger}"], ["单位：万元"], [], header]
    place: dict[int, int] = {}
    for number, row in enumerate(content.rows):
        if number == 8:
            table += [["潍坊市小计", None, None, "8"], [], [f"2024年度{ledger}"], header]
        if number == 16:
            table += [[], ["二、民营企业"]]
        table.append([number + 1, *row, None])
        place[len(table)] = number
    table += [["合　计", None, "24"], [], ["注：以上数据由各单位填报"], ["填表人：甲", None, "填表日期：2024年1月"]]
    return table, place


def written(path: Path, table: Table) -> Path:
    if path.suffix == ".xlsx":
        book = Workbook()
        sheet = book.create_sheet("汇总", 0)
        for row in table:
            sheet.append(row)
        sheet.merge_cells("A1:D1")
        sheet.column_dimensions["C"].hidden = True
        sheet.sheet_state = "visible"
        book.save(path)
        return path
    encoding = {"a.csv": "utf-8", "b.csv": "utf-8-sig", "c.csv": "gb18030"}[path.name]
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file).writerows([["" if cell is None else shown(cell) for cell in row] for row in table])
    return path


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "b.csv", "c.csv"])
@pytest.mark.parametrize("ledger", LEDGERS)
def test_a_ledger_kept_by_a_clerk_is_read_as_meant(tmp_path: Path, ledger: str, name: str) -> None:
    content = messy(ledger)
    table, place = laid_out(ledger, content)
    reading = read_ledger(written(tmp_path / name, table))
    assert {record.ledger for record in reading.records} == {ledger}
    right, total = 0, 0
    told = {(issue.place.row, issue.place.column.strip(" *")) for issue in reading.issues}
    refused = {row for row, column in told}
    read = {record.place.row or 0: record.values for record in reading.records}
    columns = list(load_schema().ledgers[ledger].columns)
    for row, number in place.items():
        for heading, column in zip(content.headings, columns, strict=True):
            meant, got = content.meant[number].get(column), read.get(row, {}).get(column)
            total += 1
            right += got == meant
            if got != meant:
                assert (row, heading.strip(" *")) in told or (row not in read and row in refused), (row, column, got)
    assert reading.rows == len(content.rows)
    assert right >= 0.98 * total


def office(folder: Path, fill: Table, *merged: str) -> Reading:
    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    for row in fill:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    book.save(folder / "a.xlsx")
    return read_ledger(folder / "a.xlsx")


def test_a_register_with_grouped_headings_and_merged_cells_is_read(tmp_path: Path) -> None:
    reading = office(
        tmp_path,
        [
            ["××县劳模创新工作室登记表"],
            ["填报单位：××县总工会", None, None, None, None, None, None, "单位：元"],
            ["序号", "工作室", None, "领衔人", None, "所在单位", "创建时间", "成员数", "联系电话"],
            [None, "名称", "级别", "姓名", "身份证号", None, None, None, None],
            [1, "甲焊接工作室", "市级", "张  三", "110101190001010015", "甲厂", "2019.5", "12人", "1380000 0000"],
            [2, "乙焊接工作室", None, "李四", None, None, "〃", "约30人", None],
            [3, "丙焊接工作室", "县级", "王五", None, "乙厂", "同上", "/", None],
        ],
        "A1:I1",
        *("A3:A4", "B3:C3", "D3:E3", "F3:F4", "G3:G4", "H3:H4", "I3:I4"),
        *("C5:C6", "F5:F6"),
    )
    assert [record.values for record in reading.records] == [
        {
            "工作室名称": "甲焊接工作室",
            "领衔人": "张三",
            "所在单位": "甲厂",
            "级别": "地市级",
            "创建日期": "2019-05",
            "成员总数": 12,
        },
        {
            "工作室名称": "乙焊接工作室",
            "领衔人": "李四",
            "所在单位": "甲厂",
            "级别": "地市级",
            "创建日期": "2019-05",
            "成员总数": 30,
        },
        {"工作室名称": "丙焊接工作室", "领衔人": "王五", "所在单位": "乙厂", "级别": "区县级", "创建日期": "2019-05"},
    ]
    assert not any("110101190001010015" in issue.message for issue in reading.issues)
    assert {issue.message[:8] for issue in reading.issues} == {
        "「约30人」不是",
        "是证件或账户号码",
        "台账里没有「联系",
    }


def test_money_under_a_table_in_yuan_is_brought_to_wan(tmp_path: Path) -> None:
    reading = office(
        tmp_path,
        [
            ["经费投入表", None, None, "（单位：元）"],
            ["年度", "工作室", "投入金额", "来源", "用途"],
            ["2023年", "甲室", "120,000", "工会拨款", "设备"],
            ["2023年", "乙室", "3.5万元", "未载", "无"],
        ],
    )
    assert [record.values["金额(万元)"] for record in reading.records] == [12.0, 3.5]
    assert not reading.issues
