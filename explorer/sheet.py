"""Tables as CSV files that Excel opens in Chinese and never mistakes for formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: Any) -> Any:
    """A cell; text a spreadsheet would run as a formula is marked as text.

    >>> cell("=1+1"), cell(-3), cell(None), cell(["甲", "乙"])
    ("'=1+1", -3, '', '甲、乙')
    """
    if isinstance(value, list | tuple):
        value = "、".join(map(str, value))
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The file's bytes, UTF-8 with the mark Excel looks for."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([cell(head) for head in heads])
    writer.writerows([cell(value) for value in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")
