"""What the queries behind the landscape answer with: one frozen row type per fact that analytics looks at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FactStudio:
    """A studio as the projection reads it."""

    id: str
    name: str
    organization: str
    organization_name: str
    organization_kind: str
    region: str
    region_name: str
    province: str
    industry: str
    industry_name: str
    level: str
    category: str
    field: str
    members: int
    status: str
    verification: str


@dataclass(frozen=True, slots=True)
class FactSkill:
    """A skill a studio has, itself or through its people."""

    studio: str
    skill: str
    name: str


@dataclass(frozen=True, slots=True)
class FactAlliance:
    """An alliance as the projection reads it."""

    id: str
    name: str
    kinds: list[str] | None
    pairing_form: str
    goals: list[str] | None
    founded_on: str
    status: str


@dataclass(frozen=True, slots=True)
class FactMembership:
    """One stay of a studio in an alliance."""

    studio: str
    alliance: str
    role: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class FactProject:
    """A studio on a project that several studios share."""

    studio: str
    project: str
    name: str
    started_on: str


@dataclass(frozen=True, slots=True)
class FactDeed:
    """An activity an alliance held or a project it works on; an activity has neither end nor status."""

    alliance: str
    deed: str
    name: str
    began: str
    ended: str
    status: str


@dataclass(frozen=True, slots=True)
class FactMentoring:
    """A mentor of one studio and an apprentice of another."""

    mentor_studio: str
    apprentice_studio: str
    mentor: str
    apprentice: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class FactSupply:
    """One organization supplies another."""

    supplier: str
    customer: str
    product: str


@dataclass(frozen=True, slots=True)
class FactLeader:
    """Who leads a studio, and how many others are registered as its members."""

    studio: str
    person: str
    name: str
    members: int


@dataclass(frozen=True, slots=True)
class FactSuccessor:
    """Who could follow the leader of a studio, and as what."""

    studio: str
    person: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class FactLeaderSkill:
    """A skill of a studio that nobody but its leader has."""

    studio: str
    person: str
    skill: str
