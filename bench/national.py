"""An invented landscape of national size, drawn from a seed: alliances of the sizes the generator founds."""

from dataclasses import dataclass
from itertools import combinations
from random import Random

from graph.landscape import AllianceFacts, JointProject, Landscape, Membership, MentoringLink, StudioFacts, SupplyLink

LINKS_EACH = 21.4  # partners a studio has on the mean: 1.07 M links among 100,000 studios
PLACES, INDUSTRIES, SKILLS = 330, 40, 400
PLACES_OF_A_PROVINCE = 11
_SIZES = (2, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5)  # of most alliances
_CLUSTER = (4, 11)  # members of one alliance in four, a cluster round a lead
_LARGE = (12, 60)  # members of one alliance in a hundred
_GUEST = 0.15  # members from elsewhere in the same trade and province, and a tenth of them from anywhere
_LEVELS = ("国家级", "省部级", "省部级", "地市级", "地市级", "地市级", "区县级", "企业级", "企业级", "")
_ORGANIZATIONS = ("企业", "企业", "企业", "企业", "企业", "学校", "科研院所", "")


def national(studios: int, seed: int) -> Landscape:
    """A landscape of so many studios, of which the same seed always gives the same.

    Studios live in communities of 6 to 15 of one trade in one place; one studio in forty is a hub.
    """
    random = Random(f"national:{seed}")
    homes = _homes(studios, random)
    alliances = _alliances(homes, random)
    organizations = max(1, studios * 3 // 5)
    ids = [f"S{number:06}" for number in random.sample(range(studios), k=studios)]  # ids say nothing about who is near
    pairs = [(at, random.randrange(studios)) for at in range(0, studios, 10)]
    return Landscape(
        studios=tuple(_studio(studio, home, organizations, random) for studio, home in zip(ids, homes, strict=True)),
        alliances=tuple(AllianceFacts(f"A{at:07}", f"{at}号联盟") for at in range(len(alliances))),
        memberships=tuple(
            Membership(ids[member], f"A{at:07}", until="2020" if at % 20 == 0 else "")
            for at, members in enumerate(alliances)
            for member in members
        ),
        joint_projects=tuple(
            JointProject(ids[at], f"J{number:06}") for number, pair in enumerate(pairs) for at in sorted(set(pair))
        ),
        mentoring=tuple(
            MentoringLink(ids[one], ids[other], "赵师傅", "钱徒弟") for one, other in pairs[::2] if one != other
        ),
        supplies=tuple(
            SupplyLink(f"O{random.randrange(organizations):06}", f"O{random.randrange(organizations):06}", "零件")
            for _ in range(organizations * 2)
        ),
        skill_names=tuple((f"K{number:03}", f"{number}号技能") for number in range(SKILLS)),
        today="2026-01-01",
    )


@dataclass(frozen=True, slots=True)
class _Home:
    """Where a studio is at home."""

    community: int
    place: int
    industry: int


def _homes(studios: int, random: Random) -> list[_Home]:
    homes: list[_Home] = []
    community = 0
    while len(homes) < studios:
        size = min(random.randint(6, 15), studios - len(homes))
        place = int(PLACES * random.random() ** 1.5)  # some provinces have many more studios than others
        homes += [_Home(community, place, int(INDUSTRIES * random.random() ** 1.5))] * size
        community += 1
    return homes


def _alliances(homes: list[_Home], random: Random) -> list[list[int]]:
    """Alliances until there are enough links; each studio starts with one."""
    near: dict[int, list[int]] = {}
    chains: dict[tuple[int, int], list[int]] = {}
    for at, home in enumerate(homes):
        near.setdefault(home.community, []).append(at)
        chains.setdefault((home.place // PLACES_OF_A_PROVINCE, home.industry), []).append(at)
    leads = list(range(len(homes))) + [at for at in range(len(homes)) if at % 40 == 0] * 24
    wanted = min(LINKS_EACH, (len(homes) - 1) / 4) * len(homes) / 2
    linked: set[int] = set()
    found: list[list[int]] = []
    while len(linked) < wanted:
        lead = random.choice(leads)
        home = homes[lead]
        chain = chains[(home.place // PLACES_OF_A_PROVINCE, home.industry)]
        members, size = {lead}, _size(random)
        around = near[home.community] if size <= _CLUSTER[1] else chain  # what is larger is no matter of a community
        for _ in range(size - 1):
            drawn = random.random()
            pool = around if drawn > _GUEST else chain if drawn > _GUEST / 10 else leads
            members.add(random.choice(pool))
        if len(members) > 1:
            found.append(sorted(members))
            linked.update(one * len(homes) + other for one, other in combinations(found[-1], 2))
    return found


def _size(random: Random) -> int:
    drawn = random.random()
    if drawn < 0.01:
        return random.randint(*_LARGE)
    return random.randint(*_CLUSTER) if drawn < 0.26 else random.choice(_SIZES)


def _studio(studio: str, home: _Home, organizations: int, random: Random) -> StudioFacts:
    organization = random.randrange(organizations)
    province = f"{home.place // PLACES_OF_A_PROVINCE}号省"
    return StudioFacts(
        studio,
        f"{studio}工作室",
        organization=f"O{organization:06}",
        organization_name=f"{organization}号单位",
        organization_kind=_ORGANIZATIONS[organization % len(_ORGANIZATIONS)],
        region=f"R{home.place:03}",
        region_name=f"{home.place}号市",
        province=province,
        industry=f"I{home.industry:02}",
        industry_name=f"{home.industry}号行业",
        level=random.choice(_LEVELS),
        skills=tuple(sorted({f"K{int(SKILLS * random.random() ** 2):03}" for _ in range(random.randint(0, 5))})),
        open=random.random() > 0.03,
    )
