"""The landscape says what the graph says, falls back on the organization, and is the same on both engines."""

import pytest

from graph import marks
from graph.landscape import (
    AllianceDeed,
    JointProject,
    Leader,
    LeaderSkill,
    Membership,
    MentoringLink,
    Successor,
    SupplyLink,
)
from graph.projection import hold_out, project
from graph.queries import get
from graph.store import GraphStore
from tests import fixture_graph as fixture
from tests.tables import FakeTables, edge, node


@pytest.fixture
def filled(store: GraphStore) -> GraphStore:
    store.publish(fixture.tables(), rebuild=True)
    return store


def test_every_studio_is_there_with_what_is_known(filled: GraphStore) -> None:
    landscape = project(filled)
    welding = landscape.studio[fixture.WELDING.id]
    assert (welding.organization_name, welding.province, welding.industry_name) == ("星河一厂", "吉林省", "汽车制造业")
    assert welding.skills == (fixture.WELD_SKILL.id,)
    assert landscape.studio[fixture.ALONE.id].organization == ""


def test_place_and_industry_fall_back_on_the_organization(filled: GraphStore) -> None:
    bearing = project(filled).studio[fixture.BEARING.id]
    assert (bearing.region_name, bearing.industry_name) == ("北京市", "制造业")


def test_a_studio_off_the_list_is_not_open(filled: GraphStore) -> None:
    landscape = project(filled)
    assert not landscape.studio[fixture.CLOSED.id].open
    assert landscape.studio[fixture.WELDING.id].open


def test_ties_are_read_with_their_dates(filled: GraphStore) -> None:
    landscape = project(filled)
    assert Membership(fixture.WELDING.id, fixture.CHAIN.id, "", "", "2023-12-31") in landscape.memberships
    assert SupplyLink(fixture.SUPPLIER.id, fixture.PLANT.id, "轴承") in landscape.supplies
    assert JointProject(fixture.TEACHING.id, fixture.CRACKS.id, "2020-04") in landscape.joint_projects
    link = MentoringLink(fixture.ASSEMBLY.id, fixture.BEARING.id, "周岚", "许川", "2019-05-20")
    assert link in landscape.mentoring
    assert MentoringLink(fixture.BEARING.id, fixture.WELDING.id, "许川", "林晓", "", "2022") in landscape.mentoring


def test_leaders_are_read_with_who_could_follow_and_what_only_they_can(filled: GraphStore) -> None:
    landscape = project(filled, today="2026-01-01")
    assert Leader(fixture.WELDING.id, fixture.LIN.id, "林晓", 1) in landscape.leaders
    assert Leader(fixture.BEARING.id, fixture.XU.id, "许川") in landscape.leaders
    assert set(landscape.successors) == {
        Successor(fixture.WELDING.id, fixture.ZHOU.id, "周岚", "骨干"),
        Successor(fixture.WELDING.id, fixture.ZHOU.id, "周岚", "徒弟"),
        Successor(fixture.TEACHING.id, fixture.WANG_TEACHER.id, "王平", "徒弟"),
    }
    assert set(landscape.leader_skills) == {
        LeaderSkill(fixture.TEACHING.id, fixture.LIN.id, fixture.WELD_SKILL.id),
        LeaderSkill(fixture.WEST.id, fixture.WANG_TEACHER.id, fixture.VISION_SKILL.id),
    }


def test_who_left_follows_nobody(filled: GraphStore) -> None:
    then, now = (project(filled, today=day) for day in ("2018", "2026-01-01"))
    left = Successor(fixture.WELDING.id, fixture.WANG_WELDER.id, "王平", "徒弟")
    assert left in then.successors
    assert left not in now.successors


def test_a_project_of_one_studio_ties_nobody(filled: GraphStore) -> None:
    assert fixture.NOISE.id not in {each.project for each in project(filled).joint_projects}


def test_an_alliance_founded_from_the_day_on_is_held_out_whole(filled: GraphStore) -> None:
    held = hold_out(filled, "2021-01-01")
    assert {link.alliance for link in held.past.memberships} == {fixture.REGIONAL.id}
    for one, other in ((fixture.TEACHING, fixture.EAST), (fixture.ASSEMBLY, fixture.WEST)):
        assert (min(one.id, other.id), max(one.id, other.id)) in held.partners


@pytest.mark.parametrize(("day", "known"), [("2019-05-20", False), ("2019-05-21", True)])
def test_mentoring_is_known_once_it_has_begun(filled: GraphStore, day: str, known: bool) -> None:
    link = MentoringLink(fixture.ASSEMBLY.id, fixture.BEARING.id, "周岚", "许川", "2019-05-20")
    assert (link in hold_out(filled, day).past.mentoring) == known


@pytest.mark.neo4j
def test_both_engines_give_an_equal_landscape(ladybug_store: GraphStore, neo4j_store: GraphStore) -> None:
    landscapes = []
    for store in (ladybug_store, neo4j_store):
        store.publish(fixture.tables(), rebuild=True)
        landscapes.append(project(store))
    assert landscapes[0] == landscapes[1]


def test_several_marks_in_one_cell_are_all_seen(ladybug_store: GraphStore) -> None:
    marked = {
        "甲": {"verification": "模拟数据；待核实"},
        "乙": {"verification": "待核实；模拟数据"},
        "丙": {"verification": "待核实"},
        "丁": {"status": "已摘牌"},
    }
    ladybug_store.publish(FakeTables([node("Studio", name, **fields) for name, fields in marked.items()]))
    facts = {each.name: each for each in project(ladybug_store).studios}
    assert [facts[name].synthetic for name in "甲乙丙丁"] == [True, True, False, False]
    assert [facts[name].open for name in "甲乙丙丁"] == [True, True, True, False]


def test_the_marks_of_the_queries_are_those_of_the_code() -> None:
    assert f"CONTAINS '{marks.CLOSED}'" in get("isolated_studios").text
    assert get("unverified").text.count(f"CONTAINS '{marks.UNCHECKED}'") == 2


def test_what_holds_is_looked_at_on_the_day_that_is_asked_for(filled: GraphStore) -> None:
    then, now = (project(filled, today=day).current for day in ("2020-06-01", "2026-01-01"))
    pair = (fixture.WELDING.id, fixture.CHAIN.id)
    assert pair in then
    assert pair not in now


def test_what_alliances_did_is_read_with_its_dates(filled: GraphStore) -> None:
    landscape = project(filled)
    assert AllianceDeed(fixture.REGIONAL.id, fixture.CRACKS.id, "铝合金裂纹攻关", "2020-04", "2021") in landscape.deeds
    assert AllianceDeed(fixture.REGIONAL.id, fixture.VISIT.id, "联盟互访") in landscape.deeds


def test_a_project_that_goes_on_and_an_alliance_that_is_over_are_told(ladybug_store: GraphStore) -> None:
    alliance, project_ = node("Alliance", "旧盟", status="已解散"), node("Project", "新课题", status="在研")
    ladybug_store.publish(FakeTables([alliance, project_], [edge("WORKS_ON", alliance, project_)]))
    landscape = project(ladybug_store)
    assert not landscape.alliance[alliance.id].open
    assert [each.under_way for each in landscape.deeds] == [True]
