"""Ledgers as clerks keep them: what is written in the cells and what was meant, for every kind of column."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from graph.schema import Column, load_schema
from ingest.normalise import Raw
from ingest.records import Cell

ROWS = 24

# What is written and what was meant; None for a cell that says nothing.
Pair = tuple[Raw | None, Cell | None]
_DATES: tuple[Pair, ...] = (
    ("2019.5.13", "2019-05-13"),
    ("二〇一九年五月", "2019-05"),
    (date(2018, 4, 20), "2018-04-20"),
    ("2018/4/20 00:00:00", "2018-04-20"),
    ("19年5月", "2019-05"),
    (43210, "2018-04-20"),
    ("２０１９年５月", "2019-05"),
    ("2019年5月-2020年6月", "2019-05"),
    ("20180420", "2018-04-20"),
    (datetime(2018, 4, 20, 9, 30), "2018-04-20"),  # noqa: DTZ001 — a spreadsheet knows no time zone
    (2019, "2019"),
    (" 2019 年 ", "2019"),
)
_COUNTS: tuple[Pair, ...] = (
    ("12人", 12),
    (12, 12),
    ("约30人", 30),
    ("１，２００", 1200),
    ("1.2万人次", 12000),
    (" 8 ", 8),
    ("十二人", 12),
)
_AREAS: tuple[Pair, ...] = (("86㎡", 86.0), (86.5, 86.5), ("约 120 平方米", 120.0), ("１，２００", 1200.0))
_MONEY: tuple[Pair, ...] = (
    ("4860", 4860.0),
    ("1.8亿元", 18000.0),
    ("20000元", 2.0),
    ("约1,234.5万元", 1234.5),
    (36.5, 36.5),
    ("３６万", 36.0),
)
_FLAGS: tuple[Pair, ...] = (("√", True), ("是", True), ("×", False), ("N", False), ("无", False))
_NOTHING: tuple[Pair, ...] = ((None, None), ("—", None), ("/", None), ("无", None), ("暂无", None), ("  ", None))
_NAMES: tuple[Callable[[str, int], Pair], ...] = (
    lambda name, number: (f"{name}{number}  ", f"{name}{number}"),
    lambda name, number: (f" {name}（{number}）", f"{name}({number})"),
    lambda name, number: (f"{name}\n{number}", f"{name} {number}"),
    lambda name, number: (f"\u3000{name}Ａ{number}", f"{name}A{number}"),
)
_PEOPLE: tuple[Pair, ...] = (
    ("张  三", "张三"),
    ("李\u3000四", "李四"),
    ("欧阳 修", "欧阳修"),
    ("王小二 ", "王小二"),
    ("阿卜杜拉·买买提", "阿卜杜拉·买买提"),
)
_SYNONYMS = {
    "省部级": "省级",
    "地市级": "市级",
    "企业级": "公司级",
    "校企": "校企合作",
    "1+N集群": "１＋Ｎ",
    "企业": "公司",
}


@dataclass(frozen=True, slots=True)
class Messy:
    """A ledger's cells, row by row, and what each row means."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Raw | None, ...], ...]
    meant: tuple[dict[str, Cell], ...]


def messy(ledger: str) -> Messy:
    """Rows for every column of a ledger, no two written alike."""
    columns = load_schema().ledgers[ledger].columns
    needed = {name for name, column in columns.items() if column.required} | set(load_schema().ledgers[ledger].one_of)
    rows = []
    meant = []
    for number in range(ROWS):
        pairs = {
            name: _pair(name, column, number + at, required=name in needed)
            for at, (name, column) in enumerate(columns.items())
        }
        rows.append(tuple(written for written, _ in pairs.values()))
        meant.append({name: value for name, (_, value) in pairs.items() if value is not None})
    headings = tuple(column.aka[0] if column.aka else f"*{name} " for name, column in columns.items())
    return Messy(headings, tuple(rows), tuple(meant))


def _pair(name: str, column: Column, number: int, *, required: bool) -> Pair:
    if not required and number % 4 == 3:
        # 无 in a column of yes and no means no.
        nothing = _NOTHING[:3] if column.type == "flag" else _NOTHING
        return nothing[number % len(nothing)]
    by_type = {
        "date": _DATES,
        "integer": _COUNTS,
        "number": _AREAS,
        "money": _MONEY,
        "flag": _FLAGS,
        "year": (("2019年度", 2019), (2020, 2020), ("２０２１", 2021), ("2022年", 2022)),
        "choice": tuple((f" {_SYNONYMS.get(word, word)}", word) for word in column.choices),
        "choices": tuple((f"{_SYNONYMS.get(word, word)}，{word}", [word]) for word in column.choices),
        "texts": (("焊接；装配、 调试\n焊接", ["焊接", "装配", "调试"]), ("甲（乙、丙）;丁", ["甲(乙、丙)", "丁"])),
    }
    if column.type == "text":
        people = name in {"姓名", "领衔人", "师傅", "徒弟"}
        return _PEOPLE[number % len(_PEOPLE)] if people else _NAMES[number % len(_NAMES)](name, number)
    written = by_type[column.type]
    return written[number % len(written)]
