"""How far the cells below a heading speak for a column of a ledger, or against it."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Literal

from graph.schema import Column
from ingest.amounts import read_benefit, read_money, read_number
from ingest.asides import aside
from ingest.choices import match_choices, parse_flag, read_choice
from ingest.dates import asks_for_month, read_date, read_last, read_year
from ingest.normalise import BLANK, DITTO, DOUBLE_SURNAMES, Raw, shown, tidy
from ingest.reference.honors import find_skill_grade
from ingest.reference.industries import find_industry
from ingest.reference.regions import find_region

PEOPLE = frozenset({"姓名", "领衔人", "师傅", "徒弟", "劳模工匠"})  # columns that hold names of people
BENEFIT = "经济效益(万元)"

_LOOKED_AT = 30  # rows
_FEWEST = 3  # rows of a table
_ENOUGH = 10  # texts that show what a column holds
_FIRSTS = 5  # dates that are not all the first of a month by chance
_MOST = 0.6  # of the filled cells that have to fit
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹"
    "熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐"
    "梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍覃霍翁隋甘景薄单包司柏宁柯阮桂闵"
    "窦蓝云杭仇戚解应宗丘麦岑符晏敖冼褚巫沙邬仲桑封闻党宫楚冀尚卓迟巩祖卞闫鞠简贝"
)
PERSON = rf"(?:[{_SURNAMES}]|{DOUBLE_SURNAMES})[\u3400-\u9fff]{{1,2}}"
_PEOPLE = re.compile(rf"{PERSON}(?:[、，,;；/ ]+{PERSON})*")
_SHORT = re.compile(r"[\u3400-\u9fff·]{2,4}(?:[、，,;；/ ]+[\u3400-\u9fff·]{2,4})*")
_NO_PERSON = re.compile(r".*(?:[工师员级队组职]|公司|集团|工作室|[厂矿校院局处部])")
_NOTED = re.compile(
    r"(?: *\([^()]+\)|[/,，][^/,，]*(?:劳模|劳动模范|工匠|奖章|能手|标兵|先进工作者))$"
)  # behind a name
_ORGANIZATION = re.compile(
    r".{2,}(?:公司|集团|厂|矿|矿业|医院|学院|大学|学校|中学|研究院|研究所|设计院|银行|车间|分公司|中心|站|局|所|院|校"
    r"|分行|支行|段|协会|合作社|酒店|总工会|工会|[一-鿿]部|分库|仓|室)"
)
_NUMBER = re.compile(r"[\d.,]+")
_TWO_DIGITS = re.compile(r"\d\d")
_OTHER = "其他"  # what a cell no choice fits is read as, and so tells nothing
_NO_WORD = re.compile(r"[^\u3400-\u9fff]*\d[^\u3400-\u9fff]*")
_UNIT_OF_MONEY = re.compile(r"\d(?:亿|万|千)?元")
_REGION = re.compile(r".+[省市州县区镇乡旗]")
_NUMBERED = re.compile(r".*[\dA-Za-z].*")
_CODE = re.compile(r"[A-Za-z][\w-]*\d+", re.ASCII)
_ORGANIZATIONS = ("单位", "供方", "需方")
_DEPARTMENT = "所在部门"
_NAMED = {"工作室": re.compile(".*工作室.*"), "联盟": re.compile(".*(?:联盟|联合体).*")}
_LONG = 12  # characters; a description is longer than a word

# How far cells speak: the words of a choice, what hardly another column holds, what several do, what is seldom there.
SURELY, ALONE, _LIKELY, _PERHAPS, _SELDOM, NEVER = 5.0, 3.0, 1.5, 0.5, -3.0, -99.0


def cells_speak(cells: Sequence[str], name: str, column: Column) -> float:
    """How far the filled cells below a heading speak for a column, on the scale of the odds of headings."""
    return _cells_speak(tuple(cells), name, column.type, column.choices) if cells else NEVER


@lru_cache(maxsize=8192)
def _cells_speak(cells: tuple[str, ...], name: str, kind: str, choices: tuple[str, ...]) -> float:
    if kind in ("text", "texts") and name not in PEOPLE:
        return _text_speaks(cells, name)
    if name in PEOPLE:
        cells = tuple(_NOTED.sub("", cell) for cell in cells)
        share, most = _share(cells, _is_person), ALONE if _share(cells, _PEOPLE.fullmatch) >= _MOST else _PERHAPS
    elif kind == "choice":
        share, most = _share(cells, lambda cell: _chosen(cell, choices) == "sure"), SURELY
        if share < _MOST:
            share, most = _share(cells, lambda cell: _chosen(cell, choices)), -_PERHAPS
        if share < _MOST:
            return NEVER if _share(cells, _NUMBER.fullmatch) or _share(cells, _dated) else _SELDOM
    elif kind == "choices":
        share, most = _share(cells, lambda cell: match_choices(cell, choices)), ALONE
        if share < _MOST:
            return _SELDOM if _share(cells, _NUMBER.fullmatch) < _MOST else NEVER
    else:
        read, most = _READ[kind]
        share = _share(cells, read)
        if name == BENEFIT and _share(cells, read_benefit) == 1:
            share = 1
    if share < _MOST:
        return NEVER
    return most if share == 1 else _LIKELY if most == SURELY else min(most, _PERHAPS)


@lru_cache(maxsize=8192)
def _dated(cell: str) -> bool:
    try:
        return bool(read_date(f"2000年{cell}" if re.match(r"\d{1,2}月", cell) else cell))
    except ValueError:
        return False


@lru_cache(maxsize=8192)
def _chosen(cell: str, choices: tuple[str, ...]) -> Literal["", "near", "sure"]:
    """How surely a cell means one of the choices."""
    try:
        chosen, remark = read_choice(cell, choices)
    except ValueError:
        return ""
    return "sure" if not remark else "" if chosen == _OTHER else "near"


_READ: dict[str, tuple[Callable[[str], object], float]] = {
    "date": (_dated, _LIKELY),
    "year": (read_year, _LIKELY),
    "integer": (read_number, _PERHAPS),
    "number": (read_number, _PERHAPS),
    "money": (read_money, _PERHAPS),
    "flag": (lambda cell: (parse_flag(cell), True)[1], ALONE),
}


def _text_speaks(cells: tuple[str, ...], name: str) -> float:
    """Of a column of text: what looks like something else is seldom meant."""
    if name.endswith(("编号", "代码", "电话", "文号")):
        if name.endswith("编号") and len(cells) > 1 and _share(cells, _is_region_code) == 1:
            return NEVER
        return _PERHAPS if _share(cells, _NUMBERED.fullmatch) >= _MOST else NEVER
    for word, shape in _NAMED.items():
        if name.endswith((word, f"{word}名称")):
            return (
                _LIKELY
                if _share(cells, shape.fullmatch) >= _MOST
                else _PERHAPS
                if _share(cells, _CODE.fullmatch) == 1
                else 2 * _SELDOM
            )
    if name in ("地区", "行业"):
        return _place_speaks(cells, name)
    if any(_share(cells, shape) >= _MOST for shape in (_NO_WORD.fullmatch, _dated, _is_money)):
        return NEVER
    if name == "技能等级":
        return _LIKELY if _share(cells, find_skill_grade) >= _MOST else -_LIKELY
    if _share(cells, lambda cell: _is_person(cell) and _PEOPLE.fullmatch(cell)) >= _MOST:
        return _SELDOM * 2
    house = _share(cells, _ORGANIZATION.fullmatch) >= _MOST
    if name.endswith(_ORGANIZATIONS) or name.startswith("单位名"):
        return _LIKELY if house else -_LIKELY
    if name == _DEPARTMENT:
        return _LIKELY if house else 0.0
    return _SELDOM if house or _share(cells, _NAMED["工作室"].fullmatch) >= _MOST else 0.0


@lru_cache(maxsize=8192)
def _is_money(cell: str) -> bool:
    """Whether a text is an amount with its unit, whatever its bracket adds: 3万元(一厂配套)."""
    try:
        return _UNIT_OF_MONEY.search(cell) is not None and bool(read_money(cell))
    except ValueError:
        return False


def _is_region_code(cell: str) -> bool:
    return cell.isdecimal() and find_region(cell) is not None


def _place_speaks(cells: tuple[str, ...], name: str) -> float:
    """Of regions and industries, which have words and codes of their own."""
    found = _share(cells, find_region if name == "地区" else find_industry)
    if found == 1 and len(cells) > 1:
        # Industries and provinces have codes of two digits, as amounts and counts have too.
        return -_LIKELY if _share(cells, _TWO_DIGITS.fullmatch) == 1 else ALONE
    if found >= _MOST or (name == "地区" and _share(cells, _REGION.fullmatch) == 1):
        return _LIKELY
    if _share(cells, _NO_WORD.fullmatch) >= _MOST:
        return NEVER
    return 2 * _SELDOM if name == "地区" and _share(cells, _ORGANIZATION.fullmatch) >= _MOST else -_LIKELY


def _share(cells: Sequence[str], fits: Callable[[str], object]) -> float:
    return sum(1 for cell in cells if _does(fits, cell)) / len(cells)


def _does(fits: Callable[[str], object], cell: str) -> bool:
    try:
        return bool(fits(cell))
    except ValueError:
        return False


def _is_person(cell: str) -> bool:
    return bool(_SHORT.fullmatch(cell)) and not _NO_PERSON.fullmatch(cell)


def only_counts_rows(rows: Sequence[Sequence[Raw]], index: int, fewest: int | None) -> bool:
    """Whether the cells of a column are 1, 2, 3 and so on: they number the rows, whatever the heading says.

    Args:
        rows: what stands below the headings.
        index: the column.
        fewest: how many rows it takes; None where the heading says that it counts nothing.
    """
    if fewest is None:
        return False
    filled = [cell for cell in filled_cells(rows, index) if not aside((cell,), lambda: True)]
    return len(filled) >= fewest and filled == [str(number) for number in range(1, len(filled) + 1)]


def says_no_word(cell: str) -> bool:
    """Whether a cell is a number, a date or a code: no heading is."""
    return bool(_NO_WORD.fullmatch(cell)) or _dated(cell)


def hold_both_dates(cells: Sequence[str]) -> bool:
    """Whether most of the cells below a heading say from when and until when: 2021.3-2023.3."""
    return bool(cells) and _share(cells, lambda cell: read_last(cell)[0]) >= _MOST


def without_what_follows(rows: Sequence[Sequence[Raw]]) -> Sequence[Sequence[Raw]]:
    """The rows that show what columns hold: up to a blank one, below which another table may stand.

    A blank row near the headings parts nothing.
    """
    blank = (at for at, row in enumerate(rows[:_LOOKED_AT]) if at >= _FEWEST and not any(shown(c).strip() for c in row))
    return rows[: next(blank, len(rows))]


def looks(rows: Sequence[Sequence[Raw]], index: int) -> tuple[str, ...]:
    """Some of the filled cells of a column, each text once: enough to see what it holds."""
    return tuple(dict.fromkeys(filled_cells(rows, index)))[:_ENOUGH]


def monthly(headings: Mapping[int, str], rows: Sequence[Sequence[Raw]]) -> Collection[int]:
    """The columns of dates that hold months, by their headings or as all their dates are firsts, as 2011年6月 is kept.

    It takes a few dates to see that, and one alone beside a column where it was seen.

    Args:
        headings: of the columns of dates, by their places.
        rows: what stands below them.
    """
    cells = {index: [row[index] for row in rows[:_LOOKED_AT] if index < len(row)] for index in headings}
    days = {index: [cell.day for cell in cells[index] if isinstance(cell, date)] for index in headings}
    firsts = {index: len(found) for index, found in days.items() if found and set(found) == {1}}
    seen = any(many >= _FIRSTS for many in firsts.values())
    return {index for index, text in headings.items() if asks_for_month(text)} | (firsts.keys() if seen else set())


def filled_cells(rows: Sequence[Sequence[Raw]], index: int) -> list[str]:
    """The filled cells of a column, of those rows that are looked at."""
    texts = (tidy(shown(row[index])) for row in rows[:_LOOKED_AT] if index < len(row))
    return [text for text in texts if text and text not in BLANK and text not in DITTO]
