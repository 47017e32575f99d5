"""A leader's honours in a table of their own, or in several cells of a row, as the one cell a form asks for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.form.grid import Cell, Table
from ingest.form.keys import label_key, year_of
from ingest.form.labels import Block, Kind
from ingest.form.matching import find_label
from ingest.form.values import is_blank
from ingest.form.vocabulary import HONOR_DATES, HONOR_NAMES

_LABEL = "获奖年份及荣誉称号"
_AN_HONOUR = r"(?:[^。，,；;:：]|[，,；;](?=(?:19|20)\d{2})){3,60}"  # 2018年以来，先后完成改造12项 is none
_DATED_LINE = re.compile(
    rf"(?:[(（]?\d{{1,2}}[)）.．、]\s*|[①-⑳])?(?:(?:19|20)\d{{2}}(?!\d|年?(?:以来|起|至今|开始|期间)){_AN_HONOUR}"
    rf"|(?!\d){_AN_HONOUR}[(（](?:19|20)\d{{2}}年?[)）])[。；;，,]?"
)
_DATED = re.compile(r"(?:19|20)\d{2}")


def in_one_cell(table: Table, *, announced: bool, of_leader: bool) -> Table:
    """The table as it is, or with its honours and their years in one cell: 获奖时间 | 荣誉称号 | 授予单位.

    What stands in further columns follows under their headings, each in one cell.

    Args:
        table: any table of the form.
        announced: whether a title says that it is about the leader.
        of_leader: whether it is, or goes on with the leader; else it has to name one above the honours.
    """
    rows = table.rows
    for at, row in enumerate(rows[:-1]):
        heads = [label_key(cell.text) for cell in _own(row, at)]
        surely = (announced and at == 0) or any(re.search("荣誉|称号", head) for head in heads)
        of_leader = _tells_of_leader(list(dict.fromkeys(row)), of_leader)
        if not (of_leader and surely) or "姓名" in heads or not _are_heads(heads) or _is_asked(row, at):
            continue
        last = next(
            (below for below in range(at + 1, len(rows)) if not _is_listed(rows[below], below, heads)), len(rows)
        )
        if last > at + 1:
            return replace(table, rows=(*rows[:at], *_folded(rows[at:last], at, heads), *rows[last:]))
    return table


def asks_for_honours(title: str) -> bool:
    """Whether the title of a table within a cell, which is the label beside it, asks for the leader's honours."""
    return bool(title) and _asks_for(title) == "荣誉"


def is_dated(line: str) -> bool:
    """Whether a line tells of an honour and its year: 2018年全国劳动模范, 2．全国劳动模范（2018年）."""
    return bool(_DATED_LINE.fullmatch(line.strip()))


def _tells_of_leader(cells: Sequence[Cell], above: bool) -> bool:
    """Whether a row is about the leader, as the rows ``above`` it are, or by a heading of its own or a name beside."""
    if len(cells) == 1:
        label = find_label(cells[0].text, Block.LEADER)
        return label is not None and label.block is Block.LEADER
    pairs = pairwise(_asks_for(cell.text) for cell in cells)
    return above or any(asked == "姓名" and beside == "" for asked, beside in pairs)


def _own(row: Sequence[Cell], at: int) -> list[Cell]:
    """The cells of a row counted from 0 without the label of a block that began further up, or goes on below."""
    cells = list(dict.fromkeys(row))
    return [cell for cell in cells if cell.row == at + 1 and cell.rows == 1]


def _beside(row: Sequence[Cell], at: int) -> list[Cell]:
    """The other cells of a row."""
    own = _own(row, at)
    return [cell for cell in dict.fromkeys(row) if cell not in own]


def _is_asked(row: Sequence[Cell], at: int) -> bool:
    """Whether a label beside the list asks for the honours already."""
    return any(_asks_for(cell.text) == "荣誉" for cell in _beside(row, at))


def _are_heads(heads: Sequence[str]) -> bool:
    return sum(head in HONOR_DATES for head in heads) == sum(head in HONOR_NAMES for head in heads) == 1


def _is_listed(row: Sequence[Cell], at: int, heads: Sequence[str]) -> bool:
    """Whether a row has an honour, or the place for one."""
    cells = _own(row, at)
    when = next((cell.text for cell, head in zip(cells, heads, strict=False) if head in HONOR_DATES), "")
    return len(cells) == len(heads) and bool(_DATED.match(when) or is_blank(when))


def _folded(rows: Sequence[Sequence[Cell]], at: int, heads: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    """As many rows as before: the honours in the first, what else is said of them in the second, nothing further."""
    listed = [[cell.text for cell in _own(row, at + below)] for below, row in enumerate(rows) if below]
    columns = {head: [texts[column] for texts in listed] for column, head in enumerate(heads)}
    dates = next(texts for head, texts in columns.items() if head in HONOR_DATES)
    names = next(texts for head, texts in columns.items() if head in HONOR_NAMES)
    honors = [f"{year_of(date) or date}{name}" if name else "" for date, name in zip(dates, names, strict=True)]
    alone = [date for date, name in zip(dates, names, strict=True) if not name]
    further = [
        (_apart(head), texts)
        for head, texts in (*columns.items(), ("没有写荣誉的年份", alone))
        if head not in HONOR_DATES | HONOR_NAMES and _asks_for(head) is not None and any(texts)
    ]
    said = [[(_LABEL, "\n".join(honors))], [(label, "；".join(filter(None, texts))) for label, texts in further]]
    for below, row in enumerate(rows):
        beside = _beside(row, at + below)
        texts = [text for label, lines in (said[below] if below < len(said) else ()) for text in (label, lines)]
        first = max((cell.column + cell.columns for cell in beside), default=0)
        yield (*beside, *(Cell(at + below + 1, first + place, 1, 1, text) for place, text in enumerate(texts)))


def _apart(head: str) -> str:
    """What a further column of the list is called: not as something of the studio is, like 荣誉级别."""
    label = f"荣誉{head}"
    return f"荣誉表中的{head}" if find_label(label, Block.LEADER) else label


def with_further(honors: str, cell: Cell) -> str:
    """Honours with the next cell of their row, which is the year of one or the one of a year; else nothing.

    荣誉 | 2015年 | 全国劳动模范 | 2018年 | 大国工匠.
    """
    text = cell.text.strip()
    if year_of(honors.rpartition("；")[2]):
        return f"{honors}{text}"
    if not year_of(text):
        return ""
    return f"{honors}；{text}" if _DATED.match(honors) else f"{text}{honors}"


def _asks_for(text: str) -> str | None:
    """What a cell asks for of the leader; empty for no label, and nothing for 序号 and the like."""
    label = find_label(text, Block.LEADER)
    if label is None:
        return ""
    return None if label.kind is Kind.NUMBER else label.name
