"""What a file says, as rows of the register: read here, or by a process of its own when the file is large.

Large files are read several at a time, and the memory that took is given back. What they say comes by way of files in
a folder and can be taken while the rest is still being read: the statements of a national ledger are never in this
process all at once, and the first need not wait for the last.
"""

import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Self

from ingest.files import reason
from ingest.guard import own_program, refuse_fault
from ingest.jsontext import encode
from ingest.ledger import read_ledger
from ingest.readers import is_ledger, read
from ingest.records import Issue, Reading, Record
from ingest.refusing import refused_reading

_LARGE = 4 << 20  # bytes; a smaller file is read before another process has begun
_BATCH = 10_000  # statements; a file that says less is read before any of it is taken
_BEHIND = 5  # a process that reads ahead leaves the core to whoever puts together what was read
_BYTES_A_ROW = 60  # of a workbook, or about that
_UNREAD = "没有读完，可能是内存不足；请关闭其他程序后再试，或把它分成几个文件分别导入"
_NO_ROOM = "没有读完（{reason}）；请腾出磁盘空间后再试"

Row = tuple[str, str, int | None, str, str]  # ledger, sheet, row, cells, notes
_Facts = tuple[str, int, int, tuple[Issue, ...]]  # of a content, without its statements


@dataclass(frozen=True, slots=True)
class Content:
    """What a file said; ``statements`` are rows of their table."""

    reader: str  # the ledgers the file was taken for
    rows: int
    accepted: int
    issues: tuple[Issue, ...]
    statements: Iterable[Row]


class Underway:
    """What a large file says, of which the first is known while the rest is still being read."""

    def __init__(self, path: Path, said: Path) -> None:
        """Begin with nothing; the statements of the file at ``path`` come by way of ``said``."""
        self.path = path
        self.said = said
        self._came: SimpleQueue[bool] = SimpleQueue()  # true for every batch, false when there are no more
        self._whole: Future[Content] = Future()

    def begin(self) -> "Content | Underway":
        """Wait for the first statements: this, or the whole where everything was read before any of it came."""
        return self if self._came.get() else self.content()

    def first_ledger(self) -> str:
        """The ledger the file begins with, once it began."""
        return next(_batches(self.said))[0][0]

    def batches(self) -> Iterator[list[Row]]:
        """The statements in the order of the file, once, when it began; each batch is waited for."""
        batches = _batches(self.said)
        yield next(batches)
        while self._came.get():
            yield next(batches)

    def content(self) -> Content:
        """The whole, waited for; nothing is accepted where the file turned out to be none that can be read.

        Raises:
            OwnFaultError: the program itself is at fault.
        """
        return self._whole.result()

    def size(self) -> int:
        """About how many rows the file has."""
        with suppress(OSError), self.path.open("rb") as opened:
            if self.path.suffix.lower() == ".csv":
                return sum(block.count(b"\n") for block in iter(partial(opened.read, 1 << 20), b""))
            return os.fstat(opened.fileno()).st_size // _BYTES_A_ROW
        return 0

    def came(self) -> None:
        """Another batch was written."""
        self._came.put(True)

    def end(self, whole: Content | BaseException) -> None:
        """Nothing more comes: this is the whole, or what kept it from being read."""
        if isinstance(whole, Content):
            self._whole.set_result(whole)
        else:
            self._whole.set_exception(whole)
        self._came.put(False)


def content_of(reading: Reading) -> Content:
    """A reading in the form in which it is kept; private columns and notes stay in the register and go no further."""
    statements = list(map(_row_of, reading.records))
    return Content(
        _taken_for(reading, (row[0] for row in statements)), reading.rows, len(statements), reading.issues, statements
    )


def _row_of(record: Record) -> Row:
    return record.ledger, record.place.sheet, record.place.row, encode(record.values), encode(record.notes)


def _taken_for(reading: Reading, ledgers: Iterable[str]) -> str:
    """The ledgers a file was taken for, or the reader that found none."""
    return "、".join(dict.fromkeys(ledgers)) or reading.reader


class Contents:
    """Reads files, the large ones by processes of their own, which end when it is left."""

    def __init__(self, folder: Path, *, strict: bool = False) -> None:
        """Get ready.

        Args:
            folder: an empty folder that has to stay until the statements were taken.
            strict: refuse a whole file when any row or cell is bad.
        """
        self._folder = folder
        self._strict = strict
        self._waiting = ThreadPoolExecutor(os.cpu_count())  # each for a process
        self._running: list[subprocess.Popen[bytes]] = []
        self._ended = False

    def __enter__(self) -> Self:
        """Until it is left."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End what is still running: nobody waits for it any more."""
        self._ended = True  # before the list is gone through: what begins meanwhile ends itself
        self._waiting.shutdown(wait=False, cancel_futures=True)
        for process in self._running:
            process.kill()
            process.wait()  # what it has open cannot be deleted everywhere

    def of(self, paths: Sequence[Path]) -> Iterator[Content | Underway]:
        """What each file says, in the order of the files; bad content never raises.

        Raises:
            OwnFaultError: the program itself is at fault.
        """
        large = {at: Underway(path, self._folder / str(at)) for at, path in enumerate(paths) if _is_large(path)}
        for each in large.values():
            self._waiting.submit(self._follow, each)
        for at, path in enumerate(paths):
            yield large[at].begin() if at in large else content_of(read(path, strict=self._strict))

    def _follow(self, underway: Underway) -> None:
        """Let a process read a file, and pass on what it tells of its progress and of the whole."""
        try:
            whole = self._read(underway)
        except OSError as error:
            sentence = _NO_ROOM.format(reason=reason(error))
            underway.end(content_of(refused_reading(underway.path, "", sentence)))
        except BaseException as error:  # noqa: BLE001 - raised again where the file is waited for
            underway.end(error)
        else:
            underway.end(whole or content_of(refused_reading(underway.path, "", _UNREAD)))

    def _read(self, underway: Underway) -> Content | None:
        command = own_program(
            "ingest.content", str(underway.path.absolute()), str(underway.said), "strict" if self._strict else ""
        )
        with TemporaryFile() as told:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=told)  # noqa: S603 - our own program
            with process:
                self._running.append(process)
                if self._ended:
                    process.kill()
                facts = _facts(process.stdout, underway) if process.stdout else None
            refuse_fault(process.returncode, told)
        return Content(*facts, _Rows(underway.said)) if facts else None


def _facts(answers: IO[bytes], underway: Underway) -> _Facts | None:
    """What a reading process says at last, after a sign for every batch; None where it came to no end."""
    with suppress(EOFError, pickle.UnpicklingError):
        while True:
            told: _Facts | None = pickle.load(answers)  # noqa: S301 - written by our own program
            if told is not None:
                return told
            underway.came()
    return None


def _is_large(path: Path) -> bool:
    try:
        return path.stat().st_size >= _LARGE
    except OSError:  # the reader says why
        return False


def _batches(said: Path) -> Iterator[list[Row]]:
    """The batches another process has written."""
    with suppress(EOFError), said.open("rb") as opened:
        while True:
            yield pickle.load(opened)  # noqa: S301 - written by our own program


@dataclass(frozen=True, slots=True)
class _Rows:
    """Statements that another process wrote, read anew whenever they are iterated."""

    said: Path

    def __iter__(self) -> Iterator[Row]:
        for batch in _batches(self.said):
            yield from batch


class _Handed:
    """Writes statements in batches and gives a sign of each, once there are more than one."""

    def __init__(self, out: IO[bytes], signs: IO[bytes]) -> None:
        self._out, self._signs = out, signs
        self._waiting: list[Row] = []
        self.ledgers: dict[str, None] = {}
        self.count = 0

    def take(self, records: Iterable[Record]) -> None:
        """Take the next statements."""
        self._waiting += map(_row_of, records)
        while len(self._waiting) > _BATCH:
            self._write()
            self._sign()

    def finish(self) -> None:
        """Write what waits still."""
        began = self.count
        self._write()
        if began:
            self._sign()

    def _write(self) -> None:
        batch, self._waiting = self._waiting[:_BATCH], self._waiting[_BATCH:]
        self.ledgers |= dict.fromkeys(row[0] for row in batch)
        self.count += len(batch)
        pickle.dump(batch, self._out)
        self._out.flush()

    def _sign(self) -> None:
        pickle.dump(None, self._signs)
        self._signs.flush()


def main(path: str, said: str, strict: str) -> None:
    """Read one file: its statements go to ``said``, a sign of each batch and then what is known to standard output."""
    gc.disable()
    if hasattr(os, "nice"):
        os.nice(_BEHIND)
    signs = sys.stdout.buffer
    with Path(said).open("wb") as out:
        handed = _Handed(out, signs)
        in_parts = is_ledger(Path(path)) and not strict
        reading = read_ledger(Path(path), take=handed.take) if in_parts else read(Path(path), strict=bool(strict))
        handed.take(reading.records)
        handed.finish()
    # A file that is refused in the end has no rows, whatever was handed over before.
    ledgers, accepted = (handed.ledgers, handed.count) if reading.rows else ({}, 0)
    facts: _Facts = (_taken_for(reading, ledgers), reading.rows, accepted, reading.issues)
    pickle.dump(facts, signs)
    signs.flush()
    os._exit(0)  # to take apart what was read takes a tenth of the reading


if __name__ == "__main__":
    main(*sys.argv[3:])
