"""The stores tests run against: a folder for Ladybug, and a real Neo4j that the tests start themselves."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase

from graph import neo4j_local
from graph.errors import MengtuError
from graph.ladybug_store import LadybugStore
from graph.neo4j_local import LocalNeo4j
from graph.neo4j_store import Neo4jStore
from graph.store import GraphStore
from tests import fixture_graph


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one process have all tests of a file, for what they share; there is one Neo4j and one browser at a time."""
    for item in items:
        apart = next((each for each in ("neo4j", "browser") if item.get_closest_marker(each)), str(item.path))
        item.add_marker(pytest.mark.xdist_group(apart))


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalNeo4j]:
    """One Neo4j for the whole run: the one ``$MENGTU_TEST_NEO4J`` names, which the tests EMPTY, else a private one."""
    given = os.environ.get("MENGTU_TEST_NEO4J")
    if given:
        username = os.environ.get("NEO4J_USERNAME", "neo4j")
        yield LocalNeo4j(given, username, os.environ.get("NEO4J_PASSWORD", ""), "", 0)
        return
    home = tmp_path_factory.mktemp("neo4j")
    try:
        server = neo4j_local.start(home, memory="512m")
    except MengtuError as error:
        if os.environ.get("CI"):
            pytest.fail(f"CI needs a real Neo4j: {error}")
        pytest.skip(f"no Neo4j ({error}); install with: pip install -e '.[dev]'")
    yield server
    neo4j_local.stop(home)


@pytest.fixture(scope="session")
def neo4j_driver(neo4j_server: LocalNeo4j) -> Iterator[Driver]:
    """A logged-in connection past the store, to look behind it or to put foreign data into the database."""
    with GraphDatabase.driver(neo4j_server.address, auth=(neo4j_server.username, neo4j_server.password)) as driver:
        driver.verify_connectivity()
        yield driver


@pytest.fixture
def neo4j_store(neo4j_server: LocalNeo4j, neo4j_driver: Driver) -> Iterator[Neo4jStore]:
    """A Neo4j store on an empty database."""
    with neo4j_driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS").consume()
    store = Neo4jStore(neo4j_server.address, neo4j_server.username, neo4j_server.password)
    yield store
    store.close()


@pytest.fixture
def ladybug_store(tmp_path: Path) -> Iterator[LadybugStore]:
    """A Ladybug store in an empty folder."""
    store = LadybugStore(tmp_path / "store")
    yield store
    store.close()


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LadybugStore]:
    """The graph of invented people in a Ladybug store, for tests that only ask."""
    store = LadybugStore(tmp_path_factory.mktemp("invented"))
    store.publish(fixture_graph.tables())
    yield store
    store.close()


@pytest.fixture(params=["ladybug", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request: pytest.FixtureRequest) -> GraphStore:
    """Each graph store in turn, empty."""
    chosen: GraphStore = request.getfixturevalue(f"{request.param}_store")
    return chosen
