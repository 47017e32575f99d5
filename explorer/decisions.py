"""Decisions on partners, on the page: told beside a suggestion, written at one click and taken back at another."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

import streamlit as st
from sqlalchemy.engine import Connection, Engine

from explorer import cards, state, words
from explorer.atlas import Atlas
from explorer.import_desk import open_register, why_unwritable
from graph.errors import MengtuError
from ingest.database import reading, writing
from ingest.decisions import LONGEST_REASON, VERDICTS, Decision, Verdict, beside, decide, names, withdraw
from ingest.workspace import Workspace, home_folder

_TONES: Mapping[Verdict, str] = {"contacted": "blue", "agreed": "green", "dismissed": "plain"}
_EXAMPLE = "例如：已有同类合作；距离太远；对方暂不考虑"


@dataclass(slots=True)
class Desk:
    """One session's work: what the last action did, or why it did nothing and beside whom to say so."""

    said: str = ""
    failed: str = ""
    at: str = ""  # the widget that was used in vain, beside which to say why


@st.cache_resource(scope="session", show_spinner=False)
def _own_desk() -> Desk:
    return Desk()


@dataclass(frozen=True, slots=True)
class Clerk:
    """Knows the decisions on one studio and carries new ones into the register; the graph stays as it is."""

    engine: Engine
    atlas: Atlas
    studio: str
    decided: Mapping[str, Decision]  # newest first, by the other studio
    gone: Mapping[str, str]  # names of decided studios that are not in the graph any more
    unwritable: str  # why nothing can be written, in one sentence

    def name(self, studio: str) -> str:
        """What a studio is called, or was called."""
        facts = self.atlas.landscape.studio.get(studio)
        return facts.name if facts else self.gone.get(studio, studio)

    def decide(self, other: str, verdict: Verdict) -> None:
        """Keep a decision; why a pair is dismissed stands in the form that was sent."""
        reason = state.entered(_reason_key(other)) if verdict == "dismissed" else ""
        after = "，以后不再建议，可在“已作的决定”里撤回" if verdict == "dismissed" else ""
        told = f"已记下「{self.name(other)}」：{VERDICTS[verdict]}{after}。"
        place = f"why-{other}" if verdict == "dismissed" else f"answers-{other}"
        self._write(
            lambda connection, at: decide(connection, (self.studio, other), verdict, reason, at=at), told, place
        )

    def take_back(self, other: str, place: str) -> None:
        """Take the decision on a pair back, at the wish of the button at ``place``."""
        told = f"已撤回对「{self.name(other)}」的决定，照常参加建议。"
        self._write(lambda connection, at: withdraw(connection, (self.studio, other), at=at), told, place)

    def _write(self, change: Callable[[Connection, datetime], object], told: str, place: str) -> None:
        desk = _own_desk()
        try:
            Workspace(home_folder(), self.engine, self.atlas.store).require_own_store()
            with writing(self.engine) as (connection, _):
                change(connection, datetime.now(UTC).astimezone())
        except MengtuError as error:
            desk.failed, desk.at = str(error), place
            return
        desk.said = told

    def tell(self) -> None:
        """Say once what the last action did: over the page, wherever it was scrolled to."""
        desk = _own_desk()
        if desk.said:
            cards.toast(desk.said)
        if self.unwritable:
            cards.show(cards.notice(self.unwritable, "amber"))
        desk.said = ""

    def tell_rest(self) -> None:
        """Say why the last action did nothing if what it was tried on is not on the page any more."""
        desk = _own_desk()
        if desk.failed:
            cards.toast(desk.failed)
        desk.failed = desk.at = ""

    def badge(self, other: str) -> str:
        """What was decided on a suggested studio, as HTML; nothing when nothing was."""
        made = self.decided.get(other)
        return cards.badge(f"{VERDICTS[made.verdict]} {words.date(made.day)}", _TONES[made.verdict]) if made else ""

    def render_answers(self, other: str) -> None:
        """The buttons beneath a suggestion."""
        _tell_failure(f"answers-{other}")
        made = self.decided.get(other)
        locked = bool(self.unwritable)
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"answers-{other}"):
            answers: tuple[Verdict, Verdict] = ("contacted", "agreed")
            for verdict in answers:
                # The button of what is decided stays in its place, else a second click would meet the next one.
                done = made is not None and made.verdict == verdict
                st.button(
                    VERDICTS[verdict],
                    key=f"{verdict}-{other}",
                    disabled=locked or done,
                    on_click=self.decide,
                    args=(other, verdict),
                )
            self._render_dismissal(other, locked=locked)
            if made:
                st.button(
                    "撤回",
                    key=f"back-{other}",
                    type="tertiary",
                    disabled=locked,
                    on_click=self.take_back,
                    args=(other, f"answers-{other}"),
                )

    def _render_dismissal(self, other: str, *, locked: bool) -> None:
        with (
            st.popover(VERDICTS["dismissed"], disabled=locked),
            st.form(f"why-{other}", clear_on_submit=True, border=False),
        ):
            _tell_failure(f"why-{other}")
            cards.show('<p class="mt-plain-note">以后两边都不再建议这一对，可以撤回。请不要写电话和证件号码。</p>')
            st.text_area("原因", key=_reason_key(other), placeholder=_EXAMPLE, max_chars=LONGEST_REASON, height=96)
            st.form_submit_button(
                "确定不合适", type="primary", on_click=self.decide, args=(other, "dismissed"), key=f"sure-{other}"
            )

    def render_decided(self) -> None:
        """The decided pairs, folded."""
        if not self.decided:
            return
        # The title stays as it is, or the list would fold itself at every change of the number.
        with st.expander("已作的决定"):
            for other, made in self.decided.items():
                _tell_failure(f"kept-{other}")
                with st.container(key=f"kept-{other}"):
                    told, button = st.columns([7, 1], vertical_alignment="center")
                    with told:
                        cards.show(_told(made, "" if other in self.gone else other, self.name(other)))
                    button.button(
                        "撤回",
                        key=f"undo-{other}",
                        width="stretch",
                        disabled=bool(self.unwritable),
                        on_click=self.take_back,
                        args=(other, f"kept-{other}"),
                    )


def _told(made: Decision, page: str, name: str) -> str:
    """A decision as HTML; ``page`` is the id under which the other studio has a page, if it has one."""
    shown = cards.name_of(page, name) if page else f"{escape(name)}<small>（已不在图谱中）</small>"
    reason = f"：{escape(made.reason)}" if made.reason else ""
    return (
        f"<div>{cards.badge(VERDICTS[made.verdict], _TONES[made.verdict])}{shown}"
        f'<div class="mt-told">{words.date(made.day)}{reason}</div></div>'
    )


def _tell_failure(place: str) -> None:
    """Say once, where it was tried, why the last action did nothing."""
    desk = _own_desk()
    if desk.failed and desk.at == place:
        cards.show(cards.notice(desk.failed, "red"))
        desk.failed = desk.at = ""


def open_clerk(atlas: Atlas, studio: str) -> Clerk:
    """The decisions on a studio as the register has them now."""
    engine = open_register()
    with reading(engine) as connection:
        decided = beside(connection, studio)
        gone = names(connection, [other for other in decided if other not in atlas.landscape.studio])
    return Clerk(engine, atlas, studio, decided, gone, why_unwritable(engine))


def _reason_key(other: str) -> str:
    return f"reason-{other}"
