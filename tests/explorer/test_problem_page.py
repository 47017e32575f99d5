"""The page 难题求解: what is answered, the team and every change of it in the address, and what is kept."""

import re
from collections.abc import Callable
from functools import partial
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from explorer.atlas import open_atlas
from explorer.import_desk import open_register
from graph import ask
from graph.names import resolve
from graph.store import Stamp
from ingest.cases import LONGEST, recall
from tests.explorer.drawn import html, shown
from tests.explorer.ledgers import LONG, SCRIPT, fill

_HEADS = ("工作室名称", "领衔人", "所在单位", "地区", "行业", "擅长")
_STUDIOS = (
    ("甲工作室", "张一", "东厂", "山东省济南市", "汽车制造业", "焊接"),
    ("乙工作室", "王二", "西厂", "山东省青岛市", "汽车制造业", "焊接；电气"),
    (SCRIPT, "赵四", "北厂", "江苏省南京市", "汽车制造业", "焊接"),
    (LONG, "李三", "南厂", "山东省济南市", "纺织业", "电气；织造"),
)
_PEOPLE = (("周五", "甲工作室", "焊接"), ("吴六", "甲工作室", "焊接"), ("郑七", "乙工作室", "电气"))
LEDGERS = {
    "工作室台账": [dict(zip(_HEADS, row, strict=True)) for row in _STUDIOS],
    "成员台账": [
        {"姓名": name, "工作室": studio, "身份": "骨干", "工种": skill, "联系电话": "13800000000"}
        for name, studio, skill in _PEOPLE
    ],
    "课题台账": [
        {"课题名称": "车架焊接变形控制", "工作室": "甲工作室", "立项日期": "2021", "成果简介": "焊接夹具改进"},
    ],
}
PROBLEM = "焊接夹具和电气控制失灵"
Shown = Callable[..., AppTest]


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shown:
    """The page on a workspace of its own, with query parameters."""
    fill(tmp_path, LEDGERS)
    monkeypatch.setenv("MENGTU_HOME", str(tmp_path))
    monkeypatch.delenv("MENGTU_STORE", raising=False)
    return partial(shown, "problem")


def person(name: str) -> str:
    """The id of a person."""
    return resolve(open_atlas().store, name, kind="Person").id


def members(test: AppTest) -> list[str]:
    """Names in the team, the leader first."""
    return re.findall(r'<article class="mt-member[^>]*><h3><a [^>]*>([^<]+)</a>', html(test))


def ways(test: AppTest, label: str) -> list[dict[str, str]]:
    """What the links of that label lead to."""
    found = re.findall(rf'href="([^"]*)"[^>]*>{re.escape(label)}</a>', html(test))
    return [{name: values[0] for name, values in parse_qs(urlsplit(unescape(each)).query).items()} for each in found]


def field(test: AppTest, label: str) -> str:
    """What stands in a text box."""
    return str(next(each for each in test.text_input if each.label == label).value)


def save(test: AppTest, **typed: str) -> AppTest:
    """Fill in the form and send it."""
    for label, value in typed.items():
        next(each for each in reversed(test.text_input) if each.label == label).set_value(value)
    next(each for each in test.button if each.label in ("存下难题和帮帮团", "只存难题")).click().run()
    assert not test.exception
    return test


def test_without_a_problem_three_examples_are_links(page: Shown) -> None:
    test = page()
    assert "请在上面写下难题" in html(test)
    examples = [ways(test, each)[0] for each in ("茶叶真空包装机卡料", "智能烘干机温度传感器脏污")]
    assert [each["q"] for each in examples] == ["茶叶真空包装机卡料", "智能烘干机温度传感器脏污"]


def test_what_is_typed_stands_in_the_address_and_in_the_box(page: Shown) -> None:
    test = page(need="电气", lead="P1", top="10")
    test.text_area[0].set_value(PROBLEM).run()
    assert test.query_params["q"] in (PROBLEM, [PROBLEM])
    assert "need" not in test.query_params
    assert "lead" not in test.query_params
    assert test.query_params["top"] in ("10", ["10"])
    assert test.text_area[0].value == PROBLEM


def test_a_problem_is_answered_with_confidence_skills_and_reasons(page: Shown) -> None:
    said = html(page(q=PROBLEM))
    assert "把握" in said
    assert "焊接 ×" in said
    assert "电气 ×" in said
    assert "合计</div>" in said
    assert "13800000000" not in said


@pytest.mark.parametrize(("part", "name"), [("studios", "乙工作室"), ("people", "王二"), ("works", "车架焊接变形控制")])
def test_every_part_is_ranked_with_reasons_that_link_to_pages(page: Shown, part: str, name: str) -> None:
    said = html(page(q=PROBLEM, part=part, top="30"))
    cards = said.split('class="mt-card"')[1:]
    assert any(f">{name}</a></h3>" in each for each in cards)
    assert all("mt-waterfall" in each for each in cards)


def test_an_unknown_place_of_an_organization_is_said(page: Shown) -> None:
    assert "远近没有计入" in html(page(q=PROBLEM, org="没听说过的厂"))
    assert "远近没有计入" not in html(page(q=PROBLEM, org="东厂"))
    assert "同在济南市" in html(page(q=PROBLEM, org="东厂"))
    assert "同在青岛市" in html(page(q=PROBLEM, region="青岛市"))


def test_skills_are_added_and_taken_away_in_the_address(page: Shown) -> None:
    test = page(q=PROBLEM)
    next(each for each in test.text_input if each.label == "再加一项技能").set_value("织造，绣花").run()
    need = str(test.query_params["need"]).strip("[']").split(",")
    assert {"织造", "绣花", "焊接", "电气"} <= set(need)
    assert re.search("没有人能做：[^；]*绣花；请向图谱以外求助", html(test))
    assert field(test, "再加一项技能") == ""
    assert "绣花" not in ways(test, "绣花 ×")[0]["need"]
    assert "need" not in ways(test, "恢复成从难题里认出的")[0]


def test_a_team_covers_what_is_needed_and_says_how_good_it_is(page: Shown) -> None:
    test = page(q=PROBLEM)
    said = html(test)
    assert len(members(test)) >= 1
    assert 'mt-blue">领衔' in said
    assert "没有更好的一组" in said
    assert "只此一人" in said or "有人能做" in said


def test_a_member_who_is_not_wanted_goes_and_comes_back(page: Shown) -> None:
    before = page(q=PROBLEM)
    out = ways(before, "不选")[0]
    after = page(**out)
    gone = members(before)[0]
    assert gone not in members(after)
    assert members(page(**ways(after, f"不选{gone} ×")[0])) == members(before)


def test_another_leader_is_chosen(page: Shown) -> None:
    for name in ("张一", "王二"):
        assert members(page(q=PROBLEM, lead=person(name)))[0] == name


def test_who_cannot_lead_is_refused_in_a_sentence_and_another_leads(page: Shown) -> None:
    test = page(q=PROBLEM, lead=person("周五"))
    assert "不能牵头" in html(test)
    assert members(test) == members(page(q=PROBLEM))


def test_a_swap_is_told_in_words_and_made_by_its_link(page: Shown) -> None:
    before = page(q=PROBLEM, size="3")
    said = html(before)
    assert "替换为…" in said
    assert "整组评分" in said
    address = next(iter(re.findall(r"<li><a data-in href=\"([^\"]*swap=[^\"]*)\"", said)))
    asked = {name: values[0] for name, values in parse_qs(urlsplit(unescape(address)).query).items()}
    leaves, joins = asked["swap"].split("~")
    names = {person(name): name for name in ("张一", "王二", "赵四", "李三", "周五", "吴六", "郑七")}
    after = page(**asked)
    assert set(members(after)) == {*members(before), names[joins]} - {names[leaves]}
    back = ways(after, f"{names[leaves]} → {names[joins]} ×")[0]
    assert members(page(**back)) == members(before)


@pytest.mark.parametrize(
    ("name", "value"), [("swap", "P1~P2"), ("swap", "~"), ("not", "P9"), ("size", "99"), ("part", "?"), ("top", "-1")]
)
def test_what_does_not_occur_changes_nothing(page: Shown, name: str, value: str) -> None:
    assert members(page(q=PROBLEM, **{name: value})) == members(page(q=PROBLEM))


def test_a_text_that_says_nothing_is_answered_plainly(page: Shown) -> None:
    assert "没有相近的记载" in html(page(q="zzz qqq"))


def test_where_nobody_could_help_that_is_said_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, {"难题台账": [{"难题名称": "卡料", "提出单位": "东厂"}]})
    monkeypatch.setenv("MENGTU_HOME", str(tmp_path))
    monkeypatch.delenv("MENGTU_STORE", raising=False)
    assert "没有找到任何相近的" in html(shown("problem", q=PROBLEM))


def test_a_team_is_kept_and_linked(page: Shown) -> None:
    test = save(page(q=PROBLEM, org="东厂"), 联络员="孙八", 难题名称="焊机失灵")
    assert "已存下" in html(test)
    line = next(each for each in ask.board(open_atlas().store) if each.name == "焊机失灵")
    assert (line.organizations, line.liaison, len(line.team_names)) == (["东厂"], "孙八", 1)
    assert set(line.days) == {"征集", "匹配"}
    assert f"board?id={line.id}" in html(test)
    assert f"entity?id={line.teams[0]}" in html(test)
    case = recall(open_register(), "焊机失灵", "东厂")
    assert case.description == PROBLEM
    assert {"焊接", "电气"} <= set(case.skills)
    assert case.team is not None
    assert case.team.leader.startswith(members(test)[0])


def test_a_second_team_of_one_leader_is_offered_another_name(page: Shown) -> None:
    leader = person("张一")
    save(page(q=PROBLEM, lead=leader))
    assert field(page(q=f"{PROBLEM}了", lead=leader), "帮帮团名称") == f"张一劳模帮帮团（{PROBLEM}了）"
    assert field(page(q=PROBLEM, lead=leader), "帮帮团名称") == "张一劳模帮帮团"


def test_keeping_a_team_makes_none_of_it_too_busy_for_it(page: Shown) -> None:
    test = page(q=PROBLEM)
    before = members(test)
    after = save(test)
    assert members(after) == before
    assert "手上已有 1 个帮帮团" not in html(after)
    assert "手上已有 1 个帮帮团" in html(page(q=f"{PROBLEM}了", lead=person(before[0])))


def test_a_team_kept_again_takes_the_place_of_the_one_before(page: Shown) -> None:
    save(page(q=PROBLEM))
    test = page(q=PROBLEM, lead=person("王二"))
    assert "已在看板上" in html(test) or "已存下" in html(test)
    save(test)
    (line,) = ask.board(open_atlas().store)
    assert len(line.teams) == 1
    (team,) = ask.help_teams(open_atlas().store)
    assert "王二" in team.people


def test_a_problem_for_which_nobody_is_found_is_kept_without_a_team(page: Shown) -> None:
    test = page(q=PROBLEM, need="绣花")
    assert "组不成帮帮团" in html(test)
    after = save(test, 提出单位="东厂")
    (line,) = ask.board(open_atlas().store)
    assert (list(line.days), line.teams, line.organizations) == (["征集"], [], ["东厂"])
    assert "还没有帮帮团" in html(after)
    save(page(q=PROBLEM))
    (line,) = ask.board(open_atlas().store)
    assert (list(line.days), len(line.teams)) == (["征集", "匹配"], 1)


def test_a_problem_of_a_ledger_keeps_its_days_and_gets_a_team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    posed = {"难题名称": "焊机失灵", "提出单位": "东厂", "描述": PROBLEM, "对接日期": "2026-01-02"}
    fill(tmp_path, {**LEDGERS, "难题台账": [posed]})
    monkeypatch.setenv("MENGTU_HOME", str(tmp_path))
    monkeypatch.delenv("MENGTU_STORE", raising=False)
    test = shown("problem", q=PROBLEM, title="焊机失灵", org="东厂")
    assert "已在看板上" in html(test)
    save(test)
    (line,) = ask.board(open_atlas().store)
    assert (line.days, len(line.teams)) == ({"对接": "2026-01-02"}, 1)


@pytest.mark.parametrize(("label", "said"), [("难题名称", "难题没有名称"), ("帮帮团名称", "帮帮团没有名称")])
def test_what_lacks_a_name_is_refused_beside_the_button(page: Shown, label: str, said: str) -> None:
    test = save(page(q=PROBLEM), **{label: "  "})
    assert said in html(test)
    assert ask.board(open_atlas().store) == []
    assert said not in html(test.run())


def test_numbers_of_telephones_are_not_kept(page: Shown) -> None:
    save(page(q=f"{PROBLEM}，联系13800000000"), 联络员="孙八 13900000000")
    kept = str(ask.board(open_atlas().store))
    assert "孙八" in kept
    assert "13800000000" not in kept
    assert "13900000000" not in kept


def test_another_registers_graph_is_not_written_to(page: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    test = page(q=PROBLEM)
    monkeypatch.setattr(type(open_atlas().store), "stamp", lambda _: Stamp("another", 1))
    assert "另一个登记库" in html(save(test))


def test_hostile_names_and_problems_are_text(page: Shown) -> None:
    for part in ("studios", "people", "works"):
        said = html(page(q=f"{SCRIPT} {PROBLEM}", part=part, top="30", need="<script>,焊接", size="8"))
        assert "<script>" not in said
        assert "&lt;script&gt;" in said


def test_a_text_that_is_too_long_is_cut(page: Shown) -> None:
    assert len(str(page(q="焊接" * LONGEST).text_area[0].value)) == LONGEST


def test_words_of_the_workspace_are_understood_when_they_change(page: Shown, tmp_path: Path) -> None:
    problem = "虾饺皮总是破"
    assert "恢复成" not in html(page(q=problem))
    assert "面点 ×" not in html(page(q=f"{problem}，焊接"))
    (tmp_path / "词汇.csv").write_text("词,类别,同义词,领域,来源\n面点,工艺,虾饺,,自定\n", encoding="utf-8-sig")
    assert "面点 ×" in html(page(q=f"{problem}，焊接"))
