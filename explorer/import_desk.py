"""What lies on one visitor's desk: the files that were dropped, what importing them would do, and what was done."""

import io
import os
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import streamlit as st
from sqlalchemy.engine import Engine
from streamlit.runtime.uploaded_file_manager import UploadedFile

from explorer.atlas import open_atlas
from graph.errors import MengtuError
from graph.schema import load_schema
from graph.store import GraphStore
from ingest.database import fact, open_engine, reading, sqlite_url
from ingest.files import reason
from ingest.form.write import blank_form
from ingest.load import SourceFile, load
from ingest.marked_copy import copy_name, marked_copy, original_name
from ingest.outcome import ImportOutcome
from ingest.preview import Preview, preview
from ingest.progress import Progress
from ingest.register import current_rows
from ingest.template import write_template
from ingest.workspace import Workspace, home_folder

_LONGEST = 200  # bytes of a file's name on disk


@dataclass(frozen=True, slots=True)
class Checked:
    """What importing files would do, and the version of the register for which that was found out."""

    key: tuple[str, ...]
    version: int
    outcome: ImportOutcome
    previews: tuple[Preview, ...]
    replaced: Mapping[str, int]  # by name: rows of an earlier import that these files take the place of
    copies: Mapping[str, str]  # by name: what the marked copy of a file is called
    doubled: tuple[str, ...]  # names that two of the files have


@dataclass(frozen=True, slots=True)
class Done:
    """An import that was made, and the files it was made of for as long as their problems may be asked for."""

    outcome: ImportOutcome
    checked: Checked
    files: tuple[UploadedFile, ...]


@dataclass(slots=True)
class Desk:
    """One session's import: ``batch`` counts the times the desk was cleared. The files live in the session alone."""

    batch: int = 0
    files: tuple[UploadedFile, ...] = ()
    checked: Checked | None = None
    done: Done | None = None
    said: str = ""  # what the last action did
    failed: str = ""  # why the last action did nothing, or not all
    foreseen: tuple[int, int, str] | None = None  # import and version of the register: what taking it back changes

    def clear(self) -> None:
        """Let go of the files, of what is known about them and of what was said."""
        self.batch += 1
        self.files, self.checked = (), None
        self.forget()

    def forget(self) -> None:
        """Let go of what the last action did and said."""
        self.done, self.said, self.failed = None, "", ""


@st.cache_resource(scope="session", show_spinner=False)
def own_desk() -> Desk:
    """The desk of this session; it vanishes with it."""
    return Desk()


def open_register() -> Engine:
    """The register of the workspace the explorer shows.

    Raises:
        RegisterError: it cannot be opened.
    """
    return _engine(os.environ.get("MENGTU_REGISTER") or sqlite_url(home_folder().resolve()))


@st.cache_resource(show_spinner=False)
def _engine(url: str) -> Engine:
    return open_engine(url)


def why_unwritable(engine: Engine) -> str:
    """Why nothing can be imported here, in one sentence; empty text when nothing speaks against it."""
    file = engine.url.database
    if engine.dialect.name != "sqlite" or not file or not Path(file).exists():
        return ""
    if os.access(file, os.W_OK) and os.access(Path(file).parent, os.W_OK):
        return ""
    return "这里的登记库是只读的，不能导入或撤销，只能查看；需要导入请联系管理员。"


def version_of(engine: Engine) -> int:
    """The version of the register's present view."""
    with reading(engine) as connection:
        return int(fact(connection, "version"))


def known_name(file: UploadedFile) -> str:
    """The name a dropped file is known by in the register: without folders, and a marked copy by its original."""
    shown = "".join(sign for sign in file.name if sign.isprintable())
    return original_name(PurePosixPath(shown.replace("\\", "/")).name or "未命名")


def key_of(files: Sequence[UploadedFile]) -> tuple[str, ...]:
    """What tells one set of dropped files from another."""
    return tuple(file.file_id for file in files)


def check(engine: Engine, files: Sequence[UploadedFile], progress: Progress) -> Checked:
    """Find out what importing files would do; nothing is changed.

    Raises:
        MengtuError: the register is busy or damaged, or there is no room for the files.
    """
    version = version_of(engine)
    with _on_disk(files) as sources:
        outcome = load(engine, sources, at=_now(), trial=True, progress=progress)
        progress("准备预览", 1.0)
        previews = tuple(
            shown
            for source in sources
            for shown in preview(source.path, source.name, [i for i in outcome.issues if i.file == source.name])
        )
        copies = {source.name: copy_name(source) for source in sources}
        with reading(engine) as connection:
            replaced = {source.name: current_rows(connection, source.name) for source in sources}
    doubled = tuple(name for name, often in Counter(source.name for source in sources).items() if often > 1)
    return Checked(key_of(files), version, outcome, previews, replaced, copies, doubled)


def confirm(engine: Engine, store: GraphStore, files: Sequence[UploadedFile], progress: Progress) -> ImportOutcome:
    """Import files: all that is accepted, or after a failure nothing.

    Raises:
        MengtuError: nothing was changed, for the reason given.
    """
    Workspace(home_folder(), engine, store).require_own_store()
    with _on_disk(files) as sources:
        return load(engine, sources, at=_now(), progress=progress, draft=store.draft)


def publish() -> str:
    """Let the graph follow the register; what to say when it could not, else nothing."""
    try:
        open_atlas()
    except MengtuError as error:
        said = str(error).rstrip("。")
        return f"已存入登记库，但图谱没有更新（{said}）；不必重做，排除原因后刷新本页即可。"
    return ""


def copy_of(file: UploadedFile, checked: Checked) -> Callable[[], bytes]:
    """What makes the marked copy of a file when it is asked for."""
    name = known_name(file)
    issues = [issue for issue in checked.outcome.issues if issue.file == name]

    def make() -> bytes:
        with _on_disk([file]) as (source,):
            return marked_copy(source, issues)

    return make


def blank_ledgers() -> bytes:
    """Every empty ledger and the empty application form, packed into one file."""
    kept = io.BytesIO()
    with (
        tempfile.TemporaryDirectory(prefix="mengtu-") as folder,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as zipped,
    ):
        made = [*write_template(list(load_schema().ledgers), Path(folder)), blank_form(Path(folder, "申报审批表.docx"))]
        for file in made:
            zipped.write(file, file.name)
    return kept.getvalue()


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


@contextmanager
def _on_disk(files: Sequence[UploadedFile]) -> Iterator[list[SourceFile]]:
    """Dropped files as files, in a folder of their own that is gone afterwards.

    Raises:
        MengtuError: there is no room for them.
    """
    with tempfile.TemporaryDirectory(prefix="mengtu-") as folder:
        sources = []
        for number, file in enumerate(files):
            path = Path(folder, str(number), _name_on_disk(file.name))
            try:
                path.parent.mkdir()
                path.write_bytes(file.getbuffer())
            except OSError as error:
                raise MengtuError(
                    f"「{file.name}」存不下（{reason(error)}），没有改动任何内容，请联系管理员。"
                ) from error
            sources.append(SourceFile(known_name(file), path))
        yield sources


def _name_on_disk(name: str) -> str:
    """A name any disk takes, with the ending that tells what the file is."""
    clean = "".join(sign for sign in name if sign.isprintable() and sign not in '/\\:*?"<>|')
    suffix = Path(clean).suffix[:10]
    stem = clean[: len(clean) - len(suffix)].encode()[: _LONGEST - len(suffix)].decode(errors="ignore")
    return f"{stem.strip('. ') or '文件'}{suffix}"
