"""A table of the form as entries: every filled cell with the labels it stands under, or as what is left over."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.form.columns import Column, Heads, align, covers_years, leads_of, unit_of_row
from ingest.form.entry import OTHER_YEARS, Entry, of_year
from ingest.form.grid import Cell, Table, texts_of_row
from ingest.form.heads import OF_FIGURES, find_heads, find_list_heads, find_text_heads
from ingest.form.inline import asks_itself, split_block, split_counts
from ingest.form.keys import label_key, ordinal_of, year_of, year_within
from ingest.form.labels import MAY_BE_BLOCKS, Block, Kind, Label
from ingest.form.matching import asks_nothing, find_label, note_name
from ingest.form.pairs import PairWalk
from ingest.form.spelled import source_said
from ingest.form.titles import is_answer_across, is_form_title, opened_section, section_beside, unit_of
from ingest.form.under import NOBODY, hold_beside, is_card, is_data, label_of_row, line_by_line, year_of_row
from ingest.form.values import is_blank
from ingest.form.vocabulary import COLUMN_WORDS
from ingest.records import Place

_HOW_MANY = re.compile(r".*(?:数量|个数|项数|件数|人数|次数|数目|数|合计)(?:\(.*\))?")
_A_ROLE = re.compile(r"[▲△◆●■★※]?\s*(?:[(（]?[一二三四五\d][)）、.])?(?:骨干|核心|一般|普通|其他)(?:成员|人员)[:：]?")
_ABOVE_LABELS = re.compile(r"年|项目|指标|内容|类别|名称|科目|栏目")
LEAST_YEARS = 2  # beside one another
_FILLS_DOWN = frozenset({Block.MEMBERS, Block.ACHIEVEMENTS})


class TableReader:
    """Reads one table row by row."""

    def __init__(
        self,
        table: Table,
        block: Block = Block.BASICS,
        title: str = "",
        heads: Heads | None = None,
        unit: str = "",
    ) -> None:
        """Begin in ``block``, which a ``title`` above the table may have announced, with the ``unit`` of its figures.

        ``heads`` are those of a list in the table before that a page break cut in two.
        """
        self._table = table
        self._block = heads.block if heads else block
        self._title = title
        self._unit = unit
        self._heads = heads
        self._leads = False  # whether a leader is told before the members, in their block, which goes on behind
        self._carried: tuple[Label, str] | None = None
        self._beside: Cell | None = None  # the heading of a block in other words, beside its rows
        self._used: set[Cell] = set()
        self._yearly: tuple[int, Label | None] = (0, None)  # a row and what the figures of its years are
        self._year, self._dated = year_within(title), self._block  # of a heading, and the block it opens
        self._ordinal = 0  # of the last heading numbered 一、二、三

    def read(self) -> tuple[Entry, ...]:
        """Every entry of the table, in its order."""
        return tuple(entry for number, cells in enumerate(self._table.rows, 1) for entry in self._row(number, cells))

    def left_over(self) -> tuple[tuple[Place, str], ...]:
        """Filled cells that belong to no label, after ``read``."""
        cells = dict.fromkeys(cell for row in self._table.rows for cell in row)
        return tuple(
            (self._table.place(cell.row), cell.text)
            for cell in cells
            if cell not in self._used and not is_blank(cell.text)
        )

    def heads_for(self, table: Table) -> Heads | None:
        """The headings this table ended with, when ``table`` is more rows of its list."""
        heads = self._heads
        if heads is None or heads.block not in _FILLS_DOWN or not table.rows:
            return None
        first = table.rows[0]
        asked = any(find_label(cell.text, heads.block) is not None for cell in first)
        return heads if len(first) == len(heads.columns) and not asked else None

    def is_followed_by(self, table: Table) -> bool:
        """Whether ``table`` is about the next member, as this one is about one: a card each, under one title."""
        return self._block is Block.MEMBERS and self._heads is None and is_card(self._table) and is_card(table)

    @property
    def block(self) -> Block:
        """The block the table ended in."""
        return self._block

    @property
    def title(self) -> str:
        """The label of the block the table ended in."""
        return self._title

    def _row(self, number: int, cells: Sequence[Cell]) -> Iterator[Entry]:
        cells = list(dict.fromkeys(cells))
        filled = [cell for cell in cells if cell.text]
        if not filled:
            return
        carried, self._carried = self._carried, None
        if len(filled) == 1 and (unit := unit_of(f"({filled[0].text})")):
            self._used.add(filled[0])
            self._unit = unit
            return
        if len(cells) == 1 and is_form_title(filled[0].text):
            self._used.add(filled[0])
            return
        alone = [cell for cell in filled if cell.row == number]
        if (
            len(alone) == 1
            and self._block is Block.MEMBERS
            and self._heads
            and _A_ROLE.fullmatch(alone[0].text.strip())
        ):
            self._used.add(alone[0])
            self._title = label_key(alone[0].text)  # of the members below
            return
        if len(filled) == 1 and filled[0].row == number and self._is_banner(filled[0], cells, carried):
            return
        if carried and len(filled) == 1 and not asks_itself(filled[0].text, self._block):
            label, written = carried
            self._used.add(filled[0])
            self._carried = carried if label.block is Block.TEXT else None
            yield self._entry(number, label, written, filled[0].text)
            return
        rest = self._without_block(number, cells)
        asks = Block.MEMBERS if self._leads and self._block is Block.LEADER else self._block
        heads = find_heads(rest, asks, number, self._heads)
        if heads is None and number == 1 and self._title and len(self._table.rows) > 1:
            heads = find_list_heads(rest, self._table.rows[1], self._block, number)
        if heads is None and number < len(self._table.rows):
            heads = find_text_heads(rest, self._table.rows[number], number)
        if heads is not None:
            self._unit = (unit_of(heads.columns[0].written) if heads.has_years else "") or self._unit
            self._heads, self._block = heads, heads.block
            strange = {
                column.cell
                for column in heads.columns
                if not column.known and label_key(column.cell.text) not in COLUMN_WORDS
            }
            self._used.update(cell for cell in rest if cell not in strange)
        elif self._heads is not None and is_data(rest, self._heads) and not self._begins_block(filled):
            for at, line in enumerate(line_by_line(rest, self._heads.block)):
                self._used.update(rest if at else ())
                for entry in self._data(number, line, self._heads):
                    yield replace(entry, line=(*entry.line[:2], entry.line[2] + at))
        else:
            self._heads = None
            yield from self._pairs(number, [cell for cell in cells if cell != self._beside])

    def _begins_block(self, filled: Sequence[Cell]) -> bool:
        """Whether a row below a list is one cell that tells a block of its own: 培养人才：总数28人，其中技师6人."""
        tells = len(filled) == 1 and bool(split_block(filled[0].text, Block.BASICS))
        self._block = Block.BASICS if tells else self._block
        return tells

    def _is_banner(self, cell: Cell, cells: Sequence[Cell], above: tuple[Label, str] | None) -> bool:
        """Whether the row is one label that stands over what follows; ``above`` is a banner in the row above."""
        label = find_label(cell.text, self._block)
        if len(cells) == 1 and (label is None or label.kind is Kind.FIELD):
            below = texts_of_row(self._table, cell.row)
            section = opened_section(cell.text, below, label, self._ordinal, above[0] if above else None)
            label = section or label
        if label is None or (label.kind is not Kind.BLOCK and len(cells) > 1):
            return False
        if label.kind is Kind.FIELD and is_answer_across(
            texts_of_row(self._table, cell.row), texts_of_row(self._table, cell.row + 1), self._block
        ):
            self._used.add(cell)
            self._carried = (label, cell.text)
            return True
        if label.kind not in {Kind.BLOCK, Kind.TEXT} or (len(cells) > 1 and cell.rows > 1):
            return False
        self._heads = None
        self._used.add(cell)
        self._block = label.block if label.kind is Kind.BLOCK else Block.BASICS
        self._unit, self._title = label.unit, label_key(cell.text)
        self._year, self._dated = label.year or year_within(cell.text), self._block
        self._ordinal = ordinal_of(cell.text) or self._ordinal
        note = label if label.kind is Kind.TEXT else replace(label, kind=Kind.TEXT)
        self._carried = (note, cell.text)
        return True

    def _heading_year(self) -> str:
        """The year of the heading above, as far as it goes: that of 2023年经费投入 is not that of other blocks."""
        return self._year if self._dated in {Block.BASICS, self._block} else ""

    def _without_block(self, number: int, cells: Sequence[Cell]) -> list[Cell]:
        """The row without the label of its block on the left, which it follows into another block."""
        while len(cells) > LEAST_YEARS and all(map(self._is_beside_rows, cells[:2])):
            self._used.add(cells[0])
            cells = cells[1:]  # 创新成效 | 经济效益, each beside several rows: the nearer is meant
        first = next(cell for cell in cells if cell.text)
        label = find_label(first.text, self._block)
        told = label is None or label.kind in {Kind.TEXT, Kind.FIELD}
        alone = self._heads is None or (first.row == number and self._heads.stand_behind(first))
        if told and alone and first is cells[0] and first.rows > 1:
            rows = self._table.rows[first.row - 1 : first.row - 1 + first.rows]
            texts = [[cell.text for cell in dict.fromkeys(row) if cell != first] for row in rows]
            beside = section_beside(first.text, texts)
            self._beside, label = (first, beside) if beside else (self._beside, label)
        if label is not None and label.name in MAY_BE_BLOCKS and first.rows > 1:
            label = replace(label, kind=Kind.BLOCK, block=MAY_BE_BLOCKS[label.name])
        if label is not None and label.kind is Kind.BLOCK:
            self._used.add(first)
            if first.rows == 1 and len(cells) > LEAST_YEARS and all(year_of(cell.text) for cell in cells[1:]):
                self._heads, self._block = None, label.block  # 经费与效益（万元） before the years of its rows
                self._unit, self._title = label.unit, label_key(first.text)
                return list(cells)
            if self._heads is not None and self._heads.ask_for(first):
                self._heads = replace(self._heads, block=label.block)
                self._block, self._title = label.block, label_key(first.text)
                return list(cells)
            if self._heads is not None and self._heads.stand_over(first):
                self._heads = replace(self._heads, block=label.block)
                label = replace(label, unit=label.unit or self._unit)
            elif (
                self._heads is not None
                and label.block in OF_FIGURES
                and hold_beside(self._heads, first, self._table.rows[first.row - 1])
            ):
                self._heads = replace(self._heads, block=label.block)
            elif self._block is not label.block or first.row == number:
                self._heads = None
            goes_on = self._block is label.block and first.row < number  # under a title of its own, perhaps
            self._title = self._title if goes_on else label_key(first.text)
            self._block, self._unit = label.block, label.unit
            return [cell for cell in cells if cell.column > first.column]
        leads = first is cells[0] and first.row == number
        if leads and self._leaves_block(first, label):
            self._block, self._unit, self._title, self._heads = Block.BASICS, "", "", None
        return list(cells)

    def _is_beside_rows(self, cell: Cell) -> bool:
        """Whether a cell is the label of a block beside several rows."""
        label = find_label(cell.text, self._block) if cell.rows > 1 else None
        return label is not None and label.kind is Kind.BLOCK

    def _leaves_block(self, first: Cell, label: Label | None) -> bool:
        """Whether the first cell of a row shows that the block above is over."""
        heads = self._heads
        start = heads.columns[0].cell.column if heads is not None else 0
        if label is None:  # where the label of the block stood, something else begins; the columns of a sheet are exact
            to_the_left = first.column < start and bool(self._table.sheet)
            return to_the_left or (heads is not None and heads.stand_behind(first))
        if first.column < start or label.kind is Kind.TEXT:
            return True
        announced = self._block in _FILLS_DOWN or (self._block is Block.LEADER and self._title != "")
        return label.block is Block.BASICS and not announced

    def _data(self, number: int, cells: Sequence[Cell], heads: Heads) -> Iterator[Entry]:
        filled = [cell for cell in cells if cell.text]
        placed = align(cells, heads, self._table)
        if (
            len(filled) == 1
            and heads.block in _FILLS_DOWN
            and any(len(more) > 1 for _, cell, more in placed if cell.text)
        ):
            self._used.update(filled)  # 见附表 across the row
            title = Label(note_name(self._title) or "说明", Kind.TEXT, heads.block)
            yield self._entry(number, title, self._title, filled[0].text)
            return
        if filled and heads.block in _FILLS_DOWN and NOBODY.fullmatch(label_key(filled[0].text)):
            self._used.update(filled)  # 合计 | 20人 below a list is nobody's row, nor is how to fill it in
            written, text = label_key(filled[0].text), "，".join(cell.text for cell in filled[1:])
            yield self._entry(number, Label(written, Kind.TEXT, Block.TEXT), written, text)
            return
        leads = leads_of(placed) if heads.has_years or heads.group else ()
        lead = leads[-1] if leads else None
        if heads.has_years and _ABOVE_LABELS.search(heads.lead.written):
            self._used.add(heads.lead.cell)  # 指标 above what the rows are about
        over = leads[0].text if len(leads) > 1 else ""
        asked = label_of_row(lead, heads, unit_of_row(placed), over) if lead is not None else None
        if asked is not None and heads.has_years and asked.block in OF_FIGURES:
            self._heads = replace(heads, block=asked.block)  # 合计 below 节资金额 is of the benefit
        if lead is not None and (len(filled) > 1 or find_label(lead.text, heads.block) is not None):
            self._used.update(leads)
        year, dated = ("", None) if heads.has_years else year_of_row(placed, alone=len(filled) == 1)
        self._used |= {dated} if dated is not None else set()
        answered: set[Column] = set()
        for column, cell, more in placed:
            if column.label.kind is Kind.NUMBER:
                self._used.add(cell)
            if column.label.kind is Kind.NUMBER or column.label.name == "年度" or cell in leads or column in answered:
                continue
            fills_down = heads.block in _FILLS_DOWN or column.label.name == "经费来源"
            if cell.row < number and not fills_down:
                continue
            if cell.text:
                answered.add(column)
            self._used.update((cell, column.cell))
            if column.label.kind is Kind.GROUP and (counts := split_counts(cell.text, heads.block, column.label.name)):
                yield from (self._entry(number, label, written, count) for label, written, count in counts)
                continue
            entry = self._entry_under(number, heads, column, cell, asked)
            merged = tuple(label_key(other.written) for other in more) if not is_blank(cell.text) else ()
            years = [each for each in (column, *more) if each.label.kind is Kind.YEAR]
            if not fills_down and (len(years) > 1 or covers_years(cell, self._table)):
                merged = (*merged, OTHER_YEARS)
            if asked is not None and lead is not None and column.label.kind is Kind.YEAR:
                known = asked.name != label_key(lead.text) or not asks_nothing(lead.text, heads.block)
                entry = replace(entry, written=label_key(lead.text), known=known)
            yield replace(entry, year=entry.year or year or self._heading_year(), merged=merged)

    def _entry_under(self, number: int, heads: Heads, column: Column, cell: Cell, asked: Label | None) -> Entry:
        label = column.label
        if asked is not None and asked.block is Block.FUNDING and label.kind is Kind.TEXT and source_said(cell.text):
            source = Label("经费来源", Kind.FIELD, Block.FUNDING)
            return self._entry(number, source, source.name, source_said(cell.text))  # 来源：公司 under 备注
        if label.kind is Kind.GROUP and heads.block is Block.INNOVATION:  # 获奖 counted, not told apart by level
            label = Label(label_key(column.written), Kind.FIELD, heads.block, unit=label.unit)
        if label.kind is Kind.YEAR:
            label = replace(asked or of_year(heads.block), year=label.year)
        elif heads.group and asked is not None and _HOW_MANY.fullmatch(label_key(column.written)):
            return self._entry(number, replace(asked, unit=label.unit or self._unit), asked.name, cell.text)
        label = replace(label, unit=label.unit or self._unit)
        written = label_key(column.written)
        place, line = self._table.place(number, written), (self._table.name, number, column.group)
        return Entry(label, written, cell.text, place, line, heads.block, self._title, label.year, column.known)

    def _entry(self, number: int, label: Label, written: str, text: str) -> Entry:
        name = label_key(written)
        line = (self._table.name, number, 0)
        return Entry(label, name, text, self._table.place(number, name), line, self._block, self._title, label.year)

    def _pairs(self, number: int, cells: Sequence[Cell]) -> Iterator[Entry]:
        walk = PairWalk(self._block, self._unit, self._title, self._heading_year(), self._dated)
        above, label = self._yearly
        if above == number - 1 and not cells[0].text and len(cells) > 1 and year_of(cells[1].text):
            walk.dated = label  # 节约成本 | 2021年 | 30 above a blank cell | 2022年 | 40
        walk.along(self._table, number, cells)
        self._yearly = (number, walk.dated)
        self._used |= walk.used
        if cells[0].row == number and (walk.block is Block.BASICS or walk.opened):
            self._leads = self._block is Block.MEMBERS and walk.block is Block.LEADER
            self._block = walk.block
            self._unit = "" if walk.opened else self._unit
        yield from walk.entries
