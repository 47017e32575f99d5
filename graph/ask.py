"""Questions to the graph, one typed function per named query.

``today`` says of which day a question in the present tense is asked; empty text means this day.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from graph import days, fact_rows, queries, rows, text_rows
from graph.schema import kind_of
from graph.store import GraphStore, Row

T = TypeVar("T")

_ENTITY_QUERY = {
    "Studio": "studio",
    "Person": "person",
    "Organization": "organization",
    "Region": "region",
    "Alliance": "alliance",
    "HelpTeam": "help_team",
    "Project": "project",
    "Problem": "problem",
    "Achievement": "achievement",
    "Standard": "standard",
    "Requirement": "requirement",
    "Industry": "industry",
    "Skill": "skill",
    "Honor": "honor",
    "Activity": "activity",
    "Funding": "funding",
    "Figure": "figure",
}


def _ask(store: GraphStore, query: str, row: type[T], /, **parameters: Any) -> list[T]:
    return [row(**found) for found in answer(store, queries.get(query), parameters)]


def answer(store: GraphStore, query: queries.Query, parameters: Mapping[str, Any]) -> list[Row]:
    """The rows of a query in an order of their own, so that every engine's answer is the same list.

    Engines return rows and collected lists in whatever order they were found unless the query says otherwise. A query
    about a day nobody named is asked about today.
    """
    asked = dict(parameters)
    if "today" in query.params and not asked.get("today"):
        asked["today"] = days.today()
    found = store.run(query, asked)
    if query.collects:
        found = [
            {name: sorted(value) if isinstance(value, list) else value for name, value in row.items()} for row in found
        ]
    return found if query.is_ordered else sorted(found, key=lambda row: [str(value) for value in row.values()])


def node_counts(store: GraphStore) -> list[rows.Count]:
    """How many nodes of each kind."""
    return _ask(store, "node_counts", rows.Count)


def edge_counts(store: GraphStore) -> list[rows.Count]:
    """How many edges of each type; types without edges are absent."""
    return _ask(store, "edge_counts", rows.Count)


def find(store: GraphStore, text: str) -> list[rows.Hit]:
    """Nodes whose name, other names, pinyin or initials contain ``text``."""
    return _ask(store, "find", rows.Hit, text=text.strip().lower())


def studio_numbers(store: GraphStore, text: str) -> list[rows.Numbered]:
    """Studios that have a number and whose names or numbers contain ``text``."""
    return _ask(store, "studio_numbers", rows.Numbered, text=text.strip().lower())


def entity(store: GraphStore, node_id: str) -> rows.Entity | None:
    """One node with its properties, or None when there is none of that id."""
    kind = kind_of(node_id)
    if not kind:
        return None
    for found in store.run(queries.get(_ENTITY_QUERY[kind]), {"id": node_id}):
        present = {name: value for name, value in found.items() if name != "id" and value not in (None, "", [])}
        return rows.Entity(node_id, kind, present)
    return None


def neighbours(store: GraphStore, node_id: str) -> list[rows.Neighbour]:
    """Everything one edge away."""
    return _ask(store, "neighbours", rows.Neighbour, id=node_id)


def links(store: GraphStore, ids: Sequence[str]) -> list[rows.Link]:
    """Every edge that touches one of ``ids``, each once."""
    return _ask(store, "links", rows.Link, ids=list(ids))


def ties(store: GraphStore, ids: Sequence[str]) -> list[rows.Link]:
    """Every edge that touches one of ``ids``, each once, but for those to what nearly everybody shares."""
    return _ask(store, "ties", rows.Link, ids=list(ids))


def links_within(store: GraphStore, ids: Sequence[str]) -> list[rows.Link]:
    """Every edge between two of ``ids``, each once."""
    return _ask(store, "links_within", rows.Link, ids=list(ids))


def all_links(store: GraphStore) -> list[rows.Link]:
    """Every edge of the graph."""
    return _ask(store, "all_links", rows.Link)


def all_names(store: GraphStore) -> list[rows.Name]:
    """Every node of the graph, by id and name."""
    return _ask(store, "all_names", rows.Name)


def studios(
    store: GraphStore, *, text: str = "", province: str = "", industry: str = "", level: str = "", today: str = ""
) -> list[rows.StudioLine]:
    """The list of studios; empty filters let everything through."""
    filters = {"text": text.strip().lower(), "province": province, "industry": industry, "level": level}
    return _ask(store, "studios", rows.StudioLine, today=today, **filters)


def studios_by_province(store: GraphStore) -> list[rows.Count]:
    """Studios per province; the name is empty for those without a stated place."""
    return _ask(store, "studios_by_province", rows.Count)


def studios_by_industry(store: GraphStore) -> list[rows.Count]:
    """Studios per industry; the name is empty for those without a stated industry."""
    return _ask(store, "studios_by_industry", rows.Count)


def alliances_by_kind(store: GraphStore) -> list[rows.Count]:
    """Alliances per kind; an alliance of two kinds counts in both."""
    return _ask(store, "alliances_by_kind", rows.Count)


def alliances(store: GraphStore, *, kind: str = "", today: str = "") -> list[rows.AllianceLine]:
    """The list of alliances, of one kind or of all."""
    return _ask(store, "alliances", rows.AllianceLine, kind=kind, today=today)


def alliance_members(store: GraphStore, alliance_id: str, *, today: str = "") -> list[rows.Member]:
    """Studios and organizations that are in an alliance, each once; who left is not among them."""
    return _ask(store, "alliance_members", rows.Member, id=alliance_id, today=today)


def figures(store: GraphStore, node_id: str) -> list[rows.StatedFigure]:
    """Figures the sources state about something in sum."""
    return _ask(store, "figures", rows.StatedFigure, id=node_id)


def facts_studios(store: GraphStore) -> list[fact_rows.FactStudio]:
    """Studios for the projection."""
    return _ask(store, "facts_studios", fact_rows.FactStudio)


def facts_skills(store: GraphStore, *, today: str = "") -> list[fact_rows.FactSkill]:
    """Skills of studios for the projection."""
    return _ask(store, "facts_skills", fact_rows.FactSkill, today=today)


def facts_alliances(store: GraphStore) -> list[fact_rows.FactAlliance]:
    """Alliances for the projection."""
    return _ask(store, "facts_alliances", fact_rows.FactAlliance)


def facts_memberships(store: GraphStore) -> list[fact_rows.FactMembership]:
    """Memberships of studios for the projection, past ones too."""
    return _ask(store, "facts_memberships", fact_rows.FactMembership)


def facts_projects(store: GraphStore) -> list[fact_rows.FactProject]:
    """Shared projects for the projection."""
    return _ask(store, "facts_projects", fact_rows.FactProject)


def facts_deeds(store: GraphStore) -> list[fact_rows.FactDeed]:
    """Activities and projects of alliances for the projection."""
    return _ask(store, "facts_deeds", fact_rows.FactDeed)


def facts_mentoring(store: GraphStore, *, today: str = "") -> list[fact_rows.FactMentoring]:
    """Mentoring across studios for the projection."""
    return _ask(store, "facts_mentoring", fact_rows.FactMentoring, today=today)


def facts_supplies(store: GraphStore) -> list[fact_rows.FactSupply]:
    """Supply links for the projection."""
    return _ask(store, "facts_supplies", fact_rows.FactSupply)


def facts_leaders(store: GraphStore, *, today: str = "") -> list[fact_rows.FactLeader]:
    """Leaders for the projection."""
    return _ask(store, "facts_leaders", fact_rows.FactLeader, today=today)


def facts_successors(store: GraphStore, *, today: str = "") -> list[fact_rows.FactSuccessor]:
    """Who could follow a leader, for the projection."""
    return _ask(store, "facts_successors", fact_rows.FactSuccessor, today=today)


def facts_leader_skills(store: GraphStore, *, today: str = "") -> list[fact_rows.FactLeaderSkill]:
    """Skills only a leader has, for the projection."""
    return _ask(store, "facts_leader_skills", fact_rows.FactLeaderSkill, today=today)


def isolated_studios(store: GraphStore, *, province: str = "", today: str = "") -> list[rows.Isolated]:
    """Studios without alliance or joint project."""
    return _ask(store, "isolated_studios", rows.Isolated, province=province, today=today)


def mentoring_pairs(store: GraphStore, *, name: str = "") -> list[rows.Pair]:
    """Mentors and apprentices, all or those whose name contains ``name``."""
    return _ask(store, "mentoring_pairs", rows.Pair, name=name)


def leaders_by_honor(store: GraphStore, *, honor: str = "") -> list[rows.HonoredLeader]:
    """Leaders and the honours they hold."""
    return _ask(store, "leaders_by_honor", rows.HonoredLeader, honor=honor)


def shared_members(store: GraphStore, *, today: str = "") -> list[rows.Bridge]:
    """Studios that are in two alliances at once."""
    return _ask(store, "shared_members", rows.Bridge, today=today)


def supply_without_alliance(store: GraphStore, *, today: str = "") -> list[rows.SupplyGap]:
    """Supply links between organizations with studios that no alliance spans."""
    return _ask(store, "supply_without_alliance", rows.SupplyGap, today=today)


def help_teams(store: GraphStore) -> list[rows.HelpLine]:
    """The list of help teams."""
    return _ask(store, "help_teams", rows.HelpLine)


def problems(store: GraphStore) -> list[rows.ProblemLine]:
    """The list of problems."""
    return _ask(store, "problems", rows.ProblemLine)


def board(store: GraphStore) -> list[rows.BoardLine]:
    """Every problem with the days of its steps."""
    return _ask(store, "board", rows.BoardLine)


def requirements(store: GraphStore, *, standard: str = "") -> list[rows.RequirementLine]:
    """The requirements of standards whose name contains ``standard``."""
    return _ask(store, "requirements", rows.RequirementLine, standard=standard)


def skill_holders(store: GraphStore, skill: str) -> list[rows.SkillHolder]:
    """Studios and people with a skill whose name contains ``skill``."""
    return _ask(store, "skill_holders", rows.SkillHolder, skill=skill)


def unregistered(store: GraphStore) -> list[rows.Name]:
    """What ledgers mention and nobody registered."""
    return _ask(store, "unregistered", rows.Name)


def unverified(store: GraphStore) -> list[rows.Unverified]:
    """What still has to be checked against a better source."""
    return _ask(store, "unverified", rows.Unverified)


def organization_tree(store: GraphStore, organization_id: str) -> list[rows.Tree]:
    """Every organization below one, with its number of studios."""
    return _ask(store, "organization_tree", rows.Tree, id=organization_id)


def texts_studios(store: GraphStore, prefix: str, *, today: str = "") -> list[text_rows.TextStudio]:
    """Texts of the studios whose id begins with ``prefix``."""
    return _ask(store, "texts_studios", text_rows.TextStudio, prefix=prefix, today=today)


def texts_projects(store: GraphStore, prefix: str) -> list[text_rows.TextProject]:
    """Texts of the projects whose id begins with ``prefix``."""
    return _ask(store, "texts_projects", text_rows.TextProject, prefix=prefix)


def texts_problems(store: GraphStore, prefix: str) -> list[text_rows.TextProblem]:
    """Texts of the problems whose id begins with ``prefix``."""
    return _ask(store, "texts_problems", text_rows.TextProblem, prefix=prefix)


def texts_people(store: GraphStore, prefix: str) -> list[text_rows.TextPerson]:
    """Texts of the people whose id begins with ``prefix``."""
    return _ask(store, "texts_people", text_rows.TextPerson, prefix=prefix)


def texts_seats(store: GraphStore, prefix: str, *, today: str = "") -> list[text_rows.TextSeat]:
    """Which studios the people whose id begins with ``prefix`` lead or belong to now."""
    return _ask(store, "texts_seats", text_rows.TextSeat, prefix=prefix, today=today)


def texts_service(store: GraphStore) -> list[text_rows.TextService]:
    """What people worked on in help teams."""
    return _ask(store, "texts_service", text_rows.TextService)
