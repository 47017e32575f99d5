"""The command on what is missing: gaps."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from commands.chosen import workspace
from commands.screen import AsJson, say, show_json

if TYPE_CHECKING:
    from graph.analytics.finding import Finding, GapKind, Gaps
    from graph.landscape import Landscape

Kind = Literal["studio", "region", "industry", "supply", "broker", "silent", "lone"]
_HELP = (
    "只看一类：studio 未入盟的工作室、region 地区、industry 行业、supply 供应关系、broker 只靠一个工作室连接、"
    "silent 没有动静的联盟、lone 成员不足两个的联盟。"
)


def gaps(
    kind: Annotated[Kind | None, typer.Option(help=_HELP)] = None,
    top: Annotated[int, typer.Option(min=1, max=1000, help="每一类列出几条。")] = 10,
    as_json: AsJson = False,
) -> None:
    """找出缺口：没有入盟的、联盟覆盖不到的、一断就散的、没有动静的，每条有依据和下一步。"""
    from graph.analytics.finding import GAP_KINDS
    from graph.analytics.gaps import find_gaps
    from graph.projection import project
    from ingest.database import reading
    from ingest.decisions import standing

    with workspace() as opened:
        with reading(opened.engine) as connection:
            decided = standing(connection)
        landscape = project(opened.store)
    dismissed = [(made.one, made.other) for made in decided if made.verdict == "dismissed"]
    found = find_gaps(landscape, GAP_KINDS if kind is None else (kind,), top=top, dismissed=dismissed)
    if as_json:
        show_json(_document(found, landscape))
    else:
        _show(found)


def _document(found: "Gaps", landscape: "Landscape") -> dict[str, Any]:
    listed = [_finding(each, rank, landscape) for kind in found.totals for rank, each in enumerate(found.of(kind), 1)]
    return {"day": landscape.today, "totals": dict(found.totals), "findings": listed}


def _finding(each: "Finding", rank: int, landscape: "Landscape") -> dict[str, Any]:
    from graph.analytics.finding import GAP_NAMES

    told = asdict(each)
    reasons = [{"text": told.pop("reason"), "evidence": told.pop("evidence")}]
    involved = [{"id": studio, "name": landscape.studio[studio].name} for studio in told.pop("involved")]
    return {"rank": rank, **told, "kind_name": GAP_NAMES[each.kind], "reasons": reasons, "involved": involved}


def _show(found: "Gaps") -> None:
    from graph.analytics.finding import GAP_NAMES

    if not any(found.totals.values()):
        say("没有发现缺口。如果资料还不全，请先导入联盟成员台账、供应关系台账和活动台账。")
        return
    for kind in found.totals:
        if found.totals[kind]:
            say(f"（{kind}）：{found.totals[kind]:,} 条", strong=GAP_NAMES[kind])
            _show_kind(found, kind)


def _show_kind(found: "Gaps", kind: "GapKind") -> None:
    for rank, each in enumerate(found.of(kind), start=1):
        say(f"{rank}. {each.title}。")
        say(f"   依据：{each.reason}")
        say(f"   下一步：{each.next_step}")
    if more := found.unlisted(kind):
        say(f"   另有 {more:,} 个，可用 --kind {kind} --top {min(found.totals[kind], 1000)} 列出。")
