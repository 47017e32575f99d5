"""What each named query answers with: one frozen row type per shape, its fields named as the columns are."""

from dataclasses import dataclass
from typing import Any

from graph.schema import kind_of, load_schema
from graph.steps import STEPS


def relation(edge: str, *, outgoing: bool, former: bool) -> str:
    """The Chinese word for an edge as read from one of its ends: 加入 and 成员, once it has ended 曾加入 and 原成员."""
    described = load_schema().edges[edge]
    if outgoing:
        return f"曾{described.forward}" if former else described.forward
    return f"原{described.reverse}" if former else described.reverse


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of something."""

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Name:
    """Something and what it is called."""

    id: str
    name: str

    @property
    def kind(self) -> str:
        """The kind of node, read off the id."""
        return kind_of(self.id)


@dataclass(frozen=True, slots=True)
class Hit(Name):
    """Something a search found; ``context`` tells namesakes apart (unit, studio, date)."""

    context: str


@dataclass(frozen=True, slots=True)
class Numbered(Name):
    """A studio with the number its ledger gives it (工作室编号)."""

    number: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One node with everything its kind's query returns; absent values are left out."""

    id: str
    kind: str
    properties: dict[str, Any]

    @property
    def name(self) -> str:
        """What people call it."""
        return str(self.properties["name"])


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A node one edge away: by which edge, in which direction, and who says so."""

    edge: str
    outgoing: bool
    id: str
    name: str
    detail: str  # role, title, product, trade or year of the edge
    since: str
    until: str
    source: str
    quote: str
    verification: str


@dataclass(frozen=True, slots=True)
class Link:
    """An edge with the names of both ends; ``until`` is empty while it lasts."""

    edge: str
    start: str
    start_name: str
    end: str
    end_name: str
    detail: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class StudioLine:
    """A studio as a line of a list; region and industry fall back on its organization's."""

    id: str
    name: str
    leaders: list[str]
    organization: str
    region: str
    province: str
    industry: str
    level: str
    field: str
    status: str
    alliances: int
    verification: str


@dataclass(frozen=True, slots=True)
class AllianceLine:
    """An alliance as a line of a list.

    ``studios`` and ``organizations`` count named members; ``stated`` is the sum a source gives, None when none does.
    """

    id: str
    name: str
    kinds: list[str] | None
    pairing_form: str
    founded_on: str
    goals: list[str] | None
    status: str
    coordinators: list[str]
    studios: int
    organizations: int
    projects: int
    stated: float | None
    verification: str


@dataclass(frozen=True, slots=True)
class Member:
    """A studio or organization that is in an alliance now, once however many stays it had."""

    id: str
    name: str
    role: str
    organization: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure a source states in sum; ``value`` is None where the text is no number (1:10)."""

    name: str
    value: float | None
    text: str
    unit: str
    qualifier: str
    period: str
    source: str
    quote: str
    id: str


@dataclass(frozen=True, slots=True)
class Isolated:
    """A studio that is in no alliance now and has no joint project."""

    id: str
    name: str
    organization: str
    province: str
    level: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A mentor and an apprentice."""

    mentor_id: str
    mentor: str
    apprentice_id: str
    apprentice: str
    trade: str
    since: str
    until: str
    source: str


@dataclass(frozen=True, slots=True)
class HonoredLeader:
    """A leader who holds an honour."""

    id: str
    name: str
    honor: str
    year: str
    studio: str


@dataclass(frozen=True, slots=True)
class Bridge:
    """A studio that is in two alliances now."""

    id: str
    name: str
    first_id: str
    first: str
    second_id: str
    second: str


@dataclass(frozen=True, slots=True)
class SupplyGap:
    """A supply link that no alliance spans."""

    supplier_id: str
    supplier: str
    customer_id: str
    customer: str
    product: str


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A help team as a line of a list."""

    id: str
    name: str
    team: str
    people: list[str]
    projects: list[str]
    problems: list[str]
    organizations: list[str]
    started_on: str


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A problem as a line of a list."""

    id: str
    name: str
    organizations: list[str]
    skills: list[str]
    status: str
    due_on: str


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A problem with the days of its steps, ISO text of reduced precision or empty; ``benefit_wan`` in 万元."""

    id: str
    name: str
    description: str
    status: str
    due_on: str
    collected_on: str
    matched_on: str
    met_on: str
    tackled_on: str
    accepted_on: str
    liaison: str
    benefit_wan: float | None
    verification: str
    organizations: list[str]
    teams: list[str]
    team_names: list[str]

    @property
    def days(self) -> dict[str, str]:
        """The days its steps were taken on, as far as they are known, by step in their order."""
        return {step: day for step, field in STEPS.items() if (day := getattr(self, field))}


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """One requirement of a standard."""

    id: str
    standard: str
    article: str
    requirement: str
    issuers: list[str]
    requirement_id: str


@dataclass(frozen=True, slots=True)
class SkillHolder:
    """A studio or person with a skill."""

    id: str
    name: str
    skill: str


@dataclass(frozen=True, slots=True)
class Unverified:
    """Something whose source still has to be checked."""

    id: str
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Tree:
    """An organization below another, with the studios based there."""

    id: str
    name: str
    studios: int
