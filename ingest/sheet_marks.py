"""What the XML of a worksheet says and its reader does not pass on: what is hidden, and formulas without a result."""

import posixpath
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from xml.etree import ElementTree as ET

from ingest.normalise import UNCALCULATED

# A part that holds none of these has nothing to tell; looking for them costs next to nothing.
SIGNS = (b"<f>", b"<f ", b'hidden="', b't="e"')
_BLOCK = 2**20
_MOST_HIDDEN = 1_000  # stretches of columns: a sheet that is read has no more columns than that
_LONGEST_ROW = 2**24  # bytes of XML that are searched for the end of a row

_ROW = re.compile(rb"""<row\b[^<>]*\bhidden=["'](?:1|true)["'][^<>]*>""")
_ROW_NUMBER = re.compile(rb"""\br=["'](\d{1,7})["']""")
_COLUMN = re.compile(rb"""<col\b[^<>]*\bhidden=["'](?:1|true)["'][^<>]*>""")
_BOUND = re.compile(rb"""\b(min|max)=["'](\d{1,7})["']""")
_CELL = rb"<c\b([^<>]*)>\s*"
_FORMULA = re.compile(_CELL + rb"<f\b(?:[^<>]*/>|[^<>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_ERROR = re.compile(rb"""<c\b([^<>]*\bt=["']e["'][^<>]*)>(?:\s*<f\b(?:[^<>]*/>|[^<>]*>[^<]*</f>))?\s*<v>([^<]*)</v>""")
_TEXT_RESULT = re.compile(rb"""\bt=["']str["']""")
_REFERENCE = re.compile(rb"""\br=["']\$?([A-Za-z]{1,3})\$?(\d{1,7})["']""")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(slots=True)
class Marks:
    """What is hidden in a sheet and which cells look empty to its reader. Rows count from 1, columns from 0."""

    columns: list[range] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    cells: dict[int, list[tuple[int, str]]] = field(default_factory=dict)

    def hides(self, column: int) -> bool:
        """Whether a column is hidden."""
        return any(column in hidden for hidden in self.columns)


def read_marks(archive: zipfile.ZipFile, parts: Iterable[str]) -> dict[str, Marks]:
    """Marks by the title of the sheet.

    Args:
        archive: a workbook that was checked before.
        parts: the names of the parts that hold one of ``SIGNS``.
    """
    titles = _titles(archive)
    return {titles[part]: _part_marks(archive, part) for part in parts if part in titles}


def _titles(archive: zipfile.ZipFile) -> Mapping[str, str]:
    """The title of the sheet each part of the archive holds; empty when the workbook does not say it the usual way."""
    try:
        workbook = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 — entities were refused before
        relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    except (KeyError, ET.ParseError):
        return {}
    targets = {each.get("Id", ""): each.get("Target", "") for each in relations}
    sheets = (each for each in workbook.iter() if each.tag.endswith("}sheet"))
    return {
        posixpath.join("xl", targets.get(each.get(_RELATION, ""), "")).lstrip("/"): each.get("name", "")
        for each in sheets
    }


def _part_marks(archive: zipfile.ZipFile, part: str) -> Marks:
    marks = Marks()
    with archive.open(part) as stream:
        rest = b""
        while block := stream.read(_BLOCK):
            # Cut between rows, so that none is seen in two halves.
            whole, row_end, rest = (rest + block).rpartition(b"</row>")
            _note(marks, whole + row_end)
            if len(rest) > _LONGEST_ROW:
                _note(marks, rest)
                rest = b""
        _note(marks, rest)
    return marks


def _note(marks: Marks, text: bytes) -> None:
    for column in islice(_COLUMN.finditer(text), _MOST_HIDDEN - len(marks.columns)):
        bounds = {name: int(number) for name, number in _BOUND.findall(column[0])}
        marks.columns.append(range(bounds.get(b"min", 1) - 1, bounds.get(b"max", 0)))
    for row in _ROW.finditer(text):
        if number := _ROW_NUMBER.search(row[0]):
            marks.rows.add(int(number[1]))
    for cell in _FORMULA.finditer(text):
        if not _TEXT_RESULT.search(cell[1]):  # a formula whose result is the empty text has been calculated
            _note_cell(marks, cell[1], UNCALCULATED)
    for cell in _ERROR.finditer(text):
        _note_cell(marks, cell[1], cell[2].decode("utf-8", "replace"))


def _note_cell(marks: Marks, attributes: bytes, text: str) -> None:
    if place := _REFERENCE.search(attributes):
        column = 0
        for letter in place[1].upper():
            column = column * 26 + letter - 64
        marks.cells.setdefault(int(place[2]), []).append((column - 1, text))
