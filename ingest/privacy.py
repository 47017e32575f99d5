"""What is personal in a ledger: columns that are not read at all, and numbers that no message may quote."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.normalise import Raw, shown, tidy, tidy_heading

if TYPE_CHECKING:  # the processes that read files mask what they say, and have no use for the schema
    from graph.schema import Column

_UNREAD = re.compile(r"身份证|身份号码|证件号|护照|军官证|通行证号|社保号|社会保障|银行卡|银行账|id(?:card|number)")
_PERSONAL = re.compile(
    r"出生|生日|(?<!发)生年|年龄|入党|党龄|政治|民族|籍贯|户籍|户口|婚姻|血型|住址|家庭|证件|社保|医保|公积金"
    r"|职工编号|员工编号|工号|退休|参加工作|工龄|手机|电话|微信|邮箱|联系方式"
)
_NUMBERS = (
    (
        re.compile(r"(?<!\d)\d{6}[ -]?(?:19|20)\d\d[01]\d[0-3]\d[ -]?\d{3}[\dXxＸ](?![\dA-Za-z])"),
        "（证件号码，不显示）",
    ),
    (re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"), "（电话号码，不显示）"),
    (re.compile(r"(?<!\d)(?:\(0\d{2,3}\)|0\d{2,3}[- ])\d{7,8}(?!\d)"), "（电话号码，不显示）"),
)
# What none of the above comes without: seven digits in a row, or the three parts of a mobile number. A date is neither.
_DIGITS = re.compile(r"\d{3}(?:\d{4}|[ -]\d{4}[ -]\d{4})")
_SHORTEST = 7


def is_unread(heading: str) -> bool:
    """Whether a column is left unread because nothing Mengtu does needs it: identity papers and accounts."""
    return bool(_UNREAD.search(tidy_heading(heading)))


def may_hide(cells: Iterable[object]) -> bool:
    """Whether cells are worth looking through for numbers of identity papers and telephones; a quick look."""
    for cell in cells:
        if isinstance(cell, str):
            if len(cell) >= _SHORTEST and _DIGITS.search(cell):
                return True
        elif isinstance(cell, list) and may_hide(cell):
            return True
    return False


@lru_cache(maxsize=4096)
def is_personal(heading: str) -> bool:
    """Whether a column tells of a person what is nobody else's business; such a one is never guessed at."""
    return bool(_PERSONAL.search(tidy_heading(heading)))


def masked(text: str) -> str:
    """Text without the numbers of identity papers and telephones.

    >>> masked("联系人：张三 13800000000")
    '联系人：张三 （电话号码，不显示）'
    """
    for pattern, instead in _NUMBERS:
        text = pattern.sub(instead, text)
    return text


def discreet(column: "Column", message: str) -> str:
    """A message about a cell, or for a private column one that does not quote what stands in the cell."""
    if not column.private:
        return message
    example = "，日期如 1980-05" if column.type == "date" else ""
    return f"所填内容读不准（属个人信息，这里不显示），请核对后改写{example}"


def brief(text: str, most: int) -> str:
    """The beginning of a text as a message quotes it; masked before it is cut, as half a number tells enough.

    >>> brief("有事请打 13800000000 找张三", 8)
    '有事请打 （电话…'
    """
    plain = masked(text)
    return plain if len(plain) <= most else f"{plain[:most]}…"


def quoted(value: Raw) -> str:
    """A cell as an issue quotes it."""
    return brief(tidy(shown(value)), 30)
