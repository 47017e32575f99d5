"""What a card says item by item above a table is read as a row of its ledger, or told."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.choices import read_choice
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


def test_another_card_below_is_told_and_says_whose_members_follow(tmp_path: Path) -> None:
    other = (("工作室名称：", "乙创新工作室", "编号：", "B-02"), ("级 别：", None, "场所面积：", "90"))
    reading = read_rows(tmp_path, TITLE, *CARD, HEAD, MEMBER, (), TITLE, *other, HEAD, ("李四", "女", "骨干"))
    members = [record.values for record in reading.records if record.ledger == "成员台账"]
    assert [(each["姓名"], each["工作室"]) for each in members] == [("张三", "甲创新工作室"), ("李四", "乙创新工作室")]
    assert [issue.place.row for issue in reading.issues if "逐项写着" in issue.message] == [10, 11]


def test_a_row_that_begins_with_a_word_for_a_column_is_data(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, ("单位性质", "单位名称", "地区"), ("学校", "甲中学", "济南市"))
    assert [record.values["单位名称"] for record in reading.records] == ["甲中学"]
