"""关系网络: find something, see what surrounds it, click on, and follow."""

from collections.abc import Callable
from html import escape

import streamlit as st

from explorer import cards, picture, picture_file, state, words
from explorer import profile_parts as parts
from explorer.atlas import Atlas
from explorer.entity import known_about
from explorer.looks import LOOKS
from graph import names
from graph.profile import Profile
from graph.rows import Hit
from graph.schema import kind_of, load_schema
from graph.surroundings import Surroundings, expand, surroundings

_CAP = 150
_HOPS = {"1": "一步", "2": "两步"}
_STARTS = 12
_PER_KIND = 5
_KIND_ORDER = ("Studio", "Alliance", "Person", "Organization")  # what people look for most; then as found
_PICTURE = "picture"
_BESIDE = 6  # facts and relations the panel shows before it points to the full page


def render(atlas: Atlas) -> None:
    """Draw the network around ``?id=``; ``?hops=``, ``?hide=``, ``?open=`` (expanded) and ``?sel=`` say how."""
    centre = state.read("id")
    cards.show(cards.heading("关系网络", below="谁和谁有联系：先查找，再点开"))
    search_box, hops_box, button_box = st.columns([3, 1.1, 1], vertical_alignment="bottom")
    with search_box:
        text = state.text("查找", "q", placeholder="工作室、人员、单位、联盟的名称，或拼音首字母，如 wjq")
    if text:
        _show_candidates(atlas, text)
    if not centre:
        _show_start(atlas, searching=bool(text))
        return
    with hops_box:
        hops = int(state.segments("范围", _HOPS, "hops", "1"))
    drawn = _drawn(atlas, centre, hops)
    if not drawn.nodes:
        cards.show(cards.empty("这一条在图谱里没有任何联系。", "可能是链接旧了，也可能台账里还没有登记它的关系。"))
        return
    name = drawn.nodes[0].name
    with button_box:
        st.download_button(
            "下载网络图",
            lambda: picture_file.as_html(drawn, f"{name}的关系网络", today=atlas.today),
            f"关系网络_{name[:40]}.html",
            "text/html",
            on_click="ignore",
            width="stretch",
            help="一个可以发邮件、不联网也能打开的网页文件",
        )
    _render_picture(atlas, drawn)
    render_table(drawn, atlas.today)


def _drawn(atlas: Atlas, centre: str, hops: int) -> Surroundings:
    """What the address says is drawn: the surroundings, then every expansion in turn."""
    hidden = frozenset(state.read_list("hide"))
    kinds = frozenset(load_schema().kinds) - hidden if hidden else None
    drawn = surroundings(atlas.store, centre, hops=hops, cap=_CAP, kinds=kinds)
    for node_id in state.read_list("open"):
        drawn = expand(atlas.store, drawn, node_id, cap=_CAP * 2, kinds=kinds)
    return drawn


def _show_candidates(atlas: Atlas, text: str) -> None:
    hits = names.search(atlas.store, text)
    if not hits:
        cards.show(cards.empty(f"没有找到“{words.shortened(text, 30)}”。", "换一个更短的词，或用拼音首字母再试。"))
        return
    by_kind: dict[str, dict[str, Hit]] = {}
    for hit in hits:
        by_kind.setdefault(hit.kind, {})[hit.id] = hit
    order = [kind for kind in _KIND_ORDER if kind in by_kind] + [kind for kind in by_kind if kind not in _KIND_ORDER]
    cards.show(
        f'<div class="mt-found">{"".join(_kind_of_hits(kind, list(by_kind[kind].values())) for kind in order)}</div>'
    )


def _kind_of_hits(kind: str, hits: list[Hit]) -> str:
    """The first hits of one kind, the closest first."""
    rows = [
        f"<li>{cards.link(words.shortened(hit.name, 60), state.href('network', id=hit.id))}"
        f"<small>{escape(words.shortened(words.date(hit.context), 40) if hit.context else '')}</small></li>"
        for hit in hits[:_PER_KIND]
    ]
    more = f"<li><small>另有 {len(hits) - len(rows)} 个，请多输几个字</small></li>" if len(hits) > len(rows) else ""
    zh = load_schema().kinds[kind].zh
    return f'<div><h3>{escape(zh)} {len(hits)}</h3><ul class="mt-list">{"".join(rows)}{more}</ul></div>'


def _show_start(atlas: Atlas, *, searching: bool) -> None:
    """Where to begin when nothing is chosen: the alliances, since they connect most."""
    largest = sorted(atlas.alliances, key=lambda line: (-(line.studios + line.organizations), line.name))[:_STARTS]
    if searching or not largest:
        return
    rows = [
        f"<li>{cards.link(line.name, state.href('network', id=line.id))}"
        f"<small>{line.studios + line.organizations} 个成员</small></li>"
        for line in largest
    ]
    cards.show(cards.section("或者从一个联盟看起", f'<ul class="mt-list">{"".join(rows)}</ul>', note="成员多的在前"))


def _render_picture(atlas: Atlas, drawn: Surroundings) -> None:
    ids = {node.id for node in drawn.nodes}
    selected = state.read("sel") if state.read("sel") in ids else drawn.centre
    beside, panel = st.columns([2.35, 1], gap="medium")
    with beside:
        hidden = frozenset(state.read_list("hide"))
        chosen = "" if selected == drawn.centre else selected
        data = picture.payload(drawn, hidden, chosen, today=atlas.today, kept=bool(state.read("open")))
        picture.render(data, key=_PICTURE, heard=_heard(drawn.centre))
        said = f"图中 {len(drawn.nodes)} 个对象、{len(drawn.links)} 条联系。单击看详情，双击展开它的联系，滚轮缩放。"
        cards.show(f'<div class="mt-count">{said}</div>')
        if drawn.cut:
            cards.show(
                cards.notice(f"还有 {drawn.cut:,} 个对象没有画出，请在图例中隐藏几类，或以别的对象为中心。", "amber")
            )
    with panel:
        known = known_about(atlas, selected)
        if known is not None:
            cards.show(_panel(known, drawn))


def _heard(centre: str) -> Callable[[str, str], None]:
    """What a click in the picture does to the address."""

    def heard(event: str, value: str) -> None:
        if event == "picked" and kind_of(value):
            state.write(sel="" if value == centre else value)
        elif event == "opened" and kind_of(value) and value != centre:
            state.write(open=",".join(dict.fromkeys((*state.read_list("open"), value))))
        elif event == "toggled" and value in LOOKS:
            hidden = dict.fromkeys(state.read_list("hide"))
            if value in hidden:
                del hidden[value]
            else:
                hidden[value] = None
            state.write(hide=",".join(hidden))

    return heard


def _panel(known: Profile, drawn: Surroundings) -> str:
    """What is known about the selected node, and where to go from it."""
    node_id = known.entity.id
    opened = state.read_list("open")
    links = [("打开页面", state.href_of(node_id))]
    if node_id != drawn.centre:
        links.append(("以它为中心", state.href("network", id=node_id)))
        if node_id not in opened:
            links.append(("展开", state.href_here("network", open=",".join((*opened, node_id)))))
    facts = parts.stated(known)[:_BESIDE]
    inside = {node.id for node in drawn.nodes}
    relations = "".join(
        f"<h3>{escape(heading)}</h3>{_shortlist([(each.id, each.name) for each in members], inside)}"
        for heading, members in known.groups()[:_BESIDE]
    )
    return (
        f'<aside class="mt-panel"><div class="mt-above">{escape(known.kind_zh)}</div>'
        f"<h2>{escape(words.shortened(known.entity.name, 80))} {parts.checked(known)}{parts.unregistered(known)}</h2>"
        f"{cards.actions(*links)}{cards.facts(facts)}{relations}</aside>"
    )


def _shortlist(members: list[tuple[str, str]], inside: set[str]) -> str:
    """The first few names of a relation; one that is drawn is selected in the picture, another gets its page."""
    unique = dict(members)
    shown = [
        cards.link(
            words.shortened(name, 40), state.href_here("network", sel=each) if each in inside else state.href_of(each)
        )
        for each, name in list(unique.items())[:_BESIDE]
    ]
    more = f"<small>等 {len(unique)} 个</small>" if len(unique) > len(shown) else ""
    return f"<p>{'、'.join(shown)} {more}</p>"


def render_table(drawn: Surroundings, today: str) -> None:
    """The same facts as the picture, as a table."""
    edges = load_schema().edges
    made = (
        (
            cards.name_of(link.start, link.start_name),
            escape(words.said_of(link, today)),
            cards.name_of(link.end, link.end_name),
            escape(words.text(link.detail)),
        )
        for link in sorted(drawn.links, key=lambda link: (list(edges).index(link.edge), link.start_name, link.end_name))
    )
    rows = list(dict.fromkeys(made))  # two former stays read the same
    heads = (
        cards.Column("谁", "wide"),
        cards.Column("关系", "narrow"),
        cards.Column("谁", "wide"),
        cards.Column("说明"),
    )
    with st.expander(f"用表格看这 {len(rows)} 条联系"):
        cards.show(cards.table(heads, rows))
