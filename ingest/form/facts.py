"""What an application form is filled with, as plain values, and how they are taken from what a form said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from ingest.form.figures import BENEFIT_NAMES, without_years
from ingest.form.values import is_dash, is_elsewhere, read_date
from ingest.records import Reading, Record

SOCIAL, SUMMARY = "社会效益", "业绩简介"
# Counts the form has a place for, in its order: as they are called in 统计数字台账.
RESULTS = ("创新成果", "成果转化")
PATENTS = ("实用新型专利", "发明专利")
AWARDS = ("国际级获奖", "国家级获奖", "省部级获奖", "地市级获奖")
TRAINED = "培养人才总数"
GRADES = ("培养双重职称", "培养高级技师", "培养技师", "培养高级工", "培养其他技术等级")
HONORS = ("培养全国劳模", "培养省部级劳模", "培养地市级劳模", "培养企业劳模")


@dataclass(frozen=True, slots=True)
class Person:
    """A leader or member; dates are ISO text of reduced precision."""

    name: str
    sex: str = ""
    born_on: str = ""
    education: str = ""
    ethnicity: str = ""
    politics: str = ""
    trade: str = ""
    title: str = ""
    department: str = ""
    duties: str = ""
    phone: str = ""
    honors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Funding:
    """Money put in: a year, an amount in 万元, None where it cannot be read, and where it came from."""

    year: int
    amount_wan: float | None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Benefit:
    """What a year earned and saved, in 万元; None where it is not stated. ``period`` is a year such as 2016年."""

    period: str
    earned_wan: float | None = None
    saved_wan: float | None = None
    total_wan: float | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A number by the name 统计数字台账 has for it: 发明专利, 培养技师. ``unit`` may be left to the form."""

    name: str
    number: str
    unit: str = ""
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class FormFacts:
    """Everything the form asks for. Text is empty and numbers are None where nothing is known.

    ``opinions`` are (whose opinion, text): 所在单位工会意见. Private fields of people are filled only by who may.
    """

    studio: str
    organization: str = ""
    organization_kind: str = ""
    recommended_by: str = ""
    filled_on: str = ""
    established_on: str = ""
    named_by: str = ""
    named_on: str = ""
    specialty: str = ""
    category: str = ""
    members: int | None = None
    area_m2: float | None = None
    equipment: str = ""
    rules: str = ""
    funding: tuple[Funding, ...] = ()
    counts: tuple[Count, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    social: str = ""
    leader: Person | None = None
    core: tuple[Person, ...] = ()
    summary: str = ""
    opinions: tuple[tuple[str, str], ...] = ()


# Field of Person → column of 成员台账; field of FormFacts → column of 工作室台账.
PERSON_COLUMNS = {
    "name": "姓名", "sex": "性别", "born_on": "出生年月", "education": "学历", "ethnicity": "民族",
    "politics": "政治面貌", "trade": "工种", "title": "技术职称", "department": "所在部门", "duties": "主要分工",
    "phone": "联系电话", "honors": "荣誉",
}  # fmt: skip
STUDIO_COLUMNS = {
    "studio": "工作室名称", "organization": "所在单位", "established_on": "创建日期", "named_by": "命名单位",
    "named_on": "命名日期", "specialty": "专业领域", "category": "工作室类型", "members": "成员总数",
    "area_m2": "场所面积(㎡)", "equipment": "设备设施", "rules": "工作制度",
}  # fmt: skip


def facts_of(reading: Reading) -> FormFacts:
    """The facts a form stated.

    Raises:
        ValueError: the reading is of no accepted form.
    """
    studio = next((record for record in reading.records if record.ledger == "工作室台账"), None)
    if studio is None:
        raise ValueError("没有读入工作室，无法整理成申报表的内容")
    people = _of(reading, "成员台账")
    leader = next((record for record in people if record.values.get("身份") == "领衔人"), None)
    kind = next((str(record.values.get("单位类型", "")) for record in _of(reading, "单位台账")), "")
    notes = studio.notes
    return FormFacts(
        **{name: studio.values.get(column, _empty(name)) for name, column in STUDIO_COLUMNS.items()},
        organization_kind=_said(notes, "单位类型") or kind,
        recommended_by=_said(notes, "推荐单位"),
        filled_on=_iso(notes.get("填报日期", "")),
        funding=tuple(_funding(record) for record in _of(reading, "经费台账")),
        counts=tuple(_counts(_of(reading, "统计数字台账"))),
        benefits=tuple(_benefits(_of(reading, "统计数字台账"))),
        social=_said(notes, SOCIAL),
        leader=_person(leader) if leader else None,
        core=tuple(
            _person(record) for record in people if not leader or record.values["姓名"] != leader.values["姓名"]
        ),
        summary=_said(notes, SUMMARY),
        opinions=tuple((name, text) for name, text in notes.items() if name.endswith("意见") and not is_dash(text)),
    )


def _of(reading: Reading, ledger: str) -> list[Record]:
    return [record for record in reading.records if record.ledger == ledger]


def _said(notes: Mapping[str, str], name: str) -> str:
    """A note, unless it says that there is nothing to say, or only where it is said: /, 无, 见附页."""
    text = notes.get(name, "")
    return "" if is_dash(text) or is_elsewhere(text) else text


def _empty(name: str) -> Any:
    return None if name in {"members", "area_m2"} else ""


def _iso(written: str) -> str:
    try:
        return read_date(written)[0] if written else ""
    except ValueError:
        return written


def together(*titles: object) -> str:
    """Title and grade of skill as the form asks for them, in one place: 工程师、高级技师."""
    return "、".join(dict.fromkeys(str(title) for title in titles if title))


def _person(record: Record) -> Person:
    stated: dict[str, Any] = {}
    for field in fields(Person):
        value = record.values.get(PERSON_COLUMNS[field.name])
        if field.name == "title":
            value = together(value, record.values.get("技能等级")) or None
        if value is not None:
            stated[field.name] = tuple(value) if isinstance(value, list) else value
    return Person(**stated)


def _funding(record: Record) -> Funding:
    values = record.values
    amount = values.get("金额(万元)")
    wan = None if amount is None else float(str(amount))
    return Funding(int(str(values["年度"])), wan, str(values.get("来源", "")))


def _counts(records: Iterable[Record]) -> list[Count]:
    """Counts in the order of the form, then those it has no place for; where a sum stands, without those of years."""
    dated = ((str(record.values["指标"]), str(record.values.get("期间", "")), record) for record in records)
    order = (*RESULTS, *PATENTS, *AWARDS, TRAINED, *GRADES, *HONORS)
    stated = ({name: str(value) for name, value in record.values.items()} for record in without_years(dated))
    counts = [
        Count(values["指标"], values["数值"], values.get("计量单位", ""), values.get("限定词", ""))
        for values in stated
        if values["指标"] not in BENEFIT_NAMES.values()
    ]
    return sorted(counts, key=lambda count: order.index(count.name) if count.name in order else len(order))


def _benefits(records: Sequence[Record]) -> Iterable[Benefit]:
    amounts: dict[str, dict[str, float]] = {}
    for record in records:
        name, period = str(record.values["指标"]), str(record.values.get("期间", ""))
        if name in BENEFIT_NAMES.values():
            amounts.setdefault(period, {})[name] = float(str(record.values["数值"]))
    for period, stated in amounts.items():
        earned, saved, total = (stated.get(name) for name in BENEFIT_NAMES.values())
        yield Benefit(period, earned, saved, total)
