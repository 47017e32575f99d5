"""What the planner tries out: the cluster founded, or something about the lead lost, as figures before and after."""

from html import escape

import streamlit as st

from explorer import cards, state, words
from explorer.atlas import Atlas
from graph.analytics.changes import AddAlliance, AddLeader, Change, Remove
from graph.analytics.figures import differences, written
from graph.analytics.whatif import Difference, Nearby, Outcome, try_out

_FOUND = "found"  # the cluster is founded
_HEIR = "heir"  # the lead studio gets somebody who could follow
_NAMED = 12  # names of what comes or goes


def render_trial(atlas: Atlas, lead: str, members: tuple[str, ...]) -> None:
    """Draw the trial ``?if=`` asks for, the cluster's founding unless told otherwise."""
    options = _options(atlas, lead, members)
    chosen = state.one_of("假如", options, "if", next(iter(options)))
    found = _tried(atlas, atlas.key, _change(chosen, lead, members))
    said = cards.section(f"假如{found.said}", _figures(found) + _told(found))
    cards.show(cards.columns(said, _nearby(found.nearby)))


def _options(atlas: Atlas, lead: str, members: tuple[str, ...]) -> dict[str, str]:
    seen = atlas.landscape
    founding = {_FOUND: "建成这个集群"} if members else {}
    leaders = {each.person: f"领衔人{each.name}离开" for each in seen.leaders if each.studio == lead}
    alliances = {where: seen.alliance[where].name for studio, where in sorted(seen.current) if studio == lead}
    return {
        **founding,
        _HEIR: "牵头工作室培养一名骨干" if leaders else "牵头工作室有了领衔人",
        **leaders,
        lead: "牵头工作室退出",
        **{each: f"解散「{words.shortened(name, 40)}」" for each, name in alliances.items()},
    }


def _change(chosen: str, lead: str, members: tuple[str, ...]) -> Change:
    if chosen == _FOUND:
        return AddAlliance((lead, *members), "拟建集群")
    return AddLeader(lead) if chosen == _HEIR else Remove(chosen)


@st.cache_resource(show_spinner="正在推演…", max_entries=100)
def _tried(_atlas: Atlas, key: str, change: Change) -> Outcome:  # noqa: ARG001 — part of the cache's key
    return try_out(_atlas.landscape, change)


def _figures(found: Outcome) -> str:
    """Only what changes: a long table of what stays hides it."""
    rows = [
        (
            escape(name),
            written(before),
            written(after),
            f"<b>{written(round(after - before, 2), signed=True)}</b>",
        )
        for name, before, after in differences(found.before, found.after)
    ]
    if not rows:
        return '<p class="mt-plain-note">各项总数都不变。</p>'
    heads = (
        cards.Column("会变的", "wide"),
        cards.Column("现在", "number"),
        cards.Column("以后", "number"),
        cards.Column("差", "number"),
    )
    return cards.table(heads, rows) + '<p class="mt-plain-note mt-foot">没有列出的各项不变。</p>'


def _told(found: Outcome) -> str:
    """What comes and what goes, by name."""
    named = (
        ("关键工作室", found.holders),
        ("联盟覆盖的技能", found.skills),
        ("联盟覆盖的地区", found.places),
        ("联盟覆盖的行业", found.industries),
    )
    lines = [_listed(heading, changed) for heading, changed in named]
    lines += [f"<li>{escape(sentence)}。</li>" for sentence in found.followed]
    return f'<ul class="mt-list mt-changes">{"".join(lines)}</ul>' if any(lines) else ""


def _listed(heading: str, changed: Difference) -> str:
    made = ""
    for word, names in (("增加", changed.gained), ("减少", changed.lost)):
        if names:
            more = f"等 {len(names)} 个" if len(names) > _NAMED else ""
            shown = "、".join(words.shortened(name, 40) for name in names[:_NAMED])
            made += f"<li><span>{heading}{word}</span>{escape(shown)}{more}</li>"
    return made


def _nearby(found: tuple[Nearby, ...]) -> str:
    """The studios a change touches."""
    rows = (
        (cards.name_of(each.id, each.name), _step(each.partners), _step(each.within_two)) for each in found[:_NAMED]
    )
    heads = (cards.Column("涉及的工作室"), cards.Column("伙伴", "number"), cards.Column("两步以内", "number"))
    more = f"变化大的 {_NAMED} 个，共 {len(found)} 个" if len(found) > _NAMED else f"{len(found)} 个"
    return cards.section("谁会受影响", cards.table(heads, rows), note=more) if found else ""


def _step(ends: tuple[int, int]) -> str:
    before, after = ends
    return f"{before} → <b>{after}</b>" if before != after else str(before)
