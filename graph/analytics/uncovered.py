"""Whom alliances do not reach: studios in none, and places and trades where nobody or hardly anybody is in one.

References:
    C. Clopper, E. Pearson, The use of confidence or fiducial limits, Biometrika 26(4), 1934 — the binomial tail that
    tells a small share from bad luck.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.special import bdtr

from graph.analytics.finding import MOST_EVIDENCE, Finding, Gap, GapKind
from graph.analytics.ground import Ground, because, quoted
from graph.analytics.sparse import Codes
from graph.landscape import StudioFacts

FEWEST = 2  # studios of a place none of which is in an alliance
ENOUGH = 5  # studios of a place from which on a share is told
FAR_BELOW = 0.5  # of the share of all
UNLIKELY = 0.01  # that chance alone leaves so few


@dataclass(frozen=True, slots=True)
class _Near:
    """What a studio's neighbourhood is called, how many open studios it has, and those of them in an alliance."""

    name: str
    studios: int
    allied: Sequence[int]

    @property
    def share(self) -> float:
        """The share in an alliance."""
        return len(self.allied) / self.studios if self.studios else 0.0


def isolated_studios(ground: Ground) -> list[Gap]:
    """Open studios in no alliance now: the higher level first, then those whose neighbours are in alliances."""
    near = _neighbourhoods(ground)
    alone = np.flatnonzero(ground.about.open & ~ground.allied)
    ranks = ground.about.level + 1
    made = []
    for at in alone.tolist():
        around = near(at)
        weight = float(ranks[at]) + around.share
        made.append(Gap(weight, (ground.known.ids[at],), partial(_tell_isolated, ground, at, around, weight)))
    return made


def _neighbourhoods(ground: Ground) -> Callable[[int], _Near]:
    """For each isolated studio the other open ones of its province and trade, or of what is stated of the two."""
    about = ground.about
    codes = (about.province + 1) * (about.industry.max(initial=0) + 2) + about.industry + 1
    codes = 2 * codes + about.synthetic
    around = np.bincount(codes[about.open], minlength=int(codes.max(initial=0)) + 1)
    inside = np.flatnonzero(about.open & ground.allied)
    allied = {int(codes[group[0]]): group.tolist() for group in _groups(codes, inside)}

    def near(at: int) -> _Near:
        """The studio at ``at`` is itself open and in no alliance."""
        facts = ground.facts(at)
        name = facts.province + (facts.industry_name if facts.industry else "")
        if not name:
            return _Near("", 0, ())
        return _Near(name, int(around[codes[at]]) - 1, allied.get(int(codes[at]), ()))

    return near


def _tell_isolated(ground: Ground, at: int, near: _Near, weight: float) -> Finding:
    facts, other = ground.facts(at), ground.partner(at)
    alone = "" if ground.tied[at] else "，也没有共同课题和跨室师徒"
    step = "资料还不够，请先补充它的单位、地区、行业或擅长，再看伙伴建议。"
    if other is not None:
        found = ground.facts(other)
        home = f"（{found.organization_name}）" if found.organization_name else ""
        step = f"可先联系{quoted(found.name)}{home}{because(ground.in_common(at, other))}。"
    return Finding(
        kind="studio",
        subjects=(facts.id,),
        title=f"{quoted(facts.name)}不在任何联盟中{alone}",
        reason=_about(facts, near),
        evidence=tuple(ground.known.ids[each] for each in near.allied[:MOST_EVIDENCE]),
        next_step=step,
        involved=(facts.id,) if other is None else (facts.id, ground.known.ids[other]),
        weight=weight,
    )


def _about(facts: StudioFacts, near: _Near) -> str:
    own = [facts.level or "级别未载明", f"成员 {facts.members} 人" if facts.members else "成员数未载明"]
    if facts.skills:
        own.append(f"擅长 {len(facts.skills)} 项技能")
    around = "地区和行业未载明"
    if near.studios:
        around = f"{near.name}另有 {near.studios:,} 个在册工作室，其中 {len(near.allied):,} 个在联盟中"
    elif near.name:
        around = f"{near.name}没有别的在册工作室"
    return f"{'，'.join(own)}；{around}。"


def uncovered_regions(ground: Ground) -> list[Gap]:
    """Provinces, and places below them, without alliances or with far fewer than elsewhere.

    A place is not told apart from its province where nobody there is in an alliance, or where it is all there is of it.
    """
    about = ground.about
    provinces = list(_thin(ground, about.province))
    whole = {(each.synthetic, int(about.province[each.studios[0]])) for each in provinces if not each.allied}
    same = {each.studios for each in provinces}
    places = [
        each
        for each in _thin(ground, about.region)
        if (each.synthetic, int(about.province[each.studios[0]])) not in whole and each.studios not in same
    ]
    return [
        *(_told(ground, "region", each, lambda facts: (facts.province, facts.region)) for each in provinces),
        *(_told(ground, "region", each, lambda facts: (facts.region_name, facts.region)) for each in places),
    ]


def uncovered_industries(ground: Ground) -> list[Gap]:
    """Trades without alliances or with far fewer than others."""
    found = _thin(ground, ground.about.industry)
    return [_told(ground, "industry", each, lambda facts: (facts.industry_name, facts.industry)) for each in found]


@dataclass(frozen=True, slots=True)
class _Thin:
    """A place or trade: its open studios, how many of them are in an alliance, and how many of all are."""

    synthetic: bool
    studios: tuple[int, ...]
    allied: int
    all_studios: int
    all_allied: int

    @property
    def missing(self) -> float:
        """How many more would be in an alliance were they so often as all; without any alliance at all, everybody."""
        share = self.all_allied / self.all_studios
        return len(self.studios) * share - self.allied if share else float(len(self.studios))


def _thin(ground: Ground, codes: Codes) -> Iterator[_Thin]:
    about = ground.about
    for synthetic in (False, True):
        sort = about.open & (about.synthetic == synthetic)
        everybody, allied = int(sort.sum()), int((sort & ground.allied).sum())
        for group in _groups(codes, np.flatnonzero(sort & (codes >= 0))):
            joined = int(ground.allied[group].sum())
            if _is_thin(len(group), joined, allied / max(everybody, 1)):
                yield _Thin(synthetic, tuple(group.tolist()), joined, everybody, allied)


def _groups(codes: Codes, at: Codes) -> Iterator[Codes]:
    """The positions of ``at``, apart by code, each group ascending."""
    ordered = at[np.argsort(codes[at], kind="stable")]
    return (group for group in np.split(ordered, np.flatnonzero(np.diff(codes[ordered])) + 1) if len(group))


def _is_thin(studios: int, allied: int, share: float) -> bool:
    if not allied:
        return studios >= FEWEST
    far = allied <= FAR_BELOW * share * studios
    return studios >= ENOUGH and far and float(bdtr(allied, studios, share)) < UNLIKELY


def _told(ground: Ground, kind: GapKind, thin: _Thin, named: Callable[[StudioFacts], tuple[str, str]]) -> Gap:
    """A place or trade; ``named`` gives its name and the id a studio states for it."""
    stated = dict.fromkeys(named(ground.facts(at))[1] for at in thin.studios)
    subjects = tuple(sorted(filter(None, stated)))[:MOST_EVIDENCE]

    return Gap(thin.missing, subjects, partial(_tell_thin, ground, kind, thin, subjects, named))


def _tell_thin(
    ground: Ground,
    kind: GapKind,
    thin: _Thin,
    subjects: tuple[str, ...],
    named: Callable[[StudioFacts], tuple[str, str]],
) -> Finding:
    name, number = named(ground.facts(thin.studios[0]))[0], len(thin.studios)
    share = thin.all_allied / thin.all_studios
    first = ground.by_lead(at for at in thin.studios if not ground.allied[at])
    title = f"{name}的 {number:,} 个在册工作室都不在联盟中"
    if thin.allied:
        title = f"{name}的 {number:,} 个在册工作室里只有 {thin.allied:,} 个在联盟中"
    reason = f"全部 {thin.all_studios:,} 个在册工作室中有 {thin.all_allied:,} 个在联盟中（{share:.0%}）"
    more = f"，照此这里应有约 {number * share:.0f} 个" if number * share >= 1 else ""
    step, involved = _step(ground, thin, first)
    return Finding(
        kind=kind,
        subjects=subjects,
        title=title,
        reason=f"{reason}{more}。",
        evidence=tuple(ground.known.ids[at] for at in first[:MOST_EVIDENCE]),
        next_step=step,
        involved=tuple(ground.known.ids[at] for at in involved),
        weight=thin.missing,
    )


def _step(ground: Ground, thin: _Thin, alone: list[int]) -> tuple[str, tuple[int, ...]]:
    """Whom to begin with: two of those alone where nobody is allied, else one of them and one who can bring it in."""
    others = [at for at in thin.studios if ground.allied[at]] if thin.allied else alone
    pair = ground.pair(alone[:MOST_EVIDENCE], others)
    if pair is None:
        lead = ground.facts(alone[0])
        return f"可由{quoted(lead.name)}{_rank(lead)}牵头，向外地、外行业找伙伴。", (alone[0],)
    one, other = (ground.facts(at) for at in pair)
    shared = because(ground.in_common(*pair))
    if thin.allied:
        return f"可请已在联盟中的{quoted(other.name)}带上{quoted(one.name)}{_rank(one)}{shared}。", pair
    return f"可由{quoted(one.name)}{_rank(one)}牵头，先与{quoted(other.name)}结盟{shared}。", pair


def _rank(facts: StudioFacts) -> str:
    return f"（{facts.level}）" if facts.level else ""
