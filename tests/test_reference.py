"""Regions and industries are found the way people write them, and never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reference import (
    find_honor,
    find_industry,
    find_region,
    find_skill_grade,
    industries,
    industry_line,
    region_line,
    regions,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("山东省潍坊市", "370700"),
        ("山东潍坊", "370700"),
        ("山东省 / 潍坊", "370700"),
        ("潍坊市", "370700"),
        ("370700", "370700"),
        ("３７０７００", "370700"),
        ("370783104000", "370783"),
        ("山东省寿光市", "370783"),
        ("重庆市渝北区", "500112"),
        ("上海市嘉定区安亭镇", "310114"),
        ("潍坊高新区", "370700"),
        ("北京", "110000"),
        ("110100", "110000"),
        ("内蒙古", "150000"),
        ("广西柳州", "450200"),
        ("恩施", "422800"),
        ("浦东", "310115"),
        ("河南省济源市", "419001"),
    ],
)
def test_a_region_is_found_as_people_write_it(text: str, code: str) -> None:
    region = find_region(text)
    assert region is not None
    assert region.code == code


@pytest.mark.parametrize("text", ["鼓楼区", "朝阳", "通州区", "", "全国", "火星", "999999", "长安汽车", "北京汽车集团"])
def test_what_does_not_tell_which_region_finds_none(text: str) -> None:
    assert find_region(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [("南京鼓楼区", "320106"), ("福建省鼓楼区", "350102"), ("北京朝阳", "110105"), ("辽宁朝阳", "211300")],
)
def test_the_province_or_city_before_it_tells_namesakes_apart(text: str, code: str) -> None:
    region = find_region(text)
    assert region is not None
    assert region.code == code


@pytest.mark.parametrize(("text", "name"), [("吉林", "吉林省"), ("西安", "西安市"), ("通化", "通化市")])
def test_the_higher_level_goes_before_its_namesakes(text: str, name: str) -> None:
    region = find_region(text)
    assert region is not None
    assert region.name == name


def test_a_county_name_twice_in_the_province_leaves_the_province() -> None:
    region = find_region("辽宁省铁西区")
    assert region is not None
    assert region.name == "辽宁省"


def test_every_region_is_found_by_its_full_line_and_by_its_code() -> None:
    for region in regions().values():
        line = "".join(part.name for part in reversed(region_line(region)))
        assert find_region(line) == region
        assert find_region(region.code) == region


def test_a_region_line_runs_from_county_to_province() -> None:
    assert [region.name for region in region_line(regions()["370783"])] == ["寿光市", "潍坊市", "山东省"]


def test_the_table_has_every_province_and_no_pseudo_prefecture() -> None:
    levels = [region.level for region in regions().values()]
    assert levels.count("省") == 34
    assert not [region for region in regions().values() if "直辖县级" in region.name]


@given(st.text(max_size=30))
def test_any_text_finds_a_known_region_or_none(text: str) -> None:
    region = find_region(text)
    assert region is None or regions()[region.code] == region


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("汽车制造", "36"),
        ("汽车制造业", "36"),
        ("汽车行业", "36"),
        ("36", "36"),
        ("C36", "36"),
        ("3670", "36"),
        ("c", "C"),
        ("金融", "J"),
        ("教育", "83"),
        ("铁路船舶航空航天及其他运输设备制造业", "37"),
        ("钢铁", "31"),
    ],
)
def test_an_industry_is_found_by_code_name_or_short_form(text: str, code: str) -> None:
    industry = find_industry(text)
    assert industry is not None
    assert industry.code == code


@pytest.mark.parametrize("text", ["", "占星", "A36", "98", "业"])
def test_what_names_no_industry_finds_none(text: str) -> None:
    assert find_industry(text) is None


def test_sections_run_from_a_to_t_and_divisions_from_01_to_97() -> None:
    codes = {level: [i.code for i in industries().values() if i.level == level] for level in ("门类", "大类")}
    assert codes["门类"] == list("ABCDEFGHIJKLMNOPQRST")
    assert codes["大类"] == [f"{number:02d}" for number in range(1, 98)]


def test_a_division_is_found_by_its_name_and_lies_in_its_section() -> None:
    for industry in industries().values():
        found = find_industry(industry.name)
        assert found is not None
        assert industry in industry_line(found)


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        ("全国劳模", "全国劳动模范", "国家级"),
        ("全国五一劳动奖章", "全国五一劳动奖章", "国家级"),
        ("“全国技术能手”荣誉称号", "全国技术能手", "国家级"),
        ("大国工匠年度人物", "大国工匠", "国家级"),
        ("享受国务院政府特殊津贴专家", "享受国务院政府特殊津贴", "国家级"),
        ("山东省劳动模范", "山东省劳动模范", "省部级"),
        ("北京市劳动模范", "北京市劳动模范", "省部级"),
        ("全国交通技术能手", "全国交通技术能手", "省部级"),
        ("中央企业劳动模范", "中央企业劳动模范", "省部级"),
        ("省劳模", "省劳动模范", "省部级"),
        ("省级劳模", "省劳动模范", "省部级"),
        ("潍坊市五一劳动奖章获得者", "潍坊市五一劳动奖章", "地市级"),
        ("滕州工匠", "滕州工匠", "区县级"),
        ("市电力公司劳模", "市电力公司劳动模范", "企业级"),
        ("潍柴集团首席技师", "潍柴集团首席技师", "企业级"),
        ("劳模", "劳动模范", ""),
    ],
)
def test_an_honour_has_one_name_and_the_level_its_name_tells(text: str, name: str, level: str) -> None:
    honor = find_honor(text)
    assert honor is not None
    assert (honor.name, honor.level) == (name, level)


@pytest.mark.parametrize("text", ["", "优秀", "先进个人", "三好学生"])
def test_what_is_no_known_honour_maps_to_none(text: str) -> None:
    assert find_honor(text) is None


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("高级技师", "高级技师"),
        ("高级技师(一级)", "高级技师"),
        ("一级/高级技师", "高级技师"),
        ("国家职业资格三级", "高级工"),
        ("首席技师", "首席技师"),
        (" 技 师 ", "技师"),
    ],
)
def test_a_grade_of_skill_is_found_as_people_write_it(text: str, grade: str) -> None:
    found = find_skill_grade(text)
    assert found is not None
    assert found.name == grade


@pytest.mark.parametrize("text", ["", "工程师", "九级"])
def test_what_is_no_grade_maps_to_none(text: str) -> None:
    assert find_skill_grade(text) is None


@given(st.text(max_size=12))
def test_any_text_is_an_honour_or_none(text: str) -> None:
    honor = find_honor(text)
    assert honor is None or honor.level in {"", "国家级", "省部级", "地市级", "区县级", "企业级"}
