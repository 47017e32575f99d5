"""What a planner wants of partners: a kind of alliance, a place, a trade, a goal, the familiar or the new."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np

from graph.analytics.content import pairing_forms
from graph.analytics.sparse import Codes, Matrices
from graph.analytics.traits import Flags, traits
from graph.errors import MengtuError
from graph.landscape import StudioFacts

# What an alliance kind asks for: its methods count this many times as much.
EMPHASIS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "跨区域": {},
        "跨行业": {},
        "跨企业": {},
        "校企": {},
        "1+N集群": {"skill_gap": 2.0, "level": 3.0},
        "结对": {"pairing": 3.0},
    }
)
KINDS = tuple(EMPHASIS)
MOST_POPULARITY = 3.0  # how many times its weight experience may be given

Mode = Literal["familiar", "new", "all"]


class UnknownKindError(MengtuError):
    """No such kind of alliance."""


class UnknownWeightError(MengtuError):
    """Experience cannot be given such a weight."""


class NoSuchStudiosError(MengtuError):
    """No studio has what was asked for."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a planner wants of partners; the plain one wants nothing in particular.

    Attributes:
        kind: an alliance kind as a filter: 跨区域 wants another place, 跨行业 another industry, 跨企业 another
            organization (both sides known), 校企 exactly one side of a school or institute, 结对 a pairing form;
            1+N集群 counts what is added round the asking studio.
        mode: only familiar, only new, or all.
        region: the beginning of the name of their province or prefecture.
        industry: part of the name of their industry.
        goal: a goal (落脚点) of an alliance they are or were in.
        popularity: how many times its usual weight the experience of a studio counts, 0 to ``MOST_POPULARITY``.

    Raises:
        UnknownWeightError: ``popularity`` is no such number.
    """

    kind: str | None = None
    mode: Mode = "all"
    region: str = ""
    industry: str = ""
    goal: str = ""
    popularity: float = 1.0

    def __post_init__(self) -> None:
        """Refuse a weight that is out of range; what is no number at all (``nan``) is too."""
        if not 0 <= self.popularity <= MOST_POPULARITY:
            raise UnknownWeightError(f"名气的分量不能是 {self.popularity:g}，请写 0 到 {MOST_POPULARITY:g} 之间的数。")


PLAIN = Wish()


def whom_it_fits(known: Matrices, at: int, wish: Wish) -> Flags:
    """Who meets a wish of the studio at position ``at``, whoever is familiar to it.

    Raises:
        UnknownKindError: there is no such kind.
        NoSuchStudiosError: no studio at all is in such a region or industry or has such a goal.
    """
    if wish.kind is not None and wish.kind not in EMPHASIS:
        raise UnknownKindError(f"没有「{wish.kind}」这种联盟类型，请从 {'、'.join(KINDS)} 中选一种。")
    return _fits(known, at, wish.kind) & _wanted(known, wish)


def _fits(known: Matrices, at: int, kind: str | None) -> Flags:
    """Whether the two could found an alliance of the kind: what is not stated does not count as different."""
    about = traits(known)
    match kind:
        case "跨区域":
            fits = _differs(about.province, at) | _differs(about.region, at)
        case "跨行业":
            fits = _differs(about.industry, at)
        case "跨企业":
            fits = _differs(about.organization, at)
        case "校企":
            fits = _differs(about.school, at)
        case "结对":
            fits = np.logical_or(*pairing_forms(about, at))
        case _:
            fits = np.ones(len(known.ids), dtype=np.bool_)
    return fits


def _wanted(known: Matrices, wish: Wish) -> Flags:
    """Who is where, of the trade and after the goal that is wanted."""
    studios = traits(known).studios
    wanted = np.ones(len(studios), dtype=np.bool_)
    if wish.region:
        wanted &= _those("所在地区", wish.region, [_is_in(each, wish.region) for each in studios])
    if wish.industry:
        wanted &= _those("行业", wish.industry, [wish.industry in each.industry_name for each in studios])
    if wish.goal:
        having = {each.id for each in known.landscape.alliances if wish.goal in each.goals}
        after = {link.studio for link in known.landscape.memberships if link.alliance in having}
        wanted &= _those("联盟落脚点", wish.goal, [each.id in after for each in studios])
    return wanted


def _is_in(studio: StudioFacts, region: str) -> bool:
    return studio.province.startswith(region) or studio.region_name.startswith(region)


def _those(what: str, wanted: str, flags: list[bool]) -> Flags:
    if not any(flags):
        raise NoSuchStudiosError(f"没有一个工作室的{what}是「{wanted}」，请换一个写法，或去掉这个条件。")
    return np.array(flags, dtype=np.bool_)


def _differs(codes: Codes, at: int) -> Flags:
    differs: Flags = (codes >= 0) & (codes[at] >= 0) & (codes != codes[at])
    return differs
