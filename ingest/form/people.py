"""The people a form names: its leader, its core members, and the notes on those it trained."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.form.draft import Draft, add_note, columns_of
from ingest.form.entry import Entry
from ingest.form.labels import Block, Kind, label_key
from ingest.form.values import is_blank, is_dash, one_line
from ingest.normalise import split_list
from ingest.privacy import is_unread
from ingest.records import Cell, Place, Record, Severity

_LISTS = frozenset({Block.TRAINING, Block.ACHIEVEMENTS})
_PEOPLE = frozenset({Block.LEADER, Block.MEMBERS})
_ELSEWHERE = re.compile(r"[(（]?(?:详?见|另)?附(?:表|件|页|后)?\d*[)）]?|以下空白|(?:详?见|另)附.{0,8}")
_TOTAL = re.compile(r"(?:人数)?(?:合计|小计|总计|共计)")
_CORE = re.compile(r"骨干|核心")


def people_entries(entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry], list[Entry]]:
    """Entries of the leader, of members, and of people listed elsewhere, such as those trained."""
    leader, members, others = [], [], []
    contact: set[tuple[str, int, int]] = set()
    listed = {entry.line for entry in entries if entry.label.name == "姓名" and entry.block in _LISTS}
    for entry in entries:
        if entry.label.name == "联系人":
            contact.add(entry.line)
        if entry.label.kind is Kind.TEXT:
            continue
        if entry.line in listed:
            others.append(entry)
            continue
        of_people = entry.label.block in _PEOPLE or entry.block is Block.MEMBERS
        if not of_people:
            continue
        if entry.label.name == "联系人" or (entry.line in contact and entry.label.name == "联系电话"):
            others.append(entry)
        elif entry.block is Block.MEMBERS:
            members.append(entry)
        else:
            leader.append(entry)
    return leader, members, others


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
    return tuple(one_line(name) for name in split_list(re.sub(r"[,，/]", "、", text)))


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
    for line in _lines(entries):
        title = next((entry.title for entry in line if entry.title), "")
        role = usual if not title else "骨干" if _CORE.search(title) else "成员"
        name = _name(line)
        if _TOTAL.fullmatch(name):
            draft.note(name, "，".join(one_line(entry.text) for entry in line[1:] if not is_blank(entry.text)))
            continue
        _state(draft, line, studio, "领衔人" if name and name in _names(names) else role, name)


def note_others(draft: Draft, entries: Sequence[Entry]) -> None:
    """Keep contacts and lists of people trained as notes: they are no members."""
    for line in _lines(entries):
        filled = [entry for entry in line if not is_blank(entry.text)]
        if filled and filled[0].block in _LISTS:
            draft.note("培养人才明细", "，".join(f"{entry.written} {one_line(entry.text)}" for entry in filled))
        else:
            for entry in filled:
                name = "联系人电话" if entry.label.name == "联系电话" else entry.label.name
                draft.note(name, one_line(entry.text))


def _state(draft: Draft, entries: Sequence[Entry], studio: str, role: str, name: str) -> None:
    """Add one person. A row without a name is refused and its content listed."""
    filled = [entry for entry in entries if not is_blank(entry.text)]
    if not filled and not name:
        return
    place = (filled or entries)[0].place
    said = [one_line(entry.text) for entry in filled if not is_unread(entry.label.name)]
    if not name:
        if len(said) == 1 and _ELSEWHERE.fullmatch(said[0]):
            draft.note(label_key(entries[0].title) or "成员", said[0])
        elif said and not all(is_dash(text) for text in said):
            message = f"必填的「姓名」是空的，请补上；此行未读入（{'，'.join(said)}）"
            draft.tell(Severity.ERROR, Place(place.sheet, place.row, "姓名"), message)
        elif said:
            draft.note(f"{place.sheet}第{place.row}行", "，".join(said))
        return
    columns = columns_of("成员台账")
    values: dict[str, Cell] = {"姓名": name, "工作室": studio, "身份": role}
    notes: dict[str, str] = {}
    for entry in filled:
        label = entry.label.name
        if is_unread(label):
            draft.tell(Severity.NOTICE, entry.place, "是证件号码，按最少必要原则不读入")
        elif label not in columns:
            add_note(notes, entry.written, one_line(entry.text))
        elif label not in {"姓名", "身份"}:
            value = draft.parse(entry, label, columns[label], notes)
            if value is not None:
                values[label] = value
        elif label == "身份" and role != "领衔人":
            values[label] = draft.parse(entry, label, columns[label], notes) or role
        if entry.merged:
            message = f"与「{'」「'.join(entry.merged)}」合并成一格，内容记入「{entry.written}」，请核对"
            draft.tell(Severity.NOTICE, entry.place, message)
    ordered = {column: values[column] for column in columns if column in values}
    draft.records.append(Record("成员台账", Place(place.sheet, place.row), ordered, notes))


def _name(entries: Sequence[Entry]) -> str:
    text = next((entry.text for entry in entries if entry.label.name == "姓名"), "")
    return "" if is_blank(text) or is_dash(text) or _ELSEWHERE.fullmatch(one_line(text)) else one_line(text)


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


def _lines(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """The entries of one row and group; rows of labels and values are people one after the other."""
    for _, line in groupby(entries, key=lambda entry: entry.line):
        yield list(line)
