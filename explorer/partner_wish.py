"""What a planner asks of partners on the page: filters and the dial, and which one to loosen when nobody is left."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import cast

import streamlit as st

from explorer import cards, state, words
from explorer.atlas import Atlas
from graph.analytics.wish import KINDS, PLAIN, Mode, Wish
from graph.landscape import Landscape

FAMILIAR, NEW = "熟识", "新伙伴"
MODES = {"all": "两个名单", "familiar": FAMILIAR, "new": NEW}
_TOPS = {each: each for each in ("5", "10", "20")}
_FAME = {"0": "别只看名气", "1": "平常", "2": "看重名气", "3": "名气优先"}
_FAME_SAID = "参加过多个联盟的工作室更容易排到前面；向左调，名气不起作用，向右调，名气的分量最多是平常的三倍。"
# The filters: field of a wish (and name in the address) → what the page calls it.
_FILTERS = {"kind": "联盟类型", "region": "地区", "industry": "行业", "goal": "落脚点", "mode": "范围"}


@dataclass(frozen=True, slots=True)
class Options:
    """What there is to choose from in one version of the graph."""

    regions: tuple[str, ...]
    industries: tuple[str, ...]
    goals: tuple[str, ...]


def options(landscape: Landscape) -> Options:
    """The provinces, then the prefectures, the industries and the goals that occur."""
    provinces = _sorted({each.province for each in landscape.studios})
    places = {(each.province, each.region_name) for each in landscape.studios}
    prefectures = [
        name
        for province in ("", *provinces)
        for name in _sorted({region for around, region in places if around == province})
    ]
    meant = {goal for each in landscape.alliances for goal in each.goals}
    return Options(
        tuple(dict.fromkeys((*provinces, *prefectures))),
        tuple(_sorted({each.industry_name for each in landscape.studios})),
        (*(goal for goal in words.GOALS if goal in meant), *_sorted(meant.difference(words.GOALS))),
    )


def _sorted(names: Iterable[str]) -> list[str]:
    return sorted(filter(None, names), key=words.alphabetical)


@st.cache_resource(show_spinner=False, max_entries=2)
def _options(_atlas: Atlas, key: str) -> Options:  # noqa: ARG001 — the cache's key
    return options(_atlas.landscape)


def ask_wish(atlas: Atlas) -> tuple[Wish, int]:
    """Draw the filters; what is wished for, and how many of each list. All of it stands in the address."""
    known = _options(atlas, atlas.key)
    boxes = st.columns(4)
    with boxes[0]:
        kind = state.choice("拟建联盟类型", KINDS, "kind", everything="不限类型")
    with boxes[1]:
        region = state.choice("地区", known.regions, "region", everything="不限地区")
    with boxes[2]:
        industry = state.choice("行业", known.industries, "industry", everything="不限行业")
    with boxes[3]:
        goal = state.choice("落脚点", known.goals, "goal", everything="不限落脚点")
    mode_box, top_box, fame_box = st.columns([1.4, 1.12, 1.3])
    with mode_box:
        mode = cast("Mode", state.segments("范围", MODES, "mode", "all"))
    with top_box:
        top = int(state.segments("每个名单几个", _TOPS, "top", "5"))
    with fame_box:
        fame = state.dial("名气", _FAME, "fame", "1", explained=_FAME_SAID)
    return Wish(kind or None, mode, region, industry, goal, float(fame)), top


def nobody(wish: Wish, anybody: Callable[[Wish], bool], dismissed: int) -> tuple[str, ...]:
    """What to say when a wish leaves nobody: a sentence, then hints as HTML.

    Args:
        wish: what was asked for.
        anybody: whether another wish would leave somebody.
        dismissed: how many were dismissed for the studio that asks.
    """
    held = f"有 {dismissed} 个工作室已判断为不合适，可在“已作的决定”里撤回。" if dismissed else ""
    narrow = {name: label for name, label in _FILTERS.items() if getattr(wish, name) != getattr(PLAIN, name)}
    if not narrow:
        missing = "图谱里关于它的地区、行业、技能和联盟记载太少，请补充台账。"
        return "没有可以建议的对象。", *filter(None, (held, missing))
    loosened = [
        cards.link(f"去掉{label}「{_shown(wish, name)}」", state.href_here("partners", **{name: ""}))
        for name, label in narrow.items()
        if anybody(replace(wish, **{name: getattr(PLAIN, name)}))
    ]
    asked = "、".join(_shown(wish, name) for name in narrow)
    bare = cards.link("去掉全部条件", state.href_here("partners", **dict.fromkeys(narrow, "")))
    hint = f"放宽其中一个就有：{'，或'.join(loosened)}。" if loosened else f"放宽一个条件还不够，请{bare}再看。"
    return f"没有符合「{asked}」的对象。", *filter(None, (hint, held))


def _shown(wish: Wish, name: str) -> str:
    return MODES[wish.mode] if name == "mode" else str(getattr(wish, name))
