"""Which Word documents are refused before parsing, and the body and parts of one that is not."""

import io
import tempfile
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import orjson
from docx import Document
from lxml import etree

from ingest.guard import (
    FINE,
    OLE,
    REFUSED,
    TOO_LONG,
    TOO_MUCH,
    ZIP,
    confined,
    declares_entities,
    has_too_many_parts,
    is_too_large,
    leads_outside,
    limits_for,
    packs_suspiciously,
)
from ingest.tabular import FileRefusedError, size_of

MOST_UNPACKED = 200 * 2**20
MOST_TEXT = 32 * 2**20  # of XML in all parts: a form of a thousand pages has less
MOST_TAGS = 300_000  # in all parts: a form of twenty thousand cells has fewer

_RESAVE = "请在 WPS/Word 中另存为 .docx 后再导入"
_PROTECTED = "设有打开密码，请在 WPS/Word 中取消密码后再导入"
_ENDED = {
    TOO_LONG: "读取时间过长，不像是一份申报表，请核对是否选对了文件",
    TOO_MUCH: "内容过多，不像是一份申报表，请核对是否选对了文件",
}
_FOREIGN = (
    (b"%PDF", f"内容其实是 PDF，{_RESAVE}"),
    (b"{\\rtf", f"内容其实是 RTF 文档，{_RESAVE}"),
    (b"Rar!", "内容其实是压缩包，请解压后导入里面的文件"),
    (b"7z\xbc\xaf", "内容其实是压缩包，请解压后导入里面的文件"),
    (b"PK\x05\x06", "是空的压缩包，请核对是否选对了文件"),
)


@dataclass(frozen=True, slots=True)
class Package:
    """What is read of a document: its body, and the names of the objects embedded in it, which are not opened."""

    body: etree._Element
    embedded: tuple[str, ...]


def open_package(path: Path) -> Package:
    """Open a .docx file, told apart by content and not by extension.

    Raises:
        FileRefusedError: the file is something else, damaged, protected, too large or made to do harm.
        OSError: the file cannot be read.
    """
    size = size_of(path, "请删去其中的图片，另存后再导入")
    data = path.read_bytes()
    if not data:
        raise FileRefusedError("是空文件，请核对是否选对了文件")
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise FileRefusedError(_PROTECTED)
        raise FileRefusedError(f"内容其实是旧版 .doc 或 .wps 文档，{_RESAVE}")
    for magic, sentence in _FOREIGN:
        if data.startswith(magic):
            raise FileRefusedError(sentence)
    if not data.startswith(ZIP):
        raise FileRefusedError(f"内容不是 Word 文档，{_RESAVE}")
    names = _parts(path, size)
    body = Document(io.BytesIO(data)).element.body
    embedded = tuple(PurePosixPath(name).name for name in names if name.startswith("word/embeddings/"))
    return Package(body, embedded)


def _parts(path: Path, size: int) -> tuple[str, ...]:
    """The names of the parts, after another process has checked the document and opened it first."""
    with tempfile.TemporaryFile() as written:
        ended = confined("ingest.form.probe", path, limits_for(size), written)
        if ended not in {FINE, REFUSED}:
            raise FileRefusedError(_ENDED.get(ended, f"已损坏、不完整或嵌套过深，{_RESAVE}"))
        written.seek(0)
        found = orjson.loads(written.read())
    if "refused" in found:
        raise FileRefusedError(found["refused"])
    return tuple(found["parts"])


def check_archive(data: bytes) -> tuple[str, ...]:
    """Refuse what unpacks to too much, leads outside or declares entities. Returns the names of the parts."""
    if has_too_many_parts(data):
        raise FileRefusedError("里面的部件过多，可能是恶意文件；若确为申报表，请在 WPS/Word 中另存后再导入")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_members(parts)
            texts = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
            if is_too_large(texts, MOST_TEXT) or sum(_check_part(archive, part) for part in texts) > MOST_TAGS:
                raise FileRefusedError("正文过长，不像是一份申报表，请核对是否选对了文件")
            return tuple(part.filename for part in parts)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error) as error:
        raise FileRefusedError(f"已损坏或不完整，{_RESAVE}") from error


def _check_members(parts: Sequence[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if leads_outside(parts):
        raise FileRefusedError("内部含有越界路径，可能是恶意文件，请勿导入")
    if any(part.flag_bits & 1 for part in parts):
        raise FileRefusedError(_PROTECTED)
    if packs_suspiciously(parts):
        raise FileRefusedError("压缩比异常，可能是恶意文件；若确为申报表，请在 WPS/Word 中另存后再导入")
    if is_too_large(parts, MOST_UNPACKED):
        raise FileRefusedError("解压后过大，请删去其中的图片和附件，另存后再导入")
    if "word/document.xml" not in {name.replace("\\", "/").lower() for name in names}:
        raise FileRefusedError(f"里面没有 Word 正文，{_RESAVE}")


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Refuse a part that declares entities; returns about how many tags it has."""
    overlap = b""
    tags = 0
    with archive.open(part) as stream:
        while chunk := stream.read(2**20):
            if declares_entities(overlap + chunk):
                raise FileRefusedError(
                    "内部含有 XML 实体声明，可能是恶意文件；若确为申报表，请在 WPS/Word 中另存后再导入"
                )
            overlap = chunk[-64:]
            tags += chunk.count(b"<")
    return tags
