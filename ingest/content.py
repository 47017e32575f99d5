"""What a file says, as rows of the register: read here, or by a process of its own when the file is large.

Large files are read several at a time, and the memory that took is given back. What they said comes by way of files in
a folder, so the statements of a national ledger are never in this process all at once.
"""

import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, count, pairwise, starmap, takewhile
from pathlib import Path
from tempfile import TemporaryFile

from graph.batches import batches
from ingest.files import reason
from ingest.guard import own_program, refuse_fault
from ingest.jsontext import encode
from ingest.ledger import read_share
from ingest.readers import read
from ingest.records import Issue, Reading
from ingest.refusing import refused_reading
from ingest.tabular import MOST_LINES

_LARGE = 4 << 20  # bytes; a smaller file is read before another process has begun
_SHARE = 8 << 20  # bytes; so much of a text table is worth a process of its own
_BATCH = 10_000
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
        """The content of a file as another process reads it, or several do."""
        said = self.folder / str(number)
        shares = [] if self.strict else _shares(path)
        with ThreadPoolExecutor(len(shares) or 1) as waiting:
            parts = waiting.map(partial(self._read, path), (said.with_suffix(f".{at}") for at in count()), shares)
            if whole := _joined(list(parts)):
                return whole
        return self._read(path, said) or content_of(refused_reading(path, "", _UNREAD))

    def _read(self, path: Path, said: Path, share: range | None = None) -> Content | None:
        """What one process reads: a file, or a share of its rows; None where that cannot be told apart."""
        rows = () if share is None else (str(share.start), str(share.stop))
        command = own_program("ingest.content", str(path.absolute()), "strict" if self.strict else "", *rows)
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
                facts: _Facts | None = pickle.load(opened)  # noqa: S301 - written by our own program
        except OSError as error:
            return content_of(refused_reading(path, "", _NO_ROOM.format(reason=reason(error))))
        return Content(*facts, _Rows((said,))) if facts else None

    def end(self) -> None:
        """End what is still running: nobody waits for it any more."""
        self._ended = True  # before the list is gone through: what begins meanwhile ends itself
        for process in self._running:
            process.kill()


@dataclass(frozen=True, slots=True)
class _Rows:
    """Statements that other processes wrote, read anew whenever they are iterated."""

    said: tuple[Path, ...]

    def __iter__(self) -> Iterator[Row]:
        for said in self.said:
            with said.open("rb") as opened:
                pickle.load(opened)  # noqa: S301 - written by our own program
                while batch := pickle.load(opened):  # noqa: S301 - written by our own program
                    yield from batch


def _shares(path: Path) -> list[range]:
    """The numbers of a large text table's rows in shares of about one size; none of other files."""
    try:
        many = min(os.cpu_count() or 1, path.stat().st_size // _SHARE)
        if many < 2 or path.suffix.lower() != ".csv":
            return []
        with path.open("rb") as opened:
            lines = sum(block.count(b"\n") for block in iter(partial(opened.read, 1 << 20), b""))
    except OSError:  # the reader says why
        return []
    # A row may take several lines: the last share is the smaller then.
    bounds = [1, *(lines * each // many for each in range(1, many)), MOST_LINES]
    shares = list(starmap(range, pairwise(bounds)))
    return shares if all(shares) else []  # lines may end otherwise


def _joined(parts: Sequence[Content | None]) -> Content | None:
    """The content of a file from its shares, or None where one of them does not stand alone."""
    whole = [part for part in parts if part and part.accepted]
    about = {(part.reader, *(issue for issue in part.issues if issue.place.row is None)) for part in whole}
    if len(whole) < len(parts) or len(about) != 1:
        return None
    # What is true of the whole file stands before and behind what is true of rows, where there is any of that.
    pattern = next((part for part in whole if any(issue.place.row is not None for issue in part.issues)), whole[0])
    ahead = list(takewhile(lambda issue: issue.place.row is None, pattern.issues))
    behind = [issue for issue in pattern.issues[len(ahead) :] if issue.place.row is None]
    within = [issue for part in whole for issue in part.issues if issue.place.row is not None]
    rows, accepted = sum(part.rows for part in whole), sum(part.accepted for part in whole)
    said = [path for part in whole if isinstance(part.statements, _Rows) for path in part.statements.said]
    return Content(whole[0].reader, rows, accepted, (*ahead, *within, *behind), _Rows(tuple(said)))


def main(path: str, strict: str, *share: str) -> None:
    """Read one file and write what it says to standard output: what is known of it, then its statements in batches.

    Of a share of its rows that cannot be told apart nothing is known.
    """
    out = sys.stdout.buffer
    gc.disable()
    reading = read_share(Path(path), range(*map(int, share))) if share else read(Path(path), strict=bool(strict))
    if reading is None:
        pickle.dump(None, out)
    else:
        content = content_of(reading)
        pickle.dump((content.reader, content.rows, content.accepted, content.issues), out)
        for batch in chain(batches(content.statements, _BATCH), ([],)):  # the last is empty and says that it is
            pickle.dump(batch, out)
    out.flush()
    os._exit(0)  # to take apart what was read takes a tenth of the reading


if __name__ == "__main__":
    main(*sys.argv[3:])
