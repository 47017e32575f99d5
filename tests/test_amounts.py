"""A cell becomes the number, area or amount a person meant, or a reason they can act on."""

import pytest

from ingest.amounts import read_area, read_integer, read_money, read_number
from ingest.normalise import Raw


@pytest.mark.parametrize(
    ("written", "wan"),
    [
        ("4860", 4860.0),
        (4860, 4860.0),
        ("4860万元", 4860.0),
        ("1.8亿元", 18000.0),
        ("1.8亿", 18000.0),
        ("20000元", 2.0),
        ("4000多万元", 4000.0),
        ("约1,234.5万元", 1234.5),
        ("300千元", 30.0),
        ("0", 0.0),
        ("5w", 5.0),
        ("五万", 5.0),
        ("￥50", 50.0),
    ],
)
def test_money_is_in_wan_unless_the_cell_says_otherwise(written: Raw, wan: float) -> None:
    assert read_money(written)[0] == wan


def test_a_bare_amount_counts_in_the_unit_of_its_heading() -> None:
    assert read_money("20000", unit="") == (2.0, "")
    assert read_money("20000万元", unit="") == (20000.0, "")


@pytest.mark.parametrize("written", ["约两百", "100-200", "12,34", "5美元", "inf", "1e5"])
def test_an_amount_that_is_not_one_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="请"):
        read_money(written)


@pytest.mark.parametrize("written", ["1+1万", "5万(含美元2万)", "约3万+2万"])
def test_an_amount_of_which_a_part_is_no_sure_money_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="不是金额"):
        read_money(written)


@pytest.mark.parametrize(
    ("written", "wan"),
    [
        ("3万+2万", 5.0),
        ("3万元+5000元", 3.5),
        ("5万元(含设备2万)", 5.0),
        ("5.0万元/年", 5.0),
        ("￥50000.00", 5.0),
    ],
)
def test_an_amount_that_needs_a_second_look_is_read_and_said(written: str, wan: float) -> None:
    assert read_money(written) == (wan, f"「{written}」按 {wan:g} 万元 读入，请核对")


def test_a_count_of_two_parts_is_added_up_and_said() -> None:
    assert read_integer("35+20人") == (55, "「35+20人」按 55 读入，请核对")


@pytest.mark.parametrize(
    ("written", "count"), [("12人", 12), ("1,200", 1200), ("１２", 12), (12.0, 12), ("近30余人", 30)]
)
def test_a_count_is_read_with_its_unit(written: Raw, count: int) -> None:
    assert read_integer(written)[0] == count


@pytest.mark.parametrize("written", ["12人/86㎡", "12.5", "-3", "十几人", "٣", "10-12人", "9" * 40])
def test_what_is_no_count_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="请"):
        read_integer(written)


@pytest.mark.parametrize("written", ["86", "86㎡", "86 平方米", "86m²", 86.0])
def test_an_area_is_in_square_metres(written: Raw) -> None:
    assert read_area(written) == (86.0, "")


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("约30人", 30),
        ("30余人", 30),
        ("近30人", 30),
        ("30人左右", 30),
        ("超过1.2万人次", 12000),
        ("≥30", 30),
        ("30+", 30),
    ],
)
def test_a_count_that_is_not_exact_is_read_and_said(written: str, count: int) -> None:
    assert read_integer(written) == (count, f"「{written}」不是准数，按 {count} 读入")


@pytest.mark.parametrize(("written", "wan"), [("约4000万元", 4000.0), ("4000多万元", 4000.0), ("1亿元以上", 10000.0)])
def test_an_amount_that_is_not_exact_is_read_and_said(written: str, wan: float) -> None:
    assert read_money(written) == (wan, f"「{written}」不是准数，按 {wan:g} 万元 读入")


@pytest.mark.parametrize(("written", "count"), [("十二人", 12), ("三", 3), ("二十", 20), ("两名", 2), ("共12人", 12)])
def test_a_count_in_words_is_exact(written: str, count: int) -> None:
    assert read_integer(written) == (count, "")


@pytest.mark.parametrize("written", ["2019年", "85%", "十几人"])
def test_what_counts_nothing_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="请"):
        read_integer(written)


@pytest.mark.parametrize("spoken", ["一百二", "三千五", "一万二", "三万五"])
def test_a_number_as_it_is_spoken_is_refused(spoken: str) -> None:
    with pytest.raises(ValueError, match="不是一个数"):
        read_number(spoken)
