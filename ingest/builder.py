"""Nodes and edges as they grow from statements: the newer source wins, and what disagrees or is missing is listed."""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from pypinyin import lazy_pinyin
from pypinyin.seg import mmseg

from graph.batches import batches
from graph.model import code
from graph.schema import Kind, Schema, kind_of
from ingest.bulk import Bulk
from ingest.edges import fold, stated_id
from ingest.identity import same_name
from ingest.jsontext import encode
from ingest.provenance import is_before, verification
from ingest.records import Issue, Place, Severity
from ingest.register import Statement
from ingest.spool import Said, Spool

# What cannot end before it begins, by the names of the fields.
_SPANS = (("established_on", "closed_on"), ("started_on", "ended_on"))
_BATCH = 10_000  # nodes finished at a time
_SHORT = 12  # characters; grades, titles, trades and names of people are no longer


@dataclass(slots=True)
class _Draft:
    """A node that statements still add to."""

    properties: dict[str, Any]
    where: str
    provenance: Mapping[str, str]
    registered: bool


def search_text(name: str, *others: str) -> str:
    """What a name is found by, in lower case: itself, other names, its pinyin and the initials of its pinyin.

    >>> search_text("李兵技能大师工作室")
    '李兵技能大师工作室 libingjinengdashigongzuoshi lbjndsgzs'
    """
    return " ".join(filter(None, (name, *others, *_spelled(name)))).lower()


@lru_cache(maxsize=1 << 16)
def _spelled(name: str) -> tuple[str, str]:
    """A name in pinyin, and the initials of its pinyin."""
    # The words of names repeat, so each is spelled once; they are cut where the library itself would cut them.
    syllables = [syllable for word in mmseg.seg.cut(name) for syllable in _syllables(word)]
    return "".join(syllables), "".join(syllable[0] for syllable in syllables)


@cache
def _syllables(word: str) -> tuple[str, ...]:
    return tuple(syllable for syllable in lazy_pinyin(word, errors="ignore") if syllable)


def stated(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that have a value."""
    return {name: value for name, value in fields.items() if value or value == 0}  # 0 and no are values


class Builder:
    """Collects what statements say about nodes and edges.

    ``issues`` hold what to look at, by source and message, complete when nodes and edges have been taken; ``touched``
    holds the nodes that the watched sources speak of.
    """

    def __init__(
        self, schema: Schema, watched: AbstractSet[int] = frozenset(), same: Mapping[str, str] | None = None
    ) -> None:
        """Start with nothing said; ``same`` gives the node that stands for another by a person's judgement."""
        self._schema = schema
        self._same = same or {}
        self._judged = frozenset(self._same.values())
        self._watched = watched
        self._drafts: dict[str, _Draft] = {}
        self._spool = Spool({each for each, described in schema.edges.items() if described.single})
        self._sources: dict[int, str] = {}
        self.issues: dict[tuple[int, str], Issue] = {}
        self._aliases: dict[str, set[str]] = {}
        self._row: tuple[Statement | None, int] = (None, 0)
        self._words: dict[str, str] = {}
        self.touched: set[str] = set()

    def node(
        self,
        kind: str,
        identity: tuple[str, ...],
        fields: Mapping[str, Any],
        said: Statement,
        *,
        registers: bool = True,
    ) -> str:
        """State that a node exists and what its fields are. Returns its id.

        ``registers`` is False for a mere mention: it gives a name and never outvotes a ledger of the thing itself.
        """
        node_id = self._identify(kind, identity)
        if said.source_id in self._watched:
            self.touched.add(node_id)
        values = self._once(fields)
        draft = self._drafts.get(node_id)
        if draft is None:
            self._drafts[node_id] = _Draft(values, said.where, said.provenance, registers)
        elif registers:
            self._state(node_id, draft, values, said)
        else:
            if node_id in self._judged:
                self.alias(node_id, values["name"])
            draft.properties = {**values, **draft.properties}
        self._note_backwards(node_id, values, said)
        return node_id

    def _once(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """The fields that have a value; of short texts, which repeat by the hundred thousand, one is kept in memory."""
        one = self._words.setdefault
        return {
            name: one(value, value) if type(value) is str and len(value) <= _SHORT else value
            for name, value in stated(fields).items()
        }

    def _identify(self, kind: str, identity: tuple[str, ...]) -> str:
        node_id = code(self._schema.kinds[kind].prefix, *identity)
        return self._same.get(node_id, node_id)

    def touch(self, node_id: str, fields: Mapping[str, Any], said: Statement) -> None:
        """Register something about a node whose id is known already."""
        if said.source_id in self._watched:
            self.touched.add(node_id)
        self._state(node_id, self._drafts[node_id], stated(fields), said)

    def _state(self, node_id: str, draft: _Draft, fields: dict[str, Any], said: Statement) -> None:
        if draft.registered:
            self._note_disagreements(node_id, draft, fields, said)
            mark = verification(draft.provenance.get("verification", ""), said.provenance.get("verification", ""))
            provenance = {**said.provenance, "verification": mark} if mark else said.provenance
        else:
            provenance = said.provenance
        draft.properties.update(fields)
        draft.where, draft.provenance, draft.registered = said.where, provenance, True

    def _note_disagreements(self, node_id: str, draft: _Draft, fields: Mapping[str, Any], said: Statement) -> None:
        described = self._schema.kinds[kind_of(node_id)]
        for name, value in fields.items():
            earlier = draft.properties.get(name)
            if earlier in (None, value):
                continue
            if name == "name":
                if same_name(earlier) == same_name(value):
                    continue
                self.alias(node_id, earlier)
                if node_id in self._judged:
                    continue
            message = (
                f"{described.zh}「{draft.properties['name']}」的{described.fields[name].zh}两处说法不同："
                f"「{_show(earlier)}」（{draft.where}）与「{_show(value)}」，现采用后者，请核对。"
            )
            self.list(said, Severity.WARNING, message)

    def _note_backwards(self, node_id: str, fields: Mapping[str, Any], said: Statement) -> None:
        for begin, end in _SPANS:
            if end in fields and is_before(fields[end], fields.get(begin, "")):
                described = self._schema.kinds[kind_of(node_id)]
                message = (
                    f"{described.zh}「{self.name_of(node_id)}」的{described.fields[end].zh}（{fields[end]}）"
                    f"早于{described.fields[begin].zh}（{fields[begin]}），已按原文保留，请核对。"
                )
                self.list(said, Severity.WARNING, message)

    def alias(self, node_id: str, name: str) -> None:
        """Let a node be found by another name as well."""
        self._aliases.setdefault(node_id, set()).add(name)

    def edge(
        self, edge_type: str, start: str, end: str, said: Statement, fields: Mapping[str, Any] | None = None
    ) -> None:
        """State an edge between two nodes that have been stated."""
        values = stated(fields) if fields else {}
        if self._row[0] is not said:  # one row states several edges
            provenance = encode({"source": said.where, **said.provenance})
            self._row = (said, self._spool.row(provenance, said.source_id, said.place.sheet, said.place.row))
            self._sources.setdefault(said.source_id, said.source)
        edge_id = stated_id(self._schema.edges[edge_type], start, end, values)
        self._spool.add(edge_type, (edge_id, encode(values) if values else "", self._row[1]))

    def knows(self, kind: str, *identity: str) -> str | None:
        """The id of a node that has been stated, or None."""
        node_id = self._identify(kind, identity)
        return node_id if node_id in self._drafts else None

    def states(self, node_id: str) -> bool:
        """Whether a node of that id has been stated."""
        return node_id in self._drafts

    def name_of(self, node_id: str) -> str:
        """What a node is called."""
        return str(self._drafts[node_id].properties["name"])

    def field_of(self, node_id: str, name: str) -> str:
        """A text field of a node, empty when not stated."""
        return str(self._drafts[node_id].properties.get(name, ""))

    def is_registered(self, node_id: str) -> bool:
        """Whether a ledger of its own states the node."""
        return self._drafts[node_id].registered

    def list(self, said: Statement, severity: Severity, message: str, column: str = "") -> None:
        """List something to look at, once per source and message, at the first place where it was met."""
        place = replace(said.place, column=column)
        self.issues.setdefault((said.source_id, message), Issue(severity, said.source, place, message))

    def _list_edge(self, said: Said, severity: Severity, message: str) -> None:
        issue = Issue(severity, self._sources[said.source_id], Place(said.sheet, said.row), message)
        self.issues.setdefault((said.source_id, message), issue)

    @property
    def size(self) -> tuple[int, int]:
        """How many nodes there are, and how many statements of edges."""
        return len(self._drafts), self._spool.count

    def nodes(self) -> Iterator[Bulk]:
        """Every node stated so far, once, ordered by kind and id; the edges are put in order meanwhile."""
        self._spool.sort()
        by_kind: dict[str, list[str]] = {}
        for node_id in self._drafts:
            by_kind.setdefault(kind_of(node_id), []).append(node_id)
        for kind in sorted(by_kind):
            described = self._schema.kinds[kind]
            for ids in batches(sorted(by_kind[kind]), _BATCH):
                # Drafts are let go of on the way: a national graph is large, and its edges need none.
                finished = (self._finished(described, node_id, self._drafts.pop(node_id)) for node_id in ids)
                yield Bulk.of(kind, ids, list(map(encode, finished)))
        # The edges need none of these, and where they lay is given back before the edges come.
        self._drafts, self._words = {}, {}
        _spelled.cache_clear()

    def _finished(self, described: Kind, node_id: str, draft: _Draft) -> dict[str, Any]:
        properties = {**draft.properties, "source": draft.where, **draft.provenance}
        if "registered" in described.fields:
            properties["registered"] = draft.registered
        if described.searchable:
            others = [*sorted(self._aliases.get(node_id, ())), str(properties.get("code", ""))]
            properties["search"] = search_text(str(properties["name"]), *others)
        return properties

    def edges(self, name_of: Callable[[str], str]) -> Iterator[Bulk]:
        """Every edge stated so far, one type after the other, after the nodes; what disagrees is listed on the way.

        Args:
            name_of: what a node is called that was taken, for what is listed.
        """
        for edge_type, block in self._spool.blocks():
            yield fold(edge_type, self._schema.edges[edge_type], block, name_of, self._list_edge)

    def close(self) -> None:
        """Let go of what was put aside on disk."""
        self._spool.close()


def _show(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
