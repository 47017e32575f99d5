"""What ``schema.yaml`` says, as typed values: kinds, edges and ledgers, each described once."""

from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

FieldType = Literal["text", "integer", "number", "flag", "date", "texts"]
ColumnType = Literal["text", "integer", "number", "flag", "date", "texts", "choice", "choices", "money", "year"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Field(_Frozen):
    """A property of a node or an edge."""

    zh: str
    type: FieldType
    indexed: bool = False
    note: str = ""


class Kind(_Frozen):
    """A kind of node. ``fields`` are its own; ``Schema.node_fields`` adds what every node carries."""

    zh: str
    prefix: str
    searchable: bool = False
    fields: dict[str, Field]


class EdgeType(_Frozen):
    """A type of edge: ``start forward end`` and ``end 的reverse是 start`` read as Chinese sentences."""

    forward: str
    reverse: str
    ends: tuple[tuple[str, str], ...]
    fields: dict[str, Field] = {}
    key: tuple[str, ...] = ()
    single: bool = False  # the start has one edge of this type: the newest source says which


class Column(_Frozen):
    """A column of a ledger; ``aka`` are other headings seen for it, ``hints`` words inside one that speak for it.

    ``failing`` are headings of what is meant where a table lacks the column.
    """

    type: ColumnType = "text"
    required: bool = False
    unstated: bool = False  # required, but 未载 may say that the source does not tell
    private: bool = False
    grouped: bool = False  # may be written once for several rows, above cells left empty
    choices: tuple[str, ...] = ()
    aka: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    failing: frozenset[str] = frozenset()


class HeadingWords(_Frozen):
    """Words of headings: those that say the same as another, and those that say nothing."""

    same: dict[str, tuple[str, ...]]
    empty: tuple[str, ...]


class Span(_Frozen):
    """Two columns that a file may hold in one; ``aka`` are the headings of that one."""

    columns: tuple[str, str]
    aka: tuple[str, ...]


class Ledger(_Frozen):
    """A ledger unions keep: its columns in the order of the empty template."""

    file: str
    note: str = ""
    titles: tuple[str, ...] = ()  # words of a title that speak for the ledger
    one_of: tuple[str, ...] = ()
    span: Span | None = None
    columns: dict[str, Column]

    @property
    def needed(self) -> frozenset[str]:
        """The columns every row has to have, and those of which it needs one."""
        return frozenset({*(name for name, column in self.columns.items() if column.required), *self.one_of})


class Schema(_Frozen):
    """The whole of ``schema.yaml``."""

    provenance: dict[str, Field]
    kinds: dict[str, Kind]
    edges: dict[str, EdgeType]
    ledgers: dict[str, Ledger]
    provenance_columns: dict[str, Column]
    heading_words: HeadingWords

    def node_fields(self, kind: str) -> dict[str, Field]:
        """Every property a node of ``kind`` has in a store besides ``id``, in a fixed order.

        Searchable kinds carry ``search``: name, other names, pinyin and initials in lower case.
        """
        described = self.kinds[kind]
        search = {"search": Field(zh="检索", type="text")} if described.searchable else {}
        return {**described.fields, **search, **self.provenance}

    def edge_fields(self, edge_type: str) -> dict[str, Field]:
        """Every property an edge of ``edge_type`` has in a store besides ``id``, in a fixed order."""
        return {**self.edges[edge_type].fields, **self.provenance}


_FILE = Path(__file__).parent / "schema.yaml"
# Every command reads the schema when it begins; in C that takes a seventh of the time, where PyYAML was built with it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load_schema() -> Schema:
    """The schema this installation runs on, read once."""
    return Schema.model_validate(yaml.load(_FILE.read_text(encoding="utf-8"), _LOADER))  # noqa: S506 - a safe loader


@cache
def fingerprint() -> str:
    """What tells this schema from that of another version of Mengtu."""
    return blake2b(_FILE.read_bytes(), digest_size=8).hexdigest()


@cache
def _kind_by_prefix() -> dict[str, str]:
    return {described.prefix: kind for kind, described in load_schema().kinds.items()}


def kind_of(node_id: str) -> str:
    """The kind of node an id belongs to, or empty text for what is no id.

    >>> kind_of("S00112233aabb")
    'Studio'
    """
    return _kind_by_prefix().get(node_id[:1], "")
