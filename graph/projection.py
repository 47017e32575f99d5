"""The landscape analytics looks at, read from a store."""

from graph import ask
from graph.landscape import (
    AllianceFacts,
    JointProject,
    Landscape,
    Membership,
    MentoringLink,
    StudioFacts,
    SupplyLink,
)
from graph.rows import FactSkill, FactStudio
from graph.store import GraphStore

CLOSED = "摘牌"
SYNTHETIC = "模拟数据"


def project(store: GraphStore) -> Landscape:
    """Everything partner suggestion needs, frozen: the same graph gives an equal landscape on every engine."""
    skills = ask.facts_skills(store)
    projects = ask.facts_projects(store)
    skills_of = _skills_of(skills)
    return Landscape(
        studios=tuple(_studio(row, skills_of.get(row.id, ())) for row in ask.facts_studios(store)),
        alliances=tuple(
            AllianceFacts(
                row.id, row.name, tuple(row.kinds or ()), row.pairing_form, tuple(row.goals or ()), row.founded_on
            )
            for row in ask.facts_alliances(store)
        ),
        memberships=tuple(
            Membership(row.studio, row.alliance, row.role, row.since, row.until) for row in ask.facts_memberships(store)
        ),
        joint_projects=tuple(JointProject(row.studio, row.project, row.started_on) for row in projects),
        mentoring=tuple(
            MentoringLink(row.mentor_studio, row.apprentice_studio, row.mentor, row.apprentice, row.since)
            for row in ask.facts_mentoring(store)
        ),
        supplies=tuple(SupplyLink(row.supplier, row.customer, row.product) for row in ask.facts_supplies(store)),
        skill_names=tuple(sorted({(row.skill, row.name) for row in skills})),
        project_names=tuple(sorted({(row.project, row.name) for row in projects})),
    )


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
        open=row.status != CLOSED,
        synthetic=row.verification == SYNTHETIC,
    )
