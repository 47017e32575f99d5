"""The index of a workspace's texts: kept beside the graph, and built again when the graph or the words have changed."""

import shutil
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.analytics.retrieval import Document, Index, build, reopen
from graph.landscape import Landscape
from graph.schema import fingerprint
from graph.store import GraphStore
from graph.texts import documents
from graph.vocabulary import Vocabulary

FOLDER = "index"
# Raised whenever texts are indexed differently than before.
_WAY_OF_INDEXING = 1


def index_of(home: Path, store: GraphStore, landscape: Landscape, vocabulary: Vocabulary) -> Index:
    """The texts of a store, to be searched: opened where they were indexed before, else indexed and kept.

    Args:
        home: the workspace, in whose folder the index is kept; where nothing can be written it stays in memory.
        store: the graph.
        landscape: the same graph as analytics sees it.
        vocabulary: by whose words texts are understood.
    """
    kept = home / FOLDER / _key(store, landscape, vocabulary)
    if not kept.is_dir():
        try:
            _keep(kept, documents(store, landscape), vocabulary)
        except OSError:  # nothing can be written here
            return build(documents(store, landscape), vocabulary)
    return reopen(kept, vocabulary)


def _keep(kept: Path, texts: Iterable[Document], vocabulary: Vocabulary) -> None:
    """Index texts into a folder of their own, which appears only when it is whole; former ones go."""
    kept.parent.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix=".", dir=kept.parent, ignore_cleanup_errors=True) as made:
        draft = Path(made) / kept.name
        build(texts, vocabulary, draft)
        for other in kept.parent.iterdir():
            if other not in (draft.parent, kept):
                shutil.rmtree(other, ignore_errors=True)
        if not kept.is_dir():  # another process may have been faster
            draft.rename(kept)


def discard(home: Path) -> None:
    """Remove what was indexed of a graph that is no more: names of forgotten people must not stay behind."""
    shutil.rmtree(home / FOLDER, ignore_errors=True)


def _key(store: GraphStore, landscape: Landscape, vocabulary: Vocabulary) -> str:
    about = (_WAY_OF_INDEXING, fingerprint(), store.stamp(), landscape.today, sorted(vocabulary.terms.items()))
    return blake2b(repr(about).encode(), digest_size=12).hexdigest()
