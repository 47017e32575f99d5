"""A form that another union drew anew, under its own words and in its own order, states the same facts."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ingest.form.facts import facts_of
from ingest.form.read import read_form
from ingest.records import Severity
from tests import forms
from tests.forms import FACTS, Box, Row, save, table, xml_paragraph

REDRAWN: dict[str, Callable[[Path], Path]] = {}

HONORS = "2015年全国劳动模范\n2018年省五一劳动奖章"
SUMMARY = "工作室成立以来攻克难题多项。\n先后为企业培养骨干二十余名。"
STUDIO = (
    ("工作室全称", "林晓岚劳模创新工作室"), ("申报单位", "东江桥梁工程有限公司"), ("企业性质", "企业"),
    ("推荐工会", "东江建设集团工会"), ("填报时间", "2021.5.12"), ("成立时间", "2016年3月8日"),
    ("授牌单位", "东江建设集团工会"), ("授牌时间", "2017年4月"), ("研究方向", "桥梁钢结构焊接"),
    ("类别", "√技术攻关  □技能传授  □窗口服务  □其他"), ("团队人数", "12人"), ("场地面积", "86平方米"),
)  # fmt: skip
PATENTS_AND_AWARDS = (
    ("实用新型专利", "3"), ("发明专利", "1"), ("国际级奖", "0"), ("国家级奖", "1"), ("省部级奖", "2"), ("市级奖", "4"),
)  # fmt: skip
TRAINED = (
    ("双重职称", "2"), ("晋升高级技师", "3"), ("晋升技师", "5"), ("晋升高级工", "9"), ("其他等级", "4"),
    ("全国劳模", "0"), ("省级劳模", "1"), ("市级劳模", "2"), ("企业劳模", "6"),
)  # fmt: skip
LEADER = (
    ("性别", "女"), ("出生年月", "1975.03"), ("文化程度", "本科"), ("民族", "汉族"), ("政治面貌", "中共党员"),
    ("工种", "电焊工"), ("职称/等级", "高级技师"), ("联系方式", "13800000000"),
)  # fmt: skip
MEMBERS: tuple[Row, ...] = (
    ["姓名", "性别", "出生年月", "学历", "职称或技能等级", "所在车间（部门）", "承担职责"],
    *([*one] for one in forms.PEOPLE),
)
SPELLED = (
    "1、赵一凡，男，1985年1月，大专，技师，焊接车间，技术创新",
    "2、钱多多，女，1990年10月，本科，工程师，技术部，工艺设计",
    "3、孙小圆，男，1988年，中专，高级工，焊接车间，带徒传艺",
)  # fmt: skip
PEOPLE_TRAINED = (
    "总数23人，其中双重职称2人、高级技师3人、技师5人、高级工9人、其他4人；"
    "全国劳模0人、省部级劳模1人、地市级劳模2人、企业劳模6人"
)
OPINIONS: tuple[Row, ...] = (["所在单位工会意见", "同意推荐。\n（盖章）"], ["审批意见", "同意命名。\n（盖章）"])
FUNDING: tuple[Row, ...] = (["年份", "金额（万元）", "来源"], ["2019", "10", "单位"], ["2020", "15.5", "上级工会"])
BENEFIT: tuple[Row, ...] = (
    ["年份", "创收", "节支", "小计"], ["2019年", "410", "188", "598"], ["2020年", "320.5", "90", "410.5"],
)  # fmt: skip


def redrawn(draw: Callable[[Path], Path]) -> Callable[[Path], Path]:
    REDRAWN[draw.__name__] = draw
    return draw


def _in_rows(pairs: Sequence[tuple[str, str]], a_row: int, between: str = "") -> list[Row]:
    """Labels and their values, so many a row: in cells of their own, or in one cell with something between."""
    rows: list[Row] = []
    for at in range(0, len(pairs), a_row):
        some = pairs[at : at + a_row]
        rows.append([between.join(pair) for pair in some] if between else [cell for pair in some for cell in pair])
    return rows


def _beside(first: Box, rows: Sequence[Row]) -> list[Row]:
    """Rows beside a cell merged down over all of them."""
    return [[first if number == 0 else Box(down="on"), *row] for number, row in enumerate(rows)]


def _upright(label: str, rows: Sequence[Row]) -> list[Row]:
    """Rows beside a label of their block that is written from top to bottom."""
    return _beside(Box("\n".join(label), 1, "begin"), rows)


@redrawn
def in_numbered_sections_with_a_table_each(path: Path) -> Path:
    return save(
        path, "东江市劳模创新工作室推荐表", "一、工作室概况", table(_in_rows(STUDIO, 2)), "二、带头人",
        table(_in_rows([("姓名", "林晓岚"), *LEADER, ("所获荣誉及时间", HONORS)], 2)),
        "三、经费保障", table(FUNDING), "四、成果与奖项",
        table([["项目", "数量"], ["成果（项）", "14"], ["推广转化（项）", "6"], *PATENTS_AND_AWARDS]),
        "五、效益（万元）", table(BENEFIT), "社会效益：成果在三座大桥推广，受到业主好评。", "六、带徒育人",
        table([["培养总人数", "23"], *_beside(Box("其中", 1, "begin"), TRAINED)]),
        "七、主要骨干", table(MEMBERS), "八、业绩材料", *SUMMARY.split("\n"), "九、推荐与审批", table(OPINIONS),
    )  # fmt: skip


@redrawn
def every_cell_with_its_own_label(path: Path) -> Path:
    people = [("带头人姓名", "林晓岚"), *LEADER]
    rows: list[Row] = [
        *_in_rows(STUDIO, 3, "："), *_in_rows(people, 3, "："), [f"获奖年度及荣誉称号：{HONORS}"],
        ["经费（万元）"], *FUNDING,
        *_in_rows([("成果", "14项"), ("成果推广应用", "6项"), *PATENTS_AND_AWARDS], 4, "："),
        ["经济效益（万元）"], *BENEFIT, *_in_rows([("培养人才总数", "23人"), *TRAINED], 5, "："),
        ["社会效益：成果在三座大桥推广，受到业主好评。"], [f"主要事迹：{SUMMARY}"],
        ["所在单位工会意见：同意推荐。", "审批意见：同意命名。"],
        [Box(xml=forms.paragraph("骨干成员：") + table(MEMBERS, root=False) + "<w:p/>")],
    ]  # fmt: skip
    return save(path, "创新工作室申报书", table(rows))


@redrawn
def a_label_and_everything_about_it(path: Path) -> Path:
    rows: list[Row] = [
        ["项目", "内容"], *_in_rows(STUDIO[:6], 1), ["命名单位及日期", "东江建设集团工会，2017年4月"],
        *_in_rows(STUDIO[8:10], 1), ["人员/场地", "成员12人，面积86平方米"],
        ["经费（万元）", "2019年：10（单位）\n2020年：15.5（上级工会）"], ["创新成果", "14项，转化6项"],
        ["专利", "实用新型3个，发明1个"], ["奖项", "国际0个、国家1个、省部2个、地市4个"],
        ["经济效益（万元）", "2019年：创收410，节资188，合计598\n2020年：创收320.5，节资90，合计410.5"],
        ["人才培养", PEOPLE_TRAINED],
        ["社会效益", "成果在三座大桥推广，受到业主好评。"],
        ["领办人", "林晓岚，女，汉族，1975年3月出生，本科学历，中共党员"], ["领办人工种", "电焊工"],
        ["领办人职称", "高级技师"], ["领办人电话", "13800000000"], ["何时获何种荣誉称号", HONORS],
        ["骨干成员", "\n".join(SPELLED)],
        ["工作业绩", SUMMARY], *OPINIONS,
    ]  # fmt: skip
    return save(path, "创新工作室登记表", table(rows))


@redrawn
def years_above_several_blocks(path: Path) -> Path:
    money: list[Row] = [
        [("年度指标（万元）", 2), "2019年", "2020年"], [("投入经费", 2), "10", "15.5"],
        [("资金来源", 2), "单位", "上级工会"], *_upright("效益", [["创收额", "410", "320.5"], ["节支额", "188", "90"],
                                                       ["合计", "598", "410.5"]]),
    ]  # fmt: skip
    labels, numbers = zip(*PATENTS_AND_AWARDS, strict=True)
    results: list[Row] = [["创新成果", "成果转化", *labels], ["14", "6", *numbers]]
    words, counts = zip(*TRAINED, strict=True)
    trained: list[Row] = [["培养总数", *words], ["23", *counts]]
    leader: list[Row] = [[("负责人情况", 4)], *_in_rows([("姓名", "林晓岚"), *LEADER], 2)]
    prose: list[Row] = [["荣誉（注明年份）", (HONORS, 3)], ["社会效益", ("成果在三座大桥推广，受到业主好评。", 3)],
                        ["主要业绩", (SUMMARY, 3)]]  # fmt: skip
    opinions: list[Row] = [["所在单位工会意见", "审批意见"], ["同意推荐。\n（盖章）", "同意命名。\n（盖章）"]]
    return save(
        path, "劳模工作室考核申报表", table(_in_rows(STUDIO, 2)), table(money), table(results), table(trained),
        table([*leader, *prose]), "团队成员（骨干）名册", table(MEMBERS), table(opinions),
    )  # fmt: skip


@redrawn
def tables_within_the_cells_of_a_table(path: Path) -> Path:
    def within(rows: Sequence[Row], above: str = "") -> Box:
        return Box(xml=forms.paragraph(above) + table(rows, root=False) + "<w:p/>")

    counts = [("创新成果", "14项"), ("转化应用", "6项"), *PATENTS_AND_AWARDS]
    rows: list[Row] = [
        [*STUDIO[0]], ["工作室\n情况", within(_in_rows(STUDIO[1:], 2))],
        ["领军人", within(_in_rows([("姓名", "林晓岚"), *LEADER, ("获奖年份、荣誉称号", HONORS)], 2))],
        ["经费", within(FUNDING)], ["成果", within(_in_rows(counts, 4))], ["效益（万元）", within(BENEFIT)],
        ["人才培养", within(_in_rows([("培养总数", "23"), *TRAINED], 5))],
        ["社会效益", "成果在三座大桥推广，受到业主好评。"], ["核心成员", within(MEMBERS)],
        ["工作室简介", SUMMARY], *OPINIONS,
    ]  # fmt: skip
    return save(path, "创新工作室审批表", table(rows))


@redrawn
def without_any_table(path: Path) -> Path:
    return save(
        path, "职工创新工作室申报材料", *("  ".join(pair) for pair in STUDIO[:5]), "一、工作室情况",
        "成立时间：2016年3月8日    命名时间：2017年4月", "命名单位：东江建设集团工会\t研究方向：桥梁钢结构焊接",
        "工作室类型：☑技术攻关 □技能传授 □窗口服务 □其他", "成员总数：12人    场所面积：86平方米",
        "二、经费投入（万元）",
        "2019年：10    经费来源：单位", "2020年：15.5    经费来源：上级工会", "三、技术创新",
        "创新成果 14 项；成果转化 6 项；实用新型专利 3 个；发明专利 1 个",
        "获奖：国际 0 个；国家 1 个；省部 2 个；地市 4 个", "四、经济效益（万元）",
        "2019年：创收 410  节资 188  合计 598", "2020年：创收 320.5  节资 90  合计 410.5", "五、培养人才",
        "培养人才总数：23人。其中双重职称2人，高级技师3人，技师5人，高级工9人，其他4人。",
        "全国劳模0人，省部级劳模1人，地市级劳模2人，企业（公司级）劳模6人。", "六、社会效益",
        "成果在三座大桥推广，受到业主好评。", "七、领衔人", "姓名：林晓岚    性别：女    出生年月：1975年3月",
        "学历：本科    民族：汉族    政治面貌：中共党员", "工种：电焊工    技术职称：高级技师    联系电话：13800000000",
        "获奖年份及荣誉称号：2015年全国劳动模范；2018年省五一劳动奖章", "八、骨干成员",
        *SPELLED, "九、业绩简介", *SUMMARY.split("\n"),
        "十、所在单位工会意见", "同意推荐。", "（公章）", "十一、审批意见", "同意命名。", "（公章）",
    )  # fmt: skip


@redrawn
def upright_labels_and_a_cover_in_a_text_box(path: Path) -> Path:
    lines = "".join(forms.paragraph(line) for line in ("工作室申报审批表", *("：".join(pair) for pair in STUDIO[:5])))
    box = xml_paragraph(
        f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{lines}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    counts = [("创新成果", "14项"), ("成果转化", "6项"), *PATENTS_AND_AWARDS]
    rows: list[Row] = [
        *_upright("工作室概况", _in_rows(STUDIO[5:11], 2)), ["场所面积", ("86㎡", 4)], *_upright("经费投入", FUNDING),
        *_upright("技术创新", _in_rows(counts, 4)), *_upright("经济效益", [
            ["年度", "创收（万元）", "节资（万元）", "合计（万元）"], *BENEFIT[1:]]),
        *_upright("人才培养", _in_rows([("总数", "23"), *TRAINED], 5)),
        *_upright("领衔人", _in_rows([("姓名", "林晓岚"), *LEADER, ("获奖年份及荣誉称号", HONORS)], 2)),
        *_upright("骨干成员", MEMBERS), ["社\n会\n效\n益", ("成果在三座大桥推广，受到业主好评。", 7)],
        ["业\n绩\n简\n介", (SUMMARY, 7)], ["所\n在\n单\n位\n工\n会\n意\n见", ("同意推荐。\n（盖章）", 7)],
        ["审\n批\n意\n见", ("同意命名。\n（盖章）", 7)],
    ]  # fmt: skip
    return save(path, box, table(rows))


@pytest.mark.parametrize("name", REDRAWN)
def test_a_redrawn_form_states_the_same_facts(tmp_path: Path, name: str) -> None:
    reading = read_form(REDRAWN[name](tmp_path / "表.docx"))
    assert [issue for issue in reading.issues if issue.severity is not Severity.NOTICE] == []
    assert facts_of(reading) == FACTS
