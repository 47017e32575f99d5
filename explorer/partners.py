"""伙伴建议: whom a studio could ally with, each suggestion with the reasons its score is the sum of."""

from collections.abc import Callable
from html import escape
from typing import cast

import streamlit as st

from explorer import cards, state, words
from explorer.atlas import Atlas, suggestions
from explorer.waterfall import waterfall
from graph.analytics.partners import KINDS, Mode
from graph.analytics.reason import Suggestion
from graph.spreadsheet import as_csv

FAMILIAR, NEW = "熟识", "新伙伴"
_MODES = {"all": "全部", "familiar": FAMILIAR, "new": NEW}
_TOPS = {"5": "5 个", "10": "10 个", "20": "20 个"}
_GROUPS = {"familiar": (f"{FAMILIAR}：已有联系可循", "green"), "new": (f"{NEW}：尚无联系", "plain")}


def render(atlas: Atlas) -> None:
    """Draw the suggestions for ``?id=``, of ``?kind=`` and ``?mode=``."""
    cards.show(cards.heading("伙伴建议", below="为一个工作室找合适的结盟对象，每一分都有理由"))
    studio = _ask_studio(atlas)
    kind_box, mode_box, top_box = st.columns([1.6, 1, 1])
    with kind_box:
        kind = state.choice("拟建联盟类型", KINDS, "kind", everything="不限类型")
    with mode_box:
        mode = cast("Mode", state.segments("范围", _MODES, "mode", "all"))
    with top_box:
        top = int(state.segments("数量", _TOPS, "top", "10"))
    if not studio:
        cards.show(cards.empty("请先选一个工作室。", "也可以在工作室页面点“伙伴建议”。"))
        return
    found = suggestions(atlas, atlas.key, studio, top, kind or None, mode)
    if not found:
        cards.show(cards.empty(*_nothing(kind, mode)))
        return
    _render_cards(atlas, studio, found)


def _ask_studio(atlas: Atlas) -> str:
    labels = {line.id: _label(line.name, line.organization) for line in atlas.studios}
    return state.pick("工作室", labels, "id", placeholder="输入名称或单位查找")


def _label(name: str, organization: str) -> str:
    return (
        f"{words.shortened(name, 40)}（{words.shortened(organization, 24)}）"
        if organization
        else words.shortened(name, 60)
    )


def _nothing(kind: str, mode: str) -> tuple[str, str]:
    asked = "、".join(filter(None, (kind, _MODES[mode] if mode != "all" else "")))
    hint = "放宽类型或范围再试。" if asked else "图谱里关于它的地区、行业、技能和联盟记载太少，请补充台账。"
    return f"没有{f'符合「{asked}」的' if asked else '可以建议的'}对象。", hint


def _render_cards(atlas: Atlas, studio: str, found: tuple[Suggestion, ...]) -> None:
    named = _namer(atlas)
    about = atlas.landscape.studio
    scale = max(each.score for each in found)
    title, button = st.columns([3, 1], vertical_alignment="bottom")
    with title:
        cards.show(
            f'<div class="mt-count">为 {cards.name_of(studio, about[studio].name)} 建议 {len(found)} 个伙伴，'
            f"最高分 {scale:.1f}；得分是各条理由之和，只用于排序。</div>"
        )
    with button:
        st.download_button(
            "下载表格（CSV）",
            _as_csv(atlas, found),
            f"伙伴建议_{about[studio].name[:40]}.csv",
            "text/csv",
            on_click="ignore",
            width="stretch",
        )
    made = []
    for each in found:
        facts = about[each.id]
        where = "、".join(
            filter(
                None, (facts.organization_name, facts.region_name or facts.province, facts.industry_name, facts.level)
            )
        )
        group, tone = _GROUPS[each.group]
        name = f"{cards.name_of(each.id, each.name)} {cards.badge(group, tone)}"
        head = f"<div><h3>{name}</h3><p>{escape(where or words.MISSING)}</p></div>"
        made.append(
            f'<article class="mt-card"><header><span class="mt-rank">{each.rank}</span>{head}</header>'
            f"{waterfall(each, scale, named)}</article>"
        )
    cards.show(*made)


def _namer(atlas: Atlas) -> Callable[[str], str]:
    """What the ids in the evidence are called."""
    seen = atlas.landscape
    known = {**dict(seen.skill_names), **dict(seen.project_names)}
    known |= {alliance.id: alliance.name for alliance in seen.alliances}
    known |= {facts.organization: facts.organization_name for facts in seen.studios if facts.organization}
    known |= {facts.id: facts.name for facts in seen.studios}
    return lambda each: known.get(each, "")


def _as_csv(atlas: Atlas, found: tuple[Suggestion, ...]) -> bytes:
    about = atlas.landscape.studio
    heads = ("名次", "工作室", "所在单位", "地区", "行业", "级别", f"{FAMILIAR}或{NEW}", "总分", "理由", "理由得分")
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
                _MODES[each.group],
                each.score,
                reason.text,
                reason.points,
            )
            for each in found
            for reason in each.reasons
        ),
    )
