"""The page 身份核对: questions as cards, answers that merge or are remembered, and decisions taken back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from explorer.atlas import open_atlas
from graph import ask
from tests.explorer.drawn import html, shown
from tests.explorer.ledgers import SCRIPT, fill

LEDGERS = {
    "单位台账": [{"单位名称": "云帆控股集团有限公司", "地区": "山东省潍坊市", "出处": "https://example.org/a"}],
    "工作室台账": [
        {"工作室名称": "周岚工作室", "领衔人": "周岚", "所在单位": "云帆集团", "地区": "山东省潍坊市"},
        {"工作室名称": f"{SCRIPT}甲", "领衔人": "林晓", "所在单位": "东厂"},
        {"工作室名称": f"{SCRIPT}甲", "领衔人": "林晓", "所在单位": "未载"},
    ],
}
Shown = Callable[..., AppTest]


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shown:
    """The page on a workspace of its own, with query parameters."""
    fill(tmp_path, LEDGERS)
    monkeypatch.setenv("MENGTU_HOME", str(tmp_path))
    monkeypatch.delenv("MENGTU_STORE", raising=False)
    return partial(shown, "identity")


def press(test: AppTest, label: str, which: int = 0) -> AppTest:
    """Press one of the buttons of a label."""
    [each for each in test.button if each.label == label][which].click().run()
    assert not test.exception
    return test


def test_a_question_shows_both_sides_their_sources_and_the_reasons(page: Shown) -> None:
    said = html(page(kind="Organization"))
    assert said.count('class="mt-pair"') == 1
    for expected in (
        "云帆控股集团有限公司",
        "云帆集团",
        "被引用未登记",
        "山东省潍坊市",
        'href="https://example.org/a"',
        "工作室台账.csv 第 2 行",
        "去掉地区和公司形式后同名",
        "+70",
    ):
        assert expected in said
    assert 'class="one agree"' in said


def test_hostile_names_are_text(page: Shown) -> None:
    said = html(page(kind="Studio"))
    assert "&lt;script&gt;" in said
    assert "<script>" not in said


def test_same_merges_and_can_be_taken_back(page: Shown) -> None:
    test = press(page(kind="Organization"), "是同一个")
    assert "已把「云帆集团」并入「云帆控股集团有限公司」" in html(test)
    assert "没有待核对的身份" in html(test)
    decided = page(list="decided")
    assert "云帆集团" in html(decided)
    assert "是同一个" in html(decided)
    assert "已撤回" in html(press(decided, "撤回"))
    assert html(page(kind="Organization")).count('class="mt-pair"') == 1


def test_the_graph_follows_an_answer(page: Shown) -> None:
    press(page(kind="Organization"), "是同一个")
    found = [hit for hit in ask.find(open_atlas().store, "云帆") if hit.kind == "Organization"]
    assert len(found) == 1


def test_different_is_remembered(page: Shown) -> None:
    test = press(page(kind="Organization"), "不是同一个")
    assert "不是同一个，以后不再问" in html(test)
    assert 'class="mt-pair"' not in html(page(kind="Organization"))
    assert "不是同一个" in html(page(list="decided"))


def test_a_question_put_off_is_shown_again_on_request(page: Shown) -> None:
    test = press(page(kind="Organization"), "以后再说")
    assert 'class="mt-pair"' not in html(test)
    assert "有 1 个问题放到了以后" in html(test)
    assert 'class="mt-pair"' in html(press(test, "重新显示"))
    assert 'class="mt-pair"' in html(page(kind="Organization"))


@pytest.mark.parametrize(
    ("parameters", "said"), [({"kind": "Person"}, "没有待核对的身份"), ({"list": "decided"}, "还没有作过判断")]
)
def test_nothing_to_show_says_so(page: Shown, parameters: dict[str, str], said: str) -> None:
    assert said in html(page(**parameters))
