"""What surrounds every page: the style, the line about the data, and where a refusal becomes a sentence."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import streamlit as st

from explorer import cards, state, words
from explorer.atlas import Atlas, open_atlas
from graph.errors import MengtuError

_STYLE = Path(__file__).parent / "style.css"


def framed(render: Callable[[Atlas], None], *, even_empty: bool = False) -> None:
    """Draw a page on the present graph; a refusal is told in one sentence, an empty graph with what to do.

    Args:
        render: draws the page.
        even_empty: whether it has something to show before there is any data.
    """
    st.html(_STYLE)
    try:
        atlas = open_atlas()
        if not atlas.empty:
            _show_state_of_data(atlas)
        if atlas.empty and not even_empty:
            _show_empty()
        else:
            render(atlas)
    except MengtuError as error:
        cards.show(cards.notice(str(error), "red"))


def _show_empty() -> None:
    cards.show(
        cards.heading("盟图"),
        cards.empty(
            "图谱里还没有数据。",
            "先看看内置的公开资料：在终端运行 <code>mengtu sample</code>",
            f"或者导入自己的台账：打开{cards.link('数据导入', state.href('imports'))}，或在终端运行"
            " <code>mengtu import 台账文件夹</code>，空白台账用 <code>mengtu template</code> 生成。",
            "完成后刷新本页即可。",
        ),
    )


def _show_state_of_data(atlas: Atlas) -> None:
    """How fresh the data is, beneath the navigation; and loudly when some of it is simulated."""
    with st.sidebar:
        cards.show(f'<footer class="mt-fresh">数据更新于<br>{_moment(atlas.updated_at)}</footer>')
    if atlas.made_up:
        amount = "本图谱全部为模拟数据" if atlas.said else f"含模拟数据：{atlas.made_up:,} 个工作室和联盟是模拟的"
        cards.show(cards.notice(f"{amount}，只供演示，不代表真实情况。", "violet"))


def _moment(iso: str) -> str:
    """A moment of the register, on this machine's clock."""
    if not iso:
        return words.MISSING
    moment = datetime.fromisoformat(iso).astimezone()
    return f"{words.date(moment.date().isoformat())} {moment:%H:%M}"
