"""Whatever stands in a file, reading it gives records and issues listed in short Chinese sentences."""

import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.guard import OLE, ZIP
from ingest.load import SourceFile
from ingest.marked_copy import marked_copy
from ingest.preview import preview
from ingest.readers import READERS, read
from ingest.records import Reading, Severity
from tests import hostile

SUFFIXES = (".csv", ".xlsx", ".xlsm", ".xls", ".docx")
LONGEST_MESSAGE = 1_000  # characters
HAN = re.compile(r"[\u4e00-\u9fff]{2}")
FUZZ = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
Damage = Callable[[bytes], bytes]


@pytest.fixture(autouse=True)
def _nothing_is_left_behind(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    scratch = tmp_path_factory.mktemp("scratch")
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    yield
    assert not list(scratch.iterdir())


def said_of(path: Path) -> Reading:
    """The reading of a file, after looking at all that people are shown of it."""
    reading = read(path)
    assert reading.issues or reading.records
    for issue in reading.issues:
        assert issue.file == path.name
        assert HAN.search(issue.message)
        assert len(issue.message) < LONGEST_MESSAGE
        assert "Traceback" not in issue.message
    preview(path, path.name, reading.issues)
    return reading


def written(folder: Path, suffix: str, data: bytes) -> Path:
    path = folder / f"台账{suffix}"
    path.write_bytes(data)
    return path


def refusal(path: Path) -> str:
    """The one sentence by which a file is refused as a whole."""
    reading = said_of(path)
    (issue,) = reading.issues
    assert (reading.records, issue.severity) == ((), Severity.ERROR)
    return issue.message


def flips(size: int) -> st.SearchStrategy[Damage]:
    def flip(changes: list[tuple[int, int]]) -> Damage:
        def damage(data: bytes) -> bytes:
            changed = bytearray(data)
            for at, value in changes:
                changed[at % len(changed)] = value
            return bytes(changed)

        return damage

    return st.lists(st.tuples(st.integers(0, size), st.integers(0, 255)), min_size=1, max_size=8).map(flip)


def cuts() -> st.SearchStrategy[Damage]:
    return st.floats(0, 1).map(lambda share: lambda data: data[: int(len(data) * share)])


def insertions() -> st.SearchStrategy[Damage]:
    def insert(share: float, new: bytes) -> Damage:
        return lambda data: data[: int(len(data) * share)] + new + data[int(len(data) * share) :]

    return st.builds(insert, st.floats(0, 1), st.binary(min_size=1, max_size=50))


def repetitions() -> st.SearchStrategy[Damage]:
    def repeat(first: float, second: float) -> Damage:
        return lambda data: data[: int(len(data) * max(first, second))] + data[int(len(data) * min(first, second)) :]

    return st.builds(repeat, st.floats(0, 1), st.floats(0, 1))


def test_every_suffix_that_is_read_is_attacked_here() -> None:
    assert all(any(reader.identify(Path(f"a{suffix}")) for suffix in SUFFIXES) for reader in READERS)
    assert {suffix for suffix in SUFFIXES if any(each.identify(Path(f"a{suffix}")) for each in READERS)} == set(
        SUFFIXES
    )


@pytest.mark.parametrize("suffix", hostile.honest_files())
@FUZZ
@given(damage=st.one_of(flips(60_000), cuts(), insertions(), repetitions()))
def test_no_damage_to_an_honest_file_breaks_reading(tmp_path: Path, suffix: str, damage: Damage) -> None:
    said_of(written(tmp_path, suffix, damage(hostile.honest_files()[suffix])))


@FUZZ
@given(suffix=st.sampled_from(SUFFIXES), start=st.sampled_from([b"", ZIP, OLE]), rest=st.binary(max_size=2000))
def test_no_bytes_whatever_break_reading(tmp_path: Path, suffix: str, start: bytes, rest: bytes) -> None:
    said_of(written(tmp_path, suffix, start + rest))


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
@FUZZ
@given(data=st.data())
def test_no_part_that_is_missing_doubled_renamed_or_full_of_something_else_breaks_reading(
    tmp_path: Path, suffix: str, data: st.DataObject
) -> None:
    archive = hostile.honest_files()[suffix]
    name = data.draw(st.sampled_from(hostile.names(archive)))
    xml = st.sampled_from(["<a/>", "<a>" * 5000, "<a b='1' b='2'/>", hostile.ENTITIES, hostile.OUTER_ENTITY, "\0"])
    new = data.draw(st.one_of(st.none(), st.binary(max_size=200), xml.map(str.encode)))
    changed = hostile.replaced(archive, {name: new})
    if data.draw(st.booleans()):
        buffer = io.BytesIO(changed)
        with zipfile.ZipFile(buffer, "a") as opened:
            opened.writestr(data.draw(st.sampled_from([f"{name}x", f"{name}.xml", "xl/工作簿.xml"])), b"<a/>")
        changed = buffer.getvalue()
    said_of(written(tmp_path, suffix, changed))


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
@FUZZ
@given(data=st.data())
def test_no_lie_in_the_directory_of_an_archive_breaks_reading(tmp_path: Path, suffix: str, data: st.DataObject) -> None:
    archive = hostile.honest_files()[suffix]
    name = data.draw(st.sampled_from(hostile.names(archive)))
    size = data.draw(st.one_of(st.none(), st.integers(0, 2**32 - 1)))
    flags, method = data.draw(st.integers(0, 2**16 - 1)), data.draw(st.sampled_from([0, 8, 9, 12, 14, 99]))
    said_of(written(tmp_path, suffix, hostile.with_entry(archive, name, size=size, flags=flags, method=method)))


@FUZZ
@given(
    text=st.text(st.characters(codec="utf-8"), max_size=300),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"]),
    more=st.binary(max_size=5),
)
def test_no_text_in_any_encoding_breaks_reading(tmp_path: Path, text: str, encoding: str, more: bytes) -> None:
    said_of(written(tmp_path, ".csv", (hostile.TABLE + text).encode(encoding) + more))


MERGED = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
LINKED = '<hyperlinks><hyperlink ref="A1:XFD1048576" display="x"/></hyperlinks>'


@pytest.mark.parametrize("after", [MERGED, LINKED])
def test_a_few_bytes_that_cover_the_whole_sheet_keep_nobody_from_a_marked_copy(tmp_path: Path, after: str) -> None:
    row = '<row r="2"><c r="A2" t="inlineStr"><is><t>甲一</t></is></c></row>'
    path = written(tmp_path, ".xlsx", hostile.with_sheet(row, after=after))
    assert marked_copy(SourceFile(path.name, path), said_of(path).issues).startswith(b"PK")
