"""Rows that name several people, members of an alliance, or sources of money, where one is meant: a row for each."""

import re
from itertools import product

from ingest.header import Header
from ingest.money_by_source import AMOUNT, each_source
from ingest.normalise import DOUBLE_SURNAMES, half_width, tidy, without_item_number
from ingest.records import Cell

_OF_PEOPLE = {"师徒台账": ("师傅", "徒弟"), "成员台账": ("姓名",)}
_NAME = r"[\u3400-\u9fff][\u3400-\u9fff·]{1,11}"
_SHORT = r"[\u3400-\u9fff]{2,3}"
_MARK = " *[、;；,，/] *"  # a space alone stands within a name as often as between two
_SEVERAL = re.compile(rf"{_NAME}(?:{_MARK}{_NAME})+[、;；]?")
_BETWEEN = re.compile(_MARK)
# A master has several apprentices: 郜军 佟小玲 are two. In a list of members, one a row, a space is in a name.
_SPACED = re.compile(rf"(?!(?:{DOUBLE_SURNAMES}|夏侯|长孙) ){_SHORT}(?: {_SHORT})+")
_MEMBERS, _STUDIO, _UNIT, _ROLE, _LEAD = "联盟成员台账", "工作室", "成员单位", "角色", "领衔"
_OUTSIDE = r"(?![^(《]*[)》])"
_LISTED = rf"[;、\n]{_OUTSIDE}|\s+(?=\d{{1,2}}[.)])"
_BETWEEN_MEMBERS = (rf"{_LISTED}|[,\s]{_OUTSIDE}", rf"{_LISTED}|,{_OUTSIDE}", _LISTED)  # the first that parts all
_INTRODUCED = re.compile(r"^(?:成员(?:单位|工作室)?|共?\d+[家个](?:成员)?(?:单位|企业|工作室)?|包括|分别为)[:：]")
_AND_OTHERS = re.compile(r"\s*等?\d+[家个](?:成员|会员)?(?:单位|企业|工作室)?$|等$")
_LINE_WITHIN_NAME = re.compile(r"\s+(?=(?:集团|股份)?有限(?:责任)?公司)")
_STUDIO_NAME = re.compile(r"[^:]+(?:[室站坊]|中心|基地|团队)(?:\([^()]*\))?")
_UNIT_NAME = re.compile(
    r"[^:]+[司团厂矿院校学所局站段部处心会行社队馆店港场库园委办科间地室坊台](?:\([^()]*\))?"
    r"|[A-Z][A-Za-z&.,\- ]+(?:Ltd|Inc|LLC|GmbH|Corp|AG)\.?"
)
_TWO = 2  # units that a space parts may be one and its part: 山东大学 齐鲁医院
_LEADS = re.compile(r"\((?:牵头|领衔|盟主|理事长|组长|主席)(?:单位|工作室)?\)$")


def members_in(text: str, column: str) -> list[str]:
    """The members of an alliance that one cell of a column names, each as written; none that are no such names.

    A text that names one studio or organization is that; one that tells more, or lists people, names nobody.

    >>> members_in("1.甲工作室 2.乙工作室(牵头)", "工作室"), members_in("甲公司、乙学院等2家单位", "成员单位")
    (['甲工作室', '乙工作室(牵头)'], ['甲公司', '乙学院'])
    >>> members_in("张三、李四创新工作室", "工作室"), members_in("由甲公司牵头，乙公司参加", "成员单位")
    ([], [])
    """
    lines = "\n".join(map(half_width, text.splitlines()))
    plain = _LINE_WITHIN_NAME.sub("", _INTRODUCED.sub("", _AND_OTHERS.sub("", lines)))
    is_name = (_STUDIO_NAME if column == _STUDIO else _UNIT_NAME).fullmatch
    for number, between in enumerate(_BETWEEN_MEMBERS):
        parts = (without_item_number(tidy(part)).strip() for part in re.split(between, plain))
        names = [part for part in parts if part and not part.isdecimal()]
        spaced = (
            number == 0 and column == _UNIT and len(names) == _TWO and len(re.split(_BETWEEN_MEMBERS[1], plain)) < _TWO
        )
        if names and all(map(is_name, names)) and not spaced:
            return names
    return []


class OneEach:
    """Parts the rows under one header; ``whom`` is what somebody is told of a row that was parted."""

    def __init__(self, header: Header) -> None:
        """Get ready for the columns of ``header`` that hold one person, member or source a row."""
        self._people = _OF_PEOPLE.get(header.ledger, ())
        self._of_members = header.ledger == _MEMBERS
        self._unit = next((slot.unit for slot in header.slots if slot.name == AMOUNT), None)
        self.whom = (
            "几个人，按每人" if self._people else "几个成员，按每个" if self._of_members else "几个来源，按每个来源"
        )

    def parted(self, values: dict[str, Cell]) -> list[dict[str, Cell]]:
        """The row once for every person, pair, member or source; the row itself where it names one."""
        if self._unit is not None:
            return each_source(values, self._unit)
        if self._of_members:
            return _each_member(values)
        texts = [str(values[each]) for each in self._people]
        if all(map(str.isalpha, texts)):  # where nothing parts one name from another there is no need to look
            return [values]
        names = map(self._named, texts)
        return [{**values, **dict(zip(self._people, each, strict=True))} for each in product(*names)]

    def _named(self, text: str) -> list[str]:
        if len(self._people) > 1 and _SPACED.fullmatch(text):
            return list(dict.fromkeys(text.split()))
        return list(dict.fromkeys(filter(None, _BETWEEN.split(text)))) if _SEVERAL.fullmatch(text) else [text]


def _each_member(values: dict[str, Cell]) -> list[dict[str, Cell]]:
    """The row once for every member; studios and their organizations go together where there are as many of both."""
    written = {name: str(values[name]) for name in (_STUDIO, _UNIT) if name in values}
    listed = {name: members_in(text, name) or [text] for name, text in written.items()}
    many = {len(names) for names in listed.values()}
    if len(many - {1}) != 1 or (len(many) > 1 and len(listed.get(_STUDIO, ())) == 1):
        return [values]  # one of either, or nobody can tell which goes with which
    rows = []
    for number in range(max(many)):
        row = {**values, **{name: names[number] if len(names) > 1 else names[0] for name, names in listed.items()}}
        for name in listed:
            bare = _LEADS.sub("", str(row[name]))
            row |= {_ROLE: _LEAD} if bare != row[name] else {}
            row[name] = bare
        if row not in rows:
            rows.append(row)
    return rows
