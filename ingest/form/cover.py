"""The cover of the form: lines such as ``工作室名称：______`` or ``所 在 单 位   甲公司    单位类型  企业``."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from ingest.form.keys import label_key
from ingest.form.labels import Block, Kind, Label
from ingest.form.matching import find_label
from ingest.form.values import is_blank
from ingest.form.vocabulary import STUDIO

_COLUMNS = (
    "工作室名称", "所在单位", "单位类型", "推荐单位", "填报日期", "领衔人", "专业领域", "创建日期", "命名单位",
    "命名日期", "经办人",
)  # fmt: skip
COVER_FIELDS = (
    *_COLUMNS, *(word for column in _COLUMNS for word in STUDIO.get(column, ())),
    "创新工作室名称", "单位名称", "领衔人姓名", "联系人", "联系电话", "工作室类型", "单位", "日期",
)  # fmt: skip
_FILLED_ON, _BY, _PHONE = "填报日期", "经办人", "联系电话"
_OF_CLERK = Label(f"{_BY}电话", Kind.FIELD, Block.BASICS)
_AFTER_ANOTHER = {"日期": Label(_FILLED_ON, Kind.FIELD, Block.BASICS)}  # 单位：甲公司   日期：2021年5月
_WITH_DATE = frozenset({"所在单位", "推荐单位"})
_A_DATE = r"\d{4}\s*(?:年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|[-./]\d{1,2}[-./]\d{1,2})"
_FILLED = re.compile(rf"(.*?\S)[ \t　]{{2,}}({_A_DATE})\s*(?:填[报表写]?|制表)?", re.ASCII)  # 2024年9月12日填
_NUMBERED = re.compile(r"\s*((?:申报|推荐|登记|档案)?(?:编号|表号|文号))\s*[:：]\s*([^\s:：]*)[ \t　]{2,}")  # 编号：08
_DATE_ALONE = re.compile(rf"\s*日\s*期\s*[:：]\s*({_A_DATE})\s*", re.ASCII)
MOST_FIELDS = 12  # on a cover; a table with more of them is the form itself


def cover_fields(text: str) -> Iterator[tuple[Label, str, str]]:
    """(label, label as written, value) for every field of a line of the cover; a field left open has no value."""
    text = unicodedata.normalize("NFC", text)
    numbered = _NUMBERED.match(text)
    text = text[numbered.end() :] if numbered else text
    found = [match for match in _pattern().finditer(text) if _stands_alone(match, text)]
    if not found or text[: found[0].start()].strip(" \t　_*（(一二三四五六七八九十、.1234567890"):
        return
    if numbered and numbered[2]:
        yield Label(numbered[1], Kind.FIELD, Block.BASICS), numbered[1], numbered[2]
    said = ""
    for index, match in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(text)
        written = label_key(match[1])
        label = find_label(written, Block.BASICS) or (_AFTER_ANOTHER.get(written) if said else None)
        said = ""
        if label is not None:
            value = text[match.end() : end].strip(" \t\n　_:：").rstrip("；;")
            said = "" if is_blank(value) else value
            dated = _FILLED.fullmatch(said) if label.name in _WITH_DATE else None
            yield label, written, dated[1] if dated else said
            if dated:
                yield _AFTER_ANOTHER["日期"], _FILLED_ON, dated[2]


def date_alone(text: str) -> Iterator[tuple[Label, str, str]]:
    """The date of a form in a line of its own above the tables: 日期：2021年5月12日."""
    if alone := _DATE_ALONE.fullmatch(text):
        yield _AFTER_ANOTHER["日期"], "日期", alone[1]


def filled_by(text: str) -> Iterator[tuple[Label, str, str]]:
    """The fields of a line below the tables that says when the form was filled, and by whom."""
    fields = tuple(cover_fields(text))
    written = {label.name: written for label, written, _ in fields}
    # A bare 日期 may be that of whoever checked the form, and a telephone number alone anybody's.
    if written.get(_FILLED_ON, "日期") == "日期" or not written.keys() <= {_FILLED_ON, _BY, _PHONE}:
        return
    if _PHONE not in written:
        yield from fields
    elif _BY in written:
        yield from ((_OF_CLERK if label.name == _PHONE else label, written, value) for label, written, value in fields)


def _stands_alone(match: re.Match[str], text: str) -> bool:
    """At the start of the line any label counts; within it only one with a colon or a gap before it."""
    ended = match[0][-1] in ":： \t　_)）" or not text[match.end() :].strip("_ \t　")
    if not text[: match.start()].strip():
        return ended
    before = text[: match.start()]
    return before.endswith(("  ", "\t", "　", "\n", "__", "；", ";")) and ended


@cache
def _pattern() -> re.Pattern[str]:
    """A label of the cover with any spaces between its characters, an ``*`` and a colon after it."""
    words = sorted(COVER_FIELDS, key=len, reverse=True)
    spaced = "|".join(r"[ \t　]*".join(map(re.escape, word)) for word in words)
    return re.compile(rf"({spaced})(?:[(（][^()（）]*[)）])?[*＊]?[ \t　]*[:：]?[ \t　_]?")
