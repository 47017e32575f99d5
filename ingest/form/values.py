"""How what people write into the cells of a form becomes counts, areas, money by source and honours."""

import re
import unicodedata
from dataclasses import dataclass

from ingest import dates
from ingest.amounts import read_money, read_number
from ingest.form.keys import IN_BRACKETS
from ingest.form.numerals import with_digits
from ingest.money_by_source import BySource, by_source
from ingest.normalise import BLANK, shown, split_list, tidy, without_item_number
from ingest.privacy import brief

# What a cell holds when nobody filled it: units, the parts of a date, the words around a signature.
_RESIDUE = re.compile(
    r"(?:年|月|日|项|个|件|篇|人|名|次|元|万元|万|亿元|平方米|m2|㎡|[(]?(?:盖章|公章|签章|章|签字|签名|签字盖章|签名盖章)[)]?"
    r"|[(](?:盖章|公章|签章|章|签字|签名|签字盖章)[)]|(?:单位|部门|党委|工会)?负责人|经办人|签字|签名|签署|日期|时间|[_:/、,.。;()\s第~-])*"
)
_SCALE = {"元": "", "千元": "千", "亿元": "亿"}  # what a label counts yuan by; 万元 when it does not say
_DASHES = BLANK - {"", ".", "。", "、"}
_ELSEWHERE = re.compile(
    r"[(（]?(?:(?:具体|内容|请|另)*(?:详见|参见|见)后?附.{0,14}|另附.{0,8}|附(?:表|件|页|后)?\d*)[)）]?|以下空白"
)
_ABOUT = r"大约|约|近|超过|超|逾|达到|达|不少于|上"
_COUNT = re.compile(
    rf"(?:共计|共|合计|累计|计|总计)?(?P<before>{_ABOUT})?(?P<number>[\d,]*\d(?:\.\d+)?)(?P<scale>[千万亿]?)(?P<after>余|多|以上|左右)?"
    r"(?P<unit>人次|人|名|个|位|项|次|件|篇|部|套|台|元)?(?P<late>余|多|以上|左右)?",
    re.ASCII,
)
_AREA = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*[多余]?\s*(?:平方米|平米|平方|m\^?2|平)", re.ASCII | re.IGNORECASE)
_HEADS = re.compile(r"(\d[\d,]*)\s*[多余]?\s*(?:人|名|位)", re.ASCII)
_BARE = re.compile(r"\d[\d,]*(?:\.\d+)?", re.ASCII)
_PART_OF_IT = re.compile(r"[,，;；。、]?\s*(?:其中|包括|包含|含|另有|另外|另).*", re.DOTALL)
_RANGE_OR_SCALE = re.compile(r"\d\s*(?:[-~—–至到]\s*\d|[十百千万亿亩])")
_UNIT_IN_BRACKETS = re.compile(r"[(]\s*(人|名|位|m2|平方米|平米)\s*[)]")
_YEAR_ALONE = re.compile(r"(?:19|20)\d{2}(?:年度?)?", re.ASCII)
_NEXT_AWARD = re.compile(r"(?<=[^\d\s、,，;；年.])[\s,，。/／]+(?=(?:19|20)\d{2})|(?<=\D)\s+[/／]\s+(?=\D)", re.ASCII)
_NUMBER_OF_DATED = re.compile(r"(?:^|(?<=[\s;；,，。]))\d{1,2}[.、]\s*(?=(?:19|20)\d{2}(?!\d))", re.ASCII)  # 1、2009年
_A_YEAR = re.compile(r"(?:19|20)\d{2}", re.ASCII)
_BARE_NUMBER = re.compile(r"\d{1,2}", re.ASCII)
_BULLET = re.compile(r"[●○•▪◆◇■★☆►▶➢]|[①-⑳⑴-⒇](?!等)")  # and ② before the second of a line
_AFTER_YEAR = re.compile(r"^((?:19|20)\d{2}年(?:\d{1,2}月)?)[,，:：]\s*", re.ASCII)
_AWARDED = re.compile(r"^((?:19|20)\d{2}年?(?:\d{1,2}月)?)(?:荣获|获得|获评|被评为|被授予|获)(?=.{3})", re.ASCII)
FIGURE = re.compile(r"\s*\d[\d,.]*\s*(?:项|个|件|人|名|次|万元|元|万)?\s*$", re.ASCII)
DATE_WITHIN = re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?|\d{4}年|\d{8}", re.ASCII)
_DATE_BY_COMMAS = re.compile(r"^(\d{4})[、,，](\d{1,2})[、,，](\d{1,2})$", re.ASCII)
_ONE_OF = re.compile(r"([^()（）]+)[(（]([^()（）]*[、,，/][^()（）]*)[)）]")
_HINT = re.compile(r"[(（][^()（）]*(?:\d+字|字(?:以内|左右|内)|附页|附后|填写)[^()（）]*[)）]")
_STAMP = re.compile(r"(?<=.)\s*[(（](?:加?盖?公章|加?盖章|签章)[)）]$")
# Where ； parts honours, and the line ends none: 东海省 over 首席技师.
_WRAPPED = re.compile(r"(?<=[\u3400-\u9fff])(?<![范章匠手奖者兵号贴])[ \t\u3000]*\n[ \t\u3000]*(?=[\u3400-\u9fff])")
_LINE_WITHIN_WORD = re.compile(r"(?<=[\u3400-\u9fff、，（])[ \t\u3000]*\n[ \t\u3000]*(?=[\u3400-\u9fff])")


@dataclass(frozen=True, slots=True)
class Count:
    """A number as it stands in a cell: digits, unit, the word that makes it approximate, and what stands beside it."""

    number: str
    unit: str = ""
    qualifier: str = ""
    remark: str = ""


def is_blank(text: str) -> bool:
    """Whether a cell is as empty as the blank form has it: nothing, a unit, ``年  月  日``, 公章.

    >>> [is_blank(text) for text in ("    项", "年  月  日", "公章 负责人签名：", "0", "—", "同意")]
    [True, True, True, False, False, False]
    """
    return not is_dash(text) and bool(_RESIDUE.fullmatch("".join(unicodedata.normalize("NFKC", text).split())))


def is_dash(text: str) -> bool:
    """Whether a cell says that there is nothing to say: —, /, 无."""
    return tidy(text) in _DASHES or bool(re.fullmatch(r"[-–—―/／\\]+(?:项|个|人|件|名|万元)?", "".join(text.split())))


def is_number(text: str) -> bool:
    """Whether a cell is a number, or a place for one."""
    return is_blank(text) or is_dash(text) or text.strip()[0].isdecimal()


def is_elsewhere(text: str) -> bool:
    """Whether a cell only says where its answer stands: （见附页）, 另附, 详见附件：成员名单."""
    return bool(_ELSEWHERE.fullmatch(one_line(text)))


def one_line(text: str) -> str:
    """A short value: lines broken within a word are joined, padded single characters too; no place for a stamp."""
    line = _STAMP.sub("", tidy(_LINE_WITHIN_WORD.sub("", text.strip()))).strip("_ ")
    parts = line.split(" ")
    return "".join(parts) if len(parts) > 1 and all(re.fullmatch(r"[\u3400-\u9fff]", part) for part in parts) else line


def prose(text: str) -> str:
    """Prose: its lines tidied, without blank ones and without what the form says of its length or its annexes."""
    lines = [line for line in map(tidy, text.split("\n")) if line]
    return "\n".join(lines[1:] if lines and _HINT.fullmatch(lines[0]) else lines)


def read_count(text: str) -> Count:
    """A count such as 14项, 约1,200人, 三项, 14项（其中省级3项）; amounts of money keep 万 or 亿 out of the unit.

    Raises:
        ValueError: it is not one number.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).replace("_", "").split())
    bare = IN_BRACKETS.sub("", plain)
    unit = next((word[1:-1] for word in IN_BRACKETS.findall(plain) if word[1:-1] in {"项", "个", "件", "人", "名"}), "")
    remark = tidy(text) if bare != plain and not unit else ""
    match = _COUNT.fullmatch(bare)
    if match is None:  # 十四项
        own = re.search(r"[项个件人名次篇]$", bare)
        return Count(shown(read_number(bare)[0]), own[0] if own else unit, "", remark)
    number, _ = read_number(match["number"] + match["scale"])
    qualifier = (match["before"] or "") + (match["after"] or match["late"] or "")
    return Count(shown(number), match["unit"] or unit, qualifier, remark)


def read_sum(text: str, unit: str) -> Count:
    """An amount of money in 万元; ``unit`` is that of the label, 万元 when it has none.

    Raises:
        ValueError: it is not one amount.
    """
    plain = with_digits("".join(unicodedata.normalize("NFKC", text).replace("_", "").split()))
    bare = IN_BRACKETS.sub("", plain)
    before = re.match(_ABOUT, bare)
    after = re.search(r"余|多|以上|左右", bare)
    wan, _ = read_money(bare, _SCALE.get(unit, "万"))
    qualifier = (before[0] if before else "") + (after[0] if after else "")
    return Count(shown(round(wan, 6)), "万元", qualifier, tidy(text) if bare != plain else "")


def read_heads_and_area(text: str, first: str) -> tuple[int | None, float | None, bool, bool]:
    """成员总数 and 场所面积 from one cell, told by their units, else by the order of the label.

    Args:
        text: 12人/86㎡, 12 / 86, 成员12名，面积约86平米 …
        first: what the label names first.

    Returns:
        Members, square metres, and whether either is struck out with a dash.

    Raises:
        ValueError: a number cannot be told to be one or the other.
    """
    plain = _measured(text)
    bare_text = IN_BRACKETS.sub("", plain)
    areas, heads = _AREA.findall(bare_text) or _AREA.findall(plain), _HEADS.findall(bare_text) or _HEADS.findall(plain)
    rest = _HEADS.sub(" ", _AREA.sub(" ", bare_text))
    parts = [part.strip() for part in re.split(r"[/、,;\n]|\s{2,}|(?<=\d)\s+(?=\d)", plain)]
    by_order = dict(zip((first, "场所面积(㎡)" if first == "成员总数" else "成员总数"), parts, strict=False))
    bare = _BARE.findall(rest)
    trouble = f"「{brief(tidy(text), 30)}」分不清成员数和面积，请写成如 12人/86㎡"
    if len(areas) > 1 or len(bare) > 2 or (not areas and not heads and len(parts) != 2):
        raise ValueError(trouble)
    member = heads[0] if heads else _lone_number(by_order.get("成员总数", ""))
    area = areas[0] if areas else _lone_number(by_order.get("场所面积(㎡)", ""))
    if member is None and area is None:
        raise ValueError(trouble)
    return (
        int(read_number(member)[0]) if member else None,
        read_number(area)[0] if area else None,
        member is None and is_dash(by_order.get("成员总数", "")),
        area is None and is_dash(by_order.get("场所面积(㎡)", "")),
    )


def _measured(text: str) -> str:
    """Text with half-width digits for every number, and units without their brackets."""
    return _UNIT_IN_BRACKETS.sub(r"\1", with_digits(unicodedata.normalize("NFKC", text)))


def read_headcount(text: str) -> int:
    """How many people a cell tells of: 12, 共12人（其中高级工程师3人）, 现有成员12人，其中党员5人.

    Raises:
        ValueError: it is not one number of people.
    """
    found = _one_number(text, _HEADS)
    if not found.isdecimal():
        msg = f"「{brief(one_line(text), 30)}」不是整数，请写成如 12 的整数"
        raise ValueError(msg)
    return int(found)


def read_area(text: str) -> float:
    """How many square metres a cell tells of: 86, 约86㎡, 面积一百二十平方米（含培训室40平方米）.

    Raises:
        ValueError: it is not one area.
    """
    found = _one_number(text, _AREA)
    if not found:
        msg = f"「{brief(one_line(text), 30)}」不是面积，请写成如 86 的平方米数"
        raise ValueError(msg)
    return float(found)


def without_choices(text: str) -> str:
    """An answer without the choices it is one of, which a form lists behind it: 企业（企业、机关、其他）."""
    found = _ONE_OF.fullmatch(text.strip())
    return found[1] if found and found[1] in re.split("[、,，/]", found[2]) else text


def says_area(text: str) -> bool:
    """Whether a text tells of one area by its unit, whatever else it says: 教学楼402室，约60平方米."""
    return bool(_AREA.search(_measured(text)) and _one_number(text, _AREA))


def _one_number(text: str, with_unit: re.Pattern[str]) -> str:
    """The one number of a cell before what it is made up of; empty when there are none or several."""
    whole = _PART_OF_IT.sub("", IN_BRACKETS.sub("", _measured(text)))
    found = with_unit.findall(whole) or _BARE.findall(with_unit.sub(" ", whole).replace("m2", ""))
    doubtful = len(found) != 1 or _RANGE_OR_SCALE.search(whole)
    return "" if doubtful else found[0].replace(",", "").removesuffix(".0")


def is_exact(text: str) -> bool:
    """Whether a cell is a number with its unit and nothing more."""
    return bool(re.fullmatch(r"[\d,.]+\s*(?:人|名|位|平方米|平米|平方|m2)?", _measured(text).strip(), re.ASCII))


def _lone_number(part: str) -> str | None:
    match = re.fullmatch(r"\D*?(\d[\d,]*(?:\.\d+)?)\D*", part, re.ASCII)
    return match[1] if match else None


def shares_of(text: str, unit: str) -> BySource:
    """Who paid how much, in 万元, where all of a text says so; ``unit`` is that of the label."""
    return by_source(text, _SCALE.get(unit, "万"))


def split_sources(text: str, unit: str) -> tuple[tuple[str, float | None], ...]:
    """Where money came from, each with its amount in 万元 if every one has it: 公司拨款8万元，上级工会2万元.

    One source, or several of which only some have an amount, come back as written and without amounts.
    """
    return shares_of(text, unit) or ((one_line(re.sub(r"\n(?![^(（]*[)）])", "；", text.strip())), None),)


def read_honors(text: str) -> tuple[str, ...]:
    """Honours, one each: a year that stands alone goes to the honour after it, 荣获 after a year is dropped.

    A year without an honour after it is none; where every honour stands before its year the years come first.
    """
    pieces: list[str] = []
    years: list[str] = []
    for part in _honor_parts(text):
        if _YEAR_ALONE.fullmatch(part):
            years.append(part)
        else:
            name = _AWARDED.sub(r"\1", _AFTER_YEAR.sub(r"\1", part))
            shared = re.match(r"(?:(?:19|20)\d{2})年?(.*)", name)
            pieces += [f"{year.rstrip('年度')}年{shared[1]}" for year in years] if shared else []
            lead = "" if shared or not years else f"{years[-1].rstrip('年度')}年"
            pieces.append(lead + name)
            years = []
    return tuple(dict.fromkeys(pieces))


def ends_in_a_year(text: str) -> bool:
    """Whether a list of honours ends in a year that nobody wrote an honour to."""
    parts = _honor_parts(text)
    return bool(parts) and bool(_YEAR_ALONE.fullmatch(parts[-1]))


def _honor_parts(text: str) -> list[str]:
    """The honours of a text and the years that stand alone there, each year before its honour."""
    plain = _BULLET.sub("；", unicodedata.normalize("NFC", text).replace("。", "；"))
    plain = _WRAPPED.sub("", plain) if "；" in plain.rstrip("； \n") else plain
    plain = _NUMBER_OF_DATED.sub("；", plain)
    pieces = (re.split(r"[,，](?=(?:19|20)\d{2})", piece) for piece in split_list(_NEXT_AWARD.sub("；", plain)))
    names = [without_item_number(part.strip(" ,，.")).strip() for parts in pieces for part in parts]
    names = [name for name in names if name and not _BARE_NUMBER.fullmatch(name)]
    dated = any(map(_A_YEAR.search, names[::2]))
    years_last = not dated and all(map(_YEAR_ALONE.fullmatch, names[1::2])) and len(names) % 2 == 0
    return [name for pair in zip(names[1::2], names[::2], strict=True) for name in pair] if years_last else names


def read_date(text: str) -> tuple[str, str, str]:
    """A date in ISO form, the whole text where more than a date stands in it, and what about it was a guess.

    Raises:
        ValueError: there is no date, or there are several.
    """
    plain = _DATE_BY_COMMAS.sub(r"\1-\2-\3", tidy(text).strip("_ ").replace("元月", "1月"))
    try:
        value, remark = dates.read_date(plain)
    except ValueError:
        found = DATE_WITHIN.findall("".join(unicodedata.normalize("NFKC", plain).split()))
        if len(found) != 1:
            raise
        return dates.read_date(found[0])[0], plain, ""
    return value, plain if remark else "", remark
