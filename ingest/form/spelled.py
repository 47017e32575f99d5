"""Cells and paragraphs that spell out what a table would have held: a list of people, or money year by year."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.amounts import come_to
from ingest.form.asked_together import of_the_studio, told_apart
from ingest.form.entry import TOTAL, Entry, of_year
from ingest.form.inline import ITEM_NUMBER, split_counts, split_labelled
from ingest.form.keys import year_of
from ingest.form.labels import Block, Kind, Label
from ingest.form.matching import find_label, holds_label
from ingest.form.roster import is_name, read_people
from ingest.form.told_in_prose import entries_of, said_within, told_in_prose
from ingest.form.told_results import told_results
from ingest.form.values import read_sum, shares_of
from ingest.form.vocabulary import A_SOURCE

LEAST_COUNTS = 2  # numbers in a cell before it is taken for several counts
_DIGITS = re.compile(r"\d+", re.ASCII)
_COMMA = re.compile(r"[,，、]")
_AMOUNT = r"(?:共|约|共计|合计)?\s*\d[\d,]*(?:\.\d+)?\s*余?\s*(?:亿元|万元|千元|万|元)?"
_YEAR = r"(?P<year>(?:19|20)\d{2})\s*年度?\s*[:：,，]?\s*"
_END = r"(?:\s*[,，、;；。\n]\s*|\s+|$)"
_ORIGIN = r"(?:经费|资金)?来源(?:为|于|是|:)?\s*"
_SOURCE_SAID = re.compile(
    rf"(?:经费|资金)?来源(?:为|于|是|:)\s*(?P<source>[^\d,，;；。\n]+?)[;；。]?"
    rf"|(?:均|都|全部)(?:来自|来源于|由|为|系|是)(?P<payer>[^\d,，;；。\n]*(?:{A_SOURCE})[^\d,，;；。\n]{{0,4}})[;；。]?"
)
_FUNDED = re.compile(
    rf"(?:{_YEAR})?(?P<before>[^\d:：,，;；。()]{{0,14}}?)[:：]?\s*(?P<amount>{_AMOUNT})"
    rf"\s*(?:\((?:{_ORIGIN})?(?P<source>[^()]+)\)|[,，]\s*{_ORIGIN}(?P<origin>[^,，;；。\n]+)"
    rf"|[,，]?\s*其中[:：]?(?P<among>[^;；。\n]+)"
    rf"|[ \t]+(?P<beside>[^\d\s:：,，;；。()]*(?:{A_SOURCE})[^\d\s:：,，;；。()]*)(?=\s*(?:\n|$)))?{_END}",
    re.ASCII,
)
# 2022年投入35万元，2023年投入52万元，均由企业自筹。
_OF_ALL = re.compile(
    r"[,，;；。\s]+(?:均|都|全部)(?:来自|来源于|来源为|由|为|系|是)(?P<source>[^\d,，;；。()]{2,20}?)(?:出资|承担|提供|投入|支付|负担|解决|列支)?[。.]?$"
)
_PAYER_FIRST = re.compile(rf"[^\d(（]*(?:{A_SOURCE})[^\d(（]*\d")
_STROKE = re.compile("[/／、;；]")
_IN_UNIT = re.compile(r"\s*[(（](?:单位[:：])?(亿元|万元|千元|元)[)）]\s*[。;；]?$")
_A_PAYER = re.compile(rf".*(?:{A_SOURCE}).{{0,4}}")  # 企业自筹, not 单位财务部门按规定管理
_OF_A_YEAR = r"(?:(?P<year>(?:19|20)\d{2})\s*年度?\s*[:：]?|(?:合计|总计|共计|共))\s*"
_COUNTED_IN = re.compile(rf"{_OF_A_YEAR}(?P<count>\d[\d,]*\s*[项个件人名篇]?){_END}", re.ASCII)
_FIGURES_IN = {
    **dict.fromkeys((Block.INNOVATION, Block.TRAINING), _COUNTED_IN),
    Block.BENEFIT: re.compile(
        rf"{_OF_A_YEAR}(?P<count>\d[\d,]*(?:\.\d+)?\s*(?:亿元|万元|千元|万|元)?){_END}", re.ASCII
    ),
}
_EARNED = re.compile(
    rf"(?:{_YEAR})?(?P<label>[^\d:：,，;；。()]{{2,8}}?)[:：]?\s*(?P<amount>{_AMOUNT}){_END}", re.ASCII
)
_NO_SOURCE = re.compile(r"(?:共|总|累计)?(?:投入|拨付|拨款|到位)?(?:活动|专项)?(?:经费|资金|金额)?(?:投入|为)?")


def spelled_out(entries: Sequence[Entry]) -> list[Entry]:
    """Entries with every text that lists people, money or results taken apart; what cannot be stays text."""
    apart = [part for entry in entries for part in _parts(entry) or (entry,)]
    return [*apart, *told_in_prose(apart)]


def _parts(entry: Entry) -> tuple[Entry, ...]:
    if not entry.text:
        return ()
    if entry.label.block in {Block.LEADER, Block.MEMBERS} and (apart := tuple(told_apart(entry))):
        return apart
    if entry.label.block is Block.BASICS and (apart := tuple(of_the_studio(entry))):
        return apart
    if entry.label.name == "领衔人" or (entry.label.name == "姓名" and entry.block is Block.LEADER):
        return tuple(_leader(entry))
    if entry.label.name == "投入金额" and entry.year and _PAYER_FIRST.match(entry.text):
        return tuple(_funding(entry))  # 2014年：单位5万元，工会1万元
    if entry.label.block is Block.BENEFIT and "/" in entry.label.name:
        return tuple(_benefits(entry))
    if entry.label.kind is Kind.FIELD or entry.label.block in {Block.INNOVATION, Block.TRAINING}:
        told = told_results(entry.text) if entry.label.block is Block.INNOVATION else ()
        return tuple(_of_years(entry) or _counts(entry)) or tuple(entries_of(entry, told))
    match entry.label.block:
        case Block.MEMBERS:
            return _labelled(entry, Block.MEMBERS) or tuple(_people(entry))
        case Block.LEADER:
            return _labelled(entry, Block.LEADER)
        case Block.FUNDING:
            return tuple(_funding(entry))
        case Block.BENEFIT:
            return tuple(_money(entry, _EARNED))
    return ()


def _people(entry: Entry) -> Iterator[Entry]:
    for number, person in enumerate(read_people(entry.text), 1):
        for word, text in person.items():
            yield said_within(entry, Label(word, Kind.FIELD, Block.MEMBERS), text, number)


def _leader(entry: Entry) -> Iterator[Entry]:
    """A leader of whom more than the name stands in one cell: 张三，男，1970年5月生，中共党员."""
    labelled = tuple(_labelled(entry, Block.LEADER))
    if not labelled and holds_label(entry.text):
        named = tuple(_labelled(replace(entry, text=f"姓名：{entry.text.strip()}"), Block.LEADER))  # 张三，性别：男
        beside = Label(f"{entry.label.name}旁边", Kind.FIELD, entry.label.block)
        apart = replace(entry, label=beside, written=beside.name, known=False)
        labelled = named if named and is_name(named[0].text) else (apart,)
    if labelled:
        yield from labelled
        return
    people = read_people(entry.text) if _COMMA.search(entry.text) else ()
    if len(people) != 1 or len(people[0]) <= 2:
        return
    for word, text in people[0].items():
        label = entry.label if word == "姓名" else Label(word, Kind.FIELD, Block.LEADER)
        yield said_within(entry, label, text, 0)


def _labelled(entry: Entry, block: Block) -> tuple[Entry, ...]:
    """A leader or members as lines in one cell: 姓名：张三 性别：男."""
    labelled = split_labelled(entry.text, block)
    if all(label.name != "姓名" for label, _, _ in labelled):
        return ()
    return tuple(said_within(entry, label, text, 0) for label, _, text in labelled)


def _of_years(entry: Entry) -> list[Entry]:
    """The figures of single years in one cell, and their sum: 2020年3项，2021年5项，共8项."""
    pattern = _FIGURES_IN.get(entry.label.block)
    if pattern is None or entry.label.kind is not Kind.FIELD:
        return []
    text = unicodedata.normalize("NFKC", entry.text).strip()
    found: list[Entry] = []
    at = 0
    while match := pattern.match(text, at):
        year = f"{match['year']}年" if match["year"] else TOTAL
        said = said_within(entry, entry.label, match["count"].strip(), len(found) + 1)
        found.append(replace(said, written=entry.written, year=year))
        at = match.end()
    dated = [each for each in found if each.year != TOTAL]
    whole = at == len(text) and bool(dated) and len({each.year for each in found}) == len(found)
    return found if whole and (not entry.year or entry.year == found[0].year) else []


def _benefits(entry: Entry) -> Iterator[Entry]:
    """What was earned and saved, told in one cell in the order of its label: 创收/节支 | 58/120.4."""
    names, said = entry.label.name.split("/"), [part.strip() for part in _STROKE.split(entry.text)]
    if len(names) == len(said):
        for name, text in zip(names, said, strict=True):
            yield replace(entry, label=replace(entry.label, name=name), written=name, text=text)


def year_of_count(text: str) -> str:
    """The year of a cell that is one count of one year, which the rest of its row is of too: 2020年9人."""
    match = _COUNTED_IN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return f"{match['year']}年" if match and match["year"] else ""


def source_said(text: str) -> str:
    """Where money came from, as a remark says it: 来源：单位自筹, 均为企业拨款; empty where it does not."""
    match = _SOURCE_SAID.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return match["source"] or match["payer"] if match else ""


def _counts(entry: Entry) -> Iterator[Entry]:
    """Counts in one text, also under a label that asks for the first of them: 创新成果 | 12项，转化7项."""
    block, text, group = entry.label.block, entry.text, ""
    if entry.label.kind is Kind.FIELD and not entry.known:
        asked = find_label(entry.written, Block.INNOVATION) or find_label(entry.written, Block.TRAINING)
        if asked is None or asked.kind is not Kind.GROUP:
            return
        block, group = asked.block, asked.name
    elif entry.label.kind is Kind.TEXT and _DIGITS.match(text) and not ITEM_NUMBER.match(text):
        text = f"{entry.written}{text}"
    elif entry.label.kind is Kind.FIELD and not _says_again(entry):
        if block not in {Block.INNOVATION, Block.TRAINING} or len(_DIGITS.findall(text)) < LEAST_COUNTS:
            return
        text = f"{entry.written}{text}"
    lines = [split_counts(line, block, group) for line in text.split("\n") if line.strip()]
    if not all(lines):
        return
    for number, (label, written, count) in enumerate((item for line in lines for item in line), 1):
        yield replace(
            said_within(entry, replace(label, unit=label.unit or entry.label.unit), count, number), written=written
        )


def _says_again(entry: Entry) -> bool:
    """Whether a count has its label again before it: 成果 | 创新成果7项."""
    return any(label.name == entry.label.name for label, _, _ in split_counts(entry.text, entry.label.block)[:1])


def _funding(entry: Entry) -> list[Entry]:
    """The money of every year, and where it came from: after its amount, or after the last one for all."""
    text, source = entry.text.strip(), ""
    if in_unit := _IN_UNIT.search(text):  # 2025年：单位10，工会2（万元）
        text = text[: in_unit.start()]
        entry = replace(entry, label=replace(entry.label, unit=in_unit[1]))
    if (shared := _OF_ALL.search(text)) and _A_PAYER.fullmatch(shared["source"]):
        text, source = text[: shared.start()], shared["source"]
    found = _money(replace(entry, text=text), _FUNDED)
    years = Counter(each.year for each in found if each.label.name == "投入金额")
    paid = Counter(each.year for each in found if each.label.name == "经费来源")
    if (source and paid) or any(many > 1 and paid[year] < many for year, many in years.items()):
        return []  # 2024年投入10万元，工会补助2万元: is the second among the first?
    return [part for each in found for part in (each, *_sources_of(each, source))]


def _sources_of(amount: Entry, source: str) -> Iterator[Entry]:
    if source:
        yield replace(amount, label=replace(amount.label, name="经费来源"), written="经费来源", text=source)


def _money(entry: Entry, pattern: re.Pattern[str]) -> list[Entry]:
    """Every stretch of the text is an amount of a year, or none is taken."""
    text = unicodedata.normalize("NFKC", entry.text).strip()
    if entry.year and not year_of(text[:5]):
        text = f"{entry.year}{text}"
    found: list[Entry] = []
    at, year = 0, ""
    while at < len(text):
        match = pattern.match(text, at)
        year = f"{match['year']}年" if match and match["year"] else year
        if match is None or not year:
            return []
        said = list(_amounts(entry, match, len(found) + 1))
        if not said:
            return []
        found += [replace(each, year=year) for each in said]
        at = match.end()
    return found


def _amounts(entry: Entry, match: re.Match[str], number: int) -> Iterator[Entry]:
    unit = entry.label.unit
    if "label" in match.groupdict():
        label = find_label(match["label"], Block.BENEFIT)
        if label is not None and label.block is Block.BENEFIT and label.kind is Kind.BLOCK:
            label = of_year(Block.BENEFIT)  # 创造经济效益100万元
        if label is not None and label.block is Block.BENEFIT and label.kind is Kind.FIELD:
            yield said_within(entry, replace(label, unit=unit), match["amount"], number)
        return
    if match["among"] and not _is_by_source(match["among"], match["amount"], unit):
        return
    yield said_within(entry, Label("投入金额", Kind.FIELD, Block.FUNDING, unit=unit), match["amount"], number)
    before = match["before"].strip()
    if not match["year"] and not _A_PAYER.fullmatch(before):
        return  # more money of the year before says who paid it: 2024年：企业自筹8万元，工会补助2万元
    source = (
        match["source"]
        or match["origin"]
        or match["among"]
        or match["beside"]
        or ("" if _NO_SOURCE.fullmatch(before) else re.sub(r"(?:投入|出资|拨款|拨付)$", "", before))
    )
    if source:
        yield said_within(entry, Label("经费来源", Kind.FIELD, Block.FUNDING, unit=unit), source, number)


def _is_by_source(text: str, amount: str, unit: str) -> bool:
    """Whether a text parts all of an amount by who paid it: 公司24万元、工会2万元, not 设备24万元、材料2万元."""
    shares = shares_of(text, unit)
    if not shares or not all(re.search(A_SOURCE, name) for name, _ in shares):
        return False
    return come_to((share for _, share in shares), float(read_sum(amount, unit).number))
