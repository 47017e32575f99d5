"""What the queries behind retrieval answer with: the texts of studios, past work and people."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextStudio:
    """What a studio's ledgers tell of its work."""

    id: str
    expertise: str
    achievements: list[str]
    trades: list[str]
    duties: list[str]


@dataclass(frozen=True, slots=True)
class TextProject:
    """A project and who carries it."""

    id: str
    name: str
    field: str
    summary: str
    started_on: str
    ended_on: str
    status: str
    benefit_wan: float | None
    studios: list[str]


@dataclass(frozen=True, slots=True)
class TextProblem:
    """A problem as it was posed."""

    id: str
    name: str
    description: str
    status: str
    accepted_on: str
    benefit_wan: float | None
    skills: list[str]


@dataclass(frozen=True, slots=True)
class TextPerson:
    """What is known of a person's work; nothing private."""

    id: str
    name: str
    title: str
    skill_grade: str
    trade: str
    duties: str
    skills: list[str]
    honors: list[str]
    organizations: list[str]


@dataclass(frozen=True, slots=True)
class TextSeat:
    """A studio somebody leads or belongs to now."""

    person: str
    studio: str
    leads: bool


@dataclass(frozen=True, slots=True)
class TextService:
    """What somebody worked on in a help team."""

    person: str
    team: str
    task: str
    status: str
