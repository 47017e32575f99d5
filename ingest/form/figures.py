"""The money and the numbers a form states: funding by year and source, counts, benefit by year, people trained."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import isclose

from ingest.dates import read_year
from ingest.form.achievements import name_achievement
from ingest.form.draft import Draft, add_note
from ingest.form.entry import OTHER_YEARS, Entry
from ingest.form.labels import Block, Kind
from ingest.form.values import Count, is_blank, is_dash, one_line, read_count, read_sum, split_sources
from ingest.records import Cell, Place, Record, Severity

BENEFIT_NAMES = {"创收金额": "创收金额", "节资金额": "节资金额", "合计": "经济效益合计"}
_MONEY = ("投入金额", "经费来源", "用途")
_TOTAL = "合计"
_SPAN = re.compile(r"近[一二两三四五\d]年|\d{4}年?(?:[-—~至到]+)\d{4}年?")
_A_SOURCE = re.compile(r"单位|企业|公司|集团|工会|行政|自筹|拨款|拨付|补助|财政|上级|资助")
_AN_AMOUNT = re.compile(r"(?=.*[1-9])\d[\d,]*(?:\.\d+)?(?:万元|元|万)?")
_AND_OTHERS = re.compile(r"》\s*等?\s*(\d+\s*[项个件])")
_TITLE = re.compile(r"[^《》]*《([^《》]+)》[^《》]*")


@dataclass(slots=True)
class _Line:
    """What one year's row says."""

    year: str
    place: Place
    cells: dict[str, Entry] = field(default_factory=dict)


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


def default_unit(name: str) -> str:
    """What an indicator counts when neither the cell nor the label says: 项, 个 or 人."""
    if name.startswith("培养"):
        return "人"
    return "个" if name.endswith(("专利", "获奖", "著作权")) else "项"


def state_funding(draft: Draft, entries: Sequence[Entry], studio: str) -> None:
    """Add money by year and source; a cell that splits it by source becomes a row each."""
    totals: list[_Line] = []
    stated = 0.0
    for line in _by_year(_fields_of(entries, Block.FUNDING)):
        if line.year == _TOTAL:
            totals.append(line)
        else:
            stated += _fund(draft, line, studio)
    for total in totals:
        _keep_others(draft, total, ("投入金额",))
        _check_total(draft, total, "投入金额", stated)


def _fund(draft: Draft, line: _Line, studio: str) -> float:
    amount, source, purpose = (line.cells.get(name) for name in _MONEY)
    _keep_others(draft, line, _MONEY)
    if amount is None and (by_source := _by_source(line)):
        return sum(_fund(draft, each, studio) for each in by_source)
    said = [entry for entry in (amount, source, purpose) if entry is not None and not is_blank(entry.text)]
    if not said:
        return 0.0
    year = _year(draft, line, said)
    if year is None:
        return 0.0
    if amount is None or is_blank(amount.text) or is_dash(amount.text):
        _keep_unfunded(draft, line, amount, source)
        return 0.0
    try:
        _refuse_shared(amount)
        stated = read_sum(amount.text, amount.label.unit)
        parts = split_sources(source.text, amount.label.unit) if _is_stated(source) and source else (("", None),)
    except ValueError as reason:
        draft.tell(Severity.ERROR, amount.place, f"{reason}；此行未读入（{'，'.join(one_line(e.text) for e in said)}）")
        return 0.0
    wan = float(stated.number)
    shares = [share for _, share in parts if share is not None]
    if source is not None and shares and not isclose(sum(shares), wan, abs_tol=0.005):
        message = f"各来源之和 {sum(shares):g} 万元与投入金额 {wan:g} 万元不符，请核对"
        draft.tell(Severity.WARNING, source.place, message)
    for name, share in parts:
        values: dict[str, Cell] = {"年度": year, "工作室": studio, "金额(万元)": wan if share is None else share}
        values |= {"来源": name} if name else {}
        values |= {"用途": one_line(purpose.text)} if purpose is not None and _is_stated(purpose) else {}
        notes: dict[str, str] = {}
        for entry in said:
            if is_dash(entry.text) or (entry is amount and (stated.qualifier or stated.remark)):
                add_note(notes, entry.label.name, one_line(entry.text))
        draft.records.append(Record("经费台账", Place(line.place.sheet, line.place.row), values, notes))
    return wan


def _by_source(line: _Line) -> list[_Line]:
    """A year's money in one column a source, 企业自筹 | 上级工会, as a line each; what is no amount is none."""
    shares = []
    for name, entry in line.cells.items():
        if entry.known or not _A_SOURCE.search(name) or not _AN_AMOUNT.fullmatch("".join(entry.text.split())):
            continue
        amount = replace(entry, label=replace(entry.label, name="投入金额"))
        source = replace(entry, label=replace(entry.label, name="经费来源"), text=name)
        shares.append(_Line(line.year, line.place, {"投入金额": amount, "经费来源": source}))
    return shares


def _keep_others(draft: Draft, line: _Line, names: tuple[str, ...]) -> None:
    """Keep what a row says under headings of its own."""
    for name, entry in line.cells.items():
        if name not in names and not is_blank(entry.text):
            draft.note(f"{line.year}{entry.written}", one_line(entry.text))


def _is_stated(entry: Entry | None) -> bool:
    return entry is not None and not is_blank(entry.text) and not is_dash(entry.text)


def _keep_unfunded(draft: Draft, line: _Line, amount: Entry | None, source: Entry | None) -> None:
    """A source without money: said to be none, or left open."""
    if amount is not None and is_dash(amount.text):
        draft.note(f"{line.year}经费投入", one_line(amount.text))
    if source is not None and not is_blank(source.text):
        draft.note(f"{line.year}经费来源", one_line(source.text))
        if _is_stated(source):
            message = f"{line.year}只写了经费来源「{one_line(source.text)}」，没有投入金额，已存入备注，请补上金额"
            draft.tell(Severity.WARNING, source.place, message)


def _year(draft: Draft, line: _Line, said: Sequence[Entry]) -> int | None:
    try:
        return _year_alone(line.year)
    except ValueError as reason:
        listed = "，".join(f"{entry.written} {one_line(entry.text)}" for entry in said)
        draft.tell(Severity.ERROR, Place(line.place.sheet, line.place.row, "年度"), f"{reason}；此行未读入（{listed}）")
        return None


def _year_alone(written: str) -> int:
    if not written:
        raise ValueError("年度没有写，请补上如 2024 的年份")
    year, remark = read_year(written)
    if remark:
        msg = f"「{written}」不是一个年份，请分年填写"
        raise ValueError(msg)
    return year


def _fields_of(entries: Sequence[Entry], block: Block) -> list[Entry]:
    return [entry for entry in entries if entry.label.block is block and entry.label.kind is Kind.FIELD]


def _by_year(entries: Sequence[Entry]) -> list[_Line]:
    """Rows by year. Amount and source of a year that stand in different rows come together."""
    lines: dict[tuple[object, ...], _Line] = {}
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
            line = lines[key] = open_line or _Line(entry.year, entry.place)
        name = entry.label.name
        if name in line.cells and is_blank(line.cells[name].text):
            del line.cells[name]  # a later cell answers what this one left open
        # A second answer is kept beside the first under a name of its own.
        line.cells.setdefault(name if name not in line.cells else f"{name}{len(line.cells)}", entry)
    return list({id(line): line for line in lines.values()}.values())


def _names_in(entries: Sequence[Entry], of: Entry) -> frozenset[str]:
    return frozenset(entry.label.name for entry in entries if (entry.line, entry.year) == (of.line, of.year))


def _check_total(draft: Draft, line: _Line, name: str, stated: float) -> None:
    entry = line.cells.get(name)
    if entry is None or not _is_stated(entry):
        return
    try:
        total = float(read_sum(entry.text, entry.label.unit).number)
    except ValueError as reason:
        draft.tell(Severity.WARNING, entry.place, f"{reason}；合计未核对")
    else:
        draft.note(f"合计行的{entry.written}", one_line(entry.text))
        if not isclose(total, stated, abs_tol=0.005):
            draft.tell(Severity.WARNING, entry.place, f"各年之和 {stated:g} 万元与合计 {total:g} 万元不符，请核对")


def state_benefit(draft: Draft, entries: Sequence[Entry], studio: str) -> None:
    """Add what was earned and saved each year, in 万元; sums that do not add up are listed and kept."""
    sums = dict.fromkeys(BENEFIT_NAMES, 0.0)
    totals: list[_Line] = []
    for line in _by_year(_fields_of(entries, Block.BENEFIT)):
        if line.year == _TOTAL:
            totals.append(line)
            continue
        _keep_others(draft, line, tuple(BENEFIT_NAMES))
        said = [entry for name, entry in line.cells.items() if name in BENEFIT_NAMES and not is_blank(entry.text)]
        stated = [entry for entry in said if not is_dash(entry.text)]
        period = _span(line) if stated else ""
        if stated and not period and _year(draft, line, said) is not None:
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
        _keep_others(draft, total, tuple(BENEFIT_NAMES))
        for name in total.cells.keys() & sums.keys():
            _check_total(draft, total, name, sums.get(name, 0.0))


def _span(line: _Line) -> str:
    """The years a figure is for when they are several: 近三年, also where only the block's label says so."""
    entry = next(iter(line.cells.values()))
    found = _SPAN.search(line.year) or (_SPAN.search(entry.title) if not line.year else None)
    return found[0] if found else ""


def _check_sum(draft: Draft, line: _Line, amounts: dict[str, float]) -> None:
    if len(amounts.keys() & BENEFIT_NAMES.keys()) < 3:
        return
    earned, saved, total = (amounts[name] for name in BENEFIT_NAMES)
    if not isclose(earned + saved, total, abs_tol=0.005):
        message = (
            f"{line.year}创收 {earned:g} 与节资 {saved:g} 之和不等于合计 {total:g}（万元），三个数都已保留，请核对"
        )
        draft.tell(Severity.WARNING, line.cells[_TOTAL].place, message)


def state_counts(draft: Draft, entries: Sequence[Entry], studio: str) -> None:
    """Add the counts of results, patents and awards, and of people trained."""
    for entry in entries:
        if entry.label.block not in {Block.INNOVATION, Block.TRAINING} or entry.label.kind is not Kind.FIELD:
            continue
        name = indicator(entry.label.name)
        if is_blank(entry.text):
            continue
        if is_dash(entry.text):
            draft.note(name, one_line(entry.text))
        elif title := _TITLE.fullmatch(entry.text) if entry.label.name in {"创新成果", "成果转化"} else None:
            name_achievement(draft, entry, title[1], studio)
            if further := _AND_OTHERS.search(entry.text):  # 《…》等3项
                _figure(draft, replace(entry, text=further[1]), name, studio, entry.year, money=False)
        else:
            _figure(draft, entry, name, studio, entry.year, money=False)


def _refuse_shared(entry: Entry) -> None:
    if OTHER_YEARS in entry.merged:
        msg = f"「{one_line(entry.text)}」合并在几个年度旁边，分不清属于哪一年，请分年填写"
        raise ValueError(msg)


def _figure(draft: Draft, entry: Entry, name: str, studio: str, period: str, *, money: bool) -> Count | None:
    try:
        _refuse_shared(entry)
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
