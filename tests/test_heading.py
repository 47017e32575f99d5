"""A ledger is told by its headings, in any order, by other words, in one row or in two."""

from collections.abc import Sequence

import pytest

from graph.schema import load_schema
from ingest.header import Header
from ingest.heading import explain_unrecognised, recognise
from ingest.normalise import Raw

LEDGERS = load_schema().ledgers


def recognised(headings: Sequence[str]) -> str:
    header = recognise([headings])
    return header.ledger if header else ""


@pytest.mark.parametrize("name", LEDGERS)
def test_a_ledger_is_recognised_by_all_its_columns_in_any_order(name: str) -> None:
    jumbled = sorted(LEDGERS[name].columns, key=lambda heading: heading[::-1])
    assert recognised(jumbled) == recognised(jumbled[::-1]) == name


@pytest.mark.parametrize("name", LEDGERS)
def test_a_ledger_is_recognised_by_its_required_columns_alone(name: str) -> None:
    ledger = LEDGERS[name]
    required = [column for column in ledger.columns if ledger.columns[column].required]
    assert [recognised([*required, one]) for one in ledger.one_of] == [name] * len(ledger.one_of)
    assert ledger.one_of or recognised(required) == name


@pytest.mark.parametrize("name", LEDGERS)
def test_a_ledger_is_recognised_by_synonyms_with_marks_and_spaces(name: str) -> None:
    headings = [
        f" * {column.aka[-1] if column.aka and column.aka[-1] not in LEDGERS[name].columns else heading}\n"
        for heading, column in LEDGERS[name].columns.items()
    ]
    assert recognised(headings) == name


def test_a_table_between_members_and_people_is_taken_by_what_it_holds_more_of() -> None:
    assert recognised(("姓名", "单位", "职务", "荣誉")) == "人员台账"
    assert recognised(("姓名", "工作室", "身份", "单位")) == "成员台账"
    assert recognised(("单位名称", "工作室名称", "领衔人", "地区", "行业")) == "工作室台账"
    assert recognised(("联盟", "工作室", "时间", "主题")) == "活动台账"
    assert recognised(("联盟", "成员工作室", "角色")) == "联盟成员台账"


def only_header(*rows: Sequence[Raw]) -> Header:
    header = recognise(rows)
    assert header is not None
    return header


def slots(header: Header) -> dict[str, int]:
    return {slot.name: slot.index for slot in header.slots}


@pytest.mark.parametrize("filled", [False, True])
def test_a_header_of_two_rows_is_read_by_what_stands_below_its_groups(filled: bool) -> None:
    upper = ["序号", "工作室名称", "领衔人", "", "所在单位", "命名情况", "", "备注"]
    lower = ["", "", "姓名", "电话", "", "命名单位", "命名日期", ""]
    if filled:  # as cells merged downwards come from a workbook
        lower = [below or above for above, below in zip(upper, lower, strict=True)]
        lower[3], lower[6] = "电话", "命名日期"
    header = only_header(["工作室名册"], upper, lower, [1, "甲室", "甲", "1", "甲厂", "总工会", "2019", ""])
    assert (header.ledger, header.row) == ("工作室台账", 3)
    assert slots(header) == {"工作室名称": 1, "领衔人": 2, "所在单位": 4, "命名单位": 5, "命名日期": 6}
    assert header.extra == ((3, "电话"), (7, "备注"))


def test_a_group_gives_its_name_to_the_parts_that_need_it() -> None:
    upper = ["工作室", "", "领衔人", "所在单位", "创建", ""]
    header = only_header(upper, ["名称", "编号", "", "", "时间", "背景"])
    assert slots(header) == {"工作室名称": 0, "工作室编号": 1, "领衔人": 2, "所在单位": 3, "创建日期": 4}


def test_a_row_of_data_is_never_taken_for_the_second_row_of_a_header() -> None:
    header = only_header(["姓名", "工作室", "爱好", ""], ["甲", "一号", "棋", "琴"])
    assert (header.row, slots(header)) == (1, {"姓名": 0, "工作室": 1})


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("金额(元)", ""),
        ("金额（亿元）", "亿"),
        ("金额/元", ""),
        ("金额：千元", "千"),
        ("投入金额元", ""),
        ("金额", "万"),
        ("金额(万元)", "万"),
    ],
)
def test_money_is_in_the_unit_of_its_heading(heading: str, unit: str) -> None:
    header = only_header(["年度", "工作室", heading, "来源"])
    assert [slot.unit for slot in header.slots if slot.name == "金额(万元)"] == [unit]


def test_money_is_in_the_unit_of_the_table_unless_its_heading_names_another() -> None:
    title = ["经费表（单位：元）"]
    units = [
        next(slot.unit for slot in only_header(title, ["年度", "工作室", heading, "来源"]).slots if "金额" in slot.name)
        for heading in ("金额", "金额(万元)", "金额/亿元")
    ]
    assert units == ["", "万", "亿"]


@pytest.mark.parametrize(("heading", "known"), [("面积/㎡", True), ("面积平方米", True), ("面积(亩)", False)])
def test_an_area_is_known_by_its_unit(heading: str, known: bool) -> None:
    header = only_header(["工作室名称", "领衔人", "所在单位", heading])
    assert ("场所面积(㎡)" in slots(header)) is known


def test_no_two_columns_kept_as_notes_share_a_name() -> None:
    header = only_header(["姓名", "工作室", "荣誉", "荣誉", "爱好", "爱好", "", ""])
    assert [name for _, name in header.extra] == ["荣誉(第4列)", "爱好", "爱好(第6列)", "第7列", "第8列"]


def test_headings_that_are_all_a_ledgers_own_are_not_guessed_to_be_anothers() -> None:
    """A list of help teams without 攻关团队 is no list of studios whose leader is called 劳模工匠."""
    heads = ("名称", "劳模工匠", "重点项目", "单位", "起始日期", "状态")
    rows = (heads, ("焊装帮帮团", "张三", "侧围变形治理", "东厂", "2025-03-01", "进行中"))
    assert recognise(rows) is None
    assert "最接近劳模帮帮团台账，但缺少必填列「攻关团队」" in explain_unrecognised(rows)


@pytest.mark.parametrize("heading", ["分管院长", "包保领导", "联系主席"])
def test_a_post_is_guessed_to_be_nothing_but_somebody(heading: str) -> None:
    header = only_header(["工作室名称", "领衔人", "所在单位", heading])
    assert [name for _, name in header.extra] == [heading]


def test_two_headings_share_their_first_word() -> None:
    heads = ("工作室名称", "领衔人", "所在单位", "命名级别及时间")
    assert slots(only_header(heads, ("甲工作室", "张三", "甲厂", "市级（2021年）"))).keys() >= {"级别", "命名日期"}


def test_a_problem_without_a_name_is_called_what_it_is_described_as() -> None:
    assert "难题名称" in slots(only_header(["企业名称", "难题描述", "关键指标", "所属领域"]))
    header = only_header(["难题名称", "难题描述", "提出单位"])
    assert {slot.name for slot in header.slots} == {"难题名称", "描述", "提出单位"}


def test_how_many_there_are_is_no_name_of_any() -> None:
    header = only_header(["联盟名称", "联盟类型", "成员单位(工作室)数量"])
    assert [name for _, name in header.extra] == ["成员单位(工作室)数量"]
