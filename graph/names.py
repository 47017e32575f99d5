"""From what a person types to the one thing it means."""

import unicodedata

from rapidfuzz import fuzz, process

from graph import ask
from graph.errors import MengtuError
from graph.rows import Hit, Name
from graph.schema import kind_of, load_schema
from graph.store import GraphStore

_WIDE = str.maketrans(",;:!?~", "，；：！？～")


class UnknownNameError(MengtuError):
    """A name fits nothing, or several things."""


def search(store: GraphStore, text: str, *, kind: str = "") -> list[Hit]:
    """What contains ``text`` in its name, number, pinyin or initials: the closest first.

    Args:
        store: the graph.
        text: as people type it; letter case and the width of letters, digits and punctuation do not matter.
        kind: only this kind, by its English or Chinese word; all when empty.

    Raises:
        UnknownNameError: there is no such kind.
    """
    wanted = _kind(kind) if kind else ""
    found = [hit for form in _forms(text) for hit in ask.find(store, form)]
    hits = {(hit.id, hit.context): hit for hit in found if wanted in ("", hit.kind)}
    typed = alike(text)

    def closeness(hit: Hit) -> tuple[bool, bool, int, str, str, str]:
        name = alike(hit.name)
        return (name != typed, not name.startswith(typed), len(name), name, hit.id, hit.context)

    return sorted(hits.values(), key=closeness)


def alike(text: str) -> str:
    """What texts that read the same have in common: no width of letters, digits and brackets, no case, no spaces.

    >>> alike("ＡＢＣ（１ 号）") == alike("abc(1号)")
    True
    """
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def _forms(text: str) -> list[str]:
    """The spellings under which a typed text may stand in the graph, which keeps Chinese punctuation at full width."""
    narrow = " ".join(unicodedata.normalize("NFKC", text).lower().split())
    forms = (" ".join(text.lower().split()), narrow, narrow.translate(_WIDE), narrow.replace(" ", ""))
    return [form for form in dict.fromkeys(forms) if form]


def _kind(word: str) -> str:
    kinds = load_schema().kinds
    for kind, described in kinds.items():
        if word.lower() in (kind.lower(), described.zh):
            return kind
    searchable = "、".join(f"{described.zh}({kind})" for kind, described in kinds.items() if described.searchable)
    raise UnknownNameError(f"没有「{word}」这一类，可用：{searchable}。")


def resolve(store: GraphStore, text: str, *, kind: str = "") -> Hit:
    """The one thing an id, an exact name or a studio number means; widths, case and spaces do not matter.

    Raises:
        UnknownNameError: nothing is called so (near names are given), or several are (all are listed).
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    named = ask.entity(store, typed)
    if named is not None and kind in ("", named.kind):
        return Hit(named.id, named.name, "")
    hits = search(store, text, kind=kind)
    exact = {hit.id: hit for hit in hits if alike(hit.name) == alike(typed)}
    if not exact:
        exact = {hit.id: hit for hit in _numbered(store, text, kind) or _spelt(store, typed, kind)}
    if len(exact) == 1:
        return next(iter(exact.values()))
    if exact:
        listed = "；".join(f"{hit.name}（{hit.context or '—'}，编号 {hit.id}）" for hit in exact.values())
        raise UnknownNameError(f"有 {len(exact)} 个对象叫「{typed}」，请改用编号：{listed}。")
    near = list(dict.fromkeys(hit.name for hit in hits))[:5] or _near(store, typed, kind)
    hint = f"是不是：{'、'.join(near)}？" if near else "请用 mengtu find 查找。"
    raise UnknownNameError(f"没有叫「{typed}」的{load_schema().kinds[kind].zh if kind else '对象'}，{hint}")


def _numbered(store: GraphStore, text: str, kind: str) -> list[Hit]:
    """The studios whose number (工作室编号) is what was typed."""
    if kind not in ("", "Studio"):
        return []
    rows = {row.id: row for form in _forms(text) for row in ask.studio_numbers(store, form)}
    return [Hit(row.id, row.name, row.number) for row in rows.values() if alike(row.number) == alike(text)]


def _spelt(store: GraphStore, typed: str, kind: str) -> list[Hit]:
    """What is called so but for spaces, which a search by part of a name does not see."""
    return [Hit(name.id, name.name, "") for name in _searchable(store, kind) if alike(name.name) == alike(typed)]


def _near(store: GraphStore, typed: str, kind: str) -> list[str]:
    names = {name.name for name in _searchable(store, kind)}
    found = process.extract(typed, names, scorer=fuzz.partial_ratio, limit=3, score_cutoff=60)
    return [name for name, _, _ in found]


def _searchable(store: GraphStore, kind: str) -> list[Name]:
    wanted = {kind} if kind else {each for each, described in load_schema().kinds.items() if described.searchable}
    return [name for name in ask.all_names(store) if kind_of(name.id) in wanted]
