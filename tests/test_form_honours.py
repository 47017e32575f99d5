"""Honours of the leader: under other headings, in cells of their own, and in lists that may be somebody else's."""

from pathlib import Path

import pytest

from tests.forms import Box, Row, notices, read_bare, rows, table, values
from tests.test_form_told import BASICS


@pytest.mark.parametrize("label", ["劳模称号及取得时间", "荣誉称号（注明年份）", "曾获荣誉", "历年荣誉"])
def test_honours_of_the_leader_have_many_headings(tmp_path: Path, label: str) -> None:
    told_of = "2014年  市劳动模范；2018年  市先进工作者"
    reading = read_bare(tmp_path, table(BASICS), "领衔人情况", table([["姓名", "凌云"], [label, told_of]]))
    assert values(reading, "成员台账", "荣誉") == [(["2014年 市劳动模范", "2018年 市先进工作者"],)]


@pytest.mark.parametrize(
    "honours",
    [
        [["获得荣誉", "2010年", "市劳动模范"], ["", "2015年", "全国劳动模范"]],
        [["获得荣誉", "2010年", "市劳动模范", "2015年", "全国劳动模范"]],
    ],
)
def test_the_year_and_the_name_of_an_honour_may_stand_in_two_cells(tmp_path: Path, honours: list[list[str]]) -> None:
    beside: list[Row] = [[Box(row[0], 1, "on" if at else "begin"), *row[1:]] for at, row in enumerate(honours)]
    leader: list[Row] = [[("领衔人情况", 5)], ["姓名", "凌云", "性别", "女", ""], *beside]
    reading = read_bare(tmp_path, table([*BASICS, *leader]))
    assert values(reading, "成员台账", "荣誉") == [(["2010年市劳动模范", "2015年全国劳动模范"],)]


def test_a_year_without_an_honour_is_none_and_is_listed(tmp_path: Path) -> None:
    leader: list[Row] = [[("领衔人情况", 4)], ["姓名", "凌云", "获得荣誉", "2012年"]]
    reading = read_bare(tmp_path, table([*BASICS, *leader]))
    (record,) = rows(reading, "成员台账")
    assert ("荣誉" in record.values, record.notes) == (False, {"荣誉": "2012年"})
    assert "没有写荣誉" in notices(reading)


_HONOURS: tuple[Row, ...] = (
    ["获奖时间", "荣誉称号", "授予单位"],
    ["2015年", "全国劳动模范", "全总"],
    ["2018年", "市先进工作者", "市政府"],
)


def test_honours_listed_within_the_table_of_the_leader_are_the_leaders(tmp_path: Path) -> None:
    people: list[Row] = [
        [("领衔人情况", 3)],
        ["姓名", "凌云", ""],
        *_HONOURS,
        [("骨干成员情况", 3)],
        ["姓名", "性别", "学历"],
        ["甘霖", "男", "本科"],
    ]
    reading = read_bare(tmp_path, table(BASICS), table(people))
    assert values(reading, "成员台账", "姓名", "荣誉") == [
        ("凌云", ["2015年全国劳动模范", "2018年市先进工作者"]),
        ("甘霖", None),
    ]
    assert rows(reading, "成员台账")[0].notes == {"荣誉授予单位": "全总；市政府"}


def test_honours_in_a_table_right_below_that_of_the_leader_are_the_leaders(tmp_path: Path) -> None:
    leader: list[Row] = [["姓名", "凌云"], ["性别", "女"]]
    reading = read_bare(tmp_path, table(BASICS), "领衔人情况", table(leader), table([row[:2] for row in _HONOURS]))
    assert values(reading, "成员台账", "荣誉") == [(["2015年全国劳动模范", "2018年市先进工作者"],)]


@pytest.mark.parametrize(
    "above",
    [
        [[("骨干成员情况", 3)], ["姓名", "性别", "学历"], ["甘霖", "男", "本科"]],
        [[("领衔人情况", 3)], ["姓名", "凌云", ""], [("工作室获得荣誉", 3)]],
    ],
)
def test_honours_of_others_are_not_the_leaders(tmp_path: Path, above: list[Row]) -> None:
    reading = read_bare(tmp_path, table(BASICS), table([*above, *_HONOURS]))
    assert all("荣誉" not in record.values for record in rows(reading, "成员台账") if record.values["姓名"] == "凌云")


@pytest.mark.parametrize(
    "listed",
    [
        "1、2009年市劳动模范\n2、2015年全国劳动模范",
        "1、2009年市劳动模范；2、2015年全国劳动模范；3、",
        "①2009年市劳动模范  ②2015年全国劳动模范",
    ],
)
def test_the_number_of_an_honour_in_a_list_is_none(tmp_path: Path, listed: str) -> None:
    leader: list[Row] = [[("领衔人情况", 4)], ["姓名", "凌云", "获得荣誉", listed]]
    reading = read_bare(tmp_path, table([*BASICS, *leader]))
    assert values(reading, "成员台账", "荣誉") == [(["2009年市劳动模范", "2015年全国劳动模范"],)]
