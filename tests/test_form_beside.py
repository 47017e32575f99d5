"""Rows of the form beside one label of theirs, in whatever words, and lists and answers set as people set them."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.forms import Box, Item, Row, notices, read_bare, rows, studio_of, table, values
from tests.test_form_told import BASICS


def _beside(label: str, *of_rows: Sequence[Item]) -> list[Row]:
    """Rows with one label beside them all."""
    return [[Box(label if at == 0 else "", 1, "begin" if at == 0 else "on"), *row] for at, row in enumerate(of_rows)]


def test_what_is_asked_of_the_studio_beside_the_word_for_it_is_read(tmp_path: Path) -> None:
    studio = _beside(
        "工作室",
        ["名称", ("凌云焊接创新工作室", 3)],
        ["单位名称", "远山公司", "领衔人", "凌云"],
        ["组建日期", "2018/03/15", "类型", "技术攻关"],
        ["团队人数", "13人", "办公及活动场所面积", "260㎡"],
    )
    read = studio_of(read_bare(tmp_path, table(studio)))
    asked = ("工作室名称", "所在单位", "创建日期", "工作室类型", "成员总数", "场所面积(㎡)")
    assert [read[name] for name in asked] == ["凌云焊接创新工作室", "远山公司", "2018-03-15", "技术攻关", 13, 260.0]


def test_a_word_for_what_was_earned_beside_what_was_saved_is_no_label_of_either(tmp_path: Path) -> None:
    years = _beside("创效\n（万元）", ["年份", "2019年", "2020年"], ["增收", "0", "21"], ["节支", "98.4", "133"])
    reading = read_bare(tmp_path, table([*BASICS, *years]))
    assert set(values(reading, "统计数字台账", "指标", "期间", "数值")) == {
        ("创收金额", "2019年", "0"), ("创收金额", "2020年", "21"), ("节资金额", "2019年", "98.4"),
        ("节资金额", "2020年", "133"),
    }  # fmt: skip


def test_money_results_and_earnings_by_year_beside_one_label_are_read(tmp_path: Path) -> None:
    figures = _beside(
        "主\n要\n指\n标",
        ["项    目", "2020年", "2021年", "合  计"],
        ["到位金额（万元）", "5", "6", "11"],
        ["经费来源", "医院", "医院", ""],
        ["创新成果（项）", "2", "3", "5"],
        ["业务创收（万元）", "64", "88.5", "152.5"],
    )
    reading = read_bare(tmp_path, table([*BASICS, *figures]))
    assert values(reading, "经费台账", "年度", "金额(万元)", "来源") == [(2020, 5.0, "医院"), (2021, 6.0, "医院")]
    counts = {(name, year): number for name, year, number in values(reading, "统计数字台账", "指标", "期间", "数值")}
    assert counts["创新成果", "2021年"] == "3"
    assert counts["创收金额", "2021年"] == "88.5"
    assert "「项目」" not in notices(reading)


LEADER: tuple[Row, ...] = (
    ["领衔人", "凌云", "性别", "女"], ["学历", "本科", "政治面貌", "群众"],
    ["获得荣誉", ("2017年全国五一劳动奖章", 3)],
)  # fmt: skip
HEADS: Row = ["姓名", "性别", "学历", "主要分工"]
MEMBERS: tuple[Row, ...] = (["江帆", "男", "大专", "焊接"], ["白露", "女", "大专", "检测"])


@pytest.mark.parametrize("within", [True, False])
def test_the_leader_told_before_the_members_of_one_section_is_the_leader(tmp_path: Path, *, within: bool) -> None:
    section = "二、领衔人及团队成员情况"
    people: tuple[Row, ...] = (*LEADER, HEADS, *MEMBERS)
    parts = [table([*BASICS, [(section, 4)], *people])] if within else [table(BASICS), section, table(people)]
    reading = read_bare(tmp_path, *parts)
    assert values(reading, "成员台账", "姓名", "身份", "学历", "荣誉") == [
        ("凌云", "领衔人", "本科", ["2017年全国五一劳动奖章"]), ("江帆", "成员", "大专", None),
        ("白露", "成员", "大专", None),
    ]  # fmt: skip


def test_honours_that_answer_a_label_of_awards_are_those_of_the_leader(tmp_path: Path) -> None:
    honours: list[Row] = [["获奖情况", ("2012年省劳动模范\n2019年省五一劳动奖章", 3)]]
    reading = read_bare(tmp_path, table([*BASICS, *honours]))
    assert values(reading, "成员台账", "荣誉") == [(["2012年省劳动模范", "2019年省五一劳动奖章"],)]


def test_what_a_studio_won_is_no_honour_of_its_leader(tmp_path: Path) -> None:
    won: list[Row] = [["获奖情况", ("2019年省质量管理小组一等奖\n2020年市科技进步奖", 3)]]
    reading = read_bare(tmp_path, table([*BASICS, *won]))
    assert values(reading, "成员台账", "荣誉") == [(None,)]


def test_options_ticked_behind_their_label_answer_it(tmp_path: Path) -> None:
    basics: tuple[Row, ...] = (
        *BASICS[:3],
        [("工作室类型\n（□技术攻关  ☑技能传授  □窗口服务  □其他）", 2), ("成员总数/场所面积：\n14人，98㎡", 2)],
    )
    read = studio_of(read_bare(tmp_path, table(basics)))
    assert [read[name] for name in ("工作室类型", "成员总数", "场所面积(㎡)")] == ["技能传授", 14, 98.0]


def test_a_hint_how_to_tick_is_no_answer(tmp_path: Path) -> None:
    basics: tuple[Row, ...] = (*BASICS[:3], ["类型（请打√）", ("√技术攻关  □技能传授  □窗口服务", 3)])
    assert studio_of(read_bare(tmp_path, table(basics)))["工作室类型"] == "技术攻关"


def test_choices_behind_the_one_that_is_meant_are_no_part_of_it(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["单位类型", ("企业（企业、机关、事业、其他）", 3)]]))
    assert values(reading, "单位台账", "单位类型") == [("企业",)]


def test_a_list_of_members_in_lines_with_tabs_is_read(tmp_path: Path) -> None:
    lines = ("姓名\t性别\t学历\t主要分工", "江帆\t男\t大专\t焊接", "古丽娜尔\t女\t本科\t农艺配套")
    reading = read_bare(tmp_path, table(BASICS), "骨干成员情况", *lines, "填报日期：2016年8月19日")
    assert values(reading, "成员台账", "姓名", "学历", "主要分工") == [
        ("凌云", None, None), ("江帆", "大专", "焊接"), ("古丽娜尔", "本科", "农艺配套"),
    ]  # fmt: skip
    assert str(rows(reading, "成员台账")[2].place).startswith("正文（骨干成员情况） 第 3 行")


def test_a_row_with_a_line_for_each_year_in_its_cells_is_a_row_for_each(tmp_path: Path) -> None:
    money = _beside(
        "经费投入\n（万元）", ["年度", "投入金额", "经费来源"], ["2012年\n2013年", "16\n24", "厂部\n市总工会"]
    )
    reading = read_bare(tmp_path, table([*BASICS[:2], ["领衔人", "凌云", "专业领域", "焊接"], *money]))
    assert values(reading, "经费台账", "年度", "金额(万元)", "来源") == [(2012, 16.0, "厂部"), (2013, 24.0, "市总工会")]


def test_blocks_told_in_one_cell_below_a_list_end_it(tmp_path: Path) -> None:
    money = _beside("经济效益\n（万元）", ["年度", "创收金额", "节资金额"], ["2012年", "150", "77"])
    told: list[Row] = [
        [("培养人才：总数 28 人，其中技师 6 人", 4)],
        [("社会效益：车间噪声降低。", 4)],
        ["领衔人：凌云", "性别：女", "学历：大专", "民族：汉族"],
        [("获奖年份及荣誉称号：2007年市劳动模范；2010年省劳动模范", 4)],
    ]
    reading = read_bare(tmp_path, table([*BASICS[:2], *money, *told]))
    assert ("培养技师", "6") in values(reading, "统计数字台账", "指标", "数值")
    assert values(reading, "成员台账", "姓名", "学历", "荣誉") == [
        ("凌云", "大专", ["2007年市劳动模范", "2010年省劳动模范"])
    ]


def test_headings_numbered_without_a_mark_begin_their_blocks(tmp_path: Path) -> None:
    numbered: list[Row] = [
        [("5 培养人才（单位：人）", 4)], ["总数", "高级技师", "技师", "高级工"], ["29", "2", "5", "12"],
        [("6 社会效益", 4)], [("覆盖87个行政村。", 4)],
        [("7 领衔人", 4)], ["姓名", "凌云", "性别", "女"],
    ]  # fmt: skip
    reading = read_bare(tmp_path, table([*BASICS[:2], *numbered]))
    assert ("培养人才总数", "29") in values(reading, "统计数字台账", "指标", "数值")
    assert rows(reading, "工作室台账")[0].notes["社会效益"] == "覆盖87个行政村。"
    assert values(reading, "成员台账", "姓名", "性别") == [("凌云", "女")]


def test_cells_that_tell_a_year_each_are_read_payer_by_payer_and_figure_by_figure(tmp_path: Path) -> None:
    told: list[Row] = [
        ["经费投入", ("2014年：\n单位5万元\n工会1万元", 1), ("2015年：\n单位10万元", 2)],
        ["经济效益（万元）", ("2014年：创收50，节资120", 1), ("2015年：创收64，节资151", 2)],
    ]
    reading = read_bare(tmp_path, table([*BASICS, *told]))
    assert values(reading, "经费台账", "年度", "金额(万元)", "来源") == [
        (2014, 5.0, "单位"), (2014, 1.0, "工会"), (2015, 10.0, "单位"),
    ]  # fmt: skip
    assert set(values(reading, "统计数字台账", "指标", "期间", "数值")) == {
        ("创收金额", "2014年", "50"), ("节资金额", "2014年", "120"), ("创收金额", "2015年", "64"),
        ("节资金额", "2015年", "151"),
    }  # fmt: skip


def test_a_unit_behind_the_money_of_all_payers_is_no_payer(tmp_path: Path) -> None:
    money: list[Row] = [
        ["经费投入\n及来源", ("2024年：单位15万元，市总工会5万元；\n2025年：单位10，工会2（万元）。", 3)]
    ]
    reading = read_bare(tmp_path, table([*BASICS, *money]))
    assert values(reading, "经费台账", "年度", "金额(万元)", "来源") == [
        (2024, 15.0, "单位"), (2024, 5.0, "市总工会"), (2025, 10.0, "单位"), (2025, 2.0, "工会"),
    ]  # fmt: skip


MEMBER_HEADS: Row = ["姓名", "性别", "学历", "主要分工"]


def test_a_row_with_a_line_for_each_member_in_its_cells_is_a_row_for_each(tmp_path: Path) -> None:
    members: list[Row] = [
        [("骨干成员", 4)], MEMBER_HEADS, ["鲍国庆\n雷 刚", "男\n女", "本科\n高中", "建模\n实操"],
        ["毕春", "女", "大专", "分析"],
    ]  # fmt: skip
    reading = read_bare(tmp_path, table([*BASICS[:2], *members]))
    assert values(reading, "成员台账", "姓名", "性别", "学历", "主要分工")[-3:] == [
        ("鲍国庆", "男", "本科", "建模"),
        ("雷刚", "女", "高中", "实操"),
        ("毕春", "女", "大专", "分析"),
    ]


@pytest.mark.parametrize("beside", [False, True])
def test_what_only_a_studio_has_is_no_members_below_their_list(beside: bool, tmp_path: Path) -> None:
    asked: list[Row] = [["工作制度", ("例会制度；台账制度", 3)], ["主要设备设施", ("校验仪2台", 3)]]
    if beside:
        asked = _beside("设施与制度", ["工作制度", ("例会制度；台账制度", 2)], ["设备设施", ("校验仪2台", 2)])
    members: list[Row] = [
        [("骨干成员", 4)],
        MEMBER_HEADS,
        ["鲍国庆", "男", "本科", "建模"],
        [("（以下空白）", 4)],
        *asked,
    ]
    reading = read_bare(tmp_path, table([*BASICS[:2], *members]))
    assert values(reading, "成员台账", "姓名")[-1] == ("鲍国庆",)
    assert (studio_of(reading)["工作制度"], studio_of(reading)["设备设施"]) == ("例会制度；台账制度", "校验仪2台")


def test_results_under_the_plain_heading_of_a_name_are_read(tmp_path: Path) -> None:
    results: list[Row] = [
        [("六、标志性成果", 4)], ["名称", "类别", "等级", "完成/授权日期"],
        ["甲装置", "发明专利", "", "2021.06.18"], ["乙工法", "工法", "单位级", "2020.12"],
    ]  # fmt: skip
    reading = read_bare(tmp_path, table([*BASICS[:2], *results]))
    assert values(reading, "成果台账", "成果名称", "类别", "等级", "日期") == [
        ("甲装置", "发明专利", None, "2021-06-18"),
        ("乙工法", "工法", "企业", "2020-12"),
    ]


def test_a_summary_of_nothing_but_counts_is_counts(tmp_path: Path) -> None:
    told = "创新成果  19  项；成果转化  6  项；发明专利  3  件；\n获奖：国家级  2  项，地市级  9  项。"
    reading = read_bare(tmp_path, table([*BASICS[:2], [("五、工作成效", 4)], [(told, 4)]]))
    found = dict(values(reading, "统计数字台账", "指标", "数值"))
    assert {name: found.get(name) for name in ("创新成果", "成果转化", "发明专利", "国家级获奖", "地市级获奖")} == {
        "创新成果": "19", "成果转化": "6", "发明专利": "3", "国家级获奖": "2", "地市级获奖": "9",
    }  # fmt: skip


def test_a_school_is_an_answer_and_no_label(tmp_path: Path) -> None:
    asked: Row = ["单位名称", "远山职业技术学院", "单位类型", "学校"]
    reading = read_bare(tmp_path, table([BASICS[0], asked, ["领衔人", "凌云", "性别", "女"]]))
    assert values(reading, "单位台账", "单位名称", "单位类型") == [("远山职业技术学院", "学校")]
