"""The documents a graph makes: the same on both engines, in pages or not, nothing private, nobody who left."""

from dataclasses import replace

import pytest

from graph import texts
from graph.analytics.retrieval import Document
from graph.projection import project
from graph.store import GraphStore
from tests import fixture_graph as fixture


@pytest.fixture
def documents(store: GraphStore) -> dict[str, Document]:
    store.publish(fixture.tables(), rebuild=True)
    return _by_id(store)


def _by_id(store: GraphStore) -> dict[str, Document]:
    landscape = project(store, today="2021-06-18")
    return {document.id: document for document in texts.documents(store, landscape)}


def test_a_studio_says_its_field_its_skills_and_its_peoples_trades(documents: dict[str, Document]) -> None:
    said = documents[fixture.WELDING.id]
    assert said.kind == "studio"
    assert {"焊接", "铝合金焊接"} <= set(said.main.split("；"))
    assert "林晓焊接工作室" in said.aside


def test_a_closed_studio_says_nothing(documents: dict[str, Document]) -> None:
    assert fixture.CLOSED.id not in documents


def test_work_names_who_did_it(documents: dict[str, Document]) -> None:
    work = documents[fixture.CRACKS.id]
    assert work.kind == "work"
    assert fixture.TEACHING.id in work.data["studios"]
    assert work.data["day"] == "2021"


def test_a_problem_that_is_not_solved_is_no_past_work(documents: dict[str, Document]) -> None:
    assert fixture.ROBOT.id not in documents


def test_a_person_is_found_at_the_studios_of_the_day(documents: dict[str, Document]) -> None:
    lin = documents[fixture.LIN.id]
    assert lin.kind == "person"
    assert fixture.WELDING.id in lin.homes
    assert lin.data["leads"] == sorted([fixture.WELDING.id, fixture.TEACHING.id])


def test_pages_give_what_one_page_gives(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.publish(fixture.tables(), rebuild=True)
    whole = _by_id(store)
    monkeypatch.setattr(texts, "_PAGE", 0)
    paged = _by_id(store)
    assert {node: replace(said, data=dict(said.data)) for node, said in paged.items()} == whole
