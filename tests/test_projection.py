"""The landscape says what the graph says, falls back on the organization, and is the same on both engines."""

import pytest

from graph.landscape import JointProject, Membership, MentoringLink, SupplyLink
from graph.projection import project
from graph.store import GraphStore
from tests import fixture_graph as fixture


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


def test_a_project_of_one_studio_ties_nobody(filled: GraphStore) -> None:
    assert fixture.NOISE.id not in {each.project for each in project(filled).joint_projects}


@pytest.mark.neo4j
def test_both_engines_give_an_equal_landscape(ladybug_store: GraphStore, neo4j_store: GraphStore) -> None:
    landscapes = []
    for store in (ladybug_store, neo4j_store):
        store.publish(fixture.tables(), rebuild=True)
        landscapes.append(project(store))
    assert landscapes[0] == landscapes[1]
