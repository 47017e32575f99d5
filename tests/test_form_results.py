"""Results of a studio by name: told in lines of a cell, or listed amid counts; and what kind an award is."""

from pathlib import Path

import pytest

from ingest.records import Severity
from tests.forms import Row, notices, read_bare, rows, table, told, values
from tests.test_form_told import BASICS

OF_RESULTS = ("成果名称", "类别", "等级", "日期")


@pytest.mark.parametrize(
    "text",
    [
        "1.《夜间听漏法》，获2019年地市级创新成果一等奖；2.便携式检测台，实用新型专利，2022年11月。",
        "1、《夜间听漏法》　获地市级一等奖　2019年\n2、《便携式检测台》　实用新型　2022年11月",
        "①“夜间听漏法”（2019年，地市级，创新成果奖）\n②“便携式检测台”（实用新型专利，ZL202230001.1，2022年11月）",
    ],
)
def test_results_told_in_lines_of_a_cell_are_read(tmp_path: Path, text: str) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["创新工作室主要成果（近两年，逐项填写）", (text, 3)]]))
    assert values(reading, "成果台账", *OF_RESULTS) == [
        ("夜间听漏法", "获奖", "地市", "2019"),
        ("便携式检测台", "实用新型专利", None, "2022-11"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1.《夜间听漏法》在全市推广；2.便携式检测台，实用新型专利，2022年11月。",  # one line tells more
        "夜间听漏法、便携式检测台",  # of no kind
        "检测，发明专利",  # no name is that short
        "近两年取得发明专利2项，2023年获省级奖励",
    ],
)
def test_what_tells_more_than_results_stays_text(tmp_path: Path, text: str) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["主要成果", (text, 3)]]))
    assert rows(reading, "成果台账") == []
    assert text.rstrip("。")[:12] in str(rows(reading, "工作室台账")[0].notes)


def test_results_listed_amid_counts_are_read(tmp_path: Path) -> None:
    listed: list[Row] = [
        ["技术创新", "创新成果", "4项", "成果转化"],
        ["成果", "类别", "级别", "日期"],
        ["殷瓦钢焊接", "QC成果一等奖", "国家级", "2022年9月"],
        ["胎架调平装置", "实用新型", "", "2021-12-07"],
    ]
    reading = read_bare(tmp_path, table(BASICS), "技术创新", table(listed[1:]))
    assert values(reading, "成果台账", *OF_RESULTS) == [
        ("殷瓦钢焊接", "获奖", "国家", "2022-09"),
        ("胎架调平装置", "实用新型专利", None, "2021-12-07"),
    ]
    assert rows(reading, "成果台账")[0].notes["类别"] == "QC成果一等奖"
    assert "「QC成果一等奖」不在可选值内，按「获奖」读入" in notices(reading)


def test_people_trained_are_no_counts_where_they_are_listed(tmp_path: Path) -> None:
    trained: list[Row] = [["姓名", "晋升（荣誉）", "时间"], ["曲阳", "晋升高级技师", "2019年6月"]]
    reading = read_bare(tmp_path, table(BASICS), "附二：培养人才明细", table(trained))
    assert values(reading, "统计数字台账", "指标") == []
    assert "曲阳，晋升(荣誉) 晋升高级技师，时间 2019年6月" in rows(reading, "工作室台账")[0].notes["培养人才明细"]
    assert told(reading, Severity.WARNING) == []


def test_counts_printed_with_brackets_to_write_in_are_read(tmp_path: Path) -> None:
    counts: Row = ["技术创新", ("获奖等级：国际（　）个；国家（ ）个；省部（2）个；地市（ 6 ）个", 3)]
    reading = read_bare(tmp_path, table([*BASICS, counts]))
    assert values(reading, "统计数字台账", "指标", "数值") == [("省部级获奖", "2"), ("地市级获奖", "6")]


def test_results_that_prose_lists_under_numbers_are_read_beside_it(tmp_path: Path) -> None:
    prose = (
        "两年来成员结对攻关，主要成果如下：\n1.便携式检测台，获实用新型专利，授权日20170623；\n"
        "2.带压换刀施工工法，被评为省部级工法，201812；\n下一步，把操作经验整理成册。"
    )
    reading = read_bare(tmp_path, table([*BASICS, ["创新工作室业绩简介", (prose, 3)]]))
    assert values(reading, "成果台账", *OF_RESULTS) == [
        ("便携式检测台", "实用新型专利", None, "2017-06-23"),
        ("带压换刀施工工法", "工法", "省部", "2018-12"),
    ]
    assert rows(reading, "工作室台账")[0].notes["业绩简介"] == prose


@pytest.mark.parametrize(
    ("title", "heads"),
    [("活动开展情况", ["项目", "类型", "时间", "参加人数"]), ("主要设备", ["名称", "类型", "级别", "数量"])],
)
def test_activities_and_equipment_are_no_results(tmp_path: Path, title: str, heads: list[str]) -> None:
    listed: list[Row] = [[*heads], ["焊接大讲堂", "培训", "2022年5月", "30"]]
    assert rows(read_bare(tmp_path, table(BASICS), title, table(listed)), "成果台账") == []


def test_a_result_tells_its_kind_before_its_name(tmp_path: Path) -> None:
    prose = (
        "三、代表性成果\n（1）实用新型专利“快拆式绞刀齿座”，20180611授权；\n"
        "（2）《接头检修工法》获东海省省级工法，2023年。"
    )
    reading = read_bare(tmp_path, table([*BASICS, ["创新工作室业绩简介", (prose, 3)]]))
    assert values(reading, "成果台账", *OF_RESULTS) == [
        ("快拆式绞刀齿座", "实用新型专利", None, "2018-06-11"),
        ("接头检修工法", "工法", "省部", "2023"),
    ]
    listed: list[Row] = [
        ["类别", "成果名称", "等级", "日期"],
        ["专利", "发明专利：一种纵轴流脱粒滚筒", "", "2020.09"],
    ]
    reading = read_bare(tmp_path, table(BASICS), "六、主要成果", table(listed))
    assert values(reading, "成果台账", *OF_RESULTS) == [("一种纵轴流脱粒滚筒", "发明专利", None, "2020-09")]
