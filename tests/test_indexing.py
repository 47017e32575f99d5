"""The index of a workspace is kept, follows the graph and the words, and leaves nothing of a former graph behind."""

from pathlib import Path

import pytest

from graph.analytics.match import match
from graph.ladybug_store import LadybugStore
from graph.landscape import Landscape
from graph.projection import project
from graph.vocabulary import Term, Vocabulary
from ingest import indexing
from ingest.indexing import FOLDER, discard, index_of
from tests import fixture_graph as fixture

WORDS = Vocabulary((Term("焊接", "工艺", ("施焊",), (), ""),))


@pytest.fixture
def landscape(ladybug_store: LadybugStore) -> Landscape:
    ladybug_store.publish(fixture.tables(), rebuild=True)
    return project(ladybug_store, today="2021-06-18")


def kept(home: Path) -> list[str]:
    return sorted(each.name for each in (home / FOLDER).iterdir())


def test_an_index_is_built_once(
    ladybug_store: LadybugStore, landscape: Landscape, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = match(index_of(tmp_path, ladybug_store, landscape, WORDS), landscape, "铝合金施焊")
    assert first.studios[0].id == fixture.WELDING.id
    monkeypatch.setattr(indexing, "build", None)
    again = match(index_of(tmp_path, ladybug_store, landscape, WORDS), landscape, "铝合金施焊")
    assert again.studios == first.studios
    assert again.people == first.people


def test_other_words_make_another_index_and_the_former_goes(
    ladybug_store: LadybugStore, landscape: Landscape, tmp_path: Path
) -> None:
    index_of(tmp_path, ladybug_store, landscape, WORDS)
    before = kept(tmp_path)
    index_of(tmp_path, ladybug_store, landscape, Vocabulary(()))
    assert len(kept(tmp_path)) == 1
    assert kept(tmp_path) != before


def test_where_nothing_can_be_written_the_index_stays_in_memory(
    ladybug_store: LadybugStore, landscape: Landscape, tmp_path: Path
) -> None:
    (tmp_path / FOLDER).write_text("in the way", encoding="utf-8")
    found = match(index_of(tmp_path, ladybug_store, landscape, WORDS), landscape, "铝合金施焊")
    assert found.studios[0].id == fixture.WELDING.id


def test_a_discarded_index_leaves_nothing(ladybug_store: LadybugStore, landscape: Landscape, tmp_path: Path) -> None:
    index_of(tmp_path, ladybug_store, landscape, WORDS)
    discard(tmp_path)
    assert not (tmp_path / FOLDER).exists()
    discard(tmp_path)
