"""Forms whose parts stand under headings of their own words, ask for two things in a cell, or send one to an annex."""

from pathlib import Path

import pytest

from ingest.form.facts import Benefit, FormFacts, Funding, facts_of
from ingest.form.keys import year_of, year_within
from ingest.form.labels import Block
from ingest.form.matching import find_label
from ingest.records import Severity
from tests.forms import Box, Row, read_bare, rows, studio_of, table, told

STUDIO = "凌云创新工作室"
NAMELESS: tuple[Row, ...] = (
    ["工作室名称", (STUDIO, 5)],
    ["所在单位", ("远山公司", 5)],
    ["创建日期", ("2018年", 2), "专业领域", ("焊接", 2)],
)
BASICS: tuple[Row, ...] = (*NAMELESS, ["领衔人", ("凌云", 5)])
HEADS = ["姓名", "性别", "出生年月", "学历", "职称", "分工"]
LEADER = ["凌云", "男", "1980-01", "本科", "高级工程师", "总体策划"]
MEMBERS: tuple[Row, ...] = (HEADS, ["赵一凡", "男", "1985-01", "大专", "技师", "焊接"], ["钱多多", *LEADER[1:]])


def _studio(folder: Path, *parts: str) -> dict[str, object]:
    return studio_of(read_bare(folder, *parts))


def _facts(folder: Path, *parts: str) -> FormFacts:
    return facts_of(read_bare(folder, *parts))


@pytest.mark.parametrize(
    "heading",
    [
        "领衔劳模（工匠）情况",
        "领衔劳模和工匠人才基本信息",
        "工作室领军人物概况",
        "负责人（领衔人）",
        "团队带头人信息",
        "劳模（工匠）情况",
    ],
)
def test_a_heading_across_the_table_opens_the_block_of_the_leader(tmp_path: Path, heading: str) -> None:
    leader: list[Row] = [[(heading, 6)], HEADS, LEADER, ["荣誉称号", ("2015年全国劳动模范", 5)]]
    facts = _facts(tmp_path, table([*NAMELESS, *leader, [("骨干成员", 6)], *MEMBERS]))
    assert facts.leader is not None
    assert (facts.leader.name, facts.leader.honors) == ("凌云", ("2015年全国劳动模范",))
    assert [one.name for one in facts.core] == ["赵一凡", "钱多多"]


def test_such_a_heading_may_stand_above_a_table(tmp_path: Path) -> None:
    facts = _facts(
        tmp_path, table(NAMELESS), "领衔劳模（工匠）个人情况", table([HEADS, LEADER]), "骨干", table(MEMBERS)
    )
    assert facts.leader is not None
    assert facts.leader.name == "凌云"
    assert len(facts.core) == 2


def test_after_a_heading_about_the_studio_the_list_above_is_over(tmp_path: Path) -> None:
    more: list[Row] = [[("工作室情况", 6)], ["团队规模", ("17人", 2), "类型", ("√技能传授", 2)]]
    stated = _studio(tmp_path, table([*BASICS, [("骨干成员", 6)], *MEMBERS, *more]))
    assert (stated["成员总数"], stated["工作室类型"]) == (17, "技能传授")


def test_a_heading_of_results_and_people_begins_with_results(tmp_path: Path) -> None:
    block: list[Row] = [[("成果与人才", 6)], ["创新成果", "12", "国家级获奖", "1", "高级技师", "3"]]
    counts = [(count.name, count.number) for count in _facts(tmp_path, table([*BASICS, *block])).counts]
    assert counts == [("创新成果", "12"), ("国家级获奖", "1"), ("培养高级技师", "3")]


def test_a_short_answer_across_the_table_is_no_heading(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table([*BASICS, [("社会效益", 6)], [("成果推广良好", 6)], ["设备设施", ("焊机", 5)]]))
    assert facts_of(reading).social == "成果推广良好"


def test_the_title_of_a_union_above_the_form_is_no_heading(tmp_path: Path) -> None:
    title = [("远山集团劳模和工匠人才创新工作室", 6)]
    assert _studio(tmp_path, table([title, *BASICS, ["成员总数", ("12", 5)]]))["成员总数"] == 12


YEARLY: tuple[Row, ...] = (
    ["经费（万元）", "0.5", "经费来源", ("机关工会", 3)],
    ["经济效益（万元）", "12", "创新成果（项）", ("4", 3)],
)


@pytest.mark.parametrize("heading", ["上年度（2023年）工作", "2023年度工作开展情况"])
def test_the_year_in_a_heading_is_that_of_what_stands_under_it(tmp_path: Path, heading: str) -> None:
    within = _facts(tmp_path, table([*BASICS, [(heading, 6)], *YEARLY]))
    above = _facts(tmp_path, table(BASICS), heading, table(YEARLY))
    for facts in (within, above):
        assert facts.funding == (Funding(2023, 0.5, "机关工会"),)
        assert facts.benefits == (Benefit("2023年", None, None, 12.0),)


def test_the_year_of_one_block_is_not_that_of_the_next(tmp_path: Path) -> None:
    block: list[Row] = [[("2023年经费投入（万元）", 6)], ["投入金额", ("5", 2), "来源", ("自筹", 2)]]
    reading = read_bare(tmp_path, table([*BASICS, *block, [("技术创新", 2), "创新成果", ("5", 3)]]))
    assert facts_of(reading).funding == (Funding(2023, 5.0, "自筹"),)
    assert ["期间" in record.values for record in rows(reading, "统计数字台账")] == [False]


@pytest.mark.parametrize(
    ("heading", "year"),
    [("上年度（2023年）工作", "2023年"), ("近两年（2022年、2023年）", ""), ("截至2023年底", ""), ("2023年5月", "")],
)
def test_a_heading_names_a_year_only_when_it_is_the_one(heading: str, year: str) -> None:
    assert year_within(heading) == year


@pytest.mark.parametrize("part", ["上半年", "1-6月", "（1—6月）", "第一季度", "前三季度", "（截至6月）"])
def test_money_of_a_part_of_a_year_is_of_that_year(tmp_path: Path, part: str) -> None:
    block: list[Row] = [["年度", ("投入金额", 2), ("经费来源", 3)], [f"2022年{part}", ("9", 2), ("工会", 3)]]
    (record,) = rows(read_bare(tmp_path, table([*BASICS, *block])), "经费台账")
    assert (record.values["年度"], record.values["金额(万元)"]) == (2022, 9.0)
    assert str(record.notes["年度"]).startswith("2022年")


@pytest.mark.parametrize("written", ["2021-2022年", "2022年至今", "2022年6月", "1-6月"])
def test_what_is_no_part_of_one_year_is_no_year(written: str) -> None:
    assert year_of(written) == ""


@pytest.mark.parametrize(("amount", "expected"), [("不详", (Funding(2022, None, "自筹"),)), ("/", ())])
def test_an_amount_nobody_knows_is_not_none_at_all(tmp_path: Path, amount: str, expected: tuple[Funding, ...]) -> None:
    block: list[Row] = [["年度", ("投入金额", 2), ("经费来源", 3)], ["2022年", (amount, 2), ("自筹", 3)]]
    reading = read_bare(tmp_path, table([*BASICS, *block]))
    assert facts_of(reading).funding == expected
    assert bool(told(reading, Severity.WARNING))


YEARS: tuple[Row, ...] = (
    [Box("近三年企业经费投入（万元）", 3, "begin"), "2020年", "2021年", "2022年"],
    [Box("", 3, "on"), "20", "24", "31.8"],
)


def test_years_may_stand_directly_above_the_amounts(tmp_path: Path) -> None:
    facts = _facts(tmp_path, table([*BASICS, *YEARS]))
    assert facts.funding == (Funding(2020, 20.0), Funding(2021, 24.0), Funding(2022, 31.8))


def test_one_source_beside_no_year_is_that_of_all_years_and_listed(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table([*BASICS, *YEARS, ["经费来源", ("企业自筹", 5)]]))
    assert {one.source for one in facts_of(reading).funding} == {"企业自筹"}
    assert any("当作各年的来源" in message for *_, message in told(reading, Severity.NOTICE))


def test_a_source_is_no_label_of_a_block(tmp_path: Path) -> None:
    block: list[Row] = [["2022年投入金额", "3", "2022年经费来源", ("工会经费", 3)]]
    assert _facts(tmp_path, table([*BASICS, *block])).funding == (Funding(2022, 3.0, "工会经费"),)


@pytest.mark.parametrize(
    ("label", "answer", "expected"),
    [
        ("命名级别及单位", "省级（东江省总工会，2016年6月）", ("省部级", "东江省总工会", "2016-06")),
        ("命名级别及单位", "远山市总工会", (None, "远山市总工会", None)),
        ("命名单位及级别", "远山市总工会，市级", ("地市级", "远山市总工会", None)),
        ("命名时间、级别及单位", "2016年6月 省部级 东江省总工会", ("省部级", "东江省总工会", "2016-06")),
        ("命名级别及时间", "省级 2016.6", ("省部级", None, "2016-06")),
        ("何时被何单位命名", "2016年6月由东江省总工会命名", (None, "东江省总工会", "2016-06")),
        ("命名单位及级别", "东江省级机关工会", (None, "东江省级机关工会", None)),
    ],
)
def test_who_named_the_studio_when_and_as_what_may_stand_in_one_cell(
    tmp_path: Path, label: str, answer: str, expected: tuple[str | None, ...]
) -> None:
    stated = _studio(tmp_path, table([*BASICS, [label, (answer, 5)]]))
    assert tuple(stated.get(name) for name in ("级别", "命名单位", "命名日期")) == expected


@pytest.mark.parametrize(
    ("label", "answer", "expected"),
    [
        ("单位及职务", "艺术总监", (None, "艺术总监")),
        ("部门及职务", "机电部副部长", ("机电部", "副部长")),
        ("部门及职务", "归集管理科", ("归集管理科", None)),
    ],
)
def test_a_post_is_told_from_the_place_where_somebody_works(
    tmp_path: Path, label: str, answer: str, expected: tuple[str | None, str | None]
) -> None:
    reading = read_bare(tmp_path, table([*NAMELESS, [("领衔人情况", 6)], ["姓名", ("凌云", 2), label, (answer, 2)]]))
    (leader,) = rows(reading, "成员台账")
    assert (leader.values.get("所在部门"), leader.values.get("主要分工")) == expected


def test_what_names_the_studio_is_of_the_studio_among_labels_of_its_leader(tmp_path: Path) -> None:
    leader: list[Row] = [
        ["领军人姓名", ("凌云", 2), "性别", ("男", 2)],
        ["领军人何时获得何种市级以上荣誉", ("2004年东江省劳动模范", 5)],
        ["工作室创建时间", ("2009年9月", 5)],
    ]
    facts = _facts(tmp_path, table([*NAMELESS[:2], *leader]))
    assert facts.established_on == "2009-09"
    assert facts.leader is not None
    assert facts.leader.honors == ("2004年东江省劳动模范",)


@pytest.mark.parametrize(
    ("label", "answer", "names"),
    [("分工", "策划", ["凌云"]), ("分工", "策划", ["孙小圆"]), ("工作室职务", "领衔人", ["孙小圆"])],
)
def test_who_leads_is_told_where_no_label_says_so(tmp_path: Path, label: str, answer: str, names: list[str]) -> None:
    first: list[Row] = [[*HEADS[:5], label], [*names, *LEADER[1:5], answer]]
    reading = read_bare(tmp_path, table([*NAMELESS, *first, [("骨干成员", 6)], *MEMBERS]))
    facts = facts_of(reading)
    assert facts.leader is not None
    assert facts.leader.name == names[0]
    assert len(facts.core) == 2
    guessed = any("当作领衔人" in message for *_, message in told(reading, Severity.NOTICE))
    assert guessed is (label == "分工")


@pytest.mark.parametrize(
    "heading", ["附页：创新工作室业绩简介", "附件2：工作室先进事迹材料", "附件\n凌云创新工作室事迹材料"]
)
def test_prose_on_a_page_of_its_own_takes_the_place_of_see_annex(tmp_path: Path, heading: str) -> None:
    lines = [*heading.split("\n"), "一、队伍。人人带徒。", "二、攻关。攻克难题多项。"]
    facts = _facts(tmp_path, table([*BASICS, ["业绩简介", ("（见附页）", 5)]]), *lines)
    assert facts.summary == "一、队伍。人人带徒。\n二、攻关。攻克难题多项。"


def test_an_annex_that_is_not_there_is_listed(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["业绩简介", ("详见附件2", 5)]]))
    assert facts_of(reading).summary == ""
    assert any("只写了「详见附件2」" in message for *_, message in told(reading, Severity.NOTICE))


@pytest.mark.parametrize("label", ["简要介绍", "情况简介", "简介", "综合材料"])
def test_an_introduction_is_that_of_the_studio(tmp_path: Path, label: str) -> None:
    assert _facts(tmp_path, table([*BASICS, [label, ("攻克难题多项。", 5)]])).summary == "攻克难题多项。"


def test_an_introduction_among_labels_of_the_leader_is_not(tmp_path: Path) -> None:
    leader: list[Row] = [[("领衔人情况", 6)], ["姓名", ("凌云", 5)], ["简介", ("焊工出身。", 5)]]
    assert _facts(tmp_path, table([*NAMELESS, *leader])).summary == ""


@pytest.mark.parametrize(
    ("cells", "expected"),
    [(["备案日期", "2024.7.3"], "2024-07-03"), (["填报日期", "2024.7.1", "备案日期", "2024.7.3"], "2024-07-01")],
)
def test_the_date_of_putting_on_record_stands_in_for_that_of_filling_in(
    tmp_path: Path, cells: list[str], expected: str
) -> None:
    assert _facts(tmp_path, table([*BASICS, cells])).filled_on == expected


@pytest.mark.parametrize("place", ["（照片）", "照 片", "贴照片处", "近期免冠照片", "二寸照片"])
def test_the_place_for_a_photograph_is_nothing_left_unread(tmp_path: Path, place: str) -> None:
    leader: list[Row] = [
        ["领军人姓名", "凌云", "性别", "男", Box(place, 2, "begin")],
        ["民族", "汉族", "学历", "本科", Box("", 2, "on")],
    ]
    assert told(read_bare(tmp_path, table([*NAMELESS, *leader])), Severity.WARNING) == []


def test_rows_of_labels_and_values_end_a_table_of_years(tmp_path: Path) -> None:
    years: list[Row] = [["年度", ("2018年", 2), ("2019年", 3)], ["经费投入（万元）", ("5", 2), ("6.2", 3)]]
    counts: Row = ["创新成果", "11项", "成果转化", "9项", "实用新型", "5件"]
    facts = _facts(tmp_path, table([*BASICS, *years, counts]))
    assert [(money.year, money.amount_wan) for money in facts.funding] == [(2018, 5), (2019, 6.2)]
    assert {count.name: count.number for count in facts.counts} == {
        "创新成果": "11",
        "成果转化": "9",
        "实用新型专利": "5",
    }


def test_an_annex_may_say_what_its_lines_tell_of_everybody(tmp_path: Path) -> None:
    lines = (
        "1. 赵一凡，女，197103，硕士，工程师，机电班，爆破设计",
        "2. 钱多多，男，199001，大专，技师，开挖班，台车操作",
    )
    annex = "附：骨干成员名单（姓名，性别，出生年月，学历，技术职称，所在部门，主要分工）"
    facts = _facts(tmp_path, table(BASICS), annex, *lines)
    told_of = [(one.name, one.born_on, one.department, one.duties) for one in facts.core]
    assert told_of == [("赵一凡", "1971-03", "机电班", "爆破设计"), ("钱多多", "1990-01", "开挖班", "台车操作")]


def test_the_members_of_a_team_are_not_its_leader(tmp_path: Path) -> None:
    facts = _facts(tmp_path, table([*BASICS, [("团队成员（不含带头人）", 6)], *MEMBERS]))
    assert [one.name for one in facts.core] == ["赵一凡", "钱多多"]


@pytest.mark.parametrize("part", [table([["例会制度、带徒制度"]]), "例会制度、带徒制度"])
def test_rules_may_stand_in_a_section_of_their_own(tmp_path: Path, part: str) -> None:
    reading = read_bare(tmp_path, "一、基本情况", table(BASICS), "二、工作制度", part, "三、骨干成员", table(MEMBERS))
    assert studio_of(reading)["工作制度"] == "例会制度、带徒制度"
    assert len(facts_of(reading).core) == 2


def test_a_section_that_says_something_else_is_no_rule(tmp_path: Path) -> None:
    money: list[Row] = [["年度", "投入金额", "经费来源"], ["2022年", "9", "工会"]]
    reading = read_bare(tmp_path, "一、基本情况", table(BASICS), "二、工作制度", table(money))
    assert "工作制度" not in studio_of(reading)
    assert facts_of(reading).funding == (Funding(2022, 9.0, "工会"),)


@pytest.mark.parametrize("label", ["现任职部门", "现所在部门", "目前工作的部门"])
def test_where_the_leader_works_now_is_the_department(tmp_path: Path, label: str) -> None:
    leader: list[Row] = [[("领衔人", 6)], ["姓名", ("凌云", 2), label, ("焊接车间", 2)]]
    facts = _facts(tmp_path, table([*NAMELESS, *leader]))
    assert facts.leader is not None
    assert facts.leader.department == "焊接车间"


def test_the_workers_of_a_company_are_no_members_of_its_studio(tmp_path: Path) -> None:
    company: Row = ["职工总数", "3200", "成员人数", "12"]
    reading = read_bare(tmp_path, table([*BASICS, company]))
    assert studio_of(reading)["成员总数"] == 12


@pytest.mark.parametrize(
    ("label", "column"),
    [("命名等级", "级别"), ("批准部门", "命名单位"), ("主要荣誉称号", "荣誉"), ("业务特长", "擅长")],
)
def test_labels_of_other_unions_are_known(label: str, column: str) -> None:
    blocks = (Block.BASICS, Block.LEADER)
    assert column in {found.name for block in blocks if (found := find_label(label, block)) is not None}


@pytest.mark.parametrize(
    ("label", "column"),
    [("项目名称", "成果名称"), ("论文题目", "成果名称"), ("授权公告日", "日期"), ("应用情况", "是否转化")],
)
def test_the_columns_of_a_list_of_results_are_known(label: str, column: str) -> None:
    found = find_label(label, Block.ACHIEVEMENTS)
    assert found is not None
    assert found.name == column
