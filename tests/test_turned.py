"""Tables that stand on their side are read column by column, and places say so."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ingest.ledger import read_ledger
from ingest.load import SourceFile
from ingest.marked_copy import marked_copy, write_report
from ingest.normalise import Raw
from ingest.preview import preview
from ingest.records import Cell, Reading
from tests.workbooks import Row, read_rows

NAMES: Row = ("工作室名称", "甲创新工作室", "乙创新工作室")
LEADS: Row = ("领衔人", "张三", "李四")
HOUSES: Row = ("所在单位", "一厂有限公司", "二厂有限公司")
TRADES: Row = ("专业领域", "焊接", "钳工")
DATES: Row = ("创建日期", "2015年1月", "2016.3")
TABLE = (NAMES, LEADS, HOUSES, TRADES, DATES)
SAID = [("甲创新工作室", "张三", "2015-01"), ("乙创新工作室", "李四", "2016-03")]


def studios(reading: Reading) -> list[tuple[Cell | None, ...]]:
    """Name, lead and date of every studio."""
    names = ("工作室名称", "领衔人", "创建日期")
    found = (record for record in reading.records if record.ledger == "工作室台账")
    return [tuple(record.values.get(name) for name in names) for record in found]


def told(reading: Reading) -> str:
    return "\n".join(f"{issue.place} {issue.message}" for issue in reading.issues)


@pytest.mark.parametrize(
    "above",
    [
        (),
        (("某市创新工作室对照表",), ()),
        (("某市创新工作室对照表",), ("项  目", 1, 2)),
        (("项目", "1", "2"),),
        (("序号", 7, 8),),
    ],
)
def test_every_column_of_a_table_on_its_side_is_a_record(tmp_path: Path, above: tuple[Row, ...]) -> None:
    reading = read_rows(tmp_path, *above, *TABLE)
    assert studios(reading) == SAID
    assert not any(record.notes for record in reading.records)
    assert [str(record.place) for record in reading.records] == ["工作表「表」第 B 列", "工作表「表」第 C 列"]
    assert "表是横排的，列名竖着写在第 A 列" in told(reading)


def test_the_studios_may_be_named_over_their_columns_under_no_heading_of_their_own(tmp_path: Path) -> None:
    members: Row = ("成员总数", 12, 8)
    assert studios(read_rows(tmp_path, ("项目", *NAMES[1:]), LEADS, HOUSES, TRADES, DATES, members)) == SAID


def test_headings_may_stand_in_groups(tmp_path: Path) -> None:
    named = (("命名情况", "单位", "某市总工会", "某省总工会"), (None, "日期", "2018", "2019-05"))
    rows = [("基本情况" if row is NAMES else None, *row) for row in TABLE]
    reading = read_rows(tmp_path, ("工作室情况",), *rows, *named)
    assert studios(reading) == SAID
    assert [record.values["命名单位"] for record in reading.records] == ["某市总工会", "某省总工会"]


def test_a_cell_that_cannot_be_read_is_told_by_column_and_heading(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, ("对照表",), *TABLE[:-1], ("创建日期", "2015年1月", "待定"))
    assert "工作表「表」第 C 列「创建日期」行 「待定」不是日期" in told(reading)


def test_a_marked_copy_colours_the_cell_where_it_stands(tmp_path: Path) -> None:
    bad: Row = ("创建日期", "2015年1月", "待定")
    reading = read_rows(tmp_path, ("对照表",), *TABLE[:-1], bad, (), ("项目", 3, 4), *TABLE)
    assert len(reading.records) == 4
    file = SourceFile("台账.xlsx", tmp_path / "台账.xlsx")
    (sheet, listed) = load_workbook(io.BytesIO(marked_copy(file, reading.issues))).worksheets
    commented = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment]
    assert commented == ["C6"]
    rows = list(listed.iter_rows(values_only=True))
    assert ("警告", "台账.xlsx", "表", "C", "创建日期") in [row[:5] for row in rows]
    report = load_workbook(write_report(reading.issues, [file], tmp_path / "问题.xlsx"))
    assert [row[:3] for row in report.worksheets[1].iter_rows(min_row=2, values_only=True)] == [
        ("台账.xlsx 表", "C", "乙创新工作室")
    ]


def test_a_preview_shows_columns_as_rows(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, ("对照表",), (None, *NAMES), *((None, *row) for row in TABLE[1:]))
    (shown,) = preview(tmp_path / "台账.xlsx", "台账.xlsx", reading.issues)
    assert (shown.sheet, shown.headings) == ("表", ("工作室名称", "领衔人", "所在单位", "专业领域", "创建日期"))
    assert [(row.number, row.cells[0]) for row in shown.rows] == [("C", "甲创新工作室"), ("D", "乙创新工作室")]


def test_empty_columns_and_rows_totals_and_remarks_are_no_records(tmp_path: Path) -> None:
    rows: Sequence[Row] = (
        ("项目", 1, None, 2, "合计"),
        *((heading, first, None, second) for heading, first, second in TABLE),
        (),
        ("成员总数", 12, None, 8, 20),
        ("注：面积以平方米计",),
        ("填表人：王五", None, "审核人：赵六"),
    )
    reading = read_rows(tmp_path, *rows)
    assert studios(reading) == SAID
    assert [record.notes for record in reading.records] == [{}, {}]
    assert "第 E 列 是合计行" in told(reading)
    assert "第 9 行是表下说明「注:面积以平方米计」，未作为数据读入" in told(reading).replace("：", ":")


def test_further_tables_below_are_read_as_they_stand(tmp_path: Path) -> None:
    money = (("经费情况",), ("年度", "工作室", "金额", "来源"), (2022, "甲创新工作室", 3, "一厂"))
    reading = read_rows(tmp_path, ("项目", 1, 2), *TABLE, ("项目", 3, 4), *TABLE, (), *money)
    assert studios(reading) == SAID * 2
    assert [str(record.place) for record in reading.records][-1] == "工作表「表」第 16 行"


def test_what_nobody_understands_below_is_told(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, *TABLE, (), ("议题", "结论"), ("明年计划", "同意"))
    assert not any(record.notes for record in reading.records)
    assert "第 7 行 起的内容看不出是哪种台账，未读入" in told(reading)


def test_a_text_table_may_stand_on_its_side(tmp_path: Path) -> None:
    path = tmp_path / "对照.csv"
    with path.open("w", encoding="gb18030", newline="") as opened:
        csv.writer(opened).writerows(TABLE)
    assert studios(read_ledger(path)) == SAID


def test_hidden_columns_of_a_table_on_its_side_are_read_and_told(tmp_path: Path) -> None:
    read_rows(tmp_path, *TABLE)
    book = load_workbook(tmp_path / "台账.xlsx")
    book.worksheets[0].column_dimensions["C"].hidden = True
    book.save(tmp_path / "台账.xlsx")
    reading = read_ledger(tmp_path / "台账.xlsx")
    assert studios(reading) == SAID
    assert "有几行或几列是隐藏的，也已读入" in told(reading)


CARD = [("工作室名称", "甲工作室"), ("领衔人", "张三"), ("所在单位", "一厂"), ("创建日期", "2015"), ("成员总数", 5)]
EXPLAINED = ("填写全称", "填写姓名", "填写全称", "填写年月", "填写数字")


PAIRS = [(*row, *other) for row, other in zip(CARD, (("级别", "省级"), ("行业", "卫生"), ("地区", "济南市"),
                                                     ("命名日期", "2016"), ("场所面积", 60)), strict=True)]  # fmt: skip


@pytest.mark.parametrize("rows", [CARD, PAIRS])
def test_a_card_of_one_studio_is_no_such_table(tmp_path: Path, rows: Sequence[Sequence[Raw]]) -> None:
    (record,) = read_rows(tmp_path, *rows).records
    assert (record.place.sheet, record.values["工作室名称"], record.values["成员总数"]) == ("表", "甲工作室", 5)


@pytest.mark.parametrize(
    "rows",
    [
        [(*row, how) for row, how in zip(CARD, EXPLAINED, strict=True)],
        [(heading, "必填", "文字", value) for heading, value in CARD],
    ],
)
def test_a_list_of_headings_is_no_such_table(tmp_path: Path, rows: Sequence[Sequence[Raw]]) -> None:
    assert not read_rows(tmp_path, *rows).records


def test_a_ledger_whose_first_column_holds_words_of_headings_stays_one(tmp_path: Path) -> None:
    rows = [(heading, 3, "个", "甲公司", "单位") for heading, _ in CARD]
    reading = read_rows(tmp_path, ("指标", "数值", "计量单位", "对象", "对象类型"), *rows)
    assert {record.ledger for record in reading.records} == {"统计数字台账"}
    assert [record.place.row for record in reading.records] == [2, 3, 4, 5, 6]


def test_the_title_tells_what_a_table_on_its_side_is_of_where_a_heading_is_not_known(tmp_path: Path) -> None:
    agreements: tuple[Row, ...] = (
        ("劳模工匠帮帮团协议要点",),
        ("协议项目", "协议一", "协议二"),
        ("帮帮团名称", "“甲”帮帮团", "乙帮帮团"),
        ("负责的劳模师傅", "张三", "李四"),
        ("重点项目", "阀装调", "气瓶缠绕"),
        ("攻关团队", "温一、石二", "米三"),
        ("起始日期", "2023年2月10日", "2022年9月"),
        ("当前状态", "执行中", "已完成"),
    )
    reading = read_rows(tmp_path, *agreements)
    assert [(each.values["名称"], each.values["劳模工匠"], each.values["起始日期"]) for each in reading.records] == [
        ("“甲”帮帮团", ["张三"], "2023-02-10"), ("乙帮帮团", ["李四"], "2022-09"),
    ]  # fmt: skip
