"""Rows under the headings in force: whether a row belongs there, and what a row under years is about."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.form.columns import Heads, Placed
from ingest.form.entry import TOTAL, of_year
from ingest.form.grid import Cell, Table, texts_of_row
from ingest.form.inline import say_their_labels
from ingest.form.keys import is_unfilled_year, label_key, year_of
from ingest.form.labels import Block, Kind, Label
from ingest.form.matching import find_label, find_weak
from ingest.form.spelled import year_of_count
from ingest.form.values import FIGURE, is_blank, is_dash

TOTAL_WORDS = re.compile(r"(?:近?[两二三四五]年)?(?:合计|小计|总计|共计|累计)")
LEAST_LINES = 2  # of a cell
_LEAST_CELLS = 3  # of a row of members
_A_NAME = re.compile(r"[\u3400-\u9fff][\u3400-\u9fff· \u3000]{0,3}[\u3400-\u9fff]")
OF_THE_STUDIO = frozenset({"工作制度", "设备设施"})  # columns of text that a heading may ask for
NOBODY = re.compile(rf"{TOTAL_WORDS.pattern}|[(]?(?:填[写报表])?(?:示例|样例|范例|举例)[)]?:?")  # begins such a row


def is_data(cells: Sequence[Cell], heads: Heads) -> bool:
    """Whether a row belongs under the headings in force, rather than being labels and values again."""
    filled = [cell for cell in cells if cell.text]
    if not filled:
        return True
    labels = [_label_under(cell, heads) for cell in filled]
    asking = [label for label in labels if label is not None and label.kind is not Kind.YEAR]
    first = labels[0]
    if first is not None and first.kind is Kind.TEXT and len(filled) <= 2:
        return False
    if say_their_labels([cell.text for cell in filled], heads.block):
        return False
    if heads.block is Block.MEMBERS and len(cells) < len(heads.columns) and any(map(_asks_of_the_studio, filled[:-1])):
        return False  # 设施与制度 | 设备设施 | 相关仪2套
    if heads.has_years and first in asking:
        return not _by_turns(labels)
    if TOTAL_WORDS.fullmatch(label_key(filled[0].text)):
        return True
    if first is not None and filled[0] is cells[0] and _ends_years(first, labels[1:], heads):
        return False
    if heads.block is Block.LEADER and first is not None and len(filled) > 1:
        return False  # 荣誉 | 2018年五一劳动奖章 below 部门 | 职责
    if len(cells) == 2 and len(heads.columns) >= 4 and 2 * cells[1].columns > sum(each.columns for each in cells):
        return False  # a label and its value across the row
    if len(cells) * 2 <= len(heads.columns) and first is not None and first.kind is not Kind.YEAR:
        return False
    if heads.block not in {Block.MEMBERS, Block.ACHIEVEMENTS} and _by_turns(labels):
        return False
    return not (len(asking) >= 2 and len(asking) * 5 >= len(filled) * 2)


def _asks_of_the_studio(cell: Cell) -> bool:
    """Whether a cell asks for what no person has."""
    label = find_label(cell.text, Block.BASICS)
    return label is not None and label.name in OF_THE_STUDIO


def _ends_years(first: Label, others: Sequence[Label | None], heads: Heads) -> bool:
    """Whether rows of a year each are over: instead of a year stands a label, with its value and further labels."""
    instead = (
        heads.lead.label.name == "年度" and first.kind is Kind.FIELD and first.name not in {"年度", "合计", "总数"}
    )
    return instead and others[:1] == [None] and any(label is not None for label in others[1::2])


def hold_beside(heads: Heads, first: Cell, beside: Sequence[Cell]) -> bool:
    """Whether the years of ``heads`` above one block go on in a row of another, which begins with its label ``first``.

    They do where the row is a label and figures in the very columns of the years: 指标 | 2018年 | 2019年 above
    效益 | 创收 | 5 | 6.
    """
    if not (heads.has_years and heads.stand_behind(first)):
        return False
    cells = [cell for cell in dict.fromkeys(beside) if cell.column > first.column]
    places = [(column.cell.column, column.cell.columns) for column in heads.columns]
    if [(cell.column, cell.columns) for cell in cells] != places:
        return False
    under = list(zip(heads.columns, cells, strict=True))
    asked = [cell.text for column, cell in under if column is heads.lead]
    answers = [cell.text for column, cell in under if column.label.kind is Kind.YEAR]
    figures = all(is_blank(text) or is_dash(text) or FIGURE.match(text) for text in answers)
    return figures and all(text and not FIGURE.match(text) for text in asked)


def is_card(table: Table) -> bool:
    """Whether a table is about one person: it begins with 姓名 and a name."""
    asked, said = (*texts_of_row(table, 0), "", "")[:2]
    label = find_label(asked, Block.MEMBERS)
    return label is not None and label.name == "姓名" and bool(said) and find_label(said, Block.MEMBERS) is None


def year_of_row(placed: Sequence[Placed], *, alone: bool) -> tuple[str, Cell | None]:
    """The year at the head of a row, 合计 for a total, and the cell it answers in; a year nobody wrote stays empty.

    What stands ``alone`` in its row and is no year answers nothing.
    """
    dated = [cell for column, cell, _ in placed if column.label.name == "年度" and cell.text]
    whole = [cell for cell in dated if year_of(cell.text) or TOTAL_WORDS.fullmatch(label_key(cell.text))]
    chosen = next(iter(whole or dated), None)
    if chosen is None:
        return (year_of_count(placed[0][1].text) if placed else ""), None
    said = chosen if whole or not alone else None
    if TOTAL_WORDS.fullmatch(label_key(chosen.text)):
        return TOTAL, said
    return year_of(chosen.text) or ("" if is_unfilled_year(chosen.text) else label_key(chosen.text)), said


def label_of_row(lead: Cell, heads: Heads, unit: str, over: str = "") -> Label:
    """What a row under years is about: 投入金额, or the words as they are; and its unit if it has a column.

    ``over`` is what it is among, where that stands in the row as well: 授权专利 before 发明.
    """
    above = find_label(over, heads.block) if over else None
    group = above.name if above is not None and above.kind is Kind.GROUP else heads.group
    among = group or heads.block is Block.TRAINING  # 技师 among rows of people trained
    found = find_weak(lead.text, heads.block, group) if lead.text and among else None
    found = found or (find_label(lead.text, heads.block) if lead.text else None)
    if found is not None and found.kind is Kind.BLOCK:
        found = replace(of_year(found.block), unit=found.unit)
    key = label_key(over) + label_key(lead.text)
    of_nothing = heads.block is Block.INNOVATION and TOTAL_WORDS.fullmatch(key)  # 合计 below several counts
    found = found or Label(key, Kind.TEXT if of_nothing else Kind.FIELD, heads.block)
    return replace(found, unit=unit or found.unit)


def _label_under(cell: Cell, heads: Heads) -> Label | None:
    """What a cell below headings would ask for: below people trained also a word that asks only among its like."""
    weak = heads.block is Block.TRAINING and not heads.has_years  # 地市级劳模 | 1, below 高级技师 | 技师
    return find_label(cell.text, heads.block) or (find_weak(cell.text, heads.block) if weak else None)


def _by_turns(labels: Sequence[Label | None]) -> bool:
    """Whether labels and values stand in a row by turns: 创新成果 | 11项 | 成果转化 | 9项."""
    asking = [label is not None and label.kind is not Kind.YEAR for label in labels]
    asked = sum(asking[::2])
    return asked > 1 and 2 * asked > len(asking[::2]) and not any(asking[1::2])


def line_by_line(cells: Sequence[Cell], block: Block) -> list[list[Cell]]:
    """A row as a row for every year or member, where each of its cells has a line for each.

    2012年 over 2013年 | 16 over 24, and among members 张三 over 李四 | 男 over 女 | 焊工 over 钳工.
    """
    lines = [cell.text.split("\n") for cell in cells if cell.text]
    many = len(lines[0]) if lines else 0
    told = bool(lines) and all(map(year_of, lines[0]))
    if block is Block.MEMBERS and len(lines) >= _LEAST_CELLS:
        told = any(all(map(_A_NAME.fullmatch, line)) for line in lines)
    if many < LEAST_LINES or any(len(line) != many for line in lines) or not told:
        return [list(cells)]
    rows = zip(*(cell.text.split("\n") if cell.text else [""] * many for cell in cells), strict=True)
    return [[replace(cell, text=text) for cell, text in zip(cells, row, strict=True)] for row in rows]
