"""Which number, area or amount of money a cell means, and what about it was not exact."""

import re
from collections.abc import Iterable
from decimal import Decimal
from math import isclose

from graph.numerals import value_of
from ingest.normalise import Raw, half_width
from ingest.privacy import quoted

_WAN_PER = {"": "0.0001", "千": "0.1", "万": "1", "百万": "100", "千万": "1000", "亿": "10000"}
_SCALE = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_COUNTED = "人次|场次|人|名|个|位|项|次|场|家|间|件|篇|台|套|期|届|条|支|所|本|户|平方米|平米|m2|平方|平"
_ROUGHLY = r"(大约|大概|约|将近|接近|近|不足|不到|超过|超|逾|高达|达到|达|至少|不少于|不低于|[><≥≤]=?)?"
_AMOUNT = rf"(?:共计|共有|共|合计|累计|总计)?{_ROUGHLY}(?:人民币|RMB|¥|￥)?([-+]?[\d,]*\d(?:\.\d+)?)([多余])?"
_CLEAR = 0.005  # by which a sum may differ
_AND_MORE = r"([多余]|左右|上下|以上|以下|\+)?"
_NUMBER = re.compile(rf"{_AMOUNT}([百千万亿]?){_AND_MORE}(?:{_COUNTED})?{_AND_MORE}", re.ASCII)
_MONEY = re.compile(rf"{_AMOUNT}(千万|百万|千|万|亿)?{_AND_MORE}(元)?(?:人民币)?(?:整)?{_AND_MORE}", re.ASCII)
# What an amount is of, said once more before it: 年效益88.5万元.
_OF_BENEFIT = re.compile(
    r"^(?:预计|预期|累计|新增|实现|产生|创造|可|已|每?年均?|全年|年度|直接|间接)*"
    r"(?:(?:经济)?效益|创效|增效|创收|增收|节支|创造价值|节约(?:成本|资金|费用)?)(?:额|金额)?(?:达到?|为|:)?"
)
_BY_GUESS = re.compile(r"(?:(?:/|每)年|\((?:预计|预估|估算|测算|初步|年)\))+$")  # 12.5万元/年, 30（预计）
_UNIT_IN_BRACKETS = re.compile(r"(?<=\d)\(((?:千|万|百万|亿)?元)\)$")
_TEN_THOUSAND = re.compile(r"(?<=\d)[wW](?=元?$)")  # 5w
_OF_IT = re.compile(r"(?<=[\d元万])\((?![^()]*(?:美|欧|日|港|外|英))[^()]*\)$")  # 5万元(含设备2万)
_ADDED = re.compile(r"\d[\d.]*(?:万元|万|元)(?:\+\d[\d.]*(?:万元|万|元))+", re.ASCII)
_SUMMED = re.compile(r"(\d+(?:\+\d+)+)(?:人次|人|名)?", re.ASCII)
_YUAN_SIGN, _SURELY_YUAN = ("¥", "￥"), 1000  # nobody writes ￥50000 for 50000 万元
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_HAN_COUNT = re.compile(r"[〇零一二两三四五六七八九十百千万]+")
_DETAIL = re.compile(r"\([^()]*\)$")  # 12人(其中女3人)
_HAN_MONEY = re.compile(
    r"(?:人民币)?([〇零一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]+)(?:[元圆]整?|(?<=.万))"
)
_HAN_DIGIT = "[一二两三四五六七八九壹贰叁肆伍陆柒捌玖]"
_SPELT_OUT = re.compile(rf"(?:{_HAN_DIGIT}?[千仟])?(?:{_HAN_DIGIT}?[百佰])?(?:{_HAN_DIGIT}?[十拾])?{_HAN_DIGIT}?")
_SPOKEN = re.compile(rf"[百佰千仟万]{_HAN_DIGIT}$")  # 三千五 is 3500 when spoken; nobody spells it out so
_ROUGHLY_FIRST = re.compile(rf"(?:共计|共有|共|合计|累计|总计)?{_ROUGHLY}")


def read_number(value: Raw) -> tuple[float, str]:
    """A number with or without a unit (1,200、86㎡、约3.5万), and a remark when it says it is not exact.

    Raises:
        ValueError: it is a range, two numbers, or none.
    """
    text = half_width(value).replace(" ", "")
    match = _NUMBER.fullmatch(_with_digits(text)) or _NUMBER.fullmatch(_with_digits(_DETAIL.sub("", text)))
    if not match:
        msg = f"「{quoted(value)}」不是一个数，请只写一个数字，如 86"
        raise ValueError(msg)
    number = float(_decimal(match[2]) * _SCALE[match[4]])
    detail = match.string != _with_digits(text)
    return number, _rough(value, f"{number:.15g}", match[1], match[3], match[5], match[6], detail and "细目")


def read_integer(value: Raw) -> tuple[int, str]:
    """A count such as 12, 12人 or 1,200, and a remark; never negative, never a fraction."""
    if isinstance(value, str) and (summed := _SUMMED.fullmatch(half_width(value).replace(" ", ""))):
        whole = sum(map(int, summed[1].split("+")))
        return whole, f"「{quoted(value)}」按 {whole} 读入，请核对"
    number, remark = read_number(value)
    if number < 0 or not number.is_integer():
        msg = f"「{quoted(value)}」不是整数，请写成如 12 的整数"
        raise ValueError(msg)
    return int(number), remark


def read_area(value: Raw) -> tuple[float, str]:
    """An area in square metres (86, 86㎡, 86平方米), and a remark."""
    number, remark = read_number(value)
    if number < 0:
        msg = f"面积「{quoted(value)}」小于零，请写成如 86 的平方米数"
        raise ValueError(msg)
    return number, remark


def read_money(value: Raw, unit: str = "万") -> tuple[float, str]:
    """An amount in 万元 (1.8亿元 is 18000.0), and a remark when it says it is not exact.

    A bare number counts ``unit`` yuan, the heading's: "", 千, 万 or 亿.
    """
    text = _TEN_THOUSAND.sub("万", half_width(value).replace(" ", ""))
    if _ADDED.fullmatch(text):  # 3万+2万
        whole = sum(read_money(part)[0] for part in text.split("+"))
        return whole, f"「{quoted(value)}」按 {whole:.15g} 万元 读入，请核对"
    plain = _han_money(text) or _UNIT_IN_BRACKETS.sub(r"\1", text)
    match = _MONEY.fullmatch(plain) or _MONEY.fullmatch(_OF_IT.sub("", _BY_GUESS.sub("", plain)))
    if not match:
        msg = f"「{quoted(value)}」不是金额，请只写一个数字，以万元计，如 4860 或 1.8亿元"
        raise ValueError(msg)
    in_yuan = text.startswith(_YUAN_SIGN) and abs(_decimal(match[2])) >= _SURELY_YUAN
    scale = match[4] or ("" if match[6] or in_yuan else unit)
    amount = float(_decimal(match[2]) * Decimal(_WAN_PER[scale]))
    if match.string != plain or (in_yuan and scale != unit and not match[4] and not match[6]):
        return amount, f"「{quoted(value)}」按 {amount:.15g} 万元 读入，请核对"
    return amount, _rough(value, f"{amount:.15g} 万元", match[1], match[3], match[5], match[7])


def read_benefit(value: Raw, unit: str = "万") -> tuple[float, str]:
    """An amount as :func:`read_money` reads it, what it is of may be said before it; the remark tells of that too."""
    text = half_width(value).replace(" ", "") if isinstance(value, str) else ""
    bare = _BY_GUESS.sub("", _OF_BENEFIT.sub("", text, count=1))
    if bare == text:
        return read_money(value, unit)
    amount, _ = read_money(bare, unit)
    return amount, f"「{quoted(value)}」按 {amount:.15g} 万元 读入，请核对"


def come_to(parts: Iterable[float], whole: float) -> bool:
    """Whether numbers as people write them, with two decimals at the most, come to another."""
    return isclose(sum(parts), whole, abs_tol=_CLEAR)


def _rough(value: Raw, taken: str, *words: str | bool | None) -> str:
    return f"「{quoted(value)}」不是准数，按 {taken} 读入" if any(words) else ""


def _with_digits(text: str) -> str:
    """一百二十人 as 120人; what is no such number stays as it is."""
    ahead = _ROUGHLY_FIRST.match(text)
    start = ahead.end() if ahead else 0
    found = _HAN_COUNT.match(text, start)
    number = _han_number(found[0]) if found else None
    return text if found is None or number is None else f"{text[:start]}{number}{text[found.end() :]}"


def _han_money(text: str) -> str:
    """三万五千元 and 叁万元整 as figures; empty for what is not spelt out to the yuan."""
    found = _HAN_MONEY.fullmatch(text)
    number = _han_number(found[1]) if found else None
    return f"{number}元" if number else ""


def _han_number(written: str) -> int | None:
    """The number Chinese numerals spell out in full: 三千五百, but not 二〇一九, and not 三千五, which is spoken."""
    if _SPOKEN.search(written):
        return None
    over, wan, rest = written.rpartition("万")
    ten_thousands = _han_number(over) if wan else 0
    below = rest.replace("零", "").replace("〇", "")
    if ten_thousands is None or not _SPELT_OUT.fullmatch(below):
        return None
    return ten_thousands * 10_000 + (value_of(below) if below else 0) or None


def _decimal(written: str) -> Decimal:
    if "," in written and not _THOUSANDS.fullmatch(written):
        msg = f"「{written}」的逗号位置不对，请去掉逗号只写数字"
        raise ValueError(msg)
    number = Decimal(written.replace(",", ""))
    if abs(number) >= 10**13:  # beyond this a count no longer fits a database integer once 万 or 亿 is applied
        msg = f"「{written}」数字过大，请核对"
        raise ValueError(msg)
    return number
