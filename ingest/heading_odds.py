"""How far the words of a heading speak for each column of a ledger, learned from every heading the schema lists."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from math import fsum, log

from graph.schema import load_schema
from ingest.heading_words import BRACKETS, core, known_headings, readings, written
from ingest.normalise import tidy_heading

# Headings of columns that no ledger has: whoever signs, answers the telephone or files the sheet.
_NO_COLUMN = (
    "备注", "备注说明", "联系人", "联系人姓名", "联络员", "经办人", "经办", "填报人", "填表人", "审核人",
    "审核意见", "推荐意见", "签字", "签名", "盖章", "身份证号", "年龄", "工号", "毕业院校", "毕业学校",
    "法定代表人", "法人代表", "法人", "邮编", "邮箱", "地址", "联系地址", "地点", "活动地点", "位置", "附件",
    "附件材料", "证明材料", "佐证材料", "证书编号", "证书号", "专利号", "文件文号", "批准文号", "凭证号", "发票号",
    "合同金额", "余额", "结余", "照片", "照片编号", "考核分数", "得分", "排名", "名次", "第一完成人", "主要完成人",
    "完成人", "主讲人", "课题负责人", "项目负责人", "其中女职工", "其中党员", "合作年限", "年限", "课时", "预算",
    "花费", "奖金", "注册资本", "职工数", "会员数", "职工人数", "成员数量", "存在问题", "意见建议", "下步打算",
    "经验做法", "特色亮点", "职务", "行政职务", "职务职称", "记录人", "复核人", "责任人", "代表", "代表人",
    "合同期", "班级", "所学专业", "毕业专业", "专兼职", "专职/兼职", "是否专职",
)  # fmt: skip
_SMOOTH = 1.0  # how many headings' worth of doubt there is about a column
_PAIR, _ONE = 1.0, 0.5  # what two characters in a row count, and one
_LEAST, _MOST = -0.7, 3.0  # how far one of them may speak
_AGAINST = 6.0  # at most this speaks for no column
_PART, _LATER = 1.0, 0.5  # so much less is worth what a bracket or a part says, and each later part
_OF_ANOTHER_LEDGER = 6.0  # so much speaks against a heading that only another ledger knows


@lru_cache(maxsize=8192)
def odds(heading: str, ledger: str) -> Mapping[str, float]:
    """For each column the logarithm of how much likelier the heading is under it than in a column no ledger has.

    Args:
        heading: a tidied heading.
        ledger: the name of the ledger.
    """
    found = _odds(frozenset(_pieces(heading)), ledger)
    for place, reading in enumerate(readings(heading)):
        other = _odds(frozenset(_pieces(reading)), ledger)
        found = {name: max(value, other[name] - _PART - _LATER * place) for name, value in found.items()}
    if heading not in known_headings():
        return found
    # A longer word for the same thing is no other thing: 主办工作室 is a 工作室.
    return {
        name: value if heading.endswith(core(name)) else value - _OF_ANOTHER_LEDGER for name, value in found.items()
    }


def _odds(pieces: Iterable[str], ledger: str) -> dict[str, float]:
    weights, nothing = _learned(ledger)
    # Summed exactly: in what order a set gives its pieces must not decide between two columns.
    against = fsum(nothing.get(piece, 0.0) for piece in pieces)
    return {
        name: fsum(known.get(piece, 0.0) for piece in pieces) - min(max(against, 0.0), _AGAINST)
        for name, known in weights.items()
    }


def _pieces(heading: str) -> Iterator[str]:
    """Characters and pairs of characters, of the heading as it stands and of what it comes down to."""
    for text in {core(heading), BRACKETS.sub("", tidy_heading(heading))}:
        yield from text
        yield from map("".join, pairwise(f"^{text}$"))


@cache
def _learned(ledger: str) -> tuple[Mapping[str, Mapping[str, float]], Mapping[str, float]]:
    """What each piece counts for each column of a ledger, and for no column."""
    columns = load_schema().ledgers[ledger].columns
    counts = {name: _count((*written(name, column), *column.hints)) for name, column in columns.items()}
    whole, background = _all_headings()
    learned = {
        name: _weights(seen, len(written(name, columns[name])), whole, background) for name, seen in counts.items()
    }
    return learned, _weights(_count(_NO_COLUMN), len(_NO_COLUMN), whole, background)


def _count(headings: Iterable[str]) -> Counter[str]:
    return Counter(piece for heading in dict.fromkeys(headings) for piece in set(_pieces(heading)))


@cache
def _all_headings() -> tuple[int, Counter[str]]:
    headings = list(_NO_COLUMN)
    for ledger in load_schema().ledgers.values():
        for name, column in ledger.columns.items():
            headings += (*written(name, column), *column.hints)
    return len(headings), Counter(piece for heading in headings for piece in set(_pieces(heading)))


def _weights(seen: Counter[str], size: int, whole: int, background: Counter[str]) -> Mapping[str, float]:
    found = {}
    for piece, times in background.items():
        share = times / whole
        speaks = log((seen[piece] + _SMOOTH * share) / (size + _SMOOTH) / share)
        found[piece] = min(max(speaks, _LEAST), _MOST) * (_PAIR if len(piece) > 1 else _ONE)
    return found
