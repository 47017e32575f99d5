"""Which row of a table names columns, and in which block of the form."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.form.columns import UNIT, Column, Heads, column_over
from ingest.form.entry import TOTAL, of_year
from ingest.form.grid import Cell
from ingest.form.keys import has_stroke, label_key, split_unit, year_of
from ingest.form.labels import Block, Kind, Label
from ingest.form.matching import PHOTO, find_label, find_weak
from ingest.form.values import FIGURE
from ingest.form.vocabulary import A_SOURCE, HONORS, NUMBERING

_OPINIONS = frozenset({"意见", "审批意见", "审核意见", "推荐意见", "申报意见", "各级意见", "各级审批意见", "有关意见"})
_AN_OFFICE = re.compile(
    r"[^\d:。,，;；]{0,12}(?:工会|行政|党委|党组|党支部|党总支|党组织|单位|公司|集团|委员会|领导小组|[局厅处办])"
)
LONGEST_HEADING = 14  # characters; a longer cell in a row of headings is data

# Blocks a row of headings may open by itself, and a heading that only that block has.
_OWN = (
    (Block.ACHIEVEMENTS, frozenset({"成果名称"})),
    (Block.FUNDING, frozenset({"投入金额", "经费来源"})),
    (Block.BENEFIT, frozenset({"创收金额", "节资金额"})),
    (Block.MEMBERS, frozenset({"姓名"})),
    (
        Block.TRAINING,
        frozenset(
            {
                *(f"技术等级/{grade}" for grade in ("高级技师", "技师", "高级工", "双重职称")),
                *(f"荣誉/{honor}" for honor in HONORS),
            }
        ),
    ),
    (Block.INNOVATION, frozenset({"专利类别/实用新型", "专利类别/发明", "获奖等级/国家", "获奖等级/省部"})),
)
_A_RESULT = frozenset({"成果", "成果名称", "创新成果"})
_ANYTHING = frozenset({"名称", "项目", "项目名称"})
_TOTALS = re.compile(r"(?:近?[两二三四五]年|年度)?(?:合计|小计|总计|累计|共计)(?:数)?")
_UNITS = frozenset({UNIT, "计量单位", "数量单位"})
_REMARKS = frozenset({"备注", "说明"})
OF_FIGURES = frozenset({Block.BASICS, Block.FUNDING, Block.BENEFIT, Block.INNOVATION, Block.TRAINING})
_OF_MONEY = (Block.FUNDING, Block.BENEFIT)
_PEOPLE = frozenset({Block.LEADER, Block.MEMBERS})
_LISTS = frozenset({Block.MEMBERS, Block.ACHIEVEMENTS})


def find_list_heads(cells: Sequence[Cell], below: Sequence[Cell], block: Block, row: int) -> Heads | None:
    """The headings of a list that a title announced: one known is enough where the next row has as many cells."""
    labels = [_label(cell, block, None) for cell in cells]
    short = all(0 < len(label_key(cell.text)) <= LONGEST_HEADING for cell in cells)
    found_below = [find_label(cell.text, block) for cell in below]
    people = block is Block.TRAINING and any(label is not None and label.name == "姓名" for label in labels)
    asking_below = any(label is not None and label.kind is not Kind.YEAR for label in found_below)
    if any(FIGURE.match(cell.text) for cell in cells):
        return None  # 创新成果 | 13项 is a label and its value
    if len(cells) < 2 or len(cells) != len(below) or not short or not any(labels) or (asking_below and not people):
        return None  # but 张三 | 晋升高级技师 is one who was trained
    return Heads(block, _columns(cells, labels, block, None, row), row)


def find_heads(cells: Sequence[Cell], block: Block, row: int, above: Heads | None) -> Heads | None:
    """The headings a row makes, or None when it is no row of headings.

    Args:
        cells: the row without the label of its block.
        block: the block the row stands in.
        row: its number.
        above: headings in force; those of the row directly above are the upper tier of these.
    """
    upper = above if above is not None and above.row == row - 1 else None
    if block in OF_FIGURES and (years := _years_above(cells, block, row)) is not None:
        return years
    found = _blocks_above(cells, row) or _money_of_years(cells, row) or _sources(cells, block, row)
    if found := found or _results(cells, block, row):
        return found
    listing = above is not None and above.block is Block.ACHIEVEMENTS and len(above.columns) == len(cells)
    others = () if listing else tuple(other for other, _ in _OWN if other is not block)  # 发明专利 is a value there
    candidates = (block, *others)
    for candidate in candidates:
        labels = _labels(cells, candidate, upper)
        if not _are_headings(cells, labels) or (candidate is Block.TRAINING and _tell_a_year(labels)):
            continue
        if candidate is block or _opens(candidate, labels):
            if candidate in {Block.BASICS, Block.TEXT} and (better := _better_block(cells, upper)):
                return find_heads(cells, better, row, above)
            return Heads(candidate, _columns(cells, labels, candidate, upper, row), row)
    return None


def find_text_heads(cells: Sequence[Cell], below: Sequence[Cell], row: int) -> Heads | None:
    """Headings of prose side by side, with the prose below them: 单位工会意见 | 集团工会意见.

    Beside 审批意见 the offices alone head their opinions: 单位工会 | 集团工会.
    """
    if cells and cells[:1] == list(below[:1]) and label_key(cells[0].text) in _OPINIONS:
        offices = [cell for cell in cells[1:] if _AN_OFFICE.fullmatch(label_key(cell.text))]
        cells, below = [replace(cell, text=f"{cell.text}意见") for cell in offices], below[1:]
    labels = [find_label(cell.text, Block.TEXT) for cell in cells]
    asked = [label for label in labels if label is not None and label.kind is Kind.TEXT]
    answered = len(below) == len(cells) and not any(find_label(cell.text, Block.TEXT) for cell in below)
    if len(cells) < 2 or len(asked) < len(cells) or not answered:
        return None
    columns = zip(asked, cells, strict=True)
    return Heads(Block.TEXT, tuple(Column(label, cell) for label, cell in columns), row)


def _years_above(cells: Sequence[Cell], block: Block, row: int) -> Heads | None:
    """Years above figures, of several blocks perhaps, and their sum: 指标 | 单位 | 2019年 | 2020年 | 合计."""
    while cells and not cells[-1].text:
        cells = cells[:-1]
    columns = [_beside_years(cell, block) for cell in cells]
    years = [column.label.year if column is not None and column.label.kind is Kind.YEAR else "" for column in columns]
    first = next((at for at, year in enumerate(years) if year), 0)
    leads = [at for at, column in enumerate(columns) if column is None]
    with_unit = any(column is not None and column.label.name == UNIT for column in columns)
    if len(set(years) - {""}) < (1 if with_unit else 2) or len(leads) != 1 or leads[0] > first:
        return None
    lead = Column(_unknown(cells[leads[0]], block, ""), cells[leads[0]], known=False)
    return Heads(block, tuple(column or lead for column in columns), row)


def _beside_years(cell: Cell, block: Block) -> Column | None:
    """A heading of a table of years that is a year, a sum, a unit, a number or a remark; None for the one other."""
    key = label_key(cell.text)
    if year := year_of(cell.text) or (TOTAL if _TOTALS.fullmatch(key) else ""):
        return Column(Label(year, Kind.YEAR, block, year), cell)
    if key in _UNITS or key in NUMBERING:
        return Column(Label(UNIT if key in _UNITS else key, Kind.NUMBER, block), cell)
    return Column(Label(key, Kind.TEXT, block), cell) if key in _REMARKS else None


def _blocks_above(cells: Sequence[Cell], row: int) -> Heads | None:
    """Blocks side by side above the headings of each: 年度, which the next row goes on with | 经费投入 | 经济效益."""
    labels = [label for cell in cells if (label := find_label(cell.text, Block.BASICS)) is not None]
    goes_on = bool(cells) and cells[0].row == row and cells[0].rows > 1
    if not goes_on or not 2 < len(cells) == len(labels) or labels[0].kind is not Kind.FIELD:
        return None
    if any(label.kind is not Kind.BLOCK or label.block not in OF_FIGURES for label in labels[1:]):
        return None
    columns = (Column(label, cell) for label, cell in zip(labels, cells, strict=True))
    return Heads(labels[1].block, tuple(columns), row)


def _money_of_years(cells: Sequence[Cell], row: int) -> Heads | None:
    """Money put in and what came of it, side by side in each year: 年度 | 经费投入 | 经费来源 | 创收 | 节资 | 合计."""
    labels: list[Label] = []
    for cell in cells:
        blocks = sorted(_OF_MONEY, key=lambda block: not labels or labels[-1].block is not block)
        found = (label for block in blocks if (label := find_label(cell.text, block)) and label.block in _OF_MONEY)
        if (label := next(found, None)) is None:
            return None
        labels.append(replace(of_year(label.block), unit=label.unit) if label.kind is Kind.BLOCK else label)
    if len(labels) < 3 or labels[0].name != "年度" or {label.block for label in labels[1:]} != {*_OF_MONEY}:
        return None
    columns = (Column(label, cell) for label, cell in zip(labels, cells, strict=True))
    return Heads(Block.FUNDING, tuple(columns), row)


def _sources(cells: Sequence[Cell], block: Block, row: int) -> Heads | None:
    """Where the money of a year came from, a column each: 年度 | 企业自筹 | 市总工会 | 合计."""
    year = find_label(cells[0].text, Block.FUNDING) if cells else None
    if block is not Block.FUNDING or year is None or year.name != "年度":
        return None
    others = [cell for cell in cells[1:] if not _TOTALS.fullmatch(label_key(cell.text))]
    if not others or not all(
        find_label(each.text, block) is None and re.search(A_SOURCE, each.text) for each in others
    ):
        return None
    return Heads(block, _columns(cells, [year, *([None] * (len(cells) - 1))], block, None, row), row)


def _results(cells: Sequence[Cell], block: Block, row: int) -> Heads | None:
    """Results by name in any block: 成果 | 类别 | 日期; as 名称 is of anything, it needs 等级 and 日期 beside it."""
    heads = [label_key(cell.text) for cell in cells]
    named = ["成果名称" if key in _A_RESULT | _ANYTHING else key for key in heads]
    labels = [find_label(key, Block.ACHIEVEMENTS) for key in named]
    asked = {label.name for label in labels if label is not None}
    surely = block in {Block.INNOVATION, Block.ACHIEVEMENTS} or not _A_RESULT.isdisjoint(heads)
    whole = asked >= {"日期", "等级"} if not surely else not asked.isdisjoint({"日期", "等级"})
    if not (asked >= {"成果名称", "类别"} and whole and _are_headings(cells, labels)):
        return None
    return Heads(Block.ACHIEVEMENTS, _columns(cells, labels, Block.ACHIEVEMENTS, None, row), row)


def _better_block(cells: Sequence[Cell], upper: Heads | None) -> Block | None:
    """A block with a heading of its own in the row, when the row stands in none."""
    for block, _ in _OWN:
        labels = _labels(cells, block, upper)
        if _opens(block, labels) and _are_headings(cells, labels):
            return block
    return None


def _opens(block: Block, labels: Sequence[Label | None]) -> bool:
    """Whether a row of headings makes clear by itself that it is of a block: by a heading only that block has."""
    known = [label for label in labels if label is not None]
    own = [label for label in known if label.block is block]
    return any(label.name in dict(_OWN)[block] for label in own) and len(own) * 3 >= len(known) * 2


def _labels(cells: Sequence[Cell], block: Block, upper: Heads | None) -> list[Label | None]:
    """What each cell asks for in a block; a word it does not know is of the figures it follows.

    合计 after 创收 | 节资, and 技师 after 创新成果 | 培养人才总数.
    """
    labels: list[Label | None] = []
    for cell in cells:
        label = _label(cell, block, upper)
        if label is not None and label.kind is Kind.TEXT and block in _LISTS:
            label = None  # 主要业绩 of every member is a column and no prose about the studio
        before = labels[-1] if label is None and labels else None
        if before is not None and before.name in dict(_OWN)[Block.BENEFIT]:
            label = find_label(cell.text, Block.BENEFIT)
        elif before is not None and before.kind is Kind.FIELD and before.block is Block.TRAINING:
            label = find_weak(cell.text, Block.TRAINING)
        labels.append(label)
    return labels


def _label(cell: Cell, block: Block, upper: Heads | None) -> Label | None:
    if not cell.text:
        return None
    over = column_over(cell, upper.columns) if upper else None
    if over is not None and over.label.kind is Kind.BLOCK:
        found = find_label(cell.text, over.label.block)
        return replace(found, unit=found.unit or over.label.unit) if found is not None else None
    group = _group_above(cell, upper)
    weak = find_weak(cell.text, block, group)
    return weak if weak is not None and block not in _PEOPLE else find_label(cell.text, block)


def _group_above(cell: Cell, upper: Heads | None) -> str:
    column = column_over(cell, upper.columns) if upper else None
    return column.label.name if column is not None and column.label.kind is Kind.GROUP else ""


def _are_headings(cells: Sequence[Cell], labels: Sequence[Label | None]) -> bool:
    filled = [cell for cell in cells if cell.text]
    known = [label for label in labels if label is not None]
    if len(known) < 2 or any(len(label_key(cell.text)) > LONGEST_HEADING for cell in filled):
        return False
    if any(label.kind in {Kind.TEXT, Kind.BLOCK} for label in known):
        return False
    if any(label is None and FIGURE.match(cell.text) for cell, label in zip(cells, labels, strict=True)):
        return False  # 2019年投入金额 | 10 | 2019年经费来源 | 单位
    struck = 2 * sum(has_stroke(cell.text) for cell in filled) >= len(filled)
    if struck and any(label.kind is Kind.GROUP and _has_members(label, labels) for label in known):
        return False  # 获奖等级 | 国际/个 | 国家/个
    beside = sum(_are_side_by_side(left, right) for left, right in pairwise(labels) if left and right)
    share = len(known) / len(filled)
    return bool(beside) and (share >= 0.7 or (share > 0.55 and beside >= 2))


def _tell_a_year(labels: Sequence[Label | None]) -> bool:
    """Whether a year stands in a row, which is no row of headings then: 获得荣誉 | 2015年 | 全国劳动模范."""
    return any(label is not None and label.kind is Kind.YEAR for label in labels)


def _are_side_by_side(left: Label, right: Label) -> bool:
    """Two headings next to each other; a group followed by its own first word is label and sub-label instead."""
    return PHOTO not in {left.name, right.name} and not (
        left.kind is Kind.GROUP and right.name.startswith(f"{left.name}/")
    )


def _columns(
    cells: Sequence[Cell], labels: Sequence[Label | None], block: Block, upper: Heads | None, row: int
) -> tuple[Column, ...]:
    columns: list[Column] = []
    seen: set[str] = set()
    group = 0
    for cell, label in zip(cells, labels, strict=True):
        over = column_over(cell, upper.columns) if upper else None
        if not cell.text or (cell.row < row and over is not None):
            if over is not None and over.label.kind not in {Kind.GROUP, Kind.BLOCK}:
                columns.append(Column(over.label, replace(cell, text=over.written), group, over.known))
            elif cell.text:
                columns.append(Column(_unknown(cell, block, ""), cell, group, known=False))
            continue
        found = label or _unknown(cell, block, _group_above(cell, upper))
        if over is not None and over.label.kind is Kind.YEAR and found.kind is Kind.FIELD:
            found = replace(found, year=over.label.year)  # 创收 | 节资 under every year
        if found.kind is Kind.GROUP and _has_members(found, labels):
            continue  # 专利类别 before 实用新型 and 发明 is no column of its own
        if found.name in seen and found.kind is not Kind.YEAR:
            group, seen = group + 1, set()
        seen.add(found.name)
        columns.append(Column(found, cell, group, known=label is not None))
    return tuple(columns)


def _has_members(group: Label, labels: Iterable[Label | None]) -> bool:
    return any(label is not None and label.name.startswith(f"{group.name}/") for label in labels)


def _unknown(cell: Cell, block: Block, group: str) -> Label:
    key, unit = split_unit(label_key(cell.text))
    return Label(f"{group}/{key}" if group else key, Kind.FIELD, block, unit=unit)
