"""Who and what answers a problem, ranked, each with the reasons its score is the sum of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

import streamlit as st

from explorer import cards, state, words
from explorer.atlas import Atlas
from explorer.partners import described, namer
from explorer.waterfall import waterfall
from graph.analytics.helpteam import home_of
from graph.analytics.match import Match, Ranked
from graph.analytics.reason import Suggestion

_TOPS = {each: f"前 {each}" for each in ("3", "10", "30")}
_NAMED = 4  # honours, and studios of a work, named one by one
_NONE = {
    "studios": "没有合适的工作室。",
    "people": "没有合适的人员。",
    "works": "没有相近的以往课题；以上工作室和人员只凭各自的专长。",
}


def render_evidence(atlas: Atlas, found: Match) -> None:
    """Draw the part ``?part=`` asks for: studios, people or past work."""
    parts = {
        "studios": f"工作室 {len(found.studios)}",
        "people": f"人员 {len(found.people)}",
        "works": f"以往课题 {len(found.works)}",
    }
    cards.show('<h2 class="mt-group">谁能帮上忙<span class="mt-note">得分是各条理由之和，只用于排序</span></h2>')
    part_box, top_box = st.columns([2.2, 1])
    with part_box:
        part = state.segments("看哪一类", parts, "part", "studios")
    with top_box:
        top = int(state.segments("看几个", _TOPS, "top", "3"))
    ranked: tuple[Ranked, ...] = getattr(found, part)
    if not ranked:
        cards.show(cards.empty(_NONE[part]))
        return
    scene = _Scene(atlas, found, namer(atlas), _names(found), _done_by(found))
    head = {"studios": scene.studio, "people": scene.person, "works": scene.work}[part]
    for each in ranked[:top]:
        with st.container(key=f"card-{each.id}"):
            cards.show(scene.card(each, head(each)), scene.reasons(each, ranked[0].score))
    if len(ranked) > top:
        cards.show(f'<p class="mt-plain-note">另有 {len(ranked) - top} 个得分更低的没有列出。</p>')


def _names(found: Match) -> dict[str, str]:
    return {each.id: each.name for each in (*found.works, *found.people, *found.studios)}


def _done_by(found: Match) -> dict[str, list[Ranked]]:
    """The studios that worked on a work, as far as they answer."""
    done: dict[str, list[Ranked]] = {}
    for studio in found.studios:
        for work in {work for reason in studio.reasons if reason.code == "work" for work in reason.evidence}:
            done.setdefault(work, []).append(studio)
    return done


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the answers are told with."""

    atlas: Atlas
    found: Match
    known: Callable[[str], str]
    names: Mapping[str, str]
    done_by: Mapping[str, list[Ranked]]

    def card(self, each: Ranked, below: str) -> str:
        """The head of a card; ``below`` is HTML."""
        return (
            f'<header class="mt-card"><span class="mt-rank">{each.rank}</span>'
            f"<div><h3>{cards.name_of(each.id, each.name)}</h3><p>{below}</p></div></header>"
        )

    def reasons(self, each: Ranked, scale: float) -> str:
        """The waterfall; its own page is linked above and is no evidence worth naming."""
        as_suggested = Suggestion(each.rank, each.id, each.name, each.score, "new", each.reasons)
        return waterfall(
            as_suggested, scale, lambda one: "" if one == each.id else self.names.get(one, "") or self.known(one)
        )

    def studio(self, each: Ranked) -> str:
        """Where a studio is."""
        return described(self.atlas.landscape.studio[each.id])

    def person(self, each: Ranked) -> str:
        """What somebody is, and of which studio."""
        text = self.found.texts[each.id]
        home = home_of(text, self.atlas.landscape)
        told = [escape(word) for word in (text.data["trade"], text.data["title"]) if word]
        told += [cards.name_of(home.id, home.name)] if home else []
        honors = "、".join(text.data["honors"][:_NAMED])
        told += [escape(f"曾获{honors}")] if honors else []
        return "，".join(told) or words.MISSING

    def work(self, each: Ranked) -> str:
        """Who did it."""
        studios = self.done_by.get(each.id, [])
        named = "、".join(cards.name_of(one.id, one.name) for one in studios[:_NAMED])
        return f"做过的：{named}{'等' if len(studios) > _NAMED else ''}" if named else "做过的工作室未载"
