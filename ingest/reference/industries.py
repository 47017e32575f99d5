"""Sections and divisions of GB/T 4754-2017, and how people write them."""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, cast

IndustryLevel = Literal["门类", "大类"]

_IGNORED = re.compile(r"[\s、,，·和及与/]+")
_CODE = re.compile(r"^([A-T])?(\d{2,4})?$")


@dataclass(frozen=True, slots=True)
class Industry:
    """One line of GB/T 4754-2017; ``parent`` is the section's letter, empty for a section itself."""

    code: str
    name: str
    level: IndustryLevel
    parent: str


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (files("ingest") / "reference" / name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


@cache
def industries() -> Mapping[str, Industry]:
    """Every industry by its code: a letter for a section, two digits for a division."""
    return {
        row["code"]: Industry(row["code"], row["name"], cast("IndustryLevel", row["level"]), row["parent"])
        for row in _rows("industries.csv")
    }


def industry_line(industry: Industry) -> tuple[Industry, ...]:
    """The industry itself, then its section if it is a division."""
    return (industry, industries()[industry.parent]) if industry.parent else (industry,)


@lru_cache(maxsize=65536)
def find_industry(text: str) -> Industry | None:
    """The section or division that ``text`` names by code (36, C36, 3670), by name or by a usual short form.

    Where a section and its only division share a name (教育, 房地产业), the division is meant.

    Examples:
        >>> find_industry("汽车制造").name
        '汽车制造业'
        >>> find_industry("C3670").code
        '36'
        >>> find_industry("占星") is None
        True
    """
    written = unicodedata.normalize("NFKC", text).strip().upper()
    code = _CODE.match(written)
    if code:
        return _by_code(code.group(1) or "", code.group(2) or "")
    return _index().get(_plain(written))


def _by_code(section: str, digits: str) -> Industry | None:
    found = industries().get(digits[:2] or section)
    return found if found and section in {"", found.parent, found.code} else None


def _plain(name: str) -> str:
    """The name without what people leave out: 、, 和 and 及, a closing 业 or 行业."""
    plain = _IGNORED.sub("", name)
    for ending in ("行业", "产业", "业"):
        if len(plain) > len(ending) + 1 and plain.endswith(ending):
            return plain.removesuffix(ending)
    return plain


@cache
def _index() -> Mapping[str, Industry]:
    known = industries()
    index = {_plain(row["alias"]): known[row["code"]] for row in _rows("industry_aliases.csv")}
    for industry in known.values():
        index[_plain(industry.name)] = industry
    return index
