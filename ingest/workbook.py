"""How the bytes of a workbook become sheets of raw cells; it is read in a process of its own, see ``ingest.probe``."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from ingest.guard import (
    ZIP,
    declares_entities,
    has_too_many_parts,
    is_too_large,
    leads_outside,
    packs_suspiciously,
)
from ingest.normalise import Raw
from ingest.sheet_marks import SIGNS, Marks, read_marks
from ingest.tabular import (
    LONGEST_CELL,
    LONGEST_ROW,
    MOST_COLUMNS,
    MOST_MERGED,
    RESAVE,
    FileRefusedError,
    Merged,
    Sheet,
)

MOST_CELLS = 32_000_000  # the reader lays a sheet out as one block of about 24 bytes a cell
MOST_SPARSE_CELLS = 24_000_000  # of a sheet that is empty for the most part
MOST_SHEETS = 500
MOST_UNPACKED = 2**30
MOST_DIRECTORY = 4 * 2**20  # bytes of the part that lists the sheets

_PROTECTED = "设有打开密码，请在 WPS 或 Excel 中取消密码后再导入"
_DAMAGED = f"已损坏或不完整，{RESAVE}"
_TOO_VAST = "有工作表范围过大，请删去下方和右侧多余的行列，或拆成几个文件后再导入"
_TOO_WIDE = f"超过 {MOST_COLUMNS} 列，请删去右侧多余的列，另存后再导入"
_BLOCK = 2**20
_NESTED = (ZIP, b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
# Begins with one sign and not with any space, for which a search takes twice as long.
_ONE_SPACE = bytes.maketrans(b"\t\r\n", b"   ")
_CELL_REFERENCE = re.compile(rb""" r\s*=\s*["']\$?([A-Za-z]{0,8})\$?([0-9]{1,9})["']""")


def read_workbook(data: bytes) -> Iterator[Sheet]:
    """The sheets of an .xlsx or .xls file.

    Raises:
        FileRefusedError: the file is damaged, protected, too large or made to do harm; also while walking the rows.
    """
    marks: Mapping[str, Marks] = {}
    if data.startswith(ZIP):
        marks = _check_archive(data)
    else:
        _check_compound(data)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as error:
        raise FileRefusedError(_PROTECTED) from error
    if len(workbook.sheets_metadata) > MOST_SHEETS:
        raise FileRefusedError(f"超过 {MOST_SHEETS} 张工作表，请拆成几个文件后再导入")
    for about in workbook.sheets_metadata:
        if about.typ is SheetTypeEnum.WorkSheet:
            sheet = workbook.get_sheet_by_name(about.name)
            hidden, marked = about.visible is not SheetVisibleEnum.Visible, marks.get(about.name, Marks())
            if sheet.start and sheet.end:
                left, merged = sheet.start[1], sheet.merged_cell_ranges or ()
                told = merged if len(merged) <= MOST_MERGED else None
                rows = _sheet_rows(sheet, range(left, sheet.end[1] + 1), merged, marked)
                yield Sheet(about.name, hidden, rows, left, marked, merged=told)
            else:
                yield Sheet(about.name, hidden, iter(()))


def _check_archive(data: bytes) -> dict[str, Marks]:
    """Refuse what is no honest workbook; returns what its sheets say beside their cells."""
    if has_too_many_parts(data):
        raise FileRefusedError("里面的部件过多，可能是恶意文件；若确为台账，请在 WPS 或 Excel 中另存后再导入")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_members(parts)
            marked = [part.filename for part in parts if _check_part(archive, part)]
            return read_marks(archive, marked)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error) as error:
        raise FileRefusedError(_DAMAGED) from error


def _check_members(parts: Sequence[zipfile.ZipInfo]) -> None:
    names = {part.filename.replace("\\", "/").lower(): part for part in parts}
    if leads_outside(parts):
        raise FileRefusedError("内部含有越界路径，可能是恶意文件，请勿导入")
    if any(part.flag_bits & 1 for part in parts):
        raise FileRefusedError(_PROTECTED)
    if packs_suspiciously(parts):
        raise FileRefusedError("压缩比异常，可能是恶意文件；若确为台账，请在 WPS 或 Excel 中另存后再导入")
    if is_too_large(parts, MOST_UNPACKED):
        raise FileRefusedError("解压后过大，请删去多余的工作表和图片，另存后再导入")
    if "xl/workbook.xml" not in names:
        document = any(name.startswith("word/") for name in names)
        what = "内容其实是 Word 文档，请把表格复制到 Excel 中，" if document else "里面没有工作簿，请"
        raise FileRefusedError(f"{what}另存为 .xlsx 后再导入")
    if any(name.startswith("xl/_rels/") or name == "xl/workbook.xml" for name in names if _is_vast(names[name])):
        raise FileRefusedError(f"工作簿的目录过大，可能是恶意文件；若确为台账，{RESAVE}")


def _is_vast(part: zipfile.ZipInfo) -> bool:
    return part.file_size > MOST_DIRECTORY


def _spaced(window: bytes) -> bytes:
    """XML with one sign before every attribute: another space may stand there, or the end of the one before."""
    return window.replace(b'"r', b'" r').replace(b"'r", b"' r").translate(_ONE_SPACE)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Refuse a part that is no honest part of a workbook; returns whether it shows signs of marks."""
    widest = tallest = seen = 0
    marked = False
    with archive.open(part) as stream:
        if not part.filename.lower().endswith((".xml", ".rels")):
            if stream.read(8).startswith(_NESTED):
                raise FileRefusedError("里面嵌有压缩包或其他文件，请删去嵌入的对象，另存后再导入")
            return False
        overlap = b""
        while chunk := stream.read(_BLOCK):
            window = overlap + chunk
            if declares_entities(window):
                raise FileRefusedError(
                    "内部含有 XML 实体声明，可能是恶意文件；若确为台账，请在 WPS 或 Excel 中另存后再导入"
                )
            if len(chunk) == _BLOCK and b"<" not in chunk:
                raise FileRefusedError(f"有一格超过 {LONGEST_CELL:,} 个字，请核对后再导入")
            marked = marked or any(sign in window for sign in SIGNS)
            references = _CELL_REFERENCE.findall(_spaced(window))
            seen += len(references)
            widest = max(widest, *(_column_number(letters) for letters in {letters for letters, _ in references}), 0)
            tallest = max(tallest, *(int(row) for row in {row for _, row in references}), 0)
            if widest > MOST_COLUMNS:
                raise FileRefusedError(f"有工作表{_TOO_WIDE}")
            overlap = window[-64:]
    if widest * tallest > (MOST_CELLS if seen * 16 > widest * tallest else MOST_SPARSE_CELLS):
        raise FileRefusedError(_TOO_VAST)
    return marked


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _check_compound(data: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise FileRefusedError(_PROTECTED)
    if "WordDocument".encode("utf-16-le") in data:
        raise FileRefusedError("内容其实是 Word 文档，请把表格复制到 Excel 中，另存为 .xlsx 后再导入")
    if "Workbook".encode("utf-16-le") not in data and "Book".encode("utf-16-le") not in data:
        raise FileRefusedError(f"里面没有工作簿，{RESAVE}")


def _sheet_rows(
    sheet: CalamineSheet, columns: range, ranges: Sequence[Merged], marks: Marks
) -> Iterator[Sequence[Raw]]:
    """The rows, which hold these columns, with merged cells filled down."""
    left = columns.start
    if columns.stop > MOST_COLUMNS:
        raise FileRefusedError(f"工作表「{sheet.name[:31]}」{_TOO_WIDE}")
    merged: dict[int, list[tuple[int, int]]] = {}
    for (top, column), (bottom, _) in ranges:
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
        _check_lengths(row, number + 1)
        yield row


def _put(row: list[Raw], index: int, text: str) -> None:
    """Let a cell the reader takes for empty say why it is."""
    row.extend([""] * (index + 1 - len(row)))
    if index >= 0 and row[index] == "":
        row[index] = text


def _check_lengths(row: Sequence[Raw], number: int) -> None:
    longest = whole = 0
    for cell in row:
        if isinstance(cell, str) and len(cell) > 1000:
            longest, whole = max(longest, len(cell)), whole + len(cell)
    if longest > LONGEST_CELL:
        raise FileRefusedError(f"第 {number} 行有一格超过 {LONGEST_CELL:,} 个字，请核对这一行后再导入")
    if whole > LONGEST_ROW:
        raise FileRefusedError(f"第 {number} 行的文字超过 {LONGEST_ROW:,} 个字，请核对这一行后再导入")
