"""难题看板: every problem at the step of its life it has reached, with what is stuck and for how long."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from explorer import cards, state, words
from explorer.atlas import Atlas
from explorer.board_problem import render_problem
from explorer.board_words import mark, waited
from explorer.case_desk import open_board
from explorer.paging import paged
from graph.board import Card
from graph.steps import STEPS

PAGE = "board"
_COLUMN = 30  # cards of a step
_STYLE = Path(__file__).parent / "problem.css"
_ABOUT = "每个难题走到了哪一步，停了多久，卡在哪里：征集 → 匹配 → 对接 → 攻关 → 验收。"
_ALARM = ' class="alarm"'
_MEANT = {"征集": "收到了", "匹配": "组好了帮帮团", "对接": "双方见过面", "攻关": "正在攻关", "验收": "单位验收了"}


def render(atlas: Atlas) -> None:
    """Draw the board, the problems of ``?step=``, or the problem of ``?id=``."""
    st.html(_STYLE)
    every = open_board(atlas)
    chosen = next((card for card in every if card.line.id == state.read("id")), None)
    if chosen is not None:
        render_problem(atlas, chosen)
        return
    cards.show(cards.heading("难题看板", below=_ABOUT))
    if state.read("id"):
        cards.show(cards.notice("链接中的难题在现在的图谱里找不到，可能已被新的导入替换。", "amber"))
    if not every:
        way = cards.link("难题求解", state.href("problem"))
        cards.show(cards.empty("还没有难题。", f"在{way}里写下一个，组好帮帮团存下来；或在数据导入里导入难题台账。"))
        return
    listed = _filtered(every)
    step = next((each for each in STEPS if each == state.read("step")), "")
    cards.show(_tiles(listed, step))
    if not listed:
        cards.show(cards.empty("没有符合条件的难题。", cards.link("看全部难题", state.href(PAGE))))
    elif step:
        _render_step([card for card in listed if card.step == step], step)
    else:
        cards.show(f'<div class="mt-board">{"".join(_column(listed, each) for each in STEPS)}</div>')


def _filtered(every: Sequence[Card]) -> list[Card]:
    organizations = sorted({name for card in every for name in card.line.organizations}, key=words.alphabetical)
    show_box, organization_box, _ = st.columns([1, 1.4, 0.6], vertical_alignment="bottom")
    with show_box:
        amount = sum(card.is_stuck for card in every)
        shown = {"all": f"全部 {len(every):,}", "stuck": f"只看卡住的 {amount:,}"}
        stuck = state.segments("看哪些", shown, "show", "all") == "stuck"
    with organization_box:
        posed_by = state.choice("提出单位", organizations, "org", everything="全部单位")
    return [card for card in every if _fits(card, posed_by) and (card.is_stuck or not stuck)]


def _fits(card: Card, posed_by: str) -> bool:
    return not posed_by or posed_by in card.line.organizations


def _tiles(listed: Sequence[Card], chosen: str) -> str:
    """How many problems stand at each step, and how many of them are stuck."""
    mark = ' class="chosen" aria-current="true"'
    made = []
    for step in STEPS:
        here = [card for card in listed if card.step == step]
        stuck = sum(card.is_stuck for card in here)
        below = f"{stuck} 个卡住" if stuck else _MEANT[step]
        address = state.href_here(PAGE, step="" if step == chosen else step, page="")
        made.append(
            f'<a data-in target="_self" href="{escape(address)}"{mark if step == chosen else ""}>'
            f"<span>{step}</span><b>{len(here):,}</b><small{_ALARM if stuck else ''}>{below}</small></a>"
        )
    return f'<nav class="mt-numbers mt-steps" aria-label="步骤">{"".join(made)}</nav>'


def _column(listed: Sequence[Card], step: str) -> str:
    here = [card for card in listed if card.step == step]
    made = "".join(_card(each) for each in here[:_COLUMN])
    rest = len(here) - _COLUMN
    more = cards.link(f"另有 {rest} 个，全部列出", state.href_here(PAGE, step=step)) if rest > 0 else ""
    body = made or '<p class="mt-plain-note">没有</p>'
    return f"<section><h2>{step}<span>{len(here):,}</span></h2><div>{body}</div>{more}</section>"


def _render_step(here: Sequence[Card], step: str) -> None:
    back = cards.link("回到五列", state.href_here(PAGE, step="", page=""))
    cards.show(f'<h2 class="mt-group">{step}<span class="mt-note">{len(here):,} 个，{back}</span></h2>')
    shown, pager = paged(here, PAGE)
    body = "".join(_card(each) for each in shown) or '<p class="mt-plain-note">这一步没有难题。</p>'
    cards.show(f'<div class="mt-board alone"><section><div>{body}</div></section></div>{pager}')


def _card(card: Card) -> str:
    """A problem on the board, as HTML."""
    line = card.line
    tone = "red" if card.overdue else "amber" if card.is_stuck else ""
    name = cards.link(words.shortened(line.name, 60), state.href_here(PAGE, id=line.id, page=""))
    title = f' title="{escape(line.name)}"' if len(line.name) > 60 else ""
    facts = [("帮帮团", "、".join(line.team_names)), ("联络员", line.liaison)]
    facts += [("效益", words.money(line.benefit_wan))] if line.benefit_wan is not None else []
    rows = "".join(f"<dt>{label}</dt><dd>{escape(words.shortened(value, 40))}</dd>" for label, value in facts if value)
    missing = [label for label, value in facts if not value]
    lacks = f"<p>还没有{'和'.join(missing)}</p>" if missing and not card.is_over else ""
    posed_by = words.shortened(words.listed(line.organizations), 40)
    return (
        f'<article class="{tone}"><h3{title}>{name}</h3><p>{escape(posed_by)}</p>'
        f'<p class="since">{waited(card)}{mark(card)}</p>{f"<dl>{rows}</dl>" if rows else ""}{lacks}</article>'
    )
