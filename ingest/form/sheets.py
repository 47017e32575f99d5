"""Which worksheets of a workbook are application forms, and what the form's reader is given of each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby, islice, pairwise, takewhile

from ingest.form.cover import MOST_FIELDS
from ingest.form.entry import Entry
from ingest.form.gather import gather
from ingest.form.grid import Block, Cell, Paragraph, Table, Written
from ingest.form.keys import label_key, ordinal_of
from ingest.form.labels import Block as Part
from ingest.form.labels import Kind, Label
from ingest.form.matching import find_label
from ingest.form.naming import NAME, is_a_studio
from ingest.form.page import Page, page_of
from ingest.form.read import SURELY
from ingest.form.titles import is_form_title
from ingest.further_headers import lead_of, may_head
from ingest.heading import recognise_at
from ingest.normalise import Raw, shown
from ingest.records import Place, column_number
from ingest.tabular import Sheet

MOST_ROWS = 400  # of a form that are filled
_TALLEST = 2_000  # rows of its sheet, as something may stand far below
MOST_OF_A_COVER = 40  # rows
_WITHIN = 60  # rows in which a form says what it is
_LEAST_ROWS = 5  # that ask for something else each; a ledger asks in its header alone
_LEAST_ON_A_COVER = 3  # such rows
_LEAST_OWN = 3  # labels beyond those of a studio's card
_OF_FORMS = frozenset({Part.FUNDING, Part.INNOVATION, Part.BENEFIT, Part.TRAINING, Part.LEADER})
_LEDGERS_IN_FORMS = frozenset({"成员台账", "成果台账", "经费台账", "统计数字台账"})
_SAID_BY_CARDS = {"工作室": "本工作室", "年度": "本年度"}  # of every row of the tables below, in whatever words
_SAYS_ITSELF = re.compile(r"[^:：\n]{1,13}[:：]")  # of a line
_LETTERS = re.compile("[A-Z]{1,2}")  # of a column
_ABOUT_FORMS = re.compile(r"说明|要求|须知")  # in a title: how a form is to be filled in

Row = Sequence[Cell]


def without_forms(sheets: Iterable[Sheet], forms: list[Written]) -> Iterator[Sheet]:
    """The sheets that are no application forms, in their order; ``forms`` takes those that are.

    A cover goes with the form on the next sheet.
    """
    covers: list[tuple[Sheet, Page]] = []  # one, or none
    for each in sheets:
        sheet, page, is_form = _opened(each)
        if page is not None and is_form:
            forms.append(_written(*(cover for _, cover in covers), page))
            covers = []
            continue
        yield from (cover for cover, _ in covers)
        covers = [(sheet, page)] if page is not None and _is_cover(page) else []
        if not covers:
            yield sheet
    yield from (cover for cover, _ in covers)


def _opened(sheet: Sheet) -> tuple[Sheet, Page | None, bool]:
    """A sheet that still has all its rows, its page if it is small enough for a form, and whether it is one."""
    if not sheet.title:  # a text table
        return sheet, None, False
    rows = list(islice(sheet.rows, _TALLEST + 1))
    page = page_of(sheet, rows) if _is_small(rows) and _is_worth_a_look(rows) else None
    is_form = page is not None and _is_form(page) and (_is_titled(page) or not _holds_tables(rows))
    return replace(sheet, rows=chain(rows, sheet.rows)), page, is_form


def _holds_tables(rows: Sequence[Sequence[Raw]]) -> bool:
    """Whether a table stands in a sheet that no form has, 活动台账 say: what is above it is the card of a studio."""
    may_be = (at for at, row in enumerate(rows) if may_head(lead_of(row)))
    headers = (recognise_at(rows, at, _SAID_BY_CARDS) for at in may_be)
    return any(header is not None and header.ledger not in _LEDGERS_IN_FORMS for header in headers)


def _is_small(rows: Sequence[Sequence[Raw]]) -> bool:
    filled = sum(any(cell != "" for cell in row) for row in rows)
    return len(rows) <= _TALLEST and filled <= MOST_ROWS


def _is_worth_a_look(rows: Sequence[Sequence[Raw]]) -> bool:
    """Whether a sheet has the title of a form, or a studio's name beside the label for it: few ledgers do."""
    for row in rows[:_WITHIN]:
        texts = [shown(cell) for cell in row if cell != ""]
        if any(map(_is_title, texts)):
            return True
        for text, beside in pairwise(texts):
            if is_a_studio(beside) and (label := find_label(text, Part.BASICS)) and label.name == NAME:
                return True
    return False


def _is_form(page: Page) -> bool:
    """Whether a sheet surely is a form: under its title, or with many labels beside their values, row by row.

    It has to ask for more than the card of a studio does, which may stand above a ledger.
    """
    answers = [list(_answers(row)) for row in page.rows[:_WITHIN]]
    names = [values for row in answers for label, values in row if label.name == NAME]
    if any(len(list(filter(is_a_studio, values))) > 1 for values in names) or _has_columns_of_values(answers):
        return False
    if _is_titled(page):
        entries = _entries(page)
        own = {entry.label.name for entry in entries if entry.block in _OF_FORMS or entry.label.kind is Kind.TEXT}
        first = _first_rows(entries)
    else:
        labels = [label for row in answers for label, _ in row]
        own = {label.name for label in labels if label.block is not Part.BASICS}
        first = {label.name: at for at, row in reversed(list(enumerate(answers))) for label, _ in row}
        first = first if any(values and is_a_studio(values[0]) for values in names) else {}
    return len(first) >= SURELY and len(own) >= _LEAST_OWN and len(set(first.values())) >= _LEAST_ROWS


def _has_columns_of_values(answers: Sequence[Sequence[tuple[Label, list[str]]]]) -> bool:
    """Whether most labels have several values beside them: those of a studio a column."""
    several = [len(values) > 1 for row in answers for _, values in row if values]
    return sum(several) > len(several) // 2


def _is_cover(page: Page) -> bool:
    """Whether a sheet may be the cover of a form: below the title of one, a few labels with their values."""
    if len(page.rows) > MOST_OF_A_COVER or not _is_titled(page):
        return False
    entries = _entries(page)
    first = _first_rows(entries)
    return len(entries) <= MOST_FIELDS and NAME in first and len(set(first.values())) >= _LEAST_ON_A_COVER


def _is_titled(page: Page) -> bool:
    return any(_is_title(cell.text) for row in page.rows[:_WITHIN] for cell in row)


def _is_title(text: str) -> bool:
    """Whether a text is the title of a form, and of nothing that is about forms."""
    return is_form_title(text) and not _ABOUT_FORMS.search(text)


def _entries(page: Page) -> list[Entry]:
    """What the form's reader knows of what a sheet says."""
    return [entry for entry in gather(list(_blocks(page))).entries if entry.known]


def _first_rows(entries: Sequence[Entry]) -> dict[str, int | None]:
    """The row in which each thing is asked for first: of all that a ledger asks for, that below its header."""
    return {entry.label.name: entry.place.row for entry in reversed(entries)}


def _answers(row: Row) -> Iterator[tuple[Label, list[str]]]:
    """The labels of a row that stand beside a value, or the place for one, and all that is said up to the next."""
    asked = [find_label(cell.text, Part.BASICS) for cell in row]
    for at, label in enumerate(asked):
        values = list(takewhile(lambda each: asked[each] is None, range(at + 1, len(row))))
        if label is not None and label.kind in {Kind.FIELD, Kind.TEXT} and values:
            yield label, [row[each].text for each in values if row[each].text]


def _written(*pages: Page) -> Written:
    return Written(
        tuple(block for page in pages for block in _blocks(page)),
        unseen=tuple(text for page in pages for text in page.unseen),
        told=tuple(told for page in pages for told in page.told),
        sheet=pages[-1].title,
    )


def _blocks(page: Page) -> Iterator[Block]:
    """The lines of text and the tables of a sheet, in order."""
    lines = list(_lines(page.rows))
    for are_lines, group in groupby(range(len(lines)), key=lines.__getitem__):
        numbers = list(group)
        if are_lines:
            for at in numbers:
                yield from (
                    Paragraph(cell.text, place=Place(page.title, at + 1)) for cell in page.rows[at] if cell.text
                )
            continue
        above = numbers[0]
        rows = tuple(tuple(replace(cell, row=cell.row - above) for cell in page.rows[at]) for at in numbers)
        yield Table(f"{page.title} {above + 1}", rows, sheet=page.title, above=above)


def _lines(rows: Sequence[Row]) -> Iterator[bool]:
    """For every row whether it is a line of text and no row of a table; a blank row is what the one above it is.

    Such are the titles above a table, numbered headings, and what says its label itself: 填报日期：2021年5月.
    """
    line = leads = True
    for row in rows:
        if row:
            alone = row[0].text if len(row) == 1 and row[0].rows == 1 else ""
            titled = any(is_form_title(cell.text) for cell in row)
            leads = is_form_title(alone) or (leads and (titled or _asks_nothing(row)))
            line = leads or bool(ordinal_of(alone) or _SAYS_ITSELF.match(alone))
        yield line


def _asks_nothing(row: Row) -> bool:
    filled = [cell for cell in row if cell.text]
    return len(filled) < 2 and not any(cell.rows > 1 or find_label(cell.text, Part.BASICS) for cell in filled)


def blocks_by_row(forms: Iterable[Written]) -> dict[tuple[str, int], Block]:
    """What stands in each row of the sheets that are forms, by title and number."""
    found: dict[tuple[str, int], Block] = {}
    for block in chain.from_iterable(form.blocks for form in forms):
        if isinstance(block, Table):
            found.update({(block.sheet, block.above + row): block for row in range(1, len(block.rows) + 1)})
        elif block.place is not None and block.place.row is not None:
            found.setdefault((block.place.sheet, block.place.row), block)
    return found


def cell_of(block: Block, row: int, label: str) -> tuple[int, int]:
    """The row and column, from 1, of the cell that is meant by a label in a row of a sheet; else the first there."""
    if isinstance(block, Paragraph):
        return row, 1
    cells = _pointed_at(block.rows[: row - block.above], label)
    return next(((block.above + cell.row, cell.column + 1) for cell in cells), (row, 1))


def _pointed_at(rows: Sequence[Row], label: str) -> Iterator[Cell]:
    """Cells of the last row, the likeliest first: beside a label, below a heading, in a column, and any."""
    last = rows[-1]
    for cell, beside in pairwise(last):
        if label_key(cell.text) == label:
            yield beside
    for head in (cell for row in reversed(rows) for cell in row if label_key(cell.text) == label):
        yield from (cell for cell in last if head.column <= cell.column < head.column + head.columns)
    if _LETTERS.fullmatch(label):
        yield Cell(len(rows), column_number(label) - 1, 1, 1, "")
    yield from last
