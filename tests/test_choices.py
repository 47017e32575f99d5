"""A word a union writes becomes the word of the choice, or a reason that names the choice."""

import pytest

from ingest.choices import match_choice, match_choices, read_choice

LEVELS = ("国家级", "省部级", "地市级", "区县级", "企业级")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("省级", "省部级"),
        ("部级", "省部级"),
        ("市级", "地市级"),
        ("公司级", "企业级"),
        ("厂级", "企业级"),
        ("全国", "国家级"),
        ("区 级", "区县级"),
        ("省级（省总工会）", "省部级"),
        ("县（市、区）级", "区县级"),
    ],
)
def test_a_level_is_matched_by_synonym(written: str, meant: str) -> None:
    assert match_choice(written, LEVELS) == meant


@pytest.mark.parametrize(
    ("written", "meant"), [("自治区级", "省部"), ("省（部）级", "省部"), ("州级", "地市"), ("全国级", "国家")]
)
def test_the_level_of_an_award_is_matched_as_that_of_a_studio(written: str, meant: str) -> None:
    assert match_choice(written, ("国际", "国家", "省部", "地市", "企业")) == meant


def test_a_word_of_the_choice_goes_before_a_synonym_of_another() -> None:
    assert match_choice("成员单位", ("成员单位", "成员")) == "成员单位"


def test_a_word_outside_the_choice_is_refused_with_the_choice() -> None:
    with pytest.raises(ValueError, match="「村级」不在可选值内，请改为国家级、省部级"):
        match_choice("村级", LEVELS)


def test_several_choices_are_cut_at_commas_too() -> None:
    assert match_choices("跨地区，校企合作/1+Ｎ", ("跨区域", "校企", "1+N集群")) == ("跨区域", "校企", "1+N集群")
    assert match_choices("跨地区 校企", ("跨区域", "校企", "1+N集群")) == ("跨区域", "校企")
    assert match_choices("跨 区 域", ("跨区域", "校企", "1+N集群")) == ("跨区域",)


@pytest.mark.parametrize(
    ("written", "told"), [("已摘牌\n（2022年6月）", True), ("摘牌（领衔人退休）", False), ("已摘牌", False)]
)
def test_a_date_in_brackets_behind_a_choice_is_told(written: str, told: bool) -> None:
    choice, remark = read_choice(written, ("在册", "摘牌"))
    assert (choice, "括号里的没有读入" in remark) == ("摘牌", told)


def test_a_bracket_may_say_what_the_words_before_it_do_not() -> None:
    roles = ("领衔", "常务牵头", "秘书长", "轮值盟主", "指导", "成员")
    choice, remark = read_choice("副盟主（常务牵头）", roles)
    assert (choice, remark) == ("常务牵头", "「副盟主(常务牵头)」不在可选值内，按「常务牵头」读入，请核对")
    with pytest.raises(ValueError, match="「副盟主」不在可选值内"):
        read_choice("副盟主", roles)
