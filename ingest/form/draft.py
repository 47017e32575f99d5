"""What is being made of a form: records, notes and issues, as they come."""

from collections.abc import Callable
from dataclasses import dataclass, field

from graph.schema import Column, load_schema
from ingest import amounts
from ingest.choices import match_choice, parse_flag
from ingest.dates import asks_for_month, refuse_lost_zero, without_first_day
from ingest.form.entry import Entry
from ingest.form.options import read_options
from ingest.form.values import (
    ends_in_a_year,
    is_blank,
    is_dash,
    is_exact,
    one_line,
    read_area,
    read_date,
    read_headcount,
    read_honors,
)
from ingest.normalise import half_width, split_list
from ingest.privacy import discreet, masked
from ingest.records import Cell, Issue, Place, Record, Severity

_OPTIONAL = "此格未读入，原文存入备注"


@dataclass(slots=True)
class Draft:
    """Collects what a form yields; ``notes`` become the notes of the studio's record.

    ``on_a_sheet`` is whether it stands where October, 2018.10, may have become the number 2018.1, and ``year`` the one
    that its title says it is of.
    """

    file: str
    on_a_sheet: bool = False
    year: int | None = None
    records: list[Record] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)

    def tell(self, severity: Severity, place: Place, message: str) -> None:
        """List something to look at, once."""
        issue = Issue(severity, self.file, place, masked(message))
        if issue not in self.issues:
            self.issues.append(issue)

    def note(self, name: str, text: str) -> None:
        """Keep text that no ledger has a column for; a second text under the same name follows the first."""
        add_note(self.notes, name, text)

    def parse(self, entry: Entry, name: str, column: Column, notes: dict[str, str]) -> Cell | None:
        """The value of a cell for a column of a ledger; what cannot be read goes to ``notes`` and is listed."""
        if is_blank(entry.text):
            return None
        if is_dash(entry.text):
            add_note(notes, name, one_line(entry.text))
            return None
        try:
            text = _date_of_a_cell(entry) if self.on_a_sheet and column.type == "date" else entry.text
            value, rest, remark = _PARSERS[column.type](text, column)
        except ValueError as reason:
            self.tell(Severity.WARNING, entry.place, f"{discreet(column, str(reason))}；{_OPTIONAL}")
            add_note(notes, name, one_line(entry.text))
            return None
        if rest:
            add_note(notes, name, rest)
        if remark:
            self.tell(Severity.NOTICE, entry.place, discreet(column, remark))
        return value if value not in ("", []) else None

    def overrule(
        self, place: Place, column: Column, name: str, said: tuple[Cell | None, Cell], notes: dict[str, str]
    ) -> None:
        """List that a column was ``said`` twice and differently, and keep what was said first as a note."""
        before, value = map(str, said)
        if said[0] is None or before.startswith(value) or value.startswith(before):
            return
        words = "两处写法不同（属个人信息，这里不显示）" if column.private else f"先写作「{before}」，又写作「{value}」"
        self.tell(Severity.WARNING, place, f"「{name}」{words}，采用后者，前者存入备注，请核对")
        add_note(notes, name, before)


def add_note(notes: dict[str, str], name: str, text: str) -> None:
    """Add to notes; a second text under the same name follows the first."""
    before = notes.get(name)
    if before is None:
        notes[name] = text
    elif text not in before.split("\n"):
        notes[name] = f"{before}\n{text}"


def _date_of_a_cell(entry: Entry) -> str:
    """The date in a cell of a worksheet, which keeps 1973年5月 as the first of that month and may lose a zero."""
    refuse_lost_zero(half_width(entry.text))
    return without_first_day(entry.text) if asks_for_month(entry.written) else entry.text


def columns_of(ledger: str) -> dict[str, Column]:
    """The columns of a ledger by name."""
    return dict(load_schema().ledgers[ledger].columns)


# Of every parser: the value, the text where the value does not hold all of it, and what about it was a guess.
_Parsed = tuple[Cell, str, str]


def _choice(text: str, column: Column) -> _Parsed:
    """The ticked option, else the word itself; 其他（管理创新） is 其他 and the words stay a note."""
    options = read_options(text, column.choices)
    ticked = [option.text for option in options if option.ticked]
    if options and not ticked:
        return "", "", ""
    words = ticked or [one_line(text)]
    found = [_chosen(word, column.choices) for word in words]
    if len(set(found)) > 1:
        msg = f"同时选了{'、'.join(found)}，只能选一项，请核对"
        raise ValueError(msg)
    return found[0], "" if words[0] == found[0] else words[0], ""


def _chosen(word: str, choices: tuple[str, ...]) -> str:
    try:
        return match_choice(word, choices)
    except ValueError:
        within = [choice for choice in choices if choice in word]
        several = len(within) > 1 and any(mark in word for mark in "、/，,；;")
        if len(within) == 1 or (within and word.startswith(within[0]) and not several):
            return within[0]
        raise


def _integer(text: str, _: Column) -> _Parsed:
    return read_headcount(text), "" if is_exact(text) else one_line(text), ""


def _number(text: str, _: Column) -> _Parsed:
    try:
        area = amounts.read_area(text)[0]
    except ValueError:
        area = read_area(text)
    return area, "" if is_exact(text) else one_line(text), ""


def _money(text: str, _: Column) -> _Parsed:
    wan, remark = amounts.read_money(text)
    return wan, one_line(text) if remark else "", remark


def _texts(text: str, column: Column) -> _Parsed:
    if "荣誉称号" not in column.aka:
        return list(split_list(text)), "", ""
    if ends_in_a_year(text):
        return list(read_honors(text)), one_line(text), "最后的年份后面没有写荣誉，只读入写了荣誉的，原文存入备注"
    return list(read_honors(text)), "", ""


_PARSERS: dict[str, Callable[[str, Column], _Parsed]] = {
    "text": lambda text, _: (one_line(text), "", ""),
    "texts": _texts,
    "integer": _integer,
    "number": _number,
    "flag": lambda text, _: (parse_flag(text), "", ""),
    "date": lambda text, _: read_date(text),
    "money": _money,
    "choice": _choice,
}
