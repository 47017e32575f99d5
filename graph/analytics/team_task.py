"""What a team is composed for: what is needed, who may join, and what is wanted of the team.

All points are whole ten-thousandths, so that equals are equal.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from types import MappingProxyType

from graph.errors import MengtuError


class NoSuchLeaderError(MengtuError):
    """Who must lead cannot."""


class TeamSizeError(MengtuError):
    """A team of nobody was asked for."""


@dataclass(frozen=True, slots=True)
class Need:
    """A skill the problem needs; ``points`` > 0 are gained once, whoever covers it."""

    id: str
    name: str
    points: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may join.

    Attributes:
        merit: how relevant to the problem, 0 or more points.
        cost: distance, how busy, and a base cost of every further person, 0 or more points.
        lead: what this one adds as the leader; 0 who cannot lead, for want of an honour.
        covers: ids of needs.
        industry: its name, empty if unknown.
    """

    id: str
    name: str
    merit: int = 0
    cost: int = 0
    lead: int = 0
    covers: frozenset[str] = frozenset()
    industry: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A problem, a shortlist, and what is wanted of the team.

    Attributes:
        needs: what the problem needs, ids distinct.
        candidates: the shortlist, ids distinct.
        contacts: points of two ids when both are members; pairs with others count for nothing.
        variety: points for every industry beyond the first.
        size: how many may be members, at least 1.
        leader: the id of who must lead, empty for whoever leads best.
        excluded: ids of candidates who may not join.

    Raises:
        TeamSizeError: a team of nobody is wanted.
        NoSuchLeaderError: who must lead is no candidate, excluded, or cannot lead.
        ValueError: points are below their least, an id occurs twice, or a contact is not between two.
    """

    needs: tuple[Need, ...]
    candidates: tuple[Candidate, ...]
    contacts: Mapping[frozenset[str], int] = field(default_factory=lambda: MappingProxyType({}))
    variety: int = 0
    size: int = 6
    leader: str = ""
    excluded: AbstractSet[str] = frozenset()

    def __post_init__(self) -> None:
        _check_points(self)
        if self.size < 1:
            raise TeamSizeError(f"帮帮团至少要有 1 人，现在填的是 {self.size} 人，请把人数上限改为 1 或更多。")
        if self.leader:
            _check_leader(self)


def _check_points(task: Task) -> None:
    people = task.candidates
    points = [task.variety, *task.contacts.values(), *(need.points - 1 for need in task.needs)]
    if min(*points, *(min(each.merit, each.cost, each.lead) for each in people), 0) < 0:
        raise ValueError("points below 0, or a need worth nothing")
    if len({each.id for each in people}) < len(people) or len({need.id for need in task.needs}) < len(task.needs):
        raise ValueError("an id occurs twice")
    if any(len(pair) != 2 for pair in task.contacts):
        raise ValueError("a contact is between two")


def _check_leader(task: Task) -> None:
    wanted = next((each for each in task.candidates if each.id == task.leader), None)
    if wanted is None:
        raise NoSuchLeaderError(f"候选名单里没有编号为「{task.leader}」的人，不能指定其牵头，请从名单中另选一位。")
    if wanted.id in task.excluded:
        raise NoSuchLeaderError(f"「{wanted.name}」已被排除，不能同时指定其牵头，请取消排除或另选一位。")
    if not wanted.lead:
        raise NoSuchLeaderError(f"「{wanted.name}」不是劳模工匠，不能牵头，请另选一位劳模工匠。")
