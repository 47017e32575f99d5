"""Which ledger a sheet is, told from its column headings; they stand in one row, or in several with groups above."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain

from graph.schema import Column, Ledger, load_schema
from ingest.context import said_above, titles_in
from ingest.header import COUNTS, MANY, Header, Slot
from ingest.heading_contents import PEOPLE, looks, monthly, only_counts_rows, without_what_follows
from ingest.heading_match import Matcher
from ingest.heading_regions import REGION, parts_of_list, parts_of_region
from ingest.heading_rows import Lines, headers_from, possible_headers, unit_told
from ingest.heading_words import NUMBERING, core, is_known, named_in, written
from ingest.money_by_source import FUNDING
from ingest.normalise import Raw, shown, tidy, tidy_heading
from ingest.privacy import brief
from ingest.records import Cell

_TITLE_COUNTS = 6  # and a title that names the ledger
ACTIVITIES = "活动台账"
_WHAT_WAS_DONE, _WHO_CAME = frozenset({"主题", "类别", "场次"}), "参加人次"
_OF_MONEY = re.compile("经费|资金|金额|拨款|补助|投入")
_A_YEAR = re.compile("(?:.*年度|年份?)")
_FEWEST = 4  # headings that are no data by chance
# Headings of columns that may only number the rows, and how many rows it takes to see that.
_COUNTING = {"次数": 3, "场次": 3, "期数": 3, "次": 3, "期次": 3, "编号": 2}


def recognise(rows: Sequence[Sequence[Raw]], title: str = "") -> Header | None:
    """The first header among ``rows`` that names all a ledger requires, unless another names more than twice as much.

    What a ledger requires may also stand in a line above the header, in the one below it that begins a section, or in
    ``title``, the name of the sheet.
    """
    return _recognised(rows, title, eager=False) or _recognised(rows, title, eager=True)


def _recognised(rows: Sequence[Sequence[Raw]], title: str, *, eager: bool) -> Header | None:
    """The header; one of which no heading is known and no title names the ledger only where ``eager`` for it."""
    by_start: list[list[Header]] = []
    for headers in _candidates(rows, title, eager=eager):
        by_start.append(headers)
        if any(header.is_plain for header in headers):
            break
    most = max((header.matched for headers in by_start for header in headers), default=0)
    best = [header for header in map(_best, by_start) if header and header.is_wide and header.matched * 2 >= most]
    found = [header for header in best if not _heads_headings(header, rows)]
    # A title in two cells may pass for groups over the header; it ends in the same row.
    header = max((header for header in found if header.row == found[0].row), key=_rank, default=None)
    return header and _as_first_said(header, chain.from_iterable(by_start))


def _as_first_said(header: Header, headers: Iterable[Header]) -> Header:
    """The header where its headings stand first: what the ledger needs may be told over the next table only."""
    first = next(each for each in headers if (each.ledger, each.lines) == (header.ledger, header.lines))
    return replace(header, row=first.row, said=first.said)


def recognise_at(rows: Sequence[Sequence[Raw]], at: int, said: Mapping[str, Cell]) -> Header | None:
    """The header of a further table that begins with the row ``at``.

    What the table lacks may be told by the rows before it, or else by what is ``said`` of the table above it.
    """
    unit = next((told for row in reversed(rows[:at]) if (told := unit_told(row)) is not None), "万")
    possible = [lines for lines in headers_from(rows, at, unit) if sum(map(is_known, lines.texts)) > 1]
    matches = (_matches(lines, rows, at, "", eager=False, fewest=MANY) for lines in possible)
    headers = list(chain.from_iterable(matches))
    header = _best(headers)
    if header is None and said:
        header = _best([each.told(said) for each in headers])
    filled = [shown(cell) for cell in rows[at] if cell != ""]
    # In the middle of a table a row of data is likelier than headings nobody knows.
    if header is None or not (header.is_by_name or (header.titled and says_mostly_headings(filled))):
        return None
    known = sum(1 for slot in header.slots if not slot.doubt)
    return header.of_studio(said) if known > 1 and len(filled) <= 2 * len(header.slots) else None


def says_mostly_headings(filled: Sequence[str]) -> bool:
    """Whether the filled cells of a row say hardly anything but headings, too many to be anything else."""
    known = sum(1 for text in filled if is_known(text) or tidy_heading(text) in NUMBERING)
    return len(filled) >= _FEWEST and known * 3 >= len(filled) * 2


def recognise_also(rows: Sequence[Sequence[Raw]], title: str, header: Header, ledger: str) -> Header | None:
    """The header of another ledger in the lines of ``header``, where these name all that it requires too."""
    first = header.row - len(header.lines)
    possible = (lines for lines in headers_from(rows, first, "万") if lines.row == header.row)
    matches = chain.from_iterable(_matches(lines, rows, first, title, eager=False) for lines in possible)
    return next((match for match in matches if match.ledger == ledger and not match.missing), None)


def _best(headers: Sequence[Header]) -> Header | None:
    """The complete header that names most; one that is complete by a guess only where no other ledger fits better.

    Headings that are all a ledger's own are of that ledger, even if one it requires is not there.
    """
    most = max((header.matched for header in headers), default=0)
    told = any(header.is_all_its_own for header in headers)
    complete = [
        header
        for header in headers
        if not header.missing
        and (header.is_sure or header.matched * 2 >= most)
        and not (told and any(slot.doubt and slot.column.required for slot in header.slots))
    ]
    return max(complete, key=_rank, default=None)


def _heads_headings(header: Header, rows: Sequence[Sequence[Raw]]) -> bool:
    """Whether a doubtful header stands over other headings: those of a form, or of a table that stands on its side."""
    if header.is_by_name and sum(1 for slot in header.slots if not slot.doubt) > 1:
        return False  # a cell may say no more than 企业 or 设备
    held = (looks(rows[header.row :], slot.index) for slot in header.slots if slot.column.type == "text")
    return any(sum(map(is_known, cells)) > max(1, len(cells) // 2) for cells in held)


def _rank(header: Header) -> tuple[int, int, int]:
    return header.matched + _TITLE_COUNTS * header.titled, -len(header.lines), header.exact


def explain_unrecognised(rows: Sequence[Sequence[Raw]]) -> str:
    """Why no ledger fits: the headings seen, the nearest ledger and the required columns it misses."""
    headers = (header for header in chain.from_iterable(_candidates(rows, "", eager=False)) if header.missing)
    nearest = max(headers, key=_nearness, default=None)
    template = "可用 mengtu template 取空表对照"
    if nearest is None or not nearest.matched:
        return f"看不出是哪种台账：前 {len(rows)} 行里没有认识的列名，{template}"
    seen = [brief(tidy(shown(cell)), 20) for cell in rows[nearest.row - 1] if shown(cell).strip()]
    headings = "".join(f"「{heading}」" for heading in seen[:12]) + ("等" if len(seen) > 12 else "")
    missing = "".join(f"「{name}」" for name in nearest.missing)
    return f"看到的列名是{headings}，最接近{nearest.ledger}，但缺少必填列{missing}，请补上后再导入，{template}"


def _nearness(header: Header) -> tuple[int, int, int]:
    return -len(header.missing), sum(1 for slot in header.slots if not slot.doubt), header.matched


def _candidates(rows: Sequence[Sequence[Raw]], title: str, *, eager: bool) -> Iterator[list[Header]]:
    """For every row the headers that may begin there."""
    for number, possible in enumerate(possible_headers(rows)):
        found: list[Header] = []
        for lines in (
            each for each in possible if sum(map(bool, each.texts)) >= MANY or any(map(is_known, each.texts))
        ):
            found += _matches(lines, rows, number, title, eager=eager)
            if any(not header.missing for header in found):
                break
        yield found


def _matches(
    lines: Lines, rows: Sequence[Sequence[Raw]], first: int, title: str, *, eager: bool, fewest: int = 0
) -> Iterator[Header]:
    """The header of every ledger that knows ``fewest`` of the headings or more; who knows most by name comes first."""
    following, below = rows[lines.row : lines.row + 1], without_what_follows(rows[lines.row :])
    begins_section = any(sum(1 for cell in row if shown(cell).strip()) == 1 for row in following)
    above = [*rows[:first], *(following if begins_section else ())]
    ledgers = load_schema().ledgers
    lone = [row for row in above if len({cell for cell in row if cell != ""}) <= MANY]  # no row of headings is a title
    titles = "\n".join(titles_in(lone, title))
    titled = {name for name, ledger in ledgers.items() if any(word in titles for word in ledger.titles)}
    headings = {part for text in map(tidy_heading, lines.texts) for part in named_in(text) or (text,)}
    knowing = [name for name in ledgers if len(headings & _known_to(name)) >= fewest]
    for name in sorted(knowing, key=lambda name: -len(headings & _names(name))):
        header = _match(lines, name, above, below, title, titled=name in titled, eager=eager)
        if name == ACTIVITIES and not _are_activities(header, titled):
            continue
        yield header
        if header.is_plain and header.exact * COUNTS[0] == header.matched and titled <= {name}:
            break  # all headings are the ledger's own names: no other fits better


def _are_activities(header: Header, titled: Collection[str]) -> bool:
    """Whether something says that studios did anything: a day alone may be that of money, a year of all there is."""
    found = {slot.name: slot for slot in header.slots}
    if not _WHAT_WAS_DONE.isdisjoint(found):
        return True
    if FUNDING in titled or any(_OF_MONEY.search(heading) for _, heading in header.extra):
        return False
    day = found.get("日期")
    return _WHO_CAME in found or header.titled or day is None or not _A_YEAR.fullmatch(tidy_heading(day.heading))


@cache
def _known_to(ledger: str) -> frozenset[str]:
    """The headings, tidied, that a ledger knows, those of the source among them."""
    schema = load_schema()
    columns = {**schema.provenance_columns, **schema.ledgers[ledger].columns}
    return frozenset(heading for name, column in columns.items() for heading in written(name, column))


@cache
def _names(ledger: str) -> frozenset[str]:
    return frozenset(map(tidy_heading, load_schema().ledgers[ledger].columns))


def _own_words(name: str, ledger: Ledger) -> frozenset[str]:
    """Words for what a ledger is about: 工作室, 课题; of members also what they are members of."""
    shared = (core(key) for key, column in ledger.columns.items() if column.required and column.grouped)
    return frozenset({core(name.removesuffix("台账")), *shared}) - {"单位", "日期"}


def _match(
    lines: Lines,
    name: str,
    above: Sequence[Sequence[Raw]],
    below: Sequence[Sequence[Raw]],
    title: str,
    *,
    titled: bool,
    eager: bool,
) -> Header:
    ledger = load_schema().ledgers[name]
    headings = [
        "" if only_counts_rows(below, index, _COUNTING.get(heading)) else heading
        for index, heading in enumerate(map(tidy_heading, lines.texts))
    ]
    provenance = load_schema().provenance_columns
    matcher = Matcher(headings, _own_words(name, ledger), rows=below)
    exact = matcher.claim_known(ledger.columns)
    matcher.claim_span(ledger.span, ledger.columns)
    matcher.claim_synonyms(provenance)
    matcher.guess(ledger.columns)
    matcher.claim_studios(ledger.columns)
    if matcher.found or titled or eager:
        matcher.assign(name, ledger.columns, said_above(ledger, matcher.found, above, title))
        matcher.claim_failing(ledger.columns)
    taken_up = [found.index for found in matcher.found.values()]
    months = monthly({index: tidy(lines.texts[index]) for index in taken_up}, below)
    slots = tuple(
        Slot(
            found.index,
            tidy(lines.texts[found.index]),
            key,
            column,
            lines.unit if found.unit is None else found.unit,
            () if found.piece or found.part else _together(key, column, headings, found.index, taken_up),
            found.part,
            found.doubt,
            found.piece,
            monthly=column.type == "date" and found.index in months,
        )
        for key, column in {**provenance, **ledger.columns}.items()
        if (found := matcher.found.get(key))
    )
    used = {index for slot in slots for index in (slot.index, *slot.further)}
    rest = [index for index, heading in enumerate(headings) if index not in used and heading not in NUMBERING]
    taken = {headings[index] for index in used}
    extra = tuple(_extra(index, lines.texts, taken) for index in rest)
    said = said_above(ledger, {slot.name for slot in slots}, above, title) if len(slots) > 1 else {}
    return Header(name, lines.row, slots, extra, exact, lines.cells, said, titled=titled)


def _together(name: str, column: Column, headings: Sequence[str], at: int, taken: Collection[int]) -> tuple[int, ...]:
    """The columns that together say what one column of the ledger asks for; none where one says it alone."""
    if name == REGION:
        return parts_of_region(headings, at, taken)
    return parts_of_list(headings, at, taken) if name in PEOPLE or column.type == "texts" else ()


def _extra(index: int, texts: Sequence[str], taken: set[str]) -> tuple[int, str]:
    """A column the ledger does not know under a name no other column has; the name joins ``taken``."""
    place = f"第{index + 1}列"
    name = tidy(texts[index]) or place
    if tidy_heading(name) in taken:
        name = f"{name}({place})"
    taken.add(tidy_heading(name))
    return index, name
