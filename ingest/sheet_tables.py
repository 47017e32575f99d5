"""The tables of a sheet, however they stand there, each with its rows as if they were written one below another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
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
from ingest.records import Severity
from ingest.rows_ahead import RowsAhead
from ingest.sheet_marks import Marks
from ingest.tabular import HEADER_WITHIN, Sheet
from ingest.ticked import find_ticked, in_one_column
from ingest.turned import View, find_turned, turn
from ingest.two_ledgers import in_two, other_header
from ingest.wide_months import headers_by_month
from ingest.wide_sources import find_sources, may_be_of_money, one_of_them, unsettled
from ingest.wide_years import are_headings, end_of, in_each_year, year_columns

_MOST_NAMED = 20  # labels of a card

Rows = Sequence[Sequence[Raw]]
# A table and its rows. Whoever is given one reads it to its end before asking for the next.
Table = tuple[SheetReader, RowsAhead]


def tables_of(file: str, sheet: Sheet, top: Rows) -> Iterator[Table]:
    """The tables of a sheet that begins with ``top``; none where no ledger is seen."""
    if sheet.turned is None and (turned := find_turned(top, sheet.title)):
        yield from _turned(file, turn(sheet, top, turned))
        return
    for ticked in find_ticked(top):
        sheet = replace(sheet, rows=in_one_column(sheet.rows, ticked, len(top)))
        top = list(in_one_column(top, ticked))
    for apart in (_years(file, sheet, top), _sources(file, sheet, top), _months(file, sheet, top)):
        if first := next(apart, None):
            yield first
            yield from apart
            return
    if header := recognise(top, sheet.title):
        tables = _together(file, sheet, header, top)
        yield from _below_card(file, sheet, find_card(top[: header.row - len(header.lines)]), tables)
    else:
        yield from _cards(file, sheet, top)


def _turned(file: str, view: View) -> Iterator[Table]:
    """The tables of a sheet that begins with one that stands on its side, and those below it."""
    below = tables_of(file, *view.below)
    following = next(below, None)
    told = [*view.told]
    if following is None and any(shown(cell).strip() for row in view.below[1] for cell in row):
        told.append("下面的内容看不出是哪种台账，未读入")
    for reader, rows in tables_of(file, *view.table):
        for message in told:
            reader.tell(Severity.NOTICE, message)
        told.clear()
        yield reader, rows
    if following:
        yield following
        yield from below


def _below_card(file: str, sheet: Sheet, card: Card | None, tables: Iterator[Table]) -> Iterator[Table]:
    """The tables, before them what a card above them says: a row of a ledger, or something that is told."""
    if card and (own := header_of(card, sheet.title)):
        yield _of_card(file, sheet, card, own)
        card = None
    for reader, rows in tables:
        if card:
            named = "".join(f"「{brief(label, 20)}」" for label in card.labels[:_MOST_NAMED])
            reader.tell(Severity.NOTICE, f"起逐项写的{named}看不出是哪种台账，未作为数据读入", card.numbers[0])
        card = None
        yield reader, rows


def _cards(file: str, sheet: Sheet, top: Rows) -> Iterator[Table]:
    """Cards one below another, each a row of a ledger; none where the sheet holds no such."""
    first = next(iter(cards_below_one_another(top)[0]), None)
    own = header_of(first, sheet.title) if first else None
    if first is None or own is None:
        return
    cards, alone = cards_below_one_another([*top, *sheet.rows])
    headers = {first.labels: own}
    for card in cards:
        if card.labels not in headers:
            headers[card.labels] = header_of(card, sheet.title) or own
        reader, rows = _of_card(file, sheet, card, headers[card.labels])
        for number, text in alone.items():
            reader.tell(Severity.NOTICE, f"是卡片之外的一行「{brief(text, 20)}」，未作为数据读入", number)
        alone = {}
        yield reader, rows


def _of_card(file: str, sheet: Sheet, card: Card, header: Header) -> Table:
    # Its items stand anywhere, so that no mark of a column or a row is theirs.
    spots = tuple((number, sheet.left + column + 1) for number, column in card.spots)
    reader = SheetReader(file, replace(sheet, marks=Marks(), left=0, spots=spots), header, ())
    return reader, RowsAhead(iter([(card.numbers[0], card.values)]))


def _together(file: str, sheet: Sheet, header: Header, top: Rows) -> Iterator[Table]:
    """The tables under ``header``; one that holds two ledgers is seen as one after the other."""
    other = other_header(top, sheet.title, header)
    if other is None:
        yield from _tables(file, sheet, header, top)
        return
    whole = [*top, *sheet.rows]
    views = in_two(whole, header, other)
    for number, (own, seen) in enumerate(views, 1):
        tables = _seen(file, sheet, own, seen, len(top))
        for reader, rows in tables if number == len(views) else islice(tables, 1):  # what follows below is read once
            if reader.header is own:
                reader.tell(Severity.NOTICE, f"一张表里写着两种台账，也读作{own.ledger}，请核对")
            yield reader, rows
    if not views:
        yield from _tables(file, replace(sheet, rows=iter(whole[len(top) :])), header, top)


def _tables(file: str, sheet: Sheet, header: Header, top: Rows) -> Iterator[Table]:
    """The tables that stand beside one another under ``header``, mostly one, and below them."""
    windows = beside(header, top)
    if not windows:
        yield from _column(file, sheet, header, top)
        return
    whole = [*top, *sheet.rows]
    for window in windows:
        view = replace(sheet, rows=iter(seen_through(window, whole, header)))
        seen = list(islice(view.rows, len(top)))
        if own := recognise(seen, sheet.title):
            yield from _column(file, view, own, seen)


def _years(file: str, sheet: Sheet, top: Rows) -> Iterator[Table]:
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
        yield from _seen(file, sheet, dated, rows, min(end, len(top)))
    yield from _rest(file, sheet, _titles(whole[:at]), whole[end:], end)


def _titles(above: Rows) -> list[str]:
    """The lines that stand alone above a table."""
    filled = ([text for cell in row if (text := shown(cell).strip())] for row in above)
    return [texts[0] for texts in filled if len(texts) == 1]


def _rest(file: str, sheet: Sheet, titles: Sequence[str], below: Rows, above: int) -> Iterator[Table]:
    """The tables in the rows below, of which ``above`` rows stand over, read as a sheet that has these titles alone."""
    if not any(map(lead_of, below)):
        return
    rows = [*([title] for title in titles[:above]), *([] for _ in range(above - len(titles))), *below]
    seen = above + HEADER_WITHIN
    yield from tables_of(file, replace(sheet, rows=iter(rows[seen:])), rows[:seen])


def _sources(file: str, sheet: Sheet, top: Rows) -> Iterator[Table]:
    """A table that has a column of money for every source, one source after the other; none where it is no such."""
    sources = find_sources(top)
    if sources is None or not may_be_of_money(recognise(top, sheet.title)):
        return
    found = {index: recognise(one_of_them(top, sources, index), sheet.title) for index in sources.columns}
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
    for reader, rows in _one_after_another(file, sheet, own, whole, len(top)):
        for row, message, refused in told:
            reader.tell(Severity.ERROR if refused else Severity.WARNING, message, row)
        told.clear()
        yield reader, rows


def _months(file: str, sheet: Sheet, top: Rows) -> Iterator[Table]:
    """A table that counts activities in a column for every month, one month after another; none where there is none."""
    headers = list(headers_by_month(top, sheet.title))
    if headers:
        yield from _one_after_another(file, sheet, headers, [*top, *sheet.rows], len(top))


def _one_after_another(file: str, sheet: Sheet, headers: Iterable[Header], whole: Rows, many: int) -> Iterator[Table]:
    """The same rows once under every header; what follows below them is read once, after the first."""
    for number, header in enumerate(headers):
        tables = _seen(file, sheet, header, whole, many)
        yield from tables if number == 0 else islice(tables, 1)


def _seen(file: str, sheet: Sheet, header: Header, rows: Rows, many: int) -> Iterator[Table]:
    """The table under ``header``, and those below it, in rows that stand for the sheet's own; ``many`` are its top."""
    return _column(file, replace(sheet, rows=iter(rows[many:])), header, rows[:many])


def _column(file: str, sheet: Sheet, header: Header, top: Rows) -> Iterator[Table]:
    """The table under ``header``, and those whose headers follow further down."""
    rows = RowsAhead(enumerate(chain(top[header.row :], sheet.rows), header.row + 1))
    above = top[: header.row - len(header.lines)]
    following: Header | None = header
    years, said = None, None
    while following:
        reader = SheetReader(file, sheet, following, above, years, said)
        for number in left_above(above):
            reader.tell(Severity.WARNING, "在表头的上面，看不出是哪张表的，未读入；若是数据，请移到表头下面", number)
        yield reader, rows
        for card, own in reader.cards:
            yield _of_card(file, sheet, card, own)
        if reader.stopped:
            below = [*rows]
            titles = [str(value) for value in reader.said.values()] + _titles(reader.between)
            yield from _rest(file, sheet, titles, [row for _, row in below], below[0][0] - 1)
            return
        following, above, years, said = reader.following, (), reader.years, reader.said
