"""Honours of workers with the level at which they are given, and the eight grades of skill."""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, cast

from ingest.reference.regions import find_region

HonorLevel = Literal["国家级", "省部级", "地市级", "区县级", "企业级"]

_NOISE = re.compile(r"[\s“”\"'‘’《》]|(?:荣誉)?称号|获得者|获奖者|荣获|获评|获得")
_BRACKETS = re.compile(r"\([^)]*\)")
_REGION_LEVEL: Mapping[str, HonorLevel] = {"省": "省部级", "市": "地市级", "县": "区县级"}
# What stands before a title when no region is named: the first that fits tells the level.
_PREFIX_LEVEL: tuple[tuple[re.Pattern[str], HonorLevel], ...] = (
    (re.compile(r"^(?:全国|国家级?|中华|中国)$"), "国家级"),
    (re.compile(r"^(?:中央企业|央企)$"), "省部级"),
    (re.compile(r"(?:公司|集团|厂|局|院|所|企业|矿|站|段|车间|校级?|行)级?$"), "企业级"),
    (re.compile(r"^(?:全国.+|.*部级?|省级?|省部级|自治区级?|直辖市|.*系统|.*行业)$"), "省部级"),
    (re.compile(r"^(?:市级?|地市级|地级|州级?)$"), "地市级"),
    (re.compile(r"^(?:[区县]级?|区县级)$"), "区县级"),
)


@dataclass(frozen=True, slots=True)
class Honor:
    """An honour under its full name; ``level`` is empty where its name does not tell who gives it."""

    name: str
    level: HonorLevel | Literal[""]


@dataclass(frozen=True, slots=True)
class SkillGrade:
    """One of the eight grades of 人社部发〔2022〕14号; ``rank`` counts from 0."""

    name: str
    rank: int


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (files("ingest") / "reference" / name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


@cache
def _titles() -> tuple[tuple[str, str, str], ...]:
    """How a title is written, its full name and its own level; the longest first, so that 大国工匠 is not 工匠."""
    found = {
        (written, row["title"], row["level"])
        for row in _rows("honors.csv")
        for written in (row["title"], *row["aka"].split(";"))
    }
    return tuple(sorted(found, key=lambda each: (-len(each[0]), each)))


@lru_cache(maxsize=65536)
def find_honor(text: str) -> Honor | None:
    """The honour that ``text`` names, under one name however it is written, with the level that its name tells.

    Examples:
        >>> find_honor("全国劳模")
        Honor(name='全国劳动模范', level='国家级')
        >>> find_honor("山东省五一劳动奖章获得者").level
        '省部级'
        >>> find_honor("市电力公司劳模").level
        '企业级'
        >>> find_honor("好人一生平安") is None
        True
    """
    plain = _BRACKETS.sub("", _NOISE.sub("", unicodedata.normalize("NFKC", text)))
    for written, title, level in _titles():
        if plain.endswith(written):
            prefix = plain.removesuffix(written).removesuffix("级") if plain != written else ""
            if level:
                return Honor(title, cast("HonorLevel", level))
            return Honor(f"{prefix}{title}", _level_of(prefix))
    return None


def _level_of(prefix: str) -> HonorLevel | Literal[""]:
    if not prefix:
        return ""
    for pattern, level in _PREFIX_LEVEL:
        if pattern.search(prefix):
            return level
    region = find_region(prefix)
    return _REGION_LEVEL[region.level] if region else ""


@lru_cache(maxsize=4096)
def find_skill_grade(text: str) -> SkillGrade | None:
    """The grade of skill that ``text`` names.

    Examples:
        >>> find_skill_grade("高级技师（一级）").name, find_skill_grade("国家职业资格二级").name
        ('高级技师', '技师')
        >>> find_skill_grade("工程师") is None
        True
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    for form in (plain, _BRACKETS.sub("", plain), plain.partition("/")[0]):
        if form in _grades():
            return _grades()[form]
    return None


@cache
def _grades() -> Mapping[str, SkillGrade]:
    return {
        written: SkillGrade(row["grade"], int(row["rank"]))
        for row in _rows("skill_grades.csv")
        for written in (row["grade"], *filter(None, row["aka"].split(";")))
    }
