"""A leader's honours in a table of their own, or in several cells of a row, as the one cell a form asks for."""

import re

from ingest.form.grid import Cell, Table
from ingest.form.keys import label_key, year_of
from ingest.form.labels import Block, Kind
from ingest.form.matching import find_label
from ingest.form.vocabulary import HONOR_DATES, HONOR_NAMES

_LABEL = "获奖年份及荣誉称号"
_DATED = re.compile(r"(?:19|20)\d{2}")


def in_one_cell(table: Table) -> Table:
    """The table as it is, or with its honours and their years in one cell: 获奖时间 | 荣誉称号 | 授予单位.

    What stands in further columns follows under their headings, each in one cell.
    """
    rows = [tuple(dict.fromkeys(row)) for row in table.rows]
    heads = [label_key(cell.text) for cell in rows[0]] if rows else []
    dated = [at for at, head in enumerate(heads) if head in HONOR_DATES]
    named = [at for at, head in enumerate(heads) if head in HONOR_NAMES]
    if len(dated) != 1 or len(named) != 1 or any(len(row) != len(heads) for row in rows):
        return table
    honors = [f"{year_of(row[dated[0]].text) or row[dated[0]].text}{row[named[0]].text}" for row in rows[1:]]
    further = [at for at, head in enumerate(heads) if at not in (*dated, *named) and not _is_number(head)]
    columns = [(_LABEL, honors), *((f"荣誉{heads[at]}", [row[at].text for row in rows[1:]]) for at in further)]
    turned = tuple(
        (Cell(number, 0, 1, 1, label), Cell(number, 1, 1, 1, "\n".join(text for text in texts if text)))
        for number, (label, texts) in enumerate(columns, 1)
    )
    return Table(table.name, turned, table.title)


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


def _is_number(head: str) -> bool:
    label = find_label(head, Block.LEADER)
    return label is not None and label.kind is Kind.NUMBER
