"""The commands on partners: suggest, decide, decisions."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from commands.chosen import workspace
from commands.screen import AsJson, say, show_json, show_table
from graph.errors import MengtuError

if TYPE_CHECKING:
    from graph.analytics.reason import Suggestion
    from graph.analytics.wish import Wish
    from graph.rows import Hit
    from ingest.decisions import Decision
    from ingest.workspace import Workspace

Studio = Annotated[str, typer.Argument(help="工作室名称或编号。")]
Answer = Literal["contacted", "agreed", "dismissed", "withdraw"]


def suggest(  # noqa: PLR0913, PLR0917 — the options of a command, given by name
    studio: Studio,
    top: Annotated[int, typer.Option(min=1, max=1000, help="给几个。")] = 10,
    kind: Annotated[str | None, typer.Option(help="联盟类型：跨区域、跨行业、跨企业、校企、1+N集群、结对。")] = None,
    mode: Annotated[Literal["familiar", "new", "all"], typer.Option(help="familiar 熟识的、new 新的。")] = "all",
    region: Annotated[str, typer.Option(help="只要这个省或市的，如 山东省、济南市。")] = "",
    industry: Annotated[str, typer.Option(help="只要这个行业的，写行业名称的一部分。")] = "",
    goal: Annotated[str, typer.Option(help="只要参加过这一落脚点的联盟的，如 解决技术难题。")] = "",
    popularity: Annotated[float, typer.Option(min=0, max=3, help="名气的分量：0 不看，1 平常，3 优先。")] = 1.0,
    as_json: AsJson = False,
) -> None:
    """为一个工作室建议联盟伙伴，逐条说明理由；判断为不合适的不再出现。"""
    from graph.analytics.partners import suggest as suggest_partners
    from graph.analytics.wish import Wish
    from graph.names import resolve
    from graph.projection import project
    from ingest.database import reading
    from ingest.decisions import beside, dismissed

    wish = Wish(kind, mode, region.strip(), industry.strip(), goal.strip(), popularity)
    with workspace() as opened:
        asked = resolve(opened.store, studio, kind="Studio")
        with reading(opened.engine) as connection:
            decided = beside(connection, asked.id)
        found = suggest_partners(project(opened.store), asked.id, wish, top=top, dismissed=dismissed(decided))
    if as_json:
        suggested = [{**asdict(each), "decision": _decision(decided.get(each.id))} for each in found]
        show_json({"studio": {"id": asked.id, "name": asked.name}, "suggestions": suggested})
        return
    if not found:
        say(_nobody(asked.name, wish))
    for each in found:
        _show(each, decided.get(each.id))


def _decision(made: "Decision | None") -> dict[str, str] | None:
    return {"verdict": made.verdict, "reason": made.reason, "at": made.at} if made else None


def _nobody(name: str, wish: "Wish") -> str:
    narrow = {
        "--kind": wish.kind,
        "--mode": "" if wish.mode == "all" else wish.mode,
        "--region": wish.region,
        "--industry": wish.industry,
        "--goal": wish.goal,
    }
    given = "、".join(option for option, value in narrow.items() if value)
    if given:
        return f"没有符合全部条件的工作室可以建议给「{name}」，请去掉或放宽 {given} 再试。"
    return f"关于「{name}」的资料还不够，给不出有依据的建议；请补充单位、地区、行业或擅长。"


def _show(found: "Suggestion", made: "Decision | None") -> None:
    group = "熟识" if found.group == "familiar" else "新伙伴"
    told = f"  {_told(made)}" if made else ""
    say(f"  {found.score:.1f} 分（{group}，{found.id}）{told}", strong=f"{found.rank}. {found.name}")
    for reason in found.reasons:
        say(f"    +{reason.points:.1f} {reason.text}")


def _told(made: "Decision") -> str:
    from ingest.decisions import VERDICTS

    return f"{VERDICTS[made.verdict]} {made.day}{f'（{made.reason}）' if made.reason else ''}"


def decide(
    studio: Studio,
    other: Annotated[str, typer.Argument(help="另一个工作室的名称或编号。")],
    verdict: Annotated[
        Answer,
        typer.Argument(help="contacted 已联系、agreed 已同意、dismissed 不合适（不再建议）、withdraw 撤回。"),
    ],
    reason: Annotated[str, typer.Option(help="原因；不合适时必须写。")] = "",
    as_json: AsJson = False,
) -> None:
    """记下对一对工作室的决定，或撤回它。"""
    from ingest.database import writing
    from ingest.decisions import decide as keep
    from ingest.decisions import withdraw

    if verdict == "withdraw" and reason.strip():
        raise typer.BadParameter("撤回不需要写原因", param_hint="--reason")
    at = datetime.now(UTC).astimezone()
    made: Decision | None = None
    with workspace() as opened:
        opened.require_own_store()
        ends = tuple(_meant(opened, text, also_gone=verdict == "withdraw") for text in (studio, other))
        pair = ends[0][0], ends[1][0]
        with writing(opened.engine) as (connection, _):
            if verdict != "withdraw":
                made = keep(connection, pair, verdict, reason, at=at)
            elif not withdraw(connection, pair, at=at):
                raise MengtuError(
                    f"对「{ends[0][1]}」与「{ends[1][1]}」没有作过决定，请用 mengtu decisions 查看已作的决定。"
                )
    if as_json:
        one, two = ({"id": each, "name": name} for each, name in ends)
        show_json({"studio": one, "other": two, "decision": _decision(made)})
    else:
        say(_done(ends[0][1], ends[1][1], made))


def _meant(opened: "Workspace", text: str, *, also_gone: bool) -> tuple[str, str]:
    """Id and name of a studio; one that is in no graph any more can be named by its id if it was decided on."""
    from graph.names import resolve
    from ingest.database import reading
    from ingest.decisions import names, standing

    if also_gone:
        with reading(opened.engine) as connection:
            if any(text in {each.one, each.other} for each in standing(connection)):
                return text, names(connection, [text])[text]
    found: Hit = resolve(opened.store, text, kind="Studio")
    return found.id, found.name


def _done(one: str, other: str, made: "Decision | None") -> str:
    if made is None:
        return f"已撤回对「{one}」与「{other}」的决定，两者照常互相建议。"
    after = "；以后不再互相建议，可用 withdraw 撤回" if made.verdict == "dismissed" else ""
    return f"已记下「{one}」与「{other}」：{_told(made)}{after}。"


def decisions(
    studio: Annotated[str, typer.Argument(help="只看这个工作室的；名称或编号。")] = "",
    as_json: AsJson = False,
) -> None:
    """列出对各对工作室作过的决定，最近的在前。"""
    from ingest.database import reading
    from ingest.decisions import VERDICTS, names, standing

    with workspace(level=bool(studio)) as opened:
        wanted = _meant(opened, studio, also_gone=True)[0] if studio else None
        with reading(opened.engine) as connection:
            found = standing(connection, wanted)
            called = names(connection, [each for made in found for each in (made.one, made.other)])
    # The studio that was asked for comes first, so that the other column is whom it was decided on.
    pairs = [(wanted or made.one, made.beside(wanted or made.one)) for made in found]
    if as_json:
        ends = [[{"id": each, "name": called[each]} for each in pair] for pair in pairs]
        listed = zip(ends, found, strict=True)
        show_json([{"studio": one, "other": other, **(_decision(made) or {})} for (one, other), made in listed])
    elif found:
        rows: list[list[Any]] = [
            [called[one], called[other], VERDICTS[made.verdict], made.day, made.reason]
            for (one, other), made in zip(pairs, found, strict=True)
        ]
        show_table(["工作室", "另一个", "决定", "日期", "原因"], rows)
        say("撤回：mengtu decide 工作室 另一个 withdraw。")
    else:
        say("还没有作过决定；用 mengtu suggest 看建议，用 mengtu decide 记下决定。")
