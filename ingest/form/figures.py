"""The money and the numbers a form states: funding by year and source, counts, benefit by year, people trained."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from ingest.amounts import come_to
from ingest.form.achievements import name_achievement
from ingest.form.draft import Draft
from ingest.form.entry import TOTAL, Entry
from ingest.form.keys import IN_BRACKETS
from ingest.form.labels import Block, Kind
from ingest.form.values import Count, is_blank, is_dash, one_line, read_count, read_sum
from ingest.form.yearly import (
    YearLine,
    by_year,
    check_total,
    fields_of,
    keep_others,
    refuse_shared,
    year_of_line,
)
from ingest.records import Cell, Place, Record, Severity

_Figure = TypeVar("_Figure")

BENEFIT_NAMES = {"创收金额": "创收金额", "节资金额": "节资金额", "合计": "经济效益合计"}
_SPAN = re.compile(r"近[一二两三四五\d]年|\d{4}年?(?:[-—~至到]+)\d{4}年?")
_AND_OTHERS = re.compile(r"》\s*等?\s*(\d+\s*[项个件])")
_TITLE = re.compile(r"[^《》]*《([^《》]+)》[^《》]*")


def indicator(name: str) -> str:
    """What a count is called in 统计数字台账.

    >>> [indicator(name) for name in ("专利类别/发明", "获奖等级/省部", "技术等级/技师", "技术等级/其他", "总数")]
    ['发明专利', '省部级获奖', '培养技师', '培养其他技术等级', '培养人才总数']
    """
    group, found, word = name.partition("/")
    if not found or group not in {"专利类别", "获奖等级", "技术等级", "荣誉"}:
        return "培养人才总数" if name == "总数" else name
    if group == "专利类别":
        return word if word.endswith(("专利", "著作权")) or word == "其他专利" else f"{word}专利"
    if group == "获奖等级":
        return f"{word}级获奖" if word != "其他" else "其他获奖"
    return f"培养{word}" if word != "其他" else f"培养其他{group}"


def without_years(figures: Iterable[tuple[str, str, _Figure]]) -> list[_Figure]:
    """Figures given with name and period; where one without a period stands, without those of its years.

    >>> without_years([("创新成果", "", 7), ("创新成果", "2023年", 4), ("成果转化", "2023年", 2)])
    [7, 2]
    """
    given = list(figures)
    sums = {name for name, period, _ in given if not period}
    return [figure for name, period, figure in given if not period or name not in sums]


def default_unit(name: str) -> str:
    """What an indicator counts when neither the cell nor the label says: 项, 个 or 人."""
    if name.startswith("培养"):
        return "人"
    return "个" if name.endswith(("专利", "获奖", "著作权")) else "项"


def state_benefit(draft: Draft, entries: Sequence[Entry], studio: str) -> None:
    """Add what was earned and saved each year, in 万元; sums that do not add up are listed and kept."""
    sums = dict.fromkeys(BENEFIT_NAMES, 0.0)
    totals: list[YearLine] = []
    for line in by_year(fields_of(entries, Block.BENEFIT)):
        if line.year == TOTAL:
            totals.append(line)
            continue
        keep_others(draft, line, tuple(BENEFIT_NAMES))
        said = [entry for name, entry in line.cells.items() if name in BENEFIT_NAMES and not is_blank(entry.text)]
        stated = [entry for entry in said if not is_dash(entry.text)]
        period = _span(line) if stated else ""
        if stated and not period and year_of_line(draft, line, said) is not None:
            period = line.year
        amounts: dict[str, float] = {}
        for entry in said:
            name = BENEFIT_NAMES[entry.label.name]
            if is_dash(entry.text):
                draft.note(f"{line.year}{name}", one_line(entry.text))
            elif period:
                count = _figure(draft, entry, name, studio, period, money=True)
                if count is not None:
                    amounts[entry.label.name] = float(count.number)
                    sums[entry.label.name] = sums.get(entry.label.name, 0.0) + float(count.number)
        _check_sum(draft, line, amounts)
    for total in totals:
        keep_others(draft, total, tuple(BENEFIT_NAMES))
        for name in total.cells:
            if name in sums:
                check_total(draft, total, name, sums[name])


def _span(line: YearLine) -> str:
    """The years a figure is for when they are several: 近三年, also where only its label or its block's says so."""
    entry = next(iter(line.cells.values()))
    said = (line.year,) if line.year else (entry.written, entry.title)
    return next((found[0] for text in said if (found := _SPAN.search(text))), "")


def _check_sum(draft: Draft, line: YearLine, amounts: dict[str, float]) -> None:
    if len(amounts.keys() & BENEFIT_NAMES.keys()) < 3:
        return
    earned, saved, total = (amounts[name] for name in BENEFIT_NAMES)
    if not come_to((earned, saved), total):
        message = (
            f"{line.year}创收 {earned:g} 与节资 {saved:g} 之和不等于合计 {total:g}（万元），三个数都已保留，请核对"
        )
        draft.tell(Severity.WARNING, line.cells[TOTAL].place, message)


def state_counts(draft: Draft, entries: Sequence[Entry], studio: str) -> None:
    """Add the counts of results, patents and awards, and of people trained; a sum of years is of no year itself."""
    by_name: dict[tuple[str, str], list[tuple[str, Count, Entry]]] = {}
    for entry in entries:
        if entry.label.block not in {Block.INNOVATION, Block.TRAINING} or entry.label.kind is not Kind.FIELD:
            continue
        name = indicator(entry.label.name)
        if is_blank(entry.text):
            continue
        if is_dash(entry.text) or not IN_BRACKETS.sub("", entry.text).strip():
            draft.note(name, one_line(entry.text))
        elif title := _TITLE.fullmatch(entry.text) if entry.label.name in {"创新成果", "成果转化"} else None:
            name_achievement(draft, entry, title[1], studio)
            if further := _AND_OTHERS.search(entry.text):  # 《…》等3项
                _figure(draft, replace(entry, text=further[1]), name, studio, entry.year, money=False)
        elif count := _figure(draft, entry, name, studio, entry.year if entry.year != TOTAL else "", money=False):
            by_name.setdefault((entry.place.sheet, name), []).append((entry.year, count, entry))
    for counted in by_name.values():
        _check_years(draft, counted)


def _check_years(draft: Draft, counted: Sequence[tuple[str, Count, Entry]]) -> None:
    """List the sum of a count that is not what its years come to."""
    years = [float(count.number) for year, count, _ in counted if year not in {"", TOTAL}]
    for year, count, entry in counted:
        if year == TOTAL and years and not come_to(years, float(count.number)):
            message = f"「{entry.written}」各年之和 {sum(years):g} 与合计 {count.number} 不符，都已保留，请核对"
            draft.tell(Severity.WARNING, entry.place, message)


def _figure(draft: Draft, entry: Entry, name: str, studio: str, period: str, *, money: bool) -> Count | None:
    try:
        refuse_shared(entry)
        count = read_sum(entry.text, entry.label.unit) if money else read_count(entry.text)
    except ValueError as reason:
        draft.tell(Severity.WARNING, entry.place, f"{reason}；此格未读入，原文存入备注")
        draft.note(f"{period}{name}", one_line(entry.text))
        return None
    values: dict[str, Cell] = {"对象": studio, "对象类型": "工作室", "指标": name, "数值": count.number}
    values["计量单位"] = count.unit or (entry.label.unit if not money else "") or default_unit(name)
    values |= {"限定词": count.qualifier} if count.qualifier else {}
    values |= {"期间": period} if period else {}
    notes = {entry.written: count.remark} if count.remark else {}
    draft.records.append(
        Record("统计数字台账", Place(entry.place.sheet, entry.place.row, entry.written), values, notes)
    )
    return count
