"""The money a form says was put into the studio, by year and source."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from ingest.amounts import come_to
from ingest.form.draft import Draft, add_note
from ingest.form.entry import OTHER_YEARS, TOTAL, Entry
from ingest.form.keys import year_of
from ingest.form.labels import Block
from ingest.form.values import is_blank, is_dash, one_line, read_sum, shares_of, split_sources
from ingest.form.vocabulary import A_SOURCE
from ingest.form.yearly import (
    YearLine,
    by_year,
    check_total,
    fields_of,
    is_stated,
    keep_others,
    refuse_shared,
    year_of_line,
)
from ingest.normalise import UNSTATED, split_list
from ingest.records import Cell, Place, Record, Severity

_MONEY = ("投入金额", "经费来源", "用途")
_UNKNOWN = UNSTATED | {"待填", "待补", "待补充"}
_BEHIND = re.compile(r"\((?:其中)?:?([^()]+)\)\s*$")
_AN_AMOUNT = re.compile(r"(?=.*[1-9])\d[\d,]*(?:\.\d+)?(?:万元|元|万)?")


def state_funding(draft: Draft, entries: Sequence[Entry], studio: str) -> None:
    """Add money by year and source; a cell that splits it by source becomes a row each."""
    totals: list[YearLine] = []
    stated = 0.0
    for line in _with_one_source(draft, by_year(fields_of(entries, Block.FUNDING))):
        if line.year == TOTAL:
            totals.append(line)
        else:
            stated += _fund(draft, line, studio)
    for total in totals:
        keep_others(draft, total, ("投入金额",))
        check_total(draft, total, "投入金额", stated)


def _with_one_source(draft: Draft, lines: list[YearLine]) -> list[YearLine]:
    """The years with the source that stands once for them all, beside no year and no amount: 经费来源 | 企业自筹."""
    alone = [line for line in lines if not line.year and is_stated(line.cells.get("经费来源")) and len(line.cells) == 1]
    paid = [line for line in lines if line.year not in {"", TOTAL} and is_stated(line.cells.get("投入金额"))]
    if len(alone) != 1 or not paid or any(is_stated(line.cells.get("经费来源")) for line in paid):
        return lines
    source = alone[0].cells["经费来源"]
    if any(share is not None for _, share in split_sources(source.text, source.label.unit)):
        return lines  # 企业8万元，工会2万元 are of no single year
    for line in paid:
        line.cells["经费来源"] = source
    message = f"经费来源没有分年写，「{one_line(source.text)}」当作各年的来源，请核对"
    draft.tell(Severity.NOTICE, source.place, message)
    return [line for line in lines if line is not alone[0]]


def _fund(draft: Draft, line: YearLine, studio: str) -> float:
    amount, source, purpose = (line.cells.get(name) for name in _MONEY)
    keep_others(draft, line, _MONEY)
    if amount is None and (by_source := _by_source(line)):
        return sum(_fund(draft, each, studio) for each in by_source)
    said = [entry for entry in (amount, source, purpose) if entry is not None and not is_blank(entry.text)]
    if not said:
        return 0.0
    year = year_of_line(draft, line, said)
    if year is None:
        return 0.0
    unknown = amount is not None and one_line(amount.text) in _UNKNOWN and is_stated(source)
    if amount is None or is_blank(amount.text) or (is_dash(amount.text) and not unknown):
        _keep_unfunded(draft, line, amount, source)
        return 0.0
    try:
        refuse_shared(amount)
        stated = read_sum(amount.text, amount.label.unit)
        parts = _by_origin(draft, amount, source, float(stated.number))
    except ValueError as reason:
        _keep_without_amount(draft, line, year, studio, amount, str(reason))
        return 0.0
    wan = float(stated.number)
    shares = [share for _, share in parts if share is not None]
    if source is not None and shares and not come_to(shares, wan):
        message = f"各来源之和 {sum(shares):g} 万元与投入金额 {wan:g} 万元不符，请核对"
        draft.tell(Severity.WARNING, source.place, message)
    for name, share in parts:
        values: dict[str, Cell] = {"年度": year, "工作室": studio, "金额(万元)": wan if share is None else share}
        values |= {"来源": name} if name else {}
        values |= {"用途": one_line(purpose.text)} if purpose is not None and is_stated(purpose) else {}
        notes = {"年度": line.year} if year_of(line.year) not in {"", f"{year}年"} else {}  # 2022年上半年
        for entry in said:
            if is_dash(entry.text) or (entry is amount and (stated.qualifier or stated.remark)):
                add_note(notes, entry.label.name, one_line(entry.text))
        draft.records.append(Record("经费台账", Place(line.place.sheet, line.place.row), values, notes))
    return wan


def _by_origin(draft: Draft, amount: Entry, source: Entry | None, wan: float) -> tuple[tuple[str, float | None], ...]:
    """The money of a year by source: as the source says, else as what stands behind the amount, if that adds up.

    12（行政10，工会2）, beside 行政、工会 or beside nothing.
    """
    unit = amount.label.unit
    said = split_sources(source.text, unit) if source is not None and is_stated(source) else (("", None),)
    behind = _BEHIND.search(unicodedata.normalize("NFKC", amount.text))
    if behind is None or any(share is not None for _, share in said):
        return said
    shares = shares_of(behind[1], unit)
    if not shares or not _are_sources([name for name, _ in shares], said[0][0]):
        return said
    paid = [share for _, share in shares]
    if not come_to(paid, wan):
        message = f"括号里各来源之和 {sum(paid):g} 万元与投入金额 {wan:g} 万元不符，没有拆开，请核对"
        draft.tell(Severity.WARNING, amount.place, message)
        return said
    return shares


def _are_sources(names: Sequence[str], source: str) -> bool:
    """Whether names of who paid are those that the source names; where it names none, whether they are who pays."""
    if not source:
        return all(re.search(A_SOURCE, name) for name in names)
    said = split_list(re.sub("[,，和及与+]", "、", source))
    return len(said) == len(names) and all(any(one in other or other in one for other in said) for one in names)


def _keep_without_amount(draft: Draft, line: YearLine, year: int, studio: str, amount: Entry, reason: str) -> None:
    """A year and its source when the amount cannot be read; a row that says no source is refused."""
    source, purpose = line.cells.get("经费来源"), line.cells.get("用途")
    if source is None or not is_stated(source) or OTHER_YEARS in amount.merged:
        said = "，".join(
            one_line(entry.text) for entry in (amount, source, purpose) if entry and not is_blank(entry.text)
        )
        draft.tell(Severity.ERROR, amount.place, f"{reason}；此行未读入（{said}）")
        return
    draft.tell(Severity.WARNING, amount.place, f"{reason}；只读入年度和经费来源，此格未读入，原文存入备注")
    values: dict[str, Cell] = {"年度": year, "工作室": studio, "来源": one_line(source.text)}
    values |= {"用途": one_line(purpose.text)} if purpose is not None and is_stated(purpose) else {}
    notes = {amount.label.name: one_line(amount.text)}
    draft.records.append(Record("经费台账", Place(line.place.sheet, line.place.row), values, notes))


def _by_source(line: YearLine) -> list[YearLine]:
    """A year's money in one column a source, 企业自筹 | 上级工会, as a line each; what is no amount is none."""
    shares = []
    for name, entry in line.cells.items():
        if entry.known or not re.search(A_SOURCE, name) or not _AN_AMOUNT.fullmatch("".join(entry.text.split())):
            continue
        amount = replace(entry, label=replace(entry.label, name="投入金额"))
        source = replace(entry, label=replace(entry.label, name="经费来源"), text=name)
        shares.append(YearLine(line.year, line.place, {"投入金额": amount, "经费来源": source}))
    return shares


def _keep_unfunded(draft: Draft, line: YearLine, amount: Entry | None, source: Entry | None) -> None:
    """A source without money: said to be none, or left open."""
    if amount is not None and is_dash(amount.text):
        draft.note(f"{line.year}经费投入", one_line(amount.text))
    if source is not None and not is_blank(source.text):
        draft.note(f"{line.year}经费来源", one_line(source.text))
        if is_stated(source):
            message = f"{line.year}只写了经费来源「{one_line(source.text)}」，没有投入金额，已存入备注，请补上金额"
            draft.tell(Severity.WARNING, source.place, message)
