"""Python's search for cycles of unused objects, switched off while millions of objects that form none are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Looking for cycles among the rows of a national ledger again and again takes a fifth of an import."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
