"""The form that is filled from the graph says what the form that was read into it said."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from graph.ladybug_store import LadybugStore
from graph.names import resolve
from ingest.database import open_engine, sqlite_url
from ingest.form.facts import FormFacts, Person
from ingest.form.gathered import gather
from ingest.form.read import read_form
from ingest.form.write import write_form
from ingest.load import SourceFile, load
from ingest.tables import snapshot
from tests.forms import FACTS
from tests.workbench import NOON


def through_the_graph(folder: Path, facts: FormFacts) -> FormFacts:
    """Write the form, load it, and gather its facts from the graph."""
    folder.mkdir()
    engine: Engine = open_engine(sqlite_url(folder))
    load(engine, [SourceFile("申报表.docx", write_form(facts, folder / "申报表.docx"))], at=NOON)
    store = LadybugStore(folder / "graph")
    try:
        with snapshot(engine) as tables:
            store.publish(tables)
        return gather(store, resolve(store, facts.studio).id)
    finally:
        store.close()
        engine.dispose()


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> FormFacts:
    return through_the_graph(tmp_path_factory.mktemp("forms") / "once", FACTS)


def test_what_a_form_says_of_its_studio_comes_out_again(gathered: FormFacts) -> None:
    kept = ("studio", "organization", "organization_kind", "established_on", "named_by", "named_on", "specialty")
    kept += ("category", "members", "area_m2", "funding", "benefits")  # type: ignore[assignment]
    assert {name: getattr(gathered, name) for name in kept} == {name: getattr(FACTS, name) for name in kept}
    assert {count.name: count.number for count in gathered.counts} == {
        count.name: count.number for count in FACTS.counts
    }


def test_private_fields_stay_blank(gathered: FormFacts) -> None:
    assert gathered.leader is not None
    everyone = (gathered.leader, *gathered.core)
    assert {(each.born_on, each.ethnicity, each.politics, each.phone) for each in everyone} == {("", "", "", "")}


def test_leader_and_members_come_out_again(gathered: FormFacts) -> None:
    def public(person: Person) -> Person:
        return replace(person, sex="", born_on="", ethnicity="", politics="", phone="", honors=())

    assert FACTS.leader is not None
    assert gathered.leader is not None
    assert public(gathered.leader) == public(FACTS.leader)
    assert set(map(public, gathered.core)) == set(map(public, FACTS.core))
    assert set(gathered.leader.honors) == set(FACTS.leader.honors)


def test_a_form_filled_from_the_graph_fills_another_graph_alike(gathered: FormFacts, tmp_path: Path) -> None:
    again = through_the_graph(tmp_path / "again", gathered)

    def orderless(facts: FormFacts) -> FormFacts:
        return replace(facts, core=tuple(sorted(facts.core, key=repr)), counts=tuple(sorted(facts.counts, key=repr)))

    assert orderless(again) == orderless(gathered)


def test_the_file_can_be_read_without_an_issue_of_weight(gathered: FormFacts, tmp_path: Path) -> None:
    reading = read_form(write_form(gathered, tmp_path / "表.docx"))
    assert [issue for issue in reading.issues if issue.severity.value == "错误"] == []


def test_title_and_grade_of_skill_come_out_together(tmp_path: Path) -> None:
    assert FACTS.leader is not None
    facts = replace(FACTS, leader=replace(FACTS.leader, title="高级技师、工程师"))
    leader = through_the_graph(tmp_path / "both", facts).leader
    assert leader is not None
    assert leader.title == "工程师、高级技师"
