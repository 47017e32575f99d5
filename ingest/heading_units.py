"""The unit a heading names behind what it asks for, and other hints there: 经济效益/元, 面积(亩), 创建日期(年月日)."""

import re
from collections.abc import Sequence

from graph.schema import Column
from ingest.heading_rows import YUAN_UNITS
from ingest.heading_words import BRACKETED

_WITH_UNIT = re.compile(r"(.+?)[/:,、-]?\(?(亿元|百万元|万元|千元|元|m2)\)?")


def in_its_unit(heading: str, column: Column) -> bool:
    """Whether a bracket names no other unit than the column's: 面积(亩) is not 面积(㎡), 投入(万元) is money."""
    bracketed = BRACKETED.fullmatch(heading)
    if not bracketed:
        return True
    if column.type == "number":
        return bracketed[2] == "m2"
    return (column.type == "money") is (_yuan(bracketed[2]) in YUAN_UNITS)


def _yuan(unit: str) -> str:
    """A unit of money without what it is counted by: 万元/年 are 万元."""
    return unit.removesuffix("/年").removesuffix("每年").removeprefix("人民币")


def unit_of(heading: str) -> str | None:
    """The unit of money that a heading names in brackets."""
    bracketed = BRACKETED.fullmatch(heading)
    return YUAN_UNITS.get(_yuan(bracketed[2])) if bracketed else None


def hint_of(heading: str, known: Sequence[str], column: Column) -> str | None:
    """What a heading adds to one that is known: 创建日期(年月日), 经济效益/元."""
    plain = {*known}
    if column.type in ("money", "number"):
        plain |= {match[1] for each in known if (match := BRACKETED.fullmatch(each))}
    if (unit := _WITH_UNIT.fullmatch(heading)) and unit[1] in plain:
        wanted = "m2" if column.type == "number" else "元"
        if column.type in ("money", "number") and unit[2].endswith(wanted):
            return unit[2]
    bracketed = BRACKETED.fullmatch(heading)
    # A bracket that changes what a number means is no mere hint: 面积(亩) is not 面积(㎡).
    if bracketed and bracketed[1] in plain and column.type not in ("money", "number"):
        return bracketed[2]
    return None
