"""How the rows of a recognised ledger become records, and everything that can be wrong with a row becomes an issue."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path

from graph.schema import load_schema
from ingest.heading import Header, Slot, explain_unrecognised, known_headings, recognise
from ingest.normalise import (
    BLANK,
    UNSTATED,
    Raw,
    match_choice,
    match_choices,
    parse_area,
    parse_date,
    parse_flag,
    parse_integer,
    parse_money,
    parse_year,
    shown,
    split_list,
    tidy,
    tidy_heading,
)
from ingest.records import Cell, Issue, Place, Reading, Record, Severity
from ingest.tabular import HEADER_WITHIN, FileRefusedError, Sheet, open_sheets

READER = "ledger"
INSTRUCTIONS = "填写说明"  # the sheet of an empty template that explains it
LONGEST_NAME = 200

_TOTAL = re.compile(r"(?:本页|本年|全年)?(?:合计|小计|总计|共计|累计)(?:[:：(（].*|\d.*)?")
_REMARK = re.compile(
    r"(?:(?:填表|备|附)?(?:说明|注)\d*|(?:填表|填报|制表|审核|复核|联系|经办|负责)人(?:签字|签名)?(?:[(（].*[)）])?"
    r"|(?:填表|填报|制表)(?:单位|日期|时间)(?:[(（].*[)）])?)[:：].*",
    re.DOTALL,
)
_IDENTITY_CARD = re.compile(r"身份证|公民身份号码")

Value = str | int | float | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _SheetReading:
    rows: int
    records: tuple[Record, ...]
    issues: tuple[Issue, ...]
    extra: tuple[str, ...]


def read_ledger(path: Path, *, strict: bool = False) -> Reading:
    """Read every ledger in a .csv, .xlsx or .xls file.

    Args:
        path: the file.
        strict: refuse the whole file when any row or cell is bad.

    Returns:
        Records in the order of the file and issues for everything left out. Bad content never raises.
    """
    try:
        reading = _read_sheets(path, open_sheets(path, known_headings()))
    except FileRefusedError as refused:
        return refused_reading(path, READER, str(refused))
    except OSError as error:
        return refused_reading(path, READER, f"打不开（{error.strerror}），请核对文件和权限，关闭占用它的程序后再试")
    bad = [issue for issue in reading.issues if issue.severity is not Severity.NOTICE and issue.place.row is not None]
    if strict and bad:
        sentence = f"严格模式下有 {len(bad)} 处问题，整份文件未读入，请逐条改正后再导入"
        return refused_reading(path, READER, sentence, reading.issues)
    return reading


def refused_reading(path: Path, reader: str, sentence: str, issues: Sequence[Issue] = ()) -> Reading:
    """The reading of a file that was refused as a whole, with ``issues`` known before it was."""
    refusal = Issue(Severity.ERROR, path.name, Place(), sentence)
    return Reading(path, reader, 0, (), (refusal, *issues))


def _read_sheets(path: Path, sheets: Iterator[Sheet]) -> Reading:
    known: list[_SheetReading] = []
    unknown: list[tuple[Place, str]] = []
    for sheet in sheets:
        if sheet.title.startswith(INSTRUCTIONS):
            continue
        top = list(islice(sheet.rows, HEADER_WITHIN))
        header = recognise(top)
        if header:
            rows = enumerate(chain(top[header.row :], sheet.rows), header.row + 1)
            known.append(_SheetReader(path.name, sheet, header, top[: header.row - 1]).read(rows))
        elif any(shown(cell).strip() for row in top for cell in row):
            unknown.append((Place(sheet.title), explain_unrecognised(top)))
    if not known and not unknown:
        raise FileRefusedError("里面没有内容，请核对是否选对了文件")
    severity = Severity.WARNING if known else Severity.ERROR
    issues = [Issue(severity, path.name, place, sentence) for place, sentence in unknown]
    extra = tuple(dict.fromkeys(heading for reading in known for heading in reading.extra))
    if extra:
        named = "".join(f"「{heading[:30]}」" for heading in extra[:20]) + (
            f"等 {len(extra)} " if len(extra) > 20 else ""
        )
        issues.append(Issue(Severity.NOTICE, path.name, Place(), f"台账里没有{named}列，其内容作为备注保留"))
    return Reading(
        path,
        READER,
        sum(reading.rows for reading in known),
        tuple(chain.from_iterable(reading.records for reading in known)),
        (*issues, *chain.from_iterable(reading.issues for reading in known)),
    )


class _SheetReader:
    """Reads the rows under one header."""

    def __init__(self, file: str, sheet: Sheet, header: Header, above: Sequence[Sequence[Raw]]) -> None:
        self._file = file
        self._title = sheet.title
        self._hidden = sheet.hidden
        self._header = header
        self._ledger = load_schema().ledgers[header.ledger]
        self._cells = tuple((slot, _parser(slot)) for slot in header.slots)
        self._extra = tuple((index, name) for index, name in header.extra if not _IDENTITY_CARD.search(name))
        self._read_columns = (*(slot.index for slot in header.slots), *(index for index, _ in self._extra))
        self._titles = {_lead(row) for row in above}
        self._issues: list[Issue] = []
        self._extra_seen: set[str] = set()

    def read(self, rows: Iterator[tuple[int, Sequence[Raw]]]) -> _SheetReading:
        if self._hidden:
            self._tell(Severity.NOTICE, "这是隐藏的工作表，也已读入")
        for _, name in self._header.extra:
            if _IDENTITY_CARD.search(name):
                self._tell(Severity.NOTICE, "是身份证号，按最少必要原则不读入", column=name)
        count = 0
        records: list[Record] = []
        for number, row in rows:
            if self._is_to_skip(number, row):
                continue
            record = self._read_row(number, row)
            if record is not None:
                records.append(record)
            count += 1
        return _SheetReading(
            count,
            tuple(records),
            tuple(self._issues),
            tuple(name for _, name in self._extra if name in self._extra_seen),
        )

    def _tell(self, severity: Severity, message: str, row: int | None = None, column: str = "") -> None:
        self._issues.append(Issue(severity, self._file, Place(self._title, row, column), message))

    def _is_to_skip(self, number: int, row: Sequence[Raw]) -> bool:
        lead = _lead(row)
        if not lead or lead in self._titles:
            return True
        if all(
            tidy_heading(shown(_cell(row, slot.index))) == tidy_heading(slot.heading)
            for slot, _ in self._cells
            if slot.column.required or _cell(row, slot.index)
        ):
            return True  # the header again, at the top of a printed page
        if any(_TOTAL.fullmatch("".join(text.split())) for text in lead):
            self._tell(Severity.NOTICE, "是合计行，未作为数据读入", number)
            return True
        if _REMARK.fullmatch("".join(lead[0].split())):
            self._tell(Severity.NOTICE, f"是表下说明「{lead[0][:20]}」，未作为数据读入", number)
            return True
        if not any(shown(_cell(row, index)).strip() for index in self._read_columns):
            if not lead[0].isdecimal():  # a number alone was written ahead for a row still to come
                self._tell(Severity.NOTICE, f"除「{lead[0][:20]}」外没有内容，未作为数据读入", number)
            return True
        return False

    def _read_row(self, number: int, row: Sequence[Raw]) -> Record | None:
        values: dict[str, Cell] = {}
        answered: set[str] = set()
        troubles: list[tuple[Severity, str, str]] = []
        for slot, parse in self._cells:
            raw = _cell(row, slot.index)
            try:
                value = parse(raw)
            except ValueError as reason:
                refused = slot.column.required
                consequence = "此行未读入" if refused else "此格未读入"
                severity = Severity.ERROR if refused else Severity.WARNING
                troubles.append((severity, slot.heading, f"{reason}；{consequence}"))
                answered.add(slot.name)
                continue
            if value is not None:
                values[slot.name] = list(value) if isinstance(value, tuple) else value
                answered.add(slot.name)
            elif tidy(shown(raw)) in UNSTATED:
                answered.add(slot.name)
            elif slot.column.required:
                sentence = f"必填的「{slot.heading}」是空的，请补上，来源没有写的填「未载」；此行未读入"
                troubles.append((Severity.ERROR, slot.heading, sentence))
        if self._ledger.one_of and answered.isdisjoint(self._ledger.one_of):
            choice = "」或「".join(self._ledger.one_of)
            troubles.append((Severity.ERROR, "", f"「{choice}」至少要填一项，请补上；此行未读入"))
        refused = any(severity is Severity.ERROR for severity, _, _ in troubles)
        for severity, column, message in troubles:
            if severity is Severity.ERROR or not refused:
                self._tell(severity, message, number, column)
        if refused:
            return None
        return Record(self._header.ledger, Place(self._title, number), values, self._notes(row))

    def _notes(self, row: Sequence[Raw]) -> dict[str, str]:
        notes = {name: text for index, name in self._extra if (text := tidy(shown(_cell(row, index))))}
        self._extra_seen.update(notes)
        return notes


def _cell(row: Sequence[Raw], index: int) -> Raw:
    return row[index] if index < len(row) else ""


def _lead(row: Sequence[Raw]) -> tuple[str, ...]:
    """The first two filled cells: they tell blank rows, titles, totals and remarks from data."""
    return tuple(islice((text for cell in row if cell != "" and (text := tidy(shown(cell)))), 2))


def _parser(slot: Slot) -> Callable[[Raw], Value | None]:
    """How cells of one column are read: a value, ``None`` for an empty cell, or ``ValueError`` with the reason."""
    column = slot.column
    blank = BLANK - {"无"} if column.type == "flag" else BLANK
    convert: dict[str, Callable[[Raw], Value]] = {
        "text": _parse_name if column.required else lambda raw: tidy(shown(raw)),
        "texts": split_list,
        "integer": parse_integer,
        "number": parse_area,
        "flag": parse_flag,
        "date": parse_date,
        "year": parse_year,
        "money": lambda raw: parse_money(raw, slot.unit),
        "choice": lambda raw: match_choice(raw, column.choices),
        "choices": lambda raw: match_choices(raw, column.choices),
    }
    parse_filled = convert[column.type]

    @lru_cache(maxsize=16_384, typed=True)
    def parse(raw: Raw) -> Value | None:
        if raw == "" or tidy(shown(raw)) in blank:
            return None
        value = parse_filled(raw)
        return None if value in ("", ()) else value

    return parse


def _parse_name(raw: Raw) -> str:
    name = tidy(shown(raw))
    if len(name) > LONGEST_NAME:
        msg = f"有 {len(name)} 个字，超过 {LONGEST_NAME} 个字，请缩短为名称本身"
        raise ValueError(msg)
    return name
