"""Facts told across the table, in rows among their like and in sentences, instead of in cells of their own."""

from pathlib import Path

import pytest

from ingest.form.facts import facts_of
from ingest.records import Reading, Severity
from tests.forms import Row, read_bare, studio_of, table, told, values

BASICS: tuple[Row, ...] = (
    ["工作室名称", ("凌云创新工作室", 3)],
    ["所在单位", ("远山公司", 3)],
    ["创建日期", "2018年", "领衔人", "凌云"],
    ["专业领域", "焊接", "工作室类型", "√技术攻关"],
)


def _counts(reading: Reading) -> list[tuple[object, ...]]:
    return values(reading, "统计数字台账", "指标", "期间", "数值")


def test_a_label_across_the_table_is_answered_in_the_row_below(tmp_path: Path) -> None:
    across: list[Row] = [
        [("工作制度", 4)],
        [("例会制度、带徒制度", 4)],
        ["姓名", "性别", "民族", "学历"],
        ["凌云", "女", "汉族", "本科"],
        [("获奖年份及荣誉称号", 4)],
        [("2015年全国劳动模范；2018年省五一劳动奖章", 4)],
    ]
    reading = read_bare(tmp_path, table([*BASICS, *across]))
    assert studio_of(reading)["工作制度"] == "例会制度、带徒制度"
    assert values(reading, "成员台账", "荣誉") == [(["2015年全国劳动模范", "2018年省五一劳动奖章"],)]


@pytest.mark.parametrize("below", ["三、近两年成效", "骨干成员"])
def test_a_heading_below_a_label_across_the_table_is_no_answer(tmp_path: Path, below: str) -> None:
    reading = read_bare(tmp_path, table([*BASICS, [("工作制度", 4)], [(below, 4)]]))
    assert "工作制度" not in studio_of(reading)


def test_people_trained_go_on_among_the_headings_of_other_counts(tmp_path: Path) -> None:
    counts: list[Row] = [
        ["创新成果", "省级奖", "培养人才总数", "技师", "地市级劳模"],
        ["5", "2", "28", "6", "1"],
    ]
    assert _counts(read_bare(tmp_path, table(BASICS), table(counts))) == [
        ("创新成果", None, "5"), ("省部级获奖", None, "2"), ("培养人才总数", None, "28"), ("培养技师", None, "6"),
        ("培养地市级劳模", None, "1"),
    ]  # fmt: skip


def test_people_trained_below_the_benefit_of_years_are_headings_again(tmp_path: Path) -> None:
    figures: list[Row] = [
        [("年度", 2), ("创收金额（万元）", 1), ("节资金额（万元）", 1)],
        [("2018年", 2), "120", "6"],
        ["培养人才总数", "省部级劳模", "地市级劳模", "企业劳模"],
        ["23", "0", "1", "5"],
    ]
    reading = read_bare(tmp_path, table(BASICS), table(figures))
    assert set(_counts(reading)) == {
        ("培养人才总数", None, "23"), ("培养省部级劳模", None, "0"), ("培养地市级劳模", None, "1"),
        ("培养企业劳模", None, "5"), ("创收金额", "2018年", "120"), ("节资金额", "2018年", "6"),
    }  # fmt: skip


def test_under_years_a_row_is_of_the_same_block_as_the_row_above(tmp_path: Path) -> None:
    years: list[Row] = [
        ["指标", "2022年", "2023年"],
        ["经费投入（万元）", "5", "6"],
        ["培养人才总数（人）", "3", "4"],
        ["其中：双重职称", "1", "0"],
        ["技师", "2", "4"],
        ["创收金额（万元）", "20", "30"],
        ["合计", "20", "30"],
    ]
    reading = read_bare(tmp_path, table(BASICS), table(years))
    assert {("培养双重职称", "2022年", "1"), ("培养技师", "2023年", "4")} <= set(_counts(reading))
    assert [(each.period, each.total_wan) for each in facts_of(reading).benefits] == [("2022年", 20), ("2023年", 30)]
    assert told(reading, Severity.WARNING) == []
