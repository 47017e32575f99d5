"""可信度: how far partner suggestions can be trusted on what is loaded, measured on what happened later."""

from collections.abc import Iterable, Mapping
from html import escape

import streamlit as st

from explorer import cards, state
from explorer.atlas import Atlas
from graph.analytics.evaluate import GROUPS, OURS, Evaluation, NothingToFindError, Result, evaluate
from graph.analytics.grading import Quality
from graph.analytics.holdout import NoDatesError, choose_cutoff, years
from graph.analytics.verdict import (
    GROUP_NAMES,
    LEGEND,
    METHOD_NAMES,
    PART_NAMES,
    mrr,
    of_group,
    percent,
    sentences,
    too_few,
)
from graph.projection import hold_out

_ASKED = 500  # studios at most, drawn at random, so that a page is there in seconds; the command asks all
_MEASURED = "只排还没有结盟的；前十名里至少有一个真伙伴的工作室所占的比例"
_PICTURES = (("suggestible", "全部工作室"), ("asked_by_newcomer", "此前没有参加过联盟的工作室"))


def render(atlas: Atlas) -> None:
    """Draw what the hold-out at ``?year=`` found, or at a day chosen from the data."""
    back = cards.link("回到伙伴建议", state.href("partners"))
    cards.show(cards.heading("可信度", below=f"伙伴建议在我们的数据上有多准：用后来真的发生了的联盟来检验。{back}"))
    options = years(atlas.landscape)
    year = state.choice("从哪一年起遮住", options, "year", everything="由数据定") if options else ""
    try:
        pieces = _pieces(atlas, f"{year}-01-01" if year else choose_cutoff(atlas.landscape))
    except (NoDatesError, NothingToFindError) as error:
        cards.show(cards.empty(str(error)))
        return
    cards.show(*pieces)


@st.cache_resource(show_spinner=False, max_entries=4)
def _kept(key: str) -> dict[str, tuple[str, ...]]:  # noqa: ARG001 — the cache's key
    """What the page shows of one version of the graph, by the day of the cut."""
    return {}


def _pieces(atlas: Atlas, cutoff: str) -> tuple[str, ...]:
    """Measured once per version and day, with a bar while it takes."""
    kept = _kept(atlas.key)
    if cutoff not in kept:
        bar = st.progress(0.0, "正在读取当时的资料…")

        def told(done: int, whole: int) -> None:
            bar.progress(done / whole, f"正在逐个工作室检验（{done} / {whole}）…")

        try:
            kept[cutoff] = _drawn(evaluate(hold_out(atlas.store, cutoff), sample=_ASKED, told=told))
        finally:
            bar.empty()
    return kept[cutoff]


def _drawn(found: Evaluation) -> tuple[str, ...]:
    """What was found, or that there is too little to judge by."""
    if few := too_few(found):
        return (cards.empty(few, "导入更多写明日期的联盟台账，或选一个更早的年份再看。"),)
    return (
        cards.section(
            "结论", f'<div class="mt-says">{"".join(f"<p>{escape(each)}</p>" for each in sentences(found))}</div>'
        ),
        *(_picture(found, group, title) for group, title in _PICTURES),
        cards.section("各种方法比一比", _table(found), note="连同已经结盟的一起排"),
        cards.section("分开来看", _groups(METHOD_NAMES, found.methods), note="真伙伴名次的倒数，平均值，越大越好"),
        cards.section("盟图建议的各项依据单独使用时", _groups(PART_NAMES, found.parts), note="同上"),
        f'<p class="mt-plain-note">{escape(LEGEND + _sampled(found))}</p>',
    )


def _picture(found: Evaluation, group: str, title: str) -> str:
    """A bar per method: the share of lists with a true partner among the first ten."""
    measured = [(each.method, of_group(each, group)) for each in found.methods]
    lists = measured[0][1].queries
    if not lists:
        return ""
    return cards.section(title, _bars(measured), note=f"{_MEASURED}，共 {lists:,} 个")


def _bars(measured: Iterable[tuple[str, Quality]]) -> str:
    rows = []
    for method, result in measured:
        mark = ' class="ours"' if method == OURS else ""
        bar = f'<em style="width:{result.hits_at_10:.1%}"></em>'
        share = f'<dd class="share{" ours" if method == OURS else ""}">{percent(result.hits_at_10)}</dd>'
        rows.append(f"<dt{mark}>{METHOD_NAMES[method]}</dt><dd{mark}>{bar}</dd>{share}")
    return f'<dl class="mt-methods">{"".join(rows)}</dl>'


def _table(found: Evaluation) -> str:
    names = ("方法", "前十名命中", "名次倒数", "NDCG@10", "推荐过的工作室", "给最热门 1% 的")
    heads = [cards.Column(name, "number" if at else "narrow") for at, name in enumerate(names)]
    rows = (
        (
            METHOD_NAMES[each.method],
            percent(each.overall.hits_at_10),
            mrr(each, each.overall),
            f"{each.overall.ndcg_at_10:.3f}",
            f"{each.coverage:,}（{percent(each.coverage_share)}）",
            percent(each.top_1_percent_share),
        )
        for each in found.methods
    )
    return cards.table(heads, rows)


def _groups(names: Mapping[str, str], results: Iterable[Result]) -> str:
    columns = ("方法", "总体", *(GROUP_NAMES[group] for group in GROUPS))
    heads = [cards.Column(name, "number" if at else "narrow") for at, name in enumerate(columns)]
    rows = (
        (
            names[each.method],
            mrr(each, each.overall),
            *(mrr(each, measured) for _, measured in each.groups),
        )
        for each in results
    )
    return cards.table(heads, rows)


def _sampled(found: Evaluation) -> str:
    able = {studio for pair in found.held.partners for studio in pair}
    if found.queries < _ASKED or len(able) <= _ASKED:
        return f"后来结了新盟的 {found.queries:,} 个工作室，这里全部检验了。"
    return f"为了快，这里只随机抽了 {_ASKED} 个工作室；要全部检验，请在终端运行 mengtu evaluate。"
