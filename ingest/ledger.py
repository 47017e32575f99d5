"""How a ledger file is read: every sheet that is a ledger or a form becomes records, all else becomes an issue."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from ingest.form.grid import Written
from ingest.form.read import read_sheet
from ingest.header import Header
from ingest.heading import explain_unrecognised
from ingest.ledger_rows import SheetReading, Take
from ingest.normalise import shown
from ingest.privacy import brief, masked
from ingest.records import Issue, Place, Reading, Severity
from ingest.refusing import refused_reading, strictly, unopened_reading
from ingest.rows_ahead import Numbered
from ingest.sheet_kinds import ledger_sheets
from ingest.sheet_tables import SheetTables
from ingest.tabular import HEADER_WITHIN, FileRefusedError, Sheet
from ingest.wide_years import in_each_year, year_columns

READER = "ledger"
_MOST_NAMED, _LONGEST_NAMED = 20, 30  # columns that are named as left aside, and characters of each


def read_ledger(path: Path, *, strict: bool = False, take: Take | None = None) -> Reading:
    """Read every ledger in a .csv, .xlsx or .xls file, and every application form among the sheets of a workbook.

    Args:
        path: the file.
        strict: refuse the whole file when any row or cell is bad.
        take: takes records of ledgers as they are read, which the reading then lacks; a file that is refused in the end
            has no rows.

    Returns:
        Records in the order of the file, those of forms last, and issues for everything left out. Bad content never
        raises.
    """
    forms: list[Written] = []
    try:
        ledgers = _read_sheets(path, forms, take)
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


def _read_sheets(path: Path, forms: list[Written], take: Take | None) -> list[Reading]:
    """What the ledgers of a file say together; nothing where nothing stands in any sheet. ``forms`` takes its forms."""
    known: list[SheetReading] = []
    unknown: list[tuple[Place, str]] = []
    unread: list[Issue] = []
    for sheet in ledger_sheets(path, forms):
        top = list(islice(sheet.rows, HEADER_WITHIN))
        tables = SheetTables(path.name, sheet, top)
        found = [reader.read(rows, take) for reader, rows in tables]
        known += found
        unread += tables.unread
        if not found and any(shown(cell).strip() for row in top for cell in row):
            at, years = year_columns(top)
            seen = next(in_each_year(top, at, years))[1] if years else top
            unknown.append((Place(sheet.title), masked(explain_unrecognised(seen))))
    if not (known or unknown):
        return []
    reading = _reading(path, known, unknown, alone=not forms)
    return [replace(reading, issues=(*reading.issues, *unread))]


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
        for reader, rows in SheetTables(path.name, sheet, top):
            for taken in reader.taken(rows):
                yield reader.sheet, reader.header, taken
