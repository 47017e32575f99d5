"""Blocks of the form that stand with their label in one cell, as one text."""

from pathlib import Path

import pytest

from ingest.form.facts import facts_of
from ingest.records import Severity
from tests.forms import Box, Row, read_bare, rows, studio_of, table, told, values
from tests.test_form_told import BASICS


def test_a_block_with_its_label_in_one_cell_is_taken_apart(tmp_path: Path) -> None:
    blocks: list[Row] = [
        [("经费投入：2019年12万元（公司自筹）；2020年13万元（市总工会）", 4)],
        [("技术创新：创新成果4项，成果转化3项；发明专利2个；获奖：省部级1个", 4)],
        [("经济效益：2019年创收30万元、节资12万元，合计42万元", 4)],
        [("培养人才：总数9人，其中技师5人", 4)],
    ]
    reading = read_bare(tmp_path, table([*BASICS, *blocks]))
    assert values(reading, "经费台账", "年度", "金额(万元)", "来源") == [
        (2019, 12.0, "公司自筹"),
        (2020, 13.0, "市总工会"),
    ]
    assert {(name, number) for name, number in values(reading, "统计数字台账", "指标", "数值")} == {
        ("创新成果", "4"), ("成果转化", "3"), ("发明专利", "2"), ("省部级获奖", "1"), ("创收金额", "30"),
        ("节资金额", "12"), ("经济效益合计", "42"), ("培养人才总数", "9"), ("培养技师", "5"),
    }  # fmt: skip


def test_people_with_the_label_of_their_block_in_one_cell_are_read(tmp_path: Path) -> None:
    people: list[Row] = [
        [("领衔人情况\n姓名：凌云    性别：女\n技术职称：技师    工种：焊工", 4)],
        [("骨干成员情况\n1.江帆，男，本科，工程师，技术部，负责检测；\n2.白露，女，大专，技师，技术部，负责焊接。", 4)],
    ]
    reading = read_bare(tmp_path, table([*BASICS, *people]))
    assert values(reading, "成员台账", "姓名", "性别", "技术职称", "身份") == [
        ("凌云", "女", "技师", "领衔人"), ("江帆", "男", "工程师", "骨干"), ("白露", "女", "技师", "骨干"),
    ]  # fmt: skip


def test_the_label_of_a_block_and_what_it_asks_for_say_nothing(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table([*BASICS, [("经费投入\n（万元，近两年）", 1), "2019年", "12", "公司自筹"]]))
    assert values(reading, "经费台账", "年度", "金额(万元)") == [(2019, 12.0)]


def test_an_opinion_below_a_summary_is_no_part_of_it(tmp_path: Path) -> None:
    prose: list[Row] = [[("业绩简介", 4)], [("工作室攻克难题3项。", 4)], [("单位工会意见：\n同意推荐。", 4)]]
    facts = facts_of(read_bare(tmp_path, table([*BASICS, *prose])))
    assert facts.summary == "工作室攻克难题3项。"
    assert dict(facts.opinions) == {"单位工会意见": "同意推荐。"}


def test_the_example_in_a_list_of_members_is_nobody(tmp_path: Path) -> None:
    members: list[Row] = [
        ["序号", "姓名", "性别", "学历"], ["示例", "张三", "男", "本科"], ["1", "江帆", "男", "大专"],
    ]  # fmt: skip
    reading = read_bare(tmp_path, table(BASICS), "骨干成员", table(members))
    assert [name for (name,) in values(reading, "成员台账", "姓名")] == ["凌云", "江帆"]


def test_a_count_may_say_its_label_again(tmp_path: Path) -> None:
    counts: list[Row] = [["成果（近两年）", "创新成果 7 项", "转化 4 项", "发明专利 2 项"]]
    reading = read_bare(tmp_path, table([*BASICS, *counts]))
    assert values(reading, "统计数字台账", "指标", "数值") == [("创新成果", "7"), ("成果转化", "4"), ("发明专利", "2")]


def test_counts_by_turns_below_the_money_of_years_are_not_its_rows(tmp_path: Path) -> None:
    figures: list[Row] = [
        ["年度", "投入经费（万元）", "经费来源", "创效（万元）", "节约（万元）", "小计（万元）"],
        ["2011", "8", "公司工会", "12", "6", "18"],
        ["革新成果", "6项", "成果推广", "4项", "专利", "实用新型1项，发明0项"],
        ["带徒育才", ("共培养8人：技师2人，高级工6人", 5)],
    ]
    reading = read_bare(tmp_path, table(BASICS), table(figures))
    assert {
        ("创新成果", "6"), ("成果转化", "4"), ("实用新型专利", "1"), ("发明专利", "0"), ("培养人才总数", "8"),
        ("培养技师", "2"), ("培养高级工", "6"),
    } <= set(values(reading, "统计数字台账", "指标", "数值"))  # fmt: skip


@pytest.mark.parametrize(
    ("told", "named"),
    [("2021年远山市总工会命名", ("远山市总工会", "2021")), ("2021年正式命名", (None, None))],
)
def test_who_named_a_studio_is_an_office(tmp_path: Path, told: str, named: tuple[str | None, str | None]) -> None:
    studio = studio_of(read_bare(tmp_path, table([*BASICS, ["已获命名", told, "场所面积", "40平方米"]])))
    assert (studio.get("命名单位"), studio.get("命名日期"), studio["场所面积(㎡)"]) == (*named, 40)


_PEOPLE = ("1．姓名：江帆，性别：男，学历：本科，主要分工：检测", "2．姓名：白露，性别：女，学历：大专，主要分工：焊接")


@pytest.mark.parametrize(
    "parts",
    [
        (table(BASICS), "五、骨干成员", *_PEOPLE),
        (table([*BASICS, ["骨干成员", ("\n".join(_PEOPLE), 3)]]),),
        (table([*BASICS, [("骨干成员：\n" + "\n".join(_PEOPLE), 4)]]),),
    ],
)
def test_commas_part_what_a_line_says_of_a_member(tmp_path: Path, parts: tuple[str, ...]) -> None:
    assert values(read_bare(tmp_path, *parts), "成员台账", "姓名", "性别", "学历", "主要分工")[1:] == [
        ("江帆", "男", "本科", "检测"), ("白露", "女", "大专", "焊接"),
    ]  # fmt: skip


def test_commas_part_what_follows_the_name_of_the_leader(tmp_path: Path) -> None:
    said: list[Row] = [*BASICS[:2], ["创建日期", "2018年", "专业领域", "焊接"]]
    reading = read_bare(tmp_path, table([*said, ["领衔人", ("凌云，性别：女，学历：本科", 3)]]))
    assert values(reading, "成员台账", "姓名", "性别", "学历") == [("凌云", "女", "本科")]


def test_a_comma_before_a_label_is_prose_where_the_line_begins_with_none(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["设备设施", ("焊机3台，所在单位：远方公司提供", 3)]]))
    assert studio_of(reading)["设备设施"] == "焊机3台，所在单位：远方公司提供"
    assert studio_of(reading)["所在单位"] == "远山公司"


def test_what_says_a_label_is_nobodys_name(tmp_path: Path) -> None:
    members: list[Row] = [["姓名", "部门"], ["江帆 联系电话：13800000001", "技术部"], ["白露", "技术部"]]
    reading = read_bare(tmp_path, table(BASICS), "骨干成员", table(members))
    assert values(reading, "成员台账", "姓名") == [("凌云",), ("白露",)]
    (message,) = (message for *_, message in told(reading, Severity.ERROR))
    assert "江帆" in message
    assert "13800000001" not in message


def test_a_leader_is_not_named_by_what_says_a_label(tmp_path: Path) -> None:
    said: list[Row] = [*BASICS[:2], ["创建日期", "2018年", "领衔人", "凌云 性别：女"], BASICS[3]]
    reading = read_bare(tmp_path, table(said))
    assert "领衔人" not in studio_of(reading)
    assert rows(reading, "工作室台账")[0].notes["领衔人旁边"] == "凌云 性别：女"


def test_a_label_in_the_brackets_after_a_name_is_a_remark(tmp_path: Path) -> None:
    members: list[Row] = [["姓名", "部门"], ["江帆（分工：检测）", "技术部"], ["白露", "技术部"]]
    reading = read_bare(tmp_path, table(BASICS), "骨干成员", table(members))
    assert values(reading, "成员台账", "姓名") == [("凌云",), ("江帆",), ("白露",)]


def test_a_studio_is_not_named_by_what_says_a_label(tmp_path: Path) -> None:
    name: Row = ["工作室名称", ("凌云创新工作室 所在单位：远山公司", 3)]
    reading = read_bare(tmp_path, "工作室名称：凌云创新工作室", table([name, *BASICS[1:]]))
    assert studio_of(reading)["工作室名称"] == "凌云创新工作室"


def _beside_the_studio(*cells: Row) -> str:
    first = [[Box("" if at else "工作室", 1, "on" if at else "begin"), *row] for at, row in enumerate(cells)]
    return table([*first, ["领衔人", ("凌云", 2)], ["专业领域", ("焊接", 2)]])


def test_the_word_for_a_studio_beside_cells_that_say_their_labels_is_no_label_of_a_name(tmp_path: Path) -> None:
    told = "创建日期：2012年3月；2014年5月由远山市总工会命名"
    cells: tuple[Row, ...] = ([("名称：凌云创新工作室", 2)], ["所在单位：远山公司", "单位类型：企业"], [(told, 2)])
    studio = studio_of(read_bare(tmp_path, _beside_the_studio(*cells)))
    assert (studio["工作室名称"], studio["所在单位"]) == ("凌云创新工作室", "远山公司")
    assert (studio["创建日期"], studio["命名日期"], studio["命名单位"]) == ("2012-03", "2014-05", "远山市总工会")


def test_the_word_for_a_studio_beside_its_name_is_the_label_of_it(tmp_path: Path) -> None:
    name = Box("凌云创新工作室", 1, "begin")
    cells: tuple[Row, ...] = ([name, "创建日期：2018年"], [Box("", 1, "on"), "命名日期：2020年"])
    studio = studio_of(read_bare(tmp_path, _beside_the_studio(*cells)))
    assert (studio["工作室名称"], studio["创建日期"], studio["命名日期"]) == ("凌云创新工作室", "2018", "2020")
