"""数据导入: drop files, see what they are and what they would change, then import them; and the history of all that."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from sqlalchemy.engine import Engine
from streamlit.runtime.uploaded_file_manager import UploadedFile

from explorer import cards, import_history, import_view, state
from explorer.atlas import Atlas
from explorer.import_desk import (
    Checked,
    Desk,
    Done,
    blank_ledgers,
    check,
    confirm,
    copy_of,
    key_of,
    known_name,
    open_register,
    own_desk,
    publish,
    version_of,
    why_unwritable,
)
from graph.errors import MengtuError
from graph.store import GraphStore
from ingest.outcome import ImportOutcome
from ingest.preview import Preview
from ingest.progress import REGISTERED, part

_STYLE = Path(__file__).parent / "imports.css"
_LISTED = 100  # issues shown on the page; the marked copy has all
_PER_PAGE = 25
_ABREAST = 2  # buttons beside each other
_ALL = "全部"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def render(atlas: Atlas) -> None:
    """Draw the page; it works on an empty graph too."""
    st.html(_STYLE)
    cards.show(cards.heading("数据导入", below="先看结果，再决定是否导入；确认之前不改动任何内容，导入以后也可以撤销"))
    engine, desk = open_register(), own_desk()
    unwritable = why_unwritable(engine)
    if unwritable:
        cards.show(cards.notice(unwritable, "amber"))
    else:
        _dropped(desk)
        _tell(desk)
        if desk.files:
            _show_files(engine, atlas.store, desk)
        elif desk.done is None:
            cards.show(_STEPS)
            st.download_button(
                "下载空白台账和申报审批表（.zip）", blank_ledgers, "空白台账.zip", "application/zip", on_click="ignore"
            )
    import_history.render(engine, atlas.store, desk, writable=not unwritable)


_STEPS = (
    '<ol class="mt-steps">'
    "<li><b>拖入文件</b><span>台账的列名用常见说法即可，先后不限，也可以从空白台账填起</span></li>"
    "<li><b>核对结果</b><span>每个文件读作什么、哪些格子有问题、图谱会怎样变化</span></li>"
    "<li><b>确认导入</b><span>同名文件再次导入，会取代它以前的内容</span></li></ol>"
)


def _dropped(desk: Desk) -> None:
    """Let files be dropped; a new set takes the place of what lay on the desk."""
    files = st.file_uploader(
        "把文件拖到这里",
        accept_multiple_files=True,
        key=f"import-files-{desk.batch}",
        label_visibility="collapsed",
    )
    if files and key_of(files) != key_of(desk.files):
        desk.forget()
    desk.files = tuple(files)
    desk.checked = desk.checked if files else None


def _tell(desk: Desk) -> None:
    """What the last action did."""
    if desk.said:
        cards.show(cards.notice(desk.said, "green"))
    if desk.failed:
        cards.show(cards.notice(desk.failed, "red"))
    if desk.done is not None:
        changes = import_view.changes_table(desk.done.outcome) or cards.empty("对象没有增减或改动。")
        cards.show(
            cards.section("这次导入的变化", changes),
            cards.actions(("查看概览", state.href("")), ("查看工作室名录", state.href("studio"))),
        )
        number = len(desk.done.checked.outcome.issues)
        if number:
            with st.expander(f"这次导入有 {number:,} 处问题，可以在这里查看和下载标注件"):
                _issues(desk.done.checked, desk.done.files)


def _show_files(engine: Engine, store: GraphStore, desk: Desk) -> None:
    """What the files on the desk would do, and the button that does it."""
    known, key = desk.checked, key_of(desk.files)
    same_files = known is not None and known.key == key
    moved = same_files and known is not None and known.version != version_of(engine)
    checked = known if same_files and not moved else _check(engine, desk)
    if checked is None:
        return
    cards.show(cards.section("文件", import_view.files_table(checked), note=_counted(checked.outcome)))
    _confirmation(engine, store, desk, checked, moved=moved)
    _issues(checked, desk.files)
    _rows(checked)


_MOVED = "刚才登记库有了改动，以下是重新核对的结果，请看过后再确认。"


def _check(engine: Engine, desk: Desk) -> Checked | None:
    place = st.empty()
    try:
        with place.container():
            bar = st.progress(0.0, "正在读取…")
            desk.checked = check(engine, desk.files, lambda doing, share: bar.progress(share, f"{doing}…"))
    except MengtuError as error:
        desk.checked = None
        cards.show(cards.notice(str(error), "red"))
    place.empty()
    return desk.checked


def _counted(outcome: ImportOutcome) -> str:
    rows, accepted = (sum(getattr(file, part) for file in outcome.files) for part in ("rows", "accepted"))
    return f"{len(outcome.files)} 个文件，{rows:,} 行中接收 {accepted:,} 行"


def _confirmation(engine: Engine, store: GraphStore, desk: Desk, checked: Checked, *, moved: bool) -> None:
    """The changes, what to know about them, and the button.

    A button pressed on results that no longer hold does nothing: the new ones have to be seen first.
    """
    left, right = st.columns([1.7, 1], gap="large")
    with left:
        table = import_view.changes_table(checked.outcome)
        nothing = cards.empty("没有可以接收的内容，导入不会改变什么。", "请按下面的问题改好文件，再拖进来。")
        cards.show(cards.section("导入后的变化", table or nothing, note="试算，尚未写入"))
    with right, st.container(border=True, key="import-confirm"):
        cards.show(import_view.to_know(checked, _MOVED if moved else ""))
        refused = checked.outcome.refused or bool(checked.doubled)
        pressed = st.button("确认导入", type="primary", width="stretch", disabled=refused, key="import-sure")
        if pressed and not moved:
            _import(engine, store, desk, checked)


def _import(engine: Engine, store: GraphStore, desk: Desk, checked: Checked) -> None:
    """Import what is on the desk and let the graph follow; the result is told on the next run, on the new graph."""
    try:
        bar = st.progress(0.0, "正在导入，请不要离开本页…")
        told = part(lambda doing, share: bar.progress(share, f"{doing}…请不要离开本页"), 0.0, REGISTERED)
        outcome = confirm(engine, store, desk.files, told)
        bar.progress(REGISTERED, "更新图谱…请不要离开本页")
    except MengtuError as error:
        cards.show(cards.notice(f"没有导入：{error}", "red"))
        return
    files = desk.files
    desk.clear()
    if outcome.import_id is None:
        desk.failed = "没有可以接收的内容，登记库未改动。"
    else:
        desk.done = Done(outcome, checked, files)
        effect = import_view.changes_said(outcome.created, outcome.updated, outcome.removed)
        desk.said = f"第 {outcome.import_id} 次导入完成，图谱已更新：{effect}。"
        desk.failed = publish()
        if desk.failed:
            desk.said = ""
    st.rerun()


def _issues(checked: Checked, files: Sequence[UploadedFile]) -> None:
    """The problems by severity, and a marked copy of every file that has some."""
    issues = checked.outcome.issues
    if not issues:
        cards.show(cards.section("问题", cards.empty("没有发现问题。")))
        return
    counted = import_view.by_severity(issues)
    cards.show(import_view.title("问题", f"共 {len(issues):,} 处"))
    _copies(checked, files)
    options = {_ALL: f"全部 {len(issues):,}", **{each.value: f"{each} {number:,}" for each, number in counted.items()}}
    chosen = st.segmented_control(
        "程度",
        list(options),
        default=_ALL,
        format_func=options.__getitem__,
        required=True,
        key="import-severity",
        label_visibility="collapsed",
    )
    listed = [issue for issue in issues if chosen in (_ALL, issue.severity.value)] if chosen in options else issues
    ordered = sorted(listed, key=lambda issue: list(counted).index(issue.severity))
    cards.show(import_view.issues_table(ordered[:_LISTED]))
    if len(ordered) > _LISTED:
        cards.show(f'<p class="mt-plain-note">先列 {_LISTED} 处，其余 {len(ordered) - _LISTED:,} 处见标注件。</p>')


def _copies(checked: Checked, files: Sequence[UploadedFile]) -> None:
    troubled = {shown.file for shown in checked.previews if shown.troubled}
    wanted = {known_name(file): file for file in files if known_name(file) in troubled}
    if wanted:
        cards.show(import_view.COPIES_SAID)
    for number, (name, file) in enumerate(wanted.items()):
        if number % _ABREAST == 0:
            boxes = st.columns(_ABREAST)
        boxes[number % _ABREAST].download_button(
            f"下载 {import_view.short(name)} 的标注件",
            copy_of(file, checked),
            checked.copies[name],
            _XLSX,
            help=name,
            on_click="ignore",
            width="stretch",
            key=f"import-copy-{number}",
        )


def _rows(checked: Checked) -> None:
    """The rows of one ledger at a time, a page at a time."""
    if not checked.previews:
        return
    cards.show(import_view.title("内容预览", "照文件原样；个人信息一律隐藏"))
    picker, only, _ = st.columns([3, 1.4, 1], vertical_alignment="bottom")
    labels = [import_view.preview_label(each, checked.previews) for each in checked.previews]
    at = picker.selectbox("台账", range(len(labels)), format_func=labels.__getitem__, key="import-ledger")
    shown: Preview = checked.previews[at if at < len(labels) else 0]
    troubled = only.toggle("只看有问题的行", disabled=not shown.troubled, key="import-troubled")
    rows = shown.troubled if troubled and shown.troubled else shown.rows
    starts = range(0, len(rows), _PER_PAGE)
    place = st.container()
    start = 0
    if len(starts) > 1:
        start = st.segmented_control(
            "翻页",
            list(starts),
            default=0,
            format_func=lambda first: f"{first + 1}–{min(first + _PER_PAGE, len(rows))}",
            required=True,
            key=f"import-rows-{at}-{troubled}",
            label_visibility="collapsed",
        )
    with place:
        cards.show(import_view.rows_said(shown, len(rows), troubled=rows is shown.troubled))
        cards.show(import_view.rows_table(shown, rows[start : start + _PER_PAGE]))
