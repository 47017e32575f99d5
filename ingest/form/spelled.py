"""Cells and paragraphs that spell out what a table would have held: a list of people, or money year by year."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.form.entry import Entry
from ingest.form.labels import Block, Kind, Label, find_label
from ingest.form.roster import read_people

_AMOUNT = r"(?:共|约|共计|合计)?\s*\d[\d,]*(?:\.\d+)?\s*余?\s*(?:亿元|万元|千元|万|元)?"
_YEAR = r"(?P<year>(?:19|20)\d{2})\s*年度?\s*[:：,，]?\s*"
_END = r"\s*(?:[,，、;；。\n]\s*|$)"
_FUNDED = re.compile(
    rf"{_YEAR}(?P<before>[^\d:：,，;；。()]{{0,14}}?)[:：]?\s*(?P<amount>{_AMOUNT})\s*(?:\((?P<source>[^()]+)\))?{_END}",
    re.ASCII,
)
_EARNED = re.compile(
    rf"(?:{_YEAR})?(?P<label>[^\d:：,，;；。()]{{2,8}}?)[:：]?\s*(?P<amount>{_AMOUNT}){_END}", re.ASCII
)
_NO_SOURCE = re.compile(r"(?:共|总|累计)?(?:投入|拨付|拨款|到位)?(?:活动|专项)?(?:经费|资金|金额)?(?:投入|为)?")


def spelled_out(entries: Sequence[Entry]) -> list[Entry]:
    """Entries with every text that lists people or money taken apart; what cannot be stays text."""
    return [part for entry in entries for part in _parts(entry) or (entry,)]


def _parts(entry: Entry) -> tuple[Entry, ...]:
    if entry.label.kind is not Kind.TEXT or not entry.text:
        return ()
    match entry.label.block:
        case Block.MEMBERS:
            return tuple(_people(entry))
        case Block.FUNDING:
            return tuple(_money(entry, _FUNDED))
        case Block.BENEFIT:
            return tuple(_money(entry, _EARNED))
    return ()


def _people(entry: Entry) -> Iterator[Entry]:
    for number, person in enumerate(read_people(entry.text), 1):
        for word, text in person.items():
            yield _said(entry, Label(word, Kind.FIELD, Block.MEMBERS), text, number)


def _money(entry: Entry, pattern: re.Pattern[str]) -> list[Entry]:
    """Every stretch of the text is an amount of a year, or none is taken."""
    text = unicodedata.normalize("NFKC", entry.text).strip()
    found: list[Entry] = []
    at, year = 0, ""
    while at < len(text):
        match = pattern.match(text, at)
        year = f"{match['year']}年" if match and match["year"] else year
        if match is None or not year:
            return []
        said = list(_amounts(entry, match, len(found) + 1))
        if not said:
            return []
        found += [replace(each, year=year) for each in said]
        at = match.end()
    return found


def _amounts(entry: Entry, match: re.Match[str], number: int) -> Iterator[Entry]:
    unit = entry.label.unit
    if "label" in match.groupdict():
        label = find_label(match["label"], Block.BENEFIT)
        if label is not None and label.block is Block.BENEFIT and label.kind is Kind.FIELD:
            yield _said(entry, replace(label, unit=unit), match["amount"], number)
        return
    yield _said(entry, Label("投入金额", Kind.FIELD, Block.FUNDING, unit=unit), match["amount"], number)
    before = match["before"].strip()
    source = match["source"] or (
        "" if _NO_SOURCE.fullmatch(before) else re.sub(r"(?:投入|出资|拨款|拨付)$", "", before)
    )
    if source:
        yield _said(entry, Label("经费来源", Kind.FIELD, Block.FUNDING, unit=unit), source, number)


def _said(entry: Entry, label: Label, text: str, number: int) -> Entry:
    place = replace(entry.place, column=label.name)
    line = (entry.line[0], entry.line[1], 1000 + number)
    return replace(entry, label=label, written=label.name, text=text, place=place, line=line, block=label.block)
