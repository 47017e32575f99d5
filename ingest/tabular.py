"""How a spreadsheet or a text table on disk becomes sheets of raw cells, and which files are refused before parsing."""

import csv
import io
import re
import stat
import subprocess
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from graph.errors import MengtuError
from ingest import probe
from ingest.guard import (
    MOST_BYTES,
    OLE,
    ZIP,
    declares_entities,
    is_too_large,
    leads_outside,
    packs_suspiciously,
    probed,
)
from ingest.normalise import Raw, tidy_heading
from ingest.sheet_marks import SIGNS, Marks, read_marks

MOST_ROWS = 2_000_000
MOST_COLUMNS = 1_000
MOST_CELLS = 32_000_000  # the reader lays a sheet out as one block of about 30 bytes a cell
MOST_UNPACKED = 2**30
LONGEST_PARSE = 120  # seconds
HEADER_WITHIN = 30  # rows

_RESAVE = "请在 WPS 或 Excel 中打开，另存为 .xlsx 后再导入"
_FOREIGN = (
    (b"%PDF", f"内容其实是 PDF，{_RESAVE}"),
    (b"{\\rtf", f"内容其实是 RTF 文档，{_RESAVE}"),
    (b"\x89PNG", f"内容其实是图片，{_RESAVE}"),
    (b"\xff\xd8\xff", f"内容其实是图片，{_RESAVE}"),
    (b"Rar!", "内容其实是压缩包，请解压后导入里面的文件"),
    (b"7z\xbc\xaf", "内容其实是压缩包，请解压后导入里面的文件"),
    (b"\x1f\x8b", "内容其实是压缩包，请解压后导入里面的文件"),
    (b"PK\x05\x06", "是空的压缩包，请核对是否选对了文件"),
)
_NESTED = (ZIP, b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|meta|table|\?xml|style|script)", re.IGNORECASE)
_CELL_REFERENCE = re.compile(rb"""\br\s*=\s*["']\$?([A-Za-z]{0,3})\$?([0-9]{1,7})["']""")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class FileRefusedError(MengtuError):
    """A file that is not read at all; the message says why and what to do, without the file's name."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file. ``rows`` starts at the spreadsheet's row 1 and can be walked once.

    ``left`` is the spreadsheet's column (from 0) the rows begin with; ``marks`` count columns from the sheet's first.
    """

    title: str
    hidden: bool
    rows: Iterator[Sequence[Raw]]
    left: int = 0
    marks: Marks = field(default_factory=Marks)


def open_sheets(path: Path, headings: frozenset[str]) -> Iterator[Sheet]:
    """The sheets of a .csv, .xlsx or .xls file, told apart by content and not by extension.

    Args:
        path: the file.
        headings: tidied headings of all ledgers; one of them must stand in a text table in a Chinese encoding.

    Raises:
        FileRefusedError: the file is something else, damaged, protected, or too large; also while walking the rows.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
        raise FileRefusedError("不是普通文件，请核对是否选对了文件")
    if status.st_size > MOST_BYTES:
        raise FileRefusedError("超过 200 MB，请拆成几个文件后再导入")
    data = path.read_bytes()
    if not data:
        raise FileRefusedError("是空文件，请核对是否选对了文件")
    if data.startswith(ZIP):
        return _workbook_sheets(data, _check_archive(data))
    if data.startswith(OLE):
        _check_compound(data)
        return _workbook_sheets(data, {})
    for magic, sentence in _FOREIGN:
        if data.startswith(magic):
            raise FileRefusedError(sentence)
    if _MARKUP.match(data[:4096]):
        raise FileRefusedError(f"内容其实是网页，{_RESAVE}")
    return iter((_text_table(data, headings),))


def _check_archive(data: bytes) -> dict[str, Marks]:
    """Refuse what is no honest workbook; returns what its sheets say beside their cells."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_members(parts)
            marked = [part.filename for part in parts if _check_part(archive, part)]
            return read_marks(archive, marked)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error) as error:
        raise FileRefusedError(f"已损坏或不完整，{_RESAVE}") from error


def _check_members(parts: Sequence[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if leads_outside(parts):
        raise FileRefusedError("内部含有越界路径，可能是恶意文件，请勿导入")
    if is_too_large(parts, MOST_UNPACKED):
        raise FileRefusedError("解压后过大，请删去多余的工作表和图片，另存后再导入")
    if packs_suspiciously(parts):
        raise FileRefusedError("压缩比异常，可能是恶意文件；若确为台账，请在 WPS 或 Excel 中另存后再导入")
    if "xl/workbook.xml" not in {name.replace("\\", "/").lower() for name in names}:
        document = any(name.startswith("word/") for name in names)
        what = "内容其实是 Word 文档，请把表格复制到 Excel 中，" if document else "里面没有工作簿，"
        raise FileRefusedError(f"{what}请另存为 .xlsx 后再导入")


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Refuse a part that is no honest part of a workbook; returns whether it shows signs of marks."""
    widest = tallest = 0
    marked = False
    with archive.open(part) as stream:
        if not part.filename.lower().endswith((".xml", ".rels")):
            if stream.read(8).startswith(_NESTED):
                raise FileRefusedError("里面嵌有压缩包或其他文件，请删去嵌入的对象，另存后再导入")
            return False
        overlap = b""
        while chunk := stream.read(2**20):
            window = overlap + chunk
            if declares_entities(window):
                raise FileRefusedError(
                    "内部含有 XML 实体声明，可能是恶意文件；若确为台账，请在 WPS 或 Excel 中另存后再导入"
                )
            marked = marked or any(sign in window for sign in SIGNS)
            references = _CELL_REFERENCE.findall(window)
            widest = max(widest, *(_column_number(letters) for letters in {letters for letters, _ in references}), 0)
            tallest = max(tallest, *(int(row) for row in {row for _, row in references}), 0)
            overlap = window[-64:]
    if widest > MOST_COLUMNS:
        raise FileRefusedError(f"有工作表超过 {MOST_COLUMNS} 列，请删去右侧多余的列，另存后再导入")
    if widest * tallest > MOST_CELLS:
        raise FileRefusedError("有工作表范围过大，请删去下方和右侧多余的行列，或拆成几个文件后再导入")
    return marked


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _check_compound(data: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise FileRefusedError("设有打开密码，请在 WPS 或 Excel 中取消密码后再导入")
    if "WordDocument".encode("utf-16-le") in data:
        raise FileRefusedError("内容其实是 Word 文档，请把表格复制到 Excel 中，另存为 .xlsx 后再导入")
    if "Workbook".encode("utf-16-le") not in data and "Book".encode("utf-16-le") not in data:
        raise FileRefusedError(f"里面没有工作簿，{_RESAVE}")


def _workbook_sheets(data: bytes, marks: Mapping[str, Marks]) -> Iterator[Sheet]:
    _probe(data)
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for about in workbook.sheets_metadata:
        if about.typ is SheetTypeEnum.WorkSheet:
            sheet = workbook.get_sheet_by_name(about.name)
            hidden, marked = about.visible is not SheetVisibleEnum.Visible, marks.get(about.name, Marks())
            if sheet.start and sheet.end:
                left = sheet.start[1]
                yield Sheet(about.name, hidden, _sheet_rows(sheet, left, sheet.end[1], marked), left, marked)
            else:
                yield Sheet(about.name, hidden, iter(()))


def _probe(data: bytes) -> None:
    """Let another process read the workbook first."""
    try:
        ended = probed(probe.__file__, data, LONGEST_PARSE)
    except subprocess.TimeoutExpired as error:
        raise FileRefusedError("读取时间过长，请拆成几个文件后再导入") from error
    if ended == probe.PROTECTED:
        raise FileRefusedError("设有打开密码，请在 WPS 或 Excel 中取消密码后再导入")
    if ended != probe.FINE:
        raise FileRefusedError(f"已损坏或不完整，{_RESAVE}")


def _sheet_rows(sheet: CalamineSheet, left: int, right: int, marks: Marks) -> Iterator[Sequence[Raw]]:
    """The rows with merged cells filled down; they hold the columns from ``left`` to ``right``."""
    if right >= MOST_COLUMNS:
        raise FileRefusedError(f"工作表「{sheet.name}」超过 {MOST_COLUMNS} 列，请删去右侧多余的列，另存后再导入")
    merged: dict[int, list[tuple[int, int]]] = {}
    for (top, column), (bottom, _) in sheet.merged_cell_ranges or ():
        if bottom > top and column >= left:
            merged.setdefault(top, []).append((column - left, bottom))
    filling: dict[int, tuple[int, Raw]] = {}
    for number, row in enumerate(sheet.iter_rows()):
        for column, text in marks.cells.get(number + 1, ()):
            _put(row, column - left, text)
        for column, (bottom, value) in filling.items():
            if number <= bottom and row[column] == "":
                row[column] = value
        for column, bottom in merged.get(number, ()):
            if column < len(row):
                filling[column] = (bottom, row[column])
        yield row


def _put(row: list[Raw], index: int, text: str) -> None:
    """Let a cell the reader takes for empty say why it is."""
    row.extend([""] * (index + 1 - len(row)))
    if index >= 0 and row[index] == "":
        row[index] = text


def _text_table(data: bytes, headings: frozenset[str]) -> Sheet:
    text = _decoded(data, headings)
    delimiter = max(",\t;", key=lambda mark: _known_headings(text, mark, headings))
    return Sheet("", hidden=False, rows=_text_rows(text, delimiter))


def _decoded(data: bytes, headings: frozenset[str]) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data, encoding) or _refuse_encoding()
    text = _strictly(data, "utf-8")
    if text is not None and "\0" not in text:
        return text
    # Almost any bytes are some GB 18030 text; only a heading we know shows that these were meant to be.
    for attempt in (text, _strictly(data, "gb18030")):
        if attempt is not None and any(_known_headings(attempt, mark, headings) for mark in ",\t;"):
            return attempt
    return _refuse_encoding()


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _refuse_encoding() -> str:
    raise FileRefusedError("不是能辨认的文本台账，请在 WPS 或 Excel 中另存为 .xlsx 后再导入")


def _known_headings(text: str, delimiter: str, headings: frozenset[str]) -> int:
    """The most known headings that stand in one of the first rows when cells are cut at ``delimiter``."""
    rows = csv.reader(io.StringIO(text[: 2**18], newline=""), delimiter=delimiter)
    try:
        return max(
            (sum(tidy_heading(cell) in headings for cell in row) for row in islice(rows, HEADER_WITHIN)), default=0
        )
    except csv.Error:
        return 0


def _text_rows(text: str, delimiter: str) -> Iterator[Sequence[Raw]]:
    rows: Iterable[list[str]] = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, row in enumerate(rows, 1):
            if number > MOST_ROWS:
                raise FileRefusedError("超过 200 万行，请拆成几个文件后再导入")
            if len(row) > MOST_COLUMNS:
                raise FileRefusedError(f"第 {number} 行超过 {MOST_COLUMNS} 列，请核对分隔符，或另存为 .xlsx 后再导入")
            yield row
    except csv.Error as error:
        if "field larger" in str(error):
            most = f"{csv.field_size_limit():,}"
            raise FileRefusedError(
                f"第 {number + 1} 行有一格超过 {most} 个字，多半是引号不成对，请核对这一行，或另存为 .xlsx 后再导入"
            ) from error
        raise FileRefusedError(f"第 {number + 1} 行起引号不成对，请补全引号，或另存为 .xlsx 后再导入") from error
