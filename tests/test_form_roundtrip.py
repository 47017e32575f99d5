"""A form that was written states, when it is read, what it was filled with; the empty form states nothing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
    facts_of,
)
from ingest.form.figures import default_unit
from ingest.form.layout import OPINIONS
from ingest.form.read import read_form
from ingest.form.write import blank_form, write_form
from ingest.records import Reading, Severity
from tests.forms import FACTS

_INDICATORS = (*RESULTS, *PATENTS, *AWARDS, TRAINED, *GRADES, *HONORS)
_COLUMNS = load_schema().ledgers["工作室台账"].columns

words = st.text("春夏秋冬梅兰竹菊松柏桃李杏云雨风雪山河湖海AB", min_size=2, max_size=12)
maybe = st.just("") | words
dates = st.just("") | st.one_of(
    st.dates(date(1950, 1, 1), date(2049, 12, 31)).map(date.isoformat),
    st.builds("{}-{:02}".format, st.integers(1950, 2049), st.integers(1, 12)),
    st.integers(1950, 2049).map(str),
)
amounts = st.integers(0, 10**9).map(lambda cents: cents / 100)
people = st.builds(
    Person, name=words, sex=st.sampled_from(["", "男", "女"]), born_on=dates, education=maybe, ethnicity=maybe,
    politics=maybe, trade=maybe, title=maybe, department=maybe, duties=maybe,
    phone=st.just("") | st.integers(10**9, 2 * 10**9).map(lambda number: f"1{number}"),
    honors=st.lists(st.builds("{}年{}".format, st.integers(1990, 2030), words), max_size=3, unique=True).map(tuple),
)  # fmt: skip
years = st.lists(st.integers(1990, 2049), max_size=4, unique=True)
lines = st.lists(words, min_size=1, max_size=4).map("\n".join)


@st.composite
def forms(draw: st.DrawFn) -> FormFacts:
    """Facts in the form they have after reading."""
    names = draw(st.lists(words, min_size=1, max_size=20, unique=True))
    counted = [name for name in _INDICATORS if draw(st.booleans())]
    opinions = [(name, draw(lines)) for name in OPINIONS if draw(st.booleans())]
    return FormFacts(
        studio=draw(words), organization=draw(maybe),
        organization_kind=draw(st.just("") | words), recommended_by=draw(maybe), filled_on=draw(dates),
        established_on=draw(dates), named_by=draw(maybe), named_on=draw(dates), specialty=draw(maybe),
        category=draw(st.sampled_from(["", *_COLUMNS["工作室类型"].choices])),
        members=draw(st.none() | st.integers(0, 500)), area_m2=draw(st.none() | amounts),
        equipment=draw(maybe), rules=draw(maybe),
        funding=tuple(Funding(year, draw(amounts), draw(maybe)) for year in draw(years)),
        counts=tuple(Count(name, str(draw(st.integers(0, 9999))), default_unit(name)) for name in counted),
        benefits=tuple(draw(benefits(f"{year}年")) for year in draw(years)),
        social=draw(maybe), summary=draw(st.just("") | lines),
        leader=draw(st.none() | people.map(lambda one: replace(one, name=names[0]))),
        core=tuple(replace(draw(people), name=name) for name in names[1:]),
        opinions=tuple(opinions),
    )  # fmt: skip


@st.composite
def benefits(draw: st.DrawFn, period: str) -> Benefit:
    """A year with at least one amount."""
    earned, saved = draw(st.none() | amounts), draw(st.none() | amounts)
    total = draw(amounts) if earned is None and saved is None else draw(st.none() | amounts)
    return Benefit(period, earned, saved, total)


def _refused(reading: Reading) -> list[str]:
    return [issue.message for issue in reading.issues if issue.severity is Severity.ERROR]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(forms())
def test_a_written_form_reads_back_as_it_was_filled(tmp_path: Path, facts: FormFacts) -> None:
    reading = read_form(write_form(facts, tmp_path / "表.docx"))
    assert _refused(reading) == []
    assert facts_of(reading) == facts


def test_of_the_full_form_nothing_is_listed_but_what_it_became(tmp_path: Path) -> None:
    reading = read_form(write_form(FACTS, tmp_path / "表.docx"))
    (told,) = reading.issues
    assert told.message.startswith("这份表读成了单位台账 1 行、工作室台账 1 行、成员台账 4 行")
    assert facts_of(reading) == FACTS


def test_fields_that_nobody_filled_in_are_named(tmp_path: Path) -> None:
    reading = read_form(write_form(FormFacts("春兰工作室"), tmp_path / "表.docx"))
    (told,) = [issue.message for issue in reading.issues if "读成了" in issue.message]
    assert "空着没有填的栏目：" in told
    assert all(field in told for field in ("创建日期", "成员总数", "场所面积"))


def test_two_sources_in_one_year_are_two_rows(tmp_path: Path) -> None:
    facts = FormFacts("春兰工作室", funding=(Funding(2024, 8.0, "单位"), Funding(2024, 2.0, "上级工会")))
    assert facts_of(read_form(write_form(facts, tmp_path / "表.docx"))).funding == facts.funding


def test_a_count_the_form_has_no_place_for_gets_a_row(tmp_path: Path) -> None:
    facts = FormFacts("春兰工作室", counts=(Count("创新成果", "3", "项", "余"), Count("软件著作权", "2", "个")))
    assert facts_of(read_form(write_form(facts, tmp_path / "表.docx"))).counts == facts.counts


@pytest.mark.parametrize("years", [(), (2024, 2025, 2026)])
def test_the_empty_form_states_nothing_but_its_missing_name(tmp_path: Path, years: tuple[int, ...]) -> None:
    reading = read_form(blank_form(tmp_path / "空表.docx", years))
    assert (reading.records, len(reading.issues)) == ((), 1)
    assert "「工作室名称」是空的" in reading.issues[0].message


def test_the_empty_form_with_a_name_states_the_name(tmp_path: Path) -> None:
    reading = read_form(write_form(FormFacts("春兰工作室"), tmp_path / "表.docx"))
    assert [(record.ledger, record.values) for record in reading.records] == [
        ("工作室台账", {"工作室名称": "春兰工作室"})
    ]


def test_facts_are_of_a_form_that_was_accepted(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="没有读入工作室"):
        facts_of(read_form(tmp_path / "没有.docx"))
