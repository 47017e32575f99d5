"""What one cell says of several things it asks: 性别/民族/学历 | 男/蒙古族/博士研究生, 地区/行业 | 省会市/教育."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.choices import match_choice
from ingest.form.draft import columns_of
from ingest.form.entry import Entry
from ingest.form.labels import Block, Kind, Label
from ingest.form.matching import find_label
from ingest.form.roster import DETAILS, detail_of, is_name, unpadded
from ingest.form.values import read_date

_LEAST_WORDS = 2  # of a label that asks several things
_BETWEEN_LABELS = re.compile(r"[/／、及与和]")
_BETWEEN_TWO = re.compile(r"\s*[/／;；]\s*")
_BETWEEN = re.compile(r"[/／、,，;；|\s]+")
_NAME, _TITLE, _ROLE = "姓名", "技术职称", "身份"
_A_ROLE = re.compile(r"(?:核心|骨干|主要|普通)?(?:成员|骨干|领衔人)")


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
    told = _by_kind(said, asked)
    by_kind = set(asked) <= DETAILS | {_NAME}  # 本科 alone is the 学历 of 民族/学历
    if told and (told.keys() == set(asked) or (by_kind and told.keys() <= set(asked))):
        for name, text in told.items():
            yield replace(entry, label=replace(entry.label, name=name), written=name, text=text)
    elif asked[0] == _NAME and len(said) > 1:
        yield replace(entry, label=Label(entry.written, Kind.FIELD, entry.label.block), known=False)


def _by_kind(said: Sequence[str], asked: Sequence[str]) -> dict[str, str]:
    """Each word under what it tells of a person; one that tells nothing is the one thing left of those asked.

    Somebody has several titles, and one of all else. Nothing where a word fits no or several of what is asked.
    """
    told: dict[str, str] = {}
    for word in said:
        name, text = (_NAME, word) if _NAME in asked and is_name(word) else detail_of(word)
        name = _ROLE if _ROLE in asked and _A_ROLE.fullmatch(word) else name
        if name in told and name != _TITLE:
            return {}
        told[name] = f"{told[name]}、{text}" if name in told else text or word
    left = [name for name in asked if name not in told]
    if "" in told and len(left) == 1:
        told = {left[0] if name == "" else name: text for name, text in told.items()}
    return told


def of_the_studio(entry: Entry) -> Iterator[Entry]:
    """An entry for each of two things asked of the studio, where the answer has as many parts; else nothing."""
    words, said = _BETWEEN_TWO.split(entry.written), _BETWEEN_TWO.split(entry.text.strip())
    asked = [find_label(word, Block.BASICS) for word in words]
    names = {label.name for label in asked if label is not None and label.kind is Kind.FIELD and "/" not in label.name}
    fits = all(label is not None and _may_be(label.name, text) for label, text in zip(asked, said, strict=False))
    if len(said) == len(words) == len(names) == _LEAST_WORDS and entry.label.name in names and fits:
        for label, word, text in zip(asked, words, said, strict=True):
            yield replace(entry, label=label or entry.label, written=word, text=text)


def _may_be(name: str, text: str) -> bool:
    """Whether a text may stand in a column of the studio: TIG/MIG焊 is no 专业领域/级别."""
    column = columns_of("工作室台账").get(name)
    try:
        if column is not None and column.type == "choice":
            match_choice(text, column.choices)
        elif column is not None and column.type == "date":
            read_date(text)
    except ValueError:
        return False
    return True
