"""What an office writes without thinking of a reader is not taken for more than it says."""

from pathlib import Path

import pytest

from ingest.form.read import read_form
from ingest.form.values import read_honors
from tests.forms import ANNEX, BASICS, COVER, LEADER, MEMBERS, Row, read, rows, save, studio_of, table, values

HONOR_HEADS: Row = [("获奖时间", 3), ("荣誉称号", 5), ("级别", 4)]


def test_the_level_of_an_honour_is_not_the_level_of_the_studio(tmp_path: Path) -> None:
    listed = [*LEADER[:4], HONOR_HEADS, [("2015", 3), ("全国劳动模范", 5), ("国家级", 4)]]
    reading = read(tmp_path, [*BASICS, *listed])
    assert "级别" not in studio_of(reading)
    assert values(reading, "成员台账", "荣誉") == [(["2015年全国劳动模范"],)]


def test_a_street_number_is_no_area(tmp_path: Path) -> None:
    where: Row = [("地点及面积", 2), ("江北区桥梁路2号", 4), ("成员总数", 2), ("12", 4)]
    assert "场所面积(㎡)" not in studio_of(read(tmp_path, [*BASICS[:3], where, *LEADER]))


@pytest.mark.parametrize(
    "line",
    [
        "填报日期：2021年5月12日    联系电话：13900000000",
        "审核人：李四   日期：2022年3月1日",
        "审核人：李四      2022年6月1日",
    ],
)
def test_who_checked_the_form_changes_neither_the_leader_nor_its_date(tmp_path: Path, line: str) -> None:
    reading = read_form(save(tmp_path / "表.docx", *COVER, table(ANNEX), line))
    leader = next(record for record in rows(reading, "成员台账") if record.values["身份"] == "领衔人")
    assert leader.values["联系电话"] == "13800000000"
    assert rows(reading, "工作室台账")[0].notes["填报日期"].startswith("2021")


def test_prizes_in_a_table_of_their_own_are_not_the_leaders(tmp_path: Path) -> None:
    prizes: list[Row] = [["年度", "奖项", "获奖项目"], ["2019年", "省级工法一等奖", "焊接工法"]]
    reading = read(tmp_path, [*BASICS, *LEADER], prizes, MEMBERS)
    assert values(reading, "成员台账", "荣誉")[0] == (["2015年全国劳动模范", "2018年省五一劳动奖章"],)


def test_the_heading_of_money_below_a_list_is_nobody(tmp_path: Path) -> None:
    below: Row = ["近两年投入", "2019年", "8万元", "", ("", 2), ("", 3), ("", 3)]
    reading = read(tmp_path, [*BASICS, *LEADER, *MEMBERS[:-1], below])
    assert "近两年投入" not in {record.values["姓名"] for record in rows(reading, "成员台账")}
    assert any("近两年投入" in issue.message for issue in reading.issues)


@pytest.mark.parametrize(
    ("written", "honors"),
    [
        ("1、2009年省劳动模范 2、2011年全国技术能手", ("2009年省劳动模范", "2011年全国技术能手")),
        ("优秀共产党员2016、2018年", ("优秀共产党员2016", "2018年")),
        ("2018年第2、2019年第3届全国技能大赛优胜奖", ("2018年第2", "2019年第3届全国技能大赛优胜奖")),
    ],
)
def test_figures_in_honours_stay_where_they_are(written: str, honors: tuple[str, ...]) -> None:
    assert set(read_honors(written)) <= set(honors)


@pytest.mark.parametrize("ending", ["全部为设备采购", "全部由单位财务部门按规定管理"])
def test_what_money_was_for_is_not_where_it_came_from(tmp_path: Path, ending: str) -> None:
    money: Row = [("经费投入(万元)", 2), (f"2019年10万元，2020年15万元，{ending}", 10)]
    reading = read(tmp_path, [*BASICS, money, *LEADER])
    assert {record.values.get("来源") for record in rows(reading, "经费台账")} <= {None}


def test_a_hint_across_the_table_is_no_answer(tmp_path: Path) -> None:
    asked: list[Row] = [[("获奖年份及荣誉称号", 12)], [("（按时间先后顺序填写）", 12)], [("2018年省工匠", 12)]]
    reading = read(tmp_path, [*BASICS, *LEADER[:4], *asked])
    assert "按时间先后" not in str(values(reading, "成员台账", "荣誉"))
