"""The commands about the graph store and the explorer: publish, neo4j, explore."""

import os
import subprocess
import sys
import time
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any

import typer

from commands.chosen import home, store_url, workspace
from commands.screen import AsJson, err, say, show_json, show_table
from graph.errors import MengtuError

_ROOT = Path(__file__).parent.parent


def publish(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="从头重建图库。")] = False, as_json: AsJson = False
) -> None:
    """让图库与登记库一致。"""
    began = time.perf_counter()
    with workspace(level=False) as opened:
        done = opened.level(rebuild=rebuild)
    seconds = round(time.perf_counter() - began, 3)
    if as_json:
        show_json({**asdict(done), "seconds": seconds})
    else:
        say(f"写入 {done.nodes} 个对象、{done.edges} 条关系，移除 {done.removed} 个，用时 {seconds} 秒。")


def explore(
    port: Annotated[int, typer.Option(help="端口。")] = 8501,
    headless: Annotated[bool, typer.Option(help="不自动打开浏览器。")] = False,
) -> None:
    """在浏览器里打开盟图。"""
    environment = os.environ | {"MENGTU_HOME": str(home().resolve())}
    if store := store_url():
        environment["MENGTU_STORE"] = store
    command = [sys.executable, "-m", "streamlit", "run", str(_ROOT / "app.py"), "--server.port", str(port)]
    command += ["--server.headless", "true" if headless else "false", "--server.address", "127.0.0.1"]
    err.print(f"盟图：http://127.0.0.1:{port}（按 Ctrl+C 结束）")
    raise typer.Exit(subprocess.call(command, env=environment, cwd=_ROOT))  # noqa: S603 — our own command line


def start(as_json: AsJson = False) -> None:
    """启动工作区私有的 Neo4j。"""
    _show_server(asdict(_neo4j_local().start(home() / "neo4j")), as_json=as_json)


def status(as_json: AsJson = False) -> None:
    """看它是否在运行。"""
    server = _neo4j_local().status(home() / "neo4j")
    _show_server(asdict(server) if server else {}, as_json=as_json)


def stop(as_json: AsJson = False) -> None:
    """停止它。"""
    _neo4j_local().stop(home() / "neo4j")
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
        say("没有在运行。")
