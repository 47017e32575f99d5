"""Who teaches whom, what and from when until when, in the layouts and words of offices that keep books of it."""

from pathlib import Path

import pytest

from tests.workbooks import read_rows


@pytest.mark.parametrize("heading", ["师承期限", "结对时间", "带徒期限"])
@pytest.mark.parametrize("span", ["2021.3-2023.5", "2021年3月至2023年5月", "2021.3—2023.5"])
def test_one_column_says_from_when_and_until_when(tmp_path: Path, heading: str, span: str) -> None:
    (record,) = read_rows(tmp_path, ("师傅", "徒弟", heading), ("张三", "李四", span)).records
    assert (record.values["起始日期"], record.values["结束日期"]) == ("2021-03", "2023-05")


def test_a_column_of_single_dates_says_when_it_began(tmp_path: Path) -> None:
    (record,) = read_rows(tmp_path, ("师傅", "徒弟", "结对时间"), ("张三", "李四", "2021-03")).records
    assert (record.values["起始日期"], "结束日期" in record.values) == ("2021-03", False)


def test_what_is_taught_goes_before_the_trade(tmp_path: Path) -> None:
    head = ("师傅", "工种", "徒弟", "所传技艺")
    (record,) = read_rows(tmp_path, head, ("张三", "钳工", "李四", "激光对中")).records
    assert (record.values["技能"], record.notes) == ("激光对中", {"工种": "钳工"})


def test_the_trade_of_a_mentor_is_not_what_the_pair_is_about(tmp_path: Path) -> None:
    over, under = ("师傅", None, "徒弟", None, "协议号"), ("姓名", "工种", "姓名", "年龄", None)
    (record,) = read_rows(tmp_path, over, under, ("张三", "钳工", "李四", 24, "A1")).records
    assert record.values == {"师傅": "张三", "徒弟": "李四", "协议编号": "A1"}
    assert record.notes == {"师傅工种": "钳工", "徒弟年龄": "24"}
