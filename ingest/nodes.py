"""What becomes of all that was said of one node: the newer source wins, and what disagrees is listed.

A ledger of the thing itself registers it and outvotes every mere mention, which only adds what nobody registered.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from pypinyin import lazy_pinyin
from pypinyin.seg import mmseg

from graph.schema import Kind
from ingest.bulk import Bulk
from ingest.identity import same_name
from ingest.jsontext import decode, encode
from ingest.provenance import newest
from ingest.records import Severity, as_told
from ingest.said import Note, Said
from ingest.spool import Block

Where = Callable[[Said], str]


class Names(NamedTuple):
    """By what else nodes are found, and which stand for others by a person's judgement: their names may differ."""

    aliases: Mapping[str, Collection[str]]
    judged: Collection[str]


def fold(kind: str, described: Kind, block: Block, names: Names, where: Where, note: Note) -> Bulk:
    """The nodes that the statements of a block make; ``where`` quotes the place of a statement."""
    said = block.said(0, int(block.begins[-1]))
    whole = [
        said[begin]
        if end - begin == 1
        else _weighed(described, said[begin:end], where, note, renamed=said[begin].id in names.judged)
        for begin, end in pairwise(block.begins.tolist())
    ]
    properties = [_properties(described, each, sorted(names.aliases.get(each.id, ()))) for each in whole]
    return Bulk.of(kind, [each.id for each in whole], properties)


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


def _properties(described: Kind, said: Said, aliases: Sequence[str]) -> str:
    """Fields, what follows from them and provenance in one JSON object."""
    parts = [said.fields[1:-1]]
    if "registered" in described.fields:
        parts.append(f'"registered":{"true" if said.registers else "false"}')
    if described.searchable:
        fields = decode(said.fields)
        found_by = search_text(str(fields["name"]), *aliases, str(fields.get("code", "")))
        parts.append(f'"search":{encode(found_by)}')
    parts.append(said.provenance[1:-1])
    return f"{{{','.join(parts)}}}"


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


def forget_spelling() -> None:
    """Give back the memory that the spelling of names took."""
    _spelled.cache_clear()
