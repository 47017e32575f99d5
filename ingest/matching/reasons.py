"""Why two nodes may be one and the same: every reason with its points, in one table."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

Place = tuple[str, str]  # province and city as far as known

ASK = 65  # from this score on a person is asked; what scores less is taken for different
MOST = 90  # likeness alone never makes certain

# Points by kind. A reason that speaks against has negative points.
POINTS: dict[str, dict[str, int]] = {
    "Organization": {
        "same_core": 70,
        "homophone": 68,
        "abbreviation": 66,
        "only_fit": 6,
        "many_fits": -8,
        "shared_studio": 12,
        "shared_leader": 10,
        "same_upper": 5,
        "same_place": 6,
        "same_province": 3,
        "other_province": -15,
        "other_category": -15,
        "mentioned": 6,
    },
    "Studio": {
        "same_name": 45,
        "same_core": 40,
        "homophone": 40,
        "named_after_leader": 3,
        "same_leader": 45,
        "same_organization": 25,
        "organizations_in_line": 25,
        "without_organization": 22,
        "same_place": 20,
        "same_province": 8,
        "other_province": -20,
        "common_name": -10,
        "mentioned": 6,
    },
    "Person": {
        "same_name": 44,
        "same_organization": 22,
        "organizations_in_line": 21,
        "same_place": 12,
        "same_trade": 9,
        "same_honor": 11,
        "mentioned": 21,
        "other_province": -15,
        "common_name": -10,
    },
}
# A likeness counts per hundredth: 名称相似度 93 is worth 65 points between organizations.
_PER_HUNDREDTH = {"Organization": 0.7, "Studio": 0.45}
_WITH_OTHER_CHARACTERS = 0.85  # 佳洪 and 佳诚 are rather two names than one misspelt


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a code for machines, a text for people, and its points."""

    code: str
    text: str
    points: int


def reason(kind: str, code: str, text: str) -> Reason:
    """A reason with the points its kind gives it."""
    return Reason(code, text, POINTS[kind][code])


def likeness(kind: str, hundredths: int, *, replaced: bool) -> Reason:
    """The reason that two names are written alike; ``replaced`` when a character stands in another's place."""
    points = hundredths * _PER_HUNDREDTH[kind]
    if replaced:
        return Reason("alike", f"名称相似度 {hundredths}，但有字不同", round(points * _WITH_OTHER_CHARACTERS))
    return Reason("alike", f"名称相似度 {hundredths}", round(points))


def score(reasons: Iterable[Reason]) -> int:
    """The sum of the points, at most :data:`MOST`.

    >>> score([Reason("a", "", 70), Reason("b", "", 30), Reason("c", "", -15)]), score([Reason("a", "", 95)])
    (85, 90)
    """
    return min(sum(each.points for each in reasons), MOST)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two things of one kind, by their positions, that may be one and the same."""

    kind: str
    one: int
    other: int
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> int:
        """How likely it is, up to :data:`MOST`."""
        return score(self.reasons)


def about_places(kind: str, one: AbstractSet[Place], other: AbstractSet[Place]) -> list[Reason]:
    """What the places of two things say: the same city or province speaks for it, different provinces against.

    >>> [each.text for each in about_places("Person", {("山东省", "潍坊市")}, {("山东省", "潍坊市")})]
    ['同一地区（山东省潍坊市）']
    """
    if shared := one & other:
        province, city = min(shared)
        return [reason(kind, "same_place", f"同一地区（{province}{city}）")]
    provinces, others = {place[0] for place in one}, {place[0] for place in other}
    if provinces and others and not provinces & others:
        return [reason(kind, "other_province", f"不在同一省份（{min(provinces)}、{min(others)}）")]
    if (shared_provinces := provinces & others) and "same_province" in POINTS[kind]:
        return [reason(kind, "same_province", f"同一省份（{min(shared_provinces)}）")]
    return []
