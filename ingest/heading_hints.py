"""Which column a heading nobody listed may feed: a word inside it speaks for the column, and the cells below fit it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from graph.schema import Column
from ingest.amounts import read_money, read_number
from ingest.choices import parse_flag, read_choice
from ingest.dates import read_date
from ingest.heading_contents import PEOPLE, PERSON, filled_cells
from ingest.heading_rows import YUAN_UNITS
from ingest.heading_words import BRACKETED, BRACKETS
from ingest.normalise import Raw

_ANOTHERS = re.compile(
    r"联系|电话|手机|备注|经办|审核|身份证|毕业|年龄|法定|法人|附件|证书|文号|文件|地点|邮箱|凭证|其中|负责人$"
)
_WHO_REPORTS = re.compile(r"填报|申报|推荐")  # only for want of another it is who the row is about
_OF_MENTOR = re.compile(r"师(?!徒)|导师|名师|带教[人师]")
_OF_APPRENTICE = re.compile(r"徒弟|学徒|学员")
_PEOPLE = re.compile(rf"{PERSON}(?:[、，,;；/ ]+{PERSON})*")
_NUMBER = re.compile(r"[\d.,]+")
_SHORT = re.compile(r"[\u3400-\u9fff·]{2,4}(?:[、，,;；/ ]+[\u3400-\u9fff·]{2,4})*")
_NO_PERSON = re.compile(r".*(?:[工师员级]|公司|集团|工作室|[厂矿校院局处部队组])")
_MOST = 0.6  # of the cells that have to fit
_COUNTS = ("数", "数量", "规模", "人", "人员", "职工", "次", "场", "人次", "人数")
_NAMED = ("工作室", "联盟")


def speaks_for_longer(heading: str, name: str, columns: Mapping[str, Column]) -> bool:
    """Whether a word in a heading speaks for a column of a longer name: 参与工作室 is a 协作工作室 and no 工作室."""
    longer = (column for other, column in columns.items() if other != name and other.endswith(name))
    return any(hint in heading and hint not in name for column in longer for hint in column.hints)


def in_its_unit(heading: str, column: Column) -> bool:
    """Whether a bracket names no other unit than the column's: 面积(亩) is not 面积(㎡)."""
    bracketed = BRACKETED.fullmatch(heading)
    if not bracketed or column.type not in ("money", "number"):
        return True
    return bracketed[2] in YUAN_UNITS if column.type == "money" else bracketed[2] == "m2"


def by_hints(
    free: Mapping[str, int],
    wanted: Mapping[str, Column],
    columns: Mapping[str, Column],
    rows: Sequence[Sequence[Raw]],
) -> Iterator[tuple[str, str]]:
    """Headings and the columns they may feed, the one of the longest word first.

    Args:
        free: the headings nobody claimed, and where they stand.
        wanted: the columns to look for.
        columns: all columns of the ledger.
        rows: what stands below the headings.
    """
    found = []
    for heading, index in free.items():
        plain = BRACKETS.sub("", heading)
        if _ANOTHERS.search(plain) and not plain.startswith(("领衔", "带头", "领军")):
            continue
        for order, (name, column) in enumerate(wanted.items()):
            if not column.required and _WHO_REPORTS.search(plain):
                continue
            if speaks_for_longer(plain, name, columns):
                continue
            said = max((hint for hint in column.hints if hint in plain), key=len, default="")
            if column.type == "integer" and not plain.endswith(_COUNTS):
                continue
            if (
                said
                and not _is_of_another(plain, name)
                and in_its_unit(heading, column)
                and _fits(filled_cells(rows, index), name, column)
            ):
                found.append((-len(said) - plain.endswith(said), index, order, heading, name))
    for *_, heading, name in sorted(found):
        yield heading, name


def _is_of_another(heading: str, name: str) -> bool:
    """Whether a heading tells of the mentor what the column tells of the apprentice, or the other way."""
    if _OF_MENTOR.match(heading):
        return not name.startswith("师傅")
    return bool(_OF_APPRENTICE.match(heading)) and name in ("师傅", "师傅工作室", "技能", "起始日期")


def _fits(cells: Sequence[str], name: str, column: Column) -> bool:
    """Whether most cells may stand in the column."""
    if not cells or (column.type == "text" and name not in PEOPLE and all(map(_is_person, cells))):
        return False
    fitting = sum(1 for cell in cells if _may_stand(cell, name, column))
    return fitting >= _MOST * len(cells)


def _may_stand(cell: str, name: str, column: Column) -> bool:
    if column.type in ("text", "texts", "choices"):
        return _is_text_of(cell, name)
    try:
        match column.type:
            case "date" | "year":
                read_date(cell if not re.match(r"\d{1,2}月", cell) else f"2000年{cell}")
            case "integer" | "number":
                read_number(cell)
            case "money":
                read_money(cell)
            case "flag":
                parse_flag(cell)
            case "choice":
                read_choice(cell, column.choices)
    except ValueError:
        return False
    return True


def _is_text_of(cell: str, name: str) -> bool:
    if name in PEOPLE:
        return bool(_SHORT.fullmatch(cell)) and not _NO_PERSON.fullmatch(cell)
    if name.endswith(_NAMED) and name != "协作工作室":
        return any(word in cell for word in _NAMED)
    if name.endswith(("编号", "代码")):
        return True
    return not _NUMBER.fullmatch(cell) and not _is_date(cell)


def _is_person(cell: str) -> bool:
    return bool(_PEOPLE.fullmatch(cell)) and not _NO_PERSON.fullmatch(cell)


def _is_date(cell: str) -> bool:
    try:
        read_date(cell)
    except ValueError:
        return False
    return True
