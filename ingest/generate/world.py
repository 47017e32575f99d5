"""The planted structure: who exists where, in which supply chain, and in which latent community of likely partners."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from ingest.generate.days import END, between, day
from ingest.generate.places import Map, Place, choose_places, neighbour
from ingest.generate.vocabulary import Chain, Stage, Vocabulary

COMMUNITY_SIZES = (6, 15)
NEWCOMERS_SINCE = day(2021, 11, 2)  # two months later, at the turn to 2022, they may begin something
_SCHOOL = -1  # the stage number of schools, which stand beside the chain


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization of the simulated world; ``stage`` counts along its chain."""

    name: str
    kind: str
    parent: str
    place: Place
    industry: str


@dataclass(frozen=True, slots=True)
class Studio:
    """A simulated studio. Days count as in ``days``; ``community`` is None for one that works on its own."""

    code: str
    name: str
    leader: str
    organization: Organization
    place: Place
    chain: Chain
    stage: int
    trade: Stage
    speciality: str
    skills: tuple[str, ...]
    level: str
    created: int
    closed: int | None
    weight: float
    community: int | None

    def works_on(self, when: int) -> bool:
        """Whether it has existed for two months and stays open for half a year."""
        return self.created + 60 <= when and (self.closed is None or self.closed > when + 180)

    @property
    def is_school(self) -> bool:
        """Whether it belongs to a school."""
        return self.stage == _SCHOOL


@dataclass(frozen=True, slots=True)
class Supply:
    """Who supplies whom with what."""

    supplier: str
    customer: str
    product: str


@dataclass(frozen=True, slots=True)
class World:
    """Everything that exists before anybody allies; ``communities`` hold positions in ``studios``."""

    words: Vocabulary
    places: Map
    studios: tuple[Studio, ...]
    organizations: tuple[Organization, ...]
    communities: tuple[tuple[int, ...], ...]
    supplies: tuple[Supply, ...]


def person_name(words: Vocabulary, random: Random) -> str:
    """An invented name of two or three characters; the same one comes up again now and then, as in life."""
    surname = words.surnames[int(random.random() * len(words.surnames))]
    given = words.given_women if random.random() < 0.28 else words.given_men
    characters = 2 if random.random() < 0.8 else 1
    return surname + "".join(given[int(random.random() * len(given))] for _ in range(characters))


def build_world(studios: int, words: Vocabulary, random: Random) -> World:
    """So many studios in latent communities (place × chain × speciality), a few of them on their own."""
    builder = _Builder(words, choose_places(studios, words, random), random)
    while len(builder.studios) < studios:
        builder.settle(studios - len(builder.studios))
    return World(
        words,
        builder.places,
        tuple(builder.studios),
        tuple(builder.organizations.values()),
        tuple(builder.communities),
        tuple(builder.supplies.values()),
    )


class _Builder:
    """Collects studios and their organizations community by community."""

    def __init__(self, words: Vocabulary, places: Map, random: Random) -> None:
        self.words, self.places, self.random = words, places, random
        self.studios: list[Studio] = []
        self.organizations: dict[str, Organization] = {}
        self.communities: list[tuple[int, ...]] = []
        self.supplies: dict[tuple[str, str], Supply] = {}
        self._here: defaultdict[tuple[str, str], list[Organization]] = defaultdict(list)
        self._earlier: dict[tuple[str, int], list[str]] = {}
        self._turns: dict[tuple[str, str], int] = {}
        self._levels = tuple(words.levels)
        self._shares = tuple(level.share for level in words.levels.values())

    def settle(self, room: int) -> None:
        """Adds one community, or a few studios that stay on their own, of at most ``room`` studios."""
        random = self.random
        home, chain = self.places.draw(random), random.choice(self.words.chains)
        speciality = self._next_speciality(home, chain)
        if not self.communities and home.silent:  # the first group is always a community
            home = neighbour(home, self.places, random)
        alone = room == 1 or (bool(self.communities) and (home.silent or random.random() < 0.12))
        size = min(room, random.randint(1, 4) if alone else random.randint(*COMMUNITY_SIZES))
        community = None if alone else len(self.communities)
        first, offset = len(self.studios), random.randrange(len(chain.stages))
        for number in range(size):
            school = not alone and size >= 8 and number == size - 1 and random.random() < 0.5
            stage = _SCHOOL if school else (number + offset) % len(chain.stages)
            place = neighbour(home, self.places, random) if not alone and random.random() < 0.2 else home
            self.studios.append(self._studio(chain, stage, place, speciality, community))
        if not alone:
            self.communities.append(tuple(range(first, first + size)))
        self._supply(self.studios[first:], chain)

    def _next_speciality(self, home: Place, chain: Chain) -> str:
        """One that this place has not taken up in this chain yet, as long as there is one."""
        key = (home.code, chain.name)
        turn = self._turns.get(key, self.random.randrange(len(chain.specialities)))
        self._turns[key] = turn + 1
        return chain.specialities[turn % len(chain.specialities)]

    def _studio(self, chain: Chain, stage: int, place: Place, speciality: str, community: int | None) -> Studio:
        random, words = self.random, self.words
        trade = words.school if stage == _SCHOOL else chain.stages[stage]
        organization = self._organization(chain, trade, place)
        level = random.choices(self._levels, self._shares)[0]
        if random.random() < 0.17:
            created = between(random, NEWCOMERS_SINCE, day(2024, 3, 31))
        else:
            created = between(random, day(2008), day(2020, 12, 31))
        closed = between(random, max(created + 900, day(2019)), END) if random.random() < 0.03 else None
        aspects = random.sample([speciality + aspect for aspect in words.aspects], k=3)
        usual = words.school.skills if stage == _SCHOOL else chain.skills_at(stage)
        leader = person_name(words, random)
        return Studio(
            code=f"MN{len(self.studios) + 1:06d}",
            name=f"模拟·{leader}{trade.field}创新工作室",
            leader=leader,
            organization=organization,
            place=place,
            chain=chain,
            stage=stage,
            trade=trade,
            speciality=speciality,
            skills=(*aspects, *random.sample(usual, k=random.randint(2, 3))),
            level=level,
            created=created,
            closed=closed if closed is not None and closed < END else None,
            weight=min(24.0, random.paretovariate(1.7)) * (2 if level == "国家级" else 1),
            community=community,
        )

    def _organization(self, chain: Chain, trade: Stage, place: Place) -> Organization:
        here = self._here[(place.code, trade.brand)]
        if here and self.random.random() < 0.25:
            return self.random.choice(here)
        school = trade is self.words.school
        parent = ""
        if not school and self.random.random() < 0.3:
            parent = f"模拟·{place.province_short}{chain.name}集团"
            if parent not in self.organizations:
                self.organizations[parent] = Organization(parent, "企业", "", place, chain.stages[0].industry)
        number = len(here) + 1
        name = f"模拟·{place.short}" + (f"第{number}{trade.brand}" if school else f"{trade.brand}第{number}公司")
        if name in self.organizations:  # two districts of the country share a short name
            name = name.replace("·", f"·{place.province_short}", 1)
        made = Organization(name, "学校" if school else "企业", parent, place, trade.industry)
        self.organizations[name] = made
        here.append(made)
        return made

    def _supply(self, members: list[Studio], chain: Chain) -> None:
        """Each firm supplies one or two firms of the next stage, mostly of its own community."""
        random = self.random
        firms: dict[int, list[str]] = {
            stage: list(dict.fromkeys(s.organization.name for s in members if s.stage == stage))
            for stage in range(len(chain.stages))
        }
        for stage, after in pairwise(range(len(chain.stages))):
            elsewhere = self._earlier.get((chain.name, after), [])
            for supplier in firms[stage]:
                near = firms[after]
                customers = random.sample(near, k=min(len(near), random.randint(1, 2)))
                if elsewhere and random.random() < 0.1:
                    customers.append(random.choice(elsewhere))
                for customer in customers:
                    product = random.choice(chain.stages[stage].products)
                    self.supplies[(supplier, customer)] = Supply(supplier, customer, product)
        for stage, names in firms.items():
            self._earlier.setdefault((chain.name, stage), []).extend(names)
