"""The index of a workspace is kept, follows the graph and the words, and leaves nothing of a former graph behind."""

import shutil
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from graph.analytics.match import match
from graph.analytics.meaning import Vectors
from graph.ladybug_store import LadybugStore
from graph.landscape import Landscape
from graph.projection import project
from graph.vocabulary import Term, Vocabulary
from ingest import indexing
from ingest.indexing import index_of
from ingest.workspace import INDEX, open_workspace
from tests import fixture_graph as fixture

WORDS = Vocabulary((Term("焊接", "工艺", ("施焊",), (), ""),))


@pytest.fixture
def landscape(ladybug_store: LadybugStore) -> Landscape:
    ladybug_store.publish(fixture.tables(), rebuild=True)
    return project(ladybug_store, today="2021-06-18")


def kept(home: Path) -> list[str]:
    return sorted(each.name for each in (home / INDEX).iterdir())


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
    (tmp_path / INDEX).write_text("in the way", encoding="utf-8")
    found = match(index_of(tmp_path, ladybug_store, landscape, WORDS), landscape, "铝合金施焊")
    assert found.studios[0].id == fixture.WELDING.id


def test_publishing_leaves_nothing_of_a_former_index(tmp_path: Path) -> None:
    with closing(open_workspace(tmp_path)) as opened:
        (tmp_path / INDEX / "former").mkdir(parents=True)
        opened.level(rebuild=True)
        assert not (tmp_path / INDEX).exists()
        opened.level(rebuild=True)


class Spelling:
    """Texts mean the like where they share letters; counts how many it was given."""

    def __init__(self) -> None:
        self.given = 0

    def passage(self, texts: list[str]) -> Vectors:
        self.given += len(texts)
        return np.stack([self.query(text) for text in texts])

    def query(self, text: str) -> Vectors:
        vector = np.zeros(64, dtype=np.float32)
        for letter in text:
            vector[ord(letter) % 64] += 1
        return vector / max(float(np.linalg.norm(vector)), 1)


def test_meaning_speaks_where_no_word_is_shared(
    ladybug_store: LadybugStore, landscape: Landscape, tmp_path: Path
) -> None:
    index = index_of(tmp_path, ladybug_store, landscape, WORDS, Spelling())
    found = match(index, landscape, "".join(chr(ord(letter) + 64) for letter in "焊接"))
    codes = {reason.code for studio in found.studios for reason in studio.reasons}
    assert codes == {"meaning"}
    assert found.studios[0].reasons[0].text.endswith("排第 1")


def test_a_text_is_encoded_once(ladybug_store: LadybugStore, landscape: Landscape, tmp_path: Path) -> None:
    encoder = Spelling()
    first = index_of(tmp_path, ladybug_store, landscape, WORDS, encoder).meanings
    given = encoder.given
    assert given
    shutil.rmtree(tmp_path / INDEX)
    again = index_of(tmp_path, ladybug_store, landscape, WORDS, encoder).meanings
    assert encoder.given == given
    assert first is not None
    assert again is not None
    assert np.array_equal(first.vectors, again.vectors)


def test_without_an_encoder_nothing_is_compared_by_meaning(
    ladybug_store: LadybugStore, landscape: Landscape, tmp_path: Path
) -> None:
    assert index_of(tmp_path, ladybug_store, landscape, WORDS).meanings is None


def test_too_many_studios_are_not_encoded(
    ladybug_store: LadybugStore, landscape: Landscape, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "MOST_MEANT", 1)
    assert index_of(tmp_path, ladybug_store, landscape, WORDS, Spelling()).meanings is None
