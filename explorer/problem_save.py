"""Keeping a problem with its team: it goes onto the board, and the team gets a page of its own."""

from dataclasses import replace
from zlib import crc32

import streamlit as st
from sqlalchemy.engine import Engine

from explorer import cards, state, words
from explorer.atlas import Atlas
from explorer.case_desk import enter, on_board, open_board, own_desk, teams_of
from explorer.import_desk import open_register, why_unwritable
from explorer.problem_answers import Question
from graph.analytics.helpteam import HelpTeam
from graph.board import Card
from graph.names import alike
from ingest.cases import LONGEST, Case, Order, advance, place, recall, titled
from ingest.privacy import masked

_PLACE = "save-problem"
_FIELDS = {"team": "帮帮团名称", "title": "难题名称", "organization": "提出单位", "liaison": "联络员"}
# With a team or without one: the button, and what it does.
_SAID = {
    True: ("存下难题和帮帮团", "难题进入看板，帮帮团有自己的页面；可以在数据导入里撤回"),
    False: ("只存难题", "难题先进入看板的“征集”一步，以后再组帮帮团；可以在数据导入里撤回"),
}


def render_save(atlas: Atlas, question: Question, team: HelpTeam, card: Card | None) -> None:
    """Draw the form and what it was sent with in vain; ``card`` is the problem where it is on the board already."""
    fields = _FIELDS if team.members else {name: label for name, label in _FIELDS.items() if name != "team"}
    button, note = _SAID[bool(team.members)]
    cards.show(f'<h2 class="mt-group">存下来<span class="mt-note">{note}</span></h2>')
    unwritable = why_unwritable(open_register())
    values = _offered(atlas, question, team, card)
    # Other problems, and another leader, are offered other names; whatever else changes, what was typed stays.
    stamp = f"{crc32(repr((question.text, values['title'], values['organization'])).encode()):x}"
    keys = {name: f"{name}-{stamp}-{team.team.leader if name == 'team' else ''}" for name in fields}
    with st.form(_PLACE):
        left, right = st.columns(2)
        for at, (name, label) in enumerate(fields.items()):
            box = (left, right)[at % 2]
            box.text_input(label, value=values[name], key=keys[name], max_chars=LONGEST)
        cards.show('<p class="mt-plain-note">请不要写电话和证件号码。</p>')
        st.form_submit_button(
            button,
            type="primary",
            disabled=bool(unwritable),
            on_click=_save,
            args=(atlas, question, team, keys),
        )
        own_desk().tell_failure(_PLACE)
        if unwritable:
            cards.show(cards.notice(unwritable, "amber"))
        if card:
            _tell_known(atlas, card)


def _offered(atlas: Atlas, question: Question, team: HelpTeam, card: Card | None) -> dict[str, str]:
    """What the boxes say before anything is typed."""
    title = card.line.name if card else question.title or titled(question.text)
    posed_by = card.line.organizations[0] if card and card.line.organizations else question.organization
    plain = f"{team.members[0].name if team.members else ''}劳模帮帮团"
    mine = card.line.team_names if card else []
    taken = {name for each in open_board(atlas) for name in each.line.team_names}
    # Teams of one name are one team.
    name = mine[0] if mine else f"{plain}（{title}）" if plain in taken else plain
    return {"team": name, "title": title, "organization": posed_by, "liaison": card.line.liaison if card else ""}


def _save(atlas: Atlas, question: Question, team: HelpTeam, keys: dict[str, str]) -> None:
    typed = {name: masked(state.entered(key)).strip() for name, key in keys.items()}

    there = on_board(atlas, typed["title"], typed["organization"])
    told = there.line.liaison if there else ""

    def make(engine: Engine) -> Case:
        if team.members:
            order = Order(question.text, typed["title"], typed["organization"], typed["team"], team)
            case = place(engine, order, open_board(atlas), atlas.landscape, today=atlas.today)
        else:
            days = there.line.days if there else {}
            case = recall(engine, typed["title"], typed["organization"])
            case = replace(case, description=question.text, skills=tuple(need.name for need in team.task.needs))
            case = case if {**days, **case.steps} else advance(case, "征集", atlas.today, today=atlas.today)
        return case if typed["liaison"] in ("", told) else replace(case, liaison=typed["liaison"])

    enter(atlas, make, _PLACE)


def _tell_known(atlas: Atlas, card: Card) -> None:
    """Where the problem and its teams have their pages."""
    kept = own_desk().kept
    is_new = kept is not None and alike(kept.name) == alike(card.line.name)
    problem = cards.link(words.shortened(card.line.name, 60), state.href("board", id=card.line.id))
    teams = "、".join(f"「{cards.name_of(each, name)}」" for each, name in teams_of(atlas, card.line.id))
    said = "已存下" if is_new else "已在看板上"
    told = f"{said}：难题「{problem}」，{f'帮帮团{teams}' if teams else '还没有帮帮团'}。"
    cards.show(f'<div class="mt-notice mt-{"green" if is_new else "blue"}">{told}</div>')
