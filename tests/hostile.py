"""Files made to do harm: honest ones built here, and what can be done to them."""

import io
import struct
import zipfile
from functools import cache
from pathlib import Path

from docx import Document
from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"
BODY = "word/document.xml"
OLD_WORKBOOK = (Path(__file__).parent / "files" / "members.xls").read_bytes()
TABLE = "姓名,工作室,加入日期\r\n甲一,一号工作室,2020-01\r\n乙二,二号工作室,\r\n"
ENTITIES = '<!DOCTYPE r [<!ENTITY a "甲"><!ENTITY b "&a;&a;&a;&a;">]><r>&b;</r>'
OUTER_ENTITY = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]><r>&a;</r>'

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ENTRY = b"PK\x01\x02"  # begins an entry of the directory of a zip archive
_SIZE, _FLAGS, _METHOD = 24, 8, 10  # where an entry says them


@cache
def honest_workbook() -> bytes:
    """Two members in an .xlsx file."""
    book, buffer = Workbook(), io.BytesIO()
    for line in TABLE.splitlines():
        book.worksheets[0].append(line.split(","))
    book.save(buffer)
    return buffer.getvalue()


@cache
def honest_document() -> bytes:
    """A small table in a .docx file."""
    document, buffer = Document(), io.BytesIO()
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "工作室名称", "甲工作室"
    document.save(buffer)
    return buffer.getvalue()


@cache
def honest_files() -> dict[str, bytes]:
    """A file of every kind that is read, by its suffix."""
    text = TABLE.encode()
    return {".xlsx": honest_workbook(), ".docx": honest_document(), ".csv": text, ".xls": OLD_WORKBOOK}


def names(archive: bytes) -> tuple[str, ...]:
    """The names of the parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return tuple(opened.namelist())


def repacked(archive: bytes, **parts: bytes | None) -> bytes:
    """An archive with parts replaced, added or (by None) left out; ``__`` in a name stands for a slash."""
    new = {name.replace("__", "/"): data for name, data in parts.items()}
    return replaced(archive, new)


def replaced(archive: bytes, new: dict[str, bytes | None]) -> bytes:
    """An archive with parts replaced, added or (by None) left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name in dict.fromkeys((*old.namelist(), *new)):
            data = new[name] if name in new else old.read(name)
            if data is not None:
                made.writestr(name, data)
    return buffer.getvalue()


def with_sheet(rows: str = "", before: str = "", after: str = "") -> bytes:
    """A workbook whose sheet has the header of a ledger, ``rows``, and more XML before and after them."""
    heads = "".join(
        f'<c r="{place}1" t="inlineStr"><is><t>{text}</t></is></c>' for place, text in (("A", "姓名"), ("B", "工作室"))
    )
    xml = f'<worksheet {_MAIN}>{before}<sheetData><row r="1">{heads}</row>{rows}</sheetData>{after}</worksheet>'
    return replaced(honest_workbook(), {SHEET: xml.encode()})


def with_body(content: str) -> bytes:
    """A document with a body of ready XML."""
    return replaced(honest_document(), {BODY: f"<w:document {_WORD}><w:body>{content}</w:body></w:document>".encode()})


def with_entry(archive: bytes, name: str, *, size: int | None = None, flags: int = 0, method: int = 8) -> bytes:
    """An archive whose directory tells something else about one part."""
    changed = bytearray(archive)
    at = changed.rfind(_ENTRY, 0, changed.rfind(name.encode()))
    struct.pack_into("<H", changed, at + _FLAGS, flags)
    struct.pack_into("<H", changed, at + _METHOD, method)
    if size is not None:
        struct.pack_into("<I", changed, at + _SIZE, size)
    return bytes(changed)


def with_many_parts(archive: bytes, count: int) -> bytes:
    """An archive with that many small parts more."""
    return replaced(archive, {f"xl/more{number}.xml": b"<a/>" for number in range(count)})


def boxed(data: bytes, name: str, depth: int) -> bytes:
    """A file in an archive in an archive, and so on."""
    for _ in range(depth):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(name, data)
        data = buffer.getvalue()
    return data


def rows_of_cells(columns: tuple[str, ...], count: int, content: str) -> str:
    """Rows from the second on, all with the same content in these columns."""
    return "".join(
        f'<row r="{row}">{"".join(f"<c r={chr(34)}{each}{row}{chr(34)} {content}" for each in columns)}</row>'
        for row in range(2, count + 2)
    )
