"""What a form says year by year: rows of one year each, their total, and what is wrong with them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.amounts import come_to
from ingest.dates import read_year
from ingest.form.draft import Draft
from ingest.form.entry import OTHER_YEARS, TOTAL, Entry
from ingest.form.keys import year_of
from ingest.form.labels import Block, Kind
from ingest.form.values import is_blank, is_dash, one_line, read_sum
from ingest.records import Place, Severity


@dataclass(slots=True)
class YearLine:
    """What one year's row says."""

    year: str
    place: Place
    cells: dict[str, Entry] = field(default_factory=dict)


def keep_others(draft: Draft, line: YearLine, names: tuple[str, ...]) -> None:
    """Keep what a row says under headings of its own."""
    for name, entry in line.cells.items():
        if name not in names and not is_blank(entry.text):
            draft.note(f"{line.year}{entry.written}", one_line(entry.text))


def is_stated(entry: Entry | None) -> bool:
    """Whether an entry says something, and not that there is nothing."""
    return entry is not None and not is_blank(entry.text) and not is_dash(entry.text)


def year_of_line(draft: Draft, line: YearLine, said: Sequence[Entry]) -> int | None:
    """The year of a row; what the row ``said`` is listed when it states no single year."""
    if not line.year and draft.year:
        place = Place(line.place.sheet, line.place.row, "年度")
        draft.tell(Severity.NOTICE, place, f"没有写年度，按标题读作 {draft.year} 年，请核对")
        return draft.year
    try:
        return _year_alone(line.year)
    except ValueError as reason:
        listed = "，".join(f"{entry.written} {one_line(entry.text)}" for entry in said)
        draft.tell(Severity.ERROR, Place(line.place.sheet, line.place.row, "年度"), f"{reason}；此行未读入（{listed}）")
        return None


def _year_alone(written: str) -> int:
    if not written:
        raise ValueError("年度没有写，请补上如 2024 的年份")
    if stated := year_of(written):
        return int(stated[:4])
    year, remark = read_year(written)
    if remark:
        msg = f"「{written}」不是一个年份，请分年填写"
        raise ValueError(msg)
    return year


def fields_of(entries: Sequence[Entry], block: Block) -> list[Entry]:
    """The single values of a block."""
    return [entry for entry in entries if entry.label.block is block and entry.label.kind is Kind.FIELD]


def by_year(entries: Sequence[Entry]) -> list[YearLine]:
    """Rows by year. Amount and source of a year that stand in different rows come together."""
    lines: dict[tuple[object, ...], YearLine] = {}
    entries = _dated_in_line(entries)
    for entry in entries:
        key = (entry.line, entry.year)
        line = lines.get(key)
        if line is None:
            open_line = next(
                (
                    other
                    for other in lines.values()
                    if other.year == entry.year != "" and entry.label.name not in other.cells
                    and other.place.sheet == entry.place.sheet and not other.cells.keys() & _names_in(entries, entry)
                ),
                None,
            )  # fmt: skip
            line = lines[key] = open_line or YearLine(entry.year, entry.place)
        name = entry.label.name
        if name in line.cells and is_blank(line.cells[name].text):
            del line.cells[name]  # a later cell answers what this one left open
        # A second answer is kept beside the first under a name of its own.
        line.cells.setdefault(name if name not in line.cells else f"{name}{len(line.cells)}", entry)
    return list({id(line): line for line in lines.values()}.values())


def _dated_in_line(entries: Sequence[Entry]) -> list[Entry]:
    """Entries, where a source has the one year that is said in its row: 2015年投入 | 28 | 来源 | 公司."""
    years: dict[tuple[str, int, int], set[str]] = {}
    for entry in entries:
        years.setdefault(entry.line, set()).add(entry.year)

    def dated(entry: Entry) -> Entry:
        said = years[entry.line] - {""}
        alone = entry.label.name == "经费来源" and not entry.year and len(said) == 1 and TOTAL not in said
        return replace(entry, year=next(iter(said))) if alone else entry

    return [dated(entry) for entry in entries]


def _names_in(entries: Sequence[Entry], of: Entry) -> frozenset[str]:
    return frozenset(entry.label.name for entry in entries if (entry.line, entry.year) == (of.line, of.year))


def check_total(draft: Draft, line: YearLine, name: str, stated: float) -> None:
    """List a total that is not the sum of the years, ``stated`` in 万元."""
    entry = line.cells.get(name)
    if entry is None or not is_stated(entry):
        return
    try:
        total = float(read_sum(entry.text, entry.label.unit).number)
    except ValueError as reason:
        draft.tell(Severity.WARNING, entry.place, f"{reason}；合计未核对")
    else:
        draft.note(f"合计行的{entry.written}", one_line(entry.text))
        if not come_to((stated,), total):
            draft.tell(Severity.WARNING, entry.place, f"各年之和 {stated:g} 万元与合计 {total:g} 万元不符，请核对")


def refuse_shared(entry: Entry) -> None:
    """Refuse a figure merged beside several years.

    Raises:
        ValueError: nobody can tell which year it is of.
    """
    if OTHER_YEARS in entry.merged:
        msg = f"「{one_line(entry.text)}」合并在几个年度旁边，分不清属于哪一年，请分年填写"
        raise ValueError(msg)
