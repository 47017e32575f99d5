"""The labels of a form: what each word that is one asks for, and in which block of the form it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from graph.schema import load_schema
from ingest.form import vocabulary
from ingest.normalise import tidy_heading


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


# The block of a family of words.
FAMILY_BLOCK = {
    "专利类别": Block.INNOVATION,
    "获奖等级": Block.INNOVATION,
    "技术等级": Block.TRAINING,
    "荣誉": Block.TRAINING,
}
# Labels of one field that head a whole block where several rows or a table stand beside or under them.
MAY_BE_BLOCKS = {"创新成果": Block.INNOVATION, "领衔人": Block.LEADER}


def _fields(words: Mapping[str, Sequence[str]], block: Block, kind: Kind = Kind.FIELD) -> dict[str, Label]:
    return {tidy_heading(word): Label(name, kind, block) for name, more in words.items() for word in (name, *more)}


def _ledger_words(ledger: str, more: Mapping[str, Sequence[str]], without: frozenset[str]) -> dict[str, list[str]]:
    """What the columns of a ledger are called there and on forms."""
    columns = load_schema().ledgers[ledger].columns
    answers = {choice for column in columns.values() for choice in column.choices}.union(*families().values())
    if ledger == "工作室台账":  # a form asks for a person's department where a ledger may call the unit so
        answers |= {*load_schema().ledgers["成员台账"].columns["所在部门"].aka, "所在部门"}
    on_forms = {word: name for name, others in more.items() for word in others}
    known = {
        name: [*(word for word in column.aka if on_forms.get(word, name) == name), *more.get(name, ())]
        for name, column in columns.items()
        if name not in without
    }
    words = {**{name: list(others) for name, others in more.items()}, **known}
    no_labels = answers.union(vocabulary.TOO_GENERAL, vocabulary.TRAINED) - words.keys()
    return {name: [other for other in others if other not in no_labels] for name, others in words.items()}


@cache
def words_of(block: Block) -> dict[str, Label]:
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
def families() -> dict[str, dict[str, str]]:
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
