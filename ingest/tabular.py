"""How a spreadsheet or a text table on disk becomes sheets of raw cells, and which files are refused before parsing."""

import codecs
import csv
import io
import os
import re
import stat
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice, repeat
from pathlib import Path
from typing import Any

import orjson

from graph.errors import MengtuError
from ingest.file_name import called
from ingest.guard import FINE, MOST_BYTES, OLE, REFUSED, TOO_LONG, TOO_MUCH, ZIP, confined, limits_for
from ingest.normalise import Raw, tidy_heading
from ingest.records import Place, on_its_side
from ingest.sheet_marks import Marks

MOST_ROWS = 2_000_000
MOST_LINES = 2 * MOST_ROWS  # of a text table; a row may take several
MOST_COLUMNS = 1_000
LONGEST_CELL = csv.field_size_limit()  # characters
LONGEST_ROW = 2**20  # characters
HEADER_WITHIN = 30  # rows
MOST_MERGED = 10_000  # merged ranges of a sheet that are told of; no form has more
LINE_NUMBER = 16  # digits at the end of what ``ingest.probe`` writes: where its last line begins

RESAVE = "请在 WPS 或 Excel 中打开，另存为 .xlsx 后再导入"
_FOREIGN = (
    (b"%PDF", f"内容其实是 PDF，{RESAVE}"),
    (b"{\\rtf", f"内容其实是 RTF 文档，{RESAVE}"),
    (b"\x89PNG", f"内容其实是图片，{RESAVE}"),
    (b"\xff\xd8\xff", f"内容其实是图片，{RESAVE}"),
    (b"Rar!", "内容其实是压缩包，请解压后导入里面的文件"),
    (b"7z\xbc\xaf", "内容其实是压缩包，请解压后导入里面的文件"),
    (b"\x1f\x8b", "内容其实是压缩包，请解压后导入里面的文件"),
    (b"PK\x05\x06", "是空的压缩包，请核对是否选对了文件"),
)
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|meta|table|\?xml|style|script)", re.IGNORECASE)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BLOCK = 2**20
_TOO_MANY_ROWS = "超过 200 万行，请拆成几个文件后再导入"
_NO_NUMBER = "#NUM!"  # what a cell shows whose number is too large or none
_ENDED = {
    TOO_LONG: "读取时间过长，请拆成几个文件后再导入",
    TOO_MUCH: "内容过多或范围过大，请删去下方和右侧多余的行列，或拆成几个文件后再导入",
}


class FileRefusedError(MengtuError):
    """A file that is not read at all; the message says why and what to do, without the file's name."""


Merged = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file. ``rows`` can be walked once; ``above`` is how many of the spreadsheet's stand above them.

    ``left`` is the spreadsheet's column (from 0) the rows begin with; ``marks`` count columns from the sheet's first.
    ``turned`` is set where the table stands on its side, its columns seen as rows: then ``left`` is the spreadsheet's
    row, and ``turned`` its column.
    ``spots`` are set where a row is what a card says item by item: the spreadsheet's row and column, both from 1, of
    each of its cells.
    ``merged`` are the first row and column of each merged range and its last, counted from 0 as the spreadsheet does;
    None where there are too many.
    ``called`` is what the table goes by: its title, or the name of the file where that says nothing.
    """

    title: str
    hidden: bool
    rows: Iterator[Sequence[Raw]]
    left: int = 0
    marks: Marks = field(default_factory=Marks)
    above: int = 0
    turned: int | None = None
    spots: Sequence[tuple[int, int]] = ()
    merged: Sequence[Merged] | None = ()
    called: str = ""

    def number(self, row: int) -> int:
        """The number the spreadsheet gives to a row of ``rows``, which counts from 1; in a turned table its own."""
        return row if self.turned is not None else self.above + row

    def place(self, number: int | None = None, heading: str = "") -> Place:
        """Where a row stands, or the cell of it under a heading."""
        if self.turned is None:
            return Place(self.title, None if number is None else self.number(number), heading)
        column = None if number is None else number - (self.left - self.above) + self.turned
        return Place(on_its_side(self.title, self.left), column, heading)


def size_of(path: Path, instead: str) -> int:
    """How many bytes a file has.

    Args:
        path: the file.
        instead: what to do with one that is too large.

    Raises:
        FileRefusedError: it is no regular file, or too large.
        OSError: there is none.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
        raise FileRefusedError("不是普通文件，请核对是否选对了文件")
    if status.st_size > MOST_BYTES:
        raise FileRefusedError(f"超过 200 MB，{instead}")
    return status.st_size


def open_sheets(path: Path, headings: frozenset[str]) -> Iterator[Sheet]:
    """The sheets of a .csv, .xlsx or .xls file, told apart by content and not by extension.

    Args:
        path: the file.
        headings: tidied headings of all ledgers; one of them must stand in a text table in a Chinese encoding.

    Raises:
        FileRefusedError: the file is something else, damaged, protected, or too large; also while walking the rows.
        OSError: the file cannot be read.
    """
    size = size_of(path, "请拆成几个文件后再导入")
    with path.open("rb") as opened:
        start = opened.read(4096)
    if not start:
        raise FileRefusedError("是空文件，请核对是否选对了文件")
    if start.startswith((ZIP, OLE)):
        return _workbook_sheets(path, size)
    for magic, sentence in _FOREIGN:
        if start.startswith(magic):
            raise FileRefusedError(sentence)
    if _MARKUP.match(start):
        raise FileRefusedError(f"内容其实是网页，{RESAVE}")
    return iter((_text_table(path, headings),))


def _workbook_sheets(path: Path, size: int) -> Iterator[Sheet]:
    """The sheets that a process of its own reads; what breaks the parser breaks it there."""
    written = _Written()
    ended = confined("ingest.probe", path, limits_for(size), written.file)
    if ended not in {FINE, REFUSED}:
        raise FileRefusedError(_ENDED.get(ended, f"已损坏或不完整，{RESAVE}"))
    said = written.last_line()
    if "refused" in said:
        raise FileRefusedError(said["refused"])
    for about in said["sheets"]:
        marks = Marks([range(*bounds) for bounds in about["columns"]], set(about["rows"]))
        rows = written.rows(about["begin"], about["end"])
        title, left, merged = about["title"], about["left"], about["merged"]
        name = called(title, path.stem)
        yield Sheet(title, about["hidden"], rows, left, marks, merged=merged, called=name)


class _Written:
    """What ``ingest.probe`` wrote: the rows of all sheets, and about the sheets in the last line."""

    def __init__(self) -> None:
        self.file = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as anybody still walks rows
        weakref.finalize(self, self.file.close)

    def last_line(self) -> Any:
        """What is said of the whole; the last digits of the file are where that begins."""
        self.file.seek(-LINE_NUMBER, os.SEEK_END)
        self.file.seek(int(self.file.read()))
        return orjson.loads(self.file.readline())

    def rows(self, begin: int, end: int) -> Iterator[Sequence[Raw]]:
        """The rows that stand between two places of the file."""
        while begin < end:
            self.file.seek(begin)
            for line in self.file.readlines(min(_BLOCK, end - begin)):
                if begin >= end:  # a block may end a line later than was asked for
                    return
                begin += len(line)
                if not line.startswith(b"["):
                    yield from repeat([], int(line))
                elif b'{"' in line or b"null" in line:
                    yield [_cell(value) for value in orjson.loads(line)]
                else:
                    yield orjson.loads(line)


def _cell(value: Any) -> Raw:
    match value:
        case {"datetime": text}:
            return datetime.fromisoformat(text)
        case {"date": text}:
            return date.fromisoformat(text)
        case {"time": text}:
            return time.fromisoformat(text)
        case {"seconds": number}:
            return timedelta(seconds=number)
        case None:
            return _NO_NUMBER
    known: Raw = value
    return known


def _text_table(path: Path, headings: frozenset[str]) -> Sheet:
    encoding = _encoding(path, headings)
    start = _start(path, encoding)
    delimiter = max(",\t;", key=lambda mark: _known_headings(start, mark, headings))
    return Sheet("", hidden=False, rows=_text_rows(path, encoding, delimiter), called=called("", path.stem))


def _encoding(path: Path, headings: frozenset[str]) -> str:
    with path.open("rb") as opened:
        start = opened.read(4)
    for bom, encoding in _BOMS:
        if start.startswith(bom):
            return encoding if _is_written_in(path, encoding) else _refuse_encoding()
    in_utf8 = _is_written_in(path, "utf-8")
    if in_utf8 and not _holds_zero(path):
        return "utf-8"
    # Almost any bytes are some GB 18030 text; only a heading we know shows that these were meant to be.
    for encoding in ("utf-8", "gb18030"):
        if in_utf8 if encoding == "utf-8" else _is_written_in(path, encoding):
            text = _start(path, encoding)
            if any(_known_headings(text, mark, headings) for mark in ",\t;"):
                return encoding
    return _refuse_encoding()


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as opened:
        while block := opened.read(_BLOCK):
            yield block


def _holds_zero(path: Path) -> bool:
    return any(b"\0" in block for block in _blocks(path))


def _is_written_in(path: Path, encoding: str) -> bool:
    """Whether all of a file is text in an encoding; it is never held in memory as a whole."""
    decoder = codecs.getincrementaldecoder(encoding)()
    lines = 0
    try:
        for block in _blocks(path):
            decoder.decode(block)
            lines += block.count(b"\n")
            if lines > MOST_LINES:
                raise FileRefusedError(_TOO_MANY_ROWS)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _start(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, newline="") as opened:
        return opened.read(2**18)


def _refuse_encoding() -> str:
    raise FileRefusedError("不是能辨认的文本台账，请在 WPS 或 Excel 中另存为 .xlsx 后再导入")


def _known_headings(text: str, delimiter: str, headings: frozenset[str]) -> int:
    """The most known headings that stand in one of the first rows when cells are cut at ``delimiter``."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return max(
            (sum(tidy_heading(cell) in headings for cell in row) for row in islice(rows, HEADER_WITHIN)), default=0
        )
    except csv.Error:
        return 0


def _text_rows(path: Path, encoding: str, delimiter: str) -> Iterator[Sequence[Raw]]:
    with path.open(encoding=encoding, newline="") as opened:
        lines = _RowLines(opened)
        rows: Iterable[list[str]] = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            for row in rows:
                lines.begin_row()
                if len(row) > MOST_COLUMNS:
                    raise FileRefusedError(
                        f"第 {lines.row} 行超过 {MOST_COLUMNS} 列，请核对分隔符，或另存为 .xlsx 后再导入"
                    )
                yield row
        except csv.Error as error:
            number = lines.row + 1
            if "field larger" in str(error):
                raise FileRefusedError(_too_long(number, "有一格", LONGEST_CELL)) from error
            raise FileRefusedError(f"第 {number} 行起引号不成对，请补全引号，或另存为 .xlsx 后再导入") from error


class _RowLines:
    """The lines of a text table, given out until one row takes too many of them or there are too many rows."""

    def __init__(self, opened: io.TextIOBase) -> None:
        self._opened = opened
        self._taken = 0
        self.row = 0  # that was read last

    def begin_row(self) -> None:
        """Note that the row before is complete."""
        self.row += 1
        self._taken = 0

    def __iter__(self) -> "_RowLines":
        return self

    def __next__(self) -> str:
        if self.row >= MOST_ROWS:
            raise FileRefusedError(_TOO_MANY_ROWS)
        line = self._opened.readline(LONGEST_ROW + 1)
        self._taken += len(line)
        if self._taken > LONGEST_ROW:
            raise FileRefusedError(_too_long(self.row + 1, "文字", LONGEST_ROW))
        if not line:
            raise StopIteration
        return line


def _too_long(row: int, what: str, most: int) -> str:
    return f"第 {row} 行{what}超过 {most:,} 个字，多半是引号不成对，请核对这一行，或另存为 .xlsx 后再导入"
