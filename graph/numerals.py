"""How numbers are written for readers, and in which order names that hold numbers stand."""

import re

_DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_DIGITS |= {numeral: value for value, numeral in enumerate("壹贰叁肆伍陆柒捌玖", 1)}  # as sums of money are written
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
NUMERALS = "".join((*_DIGITS, *_UNITS))  # every character ``value_of`` reads
# 之三, 第十二条, 2号: a numeral elsewhere is mostly part of a word (三江, 一汽).
_NUMBERED = re.compile(r"(?<=[第之])[零〇一二两三四五六七八九十百千]+|\d+")


def number(value: float) -> str:
    """A number with thousands set apart, never in powers of ten; at most six decimals.

    >>> number(12345), number(1234567.0), number(2.5), number(98765432109.25), number(0.1 + 0.2)
    ('12,345', '1,234,567', '2.5', '98,765,432,109.25', '0.3')
    """
    if isinstance(value, int):
        return f"{value:,}"
    written = f"{value:,.6f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def value_of(numeral: str) -> int:
    """What a Chinese numeral below ten thousand says; digits in a row are read one by one.

    >>> value_of("三"), value_of("十"), value_of("二十一"), value_of("一百零五"), value_of("二〇二六"), value_of("叁佰")
    (3, 10, 21, 105, 2026, 300)
    """
    if not _UNITS.keys() & set(numeral):
        return int("".join(str(_DIGITS[each]) for each in numeral))
    total = digit = 0
    for each in numeral:
        if each in _UNITS:
            total += (digit or 1) * _UNITS[each]
            digit = 0
        else:
            digit = _DIGITS[each]
    return total + digit


def ordinal(text: str) -> str:
    """The text with its numbers written so that they sort by size: 第二 before 第十, 2号 before 10号.

    >>> sorted(["第十条", "第二条", "第十一条", "第一条"], key=ordinal)
    ['第一条', '第二条', '第十条', '第十一条']
    """
    return _NUMBERED.sub(lambda found: f"{_read(found[0]):08d}", text)


def _read(numeral: str) -> int:
    return int(numeral) if numeral.isdecimal() else value_of(numeral)
