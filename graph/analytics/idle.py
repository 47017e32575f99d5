"""Alliances on paper: those nothing was heard of for a year, and those with hardly a member."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial

import numpy as np
from scipy import sparse

from graph.analytics.finding import MOST_EVIDENCE, Finding, Gap
from graph.analytics.ground import Ground, quoted
from graph.analytics.sparse import Sparse, columns
from graph.landscape import AllianceDeed, AllianceFacts


def silent_alliances(ground: Ground) -> list[Gap]:
    """Alliances without an activity or project in the last twelve months, or without any since they were founded.

    A project that is under way, or that several members took up together, is an activity. Deeds without a date prove
    that something happened, not when: such an alliance is not called silent. Dates of reduced precision are read as
    late as they can mean. The more members wait, the further up.
    """
    landscape, today = ground.known.landscape, ground.known.landscape.today
    deeds: dict[str, list[AllianceDeed]] = defaultdict(list)
    for deed in (*landscape.deeds, *_joint(ground)):
        deeds[deed.alliance].append(deed)
    sizes = np.diff(ground.inside.indptr).tolist()
    found = []
    for alliance in landscape.alliances:
        last = _last(deeds.get(alliance.id, ()))
        day = alliance.founded_on if last is None else last.day
        known_silent = years_since(day, today) > 0 if day else last is None
        if alliance.open and known_silent:
            weight = float(sizes[ground.known.column[alliance.id]])
            found.append(Gap(weight, (alliance.id,), partial(_tell_silent, ground, alliance, last)))
    return found


def years_since(date: str, today: str) -> int:
    """More than how many whole years surely passed since a date, however late it may mean.

    >>> years_since("2024-05-03", "2026-05-03"), years_since("2024-05-03", "2026-05-04"), years_since("2024", "2026-12")
    (1, 2, 1)
    """
    whole = int(today[:4]) - int(date[:4])
    return max(whole if date[4:] < today[4 : len(date)] else whole - 1, 0)


@dataclass(frozen=True, slots=True)
class _Last:
    """The last that is known of an alliance; ``day`` is empty where that is not stated, and far off if it goes on."""

    id: str
    name: str
    day: str


def _last(deeds: Iterable[AllianceDeed]) -> _Last | None:
    days = sorted(
        ("9999" if deed.under_way and not deed.ended else max(deed.began, deed.ended), deed.id, deed.name)
        for deed in deeds
    )
    if not days:
        return None
    if not days[0][0]:
        return _Last(days[0][1], days[0][2], "")
    day, each, name = days[-1]
    return _Last(each, name, day)


def _joint(ground: Ground) -> list[AllianceDeed]:
    """Dated projects that two or more present members of an alliance work on together."""
    landscape, known = ground.known.landscape, ground.known
    workers: dict[str, set[str]] = defaultdict(set)
    began: dict[str, str] = {}
    for work in landscape.joint_projects:
        workers[work.project].add(work.studio)
        began[work.project] = max(began.get(work.project, ""), work.started_on)
    names, made = known.project_name, []
    for project in sorted(each for each in workers if began[each]):
        positions = (known.position[studio] for studio in workers[project] if studio in known.position)
        shared = Counter(column for at in positions for column in ground.joined[at])
        made += [
            AllianceDeed(known.alliances[column], project, names.get(project, project), began[project])
            for column, number in sorted(shared.items())
            if number > 1
        ]
    return made


def _tell_silent(ground: Ground, alliance: AllianceFacts, last: _Last | None) -> Finding:
    today, members = ground.known.landscape.today, _members(ground, alliance)
    founded = f"成立于{_in_words(alliance.founded_on)}" if alliance.founded_on else "成立日期未载明"
    if last is None:
        title = f"{quoted(alliance.name)}成立以来没有登记过活动和课题"
        passed = f"，已有 {years_since(alliance.founded_on, today)} 年多" if alliance.founded_on else ""
        reason = f"{founded}{passed}；现有 {len(members):,} 个在册成员工作室。"
    else:
        years = years_since(last.day, today)
        title = f"{quoted(alliance.name)}{'一' if years == 1 else f' {years} '}年多没有登记活动和课题"
        what = f"最近一次是{_in_words(last.day)}的{quoted(last.name)}"
        reason = f"{what}；{founded}，现有 {len(members):,} 个在册成员工作室。"
    lead = ground.by_lead(members)[:1]
    step = "请牵头单位核对它是否还在运行，已停止的请登记状态。"
    if lead:
        name = quoted(ground.facts(lead[0]).name)
        step = f"请牵头单位补登近期活动；确实没有的，可请成员{name}发起一次交流或联合攻关。"
    return Finding(
        kind="silent",
        subjects=(alliance.id,),
        title=title,
        reason=reason,
        evidence=(*((last.id,) if last else ()), *(ground.known.ids[at] for at in members))[:MOST_EVIDENCE],
        next_step=step,
        involved=tuple(ground.known.ids[at] for at in lead),
        weight=float(len(members)),
    )


def _members(ground: Ground, alliance: AllianceFacts) -> list[int]:
    """The open studios in an alliance now, ascending."""
    return sorted(columns(ground.inside, ground.known.column[alliance.id]).tolist())


def lone_alliances(ground: Ground) -> list[Gap]:
    """Alliances with at most one open studio among their present members; one with a member first, by its level."""
    once = cache(lambda: sparse.csr_array(ground.known.incidence.T))
    sizes = np.diff(ground.inside.indptr)[[ground.known.column[each.id] for each in ground.known.landscape.alliances]]
    found = []
    for at in np.flatnonzero(sizes < 2).tolist():
        alliance = ground.known.landscape.alliances[at]
        if alliance.open:
            weight = float(ground.about.level[_members(ground, alliance)[0]] + 2) if sizes[at] else 0.0
            found.append(Gap(weight, (alliance.id,), partial(_tell_lone, ground, alliance, once, weight)))
    return found


def _tell_lone(ground: Ground, alliance: AllianceFacts, once: Callable[[], Sparse], weight: float) -> Finding:
    members, ever = _members(ground, alliance), columns(once(), ground.known.column[alliance.id]).tolist()
    listed = f"名单上先后有 {len(ever):,} 个工作室" if ever else "名单上没有写工作室"
    founded = f"成立于{_in_words(alliance.founded_on)}" if alliance.founded_on else "成立日期未载明"
    title, other = f"{quoted(alliance.name)}现在没有一个在册的成员工作室", None
    step = "请补登成员名单；确实没有成员的，请登记它已停止。"
    if members:
        name, other = quoted(ground.facts(members[0]).name), ground.match(members[0], range(len(ground.known.ids)))
        title = f"{quoted(alliance.name)}现在只有{name}一个在册成员工作室"
        step = "请补登成员名单；确实只有一个的，请为它找伙伴或登记联盟已停止。"
        if other is not None:
            found, shared = quoted(ground.facts(other).name), ground.in_common(members[0], other)
            step = f"请补登成员名单；确实只有一个的，可邀请{found}加入{f'，它与{name}{shared}' if shared else ''}。"
    involved = members if other is None else [members[0], other]
    return Finding(
        kind="lone",
        subjects=(alliance.id,),
        title=title,
        reason=f"{listed}，现在 {len(members)} 个；{founded}。",
        evidence=tuple(ground.known.ids[at] for at in sorted(ever)[:MOST_EVIDENCE]),
        next_step=step,
        involved=tuple(ground.known.ids[at] for at in involved),
        weight=weight,
    )


def _in_words(date: str) -> str:
    """A date as precise as it is known.

    >>> _in_words("2019"), _in_words("2019-05"), _in_words("2019-05-03")
    ('2019年', '2019年5月', '2019年5月3日')
    """
    parts = zip(date.split("-"), "年月日", strict=False)
    return "".join(f"{int(part)}{unit}" for part, unit in parts)
