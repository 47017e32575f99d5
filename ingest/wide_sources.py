"""Tables of money that have a column for every source: 年度 | 工作室 | 企业自筹 | 工会补助 | 合计."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from ingest.amounts import come_to, read_money
from ingest.further_headers import lead_of, may_head
from ingest.header import Header
from ingest.heading_words import is_known, names_of
from ingest.money_by_source import AMOUNT, FUNDING, SOURCE
from ingest.normalise import BLANK, Raw, cell_at, shown, tidy, tidy_heading

_WHO_PAYS = re.compile(
    r"(?:其中:?)?(?:[^\d]*(?:自筹|自有|自投|财政|政府|行政|工会|上级|集团|公司|企业|单位|社会|[全省市区县州]总|拨款|补助"
    r"|资助|赞助|捐赠|配套)[^\d]*|其[他它](?:来源|资金|经费)?)"
)
_NO_MONEY = re.compile(
    r"日期|时间|部门|用途|说明|文号|情况|方式|编号|人数|次数|数量|比例|%|占比|名称|类型|性质|级别|余额|结[余转]|节[约支]"
    r"|计划|预算|申请|实际|累计|当年|人均|使用|支出|奖金|效益|产值|地址|意见|排名"
)
_WHOLE = re.compile(r"(?:.*(?:经费|资金|投入|金额))?(?:合计|小计|总计|总额|共计|总数)|总(?:金额|投入|经费|资金)")
_FUND = re.compile(r"[^\d:]{2,}(?:经费|资金|款|费)")
_UNIT = re.compile(r"\s*(?:[（(\[][^（()）]*?(亿元|万元|千元|元)[^（()）]*[）)\]]|[/／](亿元|万元|千元|元))\s*$")
_OTHERS = ("其他", "其它")  # sources that nobody names, beside some that are
_FEWEST = 2  # sources

Rows = Sequence[Sequence[Raw]]


class Sources(NamedTuple):
    """The row that names the sources, the source of each of these columns, and the columns of their sums.

    ``doubtful`` are those of the sums of which only the amounts tell that they are. ``over`` is the heading that stands
    over all of them, in the row above; empty where there is none.
    """

    at: int
    named: Mapping[int, str]
    sums: tuple[int, ...]
    doubtful: tuple[int, ...]
    over: str

    @property
    def columns(self) -> tuple[int, ...]:
        """Every column of money."""
        return (*self.named, *self.sums)

    def lines(self, top: Rows) -> Rows:
        """The rows of ``top`` that name the columns."""
        return top[self.at - 1 if self.over else self.at : self.at + 1]


def find_sources(top: Rows) -> Sources | None:
    """Where a table names sources of money; None where it does not, or says of every row where its money is from."""
    for at, row in enumerate(top):
        headings = {index: tidy_heading(shown(cell)) for index, cell in enumerate(row) if isinstance(cell, str)}
        bare = {index: _UNIT.sub("", heading) for index, heading in headings.items()}
        named = {index: heading for index, heading in bare.items() if _is_source(heading)}
        sums = tuple(index for index, heading in bare.items() if _WHOLE.fullmatch(heading))
        named = {index: heading for index, heading in named.items() if _holds_amounts(top[at + 1 :], index)}
        named |= _funds(top[at + 1 :], bare, named, sums)
        if len(named) < _FEWEST or all(heading.startswith(_OTHERS) for heading in named.values()):
            continue
        others = {index: names_of(heading) for index, heading in headings.items() if index not in {*named, *sums}}
        if any(SOURCE in names for names in others.values()):
            return None
        doubtful = tuple(index for index, names in others.items() if AMOUNT in names)
        called = {index: _called(heading) for index, heading in named.items()}
        return Sources(at, called, (*sums, *doubtful), doubtful, _over(top, at, min(named)))
    return None


def _is_source(heading: str) -> bool:
    if (
        ":" in heading.removeprefix("其中:")
        or _NO_MONEY.search(heading)
        or _WHOLE.fullmatch(heading)
        or not _WHO_PAYS.fullmatch(heading)
    ):
        return False
    return not is_known(heading) or AMOUNT in names_of(heading)


def _holds_amounts(rows: Rows, index: int) -> bool:
    """Whether what stands below a heading is money: 资助方 names who pays, in words."""
    texts = [text for row in rows if (text := tidy(shown(cell_at(row, index)))) not in BLANK]
    return 2 * sum(any(map(str.isdecimal, text)) for text in texts) >= len(texts)


def _funds(rows: Rows, bare: Mapping[int, str], named: Mapping[int, str], sums: Sequence[int]) -> dict[int, str]:
    """Funds between sources and their sum that are sources too, as the sum tells: 技术中心课题费, not 设备费."""
    whole = min((index for index in sums if named and index > max(named)), default=0)
    between = (index for index in range(min(named, default=0), whole) if index not in named)
    funds = {index: bare[index] for index in between if _is_fund(bare.get(index, ""))}
    units = dict.fromkeys((*named, *funds, whole), "万")
    sums_of = ([_amount(row, each, units) or 0.0 for each in (*named, *funds)] for row in rows)
    told = [(parts, total) for parts, row in zip(sums_of, rows, strict=True) if (total := _amount(row, whole, units))]
    right = [come_to(parts, total) for parts, total in told]
    return funds if 2 * sum(right) > len(right) else {}


def _is_fund(heading: str) -> bool:
    return bool(_FUND.fullmatch(heading)) and not _NO_MONEY.search(heading) and not is_known(heading)


def _called(heading: str) -> str:
    """A source without the words that say it is money: 企业自筹 of 其中:企业自筹金额."""
    return heading.removeprefix("其中").lstrip(":").removesuffix("金额") or heading


def _over(top: Rows, at: int, first: int) -> str:
    """The heading over the sources, in a row that has headings of other columns too."""
    above = top[at - 1] if at else ()
    beside = [cell for index, cell in enumerate(above) if index < first and isinstance(cell, str) and cell.strip()]
    below = [cell_at(top[at], index) for index in range(first)]
    over = cell_at(above, first)
    return over if isinstance(over, str) and beside and not any(shown(cell).strip() for cell in below) else ""


def may_be_of_money(plain: Header | None) -> bool:
    """Whether a table that names sources may be one of money: nothing in it tells of anything else."""
    if plain is None or (plain.ledger == FUNDING and not plain.is_sure):
        return True
    return plain.ledger == "活动台账" and {slot.name for slot in plain.slots}.isdisjoint({"主题", "类别"})


def one_of_them(top: Rows, sources: Sources, index: int) -> list[Sequence[Raw]]:
    """The first rows as they would be in a table with the amounts of one column alone, by which its header is seen."""
    beside = next(other for other in sources.columns if other != index)
    heads = list(top[sources.at])
    if sources.over:
        above = top[sources.at - 1]
        width = max(len(above), len(heads))
        heads = [cell_at(heads, column) or cell_at(above, column) for column in range(width)]
    written = (shown(top[sources.at][index]), sources.over)
    unit = next((found[1] or found[2] for found in map(_UNIT.search, written) if found), "")
    line = _with(heads, sources, {index: f"金额({unit})" if unit else "金额", beside: SOURCE})
    below = [_with(row, sources, {index: cell_at(row, index), beside: "甲"}) for row in top[sources.at + 1 :]]
    return [*top[: sources.at - 1], [], line, *below] if sources.over else [*top[: sources.at], line, *below]


def _with(row: Sequence[Raw], sources: Sources, said: Mapping[int, Raw]) -> Sequence[Raw]:
    """A row that says in the columns of money what is given, and nothing in the others of them."""
    cells = [*row, *[""] * (max(sources.columns) + 1 - len(row))]
    return [said.get(at, "") if at in sources.columns else cell for at, cell in enumerate(cells)]


def unsettled(
    rows: Rows, sources: Sources, sums: Sequence[int], units: Mapping[int, str]
) -> Iterator[tuple[int, str, bool]]:
    """Rows whose sum is not that of their sources: number, what to tell, and whether the sum is all there is.

    Args:
        rows: the whole table; what stands below another header is left out.
        sources: its columns of money.
        sums: which of them to look at.
        units: what each of them counts, as :func:`ingest.amounts.read_money` takes it.
    """
    numbered = enumerate(rows[sources.at + 1 :], sources.at + 2)
    for number, row in takewhile(lambda each: not may_head(lead_of(each[1])), numbered):
        parts = [amount for index in sources.named if (amount := _amount(row, index, units)) is not None]
        for index in sums:
            whole = _amount(row, index, units)
            if whole and not any(shown(cell_at(row, each)).strip() for each in sources.named):
                yield number, f"只写了总数 {whole:g} 万元，没有写各来源的金额，未读入；请按来源填写", True
            elif whole is not None and parts and not come_to(parts, whole):
                yield number, f"各来源之和 {sum(parts):g} 万元与总数 {whole:g} 万元不符，按各来源读入，请核对", False


def _amount(row: Sequence[Raw], index: int, units: Mapping[int, str]) -> float | None:
    cell = cell_at(row, index)
    try:
        return None if tidy(shown(cell)) in BLANK else read_money(cell, units[index])[0]
    except ValueError:
        return None
