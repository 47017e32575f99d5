"""Files into the register in one transaction, and imports taken back the same way."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Connection, Engine

from graph.schema import fingerprint, load_schema
from ingest import register
from ingest.assemble import assemble
from ingest.builder import Assembled
from ingest.readers import read
from ingest.records import Issue, Severity
from ingest.register import Statement
from ingest.tables import Change, replace_view

Progress = Callable[[str], None]

# Raised whenever files are read differently than before, so that contents read the old way are read again.
_WAY_OF_READING = b"1"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to import and the name it is known by: importing the same name again replaces what it said."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file. ``unchanged`` files were known and not read again."""

    name: str
    reader: str
    rows: int
    accepted: int
    issues: tuple[Issue, ...]
    unchanged: bool = False

    @property
    def refused(self) -> bool:
        """Whether nothing of the file was accepted although something is wrong with it."""
        return self.accepted == 0 and any(issue.severity is Severity.ERROR for issue in self.issues)


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did; ``import_id`` is None when nothing was accepted or it was a trial."""

    import_id: int | None
    files: tuple[FileOutcome, ...]
    created: dict[str, int]
    updated: dict[str, int]
    unchanged: dict[str, int]
    removed: dict[str, int]
    issues: tuple[Issue, ...]

    @property
    def refused(self) -> bool:
        """Whether every file was refused."""
        return bool(self.files) and all(file.refused for file in self.files)

    def as_json(self) -> dict[str, Any]:
        """The document ``mengtu import --json`` prints."""
        return {
            "import_id": self.import_id,
            "files": [
                {
                    "path": file.name,
                    "reader": file.reader,
                    "rows": file.rows,
                    "accepted": file.accepted,
                    "unchanged": file.unchanged,
                    "issues": len(file.issues),
                }
                for file in self.files
            ],
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "removed": self.removed,
            "issues": [issue_as_json(issue) for issue in self.issues],
        }


def issue_as_json(issue: Issue) -> dict[str, str]:
    """An issue as the contract of ``--json`` shows it."""
    return {
        "severity": issue.severity.value,
        "file": issue.file,
        "place": str(issue.place),
        "message": issue.message,
    }


def load(
    engine: Engine,
    files: Sequence[SourceFile],
    *,
    at: datetime,
    origin: str = "import",
    strict: bool = False,
    trial: bool = False,
    progress: Progress = lambda _: None,
) -> ImportOutcome:
    """Read files into the register and rebuild its view: all that is accepted, or after a failure nothing.

    Args:
        engine: the register.
        files: what to read, under which names.
        at: the moment noted in the history.
        origin: import, sample or demo.
        strict: refuse a file with a bad cell instead of leaving the cell out.
        trial: report what would happen and change nothing.
        progress: is told what is being done.
    """
    with register.writing(engine) as (connection, transaction):
        outcome = _load(connection, files, at, origin, strict=strict, progress=progress)
        if trial or outcome.refused:
            transaction.rollback()
            return replace(outcome, import_id=None)
    return outcome


def _load(
    connection: Connection,
    files: Sequence[SourceFile],
    at: datetime,
    origin: str,
    *,
    strict: bool,
    progress: Progress,
) -> ImportOutcome:
    import_id = register.add_import(connection, at, origin)
    outcomes: list[FileOutcome] = []
    added: dict[int, str] = {}
    for file in files:
        progress(f"读取 {file.path.name}")
        outcome, content_id = _read_into(connection, file, strict=strict)
        outcomes.append(outcome)
        if content_id is not None:
            added[register.add_source(connection, import_id, content_id, file.name, file.path)] = file.name
    progress("整理关系")
    assembled, change = rebuild(connection)
    progress("完成")
    unchanged = _untouched(assembled, added, change)
    listed = [issue for outcome in outcomes for issue in outcome.issues]
    listed += [issue for source_id, issue in assembled.issues if source_id in added]
    counts = {"created": dict(change.created), "updated": dict(change.updated), "removed": dict(change.removed)}
    register.note_summary(connection, import_id, {**counts, "issues": len(listed)})
    return ImportOutcome(
        import_id,
        tuple(outcomes),
        counts["created"],
        counts["updated"],
        unchanged,
        counts["removed"],
        tuple(listed),
    )


def _read_into(connection: Connection, file: SourceFile, *, strict: bool) -> tuple[FileOutcome, int | None]:
    """Read a file unless its content is known already. A refused file leaves no trace."""
    digest = _digest(file.path)
    known = register.known_content(connection, digest) if digest and not strict else None
    if known is not None:
        reader, rows, accepted = register.content_facts(connection, known)
        issues = tuple(register.content_issues(connection, known, file.name))
        return FileOutcome(file.name, reader, rows, accepted, issues, unchanged=True), known
    reading = read(file.path, strict=strict)
    issues = tuple(Issue(issue.severity, file.name, issue.place, issue.message) for issue in reading.issues)
    taken_for = "、".join(dict.fromkeys(record.ledger for record in reading.records)) or reading.reader
    outcome = FileOutcome(file.name, taken_for, reading.rows, len(reading.records), issues)
    if outcome.refused:
        return outcome, None
    return outcome, register.add_content(connection, digest, replace(reading, reader=taken_for))


def _digest(path: Path) -> str:
    """The fingerprint of a file's bytes, or empty when it cannot be opened (the reader says why)."""
    try:
        with path.open("rb") as opened:
            fingerprint = blake2b(_WAY_OF_READING, digest_size=20)
            while block := opened.read(1 << 20):
                fingerprint.update(block)
    except OSError:
        return ""
    return fingerprint.hexdigest()


def _untouched(assembled: Assembled, added: Iterable[int], change: Change) -> dict[str, int]:
    """Nodes the imported files speak of that neither came nor changed, by kind."""
    spoken_of = frozenset[str]().union(*(assembled.touched.get(source, frozenset()) for source in added))
    kinds: dict[str, str] = {node.id: node.kind for node in assembled.nodes}
    return dict(Counter(kinds[node] for node in spoken_of - change.changed_nodes))


def renew(engine: Engine) -> None:
    """Rebuild a view that another schema made, so that an update of Mengtu is followed without an import.

    The version rises even when no value differs: a store laid out by the old schema has to be laid out again.
    """
    with register.writing(engine) as (connection, _):
        _, change = rebuild(connection)
        if not change.any:
            register.set_fact(connection, "version", str(int(register.fact(connection, "version")) + 1))


def rebuild(connection: Connection) -> tuple[Assembled, Change]:
    """Make the register's view follow from its statements. What is as it was keeps its version."""
    register.set_fact(connection, "made_by", fingerprint())

    def statements(ledger: str) -> Iterable[Statement]:
        return register.current_statements(connection, ledger)

    assembled = assemble(load_schema(), statements)
    return assembled, replace_view(connection, assembled.nodes, assembled.edges)


def undo(engine: Engine, import_id: int, *, at: datetime) -> Change:
    """Take one import back; what earlier imports said holds again exactly as before.

    Raises:
        RegisterError: there is no such import, or it was taken back before.
    """
    with register.writing(engine) as (connection, _):
        register.take_back(connection, import_id, at)
        _, change = rebuild(connection)
        return change
