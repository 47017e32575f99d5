"""Rules that statements of nodes and statements of edges follow alike."""

from collections.abc import Sequence

from graph.marks import SYNTHETIC, is_synthetic
from ingest.jsontext import decode, encode
from ingest.said import Said


def newest(statements: Sequence[Said]) -> str:
    """What vouches for all that was said of one thing, as JSON: the newest statement, and how far all are verified."""
    provenance, mark = decode(statements[-1].provenance), ""
    for said in statements:
        mark = verification(mark, decode(said.provenance).get("verification", ""))
    return encode({**provenance, "verification": mark} if mark else provenance)


def verification(earlier: str, newer: str) -> str:
    """How far what two statements make together is verified.

    A newer mark replaces an older one, no mark changes nothing, and what is partly made up stays marked as such.

    >>> verification("待核实", ""), verification("待核实", "媒体或官方"), verification("模拟数据", "待核实")
    ('待核实', '媒体或官方', '待核实；模拟数据')
    """
    if not newer:
        return earlier
    return f"{newer}；{SYNTHETIC}" if is_synthetic(earlier) and not is_synthetic(newer) else newer


def is_before(date: str, other: str) -> bool:
    """Whether a date of reduced precision lies before another, as far as both tell; an unknown one never does.

    >>> is_before("2018", "2019-05"), is_before("2019", "2019-05"), is_before("", "2019")
    (True, False, False)
    """
    shared = min(len(date), len(other))
    return date[:shared] < other[:shared]
