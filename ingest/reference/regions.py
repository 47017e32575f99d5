"""Provinces, prefectures and counties of GB/T 2260, and how people write them."""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, cast

RegionLevel = Literal["省", "市", "县"]

_SEPARATORS = re.compile(r"[\s/\\|·,，、>_－—-]+")
_ETHNIC = re.compile(
    r"^(.{2,}?)(?:各族|蒙古族?|哈萨克族?|锡伯族?|柯尔克孜族?|塔吉克族?|达斡尔族|鄂温克族|土家族|布依族|哈尼族|拉祜族|纳西族|仫佬族|毛南族"
    r"|仡佬族|傈僳族|景颇族|独龙族|普米族|布朗族|裕固族|保安族|东乡族|撒拉族|朝鲜族|维吾尔族?|[满回藏苗侗瑶壮黎羌彝傣佤白怒土水畲]族)+自治[州县旗区]$"
)
_SUFFIX = re.compile(r"^(.{2,}?)(?:特别行政区|自治[区州县旗]|地区|新区|特区|林区|[省市区县盟旗])$")
# What may follow a region written without its suffix: a town, street or zone (潍坊高新区), but no company (长安汽车).
_BELOW_COUNTY = re.compile(r"(?:[镇乡村路号区县市旗]|街道|园|城)$")


@dataclass(frozen=True, slots=True)
class Region:
    """One line of GB/T 2260; ``parent`` is a code, empty for a province."""

    code: str
    name: str
    level: RegionLevel
    parent: str


@cache
def regions() -> Mapping[str, Region]:
    """Every region by its six-digit code, in the order of the codes."""
    with (files("ingest") / "reference" / "regions.csv").open(encoding="utf-8") as lines:
        return {
            row["code"]: Region(row["code"], row["name"], cast("RegionLevel", row["level"]), row["parent"])
            for row in csv.DictReader(lines)
        }


def region_line(region: Region) -> tuple[Region, ...]:
    """The region itself, then its prefecture and province as far as there are any."""
    line = [region]
    while line[-1].parent:
        line.append(regions()[line[-1].parent])
    return tuple(line)


@lru_cache(maxsize=65536)
def find_region(text: str) -> Region | None:
    """The deepest region that ``text`` names, read from its beginning.

    A six-digit code, full names (山东省潍坊市), names without suffix (山东潍坊) and skipped levels (山东省寿光市) are
    understood, and what follows the county (上海市嘉定区安亭镇) is left alone. A name that several regions bear needs
    its province or prefecture before it. A province goes before its namesakes (吉林), a prefecture before counties of
    the same name (西安), unless one of these is a district of a municipality and as likely meant (朝阳).

    Returns:
        The region, or None where the text names none or does not tell which.

    Examples:
        >>> find_region("山东潍坊").name
        '潍坊市'
        >>> find_region("鼓楼区") is None
        True
        >>> find_region("南京鼓楼区").code
        '320106'
    """
    written = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).removeprefix("中国")
    if written.isascii():
        return _by_code(written)
    found: Region | None = None
    complete = True
    while written:
        step = _step(written, found)
        if step is None:
            break
        found, length = step
        complete = found.name == written[:length]
        written = written[length:]
    if written and not complete and not _BELOW_COUNTY.search(written):
        return None
    return found


def _by_code(written: str) -> Region | None:
    # 12-digit statistical codes begin with the county's six digits; 110100 (市辖区) is no region of its own.
    if not written.isdigit() or len(written) not in {2, 4, 6, 9, 12}:
        return None
    known = regions()
    county = written[:6].ljust(6, "0")
    return known.get(county) or (known.get(county[:2] + "0000") if county[2:] in {"0100", "0200", "9000"} else None)


def _step(written: str, within: Region | None) -> tuple[Region, int] | None:
    """The region with the longest name that begins ``written``, inside ``within``; None where none or several."""
    names, longest = _index()
    for length in range(min(longest, len(written)), 1, -1):
        bearers = [region for region in names.get(written[:length], ()) if _lies_in(region, within)]
        if bearers:
            meant = _meant(bearers)
            return (meant, length) if meant else None
    return None


def _lies_in(region: Region, within: Region | None) -> bool:
    return within is None or (region is not within and within in region_line(region))


def _meant(bearers: list[Region]) -> Region | None:
    for level in ("省", "市"):
        higher = [region for region in bearers if region.level == level]
        if len(higher) == 1:
            rivals = [region for region in bearers if level == "市" and _is_municipal_district(region)]
            return None if rivals else higher[0]
    return bearers[0] if len(bearers) == 1 else None


def _is_municipal_district(region: Region) -> bool:
    return region.level == "县" and region.parent in {"110000", "120000", "310000", "500000"}


@cache
def _index() -> tuple[Mapping[str, tuple[Region, ...]], int]:
    names: defaultdict[str, list[Region]] = defaultdict(list)
    for region in regions().values():
        for name in dict.fromkeys((region.name, short_name(region))):
            names[name].append(region)
    return {name: tuple(bearers) for name, bearers in names.items()}, max(map(len, names))


def short_name(region: Region) -> str:
    """The name as people shorten it: 潍坊, 内蒙古, 恩施; two characters stay as they are (郊区).

    Examples:
        >>> [short_name(regions()[code]) for code in ("370700", "150000", "422800", "310115")]
        ['潍坊', '内蒙古', '恩施', '浦东']
    """
    if region.level == "省" and region.name.endswith("自治区"):
        return region.name[: 3 if region.name.startswith("内蒙古") else 2]
    match = _ETHNIC.match(region.name) or _SUFFIX.match(region.name)
    return match.group(1) if match else region.name
