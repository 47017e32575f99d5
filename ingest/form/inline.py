"""Cells that hold their label themselves: 国家 3 个, 姓名：张三, and prose under its own heading."""

import re
from dataclasses import replace
from functools import cache

from ingest.form.entry import of_year
from ingest.form.labels import Block, Kind, Label, find_label, find_weak

_UNITS = "项|个|件|人|名|次|篇|万元|元"
_NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?(?:余|多)?|[一二两三四五六七八九十]{{1,3}}|[—–/]|--?)?\s*(?:{_UNITS})?"
_ITEM = re.compile(
    rf"([^\d\s:：,，、;；—–/_-]+?)\s*[:：]?[\s_]*({_NUMBER})[_]*(?:\([^()]*\)|（[^（）]*）)?\s*(?:[,，、;；。\n]|\s|$)\s*"
)
_COLON = re.compile(r"^\s*([^:：\n]{2,20})[:：]\s*(.*)$", re.DOTALL)
_COUNTING = frozenset({Block.INNOVATION, Block.TRAINING, Block.BENEFIT})
_YEAR_WITHIN = re.compile(r"(?:19|20)\d{2}年", re.ASCII)
_NEXT_LABEL = re.compile(r"(?:[ \t\u3000]{2,}|\t)(?=[^\s:：]{2,12}[:：])")


def split_inline(text: str, block: Block, group: str, asked: Label | None) -> tuple[tuple[Label, str, str], ...]:
    """(label, label as written, value) for every item of a cell, or nothing when the cell is a plain value.

    A cell that answers a label of its own is a value, whatever it looks like.
    """
    if asked is not None and asked.kind in {Kind.FIELD, Kind.TEXT}:
        return ()
    if block in _COUNTING or group:
        items = _counted(text, block, group)
        if items:
            return items
    return split_labelled(text, block) or _label_over_value(text, block)


def _label_over_value(text: str, block: Block) -> tuple[tuple[Label, str, str], ...]:
    """A label on the first line and its value on those below."""
    head, found, rest = text.partition("\n")
    label = find_label(head, block) if found and find_label(text, block) is None else None
    stands = label is not None and label.kind is Kind.FIELD and bool(rest.strip())
    return ((label, head.strip(), rest.strip()),) if label is not None and stands else ()


def _counted(text: str, block: Block, group: str) -> tuple[tuple[Label, str, str], ...]:
    found = []
    at = 0
    text = text.strip()
    while at < len(text):
        match = _ITEM.match(text, at)
        if match is None:
            return ()
        label = find_weak(match[1], block, group) or _count_label(match[1], block)
        if label is None:
            return ()
        found.append((label, match[1], match[0][match.start(2) - match.start() :].strip(" \n,，、;；。_")))
        at = match.end()
    return tuple(found)


def _count_label(word: str, block: Block) -> Label | None:
    label = find_label(word, block)
    return label if label is not None and label.kind is Kind.FIELD and label.block in _COUNTING else None


def split_labelled(text: str, block: Block) -> tuple[tuple[Label, str, str], ...]:
    """Lines such as 姓名：张三, each with a known label."""
    found: list[tuple[Label, str, str]] = []
    for line in (line for line in _NEXT_LABEL.sub("\n", text).split("\n") if line.strip()):
        match = _COLON.match(line)
        label = find_label(match[1], block) if match else None
        if match is not None and label is not None and label.kind is Kind.YEAR:
            if _YEAR_WITHIN.search(match[2]):
                return ()  # several years in one line are taken apart as money spelled out
            label = replace(of_year(block), year=label.year)
        if match is None or label is None or label.kind is not Kind.FIELD:
            if not found:
                return ()
            label, written, value = found[-1]
            found[-1] = (label, written, f"{value}\n{line.strip()}")
        else:
            found.append((label, match[1].strip(), match[2].strip()))
    return tuple(found)


@cache
def split_prose(text: str, block: Block) -> tuple[Label, str, str] | None:
    """Prose that follows its own heading in one cell: (label, heading, prose)."""
    head, found, body = text.partition("\n")
    if not found:
        match = _COLON.match(text)
        if match is None:
            return None
        head, body = match[1], match[2]
    label = find_label(head, block)
    return (label, head, body.strip()) if label is not None and label.kind is Kind.TEXT and body.strip() else None
