"""Files into the register in one transaction, and imports taken back the same way."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.engine import Connection, Engine

from graph.memory import without_collecting
from graph.schema import fingerprint, load_schema
from graph.store import Draft, Stamp
from ingest import register
from ingest.alongside import Alongside, nowhere
from ingest.arriving import Arriving, OtherwiseError
from ingest.assemble import LEDGERS, assemble
from ingest.content import Content, Contents, Underway, content_of
from ingest.database import fact, reading, set_fact, writing
from ingest.erase import Erased, erase_former_view, erase_named, sweep, warnings
from ingest.file_name import called
from ingest.forgotten import known, watchful
from ingest.jsontext import encode
from ingest.judgements import same_as, standing
from ingest.ledger import READER
from ingest.outcome import FileOutcome, ImportOutcome
from ingest.progress import Progress, counted, part, rising, untold
from ingest.records import Issue, Place, Reading, Record, Severity
from ingest.register import Statement
from ingest.tables import Change, is_empty, names_in_view, replace_view

# Where in an import its parts end, as shares of the whole: about what they take of a national one.
_READ, _STORED = 0.25, 0.3
# And in a rebuilding of the view.
_ASSEMBLED, _NODES = 0.5, 0.75

# Raised whenever files are read differently than before, so that contents read the old way are read again.
_WAY_OF_READING = 14


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to import and the name it is known by: importing the same name again replaces what it said."""

    name: str
    path: Path


def load(  # noqa: PLR0913 - what may be told apart of an import
    engine: Engine,
    files: Sequence[SourceFile],
    *,
    at: datetime,
    origin: str = "import",
    strict: bool = False,
    trial: bool = False,
    progress: Progress = untold,
    draft: Callable[[], Draft | None] = nowhere,
) -> ImportOutcome:
    """Read files into the register and rebuild its view: all that is accepted, or after a failure nothing.

    Args:
        engine: the register.
        files: what to read, under which names.
        at: the moment noted in the history.
        origin: import, sample or demo.
        strict: refuse a file with a bad cell instead of leaving the cell out.
        trial: report what would happen and change nothing.
        progress: is told what is being done and how far it is.
        draft: begins a graph that is filled while a large view is written.

    Raises:
        RegisterError: the register is busy, full or damaged; nothing was changed.
    """
    with (
        without_collecting(),
        TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        Contents(Path(folder), strict=strict) as contents,
        Alongside(nowhere if trial else draft) as alongside,
    ):
        # What can be is read before the register is locked, so that others wait for the writing alone.
        told = rising(progress)
        read_files = list(_read(engine, files, contents, strict=strict, progress=told))
        with writing(engine) as (connection, transaction):
            outcome = _keep(connection, read_files, at, origin, told, alongside)
            if trial or outcome.refused:
                transaction.rollback()
                return replace(outcome, import_id=None)
            stamp = Stamp(fact(connection, "id"), int(fact(connection, "version")))
        alongside.finish(stamp)
    sweep(engine)
    return outcome


def enter(engine: Engine, name: str, records: Sequence[Record], *, at: datetime, origin: str) -> ImportOutcome:
    """Keep rows that were entered in Mengtu itself, as if a file of that name had said them.

    Args:
        engine: the register.
        name: what the rows are known by; entering under the same name again replaces what it said.
        records: the rows.
        at: the moment noted in the history.
        origin: who entered them.

    Raises:
        RegisterError: the register is busy, full or damaged; nothing was changed.
    """
    content = content_of(Reading(Path(name), READER, len(records), tuple(records), ()))
    said = encode([[*row[:1], *row[3:]] for row in content.statements])
    digest = blake2b(f"{fingerprint()} {said}".encode(), digest_size=20).hexdigest()
    outcome = _outcome(name, content)
    with writing(engine) as (connection, _):
        known = register.known_content(connection, digest) is not None
        file = _ReadFile(
            SourceFile(name, Path(name)), digest, replace(outcome, unchanged=known), None if known else content
        )
        kept = _keep(connection, [file], at, origin, untold, Alongside())
    sweep(engine)
    return kept


@dataclass(frozen=True, slots=True)
class _ReadFile:
    """A file that was read: what became of it, and its content unless it was refused or is known already.

    Nobody knows yet what becomes of a large one that is still being read.
    """

    source: SourceFile
    digest: str
    outcome: FileOutcome | None
    content: Content | Underway | None


def _outcome(name: str, content: Content) -> FileOutcome:
    issues = tuple(replace(issue, file=name) for issue in content.issues)
    return FileOutcome(name, content.reader, content.rows, content.accepted, issues)


def _read(
    engine: Engine, files: Sequence[SourceFile], contents: Contents, *, strict: bool, progress: Progress
) -> Iterator[_ReadFile]:
    """What each file says, read unless it is known."""
    digests = [_digest(file.path) for file in files]
    with reading(engine) as connection:
        known = {
            digest: register.known_content(connection, digest) if digest and not strict else None for digest in digests
        }
    unknown = [file.path for file, digest in zip(files, digests, strict=True) if known[digest] is None]
    said = contents.of(unknown)
    for number, (file, digest) in enumerate(zip(files, digests, strict=True)):
        progress(f"读取 {file.path.name}", _READ * number / len(files))
        if (content_id := known[digest]) is not None:
            with reading(engine) as connection:
                facts = register.content_facts(connection, content_id)
                issues = tuple(register.content_issues(connection, content_id, file.name))
            yield _ReadFile(file, digest, FileOutcome(file.name, *facts, issues, unchanged=True), None)
            continue
        content = next(said)
        outcome = None if isinstance(content, Underway) else _outcome(file.name, content)
        yield _ReadFile(file, digest, outcome, None if outcome and outcome.refused else content)


def _keep(
    connection: Connection,
    read_files: list[_ReadFile],
    at: datetime,
    origin: str,
    progress: Progress,
    alongside: Alongside,
) -> ImportOutcome:
    """Keep what was read and rebuild the view; ``read_files`` is emptied on the way, as its contents may be large."""
    import_id = register.add_import(connection, at, origin)
    progress("写入登记库", _READ)
    kept: list[FileOutcome | Arriving] = []
    added: set[int] = set()
    emptied: list[Issue] = []
    while read_files:
        file = read_files.pop(0)
        if isinstance(file.content, Underway):
            content_id = register.begin_content(connection, file.digest)
            source_id = register.add_source(connection, import_id, content_id, file.source.name, file.source.path)
            kept.append(Arriving(file.source.name, source_id, content_id, file.content, LEDGERS))
            added.add(source_id)
        elif file.outcome:
            added |= _store(connection, import_id, file, file.outcome, file.content, emptied)
            kept.append(file.outcome)
    arriving = [each for each in kept if isinstance(each, Arriving)]
    rest = part(progress, _STORED, 1.0)
    try:
        view = rebuild(connection, watched=added, progress=rest, alongside=alongside, arriving=arriving)
    except OtherwiseError:
        added -= {each.source_id for each in arriving if not each.settle(connection)}
        view = rebuild(connection, watched=added, progress=rest, alongside=alongside)
    progress("登记库已写好", 1.0)
    outcomes = [_outcome(each.name, each.coming.content()) if isinstance(each, Arriving) else each for each in kept]
    listed = [issue for outcome in outcomes for issue in outcome.issues] + emptied
    listed += [issue for (source_id, _), issue in view.issues.items() if source_id in added]
    change = view.change
    created, updated, unchanged, removed = map(dict, (change.created, change.updated, change.unchanged, change.removed))
    counts = {"created": created, "updated": updated, "removed": removed, "issues": len(listed)}
    register.note_summary(connection, import_id, counts)
    files = tuple(replace(each, issues=tuple(i for i in listed if i.file == each.name)) for each in outcomes)
    return ImportOutcome(import_id, files, created, updated, unchanged, removed, tuple(listed))


def _store(
    connection: Connection,
    import_id: int,
    file: _ReadFile,
    outcome: FileOutcome,
    content: Content | None,
    listed: list[Issue],
) -> set[int]:
    """Keep one file unless it was refused. Returns the id of its source."""
    content_id = register.known_content(connection, file.digest) if outcome.unchanged else None
    if content is not None:
        content_id = register.add_content(connection, file.digest, content)
    if content_id is None:
        return set()
    if outcome.accepted == 0 and (lost := register.current_rows(connection, file.source.name)):
        listed.append(_emptied(file.source.name, lost))
    return {register.add_source(connection, import_id, content_id, file.source.name, file.source.path)}


def _emptied(name: str, rows: int) -> Issue:
    message = f"这个文件现在没有一行可用的数据，它上次导入的 {rows} 行不再算数；若非本意，请撤销这次导入。"
    return Issue(Severity.WARNING, name, Place(), message)


def _digest(path: Path) -> str:
    """What tells contents and ways of reading them apart; empty when the file cannot be opened (the reader says why).

    The same bytes are read otherwise when the ledgers of the schema, the file's kind or what its name says are others.
    """
    about = f"{_WAY_OF_READING} {fingerprint()} {path.suffix.lower()} {called('', path.stem)}".encode()
    try:
        with path.open("rb") as opened:
            digest = blake2b(about, digest_size=20)
            while block := opened.read(1 << 20):
                digest.update(block)
    except OSError:
        return ""
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class View:
    """A view that was rebuilt: what changed, what of the watched sources did not, and what to look at."""

    change: Change
    issues: Mapping[tuple[int, str], Issue]
    erased: Erased | None = None  # what was taken out because it speaks of forgotten people


def rebuild(
    connection: Connection,
    watched: AbstractSet[int] = frozenset(),
    progress: Progress = untold,
    *,
    erasing: bool = True,
    alongside: Alongside | None = None,
    arriving: Sequence[Arriving] = (),
) -> View:
    """Make the register's view follow from its statements, with forgotten people erased. What is as it was stays.

    ``alongside`` is shown the view on its way; statements of those ``arriving`` are kept as they come.

    Raises:
        OtherwiseError: one of them turned out otherwise than it began.
    """
    shown = alongside or Alongside()
    set_fact(connection, "made_by", fingerprint())
    same = same_as(standing(connection))
    looked_at = frozenset[int]() if is_empty(connection) else watched  # where nothing was, nothing is as it was
    with closing(watchful(load_schema(), looked_at, same, known(connection))) as builder:
        assemble(builder, _ledgers(connection, arriving, part(progress, 0.0, _ASSEMBLED)))
        if any(each.content is None for each in arriving):
            raise OtherwiseError
        erased = erase_named(connection, builder) if erasing else None
        if erased is None:
            size = builder.size
            shown.expect(size[1])
            nodes, edges = shown.nodes(builder.nodes()), shown.edges(builder.edges(names_in_view(connection)))
            nodes = counted(nodes, size[0], "写入对象", part(progress, _ASSEMBLED, _NODES))
            edges = counted(edges, size[1], "写入关系", part(progress, _NODES, 1.0))
            change = replace_view(connection, nodes, edges, builder.touched)
            if not change.any:
                shown.drop()
            return View(change, builder.issues)
    del builder  # a national one is too large to be kept beside the next
    view = rebuild(connection, watched, progress, erasing=False, alongside=alongside)
    erase_former_view(connection, erased.traces)
    return replace(view, issues={**warnings(connection, erased, watched), **view.issues}, erased=erased)


@dataclass(frozen=True, slots=True)
class _Ledger:
    """The current statements of one ledger, read anew whenever they are iterated: a national one fits in no list."""

    connection: Connection
    name: str
    arriving: Sequence[Arriving]  # that begin with it, by the ids of their sources
    count: int
    progress: Progress

    def __iter__(self) -> Iterator[Statement]:
        return counted(self._statements(), self.count, f"整理{self.name}", self.progress)

    def _statements(self) -> Iterator[Statement]:
        after = register.ALL.start
        for each in self.arriving:
            before = range(after, each.source_id)
            yield from register.current_statements(self.connection, self.name, before)
            yield from each.statements(self.connection)
            after = each.source_id + 1
        yield from register.current_statements(self.connection, self.name, range(after, register.ALL.stop))


def _ledgers(connection: Connection, arriving: Sequence[Arriving], progress: Progress) -> dict[str, _Ledger]:
    counts = register.current_counts(connection)
    for each in arriving:
        counts[each.ledger] += each.coming.size()
    whole, before, ledgers = counts.total() or 1, 0, {}
    for name in LEDGERS:
        after = before + counts[name]
        begun = [each for each in arriving if each.ledger == name]
        ledgers[name] = _Ledger(connection, name, begun, counts[name], part(progress, before / whole, after / whole))
        before = after
    return ledgers


def renew(engine: Engine) -> None:
    """Rebuild a view that another schema made, so that an update of Mengtu is followed without an import.

    The version rises even when no value differs: a store laid out by the old schema has to be laid out again.
    """
    with writing(engine) as (connection, _):
        if not rebuild(connection).change.any:
            set_fact(connection, "version", str(int(fact(connection, "version")) + 1))


def undo(engine: Engine, import_id: int, *, at: datetime) -> Change:
    """Take one import back; what earlier imports said holds again exactly as before.

    Raises:
        RegisterError: there is no such import, or it was taken back before.
    """
    with writing(engine) as (connection, _):
        register.take_back(connection, import_id, at)
        change = rebuild(connection).change
    sweep(engine)
    return change
