"""Who allies with whom and when: mostly inside a latent community, and more likely where a partner is shared."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from random import Random

from ingest.generate.days import END, between, day
from ingest.generate.world import Studio, World

_EARLY = (day(2015), day(2021, 12, 31))
_LATE = (day(2022), day(2025, 11, 30))
_HUB_WEIGHT = 9  # about one studio in forty is so active that it also allies outside its community
_CLOSURE = 0.85  # how often a new partner closes a triangle where one can
_SIZES = (2, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5)


@dataclass(frozen=True, slots=True)
class Membership:
    """One studio (by position) or, with ``studio`` None, an organization in an alliance."""

    studio: int | None
    organization: str
    role: str
    since: int
    until: int | None


@dataclass(frozen=True, slots=True)
class Alliance:
    """A simulated alliance; ``lead`` is a studio's position."""

    name: str
    kinds: tuple[str, ...]
    pairing_form: str
    founded: int
    lead: int
    coordinator: str
    ended: bool
    members: tuple[Membership, ...]


def found_alliances(world: World, random: Random) -> tuple[Alliance, ...]:
    """All alliances of all communities, in the order of communities, then of days."""
    founder = _Founder(world, random)
    for community in world.communities:
        early = sum(world.studios[member].created < _EARLY[1] for member in community)
        days = [between(random, *_EARLY) for _ in range(max(1, round(early * 0.4)))]
        days += [between(random, *_LATE) for _ in range(max(1, round(len(community) * 0.35)))]
        for when in sorted(days):
            founder.found_inside(community, when)
    for position, studio in enumerate(world.studios):
        if studio.level == "国家级" and studio.community is not None:
            founder.found_cluster(position)
        for _ in range(int(studio.weight / 3) if studio.weight > _HUB_WEIGHT and studio.community is not None else 0):
            founder.found_outside(position, between(random, *_EARLY))
    return tuple(founder.alliances)


class _Founder:
    """Remembers who is whose partner, so that later alliances close triangles instead of repeating pairs."""

    def __init__(self, world: World, random: Random) -> None:
        self.world, self.random = world, random
        self.alliances: list[Alliance] = []
        self._partners: defaultdict[int, set[int]] = defaultdict(set)
        self._names: Counter[str] = Counter()
        self._by_chain: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for position, studio in enumerate(world.studios):
            if studio.community is not None:
                self._by_chain[(studio.chain.name, studio.place.province)].append(position)

    def found_inside(self, community: tuple[int, ...], when: int) -> None:
        """A small alliance inside a community, one in twelve times with a guest from elsewhere in the chain."""
        random, studios = self.random, self.world.studios
        able = [member for member in community if studios[member].works_on(when)]
        if len(able) < 2:
            return
        chosen = [self._weighted(able)]
        while len(chosen) < min(random.choice(_SIZES), len(able)):
            chosen.append(self._next_partner(chosen, [member for member in able if member not in chosen]))
        if random.random() < 0.08:
            chosen.extend(self._guests(chosen, when, 1))
        self._found(chosen, when, cluster=False)

    def found_cluster(self, lead: int) -> None:
        """A 1+N cluster round a national-level studio, from its community and the same chain in its province."""
        random, studios = self.random, self.world.studios
        studio = studios[lead]
        when = max(between(random, day(2016), day(2021, 9, 30)), studio.created + 60)
        if studio.community is None or not studio.works_on(when):
            return
        near = [m for m in self.world.communities[studio.community] if m != lead and studios[m].works_on(when)]
        chosen = [lead, *random.sample(near, k=min(len(near), random.randint(3, 6)))]
        chosen.extend(self._guests(chosen, when, random.randint(1, 4)))
        if len(chosen) > 2:
            self._found(chosen, when, cluster=True)

    def found_outside(self, lead: int, when: int) -> None:
        """A hub's small alliance with studios of its chain from other communities of the province."""
        if self.world.studios[lead].works_on(when):
            chosen = [lead, *self._guests([lead], when, self.random.randint(1, 3))]
            if len(chosen) > 1:
                self._found(chosen, when, cluster=False)

    def _weighted(self, candidates: list[int]) -> int:
        return self.random.choices(candidates, [self.world.studios[member].weight for member in candidates])[0]

    def _next_partner(self, chosen: list[int], candidates: list[int]) -> int:
        """A new partner for all of ``chosen``: mostly one with whom each of them already shares a partner."""
        known = [self._partners[member] for member in chosen]
        fresh = [member for member in candidates if not any(member in partners for partners in known)] or candidates
        closing = [m for m in fresh if not any(partners.isdisjoint(self._partners[m]) for partners in known)]
        return self._weighted(closing if closing and self.random.random() < _CLOSURE else fresh)

    def _guests(self, chosen: list[int], when: int, number: int) -> list[int]:
        first = self.world.studios[chosen[0]]
        pool = self._by_chain[(first.chain.name, first.place.province)]
        drawn = dict.fromkeys(self.random.choice(pool) for _ in range(number))
        return [guest for guest in drawn if guest not in chosen and self.world.studios[guest].works_on(when)]

    def _found(self, chosen: list[int], when: int, *, cluster: bool) -> None:
        random = self.random
        members = [self.world.studios[position] for position in chosen]
        school = self._school(members, cluster=cluster)
        kinds = _kinds(members, cluster=cluster, school=bool(school) or any(member.is_school for member in members))
        coordinator = f"模拟·{members[0].place.text}总工会" if random.random() < 0.7 else members[0].organization.name
        memberships = [self._membership(position, number, when) for number, position in enumerate(chosen)]
        if school:
            memberships.append(Membership(None, school, "指导", when, None))
        self.alliances.append(
            Alliance(
                name=self._name(members[0], kinds),
                kinds=kinds,
                pairing_form=_pairing_form(*members, random=random) if "结对" in kinds else "",
                founded=when,
                lead=chosen[0],
                coordinator=coordinator,
                ended=when < day(2020) and random.random() < 0.1,
                members=tuple(memberships),
            )
        )
        for position in chosen:
            self._partners[position].update(other for other in chosen if other != position)

    def _school(self, members: list[Studio], *, cluster: bool) -> str:
        """Now and then a school takes part as an organization, through no studio of its own."""
        if cluster or self.random.random() > 0.06 or any(member.is_school for member in members):
            return ""
        return f"模拟·{members[0].place.text}工业学校"

    def _membership(self, position: int, number: int, when: int) -> Membership:
        random, studio = self.random, self.world.studios[position]
        later = random.randint(30, 170)  # less than the half year a member is known to stay open
        since = when if number < 2 or random.random() < 0.7 else min(when + later, END)
        until = studio.closed if studio.closed is not None and studio.closed > since else None
        if until is None and number > 1 and random.random() < 0.02 and since + 400 < END:
            until = between(random, since + 365, END)
        roles = ("领衔", "秘书长" if random.random() < 0.3 else "成员")
        return Membership(position, "", roles[min(number, 1)] if number < 2 else "成员", since, until)

    def _name(self, lead: Studio, kinds: tuple[str, ...]) -> str:
        words = self.world.words.alliance_words
        which = {"结对": "pair", "1+N集群": "cluster", "校企": "school"}
        kind = next((which[kind] for kind in kinds if kind in which), "league")
        name = f"模拟·{lead.place.province_short}{lead.place.short}{lead.speciality}{words[kind]}"
        self._names[name] += 1
        return name if self._names[name] == 1 else f"{name}（第{self._names[name]}组）"


def _kinds(members: list[Studio], *, cluster: bool, school: bool) -> tuple[str, ...]:
    told = {
        "结对": len(members) == 2,
        "1+N集群": cluster,
        "校企": school,
        "跨区域": len({member.place.code for member in members}) > 1,
        "跨行业": len({member.trade.industry for member in members}) > 1,
        "跨企业": len({member.organization.name for member in members}) > 1,
    }
    return tuple(kind for kind, true in told.items() if true) or ("跨企业",)


def _pairing_form(one: Studio, other: Studio, *, random: Random) -> str:
    ranks = ("企业级", "区县级", "地市级", "省部级", "国家级")
    if one.is_school or other.is_school:
        return "企业+学校"
    if abs(ranks.index(one.level) - ranks.index(other.level)) >= 3:
        return "强+弱"
    if one.stage == other.stage:
        return random.choice(("同型", *one.chain.twin_forms))
    if abs(one.stage - other.stage) == 1:
        last = max(one.stage, other.stage) == len(one.chain.stages) - 1
        return random.choice(("销售+生产", "销售+研发") if last else ("关联型", "生产+研发"))
    return "异型"
