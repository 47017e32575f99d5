"""What is asked on the page 难题求解, read from its address, and the answers, found once per question and version."""

from dataclasses import dataclass

import streamlit as st

from explorer import state
from explorer.atlas import Atlas, Library
from graph.analytics.helpteam import HelpTeam, Wanted, compose_team
from graph.analytics.match import ANYWHERE, Match, Near, match
from graph.analytics.teams import Swap
from graph.places import place_named, place_of
from ingest.cases import LONGEST

PAGE = "problem"
SIZES = {each: f"{each} 人" for each in ("3", "4", "5", "6", "8")}
SIZE = "5"
# What of the address is about one problem only: skills, leader, who is out, who gives a place to whom, its name.
ABOUT_ONE = ("need", "lead", "not", "swap", "title", "part")
_MOST_SKILLS = 12


@dataclass(frozen=True, slots=True)
class Question:
    """A problem and what stands beside it in the address."""

    text: str
    region: str = ""
    organization: str = ""
    size: int = int(SIZE)

    @property
    def title(self) -> str:
        """The name of a problem that is known already."""
        return state.read("title")[:LONGEST]


def skills_chosen() -> tuple[str, ...]:
    """The skills the planner wants; none while they are those found in the problem."""
    return tuple(dict.fromkeys(state.read_list("need")))[:_MOST_SKILLS]


def exchanges() -> tuple[tuple[str, str], ...]:
    """Who gives a place to whom, one after the other."""
    pairs = (part.partition("~") for part in state.read_list("swap"))
    return tuple((leaves, joins) for leaves, _, joins in pairs if leaves and joins)


def written(pairs: tuple[tuple[str, str], ...]) -> str:
    """Exchanges as the address has them."""
    return ",".join("~".join(pair) for pair in pairs)


def wanted_team(size: int, leader: str, own: frozenset[str]) -> Wanted:
    """What the address wants of the team; ``own`` are the help teams the problem has already."""
    return Wanted(skills_chosen(), size, leader, frozenset(state.read_list("not")), exchanges(), own)


@st.cache_resource(show_spinner=False, max_entries=200)
def place(_atlas: Atlas, key: str, region: str, organization: str) -> Near | None:  # noqa: ARG001 — the cache's key
    """Where a problem is: the region, else where the organization is; None if that is not known."""
    if region:
        return place_named(_atlas.landscape, region)
    return place_of(_atlas.store, organization) if organization else ANYWHERE


@st.cache_resource(show_spinner="正在查找相近的课题、工作室和人员…", max_entries=50)
def answers(
    _atlas: Atlas,
    _library: Library,
    key: str,  # noqa: ARG001 — part of the cache's key
    text: str,
    skills: tuple[str, ...],
    near: Near,
) -> Match:
    """What answers a problem that needs some skills, where the planner says which."""
    return match(_library.index, _atlas.landscape, text, skills=skills, near=near)


@st.cache_resource(show_spinner="正在组合帮帮团…", max_entries=200)
def composed(
    _atlas: Atlas,
    _library: Library,
    _found: Match,
    key: str,  # noqa: ARG001 — part of the cache's key
    text: str,  # noqa: ARG001 — likewise
    near: Near,
    wanted: Wanted,
) -> tuple[HelpTeam, tuple[Swap, ...]]:
    """The team for a problem, and who could take whose place in it.

    Raises:
        NoSuchLeaderError: who is wanted as the leader cannot lead.
    """
    team = compose_team(_found, _atlas.landscape, _library.index.vocabulary, wanted, near)
    return team, team.swaps() if team.members else ()
