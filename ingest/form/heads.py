"""Which row of a table names columns, in which block of the form, and which cells of later rows stand under which."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.form.grid import Cell
from ingest.form.keys import label_key, split_unit, year_of
from ingest.form.labels import Block, Kind, Label
from ingest.form.matching import find_label, find_weak

_FIGURE = re.compile(r"\s*\d[\d,.]*\s*(?:项|个|件|人|名|次|万元|元|万)?\s*$", re.ASCII)
LONGEST_HEADING = 14  # characters; a longer cell in a row of headings is data

# Blocks a row of headings may open by itself, and a heading that only that block has.
_OWN = (
    (Block.ACHIEVEMENTS, frozenset({"成果名称"})),
    (Block.FUNDING, frozenset({"投入金额", "经费来源"})),
    (Block.BENEFIT, frozenset({"创收金额", "节资金额"})),
    (Block.MEMBERS, frozenset({"姓名"})),
    (
        Block.TRAINING,
        frozenset({"技术等级/高级技师", "技术等级/技师", "技术等级/高级工", "技术等级/双重职称", "荣誉/全国劳模"}),
    ),
    (Block.INNOVATION, frozenset({"专利类别/实用新型", "专利类别/发明", "获奖等级/国家", "获奖等级/省部"})),
)
TOTAL = "合计"  # what stands for the year of a sum
_TOTALS = frozenset({"合计", "小计", "总计", "累计", "共计"})
_OF_FIGURES = frozenset({Block.BASICS, Block.FUNDING, Block.BENEFIT, Block.INNOVATION, Block.TRAINING})
_PEOPLE = frozenset({Block.LEADER, Block.MEMBERS})


@dataclass(frozen=True, slots=True)
class Column:
    """A heading: its label and its cell, which of repeated groups it is in, and whether the vocabulary has it."""

    label: Label
    cell: Cell
    group: int = 0
    known: bool = True

    @property
    def written(self) -> str:
        """How the heading is written."""
        return self.cell.text


@dataclass(frozen=True, slots=True)
class Heads:
    """The headings in force for the rows below."""

    block: Block
    columns: tuple[Column, ...]
    row: int

    @property
    def group(self) -> str:
        """The family of words that stand before the figures: 获奖等级 above 国家级, 省部级."""
        first = self.columns[0].label if self.columns else None
        return first.name if first is not None and first.kind is Kind.GROUP else ""

    def stand_over(self, first: Cell) -> bool:
        """Whether years stand above several blocks, the label of one of which is ``first``: 指标 above 经济效益."""
        lead = self.columns[0].cell
        return self.has_years and lead.column <= first.column < lead.column + lead.columns

    @property
    def has_years(self) -> bool:
        """Whether years stand above the figures instead of before them."""
        return any(column.label.kind is Kind.YEAR for column in self.columns)


Placed = tuple[Column, Cell, tuple[Column, ...]]  # a heading, the cell under it, further headings the cell covers


def find_list_heads(cells: Sequence[Cell], below: Sequence[Cell], block: Block, row: int) -> Heads | None:
    """The headings of a list that a title announced: one known is enough where the next row has as many cells."""
    labels = [_label(cell, block, None) for cell in cells]
    short = all(0 < len(label_key(cell.text)) <= LONGEST_HEADING for cell in cells)
    found_below = [find_label(cell.text, block) for cell in below]
    asking_below = any(label is not None and label.kind is not Kind.YEAR for label in found_below)
    if any(_FIGURE.match(cell.text) for cell in cells):
        return None  # 创新成果 | 13项 is a label and its value
    if len(cells) < 2 or len(cells) != len(below) or not short or not any(labels) or asking_below:
        return None
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
    if block in _OF_FIGURES and (years := _years_above(cells, block, row)) is not None:
        return years
    if (blocks := _blocks_above(cells, row)) is not None:
        return blocks
    listing = above is not None and above.block is Block.ACHIEVEMENTS and len(above.columns) == len(cells)
    others = () if listing else tuple(other for other, _ in _OWN if other is not block)  # 发明专利 is a value there
    candidates = (block, *others)
    for candidate in candidates:
        labels = _labels(cells, candidate, upper)
        if not _are_headings(cells, labels):
            continue
        if candidate is block or _opens(candidate, labels):
            if candidate in {Block.BASICS, Block.TEXT} and (better := _better_block(cells, upper)):
                return find_heads(cells, better, row, above)
            return Heads(candidate, _columns(cells, labels, candidate, upper, row), row)
    return None


def find_text_heads(cells: Sequence[Cell], below: Sequence[Cell], row: int) -> Heads | None:
    """Headings of prose side by side, with the prose below them: 单位工会意见 | 集团工会意见."""
    labels = [find_label(cell.text, Block.TEXT) for cell in cells]
    asked = [label for label in labels if label is not None and label.kind is Kind.TEXT]
    answered = len(below) == len(cells) and not any(find_label(cell.text, Block.TEXT) for cell in below)
    if len(cells) < 2 or len(asked) < len(cells) or not answered:
        return None
    columns = zip(asked, cells, strict=True)
    return Heads(Block.TEXT, tuple(Column(label, cell) for label, cell in columns), row)


def _years_above(cells: Sequence[Cell], block: Block, row: int) -> Heads | None:
    """Years that stand above figures, of several blocks perhaps, and their sum: 指标 | 2019年 | 2020年 | 合计."""
    years = [year_of(cell.text) or (TOTAL if label_key(cell.text) in _TOTALS else "") for cell in cells[1:]]
    if len(set(years)) < 2 or not all(years) or year_of(cells[0].text):
        return None
    lead = Column(_unknown(cells[0], block, ""), cells[0], known=False)
    figures = (Column(Label(year, Kind.YEAR, block, year), cell) for year, cell in zip(years, cells[1:], strict=True))
    return Heads(block, (lead, *figures), row)


def _blocks_above(cells: Sequence[Cell], row: int) -> Heads | None:
    """Blocks side by side above the headings of each: 年度, which the next row goes on with | 经费投入 | 经济效益."""
    labels = [label for cell in cells if (label := find_label(cell.text, Block.BASICS)) is not None]
    goes_on = cells[0].row == row and cells[0].rows > 1
    if not goes_on or not 2 < len(cells) == len(labels) or labels[0].kind is not Kind.FIELD:
        return None
    if any(label.kind is not Kind.BLOCK or label.block not in _OF_FIGURES for label in labels[1:]):
        return None
    columns = (Column(label, cell) for label, cell in zip(labels, cells, strict=True))
    return Heads(labels[1].block, tuple(columns), row)


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
    """What each cell asks for in a block; a word it does not know is of the benefit it follows: 创收 | 节资 | 合计."""
    labels: list[Label | None] = []
    for cell in cells:
        label = _label(cell, block, upper)
        if label is None and labels and (before := labels[-1]) is not None and before.name in dict(_OWN)[Block.BENEFIT]:
            label = find_label(cell.text, Block.BENEFIT)
        labels.append(label)
    return labels


def _label(cell: Cell, block: Block, upper: Heads | None) -> Label | None:
    if not cell.text:
        return None
    over = _over(cell, upper.columns) if upper else None
    if over is not None and over.label.kind is Kind.BLOCK:
        found = find_label(cell.text, over.label.block)
        return replace(found, unit=found.unit or over.label.unit) if found is not None else None
    group = _group_above(cell, upper)
    weak = find_weak(cell.text, block, group)
    return weak if weak is not None and block not in _PEOPLE else find_label(cell.text, block)


def _group_above(cell: Cell, upper: Heads | None) -> str:
    column = _over(cell, upper.columns) if upper else None
    return column.label.name if column is not None and column.label.kind is Kind.GROUP else ""


def _are_headings(cells: Sequence[Cell], labels: Sequence[Label | None]) -> bool:
    filled = [cell for cell in cells if cell.text]
    known = [label for label in labels if label is not None]
    if len(known) < 2 or any(len(label_key(cell.text)) > LONGEST_HEADING for cell in filled):
        return False
    if any(label.kind in {Kind.TEXT, Kind.BLOCK} for label in known):
        return False
    if any(label is None and _FIGURE.match(cell.text) for cell, label in zip(cells, labels, strict=True)):
        return False  # 2019年投入金额 | 10 | 2019年经费来源 | 单位
    beside = sum(_are_side_by_side(left, right) for left, right in pairwise(labels) if left and right)
    share = len(known) / len(filled)
    return bool(beside) and (share >= 0.7 or (share > 0.55 and beside >= 2))


def _are_side_by_side(left: Label, right: Label) -> bool:
    """Two headings next to each other; a group followed by its own first word is label and sub-label instead."""
    return left.kind is not Kind.GROUP or not right.name.startswith(f"{left.name}/")


def _columns(
    cells: Sequence[Cell], labels: Sequence[Label | None], block: Block, upper: Heads | None, row: int
) -> tuple[Column, ...]:
    columns: list[Column] = []
    seen: set[str] = set()
    group = 0
    for cell, label in zip(cells, labels, strict=True):
        over = _over(cell, upper.columns) if upper else None
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


def _over(cell: Cell, columns: Sequence[Column]) -> Column | None:
    """The heading that covers most of a cell."""
    best = max(columns, key=lambda column: _shared(cell, column), default=None)
    return best if best is not None and _shared(cell, best) > 0 else None


def _shared(cell: Cell, column: Column) -> int:
    """How many grid columns a cell and a heading share; negative when they stand apart."""
    head = column.cell
    return min(cell.column + cell.columns, head.column + head.columns) - max(cell.column, head.column)


def align(cells: Sequence[Cell], heads: Heads) -> list[Placed]:
    """Cells of a row under their headings, with further headings a merged cell also covers.

    As many cells as headings belong together in order, however the columns were dragged; else the grid decides.
    """
    if len(cells) == len(heads.columns):
        return [(column, cell, ()) for column, cell in zip(heads.columns, cells, strict=True)]
    placed = []
    for cell in cells:
        covered = [column for column in heads.columns if _shared(cell, column) > 0]
        whole = [column for column in covered if 2 * _shared(cell, column) >= column.cell.columns] or covered
        if whole:
            placed.append((whole[0], cell, tuple(whole[1:])))
    return placed
