"""How the outcome of an import is told to people."""

from typing import TYPE_CHECKING

from commands.screen import say, show_table

if TYPE_CHECKING:
    from ingest.outcome import ImportOutcome
    from ingest.records import Issue

_MOST_ISSUES = 50


def refusal(outcome: "ImportOutcome") -> str:
    """Why nothing was accepted: the first error, and how many problems there are."""
    first = next(issue for issue in outcome.issues if issue.severity.value == "错误")
    more = f"（共 {len(outcome.issues)} 处问题）" if len(outcome.issues) > 1 else ""
    return f"没有可以接收的内容，登记库未改动。{_where(first)}：{first.message}{more}"


def show_outcome(outcome: "ImportOutcome", *, trial: bool) -> None:
    """Print what became of every file, what changed in the graph, and the first problems."""
    from graph.schema import load_schema

    rows = [
        [
            file.name,
            file.reader if file.accepted else "",
            file.rows,
            file.accepted,
            "未变" if file.unchanged else "",
            len(file.issues),
        ]
        for file in outcome.files
    ]
    show_table(["文件", "读作", "行数", "接收", "与上次相比", "问题"], rows)
    parts = outcome.created, outcome.updated, outcome.unchanged, outcome.removed
    counts = [
        [described.zh, *(part.get(kind, 0) for part in parts)]
        for kind, described in load_schema().kinds.items()
        if any(part.get(kind) for part in parts)
    ]
    if counts:
        title = "试运行，未改动任何东西" if trial else "图谱变化"
        show_table(["对象", "新增", "更新", "未变", "移除"], counts, title)
    for issue in outcome.issues[:_MOST_ISSUES]:
        say(f" {_where(issue)}：{issue.message}", strong=issue.severity.value)
    if len(outcome.issues) > _MOST_ISSUES:
        say(f"……另有 {len(outcome.issues) - _MOST_ISSUES} 处，用 --report 问题.xlsx 可全部导出。")


def _where(issue: "Issue") -> str:
    return f"{issue.file} {issue.place}".strip()
