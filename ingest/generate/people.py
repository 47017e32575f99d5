"""Who works in the studios and who was whose apprentice, two to four generations deep."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from ingest.generate.days import END, between, iso
from ingest.generate.world import Studio, World, person_name

Row = dict[str, str]
_MEMBERS = (3, 15)
_GENERATIONS = 4


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a studio; ``until`` is set for those who left."""

    name: str
    role: str
    skills: tuple[str, ...]
    since: int
    until: int | None


Crew = tuple[Member, ...]


def staff_studios(world: World, random: Random) -> tuple[Crew, ...]:
    """The members of each studio, the leader first, nobody twice by the same name."""
    return tuple(_crew(world, studio, random) for studio in world.studios)


def _crew(world: World, studio: Studio, random: Random) -> Crew:
    fewest, most = _MEMBERS
    size = min(most, fewest - 1 + int(random.paretovariate(0.9)))
    last_day = END if studio.closed is None else studio.closed
    names: dict[str, None] = {studio.leader: None}
    while len(names) < size:
        names.setdefault(person_name(world.words, random))
    crew = []
    for number, name in enumerate(names):
        role = "领衔人" if number == 0 else "骨干" if number <= size * 0.35 else "成员"
        since = studio.created
        if number > 1:
            since = between(random, studio.created, min(last_day, studio.created + 2200))
        left = role == "成员" and random.random() < 0.04 and since + 200 < last_day
        skills = studio.skills[:3] if number == 0 else tuple(random.sample(studio.skills, k=2))
        crew.append(Member(name, role, skills, since, between(random, since + 180, last_day) if left else None))
    return tuple(crew)


def member_rows(world: World, crews: tuple[Crew, ...], random: Random) -> Iterator[Row]:
    """Rows of 成员台账; the private columns stay empty."""
    words = world.words
    for studio, crew in zip(world.studios, crews, strict=True):
        for member in crew:
            yield {
                "姓名": member.name,
                "工作室": studio.code,
                "身份": member.role,
                "性别": "女" if member.name[-1] in words.given_women else "男",
                "学历": random.choice(words.education),
                "技术职称": random.choice(words.titles),
                "技能等级": random.choice(words.skill_grades),
                "工种": random.choice(studio.trade.trades),
                "擅长": "；".join(member.skills),
                "所在部门": random.choice(words.departments),
                "主要分工": "全面负责" if member.role == "领衔人" else random.choice(words.duties),
                "荣誉": _honors(world, studio, member, random),
                "加入日期": iso(member.since),
                "退出日期": "" if member.until is None else iso(member.until),
            }


def _honors(world: World, studio: Studio, member: Member, random: Random) -> str:
    if member.role == "领衔人":
        honor = world.words.levels[studio.level].honor
        return honor.format(province=studio.place.province, city=studio.place.text)
    return random.choice(world.words.member_honors) if random.random() < 0.06 else ""


def mentoring_rows(world: World, crews: tuple[Crew, ...], random: Random) -> Iterator[Row]:
    """Rows of 师徒台账: lines inside each studio, and a few masters who take an apprentice of a kindred studio."""
    agreements = (row for pair in _pairs(world, crews, random) if (row := _agreement(*pair, random)))
    for number, row in enumerate(agreements, start=1):
        yield {**row, "协议编号": f"SX{number:06d}"}


_Party = tuple[Studio, Member]


def _pairs(world: World, crews: tuple[Crew, ...], random: Random) -> Iterator[tuple[_Party, _Party]]:
    for neighbourhood in _neighbourhoods(world):
        for position in neighbourhood:
            studio = world.studios[position]
            for master, apprentice in _lines(crews[position], random):
                yield (studio, master), (studio, apprentice)
        if len(neighbourhood) > 1 and random.random() < 0.5:
            here, there = random.sample(neighbourhood, k=2)
            yield (world.studios[here], crews[here][0]), (world.studios[there], crews[there][-1])


def _neighbourhoods(world: World) -> Iterator[tuple[int, ...]]:
    yield from world.communities
    yield from ((position,) for position, studio in enumerate(world.studios) if studio.community is None)


def _lines(crew: Crew, random: Random) -> Iterator[tuple[Member, Member]]:
    """Master and apprentice inside a crew: everybody learns from someone senior, at most three others on a line."""
    generation = {0: 1}
    for apprentice in range(1, len(crew)):
        if random.random() < 0.25:
            continue
        masters = [senior for senior, depth in generation.items() if depth < _GENERATIONS]
        # The most recent apprentice teaches next as often as anybody else, which makes lines and not only stars.
        master = masters[-1] if random.random() < 0.5 else random.choice(masters)
        generation[apprentice] = generation[master] + 1
        yield crew[master], crew[apprentice]


def _agreement(master: _Party, apprentice: _Party, random: Random) -> Row | None:
    """What the two agreed, or None where they never were in office at the same time."""
    (teaching, teacher), (learning, learner) = master, apprentice
    first = max(teacher.since, learner.since)
    last = min(end for end in (END, teacher.until, learner.until, teaching.closed, learning.closed) if end)
    if first + 30 > last:
        return None
    start = min(last, first + random.randint(10, 300))
    end = start + random.choice((365, 730, 1095))
    done = end <= last
    graduated = ("是" if random.random() < 0.85 else "否") if done else ""
    return {
        "师傅": teacher.name,
        "徒弟": learner.name,
        "师傅工作室": teaching.code,
        "徒弟工作室": learning.code,
        "技能": random.choice(teacher.skills),
        "起始日期": iso(start),
        "结束日期": iso(end) if done else "",
        "出师": graduated,
        "晋升": random.choice(("高级工", "技师", "高级技师")) if graduated == "是" and random.random() < 0.4 else "",
    }
