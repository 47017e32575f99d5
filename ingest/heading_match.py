"""Which column of a ledger a heading feeds: by its name, by another word for it, or by what its words come down to."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from graph.schema import Column, Span
from ingest.heading_contents import ALONE, NEVER, PEOPLE, SURELY, cells_speak, hold_both_dates, looks
from ingest.heading_odds import odds
from ingest.heading_parts import Piece, pieces
from ingest.heading_regions import further_in_list
from ingest.heading_rows import YUAN_UNITS
from ingest.heading_units import hint_of, in_its_unit, unit_of
from ingest.heading_words import BRACKETS, NUMBERING, core, cores, is_known, named_in, readings, written
from ingest.money_by_source import tell_both
from ingest.normalise import Raw, tidy_heading
from ingest.privacy import is_personal, is_unread

_HINTS = (")", "元", "m2")  # one of these ends a heading that adds something
_LAST, _REQUIRED, _OPTIONAL, _SAID = -1.0, 0.5, 1.2, 6.0  # what must speak for a heading before a column is given to it
_NEEDED = 9.0  # what it is worth to find what every row must say
_GENERAL_NAMES = frozenset({"项目名称", "项目", "名称"})
_A_NAME = re.compile("名称|标题|主题|题目|难点|难题|需求")
_TEXTS = ("text", "texts")
_HOW_MANY = re.compile(r".*(?<![及和与、/(])(?:数量|个数|家数|人数|件数|次数|总数)")
_SHOWN = 3  # texts that show that a column holds choices
_CLEAR = 2.0  # from here on a heading speaks for itself, whatever stands below it
_OF_MENTOR = re.compile(r"师(?!徒)|导师|名师|带教[人师]")
_OF_APPRENTICE = re.compile(r"徒弟|学徒|学员|学生")
# Of one of the two, which nothing in the ledger of pairs asks for.
_OF_ONE_OF_THEM = re.compile(
    r"(?:徒弟|学徒|学员|师傅|师父|导师)的?(?:所在)?"
    r"(?:科室|部门|班组|车间|学历|年龄|性别|职务|工种|岗位|专业|工龄|(?:现有?|目前|原)(?:技能|职业)?等级)"
)
_OF_PAIRS = frozenset({"师傅", "徒弟", "师傅工作室", "徒弟工作室", "技能", "协议编号", "出师", "晋升"})
# Of the master, mostly; what became of the apprentice is said to have risen.
_TITLE_OF_ONE = re.compile(r"(?!.*(?:晋|升|变化|获得|取得|后)).*职称.*")
# Who gave something is not where somebody belongs.
_GIVES = re.compile(r"(?:颁奖|授奖|颁发|颁证|发证|授予|表彰|奖励|评选)(?:单位|机构|机关|部门)(?:名称)?")
_BELONGS = frozenset({"单位", "所在单位", "单位名称", "成员单位", "提出单位", "所在部门", "上级单位"})
_TAUGHT = re.compile(r"[传授]")  # 师傅所授技能 is of the pair
_FROM_TO = ("起止", "起讫")
_BEGINS = re.compile(r"(.*?)(?:起始?|始|开始|自)(?:日期?|时间|年月)?")
_ENDS = re.compile(r"(.*?)(?:止|终|终止|截止|结束|至)(?:日期?|时间|年月)?")
_NUMBERED = re.compile(r"(.*?)(?:编号|代码|号码?)")  # what a number is of
_COUNTED = re.compile(r".+(?:(?:数量?|[人场批期]次)(?:\(.+\))?|\((?:人次|[项件篇台套个人名次期场家])\))")
# Somebody's post or who answers for something, which is neither what is done nor where: 分管院长, 包保领导.
_NAMES_SOMEBODY = re.compile(
    r"(?!.*技术所长).*(?:[院校厂科部处局所行站班组队段]长|领导|主席|书记|经理|总监|主管|总工|专员|干事)"
)
_LEADERS, _OF_MEMBERS = ("领衔工作室", "牵头单位"), re.compile("(?:联盟)?(?:成员|盟员|加盟|参与|参盟|入盟|参加)")
_A_STUDIO = "工作室"
_DOES = ("单位", "部门", "主体", "团队", "集体")  # who reports or does something, which may be a studio
_OF_ANOTHER = ("所在", "所属")  # 所在单位 is where something is, and never what the row itself is about
_IS_STUDIO = re.compile(r".+工作室").fullmatch
_HOLD_BOTH = {"date": hold_both_dates, "money": tell_both}  # whether cells do


@dataclass(frozen=True, slots=True)
class Match:
    """The column of the file that feeds a column of the ledger.

    ``unit`` is that of money where the heading names one. ``doubt`` is 0 where the heading is known as such, 1 where
    its words come down to the column's, 2 where it says more than that or several things.
    ``part`` says which of two things is meant where two columns of the ledger share one of the file: 起止时间.
    ``piece`` does so where the heading names them all: 学历/职称.
    """

    index: int
    unit: str | None = None
    doubt: int = 0
    part: Literal["", "first", "last"] = ""
    piece: Piece | None = None


@dataclass(slots=True)
class Matcher:
    """Gives the headings of a file to the columns of a ledger, each to one; the surest way goes first.

    ``own`` are words for what the ledger is about; before another word they say nothing. ``rows`` stand below.
    """

    headings: Sequence[str]
    own: frozenset[str] = frozenset()
    rows: Sequence[Sequence[Raw]] = ()
    found: dict[str, Match] = field(default_factory=dict)
    _free: dict[str, int] = field(default_factory=dict)
    _looks: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Lay out the tidied headings that may be claimed."""
        further = further_in_list(self.headings)
        for index, heading in enumerate(self.headings):
            if heading and heading not in NUMBERING | further and not is_unread(heading):
                self._free.setdefault(heading, index)

    def claim_known(self, columns: Mapping[str, Column]) -> int:
        """Claim headings that are known as such; returns how many were claimed by the column's own name."""
        own = {tidy_heading(name): name for name in columns}
        for heading in [each for each in self._free if each in own]:
            self._take(heading, own[heading], columns[own[heading]], doubt=0)
        exact = len(self.found)
        self.claim_synonyms(columns)
        self._claim_composed(columns)
        hinting = [each for each in self._free if each.endswith(_HINTS)]
        self._claim(
            hinting, columns, lambda heading, name, column: hint_of(heading, written(name, column), column) is not None
        )
        return exact

    def guess(self, columns: Mapping[str, Column]) -> None:
        """Claim headings by what their words come down to, unless the cells below say otherwise."""
        known = frozenset[str]().union(*(cores(name, column) for name, column in columns.items()))
        required = {name: column for name, column in columns.items() if column.required}
        for some in (required, columns):  # what has to be there goes before what may be
            meaning = [each for each in self._free if not _variants(each, self.own).isdisjoint(known)]
            self._claim(meaning, some, _unless_personal(self._says_the_same), doubt=1)

    def claim_synonyms(self, columns: Mapping[str, Column]) -> None:
        """Claim headings by other words alone, in the order in which the schema prefers them."""
        for name, column in self._missing(columns):
            heading = next((key for key in written(name, column) if key in self._free), None)
            if heading is not None:
                meant = self._chosen_below(heading, columns) if column.type in _TEXTS and heading != name else None
                self._take(heading, meant or name, columns[meant or name], doubt=2 if meant else 0)

    def _chosen_below(self, heading: str, columns: Mapping[str, Column]) -> str | None:
        """The column whose choices all cells below a heading are: 攻关方向 over 优化产品质量, 降低能源消耗."""
        cells = self._cells(heading)
        missing = ((name, column) for name, column in self._missing(columns) if column.type == "choices")
        several = ((name, column) for name, column in missing if len(cells) >= _SHOWN)
        return next((name for name, column in several if cells_speak(cells, name, column) == ALONE), None)

    def _claim_composed(self, columns: Mapping[str, Column]) -> None:
        """Let one column feed the several that its heading names, where its cells say as many things."""
        for heading in [each for each in self._free if named_in(each)]:
            if found := pieces(heading, dict(self._missing(columns)), self.rows, self._free[heading]):
                index = self._free.pop(heading)
                for name, part, piece in found:
                    doubt = int(part not in written(name, columns[name]))
                    self.found[name] = Match(index, unit_of(part), doubt, piece=piece)

    def _missing(self, columns: Mapping[str, Column]) -> Iterator[tuple[str, Column]]:
        return ((name, column) for name, column in columns.items() if name not in self.found)

    def _claim(
        self,
        headings: Sequence[str],
        columns: Mapping[str, Column],
        fits: Callable[[str, str, Column], bool],
        *,
        doubt: int = 0,
    ) -> None:
        for heading in headings:
            missing = self._missing(columns)
            name = next((name for name, column in missing if fits(heading, name, column)), None)
            if name is not None:
                self._take(heading, name, columns[name], doubt=doubt)

    def _take(self, heading: str, name: str, column: Column, *, doubt: int) -> None:
        hint = hint_of(heading, written(name, column), column)
        unit = YUAN_UNITS.get(hint) if hint is not None else unit_of(heading)
        self.found[name] = Match(self._free.pop(heading), unit, doubt)

    def assign(self, ledger: str, columns: Mapping[str, Column], said: Collection[str] = ()) -> None:
        """Give the headings left to the columns left, so that what speaks for all pairs together is most.

        Headings of what is personal go to columns that are so too, or to none.
        """
        self._unclaim_general(columns)
        names = [name for name, _ in self._missing(columns)]
        kept = [column for name, column in columns.items() if name in names and column.failing]
        free = [heading for heading in self._free if not any(_stands_for(heading, column) for column in kept)]
        if not names or not free:
            return
        wanting = {name for name in names if columns[name].required and name not in said}
        needs = dict.fromkeys(names, _OPTIONAL) | dict.fromkeys(said, _SAID)
        needs |= dict.fromkeys(wanting, _LAST if len(wanting) == 1 and len(self.found) > 1 else _REQUIRED)
        gains = [[self._gain(ledger, heading, name, columns[name], needs[name]) for name in names] for heading in free]
        worth = [
            [
                gain + (_NEEDED if name in wanting else 0) if gain > 0 else 0
                for name, gain in zip(names, line, strict=True)
            ]
            for line in gains
        ]
        from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - 40 MB that only unknown headings need

        for row, place in zip(*linear_sum_assignment(worth, maximize=True), strict=True):
            if gains[row][place] > 0:
                heading, name = free[row], names[place]
                doubt = 2 if odds(heading, ledger)[name] > _CLEAR else 3
                self._take(heading, name, columns[name], doubt=doubt)

    def claim_studios(self, columns: Mapping[str, Column]) -> None:
        """Let the one column of whoever did something name the studios, where all its cells do: 申报单位."""
        if _A_STUDIO not in columns or _A_STUDIO in self.found:
            return
        doers = [
            each for each in self._free if each.endswith(_DOES) and all(map(_IS_STUDIO, self._cells(each) or [""]))
        ]
        if len(doers) == 1:
            self._take(doers[0], _A_STUDIO, columns[_A_STUDIO], doubt=2)

    def claim_failing(self, columns: Mapping[str, Column]) -> None:
        """Let what is meant where a column lacks feed the column."""
        for name, column in self._missing(columns):
            if heading := next((each for each in self._free if _stands_for(each, column)), None):
                self._take(heading, name, column, doubt=1)

    def _unclaim_general(self, columns: Mapping[str, Column]) -> None:
        """Let a name too general for the optional column that claimed it name what the rows are about: 项目名称.

        Where nothing else does, their description does so: 难题描述.
        """
        about = next(name for name, column in columns.items() if column.required)
        said = {name: BRACKETS.sub("", self.headings[match.index]) for name, match in self.found.items()}
        described = "" if any(map(_A_NAME.search, self._free)) else about.removesuffix("名称") + "描述"
        general = (name for name, heading in said.items() if heading in _GENERAL_NAMES or heading == described)
        name = next((name for name in general if name in columns and not columns[name].required), None)
        if about not in self.found and about.endswith("名称") and name:
            self.found[about] = replace(self.found.pop(name), doubt=2)

    def _gain(self, ledger: str, heading: str, name: str, column: Column, need: float) -> float:
        """How much is gained by giving a heading to a column rather than to none."""
        if (
            _is_of_another(heading, name)
            or (is_personal(heading) and not column.private)
            or not in_its_unit(heading, column)
            or _numbers_another(heading, name, column)
            or _counts_another(heading, column)
            or (name in _LEADERS and _OF_MEMBERS.match(heading))
            or (heading.endswith(_A_STUDIO) and not any(_A_STUDIO in each for each in written(name, column)))
            or (_NAMES_SOMEBODY.fullmatch(heading) and not (column.required or name in PEOPLE))
        ):
            return NEVER
        said = odds(heading, ledger)[name]
        if (column.private and said <= 0) or said + SURELY <= need:
            return NEVER
        cells = cells_speak(self._cells(heading), name, column)
        if name.endswith("工作室") and "室" not in heading and cells < 0:
            return NEVER  # 学徒门店 over names of shops
        return said - need + cells

    def _says_the_same(self, heading: str, name: str, column: Column) -> bool:
        if column.required and not column.grouped and heading.startswith(_OF_ANOTHER):
            return False
        if name in _LEADERS and _OF_MEMBERS.match(heading):
            return False
        # 师傅工种 is no 工种 of the pair.
        own = frozenset[str]() if _is_of_another(heading, name) and not _TAUGHT.search(heading) else self.own
        if _variants(heading, own).isdisjoint(cores(name, column)) or not in_its_unit(heading, column):
            return False
        cells = self._cells(heading)
        return not cells or cells_speak(cells, name, column) > NEVER

    def _cells(self, heading: str) -> tuple[str, ...]:
        index = self._free[heading]
        if index not in self._looks:
            self._looks[index] = looks(self.rows, index)
        return self._looks[index]

    def claim_span(self, span: Span | None, columns: Mapping[str, Column]) -> None:
        """Let one column of two things feed the two columns of the ledger; one of them may have none of its own.

        One known as either may only where what stands there is both: 结对时间 over 2021.3-2023.3.
        """
        if span is None:
            return
        (first, last), known = span.columns, (*map(core, span.aka), *(_FROM_TO if "日期" in span.columns[0] else ()))
        found = [self.found[name] for name in span.columns if name in self.found]
        if found:
            hold_both = _HOLD_BOTH.get(columns[last].type)
            if hold_both and len(found) == 1 and hold_both(looks(self.rows, found[0].index)):
                self._share(span, found[0])
        elif heading := next((each for each in self._free if core(each).endswith(known)), None):
            self._share(span, Match(self._free.pop(heading), unit_of(heading)))
        elif columns[first].type == "date" and (pair := self._begin_and_end()):
            self.found |= {
                first: Match(self._free.pop(pair[0]), doubt=1),
                last: Match(self._free.pop(pair[1]), doubt=1),
            }

    def _share(self, span: Span, one: Match) -> None:
        """Let one column of the file feed both columns of the ledger."""
        first, last = span.columns
        self.found |= {first: replace(one, part="first"), last: replace(one, part="last")}

    def _begin_and_end(self) -> tuple[str, str] | None:
        """Two headings of which one ends with the word for a beginning and the other, else the same, for an end."""
        begins = {match[1]: each for each in self._free if (match := _BEGINS.fullmatch(each))}
        ends = {match[1]: each for each in self._free if (match := _ENDS.fullmatch(each))}
        return next(((begins[stem], ends[stem]) for stem in begins if stem in ends), None)


def _unless_personal(fits: Callable[[str, str, Column], bool]) -> Callable[[str, str, Column], bool]:
    """A guess that leaves what is personal alone unless the column is so too: a birth date is no date of ours."""
    return lambda heading, name, column: (column.private or not is_personal(heading)) and fits(heading, name, column)


# What follows is asked of every heading for every column of every ledger: found out once, and looked up from then on.
@lru_cache(maxsize=8192)
def _variants(heading: str, own: frozenset[str]) -> frozenset[str]:
    """What a heading may come down to in a ledger; words for what that is about may be left out."""
    said = core(heading)
    shorter = (said.replace(word, "", 1) for word in own if word in said and not said.endswith(word))
    first = (next(filter(is_known, readings(heading)), said),) if "/" in heading else ()  # 职称/技能等级, 仓/部门
    return frozenset((said, *shorter, *first, *((f"{said}日期",) if "(年" in heading else ())))


@lru_cache(maxsize=8192)
def _is_of_another(heading: str, name: str) -> bool:
    """Whether a heading tells of the mentor what the column tells of the apprentice, or the other way."""
    if heading.endswith("工作室") and name == "工作室":
        return False  # a 名师工作室 is one
    if (_OF_ONE_OF_THEM.fullmatch(heading) and name in _OF_PAIRS) or (_GIVES.fullmatch(heading) and name in _BELONGS):
        return True
    if name == "晋升" and _TITLE_OF_ONE.fullmatch(heading):
        return True
    if _OF_MENTOR.match(heading):
        return not name.startswith("师傅")
    return bool(_OF_APPRENTICE.match(heading)) and name in ("师傅", "师傅工作室", "技能", "起始日期")


def _stands_for(heading: str, column: Column) -> bool:
    """Whether a heading is of what is meant where a table lacks the column."""
    return not column.failing.isdisjoint((core(heading), *readings(heading)))


def _numbers_another(heading: str, name: str, column: Column) -> bool:
    """Whether a heading numbers something else than the column does: a 学号 or 网格编码 is no 工作室编号.

    What is chosen from a list has no number of its own.
    """
    numbered = _NUMBERED.fullmatch(core(heading))
    if numbered and column.choices:
        return True
    if not (numbered and _NUMBERED.fullmatch(name)):
        return False
    known = {match[1] for each in cores(name, column) if (match := _NUMBERED.fullmatch(each))}
    return bool(numbered[1]) and not any(each in numbered[1] for each in known if each)


def _counts_another(heading: str, column: Column) -> bool:
    """Whether a heading counts something else than the column: 专利数 or 带徒人数 is no 成员总数, area or text."""
    if column.type in _TEXTS:
        return bool(_HOW_MANY.fullmatch(heading))
    if column.type not in ("integer", "number") or not column.hints:
        return False
    return bool(_COUNTED.fullmatch(heading)) and not any(hint in heading for hint in column.hints)
