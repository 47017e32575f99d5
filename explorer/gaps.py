"""联盟缺口: where alliances are missing or at risk, each gap with what proves it and what to do next."""

import re
from collections.abc import Mapping
from html import escape

import streamlit as st

from explorer import cards, state, words
from explorer.atlas import Atlas
from explorer.import_desk import open_register
from graph.analytics.finding import GAP_KINDS, GAP_NAMES, Finding, GapKind, Gaps
from graph.analytics.gaps import find_gaps
from graph.schema import kind_of
from graph.spreadsheet import as_csv
from ingest.database import reading
from ingest.decisions import standing

_LISTED = 30  # of a kind that was chosen
_AHEAD = 3  # of each kind while none is chosen
_NAMED = 5  # pieces of evidence named one by one
_QUOTED = re.compile("「([^「」]+)」")
_ABOUT: Mapping[GapKind, str] = {
    "studio": "在册，但现在不在任何联盟中",
    "region": "无一入盟，或远少于平均",
    "industry": "无一入盟，或远少于平均",
    "supply": "供需双方都有工作室，却没有共同的联盟",
    "broker": "少了它，别的工作室就彼此断开",
    "silent": "12 个月以上没有登记活动和课题",
    "lone": "现有在册成员工作室不到两个",
}


def render(atlas: Atlas) -> None:
    """Draw the gaps of ``?kind=``, or the first of every kind."""
    below = "联盟到不了哪里、哪里一断就散、哪些联盟没有动静；每一条都有依据和下一步。"
    cards.show(cards.heading("联盟缺口", below=below))
    with reading(open_register()) as connection:
        dismissed = tuple((made.one, made.other) for made in standing(connection) if made.verdict == "dismissed")
    found = _found(atlas, atlas.key, dismissed)
    if not any(found.totals.values()):
        cards.show(
            cards.empty("没有发现缺口。", "如果资料还不全，请先导入联盟成员台账、供应关系台账和活动台账，再来看。")
        )
        return
    chosen = next((kind for kind in GAP_KINDS if kind == state.read("kind")), None)
    cards.show(_tiles(found, chosen))
    names = _names(atlas)
    listed = found.findings if chosen is None else found.of(chosen)
    if chosen is not None and not listed:
        unknown = chosen == "supply" and not atlas.landscape.supplies
        hints = ("图谱里还没有供应关系，请导入供应关系台账再看。",) if unknown else ()
        cards.show(cards.empty(f"没有发现“{GAP_NAMES[chosen]}”这一类缺口。", *hints))
        return
    _render_export(listed, names, chosen)
    kinds = GAP_KINDS if chosen is None else (chosen,)
    cards.show(*(_group(found, kind, names, alone=chosen is not None) for kind in kinds))


@st.cache_resource(show_spinner="正在查找缺口…", max_entries=4)
def _found(
    _atlas: Atlas,
    key: str,  # noqa: ARG001 — part of the cache's key
    dismissed: tuple[tuple[str, str], ...],
) -> Gaps:
    """Gaps, looked for once per version of the graph and of the decisions; ``key`` is the atlas's."""
    return find_gaps(_atlas.landscape, top=_LISTED, dismissed=dismissed)


def _tiles(found: Gaps, chosen: GapKind | None) -> str:
    """A tile per kind that leads to it, the chosen one back to all."""
    everything = f"{sum(found.totals.values()):,}"
    tiles = [("全部缺口", everything, "每类先列最要紧的", state.href("gaps"), chosen is None)]
    for kind in GAP_KINDS:
        address = state.href("gaps", kind="" if kind == chosen else kind)
        tiles.append((GAP_NAMES[kind], f"{found.totals[kind]:,}", _ABOUT[kind], address, kind == chosen))
    mark = ' class="chosen" aria-current="true"'
    made = "".join(
        f'<a data-in target="_self" href="{escape(address)}" title="{escape(below)}"{mark if marked else ""}>'
        f"<span>{escape(label)}</span><b>{number}</b><small>{escape(below)}</small></a>"
        for label, number, below, address, marked in tiles
    )
    return f'<nav class="mt-numbers mt-kinds" aria-label="缺口的种类">{made}</nav>'


def _group(found: Gaps, kind: GapKind, names: Mapping[str, str], *, alone: bool) -> str:
    listed, total = found.of(kind), found.totals[kind]
    shown = listed if alone else listed[:_AHEAD]
    if not total:
        return ""
    note = f"{total:,} 个" + (f"，先列最要紧的 {len(shown)} 个" if total > len(shown) else "")
    more = ""
    if total > len(shown) and not alone:
        more = cards.link(f"看全部 {total:,} 个", state.href("gaps", kind=kind))
    elif total > len(shown):
        more = escape(f"另有 {total - len(shown):,} 个；在终端运行 mengtu gaps --kind {kind} --top 1000 可以列出。")
    rest = f'<p class="mt-plain-note mt-gaps-more">{more}</p>' if more else ""
    heading = f'<h2 class="mt-group">{GAP_NAMES[kind]}<span class="mt-note">{note}</span></h2>'
    return f"<section>{heading}{''.join(_card(each, names) for each in shown)}{rest}</section>"


def _card(found: Finding, names: Mapping[str, str]) -> str:
    """A finding, as HTML; names in its sentences lead to their pages."""
    ids = {names[each]: each for each in (*found.subjects, *found.involved, *found.evidence) if names.get(each)}
    proof = [cards.name_of(each, names[each]) for each in _named(found, names)[:_NAMED]]
    rest = len(_named(found, names)) - len(proof)
    small = f"<small>{_EVIDENCE[found.kind]}：{'、'.join(proof)}{'等' if rest > 0 else ''}</small>" if proof else ""
    ways = "".join(cards.link(label, address) for label, address in _ways(found, names))
    step = _linked(found.next_step, ids) + (f"<nav>{ways}</nav>" if ways else "")
    return (
        f'<article class="mt-gap"><h3>{_linked(found.title, ids)}</h3><dl>'
        f"<dt>依据</dt><dd>{_linked(found.reason, ids)}{small}</dd>"
        f"<dt>下一步</dt><dd>{step}</dd></dl></article>"
    )


_EVIDENCE: Mapping[GapKind, str] = {
    "studio": "在联盟中的邻近工作室",
    "region": "不在联盟中的",
    "industry": "不在联盟中的",
    "supply": "双方的工作室",
    "broker": "会断开的",
    "silent": "成员",
    "lone": "名单上的",
}


def _named(found: Finding, names: Mapping[str, str]) -> list[str]:
    """The studios among the evidence."""
    return [each for each in found.evidence if kind_of(each) == "Studio" and each in names]


def _linked(sentence: str, ids: Mapping[str, str]) -> str:
    """A sentence as HTML, in which quoted names of known ids are links."""
    pieces, end = [], 0
    for match in _QUOTED.finditer(sentence):
        if match[1] in ids:
            pieces += [escape(sentence[end : match.start(1)]), cards.name_of(ids[match[1]], match[1])]
            end = match.end(1)
    return "".join(pieces) + escape(sentence[end:])


def _ways(found: Finding, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Where to go on: partners of the studio to begin with, and the surroundings of what it is about."""
    ways = []
    if found.involved:
        first = found.involved[0]
        label = f"看「{words.shortened(names.get(first, first), 24)}」的伙伴建议"
        ways.append((label, state.href("partners", id=first)))
    if found.kind in ("broker", "supply", "lone"):
        ways.append(("在关系网络中看", state.href("network", id=found.subjects[0])))
    return ways


def _render_export(listed: tuple[Finding, ...], names: Mapping[str, str], chosen: GapKind | None) -> None:
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        cards.show('<div class="mt-count">依据都能在图谱中数出来；判断为不合适的两个工作室不再撮合。</div>')
    with right:
        st.download_button(
            "下载表格（CSV）",
            as_table(listed, names),
            f"联盟缺口{f'_{GAP_NAMES[chosen]}' if chosen else ''}.csv",
            "text/csv",
            on_click="ignore",
            width="stretch",
        )


def as_table(listed: tuple[Finding, ...], names: Mapping[str, str]) -> bytes:
    """The findings as a table a spreadsheet opens."""
    heads = ("类别", "缺口", "依据", "下一步", "先找的工作室", "作为依据的工作室")
    return as_csv(
        heads,
        (
            (
                GAP_NAMES[each.kind],
                each.title,
                each.reason,
                each.next_step,
                names.get(each.involved[0], "") if each.involved else "",
                [names[proof] for proof in _named(each, names)],
            )
            for each in listed
        ),
    )


def _names(atlas: Atlas) -> dict[str, str]:
    """What studios, alliances and organizations are called, by id."""
    seen = atlas.landscape
    named = {facts.organization: facts.organization_name for facts in seen.studios if facts.organization}
    named |= {alliance.id: alliance.name for alliance in seen.alliances}
    return named | {facts.id: facts.name for facts in seen.studios}
