"""What a card says item by item above a table is read as a row of its ledger, or told."""

import io
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ingest.choices import read_choice
from ingest.load import SourceFile
from ingest.marked_copy import marked_copy
from ingest.records import Severity
from tests.workbooks import Row, read_rows

KINDS = ("技术攻关", "技能传授", "窗口服务", "其他")
TITLE, HEAD, MEMBER = ("创新工作室登记卡",), ("姓名", "性别", "身份"), ("张三", "男", "领衔人")
CARD: Sequence[Row] = (
    ("工作室名称：", "甲创新工作室", "编号：", "A-01"),
    ("领衔人：", "张三", "所在单位：", "甲厂"),
    ("级 别：", None, "场所面积：", "80"),
    ("工作室类型：", "□技术攻关 ☑技能传授 □窗口服务 □其他"),
)


def test_a_card_above_a_list_of_members_is_a_studio(tmp_path: Path) -> None:
    studio, member = read_rows(tmp_path, TITLE, *CARD, ("工作室成员",), HEAD, MEMBER).records
    assert (studio.ledger, studio.place.row) == ("工作室台账", 2)
    assert studio.values == {
        "工作室名称": "甲创新工作室",
        "工作室编号": "A-01",
        "领衔人": "张三",
        "所在单位": "甲厂",
        "场所面积(㎡)": 80.0,
        "工作室类型": "技能传授",
    }
    assert (member.ledger, member.values["工作室"]) == ("成员台账", "甲创新工作室")


def test_the_number_of_a_card_may_stand_in_a_line_above_it(tmp_path: Path) -> None:
    card = (("工作室名称", "甲创新工作室", "领衔人", "张三"), *CARD[1:2])
    reading = read_rows(tmp_path, TITLE, (None, None, "编号：A-01"), *card, HEAD, MEMBER)
    assert reading.records[0].values["工作室编号"] == "A-01"


def test_pairs_below_the_card_of_a_studio_are_of_its_masters(tmp_path: Path) -> None:
    pairs = (("导师带徒",), ("师傅", "徒弟", "传授内容"), ("张三", "李四", "焊接"))
    reading = read_rows(tmp_path, TITLE, *CARD, ("工作室成员",), HEAD, MEMBER, *pairs)
    assert reading.records[-1].values == {
        "师傅": "张三", "徒弟": "李四", "技能": "焊接", "师傅工作室": "甲创新工作室",
    }  # fmt: skip


def test_an_item_of_a_card_under_a_word_nobody_listed_is_read(tmp_path: Path) -> None:
    other = ("专业领域", "焊接", "技术擅长", "氩弧焊；堆焊")
    reading = read_rows(tmp_path, TITLE, *CARD, other, ("工作室成员",), HEAD, MEMBER)
    studio = reading.records[0].values
    assert (studio["专业领域"], studio["擅长"]) == ("焊接", ["氩弧焊", "堆焊"])
    assert not [issue for issue in reading.issues if issue.severity is not Severity.NOTICE]


def test_a_row_of_a_card_with_one_item_left_empty_is_no_row_astray(tmp_path: Path) -> None:
    rows = (CARD[0], CARD[1], ("级别", "省级", "场所面积", None), (), HEAD, MEMBER)
    reading = read_rows(tmp_path, TITLE, *rows)
    assert reading.records[0].values["级别"] == "省部级"
    assert not any("在表头的上面" in issue.message for issue in reading.issues)


def test_a_card_that_makes_no_row_is_told(tmp_path: Path) -> None:
    rows = (TITLE, CARD[0], ("级别", "省级", "场所面积", 80), HEAD, MEMBER)
    reading = read_rows(tmp_path, *rows)
    assert {record.ledger for record in reading.records} == {"成员台账"}
    (issue,) = (issue for issue in reading.issues if "逐项写的" in issue.message)
    assert (issue.severity, issue.place.row) == (Severity.NOTICE, 2)
    assert "「级别」" in issue.message


def test_a_label_or_two_above_a_table_are_no_card(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, ("工作室名称：", "甲创新工作室", "单位：", "甲厂"), HEAD, MEMBER)
    assert [record.ledger for record in reading.records] == ["成员台账"]
    assert not any("逐项写的" in issue.message for issue in reading.issues)


@pytest.mark.parametrize("cell", ["☑技术攻关 □技能传授", "□技能传授■技术攻关□其他", "√技术攻关  □其他"])
def test_the_choice_behind_a_ticked_box_is_meant(cell: str) -> None:
    assert read_choice(cell, KINDS) == ("技术攻关", "")


@pytest.mark.parametrize("cell", ["□技术攻关 □技能传授", "☑技术攻关 ☑技能传授 □其他"])
def test_no_choice_is_meant_where_none_or_two_are_ticked(cell: str) -> None:
    with pytest.raises(ValueError, match="不在可选值内"):
        read_choice(cell, KINDS)


def test_another_card_below_says_whose_members_follow_and_is_told_where_it_says_too_little(tmp_path: Path) -> None:
    other = (("工作室名称：", "乙创新工作室", "编号：", "B-02"), ("级 别：", None, "场所面积：", "90"))
    reading = read_rows(tmp_path, TITLE, *CARD, HEAD, MEMBER, (), TITLE, *other, HEAD, ("李四", "女", "骨干"))
    members = [record.values for record in reading.records if record.ledger == "成员台账"]
    assert [(each["姓名"], each["工作室"]) for each in members] == [("张三", "甲创新工作室"), ("李四", "乙创新工作室")]
    assert [issue.place.row for issue in reading.issues if "逐项写着" in issue.message] == [10, 11]


def test_cards_amid_lists_are_rows_of_their_own(tmp_path: Path) -> None:
    cards = [
        (
            ("工作室名称", f"{name}创新工作室", "编号", f"A-0{number}"),
            ("领衔人", leader, "所在车间(部门)", "甲厂"),
            ("级别", None, "场地面积", "90㎡"),
            ("擅长方向", "氩弧焊、堆焊"),
            ("核心成员",),
            HEAD,
            (leader, "男", "领衔人"),
            (),
        )
        for number, (name, leader) in enumerate((("甲", "张三"), ("乙", "李四"), ("丙", "王五")), 1)
    ]
    reading = read_rows(tmp_path, ("甲厂创新工作室信息卡",), *chain.from_iterable(cards))
    studios = [record.values for record in reading.records if record.ledger == "工作室台账"]
    assert sorted((each["工作室名称"], each["领衔人"], each["擅长"]) for each in studios) == [
        ("丙创新工作室", "王五", ["氩弧焊", "堆焊"]),
        ("乙创新工作室", "李四", ["氩弧焊", "堆焊"]),
        ("甲创新工作室", "张三", ["氩弧焊", "堆焊"]),
    ]
    members = [record.values for record in reading.records if record.ledger == "成员台账"]
    assert [(each["姓名"], each["工作室"]) for each in members] == [
        ("张三", "甲创新工作室"), ("李四", "乙创新工作室"), ("王五", "丙创新工作室"),
    ]  # fmt: skip
    assert {issue.severity for issue in reading.issues} == {Severity.NOTICE}


def test_a_row_that_begins_with_a_word_for_a_column_is_data(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, ("单位性质", "单位名称", "地区"), ("学校", "甲中学", "济南市"))
    assert [record.values["单位名称"] for record in reading.records] == ["甲中学"]


CARDS: Sequence[Row] = (
    ("甲区创新工作室档案卡",),
    (),
    ("工作室名称", "甲创新工作室", "档案编号", "A-01"),
    ("领 衔 人", "张三", "所在单位", "甲厂"),
    ("创建时间", "2018.4", "成员数/面积", "12人/60㎡"),
    ("主要设备设施", "焊机2台"),
    (),
    ("工作室名称", "乙创新工作室", "档案编号", "A-02"),
    ("领 衔 人", "李四", "所在单位", "乙医院"),
    ("创建时间", "二〇一八", "成员数/面积", "8人/35㎡"),
    ("主要设备设施", None),
    ("摘牌时间", "/"),
)


def test_every_card_of_a_sheet_of_cards_is_a_row(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, *CARDS, (), ("以上资料由区总工会存档",))
    studios = [(record.place.row, *map(record.values.get, ("工作室名称", "领衔人", "所在单位", "成员总数", "设备设施")))
               for record in reading.records]  # fmt: skip
    assert studios == [
        (3, "甲创新工作室", "张三", "甲厂", 12, "焊机2台"),
        (8, "乙创新工作室", "李四", "乙医院", 8, None),
    ]
    (line,) = (issue for issue in reading.issues if "卡片之外" in issue.message)
    assert (line.place.row, line.severity) == (14, Severity.NOTICE)


def test_a_sheet_with_the_card_of_one_studio_is_read(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, *CARDS[:6])
    assert [record.values["工作室编号"] for record in reading.records] == ["A-01"]


def test_cards_with_a_row_of_something_else_among_them_are_left_and_told(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, *CARDS, ("张三", "男", "焊工", "技师"))
    assert not reading.records
    assert [issue.severity for issue in reading.issues] == [Severity.ERROR]


def test_a_cell_of_a_card_with_a_problem_is_marked_where_it_stands(tmp_path: Path) -> None:
    rows = (*CARDS[:9], ("创建时间", "前年春天", "成员数/面积", "8人/35㎡"))
    issues = read_rows(tmp_path, *rows).issues
    path = tmp_path / "台账.xlsx"
    book = load_workbook(io.BytesIO(marked_copy(SourceFile(path.name, path), issues)))
    marked = [cell.coordinate for row in book["表"].iter_rows() for cell in row if cell.comment]
    assert marked == ["B10"]


@pytest.mark.parametrize(
    "rows",
    [
        (("身份", "姓名"), ("领衔人", "张三"), ("骨干", "李四"), ("骨干", "王五"), ("成员", "赵六")),
        (("来源", "金额"), ("单位自筹", 5), ("集团公司", 3), ("工会补助", 2), ("区工会", 1)),
        (("岗位", "姓名", "联系电话"), ("主任", "张三"), ("焊工", "李四"), ("钳工", "王五"), ("电工", "赵六")),
    ],
)
def test_rows_of_a_narrow_table_are_no_card(tmp_path: Path, rows: Sequence[Row]) -> None:
    assert len(read_rows(tmp_path, ("2021年度张三工作室情况",), *rows).records) == 4
