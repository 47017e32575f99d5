"""Whose an answer is: the studio's though its label says so, the leader's, the next member's, or nobody's."""

from pathlib import Path

import pytest

from ingest.form.facts import facts_of
from ingest.records import Severity
from tests.forms import Box, Row, notices, paragraph, read_bare, rows, studio_of, table, told, values
from tests.test_form_told import BASICS

_LEADER: Row = ["姓名", "凌云", "民族", "汉族"]


def test_a_label_may_say_that_it_asks_of_the_studio(tmp_path: Path) -> None:
    above: list[Row] = [
        ["创新工作室名称", "创新工作室所在单位", "推荐工会"],
        ["凌云创新工作室", "远山公司", "县总工会"],
        ["本室成立时间", "工作室命名单位", "领衔人"],
        ["2018年", "市总工会", "凌云"],
    ]
    studio = studio_of(read_bare(tmp_path, table(above)))
    assert (studio["工作室名称"], studio["所在单位"]) == ("凌云创新工作室", "远山公司")
    assert (studio["创建日期"], studio["命名单位"]) == ("2018", "市总工会")


def test_what_the_studio_was_awarded_is_no_honour_of_its_leader(tmp_path: Path) -> None:
    leader: list[Row] = [[("领衔人情况", 4)], _LEADER, ["工作室荣誉", ("2019年市级示范", 3)]]
    reading = read_bare(tmp_path, table([*BASICS, *leader]))
    assert values(reading, "成员台账", "荣誉") == [(None,)]
    assert "「工作室荣誉」" in notices(reading)


@pytest.mark.parametrize("beside", ["所在单位", "工作室注册单位", "推荐工会"])
def test_a_label_is_never_the_name_of_a_studio(tmp_path: Path, beside: str) -> None:
    asked: list[Row] = [
        ["工作室名称", beside],
        ["凌云创新工作室", "远山公司"],
        ["创建日期", "2018年"],
        ["领衔人", "凌云"],
        ["专业领域", "焊接"],
    ]
    reading = read_bare(tmp_path, table(asked))
    refused = bool(told(reading, Severity.ERROR))
    assert values(reading, "工作室台账", "工作室名称") == ([] if refused else [("凌云创新工作室",)])


def test_a_text_that_is_no_name_is_kept_beside_the_name(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, "工作室名称：凌云创新工作室", table([["工作室名称", "隶属部门名称"], *BASICS[1:]]))
    (studio,) = rows(reading, "工作室台账")
    assert studio.values["工作室名称"] == "凌云创新工作室"
    assert studio.notes["工作室名称旁边"] == "隶属部门名称"


def test_the_trade_of_the_leader_is_not_the_field_of_the_studio(tmp_path: Path) -> None:
    said: list[Row] = [
        ["工作室名称：凌云创新工作室", "所在单位：远山公司"],
        ["研究领域：焊接", "成立时间：2018年"],
        ["劳模姓名：凌云", "性别：女"],
        ["专业：机械制造", "联系电话：13800000000"],
    ]
    reading = read_bare(tmp_path, table(said))
    assert studio_of(reading)["专业领域"] == "焊接"
    assert values(reading, "成员台账", "姓名", "工种") == [("凌云", "机械制造")]


def test_a_field_among_what_is_asked_of_the_studio_is_the_studios(tmp_path: Path) -> None:
    said: list[Row] = [
        ["工作室名称：凌云创新工作室", "所在单位：远山公司"],
        ["劳模姓名：凌云", "性别：女"],
        ["专业：焊接", "成立时间：2018年"],
    ]
    assert studio_of(read_bare(tmp_path, table(said)))["专业领域"] == "焊接"


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("性别/学历/政治面貌", "男/博士研究生/中共党员"), ("政治面貌、性别、学历", "中共党员、男、博士研究生"),
        ("性别/学历/政治面貌", "男 中共党员 博士研究生"),
    ],
)  # fmt: skip
def test_one_cell_may_say_several_things_of_a_person(tmp_path: Path, label: str, text: str) -> None:
    reading = read_bare(tmp_path, table([*BASICS, [("领衔人情况", 4)], _LEADER, [label, (text, 3)]]))
    assert values(reading, "成员台账", "性别", "学历", "政治面貌") == [("男", "博士研究生", "中共党员")]


def test_a_column_may_ask_several_things_of_every_member(tmp_path: Path) -> None:
    members: list[Row] = [
        [("骨干成员", 4)],
        ["姓名/性别", "民族/学历", "职称", "分工"],
        ["张 山/男", "回族/本科", "技师", "焊接"],
        ["李四", "大专", "技师", "测量"],
    ]
    reading = read_bare(tmp_path, table([*BASICS, *members]))
    assert values(reading, "成员台账", "姓名", "性别", "民族", "学历")[1:] == [
        ("张山", "男", "回族", "本科"), ("李四", None, None, "大专"),
    ]  # fmt: skip


def test_a_trade_stands_beside_several_titles(tmp_path: Path) -> None:
    asked: list[Row] = [
        ["民族／政治面貌／学历", ("汉族／中共党员／大学专科", 3)],
        ["专业工种及技术职称", ("供水管道工；高级技师、工程师", 3)],
    ]
    reading = read_bare(tmp_path, table([*BASICS, [("领衔人情况", 4)], _LEADER, *asked]))
    of_person = ("民族", "政治面貌", "学历", "工种", "技术职称", "技能等级")
    assert values(reading, "成员台账", *of_person) == [
        ("汉族", "中共党员", "大学专科", "供水管道工", "工程师", "高级技师")
    ]
    leader = facts_of(reading).leader
    assert leader is not None
    assert leader.title == "工程师、高级技师"


def test_words_nobody_can_tell_apart_are_read_as_they_are_written(tmp_path: Path) -> None:
    asked: Row = ["专业工种及技术职称", ("供水管道工；带班；工程师", 3)]
    reading = read_bare(tmp_path, table([*BASICS, [("领衔人情况", 4)], _LEADER, asked]))
    assert values(reading, "成员台账", "工种", "技术职称") == [("供水管道工；带班；工程师", None)]


def test_what_may_not_all_be_a_name_is_nobodys_name(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table([*BASICS, [("领衔人情况", 4)], ["姓名/性别", "凌云/三级", "民族", "汉族"]]))
    assert values(reading, "成员台账", "姓名") == [("凌云",)]
    assert "「姓名/性别」" in notices(reading)


def test_cards_of_one_member_each_follow_one_title(tmp_path: Path) -> None:
    cards = [
        table([["姓名", "张山", "性别", "男"], ["学历", "本科", "分工", "焊接"]]),
        table([["姓名", "李思", "性别", "女"], ["学历", "大专", "分工", "测量"]]),
        table([["姓名", "王午", "学历", "大专"]]),
    ]
    reading = read_bare(tmp_path, table(BASICS), "骨干成员情况", *cards)
    assert values(reading, "成员台账", "姓名", "身份") == [
        ("凌云", "领衔人"), ("张山", "骨干"), ("李思", "骨干"), ("王午", "骨干"),
    ]  # fmt: skip


def test_a_card_under_a_title_of_its_own_is_no_further_member(tmp_path: Path) -> None:
    member, leader = table([["姓名", "张山", "性别", "男"]]), table([["姓名", "凌云", "性别", "女"]])
    reading = read_bare(tmp_path, table(BASICS), "骨干成员情况", member, "领衔人情况", leader)
    assert values(reading, "成员台账", "姓名", "身份") == [("凌云", "领衔人"), ("张山", "骨干")]


def test_honours_stand_on_lines_below_the_label_that_asks_for_them(tmp_path: Path) -> None:
    lines = ("一、领衔人情况", "姓名：凌云  性别：女", "所获荣誉：", "2018年市劳动模范", "2．省岗位能手（2022年）")
    prose = ("2018年以来，先后完成改造12项。", "该同志为人正直。")
    reading = read_bare(tmp_path, table(BASICS), *lines, *prose)
    assert values(reading, "成员台账", "荣誉") == [(["2018年市劳动模范", "省岗位能手(2022年)"],)]
    assert all(line in str(rows(reading, "工作室台账")[0].notes) for line in prose)


@pytest.mark.parametrize("between", [" / ", "/", " ／ "])
def test_a_stroke_parts_honours_before_a_year(tmp_path: Path, between: str) -> None:
    honours = between.join(("2017年市劳动模范", "2018/2019年优秀员工"))
    reading = read_bare(tmp_path, table([*BASICS, [("领衔人情况", 4)], _LEADER, ["所获荣誉", (honours, 3)]]))
    assert values(reading, "成员台账", "荣誉") == [(["2017年市劳动模范", "2018/2019年优秀员工"],)]


def test_a_stroke_within_an_honour_parts_nothing(tmp_path: Path) -> None:
    honours = "2017年省（部）级/市级先进个人"
    reading = read_bare(tmp_path, table([*BASICS, [("领衔人情况", 4)], _LEADER, ["所获荣誉", (honours, 3)]]))
    assert len(rows(reading, "成员台账")[0].values["荣誉"]) == 1  # type: ignore[arg-type]


def _within(*parts: str) -> Box:
    return Box(xml="".join(parts) + "<w:p/>", span=1)


@pytest.mark.parametrize(("label", "honours"), [("所获荣誉", ["2015年省劳模", "2016年工匠"]), ("工作室所获荣誉", None)])
def test_a_table_in_the_cell_of_the_leaders_honours_lists_them(
    tmp_path: Path, label: str, honours: list[str] | None
) -> None:
    listed = table([["年份", "荣誉称号"], ["2015年", "省劳模"], ["2016年", "工匠"]], root=False)
    beside: list[Row] = [[("领衔人情况", 4)], _LEADER, [label, Box(xml=f"{listed}<w:p/>", span=3)]]
    reading = read_bare(tmp_path, table([*BASICS, *beside]))
    assert values(reading, "成员台账", "荣誉") == [(honours,)]


def test_a_table_that_only_frames_others_is_read_as_if_it_were_not_there(tmp_path: Path) -> None:
    frame: list[Row] = [
        [_within(paragraph("编号：08    填报日期：2021.09.06"), table(BASICS, root=False))],
        [_within(paragraph("领衔人情况"), table([_LEADER], root=False))],
        [_within(paragraph("业绩简介"), table([["攻克难题三项。"]], root=False))],
    ]
    reading = read_bare(tmp_path, table(frame))
    (studio,) = rows(reading, "工作室台账")
    assert values(reading, "成员台账", "姓名", "民族") == [("凌云", "汉族")]
    assert studio.notes["业绩简介"] == "攻克难题三项。"
    assert (studio.notes["填报日期"], studio.notes["编号"]) == ("2021.09.06", "08")
    assert "未读入" not in notices(reading)


def test_a_column_of_answers_frames_nothing(tmp_path: Path) -> None:
    members = _within(table([["姓名", "分工"], ["张山", "焊接"]], root=False))
    said = (
        "工作室名称：凌云创新工作室",
        "所在单位：远山公司",
        "领衔人：凌云",
        "创建日期：2018年",
        members,
        "成员总数：12人",
    )
    column: list[Row] = [[text] for text in said]
    assert studio_of(read_bare(tmp_path, table(column)))["成员总数"] == 12


def test_who_filled_the_form_may_leave_a_telephone_number_below_it(tmp_path: Path) -> None:
    more: list[Row] = [[label, "有", f"另{label}", "有"] for label in ("甲项", "乙项", "丙项", "丁项", "戊项", "己项")]
    line = "填表人：王午      填表日期：2019年4月1日      联系电话：0551-6207715"
    reading = read_bare(tmp_path, table([*BASICS, *more]), line)
    (studio,) = rows(reading, "工作室台账")
    assert (studio.notes["填报日期"], studio.notes["经办人"]) == ("2019年4月1日", "王午")
    assert "0551-6207715" in studio.notes.values()
    assert values(reading, "成员台账", "联系电话") == [(None,)]


def test_role_and_duties_stand_in_one_column(tmp_path: Path) -> None:
    members: list[Row] = [
        ["姓名", "性别", "出生年月", "职称", "角色与分工"],
        ["漆小伟", "男", "1983.10", "工程师", "骨干；检修工艺"],
        ["鄢小飞", "男", "1995.09", "助理工程师", "成员；实训"],
    ]
    reading = read_bare(tmp_path, table(BASICS), "成员名单", table(members))
    assert values(reading, "成员台账", "姓名", "身份", "主要分工")[-2:] == [
        ("漆小伟", "骨干", "检修工艺"),
        ("鄢小飞", "成员", "实训"),
    ]


@pytest.mark.parametrize("answer", ["西河省凤山市 / 地质勘查业", "西河省凤山市；地质勘查业"])
def test_two_things_asked_of_the_studio_stand_in_one_cell(tmp_path: Path, answer: str) -> None:
    studio = studio_of(read_bare(tmp_path, table([*BASICS, ["地区/行业", answer]])))
    assert (studio["地区"], studio["行业"]) == ("西河省凤山市", "地质勘查业")


def test_words_of_schools_ask_the_same(tmp_path: Path) -> None:
    leader: list[Row] = [
        ["姓名", "凌云", "教师职称", "高级讲师"],
        ["任教部门", "服装专业部", "联系方式", "手机：13800000000"],
        ["曾获荣誉", ("★2013年省优秀教师\n★2018年市劳动模范", 3)],
    ]
    reading = read_bare(tmp_path, table([*BASICS, ["教师团队人数", "6人（含主持人）"]]), "主持人情况", table(leader))
    assert studio_of(reading)["成员总数"] == 6
    assert values(reading, "成员台账", "技术职称", "所在部门", "联系电话", "荣誉")[0] == (
        "高级讲师", "服装专业部", "13800000000", ["2013年省优秀教师", "2018年市劳动模范"],
    )  # fmt: skip


def test_duties_that_sound_like_what_a_studio_has_are_duties(tmp_path: Path) -> None:
    members: list[Row] = [
        ["姓名", "性别", "学历", "职称", "主要分工", "联系电话"],
        ["张三", "男", "本科", "工程师", "制度建设", "13800000000"],
        ["李四", "女", "本科", "技师", "仪器设备", "13800000000"],
    ]
    reading = read_bare(tmp_path, table(BASICS), "核心成员", table(members))
    assert values(reading, "成员台账", "姓名", "主要分工")[-2:] == [("张三", "制度建设"), ("李四", "仪器设备")]
    assert studio_of(reading).keys().isdisjoint({"工作制度", "设备设施"})


def test_two_parts_that_do_not_fit_what_is_asked_stay_one(tmp_path: Path) -> None:
    both: list[Row] = [*BASICS[:2], ["创新类型", "技术攻关"], ["专业领域/级别", "TIG/MIG焊"]]
    assert studio_of(read_bare(tmp_path, table(both)))["专业领域"] == "TIG/MIG焊"


def test_a_line_among_the_members_says_what_those_below_are(tmp_path: Path) -> None:
    heads: Row = [Box("团队成员", 1, "begin"), "姓名", "性别", "学历", "职称"]
    people = [("骨干成员", "华思齐"), ("一般成员", "沈小铎")]
    lines: list[Row] = []
    for role, name in people:
        lines += [[Box(down="on"), (f"▲{role}", 4)], [Box(down="on"), name, "女", "本科", "讲师"]]
    reading = read_bare(tmp_path, table(BASICS), table([heads, *lines]))
    assert values(reading, "成员台账", "姓名", "身份")[-2:] == [("华思齐", "骨干"), ("沈小铎", "成员")]


def test_a_line_cut_within_an_honour_parts_nothing(tmp_path: Path) -> None:
    honours = "2012年市五一劳动奖章；2021年东海省\n首席技师"
    reading = read_bare(tmp_path, table([*BASICS, ["姓名", "凌云", "获奖年份及荣誉称号", honours]]))
    assert values(reading, "成员台账", "荣誉")[0] == (["2012年市五一劳动奖章", "2021年东海省首席技师"],)
