"""伙伴建议: whom a studio could ally with, each suggestion with the reasons its score is the sum of."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape

import streamlit as st

from explorer import cards, state, words
from explorer.atlas import Atlas, suggestions
from explorer.decisions import Clerk, open_clerk
from explorer.partner_wish import FAMILIAR, MODES, NEW, ask_wish, nobody
from explorer.waterfall import waterfall
from graph.analytics.reason import Group, Suggestion
from graph.analytics.wish import NoSuchStudiosError, Wish
from graph.landscape import StudioFacts
from graph.spreadsheet import as_csv
from ingest.decisions import VERDICTS, dismissed

Lists = dict[Group, tuple[Suggestion, ...]]

_GROUPS: Mapping[Group, tuple[str, str]] = {
    "familiar": (FAMILIAR, "已有联系可循：有共同的伙伴、课题或师徒，曾经结盟，或同属一个单位"),
    "new": (NEW, "尚无联系，但地区、行业、技能或供应关系相合"),
}


def render(atlas: Atlas) -> None:
    """Draw the suggestions for ``?id=`` under the filters in the address."""
    trust = cards.link("这些建议有多可信？", state.href("trust"))
    cards.show(cards.heading("伙伴建议", below=f"为一个工作室找合适的结盟对象，每一分都有理由。{trust}"))
    studio = _ask_studio(atlas)
    wish, top = ask_wish(atlas)
    if not studio:
        cards.show(cards.empty("请先选一个工作室。", "也可以在工作室页面点“伙伴建议”。"))
        return
    clerk = open_clerk(atlas, studio)
    clerk.tell()
    clerk.render_decided()
    _render_found(atlas, clerk, wish, top)
    clerk.tell_rest()


def _render_found(atlas: Atlas, clerk: Clerk, wish: Wish, top: int) -> None:
    without = dismissed(clerk.decided)
    found = _found(atlas, clerk.studio, top, wish, without)
    if any(found.values()):
        _render_lists(atlas, clerk, found)
        return
    hints = nobody(wish, lambda other: any(_found(atlas, clerk.studio, 1, other, without).values()), len(without))
    cards.show(cards.empty(*hints))


def _found(atlas: Atlas, studio: str, top: int, wish: Wish, without: frozenset[str]) -> Lists:
    """The lists that are wished for, familiar first; empty ones where nobody at all is what is wished for."""
    groups = [group for group in _GROUPS if wish.mode in ("all", group)]
    try:
        return {
            group: suggestions(atlas, atlas.key, studio, top, replace(wish, mode=group), without) for group in groups
        }
    except NoSuchStudiosError:
        return dict.fromkeys(groups, ())


def _ask_studio(atlas: Atlas) -> str:
    labels = {line.id: label(line.name, line.organization) for line in atlas.studios}
    return state.pick("工作室", labels, "id", placeholder="输入名称或单位查找")


def label(name: str, organization: str) -> str:
    """A studio as one line of a list, with its organization."""
    return (
        f"{words.shortened(name, 40)}（{words.shortened(organization, 24)}）"
        if organization
        else words.shortened(name, 60)
    )


def _render_lists(atlas: Atlas, clerk: Clerk, found: Lists) -> None:
    everybody = [each for listed in found.values() for each in listed]
    scale = max(each.score for each in everybody)
    called = clerk.name(clerk.studio)
    title, button = st.columns([3, 1], vertical_alignment="bottom")
    with title:
        cards.show(
            f'<div class="mt-count">为 {cards.name_of(clerk.studio, called)} 建议 {len(everybody)} 个伙伴，'
            f"最高分 {scale:.1f}；得分是各条理由之和，只用于排序。</div>"
        )
    with button:
        st.download_button(
            "下载表格（CSV）",
            _as_csv(atlas, clerk, everybody),
            f"伙伴建议_{called[:40]}.csv",
            "text/csv",
            on_click="ignore",
            width="stretch",
        )
    named = namer(atlas)
    for group, listed in found.items():
        name, about = _GROUPS[group]
        remark = about if listed else "这个名单里没有合适的工作室"
        cards.show(f'<h2 class="mt-group">{name}<span class="mt-note">{remark}</span></h2>')
        for each in listed:
            with st.container(key=f"card-{each.id}"):
                cards.show(_card(atlas, clerk, each), waterfall(each, scale, named))
                clerk.render_answers(each.id)


def _card(atlas: Atlas, clerk: Clerk, found: Suggestion) -> str:
    """The head of a card, as HTML."""
    facts = atlas.landscape.studio[found.id]
    made = clerk.decided.get(found.id)
    reason = f"<p>决定时写的：{escape(made.reason)}</p>" if made and made.reason else ""
    return (
        f'<header class="mt-card"><span class="mt-rank">{found.rank}</span>'
        f"<div><h3>{cards.name_of(found.id, found.name)} {clerk.badge(found.id)}</h3>"
        f"<p>{described(facts)}</p>{reason}</div></header>"
    )


def described(facts: StudioFacts) -> str:
    """Where a studio is and what it is, in a line of HTML."""
    told = (facts.organization_name, facts.region_name or facts.province, facts.industry_name, facts.level)
    return escape("、".join(filter(None, told)) or words.MISSING)


def namer(atlas: Atlas) -> Callable[[str], str]:
    """What the ids in the evidence are called."""
    seen = atlas.landscape
    known = {**dict(seen.skill_names), **dict(seen.project_names)}
    known |= {alliance.id: alliance.name for alliance in seen.alliances}
    known |= {facts.organization: facts.organization_name for facts in seen.studios if facts.organization}
    known |= {facts.id: facts.name for facts in seen.studios}
    return lambda each: known.get(each, "")


def _as_csv(atlas: Atlas, clerk: Clerk, found: list[Suggestion]) -> bytes:
    about = atlas.landscape.studio
    heads = (
        "名次", "工作室", "所在单位", "地区", "行业", "级别", f"{FAMILIAR}或{NEW}", "总分", "理由", "理由得分",
        "决定", "决定日期",
    )  # fmt: skip
    told = {other: (VERDICTS[made.verdict], made.day) for other, made in clerk.decided.items()}
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
                MODES[each.group],
                each.score,
                reason.text,
                reason.points,
                *told.get(each.id, ("", "")),
            )
            for each in found
            for reason in each.reasons
        ),
    )
