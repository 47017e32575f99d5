"""联盟规划: compose a 1+N cluster round a lead, see it in the network, and try out what it or a loss would change."""

from html import escape

import streamlit as st

from explorer import cards, picture, planner_picture, state, words
from explorer.atlas import Atlas
from explorer.import_desk import open_register
from explorer.network import render_table
from explorer.partners import described, label, namer
from explorer.planner_trial import render_trial
from explorer.waterfall import waterfall
from graph.analytics.clusters import COVERAGE_NAMES, GOALS, Cluster, Member, assurance, compose, written
from graph.analytics.reason import Suggestion
from graph.spreadsheet import as_csv
from graph.surroundings import Surroundings
from ingest.database import reading
from ingest.decisions import beside, dismissed

_SIZES = {each: f"{each} 家" for each in ("3", "5", "8", "12")}
_ALLIES = {"may": "也可以请", "not": "只请新伙伴"}
_VIEWS = {"adds": "每家带来什么", "if": "假如这样做"}
_PICTURE = "cluster-picture"
_TITLE = "联盟规划"
_ABOUT = "由一个工作室牵头，请谁进来组成 1+N 集群，每家带来什么，建成以后会怎样；只是推演，不写入任何东西"


def render(atlas: Atlas) -> None:
    """Draw the cluster round ``?id=`` as ``?goal=``, ``?size=``, ``?allies=`` and ``?not=`` say, and its effects."""
    cards.show(cards.heading(_TITLE, below=_ABOUT))
    lead, goal, size, newcomers = _ask(atlas)
    if not lead:
        cards.show(
            cards.empty("请先选一个牵头工作室。", "牵头的一般级别较高、成员较多；也可以选任何一个想带动别人的。")
        )
        return
    unwanted = tuple(each for each in state.read_list("not") if each in atlas.landscape.studio)
    with reading(open_register()) as connection:
        refused = dismissed(beside(connection, lead))
    found = _composed(atlas, atlas.key, lead, goal, size, newcomers, refused | frozenset(unwanted))
    _render_unwanted(atlas, unwanted, len(refused))
    if found.members:
        _render_found(atlas, found, size)
    else:
        cards.show(
            cards.empty(
                "没有能给这个集群增添什么的工作室。",
                "图谱里关于它的地区、行业、技能和联盟记载太少，请补充台账；或换一个牵头工作室。",
            )
        )
        render_trial(atlas, lead, ())


def _ask(atlas: Atlas) -> tuple[str, str, int, bool]:
    lead_box, goal_box = st.columns([2.2, 1.1])
    size_box, allies_box = st.columns([2.2, 1.1])
    facts = atlas.landscape.studio
    with lead_box:
        labels = {line.id: label(line.name, line.organization) for line in atlas.studios if facts[line.id].open}
        lead = state.pick("牵头工作室", labels, "id", placeholder="输入名称或单位查找")
    with goal_box:
        goal = state.choice("落脚点", GOALS, "goal", everything="不偏重哪一样")
    with size_box:
        size = int(state.segments("请几家进来", _SIZES, "size", "5"))
    with allies_box:
        newcomers = state.segments("现有盟友", _ALLIES, "allies", "may") == "not"
    return lead, goal, size, newcomers


@st.cache_resource(show_spinner="正在组合…", max_entries=100)
def _composed(
    _atlas: Atlas,
    key: str,  # noqa: ARG001 — part of the cache's key
    lead: str,
    goal: str,
    size: int,
    newcomers: bool,
    excluded: frozenset[str],
) -> Cluster:
    return compose(_atlas.landscape, lead, goal, size=size, newcomers=newcomers, excluded=excluded)


def _render_unwanted(atlas: Atlas, unwanted: tuple[str, ...], refused: int) -> None:
    """Whom the planner took out, each a click away from coming back."""
    back = "".join(
        cards.link(
            f"{words.shortened(atlas.landscape.studio[each].name, 30)} ×",
            state.href_here("planner", **{"not": ",".join(other for other in unwanted if other != each)}),
            "mt-chip",
        )
        for each in unwanted
    )
    told = f"已换掉，点一下恢复：{back}" if back else ""
    if refused:
        told += f"{refused} 个在伙伴建议里判断为不合适，没有考虑。"
    if told:
        cards.show(f'<div class="mt-count mt-out">{told}</div>')


def _render_found(atlas: Atlas, found: Cluster, size: int) -> None:
    few = f"只请 {len(found.members)} 家：再请谁都不会增添什么。" if len(found.members) < size else ""
    if all(each.together for each in found.members):
        few += "请的都已经是盟友，可以改为“只请新伙伴”。"
    title, button = st.columns([3, 1], vertical_alignment="bottom")
    with title:
        cards.show(f'<div class="mt-count">{escape(assurance(found) + few)}</div>')
    with button:
        st.download_button(
            "下载表格（CSV）",
            _as_csv(atlas, found),
            f"1+N集群_{atlas.landscape.studio[found.lead].name[:40]}.csv",
            "text/csv",
            on_click="ignore",
            width="stretch",
        )
    cards.show(_covered(found))
    _render_picture(atlas, found)
    if state.segments("看哪一项", _VIEWS, "view", "adds") == "adds":
        _render_members(atlas, found)
    else:
        render_trial(atlas, found.lead, tuple(each.id for each in found.members))


def _covered(found: Cluster) -> str:
    """What the cluster covers, beside what its lead covers alone."""
    tiles = []
    for field, name in COVERAGE_NAMES.items():
        before, after = getattr(found.before, field), getattr(found.after, field)
        if field != "organizations":
            tiles.append((name, written(after), f"只有牵头时 {written(before)}", ""))
    return cards.numbers(tiles)


def _render_picture(atlas: Atlas, found: Cluster) -> None:
    names = {each: atlas.landscape.studio[each].name for each in (found.lead, *(one.id for one in found.members))}
    drawn = planner_picture.drawing(atlas.store, found.lead, names, atlas.today)
    hidden = frozenset(state.read_list("hide"))
    canvas, listed = st.columns([2.4, 1])
    with canvas:
        data = planner_picture.payload(drawn, hidden, state.read("sel"), today=atlas.today)
        picture.render(data, key=_PICTURE, heard=_heard)
        cards.show(f'<div class="mt-count">{_legend(drawn)}</div>')
    with listed:
        cards.show(_roster(atlas, found))
    if drawn.links:
        render_table(drawn, atlas.today)


def _legend(drawn: Surroundings) -> str:
    if not drawn.links:
        return "蓝色虚线是拟请进来的；它们之间还没有共同的联盟、课题、单位，单位之间也没有供应关系。"
    cut = f"另有 {drawn.cut} 个共同的联盟、课题和单位没有画出。" if drawn.cut else ""
    return f"蓝色虚线是拟请进来的，灰线是已有的联系：共同的联盟、课题、单位，以及单位之间的供应。{cut}"


def _heard(event: str, value: str) -> None:
    """What a click in the picture does to the address."""
    if event == "picked":
        state.write(sel=value)
    elif event == "toggled":
        hidden = dict.fromkeys(state.read_list("hide"))
        if value in hidden:
            del hidden[value]
        else:
            hidden[value] = None
        state.write(hide=",".join(hidden))


def _roster(atlas: Atlas, found: Cluster) -> str:
    """The cluster as a list beside the picture; what was clicked in the picture stands out."""
    facts, chosen = atlas.landscape.studio, state.read("sel")
    rows = [_line(found.lead, facts[found.lead].name, "牵头", chosen)]
    rows += [_line(each.id, each.name, f"第 {each.rank} 家，+{each.gain:.1f} 分", chosen) for each in found.members]
    return f'<aside class="mt-panel"><h3>集群成员</h3><ul class="mt-list mt-roster">{"".join(rows)}</ul></aside>'


def _line(node_id: str, name: str, said: str, chosen: str) -> str:
    mark = ' class="chosen"' if node_id == chosen else ""
    return f"<li{mark}>{cards.name_of(node_id, name)}<small>{escape(said)}</small></li>"


def _render_members(atlas: Atlas, found: Cluster) -> None:
    cards.show('<p class="mt-plain-note">得分只算这一家在牵头工作室和前面几家之外增添的，各条理由相加就是得分。</p>')
    named = namer(atlas)
    scale = max(each.gain for each in found.members)
    for each in found.members:
        with st.container(key=f"card-{each.id}"):
            as_suggested = Suggestion(each.rank, each.id, each.name, each.gain, "new", each.reasons)
            cards.show(_head(atlas, each), waterfall(as_suggested, scale, named))


def _head(atlas: Atlas, member: Member) -> str:
    facts = atlas.landscape.studio[member.id]
    unwanted = ",".join(dict.fromkeys((*state.read_list("not"), member.id)))
    instead = cards.link("换掉这家", state.href_here("planner", **{"not": unwanted, "sel": ""}), "mt-button")
    badge = cards.badge("现在就是盟友", "blue") if member.together else ""
    together = "、".join(cards.name_of(one, atlas.landscape.alliance[one].name) for one in member.together)
    now = f"<p>现在已同在{together}</p>" if together else ""
    return (
        f'<header class="mt-card mt-card-act"><span class="mt-rank">{member.rank}</span>'
        f"<div><h3>{cards.name_of(member.id, member.name)} {badge}</h3>"
        f"<p>{described(facts)}</p>{now}</div>"
        f"<nav>{instead}</nav></header>"
    )


def _as_csv(atlas: Atlas, found: Cluster) -> bytes:
    about = atlas.landscape.studio
    heads = ("次序", "工作室", "所在单位", "地区", "行业", "级别", "增添", "理由", "理由得分", "牵头工作室", "落脚点")
    return as_csv(
        heads,
        (
            (
                each.rank,
                each.name,
                about[each.id].organization_name,
                about[each.id].region_name,
                about[each.id].industry_name,
                about[each.id].level,
                each.gain,
                reason.text,
                reason.points,
                about[found.lead].name,
                found.goal,
            )
            for each in found.members
            for reason in each.reasons
        ),
    )
