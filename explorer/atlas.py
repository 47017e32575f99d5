"""The one cached resource: the graph as it is now, with the lists every page needs read once per version."""

import os
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import streamlit as st

from explorer import words
from graph import ask, days, marks
from graph.analytics.meaning import installed
from graph.analytics.partners import suggest
from graph.analytics.reason import Suggestion
from graph.analytics.retrieval import Index
from graph.analytics.wish import Wish
from graph.landscape import Landscape
from graph.projection import project
from graph.rows import AllianceLine, Pair, StudioLine
from graph.store import GraphStore
from ingest.database import reading, sqlite_url
from ingest.indexing import index_of
from ingest.register import history
from ingest.workspace import OWN_WORDS, Workspace, home_folder, open_workspace, vocabulary


@dataclass(frozen=True, eq=False)
class Atlas:
    """One version of the graph; lists are read when first asked for, then shared by all sessions and never changed."""

    store: GraphStore
    key: str  # tells this workspace and version apart from every other
    updated_at: str  # ISO, UTC; empty before the first import
    today: str  # the day on which everything is looked at

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many nodes of each kind."""
        return {count.name: count.number for count in ask.node_counts(self.store)}

    @cached_property
    def edge_counts(self) -> dict[str, int]:
        """How many edges of each type."""
        return {count.name: count.number for count in ask.edge_counts(self.store)}

    @property
    def empty(self) -> bool:
        """Whether nothing was loaded yet."""
        return not any(self.counts.values())

    @cached_property
    def studios(self) -> tuple[StudioLine, ...]:
        """All studios by the pinyin of their names."""
        return tuple(
            sorted(ask.studios(self.store, today=self.today), key=lambda line: (words.alphabetical(line.name), line.id))
        )

    @cached_property
    def alliances(self) -> tuple[AllianceLine, ...]:
        """All alliances, the latest first; those without a date last."""
        by_name = sorted(
            ask.alliances(self.store, today=self.today), key=lambda line: (words.alphabetical(line.name), line.id)
        )
        return tuple(sorted(by_name, key=lambda line: line.founded_on, reverse=True))

    @cached_property
    def _remarks(self) -> list[str]:
        return [line.verification for line in self.studios] + [line.verification for line in self.alliances]

    @cached_property
    def said(self) -> str:
        """The remark every page begins with when all of the graph is simulated, else empty text."""
        return marks.SYNTHETIC if self._remarks and all(map(marks.is_synthetic, self._remarks)) else ""

    @cached_property
    def made_up(self) -> int:
        """How many studios and alliances are simulated."""
        return sum(map(marks.is_synthetic, self._remarks))

    @cached_property
    def alliances_by_kind(self) -> dict[str, int]:
        """Alliances per kind."""
        return {count.name: count.number for count in ask.alliances_by_kind(self.store)}

    @cached_property
    def provinces(self) -> Counter[str]:
        """Studios per province; empty text for those without a stated place."""
        return Counter(line.province for line in self.studios)

    @cached_property
    def industries(self) -> Counter[str]:
        """Studios per industry; empty text for those without a stated industry."""
        return Counter(line.industry for line in self.studios)

    @cached_property
    def mentoring(self) -> tuple[Pair, ...]:
        """All mentors and apprentices."""
        return tuple(ask.mentoring_pairs(self.store))

    @cached_property
    def landscape(self) -> Landscape:
        """What analytics looks at."""
        return project(self.store, today=self.today)


@dataclass(frozen=True, eq=False)
class Library:
    """The texts of one version of the graph, found by the words of a problem; shared by all sessions."""

    index: Index
    key: str  # tells this version, and the words it is understood by, apart from every other


def open_atlas() -> Atlas:
    """The graph as the register has it now: what was imported elsewhere is seen at the next click.

    Raises:
        MengtuError: the register or the store cannot be opened.
    """
    home = home_folder().resolve()
    workspace = _workspace(str(home), os.environ.get("MENGTU_STORE", ""), _register_of(home))
    return _atlas(workspace, f"{home}#{_register_of(home)}", workspace.version, days.today())


def _register_of(home: Path) -> int:
    """What tells the register's file from another put in its place (a backup brought back, say); 0 if none is here."""
    file = Path(sqlite_url(home).removeprefix("sqlite:///"))
    return file.stat().st_ino if file.is_file() else 0


@st.cache_resource(show_spinner=False)
def _workspace(home: str, store_url: str, register: int) -> Workspace:  # noqa: ARG001 — the cache's key
    return open_workspace()


@st.cache_resource(show_spinner="正在整理图谱…", max_entries=2)
def _atlas(_workspace: Workspace, home: str, version: int, today: str) -> Atlas:
    _workspace.level()
    with reading(_workspace.engine) as connection:
        moments = [moment for line in history(connection) for moment in (line.at, line.undone_at) if moment]
    return Atlas(_workspace.store, f"{home}@{version}@{today}", max(moments, default=""), today)


def open_library(atlas: Atlas) -> Library:
    """The texts of a version of the graph, indexed when first asked for; anew when the workspace's words change."""
    own = home_folder() / OWN_WORDS
    return _library(atlas, f"{atlas.key}~{own.stat().st_mtime_ns if own.is_file() else 0}")


@st.cache_resource(show_spinner="正在整理课题、工作室和人员的资料…", max_entries=1)
def _library(_atlas: Atlas, key: str) -> Library:
    home = home_folder()
    return Library(index_of(home, _atlas.store, _atlas.landscape, vocabulary(home), installed()), key)


@st.cache_resource(show_spinner=False, max_entries=200)
def suggestions(
    _atlas: Atlas,
    key: str,  # noqa: ARG001 — part of the cache's key
    studio: str,
    top: int,
    wish: Wish,
    dismissed: frozenset[str] = frozenset(),
) -> tuple[Suggestion, ...]:
    """Partner suggestions, computed once per question and version; ``key`` is the atlas's."""
    return suggest(_atlas.landscape, studio, wish, top=top, dismissed=dismissed)
