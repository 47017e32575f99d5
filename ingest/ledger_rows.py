"""How the rows under one header become records, and everything that can be wrong with a row becomes an issue."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from graph.schema import load_schema
from ingest.cells import Answer, cell_reader
from ingest.heading import NUMBERING, Header, Slot, known_headings, recognise
from ingest.normalise import DITTO, Raw, shown, tidy, tidy_heading
from ingest.privacy import is_unread, masked
from ingest.records import Cell, Issue, Place, Record, Severity
from ingest.tabular import Sheet

_SUM = "合计|小计|总计|共计|累计"
_TOTAL = re.compile(rf"(?:本页|本年|全年|以上)?(?:{_SUM})(?:[:：(（].*|\d.*)?")
_TOTAL_OF = re.compile(rf".{{1,30}}(?:{_SUM})[:：]?")
_REMARK = re.compile(
    r"(?:(?:填表|备|附)?(?:说明|注)\d*[:：、.]"
    r"|(?:填表|填报|制表|审核|复核|联系|经办|负责|统计|校对)人(?:签字|签名)?(?:[(（].*[)）])?[:：]"
    r"|(?:填表|填报|制表|报送|上报)(?:单位|日期|时间|部门)(?:[(（].*[)）])?[:：]"
    r"|(?:制表|审核|复核|审批|批准|校对|统计|联系电话|单位|工会|主管)(?:[(（].*[)）])?[:：]"
    r"|(?:单位|主管|分管)?(?:领导|主席|负责人)(?:意见|签字|签名|审批)).*"
    r"|第\d+页(?:[,，/]?共\d+页)?|共\d+页",
    re.DOTALL,
)
_SECTION = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．].{1,30}")
_SIGNED_ON = re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?")


@dataclass(frozen=True, slots=True)
class SheetReading:
    """What one sheet said: how many rows held data, what they became, and the columns kept as notes."""

    rows: int
    records: tuple[Record, ...]
    issues: tuple[Issue, ...]
    extra: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Trouble:
    severity: Severity
    column: str
    message: str


class SheetReader:
    """Reads the rows under one header."""

    def __init__(self, file: str, sheet: Sheet, header: Header, above: Sequence[Sequence[Raw]]) -> None:
        """Get ready for the rows of ``sheet``; ``above`` are the rows over its header, titles mostly."""
        self._file = file
        self._sheet = sheet
        self._header = header
        self._ledger = load_schema().ledgers[header.ledger]
        self._cells = tuple((slot, cell_reader(slot)) for slot in header.slots)
        self._extra = tuple((index, name) for index, name in header.extra if not is_unread(name))
        self._read_columns = (*(slot.index for slot in header.slots), *(index for index, _ in self._extra))
        self._required = tuple(slot.index for slot in header.slots if slot.column.required)
        self._titles = {_lead(row) for row in above}
        self._issues: list[Issue] = []
        self._extra_seen: set[str] = set()
        self._before: Sequence[Raw] = ()
        self.following: Header | None = None  # of another table that begins below this one

    def read(self, rows: Iterable[tuple[int, Sequence[Raw]]]) -> SheetReading:
        """Read every row up to the header of another table; the number is the spreadsheet's."""
        count = 0
        hidden: list[int] = []
        records: list[Record] = []
        for number, cells in rows:
            row = cells if DITTO.isdisjoint(cells) else self._said_again(number, cells)
            if self._is_to_skip(number, row):
                continue
            self.following = _header(row)
            if self.following:
                break
            self._before = row
            record = self._read_row(number, row)
            if record is not None:
                records.append(record)
            if number in self._sheet.marks.rows:
                hidden.append(number)
            count += 1
        self._tell_of_sheet(count, hidden)
        extra = tuple(name for _, name in self._extra if name in self._extra_seen)
        return SheetReading(count, tuple(records), tuple(self._issues), extra)

    def _tell(self, severity: Severity, message: str, row: int | None = None, column: str = "") -> None:
        place = Place(self._sheet.title, row, masked(column))
        self._issues.append(Issue(severity, self._file, place, masked(message)))

    def _tell_of_sheet(self, count: int, hidden: Sequence[int]) -> None:
        """List what is true of the sheet as a whole."""
        if self._sheet.hidden:
            self._tell(Severity.NOTICE, "这是隐藏的工作表，也已读入")
        headings = [*((slot.index, slot.heading) for slot in self._header.slots), *self._extra]
        out_of_sight = [name for index, name in headings if self._sheet.marks.hides(index + self._sheet.left)]
        if out_of_sight:
            self._tell(Severity.NOTICE, "".join(f"「{name}」" for name in out_of_sight) + "列是隐藏的，也已读入")
        if hidden:
            rows = f"第 {hidden[0]} 行" + (f"等 {len(hidden)} 行" if len(hidden) > 1 else "")
            self._tell(Severity.NOTICE, f"{rows}是隐藏或被筛选掉的，也已读入")
        for _, name in self._header.extra:
            if is_unread(name):
                self._tell(Severity.NOTICE, "是证件或账户号码，按最少必要原则不读入", column=name)
        if not count:
            self._tell(Severity.NOTICE, "有表头没有数据行，没有读入内容，请核对是否填好并保存了")

    def _said_again(self, number: int, row: Sequence[Raw]) -> Sequence[Raw]:
        """The row with 同上 and 〃 replaced by what stands above them."""
        if not any(_cell(self._before, index) != "" for index, cell in enumerate(row) if cell in DITTO):
            self._tell(Severity.WARNING, "写着「同上」，但上面没有内容，请写出内容", number)
        return [_cell(self._before, index) if cell in DITTO else cell for index, cell in enumerate(row)]

    def _is_to_skip(self, number: int, row: Sequence[Raw]) -> bool:
        lead = _lead(row)
        if not lead or lead in self._titles or self._is_heading(row):
            return True
        if any(_TOTAL.fullmatch("".join(text.split())) for text in lead) or (
            any(_TOTAL_OF.fullmatch(text) for text in lead) and self._is_bare(row)
        ):
            self._tell(Severity.NOTICE, "是合计行，未作为数据读入", number)
            return True
        alone = len(lead) == 1 and self._is_bare(row)
        written = "".join(lead[0].split())
        if _REMARK.fullmatch(written) or (alone and _SIGNED_ON.fullmatch(written)):
            self._tell(Severity.NOTICE, f"是表下说明「{lead[0][:20]}」，未作为数据读入", number)
            return True
        if alone and _SECTION.fullmatch(lead[0]):
            self._tell(Severity.NOTICE, f"是分段标题「{lead[0][:20]}」，未作为数据读入", number)
            return True
        if not any(shown(_cell(row, index)).strip() for index in self._read_columns):
            if not lead[0].isdecimal():  # a number alone was written ahead for a row still to come
                self._tell(Severity.NOTICE, f"除「{lead[0][:20]}」外没有内容，未作为数据读入", number)
            return True
        return False

    def _is_heading(self, row: Sequence[Raw]) -> bool:
        """Whether the row is the header again, as at the top of a printed page."""
        for line in self._header.lines:
            pairs = ((cell, line[index] if index < len(line) else "") for index, cell in enumerate(row) if cell != "")
            if all(isinstance(cell, str) and tidy_heading(cell) == heading for cell, heading in pairs):
                return True
        return False

    def _is_bare(self, row: Sequence[Raw]) -> bool:
        """Whether the row lacks something a row of data must have."""
        filled = [shown(_cell(row, index)).strip() != "" for index in self._required]
        return not all(filled) or len(filled) == 1

    def _read_row(self, number: int, row: Sequence[Raw]) -> Record | None:
        values: dict[str, Cell] = {}
        troubles: list[_Trouble] = []
        for slot, read in self._cells:
            try:
                answer = read(_cell(row, slot.index))
            except ValueError as reason:
                troubles.append(_unreadable(slot, str(reason)))
                continue
            if answer.value is not None:
                values[slot.name] = list(answer.value) if isinstance(answer.value, tuple) else answer.value
                if answer.remark:
                    troubles.append(_Trouble(Severity.NOTICE, slot.heading, _discreet(slot, answer.remark)))
            elif slot.column.required and not (answer.unstated and slot.column.unstated):
                troubles.append(_Trouble(Severity.ERROR, slot.heading, _why_required(slot, answer)))
        one_of = self._ledger.one_of
        if one_of and values.keys().isdisjoint(one_of):
            message = f"「{'」或「'.join(one_of)}」至少要填一项，请补上；此行未读入"
            troubles.append(_Trouble(Severity.ERROR, "", message))
        refused = any(trouble.severity is Severity.ERROR for trouble in troubles)
        for trouble in troubles:
            # Of a refused row only what refuses it counts, and the cell that should have named who it is about.
            if trouble.severity is Severity.ERROR or not refused or trouble.column in one_of:
                self._tell(trouble.severity, trouble.message, number, trouble.column)
        return None if refused else Record(self._header.ledger, self._place(number), values, self._notes(row))

    def _place(self, number: int) -> Place:
        return Place(self._sheet.title, number)

    def _notes(self, row: Sequence[Raw]) -> dict[str, str]:
        notes = {name: text for index, name in self._extra if (text := tidy(shown(_cell(row, index))))}
        self._extra_seen.update(notes)
        return notes


def _unreadable(slot: Slot, reason: str) -> _Trouble:
    if slot.column.required:
        return _Trouble(Severity.ERROR, slot.heading, f"{_discreet(slot, reason)}；此行未读入")
    return _Trouble(Severity.WARNING, slot.heading, f"{_discreet(slot, reason)}；此格未读入")


def _discreet(slot: Slot, message: str) -> str:
    """The message, or for a private column one that does not quote what stands in the cell."""
    if not slot.column.private:
        return message
    example = "，日期如 1980-05" if slot.column.type == "date" else ""
    return f"所填内容读不准（属个人信息，这里不显示），请核对后改写{example}"


def _why_required(slot: Slot, answer: Answer) -> str:
    if answer.unstated:
        return f"必填的「{slot.heading}」不能填「未载」，请写明；此行未读入"
    instead = "，来源没有写的填「未载」" if slot.column.unstated else ""
    return f"必填的「{slot.heading}」是空的，请补上{instead}；此行未读入"


def _header(row: Sequence[Raw]) -> Header | None:
    """The header a row is, if it is one; looked into only when the row begins with headings."""
    lead = _lead(row)
    return recognise([row]) if len(lead) == 2 and known_headings().issuperset(set(lead) - NUMBERING) else None


def _cell(row: Sequence[Raw], index: int) -> Raw:
    return row[index] if index < len(row) else ""


def _lead(row: Sequence[Raw]) -> tuple[str, ...]:
    """The first two filled cells: they tell blank rows, titles, totals and remarks from data."""
    return tuple(islice((text for cell in row if cell != "" and (text := tidy(shown(cell)))), 2))
