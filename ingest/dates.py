"""Which date a cell means, in the precision it was written with, and what about it was a guess."""

import re
from datetime import date, datetime, timedelta

from graph.numerals import value_of
from ingest.normalise import Raw, half_width, shown
from ingest.privacy import quoted
from ingest.provenance import is_before

_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2100
_LONGEST = 40  # characters; prose that mentions a date is none
_DAY_ZERO = date(1899, 12, 30)  # day 0 of the serial numbers spreadsheets keep dates as

_DATE = re.compile(r"(\d{4})(?:年度?|[-/.,年](\d{1,2})(?:月份?|[-/.,月](\d{1,2})[日号]?)?)?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?", re.ASCII)
_SERIAL = re.compile(r"([2-6]\d{4})(?:\.\d+)?", re.ASCII)
_SHORT_YEAR = re.compile(r"'?(\d{2})年(?:度|(\d{1,2})(?:月份?|月(\d{1,2})[日号]?)?)?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{2})([.-])(\d{1,2})\2(\d{1,2})", re.ASCII)
_TWO_DIGIT_YEAR = re.compile(r"'?\d{2}(?:年.*|[-/.]\d{1,2}(?:[-/.]\d{1,2})?)", re.ASCII)
_WITHOUT_YEAR = re.compile(r"\d{1,2}月(?:份|\d{1,2}[日号]?)?", re.ASCII)
_TIME_OF_DAY = re.compile(r"(?<=\d)[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$", re.ASCII)
_WEEKDAY = re.compile(r"\(?(?:星期|周)[一二三四五六日天]\)?$")
_ROUGH = re.compile(
    r"(?:大约|大概|约|于|从|自)?(\d[\d年月日号./-]*?)"
    r"(?:左右|前后|年底|年末|年初|年中|以来|以后|之后|以前|之前|前|底前|起|开始|初|底|末|中|第?[1-4]季度|上半年|下半年|上旬|中旬|下旬|上午|下午|晚上?|全天|[春夏秋冬][季天]?|第\d{1,3}期)?",
    re.ASCII,
)
_BETWEEN = re.compile(r"至|到|~|-|和|及|与|[、,;/]")
_SPAN = re.compile(r"[至到~—–―－～]+|--")
_OPEN_END = re.compile(r"今|现在|目前|长期")
_DIGITS = re.compile(r"\d+", re.ASCII)
_REST = re.compile(r"[至到~-]*(?:\d[\d年度月份日号./至到~、,;-]*[初底末]?|今|现在|目前)", re.ASCII)
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_HAN_TENS = re.compile(r"[一二三四五六七八九]?十[一二三四五六七八九]?(?=[月日号])")
_TYPED_FOR = str.maketrans({"。": ".", "·": ".", "．": ".", "\\": "/", "〜": "~", "～": "~"})

_OF_MONTHS = re.compile(r"年/?月(?![/(]?日)")
_FIRST_DAY = re.compile(r"(\d{4}-\d\d)-01", re.ASCII)


def asks_for_month(heading: str) -> bool:
    """Whether a heading asks for the month of a date, not for its day."""
    return bool(_OF_MONTHS.search(heading))


def without_first_day(text: str) -> str:
    """The month alone, where a date is the first of it."""
    return _FIRST_DAY.sub(r"\1", text) if _FIRST_DAY.fullmatch(text) else text


def refuse_lost_zero(text: str) -> None:
    """Raise ValueError with what to do, if October, 2018.10, may have become the number 2018.1."""
    if re.fullmatch(r"\d{4}\.1", text):
        msg = f"数字「{text}」分不清是 1 月还是 10 月，请写成 {text[:4]}-01 或 {text[:4]}-10"
        raise ValueError(msg)


def read_date(value: Raw) -> tuple[str, str]:
    """A date as ISO text of the precision it was given in (``2018``, ``2018-04`` or ``2018-04-20``), and a remark.

    The remark is empty when nothing was guessed. Of a range the first day is taken; a year of two digits is read as
    spreadsheets read it, 30 to 99 in the last century; a bare number of five digits is a spreadsheet's serial number.

    Raises:
        ValueError: it is no date, the day does not exist, there is no year or one of two digits and no 年, or a number
            cell reads 2018.1, which may stand for January or October.
    """
    if isinstance(value, datetime | date):
        return _checked(str(value.year), str(value.month), str(value.day), value.isoformat()[:10]), ""
    text = half_width(value)
    if isinstance(value, float):
        refuse_lost_zero(text)
    written = _plain_date(text)
    if exact := _exact(written, text):
        # A text table may have kept October, 2018.10, as the number 2018.1.
        doubt = f"「{text}」按 1 月读入，若是 10 月请写成 {text[:4]}-10" if re.fullmatch(r"\d{4}\.1", text) else ""
        return exact, doubt
    if len(written) <= _LONGEST and (guess := _guess(written, text)):
        return guess, f"「{quoted(text)}」按 {guess} 读入，请核对"
    if _TWO_DIGIT_YEAR.fullmatch(written):
        msg = f"日期「{quoted(text)}」的年份只有两位，请写全四位，如 2019-05-13"
        raise ValueError(msg)
    if _WITHOUT_YEAR.fullmatch(written):
        msg = f"日期「{quoted(text)}」没有写年份，请补上，如 2019-05-13；也可以在表的标题里写明是哪一年"
        raise ValueError(msg)
    msg = f"「{quoted(text)}」不是日期，请改为如 2019-05-13、2019-05 或 2019 的写法"
    raise ValueError(msg)


def read_first(value: Raw) -> tuple[str, str]:
    """The first day of a span such as 2019.3—2020.1, or the only date of the cell, as ``read_date`` reads it."""
    first, _ = _span(value)
    return read_date(first)


def read_last(value: Raw) -> tuple[str, str]:
    """The last day of a span, as ``read_date`` reads it; empty text when the cell tells none: 2019年3月至今."""
    first, last = _span(value)
    if last == "" or _OPEN_END.fullmatch(last):
        return "", ""
    begun, ended = _DIGITS.findall(shown(first)), _DIGITS.findall(last)
    # 2019年3月—5月 names the year once.
    short = ended and len(ended[0]) < 3 and len(ended) < len(begun)
    if not short:
        return read_date(last)
    whole, remark = read_date("-".join([*begun[: len(begun) - len(ended)], *ended]))
    if not is_before(whole, read_date(first)[0]):
        return whole, remark
    # 2020.11—2.28 ends in the year after.
    whole, _ = read_date("-".join([str(int(begun[0]) + 1), *begun[1 : len(begun) - len(ended)], *ended]))
    return whole, f"「{quoted(value)}」的止期按 {whole} 读入，请核对"


def _span(value: Raw) -> tuple[Raw, str]:
    """What stands before and after the mark of a span; the cell and nothing where there is none."""
    if not isinstance(value, str):
        return value, ""
    text = half_width(value).replace(" ", "")
    parts = _SPAN.split(text)
    if len(parts) == 1:
        # A hyphen parts the two dates where it is alone, and the parts of each where there are more.
        pieces = text.split("-")
        half = len(pieces) // 2
        of_two = len(pieces) in (2, 6) or (len(pieces) == 4 and len(pieces[2]) == 4)
        parts = ["-".join(pieces[:half]), "-".join(pieces[half:])] if of_two else [text]
        if len(pieces) == 2 and pieces[0].isdecimal() and _DATE.fullmatch(text):  # 2019-12, but 2019.10-12 is a span
            parts = [text]
    return (parts[0], parts[1]) if len(parts) == 2 and parts[0] else (value, "")


def read_year(value: Raw) -> tuple[int, str]:
    """A year such as 2019, 2019年 or 2019年度, and a remark; a date gives its year."""
    written, remark = read_date(value)
    return int(written[:4]), remark


def _plain_date(text: str) -> str:
    """Without time of day, weekday and spaces; Chinese digits and the marks people type for dots made plain."""
    if text.endswith(".0") and text[:-2].isdecimal():  # a number, as programs write it
        text = text[:-2]
    text = _WEEKDAY.sub("", _TIME_OF_DAY.sub("", text)).strip()
    text = re.sub(r"[‐-―−]", "-", _han_to_digits(text)).translate(_TYPED_FOR)
    return text.replace(" ", "").strip("'‘’`“”\"").removeprefix("公元").rstrip(".")


def _exact(written: str, text: str) -> str:
    found = _DATE.fullmatch(written) or _COMPACT.fullmatch(written)
    return _checked(found[1], found[2], found[3], text) if found else ""


def _guess(written: str, text: str) -> str:
    if serial := _SERIAL.fullmatch(written):
        return (_DAY_ZERO + timedelta(days=int(serial[1]))).isoformat()
    if short := _SHORT_YEAR.fullmatch(written):
        century = "20" if int(short[1]) < 30 else "19"
        return _checked(century + short[1], short[2], short[3], text)
    if (compact := _YEAR_FIRST.fullmatch(written)) and 1 <= int(compact[3]) <= 12:
        return _guess(f"{compact[1]}年{compact[3]}月{compact[4]}日", text)
    if (rough := _ROUGH.fullmatch(written)) and rough[1] != written:
        return _exact(rough[1], text) or _guess(rough[1], text)
    return _first_of_several(written, text)


def _first_of_several(written: str, text: str) -> str:
    cuts = [cut for cut in _BETWEEN.finditer(written) if _REST.fullmatch(written, cut.end())]
    firsts = [written[: cut.start()] for cut in reversed(cuts)]
    short = next((first for first in firsts if _SHORT_YEAR.fullmatch(first)), "")
    return next(filter(None, (_exact(first, text) for first in firsts)), "") or (short and _guess(short, text))


def _han_to_digits(text: str) -> str:
    if not any(han in text for han in "一二三四五六七八九十"):
        return text
    return _HAN_TENS.sub(lambda tens: str(value_of(tens[0])), text).translate(_HAN_DIGITS)


def _checked(year: str, month: str | None, day: str | None, text: str) -> str:
    if not _EARLIEST_YEAR <= int(year) <= _LATEST_YEAR:
        msg = f"日期「{quoted(text)}」的年份不在 {_EARLIEST_YEAR}–{_LATEST_YEAR} 之间，请核对后改写"
        raise ValueError(msg)
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        msg = f"日期「{quoted(text)}」不存在，请改为如 2019-05-13 的写法"
        raise ValueError(msg) from None
    return "-".join(part if len(part) > 1 else f"0{part}" for part in (year, month, day) if part)
