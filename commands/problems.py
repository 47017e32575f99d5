"""The commands on problems: match, board, step."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.chosen import lag, to_publish, workspace
from commands.screen import AsJson, complain, say, show_json, show_table
from graph.errors import MengtuError

if TYPE_CHECKING:
    from graph.analytics.helpteam import HelpTeam
    from graph.analytics.match import Match, Near, Ranked
    from graph.board import Card
    from graph.landscape import Landscape
    from ingest.cases import Order
    from ingest.workspace import Workspace

_SHOWN = 5  # answers of a kind on the screen
_SURE = {"high": "把握较大", "low": "把握不大，请核对理由", "none": "没有相近的记载，以下仅供参考"}


def match(  # noqa: PLR0913, PLR0917 — the options of a command, given by name
    text: Annotated[str, typer.Argument(help="难题，一两句话，如 焊装车间白车身侧围变形超差。")],
    size: Annotated[int, typer.Option(min=1, max=20, help="帮帮团至多几人。")] = 5,
    region: Annotated[str, typer.Option(help="难题在哪个省或市；近的优先。")] = "",
    organization: Annotated[str, typer.Option(help="提出单位；图谱里没有的也可以写。")] = "",
    skill: Annotated[list[str] | None, typer.Option(help="需要的技能，可以写几次；不写则从难题里认。")] = None,
    leader: Annotated[str, typer.Option(help="指定领衔的劳模工匠，姓名或编号。")] = "",
    without: Annotated[list[str] | None, typer.Option(help="不要这个人，姓名或编号；可以写几次。")] = None,
    top: Annotated[int, typer.Option(min=1, max=200, help="工作室、人员、以往课题各给几个。")] = 10,
    save: Annotated[str | None, typer.Option(help="把这个帮帮团连同难题存下来，写帮帮团的名称。")] = None,
    title: Annotated[str, typer.Option(help="存下来时难题的名称；不写则取难题的开头。")] = "",
    as_json: AsJson = False,
) -> None:
    """从一句难题找到相近的课题、工作室和人，并组成一个劳模帮帮团。"""
    from graph.analytics.helpteam import Wanted, compose_team
    from graph.analytics.match import match as find_answers
    from graph.analytics.meaning import installed
    from graph.board import board as board_of
    from graph.board import find
    from graph.days import today
    from graph.projection import project
    from ingest.cases import Order, titled
    from ingest.indexing import index_of
    from ingest.normalise import tidy
    from ingest.workspace import vocabulary

    if not text.strip():
        raise MengtuError("难题是空的，请写一两句话说明问题。")
    if (save is not None and not save.strip()) or (title and save is None):
        raise typer.BadParameter("要存下来，请用 --save 写出帮帮团的名称", param_hint="--save")
    with workspace() as opened:
        landscape, words = project(opened.store), vocabulary(opened.home)
        if not landscape.studios:
            raise MengtuError("图谱里还没有工作室，请先导入台账（mengtu import），或用 mengtu sample 看内置的资料。")
        near = _near(opened, landscape, region.strip(), organization.strip())
        index = index_of(opened.home, opened.store, landscape, words, installed())
        skills = tuple(each.strip() for each in skill or () if each.strip())
        found = find_answers(index, landscape, text, skills=skills, near=near)
        name, posed_by = tidy(title) or titled(text), tidy(organization)
        cards = board_of(opened.store, today=today()) if save else []
        there = find(cards, name, posed_by)
        wanted = Wanted(
            skills=skills,
            size=size,
            leader=_person(found, leader) if leader else "",
            excluded=frozenset(_person(found, each) for each in without or ()),
            own=frozenset(there.line.teams) if there else frozenset(),
        )
        team = compose_team(found, landscape, words, wanted, near)
        kept = ""
        if save:
            kept = _save(opened, landscape, Order(text.strip(), name, posed_by, tidy(save), team), cards)
    if as_json:
        show_json({**_document(found, team, top), "saved": kept or None})
        return
    _show(found, team)
    if kept:
        say(f"已存下难题和帮帮团，来源「{kept}」；用 mengtu board 看进展，用 mengtu step 记下一步。")


def _near(opened: "Workspace", landscape: "Landscape", region: str, organization: str) -> "Near":
    from graph.analytics.match import ANYWHERE
    from graph.places import place_named, place_of

    if region:
        place = place_named(landscape, region)
        if place is None:
            complain(f"图谱里没有「{region}」的工作室，远近没有计入。")
        return place or ANYWHERE
    return (organization and place_of(opened.store, organization)) or ANYWHERE


def _person(found: "Match", text: str) -> str:
    """The id of somebody the match found, by name or id."""
    meant = [person for person in found.people if text.strip() in (person.id, person.name)]
    if len(meant) == 1:
        return meant[0].id
    if meant:
        named = "、".join(f"{person.name}（{person.id}）" for person in meant)
        raise MengtuError(f"有 {len(meant)} 位「{text}」：{named}，请改写编号。")
    raise MengtuError(f"与这个难题有关的人里没有「{text}」，请用 mengtu find 核对姓名。")


def _save(opened: "Workspace", landscape: "Landscape", order: "Order", cards: "list[Card]") -> str:
    from graph import days
    from ingest.cases import keep, place

    opened.require_own_store()
    case = place(opened.engine, order, cards, landscape, today=days.today())
    keep(opened.engine, case, at=datetime.now(UTC).astimezone())
    if failure := lag(opened):
        complain(f"已存入登记库，{to_publish(failure)}")
    return case.source


def _document(found: "Match", team: "HelpTeam", top: int) -> dict[str, Any]:
    def ranked(answers: "tuple[Ranked, ...]") -> list[dict[str, Any]]:
        return [asdict(each) for each in answers[:top]]

    return {
        "confidence": found.confidence,
        "studios": ranked(found.studios),
        "people": ranked(found.people),
        "works": ranked(found.works),
        "team": {
            "needs": [need.name for need in team.task.needs],
            "members": [asdict(each) for each in team.members],
            "covered": team.team.covered,
            "missing": team.team.missing,
            "optimality_gap": team.team.gap,
        },
    }


def _show(found: "Match", team: "HelpTeam") -> None:
    say(_SURE[found.confidence])
    for heading, answers in (("工作室", found.studios), ("人员", found.people), ("以往课题", found.works)):
        if answers:
            say(strong=heading)
        for each in answers[:_SHOWN]:
            say(f"  {each.score:.1f} 分（{each.id}）", strong=f"{each.rank}. {each.name}")
            for reason in each.reasons[:3]:
                say(f"    +{reason.points:.1f} {reason.text}")
    if not team.members:
        why = "找到的人里没有谁能做所需的技能" if team.task.needs else "认不出需要什么技能"
        say(f"组不成帮帮团：{why}；可以用 --skill 写明所需技能再试。")
        return
    say(strong=f"劳模帮帮团（{len(team.members)} 人，离最优至多差 {team.team.gap:.1%}）")
    for member in team.members:
        covers = [f"能应对{'、'.join(member.covers)}"] if member.covers else []
        home = member.home_name or "所在工作室未载"
        say(f"（{member.role}，{home}）：{'；'.join((*covers, *member.reasons))}", strong=f"  {member.name}")
    if team.team.missing:
        say(f"没有人能做：{'、'.join(team.team.missing)}；请向图谱以外求助，或换个说法再试。")


def board(
    stuck: Annotated[bool, typer.Option("--stuck", help="只看卡住的。")] = False,
    as_json: AsJson = False,
) -> None:
    """难题看板：每个难题走到征集、匹配、对接、攻关、验收的哪一步，停了多久。"""
    from graph import days
    from graph.board import board as cards

    with workspace() as opened:
        found = [each for each in cards(opened.store, today=days.today()) if each.is_stuck or not stuck]
    if as_json:
        show_json([_card(each) for each in found])
    elif found:
        rows: list[list[Any]] = [
            [
                each.line.name,
                each.line.organizations,
                each.step,
                each.since,
                each.days,
                _remark(each),
                each.line.team_names,
                each.line.liaison,
                each.line.benefit_wan,
            ]
            for each in found
        ]
        show_table(["难题", "提出单位", "步骤", "日期", "已停天数", "提醒", "帮帮团", "联络员", "效益(万元)"], rows)
    else:
        say("没有卡住的难题。" if stuck else "还没有难题；用 mengtu match … --save 存下一个，或导入难题台账。")


def _card(card: "Card") -> dict[str, Any]:
    told = {"step": card.step, "since": card.since, "days": card.days, "overdue": card.overdue, "stuck": card.is_stuck}
    return {**asdict(card.line), **told}


def _remark(card: "Card") -> str:
    if card.overdue:
        return f"逾期 {card.overdue} 天"
    return "停得久了" if card.is_stuck else ""


def step(  # noqa: PLR0917 — the options of a command, given by name
    problem: Annotated[str, typer.Argument(help="难题的名称或编号。")],
    to: Annotated[str, typer.Argument(help="走到哪一步：征集、匹配、对接、攻关、验收。")],
    on: Annotated[str | None, typer.Option(help="哪一天，如 2026-03-05；不写就是今天。")] = None,
    liaison: Annotated[str, typer.Option(help="联络员。")] = "",
    benefit: Annotated[float | None, typer.Option(min=0, help="经济效益，万元。")] = None,
    note: Annotated[str, typer.Option(help="这次联络的情况，记入帮帮团的对接记录。")] = "",
    as_json: AsJson = False,
) -> None:
    """记下一个难题走到了哪一步。"""
    from graph import ask, days
    from graph.names import resolve
    from ingest.cases import Entry, keep, recall
    from ingest.cases import note as write_down

    today = days.today()
    day = today if on is None else on.strip()
    with workspace() as opened:
        opened.require_own_store()
        meant = resolve(opened.store, problem, kind="Problem")
        line = next(each for each in ask.board(opened.store) if each.id == meant.id)
        posed_by = line.organizations[0] if line.organizations else ""
        told = note.strip()
        if told and not line.team_names:
            raise MengtuError(f"「{line.name}」还没有帮帮团，联络情况没有地方记；请先用 mengtu match … --save 组一个。")
        team = line.team_names[0] if line.team_names else ""
        entry = Entry(day, to, liaison.strip(), benefit, told, team)
        case = write_down(recall(opened.engine, line.name, posed_by), entry, line, today=today)
        keep(opened.engine, case, at=datetime.now(UTC).astimezone())
        failure = lag(opened)
    if as_json:
        show_json(
            {"problem": {"id": meant.id, "name": meant.name}, "steps": dict(case.steps), "published": not failure}
        )
    else:
        say(f"已记下「{meant.name}」{to}于 {day}" + (f"，{to_publish(failure)}" if failure else "。"))
