"""What a file says, as rows of the register: read here, or by a process of its own when the file is large.

Large files are read several at a time, and the memory that took is given back. What they said comes by way of a file
on disk without a name, so the statements of a national ledger are never in this process all at once.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from graph.collecting import without_collecting
from ingest.guard import own_program
from ingest.jsontext import encode
from ingest.ledger import refused_reading
from ingest.readers import read
from ingest.records import Issue, Reading

_LARGE = 4 << 20  # bytes; a smaller file is read before another process has begun
_BATCH = 10_000
_UNREAD = "没有读完，可能是内存不足；请关闭其他程序后再试，或把它分成几个文件分别导入"

Row = tuple[str, str, int | None, str, str]  # ledger, sheet, row, cells, notes


@dataclass(frozen=True, slots=True)
class Content:
    """What a file said; ``statements`` are rows of their table, to be iterated once."""

    reader: str  # the ledgers the file was taken for
    rows: int
    accepted: int
    issues: tuple[Issue, ...]
    statements: Iterable[Row]


def read_contents(paths: Sequence[Path], *, strict: bool = False) -> Iterator[Content]:
    """What each file says, in the order of the files; bad content never raises.

    Args:
        paths: the files.
        strict: refuse a whole file when any row or cell is bad.
    """
    with ThreadPoolExecutor(os.cpu_count()) as waiting:
        aside = {path: waiting.submit(_read_aside, path, strict=strict) for path in paths if _is_large(path)}
        try:
            for path in paths:
                yield aside[path].result() if path in aside else content_of(read(path, strict=strict))
        finally:
            waiting.shutdown(cancel_futures=True)


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


def _read_aside(path: Path, *, strict: bool) -> Content:
    """The content of a file as another process reads it."""
    told = TemporaryFile()  # noqa: SIM115 - closed when its rows are taken
    command = own_program("ingest.content", str(path.absolute()), "strict" if strict else "")
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=told, stderr=subprocess.DEVNULL, check=False)  # noqa: S603 - our own program
    if ended.returncode:
        return content_of(refused_reading(path, "", _UNREAD))
    told.seek(0)
    reader, rows, accepted, issues = pickle.load(told)  # noqa: S301 - written by our own program
    return Content(reader, rows, accepted, issues, _rows(told))


def _rows(told: IO[bytes]) -> Iterator[Row]:
    with told:
        while batch := pickle.load(told):  # noqa: S301 - written by our own program
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
