"""Reads a workbook from standard input in a process of its own and writes its sheets to standard output as JSON lines.

The Rust reader panics on some damaged .xls files and aborts the interpreter on others, and a workbook can be made to
exhaust memory or time; a planner's session must outlive all of that. First come the rows of all sheets as arrays, where
a number stands for as many empty rows; then one object that says where those of each sheet are, or why the file is
refused; then the place of that object.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import IO, Any

import orjson

from ingest.guard import FINE, REFUSED, ending
from ingest.normalise import Raw
from ingest.tabular import LINE_NUMBER, FileRefusedError, Sheet
from ingest.workbook import read_workbook

_AS_WRITTEN = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_APPEND_NEWLINE


def main() -> int:
    """Write out every cell of every sheet."""
    out = sys.stdout.buffer
    try:
        write(read_workbook(sys.stdin.buffer.read()), out)
    except FileRefusedError as refused:
        _write_last(out, {"refused": str(refused)})
        return REFUSED
    return FINE


def write(sheets: Iterable[Sheet], out: IO[bytes]) -> None:
    """Write sheets one after the other, and then what there is to say of them."""
    known: list[dict[str, Any]] = []
    for sheet in sheets:
        begin = out.tell()
        for line in _lines(sheet.rows):
            out.write(line)
        columns = [(hidden.start, hidden.stop) for hidden in sheet.marks.columns]
        known.append(
            {
                "title": sheet.title,
                "hidden": sheet.hidden,
                "left": sheet.left,
                "columns": columns,
                "rows": sorted(sheet.marks.rows),
                "merged": sheet.merged,
                "begin": begin,
                "end": out.tell(),
            }
        )
    _write_last(out, {"sheets": known})


def _write_last(out: IO[bytes], said: dict[str, Any]) -> None:
    place = out.tell()
    out.write(orjson.dumps(said, option=orjson.OPT_APPEND_NEWLINE))
    out.write(b"%0*d" % (LINE_NUMBER, place))
    out.flush()


def _lines(rows: Iterable[Sequence[Raw]]) -> Iterator[bytes]:
    empty = 0
    for row in rows:
        if row.count("") == len(row):
            empty += 1
            continue
        if empty:
            yield b"%d\n" % empty
            empty = 0
        yield orjson.dumps(row, default=_written, option=_AS_WRITTEN)
    if empty:
        yield b"%d\n" % empty


def _written(value: object) -> dict[str, Any]:
    match value:
        case datetime():
            return {"datetime": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case time():
            return {"time": value.isoformat()}
        case timedelta():
            return {"seconds": value.total_seconds()}
    raise TypeError


if __name__ == "__main__":
    sys.exit(ending(main, (MemoryError, OSError)))  # the rows take more memory, or more room, than they may
