"""The achievements a form names, in a list of their own or where it asks for a count."""

import re
from collections.abc import Sequence

from ingest.choices import OTHER, match_choice, read_choice
from ingest.form.draft import Draft, add_note, columns_of
from ingest.form.entry import Entry
from ingest.form.labels import Block
from ingest.form.values import is_blank, is_dash, one_line
from ingest.records import Cell, Place, Record, Severity

_KIND = re.compile("(?:具体|详细|细分)?(?:类别|类型|种类)")
_MAY_SAY_KIND = re.compile("专利|获奖|奖励|鉴定|形式|性质")  # 获奖或专利情况
_PATENT = re.compile(r"((?:发明|实用新型)专利)[:：]\s*(.{4,})")  # 发明专利：一种纵轴流脱粒滚筒


def name_achievement(draft: Draft, entry: Entry, title: str, studio: str) -> None:
    """A cell for a count that names one achievement instead."""
    values: dict[str, Cell] = {"成果名称": title, "类别": "其他", "工作室": studio}
    if entry.label.name == "成果转化":
        values["是否转化"] = True
    notes = {entry.written: one_line(entry.text)}
    draft.records.append(Record("成果台账", Place(entry.place.sheet, entry.place.row), values, notes))


def state_achievements(draft: Draft, entries: Sequence[Entry], studio: str) -> None:
    """Add the achievements an annex lists by name."""
    columns = columns_of("成果台账")
    lines: dict[tuple[str, int, int], list[Entry]] = {}
    for entry in entries:
        if entry.block is Block.ACHIEVEMENTS and entry.label.block not in {Block.LEADER, Block.MEMBERS}:
            lines.setdefault(entry.line, []).append(entry)
    for line in lines.values():
        filled = [entry for entry in line if not is_blank(entry.text)]
        title = next((entry for entry in filled if entry.label.name == "成果名称"), None)
        if title is None or is_dash(title.text):
            if filled:
                listed = "，".join(one_line(entry.text) for entry in filled)
                draft.tell(Severity.ERROR, filled[0].place, f"必填的「成果名称」是空的；此行未读入（{listed}）")
            continue
        values: dict[str, Cell] = {"成果名称": one_line(title.text), "类别": "其他", "工作室": studio}
        notes: dict[str, str] = {}
        if patent := _PATENT.fullmatch(one_line(title.text)):
            values |= {"成果名称": patent[2], "类别": match_choice(patent[1], columns["类别"].choices)}
        kinds = [entry for entry in filled if _KIND.fullmatch(entry.label.name)]
        if not (kinds or patent):
            others = (entry for entry in filled if entry.label.name not in columns)
            said = next((entry for entry in others if _MAY_SAY_KIND.search(entry.written) and _is_known(entry)), None)
            if said is not None:
                values["类别"] = _kind(draft, said, {})
        if patent:  # which the title says more exactly than 专利
            kinds = [entry for entry in kinds if one_line(entry.text) != "专利"]
        if kinds:
            values["类别"] = _kind(draft, next(filter(_is_known, kinds), kinds[0]), notes)
        for entry in filled:
            name = entry.label.name
            if entry in kinds or (patent and name == "类别"):
                continue
            if name in columns and name != "成果名称":
                value = draft.parse(entry, name, columns[name], notes)
                if value is not None:
                    values[name] = value
            elif name not in columns:
                add_note(notes, entry.written, one_line(entry.text))
        ordered = {name: values[name] for name in columns if name in values}
        draft.records.append(Record("成果台账", Place(title.place.sheet, title.place.row), ordered, notes))


def _is_known(entry: Entry) -> bool:
    """Whether a kind of result is one of the ledger's: 实用新型专利, where 专利 in the column before it is none."""
    try:
        return read_choice(one_line(entry.text), columns_of("成果台账")["类别"].choices)[0] != OTHER
    except ValueError:
        return False


def _kind(draft: Draft, entry: Entry, notes: dict[str, str]) -> str:
    """The kind of a result; what is guessed or unknown is listed and kept as written."""
    try:
        kind, remark = read_choice(one_line(entry.text), columns_of("成果台账")["类别"].choices)
    except ValueError as reason:
        kind, remark = OTHER, f"{reason}；按「{OTHER}」读入，原文存入备注"
    if remark:
        draft.tell(Severity.NOTICE, entry.place, remark)
        add_note(notes, "类别", one_line(entry.text))
    return kind
