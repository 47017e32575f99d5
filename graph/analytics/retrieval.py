"""Texts of past work, studios and people, found by the words of a problem: BM25 over characters, pairs and head words.

Chinese is indexed by single characters and pairs of neighbours, which finds more than segmented words and needs no
dictionary; Latin letters and figures by whole words. Beside them stand the head words of the vocabulary, so that 虚焊
finds 未熔合, and the broader ones, so that it also finds whoever welds at all.

References:
    S. Robertson, H. Zaragoza, The probabilistic relevance framework: BM25 and beyond, 2009 — as Tantivy computes it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import fsum, log1p
from pathlib import Path
from typing import Any, Literal, Self, get_args

import orjson
import tantivy

from graph.analytics.meaning import Meanings
from graph.analytics.terms import HAN, HEAD, LATIN, NOT_HAN, Asked, ask, heads_in, one_form, shared
from graph.vocabulary import Vocabulary

DocumentKind = Literal["work", "studio", "person"]

_FIELDS, _SHARES = ("main", "aside"), (1.0, 0.6)  # what stands aside are names, homes, industries
_WORDS = {"main": "main_words", "aside": "aside_words"}
_PAIRS = "pairs"
_HEAP = 64 << 20  # bytes in which documents are gathered before they are written


@dataclass(frozen=True, slots=True)
class Document:
    """What is to be found.

    Attributes:
        id: of the node.
        kind: the part of the index it belongs to.
        main: what it is about.
        aside: what surrounds it.
        data: travels along, as JSON.
        homes: ids by which it is found as well: of a person the studios.
    """

    id: str
    kind: DocumentKind
    main: str
    aside: str
    data: Mapping[str, Any]
    homes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Found:
    """A document the words of a problem led to.

    Attributes:
        id: of the node.
        likeness: the share of the problem's words, by what they weigh, that it carries: 0 to about 1.
        text: all it says, in one width and case.
        data: what it was given.
        asked: the problem.
    """

    id: str
    likeness: float
    text: str
    data: Mapping[str, Any]
    asked: Asked
    _vocabulary: Vocabulary

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Stretches of the problem that stand in it, in their order."""
        return shared(self.asked.text, self.text)

    @cached_property
    def same(self) -> tuple[tuple[str, str, str], ...]:
        """Words of the problem that it says otherwise, what it says for them, and the head word of both."""
        heads = heads_in(self.text, self._vocabulary)
        both = {(mine, heads[head], head) for head, mine in self.asked.heads.items() if head in heads}
        return tuple(sorted(each for each in both if each[0] != each[1]))

    @cached_property
    def topics(self) -> frozenset[str]:
        """The head words it uses and those they belong to."""
        return frozenset(self._vocabulary.topics_in(self.text))


@dataclass(frozen=True, eq=False)
class Index:
    """Documents, one part for each kind; it may be searched from several threads."""

    vocabulary: Vocabulary
    _parts: Mapping[DocumentKind, "_Part"]
    meanings: Meanings | None = None  # of the studios, where they are known

    @property
    def parts(self) -> tuple[DocumentKind, ...]:
        """The kinds of document there are."""
        return tuple(self._parts)

    def ask(self, text: str) -> Asked:
        """A problem as this index understands it."""
        return ask(text, self.vocabulary)

    def find(self, asked: Asked, kind: DocumentKind, top: int) -> list[Found]:
        """The documents of a kind that carry most of a problem's words, likest first, equals by id."""
        part = self._parts.get(kind)
        return part.find(asked, self.vocabulary, top) if part else []

    def at(self, asked: Asked, kind: DocumentKind, homes: Iterable[str], top: int) -> list[Found]:
        """The documents of a kind that belong to any of ``homes``, whatever they say; likest first, equals by id."""
        part = self._parts.get(kind)
        return part.at(asked, self.vocabulary, homes, top) if part else []

    def texts(self, kind: DocumentKind) -> Iterator[tuple[str, str]]:
        """The ids of the documents of a kind and what each is about."""
        part = self._parts.get(kind)
        return part.texts() if part else iter(())


def carried(asked: Asked, texts: Collection[Found]) -> float:
    """The share of a problem's pairs, words and head words, by weight, that any of some texts carries: 0 to 1."""
    telling = {term: weight for term, weight in asked.terms.items() if weight >= 1}
    heads = set().union(*(found.topics for found in texts))
    words = {word for found in texts for word in LATIN.findall(found.text)}

    def is_carried(term: str) -> bool:
        if HAN.fullmatch(term):
            return any(term in found.text for found in texts)
        return term in words or term.removeprefix(HEAD) in heads

    whole = fsum(telling.values())
    return fsum(weight for term, weight in telling.items() if is_carried(term)) / whole if whole else 0.0


def build(documents: Iterable[Document], vocabulary: Vocabulary, folder: Path | None = None) -> Index:
    """Index documents; they are taken one by one and may be millions. The same documents give the same index.

    Args:
        documents: what is to be found, ids distinct.
        vocabulary: by whose words they are understood.
        folder: where the index is kept, to be opened again; in memory when not stated. It is made.

    Raises:
        OSError: the folder cannot be written.
    """
    drafts: dict[DocumentKind, _Draft] = {}
    for document in documents:
        if document.kind not in drafts:
            drafts[document.kind] = _Draft(_made(folder and folder / document.kind))
        drafts[document.kind].add(document, vocabulary)
    return Index(vocabulary, {kind: draft.finish() for kind, draft in drafts.items()})


def reopen(folder: Path, parts: Collection[str], vocabulary: Vocabulary) -> Index:
    """The index that was built in a folder, with the same vocabulary; ``parts`` as :attr:`Index.parts` gave them.

    Raises:
        ValueError: a part is not there or damaged.
    """
    kinds: tuple[DocumentKind, ...] = get_args(DocumentKind)
    known = [kind for kind in kinds if kind in parts]
    return Index(vocabulary, {kind: _Part.of(_with_pairs(tantivy.Index.open(str(folder / kind)))) for kind in known})


def _made(folder: Path | None) -> tantivy.Index:
    builder = tantivy.SchemaBuilder()
    for name in _FIELDS:
        builder.add_text_field(name, stored=False, tokenizer_name=_PAIRS, index_option="freq")
        builder.add_text_field(_WORDS[name], stored=False, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("home", stored=False, tokenizer_name="whitespace", index_option="basic")
    builder.add_bytes_field("document", stored=True, indexed=False)
    if folder is not None:
        folder.mkdir(parents=True)
    return _with_pairs(tantivy.Index(builder.build(), path=str(folder) if folder else None))


def _with_pairs(index: tantivy.Index) -> tantivy.Index:
    """An index that cuts Chinese text into single characters and pairs."""
    ngrams = tantivy.Tokenizer.ngram(min_gram=1, max_gram=2, prefix_only=False)
    index.register_tokenizer(_PAIRS, tantivy.TextAnalyzerBuilder(ngrams).build())
    return index


@dataclass(eq=False)
class _Draft:
    """One kind's part while documents are added."""

    index: tantivy.Index

    def __post_init__(self) -> None:
        # One thread: where documents come to stand would change from run to run, and with it the order of equals.
        self._writer = self.index.writer(heap_size=_HEAP, num_threads=1)

    def add(self, document: Document, vocabulary: Vocabulary) -> None:
        written = tantivy.Document()
        for name, text in zip(_FIELDS, (document.main, document.aside), strict=True):
            said = one_form(text)
            written.add_text(name, NOT_HAN.sub(" ", said))
            heads = (f"{HEAD}{head}" for head in vocabulary.topics_in(said))
            written.add_text(_WORDS[name], " ".join([*LATIN.findall(said), *heads]))
        written.add_text("home", " ".join(document.homes))
        kept = {"id": document.id, "main": document.main, "aside": document.aside, "data": document.data}
        written.add_bytes("document", orjson.dumps(kept))
        self._writer.add_document(written)

    def finish(self) -> "_Part":
        self._writer.commit()
        self._writer.wait_merging_threads()
        return _Part.of(self.index)


@dataclass(frozen=True, eq=False)
class _Part:
    schema: tantivy.Schema
    searcher: tantivy.Searcher

    @classmethod
    def of(cls, index: tantivy.Index) -> Self:
        index.reload()
        return cls(index.schema, index.searcher())

    def find(self, asked: Asked, vocabulary: Vocabulary, top: int) -> list[Found]:
        """See :meth:`Index.find`."""
        return self._searched(asked, vocabulary, self._carrying(asked), top)

    def at(self, asked: Asked, vocabulary: Vocabulary, homes: Iterable[str], top: int) -> list[Found]:
        """See :meth:`Index.at`."""
        wanted = [(tantivy.Occur.Should, tantivy.Query.term_query(self.schema, "home", home)) for home in homes]
        theirs = tantivy.Query.const_score_query(tantivy.Query.boolean_query(wanted), 0.0)
        clauses = [(tantivy.Occur.Must, theirs), (tantivy.Occur.Should, self._carrying(asked))]
        return self._searched(asked, vocabulary, tantivy.Query.boolean_query(clauses), top)

    def texts(self) -> Iterator[tuple[str, str]]:
        """See :meth:`Index.texts`."""
        hits = self.searcher.search(tantivy.Query.all_query(), max(self.searcher.num_docs, 1)).hits
        kept = (orjson.loads(self.searcher.doc(address)["document"][0]) for _, address in hits)
        return ((each["id"], each["main"]) for each in kept)

    def _carrying(self, asked: Asked) -> tantivy.Query:
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(query, weight * share))
            for term, weight in asked.terms.items()
            for field, share in zip(_fields_of(term), _SHARES, strict=True)
            for query in [tantivy.Query.term_query(self.schema, field, term)]
        ]
        return tantivy.Query.boolean_query(clauses)

    def _searched(self, asked: Asked, vocabulary: Vocabulary, query: tantivy.Query, top: int) -> list[Found]:
        most = fsum(weight * self._rarity(term) for term, weight in asked.terms.items())
        hits = self.searcher.search(query, top).hits
        found = [self._found(asked, vocabulary, score / most if most else 0.0, address) for score, address in hits]
        return sorted(found, key=lambda each: (-each.likeness, each.id))

    def _rarity(self, term: str) -> float:
        """What a term adds to a document of average length: its inverse document frequency as Tantivy reckons it."""
        count = self.searcher.num_docs
        known = zip(_SHARES, (self.searcher.doc_freq(field, term) for field in _fields_of(term)), strict=True)
        return max(share * log1p((count - met + 0.5) / (met + 0.5)) if met else 0.0 for share, met in known)

    def _found(self, asked: Asked, vocabulary: Vocabulary, likeness: float, address: tantivy.DocAddress) -> Found:
        kept = orjson.loads(self.searcher.doc(address)["document"][0])
        return Found(kept["id"], likeness, one_form(f"{kept['main']} {kept['aside']}"), kept["data"], asked, vocabulary)


def _fields_of(term: str) -> tuple[str, ...]:
    """The fields a term is looked for in: Chinese characters in one, all else in another, the main ones first."""
    return _FIELDS if HAN.fullmatch(term) else tuple(_WORDS.values())
