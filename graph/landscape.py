"""The values analytics looks at: studios, what they know, whom they already work with, and when that began."""

from dataclasses import dataclass
from functools import cached_property

import networkx as nx

from graph.days import Stay, holds, overlap


@dataclass(frozen=True, slots=True)
class StudioFacts:
    """What one studio is, as far as partner suggestion needs it. Empty text and empty tuples mean not stated."""

    id: str
    name: str
    organization: str = ""  # id
    organization_name: str = ""
    organization_kind: str = ""  # 企业, 学校, 科研院所 …
    region: str = ""  # id of the region as precisely as stated
    region_name: str = ""  # its prefecture, or the region itself where none is stated
    province: str = ""
    industry: str = ""  # id
    industry_name: str = ""
    level: str = ""  # 国家级 … 企业级
    category: str = ""  # 技术攻关, 技能传授, 窗口服务, 其他
    field: str = ""
    skills: tuple[str, ...] = ()  # ids, sorted
    members: int = 0
    open: bool = True  # False once the studio was taken off the list (摘牌)
    synthetic: bool = False  # 模拟数据


@dataclass(frozen=True, slots=True)
class AllianceFacts:
    """What one alliance is."""

    id: str
    name: str
    kinds: tuple[str, ...] = ()
    pairing_form: str = ""
    goals: tuple[str, ...] = ()
    founded_on: str = ""
    open: bool = True  # False once it is said to be over


@dataclass(frozen=True, slots=True)
class Membership:
    """One stay of a studio in an alliance; ``since`` and ``until`` are ISO text of reduced precision or empty."""

    studio: str
    alliance: str
    role: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class JointProject:
    """A project a studio works on; two studios with the same ``project`` work together."""

    studio: str
    project: str
    started_on: str = ""


@dataclass(frozen=True, slots=True)
class AllianceDeed:
    """An activity an alliance held or a project it works on; dates are ISO text of reduced precision or empty."""

    alliance: str
    id: str
    name: str
    began: str = ""
    ended: str = ""
    under_way: bool = False  # a project that is said to go on


@dataclass(frozen=True, slots=True)
class MentoringLink:
    """A mentor of one studio teaches an apprentice of another, or did so until ``until``."""

    mentor_studio: str
    apprentice_studio: str
    mentor: str
    apprentice: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class SupplyLink:
    """One organization supplies another."""

    supplier: str
    customer: str
    product: str


@dataclass(frozen=True, slots=True)
class Leader:
    """Who leads a studio; ``members`` are the others registered in it now, 0 where nobody was entered."""

    studio: str
    person: str
    name: str
    members: int = 0


@dataclass(frozen=True, slots=True)
class Successor:
    """Who could follow the leader of a studio: a 骨干 of it, or an apprentice of the leader in it (徒弟)."""

    studio: str
    person: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class LeaderSkill:
    """A skill a studio has through its leader alone."""

    studio: str
    person: str
    skill: str


@dataclass(frozen=True)
class Landscape:
    """Everything analytics sees, frozen; names by id for the sentences of reasons."""

    studios: tuple[StudioFacts, ...]
    alliances: tuple[AllianceFacts, ...] = ()
    memberships: tuple[Membership, ...] = ()
    joint_projects: tuple[JointProject, ...] = ()
    mentoring: tuple[MentoringLink, ...] = ()
    supplies: tuple[SupplyLink, ...] = ()
    leaders: tuple[Leader, ...] = ()
    successors: tuple[Successor, ...] = ()
    leader_skills: tuple[LeaderSkill, ...] = ()
    skill_names: tuple[tuple[str, str], ...] = ()  # (id, name)
    project_names: tuple[tuple[str, str], ...] = ()  # (id, name), of projects of several studios
    deeds: tuple[AllianceDeed, ...] = ()
    today: str = "9998"  # the day that is looked at; by default every stay that has an end has ended

    @cached_property
    def studio(self) -> dict[str, StudioFacts]:
        """Studios by id."""
        return {studio.id: studio for studio in self.studios}

    @cached_property
    def alliance(self) -> dict[str, AllianceFacts]:
        """Alliances by id."""
        return {alliance.id: alliance for alliance in self.alliances}

    @cached_property
    def stays(self) -> dict[tuple[str, str], tuple[Stay, ...]]:
        """From when to when a studio was in an alliance, by both ids."""
        found: dict[tuple[str, str], set[Stay]] = {}
        for link in self.memberships:
            found.setdefault((link.studio, link.alliance), set()).add((link.since, link.until))
        return {ends: tuple(sorted(stays)) for ends, stays in found.items()}

    @cached_property
    def current(self) -> frozenset[tuple[str, str]]:
        """Studio and alliance of every membership that holds today, in an alliance that was not dissolved."""
        over = {each.id for each in self.alliances if not each.open}
        return frozenset(
            (link.studio, link.alliance)
            for link in self.memberships
            if holds(link.since, link.until, self.today) and link.alliance not in over
        )

    def met(self, one: str, other: str, alliance: str) -> bool:
        """Whether two studios were in an alliance at the same time."""
        return any(
            overlap(mine, theirs)
            for mine in self.stays.get((one, alliance), ())
            for theirs in self.stays.get((other, alliance), ())
        )

    @cached_property
    def bipartite(self) -> "nx.Graph[str]":
        """Studios and the alliances they are or were in, as a frozen networkx graph (``kind`` on every node)."""
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from((studio.id for studio in self.studios), kind="Studio")
        graph.add_nodes_from((alliance.id for alliance in self.alliances), kind="Alliance")
        graph.add_edges_from((link.studio, link.alliance) for link in self.memberships)
        nx.freeze(graph)
        return graph
