"""How the rows under one header become records, and everything that can be wrong with a row becomes an issue."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.schema import load_schema
from ingest.asides import SECTION, TOTAL, TOTALS, aside, may_sum
from ingest.cards import Card, card_ahead, items_in
from ingest.context import said_above, said_between, series_of
from ingest.further_headers import lead_of, may_head, next_header
from ingest.header import Header
from ingest.heading import says_mostly_headings
from ingest.left_empty import Groups, grouping
from ingest.legend import find_legend
from ingest.normalise import BLANK, DITTO, Raw, cell_at, first_characters, shown, tidy, tidy_heading
from ingest.privacy import brief, discreet, is_unread, masked, quoted
from ingest.records import Cell, Issue, Record, Severity
from ingest.row_cells import RowCells
from ingest.rows_ahead import Numbered, RowsAhead
from ingest.sections import Sections, told_by_column
from ingest.several_in_one import OneEach
from ingest.sheet_notices import notices
from ingest.studios_as_units import COLUMNS as UNITS_AND_STUDIOS
from ingest.studios_as_units import studio_named
from ingest.tabular import FileRefusedError, Sheet
from ingest.wide_years import heads_years
from ingest.years import Years

_OF_SUMS = "统计数字台账"  # a sum is what its rows are about
_ASTRAY = "是另一张表的表头，但看不出是哪种台账，下面的行不读入；请补上它所缺的列（如「工作室」），或另存为单独的表"
_AT_ONCE = 1_000  # records
_FURTHEST = 1_000  # rows above columns of years
_ENOUGH_TO_JUDGE = 10_000  # rows; a table of which so many are refused, one after the other, is not worth listing


Take = Callable[[Sequence[Record]], None]


@dataclass(frozen=True, slots=True)
class SheetReading:
    """What one sheet said: how many rows held data, what they became, and the columns kept as notes."""

    rows: int
    records: tuple[Record, ...]
    issues: tuple[Issue, ...]
    extra: tuple[str, ...]


class SheetReader:
    """Reads the rows under one header."""

    def __init__(
        self,
        file: str,
        sheet: Sheet,
        header: Header,
        above: Sequence[Sequence[Raw]],
        years: Years | None = None,
        said: Mapping[str, Cell] | None = None,
    ) -> None:
        """Get ready for the rows of ``sheet``; ``above`` are the rows over its header, titles mostly.

        ``years`` and ``said`` are what the tables above this one leave to say of the dates and of the rows here.
        """
        self._file = file
        self.sheet = sheet
        self.header = header
        self._ledger = load_schema().ledgers[header.ledger]
        self.years = years or Years.above(above, sheet.called)
        self._titled = {**(said or {}), **header.said}
        self._cells = RowCells(header, self.years.now)
        self._extra = tuple((index, name) for index, name in header.extra if not is_unread(name))
        self._read_columns = (*(slot.index for slot in header.slots), *(index for index, _ in self._extra))
        self._required = tuple(slot.index for slot in header.slots if slot.column.required)
        self._sums = tuple(slot.index for slot in header.slots if header.ledger != _OF_SUMS and may_sum(slot.column))
        self._legend = find_legend(header, above)
        self._several = OneEach(header)
        self._titles = {lead_of(row): row for row in above}
        self._own = {slot.name for slot in header.slots}
        self._sections = Sections(header.said)
        nearest = next((row for row in reversed(above) if lead_of(row)), ())
        self._series = series_of(lead_of(nearest)[0]) if nearest else ""
        self._beside = said_above(self._ledger, self._own, [nearest], "").keys()  # said right over the headings
        self._first = min((index for line in header.lines for index, text in enumerate(line) if text), default=0)
        self._begin_lines = first_characters(text for line in header.lines for text in line if text)
        self._groups = Groups(grouping(header.slots), frozenset(self._ledger.one_of))
        self._between: list[Sequence[Raw]] = []  # lines that stand alone since the last row of data
        self._issues: list[Issue] = []
        self._extra_seen: set[str] = set()
        self._before: Sequence[Raw] = ()
        self._count = 0
        self._hidden: list[int] = []
        self._astray = 0  # the row of headings nobody can read, under which the rows now stand
        self._records: list[Record] = []  # that nobody has taken
        self._accepted = False
        self.following: Header | None = None  # of another table that begins below this one
        self.stopped = False  # before columns of years, which are no rows of this table
        self.cards: list[tuple[Card, Header]] = []  # amid this one, each a row of a ledger of its own

    def read(self, rows: RowsAhead, take: Take | None = None) -> SheetReading:
        """Read every row up to the header of another table; the number beside a row is the spreadsheet's.

        Records go to ``take``, if there is one, as they are read.
        """
        for _ in self.taken(rows):
            if take and len(self._records) >= _AT_ONCE:
                take(self._records)
                self._records = []
        if take:
            take(self._records)
            self._records = []
        self._tell_of_sheet()
        extra = tuple(name for _, name in self._extra if name in self._extra_seen)
        return SheetReading(self._count, tuple(self._records), tuple(self._issues), extra)

    def taken(self, rows: RowsAhead) -> Iterator[Numbered]:
        """The rows of this table as they stand in the file, those that are no data too; each is read on the way."""
        for number, cells in rows:
            row = cells if DITTO.isdisjoint(cells) else self._said_again(number, cells)
            lead = lead_of(row)
            if self._is_to_skip(number, row, lead, rows):
                yield number, cells
                continue
            if may_head(lead):
                if self.sheet.number(number) < _FURTHEST and heads_years(row):
                    rows.back((number, cells))
                    self.stopped = True
                    return
                if following := next_header(row, rows, self._between, {**self.said, **self._sections.said}):
                    self.following, self.years = following, self.years.below(self._between)
                    return
                if says_mostly_headings([shown(cell) for cell in row if cell != ""]):
                    self._astray = self.sheet.number(number)
                    self.tell(Severity.ERROR, _ASTRAY, number)
                    yield number, cells
                    continue
            self._before = row
            row = self._continued(number, row)
            if self.header.apart and all(shown(cell_at(row, index)).strip() in BLANK for index in self.header.apart):
                yield number, cells
                continue
            record = self._read_row(number, row)
            if record is not None:
                self._accepted = True
                self._records += self._one_each(number, record)
            if (at := self.sheet.number(number)) in self.sheet.marks.rows:
                self._hidden.append(at)
            self._count += 1
            if self._count == _ENOUGH_TO_JUDGE and not self._accepted:
                raise FileRefusedError(self._why_hopeless())
            yield number, cells

    @property
    def between(self) -> Sequence[Sequence[Raw]]:
        """The lines that stand alone above what comes next."""
        return self._between

    @property
    def said(self) -> Mapping[str, Cell]:
        """What titles, here and of the tables above, say of the rows of a further table too."""
        return self._sections.left_of(self._titled)

    def _why_hopeless(self) -> str:
        first = next(issue for issue in self._issues if issue.severity is Severity.ERROR)
        return (
            f"前 {_ENOUGH_TO_JUDGE} 行数据没有一行能读入，其余的没有再看；"
            f"{first.place}：{first.message}。请改好后再导入"
        )

    def _continued(self, number: int, row: Sequence[Raw]) -> Sequence[Raw]:
        """The row with what is written once for several rows."""
        self._between.clear()
        if not self._groups.slots:
            return row
        whole, continued = self._groups.filled(row)
        for slot in continued:
            above = discreet(slot.column, f"空着，按上面的「{quoted(whole[slot.index])}」读入")
            self.tell(Severity.NOTICE, above, number, slot.heading)
        return whole

    def tell(self, severity: Severity, message: str, row: int | None = None, column: str = "") -> None:
        """List something about the sheet, a row or a cell; numbers of people are masked."""
        place = self.sheet.place(row, masked(column))
        self._issues.append(Issue(severity, self._file, place, masked(message)))

    def _tell_of_sheet(self) -> None:
        """List what is true of the sheet as a whole."""
        for message in notices(self.sheet, self.header, self._sections.above, self._hidden, self._legend):
            self.tell(Severity.NOTICE, message)
        for _, name in self.header.extra:
            if is_unread(name):
                self.tell(Severity.NOTICE, "是证件或账户号码，按最少必要原则不读入", column=name)
        if not self._count:
            self.tell(Severity.NOTICE, "有表头没有数据行，没有读入内容，请核对是否填好并保存了")

    def _said_again(self, number: int, row: Sequence[Raw]) -> Sequence[Raw]:
        """The row with 同上 and 〃 replaced by what stands above them."""
        if not any(cell_at(self._before, index) != "" for index, cell in enumerate(row) if cell in DITTO):
            self.tell(Severity.WARNING, "写着「同上」，但上面没有内容，请写出内容", number)
        return [cell_at(self._before, index) if cell in DITTO else cell for index, cell in enumerate(row)]

    def _is_title(self, number: int, row: Sequence[Raw], lead: Sequence[str], rows: RowsAhead) -> bool:
        """Whether a line that stands alone is the title of another table right below it."""
        if len(lead) != 1 or not self._is_bare(row) or not any(may_head(lead_of(below)) for _, below in rows.peek(2)):
            return False
        # The same headings again below a line nobody understands: what was said before is not said of these rows.
        again = "续" not in lead[0] and self._goes_on(rows)
        ended = self._end_section(self._beside) if again else ""
        self.tell(Severity.NOTICE, f"是下面表格的标题「{brief(lead[0], 20)}」，未作为数据读入{ended}", number)
        return True

    def _goes_on(self, rows: RowsAhead) -> bool:
        """Whether what follows stands under the same headings, written again or not."""
        below = next((row for _, row in rows.peek(2) if lead_of(row)), ())
        return not may_head(lead_of(below)) or self._is_heading(below)

    def _is_to_skip(self, number: int, row: Sequence[Raw], lead: tuple[str, ...], rows: RowsAhead) -> bool:
        if not lead or self._is_title_again(row, lead):
            return True
        if lead[0][0] in self._begin_lines and self._is_heading(row):
            self._date(self.years.over_again(self._between))
            self._astray = 0
            return True
        if len(lead) == 1 and self._is_bare(row) and self._begins_section(number, row, lead[0]):
            return True
        heads = may_head(lead)
        summed = not heads and not TOTALS.isdisjoint(row) and any(cell_at(row, at) in TOTALS for at in self._sums)
        if heads and (found := card_ahead(number, row, rows, self.sheet.called)):
            self._take_card(*found)
            return True
        if heads and (items := items_in(row)):
            self._tell_of_items(number, items)
            return True
        if what := aside(lead, lambda: self._is_bare(row)) or (TOTAL if summed else ""):
            ended = ""
            if what.startswith(SECTION):
                # The line right over the headings is the first of its series, and holds no longer than any other.
                first = series_of(lead[0]) == self._series and self._goes_on(rows)
                ended = self._end_section(self._beside if first else ())
            self.tell(Severity.NOTICE, f"{what}，未作为数据读入{ended}", number)
            return True
        if self._is_title(number, row, lead, rows):
            return True
        if not any(shown(cell_at(row, index)).strip() for index in self._read_columns):
            if not lead[0].isdecimal():  # a number alone was written ahead for a row still to come
                self.tell(Severity.NOTICE, f"除「{brief(lead[0], 20)}」外没有内容，未作为数据读入", number)
            return True
        return False

    def _take_card(self, card: Card, own: Header) -> None:
        """Keep another card, a row of a ledger of its own; whose rows follow it may be one of its items."""
        self.cards.append((card, own))
        self._begin_below([item for item in zip(card.labels, card.values, strict=True) if item[1] != ""])

    def _begin_below(self, items: Sequence[tuple[str, Raw]]) -> None:
        for label, value in items:
            if said := said_between(self._ledger, self._own, f"{label.rstrip(':： ')}：{shown(value)}"):
                self._sections.begin(said)

    def _tell_of_items(self, number: int, items: Sequence[tuple[str, Raw]]) -> None:
        """List what is said item by item and is a row of no ledger."""
        self._begin_below(items)
        named = "".join(f"「{brief(label, 20)}」" for label, _ in items)
        self.tell(Severity.NOTICE, f"逐项写着{named}，不是表中的一行，未作为数据读入", number)

    def _is_title_again(self, row: Sequence[Raw], lead: tuple[str, ...]) -> bool:
        """Whether a row begins like one above the header; an item of a card has to say the same too."""
        return lead in self._titles and (not items_in(row) or [*row] == [*self._titles[lead]])

    def _date(self, years: Years) -> bool:
        """Read the dates of the rows below as of a year that has just been named; tells whether one was."""
        if years is self.years:
            return False
        self.years, self._cells = years, RowCells(self.header, years.now)
        self._before = ()
        self._groups.forget()
        return bool(years.now)

    def _begins_section(self, number: int, row: Sequence[Raw], text: str) -> bool:
        """Whether a line that stands alone says something of every row below it."""
        self._between.append(row)
        said = said_between(self._ledger, self._own, text)
        at = next(index for index, cell in enumerate(row) if cell != "")
        if at > self._first and any(self._ledger.columns[name].choices for name in said):
            return False  # a word under a heading of its own: a row somebody has not filled in yet
        dated = at <= self._first and self._date(self.years.begun(text))
        if not said and (over := self._sections.end_choices(self._ledger)):
            told = "".join(f"「{value}」" for _, value in told_by_column(over))
            self.tell(Severity.NOTICE, f"「{brief(text, 20)}」看不出是哪一类，上一段的{told}到此为止", number)
        if said:
            self._sections.begin(said)
            self._groups.forget()
            told = "，".join(f"下面各行的「{name}」读作「{value}」" for name, value in told_by_column(said))
            self.tell(Severity.NOTICE, f"是分段标题「{brief(text, 20)}」，{told}", number)
        elif dated:
            told = f"下面没有写年份的日期按 {self.years.now} 年读入，请核对"
            self.tell(Severity.NOTICE, f"是分段标题「{brief(text, 20)}」，{told}", number)
        return bool(said) or dated

    def _end_section(self, also: Collection[str] = ()) -> str:
        """What the section before said holds no longer; says so."""
        over = [f"「{value}」" for _, value in told_by_column(self._sections.end(also))]
        self._groups.forget()
        return f"，上一段的{''.join(over)}到此为止" if over else ""

    def _is_heading(self, row: Sequence[Raw]) -> bool:
        """Whether the row is the header again, as at the top of a printed page."""
        for line in self.header.lines:
            pairs = ((cell, cell_at(line, index)) for index, cell in enumerate(row) if cell != "")
            if all(isinstance(cell, str) and tidy_heading(cell) == heading for cell, heading in pairs):
                return True
        return False

    def _is_bare(self, row: Sequence[Raw]) -> bool:
        """Whether the row lacks something a row of data must have."""
        filled = [shown(cell_at(row, index)).strip() != "" for index in self._required]
        return not all(filled) or len(filled) <= 1

    def _read_row(self, number: int, row: Sequence[Raw]) -> Record | None:
        if self._astray:
            self.tell(Severity.ERROR, f"在第 {self._astray} 行的表头下面，看不出是哪种台账的内容，此行未读入", number)
            return None
        said = self._sections.said
        values, troubles = self._cells.read(row, {**self._legend.role(row), **said} if self._legend else said)
        one_of = self._ledger.one_of
        refused = any(trouble.severity is Severity.ERROR for trouble in troubles)
        for trouble in troubles:
            # Of a refused row only what refuses it counts, and the cell that should have named who it is about.
            if trouble.severity is Severity.ERROR or not refused or trouble.column in one_of:
                self.tell(trouble.severity, trouble.message, number, trouble.column)
        return None if refused else Record(self.header.ledger, self.sheet.place(number), values, self._notes(row))

    def _one_each(self, number: int, record: Record) -> list[Record]:
        """The record once for every person, or source of money, where it names several in a column for one."""
        found = self._several.parted(record.values)
        if len(found) > 1:
            told = f"写了{self._several.whom}一条读作 {len(found)} 条，请核对"
            self.tell(Severity.NOTICE, told, number)
        found = [self._studio_named(number, values) for values in found]
        return [record] if found == [record.values] else [replace(record, values=values) for values in found]

    def _studio_named(self, number: int, values: dict[str, Cell]) -> dict[str, Cell]:
        """The row with a studio that stands for an organization where studios are named; says so."""
        if (columns := UNITS_AND_STUDIOS.get(self.header.ledger)) is None:
            return values
        unit, studio = columns
        named = studio_named(values, unit, studio)
        if named is not values:
            heading = next((slot.heading for slot in self.header.slots if slot.name == unit), unit)
            self.tell(Severity.NOTICE, f"「{named[studio]}」是工作室，记入「{studio}」，请核对", number, heading)
        return named

    def _notes(self, row: Sequence[Raw]) -> dict[str, str]:
        notes = {name: text for index, name in self._extra if (text := tidy(shown(cell_at(row, index))))}
        self._extra_seen.update(notes)
        return notes
