"""The tables of a sheet, however they stand there, each with its rows as if they were written one below another."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from ingest.abreast import beside, seen_through
from ingest.cards import Card, cards_below_one_another, find_card, header_of, left_above
from ingest.further_headers import lead_of
from ingest.header import Header
from ingest.heading import recognise
from ingest.ledger_rows import SheetReader
from ingest.money_by_source import FUNDING, SOURCE
from ingest.normalise import Raw, shown
from ingest.privacy import brief
from ingest.records import Issue, Severity
from ingest.rows_ahead import RowsAhead
from ingest.sheet_marks import Marks
from ingest.tabular import Sheet
from ingest.ticked import find_ticked, in_one_column
from ingest.turned import View, find_turned, turn
from ingest.two_ledgers import in_two, other_header
from ingest.wide_months import headers_by_month
from ingest.wide_sources import find_sources, may_be_of_money, one_of_them, unsettled
from ingest.wide_years import are_headings, end_of, in_each_year, year_columns

_MOST_NAMED = 20  # labels of a card
_MOST_PARTS = 200  # of a sheet; a header is sought in each
_SEEN, _LOOKED_AT = 12, 200  # rows of a part in which it is, and with those that are empty or a line alone

Rows = Sequence[Sequence[Raw]]
# A table and its rows. Whoever is given one reads it to its end before asking for the next.
Table = tuple[SheetReader, RowsAhead]


@dataclass(slots=True)
class _Walk:
    """The file, and the parts of the sheet that are still to be read as if each were a sheet of its own."""

    file: str
    rest: deque[tuple[Sheet, Rows]] = field(default_factory=deque)

    def leave(self, sheet: Sheet, titles: Sequence[str], below: Iterable[Sequence[Raw]], above: int) -> None:
        """Leave the rows below for later, which stand under ``above`` rows of the sheet and have these titles alone."""
        rows = iter(below)
        for row in rows:
            if lead_of(row):
                lines = [[title] for title in titles[:above]]
                top = [*lines, *_top(row, rows)]
                self.rest.append((replace(sheet, above=sheet.above + above - len(lines), rows=rows), top))
                return
            above += 1


def _top(first: Sequence[Raw], rows: Iterator[Sequence[Raw]]) -> Iterator[Sequence[Raw]]:
    """The rows of a part up to as many as are looked at, of those that say more than one thing."""
    yield first
    seen = 0
    for row in islice(rows, _LOOKED_AT):
        yield row
        seen += sum(1 for cell in row if cell != "") > 1
        if seen >= _SEEN:
            return


class SheetTables:
    """The tables of a sheet that begins with ``top``; none where no ledger is seen.

    ``unread`` is, when all were read, where rows begin that are of no ledger, and what to tell of them.
    """

    def __init__(self, file: str, sheet: Sheet, top: Rows) -> None:
        """Get ready to walk through ``sheet``, whose first rows are ``top``."""
        self._walk = _Walk(file)
        self._walk.rest.append((sheet, top))
        self.unread: list[Issue] = []

    def __iter__(self) -> Iterator[Table]:
        """The tables from above to below."""
        for number in range(_MOST_PARTS):
            if not self._walk.rest:
                return
            sheet, top = self._walk.rest.popleft()
            tables = _tables_of(self._walk, sheet, top)
            found = next(tables, None)
            if found:
                yield found
                yield from tables
            elif number:
                self._tell(sheet, top, "起的内容看不出是哪种台账，未读入；若是数据，请在上面写好表头")
        for sheet, top in self._walk.rest:
            self._tell(sheet, top, "起还有很多张表，未读入；请把它们分到几张工作表里")

    def _tell(self, sheet: Sheet, top: Rows, message: str) -> None:
        """List a part that was not read, after its titles; one of lines alone holds no data."""
        filled = {number: sum(1 for cell in row if cell != "") for number, row in enumerate(top, 1)}
        rows = [number for number, many in filled.items() if many > 1]
        severity = Severity.ERROR if rows else Severity.NOTICE
        first = rows[0] if rows else max(filled)
        self.unread.append(Issue(severity, self._walk.file, sheet.place(first), message))


def _tables_of(walk: _Walk, sheet: Sheet, top: Rows) -> Iterator[Table]:
    """The tables of a sheet, or of a part of it that is left for later, up to the next such part."""
    if sheet.turned is None and (turned := find_turned(top, sheet.called)):
        yield from _turned(walk, sheet, turn(sheet, top, turned))
        return
    for ticked in find_ticked(top):
        sheet = replace(sheet, rows=in_one_column(sheet.rows, ticked, len(top)))
        top = list(in_one_column(top, ticked))
    for apart in (_years(walk, sheet, top), _sources(walk, sheet, top), _months(walk, sheet, top)):
        if first := next(apart, None):
            yield first
            yield from apart
            return
    if header := recognise(top, sheet.called):
        tables = _together(walk, sheet, header, top)
        yield from _below_card(walk, sheet, find_card(top[: header.row - len(header.lines)]), tables)
    else:
        yield from _cards(walk, sheet, top)


def _turned(walk: _Walk, sheet: Sheet, view: View) -> Iterator[Table]:
    """The tables of a sheet that begins with one that stands on its side; those below it are left for later."""
    told = [*view.told]
    for reader, rows in _tables_of(walk, *view.table):
        for message in told:
            reader.tell(Severity.NOTICE, message)
        told.clear()
        yield reader, rows
    walk.leave(sheet, (), view.below, view.end)


def _below_card(walk: _Walk, sheet: Sheet, card: Card | None, tables: Iterator[Table]) -> Iterator[Table]:
    """The tables, before them what a card above them says: a row of a ledger, or something that is told."""
    if card and (own := header_of(card, sheet.called)):
        yield _of_card(walk, sheet, card, own)
        card = None
    for reader, rows in tables:
        if card:
            named = "".join(f"「{brief(label, 20)}」" for label in card.labels[:_MOST_NAMED])
            reader.tell(Severity.NOTICE, f"起逐项写的{named}看不出是哪种台账，未作为数据读入", card.numbers[0])
        card = None
        yield reader, rows


def _cards(walk: _Walk, sheet: Sheet, top: Rows) -> Iterator[Table]:
    """Cards one below another, each a row of a ledger; none where the sheet holds no such."""
    first = next(iter(cards_below_one_another(top)[0]), None)
    own = header_of(first, sheet.called) if first else None
    if first is None or own is None:
        return
    cards, alone = cards_below_one_another([*top, *sheet.rows])
    headers = {first.labels: own}
    for card in cards:
        if card.labels not in headers:
            headers[card.labels] = header_of(card, sheet.called) or own
        reader, rows = _of_card(walk, sheet, card, headers[card.labels])
        for number, text in alone.items():
            reader.tell(Severity.NOTICE, f"是卡片之外的一行「{brief(text, 20)}」，未作为数据读入", number)
        alone = {}
        yield reader, rows


def _of_card(walk: _Walk, sheet: Sheet, card: Card, header: Header) -> Table:
    # Its items stand anywhere, so that no mark of a column or a row is theirs.
    spots = tuple((sheet.above + number, sheet.left + column + 1) for number, column in card.spots)
    reader = SheetReader(walk.file, replace(sheet, marks=Marks(), left=0, spots=spots), header, ())
    return reader, RowsAhead(iter([(card.numbers[0], card.values)]))


def _together(walk: _Walk, sheet: Sheet, header: Header, top: Rows) -> Iterator[Table]:
    """The tables under ``header``; one that holds two ledgers is seen as one after the other."""
    other = other_header(top, sheet.called, header)
    if other is None:
        yield from _tables(walk, sheet, header, top)
        return
    whole = [*top, *sheet.rows]
    views = in_two(whole, header, other)
    for number, (own, seen) in enumerate(views, 1):
        tables = _seen(walk, sheet, own, seen, len(top))
        for reader, rows in tables if number == len(views) else islice(tables, 1):  # what follows below is read once
            if reader.header is own:
                reader.tell(Severity.NOTICE, f"一张表里写着两种台账，也读作{own.ledger}，请核对")
            yield reader, rows
    if not views:
        yield from _tables(walk, replace(sheet, rows=iter(whole[len(top) :])), header, top)


def _tables(walk: _Walk, sheet: Sheet, header: Header, top: Rows) -> Iterator[Table]:
    """The tables that stand beside one another under ``header``, mostly one, and below them."""
    windows = beside(header, top)
    if not windows:
        yield from _column(walk, sheet, header, top)
        return
    whole = [*top, *sheet.rows]
    for window in windows:
        view = replace(sheet, rows=iter(seen_through(window, whole, header)))
        seen = list(islice(view.rows, len(top)))
        if own := recognise(seen, sheet.called):
            yield from _column(walk, view, own, seen)


def _years(walk: _Walk, sheet: Sheet, top: Rows) -> Iterator[Table]:
    """A table that has a column of money for every year, one year after the other; none where it is no such."""
    at, years = year_columns(top)
    seen = top[: end_of(top, at)]
    views = [recognise(rows, f"{year}年度") for year, rows in in_each_year(seen, at, years)] if years else []
    headers = [header for header in views if header and "年度" in header.said and are_headings(top, at, header.row)]
    if not headers or len(headers) < len(views):
        return
    whole = [*top, *sheet.rows]
    end = end_of(whole, at)
    for header, (year, rows) in zip(headers, in_each_year(whole[:end], at, years), strict=True):
        columns = years[year]
        named = header.called(columns.start, top[at][columns.start]) if len(columns) == 1 else header
        dated = replace(named, said={**header.said, "年度": year}, apart=tuple(columns))
        yield from _seen(walk, sheet, dated, rows, min(end, len(top)))
    walk.leave(sheet, _titles(whole[:at]), whole[end:], end)


def _titles(above: Rows) -> list[str]:
    """The lines that stand alone above a table."""
    filled = ([text for cell in row if (text := shown(cell).strip())] for row in above)
    return [texts[0] for texts in filled if len(texts) == 1]


def _sources(walk: _Walk, sheet: Sheet, top: Rows) -> Iterator[Table]:
    """A table that has a column of money for every source, one source after the other; none where it is no such."""
    sources = find_sources(top)
    if sources is None or not may_be_of_money(recognise(top, sheet.called)):
        return
    found = {index: recognise(one_of_them(top, sources, index), sheet.called) for index in sources.columns}
    headers = {index: header for index, header in found.items() if header and header.ledger == FUNDING}
    if len(headers) < len(found) or any(header.row != sources.at + 1 for header in headers.values()):
        return
    units = {index: slot.unit for index, header in headers.items() for slot in header.slots if slot.index == index}
    if any(unsettled(top, sources, sources.doubtful, units)):
        return  # 投入金额 beside sources that do not add up to it is money of another source
    whole = [*top, *sheet.rows]
    told = list(unsettled(whole, sources, sources.sums, units))
    own = (
        headers[index].of_some((index,), sources.columns, sources.lines(top), {SOURCE: source})
        for index, source in sources.named.items()
    )
    for reader, rows in _one_after_another(walk, sheet, own, whole, len(top)):
        for row, message, refused in told:
            reader.tell(Severity.ERROR if refused else Severity.WARNING, message, row)
        told.clear()
        yield reader, rows


def _months(walk: _Walk, sheet: Sheet, top: Rows) -> Iterator[Table]:
    """A table that counts activities in a column for every month, one month after another; none where there is none."""
    headers = list(headers_by_month(top, sheet.called))
    if headers:
        yield from _one_after_another(walk, sheet, headers, [*top, *sheet.rows], len(top))


def _one_after_another(walk: _Walk, sheet: Sheet, headers: Iterable[Header], whole: Rows, many: int) -> Iterator[Table]:
    """The same rows once under every header; what follows below them is read once, after the first."""
    for number, header in enumerate(headers):
        tables = _seen(walk, sheet, header, whole, many)
        yield from tables if number == 0 else islice(tables, 1)


def _seen(walk: _Walk, sheet: Sheet, header: Header, rows: Rows, many: int) -> Iterator[Table]:
    """The table under ``header``, and those below it, in rows that stand for the sheet's own; ``many`` are its top."""
    return _column(walk, replace(sheet, rows=iter(rows[many:])), header, rows[:many])


def _column(walk: _Walk, sheet: Sheet, header: Header, top: Rows) -> Iterator[Table]:
    """The table under ``header``, and those whose headers follow further down."""
    rows = RowsAhead(enumerate(chain(top[header.row :], sheet.rows), header.row + 1))
    above = top[: header.row - len(header.lines)]
    following: Header | None = header
    years, said = None, None
    while following:
        reader = SheetReader(walk.file, sheet, following, above, years, said)
        for number in left_above(above):
            reader.tell(Severity.WARNING, "在表头的上面，看不出是哪张表的，未读入；若是数据，请移到表头下面", number)
        yield reader, rows
        for card, own in reader.cards:
            yield _of_card(walk, sheet, card, own)
        if reader.stopped:
            titles = [str(value) for value in reader.said.values()] + _titles(reader.between)
            first, _ = rows.peek(1)[0]
            walk.leave(sheet, titles, (row for _, row in rows), first - 1)
            return
        following, above, years, said = reader.following, (), reader.years, reader.said
