"""The ground gaps are looked for on: who is in an alliance now, who leads, who goes with whom, and what they share."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from scipy import sparse

from graph.analytics.content import content_evidence
from graph.analytics.partners import may_be_suggested, method_evidence, points_among, whole_score
from graph.analytics.reason import Vector
from graph.analytics.sparse import Codes, Matrices, Sparse, columns, row
from graph.analytics.standing import standing_evidence
from graph.analytics.traits import Flags, Traits, traits
from graph.landscape import StudioFacts

NAMED_SKILLS = 2
DECIMALS = 10  # likenesses that differ by less are equal
_SAME_PLACE, _SAME_PROVINCE, _SAME_TRADE, _SUPPLY, _SKILLS = 1.0, 0.5, 1.0, 2.0, 2.0


@dataclass(frozen=True, eq=False)
class Ground:
    """A landscape with the pairs that were dismissed: both ids of each, the lesser first."""

    known: Matrices
    dismissed: Collection[tuple[str, str]] = ()

    @cached_property
    def about(self) -> Traits:
        """What the studios are."""
        return traits(self.known)

    @cached_property
    def allied(self) -> Flags:
        """Who is in an alliance now."""
        allied: Flags = np.diff(self.known.present.indptr) > 0
        return allied

    @cached_property
    def tied(self) -> Flags:
        """Who ever had a tie: an alliance, a joint project, a mentor or an apprentice elsewhere."""
        ties = (self.known.incidence, self.known.work, self.known.mentoring)
        tied: Flags = np.sum([np.diff(each.indptr) for each in ties], axis=0) > 0
        return tied

    @cached_property
    def people(self) -> Codes:
        """How many people each studio has, 0 where it is not stated."""
        return np.array([studio.members for studio in self.about.studios], dtype=np.int64)

    @cached_property
    def inside(self) -> Sparse:
        """Alliance × studio: 1 where an open studio is a member now."""
        opened = sparse.diags_array(self.about.open.astype(np.float64))
        inside = sparse.csr_array((opened @ self.known.present).T)
        inside.eliminate_zeros()
        return inside

    @cached_property
    def joined(self) -> list[list[int]]:
        """The columns of the alliances every studio is in now."""
        starts, ends = self.known.present.indptr.tolist(), self.known.present.indices.tolist()
        return [ends[first:last] for first, last in pairwise(starts)]

    @cached_property
    def _dismissed_by(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for pair in self.dismissed:
            if all(each in self.known.position for each in pair):
                for one, other in (pair, pair[::-1]):
                    found.setdefault(one, []).append(self.known.position[other])
        return found

    def facts(self, at: int) -> StudioFacts:
        """The facts of a studio."""
        return self.about.studios[at]

    def by_lead(self, among: Iterable[int]) -> list[int]:
        """Studios in the order in which they would lead: by level, then by members, then by id."""
        at = np.array(sorted(among), dtype=np.int64)
        return [int(each) for each in at[np.lexsort((at, -self.people[at], -self.about.level[at]))]]

    def partner(self, at: int) -> int | None:
        """Whom ``suggest`` names first for a studio.

        A studio that never had a tie hears nothing from methods that look at ties: these are left out for it.
        """
        untied = (*content_evidence(self.known, at, None), *standing_evidence(self.known, at))
        evidence = method_evidence(self.known, at) if self.tied[at] else untied
        ranked = may_be_suggested(self.known, at) & self._not_dismissed(at)
        return _first(whole_score(points_among(evidence, ranked), len(self.known.ids)))

    def match(self, at: int, among: Collection[int]) -> int | None:
        """Who of several a studio has most in common with, among those it may be allied with; equals by lead.

        Supply between the organizations and rare skills of both count double, a place and a trade in common once.
        """
        may_be = may_be_suggested(self.known, at) & self._not_dismissed(at)
        listed = np.array(sorted(among), dtype=np.int64)
        listed = listed[may_be[listed]]
        if not len(listed):
            return None
        likeness = np.round(self._likeness(at, listed), DECIMALS)
        return self.by_lead(listed[likeness == likeness.max()].tolist())[0]

    def pair(self, ones: Collection[int], others: Collection[int]) -> tuple[int, int] | None:
        """The first of ``ones`` by lead that may be allied with one of ``others``, and whom it matches best there."""
        for one in self.by_lead(ones):
            other = self.match(one, others)
            if other is not None:
                return one, other
        return None

    def in_common(self, one: int, other: int) -> str:
        """What two studios share, to be said of both; empty text when nothing is known."""
        about, mine, theirs = self.about, self.facts(one), self.facts(other)
        told = []
        ends = mine.organization, theirs.organization
        if ends in about.products or ends[::-1] in about.products:
            told.append("单位之间有供应关系")
        if skills := self._common_skills(one, other):
            more = f"等 {len(skills)} 项" if len(skills) > NAMED_SKILLS else ""
            told.append(f"都擅长{''.join(f'「{name}」' for name in skills[:NAMED_SKILLS])}{more}")
        if about.region[one] >= 0 and about.region[one] == about.region[other]:
            told.append(f"同在{mine.region_name}")
        elif about.province[one] >= 0 and about.province[one] == about.province[other]:
            told.append(f"同在{mine.province}")
        if about.industry[one] >= 0 and about.industry[one] == about.industry[other]:
            told.append(f"同属{mine.industry_name}")
        return "，".join(told)

    def _common_skills(self, one: int, other: int) -> list[str]:
        """The skills of both, the rarest first."""
        known = self.known
        shared = np.intersect1d(columns(known.skilled, one), columns(known.skilled, other), assume_unique=True)
        shared = shared[np.argsort(-self.about.rarity[shared], kind="stable")]
        return [known.skill_name.get(known.skills[each], known.skills[each]) for each in shared]

    def _likeness(self, at: int, listed: Codes) -> Vector:
        about = self.about
        place, province, trade = (
            (codes[listed] == codes[at]) & (codes[at] >= 0) for codes in (about.region, about.province, about.industry)
        )
        likeness = _SAME_PLACE * place + _SAME_PROVINCE * (province & ~place) + _SAME_TRADE * trade
        if about.organization[at] >= 0:
            supplied = np.append(row(about.supply_links, int(about.organization[at])), 0.0)
            likeness = likeness + _SUPPLY * supplied[about.organization[listed]]
        common = about.rarity * row(self.known.skilled, at)
        if common.any():
            likeness = likeness + _SKILLS * (self.known.skilled[listed] @ common) / common.sum()
        return np.asarray(likeness, dtype=np.float64)

    def _not_dismissed(self, at: int) -> Flags:
        flags = np.ones(len(self.known.ids), dtype=np.bool_)
        flags[self._dismissed_by.get(self.known.ids[at], [])] = False
        return flags


def quoted(name: str) -> str:
    """A name within a sentence."""
    return f"「{name}」"


def because(shared: str) -> str:
    """What two studios share, as an explanation behind a proposal."""
    return f"，两者{shared}" if shared else ""


def _first(units: Vector) -> int | None:
    """The position of the greatest positive value; of equals the first, which is the least id."""
    at = int(np.argmax(units)) if len(units) else 0
    return at if len(units) and units[at] > 0 else None
