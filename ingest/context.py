"""What a title, a sheet's name or a line between the rows says of every row below: 一、济南市, 2023年度经费表."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from graph.schema import Ledger
from ingest.heading_words import core
from ingest.normalise import Raw, shown, tidy
from ingest.records import Cell
from ingest.reference.regions import find_region, region_line, short_name

_LONGEST = 40  # characters of a title; what is longer explains
_ORDINAL = re.compile(r"^[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．]+")
_COUNTED = re.compile(r"[(（][^()（）]*[)）]$")
_ABOUT = (
    r"(?:(?:19|20)\d\d|成员|人员|团队|队伍|活动|培训|经费|课题|项目|攻关|成果|获奖|专利|师徒"
    r"|名单|名册|花名册|台账|情况|一览|汇总|统计|登记|[:：]|$)"
)
_STUDIO = re.compile(rf"(.{{1,30}}?工作室){_ABOUT}")
_ALLIANCE = re.compile(rf"(.{{1,30}}?联盟){_ABOUT}")
_KINDS_OF_STUDIO = re.compile(r"(?:劳模|工匠|人才|职工|技能|大师|创新|和|与|、|示范性?|先进|优秀)*(?:工作室|联盟)$")
# Before 工作室 these say whose or how many studios are listed, and name none.
_NO_NAME = re.compile(
    r"(?:全?[省市区县]级?|全国|国家级|各级?|我[省市区县]|本[省市区县]?|年度|历年|近年|第.{1,3}批|所有|部分|附[件表].*"
    r"|.*(?:公司|集团|总工会|工会|厂|局|院|校|所))?"
)
_YEARS = re.compile(r"(?:19|20)\d\d(?=\s*年|$)")
_LABELLED = re.compile(r"^([^:：]{2,12})[:：]\s*(.{2,60})$")
_OF_A_REGION = frozenset({"", "片区", "片", "地区", "全市", "全省", "辖区"})
_UNITS = re.compile(r"^(?:人民币)?[亿万千百]?元|^[个人家项次台]|平方米")


def said_above(
    ledger: Ledger, columns: Collection[str], above: Sequence[Sequence[Raw]], title: str
) -> Mapping[str, Cell]:
    """What the lines above a header and its sheet's name say for columns the table lacks; the nearest line counts."""
    said: dict[str, Cell] = {}
    wanted = {name for name in _suppliable(ledger) if name not in columns}
    for row in reversed(above):
        for text in _texts(row):
            said = {**_said_in_title(ledger, text), **said}
    said = {**_said_in_title(ledger, title), **said}
    if "地区" in wanted and find_region(title):
        said = {"地区": title, **said}
    return _one_of_each(ledger, columns, {name: value for name, value in said.items() if name in wanted})


def said_between(ledger: Ledger, columns: Collection[str], text: str) -> Mapping[str, Cell]:
    """What a line that stands alone between the rows says for columns the table lacks."""
    plain = _COUNTED.sub("", _ORDINAL.sub("", text)).strip("：: ")
    said = dict(_said_in_title(ledger, plain))
    if _is_region(plain):
        said["地区"] = plain
    wanted = {name: value for name, value in said.items() if name in _suppliable(ledger) and name not in columns}
    return _one_of_each(ledger, columns, wanted)


def _is_region(text: str) -> bool:
    """Whether a text is nothing but a region: 潍坊市总工会 is an organization of one."""
    region, rest = find_region(text), text
    for each in region_line(region) if region else ():
        rest = rest.replace(each.name, "", 1).replace(short_name(each), "", 1)
    return region is not None and rest in _OF_A_REGION


def _one_of_each(ledger: Ledger, columns: Collection[str], said: Mapping[str, Cell]) -> Mapping[str, Cell]:
    """Without what only one column is needed for, and another column is there."""
    if ledger.one_of and not set(ledger.one_of).isdisjoint(columns):
        return {name: value for name, value in said.items() if name not in ledger.one_of}
    return said


def _suppliable(ledger: Ledger) -> list[str]:
    """Columns a line may speak for: what every row needs and several rows may share, and the region."""
    needed = {name for name, column in ledger.columns.items() if column.required} | {*ledger.one_of}
    return [name for name, column in ledger.columns.items() if name == "地区" or (column.grouped and name in needed)]


def _said_in_title(ledger: Ledger, text: str) -> Mapping[str, Cell]:
    """A studio, an alliance or a year that a line names for the rows below it, and what it says after a colon."""
    plain = _COUNTED.sub("", tidy(text))
    if not plain or len(plain) > _LONGEST:
        return {}
    if (labelled := _LABELLED.match(plain)) and not _UNITS.search(labelled[2]):
        return {name: labelled[2].strip() for name in ledger.columns if core(name) == core(labelled[1])}
    said: dict[str, Cell] = {}
    years = _YEARS.findall(plain)
    if len(years) == 1:
        said["年度"] = int(years[0])
    bare = re.sub(r"^(?:19|20)\d\d\s*年度?", "", _ORDINAL.sub("", plain))
    for columns, pattern in ((("工作室",), _STUDIO), (("联盟", "联盟名称"), _ALLIANCE)):
        found = pattern.match(bare)
        if found and not _is_general(found[1]):
            said |= dict.fromkeys(columns, found[1])
    return said


def _is_general(name: str) -> bool:
    stem = _KINDS_OF_STUDIO.sub("", name)
    return bool(_NO_NAME.fullmatch(stem)) or find_region(stem) is not None


def _texts(row: Sequence[Raw]) -> Iterator[str]:
    """The texts of a row; a label and what stands in the next cell are one."""
    filled = [tidy(shown(cell)) for cell in row if isinstance(cell, str) and cell.strip()]
    yield from filled
    for label, value in pairwise(filled):
        if label.endswith((":", "：")):
            yield label + value
