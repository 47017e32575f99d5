"""An application form becomes ledger rows and issues: every filled cell is a label, in a row, noted or listed."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ingest.form.achievements import state_achievements
from ingest.form.draft import Draft
from ingest.form.entry import COVER, Entry
from ingest.form.figures import state_benefit, state_counts
from ingest.form.funding import state_funding
from ingest.form.gather import Said, gather
from ingest.form.grid import Written
from ingest.form.labels import Block, Kind, Label
from ingest.form.naming import NAME, name_elsewhere
from ingest.form.people import leader_among, leader_names, note_others, people_entries, state_leader, state_members
from ingest.form.posts import state_posts
from ingest.form.studio import is_of_the_studio, state_studio, studio_name
from ingest.form.titles import year_titled
from ingest.form.values import is_blank, one_line
from ingest.form.word import open_word
from ingest.privacy import brief
from ingest.records import Issue, Place, Reading, Severity
from ingest.refusing import refused_reading, strictly, unopened_reading
from ingest.tabular import FileRefusedError

READER = "form"
LEAST_DIFFERENCES = 2  # between what a document says under two names, before it counts as two forms
LEAST_LABELS = 4  # different ones, before a document counts as an application form
SURELY = 8  # different ones, before a document without the name of a studio counts as one
_NO_FORM = (
    "不是申报审批表：没有找到「工作室名称」「创建日期」等栏目，请核对是否选对了文件；"
    "若是台账，请把表格录入 Excel，存为 .xlsx 后再导入"
)
_SEVERAL = "里面有 {count} 份申报表（「{names}」），请拆成一份表一个{unit}后再导入"
_UNNAMED = "「工作室名称」是空的，请在申报表里补上后再导入；整份表未读入"
_NAMELESS = "像是申报审批表，但没有找到工作室的名称，请在表里加一栏「工作室名称」并填上，再导入；整份表未读入"

_OF_ALL_STUDIOS = re.compile(r"劳模|职工|工匠|人才|创新|技能大师|工作室|[()（）、和与及\s]")
_DATES = frozenset({"创建日期", "命名日期"})  # which a form asks for in one place
_ONCE = frozenset({"所在单位", "创建日期", "命名日期", "命名单位", "领衔人", "成员总数", "专业领域"})
_ORDER = ("单位台账", "工作室台账", "成员台账", "经费台账", "成果台账", "统计数字台账")


def read_form(path: Path, *, strict: bool = False) -> Reading:
    """Read an application form (申报审批表) in a .docx file.

    Args:
        path: the file.
        strict: refuse the whole file when any row or cell is bad.

    Returns:
        Rows of the studio's ledgers in the order of the form, and issues for everything left out. The place of a row
        is its table, its row there and, for a single figure, its label. Bad content never raises.
    """
    try:
        reading = read_written(path, open_word(path))
    except FileRefusedError as refused:
        return refused_reading(path, READER, str(refused))
    except OSError as error:
        return unopened_reading(path, READER, error)
    bad = [issue for issue in reading.issues if issue.severity is not Severity.NOTICE]
    return strictly(reading, bad) if strict else reading


def read_sheet(path: Path, written: Written) -> Reading:
    """What an application form on a worksheet of a workbook says, or in one sentence why that is not read."""
    try:
        return read_written(path, written)
    except FileRefusedError as refused:
        refusal = Issue(Severity.ERROR, path.name, Place(written.sheet), str(refused))
        return Reading(path, READER, 0, (), (refusal,))


def read_written(path: Path, written: Written) -> Reading:
    """Read an application form that was opened.

    Args:
        path: the file it stands in.
        written: the form.

    Raises:
        FileRefusedError: it is no application form, or not one; the message does not say where.
    """
    said = gather(written.blocks)
    guessed = "" if studio_name(said.entries) else _take_name(said, Place(written.sheet or COVER))
    labels = {entry.label.name for entry in said.entries if entry.known}
    if NAME not in labels or len(labels) < LEAST_LABELS:
        raise FileRefusedError(_NAMELESS if len(labels) >= SURELY else _NO_FORM)
    several = _studios(said.entries)
    if len(several) > 1:
        raise FileRefusedError(
            _SEVERAL.format(count=len(several), names="」「".join(several), unit="工作表" if written.sheet else "文件")
        )
    named = studio_name(said.entries)
    if named is None:
        raise FileRefusedError(_UNNAMED)
    draft = Draft(path.name, on_a_sheet=bool(written.sheet), year=year_titled([*said.titles, *said.loose]))
    if guessed:
        draft.tell(Severity.NOTICE, named.place, guessed)
    _compose(draft, said, one_line(named.text))
    _list_rest(draft, written, said)
    _sum_up(draft, written, said.entries)
    records = sorted(draft.records, key=lambda record: _ORDER.index(record.ledger))
    refused = sum(issue.severity is Severity.ERROR for issue in draft.issues)
    return Reading(path, READER, len(records) + refused, tuple(records), tuple(draft.issues))


def _take_name(said: Said, above: Place) -> str:
    """Where the name of the studio was found that no label asks for; the entries then have it. Empty if nowhere.

    A name that only stands in the title is said to stand ``above``.
    """
    entry, name = name_elsewhere(said.entries, said.titles)
    label = Label(NAME, Kind.FIELD, Block.BASICS)
    if entry is not None:
        at = next(at for at, other in enumerate(said.entries) if other is entry)
        said.entries[at] = replace(entry, label=label, known=True)
        return f"没有写「{NAME}」，「{entry.written}」里的「{name}」当作工作室名称，请核对"
    if name:
        said.entries.append(Entry(label, NAME, name, above, (COVER, 0, 0), Block.BASICS))
        return f"没有写「{NAME}」，标题里的「{name}」当作工作室名称，请核对"
    return ""


def _studios(entries: Sequence[Entry]) -> list[str]:
    """The different studios that whole forms in the document are about."""
    parts: dict[str, dict[str, str]] = {}
    name = ""
    for entry in entries:
        if is_blank(entry.text) or entry.label.kind is not Kind.FIELD:
            continue
        if entry.label.name == "工作室名称":
            name = one_line(entry.text)
            parts.setdefault(name, {})
        elif name and entry.label.name in _ONCE:
            parts[name].setdefault(entry.label.name, one_line(entry.text))
    names = list(parts)
    return [
        other
        for at, other in enumerate(names)
        if not any(_core(before) == _core(other) or _agree(parts[before], parts[other]) for before in names[:at])
    ]


def _core(name: str) -> str:
    """What tells one studio from another: 林晓岚 of 林晓岚劳模创新工作室."""
    return _OF_ALL_STUDIOS.sub("", name) or name


def _agree(one: dict[str, str], other: dict[str, str]) -> bool:
    """Whether two parts of a document may be of one form: hardly anything differs, and nothing dates it twice."""
    if _DATES & one.keys() & other.keys():
        return False
    return sum(one[label] != other[label] for label in one.keys() & other.keys()) < LEAST_DIFFERENCES


def _compose(draft: Draft, said: Said, studio: str) -> None:
    leader, members, others = people_entries(said.entries)
    of_people = {id(entry) for entry in (*leader, *members, *others)}
    own = [entry for entry in said.entries if is_of_the_studio(entry) and id(entry) not in of_people]
    if not any(entry.label.name in {"领衔人", "姓名"} and not is_blank(entry.text) for entry in (*own, *leader)):
        found, members = leader_among(draft, members, studio)
        leader = [*found, *leader]
    names = leader_names(draft, leader, own)
    state_studio(draft, own, names)
    state_leader(draft, leader, names, studio)
    state_members(draft, members, names, studio)
    state_posts(draft)
    note_others(draft, others)
    results = [entry for entry in said.entries if id(entry) not in of_people]
    state_funding(draft, results, studio)
    state_achievements(draft, results, studio)
    state_counts(draft, results, studio)
    state_benefit(draft, results, studio)


def _sum_up(draft: Draft, written: Written, entries: Sequence[Entry]) -> None:
    """Say in one line what the form became and which of its fields nobody filled in."""
    counts = Counter(record.ledger for record in draft.records)
    became = "、".join(f"{ledger} {counts[ledger]} 行" for ledger in _ORDER if counts[ledger])
    fields = [entry for entry in entries if entry.known and entry.label.kind is Kind.FIELD and is_of_the_studio(entry)]
    filled = {entry.label.name for entry in fields if not is_blank(entry.text)}
    blank = dict.fromkeys(entry.label.name for entry in fields if entry.label.name not in filled)
    left = f"；空着没有填的栏目：{'、'.join(blank)}" if blank else "；基本信息各栏都填了"
    draft.tell(Severity.NOTICE, Place(written.sheet), f"这份表读成了{became}{left}")


def _unread(box: str, read: Sequence[str]) -> str:
    """The lines of a text box that were not read as labels and values."""
    return "\n".join(line for line in box.split("\n") if line not in read)


def _list_rest(draft: Draft, written: Written, said: Said) -> None:
    """List what no ledger has a column for, what has no label, and what stands outside the tables."""
    whole = Place(written.sheet)
    unknown = dict.fromkeys(entry.written for entry in said.entries if not entry.known)
    if unknown:
        draft.tell(
            Severity.NOTICE, whole, f"台账里没有「{'」「'.join(unknown)}」这些栏目，其内容作为备注或统计数字保留"
        )
    for place, text in said.left_over:
        draft.note(f"{place.sheet} 第 {place.row} 行", one_line(text))
        message = f"「{brief(one_line(text), 40)}」旁边没有能辨认的栏目名，未读入，原文存入备注"
        draft.tell(Severity.WARNING, place, message)
    boxes = [text for text in (_unread(box, said.boxed) for box in written.boxes) if text]
    if boxes:
        draft.note("文本框", "\n".join(boxes))
        shown = "；".join(brief(one_line(text), 40) for text in boxes[:5])
        draft.tell(Severity.NOTICE, whole, f"有 {len(boxes)} 个文本框，其文字不作为栏目读入，原文存入备注：{shown}")
    if written.unseen:
        draft.note("隐藏或划去的文字", "\n".join(written.unseen))
        shown = "；".join(brief(one_line(text), 40) for text in written.unseen[:5])
        draft.tell(Severity.NOTICE, whole, f"隐藏或划去的文字不读入，原文存入备注：{shown}")
    if said.loose:
        draft.note("表外文字", "\n".join(said.loose))
        message = f"表格以外有 {len(said.loose)} 段文字，原文存入备注：{brief(one_line(said.loose[0]), 40)}"
        draft.tell(Severity.NOTICE, whole, message)
    for severity, place, message in written.told:
        draft.tell(severity, place, message)
