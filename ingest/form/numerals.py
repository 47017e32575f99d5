"""Numbers written in Chinese characters, as digits."""

import re

_DIGITS = {han: value for value, han in enumerate("〇一二三四五六七八九")}
_DIGITS |= {han: value for value, han in enumerate("零壹贰叁肆伍陆柒捌玖")} | {"两": 2}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_RUN = re.compile(rf"[{''.join(_DIGITS)}{''.join(_TENS)}]+(?=\s*(?:余|多)?\s*(?:[万亿元人名位项个件平米㎡m]|$))")


def with_digits(text: str) -> str:
    """Text with numbers in Chinese characters before a unit, or at its end, as digits; 万 and 亿 stay words.

    >>> with_digits("一百二十平方米"), with_digits("十五万元"), with_digits("共十二人"), with_digits("统一管理")
    ('120平方米', '15万元', '共12人', '统一管理')
    """
    return _RUN.sub(lambda run: str(_value(run[0])), text)


def _value(run: str) -> int:
    if not any(character in _TENS for character in run):
        return int("".join(str(_DIGITS[character]) for character in run))
    total, digit = 0, None
    for character in run:
        if character in _TENS:
            total += (1 if digit is None else digit or 1) * _TENS[character]
            digit = None
        else:
            digit = _DIGITS[character]
    return total + (digit or 0)
