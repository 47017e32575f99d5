"""Which column of a ledger a heading feeds: by its name, by another word for it, or by what its words come down to."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from graph.schema import Column, Span
from ingest.heading_contents import all_say, kind_of_column, kinds_of_cells
from ingest.heading_rows import YUAN_UNITS
from ingest.heading_words import BRACKETED, BRACKETS, NUMBERING, core, readings, written
from ingest.normalise import Raw, tidy_heading
from ingest.privacy import is_personal, is_unread

_WITH_UNIT = re.compile(r"(.+?)[/:,、-]?\(?(亿元|百万元|万元|千元|元|m2)\)?")
_COUNTS = frozenset({"integer", "number", "money"})
_ENOUGH = 2  # columns that have to be known before the contents of others are looked at
_LONG_ENOUGH = 4  # characters by which even a count is known whatever stands before them: 经济效益
_NAMES = ("名称", "题目", "标题")
# A ledger of results is not about their names.
_OTHERS = re.compile(r"单位|企业|公司|学校|工作室|联盟|工会|部门")
_OF_ANOTHER = ("所在", "所属")  # 所在单位 is where something is, and never what the row itself is about
_TOLD_BY_WHAT_IS_BEFORE = frozenset(
    {"单位", "企业", "公司", "名称", "企业名称", "单位名称"}
)  # 推荐单位 is another's than 所在单位


@dataclass(frozen=True, slots=True)
class Match:
    """The column of the file that feeds a column of the ledger.

    ``unit`` is that of money where the heading names one. ``doubt`` is 0 where the heading is known as such, 1 where
    its words come down to the column's, 2 where it says more than that or several things.
    ``part`` says which date of a span is meant where two columns of the ledger share one of the file: 起止时间.
    """

    index: int
    unit: str | None = None
    doubt: int = 0
    part: Literal["", "first", "last"] = ""


@dataclass(slots=True)
class Matcher:
    """Gives the headings of a file to the columns of a ledger, each to one; the surest way goes first.

    ``own`` are words for what the ledger is about; before another word they say nothing.
    """

    headings: Sequence[str]
    own: frozenset[str] = frozenset()
    found: dict[str, Match] = field(default_factory=dict)
    _free: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Lay out the tidied headings that may be claimed."""
        for index, heading in enumerate(self.headings):
            if heading and heading not in NUMBERING and not is_unread(heading):
                self._free.setdefault(heading, index)

    def claim_known(self, columns: Mapping[str, Column]) -> int:
        """Claim headings that are known as such; returns how many were claimed by the column's own name."""
        self._claim(columns, lambda heading, name, _: heading == tidy_heading(name))
        exact = len(self.found)
        self.claim_synonyms(columns)
        self._claim(columns, lambda heading, name, column: _hint(heading, written(name, column), column) is not None)
        return exact

    def guess(self, columns: Mapping[str, Column]) -> None:
        """Claim headings by what their words come down to."""
        required = {name: column for name, column in columns.items() if column.required}
        for some in (required, columns):  # what has to be there goes before what may be
            self._claim(some, _unless_personal(self._says_the_same), doubt=1)
            self._claim(some, _unless_personal(_is_a_kind_of), doubt=2)

    def claim_synonyms(self, columns: Mapping[str, Column]) -> None:
        """Claim headings by other words alone, in the order in which the schema prefers them."""
        for name, column in self._missing(columns):
            heading = next((key for key in written(name, column) if key in self._free), None)
            if heading is not None:
                self._take(heading, name, column, doubt=0)

    def _missing(self, columns: Mapping[str, Column]) -> Iterator[tuple[str, Column]]:
        return ((name, column) for name, column in columns.items() if name not in self.found)

    def _claim(
        self, columns: Mapping[str, Column], fits: Callable[[str, str, Column], bool], *, doubt: int = 0
    ) -> None:
        for heading in list(self._free):
            missing = self._missing(columns)
            name = next((name for name, column in missing if fits(heading, name, column)), None)
            if name is not None:
                self._take(heading, name, columns[name], doubt=doubt)

    def _take(self, heading: str, name: str, column: Column, *, doubt: int) -> None:
        hint = _hint(heading, written(name, column), column)
        unit = YUAN_UNITS.get(hint) if hint is not None else _unit(heading)
        self.found[name] = Match(self._free.pop(heading), unit, doubt)

    def guess_by_contents(self, columns: Mapping[str, Column], rows: Sequence[Sequence[Raw]]) -> None:
        """Claim headings nobody knows by what stands in the cells below."""
        wanted = {name: kind for name, column in self._missing(columns) if (kind := kind_of_column(name, column))}
        wanted = {name: kind for name, kind in wanted.items() if columns[name].required}
        if len(self.found) < _ENOUGH:
            return
        about = next(name for name, column in columns.items() if column.required)
        if about not in self.found and (named := [each for each in self._free if _names_what_it_is_about(each)]):
            self._take(named[0], about, columns[about], doubt=2)
            wanted.pop(about, None)
        for name, column in self._missing(columns):
            heading = next(
                (
                    each
                    for each, index in self._free.items()
                    if not is_personal(each) and all_say(rows, index, each, name, column)
                ),
                None,
            )
            if heading is not None:
                self._take(heading, name, column, doubt=2)
        kinds = kinds_of_cells(
            rows, {index: heading for heading, index in self._free.items() if not is_personal(heading)}
        )
        for name, kind in wanted.items():
            index = next((index for index, seen in kinds.items() if seen == kind), None)
            if index is not None and list(wanted.values()).count(kind) == 1:
                self._take(self.headings[index], name, columns[name], doubt=2)

    def _says_the_same(self, heading: str, name: str, column: Column) -> bool:
        if column.required and not column.grouped and heading.startswith(_OF_ANOTHER):
            return False
        said = core(heading)
        shorter = (said.replace(word, "", 1) for word in self.own if word in said and not said.endswith(word))
        variants = {said, *shorter, *((f"{said}日期",) if "(年" in heading else ())}
        return _in_its_unit(heading, column) and not variants.isdisjoint(map(core, written(name, column)))

    def claim_span(self, span: Span | None) -> None:
        """Let one column of dates from and to feed the two columns of the ledger; neither may have one of its own."""
        if span is None or not self.found.keys().isdisjoint(span.columns):
            return
        known = tuple(map(core, span.aka))
        if heading := next((each for each in self._free if core(each).endswith(known)), None):
            index = self._free.pop(heading)
            first, last = span.columns
            self.found |= {first: Match(index, part="first"), last: Match(index, part="last")}


def _unless_personal(fits: Callable[[str, str, Column], bool]) -> Callable[[str, str, Column], bool]:
    """A guess that leaves what is personal alone unless the column is so too: a birth date is no date of ours."""
    return lambda heading, name, column: (column.private or not is_personal(heading)) and fits(heading, name, column)


def _names_what_it_is_about(heading: str) -> bool:
    """Whether a heading nobody knows may name what the ledger is about: 成品名称, but not 单位名称."""
    return heading.endswith(_NAMES) and not _OTHERS.search(heading)


def _is_a_kind_of(heading: str, name: str, column: Column) -> bool:
    """Whether a heading ends with a column's: 主办工作室 is a 工作室; what counts is changed by every word before it.

    So it is with what stands in its brackets or beside a stroke: 承担单位(工作室), 职务/工种.
    """
    said = core(heading)
    headings = written(name, column)
    known = set(map(core, headings))
    if not known.isdisjoint(readings(heading)):
        return _in_its_unit(heading, column)
    shortest = _LONG_ENOUGH if column.type in _COUNTS else 2
    general = _TOLD_BY_WHAT_IS_BEFORE | ({"日期"} if column.type == "year" else set())
    ends = tuple(each for each in (*known, *headings) if len(each) >= shortest and each not in general)
    return _in_its_unit(heading, column) and (said.endswith(ends) or BRACKETS.sub("", heading).endswith(ends))


def _in_its_unit(heading: str, column: Column) -> bool:
    """Whether a bracket names no other unit than the column's: 面积(亩) is not 面积(㎡)."""
    bracketed = BRACKETED.fullmatch(heading)
    if not bracketed or column.type not in ("money", "number"):
        return True
    return bracketed[2] in YUAN_UNITS if column.type == "money" else bracketed[2] == "m2"


def _unit(heading: str) -> str | None:
    bracketed = BRACKETED.fullmatch(heading)
    return YUAN_UNITS.get(bracketed[2]) if bracketed else None


def _hint(heading: str, known: Sequence[str], column: Column) -> str | None:
    """What a heading adds to one that is known: 创建日期(年月日), 经济效益/元."""
    plain = {*known}
    if column.type in ("money", "number"):
        plain |= {match[1] for each in known if (match := BRACKETED.fullmatch(each))}
    if (unit := _WITH_UNIT.fullmatch(heading)) and unit[1] in plain:
        wanted = "m2" if column.type == "number" else "元"
        if column.type in ("money", "number") and unit[2].endswith(wanted):
            return unit[2]
    bracketed = BRACKETED.fullmatch(heading)
    # A bracket that changes what a number means is no mere hint: 面积(亩) is not 面积(㎡).
    if bracketed and bracketed[1] in plain and column.type not in ("money", "number"):
        return bracketed[2]
    return None
