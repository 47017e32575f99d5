"""What studios are says who fits: skills, supply, place, trade, pairing forms and levels; no tie is needed."""

from typing import NamedTuple

import numpy as np

from graph.analytics.products import times
from graph.analytics.reason import Evidence, Share, Vector
from graph.analytics.sparse import Codes, Matrices, columns, row
from graph.analytics.traits import LEVELS, SIDES, Flags, Traits, traits
from graph.landscape import StudioFacts

INDUSTRY_NEED = 0.5  # what studios of the same trade use counts half as much as what suppliers and customers use
TWO_STEPS = 0.25  # a supplier's supplier beside a direct one
NAMED_SKILLS = 3
_NOTHING = 1e-9  # what rounding may leave of nothing
STRONG_WEAK = 3  # levels between the strong and the weak of a pairing
# What a pairing of two sides is called; the order of the two does not matter.
PAIRINGS = {
    ("生产", "学校"): "企业+学校",
    ("生产", "研发"): "生产+研发",
    ("研发", "销售"): "销售+研发",
    ("生产", "销售"): "销售+生产",
}


def content_evidence(matrices: Matrices, at: int, kind: str | None) -> tuple[Evidence, ...]:
    """Everything that can be said without any tie; the alliance kind wanted turns distances round."""
    about = traits(matrices)
    return (
        *_skills(about, at),
        _supply(about, at),
        _region(about, at, far=kind == "跨区域"),
        _industry(about, at, far=kind == "跨行业"),
        _pairing(about, at),
        _level(about, at, smaller=kind == "1+N集群"),
    )


def _skills(about: Traits, at: int) -> tuple[Evidence, Evidence]:
    """Skills the studio lacks and others around it use, and rare skills both have; rare ones count more.

    Need of a skill = rarity × (share of the studios of suppliers and customers that have it + half the share among
    studios of the same trade or of one it trades with), in both shares without the candidate itself.
    """
    skilled = about.matrices.skilled
    own = row(skilled, at)
    missing, common = about.rarity * (1 - own), about.rarity * own
    chain, trade = _group(about, linked(about, at)), _group(about, same_trade(about, at))
    weighted = chain.usage + INDUSTRY_NEED * trade.usage
    alone = (chain.share + INDUSTRY_NEED * trade.share) * (skilled @ missing)  # what the candidate itself contributes
    values = skilled @ (missing * weighted) - alone

    def gap(other: int) -> list[Share]:
        need = missing * (weighted - chain.share[other] - INDUSTRY_NEED * trade.share[other])
        need = np.where(row(skilled, other) * need > _NOTHING, need, 0.0)
        supplied = chain.usage - chain.share[other] > _NOTHING
        lacking = "你所缺的" if own.any() else "你没有登记的"
        shares = []
        for wanted, why in ((supplied, "与你有供应关系的单位正用得上"), (~supplied, "你所在行业及上下游常用")):
            part = float(need[wanted].sum())
            if part:
                names, ids = _skill_names(about, need * wanted, other)
                shares.append(Share(part, "skill_gap", f"对方擅长{lacking}{names}，而{why}", ids))
        return shares

    def shared(other: int) -> list[Share]:
        names, ids = _skill_names(about, common, other)
        return [Share(1.0, "common_skill", f"你们都擅长{names}，容易一起攻关", ids)]

    return (
        Evidence("skill_gap", np.where(values > _NOTHING, values, 0.0), gap),
        Evidence("common_skill", skilled @ common, shared),
    )


class _Group(NamedTuple):
    """The share of a group's studios that have each skill, and what each studio is of the group (0 outside)."""

    usage: Vector
    share: Vector


def _group(about: Traits, members: Flags) -> _Group:
    share = members.astype(np.float64) / max(int(members.sum()), 1)
    return _Group(times(about.matrices.skilled, share), share)


def _skill_names(about: Traits, weight: Vector, other: int) -> tuple[str, tuple[str, ...]]:
    held = sorted((c for c in columns(about.matrices.skilled, other) if weight[c] > 0), key=lambda c: (-weight[c], c))
    ids = [about.matrices.skills[column] for column in held]
    names = "".join(f"「{about.matrices.skill_name.get(skill, skill)}」" for skill in ids[:NAMED_SKILLS])
    more = f"等 {len(ids)} 项" if len(ids) > NAMED_SKILLS else ""
    return names + more, tuple(sorted(ids))


def supplied(about: Traits, at: int) -> tuple[Vector, Vector]:
    """Organizations one and two supply links away from the studio's own."""
    own, links = about.organization[at], about.supply_links
    if own < 0:
        return np.zeros(links.shape[0]), np.zeros(links.shape[0])
    one = row(links, own)
    two = (links @ one > 0) & (one == 0)
    two[own] = False
    return one, two.astype(np.float64)


def linked(about: Traits, at: int) -> Flags:
    """Studios of organizations that supply the studio's own or are supplied by it."""
    return _by_code(supplied(about, at)[0], about.organization) > 0


def same_trade(about: Traits, at: int) -> Flags:
    """Other studios of the same trade or of one it trades with."""
    own = about.industry[at]
    if own < 0:
        return np.zeros(len(about.industry), dtype=np.bool_)
    near = row(about.industry_links, own)
    near[own] = 1
    same: Flags = _by_code(near, about.industry) > 0
    same[at] = False
    return same


def _by_code(values: Vector, codes: Codes) -> Vector:
    """Each studio's value of its code, 0 where the code is not stated."""
    return np.append(values, 0.0)[codes]


def _supply(about: Traits, at: int) -> Evidence:
    one, two = supplied(about, at)

    def explain(other: int) -> list[Share]:
        mine, theirs = about.studios[at], about.studios[other]
        ids = (mine.organization, theirs.organization)
        if not one[about.organization[other]]:
            through = about.organizations[
                int(np.flatnonzero(one * row(about.supply_links, int(about.organization[other])))[0])
            ]
            text = f"对方单位{theirs.organization_name}与你单位隔一家单位同在一条供应链上"
            return [Share(1.0, "supply", text, (ids[0], through, ids[1]))]
        told = []
        if ids[::-1] in about.products:
            told.append(f"对方单位{theirs.organization_name}向你单位供应{_quoted(about.products[ids[::-1]])}")
        if ids in about.products:
            told.append(f"你单位向对方单位{theirs.organization_name}供应{_quoted(about.products[ids])}")
        return [Share(1.0, "supply", "，".join(told), ids)]

    return Evidence("supply", _by_code(one + TWO_STEPS * two, about.organization), explain)


def _quoted(names: tuple[str, ...]) -> str:
    return "".join(f"「{name}」" for name in names) or "产品"


def _region(about: Traits, at: int, *, far: bool) -> Evidence:
    """Near: same place 1, same province ½. Far: another province 1, another place of the province ½."""
    known = (about.province >= 0) & (about.province[at] >= 0)
    province = known & (about.province == about.province[at])
    stated = (about.region >= 0) & (about.region[at] >= 0)
    place = stated & (about.region == about.region[at])
    if far:
        values = np.where(known & ~province, 1.0, np.where(stated & ~place, 0.5, 0.0))
    else:
        values = np.where(place, 1.0, np.where(province, 0.5, 0.0))

    def explain(other: int) -> list[Share]:
        mine, theirs = about.studios[at], about.studios[other]
        ids = tuple(dict.fromkeys(each for each in (mine.region, theirs.region) if each))
        if not far:
            text = f"你们同在{mine.region_name}" if place[other] else f"你们同在{mine.province}"
        else:
            text = f"对方在{_place(theirs)}，你在{_place(mine)}，正好跨区域"
        return [Share(1.0, "region", text, ids)]

    return Evidence("region", values, explain)


def _place(studio: StudioFacts) -> str:
    """Province and place, each once."""
    return studio.province + studio.region_name.removeprefix(studio.province)


def _industry(about: Traits, at: int, *, far: bool) -> Evidence:
    """Near: same trade 1, one it trades with ½. Far: one it trades with 1, any other ½."""
    own = about.industry[at]
    known = (about.industry >= 0) & (own >= 0)
    same = known & (about.industry == own)
    linked = same_trade(about, at) & ~same
    values = np.where(linked, 1.0, np.where(known & ~same, 0.5, 0.0)) if far else same + 0.5 * linked

    def explain(other: int) -> list[Share]:
        mine, theirs = about.studios[at], about.studios[other]
        ids = tuple(dict.fromkeys((mine.industry, theirs.industry)))
        if same[other]:
            text = f"你们同属{mine.industry_name}"
        elif linked[other]:
            text = f"对方属于{theirs.industry_name}，与你所在的{mine.industry_name}是上下游"
        else:
            text = f"对方属于{theirs.industry_name}，你属于{mine.industry_name}，正好跨行业"
        return [Share(1.0, "industry", text, ids)]

    return Evidence("industry", values.astype(np.float64), explain)


def pairing_forms(about: Traits, at: int) -> tuple[Flags, Flags]:
    """Whom the studio forms a pairing with: by complementary sides, and as strong and weak."""
    sides = np.array([_pairing_name(int(about.side[at]), side) != "" for side in range(len(SIDES))] + [False])
    apart = np.abs(about.level - about.level[at]) >= STRONG_WEAK
    return sides[about.side], apart & (about.level >= 0) & (about.level[at] >= 0)


def _pairing_name(one: int, other: int) -> str:
    if min(one, other) < 0:
        return ""
    first, second = SIDES[one], SIDES[other]
    return PAIRINGS.get((first, second), PAIRINGS.get((second, first), ""))


def _pairing(about: Traits, at: int) -> Evidence:
    sides, strong = pairing_forms(about, at)

    def explain(other: int) -> list[Share]:
        mine, theirs = about.studios[at], about.studios[other]
        forms = []
        if sides[other]:
            forms.append(f"「{_pairing_name(int(about.side[at]), int(about.side[other]))}」")
        if strong[other]:
            forms.append(f"「强+弱」（你是{mine.level}、对方是{theirs.level}）")
        return [Share(1.0, "pairing", f"你们可以按{'、'.join(forms)}结对", (mine.id, theirs.id))]

    return Evidence("pairing", sides + 0.5 * strong, explain)


def _level(about: Traits, at: int, *, smaller: bool) -> Evidence:
    """A studio of a higher level to learn from, or, for a cluster's lead, a lower one to bring along."""
    steps = about.level - about.level[at]
    counted = (about.level >= 0) & (about.level[at] >= 0)
    values = np.where(counted, np.maximum(-steps if smaller else steps, 0), 0).astype(np.float64)

    def explain(other: int) -> list[Share]:
        mine, theirs = about.studios[at], about.studios[other]
        what = "可由你带动" if smaller else "可以带动你"
        text = f"对方是{LEVELS[int(about.level[other])]}工作室，你是{mine.level}，{what}"
        return [Share(1.0, "level", text, (mine.id, theirs.id))]

    return Evidence("level", values, explain)
