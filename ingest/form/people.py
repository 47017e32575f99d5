"""The people a form names: its leader, its core members, and the notes on those it trained."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from graph.schema import Column
from ingest.form.draft import Draft, add_note, columns_of
from ingest.form.entry import Entry
from ingest.form.keys import IN_BRACKETS, label_key
from ingest.form.labels import Block, Kind
from ingest.form.matching import find_label, holds_label
from ingest.form.posts import grade_beside_title, in_halves
from ingest.form.roster import detail_of, unpadded
from ingest.form.titles import SHORT_TITLE, section_block
from ingest.form.values import is_blank, is_dash, is_elsewhere, one_line
from ingest.normalise import DITTO, split_list
from ingest.privacy import is_personal, is_unread
from ingest.records import Cell, Place, Record, Severity

_LONGEST_NAME = 3  # characters of a name that may be any; 近两年投入 is none
_LISTS = frozenset({Block.TRAINING, Block.ACHIEVEMENTS})
_PEOPLE = frozenset({Block.LEADER, Block.MEMBERS})
_TOTAL = re.compile(r"(?:人数)?(?:合计|小计|总计|共计)")
_REMARK = re.compile(r"(\S{2,}?)\s*[(（]([^()（）]+)[)）]")
_LEADS = re.compile(r"(?:工作室)?(?:领衔人|领军人|带头人|负责人|领衔)")
_NAME_CUT = re.compile(r"(?<=^[\u3400-\u9fff])\s*\n\s*(?=[\u3400-\u9fff]{1,2}$)")  # 凌 over 云
_SOMEBODY_ELSE = re.compile(r".*(?:联系人|联络人|联络员|经办人|主席|负责人|填表人|填报人|审核人|代表人|书记|推荐人)")
_CORE = re.compile(r"骨干|核心|主要")


def people_entries(entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry], list[Entry]]:
    """Entries of the leader, of members, and of people listed elsewhere, such as those trained."""
    leader, members, others = [], [], []
    contact: dict[tuple[str, int, int], str] = {}
    listed = {entry.line for entry in entries if entry.label.name == "姓名" and entry.block in _LISTS}
    for entry in entries:
        if entry.label.name not in {"领衔人", "姓名"} and _SOMEBODY_ELSE.fullmatch(entry.written):
            contact[entry.line] = entry.written
        if entry.label.kind is Kind.TEXT:
            continue
        if entry.line in listed:
            others.append(entry)
            continue
        of_people = entry.label.block in _PEOPLE or entry.block is Block.MEMBERS
        if not of_people:
            continue
        if entry.label.name == "联系人":
            others.append(entry)
        elif entry.line in contact and entry.label.name == "联系电话":
            others.append(replace(entry, written=f"{contact[entry.line]}电话", known=False))
        elif entry.block is Block.MEMBERS:
            members.append(entry)
        else:
            leader.append(entry)
    return leader, members, others


def leader_among(draft: Draft, entries: Sequence[Entry], studio: str) -> tuple[list[Entry], list[Entry]]:
    """The leader, where no label says who leads, and the other members.

    It is the one whom the studio is named after, else the one who stands alone under headings without a title above
    a list of members.
    """
    people = list(_whole_people(entries))
    by_role = [person for person in people if any(_says_who_leads(entry) for entry in person)]
    named = [person for person in people if _name(person) and _without_remark(_name(person))[0] in studio]
    alone = people[:1] if len(people) > 1 and not people[0][0].title and people[1][0].title else []
    found = by_role if len(by_role) == 1 else named if len(named) == 1 else [] if named else alone
    if not found or not _name(found[0]):
        return [], list(entries)
    leader = found[0]
    if found is not by_role or (named and named[0] is not leader):
        message = f"没有写谁是领衔人，「{_name(leader)}」当作领衔人，请核对"
        draft.tell(Severity.NOTICE, leader[0].place, message)
    return leader, [entry for person in people if person is not leader for entry in person]


def _says_who_leads(entry: Entry) -> bool:
    return entry.label.name == "身份" and bool(_LEADS.fullmatch(one_line(entry.text)))


def leader_names(draft: Draft, leader: Sequence[Entry], studio: Sequence[Entry]) -> str:
    """Who leads, from the leader's block, else from the studio's; when they differ it is listed."""
    own = "、".join(name for entry in leader if entry.label.name == "姓名" for name in _names(entry.text))
    field = next((entry for entry in studio if entry.label.name == "领衔人" and not is_blank(entry.text)), None)
    other = "、".join(_names(field.text)) if field else ""
    if field is not None and own and other and set(_names(own)).isdisjoint(_names(other)):
        message = f"领衔人两处写法不同：「{other}」与「{own}」，现采用后者，请核对"
        draft.tell(Severity.WARNING, field.place, message)
    return own or other


def _names(text: str) -> tuple[str, ...]:
    if is_blank(text) or is_dash(text):
        return ()
    text = _NAME_CUT.sub("", text)
    return tuple(_without_remark(one_line(name))[0] for name in split_list(re.sub(r"[,，/]", "、", text)))


def state_leader(draft: Draft, entries: Sequence[Entry], names: str, studio: str) -> None:
    """Add the leaders: one row each, with what the block of the leader says of them."""
    people = list(_sequence(entries))
    rest = [name for name in _names(names) if name not in {_name(person) for person in people}]
    if people and not _name(people[0]) and rest:
        _state(draft, people.pop(0), studio, "领衔人", rest.pop(0))
    for person in people:
        several = _names(next((entry.text for entry in person if entry.label.name == "姓名"), ""))
        for name in several or ("",):
            _state(draft, person, studio, "领衔人", name)
            rest = [other for other in rest if other != name]
    for name in rest:
        draft.records.append(Record("成员台账", Place(), {"姓名": name, "工作室": studio, "身份": "领衔人"}))


def state_members(draft: Draft, entries: Sequence[Entry], names: str, studio: str) -> None:
    """Add the members; one who is the leader again keeps that role."""
    titled = [entry.title for entry in entries if entry.title]
    usual = "骨干" if not titled or any(_CORE.search(title) for title in titled) else "成员"
    for line in _with_dittos(_whole_people(entries)):
        title = next((entry.title for entry in line if entry.title), "")
        role = usual if not title else "骨干" if _CORE.search(IN_BRACKETS.sub("", title)) else "成员"
        name = _name(line)
        if _TOTAL.fullmatch(name):
            draft.note(name, "，".join(one_line(entry.text) for entry in line[1:] if not is_blank(entry.text)))
            continue
        _state(draft, line, studio, "领衔人" if _without_remark(name)[0] in _names(names) else role, name)


def note_others(draft: Draft, entries: Sequence[Entry]) -> None:
    """Keep contacts and lists of people trained as notes: they are no members."""
    for line in _lines(entries):
        filled = [entry for entry in line if not is_blank(entry.text)]
        if filled and filled[0].block in _LISTS:
            draft.note("培养人才明细", "，".join(f"{entry.written} {one_line(entry.text)}" for entry in filled))
        else:
            for entry in filled:
                draft.note(entry.written if entry.label.name == "联系电话" else entry.label.name, one_line(entry.text))


def _state(draft: Draft, entries: Sequence[Entry], studio: str, role: str, name: str) -> None:
    """Add one person. A row without a name is refused and its content listed."""
    filled = [_bare_phone(part) for entry in entries if not is_blank(entry.text) for part in in_halves(entry)]
    if not filled and not name:
        return
    place = (filled or entries)[0].place
    said = [one_line(entry.text) for entry in filled if not is_unread(entry.label.name)]
    columns = columns_of("成员台账")
    if not name:
        if len(said) == 1 and is_elsewhere(said[0]):
            draft.note(label_key(entries[0].title) or "成员", said[0])
        elif said and not all(is_dash(text) for text in said):
            message = f"必填的「姓名」是空的，请补上；此行未读入（{_quoted(filled, columns)}）"
            draft.tell(Severity.ERROR, Place(place.sheet, place.row, "姓名"), message)
        elif said:
            draft.note(f"{place.sheet} 第 {place.row} 行", "，".join(said))
        return
    if find_label(name, Block.BASICS) is not None or holds_label(name) or _heads_a_block(_without_remark(name)[0]):
        message = f"「{re.split('[:：]', name)[0]}」是栏目名，不像姓名；此行未读入（{_quoted(filled, columns)}）"
        draft.tell(Severity.ERROR, Place(place.sheet, place.row, "姓名"), message)
        return
    name, beside = _without_remark(name)
    values: dict[str, Cell] = {"姓名": name, "工作室": studio, "身份": role}
    notes: dict[str, str] = {}
    if beside in {"男", "女"}:
        values["性别"] = beside
    elif beside and not _LEADS.fullmatch(beside):
        notes["姓名旁注"] = beside
    for entry in filled:
        label = entry.label.name
        if is_unread(label):
            draft.tell(Severity.NOTICE, entry.place, "是证件号码，按最少必要原则不读入")
        elif label not in columns:
            add_note(notes, entry.written, one_line(entry.text))
        elif label not in {"姓名", "身份"}:
            value = draft.parse(entry, label, columns[label], notes)
            before = values.get(label)
            if isinstance(before, list) and isinstance(value, list):
                values[label] = list(dict.fromkeys((*before, *value)))  # a row for every honour
            elif value is not None:
                draft.overrule(entry.place, columns[label], label, (before, value), notes)
                values[label] = value
        elif label == "身份" and role != "领衔人":
            values[label] = draft.parse(entry, label, columns[label], notes) or role
        if entry.merged:
            message = f"与「{'」「'.join(entry.merged)}」合并成一格，内容记入「{entry.written}」，请核对"
            draft.tell(Severity.NOTICE, entry.place, message)
    values |= grade_beside_title(values)
    ordered = {column: values[column] for column in columns if column in values}
    known = _leader_named(draft, name)
    if known is None:
        draft.records.append(Record("成员台账", Place(place.sheet, place.row), ordered, notes))
    else:
        _add_to(draft, known, Record("成员台账", place, ordered, notes))


def _bare_phone(entry: Entry) -> Entry:
    """A phone without the word before it: 手机：139…."""
    kind, number = detail_of(unpadded(one_line(entry.text))) if entry.label.name == "联系电话" else ("", "")
    return replace(entry, text=number) if kind == "联系电话" else entry


def _heads_a_block(name: str) -> bool:
    """Whether a name is rather the heading of the next block: 近两年投入."""
    return len(name) > _LONGEST_NAME and section_block(name, SHORT_TITLE) is not None


def _quoted(entries: Sequence[Entry], columns: Mapping[str, Column]) -> str:
    """What a message may quote of a row about a person; what it may not is called by its heading."""
    return "，".join(
        one_line(entry.text) if _is_public(entry, columns) else f"{entry.written}（个人信息，不显示）"
        for entry in entries
    )


def _is_public(entry: Entry, columns: Mapping[str, Column]) -> bool:
    """Whether a message may quote what stands under a heading, and nothing that it may not stands there as well."""
    column = columns.get(entry.label.name)
    private = column.private if column is not None else is_personal(entry.written) or is_unread(entry.label.name)
    return not (private or holds_label(entry.text))


def _leader_named(draft: Draft, name: str) -> Record | None:
    return next(
        (
            record
            for record in draft.records
            if record.ledger == "成员台账" and record.values["身份"] == "领衔人" and record.values["姓名"] == name
        ),
        None,
    )


def _add_to(draft: Draft, leader: Record, again: Record) -> None:
    """A leader named again is one person: what is new is added, and what differs is listed."""
    for column, value in again.values.items():
        before = leader.values.setdefault(column, value)
        if before == value or column == "身份":
            continue
        if isinstance(before, str) and isinstance(value, str) and value.startswith(before):
            leader.values[column] = value  # 1970-05 after 1970
        elif isinstance(before, list) and isinstance(value, list):
            leader.values[column] = list(dict.fromkeys((*before, *value)))
        elif not (isinstance(before, str) and isinstance(value, str) and before.startswith(value)):
            private = columns_of("成员台账")[column].private
            said = "两处写法不同（属个人信息，这里不显示）" if private else f"又写作「{value}」，与「{before}」不同"
            message = f"领衔人「{leader.values['姓名']}」在成员里{said}，采用后者，请核对"
            place = Place(again.place.sheet, again.place.row, column)
            draft.tell(Severity.WARNING, place, message)
            add_note(leader.notes, column, str(value))
    for label, text in again.notes.items():
        add_note(leader.notes, label, text)


def _without_remark(name: str) -> tuple[str, str]:
    """A name without what stands in brackets after it: 张三（女）."""
    match = _REMARK.fullmatch(name)
    return (match[1], match[2]) if match else (name.rstrip("*"), "")


def _name(entries: Sequence[Entry]) -> str:
    text = next((entry.text for entry in entries if entry.label.name == "姓名"), "")
    return "" if is_blank(text) or is_dash(text) or is_elsewhere(text) else one_line(text)


def _sequence(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """People one after the other: each begins with a name."""
    person: list[Entry] = []
    for entry in entries:
        if any(entry.label.name == other.label.name == "姓名" for other in person):
            yield person
            person = []
        person.append(entry)
    if person:
        yield person


def _whole_people(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """The lines of people; a row of labels and values without a name goes on with the person above it."""
    person: list[Entry] = []
    for line in _lines(entries):
        named = any(entry.label.name == "姓名" for entry in line)
        goes_on = not named and any(entry.label.name == "姓名" for entry in person)
        if person and not (goes_on and person[0].line[0] == line[0].line[0]):
            yield person
            person = []
        person = person + line
    if person:
        yield person


def _with_dittos(lines: Iterable[list[Entry]]) -> Iterator[list[Entry]]:
    """Lines with 同上 replaced by what stands above."""
    above: dict[str, str] = {}
    for line in lines:
        whole = [
            replace(entry, text=above.get(entry.label.name, entry.text)) if entry.text.strip() in DITTO else entry
            for entry in line
        ]
        above = {entry.label.name: entry.text for entry in whole}
        yield whole


def _lines(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """The entries of one row and group; where several are named there, they are people one after the other."""
    return (one for _, line in groupby(entries, key=lambda entry: entry.line) for one in _sequence(list(line)))
