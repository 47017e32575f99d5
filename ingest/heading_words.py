"""What the words of a heading come down to: 挂牌时间 and 命名年份 say the same, 领衔人姓名 says no more than 领衔人."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import chain

from graph.schema import Column, load_schema
from ingest.normalise import tidy_heading

# Numbering columns carry nothing; they are neither read nor reported.
NUMBERING = frozenset({"序号", "序", "编次", "行号", "no", "no."})

BRACKETED = re.compile(r"(.+)\(([^()]*)\)")
BRACKETS = re.compile(r"\([^()]*\)")
_ORDINAL = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,3})[、.．]")  # as questionnaires number their questions
_PARTS = re.compile(r"[/、及和或]")
_JOINS = re.compile(r"[/、及和](?![^()]*\))")
_MOST_JOINED = 3


@cache
def known_headings() -> frozenset[str]:
    """Every heading, tidied, that some ledger knows."""
    spans = (ledger.span.aka for ledger in load_schema().ledgers.values() if ledger.span)
    of_columns = (written(key, columns[key]) for columns in _all_columns() for key in columns)
    return frozenset(map(tidy_heading, chain(*spans, *of_columns)))


def written(name: str, column: Column) -> tuple[str, ...]:
    """The tidied headings a column is known by, its own name first."""
    return _tidied(name, column.aka)


def cores(name: str, column: Column) -> frozenset[str]:
    """What the headings a column is known by come down to."""
    return _cores(_tidied(name, column.aka))


def is_known(heading: str) -> bool:
    """Whether a heading, by its words, is one that some ledger knows."""
    return tidy_heading(heading) in known_headings() or core(heading) in _known_cores()


@lru_cache(maxsize=1024)
def names_of(heading: str) -> tuple[str, ...]:
    """The columns, of whatever ledgers, of which a heading is another word."""
    plain = tidy_heading(heading)
    found = (name for columns in _all_columns() for name, column in columns.items() if plain in written(name, column))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4096)
def core(heading: str) -> str:
    """A heading without its brackets, its words exchanged for the one that stands for them and empty ones left out.

    >>> core("所属创新工作室全称（必填）") == core("工作室")
    True
    """
    plain = _ORDINAL.sub("", BRACKETS.sub("", tidy_heading(heading))).removesuffix("m2")
    pattern, instead = _lexicon()
    return pattern.sub(lambda word: instead[word[0]], plain) or plain


@lru_cache(maxsize=8192)  # every heading is asked for every ledger, and few are such
def named_in(heading: str) -> tuple[str, ...]:
    """The two or three known headings that a tidied heading consists of; none of one that is known as a whole."""
    if heading in known_headings():
        return ()
    parts = tuple(_JOINS.split(heading))
    if len(parts) == 1 and (bracketed := BRACKETED.fullmatch(heading)):
        parts = (bracketed[1], *_JOINS.split(bracketed[2]))
    return parts if 1 < len(parts) <= _MOST_JOINED and all(part and is_known(part) for part in parts) else ()


def readings(heading: str) -> Iterator[str]:
    """What a heading may come down to beside its core: by its bracket, or by one of the things it names: 职务/工种."""
    if inner := BRACKETS.search(tidy_heading(heading)):
        yield core(inner[0].strip("()"))
    parts = _PARTS.split(BRACKETS.sub("", tidy_heading(heading)))
    if len(parts) > 1 and ("/" in heading or all(len(part) > 1 for part in parts)):
        yield from (core(part) for part in parts if len(part) > 1)


# Every heading of a file is held against every column of every ledger: their words are looked up, never made again.
@cache
def _tidied(name: str, aka: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(tidy_heading, (name, *aka)))


@cache
def _cores(headings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(core, headings))


def _all_columns() -> tuple[Mapping[str, Column], ...]:
    schema = load_schema()
    return (*(ledger.columns for ledger in schema.ledgers.values()), schema.provenance_columns)


@cache
def _known_cores() -> frozenset[str]:
    return frozenset(map(core, known_headings()))


@cache
def _lexicon() -> tuple[re.Pattern[str], Mapping[str, str]]:
    words = load_schema().heading_words
    instead = dict.fromkeys(words.empty, "") | {each: word for word, same in words.same.items() for each in same}
    # A word that stands for others is met as a whole, so that no shorter word inside it is exchanged.
    instead |= {word: word for word in words.same}
    return re.compile("|".join(map(re.escape, sorted(instead, key=len, reverse=True)))), instead
