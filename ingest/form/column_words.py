"""The words above a table that only say what its columns hold, such as 序号 | 指标 | 单位 | 数量, ask for nothing.

One that stands over years says that they are years: 项目 over 2019年 and 2020年.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.form.grid import Cell, Table
from ingest.form.keys import label_key, split_hint, year_of
from ingest.form.labels import Block
from ingest.form.matching import find_label
from ingest.form.vocabulary import COLUMN_WORDS, MEASURES, NUMBERING

_HOW_MUCH = re.compile(r"(?:近[一二两三四五]年|本年度?|上年度?|累计)*(?:合计|总计|累计|数量?|数值|总数|完成数|实绩)")
_OVER_YEARS = frozenset({"", "项目", "类别", "内容", "指标", "期间"})
LEAST_NUMBERS = 2  # beside one such word; one number after 人数 answers it


def without_column_words(table: Table) -> Table:
    """The table with such rows blank, and the numbers under 序号 too; every row keeps its place."""
    rows: list[tuple[Cell, ...]] = []
    numbered: frozenset[int] = frozenset()
    for at, row in enumerate(table.rows):
        cells = tuple(dict.fromkeys(row))
        if _only_says_columns(cells):
            numbered = frozenset(cell.column for cell in cells if label_key(cell.text) in NUMBERING)
            rows.append(tuple(replace(cell, text="") for cell in row))
        else:
            plain = (replace(cell, text="") if _is_number(cell, numbered) else cell for cell in row)
            rows.append(_over_years(_without_measure(tuple(plain)), table.rows[at + 1 : at + 2]))
    return replace(table, rows=tuple(rows))


def _over_years(cells: tuple[Cell, ...], below: Sequence[Sequence[Cell]]) -> tuple[Cell, ...]:
    """A row whose first heading says no more than that something stands below it, which is a year: 项目 over 2019年."""
    first, under = cells[0] if cells else None, below[0][0] if below and below[0] else None
    if first is None or under is None or label_key(first.text) not in _OVER_YEARS or not year_of(under.text):
        return cells
    same = first.rows == under.rows == 1 and (first.column, first.columns) == (under.column, under.columns)
    others = [cell.text for cell in dict.fromkeys(cells[1:]) if cell.text]
    heads = len(others) >= LEAST_NUMBERS and all(map(_is_money, others))  # 项目 | 数量 heads anything
    return (replace(first, text="年度"), *cells[1:]) if same and heads else cells


def _is_money(text: str) -> bool:
    """Whether a heading is of money put in, or of what came of it."""
    labels = [(block, find_label(text, block)) for block in (Block.FUNDING, Block.BENEFIT)]
    return any(label is not None and label.block is block for block, label in labels)


def _only_says_columns(cells: Sequence[Cell]) -> bool:
    words = [label_key(cell.text) for cell in cells if cell.text]
    said = [word for word in words if word in COLUMN_WORDS]
    only = all(word in COLUMN_WORDS or word in NUMBERING or _HOW_MUCH.fullmatch(word) for word in words)
    return len(words) > 1 and bool(said) and only


def _without_measure(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """A row of numbers without the word before them: 数量（项） | 0 | 1 | 2."""
    key = label_key(cells[0].text) if cells else ""
    measures = (split_hint(key) or (key, ""))[0] in MEASURES
    numbers = [cell.text for cell in cells[1:] if cell.text]
    if not measures or len(numbers) < LEAST_NUMBERS or not all(text.strip().isdecimal() for text in numbers):
        return tuple(cells)
    return (replace(cells[0], text=""), *cells[1:])


def _is_number(cell: Cell, columns: frozenset[int]) -> bool:
    return cell.column in columns and cell.text.strip().isdecimal()
