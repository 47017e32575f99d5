"""What the global options chose: the workspace a command works in and the graph store it asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.errors import MengtuError

if TYPE_CHECKING:
    from ingest.workspace import Workspace


@dataclass(slots=True)
class _Chosen:
    home: Path | None = None
    store: str | None = None


_chosen = _Chosen()


def options(
    home: Annotated[str | None, typer.Option(help="工作区文件夹，默认 $MENGTU_HOME 或 ./.mengtu。")] = None,
    store: Annotated[str | None, typer.Option(help="图库：embedded 或 Neo4j 地址，默认 $MENGTU_STORE。")] = None,
) -> None:
    """Note the global options."""
    if home is not None and not home.strip():
        raise MengtuError("--home 后面是空的，请写出工作区文件夹。")
    _chosen.home, _chosen.store = Path(home) if home else None, store


def store_url() -> str | None:
    """The store named on the command line, if any."""
    return _chosen.store


def home() -> Path:
    """The folder of the workspace."""
    from ingest.workspace import home_folder

    return home_folder(_chosen.home)


@contextmanager
def workspace(*, level: bool = True) -> "Iterator[Workspace]":
    """The workspace chosen on the command line, its graph level with the register unless told otherwise."""
    from ingest.workspace import open_workspace

    opened = open_workspace(_chosen.home, _chosen.store)
    try:
        if level:
            opened.level()
        yield opened
    finally:
        opened.close()


def lag(opened: "Workspace") -> str:
    """Level the graph with a register that was written; why it could not follow, empty when it did."""
    try:
        opened.level()
    except MengtuError as error:
        return str(error).rstrip("。")
    return ""


def to_publish(reason: str) -> str:
    """What to do when the graph could not follow."""
    return f"但图谱没有更新（{reason}）；不必重做，排除原因后运行 mengtu publish 即可。"
