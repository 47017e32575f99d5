"""One problem of the board: the days of its five steps, the contacts of its team, and the form for what comes next."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

import streamlit as st
from sqlalchemy.engine import Engine

from explorer import cards, state, words
from explorer.atlas import Atlas
from explorer.board_words import mark, waited
from explorer.case_desk import enter, own_desk, teams_of
from explorer.import_desk import open_register, why_unwritable
from graph import ask
from graph.board import Card
from graph.steps import STEPS
from ingest.cases import LONGEST, Case, CaseError, Entry, note, recall

_SAME = "步骤不变"
_CONTACTS = 30  # of a team that are listed
_FIELDS = ("step", "day", "liaison", "benefit", "note")


def render_problem(atlas: Atlas, card: Card) -> None:
    """Draw a problem of the board."""
    line = card.line
    posed_by = words.listed(line.organizations)
    cards.show(
        f'<div class="mt-above">{cards.link("← 难题看板", state.href_here("board", id=""))}</div>',
        cards.heading(line.name, below=escape(posed_by), badges=cards.verification(line.verification)),
        f'<p class="mt-stand">{escape(card.step)}：{waited(card)}{mark(card)}</p>',
        _steps(card),
    )
    teams = teams_of(atlas, line.id)
    told, form = st.columns([1.55, 1], gap="large")
    with told:
        cards.show(_facts(card, teams), _way_to_team(card) if not teams else "", _contacts(atlas, teams))
    with form:
        _render_form(atlas, card, teams)


def _steps(card: Card) -> str:
    """The five steps as a dated line."""
    reached = list(STEPS).index(card.step)
    made = []
    for at, step in enumerate(STEPS):
        style = "done" if at < reached or card.is_over else "now" if at == reached else ""
        day = card.line.days.get(step)
        below = words.date(day) if day else "日期未载" if at <= reached else "&nbsp;"
        current = ' aria-current="step"' if style == "now" else ""
        made.append(f'<li class="{style}"{current}><b>{step}</b><small>{below}</small></li>')
    return f'<ol class="mt-life">{"".join(made)}</ol>'


def _facts(card: Card, teams: Sequence[tuple[str, str]]) -> str:
    line = card.line
    pairs = [("描述", escape(line.description))] if line.description and line.description != line.name else []
    pairs += [
        ("帮帮团", "、".join(cards.name_of(each, name) for each, name in teams) or "还没有"),
        ("联络员", escape(words.text(line.liaison))),
        ("效益", words.money(line.benefit_wan)),
        ("期限", words.date(line.due_on)),
        ("状态", escape(words.text(line.status))),
    ]
    page = cards.link("看出处和全部登记内容", state.href_of(line.id))
    return cards.section("情况", cards.facts(pairs) + f'<p class="mt-plain-note mt-foot">{page}</p>')


def _way_to_team(card: Card) -> str:
    """To 难题求解, with the problem's own words."""
    line = card.line
    text = line.description if line.name in line.description else "。".join(filter(None, (line.name, line.description)))
    posed_by = line.organizations[0] if line.organizations else ""
    address = state.href("problem", q=text[:LONGEST], org=posed_by, title=line.name)
    return cards.actions(("去难题求解，组一个帮帮团", address))


def _contacts(atlas: Atlas, teams: Sequence[tuple[str, str]]) -> str:
    """The activities of the teams, the latest first."""
    if not teams:
        return ""
    held = {
        each.id: each.name
        for team, _ in teams
        for each in ask.neighbours(atlas.store, team)
        if each.edge == "HELD" and each.outgoing
    }
    dated = sorted(((_held_on(atlas, each), name, each) for each, name in held.items()), reverse=True)
    rows = "".join(
        f"<li><span>{words.date(day)}</span>{cards.name_of(each, name)}</li>" for day, name, each in dated[:_CONTACTS]
    )
    rest = len(dated) - _CONTACTS
    more = f'<p class="mt-plain-note">另有 {rest} 次较早的，见帮帮团的页面。</p>' if rest > 0 else ""
    body = f'<ul class="mt-list mt-contacts">{rows}</ul>{more}' if rows else '<p class="mt-plain-note">还没有记录。</p>'
    return cards.section("对接记录", body, note=f"{len(dated)} 次" if dated else "")


def _held_on(atlas: Atlas, activity: str) -> str:
    found = ask.entity(atlas.store, activity)
    return str(found.properties.get("held_on") or "") if found else ""


def _render_form(atlas: Atlas, card: Card, teams: Sequence[tuple[str, str]]) -> None:
    line = card.line
    place = _place(line.id)
    keys = {name: f"{name}-{line.id}" for name in _FIELDS}
    unwritable = why_unwritable(open_register())
    with st.form(place):
        cards.show('<h2 class="mt-form">记下进展</h2>')
        st.selectbox("走到哪一步", [_SAME, *STEPS], key=keys["step"])
        st.date_input(
            "日期", value=date.fromisoformat(atlas.today), min_value=date(1990, 1, 1), key=keys["day"],
            format="YYYY-MM-DD",
        )  # fmt: skip
        st.text_input("联络员", value=line.liaison, key=keys["liaison"], max_chars=LONGEST)
        st.number_input("经济效益（万元）", min_value=0.0, value=line.benefit_wan, key=keys["benefit"], format="%.12g")
        st.text_area(
            "对接情况",
            key=keys["note"],
            height=96,
            max_chars=LONGEST,
            disabled=not teams,
            placeholder="谁和谁，说定了什么；请不要写电话和证件号码" if teams else "组好帮帮团以后才能记",
        )
        st.form_submit_button(
            "记下", type="primary", disabled=bool(unwritable), on_click=_keep, args=(atlas, card, teams, keys)
        )
        own_desk().tell_failure(place)
        if unwritable:
            cards.show(cards.notice(unwritable, "amber"))


def _place(problem: str) -> str:
    """The form of a problem."""
    return f"case-{problem}"


def _keep(atlas: Atlas, card: Card, teams: Sequence[tuple[str, str]], keys: Mapping[str, str]) -> None:
    line = card.line
    benefit = state.entered(keys["benefit"])
    step = state.entered(keys["step"])
    typed = Entry(
        day=state.entered(keys["day"]),
        step=None if step == _SAME else step,
        liaison=state.entered(keys["liaison"]).strip(),
        benefit_wan=float(benefit) if benefit else None,
        note=state.entered(keys["note"]).strip(),
        team=teams[0][1] if teams else "",
    )

    def make(engine: Engine) -> Case:
        case = recall(engine, line.name, line.organizations[0] if line.organizations else "")
        made = note(case, typed, line, today=atlas.today)
        if made == case:
            raise CaseError("没有新的内容，没有改动；请选走到哪一步，或写下联络员、效益或对接情况。")
        return made

    if enter(atlas, make, _place(line.id)):
        # Set, not deleted: else the browser would keep what was typed, and a second click would tell it again.
        state.refill(**{keys["step"]: _SAME, keys["note"]: ""})
        cards.toast(f"已记下「{words.shortened(line.name, 30)}」" + (f"：{step}。" if typed.step else "。"))
