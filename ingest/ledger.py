"""How a ledger file is read: every sheet that is a ledger or a form becomes records, all else becomes an issue."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, dropwhile, islice
from pathlib import Path

from ingest.abreast import beside, seen_through
from ingest.cards import Card, cards_below_one_another, find_card, left_above
from ingest.form.grid import Written
from ingest.form.read import read_sheet
from ingest.header import Header
from ingest.heading import explain_unrecognised, recognise
from ingest.heading_words import NUMBERING, known_headings
from ingest.ledger_rows import SheetReader, SheetReading
from ingest.money_by_source import FUNDING, SOURCE
from ingest.normalise import Raw, shown
from ingest.privacy import brief, masked
from ingest.records import Issue, Place, Reading, Severity
from ingest.refusing import refused_reading, strictly, unopened_reading
from ingest.rows_ahead import Numbered, RowsAhead
from ingest.sheet_kinds import ledger_sheets
from ingest.sheet_marks import Marks
from ingest.tabular import HEADER_WITHIN, FileRefusedError, Sheet, open_sheets
from ingest.ticked import find_ticked, in_one_column
from ingest.turned import View, find_turned, turn
from ingest.two_ledgers import in_two, other_header
from ingest.wide_months import headers_by_month
from ingest.wide_sources import find_sources, may_be_of_money, one_of_them, unsettled
from ingest.wide_years import are_headings, in_each_year, year_columns

READER = "ledger"
_MOST_NAMED, _LONGEST_NAMED = 20, 30  # columns that are named as left aside, and characters of each


def read_ledger(path: Path, *, strict: bool = False) -> Reading:
    """Read every ledger in a .csv, .xlsx or .xls file, and every application form among the sheets of a workbook.

    Args:
        path: the file.
        strict: refuse the whole file when any row or cell is bad.

    Returns:
        Records in the order of the file, those of forms last, and issues for everything left out. Bad content never
        raises.
    """
    forms: list[Written] = []
    try:
        ledgers = _read_sheets(path, forms)
    except FileRefusedError as refused:
        return refused_reading(path, READER, str(refused))
    except OSError as error:
        return unopened_reading(path, READER, error)
    readings = [*ledgers, *(read_sheet(path, form) for form in forms)]
    if not readings:
        return refused_reading(path, READER, "里面没有内容，请核对是否选对了文件")
    reading = replace(
        readings[0],
        rows=sum(each.rows for each in readings),
        records=tuple(chain.from_iterable(each.records for each in readings)),
        issues=tuple(chain.from_iterable(each.issues for each in readings)),
    )
    # A sheet that is no ledger is nothing wrong.
    bad = [issue for each in readings for issue in each.issues if each.reader != READER or issue.place.row is not None]
    return strictly(reading, [issue for issue in bad if issue.severity is not Severity.NOTICE]) if strict else reading


def read_share(path: Path, share: range) -> Reading | None:
    """Some rows of a text table, or None where they do not say the same without the rows around them.

    Args:
        path: the file, with one table and nothing else.
        share: the numbers of the rows.
    """
    try:
        (sheet,) = open_sheets(path, known_headings() | NUMBERING)
        top = list(islice(sheet.rows, HEADER_WITHIN))
        ((reader, rows),) = _tables_of(path.name, replace(sheet, share=share), top)
        if sheet.title or not reader.stands_alone:  # a workbook after all, or cells are left empty below a name
            return None
        read = reader.read(rows)
    except (FileRefusedError, OSError, ValueError):  # there may be several sheets, or tables, or none
        return None
    # Shares are compared by what they tell of the file, so that has to name every column of its own in full.
    named = len(read.extra) <= _MOST_NAMED and all(masked(brief(each, _LONGEST_NAMED)) == each for each in read.extra)
    return _reading(path, [read], []) if named and read.records and reader.stands_alone else None


def _read_sheets(path: Path, forms: list[Written]) -> list[Reading]:
    """What the ledgers of a file say together; nothing where nothing stands in any sheet. ``forms`` takes its forms."""
    known: list[SheetReading] = []
    unknown: list[tuple[Place, str]] = []
    for sheet in ledger_sheets(path, forms):
        top = list(islice(sheet.rows, HEADER_WITHIN))
        found = [reader.read(rows) for reader, rows in _tables_of(path.name, sheet, top)]
        known += found
        if not found and any(shown(cell).strip() for row in top for cell in row):
            at, years = year_columns(top)
            seen = next(in_each_year(top, at, years))[1] if years else top
            unknown.append((Place(sheet.title), masked(explain_unrecognised(seen))))
    return [_reading(path, known, unknown, alone=not forms)] if known or unknown else []


def _reading(
    path: Path, known: Sequence[SheetReading], unknown: Sequence[tuple[Place, str]], *, alone: bool = True
) -> Reading:
    """What all tables said, which are ``alone`` in the file, with what is true of it as a whole."""
    severity = Severity.ERROR if alone and not known else Severity.WARNING
    issues = [Issue(severity, path.name, place, sentence) for place, sentence in unknown]
    extra = tuple(dict.fromkeys(heading for reading in known for heading in reading.extra))
    if extra:
        named = "".join(f"「{brief(heading, _LONGEST_NAMED)}」" for heading in extra[:_MOST_NAMED]) + (
            f"等 {len(extra)} " if len(extra) > _MOST_NAMED else ""
        )
        issues.append(Issue(Severity.NOTICE, path.name, Place(), masked(f"台账里没有{named}列，其内容作为备注保留")))
    return Reading(
        path,
        READER,
        sum(reading.rows for reading in known),
        tuple(chain.from_iterable(reading.records for reading in known)),
        # A table that is read once for every year or source tells of its other rows each time.
        (*issues, *dict.fromkeys(chain.from_iterable(reading.issues for reading in known))),
    )


def lines(path: Path, forms: list[Written]) -> Iterator[tuple[Sheet, Header, Numbered]]:
    """Every row of every table in a file as it stands there, under the header it is read by.

    ``forms`` takes the application forms among its sheets.

    Raises:
        FileRefusedError: the file is not read; rows that came before were not either.
        OSError: the file cannot be opened.
    """
    for sheet in ledger_sheets(path, forms):
        top = list(islice(sheet.rows, HEADER_WITHIN))
        for reader, rows in _tables_of(path.name, sheet, top):
            for taken in reader.taken(rows):
                yield reader.sheet, reader.header, taken


# A table and its rows. Whoever is given one reads it to its end before asking for the next.
_Table = tuple[SheetReader, RowsAhead]


def _tables_of(file: str, sheet: Sheet, top: Sequence[Sequence[Raw]]) -> Iterator[_Table]:
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


def _turned(file: str, view: View) -> Iterator[_Table]:
    """The tables of a sheet that begins with one that stands on its side, and those below it."""
    below = _tables_of(file, *view.below)
    following = next(below, None)
    told = [*view.told]
    if following is None and any(shown(cell).strip() for row in view.below[1] for cell in row):
        told.append("下面的内容看不出是哪种台账，未读入")
    for reader, rows in _tables_of(file, *view.table):
        for message in told:
            reader.tell(Severity.NOTICE, message)
        told.clear()
        yield reader, rows
    if following:
        yield following
        yield from below


def _below_card(file: str, sheet: Sheet, card: Card | None, tables: Iterator[_Table]) -> Iterator[_Table]:
    """The tables, before them what a card above them says: a row of a ledger, or something that is told."""
    if card and (own := _header_of(card, sheet)):
        yield _of_card(file, sheet, card, own)
        card = None
    for reader, rows in tables:
        if card and sheet.begins_by(card.numbers[0]):
            named = "".join(f"「{brief(label, 20)}」" for label in card.labels[:_MOST_NAMED])
            reader.tell(Severity.NOTICE, f"起逐项写的{named}看不出是哪种台账，未作为数据读入", card.numbers[0])
        card = None
        yield reader, rows


def _cards(file: str, sheet: Sheet, top: Sequence[Sequence[Raw]]) -> Iterator[_Table]:
    """Cards one below another, each a row of a ledger; none where the sheet holds no such."""
    first = next(iter(cards_below_one_another(top)[0]), None)
    own = _header_of(first, sheet) if first else None
    if first is None or own is None:
        return
    cards, alone = cards_below_one_another([*top, *sheet.rows])
    headers = {first.labels: own}
    for card in cards:
        if card.labels not in headers:
            headers[card.labels] = _header_of(card, sheet) or own
        reader, rows = _of_card(file, sheet, card, headers[card.labels])
        for number, text in alone.items():
            reader.tell(Severity.NOTICE, f"是卡片之外的一行「{brief(text, 20)}」，未作为数据读入", number)
        alone = {}
        yield reader, rows


def _header_of(card: Card, sheet: Sheet) -> Header | None:
    """What ledger a card is a row of, where that is sure."""
    header = recognise([card.labels, card.values], sheet.title)
    return header if header and header.is_sure and header.row == 1 else None


def _of_card(file: str, sheet: Sheet, card: Card, header: Header) -> _Table:
    # Its items stand anywhere, so that no mark of a column or a row is theirs.
    spots = tuple((number, sheet.left + column + 1) for number, column in card.spots)
    reader = SheetReader(file, replace(sheet, marks=Marks(), left=0, spots=spots), header, ())
    return reader, RowsAhead(iter([(card.numbers[0], card.values)]))


def _together(file: str, sheet: Sheet, header: Header, top: Sequence[Sequence[Raw]]) -> Iterator[_Table]:
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


def _tables(file: str, sheet: Sheet, header: Header, top: Sequence[Sequence[Raw]]) -> Iterator[_Table]:
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


def _years(file: str, sheet: Sheet, top: Sequence[Sequence[Raw]]) -> Iterator[_Table]:
    """A table that has a column of money for every year, one year after the other; none where it is no such."""
    at, years = year_columns(top)
    views = [recognise(rows, f"{year}年度") for year, rows in in_each_year(top, at, years)] if years else []
    headers = [header for header in views if header and "年度" in header.said and are_headings(top, at, header.row)]
    if not headers or len(headers) < len(views):
        return
    whole = [*top, *sheet.rows]
    for header, (year, rows) in zip(headers, in_each_year(whole, at, years), strict=True):
        columns = years[year]
        named = header.called(columns.start, top[at][columns.start]) if len(columns) == 1 else header
        dated = replace(named, said={**header.said, "年度": year}, apart=tuple(columns))
        yield from _seen(file, sheet, dated, rows, len(top))


def _sources(file: str, sheet: Sheet, top: Sequence[Sequence[Raw]]) -> Iterator[_Table]:
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
        headers[index].of_one(index, sources.columns, sources.lines(top), {SOURCE: source})
        for index, source in sources.named.items()
    )
    for reader, rows in _one_after_another(file, sheet, own, whole, len(top)):
        for row, message, refused in told:
            reader.tell(Severity.ERROR if refused else Severity.WARNING, message, row)
        told.clear()
        yield reader, rows


def _months(file: str, sheet: Sheet, top: Sequence[Sequence[Raw]]) -> Iterator[_Table]:
    """A table that counts activities in a column for every month, one month after another; none where there is none."""
    headers = list(headers_by_month(top, sheet.title))
    if headers:
        yield from _one_after_another(file, sheet, headers, [*top, *sheet.rows], len(top))


def _one_after_another(
    file: str, sheet: Sheet, headers: Iterable[Header], whole: Sequence[Sequence[Raw]], many: int
) -> Iterator[_Table]:
    """The same rows once under every header; what follows below them is read once, after the first."""
    for number, header in enumerate(headers):
        tables = _seen(file, sheet, header, whole, many)
        yield from tables if number == 0 else islice(tables, 1)


def _seen(file: str, sheet: Sheet, header: Header, rows: Sequence[Sequence[Raw]], many: int) -> Iterator[_Table]:
    """The table under ``header``, and those below it, in rows that stand for the sheet's own; ``many`` are its top."""
    return _column(file, replace(sheet, rows=iter(rows[many:])), header, rows[:many])


def _column(file: str, sheet: Sheet, header: Header, top: Sequence[Sequence[Raw]]) -> Iterator[_Table]:
    """The table under ``header``, and those whose headers follow further down."""
    numbered = enumerate(chain(top[header.row :], sheet.rows), header.row + 1)
    rows = RowsAhead(dropwhile(lambda each: not sheet.begins_by(each[0]), numbered))
    above = top[: header.row - len(header.lines)]
    following: Header | None = header
    years, said = None, None
    while following:
        reader = SheetReader(file, sheet, following, above, years, said)
        for number in filter(sheet.begins_by, left_above(above)):
            reader.tell(Severity.WARNING, "在表头的上面，看不出是哪张表的，未读入；若是数据，请移到表头下面", number)
        yield reader, rows
        following, above, years, said = reader.following, (), reader.years, reader.said
