"""Draws the application form as a Word document, empty or filled."""

from collections.abc import Sequence
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt

from ingest.form.facts import FormFacts
from ingest.form.layout import COLUMNS, Box, Row, cover_lines, form_rows

_TITLE = ("劳模（工匠人才）创新工作室", "申报审批表")
_INSTRUCTIONS = (
    "日期写成 20180420，只知道年月的写成 201804；数字用阿拉伯数字。",
    "经费、效益以万元为单位；没有发生的填 0，不适用的填 —。",
    "经费来自两个以上单位的，分行填写，或在来源中注明各自的金额。",
    "带 * 的栏目请附证明材料复印件，经济效益须加盖财务章。",
    "骨干成员行数不够时请加行，也可附表，栏目名保持不变。",
)
_FONT = "仿宋"
_WIDTH = 9360  # of the table, in twentieths of a point


def blank_form(path: Path, years: Sequence[int] = ()) -> Path:
    """Write the empty form.

    Args:
        path: the .docx file to write.
        years: those it asks money and benefit for; without them the place for the year stays open.
    """
    return _write(FormFacts(""), path, years)


def write_form(facts: FormFacts, path: Path) -> Path:
    """Write the form filled with ``facts``; reading it back gives the same facts. Returns the file."""
    return _write(facts, path, ())


def _write(facts: FormFacts, path: Path, years: Sequence[int]) -> Path:
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(12)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
    _cover(document, facts)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("填 表 说 明").alignment = WD_ALIGN_PARAGRAPH.CENTER
    for number, line in enumerate(_INSTRUCTIONS, 1):
        document.add_paragraph(f"{number}.{line}")
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.element.body.insert(-1, _table(form_rows(facts, years)))
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))
    return path


def _cover(document: WordDocument, facts: FormFacts) -> None:
    for line in _TITLE:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(line)
        run.bold, run.font.size = True, Pt(22)
    for label, value in cover_lines(facts):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}  ")
        paragraph.add_run(value or " " * 30).underline = True


def _table(rows: Sequence[Row]) -> BaseOxmlElement:
    columns = max(COLUMNS, *(sum(box.span for box in row) for row in rows))
    table = OxmlElement("w:tbl")
    properties = _add(table, "w:tblPr")
    _add(properties, "w:tblStyle", {"w:val": "TableGrid"})
    _add(properties, "w:tblW", {"w:w": str(_WIDTH), "w:type": "dxa"})
    borders = _add(properties, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _add(borders, f"w:{side}", {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "000000"})
    grid = _add(table, "w:tblGrid")
    for _ in range(columns):
        _add(grid, "w:gridCol", {"w:w": str(_WIDTH // columns)})
    for row in rows:
        line = _add(table, "w:tr")
        missing = columns - sum(box.span for box in row)
        for number, box in enumerate(row):
            span = box.span + (missing if number == len(row) - 1 else 0)
            _cell(line, box, span, _WIDTH // columns * span)
    return table


def _cell(line: BaseOxmlElement, box: Box, span: int, width: int) -> None:
    cell = _add(line, "w:tc")
    properties = _add(cell, "w:tcPr")
    _add(properties, "w:tcW", {"w:w": str(width), "w:type": "dxa"})
    if span > 1:
        _add(properties, "w:gridSpan", {"w:val": str(span)})
    if box.begins:
        _add(properties, "w:vMerge", {"w:val": "restart"})
    elif box.goes_on:
        _add(properties, "w:vMerge")
    for text in box.text.split("\n"):
        run = _add(_add(cell, "w:p"), "w:r")
        _add(run, "w:t", {"xml:space": "preserve"}).text = text


def _add(parent: BaseOxmlElement, tag: str, attributes: dict[str, str] | None = None) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        element.set(qn(name), value)
    parent.append(element)
    return element
