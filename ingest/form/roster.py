"""People listed in one text instead of a table: 张三（男，1980年5月生，高级工程师）、李四."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.normalise import DOUBLE_SURNAMES

_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff]"
_NAME = re.compile(rf"{_HAN}{{2,3}}|{_HAN}{{2,8}}·{_HAN}{{2,8}}|(?:{DOUBLE_SURNAMES}){_HAN}{{1,2}}")
_PADDED = re.compile(rf"(?<!{_HAN})({_HAN})[ \t\u3000]+({_HAN})(?!{_HAN})")
_NUMBERED = re.compile(r"^\s*(?:\(?\d{1,2}\)|\d{1,2}[.、)]|[①-⑳]|\(?[一二三四五六七八九十]{1,3}\)?[、.])\s*")
_LEAD_IN = re.compile(
    r"^(?:(?:主要|核心|团队|技术|工作室)?(?:骨干|成员|组员|人员)(?:名单)?|(?:副?组长|副?主任|副?队长))[:：]\s*"
)
_OUTSIDE_BRACKETS = r"(?![^(]*\))"
_ITEM = re.compile(rf"[\n;；。]{_OUTSIDE_BRACKETS}")
_COMMA = re.compile(rf"[、,，]{_OUTSIDE_BRACKETS}")
_PLACED = 2  # what may be left of a person: a department and duties
_NAME_COLON = re.compile(r"([^\s:,，、]{2,8})[:：]\s*([^,，、]+)([,，、].*)?")
_WITH_DUTY = re.compile(r"([^\s()]+)\s*\(([^()]*)\)\s*:\s*([^:]+)")
_DETAIL = re.compile(r"[、,，;；\s]+")
_WITH_BRACKETS = re.compile(r"\s*([^()\s]+)\s*\((.*)\)\s*")
A_TITLE = re.compile(
    r"(?:.{0,8}(?:工程师|技师|技术员|经济师|会计师|政工师|设计师|教授|讲师|研究员|工艺师|工匠|高工|农艺师|园艺师|畜牧师|兽医师"
    r"|医师|药师|护师|护士|检验师|统计师|审计师|教师|实验师|馆员)|(?:高级|中级|初级)工)"
)
_KINDS = (
    ("性别", re.compile(r"男|女")),
    (
        "出生年月",
        re.compile(
            r"((?:19|20)\d{2}(?:(?:0[1-9]|1[0-2])(?:[0-3]\d)?|[年./-]\d{0,2}月?(?:\d{1,2}日)?)?)(?:出?生|年?出生)?"
        ),
    ),
    (
        "政治面貌",
        re.compile(
            r"中共(?:预备)?党员|党员|共青团员|团员|群众|.{2,3}(?:党|盟|会)员|中国共产党(?:预备)?党员|九三学社社员"
            r"|中国(?:国民党革命委员会|民主同盟|民主建国会|民主促进会|农工民主党|致公党)(?:党员|盟员|会员)"
            r"|台湾民主自治同盟盟员|中国共产主义青年团团员"
        ),
    ),
    ("民族", re.compile(r"汉|.{1,4}族")),
    (
        "学历",
        re.compile(
            r"(博士(?:研究生)?|硕士(?:研究生)?|研究生|大学(?:本科|专科)?|本科|大专|专科|中专|高中|技校|初中|中技)(?:学历)?"
        ),
    ),
    ("技术职称", A_TITLE),
    ("联系电话", re.compile(r"(?:(?:联系)?电话|手机)?:?\s*(1\d{10}|0\d{2,3}-?\d{7,8})")),
    ("工种", re.compile(r"从事(.{2,12}?)(?:专业|工种)(?:工作)?")),
)
DETAILS = frozenset(label for label, _ in _KINDS)  # of a person, told by what they are
_DEPARTMENT = re.compile(r".{1,12}(?:部|科|室|车间|队|中心|厂|组|班|处|站|所|院|段|课|区|公司|办|场|圃|园)")
_DUTY = re.compile(r"(?:主要)?(?:(?:负责|承担|分管|主管|从事)(?!人)|分工[:：])(?=.{2})")  # 负责泥浆配比
_NO_NAME = re.compile(r".*(?:附表|附件|附页|名单|同上|空白|不详|暂无|若干|多人|成员|骨干|详见)|无|男|女")

OF_A_PARTY = r"党派|[党团盟社会]员"
# Of a person, and neither a department nor duties: 1999年入党, 无党派.
_OF_NO_WORK = re.compile(rf"\d{{3}}|入党|{OF_A_PARTY}|籍")

Person = dict[str, str]


def read_people(text: str) -> tuple[Person, ...]:
    """The people a text lists, each as labels and what stands for them; what is no person has no 姓名 but 备注.

    Nothing when less than half of the items are people: then it is prose.

    >>> read_people("张三（男，1980年5月生，高级工程师）")
    ({'姓名': '张三', '性别': '男', '出生年月': '1980年5月', '技术职称': '高级工程师'},)
    >>> [person["姓名"] for person in read_people("张三、李 四，欧阳修文")]
    ['张三', '李四', '欧阳修文']
    """
    plain = unpadded(text)
    found = [each for item in _ITEM.split(plain) if item.strip(" ,，、") for each in _people(item)]
    usual = _usual([rest for _, rest in found])
    people = tuple(_whole(person, rest, usual) for person, rest in found)
    named = sum("姓名" in person for person in people)
    return people if people and named * 2 > len(people) else ()


def _people(item: str) -> Iterator[tuple[Person, list[str]]]:
    """The people of an item, each with what is left of it that says by itself nothing of its kind."""
    item = _LEAD_IN.sub("", _NUMBERED.sub("", item)).strip(" ,，、")
    if (duty := _WITH_DUTY.fullmatch(item)) and is_name(duty[1]):  # 林徽（女，技师）：监测
        person, rest = _person(duty[1], [each for each in _DETAIL.split(duty[2]) if each])
        yield person | {"主要分工": duty[3].strip()}, rest
        return
    if (colon := _NAME_COLON.fullmatch(item)) and is_name(colon[1]) and _kind(colon[2]):
        item = f"{colon[1]},{colon[2]}{colon[3] or ''}"
    parts = [part.strip() for part in _COMMA.split(item) if part.strip()]
    details = [part for part in parts[1:] if _kind(part)]
    if details and is_name(parts[0]):  # 林徽，女，技师
        yield _person(parts[0], parts[1:])
        return
    if len(parts) == 1 and len(names := item.split()) > 1 and all(map(is_name, names)):
        parts = names
    for part in parts:
        bracketed = _WITH_BRACKETS.fullmatch(part)
        if bracketed and is_name(bracketed[1]):
            yield _person(bracketed[1], [each for each in _DETAIL.split(bracketed[2]) if each])
        elif is_name(part):
            yield {"姓名": part}, []
        else:
            words = part.split()
            several = len(words) > 1 and is_name(words[0]) and any(map(_kind, words[1:]))
            yield _person(words[0], words[1:]) if several else ({"备注": part}, [])


def unpadded(text: str) -> str:
    """Text with the gap closed that sets a name of two characters as wide as one of three: 李 四."""
    return _PADDED.sub(r"\1\2", unicodedata.normalize("NFKC", text))


def is_name(text: str) -> bool:
    """Whether a word may be the name of a person."""
    return bool(_NAME.fullmatch(text)) and not _NO_NAME.fullmatch(text) and not _kind(text)


def _kind(text: str) -> str:
    return detail_of(text)[0]


def detail_of(text: str) -> tuple[str, str]:
    """What a detail tells of a person, and its value: 从事焊接专业, 1980年5月生; else nothing."""
    found = ((label, match) for label, pattern in _KINDS if (match := pattern.fullmatch(text)))
    return next(((label, match[match.lastindex or 0]) for label, match in found), ("", ""))


def _person(name: str, details: list[str]) -> tuple[Person, list[str]]:
    person = {"姓名": name}
    rest = []
    for detail in details:
        label, value = detail_of(detail)
        if label and label not in person:
            person[label] = value
        else:
            rest.append(detail)
    return person, rest


def _usual(left: Sequence[list[str]]) -> frozenset[int]:
    """How much is left of a person where most of those of whom as much is left have a department first."""
    first = [(len(rest), bool(_DEPARTMENT.fullmatch(rest[0]))) for rest in left if 0 < len(rest) <= _PLACED]
    known, other = (
        Counter(size for size, is_one in first if is_one),
        Counter(size for size, is_one in first if not is_one),
    )
    return frozenset(size for size in known if known[size] > max(1, other[size]))


def _whole(person: Person, rest: list[str], usual: frozenset[int]) -> Person:
    """A person with the department and the duties that stand last; ``usual`` is what `_usual` says."""
    placed = 0 < len(rest) <= _PLACED and (len(rest) in usual or bool(_DEPARTMENT.fullmatch(rest[0])))
    duty = _DUTY.sub("", rest[-1], count=1) if 0 < len(rest) <= _PLACED and _DUTY.match(rest[-1]) else ""
    rest = rest[:-1] if duty else rest
    if rest and placed and len(person) > 1 and not any(map(_OF_NO_WORK.search, rest)):
        person = person | dict(zip(("所在部门", "主要分工"), rest, strict=False))
        rest = []
    return person | ({"主要分工": duty} if duty else {}) | ({"备注": "，".join(rest)} if rest else {})
