"""The command that forgets a person."""

import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from commands.chosen import lag, workspace
from commands.screen import AsJson, say, show_json, show_table
from graph.errors import MengtuError

if TYPE_CHECKING:
    from ingest.forget import Forgotten, Known
    from ingest.workspace import Workspace

_COUNTED = {
    "rows": "本人的台账行",
    "cells": "个人信息（格）",
    "notes": "备注",
    "names": "姓名",
    "mentions": "其他文字里的姓名或电话",
    "issues": "问题清单",
    "judgements": "身份判断",
    "decisions": "伙伴决定的原因",
}


def forget(
    person: Annotated[str, typer.Argument(help="人员编号或姓名全称。")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="不再询问，直接删除。")] = False,
    listing: Annotated[bool, typer.Option("--list", help="列出已删除过的人员（不含姓名）。")] = False,
    as_json: AsJson = False,
) -> None:
    """删除一个人的个人信息：处处抹去，只留匿名占位和一行记录；不能撤销。"""
    from ingest.forget import forget as forget_person

    if not person.strip() and not listing:
        raise typer.BadParameter("请写要删除的人员编号或姓名，或用 --list 列出已删除过的人员", param_hint="PERSON")
    with workspace(level=False) as opened:
        if listing:
            _show_audit(opened, as_json=as_json)
            return
        opened.require_own_store()
        chosen = _only(opened, person)
        _confirm(chosen, yes=yes)
        done = forget_person(opened.engine, chosen.id, at=datetime.now(UTC).astimezone())
        behind = lag(opened)
    if as_json:
        show_json(asdict(done))
    else:
        _show(done)
    if behind:
        raise MengtuError(
            f"个人信息已从登记库删除，但图谱没有更新、其中还看得到此人（{behind}）；排除原因后请运行 mengtu publish。"
        )
    if not done.swept:
        raise MengtuError(
            "个人信息已从登记库删除，但登记库正被别的程序读取，文件里的残留还没有清除；"
            "请关闭图谱网页等程序，再运行一次 mengtu forget --list。"
        )


def _only(opened: "Workspace", person: str) -> "Known":
    """The one person of an id or a name."""
    from ingest.forget import people

    found = people(opened.engine, person)
    if not found:
        raise MengtuError(f"图谱里没有叫「{person}」的人员，请用 mengtu find 查找，写全姓名或编号。")
    if len(found) > 1:
        listed = "；".join(f"{each.id}（{'、'.join(each.homes) or '未载'}）" for each in found)
        raise MengtuError(f"有 {len(found)} 个人都叫「{person}」，请改写编号：{listed}。")
    return found[0]


def _confirm(chosen: "Known", *, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        raise MengtuError("删除个人信息不能撤销；确要删除时请加上 --yes。")
    home = "、".join(chosen.homes) or "未载"
    if not typer.confirm(f"将删除「{chosen.name}」（{home}）的全部个人信息，不能撤销。继续吗？", err=True):
        raise MengtuError("没有改动任何内容。")


def _show(done: "Forgotten") -> None:
    say(" 的个人信息已删除，图谱里只显示这个占位名称。", strong=done.stub)
    show_table(["抹去的内容", "数量"], [[_COUNTED[name], count] for name, count in done.erased.items() if count])
    if done.kept:
        say(f"这些名称里仍有此人姓名，它们不是个人信息，没有改动：{'、'.join(done.kept)}")
    say("原始台账、已导出的文件和备份不在登记库里，请一并处理。")


def _show_audit(opened: "Workspace", *, as_json: bool) -> None:
    from ingest.erase import sweep
    from ingest.forget import audit

    swept = sweep(opened.engine)
    lines = audit(opened.engine)
    if as_json:
        show_json(lines)
    else:
        rows = [[line["stub"], line["at"], sum(line["erased"].values())] for line in lines]
        show_table(["占位", "删除时间", "抹去的内容"], rows)
    if not swept:
        raise MengtuError("登记库正被别的程序读取，文件里的残留还没有清除；请关闭图谱网页等程序后再运行一次。")
