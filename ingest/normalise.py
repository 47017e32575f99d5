"""How the text of one cell is brought into one form: widths, spaces, headings, lists, and what stands for nothing."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from html import unescape

Raw = str | int | float | bool | date | datetime | time | timedelta

# Words that say "nothing here". The first three say it of the source: the source does not tell.
UNSTATED = frozenset({"未载", "不详", "未知"})
BLANK = UNSTATED | {"", "-", "--", "---", "—", "——", "———", "–", "…", "……", "/", "//", "\\", "、", ".", "。", "*"}
BLANK |= {
    "无",
    "无。",
    "(无)",
    "暂无",
    "尚无",
    "没有",
    "空",
    "空白",
    "(空)",
    "待填",
    "待补",
    "待补充",
    "暂缺",
    "空缺",
    "不适用",
    "至今",
}
BLANK |= {"N/A", "n/a", "NULL", "null", "None", "nan"}
_PADS = ("", *(space * count for space in (" ", "\u3000") for count in range(1, 5)))
# Words for "the same as above"; the second line holds the marks.
DITTO = frozenset({"同上", "同 上", "同\u3000上", "同前", "上同", "同上。", "同上行"})
DITTO |= {"〃", "″", "''", '"', "“", "”", "””", "“”", "´´", "′′", "..", "''."}
# A mark is often put into the middle of its cell by spaces.
DITTO |= {f"{before}{word}{after}" for word in DITTO for before in _PADS for after in _PADS}
# What stands in the cell of a formula that was never calculated.
UNCALCULATED = "#未计算"
MARKS = "★☆▲△◆◇※"  # that people put beside a name; 张○○ and 张** are names kept secret
_HEADING_MARKS = "*★※"  # of a required column

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
# Full-width letters, digits and brackets become half-width; the punctuation Chinese sentences are written with stays.
_WIDTH: dict[int, int | str] = {
    code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：！？～"
}
_WIDTH |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
# Few cells hold any of all these, and looking for them is quicker than replacing them.
_TO_CHANGE = re.compile(f"{_INVISIBLE.pattern}|[{re.escape(''.join(map(chr, _WIDTH)))}]")
# Most cells hold nothing but this, and are as they are kept already.
PLAIN = re.compile(r"[0-9A-Za-z\u4e00-\u9fff]+")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,5});")  # as web systems export them
_PADDED_NAME = re.compile(r"[\u3400-\u9fff] [\u3400-\u9fff]")
_SEPARATOR = re.compile(r"[;；、\r\n]")
_OPENS_OR_CLOSES = re.compile(r"([(（《)）》])")
DOUBLE_SURNAMES = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|令狐"
_ITEM_NUMBER = re.compile(r"^(?:\(?\d{1,2}\)|\d{1,2}[.、](?=\D|(?:19|20)\d{2})|[①-⑳]|[一二三四五六七八九十]+、)\s*")
_BRACKETS = str.maketrans("[]【】〔〕{}", "()()()()")


def shown(value: Raw) -> str:
    """A raw cell as a person sees it in the spreadsheet: no ``.0``, dates as ISO, yes and no as 是 and 否."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return str(value)


@lru_cache(maxsize=65_536)
def tidy(text: str) -> str:
    """Text as it is kept: half-width letters and digits, no invisible characters, single spaces, 张　三 joined."""
    if PLAIN.fullmatch(text):
        return text
    plain = _plain(text)
    while "&" in plain and (meant := _ENTITY.sub(lambda entity: unescape(entity[0]), plain)) != plain:
        plain = _plain(meant)
    text = " ".join(plain.split())
    return text.replace(" ", "") if len(text) == 3 and _PADDED_NAME.fullmatch(text) else text


def _plain(text: str) -> str:
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return _INVISIBLE.sub("", text).translate(_WIDTH) if _TO_CHANGE.search(text) else text


@lru_cache(maxsize=4096)
def tidy_heading(text: str) -> str:
    """A heading reduced to what tells it from others: no space, no ``*``, brackets and ㎡/平方米 unified."""
    text = "".join(_INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).split()).translate(_BRACKETS)
    return (
        re.sub(r"平方米|平米|平方|(?<=\()平(?=\))", "m2", re.sub(f"[{_HEADING_MARKS}]", "", text)).rstrip(":").lower()
    )


def first_characters(headings: Iterable[str]) -> frozenset[str]:
    """What a cell begins with if it is one of these tidied headings: few cells do, and only those need be tidied."""
    firsts = {heading[0] for heading in headings}
    return frozenset(firsts | {first.upper() for first in firsts} | set(_HEADING_MARKS))


def cell_at(row: Sequence[Raw], index: int) -> Raw:
    """A cell of a row; beyond its last one every cell is empty."""
    return row[index] if index < len(row) else ""


def split_list(value: Raw) -> tuple[str, ...]:
    """The values of a cell that holds several, separated by ；、or a new line; each once, in order.

    A separator inside brackets or book-title marks belongs to the value: 高级技师（焊工、钳工）.
    """
    parts = map(tidy, _cut(shown(value)))
    return tuple(dict.fromkeys(part for part in parts if part not in BLANK))


def _cut(text: str) -> list[str]:
    pieces = _OPENS_OR_CLOSES.split(text)
    cut: list[list[str]] = [[]]
    for stretch, mark in zip(pieces[::2], (*pieces[1::2], ""), strict=True):
        first, *rest = [stretch] if mark and mark in ")）》" else _SEPARATOR.split(stretch)
        cut[-1].append(first)
        cut += ([part] for part in rest)
        cut[-1].append(mark)
    return ["".join(part) for part in cut]


def without_item_number(text: str) -> str:
    """An item of a list without the number before it: 1.公司 and （2）工会."""
    return _ITEM_NUMBER.sub("", text)


def half_width(value: Raw) -> str:
    """A raw cell in half-width letters, digits and punctuation, with single spaces."""
    text = unicodedata.normalize("NFKC", shown(value))
    return " ".join(_INVISIBLE.sub("", text).split())
