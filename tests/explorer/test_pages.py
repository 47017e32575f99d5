"""Every page, drawn on a real graph: what it shows, what it says when there is nothing, and that it is a link."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph import ask
from graph.names import resolve
from graph.store import GraphStore
from tests.explorer.drawn import PATIENCE, html, shown
from tests.explorer.ledgers import HOSTILE, LEDGERS, fill

_ROOT = Path(__file__).parent.parent.parent
_PAGES = (
    "overview",
    "network",
    "studio",
    "alliances",
    "partners",
    "problem",
    "board",
    "gaps",
    "planner",
    "trust",
    "query_library",
    "entity",
)

Open = Callable[..., AppTest]


@pytest.fixture
def open_page(in_workspace: Path) -> Open:
    """Open a page with query parameters."""
    return shown


@pytest.mark.parametrize("page", _PAGES)
def test_a_page_without_parameters_is_drawn(open_page: Open, page: str) -> None:
    assert "mt-head" in html(open_page(page))


@pytest.mark.parametrize("page", _PAGES)
def test_a_link_to_something_that_is_gone_is_answered_in_chinese(open_page: Open, page: str) -> None:
    said = html(open_page(page, id="S000000000000", kind="?", query="?", page="x", province="火星"))
    assert "Error" not in said
    assert "mt-head" in said or "mt-notice" in said


@pytest.mark.parametrize("page", _PAGES)
def test_an_empty_graph_says_what_to_do(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MENGTU_HOME", str(tmp_path))
    assert "mengtu sample" in html(shown(page))


def test_a_store_that_cannot_be_reached_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MENGTU_HOME", str(tmp_path))
    monkeypatch.setenv("MENGTU_STORE", "nonsense")
    assert "不认识的图库地址" in html(shown("overview"))


def test_the_app_opens_at_the_overview(in_workspace: Path) -> None:
    test = AppTest.from_file(str(_ROOT / "app.py"), default_timeout=PATIENCE).run()
    assert not test.exception
    assert "概览" in html(test)


def test_the_overview_counts_what_the_graph_holds(open_page: Open, graph_store: GraphStore) -> None:
    said = html(open_page("overview"))
    studios = {count.name: count.number for count in ask.node_counts(graph_store)}["Studio"]
    assert f"<span>工作室</span><b>{studios}</b>" in said
    assert "吉林省：2 个工作室" in said
    assert "模拟数据" not in said


def test_simulated_data_is_announced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, {"工作室台账": [{**LEDGERS["工作室台账"][0], "核实情况": "模拟数据"}]})
    monkeypatch.setenv("MENGTU_HOME", str(tmp_path))
    assert "本图谱全部为模拟数据" in html(shown("studio"))


def test_what_is_imported_elsewhere_is_seen_at_the_next_click(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = LEDGERS["工作室台账"][:2]
    fill(tmp_path, {"工作室台账": [first]})
    monkeypatch.setenv("MENGTU_HOME", str(tmp_path))
    test = shown("studio")
    assert "共 1 个工作室" in html(test)
    (tmp_path / "ledgers").rename(tmp_path / "earlier")
    fill(tmp_path, {"工作室台账": [first, second]})
    assert "共 2 个工作室" in html(test.run())


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({}, 8),
        ({"province": "吉林省"}, 2),
        ({"province": "吉林省", "level": "省部级"}, 1),
        ({"industry": "制造业"}, 3),
        ({"text": "周岚"}, 1),
        ({"text": "zlzp"}, 1),
        ({"text": "云帆轴承"}, 6),
    ],
)
def test_filters_in_the_address_narrow_the_list(open_page: Open, filters: dict[str, str], number: int) -> None:
    assert f"共 {number} 个工作室" in html(open_page("studio", **filters))


def test_using_a_filter_writes_it_into_the_address(open_page: Open) -> None:
    test = open_page("studio", page="2")
    test.selectbox(key="view.province").select("吉林省").run()
    assert "吉林省" in test.query_params["province"]
    assert "page" not in test.query_params


def test_a_filter_that_fits_nothing_offers_the_way_back(open_page: Open) -> None:
    assert "清除全部条件" in html(open_page("studio", text="没有这样的工作室"))


def test_a_profile_shows_what_the_ledgers_say_and_nothing_private(open_page: Open, welding: str) -> None:
    said = html(open_page("studio", id=welding))
    for expected in (
        "林晓",
        "2019年5月",
        "陈默",
        "骨干",
        "松江焊接联盟",
        "一种夹具",
        "1,500 人次",
        "焊接，2022年起",
        "example.org",
    ):
        assert expected in said
    assert "13800000000" not in said


@pytest.fixture
def after_a_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace in which one studio left the alliance another is in, and a member left his studio."""
    fill(
        tmp_path,
        {
            "工作室台账": LEDGERS["工作室台账"][:2],
            "联盟台账": LEDGERS["联盟台账"],
            "联盟成员台账": [
                {"联盟名称": "松江焊接联盟", "工作室": "林晓焊接工作室", "加入日期": "2019", "退出日期": "2022-05"},
                {"联盟名称": "松江焊接联盟", "工作室": "周岚装配工作室", "加入日期": "2023", "退出日期": ""},
            ],
            "成员台账": [{"姓名": "陈默", "工作室": "林晓焊接工作室", "退出日期": "2021"}],
        },
    )
    monkeypatch.setenv("MENGTU_HOME", str(tmp_path))
    return tmp_path


def ids(page: AppTest, *names: str) -> list[str]:
    """The ids of things a page links to by name."""
    return [re.findall(rf'id=(\w+)"[^>]*>{name}<', html(page))[0] for name in names]


def sections(said: str) -> dict[str, str]:
    """The parts of a page under their titles."""
    return {part.partition("<")[0]: part for part in said.split("<h2>")[1:]}


def test_a_profile_shows_former_stays_apart(after_a_stay: Path) -> None:
    (studio,) = ids(shown("studio"), "林晓焊接工作室")
    parts = sections(html(shown("studio", id=studio)))
    assert "现在不在任何联盟" in parts["联盟"]
    assert "松江焊接联盟" in parts["曾加入"]
    assert "2019年至2022年5月" in parts["曾加入"]
    assert "陈默" in parts["原成员"]
    assert "陈默" not in parts["成员"]


def test_an_alliance_counts_and_lists_who_is_in_it_now(after_a_stay: Path) -> None:
    listed = shown("alliances")
    assert '<td class="number">1</td>' in html(listed)
    (alliance,) = ids(listed, "松江焊接联盟")
    parts = sections(html(shown("alliances", id=alliance)))
    assert "周岚装配工作室" in parts["成员"]
    assert "林晓焊接工作室" not in parts["成员"]
    assert "林晓焊接工作室" in parts["原成员"]


def test_the_overview_counts_present_seats_only(after_a_stay: Path) -> None:
    said = html(shown("overview"))
    assert "1 个成员席位" in said
    assert "1 个已加入联盟" in said


def test_the_network_says_what_is_past(after_a_stay: Path) -> None:
    (alliance,) = ids(shown("alliances"), "松江焊接联盟")
    assert "曾加入</td>" in html(shown("network", id=alliance))


def test_familiar_and_new_partners_are_called_so_everywhere(open_page: Open, graph_store: GraphStore) -> None:
    studio = resolve(graph_store, "周岚装配工作室", kind="Studio").id
    test = open_page("partners", id=studio)
    said = html(test) + repr(test.get("button_group")[0])
    assert "熟识" in said
    assert "熟人" not in said
    assert "新人" not in said


def test_a_doubtful_source_is_marked(open_page: Open, graph_store: GraphStore) -> None:
    studio = resolve(graph_store, "周岚装配工作室", kind="Studio").id
    assert "待核实</span>" in html(open_page("studio", id=studio))


def test_an_alliance_shows_members_by_role_and_its_goals(open_page: Open, alliance: str) -> None:
    said = html(open_page("alliances", id=alliance))
    assert said.index("领衔</span>") < said.index("成员</span>")
    assert said.count('class="lit"') == 2
    assert "星河市总工会" in said
    assert "2021年6月" in said


def test_alliances_are_listed_by_kind(open_page: Open) -> None:
    assert "松江焊接联盟" in html(open_page("alliances", kind="跨区域"))
    assert "还没有「校企」类的联盟" in html(open_page("alliances", kind="校企"))


def test_a_person_has_a_page_with_both_directions_of_a_relation(open_page: Open, graph_store: GraphStore) -> None:
    person = next(hit.id for hit in ask.find(graph_store, "周岚") if hit.kind == "Person")
    said = html(open_page("entity", id=person))
    assert "领衔" in said
    assert "师傅" in said


def test_an_amount_is_shown_with_its_unit(open_page: Open, graph_store: GraphStore) -> None:
    achievement = resolve(graph_store, "一种夹具").id
    assert "1.2亿元" in html(open_page("entity", id=achievement))


def test_a_standard_lists_its_requirements_article_by_article(open_page: Open, graph_store: GraphStore) -> None:
    standard = resolve(graph_store, "工作室管理办法").id
    said = html(open_page("entity", id=standard))
    assert said.index("第三条") < said.index("有场所") < said.index("第七条") < said.index("有成果")


def test_searching_lists_candidates_of_every_kind(open_page: Open) -> None:
    said = html(open_page("network", q="linxiao"))
    assert "工作室 1" in said
    assert "人员 1" in said


def test_searching_for_nothing_that_exists_says_so(open_page: Open) -> None:
    assert "没有找到" in html(open_page("network", q="不存在的名字"))


def drawn(test: AppTest) -> dict[str, object]:
    """What the picture's component was told."""
    component = next(each.proto for each in test.get("bidi_component") if each.proto.component_name.endswith("picture"))
    told: dict[str, object] = json.loads(component.json)
    return told


def test_the_network_draws_the_surroundings_and_the_same_as_a_table(open_page: Open, alliance: str) -> None:
    test = open_page("network", id=alliance)
    assert f"图中 {len(HOSTILE) + 4} 个对象" in html(test)
    assert html(test).count("加入</td>") == len(HOSTILE) + 2


def test_the_network_shows_the_selected_node_beside_the_picture(open_page: Open, alliance: str, welding: str) -> None:
    panel = html(open_page("network", id=alliance, sel=welding)).split('class="mt-panel"')[1]
    assert "林晓焊接工作室" in panel
    assert "以它为中心" in panel


def test_an_expanded_node_brings_its_neighbours(open_page: Open, alliance: str, welding: str) -> None:
    assert "陈默" not in html(open_page("network", id=alliance))
    assert "陈默" in html(open_page("network", id=alliance, open=welding))


def test_suggestions_are_drawn_with_sentences_that_add_up(open_page: Open, graph_store: GraphStore) -> None:
    studio = resolve(graph_store, "周岚装配工作室", kind="Studio").id
    said = html(open_page("partners", id=studio))
    assert said.count('class="mt-card"') >= 1
    assert said.count("合计") == said.count('class="mt-card"')


@pytest.mark.parametrize(
    "query", ["node_counts", "studios", "mentoring_pairs", "unverified", "facts_studios", "all_links"]
)
def test_a_query_is_answered_as_a_table_with_chinese_headings(open_page: Open, query: str) -> None:
    group = "facts" if query.startswith(("facts", "all")) else "list"
    test = open_page("query_library", query=query, group=group)
    heads = list(test.dataframe[0].value.columns)
    assert len(heads) == len(set(heads))
    assert not any(head.isascii() for head in heads)


def test_a_parameter_of_a_query_stands_in_the_address(open_page: Open) -> None:
    test = open_page("query_library", query="studios", p_province="吉林省")
    assert len(test.dataframe[0].value) == 2


def test_a_query_without_its_parameter_asks_for_it(open_page: Open) -> None:
    assert "请先填写参数" in html(open_page("query_library", query="studio", group="one"))


def test_a_long_list_is_turned_page_by_page(in_workspace: Path) -> None:
    script = (
        "import streamlit as st\nfrom explorer.paging import paged\n"
        "items, links = paged(range(100), 'studio')\nst.html(f'{list(items)} {links}')\n"
    )
    test = AppTest.from_string(script, default_timeout=PATIENCE)
    test.query_params["page"] = "4"
    test.query_params["level"] = "国家级"
    said = html(test.run())
    assert said.startswith("[90, 91, 92, 93, 94, 95, 96, 97, 98, 99]")
    assert "<b>4</b>" in said
    assert 'href="studio?page=2&amp;level=' in said


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example/studio", "javascript:alert(1)", "nowhere"]
)
def test_only_pages_of_the_explorer_are_gone_to(address: str) -> None:
    script = (
        "import streamlit as st\nfrom explorer import state\n"
        f"state.follow({address!r}, {{'': 'x', 'studio': 'x'}})\nst.html('stayed')\n"
    )
    assert html(AppTest.from_string(script, default_timeout=PATIENCE).run()) == "stayed"
