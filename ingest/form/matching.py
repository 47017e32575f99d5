"""What the text of a cell asks for: by the words that are labels, and by how labels are put together."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from ingest.form import composed, vocabulary
from ingest.form.keys import IN_BRACKETS, label_key, split_hint, split_year, year_of
from ingest.form.labels import FAMILY_BLOCK, Block, Kind, Label, families, words_of
from ingest.form.roster import DETAILS

PHOTO = "照片"
LONGEST_LABEL = 30  # characters without spaces

_YEARLY = frozenset({Block.FUNDING, Block.BENEFIT, Block.INNOVATION, Block.TRAINING})  # elsewhere 1950 is a value
_LISTS = frozenset({Block.MEMBERS, Block.ACHIEVEMENTS})
_PEOPLE = frozenset({Block.LEADER, Block.MEMBERS})
_OF_PEOPLE = frozenset({Block.BASICS, Block.LEADER, Block.MEMBERS})
_TOGETHER = (frozenset({"成员总数", "场所面积(㎡)"}), frozenset({"命名单位", "命名日期", "级别"}))

_BEFORE = r"(?:(?:本|该|创新|劳模|职工|工匠)*工作室)?(?:近?[一二两三四五]年)?来?"
_BLOCKS = (
    (
        Block.FUNDING,
        (
            r"(?:活动|工作|专项|年度)?(?:经费|资金)(?:[及和与、]?的?(?:投入|保障|支持|使用|来源))*(?:[与和及、/](?:经济)?效益)?(?:情况)?"
            r"|(?:活动|工作室?|专项|年度|创新|企业|单位|公司|集团|行政|工会|上级|配套|[及与和、/])+(?:经费|资金)的?"
            r"(?:(?:投入|使用)(?:情况)?|(?:支持|保障)?情况)"
        ),
    ),
    (
        Block.INNOVATION,
        (
            r"(?:技术|科技)创新(?:情况|成果情况|活动)?|(?:主要|创新|科研|技术|科技)+成果(?:情况|统计|明细)"
            r"|(?:所?获得?|取得)?的?(?:主要)?成果|(?:技术|科技)?创新(?:成绩|成效|业绩)|创新创效(?:情况)?"
        ),
    ),
    (Block.BENEFIT, r"(?:创造|取得|产生)?(?:的)?(?:经济)?效益(?:情况)?|创效(?:金额)?情况"),
    (
        Block.TRAINING,
        (
            r"(?:技能)?培[养训育](?:各类|高?技能|技术|专业|创新)*人才(?:情况|明细|统计)?"
            r"|(?:高?技能|技术|专业|创新)*人才(?:队伍)?(?:培[养训育])?(?:情况|明细|统计)?"
            r"|(?:(?:师?带徒|传帮带)[及和与、]?(?:育[才人]|传技)|育[才人])(?:情况|成效)?"
        ),
    ),
    (
        Block.LEADER,
        rf"(?:{vocabulary.LEADS}|(?:工作室)?负责人)(?:的?基本|个人)?(?:情况|信息|简况|简历|概况|资料)(?:表)?",
    ),
    (
        Block.MEMBERS,
        (
            r"(?:主要|核心|技术|其[他它]|普通|一般)?(?:骨干|团队|创新团队|核心|主要)?(?:成员|人员)(?:的?基本)?(?:情况|名单|信息|名册|简况|构成|组成|花名册|情况一览)(?:一览)?表?"
            r"|(?:工作室|团队|骨干|核心|主要)+(?:成员|骨干|骨干人员)"
        ),
    ),
    (
        Block.BASICS,
        (
            r"基本(?:情况|信息|概况)|(?:创建|成立|组建|建立)(?:[及与和、/]?(?:命名|授牌|认定|挂牌))?情况"
            r"|(?:命名|授牌|认定|挂牌)情况|已获(?:得)?(?:命名|授牌|认定)"
        ),
    ),
)
_BLOCK_PATTERNS = tuple((block, re.compile(_BEFORE + f"(?:{pattern})")) for block, pattern in _BLOCKS)
_SUMMARY = re.compile(
    _BEFORE
    + r"(?:近[一二两三四五]年)?(?:主要)?(?:创新)?(?:工作)?(?:业绩|事迹|情况|工作|成效|做法|经验|工作室|发展|运行|活动)"
    r"(?:开展|完成)?(?:情况)?(?:简介|介绍|概述|概况|总结|简述|材料|情况说明)|"
    + _BEFORE
    + r"(?:主要)?(?:工作)?(?:业绩|事迹)"
)
# Of the studio where it stands outside a list and the block of a person.
_INTRODUCTION = re.compile(
    r"(?:简要|简单|综合|总体|基本|文字)*(?:情况)?(?:简介|介绍|概述|简述)|(?:综合|文字)(?:说明|材料)"
)
_SOCIAL = re.compile(
    _BEFORE + r"(?:(?:产生|取得|创造|带来)的?)?社会(?:效益|影响|贡献|反响|服务(?=[及和与、]))"
    r"(?:[及和与、](?:社会)?(?:效益|影响|贡献|评价))*(?:情况)?"
)
_OF_SOMEBODY = re.compile(r"领导|负责人|主管|审核|推荐")
_ALSO_CALLED = re.compile(r"[^()]\(([^()]{2,6})\)$")
_SUMMARY_NAME = "业绩简介"
_OF_LEADER = re.compile(rf"(?:{vocabulary.LEADS})的?(.+)")
_OF_STUDIO = re.compile(r"(?:(?:本|该|创新|劳模|职工|工匠)*工作室|本室)的?(.+)")
_RECENTLY = re.compile(r"^(?:近[一二两三四五]年来?|累计|曾经?|已)")
_WHOSE = re.compile(rf"^(?:关于)?(?:.{{0,16}}工作室的?)?(?:{_RECENTLY.pattern.removeprefix('^')})?")
_ASIDE = re.compile(r"\(([^()]*)\)")
_UNQUOTED = str.maketrans("", "", '“”"')
_BETWEEN_TWO = re.compile(r"[/、及和与或]|(?<=[数员地积位期\)])(?=[成面场工人团命授])")
_WHEN_BY_WHOM = re.compile("(?:工作室)?何时[被由]?何(?:单位|部门|机构|级工会)(?:命名|授牌|认定|批准)")
_AND = re.compile("[/、及和与或]")
_BEFORE_COLON = re.compile(r"([^\s:：,，;；、。]{2,12})[:：]")
_PHOTO = re.compile(
    r"\(?(?:请|此处|粘?贴|本人|近期|免冠|彩色|证件|标准|正面|半身|[一二两\d]寸)*[照相]片(?:粘?贴?处)?(?:\(.*\))?\)?"
)
_INSTRUCTED = re.compile(r"([^()]+\((?:亿元|万元|千元|元)\))\D+")  # 经济效益(万元)须加盖财务章
_AROUND = re.compile(r"([^()]{2,})\([^()]*[、/][^()]*\)([^()]{2,})")
_LONGEST_SECOND = 4  # characters of the less important half of a label: 等级 of 职称/等级
_OPINION = re.compile(
    r"[^\d:。,，;；]*意见[^\d:。,，;；]*|[^\d:。,，;；]*(?:工会|党委|党组织|部门|委员会|领导小组)(?:审批|审核|审查)(?:结果)?"
)


def find_label(text: str, block: Block) -> Label | None:
    """What the text of a cell asks for when it stands in ``block``; None when it is no label that stands alone."""
    key = label_key(text)
    if not key or len(key) > LONGEST_LABEL:
        return None
    if _PHOTO.fullmatch(key):
        return Label(PHOTO, Kind.NUMBER, block)
    if block in _YEARLY and (year := year_of(text)):
        return Label(year, Kind.YEAR, block, year)
    return _asked_by(key, block)


def holds_label(text: str) -> bool:
    """Whether a text says a label and a colon outside brackets, as no name does: 张三 性别：男."""
    words = _BEFORE_COLON.findall(IN_BRACKETS.sub("", text))
    return any(find_label(word[at:], Block.MEMBERS) for word in words for at in range(len(word) - 1))


@lru_cache(maxsize=4096)
def _asked_by(whole: str, block: Block) -> Label | None:
    """What a key asks for, with and without its brackets; forms ask the same everywhere."""
    key, unit = whole, ""
    while True:
        label = _known(key, block) or _known_with_year(key, block) or _known(_RECENTLY.sub("", key), block)
        label = label or _of_leader(key) or _of_studio(key, block)
        label = label or _strong(key, block, unit) or _first_of_two(key, block)
        if label is not None:
            return replace(label, unit=unit or label.unit)
        hint = split_hint(key)
        if hint is None:
            return _explained(whole, block) or _instructed(whole, block) or _within(whole, block)
        key, unit = hint[0], hint[1] or unit


def _explained(key: str, block: Block) -> Label | None:
    """Where people work, in a word of their trade that the brackets say in a common one: 所在船舶（部门）."""
    inside = _ALSO_CALLED.search(key) if block in _PEOPLE else None
    label = words_of(block).get(inside[1]) if inside else None
    return label if label is not None and label.name == "所在部门" and not _OF_SOMEBODY.search(key) else None


def _within(key: str, block: Block) -> Label | None:
    """A label around brackets that say more of the same: 授权(发布、获奖)时间."""
    around = _AROUND.fullmatch(key)
    return words_of(block).get(around[1] + around[2]) if around else None


def _instructed(key: str, block: Block) -> Label | None:
    """A block of money whose label goes on with how to fill it in."""
    match = _INSTRUCTED.fullmatch(key)
    label = _asked_by(match[1], block) if match else None
    return label if label is not None and label.kind is Kind.BLOCK else None


def _of_leader(key: str) -> Label | None:
    """What is asked of the leader, who stands in the label: 领衔人职称."""
    rest = _OF_LEADER.fullmatch(key)
    label = _known(rest[1], Block.LEADER) if rest else None
    return label if label is not None and label.block is Block.LEADER else None


def _of_studio(key: str, block: Block) -> Label | None:
    """What is asked of the studio, which stands in the label: 创新工作室所在单位."""
    rest = _OF_STUDIO.fullmatch(key)
    sure = rest is not None and block not in _LISTS and rest[1] not in vocabulary.ONLY_IN_BLOCK
    label = _known(rest[1], Block.BASICS) if rest is not None and sure else None
    return label if label is not None and label.kind is Kind.FIELD and label.block is Block.BASICS else None


def _strong(key: str, block: Block, unit: str) -> Label | None:
    """A figure whose label says enough to stand in any block that is no list: 发明专利, 国家级获奖, 晋升高级工.

    A kind of patent with a unit to count in is one too: 实用新型(件).
    """
    if block not in _YEARLY | {Block.BASICS}:
        return None
    for family, sure in vocabulary.STRONG.items():
        word = _word_of(families()[family], _core(key, vocabulary.ROUND.get(family, ())))
        if word and (re.search(sure, key) or (family == "专利类别" and unit in {"件", "项", "个"})):
            return Label(f"{family}/{word}", Kind.FIELD, FAMILY_BLOCK[family])
    return Label("总数", Kind.FIELD, Block.TRAINING) if re.fullmatch(vocabulary.SURELY_TRAINED, key) else None


def asks_nothing(text: str, block: Block) -> bool:
    """Whether a cell is no label in a block, not even among its like."""
    return find_label(text, block) is None and find_weak(text, block) is None


def _word_of(family: Mapping[str, str], core: str) -> str:
    """The word of a family, also where the brackets say it again in another: “双师型”(双重职称)教师."""
    aside = _ASIDE.search(core)
    bare = family.get(_ASIDE.sub("", core.translate(_UNQUOTED)), "")
    again = aside is None or family.get(aside[1]) == bare
    return family.get(core) or (bare if again else "")


def _first_of_two(key: str, block: Block) -> Label | None:
    """A label of two halves, which the first decides: 职称/等级, 部门或岗位; also 性别/民族/学历 of one person."""
    head, found, tail = next(
        ((key[: cut.start()], cut[0], key[cut.end() :]) for cut in re.finditer("[/、或及与]", key)), ("", "", "")
    )
    known = [words_of(block).get(part) for part in _AND.split(key)]
    personal = all(label is not None and label.block in _PEOPLE and label.name in DETAILS | {"姓名"} for label in known)
    fits = bool(found) and (0 < len(tail) <= _LONGEST_SECOND or tail in words_of(block) or personal)
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
    if _is_summary(key):
        return _SUMMARY_NAME
    head, found, tail = key.partition("意见")
    return tail + head + found if found and tail and not tail.startswith("(") else key


def _known(key: str, block: Block) -> Label | None:
    if key in words_of(block):
        return words_of(block)[key]
    of_studio = block is Block.BASICS or (block not in _LISTS and "工作室" in key)  # 工作室创建时间 beside its leader
    if of_studio and (asked := _composed(key, composed.COMPOSED_BASICS)):
        return Label(asked, Kind.FIELD, Block.BASICS)
    if block in _OF_PEOPLE and (column := _composed(key, composed.COMPOSED)):
        return Label(column, Kind.FIELD, Block.LEADER if block is Block.LEADER else Block.MEMBERS)
    if block is not Block.ACHIEVEMENTS and (count := _composed(key, composed.COMPOSED_COUNTS)):
        return Label(count, Kind.FIELD, Block.INNOVATION)
    alone = block not in _LISTS and key not in vocabulary.ONLY_IN_BLOCK
    if alone and (benefit := _composed(key, composed.COMPOSED_BENEFIT)):
        return Label(benefit, Kind.FIELD, Block.BENEFIT)
    if alone and (benefits := _benefits(key)):
        return Label("/".join(benefits), Kind.FIELD, Block.BENEFIT)
    if block is Block.ACHIEVEMENTS and (told := _composed(key, composed.COMPOSED_RESULTS)):
        return Label(told, Kind.FIELD, block)
    for pattern_block, pattern in _BLOCK_PATTERNS:
        if pattern.fullmatch(key):
            return Label(key, Kind.BLOCK, pattern_block)
    if _SOCIAL.fullmatch(key):
        return Label("社会效益", Kind.TEXT, Block.TEXT)
    if block not in _LISTS | {Block.LEADER} and _INTRODUCTION.fullmatch(key):
        return Label(_SUMMARY_NAME, Kind.TEXT, Block.TEXT)
    if _is_summary(key) or _OPINION.fullmatch(key):
        return Label(note_name(key), Kind.TEXT, Block.TEXT)
    return _combined(key)


def _is_summary(key: str) -> bool:
    return bool(_SUMMARY.fullmatch(key) or _composed(_WHOSE.sub("", key), composed.COMPOSED_SUMMARY))


def _composed(key: str, of: Mapping[str, tuple[str, str]]) -> str:
    """What a label made up of small words asks for: 获奖年份及荣誉称号, 承担职责, 成果推广应用数量."""
    found = (name for name, (words, has) in of.items() if re.fullmatch(words, key) and re.search(has, key))
    return next(found, "")


def _benefits(key: str) -> list[str]:
    """What was earned and what was saved, asked for in one place: 创收/节支."""
    found = [words_of(Block.BENEFIT).get(part) for part in key.split("/")]
    names = list(dict.fromkeys(label.name for label in found if label is not None and label.block is Block.BENEFIT))
    return names if len(names) == len(found) > 1 else []


def _known_with_year(key: str, block: Block) -> Label | None:
    """A label with its year: 2016年投入金额."""
    rest, year = split_year(key) or ("", "")
    label = (_known(rest, block) or words_of(Block.FUNDING).get(rest)) if rest else None
    dated = label is not None and (label.block in _YEARLY or label.kind is not Kind.FIELD)
    return replace(label, year=year) if label and dated else None


def _combined(key: str) -> Label | None:
    """成员总数/场所面积 or 命名级别、单位及日期, in any order and with any of their other names."""
    if _WHEN_BY_WHOM.fullmatch(key):
        return Label("命名日期/命名单位", Kind.FIELD, Block.BASICS)
    cuts = [(key[: match.start()], key[match.end() :]) for match in _BETWEEN_TWO.finditer(key)]
    for parts in (*cuts, tuple(_AND.split(key))):
        names = tuple(_one_of_two((split_hint(part) or (part, ""))[0]) for part in parts)
        together = len(names) == len(set(names)) > 1 and any(set(names) <= some for some in _TOGETHER)
        if together and any(part not in vocabulary.ONLY_IN_BLOCK for part in parts):
            return Label("/".join(names), Kind.FIELD, Block.BASICS)
    return None


def _one_of_two(key: str) -> str:
    return vocabulary.IN_ONE_CELL.get(key) or _composed(key, composed.COMPOSED_BASICS)
