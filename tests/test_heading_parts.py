"""A heading that names several columns feeds them all where its cells say as many things; nothing is put in wrongly."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from ingest.preview import HIDDEN
from ingest.records import Cell, Reading, Severity
from tests.test_marked_copy import commented, copied, issues_of, workbook
from tests.test_preview import shown
from tests.workbooks import Row, read_rows

TITLE: tuple[str, ...] = ("甲创新工作室成员名单",)
HEADS: tuple[str, ...] = ("姓名（性别）", "学历/职称")
PEOPLE: tuple[tuple[str, str], ...] = (
    ("丁一（男）", "本科/工程师"),
    ("卫 二（女）", "大专/技术员"),
    ("方三（女）", "本科/高级工程师"),
)


def values(reading: Reading, *names: str) -> list[tuple[Cell | None, ...]]:
    return [tuple(record.values.get(name) for name in names) for record in reading.records]


def refused(reading: Reading) -> list[tuple[int | None, str]]:
    return [(issue.place.row, issue.place.column) for issue in reading.issues if issue.severity is not Severity.NOTICE]


def test_what_a_heading_joins_is_read_apart_and_told(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, TITLE, HEADS, *PEOPLE, ("合计", "3人"))
    assert values(reading, "姓名", "性别", "学历", "技术职称") == [
        ("丁一", "男", "本科", "工程师"),
        ("卫二", "女", "大专", "技术员"),
        ("方三", "女", "本科", "高级工程师"),
    ]
    assert not refused(reading)
    told = "「姓名(性别)」列拆作「姓名」「性别」，「学历/职称」列拆作「学历」「技术职称」"
    assert any(told in issue.message for issue in reading.issues)


@pytest.mark.parametrize(
    ("head", "cells", "meant"),
    [
        ("工种、特长", ("钳工/装配、调试", "焊工/氩弧焊"), {"工种": "钳工", "擅长": ["装配", "调试"]}),
        ("学历及职称", ("本科，工程师", "大专，技术员"), {"学历": "本科", "技术职称": "工程师"}),
        ("学历和职称", ("本科\n工程师", "大专\n技术员"), {"学历": "本科", "技术职称": "工程师"}),
        ("工种（技能等级/职称）", ("钳工（技师/—）", "焊工（高级工/技术员）"), {"工种": "钳工", "技能等级": "技师"}),
        ("工种/技能等级/职称", ("钳工/技师/技术员", "焊工/高级工/技术员"), {"工种": "钳工", "技术职称": "技术员"}),
        ("学历/职称", ("本科（工程师）", "大专（技术员）"), {"学历": "本科", "技术职称": "工程师"}),
    ],
)
def test_heading_and_cells_may_join_in_ways_of_their_own(
    tmp_path: Path, head: str, cells: tuple[str, str], meant: Mapping[str, Cell]
) -> None:
    reading = read_rows(tmp_path, TITLE, ("姓名", head), ("丁一", cells[0]), ("卫二", cells[1]))
    assert meant.items() <= reading.records[0].values.items()


@pytest.mark.parametrize(
    ("head", "cells", "kept"),
    [
        ("学历/学位", ("本科/学士", "硕士研究生/硕士"), {"学历": "本科/学士"}),
        ("专业/工种", ("机械/钳工", "机械/车工"), {"工种": "机械/钳工"}),
        ("学历/职称", ("本科", "大专"), {"学历": "本科"}),
        ("技能等级（工种）", ("技师", "高级工"), {"技能等级": "技师"}),
    ],
)
def test_what_is_one_column_or_says_one_thing_stays_one(
    tmp_path: Path, head: str, cells: tuple[str, str], kept: Mapping[str, Cell]
) -> None:
    reading = read_rows(tmp_path, TITLE, ("姓名", head), ("丁一", cells[0]), ("卫二", cells[1]))
    assert kept.items() <= reading.records[0].values.items()
    assert not any("拆作" in issue.message for issue in reading.issues)


def test_a_cell_that_is_not_parted_is_what_the_others_show_or_is_listed(tmp_path: Path) -> None:
    alone: tuple[Row, ...] = (
        ("沈四", "本科"),
        ("金五（男、党员）", "工程师"),
        ("魏六（男）", "中专"),
        ("陶七（女）", "工程师/本科"),
        ("姜八（女）", "本科/工程师/技师"),
        ("女", "本科/工程师"),
        ("戚九/女", "—"),
        ("谢十（—）", "#N/A"),
    )
    reading = read_rows(tmp_path, TITLE, HEADS, *PEOPLE, *PEOPLE, *PEOPLE, PEOPLE[0], *alone)
    assert values(reading, "姓名", "性别", "学历", "技术职称")[10:] == [
        ("沈四", None, "本科", None),
        ("金五", None, None, "工程师"),
        ("魏六", "男", None, None),
        ("陶七", "女", None, None),
        ("姜八", "女", None, None),
        ("谢十", None, None, None),
    ]
    name, learned = "姓名(性别)", "学历/职称"
    assert refused(reading) == [
        (14, name), (15, learned), (16, learned), (17, learned), (18, name), (19, name), (20, learned),
    ]  # fmt: skip


def test_mentors_with_their_studios_hold_for_the_rows_left_empty_below(tmp_path: Path) -> None:
    rows: tuple[Row, ...] = (("丁一（甲室）", "卫二"), (None, "方三"), ("沈四（乙室）", "金五"), (None, "魏六"))
    reading = read_rows(tmp_path, ("师傅（工作室）", "徒弟"), *rows)
    assert values(reading, "师傅", "师傅工作室", "徒弟") == [
        ("丁一", "甲室", "卫二"),
        ("丁一", "甲室", "方三"),
        ("沈四", "乙室", "金五"),
        ("沈四", "乙室", "魏六"),
    ]


def test_money_in_a_joined_heading_is_counted_in_its_unit(tmp_path: Path) -> None:
    heads = ("课题名称（工作室）", "进展/经济效益（元）")
    reading = read_rows(tmp_path, heads, ("甲题（甲室）", "完成/30000"), ("乙题（乙室）", "在研/50000"))
    assert values(reading, "课题名称", "工作室", "状态", "经济效益(万元)") == [
        ("甲题", "甲室", "完成", 3.0),
        ("乙题", "乙室", "在研", 5.0),
    ]


def test_joined_headings_may_head_a_further_table_two_lists_and_groups(tmp_path: Path) -> None:
    further = (("甲创新工作室",), ("日期", "主题", "类别"), ("2023-03-01", "焊接", "培训"), ("二、成员",))
    numbered = [(number, *row, "钳工") for number, row in enumerate(PEOPLE, 1)]
    reading = read_rows(tmp_path, *further, ("序号", *HEADS, "工种"), *numbered)
    assert values(reading, "性别")[1:] == [("男",), ("女",), ("女",)]
    beside = [(*row, None, *row) for row in PEOPLE]
    assert values(read_rows(tmp_path, TITLE, (*HEADS, None, *HEADS), *beside), "技术职称")[3:] == [
        ("工程师",),
        ("技术员",),
        ("高级工程师",),
    ]
    grouped = read_rows(
        tmp_path, TITLE, ("人员信息", None, "入室时间"), (*HEADS, None), *((*row, "2019") for row in PEOPLE)
    )
    assert values(grouped, "学历", "加入日期")[0] == ("本科", "2019")


def test_a_cell_nobody_can_part_is_marked_where_it_stands(tmp_path: Path) -> None:
    file = workbook(tmp_path / "成员.xlsx", TITLE, HEADS, *PEOPLE, ("沈四（甲）", "本科/工程师/技师"))
    wrong = [issue for issue in issues_of(file) if issue.severity is not Severity.NOTICE]
    assert [issue.place.row for issue in wrong] == [6, 6]
    assert {"A6", "B6"} <= commented(copied(file)["成员"]).keys()


def test_what_is_private_in_a_joined_cell_is_never_shown(tmp_path: Path) -> None:
    rows: tuple[Row, ...] = (("丁一（1973.5）", "男"), ("卫二（1980年6月）", "女"), ("方三 1969", "女"))
    reading = read_rows(tmp_path, TITLE, ("姓名（出生年月）", "性别"), *rows)
    assert values(reading, "姓名", "出生年月") == [("丁一", "1973-05"), ("卫二", "1980-06")]
    assert refused(reading) == [(5, "姓名(出生年月)")]
    assert not any("19" in issue.message for issue in reading.issues)
    cells = [cell for _, row in shown(tmp_path / "台账.xlsx") for cell in row]
    assert HIDDEN in cells
    assert not any("19" in cell for cell in cells)


@pytest.mark.parametrize("head", ["出生年月", "出生（年/月）"])
def test_under_a_heading_of_months_the_first_of_one_is_that_month(tmp_path: Path, head: str) -> None:
    dates = (datetime(1973, 5, 1), datetime(1973, 5, 13), "1973-05-01")  # noqa: DTZ001 — a spreadsheet knows no time zone
    reading = read_rows(tmp_path, TITLE, ("姓名", head), *(("丁一", each) for each in dates))
    assert values(reading, "出生年月") == [("1973-05",), ("1973-05-13",), ("1973-05-01",)]


@pytest.mark.parametrize("head", ["出生日期", "出生年月日", "出生年月（日）"])
def test_under_a_heading_of_days_the_first_of_a_month_is_that_day(tmp_path: Path, head: str) -> None:
    reading = read_rows(tmp_path, TITLE, ("姓名", head), ("丁一", datetime(1973, 5, 1)))  # noqa: DTZ001 — as above
    assert values(reading, "出生年月") == [("1973-05-01",)]


@pytest.mark.parametrize(
    ("days", "meant"), [([1] * 5, "2011-03"), ([1] * 4, "2011-03-01"), ([1] * 5 + [2], "2011-03-01")]
)
def test_dates_that_are_all_firsts_of_months_are_those_months(tmp_path: Path, days: list[int], meant: str) -> None:
    rows = (("丁一", datetime(2011, 3, day)) for day in days)  # noqa: DTZ001 — as above
    reading = read_rows(tmp_path, TITLE, ("姓名", "加入日期"), *rows)
    assert values(reading, "加入日期")[0] == (meant,)
    assert any("按月读入" in issue.message for issue in reading.issues) == (meant == "2011-03")


def test_beginning_and_end_in_one_cell_are_both_read(tmp_path: Path) -> None:
    rows = (("丁一", "2019.2至今"), ("卫二", "2017.9-2020.3"))
    reading = read_rows(tmp_path, TITLE, ("姓名", "在室起止时间"), *rows)
    assert values(reading, "加入日期", "退出日期") == [("2019-02", None), ("2017-09", "2020-03")]
