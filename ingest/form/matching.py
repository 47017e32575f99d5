"""What the text of a cell asks for: by the words that are labels, and by how labels are put together."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.form import vocabulary
from ingest.form.keys import label_key, split_hint, split_year, year_of
from ingest.form.labels import FAMILY_BLOCK, Block, Kind, Label, families, words_of

LONGEST_LABEL = 30  # characters without spaces

_YEARLY = frozenset({Block.FUNDING, Block.BENEFIT, Block.INNOVATION, Block.TRAINING})  # elsewhere 1950 is a value
_OF_PEOPLE = frozenset({Block.BASICS, Block.LEADER, Block.MEMBERS})
_IN_ONE_CELL = {
    **dict.fromkeys(
        ("成员总数", "成员数", "成员人数", "人数", "团队人数", "总人数", "成员", "团队成员数", "人员", "人员数"),
        "成员总数",
    ),
    **dict.fromkeys(
        ("场所面积", "面积", "场地面积", "工作室面积", "活动场所面积", "固定场所面积", "场地", "场所"), "场所面积(㎡)"
    ),
    **dict.fromkeys(("命名单位", "授牌单位", "命名机构", "批准单位", "认定单位", "单位"), "命名单位"),
    **dict.fromkeys(
        ("命名日期", "命名时间", "授牌时间", "授牌日期", "批准时间", "认定时间", "日期", "时间"), "命名日期"
    ),
}
_TOGETHER = (frozenset({"成员总数", "场所面积(㎡)"}), frozenset({"命名单位", "命名日期"}))

_BEFORE = r"(?:(?:本|该|创新|劳模|职工|工匠)*工作室)?(?:近[一二两三四五]年)?来?"
_BLOCKS = (
    (
        Block.FUNDING,
        r"(?:活动|工作|专项)?(?:经费|资金)(?:的?(?:投入|保障|支持|使用|来源))*(?:[与和及、/](?:经济)?效益)?(?:情况)?",
    ),
    (Block.INNOVATION, r"(?:技术|科技)创新(?:情况|成果情况|活动)?|(?:创新|科研|技术)成果情况|成果"),
    (Block.BENEFIT, r"(?:创造|取得|产生)?(?:的)?(?:经济)?效益(?:情况)?"),
    (Block.TRAINING, r"(?:技能)?(?:培养|培训)人才(?:情况)?|(?:技能)?人才(?:培[养训])?(?:情况)?"),
    (
        Block.LEADER,
        rf"(?:{vocabulary.LEADS}|(?:工作室)?负责人)(?:的?基本|个人)?(?:情况|信息|简况|简历|概况|资料)(?:表)?",
    ),
    (
        Block.MEMBERS,
        (
            r"(?:主要|核心|技术)?(?:骨干|团队|创新团队|核心|主要)?(?:成员|人员)(?:的?基本)?(?:情况|名单|信息|名册|构成|组成|花名册|情况一览)(?:一览)?表?"
            r"|(?:团队|骨干|核心|主要|工作室)(?:骨干)?成员"
        ),
    ),
    (Block.BASICS, r"基本(?:情况|信息|概况)"),
)
_BLOCK_PATTERNS = tuple((block, re.compile(_BEFORE + f"(?:{pattern})")) for block, pattern in _BLOCKS)
_SUMMARY = re.compile(
    _BEFORE
    + r"(?:近[一二两三四五]年)?(?:主要)?(?:创新)?(?:工作)?(?:业绩|事迹|情况|工作|成效|做法|经验|工作室|发展|运行|活动)"
    r"(?:开展|完成)?(?:情况)?(?:简介|介绍|概述|概况|总结|简述|材料|情况说明)|"
    + _BEFORE
    + r"(?:主要)?(?:工作)?(?:业绩|事迹)"
)
_SOCIAL = re.compile(_BEFORE + r"社会效益(?:情况)?")
_SUMMARY_NAME = "业绩简介"
_OF_LEADER = re.compile(rf"(?:{vocabulary.LEADS})的?(.+)")
_RECENTLY = re.compile(r"^(?:近[一二两三四五]年来?|累计|曾经?|已)")
_BETWEEN_TWO = re.compile(r"[/、及和与或]|(?<=[数员地积位期\)])(?=[成面场工人团命授])")
_LONGEST_SECOND = 4  # characters of the less important half of a label: 等级 of 职称/等级
_OPINION = re.compile(r"[^\d:。,，;；]*意见[^\d:。,，;；]*")


def find_label(text: str, block: Block) -> Label | None:
    """What the text of a cell asks for when it stands in ``block``; None when it is no label that stands alone."""
    key = label_key(text)
    if not key or len(key) > LONGEST_LABEL:
        return None
    if block in _YEARLY and (year := year_of(text)):
        return Label(year, Kind.YEAR, block, year)
    unit = ""
    while True:
        label = _known(key, block) or _known_with_year(key, block) or _known(_RECENTLY.sub("", key), block)
        label = label or _of_leader(key) or _strong(key, block) or _first_of_two(key, block)
        if label is not None:
            return replace(label, unit=unit or label.unit)
        hint = split_hint(key)
        if hint is None:
            return None
        key, unit = hint[0], hint[1] or unit


def _of_leader(key: str) -> Label | None:
    """What is asked of the leader, who stands in the label: 领衔人职称."""
    rest = _OF_LEADER.fullmatch(key)
    label = words_of(Block.LEADER).get(rest[1]) if rest else None
    return label if label is not None and label.block is Block.LEADER else None


def _strong(key: str, block: Block) -> Label | None:
    """A figure whose label says enough to stand in any block that is no list: 发明专利, 国家级获奖, 晋升高级工."""
    if block not in _YEARLY | {Block.BASICS}:
        return None
    for family, sure in vocabulary.STRONG.items():
        word = families()[family].get(_core(key, vocabulary.ROUND.get(family, ())), "")
        if word and re.search(sure, key):
            return Label(f"{family}/{word}", Kind.FIELD, FAMILY_BLOCK[family])
    return Label("总数", Kind.FIELD, Block.TRAINING) if key in vocabulary.SURELY_TRAINED else None


def _first_of_two(key: str, block: Block) -> Label | None:
    """A label of two halves, which the first decides: 职称/等级, 部门或岗位."""
    head, found, tail = next(
        ((key[: cut.start()], cut[0], key[cut.end() :]) for cut in re.finditer("[/、或及与]", key)), ("", "", "")
    )
    fits = bool(found) and (0 < len(tail) <= _LONGEST_SECOND or tail in words_of(block))
    label = _known(head, block) if fits else None
    return label if label is not None and label.kind is Kind.FIELD else None


def find_weak(text: str, block: Block, group: str = "") -> Label | None:
    """A word that is a label only among its like: 国家 under 获奖等级, 技师 under 技术等级."""
    key = label_key(text)
    bare, unit = split_hint(key) or (key, "")
    names = [key, bare]
    if block is Block.TRAINING or group in {"技术等级", "荣誉"}:
        names.append(_core(bare, vocabulary.ROUND_TRAINED))
    if block is Block.INNOVATION:
        names.append(_core(bare, vocabulary.ROUND_AWARDS))
    for name in names:
        for family, words in families().items():
            if name in words and (FAMILY_BLOCK[family] is block or group == family):
                return Label(f"{family}/{words[name]}", Kind.FIELD, FAMILY_BLOCK[family], unit=unit)
        if block is Block.TRAINING and name in vocabulary.TRAINED:
            return Label("总数", Kind.FIELD, block, unit=unit)
        if name in vocabulary.OTHERS and (block is Block.TRAINING or group in FAMILY_BLOCK):
            return Label(f"{group or '技术等级'}/其他", Kind.FIELD, FAMILY_BLOCK[group or "技术等级"], unit=unit)
    return None


def _core(key: str, around: Sequence[str]) -> str:
    """高级技师 of 晋升高级技师人数."""
    for pattern in around:
        key = re.sub(pattern, "", key)
    return key


def note_name(text: str) -> str:
    """The name under which prose is kept: the label; 工会意见 above 所在单位 is 所在单位工会意见."""
    key = label_key(text)
    key = (split_hint(key) or (key, ""))[0]
    if _SUMMARY.fullmatch(key):
        return _SUMMARY_NAME
    head, found, tail = key.partition("意见")
    return tail + head + found if found and tail and not tail.startswith("(") else key


def _known(key: str, block: Block) -> Label | None:
    if key in words_of(block):
        return words_of(block)[key]
    if block is Block.BASICS and (asked := _composed(key, vocabulary.COMPOSED_BASICS)):
        return Label(asked, Kind.FIELD, block)
    if block in _OF_PEOPLE and (column := _composed(key, vocabulary.COMPOSED)):
        return Label(column, Kind.FIELD, Block.LEADER if block is Block.LEADER else Block.MEMBERS)
    if block is not Block.ACHIEVEMENTS and (count := _composed(key, vocabulary.COMPOSED_COUNTS)):
        return Label(count, Kind.FIELD, Block.INNOVATION)
    for pattern_block, pattern in _BLOCK_PATTERNS:
        if pattern.fullmatch(key):
            return Label(key, Kind.BLOCK, pattern_block)
    if _SOCIAL.fullmatch(key):
        return Label("社会效益", Kind.TEXT, Block.TEXT)
    if _SUMMARY.fullmatch(key) or _OPINION.fullmatch(key):
        return Label(note_name(key), Kind.TEXT, Block.TEXT)
    return _combined(key)


def _composed(key: str, of: Mapping[str, tuple[str, str]]) -> str:
    """What a label made up of small words asks for: 获奖年份及荣誉称号, 承担职责, 成果推广应用数量."""
    found = (name for name, (words, has) in of.items() if re.fullmatch(words, key) and re.search(has, key))
    return next(found, "")


def _known_with_year(key: str, block: Block) -> Label | None:
    """A label with its year: 2016年投入金额."""
    rest, year = split_year(key) or ("", "")
    label = _known(rest, block) if rest else None
    dated = label is not None and (label.block in _YEARLY or label.kind is not Kind.FIELD)
    return replace(label, year=year) if label and dated else None


def _combined(key: str) -> Label | None:
    """成员总数/场所面积 or 命名单位及日期, in either order and with any of their other names."""
    for match in _BETWEEN_TWO.finditer(key):
        parts = (key[: match.start()], key[match.end() :])
        names = tuple(_one_of_two((split_hint(part) or (part, ""))[0]) for part in parts)
        if frozenset(names) in _TOGETHER and any(part not in vocabulary.ONLY_IN_BLOCK for part in parts):
            return Label("/".join(names), Kind.FIELD, Block.BASICS)
    return None


def _one_of_two(key: str) -> str:
    return _IN_ONE_CELL.get(key) or _composed(key, vocabulary.COMPOSED_BASICS)
