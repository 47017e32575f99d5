"""The command that writes the graph to files other programs open."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.chosen import workspace
from commands.outlets import require_writable, writing
from commands.screen import AsJson, say, show_json
from graph.errors import MengtuError

if TYPE_CHECKING:
    from graph.store import GraphStore

Writer = Callable[["GraphStore", Path], object]


def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="graphml、gexf、csv、xlsx、html 或 form。")],
    studio: Annotated[str, typer.Argument(metavar="[STUDIO]", help="form：哪个工作室，名称或编号。")] = "",
    *,
    out_file: Annotated[Path, typer.Option("--out", help="写到哪个文件。")],
    around: Annotated[str, typer.Option(help="html：画谁的关系网络，名称或编号；默认成员最多的联盟。")] = "",
    as_json: AsJson = False,
) -> None:
    """导出图谱：graphml、gexf、csv（文件夹或 .zip）、xlsx 是全图，html 是一张关系网络图，form 是一个工作室的申报表。"""
    from graph.export import write_csv, write_gexf, write_graphml, write_xlsx

    writers: dict[str, Writer] = {
        "graphml": write_graphml,
        "gexf": write_gexf,
        "csv": write_csv,
        "xlsx": write_xlsx,
        "html": partial(_write_picture, around=around),
        "form": partial(_write_form, studio=studio),
    }
    if form not in writers:
        raise typer.BadParameter(f"只能是 {'、'.join(writers)}", param_hint="FORMAT")
    if (form == "form") != bool(studio):
        problem = "请写明填哪个工作室的申报表" if form == "form" else "只有 form 才写工作室"
        raise typer.BadParameter(problem, param_hint="STUDIO")
    folder = form == "csv" and out_file.suffix.lower() != ".zip"
    if not folder:
        require_writable(out_file)
    with workspace() as opened, writing(out_file):
        written = writers[form](opened.store, out_file)
    files = written if isinstance(written, list) else [out_file]
    if as_json:
        show_json({"files": [str(file) for file in files]})
    else:
        say(f"已写到 {out_file}" + (f"，共 {len(files)} 个文件" if folder else ""))


def _write_form(store: "GraphStore", out_file: Path, *, studio: str) -> None:
    from graph.names import resolve
    from ingest.form.gathered import gather
    from ingest.form.write import write_form

    found = resolve(store, studio, kind="Studio")
    write_form(gather(store, found.id), out_file)


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
