"""The commands that ask the graph: status, find, show, path, query."""

from dataclasses import asdict
from typing import Annotated, Any

import typer

from commands.chosen import workspace
from commands.screen import AsJson, say, show_json, show_table
from graph.schema import load_schema


def status(as_json: AsJson = False) -> None:
    """图库、版本、数量、是否与登记库一致。"""
    from graph import ask

    with workspace(level=False) as opened:
        stamp = opened.store.stamp()
        version = opened.version
        opened.level()
        nodes = {row.name: row.number for row in ask.node_counts(opened.store)}
        edges = {row.name: row.number for row in ask.edge_counts(opened.store)}
        document = {
            "nodes": nodes,
            "edges": edges,
            "store": opened.store.description,
            "home": str(opened.home),
            "version": version,
            "was_level": stamp is not None and stamp.version == version,
        }
    if as_json:
        show_json(document)
        return
    kinds, types = load_schema().kinds, load_schema().edges
    freshness = _freshness(stamp.version if stamp else None, version)
    say(f"图库：{document['store']}\n工作区：{document['home']}\n登记库版本：{version}\n图谱：{freshness}")
    show_table(["对象", "数量"], [[kinds[kind].zh, count] for kind, count in nodes.items() if count])
    show_table(["关系", "数量"], [[types[name].forward, count] for name, count in sorted(edges.items())])


def _freshness(graph: int | None, register: int) -> str:
    if graph == register:
        return "与登记库一致"
    if graph is None:
        return "此前还没有生成，现已生成，与登记库一致"
    if graph < register:
        return f"此前落后登记库 {register - graph} 个版本，现已更新，与登记库一致"
    return "来自另一个登记库，当前工作区没有自己的数据"


def find(
    text: Annotated[str, typer.Argument(help="名称的一部分、编号、拼音或拼音首字母。")],
    kind: Annotated[str, typer.Option(help="只找这一类，如 工作室。")] = "",
    as_json: AsJson = False,
) -> None:
    """查找。"""
    from graph.names import search

    with workspace() as opened:
        hits = search(opened.store, text, kind=kind)
    if as_json:
        show_json([{"id": hit.id, "kind": hit.kind, "name": hit.name, "context": hit.context} for hit in hits])
    elif hits:
        kinds = load_schema().kinds
        rows: list[list[Any]] = [[hit.id, kinds[hit.kind].zh, hit.name, hit.context] for hit in hits]
        show_table(["编号", "类别", "名称", "说明"], rows)
    else:
        say(f"没有找到「{text}」。")


def show(name: Annotated[str, typer.Argument(help="名称或编号。")], as_json: AsJson = False) -> None:
    """一个对象的全部情况。"""
    from graph.names import resolve
    from graph.profile import profile

    with workspace() as opened:
        found = profile(opened.store, resolve(opened.store, name).id)
    if as_json:
        show_json(found.as_json())
        return
    say(f"（{found.kind_zh}，{found.entity.id}）", strong=found.entity.name)
    show_table(["项目", "内容"], [list(line) for line in found.labelled()])
    for heading, neighbours in found.groups():
        rows = [[each.name, each.detail, each.since, each.until, each.id] for each in neighbours]
        show_table(["名称", "说明", "起", "止", "编号"], rows, heading)
    if found.figures:
        rows = [
            [each.name, f"{each.qualifier}{each.text}{each.unit}", each.period, each.quote] for each in found.figures
        ]
        show_table(["指标", "数值", "期间", "原文"], rows, "来源载明的数字")


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
        say(f"「{ends[0].name}」与「{ends[1].name}」在图谱中还没有相连。")
    for number, way in enumerate([] if as_json else ways, 1):
        say(f"{number}. ", *(f" —{step.via}→ {step.name}" if step.via else step.name for step in way))


def query(
    name: Annotated[str, typer.Argument(help="查询名，见 --list。")] = "",
    arguments: Annotated[list[str] | None, typer.Argument(help="参数，如 province=山东省。")] = None,
    listed: Annotated[bool, typer.Option("--list", help="列出全部查询。")] = False,
    as_json: AsJson = False,
) -> None:
    """运行查询库里的一条查询。"""
    from graph import ask, queries

    if listed:
        _list_queries(as_json=as_json)
        return
    if not name:
        raise typer.BadParameter("请写查询名，或用 --list 列出全部查询", param_hint="NAME")
    wanted = queries.get(name)
    parameters = wanted.filled({key: value for key, _, value in (each.partition("=") for each in arguments or [])})
    with workspace() as opened:
        rows = ask.answer(opened.store, wanted, parameters)
    if as_json:
        show_json(rows)
    elif rows:
        show_table(list(rows[0]), [list(row.values()) for row in rows], wanted.doc)
    else:
        say("没有符合条件的结果。")


def _list_queries(*, as_json: bool) -> None:
    from graph.queries import load_queries

    known = [{"name": each.name, "params": list(each.params), "doc": each.doc} for each in load_queries().values()]
    if as_json:
        show_json(known)
    else:
        show_table(["查询", "参数", "说明"], [[each["name"], each["params"], each["doc"]] for each in known])
