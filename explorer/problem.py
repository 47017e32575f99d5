"""难题求解: from a problem in a sentence to past work like it, to who can help, and to a 劳模帮帮团 that is kept."""

from collections.abc import Mapping
from html import escape
from pathlib import Path

import streamlit as st

from explorer import cards, partner_wish, state
from explorer.atlas import Atlas, open_library
from explorer.case_desk import known
from explorer.problem_answers import (
    ABOUT_ONE,
    PAGE,
    SIZE,
    SIZES,
    Question,
    answers,
    composed,
    place,
    skills_chosen,
    wanted_team,
)
from explorer.problem_evidence import render_evidence
from explorer.problem_save import render_save
from explorer.problem_team import render_team
from graph.analytics.helpteam import HelpTeam
from graph.analytics.match import ANYWHERE, Confidence, Match, Near
from graph.analytics.team_task import NoSuchLeaderError
from graph.analytics.teams import Swap
from ingest.cases import LONGEST

_STYLE = Path(__file__).parent / "problem.css"
_ABOUT = "用一两句话写下难题，找做过相近课题的工作室和人，组一个劳模帮帮团；每一分都有理由。"
_EXAMPLES = ("焊装车间白车身侧围变形超差，返修率高", "茶叶真空包装机卡料", "智能烘干机温度传感器脏污")
_SURE: Mapping[Confidence, tuple[str, str]] = {
    "high": ("把握较大：排在最前的工作室，资料里说到了难题的不少要点；请看理由再定。", "green"),
    "low": ("把握不大：排在最前的工作室，资料里只说到难题的少数要点；请逐条核对理由。", "amber"),
    "none": ("没有相近的记载，以下只供参考；请换个说法，或向图谱以外求助。", "red"),
}
_UNDERSTOOD = 4  # words told one by one


def render(atlas: Atlas) -> None:
    """Draw the answers to ``?q=``, the team its address wants, and the way to keep it."""
    st.html(_STYLE)
    cards.show(cards.heading("难题求解", below=_ABOUT))
    question = _ask(atlas)
    if not question.text:
        _show_examples()
        return
    library = open_library(atlas)
    near = place(atlas, atlas.key, question.region, question.organization)
    found = answers(atlas, library, library.key, question.text, skills_chosen(), near or ANYWHERE)
    said, tone = _SURE[found.confidence]
    unplaced = "提出单位在哪里，图谱里没有记载，远近没有计入；可以另选地区。" if near is None else ""
    cards.show(cards.notice(said, tone), f'<div class="mt-count">{unplaced}</div>' if unplaced else "")
    if not (found.studios or found.people or found.works):
        cards.show(cards.empty("没有找到任何相近的课题、工作室或人员。", "请写明工序、设备、材料或现象，再试一次。"))
        return
    card = known(atlas, question.text, question.title, question.organization)
    own = frozenset(card.line.teams) if card else frozenset()
    team, swaps = _compose(atlas, found, question, near or ANYWHERE, own)
    _render_needs(found, team)
    render_evidence(atlas, found)
    render_team(atlas, found, team, swaps)
    render_save(atlas, question, team, card)


@st.cache_resource(show_spinner=False, max_entries=2)
def _regions(_atlas: Atlas, key: str) -> tuple[str, ...]:  # noqa: ARG001 — the cache's key
    return partner_wish.options(_atlas.landscape).regions


def _ask(atlas: Atlas) -> Question:
    with st.container(key="ask-problem"):
        text = state.paragraph("难题", "q", placeholder=f"例如：{_EXAMPLES[0]}", longest=LONGEST, resets=ABOUT_ONE)
        region_box, organization_box, size_box, button_box = st.columns([1, 1.5, 0.8, 0.6], vertical_alignment="bottom")
        with region_box:
            region = state.choice("难题在哪里", _regions(atlas, atlas.key), "region", everything="不限地区")
        with organization_box:
            organization = state.text("提出单位", "org", placeholder="图谱里没有的也可以写")
        with size_box:
            size = state.one_of("帮帮团至多几人", SIZES, "size", SIZE)
        # What was typed is in the address as soon as the box is left; the button is what people look for.
        button_box.button("求解", type="primary", width="stretch", on_click=state.take, args=("q", ABOUT_ONE))
    return Question(text, region, organization, int(size))


def _show_examples() -> None:
    ways = "".join(f"<p>{cards.link(each, state.href_here(PAGE, q=each))}</p>" for each in _EXAMPLES)
    cards.show(cards.empty("请在上面写下难题，或先看一个例子：", ways))


def _compose(
    atlas: Atlas, found: Match, question: Question, near: Near, own: frozenset[str]
) -> tuple[HelpTeam, tuple[Swap, ...]]:
    """The team the address wants; where its leader cannot lead, that is said and another is found."""
    library = open_library(atlas)

    def ask(leader: str) -> tuple[HelpTeam, tuple[Swap, ...]]:
        wanted = wanted_team(question.size, leader, own)
        return composed(atlas, library, found, library.key, question.text, near, wanted)

    try:
        return ask(state.read("lead"))
    except NoSuchLeaderError as error:
        cards.show(cards.notice(str(error), "amber"))
        return ask("")


def _render_needs(found: Match, team: HelpTeam) -> None:
    """The skills that are needed, each a click away from going, with a box for further ones."""
    needs = [need.name for need in team.task.needs]
    chips = "".join(_chip(each, needs) for each in needs)
    back = cards.link("恢复成从难题里认出的", state.href_here(PAGE, need="")) if skills_chosen() else ""
    if not needs:
        chips = '<span class="mt-plain-note">从这句话里认不出需要什么技能，请在右边补上。</span>'
    told, box = st.columns([2.6, 1], vertical_alignment="bottom")
    with told:
        cards.show(
            f'<div class="mt-needs"><h3>需要的技能</h3><div>{chips}{back}</div>'
            f'<p class="mt-plain-note">{escape(_understood(found))}</p></div>'
        )
    with box:
        st.text_input("再加一项技能", key="add-need", placeholder="写好后按回车", on_change=_add, args=(tuple(needs),))


def _chip(name: str, needs: list[str]) -> str:
    if len(needs) == 1:
        return f'<span class="mt-chip">{escape(name)}</span>'
    rest = ",".join(each for each in needs if each != name)
    return cards.link(f"{name} ×", state.href_here(PAGE, need=rest), "mt-chip")


def _understood(found: Match) -> str:
    """By which words of the problem what was understood, where they differ."""
    pairs = [f"「{said}」按「{head}」理解" for head, said in found.asked.heads.items() if said != head]
    if not found.asked.heads:
        return "没有认出专业用语，技能取自排在最前的几家工作室，请核对。"
    return f"难题里的{'，'.join(pairs[:_UNDERSTOOD])}。" if pairs else ""


def _add(needs: tuple[str, ...]) -> None:
    typed = state.entered("add-need")
    for sign in ",，、；;":
        typed = typed.replace(sign, "\n")
    added = (each.strip() for each in typed.splitlines())
    state.write(need=",".join(dict.fromkeys((*needs, *filter(None, added)))))
    state.refill(**{"add-need": ""})
