"""The page 联盟规划: a cluster composed, drawn, told and tried out; everything stands in the address."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from explorer import planner_picture
from explorer.atlas import open_atlas
from graph.names import resolve
from graph.surroundings import Surroundings
from tests.explorer.drawn import html, shown
from tests.explorer.ledgers import LONG, SCRIPT, fill

_HEADS = ("工作室名称", "领衔人", "所在单位", "地区", "行业", "擅长", "级别")
_STUDIOS = (
    ("甲工作室", "张一", "东厂", "山东省济南市", "汽车制造业", "焊接", "国家级"),
    ("乙工作室", "王二", "西厂", "山东省青岛市", "汽车制造业", "焊接；装配", "企业级"),
    (SCRIPT, "赵四", "北厂", "江苏省南京市", "汽车制造业", "焊接；磨削", "区县级"),
    (LONG, "李三", "南厂", "山东省济南市", "纺织业", "织造", "地市级"),
    ("孤工作室", "钱七", "西厂", "", "", "", ""),
)
LEDGERS = {
    "工作室台账": [dict(zip(_HEADS, row, strict=True)) for row in _STUDIOS],
    "成员台账": [{"姓名": "周五", "工作室": "甲工作室", "身份": "骨干"}],
    "供应关系台账": [{"供方": "西厂", "需方": "东厂", "产品": "齿轮"}],
    "联盟台账": [{"联盟名称": "焊接联盟", "联盟类型": "跨区域", "落脚点": "解决技术难题"}],
    "联盟成员台账": [{"联盟名称": "焊接联盟", "工作室": name} for name in ("甲工作室", SCRIPT)],
}
Shown = Callable[..., AppTest]


def studio(name: str) -> str:
    """The id of a studio."""
    return resolve(open_atlas().store, name, kind="Studio").id


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with these ledgers."""
    folder = tmp_path_factory.mktemp("planner")
    fill(folder, LEDGERS)
    return folder


@pytest.fixture
def page(planned: Path, monkeypatch: pytest.MonkeyPatch) -> Shown:
    """The page for 甲工作室, with query parameters."""
    monkeypatch.setenv("MENGTU_HOME", str(planned))
    monkeypatch.delenv("MENGTU_STORE", raising=False)
    return partial(shown, "planner", id=studio("甲工作室"))


def members(test: AppTest) -> list[str]:
    """Names on the cards, in their order."""
    heads = [each.split("<h3>")[1].split("</a>")[0] for each in html(test).split("mt-card-act")[1:]]
    return [each.rsplit(">", 1)[1] for each in heads]


def pictured(test: AppTest) -> dict[str, list[dict[str, object]]]:
    """What the picture's component was told."""
    component = next(each.proto for each in test.get("bidi_component") if each.proto.component_name.endswith("picture"))
    told: dict[str, list[dict[str, object]]] = json.loads(component.json)
    return told


def test_without_a_lead_the_page_says_to_choose_one(page: Shown) -> None:
    assert "请先选一个牵头工作室" in html(page(id=""))


def test_the_members_are_told_with_what_each_adds(page: Shown) -> None:
    test = page(goal="拓展市场资源")
    said = html(test)
    assert members(test)[0] == "乙工作室"
    assert "西厂向你单位供应「齿轮」" in said
    assert said.count("合计</div>") == len(members(test))
    assert "不低于可能最好的" in said
    assert "现在就是盟友" in said
    assert "<span>技能</span><b>" in said


def test_the_picture_shows_the_cluster_dashed_round_its_lead(page: Shown) -> None:
    told = pictured(page())
    planned = [link for link in told["links"] if link.get("planned")]
    assert {link["from"] for link in planned} == {studio("甲工作室")}
    assert len(planned) == len(members(page()))
    kinds = {str(node["title"]).partition("：")[0] for node in told["nodes"]}
    assert kinds == {"工作室", "单位", "联盟"}


def test_hidden_kinds_are_not_drawn_but_the_cluster_is(page: Shown) -> None:
    told = pictured(page(hide="Alliance,Organization,Studio"))
    assert {str(node["title"]).partition("：")[0] for node in told["nodes"]} == {"工作室"}
    assert all(link.get("planned") for link in told["links"])


def test_a_member_is_exchanged_and_brought_back_by_the_address(page: Shown) -> None:
    other = studio("乙工作室")
    assert f"not={other}" in html(page())
    test = page(**{"not": other})
    assert "乙工作室" not in members(test)
    assert "已换掉，点一下恢复" in html(test)
    assert "乙工作室 ×" in html(test)


def test_only_new_partners_when_asked_for(page: Shown) -> None:
    assert "现在就是盟友" not in html(page(allies="not"))


@pytest.mark.parametrize(
    ("name", "value"), [("goal", "发财"), ("size", "7"), ("allies", "x"), ("not", "S9"), ("view", "?")]
)
def test_what_does_not_occur_changes_nothing(page: Shown, name: str, value: str) -> None:
    assert members(page(**{name: value})) == members(page())


def test_the_founding_is_tried_out_as_figures_before_and_after(page: Shown) -> None:
    said = html(page(view="if"))
    assert "假如「甲工作室」等" in said
    assert "没有联盟伙伴的工作室" in said
    assert "谁会受影响" in said


def test_a_loss_is_tried_out(page: Shown) -> None:
    leader = resolve(open_atlas().store, "张一", kind="Person").id
    assert "可由周五（骨干）接任" in html(page(view="if", **{"if": leader}))
    alliance = resolve(open_atlas().store, "焊接联盟", kind="Alliance").id
    assert "「焊接联盟」解散" in html(page(view="if", **{"if": alliance}))
    assert "「甲工作室」退出" in html(page(view="if", **{"if": studio("甲工作室")}))


def test_what_is_chosen_stands_in_the_address(page: Shown) -> None:
    test = page(view="if")
    for label, name, value in (("落脚点", "goal", "解决技术难题"), ("假如", "if", "heir")):
        next(each for each in test.selectbox if each.label == label).set_value(value).run()
        assert test.query_params[name] in (value, [value])
    assert not test.exception


def test_a_lead_of_which_nothing_is_known_can_still_be_tried_out(page: Shown) -> None:
    test = page(id=studio("孤工作室"), **{"not": ",".join(map(studio, ("甲工作室", "乙工作室", SCRIPT, LONG)))})
    said = html(test)
    assert "没有能给这个集群增添什么的工作室" in said
    assert "假如「孤工作室」" in said


def test_hostile_names_are_text(page: Shown) -> None:
    for view in ("adds", "if"):
        said = html(page(view=view, size="8"))
        assert "&lt;script&gt;" in said
        assert "<script>" not in said


def test_ties_outside_stand_on_a_ring_evenly_apart(page: Shown) -> None:
    page()
    atlas = open_atlas()
    names = {studio(name): name for name in ("甲工作室", "乙工作室", SCRIPT)}
    drawn = planner_picture.drawing(atlas.store, studio("甲工作室"), names, atlas.today)
    assert isinstance(drawn, Surroundings)
    assert len({(node.x, node.y) for node in drawn.nodes}) == len(drawn.nodes)
    assert [node.hop for node in drawn.nodes[:3]] == [0, 1, 1]
    assert {link.edge for link in drawn.links} == {"MEMBER_OF", "BASED_AT", "SUPPLIES"}
