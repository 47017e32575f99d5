"""What a title above a table, or a heading between paragraphs, announces: a block of the form, and a unit."""

import re

from ingest.form.labels import LONGEST_LABEL, Block, Kind, find_label, label_key, unit_in_brackets

_ANNEXES = (
    (Block.TRAINING, re.compile(r"(?:.*)(?:培养|培训)人才(?:.*)(?:明细|名单|表)|人才培养(?:.*)(?:明细|名单|表)")),
    (Block.MEMBERS, re.compile(r".*(?:骨干|团队|核心|工作室)?成员.*(?:名单|情况|名册|一览|表).*")),
    (Block.LEADER, re.compile(r".*领衔人.*情况.*")),
    (Block.ACHIEVEMENTS, re.compile(r".*成果.*(?:明细|名单|清单|一览|表).*")),
)
_STATISTICS = re.compile(r"(?:统计|汇总)?表?$")


def unit_of(text: str) -> str:
    """The unit a title or a line above a table states for its figures: 经济效益（单位：万元）, (万元)."""
    return unit_in_brackets(label_key(text))


def annex_block(text: str) -> Block | None:
    """The block that a title above a further table announces: 附表：骨干成员名单."""
    key = re.sub(r"^附[表件]?[一二三四五六七八九十\d]*[:：]?", "", label_key(text))
    if not key or len(key) > LONGEST_LABEL or re.search(r"[。,，;；]", key):
        return None
    label = find_label(key, Block.BASICS)
    label = label or find_label(_STATISTICS.sub("", key), Block.BASICS)
    if label is not None and label.kind in {Kind.BLOCK, Kind.GROUP}:
        return label.block
    return next((block for block, pattern in _ANNEXES if pattern.fullmatch(key)), None)
