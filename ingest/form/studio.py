"""What a form says of the studio itself: the row of 工作室台账, its organization, and everything kept as a note."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from ingest.choices import match_choice
from ingest.form.draft import Draft, columns_of
from ingest.form.entry import BODY, COVER, Entry
from ingest.form.labels import Block, Kind
from ingest.form.options import read_options
from ingest.form.values import (
    DATE_WITHIN,
    is_blank,
    is_dash,
    is_elsewhere,
    one_line,
    prose,
    read_date,
    read_heads_and_area,
    without_choices,
)
from ingest.privacy import brief, is_unread
from ingest.records import Cell, Place, Record, Severity

_HEADCOUNT, _AREA = "成员总数", "场所面积(㎡)"
_ELSEWHERE = frozenset({Block.FUNDING, Block.BENEFIT, Block.INNOVATION, Block.TRAINING, Block.ACHIEVEMENTS})
_PEOPLE = frozenset({Block.LEADER, Block.MEMBERS})
_LEVEL = re.compile(r"(?:国家|全国|省部?|部|自治区|直辖市|地?市|州|盟|区?县|区|局|集团|公司|企业)级(?!机关)")
_ROUND_WHO = re.compile(r"^[,，、;；:：/()（）\s]*(?:[被由])?|(?:命名|授予|授牌|认定|批准)?为?[,，、;；:：/()（）\s]*$")


def is_of_the_studio(entry: Entry) -> bool:
    """Whether an entry tells of the studio itself, not of its people, money or results."""
    if entry.label.kind is Kind.TEXT:
        return True
    return entry.label.block not in _ELSEWHERE | _PEOPLE and entry.block is not Block.MEMBERS


def studio_name(entries: Sequence[Entry]) -> Entry | None:
    """Where the name of the studio stands: in the last table that has it, else on the cover."""
    named = [entry for entry in entries if entry.label.name == "工作室名称" and not is_blank(entry.text)]
    return named[-1] if named else None


def state_studio(draft: Draft, entries: Sequence[Entry], leaders: str) -> None:
    """Add the studio and, when its kind is stated, its organization.

    Args:
        draft: what is being made of the form.
        entries: those that tell of the studio.
        leaders: the names of its leaders; empty when the form does not say.
    """
    columns = columns_of("工作室台账")
    values: dict[str, Cell] = {}
    organization_kind: Entry | None = None
    for entry in _merged(draft, entries):
        name = entry.label.name
        if entry.label.kind is Kind.TEXT:
            _keep_prose(draft, entry)
        elif "/" in name and {_HEADCOUNT, _AREA} == set(name.split("/")):
            values |= _heads_and_area(draft, entry)
        elif "/" in name and entry.known:
            values |= _naming(draft, entry)
        elif name == "领衔人":
            pass  # ``leaders`` weighs it against the block of the leader
        elif name in columns:
            value = draft.parse(entry, name, columns[name], draft.notes)
            if value is not None:
                values[name] = value
        elif name == "单位类型":
            organization_kind = entry
        elif is_unread(entry.written):
            draft.tell(Severity.NOTICE, entry.place, "是证件号码，按最少必要原则不读入")
        elif not is_blank(entry.text):
            draft.note(entry.written if not entry.known else name, one_line(entry.text))
    if leaders:
        values["领衔人"] = leaders
    place = entries[0].place
    named = studio_name(entries)
    _list_missing(draft, values, named.place if named else place)
    if organization_kind is not None:
        _state_organization(draft, organization_kind, str(values.get("所在单位", "")))
    ordered = {name: values[name] for name in columns if name in values}
    at = named.place if named else place
    draft.records.append(Record("工作室台账", Place(at.sheet, at.row), ordered, draft.notes))


def _list_missing(draft: Draft, values: dict[str, Cell], place: Place) -> None:
    for name in ("领衔人", "所在单位"):
        if name not in values:
            message = f"「{name}」是空的，请在申报表里补上；工作室仍已读入"
            draft.tell(Severity.WARNING, Place(place.sheet, None, name), message)


def _merged(draft: Draft, entries: Sequence[Entry]) -> Iterator[Entry]:
    """One entry a label: its lines are joined; of two places that disagree the later counts, and it is listed."""
    by_name: dict[str, list[Entry]] = {}
    for entry in entries:
        key = entry.written if not entry.known else entry.label.name
        by_name.setdefault(key, []).append(entry)
    for same in by_name.values():
        filled = [entry for entry in same if not is_blank(entry.text)]
        told = [entry for entry in filled if not (entry.label.block is Block.TEXT and is_elsewhere(entry.text))]
        if filled and not told:
            message = f"只写了「{one_line(filled[-1].text)}」，没有找到所说的内容，请补在申报表里再导入"
            draft.tell(Severity.NOTICE, filled[-1].place, message)
        kept: Entry | None = None
        for entry in told:
            kept = _joined(draft, kept, entry)
        yield kept or same[0]


def _joined(draft: Draft, before: Entry | None, entry: Entry) -> Entry:
    if before is None or _bare(before) == _bare(entry):
        return entry
    together = entry.label.kind is Kind.TEXT or (before.line[0] == entry.line[0] not in {COVER, BODY})
    if together:
        between = "\n" if entry.label.kind is Kind.TEXT else "、"
        return replace(before, text=f"{before.text}{between}{entry.text}", label=entry.label, block=entry.block)
    message = (
        f"「{entry.written}」两处写法不同：「{one_line(before.text)}」与「{one_line(entry.text)}」，现采用后者，请核对"
    )
    draft.tell(Severity.WARNING, entry.place, message)
    return entry


def _bare(entry: Entry) -> str:
    """What an entry says, however it is written: 2024-03-18 is 2024年3月18日."""
    if entry.label.name.endswith("日期"):
        with suppress(ValueError):
            return read_date(entry.text)[0]
    return "".join(entry.text.split())


def _keep_prose(draft: Draft, entry: Entry) -> None:
    kept = "\n".join(line for line in prose(entry.text).split("\n") if not is_blank(line))
    if kept:
        draft.note(entry.label.name, kept)
        if entry.label.block in _ELSEWHERE:
            message = f"「{entry.written}」里是文字「{brief(one_line(kept), 20)}」，没有拆成数字，已存入备注"
            draft.tell(Severity.NOTICE, entry.place, message)


def _heads_and_area(draft: Draft, entry: Entry) -> dict[str, Cell]:
    if is_blank(entry.text):
        return {}
    if is_dash(entry.text):
        draft.note(entry.label.name, one_line(entry.text))
        return {}
    try:
        heads, area, no_heads, no_area = read_heads_and_area(entry.text, entry.label.name.split("/")[0])
    except ValueError as reason:
        draft.tell(Severity.WARNING, entry.place, f"{reason}；此格未读入，原文存入备注")
        draft.note(entry.written, one_line(entry.text))
        return {}
    for struck, name in ((no_heads, _HEADCOUNT), (no_area, _AREA)):
        if struck:
            draft.note(name, "—")
    stated: dict[str, Cell] = {}
    if heads is not None:
        stated[_HEADCOUNT] = heads
    if area is not None:
        stated[_AREA] = area
    return stated


def _naming(draft: Draft, entry: Entry) -> dict[str, Cell]:
    """Who named the studio, when and as of which level, from one cell: 省总工会，2015年11月; 市级（市总工会）."""
    if is_dash(entry.text):
        draft.note(entry.label.name, one_line(entry.text))
        return {}
    asked = entry.label.name.split("/")
    rest = "".join(one_line(entry.text).split())
    said = {}
    for column, pattern in (("命名日期", DATE_WITHIN), ("级别", _LEVEL)):
        found = pattern.findall(rest) if column in asked or column == "命名日期" else []
        if len(found) > 1:
            message = f"「{brief(one_line(entry.text), 40)}」里不止一个{column}，请只写一个；此格未读入，原文存入备注"
            draft.tell(Severity.WARNING, entry.place, message)
            draft.note(entry.written, one_line(entry.text))
            return {}
        said[column] = found[0] if found else ""
        rest = rest.replace(said[column], "", 1)
    rest = _ROUND_WHO.sub("", rest)
    open_column = next((column for column in ("命名单位", *asked) if column in asked and not said.get(column)), "")
    if open_column:
        said[open_column] = rest
    elif rest:
        draft.note(entry.written, one_line(entry.text))
    stated: dict[str, Cell] = {}
    for column, text in said.items():
        value = draft.parse(replace(entry, text=text), column, columns_of("工作室台账")[column], draft.notes)
        stated |= {column: value} if value is not None else {}
    return stated


def _state_organization(draft: Draft, entry: Entry, organization: str) -> None:
    """The kind of the organization, when it is one the ledger knows; other words stay a note."""
    choices = columns_of("单位台账")["单位类型"].choices
    options = read_options(entry.text, choices)
    ticked = [option.text for option in options if option.ticked]
    written = one_line("、".join(ticked) if options else without_choices(entry.text))
    if not written or is_blank(written):
        return
    try:
        kind = match_choice(written, choices)
    except ValueError:
        draft.note("单位类型", written)
        return
    if organization:
        values: dict[str, Cell] = {"单位名称": organization, "单位类型": kind}
        draft.records.append(Record("单位台账", Place(entry.place.sheet, entry.place.row), values))
        if kind != written:
            draft.note("单位类型", written)
    else:
        draft.note("单位类型", written)
