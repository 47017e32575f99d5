"""What planners enter themselves about a problem: the days of its steps, its liaison, its help team, every contact.

It is kept like what a file said, one source for each problem: it stands in the history of imports, is taken back there,
and what offices' own ledgers say of the same problem stays as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import pairwise
from types import MappingProxyType

from sqlalchemy.engine import Engine

from graph.analytics.helpteam import Helper, HelpTeam
from graph.board import Card, find
from graph.errors import MengtuError
from graph.landscape import Landscape
from graph.rows import BoardLine
from graph.steps import STEPS
from ingest import register
from ingest.database import reading
from ingest.load import enter
from ingest.outcome import ImportOutcome
from ingest.privacy import masked
from ingest.provenance import is_before
from ingest.records import Cell, Place, Record

ORIGIN = "desk"
_COLUMN = {step: f"{step}日期" for step in STEPS}
LONGEST = 500  # characters of a text
MOST_BENEFIT = 10_000_000  # 万元; a slip of the keyboard is likelier than a problem worth more
EARLIEST = "1949-10-01"
_BEGUN = 2  # steps a problem has taken when its team is entered: 征集 and 匹配
_CLAUSE = "，,。；;！!？?"  # what ends a clause
_TITLE = 30  # characters of a problem's name that is made of its text


class CaseError(MengtuError):
    """What was entered cannot be kept."""


@dataclass(frozen=True, slots=True)
class Team:
    """A help team: its name, its model worker and its members, written with their homes: 张三（李四劳模创新工作室）."""

    name: str
    leader: str
    members: tuple[str, ...] = ()
    started_on: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact of a help team: when, and what came of it."""

    team: str
    day: str
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """What was entered about one problem; ``steps`` are ISO days by step, ``benefit_wan`` is in 万元."""

    name: str
    organization: str
    description: str = ""
    skills: tuple[str, ...] = ()
    steps: Mapping[str, str] = field(default_factory=dict)
    liaison: str = ""
    benefit_wan: float | None = None
    team: Team | None = None
    contacts: tuple[Contact, ...] = ()

    @property
    def source(self) -> str:
        """The name the case is known by in the history."""
        return f"难题对接/{self.organization or '单位未载'}·{self.name}"


def recall(engine: Engine, name: str, organization: str) -> Case:
    """What was entered about a problem up to now; an empty case if nothing was."""
    blank = Case(name, organization)
    with reading(engine) as connection:
        said = register.said_by(connection, blank.source)
    problem = next((cells for ledger, cells in said if ledger == "难题台账"), None)
    if problem is None:
        return blank
    team = next((cells for ledger, cells in said if ledger == "劳模帮帮团台账"), None)
    contacts = [cells for ledger, cells in said if ledger == "活动台账"]
    return replace(
        blank,
        description=_text(problem, "描述"),
        skills=_texts(problem, "所需技能"),
        steps={step: _text(problem, column) for step, column in _COLUMN.items() if problem.get(column)},
        liaison=_text(problem, "联络员"),
        benefit_wan=_number(problem, "经济效益(万元)"),
        team=_team(team) if team else None,
        contacts=tuple(Contact(*(_text(cells, key) for key in ("帮帮团", "日期", "主题"))) for cells in contacts),
    )


def _team(cells: Mapping[str, Cell]) -> Team:
    leader = _texts(cells, "劳模工匠")
    return Team(
        name=_text(cells, "名称"),
        leader=leader[0] if leader else "",
        members=tuple(part for part in _text(cells, "攻关团队").split("；") if part and part not in leader),
        started_on=_text(cells, "起始日期"),
        status=_text(cells, "状态"),
    )


def advance(case: Case, step: str, day: str, *, today: str, known: Mapping[str, str] = MappingProxyType({})) -> Case:
    """A case one step further, or with another day for a step it has taken.

    Args:
        case: what was entered up to now.
        step: one of ``STEPS``.
        day: when, an ISO day.
        today: the day on which it is entered.
        known: the days other sources tell of the problem's steps.

    Raises:
        CaseError: there is no such step, or its day does not fit among the others.
    """
    if step not in STEPS:
        raise CaseError(f"没有「{step}」这一步，请写{'、'.join(STEPS)}之一。")
    if not _is_day(day):
        raise CaseError(f"日期「{day}」看不懂，请写成 {today} 这样。")
    if day > today:
        raise CaseError(f"{step}的日期 {day} 还没有到，请写实际完成这一步的日期。")
    days = {**known, **case.steps, step: day}
    dated = [(each, days[each]) for each in STEPS if each in days]
    for (one, earlier), (other, later) in pairwise(dated):
        if is_before(later, earlier):
            raise CaseError(f"{other}的日期 {later} 早于{one}的日期 {earlier}，请核对先后。")
    return replace(case, steps={**case.steps, step: day})


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text and text >= EARLIEST
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody noted of a problem on a day: a step it took, its liaison, its benefit, a contact; none need be.

    ``team`` is the name of the help team that had the contact.
    """

    day: str
    step: str | None = None
    liaison: str = ""
    benefit_wan: float | None = None
    note: str = ""
    team: str = ""


def note(case: Case, entry: Entry, line: BoardLine, *, today: str) -> Case:
    """A case with an entry; what stands on the board as it is said need not be said again.

    Args:
        case: what was entered up to now.
        entry: what is to be noted.
        line: the problem as the graph has it.
        today: the day on which it is entered.

    Raises:
        CaseError: the day does not fit.
    """
    if entry.step is not None:
        case = advance(case, entry.step, entry.day, today=today, known=line.days)
    if entry.liaison and entry.liaison != line.liaison:
        case = replace(case, liaison=entry.liaison)
    if entry.benefit_wan is not None and entry.benefit_wan != line.benefit_wan:
        case = replace(case, benefit_wan=entry.benefit_wan)
    if entry.note:
        if entry.day > today:
            raise CaseError(f"日期 {entry.day} 还没有到，请写实际对接的日期。")
        case = replace(case, contacts=(*case.contacts, Contact(entry.team, entry.day, entry.note)))
    return case


def begin(case: Case, *, today: str, known: Mapping[str, str] = MappingProxyType({})) -> Case:
    """A case that was collected and has a team: both today, unless it is further already.

    Args:
        case: what was entered up to now.
        today: the day on which the team is entered.
        known: the days other sources tell of the problem's steps.
    """
    taken = {**known, **case.steps}
    reached = max((at for at, step in enumerate(STEPS) if step in taken), default=-1)
    for step in [step for at, step in enumerate(STEPS) if reached < at < _BEGUN]:
        case = advance(case, step, today, today=today, known=known)
    return case


def titled(text: str) -> str:
    """The name of a problem that has only a text: how that begins, cut between its clauses where there are several.

    >>> titled("茶叶真空包装机卡料。"), titled("后桥总成焊缝根部未熔合，返修率 6%，焊工说保护气流量和电流都正常")
    ('茶叶真空包装机卡料', '后桥总成焊缝根部未熔合，返修率 6%')
    """
    told = masked(" ".join(text.split()))
    if len(told) > _TITLE:
        end = max(told.rfind(sign, 1, _TITLE + 1) for sign in _CLAUSE)
        told = told[: end if end > 0 else _TITLE]
    return told.rstrip(_CLAUSE)


@dataclass(frozen=True, slots=True)
class Order:
    """A problem to be put on the board with the help team composed for it, under the names somebody gave them."""

    text: str
    title: str
    organization: str
    team: str
    found: HelpTeam


def place(engine: Engine, order: Order, cards: Sequence[Card], landscape: Landscape, *, today: str) -> Case:
    """The case of an order: what was entered before with the new team, collected and matched by today.

    Args:
        engine: the register.
        order: what to put on the board.
        cards: the board as it is.
        landscape: the graph as analytics sees it.
        today: the day it is entered on.

    Raises:
        CaseError: nobody is in the team, or another problem has a team of that name.
    """
    there = find(cards, order.title, order.organization)
    other = next((each for each in cards if order.team in each.line.team_names and each != there), None)
    if other:
        raise CaseError(f"难题「{other.line.name}」已有名为「{order.team}」的帮帮团，同名会并成一个，请换个名称。")
    case = recall(engine, order.title, order.organization)
    # A description that an office's ledger gives stays as it is.
    told = order.text if case.description or not (there and there.line.description) else ""
    case = entrust(case, told, order.team, order.found, landscape)
    return begin(case, today=today, known=there.line.days if there else {})


def entrust(case: Case, text: str, name: str, found: HelpTeam, landscape: Landscape) -> Case:
    """A case with the help team that was composed for it, under a name.

    Raises:
        CaseError: nobody is in the team.
    """
    if not found.members:
        raise CaseError("帮帮团里还没有人，没有存下；请换个说法或指定所需技能再试。")
    leader, *members = (_written(each, landscape) for each in found.members)
    skills = tuple(need.name for need in found.task.needs)
    return replace(case, description=text, skills=skills, team=Team(name, leader, tuple(members)))


def _written(member: Helper, landscape: Landscape) -> str:
    """A person as a team names him: with the studio he belongs to, by its id where others have the same name."""
    if not member.home:
        return f"{member.name}（{member.id}）"
    called = sum(1 for studio in landscape.studios if studio.name == member.home_name)
    return f"{member.name}（{member.home_name if called == 1 else member.home}）"


def keep(engine: Engine, case: Case, *, at: datetime) -> ImportOutcome:
    """Keep a case in place of what was entered about its problem before.

    Raises:
        CaseError: it has no name, or a text is too long, or a team has no leader.
        RegisterError: the register is busy, full or damaged; nothing was changed.
    """
    if not case.name.strip():
        raise CaseError("难题没有名称，请先写出难题名称。")
    team = case.team.name if case.team else ""
    named = (case.name, case.organization, team)
    if any(masked(name) != name for name in named):
        raise CaseError("难题、单位或帮帮团的名称里有电话或证件号码，请去掉；名称在图谱里人人可见。")
    if case.benefit_wan is not None and not 0 <= case.benefit_wan <= MOST_BENEFIT:
        raise CaseError(f"经济效益 {case.benefit_wan:g} 万元不合情理，请核对后填 0 到 {MOST_BENEFIT:,} 之间的数。")
    for text in (*named, case.description, case.liaison, *(contact.text for contact in case.contacts)):
        if len(text) > LONGEST:
            raise CaseError(f"「{text[:20]}…」有 {len(text)} 字，一项最多 {LONGEST} 字，请写短些。")
    if case.team and not case.team.name.strip():
        raise CaseError("帮帮团没有名称，请先写出帮帮团名称。")
    if case.team and not case.team.leader:
        raise CaseError(f"「{case.team.name}」没有领衔的劳模工匠，请先选一位。")
    return enter(engine, case.source, _records(case), at=at, origin=ORIGIN)


def _records(case: Case) -> list[Record]:
    problem: dict[str, Cell] = {
        "难题名称": case.name,
        "提出单位": case.organization,
        "描述": masked(case.description),
        "所需技能": list(case.skills),
        **{_COLUMN[step]: day for step, day in case.steps.items()},
        "联络员": masked(case.liaison),
    }
    if case.benefit_wan is not None:
        problem["经济效益(万元)"] = case.benefit_wan
    rows = [("难题台账", problem)]
    if case.team:
        members = "；".join([case.team.leader, *case.team.members])
        rows.append(
            (
                "劳模帮帮团台账",
                {
                    "名称": case.team.name,
                    "劳模工匠": [case.team.leader],
                    "重点项目": case.name,
                    "攻关团队": members,
                    "单位": case.organization,
                    "起始日期": case.team.started_on,
                    "状态": case.team.status,
                },
            )
        )
    rows += [
        ("活动台账", {"日期": each.day, "帮帮团": each.team, "类别": "攻关", "主题": masked(each.text)})
        for each in case.contacts
    ]
    return [
        Record(ledger, Place(row=number), {column: cell for column, cell in cells.items() if cell not in ("", [])})
        for number, (ledger, cells) in enumerate(rows, 1)
    ]


def _text(cells: Mapping[str, Cell], column: str) -> str:
    return str(cells.get(column, ""))


def _texts(cells: Mapping[str, Cell], column: str) -> tuple[str, ...]:
    value = cells.get(column, [])
    return tuple(value) if isinstance(value, list) else (str(value),)


def _number(cells: Mapping[str, Cell], column: str) -> float | None:
    value = cells.get(column)
    return float(value) if isinstance(value, int | float) else None
