"""The page 难题看板: where every problem stands, what is stuck, and what is entered about one."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from explorer.atlas import open_atlas
from explorer.import_desk import open_register
from graph import ask, days
from graph.names import resolve
from graph.store import Stamp
from ingest.cases import recall
from tests.explorer.drawn import html, shown
from tests.explorer.ledgers import SCRIPT, fill


def ago(number: int) -> str:
    """The day so many days before today."""
    return (date.fromisoformat(days.today()) - timedelta(days=number)).isoformat()


PROBLEMS = (
    {"难题名称": "焊缝开裂", "提出单位": "东厂", "描述": "厚板焊后开裂", "征集日期": ago(20)},
    {"难题名称": "卡料", "提出单位": "西厂", "征集日期": ago(9), "匹配日期": ago(5), "联络员": "孙八"},
    {"难题名称": "漏油", "提出单位": "西厂", "对接日期": ago(3), "期限": ago(2)},
    {"难题名称": "噪声", "提出单位": "东厂", "攻关日期": ago(100), "经济效益(万元)": "12.5"},
    {"难题名称": "脏污", "提出单位": "东厂", "状态": "已解决"},
    {"难题名称": SCRIPT, "提出单位": "<b>厂</b>"},
)
LEDGERS: dict[str, list[dict[str, str]]] = {
    "工作室台账": [{"工作室名称": "甲工作室", "领衔人": "张一", "所在单位": "东厂"}],
    "难题台账": [dict(row) for row in PROBLEMS],
    "劳模帮帮团台账": [
        {"名称": "张一帮帮团", "劳模工匠": "张一", "重点项目": "卡料", "攻关团队": "甲工作室", "单位": "西厂"},
    ],
    "活动台账": [{"日期": ago(4), "帮帮团": "张一帮帮团", "类别": "攻关", "主题": "第一次到厂"}],
}
Shown = Callable[..., AppTest]


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shown:
    """The board on a workspace of its own, with query parameters."""
    fill(tmp_path, LEDGERS)
    monkeypatch.setenv("MENGTU_HOME", str(tmp_path))
    monkeypatch.delenv("MENGTU_STORE", raising=False)
    return partial(shown, "board")


def problem(name: str) -> str:
    """The id of a problem."""
    return resolve(open_atlas().store, name, kind="Problem").id


def columns(test: AppTest) -> dict[str, list[str]]:
    """Names of problems by step."""
    found = re.findall(r"<section><h2>(\S+?)<span>.*?</section>", html(test), re.DOTALL)
    bodies = re.split(r"<section><h2>\S+?<span>", html(test))[1:]
    return {step: re.findall(r"<h3[^>]*><a [^>]*>([^<]+)</a>", body) for step, body in zip(found, bodies, strict=True)}


def send(test: AppTest, **typed: Any) -> AppTest:
    """Fill in the form and send it."""
    boxes = [*test.selectbox, *test.date_input, *test.text_input, *test.number_input, *test.text_area]
    for label, value in typed.items():
        next(each for each in boxes if each.label.startswith(label)).set_value(value)
    next(each for each in test.button if each.label == "记下").click().run()
    assert not test.exception
    return test


def test_every_problem_stands_at_its_step(page: Shown) -> None:
    assert columns(page()) == {
        "征集": ["焊缝开裂", "&lt;script&gt;document.title=&#x27;PWNED&#x27;&lt;/script&gt;工作室"],
        "匹配": ["卡料"],
        "对接": ["漏油"],
        "攻关": ["噪声"],
        "验收": ["脏污"],
    }


def test_what_is_stuck_or_overdue_says_so_in_words_and_colour(page: Shown) -> None:
    said = html(page())
    assert '<article class="amber">' in said
    assert "已 20 天" in said
    assert "停得久了，一般 14 天以内" in said
    assert '<article class="red">' in said
    assert "逾期 2 天" in said
    assert "12.5万元" in said
    assert columns(page(show="stuck")) == {"征集": ["焊缝开裂"], "匹配": [], "对接": ["漏油"], "攻关": [], "验收": []}


def test_the_problems_of_one_organization(page: Shown) -> None:
    listed = columns(page(org="西厂"))
    assert [name for names in listed.values() for name in names] == ["卡料", "漏油"]
    test = page()
    next(each for each in test.selectbox if each.label == "提出单位").set_value("西厂").run()
    assert test.query_params["org"] in ("西厂", ["西厂"])


def test_counts_stand_on_top_and_lead_to_a_list(page: Shown) -> None:
    said = html(page())
    tiles = re.findall(r"<span>(\S+?)</span><b>(\d+)</b><small[^>]*>([^<]*)</small>", said)
    assert [(step, number) for step, number, _ in tiles] == [
        ("征集", "2"), ("匹配", "1"), ("对接", "1"), ("攻关", "1"), ("验收", "1"),
    ]  # fmt: skip
    assert tiles[0][2] == "1 个卡住"
    assert "焊缝开裂" in html(page(step="征集"))
    assert "卡料" not in html(page(step="征集"))


def test_a_column_of_many_ends_and_a_link_lists_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, {"难题台账": [{"难题名称": f"难题{at}", "提出单位": "东厂"} for at in range(33)]})
    monkeypatch.setenv("MENGTU_HOME", str(tmp_path))
    monkeypatch.delenv("MENGTU_STORE", raising=False)
    test = shown("board")
    assert len(columns(test)["征集"]) == 30
    assert "另有 3 个，全部列出" in html(test)
    assert html(shown("board", step="征集", page="2")).count("<article") == 3


@pytest.mark.parametrize(("name", "value"), [("step", "火星"), ("show", "?"), ("org", "火星")])
def test_what_does_not_occur_changes_nothing(page: Shown, name: str, value: str) -> None:
    assert columns(page(**{name: value})) == columns(page())


def test_nothing_left_offers_the_way_back(page: Shown) -> None:
    assert "没有符合条件的难题" in html(page(show="stuck", org="<b>厂</b>"))


def test_an_empty_board_says_how_to_fill_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, {"工作室台账": LEDGERS["工作室台账"]})
    monkeypatch.setenv("MENGTU_HOME", str(tmp_path))
    monkeypatch.delenv("MENGTU_STORE", raising=False)
    assert "还没有难题" in html(shown("board"))


def test_a_problem_has_a_dated_line_of_five_steps_and_its_contacts(page: Shown) -> None:
    said = html(page(id=problem("卡料")))
    line = re.findall(r'<li class="(\w*)"[^>]*><b>(\S+?)</b>', said)
    assert line == [("done", "征集"), ("now", "匹配"), ("", "对接"), ("", "攻关"), ("", "验收")]
    assert "第一次到厂" in said
    assert "张一帮帮团" in said


def test_a_problem_without_a_team_leads_to_one(page: Shown) -> None:
    said = html(page(id=problem("焊缝开裂")))
    assert "组一个帮帮团" in said
    assert "problem?q=%E7%84%8A%E7%BC%9D%E5%BC%80%E8%A3%82" in said
    assert "title=" in said


def test_the_page_of_a_problem_leads_to_the_board_and_back(page: Shown) -> None:
    wanted = problem("卡料")
    assert f"entity?id={wanted}" in html(page(id=wanted))
    assert f"board?id={wanted}" in html(shown("entity", id=wanted))


def test_a_link_to_a_problem_that_is_gone_is_answered(page: Shown) -> None:
    assert "找不到" in html(page(id="Q000000000000"))


def test_a_step_is_kept_with_liaison_benefit_and_contact(page: Shown) -> None:
    today = date.fromisoformat(days.today())
    test = send(page(id=problem("卡料")), 走到哪一步="对接", 联络员="钱九", 经济效益=30.5, 对接情况="定了方案")
    said = html(test)
    assert '<li class="now" aria-current="step"><b>对接</b>' in said
    assert "30.5万元" in said
    assert "定了方案" in said
    assert test.toast[0].value == "已记下「卡料」：对接。"
    line = next(each for each in ask.board(open_atlas().store) if each.name == "卡料")
    assert (line.met_on, line.liaison) == (today.isoformat(), "钱九")
    assert [each.text for each in recall(open_register(), "卡料", "西厂").contacts] == ["定了方案"]
    assert test.text_area[0].value in ("", None)


def test_a_contact_alone_leaves_the_problem_where_it_is(page: Shown) -> None:
    test = send(page(id=problem("卡料")), 对接情况="又通了电话 13800000000")
    said = html(test)
    assert '<li class="now" aria-current="step"><b>匹配</b>' in said
    assert "又通了电话" in said
    assert "13800000000" not in said


def test_a_refusal_is_one_sentence_beside_the_button(page: Shown) -> None:
    test = send(page(id=problem("卡料")), 走到哪一步="对接", 日期=date.fromisoformat(ago(8)))
    assert f"对接的日期 {ago(8)} 早于匹配的日期 {ago(5)}" in html(test)
    assert recall(open_register(), "卡料", "西厂").steps == {}
    assert "早于" not in html(test.run())


def test_nothing_new_is_refused(page: Shown) -> None:
    test = send(page(id=problem("卡料")))
    assert "没有新的内容" in html(test)
    assert not test.toast


def test_a_contact_without_a_team_cannot_be_written(page: Shown) -> None:
    assert page(id=problem("漏油")).text_area[0].disabled
    assert not page(id=problem("卡料")).text_area[0].disabled


def test_another_registers_graph_is_not_written_to(page: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    test = page(id=problem("卡料"))
    monkeypatch.setattr(type(open_atlas().store), "stamp", lambda _: Stamp("another", 1))
    assert "另一个登记库" in html(send(test, 走到哪一步="对接"))


def test_hostile_names_are_text(page: Shown) -> None:
    for said in (html(page()), html(page(id=problem(SCRIPT)))):
        assert "<script>" not in said
        assert "<b>厂" not in said
        assert "&lt;script&gt;" in said
