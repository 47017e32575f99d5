"""What the prose about a studio's work tells that the form has no cell for: results, rules, equipment."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.form.entry import Entry
from ingest.form.facts import SUMMARY
from ingest.form.inline import ITEM_NUMBER
from ingest.form.labels import Block, Kind, Label
from ingest.form.matching import find_label
from ingest.form.told_results import Result, told_results
from ingest.form.values import is_blank

_RULE = r"《?[^\s、,，;；。:：《》“”]{2,16}(?:制度|办法|规定|细则)》?"
_RULES = re.compile(
    rf"(?:建立|制定|制订|健全|完善|实行|执行|形成|出台|建有)了?[:：]?({_RULE}(?:[、,，和及与]?{_RULE})+)(?=等|[,，;；。\n]|$)"
)
_THING = r"[^\s、,，;；。:：《》“”]{2,20}"
_LIST = rf"({_THING}(?:、{_THING})+?)"
_EQUIPPED = re.compile(
    rf"(?:(?:配有|配备[了有]?|(?:配置|装备|购置)[了有]){_LIST}(?:等(?:设备|设施|仪器|器材|工具)*)?"
    rf"|(?:现有|设有|拥有){_LIST}等(?:设备|设施|仪器|器材|工具)+)(?=[,，;；。\n]|$)"
)
_NO_EQUIPMENT = re.compile(
    r".*\d[人名]|.*(?:人员|导师|学员|骨干|力量|师资|资金|经费|制度|人才|专家|教师|技师|工程师|劳模|工匠|成员|专利|[区墙])$"
)
_QUOTED = re.compile(r"[《“][^《》“”]{4,}[》”]")
_SENTENCE = re.compile(r"[。;；\n]+")
_CLAUSE = re.compile(r"[,，](?=[^,，]*[《“][^《》“”]{4,}[》”])")
# The headings of a result that a sentence must tell all of; one that tells less may speak of somebody else's.
_WHOLE = {"成果名称", "类别", "日期"}
_LISTED = re.compile(rf"(?:成果|专利|奖)[^。;；:：\n]{{0,12}}[:：\n]((?:\s*{ITEM_NUMBER.pattern}[^\n]+)+)")


def told_in_prose(entries: Sequence[Entry]) -> Iterator[Entry]:
    """What the prose of a form tells beyond what its cells say; the prose itself is kept whatever comes of it."""
    said = {entry.label.name for entry in entries if not is_blank(entry.text)}
    known = {"".join(entry.text.split()) for entry in entries if entry.label.name == "成果名称"}
    for entry in entries:
        if entry.label.name != SUMMARY or entry.label.kind is not Kind.TEXT:
            continue
        text = unicodedata.normalize("NFC", entry.text)
        results = [each for each in prose_results(text) if "".join(each["成果名称"].split()) not in known]
        yield from entries_of(entry, results)
        for name, things in (("工作制度", rules_in(text)), ("设备设施", equipment_in(text))):
            if things and name not in said:
                yield said_within(entry, Label(name, Kind.FIELD, Block.BASICS), "、".join(things), 0)


def prose_results(text: str) -> tuple[Result, ...]:
    """The results that prose lists under a number each, or tells in a sentence each with their kind and date.

    >>> prose_results("近年成绩显著。“便携式检测台”于2022年11月取得实用新型专利；其余正在申报。")
    ({'成果名称': '便携式检测台', '日期': '2022年11月', '类别': '实用新型专利'},)
    """
    listed = _LISTED.search(text)
    if listed and (found := told_results(listed[1])):
        return found
    return tuple(result for sentence in _SENTENCE.split(text) for result in _in_sentence(sentence))


def _in_sentence(sentence: str) -> tuple[Result, ...]:
    clauses = _CLAUSE.split(sentence) if len(_QUOTED.findall(sentence)) > 1 else [sentence]
    told = [told_results(clause) for clause in clauses if clause.strip()]
    found = tuple(result for results in told for result in results)
    return found if all(told) and all(result.keys() >= _WHOLE for result in found) else ()


def rules_in(text: str) -> tuple[str, ...]:
    """The rules a studio has given itself, where prose names several: 建立了例会制度、评审制度.

    >>> rules_in("先后建立了团队学习制度、师带徒管理办法，做到年初有计划。"), rules_in("建立健全各项规章制度。")
    (('团队学习制度', '师带徒管理办法'), ())
    """
    found = _RULES.search(text)
    return tuple(name.strip("《》") for name in re.findall(_RULE, found[1])) if found else ()


def equipment_in(text: str) -> tuple[str, ...]:
    """What a studio works with, where prose lists it: 配有振动检测仪、液压试验台等设备.

    >>> equipment_in("现有DCS仿真系统、校验台等设施。"), equipment_in("现有成员12人、技师5人。")
    (('DCS仿真系统', '校验台'), ())
    """
    found = _EQUIPPED.search(text)
    things = (found[1] or found[2]).split("、") if found else []
    return () if any(map(_NO_EQUIPMENT.match, things)) else tuple(things)


def entries_of(entry: Entry, told: Sequence[Result]) -> Iterator[Entry]:
    """Results as what the form says of them in the place of an entry."""
    for number, result in enumerate(told, 1):
        for heading, text in result.items():
            label = find_label(heading, Block.ACHIEVEMENTS) or Label(heading, Kind.FIELD, Block.ACHIEVEMENTS)
            yield said_within(entry, label, text, number)


def said_within(entry: Entry, label: Label, text: str, number: int) -> Entry:
    """What an entry says of a label within its text; what has one number belongs together."""
    place = replace(entry.place, column=label.name)
    line = (entry.line[0], entry.line[1], 1000 + number)
    return replace(entry, label=label, written=label.name, text=text, place=place, line=line, block=label.block)
