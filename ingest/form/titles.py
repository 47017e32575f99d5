"""What a title above a table, or a heading between paragraphs, announces: a block of the form, and a unit."""

import re
from collections.abc import Sequence

from ingest.form.inline import says_itself, split_labelled
from ingest.form.keys import label_key, ordinal_of, split_hint, split_unit, year_within
from ingest.form.labels import MAY_BE_BLOCKS, Block, Kind, Label
from ingest.form.matching import LONGEST_LABEL, find_label
from ingest.form.values import is_blank

SHORT_TITLE = 8  # characters of a title above a table that has no number
LEAST_BELOW = 2  # cells of a row that asks for something
LONGEST_SECTION = 20  # characters of the heading of a section, without its number
_ANNEXES = (
    (Block.TRAINING, re.compile(r"(?:.*)(?:培养|培训)人才(?:.*)(?:明细|名单|表)|人才培养(?:.*)(?:明细|名单|表)")),
    (Block.MEMBERS, re.compile(r".*(?:成员|骨干|团队).*(?:名单|情况|名册|一览|表).*")),
    (Block.LEADER, re.compile(r".*领衔人.*情况.*")),
    (Block.ACHIEVEMENTS, re.compile(r".*成果.*(?:明细|名单|清单|一览|表).*")),
)
# What the heading of a numbered section is about, told by one word of it, in this order.
_SECTIONS = (
    (Block.MEMBERS, re.compile("成员|骨干|团队(?!(?:领衔|带头|领办|领军|负责)人)")),
    (Block.LEADER, re.compile("领衔|带头|领办|领军|负责人")),
    (Block.FUNDING, re.compile("经费|资金|投入")),
    (Block.BENEFIT, re.compile("(?<!社会)效益")),
    (Block.TRAINING, re.compile("人才|培养|培训|带徒")),
    (Block.INNOVATION, re.compile("创新|成果|获奖|专利")),
    (Block.BASICS, re.compile("基本|概况|情况|信息|简况|状况")),
)
_LONGEST_TITLE = 40  # characters
_A_SHEET, _OF_A_YEAR = re.compile("[表书]"), re.compile(r"((?:19|20)\d\d) *年度")
_OF_ONE = re.compile("劳模|工匠|个人|本人")  # 劳模（工匠）情况 above 姓名
_OF_FIGURES = frozenset({Block.FUNDING, Block.BENEFIT, Block.TRAINING, Block.INNOVATION})
_AND = re.compile("[与和及、/]")  # 成果与人才 begins with results
_FORM_TITLE = re.compile(r".{0,40}(?:申报|申请|登记|推荐|审批)(?:审批|推荐|申请)?(?:表|书|材料).{0,12}")
_COLUMNS_NAMED = re.compile(r"[(（][^()（）]*[,，、][^()（）]*[)）]$")  # 骨干成员名单（姓名，性别，学历）
# Beside labels these are no prose.
_ABOUT_IT = re.compile(
    r"(?:工作室|基本)*(?:基本)?(?:概况|简况|情况|信息)|(?:主要|关键|重点|工作|工作室)*(?:指标|数据)(?:情况|数据)?"
)
_ACHIEVED = re.compile(r"(?:近?[一二两三四五]年|主要|工作|突出|取得|的)*(?:成绩|成效|业绩|战果)")
_OF_COMPANY = re.compile(r"单\s*位|企\s*业|公\s*司|学\s*校|机\s*构")  # whose 成立时间 is not the studio's
_SAYS_A_LABEL = re.compile(r"[^:：，。；]{2,20}[:：]\s*\S")
_LISTED = re.compile("[、，,；;。]")  # in no heading
_HINT = re.compile(r"\s*(?:[(（][^()（）]*[)）]|(?:请|填写|应填|限填|注明|注[:：]).*)\s*")  # （按时间先后填写）
_STATISTICS = re.compile(r"(?:统计|汇总)?表?$")


def is_form_title(text: str) -> bool:
    """Whether a line is the title of the form: 劳模创新工作室申报审批表."""
    return bool(_FORM_TITLE.fullmatch("".join(text.split())))


def year_titled(lines: Sequence[str]) -> int | None:
    """The one year that titles of the form say it is of: 年度复审表（2023年度）; None for several or none."""
    short = (line for line in lines if len(line) <= _LONGEST_TITLE)
    found = {int(year) for line in short if _A_SHEET.search(line) for year in _OF_A_YEAR.findall(line)}
    return found.pop() if len(found) == 1 else None


def unit_of(text: str) -> str:
    """The unit a title or a line above a table states for its figures: 经济效益（单位：万元）, (万元)."""
    return (split_hint(label_key(text)) or ("", ""))[1]


def section_block(text: str, unnumbered: int = 0) -> Block | None:
    """The block that a heading announces in whatever words: 四、创新与获奖; None when it is of prose.

    It has to be numbered, or to have at most ``unnumbered`` characters.
    """
    key = split_unit(label_key(text))[0]
    label = find_label(key, Block.BASICS)
    longest = LONGEST_SECTION if ordinal_of(text) else unnumbered
    if len(key) > longest or re.search(r"[。,，;；:]|(?:表|书|材料)$", key):
        return None
    if label is not None and label.kind is Kind.TEXT:
        return None
    key = re.sub("(?:劳模|职工)?创新工作室|工作室", "", key)
    whole = _section(key)
    if whole not in _OF_FIGURES:
        return whole
    return next((block for part in _AND.split(key) if (block := _section(part)) in _OF_FIGURES), whole)


def _section(words: str) -> Block | None:
    return next((block for block, pattern in _SECTIONS if pattern.search(words)), None)


def section_across(text: str, below: Sequence[str]) -> Block | None:
    """The block that a line above a row opens when the row ``below`` asks: 领衔劳模（工匠）情况 above 姓名 | 性别.

    Where that row asks for something of the studio the line says no more than that.
    """
    asked = find_label(next((other for other in below if other), ""), Block.BASICS)
    key, year = label_key(text), year_within(text)
    if len(below) < LEAST_BELOW or asked is None or is_form_title(text) or key.endswith("工作室"):
        return None
    if len(key) > LONGEST_SECTION or re.search(r"\d", key.replace(year, "")):
        return None
    block = section_block(text, LONGEST_SECTION) or (Block.BASICS if year else None)  # 上年度（2023年）工作
    if asked.name == "姓名" and block is Block.BASICS and _OF_ONE.search(text):
        return Block.LEADER
    of_studio = asked.block is Block.BASICS and asked.kind is Kind.FIELD and asked.name not in MAY_BE_BLOCKS
    return Block.BASICS if block is not None and of_studio else block


def opened_section(
    text: str, below: Sequence[str], label: Label | None, last: int, above: Label | None
) -> Label | None:
    """The block that a heading across the table opens; the number of one in other words follows the ``last`` one's.

    Args:
        text: the heading.
        below: the texts of the row below it.
        label: what the heading asks for by its words.
        last: the number of the last numbered heading.
        above: the label of a heading in the row above.
    """
    in_prose = above is not None and above.block is Block.TEXT
    follows = ordinal_of(text) == last + 1 > 1 or (last == 0 and not in_prose)
    block = section_block(text) if follows else None
    if block is None and above is None and label is None:
        counts = unit_of(text) != ""  # 投入产出（万元）
        block = section_across(text, below) or (section_block(text, SHORT_TITLE) if counts else None)
    block = block or (MAY_BE_BLOCKS.get(label.name) if label else None)
    return Label(label_key(text), Kind.BLOCK, block, unit=unit_of(text)) if block is not None else None


def is_answer_across(below: Sequence[str], further: Sequence[str], block: Block) -> bool:
    """Whether a row answers a label across the table in ``block``: one text across the table that is no heading.

    ``further`` are the texts of the row below it.
    """
    if len(below) != 1 or is_blank(below[0]) or find_label(below[0], block) is not None:
        return False
    goes_on = len(further) == 1 and not ordinal_of(further[0]) and find_label(further[0], block) is None
    if goes_on or _HINT.fullmatch(below[0]):
        return False  # 主要参与的工程 has rows of its own; （按时间先后填写） is no answer
    heads = ordinal_of(below[0]) or section_across(below[0], further)
    return not heads or bool(_LISTED.search(label_key(below[0])))


def section_beside(text: str, rows: Sequence[Sequence[str]]) -> Label | None:
    """The block that a cell beside several rows opens in whatever words: 近三年投入与效益, before 项目 | 2021年.

    The label of a field opens one before rows that say other labels themselves, 工作室 before 名称：甲 | 单位：乙, or
    begin with several such: 创效 before 增收 and 节支.
    """
    others = [other for row in rows for other in row]
    asked = find_label(text, Block.BASICS)
    if asked is not None and asked.kind is Kind.FIELD:
        said = {label.name for other in others for label, _, _ in split_labelled(other, asked.block)}
        opens = bool(said - {asked.name}) and all(_SAYS_A_LABEL.match(other) for other in others if other)
        leads = [find_label(row[0], asked.block) for row in rows if len(row) > 1]
        own = {
            lead.name for lead in leads if lead is not None and lead.kind is Kind.FIELD and lead.block is asked.block
        }
        several = len(own) >= LEAST_BELOW
        return Label(label_key(text), Kind.BLOCK, asked.block, unit=unit_of(text)) if opens or several else None
    block = section_block(text, LONGEST_SECTION) or (Block.BASICS if _ABOUT_IT.fullmatch(label_key(text)) else None)
    block = block or (Block.INNOVATION if _ACHIEVED.fullmatch(label_key(text)) else None)
    asks = block is not None and any(
        find_label(other, block) or (not _OF_COMPANY.search(text) and says_itself(other, block)) for other in others
    )
    return Label(label_key(text), Kind.BLOCK, block, unit=unit_of(text)) if block is not None and asks else None


def annex_block(text: str) -> Block | None:
    """The block that a title above a further table announces: 附表：骨干成员名单."""
    key = _COLUMNS_NAMED.sub("", re.sub(r"^附[表件]?[一二三四五六七八九十\d]*[:：]?", "", label_key(text)))
    if not key or len(key) > LONGEST_LABEL or re.search(r"[。,，;；]", key):
        return None
    label = find_label(key, Block.BASICS)
    label = label or find_label(_STATISTICS.sub("", key), Block.BASICS)
    if label is not None and label.kind in {Kind.BLOCK, Kind.GROUP}:
        return label.block
    if label is not None and label.name in MAY_BE_BLOCKS:
        return MAY_BE_BLOCKS[label.name]
    return next((block for block, pattern in _ANNEXES if pattern.fullmatch(key)), None)
