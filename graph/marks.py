"""The words ledgers mark things with, and how a mark is told: a cell may hold several, as in 模拟数据；待核实."""

import re

CLOSED = "摘牌"
SYNTHETIC = "模拟数据"
UNCHECKED = "待核实"
_DISSOLVED = ("结束", "解散", "撤销", "终止", "注销", "停止")
_UNDER_WAY = ("在研", "进行", "实施", "推进", "攻关中", "未完成", "未结题", "未验收")
_OVER = re.compile("已?(解决|完成|完结|办结|结题|验收|销号|攻克|终止|结束|解散)|√")
_NOT_YET = re.compile("未|没有|尚|待|正在|准备|拟|中$")


def is_closed(status: str) -> bool:
    """Whether a studio was taken off the list.

    >>> is_closed("已摘牌"), is_closed("在册")
    (True, False)
    """
    return CLOSED in status


def is_dissolved(status: str) -> bool:
    """Whether an alliance is said to be over.

    >>> is_dissolved("已结束"), is_dissolved("运行中"), is_dissolved("")
    (True, False, False)
    """
    return any(word in status for word in _DISSOLVED)


def is_under_way(status: str) -> bool:
    """Whether a project is said to go on.

    >>> is_under_way("在研"), is_under_way("已完成"), is_under_way("未完成"), is_under_way("")
    (True, False, True, False)
    """
    return any(word in status for word in _UNDER_WAY)


def is_synthetic(verification: str) -> bool:
    """Whether something was made up for demonstration, whatever else is remarked about it."""
    return SYNTHETIC in verification


def is_unchecked(verification: str) -> bool:
    """Whether something still has to be checked against a better source, whatever else is remarked about it."""
    return UNCHECKED in verification


def is_over(status: str) -> bool:
    """Whether a problem, a project or a help team is done with.

    >>> is_over("已验收"), is_over("已解决"), is_over("未解决"), is_over("进行中")
    (True, True, False, False)
    """
    return bool(_OVER.search(status)) and not _NOT_YET.search(status)
