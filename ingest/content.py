"""What a file says, as rows of the register: read here, or by a process of its own when the file is large.

Large files are read several at a time, and the memory that took is given back. What they said comes by way of files in
a folder, so the statements of a national ledger are never in this process all at once.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile

from graph.collecting import without_collecting
from ingest.files import reason
from ingest.guard import own_program, refuse_fault
from ingest.jsontext import encode
from ingest.ledger import refused_reading
from ingest.readers import read
from ingest.records import Issue, Reading

_LARGE = 4 << 20  # bytes; a smaller file is read before another process has begun
_BATCH = 10_000
_UNREAD = "没有读完，可能是内存不足；请关闭其他程序后再试，或把它分成几个文件分别导入"
_NO_ROOM = "没有读完（{reason}）；请腾出磁盘空间后再试"

Row = tuple[str, str, int | None, str, str]  # ledger, sheet, row, cells, notes


@dataclass(frozen=True, slots=True)
class Content:
    """What a file said; ``statements`` are rows of their table."""

    reader: str  # the ledgers the file was taken for
    rows: int
    accepted: int
    issues: tuple[Issue, ...]
    statements: Iterable[Row]


def read_contents(paths: Sequence[Path], folder: Path, *, strict: bool = False) -> Iterator[Content]:
    """What each file says, in the order of the files; bad content never raises.

    Args:
        paths: the files.
        folder: an empty folder that has to stay until the statements were taken.
        strict: refuse a whole file when any row or cell is bad.

    Raises:
        OwnFaultError: the program itself is at fault.
    """
    aside = _Aside(folder, strict=strict)
    with ThreadPoolExecutor(os.cpu_count()) as waiting:
        begun = [waiting.submit(aside.read, path, at) if _is_large(path) else None for at, path in enumerate(paths)]
        try:
            for path, future in zip(paths, begun, strict=True):
                yield future.result() if future else content_of(read(path, strict=strict))
        finally:
            waiting.shutdown(wait=False, cancel_futures=True)
            aside.end()


def content_of(reading: Reading) -> Content:
    """A reading in the form in which it is kept; private columns and notes stay in the register and go no further."""
    statements = [
        (record.ledger, record.place.sheet, record.place.row, encode(record.values), encode(record.notes))
        for record in reading.records
    ]
    taken_for = "、".join(dict.fromkeys(record.ledger for record in reading.records)) or reading.reader
    return Content(taken_for, reading.rows, len(statements), reading.issues, statements)


def _is_large(path: Path) -> bool:
    try:
        return path.stat().st_size >= _LARGE
    except OSError:  # the reader says why
        return False


@dataclass(slots=True)
class _Aside:
    """Processes that read a file each."""

    folder: Path
    strict: bool
    _running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    _ended: bool = False

    def read(self, path: Path, number: int) -> Content:
        """The content of a file as another process reads it."""
        said = self.folder / str(number)
        command = own_program("ingest.content", str(path.absolute()), "strict" if self.strict else "")
        try:
            with said.open("wb") as out, TemporaryFile() as told:
                process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=told)  # noqa: S603 - our own program
                self._running.append(process)
                if self._ended:
                    process.kill()
                code = process.wait()
                refuse_fault(code, told)
            if code:
                return content_of(refused_reading(path, "", _UNREAD))
            with said.open("rb") as opened:
                reader, rows, accepted, issues = pickle.load(opened)  # noqa: S301 - written by our own program
        except OSError as error:
            return content_of(refused_reading(path, "", _NO_ROOM.format(reason=reason(error))))
        return Content(reader, rows, accepted, issues, _Rows(said))

    def end(self) -> None:
        """End what is still running: nobody waits for it any more."""
        self._ended = True  # before the list is gone through: what begins meanwhile ends itself
        for process in self._running:
            process.kill()


@dataclass(frozen=True, slots=True)
class _Rows:
    """Statements that another process wrote, read anew whenever they are iterated."""

    said: Path

    def __iter__(self) -> Iterator[Row]:
        with self.said.open("rb") as opened:
            pickle.load(opened)  # noqa: S301 - written by our own program
            while batch := pickle.load(opened):  # noqa: S301 - written by our own program
                yield from batch


def main(path: str, strict: str) -> None:
    """Read one file and write what it says to standard output: what is known of it, then its statements in batches."""
    with without_collecting():
        content = content_of(read(Path(path), strict=bool(strict)))
    statements, out = list(content.statements), sys.stdout.buffer
    pickle.dump((content.reader, content.rows, content.accepted, content.issues), out)
    for begin in range(0, len(statements) + _BATCH, _BATCH):  # the last batch is empty and says that it is
        pickle.dump(statements[begin : begin + _BATCH], out)


if __name__ == "__main__":
    main(*sys.argv[3:])
