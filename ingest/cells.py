"""How the cells of one column are read: a value and what was guessed about it, nothing, or why it cannot be read."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
from itertools import chain
from typing import NamedTuple

from ingest.amounts import read_area, read_benefit, read_integer, read_money
from ingest.choices import parse_flag, read_choice, read_choices
from ingest.dates import read_date, read_first, read_last, read_year, without_first_day
from ingest.header import Slot
from ingest.heading_contents import BENEFIT, PEOPLE, PERSON
from ingest.money_by_source import AMOUNT, SOURCE, reader_of_both
from ingest.normalise import BLANK, MARKS, PLAIN, UNCALCULATED, UNSTATED, Raw, half_width, shown, split_list, tidy
from ingest.privacy import quoted

LONGEST_NAME = 200
_LONGEST_PERSON = 4  # characters of a name that is looked at no further
_ONE_PERSON = frozenset({"姓名", "师傅", "徒弟"})
_TEAM = "攻关团队"  # the name of a team, or of all who are in it
_LONGEST_ANSWER = 3  # characters of what is no name: 拟, 待定
_BY_SPACES = re.compile(rf"{PERSON}(?: {PERSON})+")
_NO_PERSON = re.compile(r".{2,}(?:工作室|联盟|公司|集团|医院|学院)|共?\d+[人名位]")

Value = str | int | float | bool | tuple[str, ...]

# Columns whose text becomes the name of something in the graph, besides the required ones.
_NAMES = re.compile(r"(?:工作室|联盟|单位|课题|项目|地区|行业|技能|主题)$")
_FORMULA_ERROR = re.compile(r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NULL!|NUM!|SPILL!|CALC!)", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+\d{2}", re.IGNORECASE)
_TYPED_AS_TEXT = frozenset("'’‘")  # the mark that keeps a spreadsheet from taking a code for a number
_AS_FORMULA = re.compile(r'="([^"]*)"')  # the same in a text table
_ONLY_MARKS = re.compile(rf"[√✓✔☑☒☐×✗✘●○■□*{MARKS}]+")
_NO_YEAR = re.compile(r"\d{1,2}月")
_DOTTED = re.compile(r"\d{1,2}[./]\d{1,2}", re.ASCII)
_DAY = re.compile(rf"\d{{1,2}}月|{_DOTTED.pattern}$", re.ASCII)
_KEPT_OR_NOT = ("在册", "摘牌")
_CREDIT_CODE = "统一社会信用代码"
_CREDIT_CODE_LENGTH = 18
_ROLE = re.compile(
    r" *\((?:[男女]|[正副]?组长|[正副]?队长|领衔人|带头人|负责人|骨干|成员|兼职?|退休|返聘|劳模|党员|已?退出?"
    r"|[\u3400-\u9fff]{0,8}(?:工程师|[经会政]\S师|技师|教授|讲师|研究员|[医药护]师|教师|[高中初]级工|劳模|劳动模范|工匠|奖章|能手)"
    r"|[\u3400-\u9fff\d]{1,14}(?:公司|集团|厂|车间|工段|班组|医院|学院|大学|中学|小学|[检研]?[测修究][所院]|[供分]电?局|分?部|科室))\)"
    r"(?= *(?:$|[、;；,，/]))"
)
# A name before what the person was honoured with: 刘芳/市五一劳动奖章.
_HONOURED = re.compile(
    rf"({PERSON}) *[/,，:] *[^/,，;；]*(?:劳模|劳动模范|工匠|奖章|能手|标兵|先进工作者|首席技师|奖状|津贴)"
)
_SKILLS = frozenset({"擅长", "所需技能"})
_SKILL = re.compile(r"(?=.*[\u3400-\u9fff]).{2,12}")  # what a word for a skill looks like
_NOT_WITHIN_BRACKETS = r"(?![^(（《]*[)）》])"
_BETWEEN_SKILLS = re.compile(rf"[,，/]{_NOT_WITHIN_BRACKETS}")
_COMMA = re.compile(rf"[,，]{_NOT_WITHIN_BRACKETS}")
_BETWEEN_SIZES, _AREA = re.compile(r"[/、,;]"), re.compile(r"m2|平方|平米")
_MOST_EXACT = 1e15  # spreadsheets keep fifteen digits of a number


class Answer(NamedTuple):
    """What a cell says. ``value`` is None when it says nothing; ``unstated`` when it says the source does not tell."""

    value: Value | None = None
    remark: str = ""
    unstated: bool = False


NOTHING = Answer()


def cell_reader(slot: Slot, year: int | None = None) -> Callable[[Raw], Answer]:
    """How cells of one column are read; what it returns raises ``ValueError`` with the reason in Chinese.

    Args:
        slot: the column.
        year: the one the title names, for dates that name none; 0 where it is doubtful.
    """
    column = slot.column
    # A cell that says its heading again is a label at the side, merged down beside the rows.
    label = frozenset[str]() if column.required else {slot.heading}
    blank = (BLANK - {"无", "没有"} if column.type == "flag" else BLANK) | label
    read_filled = _converter(slot, year)
    kept_as_is = column.type == "text" and slot.name not in (_CREDIT_CODE, _TEAM) and not (slot.part or _is_asked(slot))
    longest = _LONGEST_PERSON if slot.name in _ONE_PERSON else LONGEST_NAME

    @lru_cache(maxsize=16_384, typed=True)
    def read(raw: Raw) -> Answer:
        if raw == "":
            return NOTHING
        if kept_as_is and isinstance(raw, str) and len(raw) <= longest and PLAIN.fullmatch(raw):
            return Answer(raw) if raw not in blank else Answer(unstated=raw in UNSTATED)
        text = tidy(shown(raw))
        if text.startswith('="') and (kept := _AS_FORMULA.fullmatch(text)):
            raw = text = kept[1]
        if text in UNSTATED:
            return Answer(unstated=True)
        if text in blank:
            return NOTHING
        if text.startswith("#"):
            refuse_formula(text)
        value, remark = read_filled(raw)
        return NOTHING if value in ("", ()) else Answer(value, remark)

    piece = slot.piece
    return read if piece is None else lambda raw: read(piece.within(raw))


def refuse_formula(text: str) -> None:
    """Raise ValueError with what to do, if a formula stands here that was not calculated or failed."""
    if text == UNCALCULATED:
        raise ValueError("公式没有保存结果，请在 Excel 或 WPS 中打开并保存后再导入")
    if _FORMULA_ERROR.fullmatch(text):
        msg = f"公式出错（{text}），请改正公式，或直接填写内容"
        raise ValueError(msg)


def _converter(slot: Slot, year: int | None) -> Callable[[Raw], tuple[Value, str]]:
    column, people, skills = slot.column, slot.name in PEOPLE, slot.name in _SKILLS
    if slot.part and slot.name in (SOURCE, AMOUNT):
        return reader_of_both(slot)
    longest = LONGEST_NAME if column.required or _NAMES.search(slot.name) else None
    read_amount = read_benefit if slot.name == BENEFIT else read_money
    convert: dict[str, Callable[[Raw], tuple[Value, str]]] = {
        "text": lambda raw: _text("" if _is_asked(slot) and not _is_there(raw) else raw, longest, slot.name),
        "texts": lambda raw: _texts(raw, people=people, skills=skills),
        "integer": _size_reader(slot, read_integer),
        "number": _size_reader(slot, read_area),
        "flag": lambda raw: (parse_flag(raw), ""),
        "date": _date_reader(slot, year),
        "year": read_year,
        "money": lambda raw: read_amount(raw, slot.unit),
        "choice": lambda raw: read_choice(_whether(raw, slot), column.choices),
        "choices": lambda raw: read_choices(raw, column.choices),
    }
    return convert[column.type]


def _is_asked(slot: Slot) -> bool:
    """Whether a heading asks if there is what the column names: 有无章程."""
    return slot.heading.startswith(("有无", "是否")) and not slot.column.required


def _is_there(raw: Raw) -> bool:
    """What is answered to 有无章程: whether there is any; a name says so too."""
    text = tidy(shown(raw))
    try:
        return parse_flag(text)
    except ValueError:
        if len(text) > _LONGEST_ANSWER or text.startswith("未"):
            return not text.startswith(("未", "尚未", "暂未"))
        msg = f"「{quoted(text)}」看不出有没有，请填有或无，或写出名称"
        raise ValueError(msg) from None


def _size_reader(slot: Slot, read: Callable[[Raw], tuple[Value, str]]) -> Callable[[Raw], tuple[Value, str]]:
    """How a number is read that may share its cell with another: 12人/86㎡."""
    if not slot.part:
        return read

    def read_part(raw: Raw) -> tuple[Value, str]:
        parts = [part.strip() for part in _BETWEEN_SIZES.split(half_width(raw))]
        area = next((part for part in parts if _AREA.search(part)), parts[1] if len(parts) > 1 else "")
        meant = area if slot.part == "last" else next((part for part in parts if part != area), "")
        return read(meant) if meant not in BLANK else ("", "")

    return read_part


def _date_reader(slot: Slot, year: int | None) -> Callable[[Raw], tuple[Value, str]]:
    read = {"": read_date, "first": read_first, "last": read_last}[slot.part]
    if slot.monthly:
        read = partial(_read_month, read)
    if not year or slot.column.private:
        return read

    # What is done in a year has its days; elsewhere 12.5 may as well be a month of 2012.
    no_year = _DAY if slot.column.required else _NO_YEAR

    def read_in_year(raw: Raw) -> tuple[str, str]:
        if not (isinstance(raw, str) and no_year.match(tidy(raw))):
            return read(raw)
        value, _ = read(f"{year}-{tidy(raw)}" if _DOTTED.fullmatch(tidy(raw)) else f"{year}年{tidy(raw)}")
        return value, f"「{quoted(raw)}」没有写年份，按标题或文件名的 {year} 年读作 {value}，请核对"

    return read_in_year


def _read_month(read: Callable[[Raw], tuple[str, str]], raw: Raw) -> tuple[str, str]:
    """A date in a column of months: a spreadsheet keeps 1973年5月 as the first of that month."""
    return read(without_first_day(shown(raw)) if isinstance(raw, date) and shown(raw).endswith("-01") else raw)


def _whether(raw: Raw, slot: Slot) -> Raw:
    """What 是 and 否 say under a heading that asks whether a studio is still kept."""
    if slot.column.choices != _KEPT_OR_NOT or "是否" not in slot.heading:
        return raw
    text = tidy(shown(raw))
    answers = _KEPT_OR_NOT[::-1] if _KEPT_OR_NOT[1] in slot.heading else _KEPT_OR_NOT
    return {"是": answers[0], "√": answers[0], "否": answers[1], "×": answers[1]}.get(text, raw)


def refuse_inexact(raw: Raw) -> None:
    """Raise ValueError with what to do, if a number is longer than spreadsheets keep it."""
    if (isinstance(raw, float) and abs(raw) >= _MOST_EXACT) or (isinstance(raw, str) and _SCIENTIFIC.fullmatch(raw)):
        raise ValueError("数字太长，表格软件已丢失末尾几位，请把这一列设为文本格式后重新填写")


def _text(raw: Raw, longest: int | None, column: str) -> tuple[str, str]:
    refuse_inexact(raw)
    text = tidy(shown(raw))
    if text[:1] in _TYPED_AS_TEXT and text[1:2].isdigit():
        text = text[1:]
    if text.endswith(".0") and text[:-2].isdecimal():  # how programs write a code that went through a number
        text = text[:-2]
    if column == _CREDIT_CODE:
        return _credit_code(text)
    if column in _ONE_PERSON and _NO_PERSON.fullmatch(text):
        msg = f"「{quoted(text)}」不是姓名，请填写姓名"
        raise ValueError(msg)
    if column in PEOPLE:
        return _person(text, longest)
    if column == _TEAM and _BY_SPACES.fullmatch(text):
        named = text.split(" ")
        return "、".join(named), f"「{quoted(text)}」按 {len(named)} 人读入，请核对"
    return _checked_name(text, longest), ""


def _credit_code(text: str) -> tuple[str, str]:
    code = text.replace(" ", "").upper()
    if not any(map(str.isdigit, code)):
        msg = f"「{quoted(text)}」不是代码，请填写 {_CREDIT_CODE_LENGTH} 位的代码"
        raise ValueError(msg)
    if not (code.isascii() and code.isalnum()):
        return text, ""
    wrong = len(code) != _CREDIT_CODE_LENGTH
    return code, f"「{quoted(text)}」有 {len(code)} 位，应为 {_CREDIT_CODE_LENGTH} 位，请核对" if wrong else ""


def _person(text: str, longest: int | None) -> tuple[str, str]:
    """The name of a person without what is noted about them in brackets."""
    bare = _ROLE.sub("", text) if ")" in text else text
    bare = honoured[1] if (honoured := _HONOURED.fullmatch(bare)) else bare
    name = bare.strip(f"{MARKS} ") or text
    remark = f"「{quoted(text)}」按「{quoted(name)}」读入" if name != text else ""
    return _checked_name(_joined(name), longest), remark


def _skills_in(text: str) -> list[str]:
    """The skills that a comma or stroke parts: 焊接，钳工 are two, and TIG/MIG焊 or a sentence is one."""
    parts = [part.strip() for part in _BETWEEN_SKILLS.split(text)]
    return parts if all(_SKILL.fullmatch(part) for part in parts) else [text]


def _texts(raw: Raw, *, people: bool, skills: bool) -> tuple[tuple[str, ...], str]:
    """Every item becomes the name of something in the graph; a comma may part two or belong to one."""
    if people:
        parts = split_list(re.sub(r"[,，/]", "；", shown(raw)))
        each = chain.from_iterable(part.split(" ") if _BY_SPACES.fullmatch(part) else [part] for part in parts)
        read = [_person(part, LONGEST_NAME) for part in each]
        return tuple(name for name, _ in read), "；".join(remark for _, remark in read if remark)
    parts = tuple(_checked_name(part, LONGEST_NAME) for part in split_list(raw))
    if skills and (further := tuple(dict.fromkeys(chain.from_iterable(map(_skills_in, parts))))) != parts:
        return further, f"「{quoted(raw)}」按 {len(further)} 项读入，请核对"
    doubtful = next((part for part in parts if _COMMA.search(part)), None)
    remark = f"「{quoted(doubtful)}」按一项读入，若是几项请用分号（；）隔开" if doubtful else ""
    return parts, remark


def _checked_name(name: str, longest: int | None) -> str:
    if longest is not None and name and _ONLY_MARKS.fullmatch(name):
        msg = f"「{name}」只是记号，不是名称，请写出内容"
        raise ValueError(msg)
    if longest is not None and len(name) > longest:
        msg = f"有 {len(name)} 个字，超过 {longest} 个字，请缩短为名称本身"
        raise ValueError(msg)
    return name


def _joined(name: str) -> str:
    """A name of up to four characters without the spaces it was stretched with: 欧阳 修, but not 张三 李四."""
    parts = name.split(" ")
    stretched = len(parts) > 1 and len(name) - len(parts) + 1 <= 4 and any(len(part) == 1 for part in parts)
    return "".join(parts) if stretched and not name.isascii() else name
