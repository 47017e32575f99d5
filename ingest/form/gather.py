"""Everything a form says, in order: its cover, its tables and annexes, and the paragraphs between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from ingest.form import grid
from ingest.form.column_words import without_column_words
from ingest.form.cover import MOST_FIELDS, cover_fields, date_alone, filled_by
from ingest.form.entry import BODY, COVER, Entry
from ingest.form.facts import SUMMARY
from ingest.form.honours import asks_for_honours, in_one_cell, is_dated
from ingest.form.inline import heads_and_area, split_counts, split_labelled, split_prose
from ingest.form.keys import label_key, ordinal_of
from ingest.form.labels import Block, Kind, Label
from ingest.form.matching import find_label, note_name
from ingest.form.naming import named_by_answer
from ingest.form.rows import TableReader
from ingest.form.spacers import without_spacers
from ingest.form.spelled import spelled_out
from ingest.form.tabbed import with_lists
from ingest.form.titles import SHORT_TITLE, annex_block, is_form_title, section_across, section_block, unit_of
from ingest.form.under import OF_THE_STUDIO
from ingest.form.upright import upright
from ingest.form.values import is_blank
from ingest.records import Place

_OF_THE_FORM = re.compile(
    r"附件[\d一二三四五六七八九十]*[:：]?|.{2,40}(?:制|印制|制表|监制)|.{0,40}创新工作室|[-—\d\s]+|第?\d+页?|填表?说明[:：]?"
)
_BRACKETED = re.compile(r"^【([^【】]{2,14})】[:：]?(?=.)")
_ANNEX = re.compile(r"^附(?:[页表件录]|件页)?\s*[一二三四五六七八九十\d]*\s*[:：.、]?\s*")
_INSTRUCTIONS = re.compile(r"填\s*[表写报]?\s*说\s*明[:：]?")
_FEWEST_COUNTS = 3  # fewer may be a sentence
_LONGEST_HEADING = 30  # characters; a longer paragraph is prose
_LONGEST_UNIT = len("（单位：人民币万元）")


@dataclass(slots=True)
class Said:
    """What a document says: entries of labels, filled cells without one, and paragraphs that are no part of a form.

    ``boxed`` are lines of text boxes that were read as labels and values, ``titles`` the lines that may be the title of
    the form.
    """

    entries: list[Entry] = field(default_factory=list)
    left_over: list[tuple[Place, str]] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)
    boxed: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)


def gather(blocks: Sequence[grid.Block]) -> Said:
    """Read every block of a document in order."""
    gatherer = _Gatherer()
    filled = list(with_lists([block for block in blocks if isinstance(block, grid.Table) or block.text.strip()]))
    for number, block in enumerate(filled):
        if isinstance(block, grid.Table):
            for table in upright(without_spacers(block)):
                gatherer.take_table(table)
        elif block.boxed:
            gatherer.take_box(number, block.text)
        else:
            gatherer.take_paragraph(number, block, _table_below(filled[number + 1 :]))
    said = gatherer.said
    entries = chain.from_iterable(map(_counted, map(_of_the_studio, said.entries)))
    said.entries = spelled_out(named_by_answer(list(entries)))
    return said


def _table_below(following: Sequence[grid.Block]) -> grid.Table | None:
    """The table that comes next, or after one more line such as 单位：万元."""
    line = following[0] if following else None
    if isinstance(line, grid.Paragraph) and not ordinal_of(line.text):
        line = following[1] if following[1:] else None
    return line if isinstance(line, grid.Table) else None


def _announced(title: str, table: grid.Table) -> Block | None:
    """The block that a line above a table announces."""
    return section_block(title, SHORT_TITLE) or section_across(title, grid.texts_of_row(table, 0))


class _Gatherer:
    """Goes through a document once and remembers what the paragraphs above announced."""

    def __init__(self) -> None:
        self.said = Said()
        self._reader: TableReader | None = None
        self._before_tables = True
        self._instructing = False
        self._title = self._unit = ""
        self._prose: Entry | None = None  # what the next paragraphs go on with
        self._section: tuple[Block, str] | None = None  # a block written as paragraphs
        self._line = 0
        self._place: Place | None = None  # of the paragraph on a worksheet
        self._ordinal = 0  # of the last heading numbered 一、二、三

    def take_table(self, table: grid.Table) -> None:
        """Read a table in the block that the title above it announced."""
        table = without_column_words(table)
        prose, self._prose = self._prose, None
        if prose is not None and _is_written_out(prose.label) and (text := _only_text(table)):
            self._go_on(prose, text)  # the box for a summary under its heading
            return
        self.said.titles += (row[0].text for row in table.rows[:2] if len(set(row)) == 1 and is_form_title(row[0].text))
        self._title = table.title or self._title
        announced = (annex_block(self._title) or _announced(self._title, table)) if self._title else None
        announced = Block.LEADER if asks_for_honours(table.title) else announced
        card = not self._title and self._reader is not None and self._reader.is_followed_by(table)
        announced = Block.MEMBERS if card else announced
        goes_on = not self._title and self._reader is not None and self._reader.block is Block.LEADER
        of_leader = announced is Block.LEADER
        table = in_one_cell(table, announced=of_leader, of_leader=of_leader or goes_on)
        if announced is not None:
            table = replace(table, name=f"{table.name}（{announced.value}）")
        before = self._reader
        heads = before.heads_for(table) if before is not None and announced is None else None
        above = label_key(self._title) if announced else ""
        above = before.title if before is not None and (heads or card) else above
        unit = self._unit or unit_of(self._title)
        self._reader = reader = TableReader(table, announced or Block.BASICS, above, heads, unit)
        entries = reader.read()
        self.said.entries += entries
        self.said.left_over += reader.left_over()
        small = len(entries) <= MOST_FIELDS or table.name.startswith(BODY)  # a list in lines is no table of the form
        self._before_tables = self._before_tables and small
        self._section, self._title, self._unit, self._instructing = None, "", "", False

    def take_paragraph(self, number: int, paragraph: grid.Paragraph, table: grid.Table | None) -> None:
        """Read a paragraph: a field, a heading, more of the prose above, the title of ``table``, or none of these."""
        before_table = table is not None
        self._place = paragraph.place
        text = _without_annex(_BRACKETED.sub(_with_colon, paragraph.text.strip()))
        numbered = bool(ordinal_of(text))
        heads_table = table is not None and not numbered and _announced(text, table) is not None
        heading = self._is_next_heading(text) or heads_table
        within_prose = self._prose is not None and numbered and not heading
        if heading:
            self._prose = self._section = None
            self._instructing = False
        self._instructing = self._instructing or bool(_INSTRUCTIONS.fullmatch(label_key(text)))
        label = find_label(text, Block.BASICS) if len(text) <= _LONGEST_HEADING else None
        if (unit := unit_of(f"({text})")) or (unit_of(text) and label is None and len(text) <= _LONGEST_UNIT):
            self._unit = unit or unit_of(text)
            return
        announced = None
        if not (before_table or self._instructing or within_prose):
            announced = annex_block(text) or (section_block(text) if heading else None)
        if announced is not None:
            self._instructing = False
            self._section, self._unit = (announced, label_key(text)), unit_of(text)
            self._prose = None
            self.said.loose += [] if annex_block(text) else [text]
        elif self._instructing:
            self._title = ""
        elif within_prose and self._prose:
            self._go_on(self._prose, text)  # 一、基本情况 in a summary
        elif not heads_table and (fields := self._fields(text)):
            self._state(fields, number)
        elif label is not None and (label.kind is Kind.TEXT or (heading and _is_written_out(label))):
            self._section = None
            self._begin(label, number)
        elif (prose := split_prose(text, Block.BASICS)) and self._gives_way_to(prose[0]):
            self._section = None
            self._begin(prose[0], number)
            self._go_on(self.said.entries[-1], prose[2])
        elif self._prose is not None and not (before_table and annex_block(text)):
            self._go_on(self._prose, text)
        elif self._section is not None and self._lists_honours(text):
            self.said.entries[-1] = replace(last := self.said.entries[-1], text=f"{last.text}\n{text}".strip())
        elif self._section is not None:
            block, title = self._section
            self._begin(Label(note_name(title), Kind.TEXT, block), number)
            self._go_on(self.said.entries[-1], text)
        else:
            self.said.titles.append(text)
            self._title = text if len(text) <= _LONGEST_HEADING else ""
            if not (_is_of_the_form(text) or annex_block(text)):
                self.said.loose.append(text)

    def _lists_honours(self, text: str) -> bool:
        """Whether a line is an honour that the label above asks for: 2018年全国劳动模范 below 所获荣誉：."""
        return bool(self.said.entries) and self.said.entries[-1].label.name == "荣誉" and is_dated(text)

    def _gives_way_to(self, label: Label) -> bool:
        """Whether prose under a heading of its own may begin; in a summary it is a part of it, unless an opinion."""
        within = self._prose is not None and self._prose.label.name == SUMMARY
        return not within or label.name.endswith("意见")

    def take_box(self, number: int, text: str) -> None:
        """Read a text box that stands outside the tables, as far as its lines are labels and values."""
        for line in text.split("\n"):
            fields = tuple(cover_fields(line)) or split_labelled(line, Block.BASICS)
            if fields:
                self._state(fields, number)
                self.said.boxed.append(line)

    def _is_next_heading(self, text: str) -> bool:
        """Whether a paragraph is the heading whose number follows that of the last: 三、 after 二、."""
        ordinal = ordinal_of(text)
        begins = self._prose is None and (ordinal == 1 or self._ordinal == 0)
        follows = self._ordinal > 0 and ordinal - self._ordinal in {1, 2}  # a number may have been left out
        if not ordinal or not (begins or follows):
            return False
        if len(text) > _LONGEST_HEADING and split_prose(text, Block.BASICS) is None:
            return False
        self._ordinal = ordinal
        return True

    def _fields(self, text: str) -> tuple[tuple[Label, str, str], ...]:
        """The labels and values of a line: on the cover, or in a block written as paragraphs."""
        if self._section is not None:
            return split_labelled(text, self._section[0]) or heads_and_area(text, *self._section)
        if not self._before_tables:
            return tuple(filled_by(text)) if self._prose is None else ()
        if self._prose is not None:
            return tuple(cover_fields(text))
        return max(tuple(cover_fields(text)), split_labelled(text, Block.BASICS), tuple(date_alone(text)), key=len)

    def _state(self, fields: Sequence[tuple[Label, str, str]], number: int) -> None:
        self._prose = None
        year = ""
        for label, written, text in fields:
            year = label.year or year
            if self._section is None or label.name == "姓名" or year:
                self._line = number
            self._add(replace(label, year=year), written, text)

    def _begin(self, label: Label, number: int) -> None:
        self._line = number
        self._add(label, label.name, "")
        self._prose, self._title = self.said.entries[-1], ""

    def _add(self, label: Label, written: str, text: str) -> None:
        block, title = self._section or (Block.BASICS, "")
        sheet = COVER if self._before_tables and self._section is None else BODY
        name = label_key(written)
        label = replace(label, unit=label.unit or (self._unit if self._section else ""))
        place = replace(self._place or Place(sheet), column=name)
        entry = Entry(label, name, text, place, (sheet, self._line, 0), block, title, label.year)
        self.said.entries.append(entry)
        self._prose = entry if label.kind is Kind.TEXT else None

    def _go_on(self, prose: Entry, text: str) -> None:
        longer = replace(prose, text=f"{prose.text}\n{text}".strip())
        at = next(at for at, entry in enumerate(self.said.entries) if entry is prose)
        self.said.entries[at] = self._prose = longer


def _is_written_out(label: Label) -> bool:
    """Whether a form may ask for something in a section of its own: 业绩简介, or 工作制度 in its words."""
    return label.block is Block.TEXT or label.name in OF_THE_STUDIO


def _of_the_studio(entry: Entry) -> Entry:
    """What only a studio has, where it stands below the list of members: 工作制度."""
    label = find_label(entry.written, Block.BASICS) if entry.block is Block.MEMBERS else None
    return (
        replace(entry, label=label, block=Block.BASICS) if label is not None and label.name in OF_THE_STUDIO else entry
    )


def _counted(entry: Entry) -> Sequence[Entry]:
    """The counts of a summary that says nothing else: 创新成果19项；成果转化6项."""
    items = split_counts(entry.text, Block.INNOVATION, "") if entry.label.name == SUMMARY else ()
    if len(items) < _FEWEST_COUNTS:
        return (entry,)
    return [
        replace(entry, label=label, written=written, text=text, block=label.block) for label, written, text in items
    ]


def _with_colon(bracketed: re.Match[str]) -> str:
    """【所在单位】 before a value as 所在单位：; brackets around other words stay."""
    return f"{bracketed[1]}：" if find_label(bracketed[1], Block.BASICS) else bracketed[0]


def _without_annex(text: str) -> str:
    """The heading of prose on a page of its own without what numbers the page: 附页：工作室业绩简介."""
    rest = _ANNEX.sub("", text)
    label = find_label(rest, Block.BASICS) if rest != text else None
    return rest if label is not None and label.kind is Kind.TEXT else text


def _only_text(table: grid.Table) -> str:
    """The text of a table that is a frame around text; empty for any other."""
    cells = list(dict.fromkeys(cell for row in table.rows for cell in row))
    filled = [cell.text for cell in cells if cell.text]
    framed = all(len(row) == 1 for row in table.rows) and not any(find_label(text, Block.BASICS) for text in filled)
    return "\n".join(filled) if framed else ""


def _is_of_the_form(text: str) -> bool:
    key = "".join(text.split())
    return bool(is_form_title(key) or _OF_THE_FORM.fullmatch(key)) or is_blank(text)
