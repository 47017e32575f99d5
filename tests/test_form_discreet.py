"""A form's messages and public fields hold nothing that is a person's own business, and no figure of a wrong year."""

from pathlib import Path

import pytest

from ingest.form.facts import facts_of
from ingest.records import Reading
from tests.forms import Box, Row, read_bare, rows, table

BASICS: tuple[Row, ...] = (
    ["工作室名称", ("凌云创新工作室", 5)],
    ["所在单位", ("远山公司", 5)],
    ["创建日期", ("2018年", 2), "专业领域", ("焊接", 2)],
    ["领衔人", ("凌云", 5)],
)
HEADS = ["姓名", "性别", "出生年月", "政治面貌", "民族", "联系电话"]
PRIVATE = ("1981-13", "1981-02", "中共党员", "满族", "85551234", "民盟市委委员")


def _told(reading: Reading) -> str:
    return "\n".join(issue.message for issue in reading.issues)


@pytest.mark.parametrize(
    "member",
    [
        ["", "男", "1981-02", "中共党员", "满族", "85551234"],
        ["姓名", "男", "1981-02", "中共党员", "满族", "85551234"],
        ["赵一凡", "男", "1981-13", "中共党员", "满族", "85551234"],
        ["凌云", "男", "1981-02", "中共党员", "满族", "85551234"],
    ],
)
def test_no_message_quotes_what_is_a_persons_own_business(tmp_path: Path, member: list[str]) -> None:
    leader: Row = ["凌云", "男", "1980-01", "群众", "汉族", "85550000"]
    tables = (table([[("领衔人情况", 6)], HEADS, leader]), table([[("骨干成员", 6)], HEADS, member]))
    told = _told(read_bare(tmp_path, table(BASICS), *tables))
    assert not any(word in told for word in (*PRIVATE, "1980-01", "85550000"))


@pytest.mark.parametrize("asked", ["民主党派职务", "党内职务", "曾任职务", "职务"])
def test_a_post_that_is_not_of_the_work_is_no_duty(tmp_path: Path, asked: str) -> None:
    leader: list[Row] = [[("领衔人情况", 6)], ["姓名", ("凌云", 2), asked, ("民盟市委委员，党员", 2)]]
    reading = read_bare(tmp_path, table([*BASICS, *leader]))
    assert all("主要分工" not in record.values for record in rows(reading, "成员台账"))
    assert "民盟" not in _told(reading)


@pytest.mark.parametrize("said", ["无党派", "九三学社社员", "1999年入党"])
def test_what_is_no_work_is_neither_department_nor_duty(tmp_path: Path, said: str) -> None:
    people = f"骨干成员：张三（男，技师，{said}）、李四（女，技师，机电部）、王五（男，技师，质检科）"
    reading = read_bare(tmp_path, table([*BASICS, ["骨干成员情况", (people.partition("：")[2], 5)]]))
    placed = {one.name: (one.department, one.duties) for one in facts_of(reading).core}
    assert placed == {"张三": ("", ""), "李四": ("机电部", ""), "王五": ("质检科", "")}


def test_a_post_under_title_is_not_taken_for_one(tmp_path: Path) -> None:
    members: list[Row] = [[("骨干成员", 2)], ["姓名", "职务/职称"], ["赵一凡", "高级工程师、班长"]]
    reading = read_bare(tmp_path, table(BASICS), table(members))
    (member,) = facts_of(reading).core
    assert member.title == "高级工程师"
    assert rows(reading, "成员台账")[-1].notes == {"职务": "班长"}


def test_the_year_of_a_heading_ends_with_its_block(tmp_path: Path) -> None:
    funding: list[Row] = [[("2023年经费投入（万元）", 6)], ["企业拨款", "5", "工会拨款", "2", "合计", "7"]]
    counts: Row = ["创新成果", "3", "成果转化", "2", "发明专利", "1"]
    figures = rows(read_bare(tmp_path, table([*BASICS, *funding, counts])), "统计数字台账")
    assert {record.values["指标"] for record in figures if record.values.get("期间")} == set()
    assert len(figures) >= 3


def test_a_figure_merged_across_years_is_of_none(tmp_path: Path) -> None:
    years: list[Row] = [["指标", "2021年", "2022年", "备注"], ["创新成果", ("7", 2), ""]]
    reading = read_bare(tmp_path, table(BASICS), table(years))
    assert not [record for record in rows(reading, "统计数字台账") if record.values.get("期间")]
    assert "分不清属于哪一年" in _told(reading)


def test_a_label_alone_in_its_rows_is_no_fault(tmp_path: Path) -> None:
    alone: list[Row] = [[Box("经济效益", 6, "begin")], [Box("", 6, "on")]]
    assert facts_of(read_bare(tmp_path, table([*BASICS, *alone]))).studio == "凌云创新工作室"


def test_who_is_in_charge_is_listed_when_the_studio_bears_another_name(tmp_path: Path) -> None:
    members: list[Row] = [
        [("骨干成员", 3)],
        ["姓名", "身份", "分工"],
        ["凌云", "", "总体"],
        ["赵一凡", "负责人", "后勤"],
    ]
    assert "当作领衔人" in _told(read_bare(tmp_path, table(BASICS[:3]), table(members)))
