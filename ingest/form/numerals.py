"""Numbers written in Chinese characters, as digits."""

import re

from graph.numerals import NUMERALS, value_of

_RUN = re.compile(rf"[{NUMERALS}]+(?=\s*(?:余|多)?\s*(?:[万亿元人名位项个件平米㎡m]|$))")


def with_digits(text: str) -> str:
    """Text with numbers in Chinese characters before a unit, or at its end, as digits; 万 and 亿 stay words.

    >>> with_digits("一百二十平方米"), with_digits("十五万元"), with_digits("共十二人"), with_digits("统一管理")
    ('120平方米', '15万元', '共12人', '统一管理')
    """
    return _RUN.sub(lambda run: str(value_of(run[0])), text)
