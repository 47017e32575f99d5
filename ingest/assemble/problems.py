"""Problems and the life they have, and the help teams that tackle them."""

from collections.abc import Iterable
from itertools import pairwise

from graph.steps import STEPS
from ingest.assemble.desk import Desk, several, text
from ingest.assemble.work import mentioned_project
from ingest.identity import same_name
from ingest.provenance import is_before
from ingest.records import Severity
from ingest.register import Statement


def problems(desk: Desk, statements: Iterable[Statement]) -> None:
    """Register problems, who posed them and what skills they need."""
    for said in statements:
        name = text(said, "难题名称")
        organization = desk.organization(text(said, "提出单位"), said) if text(said, "提出单位") else ""
        fields = {
            "name": name,
            "description": said.cells.get("描述"),
            "due_on": said.cells.get("期限"),
            "status": said.cells.get("状态"),
            "liaison": said.cells.get("联络员"),
            "benefit_wan": said.cells.get("经济效益(万元)"),
            **{field: said.cells.get(f"{step}日期") for step, field in STEPS.items()},
        }
        _check_order(desk, said)
        problem = desk.builder.node("Problem", (same_name(name), organization), fields, said)
        desk.directory.problems_of[(same_name(name), organization)] = problem
        if organization:
            desk.builder.edge("POSED", organization, problem, said)
        desk.skills(problem, several(said, "所需技能"), said, edge="NEEDS")


def _check_order(desk: Desk, said: Statement) -> None:
    """List a step that was taken before the one before it."""
    days = [(step, text(said, f"{step}日期")) for step in STEPS if text(said, f"{step}日期")]
    for (one, earlier), (other, later) in pairwise(days):
        if is_before(later, earlier):
            message = (
                f"难题「{text(said, '难题名称')}」的{other}日期 {later} 早于{one}日期 {earlier}，已按原文保留，请核对。"
            )
            desk.builder.list(said, Severity.WARNING, message, f"{other}日期")


def help_teams(desk: Desk, statements: Iterable[Statement]) -> None:
    """Register help teams: one model worker, one key project, one team."""
    for said in statements:
        name = text(said, "名称")
        fields = {
            "name": name,
            "team": text(said, "攻关团队"),
            "started_on": said.cells.get("起始日期"),
            "status": said.cells.get("状态"),
        }
        team = desk.builder.node("HelpTeam", (same_name(name),), fields, said)
        organization = desk.organization(text(said, "单位"), said) if text(said, "单位") else ""
        if organization:
            desk.builder.edge("HELPS", team, organization, said)
        leaders: set[str] = set()
        for person in several(said, "劳模工匠"):
            named = desk.person_of(person)
            known = [named] if named else desk.people_at(person, organization) if organization else []
            node = known[0] if len(known) == 1 else desk.person_at(person, team, said, registers=False)
            if len(known) > 1:
                message = (
                    f"「{text(said, '单位')}」有 {len(known)} 个「{person}」，无法判断是哪一个，"
                    "已另记一人，未与之合并；请核对。"
                )
                desk.builder.list(said, Severity.WARNING, message, "劳模工匠")
            leaders.add(node)
            desk.builder.edge("SERVES_ON", node, team, said, {"role": "劳模工匠"})
        members = filter(None, map(desk.person_of, several(said, "攻关团队")))
        for member in (each for each in dict.fromkeys(members) if each not in leaders):
            desk.builder.edge("SERVES_ON", member, team, said, {"role": "成员"})
        desk.builder.edge("TACKLES", team, _task(desk, said, team, organization), said)


def _task(desk: Desk, said: Statement, team: str, organization: str) -> str:
    """What a help team works on: a problem its organization posed, a known project, else a project of its own."""
    name = text(said, "重点项目")
    posed = desk.directory.problems_of.get((same_name(name), organization))
    if posed is not None:
        return posed
    known = desk.directory.projects_by_name.get(same_name(name), [])
    return known[0] if len(known) == 1 else mentioned_project(desk, name, team, said)
