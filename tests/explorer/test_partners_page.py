"""The page 伙伴建议: filters in the address, two lists, decisions made and taken back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from explorer.atlas import open_atlas
from explorer.partner_wish import Options, nobody, options
from graph.analytics.wish import PLAIN, Wish
from graph.landscape import AllianceFacts, Landscape, StudioFacts
from graph.names import resolve
from graph.store import Stamp
from tests.explorer.drawn import html, shown
from tests.explorer.ledgers import SCRIPT, fill

_STUDIOS = (
    ("甲工作室", "张一", "东厂", "山东省济南市", "汽车制造业"),
    ("乙工作室", "王二", "东厂", "山东省青岛市", "汽车制造业"),
    ("丙工作室", "李三", "南厂", "山东省济南市", "纺织业"),
    (SCRIPT, "赵四", "北厂", "江苏省南京市", "汽车制造业"),
)
_HEADS = ("工作室名称", "领衔人", "所在单位", "地区", "行业")
LEDGERS = {
    "工作室台账": [{**dict(zip(_HEADS, row, strict=True)), "擅长": "焊接"} for row in _STUDIOS],
    "联盟台账": [{"联盟名称": "焊接联盟", "联盟类型": "跨区域", "落脚点": "解决技术难题"}],
    "联盟成员台账": [{"联盟名称": "焊接联盟", "工作室": name} for name in ("丙工作室", SCRIPT)],
}
Shown = Callable[..., AppTest]


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shown:
    """The page for 甲工作室 on a workspace of its own, with query parameters."""
    fill(tmp_path, LEDGERS)
    monkeypatch.setenv("MENGTU_HOME", str(tmp_path))
    monkeypatch.delenv("MENGTU_STORE", raising=False)
    return partial(shown, "partners", id=resolve(open_atlas().store, "甲工作室", kind="Studio").id)


def press(test: AppTest, label: str, which: int = 0) -> AppTest:
    """Press one of the buttons of a label."""
    [each for each in test.button if each.label == label][which].click().run()
    assert not test.exception
    return test


def suggested(test: AppTest) -> list[str]:
    """Names on the cards, in their order."""
    heads = [each.split("<h3>")[1].split("</a>")[0] for each in html(test).split('class="mt-card"')[1:]]
    return [each.rsplit(">", 1)[1] for each in heads]


def dismiss(test: AppTest, reason: str) -> AppTest:
    """Say that the first suggestion does not suit."""
    test.text_area[0].set_value(reason)
    return press(test, "确定不合适")


def test_familiar_and_new_partners_stand_in_two_lists(page: Shown) -> None:
    said = html(page())
    assert said.index("熟识<") < said.index("乙工作室") < said.index("新伙伴<") < said.index("丙工作室")
    assert suggested(page(mode="familiar")) == ["乙工作室"]
    assert "乙工作室" not in suggested(page(mode="new"))


@pytest.mark.parametrize(
    ("parameters", "left"),
    [
        ({"region": "山东省"}, {"乙工作室", "丙工作室"}),
        ({"region": "青岛市"}, {"乙工作室"}),
        ({"industry": "纺织业"}, {"丙工作室"}),
        ({"goal": "解决技术难题", "region": "济南市"}, {"丙工作室"}),
        ({"kind": "跨行业"}, {"丙工作室"}),
    ],
)
def test_a_filter_in_the_address_leaves_those_who_meet_it(
    page: Shown, parameters: dict[str, str], left: set[str]
) -> None:
    assert set(suggested(page(**parameters))) == left


def test_a_filter_that_is_used_stands_in_the_address(page: Shown) -> None:
    test = page()
    for label, name, value in (("地区", "region", "江苏省"), ("行业", "industry", "汽车制造业")):
        next(each for each in test.selectbox if each.label == label).set_value(value).run()
        assert test.query_params[name] in (value, [value])
    next(each for each in test.select_slider if each.label == "名气").set_value("3").run()
    assert test.query_params["fame"] in ("3", ["3"])
    assert not test.exception


@pytest.mark.parametrize("name", ["region", "industry", "goal", "fame", "mode", "kind", "top"])
def test_what_does_not_occur_is_no_filter(page: Shown, name: str) -> None:
    assert suggested(page(**{name: "火星"})) == suggested(page())


def test_nobody_left_says_which_filter_to_loosen(page: Shown) -> None:
    said = html(page(region="青岛市", industry="纺织业", mode="familiar"))
    assert "没有符合「青岛市、纺织业、熟识」的对象。" in said
    assert "去掉行业「纺织业」" in said
    assert "去掉地区" not in said


@pytest.mark.parametrize(("label", "tone"), [("已联系", "blue"), ("已同意", "green")])
def test_a_decision_is_told_beside_the_suggestion_and_can_be_taken_back(page: Shown, label: str, tone: str) -> None:
    test = press(page(), label)
    assert test.toast[0].value == f"已记下「乙工作室」：{label}。"
    assert f'mt-{tone}">{label} ' in html(test)
    assert suggested(test) == suggested(page())
    test = press(page(), "撤回")
    assert "已撤回" in test.toast[0].value
    assert f'">{label} ' not in html(test)


def test_what_does_not_suit_is_gone_until_it_is_taken_back(page: Shown) -> None:
    before = suggested(page())
    test = dismiss(page(), "已有<b>同类</b>合作")
    assert suggested(test) == [each for each in before if each != "乙工作室"]
    assert "已有&lt;b&gt;同类&lt;/b&gt;合作" in html(test)
    assert "不合适</span>" in html(page(mode="familiar"))
    other = resolve(open_atlas().store, "乙工作室", kind="Studio").id
    assert "甲工作室" not in suggested(shown("partners", id=other))
    assert suggested(press(page(), "撤回")) == before


def test_a_dismissal_without_a_reason_is_refused_where_it_was_tried(page: Shown) -> None:
    before = suggested(page())
    test = dismiss(page(), "  ")
    assert "请写明原因" in html(test)
    assert suggested(test) == before
    assert "请写明原因" not in html(test.run())


def test_when_all_were_dismissed_that_is_said(page: Shown) -> None:
    test = page(mode="familiar")
    assert "有 1 个工作室已判断为不合适" in html(dismiss(test, "太远"))


def test_hostile_names_are_text(page: Shown) -> None:
    test = press(page(region="江苏省"), "已联系")
    said = html(test)
    assert r"\<script\>" in test.toast[0].value
    assert "&lt;script&gt;" in said
    assert "<script>" not in said


def test_another_registers_graph_cannot_be_decided_on(page: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    test = page()
    monkeypatch.setattr(type(open_atlas().store), "stamp", lambda _: Stamp("another", 1))
    assert "另一个登记库" in html(press(test, "已联系"))
    assert not test.toast


def test_options_are_what_occurs_provinces_first_and_in_the_order_readers_know() -> None:
    places = (("山东省", "青岛市"), ("山东省", "济南市"), ("北京市", "北京市"), ("", ""))
    studios = tuple(
        StudioFacts(f"S{at}", "", province=province, region_name=name) for at, (province, name) in enumerate(places)
    )
    alliances = (AllianceFacts("A1", "", goals=("培养技术人才", "自定的", "解决技术难题")),)
    known = options(Landscape((*studios, StudioFacts("S9", "", industry_name="纺织业")), alliances))
    assert known == Options(
        ("北京市", "山东省", "济南市", "青岛市"), ("纺织业",), ("解决技术难题", "培养技术人才", "自定的")
    )


@pytest.mark.parametrize(
    ("wish", "enough", "said"),
    [
        (PLAIN, PLAIN, "请补充台账"),
        (Wish(region="山东省"), PLAIN, "去掉地区「山东省」"),
        (Wish(region="山东省", goal="解决技术难题"), PLAIN, "去掉全部条件"),
        (Wish(kind="校企", mode="new"), Wish(kind="校企"), "去掉范围「新伙伴」"),
    ],
)
def test_the_hint_names_what_would_be_enough(wish: Wish, enough: Wish, said: str) -> None:
    assert said in "".join(nobody(wish, lambda other: other == enough, 0))
