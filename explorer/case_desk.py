"""What planners enter about problems on the pages: kept by the register, told or refused beside the button."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st
from sqlalchemy.engine import Engine

from explorer import cards
from explorer.atlas import Atlas
from explorer.import_desk import open_register, publish
from graph import ask
from graph.board import Card, board, find
from graph.errors import MengtuError
from graph.names import alike
from ingest.cases import Case, keep
from ingest.privacy import masked
from ingest.workspace import Workspace, home_folder


@dataclass(slots=True)
class Desk:
    """One session's work: what was kept last, and where and why nothing was."""

    kept: Case | None = None
    failed: str = ""
    at: str = ""  # the form that was sent in vain, beside which to say why

    def tell_failure(self, place: str) -> None:
        """Say once, where it was tried, why the last action did nothing."""
        if self.failed and self.at == place:
            cards.show(cards.notice(self.failed, "red"))
            self.failed = self.at = ""


@st.cache_resource(scope="session", show_spinner=False)
def own_desk() -> Desk:
    """The desk of this session; it vanishes with it."""
    return Desk()


def enter(atlas: Atlas, make: Callable[[Engine], Case], place: str) -> bool:
    """Keep what was entered in the form at ``place`` and let the graph follow; whether it was kept."""
    desk = own_desk()
    engine = open_register()
    try:
        Workspace(home_folder(), engine, atlas.store).require_own_store()
        case = make(engine)
        keep(engine, case, at=datetime.now(UTC).astimezone())
    except MengtuError as error:
        desk.failed, desk.at = str(error), place
        return False
    desk.kept, desk.failed = case, ""
    if lag := publish():
        cards.toast(lag)
    return True


@st.cache_resource(show_spinner=False, max_entries=2)
def _board(_atlas: Atlas, key: str) -> tuple[Card, ...]:  # noqa: ARG001 — the cache's key
    return tuple(board(_atlas.store, today=_atlas.today))


def open_board(atlas: Atlas) -> tuple[Card, ...]:
    """Every problem, read once per version of the graph."""
    return _board(atlas, atlas.key)


def teams_of(atlas: Atlas, problem: str) -> tuple[tuple[str, str], ...]:
    """The help teams of a problem: ids and names."""
    found = ask.neighbours(atlas.store, problem)
    return tuple(sorted({(each.id, each.name) for each in found if each.edge == "TACKLES" and not each.outgoing}))


def known(atlas: Atlas, text: str, title: str, organization: str) -> Card | None:
    """The problem on the board that was told in these words, or has this name; None if there is none yet."""
    told = alike(masked(text))
    posed = (card for card in open_board(atlas) if _posed(card, organization))
    by_text = next((card for card in posed if told in map(alike, (card.line.description, card.line.name))), None)
    return (on_board(atlas, title, organization) if title else None) or by_text


def on_board(atlas: Atlas, name: str, organization: str) -> Card | None:
    """The problem of that name an organization posed; None if there is none yet."""
    return find(open_board(atlas), name, organization)


def _posed(card: Card, organization: str) -> bool:
    """Whether an organization posed a problem; any did where none is named."""
    return alike(organization) in {"", *map(alike, card.line.organizations)}
