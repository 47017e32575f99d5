"""How the text of one cell becomes a value: dates, numbers, money, flags, lists and the words of a fixed choice.

Every ``parse_…`` raises ``ValueError`` with a Chinese reason that quotes the cell and says what to write instead.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

Raw = str | int | float | bool | date | datetime | time | timedelta

# Words that say "nothing here". The first three say it of the source: the source does not tell.
UNSTATED = frozenset({"未载", "不详", "未知"})
BLANK = UNSTATED | {"", "-", "--", "—", "——", "–", "/", "\\", "无", "暂无", "N/A", "n/a", "#N/A", "至今"}

# What unions write → the word of the choice. A synonym counts only where its word is among the column's choices.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "国家级": ("国家", "全国", "全国级", "全国总工会"),
    "省部级": ("省级", "部级", "省部", "自治区级", "直辖市级", "省(部)级", "省、部级"),
    "地市级": ("市级", "地级", "地级市", "地市", "地(市)级", "州级"),
    "区县级": ("区级", "县级", "县区级", "区县", "县(区)级", "区(县)级"),
    "企业级": ("公司级", "厂级", "企业", "公司", "集团级", "单位级", "本单位级"),
    "国际": ("国际级",),
    "国家": ("国家级", "全国", "全国级"),
    "省部": ("省部级", "省级", "部级", "行业级"),
    "地市": ("地市级", "市级"),
    "企业": ("企业级", "公司级", "公司", "集团", "有限公司", "国有企业", "民营企业", "厂"),
    "学校": ("大学", "学院", "高校", "院校", "职业院校", "职校", "技校"),
    "科研院所": ("研究院", "研究所", "科研单位", "科研机构"),
    "机关": ("政府", "政府机关", "党政机关"),
    "工会": ("总工会", "工会组织"),
    "技术攻关": ("攻关", "技术攻关型", "技术创新"),
    "技能传授": ("传授", "技能传授型", "技能传承"),
    "窗口服务": ("服务", "窗口服务型"),
    "在册": ("正常", "有效", "在用"),
    "摘牌": ("已摘牌", "撤销", "已撤销", "取消"),
    "领衔人": ("领衔", "领衔劳模", "带头人", "负责人"),
    "骨干": ("骨干成员", "核心成员", "技术骨干"),
    "成员": ("普通成员", "一般成员", "成员单位", "参与"),
    "男": ("男性",),
    "女": ("女性",),
    "跨区域": ("跨地区", "跨地域", "跨省", "跨市", "区域"),
    "跨行业": ("行业间", "跨产业", "跨领域"),
    "跨企业": ("跨单位", "企业间", "跨公司"),
    "校企": ("校企合作", "校企联合", "校企联盟", "产学研"),
    "1+N集群": ("1+N", "集群", "1+N模式", "集群式"),
    "结对": ("两两", "两两结对", "结对子", "结对共建", "一对一"),
    "领衔": ("牵头", "牵头单位", "领衔单位", "领衔工作室", "盟主", "盟主单位"),
    "常务牵头": ("常务", "常务牵头单位"),
    "秘书长": ("秘书长单位", "秘书处"),
    "轮值盟主": ("轮值", "轮值单位", "轮值牵头"),
    "指导": ("指导单位", "指导工作室"),
    "发明专利": ("发明", "国家发明专利"),
    "实用新型专利": ("实用新型", "新型专利"),
    "标准": ("国家标准", "行业标准", "企业标准", "团体标准", "地方标准", "技术标准"),
    "获奖": ("奖项", "奖励", "科技奖"),
    "培训": ("技能培训", "培训班"),
    "攻关": ("技术攻关", "攻关活动"),
    "交流": ("技术交流", "交流活动"),
    "讲座": ("技术讲座", "讲课"),
    "地区": ("区域",),
    "劳模帮帮团": ("帮帮团",),
    "解决技术难题": ("技术难题", "攻克技术难题"),
    "优化产品质量": ("产品质量", "提升产品质量", "提高产品质量"),
    "降低能源消耗": ("降低能耗", "节能降耗", "降低消耗"),
    "提高生产效率": ("生产效率", "提升生产效率", "提质增效"),
    "增强创新能力": ("创新能力", "提升创新能力"),
    "培养技术人才": ("培养人才", "人才培养", "培养技能人才"),
    "拓展市场资源": ("拓展市场", "市场资源"),
}
_YES = frozenset({"是", "有", "√", "✓", "✔", "☑", "对", "已", "已转化", "Y", "YES", "T", "TRUE", "1"})
_NO = frozenset({"否", "无", "×", "✗", "✘", "☐", "□", "没有", "未", "未转化", "N", "NO", "F", "FALSE", "0", "X"})

_WAN_PER = {"": "0.0001", "千": "0.1", "万": "1", "百万": "100", "千万": "1000", "亿": "10000"}
_SCALE = {"": 1, "千": 1000, "万": 10_000, "亿": 100_000_000}
_COUNTED = "人次|场次|人|名|个|位|项|次|场|家|间|件|篇|台|套|期|届"
_AREA_UNITS = "平方米|平米|m2|平方|平"
_ABOUT = r"(?:大约|约|近|超过|超|逾|达|共计|共|合计|累计)?"
_AMOUNT = rf"{_ABOUT}([-+]?[\d,]*\d(?:\.\d+)?)[多余]?"
_NUMBER = re.compile(rf"{_AMOUNT}([千万亿]?)[多余]?(?:{_COUNTED}|{_AREA_UNITS})?", re.ASCII)
_MONEY = re.compile(rf"(?:人民币|RMB)?{_AMOUNT}(千万|百万|千|万|亿)?[多余]?(元)?", re.ASCII)
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)

_DATE = re.compile(r"(\d{4})(?:年度?|[-/.年](\d{1,2})(?:月|[-/.月](\d{1,2})[日号]?)?)?", re.ASCII)
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})?", re.ASCII)
_TIME_OF_DAY = re.compile(r"(?<=\d)[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$", re.ASCII)
_TWO_DIGIT_YEAR = re.compile(r"'?\d{2}(?:年.*|[-/.]\d{1,2}(?:[-/.]\d{1,2})?)", re.ASCII)
_HAN_DIGITS = {han: str(value) for value, han in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_HAN_TENS = re.compile(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)(?=[月日号])")
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2100

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
# Full-width letters, digits and brackets become half-width; the punctuation Chinese sentences are written with stays.
_WIDTH: dict[int, int | str] = {
    code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：！？～"
}
_WIDTH |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_PADDED_NAME = re.compile(r"[\u3400-\u9fff] [\u3400-\u9fff]")
# A separator inside brackets or book-title marks belongs to the item: 高级技师(焊工、钳工).
_SEPARATOR = re.compile(r"[;；、\r\n](?![^(（《]*[)）》])")
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
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    text = " ".join(_INVISIBLE.sub("", text).translate(_WIDTH).split())
    return text.replace(" ", "") if len(text) == 3 and _PADDED_NAME.fullmatch(text) else text


@lru_cache(maxsize=4096)
def tidy_heading(text: str) -> str:
    """A heading reduced to what tells it from others: no space, no ``*``, brackets and ㎡/平方米 unified."""
    text = "".join(_INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).split()).translate(_BRACKETS)
    return re.sub(r"[*★※]", "", text).replace("平方米", "m2").rstrip(":").lower()


def parse_date(value: Raw) -> str:
    """A date as ISO text of the precision it was given in: ``2018``, ``2018-04`` or ``2018-04-20``.

    Raises:
        ValueError: it is no date, the day does not exist, the year has two digits, or a number cell reads 2018.1,
            which may stand for January or October.
    """
    if isinstance(value, (datetime, date)):
        year, month, day = value.year, value.month, value.day
        return _checked_date(str(year), str(month), str(day), value.isoformat()[:10])
    text = _plain(value)
    if isinstance(value, float) and re.fullmatch(r"\d{4}\.1", text):
        msg = f"数字「{text}」分不清是 1 月还是 10 月，请写成 {text[:4]}-01 或 {text[:4]}-10"
        raise ValueError(msg)
    written = _TIME_OF_DAY.sub("", text)
    written = re.sub(r"[‐-―−]", "-", _han_to_digits(written)).replace(" ", "").rstrip(".")
    match = _DATE.fullmatch(written) or _COMPACT_DATE.fullmatch(written)
    if match:
        return _checked_date(match[1], match[2], match[3], text)
    if _TWO_DIGIT_YEAR.fullmatch(written):
        msg = f"日期「{_quoted(text)}」的年份只有两位，请写全四位，如 2019-05-13"
        raise ValueError(msg)
    if re.fullmatch(r"[2-6]\d{4}", written):
        msg = f"「{text}」像是表格软件内部的日期序号，请把这一格改为日期格式，或写成如 2019-05-13"
        raise ValueError(msg)
    msg = f"「{_quoted(text)}」不是日期，请改为如 2019-05-13、2019-05 或 2019 的写法"
    raise ValueError(msg)


def parse_year(value: Raw) -> int:
    """A year such as 2019, 2019年 or 2019年度; a date gives its year."""
    return int(parse_date(value)[:4])


def parse_number(value: Raw) -> float:
    """A number with or without a unit: 1,200、86㎡、约3.5万. A range or two numbers are refused."""
    text = _plain(value).replace(" ", "")
    match = _NUMBER.fullmatch(text)
    if not match:
        msg = f"「{_quoted(value)}」不是一个数，请只写一个数字，如 86"
        raise ValueError(msg)
    return float(_decimal(match[1]) * _SCALE[match[2]])


def parse_integer(value: Raw) -> int:
    """A count such as 12, 12人 or 1,200; never negative, never a fraction."""
    number = parse_number(value)
    if number < 0 or not number.is_integer():
        msg = f"「{_quoted(value)}」不是整数，请写成如 12 的整数"
        raise ValueError(msg)
    return int(number)


def parse_area(value: Raw) -> float:
    """An area in square metres: 86, 86㎡, 86平方米."""
    number = parse_number(value)
    if number < 0:
        msg = f"面积「{_quoted(value)}」小于零，请写成如 86 的平方米数"
        raise ValueError(msg)
    return number


def parse_money(value: Raw, unit: str = "万") -> float:
    """An amount in 万元: 1.8亿元 is 18000.0. A bare number counts ``unit`` (the heading's) yuan: "", 千, 万 or 亿."""
    text = _plain(value).replace(" ", "")
    match = _MONEY.fullmatch(text)
    if not match:
        msg = f"「{_quoted(value)}」不是金额，请只写一个数字，以万元计，如 4860 或 1.8亿元"
        raise ValueError(msg)
    return float(_decimal(match[1]) * Decimal(_WAN_PER[match[2] or ("" if match[3] else unit)]))


def parse_flag(value: Raw) -> bool:
    """Yes or no: 是/否, 有/无, √/×, Y/N."""
    text = _plain(value).upper()
    if text in _YES or text in _NO:
        return text in _YES
    msg = f"「{_quoted(value)}」看不出是或否，请写「是」或「否」"
    raise ValueError(msg)


def split_list(value: Raw) -> tuple[str, ...]:
    """The values of a cell that holds several, separated by ；、or a new line; each once, in order."""
    parts = (tidy(part) for part in _SEPARATOR.split(shown(value)))
    return tuple(dict.fromkeys(part for part in parts if part not in BLANK))


def match_choice(value: Raw, choices: Sequence[str]) -> str:
    """The one of ``choices`` the cell means, directly or by a synonym."""
    text = _choice_key(shown(value))
    for choice in choices:
        if _choice_key(choice) == text:
            return choice
    for choice in choices:
        if any(_choice_key(synonym) == text for synonym in SYNONYMS.get(choice, ())):
            return choice
    msg = f"「{_quoted(value)}」不在可选值内，请改为{'、'.join(choices)}之一"
    raise ValueError(msg)


def match_choices(value: Raw, choices: Sequence[str]) -> tuple[str, ...]:
    """The several of ``choices`` the cell means; commas and slashes separate here too."""
    parts = split_list(re.sub(r"[,，/|]", "；", shown(value)))
    return tuple(dict.fromkeys(match_choice(part, choices) for part in parts))


def _plain(value: Raw) -> str:
    text = unicodedata.normalize("NFKC", shown(value))
    return " ".join(_INVISIBLE.sub("", text).split())


def _quoted(value: Raw) -> str:
    text = tidy(shown(value))
    return text if len(text) <= 30 else f"{text[:30]}…"


def _choice_key(text: str) -> str:
    return "".join(_plain(text).split()).upper()


def _decimal(written: str) -> Decimal:
    if "," in written and not _THOUSANDS.fullmatch(written):
        msg = f"「{written}」的逗号位置不对，请去掉逗号只写数字"
        raise ValueError(msg)
    number = Decimal(written.replace(",", ""))
    if abs(number) >= 10**13:  # beyond this a count no longer fits a database integer once 万 or 亿 is applied
        msg = f"「{written}」数字过大，请核对"
        raise ValueError(msg)
    return number


def _han_to_digits(text: str) -> str:
    if not any(han in text for han in "一二三四五六七八九十"):
        return text
    text = _HAN_TENS.sub(lambda tens: f"{_HAN_DIGITS.get(tens[1], '1')}{_HAN_DIGITS.get(tens[2], '0')}", text)
    return "".join(_HAN_DIGITS.get(character, character) for character in text)


def _checked_date(year: str, month: str | None, day: str | None, text: str) -> str:
    if not _EARLIEST_YEAR <= int(year) <= _LATEST_YEAR:
        msg = f"日期「{_quoted(text)}」的年份不在 {_EARLIEST_YEAR}–{_LATEST_YEAR} 之间，请核对后改写"
        raise ValueError(msg)
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        msg = f"日期「{_quoted(text)}」不存在，请改为如 2019-05-13 的写法"
        raise ValueError(msg) from None
    return "-".join(part if len(part) > 1 else f"0{part}" for part in (year, month, day) if part)
