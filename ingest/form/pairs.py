"""One row of labels and values: every value under the label before it, with the group and year that still count."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from ingest.form.draft import columns_of
from ingest.form.entry import Entry, of_year
from ingest.form.grid import Cell, Table
from ingest.form.honours import is_dated, with_further
from ingest.form.inline import TICKED_BEHIND, split_block, split_inline, split_prose
from ingest.form.keys import has_stroke, label_key, split_unit, year_of
from ingest.form.labels import MAY_BE_BLOCKS, Block, Kind, Label
from ingest.form.matching import asks_nothing, find_label, find_weak, note_name
from ingest.form.values import FIGURE, is_blank, is_dash, is_number
from ingest.form.vocabulary import HONOR_NAMES

_UNIT_CELL = re.compile(r"[(]?(?:项|个|件|人|名|万元|元|篇|次)[)]?")
_OPENED = frozenset({Block.FUNDING, Block.BENEFIT, Block.INNOVATION, Block.TRAINING, Block.LEADER})
_OPEN = _OPENED | {Block.BASICS}
_OF_PAIRS = frozenset({Block.BASICS, Block.LEADER})  # blocks of labels and values, without a list
_REST_OF_DATE = re.compile(r"\d{1,2}\s*[月日]", re.ASCII)
_AN_AREA = re.compile(r"(?:面积)?[:：]?\s*约?\s*\d[\d,.]*\s*(?:余|多)?\s*(?:平方米|平米|㎡|m2|m²)", re.ASCII)
_OF_MONEY = frozenset({Block.FUNDING, Block.BENEFIT})
_AMOUNT = re.compile(r"(?:约|共)?\d[\d,.]*\s*(?:亿元|万元|千元|万|元)?", re.ASCII)
_AWARDED = re.compile(r"(?:19|20)\d{2}年?.*(?:劳动模范|(?:劳模|工匠)(?!.*工作室)|奖章|标兵|能手)")  # of a person
_BEGINS_WITH_YEAR = re.compile(r"\s*(?:19|20)\d{2}\s*年")
_LIKE_A_LABEL = re.compile(r"[^\d，。；,;:：]{2,14}")


class PairWalk:
    """Walks along a row. ``entries`` is what it says, ``used`` the cells that said it, ``block`` where it ends.

    ``dated`` is what the figures of the years after it are, which a row below without a label goes on with.
    """

    def __init__(self, block: Block, unit: str, title: str, year: str, dated: Block) -> None:
        """Begin in a block of the form, whose label is ``title`` and counts in ``unit``.

        ``year`` is that of a heading above, if it says one, of the block ``dated`` or of all where that is the first.
        """
        self.block = block
        self.entries: list[Entry] = []
        self.used: set[Cell] = set()
        self.opened = False  # whether a label of a block opened it without the block's own label before it
        self._unit = unit
        self._title = title
        self._table = Table("", ())
        self._number = 0
        self._group = ""
        self._year = ""  # said in the row
        self._above = (year, dated)
        self._asked: Label | None = None
        self._written = ""
        self.dated: Label | None = None
        self._answered: Label | None = None
        self._answered_blank = False
        self._known = True
        self._beside = False  # whether the block's label stands beside several rows
        self._left = 0  # how many cells of the row are not taken yet

    def along(self, table: Table, number: int, cells: Sequence[Cell]) -> None:
        """Take every cell of row ``number`` of the table."""
        self._table, self._number = table, number
        taken = 0
        for index, cell in enumerate(cells):
            if index < taken:
                continue
            self._left = len(cells) - index
            options = self._options(cells[index:])
            if options:
                taken = index + len(options)
                self._answer("  ".join(options))
                continue
            self._step(cell, cells[index + 1] if index + 1 < len(cells) else None)
        self._settle()

    def _options(self, cells: Sequence[Cell]) -> list[str]:
        """The options that answer a label in cells of their own, ticked there or beside: 技术攻关 | √ | 技能传授."""
        if self._asked is None or self._asked.name != "工作室类型":
            return []
        cells = list(takewhile(lambda cell: find_label(cell.text, self.block) is None, cells))
        choices = columns_of("工作室台账")[self._asked.name].choices
        named = [any(choice in cell.text for choice in choices) for cell in cells]
        if sum(named) < 2:
            return []
        self.used.update(cells)
        return [cell.text if has else f"({cell.text})" for cell, has in zip(cells, named, strict=True)]

    def _step(self, cell: Cell, following: Cell | None) -> None:
        """Take one cell: a label asks, a value answers, an empty cell leaves the label unanswered."""
        label = self._label_in_row(cell, following)
        if label is not None:
            self.used.add(cell)
            if label.kind is Kind.YEAR and self._asked is not None and self._asked.kind is Kind.FIELD:
                self.dated = self._asked
            elif label.kind is not Kind.YEAR:
                self._settle()
                self.dated = None
            self._ask(label, cell)
        elif cell.row < self._number:
            self._settle()  # a label beside it was answered in the row above
            self._answered = None
        elif is_blank(cell.text) and not (self._answered and _UNIT_CELL.fullmatch(cell.text.strip())):
            self.used.add(cell)
            self._answer("")
        else:
            self._value(cell, following)

    def _label_in_row(self, cell: Cell, following: Cell | None) -> Label | None:
        if not cell.text or (has_stroke(cell.text) and not (following and is_number(following.text))):
            return None
        if TICKED_BEHIND.fullmatch(cell.text):
            return None  # it is answered behind the label
        expects_value = self._asked is not None and self._asked.kind is Kind.FIELD
        weak = find_weak(cell.text, self.block, self._group)
        if weak is not None and not (expects_value and not weak.name.startswith(f"{self._group}/")):
            free = self._asked is None or self._asked.kind in {Kind.BLOCK, Kind.GROUP, Kind.YEAR}
            if free:
                return weak
        label = find_label(cell.text, self.block) or self._year_of_figures(cell) or self._of_a_person(cell)
        label = label or self._trained(cell, following) or self._of_the_firm(cell) or self._of_a_year(cell)
        if label is None:
            return None
        elsewhere = label.block is not self.block
        if expects_value and elsewhere and following is not None and asks_nothing(following.text, self.block):
            return label if following.text else None
        if expects_value and following is None and label.kind is Kind.BLOCK:
            return None  # 主要分工 | 技术创新
        if expects_value and (following is None or find_label(following.text, self.block) is not None):
            answers = label.kind is Kind.FIELD and self._asked is not None and self._asked.name != "荣誉"
            return None if answers else label  # 职务 | 负责人 | 联系电话, but not 荣誉称号 | 授予单位
        return label

    def _year_of_figures(self, cell: Cell) -> Label | None:
        """The year of the next figure: 创新成果 | 2021年 | 3 | 2022年 | 4, in whichever block that stands."""
        counted = self.dated or self._asked
        return find_label(cell.text, counted.block) if counted is not None and year_of(cell.text) else None

    def _of_a_person(self, cell: Cell) -> Label | None:
        """A word such as 技术等级 that is a label only among those of a person, which stand before it in the row."""
        free = self._asked is None or self._asked.kind is Kind.BLOCK
        person = free and any(entry.label.block in {Block.LEADER, Block.MEMBERS} for entry in self.entries)
        return find_label(cell.text, Block.LEADER) if person else None

    def _of_a_year(self, cell: Cell) -> Label | None:
        """Money put in, in a row that begins with its year: 2018年 | 投入（万元） | 3 | 来源 | 公司."""
        label = find_label(cell.text, Block.FUNDING) if self._year else None
        return label if label is not None and label.name in {"投入金额", "经费来源"} else None

    def _of_the_firm(self, cell: Cell) -> Label | None:
        """性质 right behind 单位 and its name."""
        behind = bool(self.entries) and self._asked is None and self.entries[-1].label.name == "所在单位"
        return find_label("单位性质", self.block) if behind and label_key(cell.text) == "性质" else None

    def _trained(self, cell: Cell, following: Cell | None) -> Label | None:
        """People trained, counted among results: 创新成果 | 12 | 高级技师 | 3."""
        counted = self.block is Block.INNOVATION and following is not None and is_number(following.text)
        label = find_weak(cell.text, Block.TRAINING) if counted else None
        return label if label is not None and label.name.startswith(("技术等级/", "荣誉/")) else None

    def _ask(self, label: Label, cell: Cell) -> None:
        if cell.rows > 1 and label.name in MAY_BE_BLOCKS:  # 创新成果 beside rows of patents and awards
            label = replace(label, kind=Kind.BLOCK, block=MAY_BE_BLOCKS[label.name])
        self._open(label)
        if label.kind is Kind.BLOCK:
            self.block, self._unit, self._group = label.block, label.unit, ""
            self._year = label.year or self._year
            self._beside = cell.rows > 1
        elif label.kind is Kind.GROUP:
            self._group = label.name
            self.block = label.block
        elif label.kind is Kind.YEAR:
            self._year = label.year
        elif label.kind is Kind.NUMBER:
            self._asked = self._answered = None
            return
        elif label.name.count("/") == 0 and label.kind is Kind.FIELD and label.block is Block.BASICS:
            self._group = ""
        self._asked, self._written, self._known = label, cell.text, True
        self._answered = None

    def _open(self, label: Label) -> None:
        """Go on in the block of a label that says whose it is: after 姓名 the leader's, after 国家级获奖 awards."""
        leads = label.name == "领衔人" and self.block is not Block.BASICS  # 领衔人及成员情况 begins with who leads
        block = Block.LEADER if leads or (label.name == "姓名" and self.block is Block.BASICS) else label.block
        may = leads or self.block in _OPEN
        if label.kind is Kind.FIELD and may and block in _OPENED and block is not self.block:
            self.block, self.opened, self._title, self._unit, self._group = block, True, "", "", ""

    def _settle(self) -> None:
        """A field that the next label follows at once has no answer."""
        if self._asked is not None and self._asked.kind in {Kind.FIELD, Kind.TEXT}:
            self._answer("")

    def _answer(self, text: str) -> None:
        asked = self._asked or (self._answered if self._answered_blank else None)
        if asked is None:
            return
        label = asked
        if asked.kind is Kind.YEAR:
            label = self.dated or of_year(self.block)
        elif asked.kind in {Kind.BLOCK, Kind.GROUP}:
            if not text:
                return  # an empty cell between 培养人才 and its labels answers nothing
            alone = bool(self._present_year()) and self.block in _OF_MONEY and bool(_AMOUNT.fullmatch(text.strip()))
            label = of_year(self.block) if alone else Label(note_name(self._written), Kind.TEXT, self.block)
        listed = asked.kind is Kind.GROUP and self._group == "获奖等级" and all(map(is_dated, text.strip().split("\n")))
        named = self.block is Block.BASICS and label_key(self._written) in HONOR_NAMES
        if (listed or named) and _AWARDED.search(text):
            label, self._known = Label("荣誉", Kind.FIELD, Block.LEADER), True  # no block tells whose they are
        label = replace(label, unit=asked.unit or self._unit)
        entry = self._entry(label, self._written, text)
        self.entries.append(
            replace(entry, block=self._whose(label), year=label.year or self._present_year(), known=self._known)
        )
        self._answered, self._answered_blank, self._asked = label, not text, None

    def _value(self, cell: Cell, following: Cell | None) -> None:
        prose = split_prose(cell.text, self.block)
        inline = () if prose else split_inline(cell.text, self.block, self._group, self._asked, self._title)
        if prose and self._asked is None:
            self.used.add(cell)
            self.entries.append(self._entry(prose[0], prose[1], prose[2]))
        elif inline:
            self._settle()
            self.used.add(cell)
            for label, written, text in inline:
                self._open(label)
                found = self._entry(replace(label, unit=label.unit or self._unit), written, text)
                self.entries.append(replace(found, block=self.block, year=found.year or self._present_year()))
            self._asked = self._asked if self._asked and self._asked.kind is Kind.GROUP else None
        elif self._answered and self._answered.name == "荣誉" and (honors := with_further(self.entries[-1].text, cell)):
            self.used.add(cell)
            self.entries[-1] = replace(self.entries[-1], text=honors)
        elif self._is_unknown_label(cell, following):
            self._settle()
            self.used.add(cell)
            name, unit = split_unit(label_key(cell.text))
            label = Label(f"{self._group}/{name}" if self._group else name, Kind.FIELD, self.block, unit=unit)
            self._asked, self._written, self._answered, self._known = label, cell.text, None, False
        elif self._asked is not None or (self._answered is not None and self._answered_blank):
            self.used.add(cell)
            self._answer(cell.text)
        elif self._answered is not None and self._goes_on(cell):
            self.used.add(cell)
            last = self.entries[-1]
            if last.text and not last.text.endswith(cell.text.strip()):
                self.entries[-1] = replace(last, text=f"{last.text}{cell.text.strip()}")
        elif self._tells_another_year(cell):
            self.used.add(cell)
            self.entries[-1] = replace(self.entries[-1], text=f"{self.entries[-1].text}\n{cell.text.strip()}")
        elif self._counts_twice(cell, following):
            self.used.add(cell)
            last = self.entries[-1]
            self.entries[-1] = replace(last, text=f"{last.text}、{cell.text.strip()}")  # which nobody reads as one
        elif said := split_block(cell.text, self.block):
            self.used.add(cell)
            self.entries.append(replace(self._entry(*said), block=said[0].block))
        elif self._is_source(cell):
            self.used.add(cell)
            source = Label("经费来源", Kind.FIELD, Block.FUNDING)
            year = self._present_year() or (self._answered.year if self._answered else "")
            self.entries.append(replace(self._entry(source, "经费来源", cell.text), block=self.block, year=year))

    def _tells_another_year(self, cell: Cell) -> bool:
        """Whether a cell goes on with the money of another year: 2014年：创收50，节资12 | 2015年：创收64，节资15."""
        told = self._answered is not None and self._answered.kind is Kind.TEXT and self.block in _OF_MONEY
        return told and all(map(_BEGINS_WITH_YEAR.match, (self.entries[-1].text, cell.text)))

    def _counts_twice(self, cell: Cell, following: Cell | None) -> bool:
        """Whether a figure without a label follows the answer of a count, as that of another year may: 14 | 17."""
        last = bool(FIGURE.match(cell.text)) and (following is None or not following.text or is_number(following.text))
        counted = self._answered is not None and self._answered.block in {Block.INNOVATION, Block.TRAINING}
        return last and counted and bool(FIGURE.match(self.entries[-1].text))

    def _whose(self, label: Label) -> Block:
        """The block of an answer: 领衔人政治面貌 below the members is the leader's, as honours among counts are."""
        elsewhere = self.block in {Block.MEMBERS, Block.INNOVATION}
        return Block.LEADER if elsewhere and label.block is Block.LEADER else self.block

    def _present_year(self) -> str:
        """The year that was said in the row, else that of the heading above as far as it goes."""
        year, dated = self._above
        return self._year or (year if dated in {Block.BASICS, self.block} else "")

    def _is_source(self, cell: Cell) -> bool:
        """Whether a cell without a label, after the money of a year, says where that came from."""
        dated = self._answered is not None and (self._present_year() or self._answered.year)
        return self.block is Block.FUNDING and bool(dated) and not _AMOUNT.fullmatch(cell.text.strip())

    def _goes_on(self, cell: Cell) -> bool:
        """Whether a cell is the unit of the answer before it, the rest of a date, or the area beside the heads."""
        text = cell.text.strip()
        of_date = _REST_OF_DATE.fullmatch(text) and self.entries[-1].text.endswith(("年", "月"))
        beside = self._answered is not None and "/" in self._answered.name and self._answered.block is Block.BASICS
        return bool(_UNIT_CELL.fullmatch(text) or of_date or (beside and _AN_AREA.fullmatch(text)))

    def _is_unknown_label(self, cell: Cell, following: Cell | None) -> bool:
        """Whether a cell no vocabulary knows stands where a label stands: before a value, and not after a label."""
        if following is None or not _LIKE_A_LABEL.fullmatch(label_key(cell.text)) or is_dash(cell.text):
            return False
        if self._asked is not None and self._asked.kind in {Kind.FIELD, Kind.TEXT, Kind.YEAR}:
            return False
        if self._asked is not None:  # after the label of a block or a group: before a number or a place for one
            first = self._asked.kind is Kind.BLOCK and self._beside and self.block in _OF_PAIRS and self._left % 2 == 0
            return first or is_number(following.text)
        if self._answered is not None and self._answered_blank:
            return False
        return asks_nothing(following.text, self.block)

    def _entry(self, label: Label, written: str, text: str) -> Entry:
        name = label_key(written)
        place, line = self._table.place(self._number, name), (self._table.name, self._number, 0)
        return Entry(label, name, text, place, line, self.block, self._title, label.year or self._present_year())
