"""How values are written for Chinese readers: what is missing, dates of reduced precision, money, long names."""

import re
from collections.abc import Iterable
from typing import Any

from pypinyin import lazy_pinyin

from graph import days, numerals
from graph.profile import written
from graph.rows import Link, relation
from graph.schema import kind_of, load_schema

MISSING = "—"
GOALS = load_schema().ledgers["联盟台账"].columns["落脚点"].choices
ALLIANCE_KINDS = load_schema().ledgers["联盟台账"].columns["联盟类型"].choices
STUDIO_LEVELS = load_schema().ledgers["工作室台账"].columns["级别"].choices

_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_YI = 10_000  # 万元 in 1亿元
_LINE = 9  # characters on a line of a label


def date(iso: str | None) -> str:
    """A date as precise as it is known.

    >>> date("2019-05"), date("2019-05-03"), date("2019"), date("")
    ('2019年5月', '2019年5月3日', '2019年', '—')
    """
    found = _ISO.fullmatch(iso or "")
    if found is None:
        return iso or MISSING
    year, month, day = found.groups()
    return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")


def span(since: str, until: str) -> str:
    """From when to when something holds; empty when neither is known.

    >>> span("2019-05", ""), span("", "2021"), span("", "")
    ('2019年5月起', '至2021年', '')
    """
    if since and until:
        return f"{date(since)}至{date(until)}"
    return f"{date(since)}起" if since else f"至{date(until)}" if until else ""


def number(value: float | None) -> str:
    """A number with thousands set apart, or a dash for none.

    >>> number(12345), number(2.5), number(None)
    ('12,345', '2.5', '—')
    """
    return MISSING if value is None else numerals.number(value)


def money(wan: float | None) -> str:
    """An amount stored in 万元, in 亿元 from 1亿 up.

    >>> money(4600.0), money(23000.0), money(None)
    ('4,600万元', '2.3亿元', '—')
    """
    if wan is None:
        return MISSING
    return f"{number(float(wan) / _YI)}亿元" if wan >= _YI else f"{number(float(wan))}万元"


def listed(values: Iterable[str] | None) -> str:
    """Several names in a row; a dash for none."""
    return "、".join(value for value in values or () if value) or MISSING


def text(value: str | None) -> str:
    """The text, or a dash for none."""
    return value or MISSING


def shown(field: str, value: Any) -> str:
    """A property as a reader expects it; ``field`` is its name in the schema."""
    if value is None or value in ("", []):
        return MISSING
    if field.endswith("_wan"):
        return money(value)
    return date(str(value)) if field.endswith("_on") else written(field, value)


def kind_zh(node_id: str) -> str:
    """The Chinese word for the kind an id belongs to."""
    kind = kind_of(node_id)
    return load_schema().kinds[kind].zh if kind else ""


def alphabetical(name: str) -> list[str]:
    """The order Chinese readers look names up in: by pinyin, without quotation marks in front, 第二 before 第十."""
    return lazy_pinyin(numerals.ordinal(name.lstrip("“”‘’《》「」『』\"'（）() ")))


def shortened(name: str, most: int) -> str:
    """At most ``most`` characters of a name, with an ellipsis where it was cut.

    >>> shortened("潍柴集团工会委员会", 5), shortened("潍柴集团", 5)
    ('潍柴集团…', '潍柴集团')
    """
    return name if len(name) <= most else f"{name[: most - 1]}…"


def label(name: str) -> str:
    r"""A name on at most two short lines.

    >>> label("株洲联盟"), label("北汽股份株广福焊装联盟创新工作室与福建奔驰焊装车间")
    ('株洲联盟', '北汽股份株广福焊装\n联盟创新工作室与…')
    """
    cut = shortened(name, 2 * _LINE)
    return cut if len(cut) <= _LINE + 1 else f"{cut[:_LINE]}\n{cut[_LINE:]}"


def said_of(link: Link, today: str) -> str:
    """What connects the start of a link with its end, and whether it is past."""
    return relation(link.edge, outgoing=True, former=days.ended(link.until, today))


def sentence(link: Link, today: str) -> str:
    """What a link says, as a sentence."""
    detail = f"（{link.detail}）" if link.detail else ""
    return f"{link.start_name} {said_of(link, today)} {link.end_name}{detail}"
