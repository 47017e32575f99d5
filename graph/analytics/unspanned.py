"""What no alliance holds together: suppliers and customers apart, and parts that meet through a single studio."""

from collections.abc import Callable, Mapping
from functools import cache, partial

import numpy as np
from scipy import sparse

from graph.analytics.cuts import Cut, cuts
from graph.analytics.finding import MOST_EVIDENCE, Finding, Gap
from graph.analytics.ground import Ground, because, quoted
from graph.analytics.products import collaboration
from graph.analytics.sparse import CROWD, Sparse, columns, ones
from graph.analytics.structure import structural_holes

NAMED_PRODUCTS = 3


def unspanned_supplies(ground: Ground) -> list[Gap]:
    """Two organizations, one supplying the other, with open studios on both sides and no alliance of both now.

    The higher the level of the studios that would begin, the further up.
    """
    about, found = ground.about, []
    links = sparse.triu(about.supply_links, 1, format="coo")
    for synthetic in (False, True):
        at = np.flatnonzero(about.open & (about.organization >= 0) & (about.synthetic == synthetic))
        home, size = about.organization[at], (len(about.organizations), len(about.studios))
        homes = sparse.csr_array((np.ones(len(at)), (home, at)), shape=size)
        joined = sparse.csr_array(homes @ ground.known.present)
        best = np.zeros(size[0], dtype=np.int64)
        np.maximum.at(best, home, about.level[at] + 1)
        lived_in = np.diff(homes.indptr) > 0
        both = lived_in[links.row] & lived_in[links.col]
        one, other = links.row[both], links.col[both]
        apart = joined[one].multiply(joined[other]).sum(axis=1) == 0
        for ends in zip(one[apart].tolist(), other[apart].tolist(), strict=True):
            weight = float(best[ends[0]] + best[ends[1]])
            tell = partial(_tell_supply, ground, homes, ends, weight)
            found.append(Gap(weight, (about.organizations[ends[0]], about.organizations[ends[1]]), tell))
    return found


def _tell_supply(ground: Ground, homes: Sparse, linked: tuple[int, int], weight: float) -> Finding:
    sides = [sorted(columns(homes, each).tolist()) for each in linked]
    sold, of = ground.about.products, [ground.facts(side[0]) for side in sides]
    if (of[0].organization, of[1].organization) not in sold:
        sides, of = sides[::-1], of[::-1]
    ends = of[0].organization, of[1].organization
    back = f"，后者也向前者供应{_products(sold[ends[::-1]])}" if ends[::-1] in sold else ""
    allied = [sum(bool(ground.allied[at]) for at in side) for side in sides]
    pair = ground.pair(*sides)
    step = "两个单位的工作室已判断为不合适，可在伙伴建议中撤回后再议。"
    if pair is not None:
        step = f"可撮合{'与'.join(quoted(ground.facts(at).name) for at in pair)}结盟，把供需双方连起来。"
    return Finding(
        kind="supply",
        subjects=tuple(sorted(ends)),
        title=f"{quoted(of[0].organization_name)}向{quoted(of[1].organization_name)}供应{_products(sold[ends])}{back}，"
        "两个单位的工作室没有共同的联盟",
        reason=f"供方有 {len(sides[0]):,} 个在册工作室，{allied[0]:,} 个在联盟中；"
        f"需方有 {len(sides[1]):,} 个，{allied[1]:,} 个在联盟中。",
        evidence=(*ends, *(ground.known.ids[at] for side in sides for at in side))[:MOST_EVIDENCE],
        next_step=step,
        involved=tuple(ground.known.ids[at] for at in pair or ()),
        weight=weight,
    )


def _products(names: tuple[str, ...]) -> str:
    more = f"等 {len(names)} 种产品" if len(names) > NAMED_PRODUCTS else ""
    return "".join(map(quoted, names[:NAMED_PRODUCTS])) + more or "产品"


def single_brokers(ground: Ground, top: int) -> list[Gap]:
    """Open studios without which others would lose each other; those who would cut off most come first.

    Args:
        ground: what is looked at.
        top: how many of them will be told: effective size and constraint are computed for these at once.
    """
    present = sparse.csr_array(ground.inside.T)
    found = sorted(cuts(present), key=lambda cut: (-cut.lost, cut.studio))

    @cache
    def holes() -> Mapping[int, tuple[int, float, float]]:
        """Partners, effective size and constraint of who is told."""
        allied = ones(collaboration(present, {}, CROWD))
        at = np.array(sorted(cut.studio for cut in found[:top]), dtype=np.int64)
        values = (np.diff(allied.indptr)[at].tolist(), *(each.tolist() for each in structural_holes(allied, at)))
        return dict(zip(at.tolist(), zip(*values, strict=True), strict=True))

    return [
        Gap(float(cut.lost), (ground.known.ids[cut.studio],), partial(_tell_broker, ground, cut, present, holes))
        for cut in found
    ]


def _tell_broker(
    ground: Ground, cut: Cut, present: Sparse, holes: Callable[[], Mapping[int, tuple[int, float, float]]]
) -> Finding:
    ids, name = ground.known.ids, quoted(ground.facts(cut.studio).name)
    near = _partners(present, cut.studio)
    main, severed = near & set(cut.part(0)), near & set(cut.part(1))
    pair = ground.pair(severed, main)
    partners, size, constraint = holes()[cut.studio]
    parts = f"，散成 {len(cut.sizes)} 块" if len(cut.sizes) > 2 else ""
    step = f"请为{name}培养替补，并另找一个工作室连接两边。"
    if pair is not None:
        first, second = (quoted(ground.facts(at).name) for at in pair)
        shared = because(ground.in_common(*pair))
        step = f"可再搭一座桥：由{name}引见，请{first}与另一边的{second}结盟{shared}。"
    return Finding(
        kind="broker",
        subjects=(ids[cut.studio],),
        title=f"没有{name}，{cut.lost:,} 个工作室将与其余 {cut.sizes[0]:,} 个断开{parts}",
        reason=f"它所在的一片共 {sum(cut.sizes) + 1:,} 个工作室；它有直接伙伴 {partners:,} 个，"
        f"有效规模 {size:.1f}（除去彼此重复的伙伴），约束系数 {constraint:.2f}（越小越居中）。",
        evidence=tuple(ids[at] for number in range(1, len(cut.sizes)) for at in cut.part(number))[:MOST_EVIDENCE],
        next_step=step,
        involved=tuple(ids[at] for at in pair or (cut.studio,)),
        weight=float(cut.lost),
    )


def _partners(present: Sparse, at: int) -> set[int]:
    """Everybody in an alliance with a studio, however large."""
    members = present[:, columns(present, at)]
    return set(np.unique(members.tocoo().row).tolist()) - {at}
