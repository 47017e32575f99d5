"""Rows that name several people where one is meant: each becomes a row of its own."""

import re
from itertools import product

from ingest.records import Cell

_ONE_EACH = {"师徒台账": ("师傅", "徒弟"), "成员台账": ("姓名",)}
_NAME = r"[\u3400-\u9fff][\u3400-\u9fff·]{1,11}"
_MARK = " *[、;；,，/] *"  # a space alone stands within a name as often as between two
_SEVERAL = re.compile(rf"{_NAME}(?:{_MARK}{_NAME})+[、;；]?")
_BETWEEN = re.compile(_MARK)


def columns_of_one(ledger: str) -> tuple[str, ...]:
    """The columns of a ledger that hold one person a row."""
    return _ONE_EACH.get(ledger, ())


def one_each(values: dict[str, Cell], columns: tuple[str, ...]) -> list[dict[str, Cell]]:
    """The row once for every person, or for every pair of them; the row itself where it names one."""
    if not any(_SEVERAL.fullmatch(str(values[each])) for each in columns):
        return [values]
    names = [_named(str(values[each])) for each in columns]
    return [{**values, **dict(zip(columns, each, strict=True))} for each in product(*names)]


def _named(text: str) -> list[str]:
    several = _SEVERAL.fullmatch(text)
    return list(dict.fromkeys(filter(None, _BETWEEN.split(text)))) if several else [text]
