"""What becomes of all that was said of one edge: the newer statement wins, and what disagrees is listed.

Three rules, told apart by the schema. An edge of which its start has only one (``single``: a studio is based at one
organization) is what the newest statement says. An edge with a ``since`` is a stay: somebody who left and came back has
two. Every other edge said twice is one edge.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph.model import code, edge_id, end_of, start_of
from graph.schema import EdgeType
from ingest.bulk import Bulk
from ingest.jsontext import decode, encode
from ingest.provenance import is_before, newest
from ingest.records import Severity
from ingest.said import Note, Said
from ingest.spool import Block

NameOf = Callable[[str], str]


def stated_id(described: EdgeType, start: str, end: str, fields: Mapping[str, Any]) -> str:
    """The id of an edge as one statement gives it: of its first stay, where there may be several."""
    apart = [code("", *(str(fields.get(name, "")) for name in described.key))] if described.key else ()
    return edge_id(start, end, *apart)


def fold(edge_type: str, described: EdgeType, block: Block, name_of: NameOf, note: Note) -> Bulk:
    """The edges that the statements of a block make."""
    begins = block.begins
    first = block.statements.take(begins[:-1])
    properties = _as_said(first["fields"], block.rows["provenance"].take(first["said_by"]))
    as_said = Bulk(edge_type, first["id"].combine_chunks(), properties)
    # Of what was said once, as nearly everything is, there is nothing to weigh.
    once = (np.diff(begins) == 1) & ~pc.match_substring(first["fields"], '"until"').to_numpy()
    if once.all():
        return as_said
    edges: list[tuple[str, str]] = []  # id, properties
    for row, is_once, (begin, end) in zip(as_said.rows(), once.tolist(), pairwise(begins.tolist()), strict=True):
        if is_once:
            edges.append(row[1:])
            continue
        for weighed_id, stay, stated in _weighed(described, block.said(begin, end), name_of, note):
            edges.append((weighed_id, _joined(stated, newest(stay))))
    return Bulk.of(edge_type, *zip(*edges, strict=True))


def _as_said(fields: pa.ChunkedArray, provenance: pa.ChunkedArray) -> pa.StringArray:
    """Properties of edges, each as one statement says it; many at once, outside Python's lock."""
    opened, rest = pc.utf8_slice_codeunits(fields, 0, -1), pc.utf8_slice_codeunits(provenance, 1)
    both = pc.if_else(pc.equal(fields, ""), provenance, pc.binary_join_element_wise(opened, rest, ","))
    return both.combine_chunks()


def _weighed(
    described: EdgeType, group: list[Said], name_of: NameOf, note: Note
) -> Iterable[tuple[str, list[Said], str]]:
    """The edges that statements which belong together make: id, statements and fields as JSON, ordered by id."""
    if described.single:
        return (_newest(described, group, name_of, note),)
    stays = _stays(group) if "since" in described.fields else {"": group}
    # The first stay is known by its ends alone, so that a statement without a date speaks of it.
    first = group[0].id
    return [
        (f"{first}-{suffix}" if suffix else first, stay, _fields(described, stay, name_of, note))
        for suffix, stay in sorted(stays.items())
    ]


def _newest(described: EdgeType, group: list[Said], name_of: NameOf, note: Note) -> tuple[str, list[Said], str]:
    for earlier, newer in pairwise(group):
        if earlier.id != newer.id:
            message = (
                f"「{name_of(start_of(earlier.id))}」{described.forward}的对象两处说法不同："
                f"「{name_of(end_of(earlier.id))}」与「{name_of(end_of(newer.id))}」，现采用后者，请核对。"
            )
            note(newer, Severity.WARNING, message)
    last = group[-1]
    return last.id, [said for said in group if said.id == last.id], last.fields


def _stays(group: list[Said]) -> dict[str, list[Said]]:
    """The statements of each stay, under an empty text for the first stay and under its ``since`` for any other."""
    stays: dict[str, list[Said]] = {}
    begun: dict[str, str] = {}  # since of each stay, where it is known
    for said in group:
        since = decode(said.fields).get("since", "") if said.fields else ""
        known = _stay_of(since, begun) if stays else ""
        suffix = since if known is None else known
        stays.setdefault(suffix, []).append(said)
        begun[suffix] = max(begun.get(suffix, ""), since, key=len)
    return stays


def _stay_of(since: str, begun: Mapping[str, str]) -> str | None:
    """The stay a statement speaks of: the one that began then or at a time nobody told; without a date, the latest."""
    if not since:
        return max(begun, key=lambda suffix: begun[suffix])
    for suffix, known in begun.items():
        if known.startswith(since) or since.startswith(known):
            return suffix
    return None


def _fields(described: EdgeType, stay: list[Said], name_of: NameOf, note: Note) -> str:
    """The fields of an edge as JSON, empty when it has none."""
    merged: dict[str, Any] = {}
    for said in stay:
        fields = decode(said.fields) if said.fields else {}
        for name, value in fields.items():
            if merged.get(name, value) != value and name != "since":
                note(said, Severity.WARNING, _disagreement(described, said, name, (merged[name], value), name_of))
        if merged.get("until") and not fields.get("until") and not fields.get("since"):
            note(said, Severity.WARNING, _already_left(described, said, merged["until"], name_of))
        merged |= fields
    if is_before(merged.get("until", ""), merged.get("since", "")):
        note(stay[-1], Severity.WARNING, _backwards(described, stay[-1], merged, name_of))
    return encode(merged) if merged else ""


def _tie(described: EdgeType, said: Said, name_of: NameOf) -> str:
    return f"「{name_of(start_of(said.id))}」{described.forward}「{name_of(end_of(said.id))}」"


def _disagreement(described: EdgeType, said: Said, name: str, values: tuple[object, object], name_of: NameOf) -> str:
    return (
        f"{_tie(described, said, name_of)}的{described.fields[name].zh}两处说法不同："
        f"「{values[0]}」与「{values[1]}」，现采用后者，请核对。"
    )


def _already_left(described: EdgeType, said: Said, until: str, name_of: NameOf) -> str:
    since, end = described.fields["since"].zh, described.fields["until"].zh
    return (
        f"{_tie(described, said, name_of)}在另一处记有{end} {until}，这里没有写日期，仍按已结束处理；"
        f"若是再次{described.forward}，请补填{since}。"
    )


def _backwards(described: EdgeType, said: Said, merged: Mapping[str, Any], name_of: NameOf) -> str:
    since, until = described.fields["since"].zh, described.fields["until"].zh
    return (
        f"{_tie(described, said, name_of)}的{until}（{merged['until']}）早于{since}（{merged['since']}），"
        "已按原文保留，请核对。"
    )


def _joined(fields: str, provenance: str) -> str:
    """Two JSON objects in one, as :func:`_as_said` joins them; the first may be empty."""
    return f"{fields[:-1]},{provenance[1:]}" if fields else provenance
