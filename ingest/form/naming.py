"""What a word asks for that says too little by itself, told by its answer: the studio's name, how many it has."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.schema import load_schema
from ingest.form.entry import Entry
from ingest.form.labels import Block, Kind, Label
from ingest.form.matching import find_label, holds_label
from ingest.form.options import read_options
from ingest.form.values import DATE_WITHIN, is_blank, is_dash, one_line, says_area

NAME, MEMBERS, AREA, FILLED_ON = "工作室名称", "成员总数", "场所面积(㎡)", "填报日期"
_FIELD, _KIND = "专业领域", "工作室类型"

_PEOPLE = frozenset({Block.LEADER, Block.MEMBERS})
_BASICS = frozenset({Block.BASICS, Block.LEADER})  # which may stand above them
_LONGEST_NAME = 40  # characters
_A_STUDIO = re.compile(r"[^，,。；;：:□☑√]{2,}(?:工作室|工作站|创新室|创新团队|创新中心)(?:[(（][^()（）]*[)）])?")
_OF_ANOTHER = re.compile(r"上级|推荐|结对|联盟|协作|合作|共建|曾用|原名|师傅|所获|荣誉|成果|课题|项目")
_OF_STUDIO = re.compile(r"(?:劳模|职工|创新|本)*工作[室站](?:的?(?:基本)?(?:情况|信息|概况|简况|资料)表?)?")
_A_KIND = frozenset({"类型", "类别"})
_OF_COMPANY = re.compile(r"单位|企业|公司|学校|机构")
_HOW_MANY = re.compile(r"\s*(?:共|现有)?\s*\d+\s*[人名位]?\s*")
_HOW_MANY_PEOPLE = re.compile(r"\s*(?:共|现有)?\s*\d+\s*[人名位]\s*")
_FILLED_ON = re.compile(r"(?:登记|备案|呈报|提交|送审|推荐|报名)(?:日期|时间|年月日?)")
_PLACE = re.compile(r"(?:工作室)?(?:固定|活动|工作|办公)?场[所地](?:情况)?")
_NUMBER_WORDS = frozenset({"人数", "总人数", "人员数", "人员数量"})
_LABEL_LIKE = re.compile(
    r"[^\d，,。；;]{2,14}(?:单位|名称|日期|时间|年月|面积|人数|总数|类型|类别|性质|领域|电话|姓名)"
)
_PEOPLE_WORDS = re.compile(r"(?:现有|工作室|团队|在[室册]|创新)*(?:成员|人员|团队)")
_TITLE = re.compile(
    r"(?:关于)?([^:：，,。；;]{2,40}?(?:工作室|工作站|创新室))(?:的?(?:申报|申请|登记|推荐|审批|情况|基本).*)?"
)


def named_by_answer(entries: Sequence[Entry]) -> list[Entry]:
    """Entries with what their answers, or what stands around them, tell: 名称 | 林晓岚创新工作室, 人数 | 12."""
    entries = _of_their_person([part for entry in entries for part in _without_labels(entry)])
    known = {entry.label.name for entry in entries if entry.known and not is_blank(entry.text)}
    told: list[Entry] = []
    for entry in entries:
        told.append(_told(entry, known))
        known |= {told[-1].label.name} if told[-1] is not entry else set()
    return told


def _without_labels(entry: Entry) -> Iterator[Entry]:
    """The entry; a studio is not named by what reads as a label of the form, nor by a dash, which is kept apart."""
    text = one_line(entry.text)
    if entry.label.name != NAME or not text or _A_STUDIO.fullmatch(text) or not (_asks(text) or is_dash(text)):
        yield entry
        return
    beside = f"{NAME}旁边"
    yield replace(entry, text="")
    yield replace(entry, label=Label(beside, Kind.FIELD, Block.BASICS), written=beside, known=False)


def _asks(text: str) -> bool:
    """Whether a text reads as a label of a form, or holds one."""
    return find_label(text, Block.BASICS) is not None or bool(_LABEL_LIKE.fullmatch(text)) or holds_label(text)


def _of_their_person(entries: Sequence[Entry]) -> list[Entry]:
    """Entries, where 专业 among what is asked of a person is that person's, though no block tells whose it is."""
    asked = {entry.written for entry in entries if entry.label.name == _FIELD and not is_blank(entry.text)}
    return [
        replace(entry, label=trade)
        if (trade := _trade(entry)) and _is_personal(last) and (_is_personal(following) or len(asked) > 1)
        else entry
        for last, entry, following in zip((None, *entries), entries, (*entries[1:], None), strict=False)
    ]


def _trade(entry: Entry) -> Label | None:
    """What a label of the field of a studio asks a person for: 专业."""
    label = find_label(entry.written, Block.MEMBERS) if entry.label.name == _FIELD else None
    return label if label is not None and label.name == "工种" else None


def _is_personal(entry: Entry | None) -> bool:
    return entry is not None and (entry.label.block in _PEOPLE or entry.label.name == "领衔人")


def _told(entry: Entry, known: set[str]) -> Entry:
    name = ""
    if _KIND not in known and _are_kinds(entry):
        name = _KIND
    elif entry.known and entry.label.kind is not Kind.TEXT:
        return entry
    elif entry.written == "名称" and entry.block is Block.BASICS:
        of_studio = NAME not in known and _OF_STUDIO.fullmatch(entry.title) and not is_blank(entry.text)
        name = NAME if of_studio or _A_STUDIO.fullmatch(one_line(entry.text)) else ""
    elif FILLED_ON not in known and _FILLED_ON.fullmatch(entry.written):
        name = FILLED_ON if DATE_WITHIN.search(entry.text) else ""
    elif AREA not in known and _PLACE.fullmatch(entry.written):
        name = AREA if entry.block is Block.BASICS and says_area(entry.text) else ""
    elif MEMBERS not in known and not _OF_COMPANY.search(entry.title):
        counted = entry.written in _NUMBER_WORDS and entry.block in _BASICS and _HOW_MANY.fullmatch(entry.text)
        people = _PEOPLE_WORDS.fullmatch(entry.written) and _HOW_MANY_PEOPLE.fullmatch(entry.text)
        name = MEMBERS if counted or people else ""
    return (
        replace(entry, label=Label(name, Kind.FIELD, Block.BASICS), block=Block.BASICS, known=True) if name else entry
    )


def _are_kinds(entry: Entry) -> bool:
    """Whether an answer is a kind of studios, or ticks some, whatever asks for it: 创新方向 | ☑技术攻关 □技能传授."""
    kinds = load_schema().ledgers["工作室台账"].columns[_KIND].choices
    if entry.written in _A_KIND and _OF_STUDIO.fullmatch(entry.title) and one_line(entry.text) in kinds:
        return True  # 工作室 beside 类型 | 技术攻关
    options = read_options(entry.text, kinds) if entry.block in _BASICS else ()
    return len(options) > 1 and all(option.text.rstrip("类型") in kinds for option in options)


def is_a_studio(text: str) -> bool:
    """Whether a text is the name of a studio by a word for one."""
    name = one_line(text)
    return len(name) <= _LONGEST_NAME and bool(_A_STUDIO.fullmatch(name))


def name_elsewhere(entries: Sequence[Entry], titles: Sequence[str]) -> tuple[Entry | None, str]:
    """Where the name of the studio stands in a form that asks for it in words no vocabulary has, or in its title only.

    Args:
        entries: everything the form says.
        titles: the lines above it that are no labels.

    Returns:
        The entry whose answer is the name, or None when none or several are, and the name: from the entry, else from
        a title that has the leader's name in it; empty when neither says it.
    """
    answers = {one_line(entry.text): entry for entry in entries if _may_name(entry)}
    if len(answers) == 1:
        ((name, entry),) = answers.items()
        return entry, name
    leaders = {one_line(entry.text) for entry in entries if _is_leader(entry)}
    found = {name for title in titles for name in _names_in(title) if any(leader in name for leader in leaders)}
    return None, found.pop() if len(found) == 1 and not answers else ""


def _may_name(entry: Entry) -> bool:
    free = not entry.known or (entry.label.kind is Kind.TEXT and entry.label.block is Block.BASICS)
    of_it = entry.block is Block.BASICS and not _OF_ANOTHER.search(f"{entry.title}{entry.written}")
    return free and of_it and is_a_studio(entry.text)


def _is_leader(entry: Entry) -> bool:
    asked = entry.label.name == "领衔人" or (entry.label.name == "姓名" and entry.block is Block.LEADER)
    return asked and len(one_line(entry.text)) > 1


def _names_in(title: str) -> Iterator[str]:
    before, _, last = "".join(title.split()).replace("：", ":").rpartition(":")
    match = _TITLE.fullmatch(last)
    if match and not _OF_ANOTHER.search(before):
        yield match[1]
