"""查询库: the named queries, asked with the reader's parameters, with the Cypher they are made of."""

import pandas as pd
import streamlit as st

from explorer import cards, state, words
from explorer.atlas import Atlas
from explorer.query_words import heading, parameter
from graph import ask
from graph.queries import Query, get, load_queries
from graph.schema import load_schema
from graph.spreadsheet import as_csv

_GROUPS = {"list": "名录与统计", "one": "按编号查看", "facts": "分析所用"}


def render(atlas: Atlas) -> None:
    """Draw the library, and the answer to ``?query=``."""
    cards.show(cards.heading("查询库", below="全部查询都在这里，可以带参数查，结果可以下载；查询只读，不会改动图谱"))
    queries = load_queries()
    group = state.segments("分组", _GROUPS, "group", "list")
    labels = {name: query.doc for name, query in sorted(queries.items()) if _group(query) == group}
    name = state.pick("查询", labels, "query", placeholder="选一条查询")
    if not name:
        rows = (
            (cards.link(doc, state.href("queries", group="" if group == "list" else group, query=each)),)
            for each, doc in labels.items()
        )
        cards.show(cards.table((cards.Column(f"{_GROUPS[group]}：{len(labels)} 条"),), rows))
        return
    _answer(atlas, get(name))


def _group(query: Query) -> str:
    if query.name.startswith("facts_") or query.name.startswith("all_"):
        return "facts"
    return "one" if {"id", "ids"} & set(query.params) else "list"


def _answer(atlas: Atlas, query: Query) -> None:
    typed: dict[str, str] = {}
    if query.params:
        for box, name in zip(st.columns(max(len(query.params), 3)), query.params, strict=False):
            with box:
                typed[name] = state.text(parameter(name), f"p_{name}", placeholder="可留空")
    rows = ask.answer(atlas.store, query, query.filled(typed))
    if rows:
        heads = _headings(rows[0])
        shown = [{name: _cell(name, row[name]) for name in heads} for row in rows]
        st.dataframe(pd.DataFrame(shown).rename(columns=heads), hide_index=True, width="stretch")
        count, button = st.columns([3, 1], vertical_alignment="center")
        with count:
            cards.show(f'<div class="mt-count">共 {len(rows):,} 行</div>')
        with button:
            st.download_button(
                "下载表格（CSV）",
                as_csv(list(heads.values()), (list(row.values()) for row in shown)),
                f"{query.name}.csv",
                "text/csv",
                on_click="ignore",
                width="stretch",
            )
    else:
        needs = bool({"id", "ids", "skill"} & set(query.params)) and not any(typed.values())
        cards.show(cards.empty("请先填写参数。" if needs else "没有查到结果。"))
    with st.expander("查询语句（Cypher）"):
        st.code(query.text.strip(), language="cypher")


def _headings(row: dict[str, object]) -> dict[str, str]:
    """Column → Chinese heading, no two the same."""
    heads: dict[str, str] = {}
    for name in row:
        label = heading(name)
        heads[name] = f"{label}（{name}）" if label in heads.values() else label
    return heads


def _cell(name: str, value: object) -> object:
    if isinstance(value, list):
        return words.listed(map(str, value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if value is None or value == "":
        return words.MISSING
    schema = load_schema()
    if name == "edge" and value in schema.edges:
        return schema.edges[str(value)].forward
    if name == "name" and value in schema.kinds:
        return schema.kinds[str(value)].zh
    if name == "name" and value in schema.edges:
        return schema.edges[str(value)].forward
    if name in ("since", "until") or name.endswith("_on"):
        return words.date(str(value))
    return value
