"""The commands on who is who: identity list, same, different, undo."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.chosen import lag, to_publish, workspace
from commands.screen import AsJson, say, show_json, show_table
from graph.errors import MengtuError
from graph.schema import kind_of, load_schema

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from ingest.candidates import Question
    from ingest.judgements import Judgement, Verdict
    from ingest.tables import Change

QuestionId = Annotated[str, typer.Argument(metavar="ID", help="问题编号，见 mengtu identity list。")]
_VERDICTS = {"same": "是同一个", "different": "不是同一个"}


def list_(
    kind: Annotated[str, typer.Option(help="只看一类：单位、工作室或人员。")] = "",
    decided: Annotated[bool, typer.Option("--decided", help="看已作的判断，而不是待核对的问题。")] = False,
    top: Annotated[int, typer.Option(min=1, max=100_000, help="最多列出几个。")] = 1000,
    as_json: AsJson = False,
) -> None:
    """待核对的身份：可能是同一个的单位、工作室和人员，逐条说明理由。"""
    from ingest.candidates import questions
    from ingest.database import reading
    from ingest.judgements import standing

    kinds = _kinds(kind)
    with workspace(level=False) as opened, reading(opened.engine) as connection:
        if decided:
            _show_decided([each for each in standing(connection) if kind_of(each.one) in kinds], as_json=as_json)
        else:
            _show_open(questions(connection, kinds, top), as_json=as_json)


def _kinds(written: str) -> tuple[str, ...]:
    """The kinds meant by an English or a Chinese word; all of them by none."""
    from ingest.candidates import KINDS

    if not written:
        return KINDS
    known = {name: kind for kind in KINDS for name in (kind, kind.lower(), load_schema().kinds[kind].zh)}
    if written not in known:
        raise typer.BadParameter(f"没有「{written}」这一类，请写单位、工作室或人员", param_hint="--kind")
    return (known[written],)


def _show_open(found: "list[Question]", *, as_json: bool) -> None:
    if as_json:
        show_json([{"id": each.id, "names": each.names, **asdict(each)} for each in found])
        return
    if not found:
        say("没有待核对的身份问题。")
        return
    kinds = load_schema().kinds
    rows: list[list[Any]] = [
        [each.id, kinds[each.kind].zh, each.score, _told(each, 0), _told(each, 1), _reasons(each)] for each in found
    ]
    show_table(["编号", "类别", "分数", "一方", "另一方", "理由"], rows, f"待核对的身份 {len(found)} 个")
    say("判断：mengtu identity same 编号（是同一个），mengtu identity different 编号（不是同一个）。")


def _told(question: "Question", which: int) -> str:
    side = (question.one, question.other)[which]
    told = "；".join(f"{fact.label} {fact.value}" for fact in side.facts[:2])
    return f"{side.name}（{told}）" if told else side.name


def _reasons(question: "Question") -> str:
    return "；".join(f"{each.text} {each.points:+d}" for each in question.reasons)


def _show_decided(found: "list[Judgement]", *, as_json: bool) -> None:
    kinds = load_schema().kinds
    if as_json:
        show_json(
            [
                {
                    "id": each.id,
                    "kind": kind_of(each.one),
                    "names": each.names.split("；", 1),
                    "verdict": each.verdict,
                    "at": each.at,
                }
                for each in found
            ]
        )
        return
    if not found:
        say("还没有作过身份判断。")
        return
    rows: list[list[Any]] = [
        [each.id, kinds[kind_of(each.one)].zh, each.names, _VERDICTS[each.verdict], each.at] for each in found
    ]
    show_table(["编号", "类别", "双方", "判断", "时间"], rows)
    say("撤回：mengtu identity undo 编号。")


def same(question: QuestionId, as_json: AsJson = False) -> None:
    """判断为同一个：合并为一个，随时可以撤回。"""
    _decide(question, "same", as_json=as_json)


def different(question: QuestionId, as_json: AsJson = False) -> None:
    """判断为不是同一个：保持两个，以后不再问。"""
    _decide(question, "different", as_json=as_json)


def _decide(question: str, verdict: "Verdict", *, as_json: bool) -> None:
    from ingest.candidates import decide

    told = f"已记为{_VERDICTS[verdict]}"
    _change(question, verdict, told, lambda engine, at: decide(engine, question, verdict, at), as_json=as_json)


def undo(question: QuestionId, as_json: AsJson = False) -> None:
    """撤回一个判断：图谱恢复原样，问题重新待核对。"""
    from ingest.candidates import reopen

    _change(question, "undo", "已撤回判断", lambda engine, at: reopen(engine, question, at), as_json=as_json)


def _change(
    question: str, verdict: str, told: str, change: "Callable[[Engine, datetime], Change]", *, as_json: bool
) -> None:
    """Change the register, level the graph, and say what became of it."""
    with workspace(level=False) as opened:
        opened.require_own_store()
        done = change(opened.engine, datetime.now(UTC).astimezone())
        behind = lag(opened)
    created, updated, removed = (dict(part) for part in (done.created, done.updated, done.removed))
    if as_json:
        counts = {"created": created, "updated": updated, "removed": removed, "edges": done.edges}
        show_json({"id": question, "verdict": verdict, **counts})
    else:
        parts = {"新增": created, "更新": updated, "移除": removed}
        amounts = "，".join(f"{word} {sum(part.values())} 个" for word, part in parts.items() if part)
        say(f"{told}（{question}）：{f'图谱中的对象{amounts}' if amounts else '图谱没有变化'}。")
    if behind:
        raise MengtuError(f"{told}，{to_publish(behind)}")
