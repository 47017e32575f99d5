"""Money told with its sources in one cell: 单位配套3万元；上级工会拨款1万元."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from ingest.amounts import come_to, read_money
from ingest.header import Slot
from ingest.normalise import Raw, shown, tidy, without_item_number
from ingest.privacy import quoted
from ingest.records import Cell

FUNDING, AMOUNT, SOURCE = "经费台账", "金额(万元)", "来源"  # the ledger and its columns

_COMMA = r",(?!\d{3}(?!\d))"  # no comma of a number
_NOT_WITHIN_BRACKETS = r"(?![^(]*\))"
# Spaces part two only where nothing else does.
_BETWEEN = tuple(rf"(?:[;、+{spaces}]|{_COMMA})+{_NOT_WITHIN_BRACKETS}" for spaces in (r"\n", r"\s"))
_UNIT = "亿元|万元|千元|万(?!元)|元"
_SOURCE_THEN_SUM = re.compile(rf"(.*?[^\d.,:])[:]?([\d,]*\d(?:\.\d+)?)({_UNIT})?", re.ASCII)
_SUM_THEN_SOURCE = re.compile(rf"([\d,]*\d(?:\.\d+)?)({_UNIT})[:]?(.*\D)", re.ASCII)
_SUM_INSIDE = re.compile(rf"\d(?:{_UNIT})\D")  # two sums in one part: it is to be parted further
_SUPPORT = re.compile(r"(?:出资|承担|提供)$")
_BEFORE_THE_SUM = ":约共-—–="
_WHOLE = re.compile(r"(?:经费|资金|金额|投入)?(?:合计|共计|总计|小计|累计|总额|总)")
_ENDS = ("元", "万", "元)", "元。")
_A_YEAR = re.compile(r"(?:19|20)\d\d年|(?:19|20)\d\d$", re.ASCII)

BySource = tuple[tuple[str, float], ...]


def by_source(text: str, unit: str) -> BySource:
    """Each source with its amount in 万元; none where not every part of the text says both.

    A sum of the others is no source.

    Args:
        text: what the cell says.
        unit: what a number without one counts, as :func:`ingest.amounts.read_money` takes it.
    """
    plain = unicodedata.normalize("NFKC", text)
    for between in _BETWEEN:
        parts = [part.strip(" 。.") for part in re.split(between, plain)]
        found = [_source_and_sum(without_item_number("".join(part.split())), unit) for part in parts if part]
        shares = tuple(each for each in found if each)
        if len(shares) == len(found) and not any(_SUM_INSIDE.search(name) for name, _ in shares):
            return _without_sum(shares)
    return ()


def _source_and_sum(part: str, unit: str) -> tuple[str, float] | None:
    bare = part.replace("(", "").replace(")", "")
    if match := _SUM_THEN_SOURCE.fullmatch(bare):
        return match[3], read_money(match[1] + match[2])[0]
    if match := _SOURCE_THEN_SUM.fullmatch(bare):
        name = match[1].rstrip(_BEFORE_THE_SUM)
        return _SUPPORT.sub("", name) or name, read_money(match[2] + (match[3] or ""), unit)[0]
    return None


def _without_sum(shares: BySource) -> BySource:
    """The sources alone; none at all where what is called their sum is not."""
    parts = tuple(each for each in shares if not _WHOLE.fullmatch(each[0]))
    whole = [amount for name, amount in shares if _WHOLE.fullmatch(name)]
    return parts if all(come_to((part for _, part in parts), amount) for amount in whole) else ()


def tell_both(cells: Sequence[str]) -> bool:
    """Whether most cells name sources with their amounts, each in a unit of money: 项目部1 names no amount."""
    return sum(1 for cell in cells if cell.endswith(_ENDS) and _surely(cell, "万")) * 2 > len(cells)


def _surely(text: str, unit: str) -> BySource:
    """Each source with its amount where nothing else can be meant: a year may pass for an amount, or part two."""
    try:
        shares = by_source(text, unit)
    except ValueError:
        return ()
    return shares if all(name for name, _ in shares) and not _A_YEAR.search(text) else ()


def reader_of_both(slot: Slot) -> Callable[[Raw], tuple[str | float, str]]:
    """How the column of the amounts, or that of the sources, is read where both stand in one cell."""

    def read_both(raw: Raw) -> tuple[str | float, str]:
        text = shown(raw).replace("\n", "；")
        if not (shares := _surely(text, slot.unit)):
            msg = f"「{quoted(raw)}」分不清每个来源的金额，请写成如 单位配套3万元；上级工会拨款1万元"
            raise ValueError(msg)
        if slot.name == SOURCE:
            return tidy(text), ""
        return sum(amount for _, amount in shares), f"「{quoted(raw)}」不是准数，按其中的数读入" if "约" in text else ""

    return read_both


def each_source(values: dict[str, Cell], unit: str) -> list[dict[str, Cell]]:
    """The row once for every source of its money, where its amount is what they come to; else the row itself."""
    source, amount = values.get(SOURCE), values.get(AMOUNT)
    if not (isinstance(source, str) and isinstance(amount, float)):
        return [values]
    shares = _surely(source, unit)
    if not shares or not come_to((share for _, share in shares), amount):
        return [values]
    return [{**values, SOURCE: name, AMOUNT: share} for name, share in shares]
