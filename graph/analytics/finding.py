"""What a gap is: a sentence that says what is missing, one that proves it, and one that says what to do next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

GapKind = Literal["studio", "region", "industry", "supply", "broker", "silent", "lone"]
GAP_KINDS: tuple[GapKind, ...] = get_args(GapKind)
GAP_NAMES: Mapping[GapKind, str] = MappingProxyType(
    {
        "studio": "未入盟的工作室",
        "region": "联盟覆盖不到的地区",
        "industry": "联盟覆盖不到的行业",
        "supply": "没有联盟衔接的供应关系",
        "broker": "只靠一个工作室连接",
        "silent": "一年多没有动静的联盟",
        "lone": "成员不足两个的联盟",
    }
)
MOST_EVIDENCE = 20  # ids a finding names; its sentence tells the whole number


@dataclass(frozen=True, slots=True)
class Finding:
    """One gap.

    Attributes:
        kind: which kind of gap.
        subjects: ids of what it is about.
        title: what is missing, as a sentence.
        reason: the numbers behind it, as a sentence; each can be counted in the landscape.
        evidence: ids that prove it, up to ``MOST_EVIDENCE`` of them.
        next_step: what to do about it, as a sentence.
        involved: ids of the studios the next step names, the one to begin with first.
        weight: how much it matters among gaps of its kind; the greatest come first.
    """

    kind: GapKind
    subjects: tuple[str, ...]
    title: str
    reason: str
    evidence: tuple[str, ...]
    next_step: str
    involved: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap that was found and is not yet told: sentences and next steps are made for what is listed only."""

    weight: float
    subjects: tuple[str, ...]
    tell: Callable[[], Finding]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Findings by kind, then by weight, equals by ids; and how many there are of every kind that was looked for."""

    findings: tuple[Finding, ...]
    totals: Mapping[GapKind, int]

    def of(self, kind: GapKind) -> tuple[Finding, ...]:
        """The listed findings of a kind."""
        return tuple(each for each in self.findings if each.kind == kind)

    def unlisted(self, kind: GapKind) -> int:
        """How many of a kind are not listed."""
        return self.totals.get(kind, 0) - len(self.of(kind))
