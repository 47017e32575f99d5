"""The command that says how far the suggestions can be trusted on what is loaded: evaluate."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from commands.chosen import workspace
from commands.screen import AsJson, err, say, show_json, show_table

if TYPE_CHECKING:
    from graph.analytics.evaluate import Evaluation, Paired, Result
    from graph.analytics.grading import Quality


def _full_date(written: str) -> str:
    try:
        return date.fromisoformat(written).isoformat() if written else ""
    except ValueError:
        raise typer.BadParameter("请写完整的日期，如 2022-01-01") from None


def evaluate(
    cutoff: Annotated[
        str, typer.Option(help="从哪一天起遮住，如 2022-01-01；不写则由数据定。", callback=_full_date)
    ] = "",
    sample: Annotated[int | None, typer.Option(min=1, help="只问这么多个工作室（随机抽取），快一些。")] = None,
    seed: Annotated[int, typer.Option(min=0, help="随机种子，同种子同结果。")] = 0,
    as_json: AsJson = False,
) -> None:
    """伙伴建议在现有数据上有多准：遮住后来的联盟，只凭此前的资料推荐，再对照。"""
    from graph.analytics.evaluate import evaluate as measure
    from graph.analytics.holdout import choose_cutoff
    from graph.projection import hold_out, project

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with (
        workspace() as opened,
        Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress,
    ):
        task = progress.add_task("读取图谱", total=None)
        held = hold_out(opened.store, cutoff or choose_cutoff(project(opened.store)))
        found = measure(
            held,
            sample=sample,
            seed=seed,
            told=lambda done, whole: progress.update(task, description="逐个工作室检验", completed=done, total=whole),
        )
    if as_json:
        show_json({**_document(found), "cutoff_chosen": not cutoff, "sample": sample, "seed": seed})
    else:
        _show(found, chosen=not cutoff)


def _document(found: "Evaluation") -> dict[str, Any]:
    (popular, best), apart = found.paired[:2], found.paired[2:]
    return {
        "cutoff": found.held.cutoff,
        "studios": len(found.held.past.studios),
        "candidates": found.candidates,
        "queries": found.queries,
        "enough": found.enough,
        "memberships": {key: getattr(found.held, key) for key in ("before", "after", "undated")},
        "methods": _results(found.methods),
        "parts": _results(found.parts),
        "paired": _difference(popular),
        "paired_best": _difference(best),
        "paired_suggestible": [_difference(each) for each in apart],
    }


def _results(results: "Iterable[Result]") -> dict[str, dict[str, Any]]:
    return {
        each.method: {
            **_quality(each.overall),
            "coverage": each.coverage,
            "coverage_share": each.coverage_share,
            "top_1_percent_share": each.top_1_percent_share,
            **{group: _quality(measured) for group, measured in each.groups},
        }
        for each in results
    }


def _quality(measured: "Quality") -> dict[str, float | None]:
    """The figures; none of them without a single list."""
    return {key: value if measured.queries else None for key, value in asdict(measured).items() if key != "queries"} | {
        "queries": measured.queries
    }


def _difference(beside: "Paired") -> dict[str, Any]:
    return {"vs": beside.vs, "metric": "mrr", **asdict(beside.mrr)}


def _show(found: "Evaluation", *, chosen: bool) -> None:
    from graph.analytics.verdict import LEGEND, METHOD_NAMES, PART_NAMES, in_chinese, sentences

    if chosen:
        day = in_chinese(found.held.cutoff)
        say(f"日期由数据选定：约五分之一写明日期的联盟成员关系在 {day} 及以后；可用 --cutoff 另选。")
    for sentence in sentences(found):
        say(sentence)
    _show_results("各种方法（连同已经结盟的一起排）", METHOD_NAMES, found.methods)
    _show_groups("分开来看：真伙伴名次的倒数，平均值（越大越好）", METHOD_NAMES, found.methods)
    _show_groups("盟图建议的各项依据单独使用时：同上", PART_NAMES, found.parts)
    say(LEGEND)


def _show_results(title: str, names: "Mapping[str, str]", results: "Iterable[Result]") -> None:
    from graph.analytics.verdict import percent

    rows = [
        [
            names[each.method],
            f"{each.overall.mrr:.3f}",
            percent(each.overall.hits_at_10),
            f"{each.overall.ndcg_at_10:.3f}",
            f"{each.coverage:,}（{percent(each.coverage_share)}）",
            percent(each.top_1_percent_share),
        ]
        for each in results
    ]
    heads = ["方法", "MRR", "前十名命中", "NDCG@10", "推荐过的", "最热门 1%"]
    show_table(heads, rows, title)


def _show_groups(title: str, names: "Mapping[str, str]", results: "Iterable[Result]") -> None:
    from graph.analytics.evaluate import GROUPS
    from graph.analytics.verdict import GROUP_NAMES, mrr

    rows = [
        [
            names[each.method],
            mrr(each, each.overall),
            *(mrr(each, measured) for _, measured in each.groups),
        ]
        for each in results
    ]
    show_table(["方法", "总体", *(GROUP_NAMES[group] for group in GROUPS)], rows, title)
