"""Which words in a form are labels, what each asks for, and in which block of the form it stands."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from graph.schema import load_schema
from ingest.dates import read_date
from ingest.form import vocabulary
from ingest.normalise import tidy_heading

LONGEST_LABEL = 30  # characters without spaces


class Block(StrEnum):
    """The blocks of the form."""

    BASICS = "基本情况"
    FUNDING = "经费投入"
    INNOVATION = "技术创新"
    BENEFIT = "经济效益"
    TRAINING = "培养人才"
    LEADER = "领衔人情况"
    MEMBERS = "骨干成员情况"
    ACHIEVEMENTS = "成果明细"
    TEXT = "文字"


class Kind(StrEnum):
    """What follows a label."""

    BLOCK = "block"  # further labels of this block
    GROUP = "group"  # labels that mean something only under this one: 专利类别, 获奖等级
    FIELD = "field"  # one value
    TEXT = "text"  # prose, kept as a note
    YEAR = "year"  # a figure of that year
    NUMBER = "number"  # nothing: 序号, 照片


@dataclass(frozen=True, slots=True)
class Label:
    """What a label asks for. ``year`` is the year written in it, ``unit`` the unit in its brackets."""

    name: str
    kind: Kind
    block: Block
    year: str = ""
    unit: str = ""


_FAMILY_BLOCK = {
    "专利类别": Block.INNOVATION,
    "获奖等级": Block.INNOVATION,
    "技术等级": Block.TRAINING,
    "荣誉": Block.TRAINING,
}
_YEARLY = frozenset({Block.FUNDING, Block.BENEFIT, Block.INNOVATION, Block.TRAINING})  # elsewhere 1950 is a value
_HEADCOUNT_AND_AREA = {
    **dict.fromkeys(("成员总数", "成员数", "成员人数", "人数", "团队人数", "总人数", "成员", "团队成员数"), "成员总数"),
    **dict.fromkeys(
        ("场所面积", "面积", "场地面积", "工作室面积", "活动场所面积", "固定场所面积", "场地"), "场所面积(㎡)"
    ),
}

_BEFORE = r"(?:(?:本|该|创新|劳模|职工|工匠)*工作室)?(?:近[一二两三四五]年)?来?"
_BLOCKS = (
    (Block.FUNDING, r"(?:活动|工作|专项)?(?:经费|资金)(?:的?(?:投入|保障|支持|使用|来源))*(?:情况)?"),
    (Block.INNOVATION, r"(?:技术|科技)创新(?:情况|成果情况|活动)?|(?:创新|科研)成果情况"),
    (Block.BENEFIT, r"(?:创造|取得|产生)?(?:的)?经济效益(?:情况)?"),
    (Block.TRAINING, r"(?:技能)?(?:培养|培训)人才(?:情况)?|(?:技能)?人才培[养训](?:情况)?"),
    (Block.LEADER, r"(?:劳模)?(?:领衔|领军|带头|负责)(?:人物?|劳模)(?:的?基本|个人)?(?:情况|信息|简况|资料)(?:表)?"),
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
_YEAR = re.compile(
    r"(?:(\d{4})|([〇零○一二三四五六七八九]{4}))年?(?:度)?(?:\((\d{1,2}(?:月|[-至~—到])+.*)\))?", re.ASCII
)
_YEAR_INSIDE = re.compile(r"((?:19|20)\d{2})年(?:度)?")
_NO_YEAR = re.compile(r"[_]*年(?:度)?")
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)|\d{1,2}[、.](?!\d))")
_CIRCLED_NUMBER = re.compile(r"^[①-⑳⑴-⒇]\s*")
_HINT = re.compile(r"\(([^()]*)\)$")
_UNIT = re.compile(r"^(?:金额)?(?:单位:?)?(?:人民币)?:?(亿元|万元|千元|元|万|项|个|件|人|名|m2)$")
_RECENTLY = re.compile(r"^近[一二两三四五]年来?")
_BETWEEN_TWO = re.compile(r"[/、及和与]|(?<=[数员地积\)])(?=[成面场工人团])")
_NUMBER_WITHIN = re.compile(r"\d")


def label_key(text: str) -> str:
    r"""A label without spaces, line breaks, ``*``, numbering and colon; vertical columns of two are read in order.

    >>> label_key("*年  度："), label_key("所工\n在会\n单意\n位见")
    ('年度', '所在单位工会意见')
    """
    text = _CIRCLED_NUMBER.sub("", text.lstrip())
    lines = ["".join(line.split()) for line in unicodedata.normalize("NFKC", text).split("\n") if line.strip()]
    if len(lines) > 2 and all(len(line) == 2 for line in lines):
        right, left = "".join(line[1] for line in lines), "".join(line[0] for line in lines)
        for upright in (left + right, right + left):
            if upright.endswith("意见") and not "".join(lines).endswith("意见"):
                return upright
    key = tidy_heading(text).replace("：", ":").replace("_", "").rstrip(":")
    return _ORDINAL.sub("", key)


def year_of(text: str) -> str:
    """The year a label or cell states, as ``2016年``; a part of it stays with it. Empty when it is no year."""
    key = label_key(text)
    match = _YEAR.fullmatch(key)
    if not match:
        return ""
    try:
        year = read_date(f"{match[1] or match[2]}年")[0][:4]
    except ValueError:
        return ""
    return f"{year}年{match[3] or ''}"


def is_unfilled_year(text: str) -> bool:
    """Whether a cell is the place for a year that nobody wrote: ``    年``."""
    return bool(_NO_YEAR.fullmatch(label_key(text)))


def unit_in_brackets(key: str) -> str:
    """The unit at the end of a label: 万元 of 经济效益(单位:万元)."""
    hint = _HINT.search(key)
    measured = _UNIT.fullmatch(hint[1]) if hint else None
    return measured[1] if measured else ""


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
        if label is not None:
            return replace(label, unit=unit or label.unit)
        hint = _HINT.search(key)
        if hint is None:
            return None
        measured = _UNIT.fullmatch(hint[1])
        unit = measured[1] if measured else unit
        key = key[: hint.start()].rstrip(":")


def find_weak(text: str, block: Block, group: str = "") -> Label | None:
    """A word that is a label only among its like: 国家 under 获奖等级, 技师 under 技术等级."""
    key = label_key(text)
    unit = ""
    if hint := _HINT.search(key):
        measured = _UNIT.fullmatch(hint[1])
        unit = measured[1] if measured else ""
        bare = key[: hint.start()]
    else:
        bare = key
    names = [key, bare]
    if block is Block.TRAINING or group in {"技术等级", "荣誉"}:
        names.append(_core(bare, vocabulary.ROUND_TRAINED))
    if block is Block.INNOVATION:
        names.append(_core(bare, vocabulary.ROUND_AWARDS))
    for name in names:
        for family, words in _families().items():
            if name in words and (_FAMILY_BLOCK[family] is block or group == family):
                return Label(f"{family}/{words[name]}", Kind.FIELD, _FAMILY_BLOCK[family], unit=unit)
        if block is Block.TRAINING and name in vocabulary.TRAINED:
            return Label("总数", Kind.FIELD, block, unit=unit)
        if name == "其他" and (block is Block.TRAINING or group in _FAMILY_BLOCK):
            return Label(f"{group or '技术等级'}/其他", Kind.FIELD, _FAMILY_BLOCK[group or "技术等级"], unit=unit)
    return None


def _core(key: str, around: Sequence[str]) -> str:
    """高级技师 of 晋升高级技师人数."""
    for pattern in around:
        key = re.sub(pattern, "", key)
    return key


def note_name(text: str) -> str:
    """The name under which prose is kept: the label; 工会意见 above 所在单位 is 所在单位工会意见."""
    key = _HINT.sub("", label_key(text))
    if _SUMMARY.fullmatch(key):
        return _SUMMARY_NAME
    head, found, tail = key.partition("意见")
    return tail + head + found if found and tail and not tail.startswith("(") else key


def _known(key: str, block: Block) -> Label | None:
    if key in _words(block):
        return _words(block)[key]
    for pattern_block, pattern in _BLOCK_PATTERNS:
        if pattern.fullmatch(key):
            return Label(key, Kind.BLOCK, pattern_block)
    if _SOCIAL.fullmatch(key):
        return Label("社会效益", Kind.TEXT, Block.TEXT)
    if _SUMMARY.fullmatch(key) or ("意见" in key and not _NUMBER_WITHIN.search(key)):
        return Label(note_name(key), Kind.TEXT, Block.TEXT)
    return _combined(key)


def _known_with_year(key: str, block: Block) -> Label | None:
    """A label with its year: 2016年投入金额."""
    inside = _YEAR_INSIDE.search(key)
    rest = key[: inside.start()] + key[inside.end() :] if inside else ""
    label = _known(rest, block) if rest else None
    dated = label is not None and (label.block in _YEARLY or label.kind is not Kind.FIELD)
    return replace(label, year=f"{inside[1]}年") if label and inside and dated else None


def _combined(key: str) -> Label | None:
    """成员总数/场所面积 in either order and with any of their other names."""
    for match in _BETWEEN_TWO.finditer(key):
        parts = (key[: match.start()], key[match.end() :])
        names = tuple(_HEADCOUNT_AND_AREA.get(_HINT.sub("", part), "") for part in parts)
        if all(names) and names[0] != names[1]:
            return Label("/".join(names), Kind.FIELD, Block.BASICS)
    return None


def _fields(words: Mapping[str, Sequence[str]], block: Block, kind: Kind = Kind.FIELD) -> dict[str, Label]:
    return {tidy_heading(word): Label(name, kind, block) for name, more in words.items() for word in (name, *more)}


def _ledger_words(ledger: str, more: Mapping[str, Sequence[str]], without: frozenset[str]) -> dict[str, list[str]]:
    """What the columns of a ledger are called there and on forms."""
    columns = load_schema().ledgers[ledger].columns
    answers = {choice for column in columns.values() for choice in column.choices}.union(*_families().values())
    known = {name: [*column.aka, *more.get(name, ())] for name, column in columns.items() if name not in without}
    words = {**{name: list(others) for name, others in more.items()}, **known}
    no_labels = answers.union(vocabulary.TOO_GENERAL, vocabulary.TRAINED) - words.keys()
    return {name: [other for other in others if other not in no_labels] for name, others in words.items()}


@cache
def _words(block: Block) -> dict[str, Label]:
    """Every word that is a label by itself in a block; where two blocks use one word, this block's meaning counts."""
    groups = _fields(vocabulary.GROUPS, Block.INNOVATION, Kind.GROUP)
    in_training = {key: label for key, label in groups.items() if label.name in {"技术等级", "荣誉"}}
    layers = {
        Block.ACHIEVEMENTS: _fields(vocabulary.ACHIEVEMENTS, Block.ACHIEVEMENTS),
        Block.FUNDING: _fields(vocabulary.FUNDING, Block.FUNDING),
        Block.BENEFIT: _fields(vocabulary.BENEFIT, Block.BENEFIT),
        Block.TRAINING: {key: replace(label, block=Block.TRAINING) for key, label in in_training.items()},
        Block.MEMBERS: _fields(_ledger_words("成员台账", vocabulary.PERSON, frozenset({"工作室"})), Block.MEMBERS),
        Block.INNOVATION: _fields(vocabulary.COUNTS, Block.INNOVATION)
        | {key: label for key, label in groups.items() if key not in in_training},
        Block.BASICS: _fields(_ledger_words("工作室台账", vocabulary.STUDIO, frozenset()), Block.BASICS),
    }
    general = {
        key: label
        for layer_block, layer in layers.items()
        if layer_block is not Block.ACHIEVEMENTS
        for key, label in layer.items()
        if key not in vocabulary.ONLY_IN_BLOCK
    }
    own = layers.get(Block.MEMBERS if block is Block.LEADER else block, {})
    numbering = {word: Label(word, Kind.NUMBER, block) for word in vocabulary.NUMBERING}
    return {
        key: replace(label, block=block) if block is Block.LEADER and label.block is Block.MEMBERS else label
        for key, label in (numbering | general | own).items()
    }


@cache
def _families() -> dict[str, dict[str, str]]:
    """Group → every word of its family → the word as it is counted."""
    families = {
        "专利类别": vocabulary.PATENTS,
        "获奖等级": vocabulary.AWARDS,
        "技术等级": vocabulary.GRADES,
        "荣誉": vocabulary.HONORS,
    }
    return {
        family: {tidy_heading(word): name for name, more in words.items() for word in (name, *more)}
        for family, words in families.items()
    }
