"""Everything a form says, in order: its cover, its tables and annexes, and the prose between them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from ingest.form import grid
from ingest.form.entry import Entry
from ingest.form.labels import Block, Kind, Label, annex_block, find_label, label_key
from ingest.form.rows import TableReader
from ingest.form.values import is_blank
from ingest.records import Place

COVER = "封面"
_COVER_FIELDS = (
    "创新工作室名称", "工作室名称", "所在单位名称", "所在单位", "申报单位", "单位名称", "单位类型",
    "单位性质", "推荐单位",
    "填报日期", "填表日期", "申报日期", "填报时间", "申报时间", "工作室领衔人", "领衔人姓名", "领衔人",
    "联系人", "联系电话",
    "工作室类型", "专业领域", "推荐工会",
)  # fmt: skip
_TITLE = re.compile(r".{0,40}(?:申报|申请|登记|推荐|审批)(?:审批|推荐|申请)?表.{0,12}")
_OF_THE_FORM = re.compile(
    r"附件[\d一二三四五六七八九十]*[:：]?|.{2,40}(?:制|印制|制表|监制)|.{0,40}创新工作室|[-—\d\s]+|第?\d+页?|填表?说明[:：]?"
)
_INSTRUCTIONS = re.compile(r"填\s*[表写报]?\s*说\s*明[:：]?")
_HEADING_BEFORE_TABLE = 30


@dataclass(slots=True)
class Said:
    """What a document says: entries of labels, filled cells without one, and paragraphs that are no part of a form."""

    entries: list[Entry] = field(default_factory=list)
    left_over: list[tuple[Place, str]] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)


def gather(blocks: Sequence[grid.Block]) -> Said:
    """Read every block of a document in order."""
    said = Said()
    before_tables = True
    prose: Entry | None = None
    title = ""
    instructing = False
    reader: TableReader | None = None
    for number, block in enumerate(blocks):
        if isinstance(block, grid.Table):
            announced = annex_block(title) if title else None
            heads = reader.heads_for(block) if reader is not None and announced is None else None
            above = label_key(title) if announced else reader.title if reader is not None and heads else ""
            reader = TableReader(block, announced or Block.BASICS, above, heads)
            said.entries += reader.read()
            said.left_over += reader.left_over()
            before_tables = before_tables and not _is_data_table(said.entries, block)
            prose, title, instructing = None, "", False
            continue
        text = block.text.strip()
        if not text:
            continue
        instructing = instructing or bool(_INSTRUCTIONS.fullmatch(label_key(text)))
        fields = () if instructing else tuple(_cover_entries(text, number))
        heading = _prose_heading(text)
        if fields and before_tables:
            said.entries += fields
        elif heading is not None and not instructing:
            prose = _paragraph_entry(heading, number, heading.name, "")
            said.entries.append(prose)
        elif prose is not None and _announces(text, blocks[number + 1 : number + 3]) is None:
            prose = _continued(said, prose, text)
        else:
            title = text if len(text) <= _HEADING_BEFORE_TABLE and not instructing else ""
            if not (instructing or _is_of_the_form(text) or annex_block(text)):
                said.loose.append(text)
    return said


def _is_data_table(entries: Sequence[Entry], table: grid.Table) -> bool:
    return sum(entry.place.sheet == table.name for entry in entries) > len(_COVER_FIELDS) // 2


def _announces(text: str, following: Sequence[grid.Block]) -> Block | None:
    """The block a paragraph announces when a table comes next."""
    return annex_block(text) if any(isinstance(block, grid.Table) for block in following) else None


def _continued(said: Said, prose: Entry, text: str) -> Entry:
    longer = replace(prose, text=f"{prose.text}\n{text}".strip())
    said.entries[said.entries.index(prose)] = longer
    return longer


def _prose_heading(text: str) -> Label | None:
    label = find_label(text, Block.BASICS) if len(text) <= _HEADING_BEFORE_TABLE else None
    return label if label is not None and label.kind is Kind.TEXT else None


def _is_of_the_form(text: str) -> bool:
    key = "".join(text.split())
    return bool(_TITLE.fullmatch(key) or _OF_THE_FORM.fullmatch(key)) or is_blank(text)


def _paragraph_entry(label: Label, number: int, written: str, text: str) -> Entry:
    return Entry(label, written, text, Place(COVER, None, written), (COVER, number, 0), Block.BASICS)


def _cover_entries(text: str, number: int) -> Iterator[Entry]:
    """The fields of a line such as ``工作室名称：______`` or ``所 在 单 位   甲公司    单位类型  企业``."""
    text = unicodedata.normalize("NFC", text)
    found = [match for match in _cover_pattern().finditer(text) if _stands_alone(match, text)]
    if not found or text[: found[0].start()].strip(" \t　_*（(一二三四五六七八九十、.1234567890"):
        return
    for index, match in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(text)
        written = label_key(match[1])
        label = find_label(written, Block.BASICS)
        if label is not None:
            value = text[match.end() : end].strip(" \t\n　_:：")
            yield _paragraph_entry(label, number, written, "" if is_blank(value) else value)


def _stands_alone(match: re.Match[str], text: str) -> bool:
    """At the start of the line any label counts; within it only one with a colon or a gap before it."""
    ended = match[0][-1] in ":： \t　_)）" or not text[match.end() :].strip("_ \t　")
    if not text[: match.start()].strip():
        return ended
    before = text[: match.start()]
    return before.endswith(("  ", "\t", "　", "\n", "__")) and ended


@cache
def _cover_pattern() -> re.Pattern[str]:
    """A label of the cover with any spaces between its characters, an ``*`` and a colon after it."""
    words = sorted(_COVER_FIELDS, key=len, reverse=True)
    spaced = "|".join(r"[ \t　]*".join(map(re.escape, word)) for word in words)
    return re.compile(rf"({spaced})(?:[(（][^()（）]*[)）])?[*＊]?[ \t　]*[:：]?[ \t　_]?")
