"""What becomes of all that was said of one node: the newer source wins, and what disagrees is listed.

A ledger of the thing itself registers it and outvotes every mere mention, which only adds what nobody registered.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import pairwise, repeat
from typing import Any, NamedTuple

from graph.schema import Kind
from ingest.bulk import Bulk
from ingest.identity import same_name
from ingest.jsontext import decode, encode
from ingest.provenance import newest
from ingest.records import Severity, as_told
from ingest.said import Note, Said
from ingest.spelling import Called
from ingest.spool import Block

Where = Callable[[Said], str]


class Names(NamedTuple):
    """By what else nodes are found, and which stand for others by a person's judgement: their names may differ."""

    aliases: Mapping[str, Collection[str]]
    judged: Collection[str]


class Whole(NamedTuple):
    """Nodes of one kind, each as the one statement that all said of it comes to."""

    kind: str
    described: Kind
    said: Sequence[Said]

    def called(self, names: Names) -> list[Called]:
        """What each is found by, none where the kind is not searched."""
        if not self.described.searchable:
            return []
        fields = (decode(said.fields) for said in self.said)
        return [
            (str(each["name"]), *sorted(names.aliases.get(said.id, ())), str(each.get("code", "")))
            for said, each in zip(self.said, fields, strict=True)
        ]

    def bulk(self, found_by: Sequence[str]) -> Bulk:
        """The nodes, with the search text of each where the kind is searched."""
        searches = found_by or repeat("")
        properties = [
            _properties(self.described, said, search) for said, search in zip(self.said, searches, strict=False)
        ]
        return Bulk.of(self.kind, [said.id for said in self.said], properties)


def weigh(kind: str, described: Kind, block: Block, names: Names, where: Where, note: Note) -> Whole:
    """The nodes that the statements of a block make; ``where`` quotes the place of a statement."""
    said = block.said(0, int(block.begins[-1]))
    whole = [
        said[begin]
        if end - begin == 1
        else _weighed(described, said[begin:end], where, note, renamed=said[begin].id in names.judged)
        for begin, end in pairwise(block.begins.tolist())
    ]
    return Whole(kind, described, whole)


def _weighed(described: Kind, group: Sequence[Said], where: Where, note: Note, *, renamed: bool) -> Said:
    """The one statement that several of a node, oldest first, come to; ``renamed`` ones may go by several names."""
    fields: dict[str, Any] = {}
    registering: list[Said] = []
    for said in group:
        stated = decode(said.fields)
        if not said.registers:
            fields = stated | fields
            continue
        for name, value in stated.items() if registering else ():
            before = fields.get(name)
            if before not in (None, value) and not (name == "name" and (renamed or _same(before, value))):
                earlier = (as_told(before), where(registering[-1]))
                note(said, Severity.WARNING, _disagreement(described, fields["name"], name, earlier, as_told(value)))
        fields |= stated
        registering.append(said)
    return group[-1]._replace(
        fields=encode(fields), registers=bool(registering), provenance=newest(registering or group[:1])
    )


def _same(one: str, other: str) -> bool:
    return same_name(one) == same_name(other)


def _disagreement(described: Kind, called: str, name: str, earlier: tuple[str, str], newer: str) -> str:
    return (
        f"{described.zh}「{called}」的{described.fields[name].zh}两处说法不同："
        f"「{earlier[0]}」（{earlier[1]}）与「{newer}」，现采用后者，请核对。"
    )


def _properties(described: Kind, said: Said, search: str) -> str:
    """Fields, what follows from them and provenance in one JSON object."""
    parts = [said.fields[1:-1]]
    if "registered" in described.fields:
        parts.append(f'"registered":{"true" if said.registers else "false"}')
    if described.searchable:
        parts.append(f'"search":{encode(search)}')
    parts.append(said.provenance[1:-1])
    return f"{{{','.join(parts)}}}"
