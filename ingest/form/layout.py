"""The rows of the form: what stands where, as boxes on twelve columns, empty or with the facts of one studio."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from graph.schema import load_schema
from ingest.form.facts import (
    AWARDS,
    GRADES,
    HONORS,
    PATENTS,
    RESULTS,
    TRAINED,
    Benefit,
    Count,
    FormFacts,
    Funding,
    Person,
)
from ingest.form.figures import default_unit
from ingest.normalise import shown

COLUMNS = 12
BLANK_MEMBERS = 14  # rows for members on the empty form
BLANK_YEARS = 2
OPINIONS = ("所在单位工会意见", "所在单位技术部门意见", "所在单位党委意见", "审批意见")

_NO_YEAR = "      年"
_SIGNATURE = "\n\n公章\n负责人签名：            年  月  日"
_BEFORE = frozenset({"约", "近", "超", "逾", "超过", "大约", "达", "达到", "上", "不少于"})
_FITTING = frozenset({*RESULTS, *PATENTS, *AWARDS, TRAINED, *GRADES, *HONORS})
_MEMBER_HEADS = (
    ("姓名", 1), ("性别", 1), ("出生\n年月", 1), ("学历", 1), ("技术职称", 2), ("所在部门", 3), ("主要分工", 3),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Box:
    """One cell: text, how many of the twelve columns it spans, and whether it goes on with the cell above."""

    text: str
    span: int = 1
    begins: bool = False
    goes_on: bool = False


Row = tuple[Box, ...]


def cover_lines(facts: FormFacts) -> tuple[tuple[str, str], ...]:
    """(label, value) of the cover."""
    return (
        ("工作室名称", facts.studio),
        ("所在单位", facts.organization),
        ("单位类型", facts.organization_kind),
        ("推荐单位", facts.recommended_by),
        ("填报日期", _spoken(facts.filled_on) or "     年  月  日"),
    )


def form_rows(facts: FormFacts, years: Sequence[int] = ()) -> tuple[Row, ...]:
    """All rows of the data table.

    Args:
        facts: what to fill in; a studio without a name gives the empty form.
        years: those the empty form asks for; without them the place for the year stays open.
    """
    places = [f"{year}年" for year in years] or [_NO_YEAR] * BLANK_YEARS
    counts = {count.name: count for count in facts.counts}
    rows = chain(
        _basics(facts),
        _funding_rows(facts.funding, places),
        _result_rows(counts),
        _benefit_rows(facts.benefits, places),
        _training_rows(counts),
        [(Box("社会效益", 2), Box(facts.social, 10))],
        _leader_rows(facts.leader or Person("")),
        _member_rows(facts.core),
        [(Box("创新工作室业绩简介\n（不少于1000字）", 2), Box(facts.summary, 10))],
        _opinion_rows(dict(facts.opinions)),
    )
    return tuple(rows)


def _basics(facts: FormFacts) -> Iterator[Row]:
    yield _two("工作室名称", facts.studio, "创建日期", _compact(facts.established_on))
    yield _two("所在单位", facts.organization, "命名单位*", facts.named_by)
    yield _two("专业领域", facts.specialty, "命名日期", _compact(facts.named_on))
    room = "/".join(
        part
        for part in (
            f"{facts.members}人" if facts.members is not None else "",
            f"{shown(facts.area_m2)}㎡" if facts.area_m2 is not None else "",
        )
        if part
    )
    yield _two("工作室类型", _ticks(facts.category), "成员总数/场所面积", room)
    for label, text in (("设备设施", facts.equipment), ("工作制度", facts.rules)):
        if text:
            yield (Box(label, 2), Box(text, 10))


def _two(left: str, first: str, right: str, second: str) -> Row:
    return Box(left, 2), Box(first, 4), Box(right, 2), Box(second, 4)


def _ticks(category: str) -> str:
    choices = load_schema().ledgers["工作室台账"].columns["工作室类型"].choices
    boxes = [f"{'☑' if choice == category else '□'}{choice}" for choice in choices]
    lines = ["     ".join(boxes[at : at + 2]) for at in range(0, len(boxes), 2)]
    return "\n".join(lines)


def _under(label: str, rows: Sequence[Row], span: int = 1) -> Iterator[Row]:
    """Rows with one label beside them all."""
    for number, row in enumerate(rows):
        yield (Box(label if number == 0 else "", span, begins=number == 0, goes_on=number > 0), *row)


def _funding_rows(funding: Sequence[Funding], places: Sequence[str]) -> Iterator[Row]:
    head = (Box("年  度", 3), Box("投入金额", 4), Box("经费来源", 4))
    filled = [
        (Box(f"{one.year}年", 3), Box("" if one.amount_wan is None else shown(one.amount_wan), 4), Box(one.source, 4))
        for one in funding
    ]
    empty = [(Box(place, 3), Box("", 4), Box("", 4)) for place in places]
    yield from _under("经费投入\n(万元)", [head, *(filled or empty)])


def _benefit_rows(benefits: Sequence[Benefit], places: Sequence[str]) -> Iterator[Row]:
    head = (Box("年   度", 2), Box("创收金额", 3), Box("节资金额", 3), Box("合计", 3))
    filled = [
        (Box(one.period, 2), *(Box("" if wan is None else shown(wan), 3) for wan in _amounts(one))) for one in benefits
    ]
    empty = [(Box(place, 2), Box("", 3), Box("", 3), Box("", 3)) for place in places]
    yield from _under("经济效益*\n(万元)", [head, *(filled or empty)])


def _amounts(benefit: Benefit) -> tuple[float | None, float | None, float | None]:
    return benefit.earned_wan, benefit.saved_wan, benefit.total_wan


def _counted(counts: dict[str, Count], name: str) -> str:
    """A count as people write it, or the unit alone."""
    count = counts.get(name)
    if count is None:
        return f"      {default_unit(name)}"
    before, after = (count.qualifier, "") if count.qualifier in _BEFORE else ("", count.qualifier)
    return f"{before}{count.number}{after}{count.unit or default_unit(name)}"


def _result_rows(counts: dict[str, Count]) -> Iterator[Row]:
    def row(result: str, patent: str, *, begins: bool) -> Row:
        label = Box("专利类别" if begins else "", 2, begins=begins, goes_on=not begins)
        kind = patent.removesuffix("专利")
        return Box(result, 2), Box(_counted(counts, result), 3), label, Box(kind, 2), Box(_counted(counts, patent), 2)

    awards = [
        Box(f"{name.removesuffix('级获奖')}{_counted(counts, name)}", 3 if name == AWARDS[-1] else 2) for name in AWARDS
    ]
    others = [
        (Box(name, 4), Box(_counted(counts, name), 7)) for name in counts if name not in _FITTING
    ]  # what the form has no place for
    rows = [
        row(RESULTS[0], PATENTS[0], begins=True),
        row(RESULTS[1], PATENTS[1], begins=False),
        (Box("获奖等级", 2), *awards),
        *others,
    ]
    yield from _under("技术创新*", rows)


def _training_rows(counts: dict[str, Count]) -> Iterator[Row]:
    grades = tuple(Box(name.removeprefix("培养").removesuffix("技术等级")) for name in GRADES)
    honors = tuple(Box(name.removeprefix("培养")) for name in HONORS)
    names = (TRAINED, *GRADES, *HONORS)
    values = tuple(Box(_counted(counts, name) if name in counts else "") for name in names)
    rows: list[Row] = [
        (Box("总数", begins=True), Box("技 术 等 级", 5), Box("荣  誉", 5)),
        (Box("", goes_on=True), *grades, *honors[:-1], Box(honors[-1].text, 2)),
        (*values[:-1], Box(values[-1].text, 2)),
    ]
    yield from _under("培养\n人才*", rows)


def _leader_rows(leader: Person) -> Iterator[Row]:
    yield (Box("工作室领衔人情况", COLUMNS),)
    yield _three("姓名", leader.name, "性别", leader.sex, "出生年月", _compact(leader.born_on))
    yield _three("学历", leader.education, "民族", leader.ethnicity, "政治面貌", leader.politics)
    yield _three("专业/工种", leader.trade, "技术职称", leader.title, "联系电话", leader.phone)
    for label, text in (("所在部门", leader.department), ("主要分工", leader.duties)):
        if text:
            yield (Box(label, 2), Box(text, 10))
    yield (Box("获奖年份及荣誉称号*", 2), Box("；".join(leader.honors), 10))


def _three(first: str, one: str, second: str, two: str, third: str, three: str) -> Row:
    return Box(first, 2), Box(one, 2), Box(second, 2), Box(two, 2), Box(third, 2), Box(three, 2)


def _member_rows(core: Sequence[Person]) -> Iterator[Row]:
    """Members, with columns beyond the form's only where somebody fills them."""
    extra = [
        (label, get)
        for label, get in (
            ("民族", lambda one: one.ethnicity),
            ("政治面貌", lambda one: one.politics),
            ("专业/工种", lambda one: one.trade),
            ("联系电话", lambda one: one.phone),
            ("荣誉称号", lambda one: "；".join(one.honors)),
        )
        if any(get(one) for one in core)
    ]
    yield (Box("工作室骨干成员情况（可附表）", COLUMNS),)
    yield (*(Box(text, span) for text, span in _MEMBER_HEADS), *(Box(label) for label, _ in extra))
    for one in [*core, *[Person("")] * max(0, BLANK_MEMBERS - len(core))]:
        texts = (one.name, one.sex, _compact(one.born_on), one.education, one.title, one.department, one.duties)
        cells = tuple(Box(text, span) for text, (_, span) in zip(texts, _MEMBER_HEADS, strict=True))
        yield (*cells, *(Box(get(one)) for _, get in extra))


def _opinion_rows(opinions: dict[str, str]) -> Iterator[Row]:
    for name in (*OPINIONS, *(other for other in opinions if other not in OPINIONS)):
        label = name.replace("所在单位", "所在单位\n", 1)
        yield (Box(label, 2), Box(opinions.get(name, "") + _SIGNATURE, 10))


def _compact(iso: str) -> str:
    """20180420, as the form wants dates."""
    return iso.replace("-", "")


def _spoken(iso: str) -> str:
    """2018年4月20日, as the cover has it."""
    parts = [part.lstrip("0") for part in iso.split("-")]
    return "".join(f"{part}{unit}" for part, unit in zip(parts, "年月日", strict=False)) if iso else ""
