"""Which column of a ledger a heading feeds: by its name, by another word for it, or by what its words come down to."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from graph.schema import Column, Span
from ingest.heading_contents import PEOPLE, all_say, kind_of_column, kinds_of_cells
from ingest.heading_hints import by_hints, in_its_unit, speaks_for_longer
from ingest.heading_rows import YUAN_UNITS
from ingest.heading_words import BRACKETED, BRACKETS, NUMBERING, core, cores, readings, written
from ingest.normalise import Raw, tidy_heading
from ingest.privacy import is_personal, is_unread

_WITH_UNIT = re.compile(r"(.+?)[/:,、-]?\(?(亿元|百万元|万元|千元|元|m2)\)?")
_COUNTS = frozenset({"integer", "number", "money"})
_ENOUGH = 2  # columns that have to be known before the contents of others are looked at
_LONG_ENOUGH = 4  # characters by which even a count is known whatever stands before them: 经济效益
_NAMES = ("名称", "题目", "标题")
# A ledger of results is not about their names.
_OTHERS = re.compile(r"单位|企业|公司|学校|工作室|联盟|工会|部门")
_GENERAL_NAMES = frozenset({"项目名称", "项目", "名称"})
_BEGINS = re.compile(r"(.*?)(?:起始?|始|开始|自)(?:日期?|时间|年月)?")
_ENDS = re.compile(r"(.*?)(?:止|终|终止|截止|结束|至)(?:日期?|时间|年月)?")
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
    _columns: Mapping[str, Column] = field(default_factory=dict)

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
        self._columns = columns
        required = {name: column for name, column in columns.items() if column.required}
        for some in (required, columns):  # what has to be there goes before what may be
            self._claim(some, _unless_personal(self._says_the_same), doubt=1)
            self._claim(some, _unless_personal(self._is_a_kind_of), doubt=2)

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
        if len(self.found) < min(_ENOUGH, len(columns) - 2):
            return
        about = next(name for name, column in columns.items() if column.required)
        if about not in self.found:
            self._claim_by_hints({about: columns[about]}, columns, rows)
        if about in self.found or self._take_name(about, columns):
            wanted.pop(about, None)
        self._prefer_choices(columns, rows)
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

    def guess_by_hints(self, columns: Mapping[str, Column], rows: Sequence[Sequence[Raw]]) -> None:
        """Claim headings nobody knows by a word in them and what stands below."""
        self._claim_by_hints(dict(self._missing(columns)), columns, rows)

    def _claim_by_hints(
        self, wanted: Mapping[str, Column], columns: Mapping[str, Column], rows: Sequence[Sequence[Raw]]
    ) -> None:
        free = {heading: index for heading, index in self._free.items() if not is_personal(heading)}
        for heading, name in by_hints(free, wanted, columns, rows):
            if heading in self._free and name not in self.found:
                self._take(heading, name, columns[name], doubt=2)

    def _take_name(self, about: str, columns: Mapping[str, Column]) -> bool:
        """Claim a name nobody claimed for what the row is about, or one too general for what claimed it: 项目名称."""
        if about not in PEOPLE and (named := [each for each in self._free if _names_what_it_is_about(each)]):
            self._take(named[0], about, columns[about], doubt=2)
            return True
        general = (name for name, match in self.found.items() if self.headings[match.index] in _GENERAL_NAMES)
        name = next((name for name in general if name in columns and not columns[name].required), None)
        if name is None or not about.endswith(_NAMES):
            return False
        self.found[about] = replace(self.found.pop(name), doubt=2)
        return True

    def _prefer_choices(self, columns: Mapping[str, Column], rows: Sequence[Sequence[Raw]]) -> None:
        """Give a column claimed by a guess to a choice that all its cells make."""
        for name, column in list(self._missing(columns)):
            for other, match in list(self.found.items()):
                heading = self.headings[match.index]
                if column.type != "choice" or not match.doubt or other not in columns or columns[other].type != "text":
                    continue
                if not columns[other].required and all_say(rows, match.index, heading, name, column):
                    self.found[name] = replace(self.found.pop(other), doubt=2)
                    break

    def _says_the_same(self, heading: str, name: str, column: Column) -> bool:
        if column.required and not column.grouped and heading.startswith(_OF_ANOTHER):
            return False
        said = core(heading)
        shorter = (said.replace(word, "", 1) for word in self.own if word in said and not said.endswith(word))
        variants = {said, *shorter, *((f"{said}日期",) if "(年" in heading else ())}
        return in_its_unit(heading, column) and not variants.isdisjoint(cores(name, column))

    def claim_span(self, span: Span | None) -> None:
        """Let one column of dates from and to feed the two columns of the ledger; neither may have one of its own."""
        if span is None or not self.found.keys().isdisjoint(span.columns):
            return
        known = tuple(map(core, span.aka))
        first, last = span.columns
        if heading := next((each for each in self._free if core(each).endswith(known)), None):
            index = self._free.pop(heading)
            self.found |= {first: Match(index, part="first"), last: Match(index, part="last")}
        elif pair := self._begin_and_end():
            self.found |= {
                first: Match(self._free.pop(pair[0]), doubt=1),
                last: Match(self._free.pop(pair[1]), doubt=1),
            }

    def _is_a_kind_of(self, heading: str, name: str, column: Column) -> bool:
        """Whether a heading ends with a column's, and no word in it speaks for one of a longer name: 协作工作室."""
        return not speaks_for_longer(heading, name, self._columns) and _is_a_kind_of(heading, name, column)

    def _begin_and_end(self) -> tuple[str, str] | None:
        """Two headings of which one ends with the word for a beginning and the other, else the same, for an end."""
        begins = {match[1]: each for each in self._free if (match := _BEGINS.fullmatch(each))}
        ends = {match[1]: each for each in self._free if (match := _ENDS.fullmatch(each))}
        return next(((begins[stem], ends[stem]) for stem in begins if stem in ends), None)


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
    known = cores(name, column)
    if not known.isdisjoint(readings(heading)):
        return in_its_unit(heading, column)
    ends = _ends((*known, *written(name, column)), column.type)
    return in_its_unit(heading, column) and (said.endswith(ends) or BRACKETS.sub("", heading).endswith(ends))


@cache
def _ends(headings: tuple[str, ...], column_type: str) -> tuple[str, ...]:
    """With which of its headings a longer one may end to be of a column's kind."""
    shortest = _LONG_ENOUGH if column_type in _COUNTS else 2
    general = _TOLD_BY_WHAT_IS_BEFORE | {"year": {"日期"}, "text": {"级别"}}.get(column_type, set())
    return tuple(each for each in headings if len(each) >= shortest and each not in general)


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
