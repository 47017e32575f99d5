"""The team for a problem: it covers what is needed, prefers who is near, free and known, and says what is missing."""

from dataclasses import replace

import pytest

from graph.analytics.helpteam import HelpTeam, Wanted, compose_team, skills_needed
from graph.analytics.match import ANYWHERE, Near, match
from graph.analytics.retrieval import Document, build
from graph.analytics.team_task import NoSuchLeaderError
from graph.landscape import AllianceFacts, Landscape, Membership, StudioFacts
from graph.vocabulary import Term, Vocabulary
from tests.analytics.test_match import person, studio, work

WORDS = Vocabulary(
    (
        Term("焊接", "工艺", ("施焊",), (), ""),
        Term("轧制", "工艺", ("轧钢",), (), ""),
        Term("起皮", "缺陷", ("翘皮",), ("轧制",), ""),
        Term("电气", "工种", ("电工",), (), ""),
        Term("合格率", "指标", ("良率",), (), ""),
    )
)
STUDIOS = (
    StudioFacts("S1", "焊接工作室", region_name="济南市", province="山东省", industry_name="汽车制造业"),
    StudioFacts("S2", "电气工作室", region_name="青岛市", province="山东省", industry_name="电力"),
    StudioFacts("S3", "远方电气工作室", region_name="南京市", province="江苏省", industry_name="电力"),
)
LANDSCAPE = Landscape(STUDIOS)
PEOPLE = (
    person("P1", "焊接", "S1", leads=("S1",)),
    person("P2", "电工", "S2"),
    person("P3", "电工", "S3"),
)
PROBLEM = "焊接机器人的电气控制失灵"


def honored(document: Document, *honors: str, teams: int = 0) -> Document:
    return replace(document, data={**document.data, "honors": list(honors), "teams": [f"H{at}" for at in range(teams)]})


def team(
    *people: Document,
    text: str = PROBLEM,
    wanted: Wanted = Wanted(size=2),  # noqa: B008 - frozen
    near: Near = ANYWHERE,
    landscape: Landscape = LANDSCAPE,
) -> HelpTeam:
    known = build([studio("S1", "焊接"), studio("S2", "电气"), studio("S3", "电气"), *people], WORDS)
    found = match(known, landscape, text, near=near)
    return compose_team(found, landscape, WORDS, wanted, near)


def names(found: HelpTeam) -> list[str]:
    return [member.id for member in found.members]


def test_the_team_covers_what_the_problem_needs() -> None:
    found = team(*PEOPLE)
    assert [need.name for need in found.task.needs] == ["焊接", "电气"]
    assert names(found)[0] == "P1"
    assert found.members[0].role == "领衔"
    assert found.team.covered == ("焊接", "电气")
    assert not found.team.missing
    assert found.team.gap == 0


def test_what_nobody_covers_is_said() -> None:
    assert team(PEOPLE[0]).team.missing == ("电气",)
    nobody = team(person("P9", "刺绣", "S1"), text="轧钢跑偏")
    assert nobody.members == ()
    assert nobody.team.missing == ("轧制",)


def test_who_is_skilled_in_the_trade_cures_its_fault() -> None:
    found = team(person("P4", "轧钢", "S1", leads=("S1",)), text="板面翘皮")
    assert found.team.covered == ("起皮",)


def test_figures_are_no_skill() -> None:
    found = match(build(PEOPLE, WORDS), LANDSCAPE, "焊接良率低")
    assert skills_needed(found, LANDSCAPE, WORDS) == ("焊接",)


def test_skills_of_the_graph_count_where_the_problem_names_them() -> None:
    landscape = replace(LANDSCAPE, skill_names=(("K1", "机器人"), ("K2", "刺绣"), ("K3", "人")))
    found = match(build(PEOPLE, WORDS), landscape, PROBLEM)
    assert skills_needed(found, landscape, WORDS) == ("焊接", "电气", "机器人")


def test_where_no_skill_is_named_the_best_studios_lend_theirs() -> None:
    landscape = replace(
        LANDSCAPE, studios=(replace(STUDIOS[0], skills=("K1",)), *STUDIOS[1:]), skill_names=(("K1", "铆接"),)
    )
    found = match(build([studio("S1", "侧围总成"), *PEOPLE], WORDS), landscape, "侧围总成松动")
    assert skills_needed(found, landscape, WORDS) == ("铆接",)


def test_the_nearer_of_equals_joins() -> None:
    assert names(team(*PEOPLE, near=Near("江苏省", "南京市"))) == ["P1", "P3"]
    assert names(team(*PEOPLE, near=Near("山东省", "青岛市"))) == ["P1", "P2"]


def test_who_serves_already_is_spared() -> None:
    busy = honored(PEOPLE[1], teams=3)
    found = team(PEOPLE[0], busy, PEOPLE[2])
    assert names(found) == ["P1", "P3"]
    assert "手上已有 3 个帮帮团" in team(PEOPLE[0], busy).members[1].reasons


def test_who_knows_another_joins() -> None:
    landscape = Landscape(
        STUDIOS,
        alliances=(AllianceFacts("A1", "一盟"),),
        memberships=(Membership("S1", "A1"), Membership("S3", "A1")),
    )
    found = team(*PEOPLE, landscape=landscape)
    assert names(found) == ["P1", "P3"]
    assert "与P1某已有来往" in found.members[1].reasons


def test_an_honoured_worker_leads() -> None:
    found = team(PEOPLE[0], honored(PEOPLE[1], "全国劳动模范"))
    assert found.team.leader == "P2"
    assert "曾获全国劳动模范" in found.members[0].reasons


def test_wishes_are_honoured() -> None:
    assert "P2" not in names(team(*PEOPLE, wanted=Wanted(size=2, excluded=frozenset({"P2"}))))
    assert len(names(team(*PEOPLE, wanted=Wanted(size=1)))) == 1
    assert team(*PEOPLE, wanted=Wanted(skills=("电气",))).team.covered == ("电气",)
    led = team(PEOPLE[0], honored(PEOPLE[1], "省劳动模范"), wanted=Wanted(leader="P1"))
    assert led.team.leader == "P1"


def test_a_leader_who_cannot_lead_is_refused_in_a_sentence() -> None:
    with pytest.raises(NoSuchLeaderError, match="不能牵头"):
        team(*PEOPLE, wanted=Wanted(leader="P3"))


def test_a_swap_says_what_it_changes() -> None:
    found = team(*PEOPLE)
    joining = {each.leaves: each for each in found.swaps() if each.leaves != found.team.leader}
    (swap,) = joining.values()
    assert {swap.leaves, swap.joins} == {"P2", "P3"}
    assert swap.change <= 0


def test_a_member_gives_the_place_to_another_and_gets_it_back() -> None:
    best = team(*PEOPLE)
    (leaves,) = {"P2", "P3"} & set(names(best))
    (joins,) = {"P2", "P3"} - {leaves}
    there = team(*PEOPLE, wanted=Wanted(size=2, exchanged=((leaves, joins),)))
    assert names(there) == ["P1", joins]
    assert (there.team.bound, there.team.value <= best.team.value) == (best.team.bound, True)
    assert names(team(*PEOPLE, wanted=Wanted(size=2, exchanged=((leaves, joins), (joins, leaves))))) == names(best)


@pytest.mark.parametrize("pair", [("P9", "P3"), ("P1", "P9"), ("P1", "P2"), ("P1", "P3")])
def test_an_exchange_that_cannot_be_changes_nothing(pair: tuple[str, str]) -> None:
    assert names(team(*PEOPLE[:2], wanted=Wanted(size=2, exchanged=(pair,)))) == ["P1", "P2"]


def test_the_team_a_problem_has_already_makes_nobody_busy_for_it() -> None:
    busy = honored(PEOPLE[1], teams=3)
    own = Wanted(size=2, own=frozenset({"H0", "H1", "H2"}))
    assert names(team(PEOPLE[0], busy, PEOPLE[2], wanted=own)) == names(team(*PEOPLE))


def test_what_a_studio_did_before_its_leader_can_do() -> None:
    """Neither he nor his studio names the skill; its past work does."""
    leader = person("P1", "总装", "S1", leads=("S1",))
    known = build([studio("S1", "总装"), leader, work("J1", "轧钢厂辊道总装", "S1")], WORDS)
    found = match(known, LANDSCAPE, "轧钢总装跑偏")
    assert compose_team(found, LANDSCAPE, WORDS).team.covered == ("轧制",)
