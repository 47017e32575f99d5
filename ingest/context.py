"""What a title, a sheet's name or a line between the rows says of every row below: 一、济南市, 2023年度经费表."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise

from graph.schema import Column, Ledger
from ingest.choices import OTHER, find_choice
from ingest.heading_contents import PERSON
from ingest.heading_words import core
from ingest.normalise import BLANK, Raw, shown, tidy
from ingest.records import Cell
from ingest.reference.regions import find_region, region_line, short_name

_LONGEST = 40  # characters of a title; what is longer explains
_ORDINAL = re.compile(r"^[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．]+")
_COUNTED = re.compile(r"[(（][^()（）]*[)）]")
_BULLETS = "◆◇■●★☆▲△▶►※•"
_SET_OFF = re.compile(rf"[{_BULLETS}]*\s*(?:【([^【】]+)】|〖([^〖〗]+)〗|\[([^\[\]]+)\]|「([^「」]+)」)")
_ABOUT = (
    r"(?:(?:19|20)\d\d|成员|人员|团队|队伍|活动|培训|经费|课题|项目|攻关|成果|获奖|专利|师徒"
    r"|名师|师带徒|带徒|拜师|结对|导师|荣誉|年度|工作(?!室)|盟员|组织机构|组织架构|机构|名录|收支|基本|概况|明细|运行|名单|名册|花名册|台账|情况|一览|汇总|统计|登记|[:：]|$)"
)
_BEFORE_THAT = r"(?:各|组成|创新|主要|技术|核心|全体|现有|历年|近.年|重点|科技|职工)?"
_STUDIO = re.compile(rf"(.{{1,30}}?工作室){_BEFORE_THAT}{_ABOUT}")
_QUOTED = re.compile(r"[“\"「『《]([^“”\"「」『』《》]+(?:工作室|联盟))[”\"」』》]")
_ALLIANCE = re.compile(rf"(.{{1,30}}?联盟){_BEFORE_THAT}{_ABOUT}")
_HOUSE = r"(?:公司|集团|医院|保健院|学院|大学|学校|中学|小学|[分支]行|银行|农商行|[段厂矿局处]|研究[院所]|设计院|车间)"
# Trades that begin like a name.
_TRADES = (
    "高[铁压速炉新端分]|金[工属融]|石[油化]|安[全装检]|常减|万吨|江海|路[桥面]|康复"
    "|黄[河海]|毛纺|温控|方舱|成[品本]|齐鲁|鲁班|龙[门口]|时代|管[道网线]"
)
# 某公司张三创新工作室, 某公司 焊接创新工作室
_IN_HOUSE = re.compile(rf".{{2,}}{_HOUSE}(?:工会)?(?:(?!{_TRADES})(?={PERSON})|\s+)(.*工作室)")
# Whose studios a table lists: 某学院技能大师工作室情况表; whose companies: 某集团权属单位名录.
_HOUSE_OF = re.compile(
    rf"(.{{2,28}}{_HOUSE})(?:(?:19|20)\d\d|年度|劳模|劳动模范|技能|工匠|大师|职工|创新|校内|厂内|院内|工作室)"
)
_REPORTED_BY = re.compile(r"(?:填报|填表|报送|上报|申报|制表)单位(?:名称)?")
_ITS_UNION = re.compile(r"(?:工会|工会委员会)$")
_PARENT_OF = re.compile(
    rf"(.{{2,28}}?{_HOUSE})(?:所属|下属|权属|直属|各|二级|下辖)(?:各|二级|基层)?(?:单位|企业|公司|子公司)"
)
# Who pays what a table of money lists: 2023年度某市总工会专项补助发放表.
_GIVEN = r"(?:专项|补助|资助|拨款|拨付|下拨|划拨|扶持|奖补|补贴)"
_PAID_BY = re.compile(
    rf"(.{{0,20}}(?:工会|财政|[局厅委]|政府|公司|集团)[^的]{{0,12}}?{_GIVEN}(?:补助|资助|扶持|奖补|补贴|经费|资金|款)*)"
    r"(?:发放|拨付|下拨|使用|分配|安排|支出|收支)?(?:情况)?(?:明细|汇总|登记|统计|一览|公示)?(?:表|台账|清单|名单|册|$)"
)
_KINDS_OF_STUDIO = re.compile(r"(?:劳模|工匠|人才|职工|技能|大师|创新|和|与|、|示范性?|先进|优秀)*(?:工作室|联盟)$")
# Before 工作室 these say whose or how many studios are listed, and name none.
_NO_NAME = re.compile(
    r"(?:师傅|徒弟|导师|全?[省市区县]级?|全国|国家级|各级?|我[省市区县]|本[省市区县]?|年度|历年|近年|第.{1,3}批|所有|部分|附[件表].*|[省市区县州]总"
    r"|.*(?:[级批]|(?<!分)类)(?:及?以[上下])?"  # 技术类工作室, not 垃圾分类工作室
    r"|.*(?:公司|集团|总工会|工会|厂|局|院|校|所|段|[分支银商]行|矿|系统|行业))?"
)
_FILLED_IN = re.compile(r"[:：]|截至|截止|填报|制表|年起|-(?:19|20)\d\d")
_DATED = re.compile(r"(?:19|20)\d\d\s*年度?")
_YEARS = re.compile(r"(?:19|20)\d\d(?=\s*年|$)")
_FROM_TO = re.compile(r"((?:19|20)\d\d)\s*年?度?\s*[-—–―~～至到、/和及与]+\s*((?:19|20)\d\d)")
_YEAR_ALONE = re.compile(r"((?:19|20)\d\d)\s*年度?(?:[上下]半年|第?[一二三四1-4]季度)?")
_LABELLED = re.compile(r"^([^:：]{2,12})[:：]\s*(.{2,60})$")
_NOT_ONE = re.compile(r"^(?:详?见|如下|另附|各|若干|多[个家])|[、；;]")  # 见下表, or several
_OF_A_KIND = re.compile(r"类?(?:成果|项目|情况|部分|奖项|活动|单位|人员)?(?:名单|清单|一览表?|统计表?|汇总表?|台账)?$")
_OF_A_REGION = frozenset({"", "片区", "片", "地区", "全市", "全省", "辖区"})
# A numbered line that names a region of no list.
_NAMES_REGION = re.compile(r"[\u3400-\u9fff]{2,4}(?<![超城门夜本全我各联])[市县州盟]")
_UNITS = re.compile(r"^(?:人民币)?[亿万千百]?元|^[个人家项次台](?![\u3400-\u9fff])|平方米")


def said_above(
    ledger: Ledger, columns: Collection[str], above: Sequence[Sequence[Raw]], title: str
) -> Mapping[str, Cell]:
    """What the lines above a header say for columns the table lacks, and its name; the nearest line counts."""
    said: dict[str, Cell] = {}
    wanted = {name for name in _suppliable(ledger) if name not in columns}
    kinds = {name: column for name, column in ledger.columns.items() if name in wanted and column.choices}
    for row in reversed(above):
        for text in _texts(row):
            said = {**_said_in_title(ledger, text), **_kind_in(kinds, _listed(text)), **said}
    said = {**_said_in_title(ledger, title), **_kind_in(kinds, _listed(title)), **said}
    if "地区" in wanted and find_region(title):
        said = {"地区": title, **said}
    return _one_of_each(ledger, columns, {name: value for name, value in said.items() if name in wanted})


def said_between(ledger: Ledger, columns: Collection[str], text: str) -> Mapping[str, Cell]:
    """What a line that stands alone between the rows says for columns the table lacks."""
    plain = _bare(text)
    said = dict(_said_in_title(ledger, plain))
    if _is_region(plain) or (_ORDINAL.match(_unwrapped(text)) and _NAMES_REGION.fullmatch(plain)):
        said["地区"] = plain
    wanted = {name: value for name, value in said.items() if name in _suppliable(ledger) and name not in columns}
    kinds = {name: column for name, column in ledger.columns.items() if name not in columns and column.choices}
    return _one_of_each(ledger, columns, {**wanted, **_kind_in(kinds, plain)})


def _bare(text: str) -> str:
    """A line that begins a section without its ordinal and what is counted in it: 一、发明专利（3项）."""
    return _COUNTED.sub("", _ORDINAL.sub("", _unwrapped(text))).strip("：: ")


def _listed(text: str) -> str:
    """What a title says is listed, without whose it is: 获奖情况 of 某某工作室获奖情况."""
    plain = _bare(text)
    return plain[found.end(1) :] if (found := _STUDIO.match(plain)) and found.end(1) < len(plain) else plain


def series_of(text: str) -> str:
    """How a line that begins a section is numbered or set off, the same for all of its rank: (一), 1., 【】."""
    if _SET_OFF.fullmatch(tidy(text)):
        return "【】"
    numbered = _ORDINAL.match(tidy(text))
    return re.sub(r"[^()（）、.．]+", "一", numbered[0]) if numbered else ""


def _unwrapped(text: str) -> str:
    """A line without the brackets that set it off: 【一、发明专利】."""
    whole = tidy(text)
    wrapped = _SET_OFF.fullmatch(whole)
    return next(filter(None, wrapped.groups())) if wrapped else whole


def _kind_in(columns: Mapping[str, Column], text: str) -> Mapping[str, Cell]:
    """The one column whose choice a text is, and the choice; what every row needs may also be called otherwise."""
    said: dict[str, Cell] = {}
    for name, column in columns.items():
        for word in (text, _OF_A_KIND.sub("", text), _KINDS_OF_STUDIO.sub("", text)):
            choice = find_choice(word, column.choices)
            if choice and (column.required or word == choice != OTHER or word.endswith("级")):
                said[name] = [choice] if column.type == "choices" else choice
    return said if len(said) == 1 else {}


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
    """Columns a line may speak for: what every row needs and several rows may share, and what is said once for all."""
    needed = ledger.needed
    optional = {"地区", "上级单位", "师傅工作室", "来源"}
    return [
        name
        for name, column in ledger.columns.items()
        if name in optional or (name in needed and (column.grouped or column.choices))
    ]


def _said_in_title(ledger: Ledger, text: str) -> Mapping[str, Cell]:
    """A studio, an alliance or a year that a line names for the rows below it, and what it says after a colon."""
    plain = _COUNTED.sub("", _unwrapped(text)).lstrip(f"{_BULLETS} ")
    if not plain or len(plain) > _LONGEST:
        return {}
    if (labelled := _LABELLED.match(plain)) and not _UNITS.search(labelled[2]):
        return _said_by_label(ledger, labelled[1], labelled[2].strip())
    return _named_in(plain)


def _said_by_label(ledger: Ledger, label: str, value: str) -> Mapping[str, Cell]:
    """What a line says after a colon; who reports studios is where they are, unless that is a union of many."""
    asked = {name: column for name, column in ledger.columns.items() if core(name) == core(label)}
    one = value not in BLANK and not _NOT_ONE.search(value)
    if one and not asked and _REPORTED_BY.fullmatch(label):
        house = _ITS_UNION.sub("", value.split(maxsplit=1)[0])
        return {"所在单位": house} if re.fullmatch(f".+{_HOUSE}", house) else {}
    said: dict[str, Cell] = {name: value for name, column in asked.items() if column.type == "text" and one}
    if len(years := _years_in(value)) == 1 and "年" in label:
        said |= {name: year for name, column in asked.items() if column.type == "year" for year in years}
    return {**said, **_kind_in({name: column for name, column in asked.items() if column.choices}, value)}


@lru_cache(maxsize=8192)  # each line is held against every ledger
def _named_in(plain: str) -> Mapping[str, Cell]:
    said: dict[str, Cell] = {}
    if len(years := _years_in(plain)) == 1:
        said["年度"] = years.pop()
    bare = re.sub(r"^(?:19|20)\d\d\s*年度?", "", _QUOTED.sub(r" \1", _ORDINAL.sub("", plain)).strip())
    for columns, pattern in ((("工作室", "师傅工作室"), _STUDIO), (("联盟", "联盟名称"), _ALLIANCE)):
        found = pattern.match(bare)
        if found and not _is_general(found[1]):
            housed = _IN_HOUSE.fullmatch(found[1])
            own = housed[1] if housed and not _is_general(housed[1]) else found[1]
            said |= dict.fromkeys(columns, own)
    if found := _PARENT_OF.match(bare):
        said["上级单位"] = found[1]
    elif found := _HOUSE_OF.match(bare):
        said |= {"所在单位": found[1]} if "工作室" in bare else {"单位": found[1]}
    if found := _PAID_BY.match(bare):
        said["来源"] = _DATED.sub("", found[1])
    return said


def titles_in(above: Sequence[Sequence[Raw]], title: str) -> Iterator[str]:
    """The sheet's name and the lines above a table that are short enough to be titles."""
    return (text for text in (title, *(text for row in above for text in _texts(row))) if len(text) <= _LONGEST)


def year_above(above: Sequence[Sequence[Raw]], title: str) -> int | None:
    """The year that alone is the nearest line, or the one all lines above a table speak of, or else its name.

    When the table was filled in counts for nothing.
    """
    nearest = next((texts for row in reversed(above) if (texts := [*_texts(row)])), [])
    if len(nearest) == 1 and (alone := _YEAR_ALONE.fullmatch(_bare(nearest[0]))):
        return int(alone[1])
    over = {year for text in titles_in(above, "") for year in _years_told(text)}
    years = over or {year for text in titles_in((), title) for year in _years_told(text)}
    return years.pop() if len(years) == 1 else None


def year_over(lines: Sequence[Sequence[Raw]]) -> int | None:
    """The year that the nearest line over a table to name any names; 0 where it names several, None without one."""
    for text in (text for row in reversed(lines) for text in titles_in([row], "")):
        if years := _years_told(text):
            return years.pop() if len(years) == 1 else 0
    return None


def year_begun(text: str, year: int | None) -> int | None:
    """The year of the dates below a line that stands alone, where it was ``year`` before; 0 where nobody can tell."""
    if alone := _YEAR_ALONE.fullmatch(_bare(text)):
        return int(alone[1])
    return year if _years_in(tidy(text)) <= {year} or _FILLED_IN.search(text) else 0


def _years_told(text: str) -> set[int]:
    """The years a line speaks of; when it was filled in counts for nothing."""
    return set() if _FILLED_IN.search(text) else _years_in(text)


def _years_in(text: str) -> set[int]:
    """The years a text names, both of two that stand for a time: 2022—2024年."""
    return {int(year) for year in (*_YEARS.findall(text), *chain.from_iterable(_FROM_TO.findall(text)))}


def _is_general(name: str) -> bool:
    stem = _KINDS_OF_STUDIO.sub("", _DATED.sub("", name))
    return bool(_NO_NAME.fullmatch(stem)) or find_region(stem) is not None


def _texts(row: Sequence[Raw]) -> Iterator[str]:
    """The texts of a row; a label and what stands in the next cell are one."""
    filled = [tidy(shown(cell)) for cell in row if isinstance(cell, str) and cell.strip()]
    yield from filled
    for label, value in pairwise(filled):
        if label.endswith((":", "：")):
            yield label + value
