"""What one cell says of several things it asks of a person: 性别/民族/学历 | 男/蒙古族/博士研究生."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.form.entry import Entry
from ingest.form.labels import Block, Kind, Label
from ingest.form.matching import find_label
from ingest.form.roster import DETAILS, detail_of, is_name, unpadded

_LEAST_WORDS = 2  # of a label that asks several things
_BETWEEN_LABELS = re.compile(r"[/、及与和]")
_BETWEEN = re.compile(r"[/／、,，;；|\s]+")
_NAME = "姓名"


def told_apart(entry: Entry) -> Iterator[Entry]:
    """An entry for everything the label asks, where the text tells by what it is which is which; else nothing.

    Several words that may not all be the name they are asked for are kept under the label as it is written.
    """
    words = _BETWEEN_LABELS.split(entry.written)
    if len(words) < _LEAST_WORDS:
        return
    asked = [label.name for word in words if (label := find_label(word, Block.MEMBERS)) is not None]
    said = [part for part in _BETWEEN.split(unpadded(entry.text).strip()) if part]
    if not len(words) == len(asked) == len(set(asked)):
        return
    told = dict(_detail(part) for part in said)
    by_kind = set(asked) <= DETAILS | {_NAME}  # 本科 alone is the 学历 of 民族/学历
    if 0 < len(said) == len(told) and (told.keys() == set(asked) or (by_kind and told.keys() <= set(asked))):
        for name, text in told.items():
            yield replace(entry, label=replace(entry.label, name=name), written=name, text=text)
    elif asked[0] == _NAME and len(said) > 1:
        yield replace(entry, label=Label(entry.written, Kind.FIELD, entry.label.block), known=False)


def _detail(text: str) -> tuple[str, str]:
    return (_NAME, text) if is_name(text) else detail_of(text)
