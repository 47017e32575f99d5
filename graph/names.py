"""From what a person types to the one thing it means."""

from rapidfuzz import fuzz, process

from graph import ask
from graph.errors import MengtuError
from graph.rows import Hit
from graph.schema import kind_of, load_schema
from graph.store import GraphStore


class UnknownNameError(MengtuError):
    """A name fits nothing, or several things."""


def search(store: GraphStore, text: str, *, kind: str = "") -> list[Hit]:
    """What contains ``text`` in its name, number, pinyin or initials: the closest first.

    Args:
        store: the graph.
        text: as people type it; letter case does not matter.
        kind: only this kind, by its English or Chinese word; all when empty.

    Raises:
        UnknownNameError: there is no such kind.
    """
    wanted = _kind(kind) if kind else ""
    typed = text.strip().lower()
    if not typed:
        return []
    hits = {(hit.id, hit.context): hit for hit in ask.find(store, typed) if wanted in ("", hit.kind)}

    def closeness(hit: Hit) -> tuple[bool, bool, int, str, str]:
        name = hit.name.lower()
        return (name != typed, not name.startswith(typed), len(name), name, hit.id)

    return sorted(hits.values(), key=closeness)


def _kind(word: str) -> str:
    kinds = load_schema().kinds
    for kind, described in kinds.items():
        if word.lower() in (kind.lower(), described.zh):
            return kind
    searchable = "、".join(f"{described.zh}({kind})" for kind, described in kinds.items() if described.searchable)
    raise UnknownNameError(f"没有「{word}」这一类，可用：{searchable}。")


def resolve(store: GraphStore, text: str, *, kind: str = "") -> Hit:
    """The one thing an id, an exact name or a studio number means.

    Raises:
        UnknownNameError: nothing is called so (near names are given), or several are (all are listed).
    """
    named = ask.entity(store, text)
    if named is not None and kind in ("", named.kind):
        return Hit(named.id, named.name, "")
    hits = search(store, text, kind=kind)
    typed = text.strip()
    exact = {hit.id: hit for hit in hits if hit.name == typed}
    if not exact:
        exact = {hit.id: hit for hit in hits if hit.kind == "Studio" and _number(store, hit.id) == typed}
    if len(exact) == 1:
        return next(iter(exact.values()))
    if exact:
        listed = "；".join(f"{hit.name}（{hit.context or '—'}，编号 {hit.id}）" for hit in exact.values())
        raise UnknownNameError(f"有 {len(exact)} 个对象叫「{typed}」，请改用编号：{listed}。")
    near = list(dict.fromkeys(hit.name for hit in hits))[:5] or _near(store, typed, kind)
    hint = f"是不是：{'、'.join(near)}？" if near else "请用 mengtu find 查找。"
    raise UnknownNameError(f"没有叫「{typed}」的{load_schema().kinds[kind].zh if kind else '对象'}，{hint}")


def _number(store: GraphStore, studio: str) -> str:
    found = ask.entity(store, studio)
    return str(found.properties.get("code", "")) if found else ""


def _near(store: GraphStore, typed: str, kind: str) -> list[str]:
    searchable = {each for each, described in load_schema().kinds.items() if described.searchable}
    wanted = {kind} if kind else searchable
    names = {name.name for name in ask.all_names(store) if kind_of(name.id) in wanted}
    found = process.extract(typed, names, scorer=fuzz.partial_ratio, limit=3, score_cutoff=60)
    return [name for name, _, _ in found]
