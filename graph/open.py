"""Which graph store a URL means."""

import os
from pathlib import Path

from graph.store import GraphStore, StoreError

EMBEDDED = "embedded"
_SCHEMES = ("bolt://", "bolt+s://", "bolt+ssc://", "neo4j://", "neo4j+s://", "neo4j+ssc://")


def open_store(url: str, folder: Path) -> GraphStore:
    """The store at ``url``: ``embedded`` keeps its file in ``folder``; otherwise a Neo4j address.

    User and password come from ``$NEO4J_USERNAME`` (default neo4j), ``$NEO4J_PASSWORD`` and, for a database other
    than the default one, ``$NEO4J_DATABASE``; never from the address.

    Raises:
        StoreError: the address is none of these, or the store cannot be reached.
    """
    # Each engine is imported only where it is used: its driver costs start-up time and may be missing on a machine.
    if url == EMBEDDED:
        from graph.ladybug_store import LadybugStore  # noqa: PLC0415

        return LadybugStore(folder)
    if url.startswith(_SCHEMES):
        from graph.neo4j_store import Neo4jStore  # noqa: PLC0415

        username = os.environ.get("NEO4J_USERNAME", "neo4j")
        password = os.environ.get("NEO4J_PASSWORD", "")
        return Neo4jStore(url, username, password, os.environ.get("NEO4J_DATABASE"))
    raise StoreError(f"不认识的图库地址「{url}」，请写 embedded，或如 bolt://127.0.0.1:7687 的 Neo4j 地址。")
