"""How names of organizations and studios are compared: what tells nothing is left out, what tells apart is kept.

Sources of the rules: company names of the same group differ by branch, number and place far more often than by
spelling, so a number, a branch or a place that only one name has makes two names different, however alike they are.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from pypinyin import lazy_pinyin
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein, Opcode

from graph.numerals import value_of
from ingest.identity import same_name
from ingest.matching.places import apart, leading_region, regions_in, without_region

ALIKE = 85  # hundredths; names less alike than this are not compared further
SHORTEST, LONGEST_SHORT = 2, 5  # characters of an abbreviation
# How many times its length an abbreviation stands for: 中铁 is no short form of 中国铁工投资. A number tells more.
_STRETCH, _STRETCH_OF_NUMBERED = 2.5, 3.5

_LEGAL = re.compile(
    r"股份有限公司|有限责任公司|有限公司|集团公司|总公司|股份|集团|(?<![分子支])公司|控股(?=$|集团|有限|股份)"
)
_FORMAL = re.compile(r"有限|总公司|控股")
_BRACKETED = re.compile(r"（([^（）]*)）")
_STUDIO = re.compile(
    r"(?:劳动模范|劳模|职工|工匠|巧匠|大工匠|和|与|暨|人才|技能|技术|创新|大师|首席|工作|名师|示范|联盟|国家级|省级|市级|党员|青年|高技能)*"
    r"(?:工作室|工作站|创新室)$"
)
_NUMERAL = re.compile(r"[一二三四五六七八九十]+")
_ORDINAL = re.compile(r"第([一二三四五六七八九十0-9]+)")
_NUMBERS = re.compile(r"[0-9]+|[a-z]+")
# Words for a part of a larger whole: whoever has one is not who has it not.
_UNIT = re.compile(
    r"分公司|子公司|支公司|分厂|分局|分行|支行|分院|分校|分会|事业部|车间|班组|项目部|项目经理部|指挥部|办事处|代表处|研究院|研究所"
    r"|设计院|技术中心|研发中心|总工会|工会|委员会|党委|团委|附属|学院|医院|营业部|营业厅|机务段|工务段|销售|物业|大队|支队|局"
)
_OPPOSED = frozenset("东西南北上下左右前后大小新老男女甲乙丙丁")
# Bodies of which every region has one of its own.
_PUBLIC = re.compile(r"(?:工会|联合会|政府|委员会|中学|小学|大学|学院|医院|电视台|[局厅委办处署馆站校])$")


@dataclass(frozen=True, slots=True)
class Form:
    """A name taken apart for comparing."""

    cores: tuple[str, ...]  # what is left of it, the barest first
    regions: frozenset[str]
    units: frozenset[str]
    numbers: tuple[str, ...]  # numbers in figures and letters, in the order of their text
    is_short: bool  # whether it may be a short form: nobody writes one with its full legal form
    own_region: str  # the region it begins with, for bodies every region has; else empty


@dataclass(frozen=True, slots=True)
class Match:
    """How two names agree and, in hundredths, how far.

    ``same_core``, ``homophone``, ``abbreviation``, ``alike`` (characters are missing) or ``replaced`` (others stand in
    their place).
    """

    how: str
    hundredths: int


@lru_cache(maxsize=1 << 17)
def form(name: str) -> Form:
    """Take the name of an organization apart.

    >>> form("潍柴控股集团有限公司").cores, form("中国铁建股份有限公司").cores, form("北京市公交集团").cores
    (('潍柴',), ('铁建', '中国铁建'), ('公交', '北京公交'))
    """
    full = same_name(name)
    unbracketed = _BRACKETED.sub("", full) or full
    bare, region = without_region(unbracketed)
    core = _core(bare)
    public = bool(_PUBLIC.search(core))
    cores = [region + core if public else core]
    if (ordinal := _core(_ORDINAL.sub(r"\1·", bare))) != core:
        cores.append(ordinal.removeprefix("中国"))  # 第一汽车 is no subsidiary of 一汽, as 一汽大众 is
    if region and not public:
        cores.append(region + core)
    if core.startswith("中国") and len(core) > 3:
        cores.insert(0, core.removeprefix("中国"))
    aliases = (_core(inside) for inside in _BRACKETED.findall(full) if not regions_in(inside))
    cores += [alias for alias in aliases if len(alias) >= SHORTEST]
    return Form(
        tuple(dict.fromkeys(cores)),
        regions_in(full),
        frozenset(_UNIT.findall(full)),
        _numbers(unbracketed, full),
        not _FORMAL.search(full),
        region or leading_region(bare) if public else "",
    )


def _numbers(unbracketed: str, full: str) -> tuple[str, ...]:
    """Numbers and letters of a name; a number repeated in brackets (中国第一汽车集团（一汽集团）) is no second one."""
    numbers = _NUMBERS.findall(_counted(unbracketed))
    return tuple(sorted([*numbers, *(set(_NUMBERS.findall(_counted(full))) - set(numbers))]))


def _core(name: str) -> str:
    core = _LEGAL.sub("", name)
    return _counted(core if len(core) >= SHORTEST else name)


def _counted(name: str) -> str:
    """Numbers in figures, without 第: 第二工程局, 2工程局."""
    return _NUMERAL.sub(lambda found: _figures(found.group()), name).replace("第", "")


def _figures(numeral: str) -> str:
    """A numeral up to 99 in figures; any other row of numerals digit by digit.

    >>> [_figures(numeral) for numeral in ("二", "十", "十一", "二十", "二十三", "三一")]
    ['2', '10', '11', '20', '23', '31']
    """
    tens, ten, ones = numeral.partition("十")
    if ten and len(tens) < 2 and len(ones) < 2 and ones != "十":
        return str(value_of(numeral))
    return "".join(str(value_of(digit)) for digit in numeral)


def kept_apart(one: Form, other: Form) -> bool:
    """Whether a number, a branch, a place or a direction tells two names apart, however alike they are.

    >>> kept_apart(form("中铁一局"), form("中铁二局")), kept_apart(form("潍柴控股"), form("潍柴控股工会"))
    (True, True)
    """
    if one.numbers != other.numbers or one.units != other.units or one.own_region != other.own_region:
        return True
    return apart(one.regions, other.regions)


def compare(one: str, other: str) -> Match | None:
    """How the names of two organizations agree, or None where they are taken for different.

    >>> compare("北汽", "北京汽车"), compare("中铁一局", "中铁二局")
    (Match(how='abbreviation', hundredths=50), None)
    """
    left, right = form(one), form(other)
    if kept_apart(left, right):
        return None
    if set(left.cores) & set(right.cores):
        return Match("same_core", 100)
    found = [match for mine in left.cores for theirs in right.cores if (match := match_of(mine, theirs))]
    if not (left if shorter(one, other) == one else right).is_short:
        found = [match for match in found if match.how != "abbreviation"]
    return max(found, key=lambda match: (_ORDER[match.how], match.hundredths), default=None)


def shorter(one: str, other: str) -> str:
    """The one of two names that is shorter where it matters."""
    return min(one, other, key=lambda name: (max(map(len, form(name).cores)), name))


_ORDER = {"same_core": 4, "homophone": 3, "abbreviation": 2, "alike": 1, "replaced": 0}


def match_of(one: str, other: str) -> Match | None:
    """How two bare names agree."""
    if one == other:
        return Match("same_core", 100)
    if len(one) == len(other) and _sound_alike(one, other):
        return Match("homophone", round(fuzz.ratio(one, other)))
    short, long = sorted((one, other), key=lambda core: (len(core), core))
    if abbreviates(short, long):
        return Match("abbreviation", round(100 * len(short) / len(long)))
    ratio = fuzz.ratio(one, other)
    if ratio < ALIKE:
        return None
    steps = [step for step in Levenshtein.opcodes(*sorted((one, other))) if step.tag != "equal"]
    if any(_OPPOSED & set(_differing(step, *sorted((one, other)))) for step in steps):
        return None
    return Match("replaced" if any(step.tag == "replace" for step in steps) else "alike", round(ratio))


def _differing(step: Opcode, one: str, other: str) -> str:
    return one[step.src_start : step.src_end] + other[step.dest_start : step.dest_end]


def abbreviates(short: str, long: str) -> bool:
    """Whether the characters of a short name stand in a long one, in order, both beginning with the same.

    A long name that goes on where the short one ends is that of a subsidiary: 首钢 and 首钢京唐.

    >>> abbreviates("北汽", "北京汽车"), abbreviates("中铁建", "中国铁建"), abbreviates("北汽", "东北汽车")
    (True, True, False)
    >>> abbreviates("首钢", "首钢京唐")
    False
    """
    if not SHORTEST <= len(short) <= LONGEST_SHORT or long.startswith(short):
        return False
    stretch = _STRETCH_OF_NUMBERED if short[0].isdigit() else _STRETCH
    if not len(short) < len(long) <= stretch * len(short):
        return False
    rest = iter(long)
    return short[0] == long[0] and all(character in rest for character in short)


def _sound_alike(one: str, other: str) -> bool:
    """Whether two names differ in one character, and that sounds the same: 潍柴 and 维柴."""
    differing = [(left, right) for left, right in zip(one, other, strict=True) if left != right]
    return len(differing) == 1 and _sound(differing[0][0]) == _sound(differing[0][1])


def sound(name: str) -> str:
    """How a name sounds, character by character.

    >>> sound("潍柴") == sound("维柴")
    True
    """
    return "".join(map(_sound, name))


@lru_cache(maxsize=1 << 13)
def _sound(character: str) -> str:
    return "".join(lazy_pinyin(character))


@lru_cache(maxsize=1 << 17)
def studio_core(name: str) -> str:
    """What tells one studio from another: mostly the name of its leader.

    >>> studio_core("王建清劳模创新工作室"), studio_core("李兵技能大师工作室"), studio_core("劳模创新工作室")
    ('王建清', '李兵', '劳模创新工作室')
    """
    full = same_name(name)
    core = _STUDIO.sub("", full)
    return _counted(core if len(core) >= SHORTEST else full)


def compare_studios(one: str, other: str) -> Match | None:
    """How the names of two studios agree, or None where they are taken for different."""
    left, right = studio_core(one), studio_core(other)
    if _NUMBERS.findall(left) != _NUMBERS.findall(right):
        return None
    if same_name(one) == same_name(other):
        return Match("same_name", 100)
    found = match_of(left, right)
    return None if found is None or found.how == "abbreviation" else found
