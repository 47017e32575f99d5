"""The words ledgers mark things with, and how a mark is told: a cell may hold several, as in 模拟数据；待核实."""

CLOSED = "摘牌"
SYNTHETIC = "模拟数据"
UNCHECKED = "待核实"


def is_closed(status: str) -> bool:
    """Whether a studio was taken off the list.

    >>> is_closed("已摘牌"), is_closed("在册")
    (True, False)
    """
    return CLOSED in status


def is_synthetic(verification: str) -> bool:
    """Whether something was made up for demonstration, whatever else is remarked about it."""
    return SYNTHETIC in verification


def is_unchecked(verification: str) -> bool:
    """Whether something still has to be checked against a better source, whatever else is remarked about it."""
    return UNCHECKED in verification
