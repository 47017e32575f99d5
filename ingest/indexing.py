"""The index of a workspace's texts: kept beside the graph, and built again when the graph or the words have changed."""

import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from graph.analytics.meaning import LONGEST, Encoder, Meanings
from graph.analytics.retrieval import Document, Index, build, reopen
from graph.landscape import Landscape
from graph.schema import fingerprint
from graph.store import GraphStore
from graph.texts import documents
from graph.vocabulary import Vocabulary
from ingest.workspace import INDEX

VECTORS = "vectors.npz"
MOST_MEANT = 5000  # studios; a vector takes 20 to 100 ms, so that more would take too long
_BATCH = 50
_WHOLE = "whole"  # stands in a folder once it is whole, and names its parts
_DRAFT = ".draft-"
# Raised whenever texts are indexed differently than before.
_WAY_OF_INDEXING = 2


def index_of(
    home: Path, store: GraphStore, landscape: Landscape, vocabulary: Vocabulary, encoder: Encoder | None = None
) -> Index:
    """The texts of a store, to be searched: opened where they were indexed before, else indexed and kept.

    Args:
        home: the workspace, in whose folder the index is kept; where nothing can be written it stays in memory.
        store: the graph.
        landscape: the same graph as analytics sees it.
        vocabulary: by whose words texts are understood.
        encoder: makes vectors of what studios are about, if there is one and they are not too many.
    """
    kept = home / INDEX / _key(store, landscape, vocabulary)
    try:
        index = _opened(kept, vocabulary) or _keep(kept, documents(store, landscape), vocabulary)
    except OSError:  # nothing can be written here
        index = build(documents(store, landscape), vocabulary)
    texts = dict(index.texts("studio")) if encoder and len(landscape.studios) <= MOST_MEANT else {}
    if encoder is None or not texts:
        return index
    return replace(index, meanings=_meanings(home, texts, encoder))


def _meanings(home: Path, texts: Mapping[str, str], encoder: Encoder) -> Meanings:
    """The vectors of texts by id; those made before are taken from the workspace, which keeps no text with them."""
    digests = {text: blake2b(text.encode(), digest_size=16).hexdigest() for text in texts.values()}
    kept = home / VECTORS
    made = _vectors_in(kept)
    lacking = [text for text, digest in digests.items() if digest not in made]
    for begin in range(0, len(lacking), _BATCH):
        batch = lacking[begin : begin + _BATCH]
        vectors = encoder.passage([text[:LONGEST] or " " for text in batch])
        made |= {digests[text]: vector for text, vector in zip(batch, vectors, strict=True)}
    if lacking:
        names = sorted(digests.values())
        with suppress(OSError):  # they are made again where nothing can be written
            draft = kept.with_name(f".{kept.name}")
            np.savez(draft, names=np.array(names), vectors=np.stack([made[each] for each in names]))
            draft.replace(kept)
    ids = sorted(texts)
    return Meanings(ids, np.stack([made[digests[texts[each]]] for each in ids]), encoder)


def _vectors_in(kept: Path) -> dict[str, NDArray[np.float32]]:
    """The vectors a workspace keeps, by the digests of their texts."""
    if not kept.is_file():
        return {}
    with np.load(kept) as known:
        return dict(zip(known["names"].tolist(), known["vectors"], strict=True))


def _opened(kept: Path, vocabulary: Vocabulary) -> Index | None:
    """The index in a folder; None where there is none or a part of it is damaged, which is then removed."""
    if not (kept / _WHOLE).is_file():
        return None
    try:
        return reopen(kept, (kept / _WHOLE).read_text(encoding="utf-8").split(), vocabulary)
    except ValueError:
        shutil.rmtree(kept)
        return None


def _keep(kept: Path, texts: Iterable[Document], vocabulary: Vocabulary) -> Index:
    """Index texts into a folder of their own, which appears only when it is whole; former ones go.

    Another process may do the same at the same time: its draft is left alone, and who is first is kept.
    """
    kept.parent.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix=_DRAFT, dir=kept.parent, ignore_cleanup_errors=True) as made:
        draft = Path(made) / kept.name
        parts = build(texts, vocabulary, draft).parts
        draft.mkdir(exist_ok=True)
        (draft / _WHOLE).write_text(" ".join(parts), encoding="utf-8")
        for other in kept.parent.iterdir():
            if other != kept and not other.name.startswith(_DRAFT):
                shutil.rmtree(other, ignore_errors=True)
        with suppress(OSError):  # it is there already
            draft.rename(kept)
    opened = _opened(kept, vocabulary)
    if opened is None:
        raise OSError(kept)
    return opened


def _key(store: GraphStore, landscape: Landscape, vocabulary: Vocabulary) -> str:
    about = (_WAY_OF_INDEXING, fingerprint(), store.stamp(), landscape.today, sorted(vocabulary.terms.items()))
    return blake2b(repr(about).encode(), digest_size=12).hexdigest()
