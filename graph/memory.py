"""Memory while millions of rows pass by: no search for cycles among them, and what was freed is given back.

Arrow takes its memory from the allocator of the system: its own kept 90 MB more of a national import, freed but not
given back, as one thread frees there what another took.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa

pa.set_memory_pool(pa.system_memory_pool())


@contextmanager
def without_collecting() -> Iterator[None]:
    """Python's search for cycles of unused objects switched off while millions of objects are made that form none.

    Looking for cycles among the rows of a national ledger again and again takes a fifth of an import.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def give_back() -> None:
    """Give the system back what was freed since."""
    pa.default_memory_pool().release_unused()
