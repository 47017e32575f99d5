"""A file that is no form, or made to do harm, is refused within seconds by one clear sentence."""

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.form.read import read_form
from ingest.records import Severity
from tests import forms

_SECONDS = 10


def _docx(**parts: bytes) -> bytes:
    """An ordinary document with some of its parts replaced or added; ``__`` in a name stands for a slash."""
    plain, changed = io.BytesIO(), io.BytesIO()
    Document().save(plain)
    new = {name.replace("__", "/") + ".xml": data for name, data in parts.items()}
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in old.namelist():
            if name not in new:
                archive.writestr(name, old.read(name))
        for name, data in new.items():
            archive.writestr(name, data)
    return changed.getvalue()


def _body(content: str) -> bytes:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:document xmlns:w="{word}"><w:body>{content}</w:body></w:document>'.encode()


def _nested(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth


def _truncated() -> bytes:
    return _docx()[:5000]


def _entity_bomb() -> bytes:
    return _docx(word__document=b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa">]>' + _body("<w:p/>"))


def _zip_bomb() -> bytes:
    return _docx(word__document=_body("<w:p/>" + " " * 30_000_000))


def _protected() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le")


def _old_document() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "WordDocument".encode("utf-16-le")


def _a_workbook() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return buffer.getvalue()


def _outside() -> bytes:
    buffer = io.BytesIO(_docx())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("../evil.xml", "<a/>")
    return buffer.getvalue()


def _a_letter() -> bytes:
    return _docx(word__document=_body("<w:p><w:r><w:t>您好</w:t></w:r></w:p>"))


def _another_table() -> bytes:
    rows = [["姓名", "工作室"], ["甲", "乙"]]
    return _docx(word__document=_body(forms.table(rows, root=False)))


def _many_cells() -> bytes:
    row = "<w:tr>" + "<w:tc><w:p/></w:tc>" * 60 + "</w:tr>"
    return _docx(word__document=_body("<w:tbl>" + row * 1000 + "</w:tbl>" + f"<!--{time.time_ns()}-->"))


HOSTILE: tuple[tuple[Callable[[], bytes], str], ...] = (
    (lambda: b"", "空文件"),
    (_truncated, "已损坏或不完整"),
    (lambda: b"%PDF-1.7", "PDF"),
    (lambda: b"just text", "不是 Word 文档"),
    (_a_workbook, "没有 Word 正文"),
    (_protected, "取消密码"),
    (_old_document, "另存为 .docx"),
    (_entity_bomb, "实体声明"),
    (_zip_bomb, "压缩比异常"),
    (_outside, "越界路径"),
    (lambda: _docx(word__document=_body(_nested(20))), "嵌套超过"),
    (lambda: _docx(word__document=_body(_nested(5000))), "嵌套过深"),
    (_many_cells, "压缩比异常|正文过长"),
    (lambda: _docx(word__document=b"<w:document"), "已损坏"),
    (_a_letter, "不是申报审批表"),
    (_another_table, "不是申报审批表"),
)


@pytest.mark.parametrize(("make", "sentence"), HOSTILE)
def test_a_hostile_file_is_refused_within_seconds(tmp_path: Path, make: Callable[[], bytes], sentence: str) -> None:
    path = tmp_path / "表.docx"
    path.write_bytes(make())
    began = time.monotonic()
    reading = read_form(path)
    assert time.monotonic() - began < _SECONDS
    (issue,) = reading.issues
    assert (reading.records, issue.severity, issue.file) == ((), Severity.ERROR, "表.docx")
    assert any(part in issue.message for part in sentence.split("|"))


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    (issue,) = read_form(tmp_path / "没有.docx").issues
    assert "打不开" in issue.message


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 30_000), st.integers(0, 255)), min_size=1, max_size=6))
def test_no_damage_makes_reading_raise(tmp_path: Path, damage: list[tuple[int, int]]) -> None:
    data = bytearray(_docx())
    for at, value in damage:
        data[at % len(data)] = value
    (tmp_path / "表.docx").write_bytes(bytes(data))
    assert read_form(tmp_path / "表.docx").issues
