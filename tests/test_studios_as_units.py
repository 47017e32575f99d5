"""Studios and people under headings that ask for something else: an office calls whoever did it 单位."""

from pathlib import Path

import pytest

from ingest.records import Severity
from tests.workbooks import Row, read_rows

MADE = ["成果名称", "类别", "完成时间", "申报单位"]
PAIRS = ["师傅", "徒弟姓名", "签订时间"]


def test_a_studio_among_member_organizations_is_a_member_studio_and_told(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path,
        ["联盟名称", "成员单位", "加入时间"],
        ["东海联盟", "林岚创新工作室", "2021"],
        ["东海联盟", "东江轴承公司", "2022"],
    )
    said = [(each.values.get("工作室"), each.values.get("成员单位")) for each in reading.records]
    assert said == [("林岚创新工作室", None), (None, "东江轴承公司")]
    assert any("「林岚创新工作室」是工作室" in each.message and each.place.row == 2 for each in reading.issues)


def test_a_studio_that_leads_an_alliance_is_its_lead_studio(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path,
        ["联盟名称", "联盟类型", "牵头单位"],
        ["东海联盟", "跨企业", "东江轴承公司、林岚创新工作室"],
        ["西山联盟", "校企", "甲创新工作室、乙创新工作室"],
    )
    first, second = (each.values for each in reading.records)
    assert (first["牵头单位"], first["领衔工作室"]) == (["东江轴承公司"], "林岚创新工作室")
    assert second["牵头单位"] == ["甲创新工作室", "乙创新工作室"]  # nobody can tell which of them leads


def test_results_of_units_that_are_all_studios_are_theirs(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path, MADE, ["夹具", "工法", "2023-05", "林岚创新工作室"], ["转台", "工法", "2022", "赵一凡工作室"]
    )
    assert [each.values["工作室"] for each in reading.records] == ["林岚创新工作室", "赵一凡工作室"]
    assert any("「申报单位」列当作「工作室」" in each.message for each in reading.issues)


def test_results_of_firms_are_no_studios(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path, MADE, ["夹具", "工法", "2023-05", "林岚创新工作室"], ["转台", "工法", "2022", "东江轴承公司"]
    )
    assert not reading.records
    assert [each.severity for each in reading.issues] == [Severity.ERROR]


@pytest.mark.parametrize(
    "title",
    [
        "林岚焊接创新工作室名师带徒结对一览表",
        "“林岚焊接创新工作室”师徒名单",
        "东江造船有限公司「林岚焊接创新工作室」2024年度带徒情况",
    ],
)
def test_a_title_says_whose_masters_a_table_lists(tmp_path: Path, title: str) -> None:
    reading = read_rows(tmp_path, [title], PAIRS, ["赵一凡", "钱多多", "2021-03"])
    assert [each.values["师傅工作室"] for each in reading.records] == ["林岚焊接创新工作室"]


def test_members_below_a_quoted_studio_are_of_it(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, ["“林岚创新工作室”成员名单"], ["姓名", "性别", "职称"], ["赵一凡", "男", "工程师"])
    assert [each.values["工作室"] for each in reading.records] == ["林岚创新工作室"]


def test_a_leader_is_told_from_honours_and_from_how_much_of_the_time_is_given(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path,
        ["工作室", "领衔人/荣誉", "依托单位", "专兼职", "授牌级别及年份"],
        ["林岚劳模创新工作室", "林岚（省劳模）", "东江电机公司", "兼职", "省级2019"],
        ["钱多多创新工作室", "钱多多/市五一劳动奖章", "东江二中", "兼职", "市级 2021"],
        ["孙小圆工作室", "孙小圆，全国技术能手", "东江特钢公司", "专职", "国家级2017"],
    )
    said = [[each.values[name] for name in ("领衔人", "级别", "命名日期")] for each in reading.records]
    assert said == [["林岚", "省部级", "2019"], ["钱多多", "地市级", "2021"], ["孙小圆", "国家级", "2017"]]
    assert [each.notes["专兼职"] for each in reading.records] == ["兼职", "兼职", "专职"]


def test_where_an_apprentice_works_is_no_part_of_the_name_and_both_ends_of_a_time_are_read(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path,
        ["师傅", "徒弟（单位）", "起止"],
        ["林岚", "李平（电机一车间）", "2022.1-2023.12"],
        ["林岚", "何俊（电机二车间）", "2023.3—2025.3"],
    )
    said = [[each.values[name] for name in ("徒弟", "起始日期", "结束日期")] for each in reading.records]
    assert said == [["李平", "2022-01", "2023-12"], ["何俊", "2023-03", "2025-03"]]
    assert any("「李平(电机一车间)」按「李平」读入" in each.message for each in reading.issues)


@pytest.mark.parametrize(
    ("heads", "row", "column"),
    [
        (["项目编号", "项目名称", "承担工作室"], ["HZ24-1", "厚板焊接", "林岚创新工作室"], "落脚点"),
        (["榜单名称", "揭榜工作室", "发榜单位"], ["转子动平衡", "林岚创新工作室", "东江电机公司"], "状态"),
    ],
)
def test_a_number_is_no_choice_and_a_studio_no_state(tmp_path: Path, heads: Row, row: Row, column: str) -> None:
    reading = read_rows(tmp_path, heads, row)
    (record,) = reading.records
    assert column not in record.values
    assert row[0] in (*record.notes.values(), *record.values.values())


def test_what_was_gained_goes_before_what_was_expected_and_income_before_expense(tmp_path: Path) -> None:
    heads: Row = ["项目名称", "承担工作室", "预期效益", "实际创效"]
    (project,) = read_rows(tmp_path, heads, ["上下料", "林岚创新工作室", "50", "62万元"]).records
    assert project.values["经济效益(万元)"] == 62
    money: Row = ["日期", "工作室", "收入（元）", "支出（元）", "经费来源"]
    (paid,) = read_rows(tmp_path, money, ["2023-01-15", "林岚创新工作室", "50000", "", "市总工会"]).records
    assert paid.values["金额(万元)"] == 5


def test_apprentices_in_numbered_columns_are_several(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path,
        ["师傅姓名", "职称/等级", "徒弟1", "徒弟2", "徒弟3", "签约时间"],
        ["林岚", "正高级工程师", "周敏", "吴刚", "", "2021.3"],
        ["赵一凡", "高级技师", "", "孙晓", "", "2022-09"],
    )
    assert [(each.values["师傅"], each.values["徒弟"]) for each in reading.records] == [
        ("林岚", "周敏"),
        ("林岚", "吴刚"),
        ("赵一凡", "孙晓"),
    ]
    assert not any("晋升" in each.values for each in reading.records)  # a title is the master's


def test_honours_in_numbered_columns_are_one_list(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path,
        ["姓名", "工作室", "荣誉1", "荣誉2", "电话1", "电话2"],
        ["林岚", "林岚创新工作室", "全国劳动模范", "省五一劳动奖章", "", ""],
        ["钱多多", "林岚创新工作室", "", "市工匠", "", ""],
    )
    assert [each.values["荣誉"] for each in reading.records] == [["全国劳动模范", "省五一劳动奖章"], ["市工匠"]]


def test_what_a_studio_won_is_a_result_and_who_gave_it_is_nobodys_firm(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path,
        ["林岚测量工作室获奖情况"],
        ["获奖时间", "获奖名称", "颁奖单位", "获奖级别", "获奖人/集体"],
        ["2022年4月", "东江省五一劳动奖状", "东江省总工会", "省级", "工作室"],
        ["2023.12", "测绘科技进步二等奖", "测绘学会", "国家级", "林岚等"],
    )
    said = [[each.values.get(name) for name in ("工作室", "类别", "等级", "日期")] for each in reading.records]
    assert said == [["林岚测量工作室", "获奖", "省部", "2022-04"], ["林岚测量工作室", "获奖", "国家", "2023-12"]]
    assert {each.ledger for each in reading.records} == {"成果台账"}
