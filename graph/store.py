"""What a graph store is: it can be levelled with the register, and it answers named queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from graph.errors import MengtuError
from graph.model import Tables
from graph.queries import Query

if TYPE_CHECKING:  # only a draft needs it, and it takes a while to load
    import pyarrow as pa

Row = dict[str, Any]


class StoreError(MengtuError):
    """The graph store cannot be reached or refuses to answer."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which view a store holds: of which register, and up to which of its versions."""

    register: str
    version: int


@dataclass(frozen=True, slots=True)
class Published:
    """What one levelling wrote and removed. A store that is rebuilt whole counts all it wrote."""

    nodes: int
    edges: int
    removed: int


class Draft(Protocol):
    """A graph in the making that takes the rows of a view while the register writes them: nodes first, in its order."""

    def nodes(self, kind: str, ids: "pa.StringArray", properties: "pa.StringArray") -> None:
        """Take nodes of one kind: their ids, and their properties as JSON."""
        ...

    def edges(self, edge_type: str, ids: "pa.StringArray", properties: "pa.StringArray") -> None:
        """Take edges of one type, ordered by id: their ids, and their properties as JSON."""
        ...

    def no_more(self) -> None:
        """Every row was given: what is left to do may begin."""
        ...

    def finish(self, stamp: Stamp) -> None:
        """The view was kept: this is the graph of ``stamp``."""
        ...

    def drop(self) -> None:
        """Let go of it, unless it was published already."""
        ...


class GraphStore(Protocol):
    """A disposable view of the register that answers Cypher."""

    @property
    def description(self) -> str:
        """Product, version and place, as ``mengtu status`` prints it."""
        ...

    def stamp(self) -> Stamp | None:
        """What this store holds, or None when it holds nothing of ours."""
        ...

    def publish(self, tables: Tables, *, rebuild: bool = False) -> Published:
        """Bring this store level with ``tables``; with ``rebuild`` as if it held nothing."""
        ...

    def draft(self) -> Draft | None:
        """Begin a graph that is filled while the register is written, and published if it is of the version asked for.

        None where the store cannot, or another one is being filled. It may be dropped at any time: without it
        ``publish`` reads the tables as always.
        """
        ...

    def run(self, query: Query, parameters: Mapping[str, Any]) -> list[Row]:
        """Answer one named query. Integers, dates and lists are the same Python types on every engine.

        Raises:
            StoreError: the engine cannot be reached or refuses the query.
        """
        ...

    def close(self) -> None:
        """Let go of files and connections; a closed store is not used again."""
        ...
