"""A workspace: one folder with the register, the embedded graph beside it, and the store in use."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import Engine

import ingest.decisions
import ingest.judgements  # noqa: F401 - so that their tables are made with the others
from graph.errors import MengtuError
from graph.open import EMBEDDED, open_store
from graph.schema import fingerprint
from graph.store import GraphStore, Published, Stamp
from graph.vocabulary import Vocabulary, load_vocabulary
from ingest.database import fact, open_engine, reading, sqlite_url, writing
from ingest.tables import lay_out, outdated, snapshot

INDEX = "index"  # the folder of the workspace in which the texts of the graph are indexed
OWN_WORDS = "词汇.csv"  # in the workspace, laid out as graph/vocabulary.csv


@dataclass(frozen=True, slots=True)
class Workspace:
    """What a door works with. Close it when done."""

    home: Path
    engine: Engine
    store: GraphStore

    @property
    def version(self) -> int:
        """The version of the register's present view."""
        with reading(self.engine) as connection:
            return int(fact(connection, "version"))

    def level(self, *, rebuild: bool = False) -> Published:
        """Bring the graph store level with the register; cheap when it is.

        A workspace without data of its own may look at a graph that another register keeps; it never replaces it.

        Raises:
            MengtuError: the store holds another register's graph and ``rebuild`` does not say to replace it.
            StoreError: the store cannot be reached or refuses.
        """
        with snapshot(self.engine) as tables:
            stamp = self.store.stamp()
            if not rebuild:
                if stamp == Stamp(tables.register, tables.version):
                    return Published(0, 0, 0)
                if stamp is not None and stamp.register != tables.register and tables.version == 0:
                    return Published(0, 0, 0)
                self.require_own_store()
            # What was indexed of the graph before: names of forgotten people must not stay behind.
            shutil.rmtree(self.home / INDEX, ignore_errors=True)
            return self.store.publish(tables, rebuild=rebuild)

    def require_own_store(self) -> None:
        """See to it, before anything is changed, that the graph in the store may be replaced.

        Raises:
            MengtuError: it is another register's.
        """
        stamp = self.store.stamp()
        with reading(self.engine) as connection:
            register = fact(connection, "id")
        if stamp is not None and stamp.register != register:
            raise MengtuError(
                f"图库（{self.store.description}）里是另一个登记库的图谱，为免覆盖，没有改动；"
                "请用 --home 换到它的工作区，或确要用当前工作区取代它时运行 mengtu publish --rebuild。"
            )

    def close(self) -> None:
        """Let go of the register and the store."""
        self.store.close()
        self.engine.dispose()


def home_folder(home: Path | None = None) -> Path:
    """The workspace named, else ``$MENGTU_HOME``, else ``.mengtu`` in the current folder."""
    return home or Path(os.environ.get("MENGTU_HOME") or ".mengtu")


def vocabulary(home: Path) -> Vocabulary:
    """The words problems are understood by, with those of the workspace where it has a file of its own."""
    own = home / OWN_WORDS
    return load_vocabulary(own if own.exists() else None)


def _is_of_another_version(engine: Engine) -> bool:
    """Whether the view was made by another version of Mengtu; its tables are laid out for this one."""
    with reading(engine) as connection:
        if fact(connection, "made_by") == fingerprint() and not outdated(connection):
            return False
    with writing(engine) as (connection, _):
        lay_out(connection)
    return True


def open_workspace(home: Path | None = None, store_url: str | None = None) -> Workspace:
    """Open or begin a workspace.

    Args:
        home: its folder; default ``$MENGTU_HOME``, else ``./.mengtu``.
        store_url: ``embedded`` or a Neo4j address; default ``$MENGTU_STORE``, else ``embedded``.

    Raises:
        MengtuError: the folder cannot be made, or the register or the store cannot be opened.
    """
    folder = home_folder(home)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MengtuError(
            f"工作区「{folder}」建不了（{error.strerror}），请换一个有写权限的文件夹（--home）。"
        ) from error
    engine = open_engine(os.environ.get("MENGTU_REGISTER") or sqlite_url(folder))
    if _is_of_another_version(engine):
        # Assembling is imported only here: it is most of the start-up time of a command that needs none of it.
        from ingest.load import renew  # noqa: PLC0415

        renew(engine)
    store = open_store(store_url or os.environ.get("MENGTU_STORE") or EMBEDDED, folder / "graph")
    return Workspace(folder, engine, store)
