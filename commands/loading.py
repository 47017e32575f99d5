"""The commands that bring data in and take it back: sample, demo, generate, import, imports, undo, template."""

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from commands.chosen import home, lag, to_publish, workspace
from commands.outcome import refusal, show_outcome
from commands.outlets import require_writable, writing
from commands.screen import AsJson, err, out, say, show_json, show_table
from graph.errors import MengtuError

if TYPE_CHECKING:
    from ingest.load import SourceFile
    from ingest.outcome import ImportOutcome
    from ingest.progress import Progress as Told
    from ingest.records import Issue
    from ingest.register import ImportLine
    from ingest.workspace import Workspace

Studios = Annotated[int, typer.Option(help="工作室数。")]
Seed = Annotated[int, typer.Option(help="随机种子，同种子同数据。")]


@dataclass(frozen=True, slots=True)
class _Order:
    """What to import and how."""

    files: "Sequence[SourceFile]"
    origin: str
    strict: bool = False
    trial: bool = False
    refused: "Sequence[Issue]" = ()  # paths that cannot be read at all
    report: Path | None = None


def sample(as_json: AsJson = False) -> None:
    """载入内置数据：公开文献中的真实工作室与联盟，每条有出处。"""
    from ingest.sample import sample_files

    _import(_Order(sample_files(), "sample"), as_json=as_json)


def demo(studios: Studios = 2000, seed: Seed = 7, as_json: AsJson = False) -> None:
    """生成并载入模拟数据，处处标明“模拟数据”。"""
    from ingest.generate import generate as generate_ledgers
    from ingest.generate import write_ledgers
    from ingest.load import SourceFile

    folder = home() / "模拟数据"
    generated = generate_ledgers(studios, seed)
    with writing(folder):
        files = write_ledgers(generated, folder)
    _import(_Order([SourceFile(f"模拟数据/{path.name}", path) for path in files], "demo"), as_json=as_json)


def generate(
    out_folder: Annotated[Path, typer.Option("--out", help="写到哪个文件夹。")],
    studios: Studios = 2000,
    seed: Seed = 7,
    as_json: AsJson = False,
) -> None:
    """只生成模拟数据的台账文件，不载入。"""
    from ingest.generate import generate as generate_ledgers
    from ingest.generate import write_ledgers

    generated = generate_ledgers(studios, seed)
    with writing(out_folder):
        files = write_ledgers(generated, out_folder)
    rows = {table.ledger: len(table.rows) for table in generated.tables}
    if as_json:
        show_json({"files": [str(path) for path in files], "rows": rows})
    else:
        show_table(["台账", "行数"], [[ledger, count] for ledger, count in rows.items()], f"已写到 {out_folder}")


def import_(
    paths: Annotated[list[str], typer.Argument(help="台账文件或文件夹。")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只报告会怎样，不改动任何东西。")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="有一格不对就拒收整个文件。")] = False,
    report: Annotated[Path | None, typer.Option(help="把问题清单和标出问题的行另存为 .xlsx。")] = None,
    as_json: AsJson = False,
) -> None:
    """导入台账：先进登记库，再更新图谱。"""
    from ingest.files import find_files
    from ingest.load import SourceFile

    found = find_files(paths)
    if report is not None:
        require_writable(report, found.files.values())
    files = [SourceFile(name, path) for name, path in found.files.items()]
    _import(_Order(files, "import", strict, dry_run, found.refused, report), as_json=as_json)


def _import(order: _Order, *, as_json: bool) -> None:
    from ingest.progress import REGISTERED, part

    began = time.perf_counter()
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with (
        workspace(level=False) as opened,
        Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress,
    ):
        task = progress.add_task("准备", total=1.0)
        opened.require_own_store()
        told = part(lambda doing, share: progress.update(task, description=doing, completed=share), 0.0, REGISTERED)
        outcome = _load(opened, order, told)
        progress.update(task, description="更新图谱")
        behind = lag(opened) if outcome.import_id is not None else ""
    document = {**outcome.as_json(), "seconds": round(time.perf_counter() - began, 3)}
    if as_json:
        show_json(document)
    else:
        show_outcome(outcome, trial=order.trial)
    if order.report:
        from ingest.marked_copy import write_report

        with writing(order.report):
            write_report(outcome.issues, order.files, order.report)
    if outcome.refused:
        raise MengtuError(refusal(outcome))
    if behind:
        raise MengtuError(f"第 {outcome.import_id} 次导入已存入登记库，{to_publish(behind)}")


def _load(opened: "Workspace", order: _Order, progress: "Told") -> "ImportOutcome":
    """Load what can be read; paths that cannot be read stand in the outcome as refused files."""
    from ingest.load import load
    from ingest.outcome import FileOutcome, ImportOutcome

    outcome = ImportOutcome(None, (), {}, {}, {}, {}, ())
    if order.files:
        outcome = load(
            opened.engine,
            order.files,
            at=datetime.now(UTC).astimezone(),
            origin=order.origin,
            strict=order.strict,
            trial=order.trial,
            progress=progress,
            draft=opened.store.draft,
        )
    unread = tuple(FileOutcome(issue.file, "", 0, 0, (issue,)) for issue in order.refused)
    return replace(outcome, files=(*outcome.files, *unread), issues=(*order.refused, *outcome.issues))


def imports(as_json: AsJson = False) -> None:
    """导入历史。"""
    from ingest.register import history

    with workspace(level=False) as opened, opened.engine.connect() as connection:
        lines = history(connection)
    if as_json:
        show_json([asdict(line) for line in lines])
    else:
        rows = [[line.id, line.at, _about(line), len(line.files), line.undone_at or "有效"] for line in lines]
        show_table(["编号", "时间", "方式", "文件数", "状态（或撤销时间）"], rows)


def _about(line: "ImportLine") -> str:
    """How an import came about; of what was entered here, about which problem."""
    return line.files[0] if line.origin == "desk" and line.files else line.origin


def undo(
    import_id: Annotated[int, typer.Argument(help="导入编号，见 mengtu imports。")], as_json: AsJson = False
) -> None:
    """撤销一次导入，恢复到它之前的样子。"""
    from ingest.load import undo as take_back

    if import_id >= 2**31:  # more than a database counts to
        raise MengtuError(f"没有编号为 {import_id} 的导入，请用 mengtu imports 查看导入历史。")
    with workspace(level=False) as opened:
        opened.require_own_store()
        change = take_back(opened.engine, import_id, at=datetime.now(UTC).astimezone())
        behind = lag(opened)
    document = {
        "import_id": import_id,
        "created": dict(change.created),
        "updated": dict(change.updated),
        "removed": dict(change.removed),
        "edges": change.edges,
    }
    if as_json:
        show_json(document)
    else:
        back = sum(change.created.values()) + sum(change.updated.values())
        gone = sum(change.removed.values())
        say(f"已撤销第 {import_id} 次导入：移除 {gone} 个对象，恢复或改回 {back} 个。")
    if behind:
        raise MengtuError(f"第 {import_id} 次导入的撤销已存入登记库，{to_publish(behind)}")


def template(
    ledgers: Annotated[list[str], typer.Argument(help="台账名，如 工作室台账；全部 写“全部”。")],
    out_folder: Annotated[Path, typer.Option("--out", help="写到哪个文件夹。")],
    as_json: AsJson = False,
) -> None:
    """空白台账（.xlsx），带下拉选项和填写说明。"""
    from graph.schema import load_schema
    from ingest.template import write_template

    names = list(load_schema().ledgers) if ledgers == ["全部"] else ledgers
    with writing(out_folder):
        files = [str(path) for path in write_template(names, out_folder)]
    if as_json:
        show_json({"files": files})
    else:
        out.print("\n".join(files))
