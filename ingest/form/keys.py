"""How a label is written: the bare words of it, the unit in its brackets, and the year it may be."""

import re
import unicodedata

from graph.numerals import value_of
from ingest.dates import read_date
from ingest.normalise import tidy_heading

# Of a part of a year: 上半年, 前三季度, 1-6月, 截至8月底. One month is a date.
_PART_OF_YEAR = (
    r"[上下]半年|第?[一二三四1-4]季度|前[一二三\d]个?季度|前[一二三四五六七八九十\d]{1,2}个?月"
    r"|\d{1,2}月?[-至~—–到]+\d{1,2}月份?底?|截[至止到]\d{1,2}月份?底?"
)
_YEAR = re.compile(rf"(?:(\d{{4}})|([〇零○一二三四五六七八九]{{4}}))年?(?:度)?(?:\(?({_PART_OF_YEAR})\)?)?", re.ASCII)
_YEAR_INSIDE = re.compile(r"((?:19|20)\d{2})年(?:度)?")
_NO_WHOLE_YEAR = re.compile("截[至止到]|以来|至今|起|月")
_NO_YEAR = re.compile(r"[_]*年(?:度)?")
_ORDINAL = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分[、:]?|[一二三四五六七八九十]+[、.]|表[一二三四五六七八九十\d]+[:.、]?(?=\D)"
    r"|\([一二三四五六七八九十\d]+\)|\d{1,2}[、.](?!\d)|[A-Z][、.]?(?=[\u4e00-\u9fff]{3}))"
)
_HEADING_NUMBER = re.compile(r"\s*[(第]?([一二三四五六七八九十]{1,3})(?:[)、.]|部分)")
_UPRIGHT_UNIT = re.compile(r"(?<=..)(万元|千元|元)$")  # below a label written from top to bottom
_AMONG_THEM = re.compile(r"^其中:?(?=.)")
_BARE_NUMBER = re.compile(r"^\d{1,2}[ \t\u3000]+(?=[\u4e00-\u9fff]{3})", re.ASCII)  # 7 领衔人
_CIRCLED_NUMBER = re.compile(r"^[①-⑳⑴-⒇]\s*")
IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_HINT = re.compile(r"\(([^()]*)\)$")
# 创新成果/项; where a space stands before the stroke it is an answer: 国际  /  个
_SLASHED_UNIT = re.compile(r"(?<=[^\s/])[/／](亿元|万元|千元|元|项|个|件|篇|部|套|人次|人|名|m2|㎡|平方米)[*:：]?\s*$")
_UNIT = re.compile(
    r"^(?:[^\d,，:：]{1,6}[,，])?(?:金额)?(?:单位:?)?(?:人民币)?:?(亿元|万元|千元|元|万|项|个|件|篇|部|套|人次|人|名|m2)$"
)


def label_key(text: str) -> str:
    r"""A label without spaces, line breaks, ``*``, numbering and colon; vertical columns of two are read in order.

    A unit after a stroke stands in brackets.

    >>> label_key("*年  度："), label_key("所工\n在会\n单意\n位见"), label_key("论文/篇")
    ('年度', '所在单位工会意见', '论文(篇)')
    """
    text = _BARE_NUMBER.sub("", _CIRCLED_NUMBER.sub("", text.lstrip()))
    text = _SLASHED_UNIT.sub(r"(\1)", text)
    lines = ["".join(line.split()) for line in unicodedata.normalize("NFKC", text).split("\n") if line.strip()]
    if len(lines) > 2 and all(len(line) == 2 for line in lines):
        right, left = "".join(line[1] for line in lines), "".join(line[0] for line in lines)
        for upright in (left + right, right + left):
            if upright.endswith("意见") and not "".join(lines).endswith("意见"):
                return upright
    key = tidy_heading(text).replace("：", ":").replace("_", "").rstrip(":")
    if all(len(line) == 1 for line in lines):
        key = _UPRIGHT_UNIT.sub(r"(\1)", key)
    return _AMONG_THEM.sub("", _ORDINAL.sub("", key))


def has_stroke(text: str) -> bool:
    """Whether a unit follows a stroke, which may as well strike out a number before the unit: 国际/个."""
    return bool(_SLASHED_UNIT.search(text))


def ordinal_of(text: str) -> int:
    """The number of a heading such as 三、创新成果 or （三）创新成果; 0 when it has none."""
    match = _HEADING_NUMBER.match(unicodedata.normalize("NFKC", text))
    return int(value_of(match[1])) if match else 0


def year_of(text: str) -> str:
    """The year a label or cell states, as ``2016年``; a part of it stays with it. Empty when it is no year."""
    key = label_key(text)
    match = _YEAR.fullmatch(key)
    if not match:
        return ""
    try:
        year = read_date(f"{match[1] or match[2]}年")[0][:4]
    except ValueError:
        return ""
    return f"{year}年{match[3] or ''}"


def is_unfilled_year(text: str) -> bool:
    """Whether a cell is the place for a year that nobody wrote: ``    年``."""
    return bool(_NO_YEAR.fullmatch(label_key(text)))


def split_hint(key: str) -> tuple[str, str] | None:
    """A label without the brackets at its end, and the unit these state: 论文(篇); None when it has no brackets."""
    hint = _HINT.search(key)
    if hint is None:
        return None
    measured = _UNIT.fullmatch(hint[1])
    return key[: hint.start()].rstrip(":"), measured[1] if measured else ""


def split_unit(key: str) -> tuple[str, str]:
    """A label no vocabulary has, without the unit in its brackets, and that unit."""
    bare, unit = split_hint(key) or (key, "")
    return (bare, unit) if unit else (key, "")


def year_within(text: str) -> str:
    """The one year that the heading of a part of the form names: 上年度（2023年）工作; empty for several or none.

    What is counted up to a year, or from it on, is not of that year alone.
    """
    found = _YEAR_INSIDE.findall(label_key(text))
    return f"{found[0]}年" if len(found) == 1 and not _NO_WHOLE_YEAR.search(text) else ""


def split_year(key: str) -> tuple[str, str] | None:
    """A label without the year in it, and that year: 2016年投入金额; None when no year is in it."""
    inside = _YEAR_INSIDE.search(key)
    return (key[: inside.start()] + key[inside.end() :], f"{inside[1]}年") if inside else None
