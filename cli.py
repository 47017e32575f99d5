"""The terminal door: the ``mengtu`` command, thin over the register, the graph and its analytics."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from graph.errors import MengtuError
from ingest.workspace import Workspace, home_folder, open_workspace

if TYPE_CHECKING:
    from graph.store import GraphStore
    from ingest.load import ImportOutcome, SourceFile

app = typer.Typer(help="盟图：劳模创新工作室联盟知识图谱。", no_args_is_help=True, pretty_exceptions_enable=False)
neo4j_app = typer.Typer(help="本机私有 Neo4j（不需要 Docker）。", no_args_is_help=True)
app.add_typer(neo4j_app, name="neo4j")

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)
Writer = Callable[["GraphStore", Path], object]
AsJson = Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档。")]
chosen: dict[str, Any] = {"home": None, "store": None}


@app.callback()
def options(
    home: Annotated[Path | None, typer.Option(help="工作区文件夹，默认 $MENGTU_HOME 或 ./.mengtu。")] = None,
    store: Annotated[str | None, typer.Option(help="图库：embedded 或 Neo4j 地址，默认 $MENGTU_STORE。")] = None,
) -> None:
    """Note the global options."""
    chosen.update(home=home, store=store)


@contextmanager
def workspace(*, level: bool = True) -> Iterator[Workspace]:
    """The workspace chosen on the command line, its graph level with the register unless told otherwise."""
    opened = open_workspace(chosen["home"], chosen["store"])
    try:
        if level:
            opened.level()
        yield opened
    finally:
        opened.close()


def show_json(document: Any) -> None:
    """Print one JSON document on stdout, whatever the terminal's encoding."""
    sys.stdout.buffer.write((json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n").encode())
    sys.stdout.flush()


def show_table(headings: list[str], rows: list[list[Any]], title: str = "") -> None:
    """Print a table, missing values as a dash."""
    table = Table(*headings, title=title or None, title_justify="left")
    for row in rows:
        table.add_row(*("—" if cell in (None, "", []) else _plain(cell) for cell in row))
    out.print(table)


def _plain(cell: Any) -> str:
    text = "、".join(map(str, cell)) if isinstance(cell, list | tuple) else str(cell)
    return text.replace("[", r"\[")


@app.command()
def sample(as_json: AsJson = False) -> None:
    """载入内置数据：公开文献中的真实工作室与联盟，每条有出处。"""
    from ingest.sample import sample_files

    _import(sample_files(), "sample", as_json=as_json)


@app.command()
def demo(
    studios: Annotated[int, typer.Option(help="工作室数。")] = 2000,
    seed: Annotated[int, typer.Option(help="随机种子，同种子同数据。")] = 7,
    as_json: AsJson = False,
) -> None:
    """生成并载入模拟数据，处处标明“模拟数据”。"""
    from ingest.generate import generate as generate_ledgers
    from ingest.generate import write_ledgers
    from ingest.load import SourceFile

    folder = home_folder(chosen["home"]) / "模拟数据"
    files = write_ledgers(generate_ledgers(studios, seed), folder)
    _import([SourceFile(f"模拟数据/{path.name}", path) for path in files], "demo", as_json=as_json)


@app.command()
def generate(
    out_folder: Annotated[Path, typer.Option("--out", help="写到哪个文件夹。")],
    studios: Annotated[int, typer.Option(help="工作室数。")] = 2000,
    seed: Annotated[int, typer.Option(help="随机种子，同种子同数据。")] = 7,
    as_json: AsJson = False,
) -> None:
    """只生成模拟数据的台账文件，不载入。"""
    from ingest.generate import generate as generate_ledgers
    from ingest.generate import write_ledgers

    generated = generate_ledgers(studios, seed)
    files = write_ledgers(generated, out_folder)
    rows = {table.ledger: len(table.rows) for table in generated.tables}
    if as_json:
        show_json({"files": [str(path) for path in files], "rows": rows})
    else:
        show_table(["台账", "行数"], [[ledger, count] for ledger, count in rows.items()], f"已写到 {out_folder}")


@app.command("import")
def import_(
    paths: Annotated[list[Path], typer.Argument(help="台账文件或文件夹。")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只报告会怎样，不改动任何东西。")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="有一格不对就拒收整个文件。")] = False,
    report: Annotated[Path | None, typer.Option(help="把问题清单另存为 .xlsx。")] = None,
    as_json: AsJson = False,
) -> None:
    """导入台账：先进登记库，再更新图谱。"""
    from ingest.load import SourceFile
    from ingest.readers import find_files

    found = find_files(paths)
    if not found:
        listed = "、".join(map(str, paths))
        raise MengtuError(f"「{listed}」里没有文件可导入，请核对文件夹。")
    files = [SourceFile(path.resolve().as_posix(), path) for path in found]
    _import(files, "import", as_json=as_json, strict=strict, trial=dry_run, report=report)


def _import(
    files: "list[SourceFile]",
    origin: str,
    *,
    as_json: bool,
    strict: bool = False,
    trial: bool = False,
    report: Path | None = None,
) -> None:
    from ingest.load import load

    began = time.perf_counter()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with workspace(level=False) as opened, Progress(*columns, console=err, transient=True) as progress:
        task = progress.add_task("准备", total=None)
        opened.require_own_store()
        outcome = load(
            opened.engine,
            files,
            at=datetime.now(UTC).astimezone(),
            origin=origin,
            strict=strict,
            trial=trial,
            progress=lambda doing: progress.update(task, description=doing),
        )
        if outcome.import_id is not None:
            progress.update(task, description="更新图谱")
            opened.level()
    if report:
        from ingest.problem_list import write_problem_list

        write_problem_list(outcome.issues, report)
    document = {**outcome.as_json(), "seconds": round(time.perf_counter() - began, 3)}
    if as_json:
        show_json(document)
    else:
        _show_outcome(outcome, trial=trial)
    if outcome.refused:
        raise MengtuError(_refusal(outcome))


def _refusal(outcome: "ImportOutcome") -> str:
    first = next(issue for issue in outcome.issues if issue.severity.value == "错误")
    more = f"（共 {len(outcome.issues)} 处问题）" if len(outcome.issues) > 1 else ""
    return f"没有可以接收的内容，登记库未改动。{Path(first.file).name}{first.place}：{first.message}{more}"


def _show_outcome(outcome: "ImportOutcome", *, trial: bool) -> None:
    from graph.schema import load_schema

    kinds = load_schema().kinds
    rows = [
        [
            Path(file.name).name,
            file.reader,
            file.rows,
            file.accepted,
            "未变" if file.unchanged else "",
            len(file.issues),
        ]
        for file in outcome.files
    ]
    show_table(["文件", "读作", "行数", "接收", "与上次相比", "问题"], rows)
    counts = [
        [kinds[kind].zh, *(part.get(kind, 0) for part in _parts(outcome))]
        for kind in kinds
        if any(part.get(kind) for part in _parts(outcome))
    ]
    show_table(["对象", "新增", "更新", "未变", "移除"], counts, "试运行，未改动任何东西" if trial else "图谱变化")
    for issue in outcome.issues[:50]:
        place = f"{Path(issue.file).name}{issue.place}".replace("[", r"\[")
        message = issue.message.replace("[", r"\[")
        out.print(f"[bold]{issue.severity.value}[/bold] {place}：{message}")
    if len(outcome.issues) > 50:
        out.print(f"……另有 {len(outcome.issues) - 50} 处，用 --report 问题.xlsx 可全部导出。")


def _parts(outcome: "ImportOutcome") -> tuple[dict[str, int], ...]:
    return outcome.created, outcome.updated, outcome.unchanged, outcome.removed


@app.command()
def imports(as_json: AsJson = False) -> None:
    """导入历史。"""
    from ingest.register import history

    with workspace(level=False) as opened, opened.engine.connect() as connection:
        lines = history(connection)
    if as_json:
        show_json([asdict(line) for line in lines])
    else:
        rows = [[line.id, line.at, line.origin, len(line.files), line.undone_at or "有效"] for line in lines]
        show_table(["编号", "时间", "方式", "文件数", "状态（或撤销时间）"], rows)


@app.command()
def undo(
    import_id: Annotated[int, typer.Argument(help="导入编号，见 mengtu imports。")], as_json: AsJson = False
) -> None:
    """撤销一次导入，恢复到它之前的样子。"""
    from ingest.load import undo as take_back

    with workspace(level=False) as opened:
        opened.require_own_store()
        change = take_back(opened.engine, import_id, at=datetime.now(UTC).astimezone())
        opened.level()
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
        total = sum(change.removed.values())
        out.print(
            f"已撤销第 {import_id} 次导入：移除 {total} 个对象，恢复或改回 "
            f"{sum(change.created.values()) + sum(change.updated.values())} 个。"
        )


@app.command()
def template(
    ledgers: Annotated[list[str], typer.Argument(help="台账名，如 工作室台账；全部 写“全部”。")],
    out_folder: Annotated[Path, typer.Option("--out", help="写到哪个文件夹。")],
    as_json: AsJson = False,
) -> None:
    """空白台账（.xlsx），带下拉选项和填写说明。"""
    from graph.schema import load_schema
    from ingest.template import write_template

    names = list(load_schema().ledgers) if ledgers == ["全部"] else ledgers
    files = [str(path) for path in write_template(names, out_folder)]
    if as_json:
        show_json({"files": files})
    else:
        out.print("\n".join(files))


@app.command()
def status(as_json: AsJson = False) -> None:
    """图库、版本、数量、是否与登记库一致。"""
    from graph import ask
    from graph.schema import load_schema

    with workspace(level=False) as opened:
        stamp = opened.store.stamp()
        fresh = stamp is not None and stamp.version == opened.version
        opened.level()
        nodes = {row.name: row.number for row in ask.node_counts(opened.store)}
        edges = {row.name: row.number for row in ask.edge_counts(opened.store)}
        document = {
            "nodes": nodes,
            "edges": edges,
            "store": opened.store.description,
            "home": str(opened.home),
            "version": opened.version,
            "was_level": fresh,
        }
    if as_json:
        show_json(document)
        return
    kinds, types = load_schema().kinds, load_schema().edges
    out.print(f"图库：{document['store']}\n工作区：{document['home']}\n登记库版本：{document['version']}")
    show_table(["对象", "数量"], [[kinds[kind].zh, count] for kind, count in nodes.items() if count])
    show_table(["关系", "数量"], [[types[name].forward, count] for name, count in sorted(edges.items())])


@app.command()
def find(
    text: Annotated[str, typer.Argument(help="名称的一部分、编号、拼音或拼音首字母。")],
    kind: Annotated[str, typer.Option(help="只找这一类，如 工作室。")] = "",
    as_json: AsJson = False,
) -> None:
    """查找。"""
    from graph.names import search
    from graph.schema import load_schema

    with workspace() as opened:
        hits = search(opened.store, text, kind=kind)
    if as_json:
        show_json([{"id": hit.id, "kind": hit.kind, "name": hit.name, "context": hit.context} for hit in hits])
    elif hits:
        kinds = load_schema().kinds
        show_table(
            ["编号", "类别", "名称", "说明"], [[hit.id, kinds[hit.kind].zh, hit.name, hit.context] for hit in hits]
        )
    else:
        out.print(f"没有找到「{text}」。")


@app.command()
def show(name: Annotated[str, typer.Argument(help="名称或编号。")], as_json: AsJson = False) -> None:
    """一个对象的全部情况。"""
    from graph.names import resolve
    from graph.profile import profile

    with workspace() as opened:
        found = profile(opened.store, resolve(opened.store, name).id)
    if as_json:
        show_json(found.as_json())
        return
    out.print(f"[bold]{_plain(found.entity.name)}[/bold]（{found.kind_zh}，{found.entity.id}）")
    show_table(["项目", "内容"], [list(line) for line in found.labelled()])
    for heading, neighbours in found.groups():
        rows = [[each.name, each.detail, each.since, each.until, each.id] for each in neighbours]
        show_table(["名称", "说明", "起", "止", "编号"], rows, heading)
    if found.figures:
        rows = [
            [each.name, f"{each.qualifier}{each.text}{each.unit}", each.period, each.quote] for each in found.figures
        ]
        show_table(["指标", "数值", "期间", "原文"], rows, "来源载明的数字")


@app.command()
def path(
    start: Annotated[str, typer.Argument(help="从谁")],
    end: Annotated[str, typer.Argument(help="到谁")],
    as_json: AsJson = False,
) -> None:
    """两者怎样相连，至多三条最短的路。"""
    from graph.names import resolve
    from graph.paths import shortest_paths

    with workspace() as opened:
        ends = resolve(opened.store, start), resolve(opened.store, end)
        ways = shortest_paths(opened.store, ends[0].id, ends[1].id)
    if as_json:
        show_json([[asdict(step) for step in way] for way in ways])
    elif not ways:
        out.print(f"「{ends[0].name}」与「{ends[1].name}」在图谱中还没有相连。")
    for number, way in enumerate([] if as_json else ways, 1):
        steps = "".join(f" —{step.via}→ {step.name}" if step.via else step.name for step in way)
        out.print(f"{number}. {_plain(steps)}")


@app.command()
def suggest(
    studio: Annotated[str, typer.Argument(help="工作室名称或编号。")],
    top: Annotated[int, typer.Option(min=1, max=1000, help="给几个。")] = 10,
    kind: Annotated[str | None, typer.Option(help="联盟类型：跨区域、跨行业、跨企业、校企、1+N集群、结对。")] = None,
    mode: Annotated[Literal["familiar", "new", "all"], typer.Option(help="familiar 熟识的、new 新的。")] = "all",
    as_json: AsJson = False,
) -> None:
    """为一个工作室建议联盟伙伴，逐条说明理由。"""
    from graph.analytics.partners import suggest as suggest_partners
    from graph.names import resolve
    from graph.projection import project

    with workspace() as opened:
        asked = resolve(opened.store, studio, kind="Studio")
        found = suggest_partners(project(opened.store), asked.id, top=top, kind=kind, mode=mode)
    if as_json:
        show_json({"studio": {"id": asked.id, "name": asked.name}, "suggestions": [asdict(each) for each in found]})
        return
    if not found:
        out.print(f"关于「{asked.name}」的资料还不够，给不出有依据的建议；请补充单位、地区、行业或擅长。")
    for each in found:
        group = "熟识" if each.group == "familiar" else "新伙伴"
        out.print(f"[bold]{each.rank}. {_plain(each.name)}[/bold]  {each.score:.1f} 分（{group}，{each.id}）")
        for reason in each.reasons:
            out.print(f"    +{reason.points:.1f} {_plain(reason.text)}")


@app.command()
def query(
    name: Annotated[str, typer.Argument(help="查询名，见 --list。")] = "",
    arguments: Annotated[list[str] | None, typer.Argument(help="参数，如 province=山东省。")] = None,
    listed: Annotated[bool, typer.Option("--list", help="列出全部查询。")] = False,
    as_json: AsJson = False,
) -> None:
    """运行查询库里的一条查询。"""
    from graph import ask, queries

    if listed:
        known = [
            {"name": each.name, "params": list(each.params), "doc": each.doc}
            for each in queries.load_queries().values()
        ]
        if as_json:
            show_json(known)
        else:
            show_table(["查询", "参数", "说明"], [[each["name"], each["params"], each["doc"]] for each in known])
        return
    if not name:
        raise typer.BadParameter("请写查询名，或用 --list 列出全部查询", param_hint="NAME")
    wanted = queries.get(name)
    typed = {name: value for name, _, value in (each.partition("=") for each in arguments or [])}
    parameters = wanted.filled(typed)
    with workspace() as opened:
        rows = ask.answer(opened.store, wanted, parameters)
    if as_json:
        show_json(rows)
    elif rows:
        show_table(list(rows[0]), [list(row.values()) for row in rows], wanted.doc)
    else:
        out.print("没有符合条件的结果。")


@app.command()
def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="graphml、gexf 或 html。")],
    out_file: Annotated[Path, typer.Option("--out", help="写到哪个文件。")],
    around: Annotated[str, typer.Option(help="html：画谁的关系网络，名称或编号；默认成员最多的联盟。")] = "",
    as_json: AsJson = False,
) -> None:
    """导出图谱：graphml、gexf 是全图，html 是一张可以邮寄的关系网络图。"""
    from graph.export import write_gexf, write_graphml

    picture = partial(_write_picture, around=around)
    writers: dict[str, Writer] = {"graphml": write_graphml, "gexf": write_gexf, "html": picture}
    if form not in writers:
        raise typer.BadParameter(f"只能是 {'、'.join(writers)}", param_hint="FORMAT")
    try:
        out_file.parent.mkdir(parents=True, exist_ok=True)
        with workspace() as opened:
            writers[form](opened.store, out_file)
    except OSError as error:
        raise MengtuError(f"「{out_file}」写不进去（{error.strerror}），请换一个位置。") from error
    if as_json:
        show_json({"files": [str(out_file)]})
    else:
        out.print(f"已写到 {out_file}")


def _write_picture(store: "GraphStore", out_file: Path, *, around: str) -> None:
    from explorer.picture_file import as_html
    from graph import ask
    from graph.names import resolve
    from graph.surroundings import surroundings

    if around:
        centre = resolve(store, around).id
    else:
        alliances = sorted(ask.alliances(store), key=lambda each: (-each.studios - each.organizations, each.id))
        if not alliances:
            raise MengtuError("图谱里还没有联盟，请用 --around 写明画谁的关系网络，或先导入台账。")
        centre = alliances[0].id
    picture = surroundings(store, centre, hops=2)
    if not picture.nodes:
        raise MengtuError(f"「{around}」在图谱里还没有任何联系，画不出网络图。")
    out_file.write_text(as_html(picture, f"{picture.nodes[0].name}的关系网络"), encoding="utf-8")


@app.command()
def publish(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="从头重建图库。")] = False, as_json: AsJson = False
) -> None:
    """让图库与登记库一致。"""
    began = time.perf_counter()
    with workspace(level=False) as opened:
        done = opened.level(rebuild=rebuild)
    document = {**asdict(done), "seconds": round(time.perf_counter() - began, 3)}
    if as_json:
        show_json(document)
    else:
        out.print(
            f"写入 {done.nodes} 个对象、{done.edges} 条关系，移除 {done.removed} 个，用时 {document['seconds']} 秒。"
        )


@app.command()
def explore(
    port: Annotated[int, typer.Option(help="端口。")] = 8501,
    headless: Annotated[bool, typer.Option(help="不自动打开浏览器。")] = False,
) -> None:
    """在浏览器里打开盟图。"""
    environment = os.environ | {"MENGTU_HOME": str(home_folder(chosen["home"]).resolve())}
    if chosen["store"]:
        environment["MENGTU_STORE"] = chosen["store"]
    root = Path(__file__).parent
    command = [sys.executable, "-m", "streamlit", "run", str(root / "app.py"), "--server.port", str(port)]
    command += ["--server.headless", "true" if headless else "false", "--server.address", "127.0.0.1"]
    err.print(f"盟图：http://127.0.0.1:{port}（按 Ctrl+C 结束）")
    raise typer.Exit(subprocess.call(command, env=environment, cwd=root))  # noqa: S603 — our own command line


@neo4j_app.command("start")
def neo4j_start(as_json: AsJson = False) -> None:
    """启动工作区私有的 Neo4j。"""
    neo4j_local = _neo4j_local()
    _show_server(asdict(neo4j_local.start(home_folder(chosen["home"]) / "neo4j")), as_json=as_json)


@neo4j_app.command("status")
def neo4j_status(as_json: AsJson = False) -> None:
    """看它是否在运行。"""
    neo4j_local = _neo4j_local()
    server = neo4j_local.status(home_folder(chosen["home"]) / "neo4j")
    _show_server(asdict(server) if server else {}, as_json=as_json)


@neo4j_app.command("stop")
def neo4j_stop(as_json: AsJson = False) -> None:
    """停止它。"""
    neo4j_local = _neo4j_local()
    neo4j_local.stop(home_folder(chosen["home"]) / "neo4j")
    _show_server({}, as_json=as_json)


def _neo4j_local() -> ModuleType:
    try:
        return import_module("graph.neo4j_local")
    except ModuleNotFoundError as error:
        raise MengtuError("这一功能需要另装：pip install 'mengtu[neo4j-local]'。") from error


def _show_server(server: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        show_json(server)
    elif server:
        show_table(["项目", "值"], [[key, value] for key, value in server.items()])
    else:
        out.print("没有在运行。")


def main() -> None:
    """Run the command; whatever is refused becomes one sentence on stderr and exit code 1."""
    try:
        app()
    except MengtuError as error:
        err.print(str(error).replace("[", r"\["), style="red")
        sys.exit(1)


if __name__ == "__main__":
    main()
