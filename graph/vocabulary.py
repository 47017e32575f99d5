"""What words of the shop floor mean the same, as ``vocabulary.csv`` lists them, and which of them a text uses.

A row is a head word with other words for it; 领域 names the head words of what it is a part of or belongs to. A head
such as 漆膜缺陷 gathers faults that are cured by the same people.
"""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from types import MappingProxyType

from graph.errors import MengtuError

COLUMNS = ("词", "类别", "同义词", "领域", "来源")
KINDS = ("工种", "工艺", "缺陷", "设备", "材料", "指标", "服务")
_FILE = Path(__file__).parent / "vocabulary.csv"
_SHORTEST = 2  # characters; also what words are looked up by
_SEPARATOR = re.compile(r"[；;]")
_ENCODINGS = ("utf-8-sig", "gb18030")  # Excel saves in the second when it is not told otherwise
_SPACES = re.compile(r"(?<![a-z])\s+|\s+(?![a-z])")  # all but those between two Latin words


class VocabularyError(MengtuError):
    """A file of words cannot be used; says the file, the row and what to do."""


@dataclass(frozen=True, slots=True)
class Term:
    """A head word, its kind (one of ``KINDS``), other words for it, the heads it belongs to, and who writes so."""

    head: str
    kind: str
    synonyms: tuple[str, ...]
    broader: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Found:
    """A word of the vocabulary that stands in a text, and the heads it may mean: several for an ambiguous one."""

    word: str
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    term: Term
    file: str
    number: int

    def refuse(self, why: str) -> VocabularyError:
        return VocabularyError(f"词表「{self.file}」第 {self.number} 行{why}。")


class Vocabulary:
    """The words of all rows, ready to be found in texts."""

    def __init__(self, terms: Iterable[Term]) -> None:
        """Take terms whose heads differ, whose broader words are heads, and no head of which is above itself."""
        self.terms: Mapping[str, Term] = MappingProxyType({term.head: term for term in terms})
        self._starts = _by_start(self.terms.values())
        self._above = {head: self._climb(head) for head in self.terms}

    def words_in(self, text: str) -> tuple[Found, ...]:
        """The words a text uses, each once, as they come; from each place the longest, and none inside another.

        Width and case of letters do not matter; a Latin word or number is not found inside a longer one.
        """
        spelt = _spelling(text)
        found: dict[str, Found] = {}
        at, last = 0, len(spelt) - _SHORTEST
        while at <= last:
            step = 1
            for word, meant in self._starts.get(spelt[at : at + _SHORTEST], ()):
                end = at + len(word)
                if spelt.startswith(word, at) and not (_cuts(spelt, at) or _cuts(spelt, end)):
                    found[word] = meant
                    step = len(word)
                    break
            at += step
        return tuple(found.values())

    def heads_in(self, text: str) -> tuple[str, ...]:
        """The heads of the words a text uses, each once, in the order of the words."""
        return tuple(dict.fromkeys(head for found in self.words_in(text) for head in found.heads))

    def broader_of(self, head: str) -> tuple[str, ...]:
        """Every head that ``head`` belongs to, directly or through others: the nearest first.

        Raises:
            KeyError: ``head`` is no head.
        """
        return self._above[head]

    def topics_in(self, text: str) -> tuple[str, ...]:
        """The heads of the words a text uses, then every head those belong to."""
        heads = self.heads_in(text)
        return tuple(dict.fromkeys((*heads, *(above for head in heads for above in self._above[head]))))

    def _climb(self, head: str) -> tuple[str, ...]:
        above: dict[str, None] = {}
        level = self.terms[head].broader
        while level:
            above.update(dict.fromkeys(level))
            level = tuple(dict.fromkeys(up for each in level for up in self.terms[each].broader))
        return tuple(above)


def load_vocabulary(own: Path | None = None) -> Vocabulary:
    """The vocabulary of this installation, with the words of a workspace added when it has a file of its own.

    A row of ``own`` for a head that is known adds its words to that head. A file is read again when it has changed.

    Raises:
        VocabularyError: a file cannot be read or a row is wrong.
    """
    if own is None:
        return _load(None, 0, 0)
    try:
        status = own.stat()
    except OSError as error:
        raise VocabularyError(f"词表「{own}」打不开（{error.strerror}），请核对文件的位置。") from error
    return _load(own, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _load(own: Path | None, _changed: int, _size: int) -> Vocabulary:
    rows = _read(_FILE)
    added = _read(own) if own is not None else ()
    terms = {row.term.head: row.term for row in rows}
    for row in added:
        terms[row.term.head] = _joined(terms[row.term.head], row) if row.term.head in terms else row.term
    _check_broader((*rows, *added), terms)
    return Vocabulary(terms.values())


def _joined(known: Term, row: _Row) -> Term:
    new = row.term
    if new.kind != known.kind:
        raise row.refuse(f"把「{new.head}」写成「{new.kind}」，而内置词表里它是「{known.kind}」，请改成一致")

    def both(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*first, *second)))

    source = "；".join(both(_SEPARATOR.split(known.source), [new.source] if new.source else []))
    return Term(known.head, known.kind, both(known.synonyms, new.synonyms), both(known.broader, new.broader), source)


def _read(path: Path) -> tuple[_Row, ...]:
    """The rows of a file, each sound by itself and no head twice."""
    rows: dict[str, _Row] = {}
    for number, cells in _cells(path):
        words = tuple(_words(cells["同义词"]))
        term = Term(cells["词"], cells["类别"], words, tuple(_words(cells["领域"])), cells["来源"])
        row = _Row(term, path.name, number)
        _check(row)
        if term.head in rows:
            raise row.refuse(f"的「{term.head}」在第 {rows[term.head].number} 行已经有了，请把两行合成一行")
        rows[term.head] = row
    return tuple(rows.values())


def _cells(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        head = [cell.strip() for cell in next(reader, [])]
        missing = [column for column in COLUMNS if column not in head]
        if missing:
            raise VocabularyError(f"词表「{path.name}」第 1 行缺少列「{'、'.join(missing)}」，请补上表头。")
        for cells in reader:
            if any(cell.strip() for cell in cells):
                padded = [*(cell.strip() for cell in cells), *[""] * len(head)]
                yield reader.line_num, dict(zip(head, padded, strict=False))
    except csv.Error as error:
        why = f"第 {reader.line_num} 行附近引号不成对，请补全引号后再用"
        raise VocabularyError(f"词表「{path.name}」{why}。") from error


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise VocabularyError(f"词表「{path}」打不开（{error.strerror}），请核对文件的位置。") from error
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise VocabularyError(f"词表「{path.name}」第 1 行起就认不出文字，请在 Excel 中另存为“CSV UTF-8”。")


def _words(cell: str) -> Iterator[str]:
    return (word.strip() for word in _SEPARATOR.split(cell) if word.strip())


def _check(row: _Row) -> None:
    term = row.term
    words = (term.head, *term.synonyms)
    short = next((word for word in words if len(_spelling(word)) < _SHORTEST), None)
    twice = [word for word, times in Counter(map(_spelling, words)).items() if times > 1]
    if not term.head:
        raise row.refuse("没有写「词」，请补上，或删去这一行")
    if short is not None:
        raise row.refuse(f"的「{short}」只有一个字，容易认错，请换成两个字以上的词")
    if term.kind not in KINDS:
        raise row.refuse(f"的类别「{term.kind}」认不出，请从 {'、'.join(KINDS)} 中选一种")
    if twice:
        raise row.refuse(f"的「{twice[0]}」写了两遍，请删去一个")


def _check_broader(rows: Sequence[_Row], terms: Mapping[str, Term]) -> None:
    for row in rows:
        for above in row.term.broader:
            if above not in terms:
                raise row.refuse(f"的领域「{above}」不是词表里的词，请先给它加一行，或改用已有的词")
    try:
        TopologicalSorter({head: term.broader for head, term in terms.items()}).prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        why = f"的领域绕了一圈：{'→'.join(circle)}，请去掉其中一处"
        last = next(row for row in reversed(rows) if row.term.head in circle)  # a workspace's own comes last
        raise last.refuse(why) from error


def _by_start(terms: Iterable[Term]) -> dict[str, tuple[tuple[str, Found], ...]]:
    """The words under their first two characters, the longest first."""
    heads: dict[str, dict[str, None]] = {}
    written: dict[str, str] = {}
    for term in terms:
        for word in (term.head, *term.synonyms):
            spelt = _spelling(word)
            heads.setdefault(spelt, {})[term.head] = None
            written.setdefault(spelt, word)
    starts: dict[str, list[tuple[str, Found]]] = {}
    for spelt in sorted(heads, key=lambda each: (-len(each), each)):
        starts.setdefault(spelt[:_SHORTEST], []).append((spelt, Found(written[spelt], tuple(heads[spelt]))))
    return {start: tuple(words) for start, words in starts.items()}


def _spelling(text: str) -> str:
    """A text with letters of one width and case, without the spaces that say nothing."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return _SPACES.sub("", folded) if len(folded.split(None, 1)) > 1 else folded.strip()


def _cuts(text: str, at: int) -> bool:
    """Whether the place ``at`` lies inside a Latin word or a number."""
    around = text[max(at - 1, 0) : at + 1]
    return len(around) == 2 and around.isascii() and (around.isalpha() or around.isdigit())
