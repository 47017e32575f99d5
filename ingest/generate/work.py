"""What the studios do: projects alone and together, achievements, activities, funding, and problems to be solved."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from random import Random

from graph.steps import STEPS
from ingest.generate.alliances import Alliance
from ingest.generate.days import END, between, day, iso, number_of, year_of
from ingest.generate.people import Crew
from ingest.generate.vocabulary import Vocabulary
from ingest.generate.world import Studio, World, person_name

Row = dict[str, str]
_FIRST = day(2015)
_JOINT_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Project:
    """A project of a studio (by position), with the positions of those who take part, or of an alliance by name."""

    name: str
    studio: int
    alliance: str
    others: tuple[int, ...]
    aim: str
    start: int
    end: int


def plan_projects(world: World, alliances: tuple[Alliance, ...], random: Random) -> tuple[Project, ...]:
    """About three projects per studio, many more for a few; about a third together with others of the community."""
    projects: list[Project] = []
    for position, studio in enumerate(world.studios):
        span, count = _span(studio), min(25, int(studio.weight * 1.2 + random.random() * 2))
        projects.extend(_project(world, position, "", between(random, *span), random) for _ in range(count))
    for alliance in alliances:
        if random.random() < 0.2:
            start = between(random, alliance.founded, END - 30)
            projects.append(_project(world, alliance.lead, alliance.name, start, random))
    return tuple(_numbered(projects))


def _span(studio: Studio) -> tuple[int, int]:
    """The days on which a studio may begin something."""
    first = max(_FIRST, studio.created + 60)
    return first, max(first, (END if studio.closed is None else studio.closed) - 30)


def _others(world: World, position: int, start: int, random: Random) -> tuple[int, ...]:
    community = world.studios[position].community
    if community is None:
        return ()
    able = [m for m in world.communities[community] if m != position and world.studios[m].works_on(start)]
    return tuple(random.sample(able, k=min(len(able), random.choice((1, 1, 2)))))


def _project(world: World, position: int, alliance: str, start: int, random: Random) -> Project:
    studio = world.studios[position]
    aim = random.choice(tuple(world.words.aims))
    name = f"{studio.organization.name}{_subject(studio, random)}{world.words.aims[aim]}"
    joint = not alliance and random.random() < _JOINT_SHARE
    others = _others(world, position, start, random) if joint else ()
    return Project(name, position, alliance, others, aim, start, start + random.randint(120, 720))


def _subject(studio: Studio, random: Random) -> str:
    """What a work is about: the speciality with a skill, said once where the skill names the speciality."""
    skill = random.choice(studio.skills)
    return skill if skill.startswith(studio.speciality) else studio.speciality + skill


def _numbered(projects: list[Project]) -> Iterator[Project]:
    """The projects under names of their own: a later one of the same name is its second, third … phase."""
    names: Counter[str] = Counter()
    for project in projects:
        names[project.name] += 1
        phase = names[project.name]
        yield project if phase == 1 else replace(project, name=f"{project.name}（第{phase}期）")


def project_rows(world: World, projects: tuple[Project, ...], random: Random) -> Iterator[Row]:
    """Rows of 课题台账; a project that ends after the ledgers' day is still running."""
    for project in projects:
        studio = world.studios[project.studio]
        last = END if studio.closed is None else studio.closed
        ended = project.end <= last
        yield {
            "课题名称": project.name,
            "工作室": "" if project.alliance else studio.code,
            "联盟": project.alliance,
            "协作工作室": "；".join(world.studios[other].code for other in project.others),
            "立项日期": iso(project.start),
            "结题日期": iso(project.end) if ended else "",
            "状态": "已结题" if ended else "在研" if studio.closed is None else "终止",
            "落脚点": project.aim,
            "领域": studio.speciality + studio.trade.field,
            "简介": f"围绕{studio.speciality}，运用{studio.skills[0]}、{studio.skills[-1]}开展攻关。",
            "经济效益(万元)": str(int(random.paretovariate(1.1) * 12)) if ended and random.random() < 0.6 else "",
        }


def achievement_rows(world: World, projects: tuple[Project, ...], random: Random) -> Iterator[Row]:
    """Rows of 成果台账: about two in three studio projects that have ended yield one, a few yield more."""
    words = world.words
    serial: Counter[tuple[int, str]] = Counter()
    for project in projects:
        studio = world.studios[project.studio]
        last = END if studio.closed is None else studio.closed
        if project.alliance or project.end > last:
            continue
        for _ in range(int(random.random() * 2.6)):
            category = random.choice(words.achievement_categories)
            name = f"一种{_subject(studio, random)}{words.achievement_words[category]}"
            serial[(project.studio, name)] += 1
            times = serial[(project.studio, name)]
            converted = random.random() < 0.45
            yield {
                "成果名称": name if times == 1 else f"{name}（{times}）",
                "类别": category,
                "等级": random.choice(words.achievement_levels),
                "日期": iso(between(random, project.end, min(last, project.end + 400))),
                "工作室": studio.code,
                "课题": project.name,
                "是否转化": "是" if converted else "否",
                "经济效益(万元)": str(int(random.paretovariate(1.2) * 8)) if converted else "",
            }


def activity_rows(world: World, alliances: tuple[Alliance, ...], random: Random) -> Iterator[Row]:
    """Rows of 活动台账: about two per studio, and one in three alliances meets."""
    kinds = tuple(world.words.activities)
    for studio in world.studios:
        span = _span(studio)
        for _ in range(min(12, int(studio.weight * 0.7 + random.random() * 1.6))):
            kind = random.choice(kinds)
            topic = f"{studio.speciality}{random.choice(world.words.activities[kind])}"
            yield {"工作室": studio.code, **_activity(kind, topic, between(random, *span), random)}
    for alliance in alliances:
        if random.random() < 0.33:
            topic = f"{world.studios[alliance.lead].speciality}联盟{random.choice(world.words.activities['交流'])}"
            yield {"联盟": alliance.name, **_activity("交流", topic, between(random, alliance.founded, END), random)}


def _activity(kind: str, topic: str, when: int, random: Random) -> Row:
    sessions = random.choice((1, 1, 1, 2, 3))
    people = str(sessions * random.randint(8, 60))
    return {"日期": iso(when), "类别": kind, "主题": topic, "场次": str(sessions), "参加人次": people}


def funding_rows(world: World, random: Random) -> Iterator[Row]:
    """Rows of 经费台账: about one per studio, more for higher levels."""
    words = world.words
    amounts = {"国家级": 20.0, "省部级": 8.0, "地市级": 4.0, "区县级": 2.0, "企业级": 1.5}
    for studio in world.studios:
        first, last = (year_of(when) for when in _span(studio))
        count = int(random.random() * (3 if amounts[studio.level] > 5 else 2.2))
        years = random.sample(range(first, last + 1), k=min(count, last + 1 - first))
        for year in sorted(years):
            yield {
                "年度": str(year),
                "工作室": studio.code,
                "金额(万元)": f"{amounts[studio.level] * (0.5 + random.random()):.1f}",
                "来源": random.choice(words.funding_sources),
                "用途": random.choice(words.funding_purposes),
            }


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem an organization poses; ``solver`` is the position of a studio elsewhere that has all the skills."""

    name: str
    organization: str
    product: str
    skills: tuple[str, ...]
    solver: int


def pose_problems(world: World, random: Random) -> tuple[Problem, ...]:
    """About one problem per eight studios, each covered by another studio of the poser's community if there is one."""
    names: Counter[str] = Counter()
    problems = []
    for studio in world.studios:
        if random.random() > 0.125 and len(world.studios) > 8:
            continue
        near = () if studio.community is None else world.communities[studio.community]
        open_there = [position for position in near if world.studios[position].closed is None]
        solver = random.choice(open_there) if open_there else int(studio.code[2:]) - 1
        product = random.choice(studio.trade.products)
        name = f"{studio.organization.name}{product}{random.choice(world.words.troubles)}难题"
        names[name] += 1
        if names[name] == 1:
            offered = world.studios[solver].skills
            skills = tuple(random.sample(offered, k=random.randint(2, min(4, len(offered)))))
            problems.append(Problem(name, studio.organization.name, product, skills, solver))
    return tuple(problems)


def problem_rows(world: World, problems: tuple[Problem, ...], random: Random, going: Random) -> Iterator[Row]:
    """Rows of 难题台账; ``going`` says how far each has come, and when."""
    for problem in problems:
        row = {
            "难题名称": problem.name,
            "提出单位": problem.organization,
            "描述": f"{problem.product}生产中需要{'、'.join(problem.skills)}方面的支持。",
            "所需技能": "；".join(problem.skills),
            "期限": iso(between(random, END + 30, END + 540)),
            "状态": random.choice(world.words.problem_states),
        }
        yield {**row, **_steps(row["状态"], world.words, going)}


def _steps(state: str, words: Vocabulary, random: Random) -> Row:
    """The days of the steps a problem has taken by its state; most have gone on within the last year."""
    taken = {"已解决": 5, "攻关中": 4}.get(state, random.choice((1, 1, 2, 3)))
    day_of = between(random, END - 420, END - 5)
    row: Row = {}
    for step in list(STEPS)[:taken]:
        row[f"{step}日期"] = iso(day_of)
        day_of = min(END, day_of + random.randint(3, 60))
    if taken > 2:
        row["联络员"] = person_name(words, random)
    if taken == len(STEPS):
        row["经济效益(万元)"] = str(int(random.paretovariate(1.1) * 15))
    return row


def contact_rows(world: World, teams: Iterable[Row], random: Random) -> Iterator[Row]:
    """Rows of 活动台账: what the help teams noted of their visits."""
    for team in teams:
        begun = number_of(team["起始日期"])
        for topic in random.sample(world.words.contacts, k=random.randint(1, 3)):
            when = min(begun + random.randint(0, 120), END)
            yield {"帮帮团": team["名称"], "日期": iso(when), "类别": "攻关", "主题": topic}


def help_team_rows(
    world: World, crews: tuple[Crew, ...], problems: tuple[Problem, ...], random: Random
) -> Iterator[Row]:
    """Rows of 劳模帮帮团台账: a third of the problems has a team of leaders whose names are theirs alone."""
    bearers = Counter(member.name for crew in crews for member in crew)
    for number, problem in enumerate(problems):
        if number % 3:
            continue
        solver = world.studios[problem.solver]
        near = (problem.solver,) if solver.community is None else world.communities[solver.community]
        known = [p for p in near if bearers[world.studios[p].leader] == 1 and world.studios[p].closed is None]
        if not known:
            continue
        leaders = random.sample(known, k=min(len(known), random.randint(2, 4)))
        yield {
            "名称": f"模拟·{solver.place.short}{solver.speciality}劳模帮帮团第{number + 1}组",
            "劳模工匠": "；".join(world.studios[position].leader for position in leaders),
            "重点项目": problem.name,
            "攻关团队": f"{solver.name}攻关组",
            "单位": problem.organization,
            "起始日期": iso(between(random, day(2024, 6), END)),
            "状态": random.choice(world.words.team_states),
        }
