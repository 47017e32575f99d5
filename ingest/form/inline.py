"""Cells that hold their label themselves: 国家 3 个, 姓名：张三, and prose under its own heading."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain

from ingest.form import vocabulary
from ingest.form.entry import of_year
from ingest.form.keys import IN_BRACKETS
from ingest.form.labels import Block, Kind, Label
from ingest.form.matching import find_label, find_weak, note_name
from ingest.form.values import DATE_WITHIN

_UNITS = "项|个|件|人|名|次|篇|万元|元"
_NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?(?:余|多)?|[一二两三四五六七八九十]{{1,3}}|[—–/／无]|--?)?\s*(?:{_UNITS})?"
_ITEM = re.compile(
    rf"([^\d\s:：,，、;；—–/／_-]+?)\s*[:：]?[\s_]*({_NUMBER})[_]*(?:\([^()]*\)|（[^（）]*）)?\s*(?:[,，、;；。:：\n]|\s|$)\s*"
)
_COLON = re.compile(r"^\s*([^:：\n]{2,20})[:：]\s*(.*)$", re.DOTALL)
_TAB = re.compile(r"^\s*([^\t\n]{2,20})\t\s*(.*)$", re.DOTALL)
_COUNTING = frozenset({Block.INNOVATION, Block.TRAINING, Block.BENEFIT})
_AMOUNT = re.compile(r"(?:约|近)?[\d,.]*\s*(?:亿元|万元|千元|万|元)?(?:余|左右)?")
_OF_YEARS = re.compile(r"^近?[一二两三四五]年|[多几每]年|年[均平]")
_STUDIO = r"(?:(?:本|该|创新|劳模|职工|工匠)*工作室)?[于在]?"
_FOUNDING = "(?:创建|成立|组建|建立|设立|创立)"
_FOUNDED = re.compile(rf"{_STUDIO}(?P<创建日期>{DATE_WITHIN.pattern})(?:正式)?{_FOUNDING}[,;。]?", re.ASCII)
_FOUNDED_ON = re.compile(rf"^{_STUDIO}{_FOUNDING}(?:日期|时间):({DATE_WITHIN.pattern})(?=[,;。])", re.ASCII)
_AN_OFFICE = r"[^\d,;。、由经被获]{1,28}(?:工会|委员会|公司|集团|政府|[局厅部])"
_NAMED = re.compile(
    rf"{_STUDIO}(?P<命名日期>{DATE_WITHIN.pattern}),?(?:[由经被获]|(?={_AN_OFFICE}命名))(?P<命名单位>[^\d,;。、]{{2,30}}?)(?:正式)?(?:命名|授牌|认定)"
    r"(?:为(?:劳模|职工|工匠|人才|创新|[()、和与])*工作室)?[,;。]?",
    re.ASCII,
)
_PART_OF_LABEL = re.compile(r"(?:基本)?(?:情况|概况|简况|信息|名称|意见)")
_GROUP_FIRST = re.compile(r"([^\d\s:：,，、;；。]{2,8})[:：]\s*(?=\D)")
_IN_ALL = re.compile(
    r"^(?:近?[一二两三四五]年来?|其中|共计|合计|总计|累计|先后|现有|已|共)+|(?<=..)(?:共计|合计|总计|累计|共有?)$"
)
_MEASURES = re.compile(
    r"(?:团队|工作室|现有|共有)*(?P<who>成员|人员)(?:总?数|人数)?[:：]?(?:约|共)?\d+[人名][,，、;；/]?"
    r"(?:固定|活动|工作|场[所地]|使用|建筑|总|面积)+[:：]?(?:\d+间[,，、]?)?(?:约|共)?\d[\d.]*(?:平方米|平米|㎡|m2|平方)[。;；]?"
)
ITEM_NUMBER = re.compile(r"(?:[(（]?\d{1,2}[)）]|\d{1,2}[.、．](?=\D)|[①-⑳])\s*")
# Counts printed with brackets to write in: 国际（ ）个；省部（2）个.
_FILLED = re.compile(r"[(（]\s*(\d+)\s*[)）](?=\s*[项个件篇人名])")
_UNFILLED = re.compile(r"[^\s,，、;；:：]+[(（]\s*[)）]\s*[项个件篇人名][,，、;；\s]*")
_GOES_ON = re.compile(r"[,，;；]\s*(?:其中|(?:具体)?明细(?:如下)?|具体如下|详见下表)[:：]?\s*$")  # in a table below
_AMONG = re.compile(r"(?:其中|包括|分别为)\s*[:：,，]?\s*(?=\D)")  # 共培养27人，其中：高级技师3人
_LABEL_AND_VALUE = re.compile(r"[^:：\d。；，]{2,20}(?:[:：]|\n)\s*\S")
_EXPLAINED = re.compile(r"[^()（）]+[(（]([^()（）]+)[)）](.+)")
_COUNTED = re.compile(rf"\d.*(?:{_UNITS})$", re.ASCII)
# 成员总数：14人；场所面积：88㎡, 姓名：张三，性别：男
_BEFORE_LABEL = re.compile(r"([;；,，、])[ \t\u3000]*(?=([^\s:：;；,，。]{2,12})[:：])")
_SAID = re.compile(r"[\d:：,，、;；。]")  # in what is more than the rest of a label
# A label with its options in brackets behind it, where some box is ticked: 工作室类型（☑技术攻关 □其他）.
TICKED_BEHIND = re.compile(r"([^(（☐□☑☒■√]{2,12})[(（]((?!.*[请打划画勾选])[^()（）]*[☑☒■√][^()（）]*)[)）]")
_NEXT_LABEL = re.compile(r"(?:[ \t\u3000]{2,}|\t)(?=[^\s:：]{2,12}[:：])")


def split_inline(
    text: str, block: Block, group: str, asked: Label | None, title: str
) -> tuple[tuple[Label, str, str], ...]:
    """(label, label as written, value) for every item of a cell, or nothing when the cell is a plain value.

    ``title`` is the label of the block as written.

    A cell that answers a label of its own is a value, whatever it looks like, but for a count of the label's like.
    """
    if asked is not None and asked.kind in {Kind.FIELD, Kind.TEXT}:
        return _count_of_its_like(text, asked)
    if block in _COUNTING or group:
        items = split_counts(text, block, group)
        if items:
            return items
    return (
        _founded_and_named(text, block)
        or split_labelled(text, block)
        or _label_over_value(text, block)
        or heads_and_area(text, block, title)
        or (split_labelled(f"{title}{text}", block) if title and block is Block.BASICS else ())  # 名称： beside 工作室
        or _count_elsewhere(text, block)
    )


def _count_of_its_like(text: str, asked: Label) -> tuple[tuple[Label, str, str], ...]:
    """The count beside a label that has none: 地市级劳模 | 企业劳模 3."""
    family, found, _ = asked.name.partition("/")
    items = split_counts(text, asked.block, family) if found and re.search(r"\d", text) else ()
    like = len(items) == 1 and items[0][0].name.startswith(f"{family}/") and items[0][0].name != asked.name
    return items if like else ()


def _count_elsewhere(text: str, block: Block) -> tuple[tuple[Label, str, str], ...]:
    """A count with its label in a cell that stands in no block of counts: 成果：14项."""
    if block not in {Block.BASICS, Block.FUNDING, Block.INNOVATION, Block.TRAINING}:
        return ()
    counting = (Block.INNOVATION, Block.TRAINING)
    parts = [part for part in re.split("[;；。]", text) if part.strip()]  # 创新成果3项，发明专利1件；培养技师1人
    each = [next((found for block in counting if (found := split_counts(part, block))), ()) for part in parts]
    found = tuple(chain.from_iterable(each))
    if not all(each):
        found = next((found for block in counting if (found := split_counts(text, block))), ())
    return found if len(found) > 1 or _COLON.match(text) else ()


def heads_and_area(text: str, block: Block, title: str) -> tuple[tuple[Label, str, str], ...]:
    """How many people and square metres, which say by their words what they are: 成员21人，面积115平方米."""
    measures = _MEASURES.fullmatch("".join(text.split())) if block is Block.BASICS else None
    if measures is None or (measures["who"] == "人员" and "工作室" not in title):
        return ()  # 人员 may be those of the whole company
    return ((Label("成员总数/场所面积(㎡)", Kind.FIELD, block), "成员总数/场所面积", text),)


def _founded_and_named(text: str, block: Block) -> tuple[tuple[Label, str, str], ...]:
    """When the studio was founded, and when and by whom named: 2019年6月创建，2021年5月由市总工会命名."""
    if block is not Block.BASICS:
        return ()
    plain = _FOUNDED_ON.sub(r"\1创建", "".join(unicodedata.normalize("NFKC", text).split()))
    said: dict[str, str] = {}
    at = 0
    while match := _FOUNDED.match(plain, at) or _NAMED.match(plain, at):
        told = {column: value for column, value in match.groupdict().items() if value}
        if told.keys() & said.keys():
            return ()
        said, at = said | told, match.end()
    if at < len(plain):
        return ()
    return tuple((Label(column, Kind.FIELD, block), column, value) for column, value in said.items())


def _label_over_value(text: str, block: Block) -> tuple[tuple[Label, str, str], ...]:
    """A label on the first line and its value on those below, or with options in brackets behind it, some ticked."""
    ticked = TICKED_BEHIND.fullmatch(text)
    head, found, rest = (ticked[1], "(", ticked[2]) if ticked else text.partition("\n")
    whole = not found or find_label(text, block) is not None or _PART_OF_LABEL.fullmatch("".join(rest.split()))
    label = None if whole and not ticked else find_label(head, block)
    stands = label is not None and label.kind is Kind.FIELD and bool(rest.strip())
    return ((label, head.strip(), rest.strip()),) if label is not None and stands else ()


def split_counts(text: str, block: Block, group: str = "") -> tuple[tuple[Label, str, str], ...]:
    """(label, as written, number) for every item of a text that is nothing but counts: 获奖：国家1个，省部2个.

    A few among them may be counts of what no vocabulary has, when they say their unit.
    """
    found: list[tuple[Label, str, str]] = []
    at = strange = 0
    text = _FILLED.sub(r"\1", _UNFILLED.sub("", _GOES_ON.sub("", text.replace("_", " ").strip())))
    while at < len(text):
        if numbered := ITEM_NUMBER.match(text, at):
            at = numbered.end()
        if among := _AMONG.match(text, at):
            at = among.end()
        head = _GROUP_FIRST.match(text, at)
        grouped = find_label(head[1], block) if head else None
        if head is not None and grouped is not None and grouped.kind is Kind.GROUP:
            group, at = grouped.name, head.end()
        match = _ITEM.match(text, at)
        if match is None:
            return ()
        if block is Block.BENEFIT and _OF_YEARS.match(match[1]):
            return ()  # 近三年节约成本200万元 is of no single year
        label = next((label for word in _words(match[1]) if (label := _counted(word, block, group))), None)
        if label is None and not _COUNTED.search(match[2]):
            return ()
        strange += label is None
        label = label or Label(IN_BRACKETS.sub("", match[1]), Kind.FIELD, block)
        found.append((label, match[1], match[0][match.start(2) - match.start() :].strip(" \n,，、;；。:：_")))
        at = match.end()
    return tuple(found) if len(found) > 2 * strange else ()


def _words(written: str) -> Iterator[str]:
    """What may be counted: 自治区(省部级)劳模 without the brackets, or what the brackets make of it."""
    yield IN_BRACKETS.sub("", written)
    word = _IN_ALL.sub("", written) or written
    yield IN_BRACKETS.sub("", word)
    if explained := _EXPLAINED.fullmatch(word):
        yield explained[1] + explained[2]


def _counted(word: str, block: Block, group: str) -> Label | None:
    if block is Block.TRAINING and word in vocabulary.TRAINED_ALONE:
        return Label("总数", Kind.FIELD, block)
    return find_weak(word, block, group) or _count_label(word, block)


def _count_label(word: str, block: Block) -> Label | None:
    label = find_label(word, block)
    if label is not None and label.kind is Kind.BLOCK and label.block is block is Block.TRAINING:
        return Label("总数", Kind.FIELD, block)  # 培养人才23人
    return label if label is not None and label.kind is Kind.FIELD and label.block in _COUNTING else None


def split_labelled(text: str, block: Block) -> tuple[tuple[Label, str, str], ...]:
    """Lines such as 姓名：张三, each with a known label."""
    found: list[tuple[Label, str, str]] = []
    text = "\n".join(_with_colons(line, block) for line in text.split("\n"))
    text = "\n".join(_item_by_item(line, block) for line in _NEXT_LABEL.sub("\n", text).split("\n"))
    for line in (line for line in text.split("\n") if line.strip()):
        match = _COLON.match(line)
        label = find_label(match[1], block) if match else None
        if match is not None and label is not None and label.kind is Kind.YEAR:
            if not _AMOUNT.fullmatch(match[2]):
                return ()  # what is more than an amount is taken apart as money spelled out
            label = replace(of_year(block), year=label.year)
        if match is None or label is None or label.kind is not Kind.FIELD:
            if not found:
                return ()
            label, written, value = found[-1]
            found[-1] = (label, written, f"{value}\n{line.strip()}")
        else:
            found.append((label, match[1].strip(), match[2].strip()))
    return tuple(found)


def _item_by_item(line: str, block: Block) -> str:
    """A line of labels and values with a line for each; commas part them where the first says its label too."""
    match = _COLON.match(line)
    marks = ";；,，、" if match and _asks(match[1], block) else ";；"
    return _BEFORE_LABEL.sub(lambda cut: "\n" if cut[1] in marks and _asks(cut[2], block) else cut[0], line)


def says_itself(text: str, block: Block) -> bool:
    """Whether a cell holds labels and their values, or counts: 单位性质：企业, 成果10项，转化8项."""
    return bool(split_labelled(text, block) or _count_elsewhere(text, block))


def _asks(text: str, block: Block) -> bool:
    """Whether a text is the label of one value."""
    label = find_label(text, block)
    return label is not None and label.kind is Kind.FIELD


def _with_colons(line: str, block: Block) -> str:
    """Labels and values that only tabs part, as a line with a colon each: 姓名, 张三, 性别, 女."""
    for gap in ("\t", r"\t+"):  # an empty value between two tabs, or several tabs to line the values up
        parts = [part.strip() for part in re.split(gap, line.strip())]
        if len(parts) % 2 == 0 and all(_asks(label, block) for label in parts[::2]):
            return "\n".join(f"{label}：{value}" for label, value in zip(parts[::2], parts[1::2], strict=True))
    return line


@cache
def split_prose(text: str, block: Block) -> tuple[Label, str, str] | None:
    """Prose that follows its own heading in one cell: (label, heading, prose)."""
    under_heading = text.partition("\n")[::2]
    after_mark = [match.groups() for mark in (_COLON, _TAB) if (match := mark.match(text))]
    for head, body in (under_heading, *after_mark):
        label = find_label(head, block) if body.strip() else None
        if label is not None and label.kind is Kind.TEXT:
            return label, head, body.strip()
    return None


def asks_itself(text: str, block: Block) -> bool:
    """Whether a cell below a heading asks for something itself: 业绩简介 above 单位意见：同意."""
    prose = split_prose(text, block)
    return find_label(text, block) is not None or (prose is not None and prose[0].name.endswith("意见"))


def split_block(text: str, block: Block) -> tuple[Label, str, str] | None:
    """What a block says in the cell of its own label, as prose to take apart: 经费投入：2019年22万元（自筹）."""
    under_heading = text.partition("\n")[::2]
    after_colon = match.groups() if (match := _COLON.match(text)) else ("", "")
    for head, body in (after_colon, under_heading):
        label = find_label(head, block) if _SAID.search(IN_BRACKETS.sub("", body)) else None
        if label is not None and label.kind is Kind.BLOCK:
            return Label(note_name(head), Kind.TEXT, label.block, unit=label.unit), head, body.strip()
    return None


def say_their_labels(texts: Sequence[str], block: Block) -> bool:
    """Whether most cells of a row hold a label and its value: 创新成果：13项."""
    known = any(split_prose(text, block) or split_labelled(text, block) for text in texts)
    return known and 2 * sum(bool(_LABEL_AND_VALUE.match(text)) for text in texts) > len(texts)
