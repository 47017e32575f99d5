"""身份核对: what may be one and the same, side by side with the reasons; a person decides and can take it back."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import streamlit as st
from sqlalchemy.engine import Engine

from explorer import cards, state, words
from explorer.atlas import Atlas
from explorer.import_desk import open_register, publish, why_unwritable
from explorer.paging import paged
from graph.errors import MengtuError
from graph.schema import kind_of, load_schema
from graph.store import GraphStore
from ingest.candidates import KINDS, Question, decide, questions, reopen
from ingest.database import reading
from ingest.judgements import Judgement, Verdict, standing
from ingest.matching.sides import Side
from ingest.workspace import Workspace, home_folder

_STYLE = Path(__file__).parent / "identity.css"
_EVERY, _OPEN, _DECIDED = "all", "open", "decided"
_CAPPED = "各条理由之和，最高 90 分：再像也不等于确定"
_VERDICTS = {"same": ("是同一个", "green"), "different": ("不是同一个", "plain")}


@dataclass(slots=True)
class Desk:
    """One session's work on questions: those put off, and what the last action did or why it did nothing."""

    later: set[str] = field(default_factory=set)
    said: str = ""
    failed: str = ""


@st.cache_resource(scope="session", show_spinner=False)
def _own_desk() -> Desk:
    return Desk()


def render(atlas: Atlas) -> None:
    """Draw the open questions, or the decisions with ``?list=decided``."""
    st.html(_STYLE)
    about = "下面每一组名称可能指同一个对象。盟图从不自行合并：由您来判断，判断随时可以撤回。"
    cards.show(cards.heading("身份核对", below=about))
    engine, desk = open_register(), _own_desk()
    unwritable = why_unwritable(engine)
    with reading(engine) as connection:
        decided = standing(connection)
    asked = _questions(engine, atlas.key, tuple((each.id, each.verdict) for each in decided))
    left = [each for each in asked if each.id not in desk.later]
    lists = {_OPEN: f"待核对 {len(left):,}", _DECIDED: f"已判断 {len(decided):,}"}
    view, kinds = st.columns([1, 1.7])
    with view:
        shown = state.segments("清单", lists, "list", _OPEN)
    with kinds:
        kind = state.segments("类别", _kinds(), "kind", _EVERY)
    _tell(desk, unwritable)
    chooser = _Chooser(engine, atlas.store, desk, writable=not unwritable)
    if shown == _DECIDED:
        _render_decided([each for each in decided if kind in (_EVERY, kind_of(each.one))], chooser)
    else:
        _render_open([each for each in left if kind in (_EVERY, each.kind)], chooser, put_off=len(asked) - len(left))


def _kinds() -> dict[str, str]:
    return {_EVERY: state.ALL, **{kind: load_schema().kinds[kind].zh for kind in KINDS}}


@st.cache_resource(show_spinner="正在比对名称…", max_entries=4)
def _questions(_engine: Engine, key: str, decided: tuple[tuple[str, str], ...]) -> list[Question]:  # noqa: ARG001 — the cache's key
    with reading(_engine) as connection:
        return questions(connection)


def _tell(desk: Desk, unwritable: str) -> None:
    """What the last action did, once."""
    if unwritable:
        cards.show(cards.notice(unwritable, "amber"))
    if desk.said:
        cards.show(cards.notice(desk.said, "green"))
    if desk.failed:
        cards.show(cards.notice(desk.failed, "red"))
    desk.said = desk.failed = ""


@dataclass(frozen=True, slots=True)
class _Chooser:
    """Carries a person's choice into the register and lets the graph follow."""

    engine: Engine
    store: GraphStore
    desk: Desk
    writable: bool

    def decide(self, question: Question, verdict: Verdict) -> None:
        """Answer a question."""
        one, other = question.names
        told = {
            "same": f"已把「{other}」并入「{one}」，两个名称都还能查到；可在“已判断”里撤回。",
            "different": f"已记下「{one}」与「{other}」不是同一个，以后不再问；可在“已判断”里撤回。",
        }
        try:
            Workspace(home_folder(), self.engine, self.store).require_own_store()
            with st.spinner("正在更新图谱…"):
                decide(self.engine, question.id, verdict, _now())
        except MengtuError as error:
            self.desk.failed = str(error)
            return
        self.desk.said, self.desk.failed = told[verdict], publish()

    def put_off(self, question: Question) -> None:
        """Leave a question for another time; nothing is written."""
        self.desk.later.add(question.id)

    def reopen(self, decided: Judgement) -> None:
        """Take a decision back."""
        try:
            Workspace(home_folder(), self.engine, self.store).require_own_store()
            with st.spinner("正在更新图谱…"):
                reopen(self.engine, decided.id, _now())
        except MengtuError as error:
            self.desk.failed = str(error)
            return
        self.desk.said, self.desk.failed = f"已撤回对「{decided.names}」的判断，图谱恢复原样。", publish()


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


def _render_open(found: list[Question], chooser: _Chooser, *, put_off: int) -> None:
    if put_off:
        note, back = st.columns([5, 1], vertical_alignment="center")
        with note:
            cards.show(f'<p class="mt-plain-note">有 {put_off} 个问题放到了以后，只在这次浏览中不显示。</p>')
        if back.button("重新显示", key="again", width="stretch"):
            chooser.desk.later.clear()
            st.rerun()
    if not found:
        cards.show(
            cards.empty(
                "没有待核对的身份。",
                "盟图在每次导入后比对名称、领衔人、单位和地区；有可能是同一个的，会列在这里请您判断。",
            )
        )
        return
    shown, pager = paged(found, "identity")
    for question in shown:
        _render_question(question, chooser)
    if pager:
        cards.show(pager)


def _render_question(question: Question, chooser: _Chooser) -> None:
    with st.container(key=f"pair-{question.id}"):
        cards.show(_pair(question))
        boxes = st.columns([1, 1, 1, 2.4])
        # Neither answer is made to look like the right one.
        verdicts: tuple[Verdict, Verdict] = ("same", "different")
        for box, verdict in zip(boxes, verdicts, strict=False):
            box.button(
                _VERDICTS[verdict][0],
                key=f"{verdict}-{question.id}",
                width="stretch",
                disabled=not chooser.writable,
                on_click=chooser.decide,
                args=(question, verdict),
            )
        key = f"later-{question.id}"
        boxes[2].button(
            "以后再说", key=key, type="tertiary", width="stretch", on_click=chooser.put_off, args=(question,)
        )


def _pair(question: Question) -> str:
    """Both sides next to each other, then the reasons, as HTML."""
    kind = load_schema().kinds[question.kind].zh
    score = f'<span class="mt-score" title="{_CAPPED}"><b>{question.score}</b>分</span>'
    heads = "".join(_head(side, which) for side, which in ((question.one, "one"), (question.other, "other")))
    one, other = (dict(side.facts) for side in (question.one, question.other))
    rows = "".join(_row(label, one.get(label, ""), other.get(label, "")) for label in {**one, **other})
    said = "".join(
        f'<div class="{which} last">{_origin(side)}</div>'
        for side, which in ((question.one, "one"), (question.other, "other"))
    )
    reasons = "".join(
        f'<li class="{"against" if each.points < 0 else ""}"><b>{each.points:+d}</b>{escape(each.text)}</li>'
        for each in question.reasons
    )
    return (
        f'<article class="mt-pair"><header>{cards.badge(kind, "blue")}这两个是同一个吗？{score}</header>'
        f'<div class="mt-sides"><div class="label head"></div>{heads}{rows}'
        f'<div class="label last">出处</div>{said}</div>'
        f'<ul class="mt-reasons">{reasons}</ul></article>'
    )


def _head(side: Side, which: str) -> str:
    mark = "" if side.registered else cards.badge("被引用未登记", "amber")
    doubts = cards.verification(side.verification)
    return f'<div class="{which} head"><b>{cards.name_of(side.id, side.name)}</b>{mark}{doubts}</div>'


def _row(label: str, one: str, other: str) -> str:
    agree = " agree" if one == other else ""
    cells = "".join(
        f'<div class="{which}{agree if value else " nil"}">{escape(_shown(label, value))}</div>'
        for which, value in (("one", one), ("other", other))
    )
    return f'<div class="label">{escape(label)}</div>{cells}'


def _shown(label: str, value: str) -> str:
    return words.date(value) if label.endswith("日期") else words.text(value)


def _origin(side: Side) -> str:
    quote = f"<q>{escape(side.quote)}</q> " if side.quote else ""
    return quote + (cards.source(side.source) or words.MISSING)


def _render_decided(found: list[Judgement], chooser: _Chooser) -> None:
    if not found:
        cards.show(cards.empty("还没有作过判断。", "判断过的会列在这里，可以撤回。"))
        return
    shown, pager = paged(found[::-1], "identity")
    for decided in shown:
        with st.container(key=f"decided-{decided.id}"):
            told, button = st.columns([6, 1], vertical_alignment="center")
            with told:
                cards.show(_told(decided))
            button.button(
                "撤回",
                key=f"reopen-{decided.id}",
                width="stretch",
                disabled=not chooser.writable,
                on_click=chooser.reopen,
                args=(decided,),
            )
    if pager:
        cards.show(pager)


def _told(decided: Judgement) -> str:
    kind = load_schema().kinds[kind_of(decided.one)].zh
    one, _, other = decided.names.partition("；")
    moment = datetime.fromisoformat(decided.at).astimezone()
    when = f"{words.date(moment.date().isoformat())} {moment:%H:%M}"
    verdict = cards.badge(*_VERDICTS[decided.verdict])
    return (
        f'<div class="mt-decided"><b>{escape(one)}</b><i>与</i><b>{escape(other)}</b> {verdict}'
        f"<small>{escape(kind)} · {when} 判断</small></div>"
    )
