"""What people write into one cell of a form becomes a number, a date, a source or an honour."""

import pytest

from ingest.form.numerals import with_digits
from ingest.form.values import (
    Count,
    is_blank,
    one_line,
    read_area,
    read_count,
    read_date,
    read_headcount,
    read_heads_and_area,
    read_honors,
    read_sum,
    split_sources,
)


@pytest.mark.parametrize(
    "written",
    [
        "12人/86㎡", "12人、86平方米", "12 / 86", "成员12名，面积约86平米", "１２人／８６㎡",
        "12人\n86平米", "12/86㎡", "12  86",
        "12人（含领衔人）/86㎡", "成员总数12人，其中高工5人；面积86平方米", "12人  86m²", "12名/86.0平方",
    ],
)  # fmt: skip
def test_members_and_area_are_told_apart_in_any_spelling(written: str) -> None:
    assert read_heads_and_area(written, "成员总数")[:2] == (12, 86.0)


def test_numbers_without_units_follow_the_order_of_the_label() -> None:
    assert read_heads_and_area("86/12", "场所面积(㎡)")[:2] == (12, 86.0)


@pytest.mark.parametrize(("written", "read"), [("12人", (12, None)), ("86㎡", (None, 86.0)), ("—/86㎡", (None, 86.0))])
def test_one_of_the_two_may_be_missing(written: str, read: tuple[int | None, float | None]) -> None:
    assert read_heads_and_area(written, "成员总数")[:2] == read


@pytest.mark.parametrize("written", ["86", "两处共用", "60㎡+40㎡"])
def test_what_could_be_either_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="分不清"):
        read_heads_and_area(written, "成员总数")


@pytest.mark.parametrize(
    "written",
    [
        "12",
        "１２",
        "12人",
        "十二人",
        "共12人（其中高级工程师3人）",
        "现有成员12人，其中党员5人",
        "12（人）",
        "12人左右",
        "12位",
    ],
)
def test_a_headcount_is_the_whole_and_not_its_parts(written: str) -> None:
    assert read_headcount(written) == 12


@pytest.mark.parametrize(
    "written",
    [
        "120",
        "120㎡",
        "约120 m2",
        "120平米",
        "一百二十平方米",
        "面积120平方米",
        "120（㎡）",
        "120㎡（含培训室40㎡）",
        "2间，共120平方米",
    ],
)
def test_an_area_is_the_whole_and_not_its_parts(written: str) -> None:
    assert read_area(written) == 120.0


@pytest.mark.parametrize("written", ["十几个", "10-15人", "3人+4人", "若干"])
def test_what_is_no_one_headcount_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="不是整数"):
        read_headcount(written)


@pytest.mark.parametrize("written", ["很大", "60㎡+40㎡", "60～80平方米", "1.2万平方米"])
def test_what_is_no_one_area_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="不是面积"):
        read_area(written)


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("一百二十平方米", "120平方米"),
        ("十五万元", "15万元"),
        ("壹拾万元整", "10万元整"),
        ("二十人", "20人"),
        ("统一管理", "统一管理"),
    ],
)
def test_numbers_in_characters_become_digits_before_a_unit(written: str, digits: str) -> None:
    assert with_digits(written) == digits


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("14项", Count("14", "项")), ("１４ 项", Count("14", "项")), ("0", Count("0")),
        ("共14余项", Count("14", "项", "余")),
        ("十四项", Count("14", "项")), ("两个", Count("2", "个")), ("__3__项", Count("3", "项")),
        ("1,200人", Count("1200", "人")),
        ("约30人", Count("30", "人", "约")), ("14项（其中省级3项）", Count("14", "项", "", "14项(其中省级3项)")),
        ("14（项）", Count("14", "项")),
    ],
)  # fmt: skip
def test_a_count_keeps_its_unit_and_its_qualifier(written: str, read: Count) -> None:
    assert read_count(written) == read


@pytest.mark.parametrize("written", ["若干", "14项、3项", "见附表"])
def test_what_is_no_count_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="不是一个数"):
        read_count(written)


@pytest.mark.parametrize(
    ("written", "unit", "wan"),
    [
        ("10", "万元", "10"),
        ("10万元", "", "10"),
        ("100000", "元", "10"),
        ("1.2亿元", "万元", "12000"),
        ("5000元", "", "0.5"),
    ],
)
def test_money_is_in_wan_whatever_the_label_counts_in(written: str, unit: str, wan: str) -> None:
    assert read_sum(written, unit).number == wan


@pytest.mark.parametrize(
    ("written", "sources"),
    [
        ("单位", (("单位", None),)),
        ("公司10万元，工会5万元", (("公司", 10.0), ("工会", 5.0))),
        ("公司8、工会2", (("公司", 8.0), ("工会", 2.0))),
        ("公司出资：8万元；上级工会：20000元", (("公司", 8.0), ("上级工会", 2.0))),
        ("公司自筹8万元，项目部投入2万元", (("公司自筹", 8.0), ("项目部投入", 2.0))),
        ("项目部投入", (("项目部投入", None),)),
        ("公司(8万元)、工会(2万元)", (("公司", 8.0), ("工会", 2.0))),
        ("公司8万元，工会2万元，合计10万元", (("公司", 8.0), ("工会", 2.0))),
        ("公司8万元，工会2万元，合计12万元", (("公司8万元，工会2万元，合计12万元", None),)),
        ("公司1,200元，工会800元", (("公司", 0.12), ("工会", 0.08))),
        ("公司—8万元", (("公司", 8.0),)),
        ("单位、上级工会", (("单位、上级工会", None),)),
        ("省总工会2015年专项", (("省总工会2015年专项", None),)),
    ],
)
def test_sources_carry_their_own_amounts_only_when_every_one_has_it(
    written: str, sources: tuple[tuple[str, float | None], ...]
) -> None:
    assert split_sources(written, "万元") == sources


@pytest.mark.parametrize(
    ("written", "honors"),
    [
        ("2015年全国劳动模范；2017年省五一劳动奖章", ("2015年全国劳动模范", "2017年省五一劳动奖章")),
        ("2015年全国劳模，2016年省工匠", ("2015年全国劳模", "2016年省工匠")),
        ("1.2015年荣获全国劳动模范\n2.2016年获省级工匠", ("2015年全国劳动模范", "2016年省级工匠")),
        ("2013、2015年集团劳模", ("2013年集团劳模", "2015年集团劳模")),
        ("2015年全国劳模。2016年省工匠。", ("2015年全国劳模", "2016年省工匠")),
        ("全国劳动模范", ("全国劳动模范",)),
        ("● 2017年市工匠\n● 2020年省先进工作者", ("2017年市工匠", "2020年省先进工作者")),
        ("2012年", ()),
        ("2012年市劳模，2015年", ("2012年市劳模",)),
        ("全国劳动模范 2015年；省劳模 2012年", ("2015年全国劳动模范", "2012年省劳模")),
    ],
)
def test_honours_come_one_each_with_their_year(written: str, honors: tuple[str, ...]) -> None:
    assert read_honors(written) == honors


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("20180420", "2018-04-20"), ("2018.4", "2018-04"), ("2018年4月", "2018-04"),
        ("２０１８年４月２０日", "2018-04-20"),
        ("2018年 4 月 20 日", "2018-04-20"), ("2018年4月（试运行）", "2018-04"), ("2018", "2018"),
        ("2018/4/20", "2018-04-20"),
    ],
)  # fmt: skip
def test_dates_keep_the_precision_they_are_written_with(written: str, iso: str) -> None:
    assert read_date(written)[0] == iso


@pytest.mark.parametrize("written", ["", "  项", "____", "年  月  日", "公章\n负责人签名：", "（盖章）", "个", "万元"])
def test_what_the_blank_form_has_is_blank(written: str) -> None:
    assert is_blank(written)


@pytest.mark.parametrize("written", ["0", "—", "无", "同意", "0项", "2018年"])
def test_what_somebody_wrote_is_not_blank(written: str) -> None:
    assert not is_blank(written)


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("东江桥梁\n工程公司", "东江桥梁工程公司"),
        ("汉  族", "汉族"),
        ("欧 阳 明", "欧阳明"),
        ("工程师 技师", "工程师 技师"),
    ],
)
def test_a_word_broken_or_padded_is_one_word(written: str, line: str) -> None:
    assert one_line(written) == line
