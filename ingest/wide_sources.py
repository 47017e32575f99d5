"""Tables of money that have a column for every source, 企业自筹 | 工会补助 | 合计, each seen as a table of its own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from math import isclose

from ingest.amounts import read_money
from ingest.heading_words import is_known, names_of
from ingest.normalise import BLANK, Raw, cell_at, shown, tidy, tidy_heading
from ingest.wide_years import carried

_AMOUNT, _SOURCE = "金额", "来源"
_AMOUNTS = "金额(万元)"  # the column of the ledger
_UNIT = re.compile(r"\((?:亿元|万元|千元|元)\)")
_MONEY = re.compile(
    r"自筹|自有|自投|配套|拨款|拨付|补助|补贴|资助|奖补|奖励|扶持|支持|投入|出资|捐赠|捐助|赞助|经费|资金|专项|行政|工会|财政"
)
_NO_SOURCE = re.compile(r"日期|时间|单位|部门|用途|说明|文号|情况|方式|编号|人数|次数|数量|比例|%|占比|名称|余额|结余")
_WHOLE = re.compile(r"合计|小计|总计|总额|共计|总金额|总投入|总经费|总资金|总数")
_GROUP = re.compile(r"来源|经费|资金|投入|金额|其中|构成|渠道")  # what a heading over the sources says
_FEWEST = 2  # sources

Rows = Sequence[Sequence[Raw]]


def source_columns(top: Rows) -> tuple[int, Mapping[int, str]]:
    """The row of ``top`` that names sources of money, and the source of each of these columns; else none.

    A column with the sum of the others has no source: what it says is said by them.
    """
    for number, row in enumerate(top):
        headings = {index: tidy_heading(shown(cell)) for index, cell in enumerate(row) if isinstance(cell, str)}
        if any(_SOURCE in names_of(heading) for heading in headings.values()):
            continue
        found = {index: heading for index, heading in headings.items() if _may_be_source(heading)}
        below = top[number + 1 :]
        amounts = {index: column for index in found if (column := _amounts(below, index))}
        wholes = {index for index in amounts if _WHOLE.search(found[index]) or _is_sum(index, amounts, found)}
        if len(amounts) - len(wholes) >= _FEWEST:
            return number, {index: "" if index in wholes else _called(found[index]) for index in amounts}
    return -1, {}


def _may_be_source(heading: str) -> bool:
    if _NO_SOURCE.search(heading):
        return False
    if _WHOLE.search(heading):
        return True
    return bool(_MONEY.search(heading)) and (not is_known(heading) or _AMOUNTS in names_of(heading))


def _called(heading: str) -> str:
    """A source without its unit: 企业自筹 of 其中:企业自筹金额(万元)."""
    return _UNIT.sub("", heading).removeprefix("其中").lstrip(":").removesuffix("金额") or heading


def _amounts(rows: Rows, index: int) -> list[float | None]:
    """The amounts in a column, None where a cell says none; empty when more of its cells say something else."""
    amounts: list[float | None] = []
    others = 0
    for row in rows:
        text = tidy(shown(cell_at(row, index)))
        try:
            amounts.append(None if text in BLANK else read_money(text, "")[0])
        except ValueError:
            others += 1
            amounts.append(None)
    said = sum(amount is not None for amount in amounts)
    return amounts if said and said >= others else []


def _is_sum(index: int, amounts: Mapping[int, list[float | None]], found: Mapping[int, str]) -> bool:
    """Whether a column called like any amount holds the sum of those that are not."""
    if _AMOUNTS not in names_of(found[index]):
        return False
    others = [column for other, column in amounts.items() if other != index and not _WHOLE.search(found[other])]
    rows = [(whole, [column[at] for column in others if at < len(column)]) for at, whole in enumerate(amounts[index])]
    said = [(whole, sum(filter(None, parts))) for whole, parts in rows if whole is not None]
    return all(isclose(whole, parts, abs_tol=1e-9) for whole, parts in said)


def by_source(rows: Rows, at: int, sources: Mapping[int, str]) -> Iterator[Rows]:
    """The rows as they would be in a table of each source alone; a row that says nothing of it is blank.

    Args:
        rows: the whole table.
        at: the row that names the sources.
        sources: the source of each column of money, empty for a sum.
    """
    first = min(sources)
    heads, over = _heads(rows, at, first)
    for index, source in sources.items():
        if source:
            written = (tidy_heading(shown(cell)) for cell in (rows[at][index], over))
            unit = next((found[0] for found in map(_UNIT.search, written) if found), "")
            beside = next(other for other in sources if other != index)
            line = _with(heads, sources, {index: f"{_AMOUNT}{unit}", beside: _SOURCE})
            above = [*rows[: at - 1], []] if over else rows[:at]
            below = [_seen(row, index, beside, sources) for row in rows[at + 1 :]]
            yield [*above, line, *carried(rows[at + 1 :], below, first)]


def _heads(rows: Rows, at: int, first: int) -> tuple[Sequence[Raw], str]:
    """The headings of all columns in one line, and what stands over the sources, if anything does."""
    over = cell_at(rows[at - 1], first) if at else ""
    if not isinstance(over, str) or not _GROUP.search(over):
        return rows[at], ""
    width = max(len(rows[at - 1]), len(rows[at]))
    return [cell_at(rows[at], index) or cell_at(rows[at - 1], index) for index in range(width)], over


def _seen(row: Sequence[Raw], index: int, beside: int, sources: Mapping[int, str]) -> Sequence[Raw]:
    """One row with the amount of one source alone, and the source beside it."""
    amount = cell_at(row, index)
    if sum(1 for cell in row if cell != "") == 1:  # a remark or the name of a section, told of as such
        return row
    return [] if tidy(shown(amount)) in BLANK else _with(row, sources, {index: amount, beside: sources[index]})


def _with(row: Sequence[Raw], sources: Mapping[int, str], said: Mapping[int, Raw]) -> Sequence[Raw]:
    """A row that says in the columns of the sources what is given, and nothing in the others of them."""
    cells = [*row, *[""] * (max(sources) + 1 - len(row))]
    return [said.get(at, "") if at in sources else cell for at, cell in enumerate(cells)]
