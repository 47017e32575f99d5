"""The history of imports, and taking one back after having seen what that would change."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from html import escape

import streamlit as st
from sqlalchemy.engine import Engine

from explorer import cards, state
from explorer.import_desk import Desk, publish, version_of
from explorer.import_view import changes_said, name, title
from explorer.paging import paged
from graph.errors import MengtuError
from graph.store import GraphStore
from ingest.database import reading
from ingest.load import undo
from ingest.preview import foresee_undo
from ingest.register import ImportLine, history
from ingest.workspace import Workspace, home_folder

VIEW = "imports"
_ORIGINS = {"import": "导入", "sample": "内置数据", "demo": "模拟数据", "desk": "难题对接"}
_MOST_NAMES = 3


def render(engine: Engine, store: GraphStore, desk: Desk, *, writable: bool) -> None:
    """List every import, the latest first; ``?undo=`` asks whether to take that one back."""
    with reading(engine) as connection:
        imports = history(connection)[::-1]
    if not imports:
        cards.show(title("导入历史"), cards.empty("还没有导入过。", "导入一次以后，这里可以随时撤销。"))
        return
    held = sum(line.undone_at is None for line in imports)
    cards.show(title("导入历史", f"{len(imports)} 次，其中 {held} 次有效"))
    asked = next((line for line in imports if str(line.id) == state.read("undo") and line.undone_at is None), None)
    if asked and writable:
        _ask(engine, store, desk, asked)
    shown, pager = paged(imports, VIEW)
    cards.show(_table(shown, writable=writable), pager)


def _table(imports: Sequence[ImportLine], *, writable: bool) -> str:
    heads = ("编号", "时间", "方式", "文件", "当时的变化", "问题", "状态")
    top = "".join(f'<th scope="col">{head}</th>' for head in heads)
    body = "".join(_row(line, writable=writable) for line in imports)
    return (
        f'<div class="mt-scroll"><table class="mt-table mt-history"><thead><tr>{top}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _row(line: ImportLine, *, writable: bool) -> str:
    if line.undone_at:
        standing = f"{cards.badge('已撤销')}<small>{moment(line.undone_at)}</small>"
    elif writable:
        standing = cards.link("撤销", state.href_here(VIEW, undo=str(line.id)), "mt-button")
    else:
        standing = "有效"
    issues = line.summary.get("issues", 0)
    cells = (
        f"{line.id}", moment(line.at), escape(_ORIGINS.get(line.origin, line.origin)), _files(line.files),
        changes_said(*_counts(line.summary)), f"{issues:,}" if issues else "没有", standing,
    )  # fmt: skip
    gone = ' class="mt-undone"' if line.undone_at else ""
    return f"<tr{gone}>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _counts(summary: Mapping[str, Mapping[str, int]]) -> tuple[Mapping[str, int], ...]:
    return tuple(summary.get(part, {}) for part in ("created", "updated", "removed"))


def _files(files: Sequence[str]) -> str:
    listed = "<br>".join(name(file) for file in files[:_MOST_NAMES])
    more = len(files) - _MOST_NAMES
    rest = escape("\n".join(files[_MOST_NAMES:]))
    return f'{listed}<br><small title="{rest}">另有 {more} 个文件</small>' if more > 0 else listed


def moment(iso: str) -> str:
    """A moment of the register on this machine's clock, to the minute.

    >>> len(moment("2026-03-05T12:00:00+00:00"))
    16
    """
    return f"{datetime.fromisoformat(iso).astimezone():%Y-%m-%d %H:%M}"


def _ask(engine: Engine, store: GraphStore, desk: Desk, line: ImportLine) -> None:
    """Say what taking an import back would change, and do it when that is confirmed."""
    with st.container(border=True, key="undo-question"):
        try:
            effect = _foreseen(engine, desk, line.id)
        except MengtuError as error:
            cards.show(cards.notice(str(error), "red"))
            return
        cards.show(
            f'<div class="mt-ask"><p><b>撤销第 {line.id} 次导入？</b>'
            f"（{moment(line.at)}，{len(line.files)} 个文件）</p>"
            f"<p>撤销后图谱恢复到没有这次导入的样子：{escape(effect)}。撤销以后不能恢复，需要时请重新导入文件。</p></div>"
        )
        sure, back, _ = st.columns([1, 1, 4])
        taken = sure.button("确认撤销", type="primary", width="stretch", key="undo-sure")
        kept = back.button("不撤销", width="stretch", key="undo-back")
    if kept:
        state.write(undo="")
        st.rerun()
    if taken:
        _take_back(engine, store, desk, line.id)
        state.write(undo="")
        st.rerun()


def _foreseen(engine: Engine, desk: Desk, import_id: int) -> str:
    """What taking an import back changes; found out once, for it means putting the whole view together."""
    version = version_of(engine)
    if desk.foreseen is None or desk.foreseen[:2] != (import_id, version):
        with st.spinner("正在核对撤销后的变化…"):
            change = foresee_undo(engine, import_id, at=_now())
        desk.foreseen = (import_id, version, changes_said(change.created, change.updated, change.removed))
    return desk.foreseen[2]


def _take_back(engine: Engine, store: GraphStore, desk: Desk, import_id: int) -> None:
    desk.forget()
    try:
        Workspace(home_folder(), engine, store).require_own_store()
        with st.spinner("正在撤销…"):
            change = undo(engine, import_id, at=_now())
    except MengtuError as error:
        desk.failed = str(error)
        return
    effect = changes_said(change.created, change.updated, change.removed)
    desk.said = f"已撤销第 {import_id} 次导入：{effect}。"
    desk.failed = publish()


def _now() -> datetime:
    return datetime.now(UTC).astimezone()
