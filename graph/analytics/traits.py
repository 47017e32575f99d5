"""What studios are, as arrays over all of them: place, trade, level, side of a pairing, and who supplies whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.analytics.reason import Vector
from graph.analytics.sparse import Codes, Matrices, Sparse, ones
from graph.landscape import StudioFacts

Flags = NDArray[np.bool_]

LEVELS = ("企业级", "区县级", "地市级", "省部级", "国家级")  # the position is the rank
SIDES = ("学校", "研发", "销售", "生产")
SCHOOLS = ("学校", "科研院所")
RESEARCH_WORDS = ("研发", "研究", "设计", "技术中心")
SALES_WORDS = ("销售", "营销", "商贸", "贸易")


@dataclass(frozen=True, eq=False)
class Traits:
    """Codes by studio position; -1 means not stated."""

    matrices: Matrices

    @cached_property
    def studios(self) -> tuple[StudioFacts, ...]:
        """The facts by position."""
        known = self.matrices.landscape.studio
        return tuple(known[studio] for studio in self.matrices.ids)

    @cached_property
    def open(self) -> Flags:
        """Still on the list."""
        return np.array([studio.open for studio in self.studios], dtype=np.bool_)

    @cached_property
    def synthetic(self) -> Flags:
        """Simulated."""
        return np.array([studio.synthetic for studio in self.studios], dtype=np.bool_)

    @cached_property
    def organizations(self) -> tuple[str, ...]:
        """Every organization a studio belongs to or that supplies or is supplied, ascending."""
        supplies = self.matrices.landscape.supplies
        ends = {end for link in supplies for end in (link.supplier, link.customer)}
        return tuple(sorted(ends | {studio.organization for studio in self.studios if studio.organization}))

    @cached_property
    def organization(self) -> Codes:
        """Position in ``organizations``."""
        return _coded((studio.organization for studio in self.studios), self.organizations)

    @cached_property
    def region(self) -> Codes:
        """The region if it is stated below the province."""
        return _codes(
            studio.province + studio.region_name if studio.region_name != studio.province else ""
            for studio in self.studios
        )

    @cached_property
    def province(self) -> Codes:
        """The province."""
        return _codes(studio.province for studio in self.studios)

    @cached_property
    def industry(self) -> Codes:
        """The industry."""
        return _codes(studio.industry for studio in self.studios)

    @cached_property
    def level(self) -> Codes:
        """Rank of the level, 0 = 企业级 … 4 = 国家级."""
        return _coded((studio.level for studio in self.studios), LEVELS)

    @cached_property
    def school(self) -> Codes:
        """1 for 学校 and 科研院所, 0 for any other organization of a stated kind."""
        return np.array([_is_school(studio) for studio in self.studios], dtype=np.int64)

    @cached_property
    def side(self) -> Codes:
        """The side a studio takes in a pairing: position in ``SIDES``."""
        return _coded((_side(studio) for studio in self.studios), SIDES)

    @cached_property
    def supplies(self) -> Sparse:
        """Organization × organization, supplier to customer: 1 where there is a link."""
        position = {name: at for at, name in enumerate(self.organizations)}
        pairs = sorted(
            {(position[link.supplier], position[link.customer]) for link in self.matrices.landscape.supplies}
        )
        places = np.array([pair for pair in pairs if pair[0] != pair[1]], dtype=np.int32).reshape(-1, 2)
        size = len(position)
        return sparse.csr_array((np.ones(len(places)), (places[:, 0], places[:, 1])), shape=(size, size))

    @cached_property
    def supply_links(self) -> Sparse:
        """Organization × organization: 1 where one supplies the other, in either direction."""
        return ones(sparse.csr_array(self.supplies + self.supplies.T))

    @cached_property
    def products(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """What a supplier sells a customer, by both ids."""
        found: dict[tuple[str, str], set[str]] = {}
        for link in self.matrices.landscape.supplies:
            found.setdefault((link.supplier, link.customer), set()).add(link.product)
        return {ends: tuple(sorted(product for product in names if product)) for ends, names in found.items()}

    @cached_property
    def industry_links(self) -> Sparse:
        """Industry × industry: 1 where a firm of one supplies a firm of the other."""
        stated = (self.organization >= 0) & (self.industry >= 0)
        shape = (len(self.organizations), int(self.industry.max(initial=-1)) + 1)
        places = (self.organization[stated], self.industry[stated])
        trade = ones(sparse.csr_array((np.ones(len(places[0])), places), shape=shape))
        links = sparse.csr_array(trade.T @ self.supply_links @ trade)
        links.setdiag(0)
        links.eliminate_zeros()
        return ones(links)

    @cached_property
    def rarity(self) -> Vector:
        """ln(1 + N / n) of every skill: N studios state any skill, n of them this one (inverse document frequency)."""
        skilled = self.matrices.skilled
        stating = int((skilled.sum(axis=1) > 0).sum())
        held = skilled.sum(axis=0)
        rarity: Vector = np.log1p(stating / np.maximum(held, 1))
        return rarity


@lru_cache(maxsize=2)
def traits(matrices: Matrices) -> Traits:
    """The traits of the studios of these matrices; the last two are kept."""
    return Traits(matrices)


def _is_school(studio: StudioFacts) -> int:
    return int(studio.organization_kind in SCHOOLS) if studio.organization_kind else -1


def _side(studio: StudioFacts) -> str:
    if studio.organization_kind == "学校":
        return "学校"
    written = studio.field + studio.organization_name
    if studio.organization_kind == "科研院所" or any(word in written for word in RESEARCH_WORDS):
        return "研发"
    if any(word in written for word in SALES_WORDS):
        return "销售"
    return "生产" if studio.organization_kind == "企业" else ""


def _coded(values: Iterable[str], names: tuple[str, ...]) -> Codes:
    position = {name: at for at, name in enumerate(names)}
    return np.array([position.get(value, -1) for value in values], dtype=np.int64)


def _codes(values: Iterable[str]) -> Codes:
    stated = tuple(values)
    return _coded(stated, tuple(sorted(set(stated) - {""})))
