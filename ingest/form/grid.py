"""The paragraphs and tables of a form in order; a table is rows of cells that know what they span."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.form.text import box_texts, is_on, paragraph_text
from ingest.records import Place, Severity
from ingest.tabular import FileRefusedError

MOST_CELLS = 50_000
DEEPEST = 6  # tables within tables

_TOO_DEEP = f"表格嵌套超过 {DEEPEST} 层，不像是一份申报表，请把内层表格移到外面后再导入"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TITLE = re.compile(r"[^:：。；;\d]{0,30}")
_WRAPPERS = frozenset(_W + name for name in ("sdt", "sdtContent", "customXml", "ins", "smartTag", "moveTo"))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its first row (1-based), first grid column, how many of each it spans, and its text."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table by name. A row lists the cells that cover it, so a vertically merged cell stands in several rows."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""  # of a table within a cell: what stands above it there, else to the left of the cell
    sheet: str = ""  # of a workbook, that it stands in
    above: int = 0  # rows of the sheet above its first one

    def place(self, row: int, column: str = "") -> Place:
        """Where people find a row of the table."""
        return Place(self.sheet or self.name, self.above + row, column)


def texts_of_row(table: Table, at: int) -> tuple[str, ...]:
    """The texts of the cells of a row counted from 0; nothing where the table has no such row."""
    return tuple(cell.text for row in table.rows[at : at + 1] for cell in dict.fromkeys(row))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside tables, or the text of a text box there; ``place`` is where one of a worksheet stands."""

    text: str
    boxed: bool = False
    place: Place | None = None


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Written:
    """A form as it was written, in Word or on worksheets: all that its reading needs to know of the file."""

    blocks: tuple[Block, ...]
    boxes: tuple[str, ...] = ()  # the texts of text boxes
    unseen: tuple[str, ...] = ()  # what is hidden or struck through
    told: tuple[tuple[Severity, Place, str], ...] = ()  # what people have to know of the file itself
    sheet: str = ""  # of a workbook, that it stands in


@dataclass(frozen=True, slots=True)
class _Nested:
    """A table within a cell, and the line above it there."""

    table: etree._Element
    title: str


@dataclass(slots=True)
class _Draft:
    row: int
    column: int
    columns: int
    last_row: int
    lines: list[str] = field(default_factory=list)


def read_blocks(body: etree._Element) -> tuple[Block, ...]:
    """Everything in the body, in order; a table within a cell follows the table it stands in.

    Raises:
        FileRefusedError: there are more cells, or tables nested deeper, than any form has.
    """
    return tuple(_Reader().blocks(body))


class _Reader:
    """Walks a body once and counts what it meets."""

    def __init__(self) -> None:
        self._cells = 0
        self._tables = 0

    def blocks(self, body: etree._Element, depth: int = 0) -> Iterator[Block]:
        if depth > DEEPEST:
            raise FileRefusedError(_TOO_DEEP)
        for element in _unwrapped(body, f"{_W}p", f"{_W}tbl"):
            if element.tag == f"{_W}p":
                yield from (Paragraph(box, boxed=True) for box in box_texts(element))
                yield Paragraph(paragraph_text(element))
            elif frames := _frames(element):
                for frame in frames:
                    yield from self.blocks(frame, depth + 1)
            else:
                self._tables += 1
                yield from self._table(element, f"表格 {self._tables}", 1, "")

    def _table(self, table: etree._Element, name: str, depth: int, above: str) -> Iterator[Table]:
        if depth > DEEPEST:
            raise FileRefusedError(_TOO_DEEP)
        caption = table.find(f"{_W}tblPr/{_W}tblCaption")
        title = caption.get(f"{_W}val", "").strip() if caption is not None else ""
        name = f"{name}（{title}）" if title else name
        nested: list[_Nested] = []
        rows: list[list[_Draft]] = []
        for row in _unwrapped(table, f"{_W}tr"):
            if row.find(f"{_W}trPr/{_W}del") is None:
                rows.append(self._row(row, len(rows) + 1, rows[-1] if rows else [], nested))
        finished: dict[int, Cell] = {}
        yield Table(name, tuple(tuple(_finished(draft, finished) for draft in row) for row in rows), above)
        for number, inner in enumerate(nested, 1):
            yield from self._table(inner.table, f"{name} 内第 {number} 个表格", depth + 1, inner.title)

    def _row(self, row: etree._Element, number: int, above: list[_Draft], nested: list[_Nested]) -> list[_Draft]:
        drafts: list[_Draft] = []
        column = _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
        for cell in _unwrapped(row, f"{_W}tc"):
            self._cells += 1
            if self._cells > MOST_CELLS:
                raise FileRefusedError(f"表格超过 {MOST_CELLS} 格，不像是一份申报表，请核对是否选对了文件")
            properties = cell.find(f"{_W}tcPr")
            lines, inner = _content(cell)
            beside = "\n".join(drafts[-1].lines) if drafts else ""
            nested += (_Nested(each.table, each.title or beside) for each in inner)
            span = max(1, _number(None if properties is None else properties.find(f"{_W}gridSpan"), 1))
            upper = _continued(properties, column, span, above)
            if _merge(properties, "hMerge") == "continue" and drafts:
                drafts[-1].columns += span
                drafts[-1].lines += lines
            elif upper is not None:
                upper.last_row = number
                upper.lines += lines
                drafts.append(upper)
            else:
                drafts.append(_Draft(number, column, span, number, lines))
            column += span
        return drafts


def _frames(table: etree._Element) -> list[etree._Element]:
    """The cells of a table that only frames others, one a row, with tables or their titles in it; none of any other."""
    rows = [row for row in _unwrapped(table, f"{_W}tr") if row.find(f"{_W}trPr/{_W}del") is None]
    cells = [list(_unwrapped(row, f"{_W}tc")) for row in rows]
    alone = [row[0] for row in cells if len(row) == 1]
    holding = [cell for cell in alone if next(_unwrapped(cell, f"{_W}tbl"), None) is not None]
    titles = ("".join(_content(cell)[0]) for cell in alone if cell not in holding)
    return alone if holding and len(alone) == len(cells) and all(map(_TITLE.fullmatch, titles)) else []


def _finished(draft: _Draft, finished: dict[int, Cell]) -> Cell:
    """The cell of a draft; the same cell for the same draft."""
    rows = draft.last_row - draft.row + 1
    cell = Cell(draft.row, draft.column, rows, draft.columns, "\n".join(draft.lines).strip())
    return finished.setdefault(id(draft), cell)


def _continued(properties: etree._Element | None, column: int, span: int, above: list[_Draft]) -> _Draft | None:
    """The cell above that a vertically merged cell goes on with."""
    if _merge(properties, "vMerge") != "continue":
        return None
    exact = next((draft for draft in above if draft.column == column), None)
    if exact is not None:
        return exact

    def shared(draft: _Draft) -> int:
        return min(draft.column + draft.columns, column + span) - max(draft.column, column)

    best = max(above, key=shared, default=None)
    return best if best is not None and shared(best) > 0 else None


def _merge(properties: etree._Element | None, name: str) -> str:
    element = None if properties is None else properties.find(f"{_W}{name}")
    return "" if element is None else element.get(f"{_W}val", "continue")


def _content(cell: etree._Element) -> tuple[list[str], list[_Nested]]:
    """The lines of a cell, and the tables in it with the line above each."""
    lines: list[str] = []
    tables: list[_Nested] = []
    for element in _unwrapped(cell, f"{_W}p", f"{_W}tbl"):
        if element.tag == f"{_W}tbl":
            tables.append(_Nested(element, lines[-1] if lines else ""))
        elif text := paragraph_text(element).strip():
            lines.append(text)
    return lines, tables


def _unwrapped(parent: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """Children of the given kinds, also those inside content controls and tracked insertions."""
    for child in parent.iterchildren(etree.Element):
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS and not _is_placeholder(child):
            yield from _unwrapped(child, *tags)


def _is_placeholder(wrapper: etree._Element) -> bool:
    """Whether a content control around whole paragraphs still shows 单击此处输入文字; around cells it never hides."""
    content = wrapper.find(f"{_W}sdtContent")
    only_text = content is not None and content.find(f"{_W}tc") is None and content.find(f"{_W}tr") is None
    return only_text and is_on(wrapper.find(f"{_W}sdtPr"), f"{_W}showingPlcHdr")


def _number(element: etree._Element | None, otherwise: int) -> int:
    written = "" if element is None else element.get(f"{_W}val", "")
    return min(int(written), 1000) if written.isdecimal() else otherwise
