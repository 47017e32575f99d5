"""The landscape analytics looks at, read from a store."""

from graph import ask, days
from graph.analytics.holdout import Holdout, cut
from graph.fact_rows import FactSkill, FactStudio
from graph.landscape import (
    AllianceDeed,
    AllianceFacts,
    JointProject,
    Landscape,
    Leader,
    LeaderSkill,
    Membership,
    MentoringLink,
    StudioFacts,
    Successor,
    SupplyLink,
)
from graph.marks import is_closed, is_dissolved, is_synthetic, is_under_way
from graph.store import GraphStore


def project(store: GraphStore, *, today: str = "") -> Landscape:
    """Everything partner suggestion needs, frozen: the same graph gives an equal landscape on every engine.

    Args:
        store: the graph.
        today: the day that is looked at; this day when empty.
    """
    today = today or days.today()
    skills = ask.facts_skills(store, today=today)
    projects = ask.facts_projects(store)
    skills_of = _skills_of(skills)
    return Landscape(
        studios=tuple(_studio(row, skills_of.get(row.id, ())) for row in ask.facts_studios(store)),
        alliances=tuple(
            AllianceFacts(
                row.id,
                row.name,
                tuple(row.kinds or ()),
                row.pairing_form,
                tuple(row.goals or ()),
                row.founded_on,
                open=not is_dissolved(row.status),
            )
            for row in ask.facts_alliances(store)
        ),
        memberships=tuple(
            Membership(row.studio, row.alliance, row.role, row.since, row.until) for row in ask.facts_memberships(store)
        ),
        joint_projects=tuple(JointProject(row.studio, row.project, row.started_on) for row in projects),
        mentoring=tuple(
            MentoringLink(row.mentor_studio, row.apprentice_studio, row.mentor, row.apprentice, row.since, row.until)
            for row in ask.facts_mentoring(store, today=today)
        ),
        supplies=tuple(SupplyLink(row.supplier, row.customer, row.product) for row in ask.facts_supplies(store)),
        leaders=tuple(
            Leader(row.studio, row.person, row.name, row.members) for row in ask.facts_leaders(store, today=today)
        ),
        successors=tuple(
            Successor(row.studio, row.person, row.name, row.role) for row in ask.facts_successors(store, today=today)
        ),
        leader_skills=tuple(
            LeaderSkill(row.studio, row.person, row.skill) for row in ask.facts_leader_skills(store, today=today)
        ),
        skill_names=tuple(sorted({(row.skill, row.name) for row in skills})),
        project_names=tuple(sorted({(row.project, row.name) for row in projects})),
        deeds=tuple(
            AllianceDeed(row.alliance, row.deed, row.name, row.began, row.ended, is_under_way(row.status))
            for row in ask.facts_deeds(store)
        ),
        today=today,
    )


def hold_out(store: GraphStore, cutoff: str) -> Holdout:
    """The landscape cut at a day: also who belonged to a studio, and so its skills and mentoring, is of that day."""
    return cut(project(store, today=cutoff), cutoff)


def _skills_of(rows: list[FactSkill]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row.studio, set()).add(row.skill)
    return {studio: tuple(sorted(skills)) for studio, skills in found.items()}


def _studio(row: FactStudio, skills: tuple[str, ...]) -> StudioFacts:
    return StudioFacts(
        id=row.id,
        name=row.name,
        organization=row.organization,
        organization_name=row.organization_name,
        organization_kind=row.organization_kind,
        region=row.region,
        region_name=row.region_name,
        province=row.province,
        industry=row.industry,
        industry_name=row.industry_name,
        level=row.level,
        category=row.category,
        field=row.field,
        skills=skills,
        members=row.members,
        open=not is_closed(row.status),
        synthetic=is_synthetic(row.verification),
    )
