"""One part of a form drawn otherwise, the rest as usual: the form states the same facts."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.form.facts import facts_of
from ingest.form.read import read_form
from ingest.records import Severity
from tests import forms
from tests.forms import FACTS, Box, Row, rows, save, table, told

STUDIO = (
    ("工作室名称", "林晓岚劳模创新工作室"), ("所在单位", "东江桥梁工程有限公司"), ("单位类型", "企业"),
    ("推荐单位", "东江建设集团工会"), ("填报日期", "2021年5月12日"), ("创建日期", "20160308"),
    ("命名单位", "东江建设集团工会"), ("命名日期", "201704"), ("专业领域", "桥梁钢结构焊接"),
    ("工作室类型", "☑技术攻关  □技能传授  □窗口服务  □其他"), ("成员总数", "12人"), ("场所面积", "86平方米"),
)  # fmt: skip
LEADER = (
    ("性别", "女"), ("出生年月", "1975年3月"), ("学历", "本科"), ("民族", "汉族"), ("政治面貌", "中共党员"),
    ("工种", "电焊工"), ("职称", "高级技师"), ("联系电话", "13800000000"),
)  # fmt: skip
HONORS = ("2015年全国劳动模范", "2018年省五一劳动奖章")
COUNTS = (
    ("创新成果", "14"), ("成果转化", "6"), ("实用新型专利", "3"), ("发明专利", "1"), ("国际级获奖", "0"),
    ("国家级获奖", "1"), ("省部级获奖", "2"), ("地市级获奖", "4"),
)  # fmt: skip
TRAINED = (
    ("培养总数", "23"), ("双重职称", "2"), ("高级技师", "3"), ("技师", "5"), ("高级工", "9"), ("其他", "4"),
    ("全国劳模", "0"), ("省部级劳模", "1"), ("地市级劳模", "2"), ("企业劳模", "6"),
)  # fmt: skip


def pairs(items: Sequence[tuple[str, str]], a_row: int = 2) -> str:
    """A table of labels and values."""
    return table([[cell for pair in items[at : at + a_row] for cell in pair] for at in range(0, len(items), a_row)])


def tabbed(items: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Lines of two labels and their values, with tabs between them and no table."""
    return tuple("\t".join(part for pair in items[at : at + 2] for part in pair) for at in range(0, len(items), 2))


def below(items: Sequence[tuple[str, str]], a_row: int) -> str:
    """A table of labels with their values under them."""
    groups = [items[at : at + a_row] for at in range(0, len(items), a_row)]
    return table([[pair[which] for pair in group] for group in groups for which in (0, 1)])


USUAL: dict[str, tuple[str, ...]] = {
    "studio": (pairs(STUDIO),),
    "leader": ("领衔人情况", pairs([("姓名", "林晓岚"), *LEADER, ("获奖年份及荣誉称号", "\n".join(HONORS))])),
    "funding": ("经费投入（万元）", table([["年度", "投入金额", "经费来源"], ["2019年", "10", "单位"],
                                         ["2020年", "15.5", "上级工会"]])),
    "counts": ("技术创新", pairs(COUNTS)),
    "benefit": ("经济效益（万元）", table([["年度", "创收金额", "节资金额", "合计"], ["2019年", "410", "188", "598"],
                                         ["2020年", "320.5", "90", "410.5"]])),
    "trained": ("培养人才", pairs(TRAINED)),
    "members": ("骨干成员情况", table([forms.MEMBER_HEADS, *forms.member_rows()])),
    "prose": ("社会效益", FACTS.social, "业绩简介", *FACTS.summary.split("\n")),
    "opinions": (table([["所在单位工会意见", "同意推荐。"], ["审批意见", "同意命名。"]]),),
}  # fmt: skip

OWN_HEADINGS = ("一、基本情况", "现有成员12人。", "二、创新成果", "攻克难题多项。")
LEADER_TOLD = """姓名：林晓岚  性别：女  出生年月：1975年3月
学历：本科  民族：汉族  政治面貌：中共党员
工种：电焊工  职称：高级技师  电话：13800000000"""
OTHERWISE: dict[str, dict[str, tuple[str, ...]]] = {
    "values under their labels": {
        "studio": (below(STUDIO, 3),), "leader": ("领军人", below([("姓名", "林晓岚"), *LEADER], 3),
                                                 pairs([("所获荣誉（年份）", "\n".join(HONORS))])),
        "counts": ("成果与获奖", below(COUNTS, 4)), "trained": ("人才", below(TRAINED, 5)),
    },
    "years with their sum above the figures": {
        "funding": ("经费（万元）", table([["项目", "2019年", "2020年", "合计"], ["投入金额", "10", "15.5", "25.5"],
                                         ["经费来源", "单位", "上级工会", ""]])),
        "benefit": ("效益（万元）", table([["指标", "2019年", "2020年", "合计"], ["创收", "410", "320.5", "730.5"],
                                         ["节支", "188", "90", "278"], ["合计", "598", "410.5", "1008.5"]])),
    },
    "money and benefit year by year in one table": {
        "funding": ("经费与效益（万元）", table([["年度", "投入金额", "经费来源", "创收", "节资", "合计"],
                                             ["2019年", "10", "单位", "410", "188", "598"],
                                             ["2020年", "15.5", "上级工会", "320.5", "90", "410.5"]])),
        "benefit": (),
    },
    "money and benefit side by side above their columns": {
        "funding": ("近两年投入与产出（万元）", table([
            [Box("年度", 1, "begin"), ("经费投入", 2), ("经济效益", 3)],
            [Box(down="on"), "金额", "来源", "创收", "节资", "合计"],
            ["2019年", "10", "单位", "410", "188", "598"], ["2020年", "15.5", "上级工会", "320.5", "90", "410.5"]])),
        "benefit": (),
    },
    "the unit in a heading across the table or written down beside it": {
        "funding": (table([[("近两年投入（元）", 3)], ["年度", "金额", "来源"], ["2019年", "100000", "单位"],
                           ["2020年", "155000", "上级工会"]]),),
        "benefit": (table([[Box("\n".join("经济效益千元"), 1, "begin"), "年度", "创收", "节资", "合计"],
                           [Box(down="on"), "2019年", "4100", "1880", "5980"],
                           [Box(down="on"), "2020年", "3205", "900", "4105"]]),),
    },
    "money and benefit in turn beside one label": {
        "funding": (table([[Box("经费与效益（元）", 1, "begin"), "年度", "金额", ("来源", 2)],
                           [Box(down="on"), "2019年", "100000", ("单位", 2)],
                           [Box(down="on"), "2020年", "155000", ("上级工会", 2)],
                           [Box(down="on"), "年度", "创收", "节资", "合计"],
                           [Box(down="on"), "2019年", "4100000", "1880000", "5980000"],
                           [Box(down="on"), "2020年", "3205000", "900000", "4105000"]]),),
        "benefit": (),
    },
    "benefit below money in one table": {
        "funding": ("经费与效益", table([
            ["年度", "经费投入（万元）", ("经费来源", 2)], ["2019年", "10", ("单位", 2)],
            ["2020年", "15.5", ("上级工会", 2)],
            ["年度", "创收（万元）", "节资（万元）", "合计（万元）"], ["2019年", "410", "188", "598"],
            ["2020年", "320.5", "90", "410.5"]])),
        "benefit": (),
    },
    "labels and values parted by tabs": {
        "studio": tabbed(STUDIO),
        "leader": ("领衔人情况", *tabbed([("姓名", "林晓岚"), *LEADER, ("获奖年份及荣誉称号", "；".join(HONORS))])),
        "counts": ("技术创新", *tabbed(COUNTS)), "trained": ("培养人才", *tabbed(TRAINED)),
        "prose": (f"社会效益\t{FACTS.social}", f"业绩简介：{FACTS.summary}"),
    },
    "captions with numbers": {
        "leader": ("表1  领衔人信息", *USUAL["leader"][1:]), "counts": ("表2  技术创新情况", *USUAL["counts"][1:]),
        "prose": ("社会效益", FACTS.social, "业绩简介", *FACTS.summary.split("\n")),
        "opinions": ("表3  意见", *USUAL["opinions"]),
    },
    "the leader under headings and a row of its own": {
        "leader": ("领衔人情况", table([["姓名", *(label for label, _ in LEADER)],
                                   ["林晓岚", *(value for _, value in LEADER)],
                                   [("部门", 4), ("职责", 5)], [("", 4), ("", 5)],
                                   [("荣誉", 2), ("\n".join(HONORS), 7)]])),
    },
    "the words of other unions": {
        "studio": (pairs([STUDIO[0], ("填报单位", "东江桥梁工程有限公司"), *STUDIO[2:6],
                          ("曾命名单位", "东江建设集团工会"), STUDIO[7], ("服务/研究领域", "桥梁钢结构焊接"),
                          ("申报类别", STUDIO[9][1]), ("成员", "12名"), ("面积", "86㎡")]),),
        "counts": ("技术创新", pairs([*COUNTS[:7], ("市州级奖", "4")])),
        "trained": ("培养人才", pairs([*TRAINED[:8], ("市厅级劳模", "2"), TRAINED[9]])),
    },
    "members and room in one cell under words put together": {
        "studio": (pairs([*STUDIO[:10], ("人员规模/场地", "成员12人，面积86平方米")]),),
    },
    "the unit and the date in one line above the table": {
        "studio": ("单位：东江桥梁工程有限公司      日期：2021年5月12日",
                   pairs([STUDIO[0], *STUDIO[2:4], *STUDIO[5:]])),
    },
    "the year in the label": {
        "funding": (table([["2019年投入金额（万元）", "10", "2019年经费来源", "单位"],
                           ["2020年投入金额（万元）", "15.5", "2020年经费来源", "上级工会"]]),),
        "benefit": (table([["2019年经济效益（万元）", "创收410，节资188，合计598"],
                           ["2020年经济效益（万元）", "创收320.5，节资90，合计410.5"]]),),
    },
    "a column for every source of money": {
        "funding": ("经费（万元）", table([["年度", "单位", "上级工会", "合计"], ["2019年", "10", "0", "10"],
                                         ["2020年", "—", "15.5", "15.5"]])),
    },
    "money told in sentences": {
        "funding": ("经费投入情况", "2019年投入10万元，来源为单位。", "2020年投入15.5万元，经费来源为上级工会。"),
        "benefit": ("经济效益情况", "2019年创收410万元，节资188万元，合计598万元。",
                    "2020年创收320.5万元，节资90万元，合计410.5万元。"),
    },
    "counts in numbered lines with a column of units": {
        "counts": ("主要指标", table([["序号", "指标", "单位", "数量"], *(
            (str(at), label, "项" if at < 3 else "个", count) for at, (label, count) in enumerate(COUNTS, 1))])),
    },
    "counts under groups in a column of their own": {
        "counts": ("主要成效", table([["类别", "项目", "数量"], ["成果", "创新成果", "14"], ["", "成果转化", "6"],
                                     [Box("专利", 1, "begin"), "实用新型", "3"], [Box(down="on"), "发明", "1"],
                                     [Box("获奖", 1, "begin"), "国际级", "0"], [Box(down="on"), "国家级", "1"],
                                     [Box(down="on"), "省部级", "2"], [Box(down="on"), "地市级", "4"]])),
    },
    "awards under their levels": {
        "counts": ("成果", pairs(COUNTS[:2]), "专利情况",
                   table([["类别", "数量"], ["发明", "1"], ["实用新型", "3"]]), "获奖情况",
                   table([["级别", "国际级", "国家级", "省部级", "地市级"], ["数量（项）", "0", "1", "2", "4"]])),
    },
    "labels put together of the usual words": {
        "studio": (pairs([*STUDIO[:2], ("企业属性", "企业"), *STUDIO[3:10], ("在册成员数量", "12人"),
                          ("固定场所使用面积", "86平方米")]),),
        "counts": ("技术创新", pairs([("科技创新成果数量", "14"), ("已转化应用成果", "6"), ("授权实用新型专利数", "3"),
                                     ("发明专利授权数", "1"), *COUNTS[4:]])),
        "trained": ("培养人才", pairs([("累计培养人才", "23"), *TRAINED[1:]])),
    },
    "labels in brackets": {"studio": tuple(f"【{label}】{value}" for label, value in STUDIO)},
    "opinions as paragraphs": {
        "opinions": ("所在单位工会意见：同意推荐。", "（盖章）", "审批意见：同意命名。", "年  月  日"),
    },
    "members under words that a ledger uses otherwise": {
        "members": ("核心骨干情况一览表", table([
            ["成员姓名", "性别", "出生年月日", "最高学历", "专业技术职务", "工作部门", "团队分工"], *forms.PEOPLE])),
    },
    "a list of honours": {
        "leader": ("领衔人情况", pairs([("姓名", "林晓岚"), *LEADER]), "领衔人获奖情况", table(
            [["获奖时间", "荣誉称号", "授予单位"], *([honor[:5], honor[5:], "省总工会"] for honor in HONORS)])),
    },
    "the leader in one cell": {
        "leader": (table([["领衔人", LEADER_TOLD], ["领衔人荣誉", "\n".join(HONORS)]]),),
    },
    "members under other headings": {
        "members": ("创新团队", table([["序号", "姓名", "性别", "出生\n年月", "文化程度", "专业技术职称/技能等级",
                                       "单位（部门）", "在工作室中承担的工作"],
                                      *([str(at), *one] for at, one in enumerate(forms.PEOPLE, 1))])),
    },
    "members one table each": {
        "members": tuple(part for at, one in enumerate(forms.PEOPLE, 1) for part in (f"骨干成员（{at}）", table(
            [["姓名", one[0], "性别", one[1]], ["出生年月", one[2], "学历", one[3]], ["职称", one[4], "部门", one[5]],
             ["分工", (one[6], 3)]]))),
    },
    "a summary with headings of its own": {
        "prose": ("社会效益", FACTS.social, "业绩简介", *OWN_HEADINGS),
    },
}  # fmt: skip
EXPECTED = {"a summary with headings of its own": replace(FACTS, summary="\n".join(OWN_HEADINGS))}


@pytest.mark.parametrize("name", OTHERWISE)
def test_a_part_drawn_otherwise_states_the_same_facts(tmp_path: Path, name: str) -> None:
    parts = [part for piece, usual in USUAL.items() for part in OTHERWISE[name].get(piece, usual)]
    reading = read_form(save(tmp_path / "表.docx", "创新工作室申报书", *parts))
    assert [issue for issue in reading.issues if issue.severity is not Severity.NOTICE] == []
    assert facts_of(reading) == EXPECTED.get(name, FACTS)


def test_equipment_in_other_words_is_read(tmp_path: Path) -> None:
    studio = (*STUDIO, ("设备器材", "焊机两台"), ("管理制度", "例会制度"))
    facts = facts_of(read_form(save(tmp_path / "表.docx", "创新工作室申报书", pairs(studio))))
    assert (facts.equipment, facts.rules) == ("焊机两台", "例会制度")


@pytest.mark.parametrize(("value", "members"), [("12名", 12), ("赵一凡、钱多多", None)])
def test_members_are_a_headcount_only_where_a_number_answers(tmp_path: Path, value: str, members: int | None) -> None:
    reading = read_form(save(tmp_path / "表.docx", pairs([*STUDIO[:10], ("成员", value), STUDIO[11]])))
    assert facts_of(reading).members == members
    assert members or rows(reading, "工作室台账")[0].notes["成员"] == value


def test_the_unit_of_a_person_is_not_that_of_the_studio(tmp_path: Path) -> None:
    leader = table([["姓名", "林晓岚", "性别", "女"], ["二级单位", "焊接分公司", "职责", "全面负责"]])
    facts = facts_of(read_form(save(tmp_path / "表.docx", *USUAL["studio"], "领衔人情况", leader)))
    assert (facts.organization, facts.leader.duties if facts.leader else "") == (FACTS.organization, "全面负责")


def test_a_date_beside_a_signature_is_not_when_the_form_was_filled_in(tmp_path: Path) -> None:
    signed = (*(part for part in USUAL["studio"]), "单位（盖章）：      日期：2022年1月1日")
    assert facts_of(read_form(save(tmp_path / "表.docx", *signed))).filled_on == FACTS.filled_on


def test_headings_across_the_table_open_their_blocks(tmp_path: Path) -> None:
    basics: list[Row] = [[label, (value, 3)] for label, value in STUDIO]
    wide: list[Row] = [
        [("创新工作室申报表", 4)], [("一、基本信息", 4)],
        *basics,
        [("二、领军人物", 4)], ["姓名", "林晓岚", "职称/等级", "高级技师"],
        [("三、投入（万元）", 4)], ["年度", "金额", ("来源", 2)], ["2019年", "10", ("单位", 2)],
        [("四、带徒传技（人）", 4)], ["总数", "23", "技师", "5"],
        [("五、工作业绩", 4)], [("一、创新成果\n攻克难题多项。", 4)], [("一、团队建设", 4)], [("成员十二人。", 4)],
    ]  # fmt: skip
    reading = read_form(save(tmp_path / "表.docx", table(wide)))
    facts = facts_of(reading)
    assert (facts.leader.title if facts.leader else "", facts.funding) == ("高级技师", FACTS.funding[:1])
    assert [(count.name, count.number) for count in facts.counts] == [("培养人才总数", "23"), ("培养技师", "5")]
    assert facts.summary == "一、创新成果\n攻克难题多项。\n一、团队建设\n成员十二人。"
    assert told(reading, Severity.WARNING) == []


def test_money_nobody_put_a_number_to_is_listed(tmp_path: Path) -> None:
    money = ("经费投入（万元）", table([["年度", "企业自筹", "培训费"], ["2019年", "较多", "3"]]))
    reading = read_form(save(tmp_path / "表.docx", *USUAL["studio"], *money))
    assert rows(reading, "经费台账") == []
    notes = rows(reading, "工作室台账")[0].notes
    assert (notes["2019年企业自筹"], notes["2019年培训费"]) == ("较多", "3")
