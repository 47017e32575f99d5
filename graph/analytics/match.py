"""From a problem told in a sentence to past work like it, and from there to the studios and people who can help.

Who did similar work votes for itself: voting by similar past projects beat every comparison of skills on the teams of
real consortia, and it explains itself. Whoever has done nothing yet is found by its own description.

References:
    C. Macdonald, I. Ounis, Voting for candidates: adapting data fusion techniques for an expert search task, CIKM 2006.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from typing import Literal

from graph.analytics.reason import Reason, Share, divide
from graph.analytics.retrieval import Found, Index, carried
from graph.analytics.terms import Asked
from graph.landscape import Landscape, StudioFacts

Confidence = Literal["high", "low", "none"]

MOST = 200  # past projects that vote, and studios and people that are looked at
HOMES = 20  # of the best studios the people are looked at, whatever is said of themselves
_FULL = 100.0  # points of a description that says all the problem says
_VOTES, _STUDIO, _LED = 0.9, 0.3, 0.6  # what votes, one's studio, and the studio one leads weigh beside the own words
_SAME_CITY, _SAME_PROVINCE = 0.15, 0.1  # how much nearness adds to a score
_MEANT, _MEANING, _FLAT = 20, 30.0, 10  # studios of near meaning, points of the nearest, and how slowly they fall
_NAMED = 3  # works named one by one
_LIKE = 0.08  # likeness below which work tells nothing
# The share of a problem that the first answer has to carry to be sure: of 46 such answers in the set the weights were
# chosen on, all had the right studio among the first three, and 43 at the top.
_SURE = 0.2


@dataclass(frozen=True, slots=True)
class Near:
    """Where a problem is: names of a province and of a city; empty text where it does not matter."""

    province: str = ""
    city: str = ""

    def steps(self, studio: StudioFacts) -> int:
        """0 in the same city, 1 in the same province or where nothing is known, 2 elsewhere."""
        if self.city and studio.region_name == self.city:
            return 0
        return 2 if self.province and studio.province not in ("", self.province) else 1


ANYWHERE = Near()


@dataclass(frozen=True, slots=True)
class Ranked:
    """An answer; ``score`` is exactly ``math.fsum`` of the points of ``reasons``."""

    rank: int
    id: str
    name: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What answers a problem.

    Attributes:
        asked: how it was understood.
        confidence: how far the first studio is to be trusted.
        works: past work like it, the likest first.
        studios: who can help, the best first.
        people: likewise.
        texts: what past work and people, and studios that say something, say of themselves, by their ids.
    """

    asked: Asked
    confidence: Confidence
    works: tuple[Ranked, ...]
    studios: tuple[Ranked, ...]
    people: tuple[Ranked, ...]
    texts: Mapping[str, Found]


def match(index: Index, landscape: Landscape, text: str, *, skills: Sequence[str] = (), near: Near = ANYWHERE) -> Match:
    """Who can help with a problem, and what was done about the like before.

    Args:
        index: the documents of the same graph.
        landscape: the graph as analytics sees it.
        text: the problem, in one or several sentences.
        skills: what it needs somebody to be able to do, where that is known; looked for like words of the problem.
        near: where it is; nearer answers gain a little.

    Returns:
        The answers with their reasons.
    """
    asked = index.ask("；".join((text, *skills)))
    works = [found for found in index.find(asked, "work", MOST) if found.likeness >= _LIKE]
    described = {found.id: found for found in index.find(asked, "studio", MOST)}
    meant = index.meanings.nearest(asked.text, _MEANT) if index.meanings else []
    studios = _studios(described, works, meant, landscape, near)
    homes = [ranked.id for ranked in studios[:HOMES]]
    known = {found.id: found for found in index.at(asked, "person", homes, MOST)}
    known |= {found.id: found for found in index.find(asked, "person", MOST)}
    people = _people(known, works, {ranked.id: ranked for ranked in studios}, landscape, near)
    confidence = _confidence(asked, studios, described, works)
    texts = {**described, **known, **{work.id: work for work in works}}
    return Match(asked, confidence, _works(works), studios, people, texts)


def _confidence(
    asked: Asked, studios: Sequence[Ranked], described: Mapping[str, Found], works: list[Found]
) -> Confidence:
    """How much of the problem the first studio's texts and past work carry."""
    if not studios:
        return "none"
    first = studios[0].id
    own = [described[first]] if first in described else []
    share = carried(asked, [*own, *(work for work in works if first in work.data["studios"])])
    return "high" if share >= _SURE else "low" if share else "none"


_Pieces = list[tuple[float, list[Share]]]


def _works(works: list[Found]) -> tuple[Ranked, ...]:
    return _ranked((each.id, each.data["name"], [_own(each, "")]) for each in works)


def _studios(
    own: Mapping[str, Found], works: list[Found], meant: Sequence[str], landscape: Landscape, near: Near
) -> tuple[Ranked, ...]:
    votes = _votes(works, "studios")
    places = {studio: place for place, studio in enumerate(meant, 1)}

    def pieces(studio: StudioFacts) -> _Pieces:
        found, voting = own.get(studio.id), votes.get(studio.id)
        said = [*([_own(found, "工作室的资料")] if found else ()), *([_vote(voting, "做过")] if voting else ())]
        if place := places.get(studio.id):
            text = f"描述与难题意思相近，在语义比较中排第 {place}"
            said.append((_MEANING * (_FLAT + 1) / (_FLAT + place), [Share(1.0, "meaning", text, (studio.id,))]))
        return [*said, *_nearness(said, studio, near)]

    facts = (landscape.studio[each] for each in {*own, *votes, *meant} if each in landscape.studio)
    return _ranked((each.id, each.name, pieces(each)) for each in facts if each.open)


def _people(
    known: Mapping[str, Found], works: list[Found], studios: Mapping[str, Ranked], landscape: Landscape, near: Near
) -> tuple[Ranked, ...]:
    votes = _votes(works, "people")

    def pieces(found: Found) -> _Pieces:
        said = [_own(found, f"本人{_bracketed(found.data['trade'])}")]
        if voting := votes.get(found.id):
            said.append(_vote(voting, "参加攻关过"))
        homes = [studios[each] for each in found.data["studios"] if each in studios]
        if home := max(homes, key=lambda each: (each.score, each.id), default=None):
            leads = home.id in found.data["leads"]
            text = f"{'领衔' if leads else '所在'}的{home.name}适合这个难题"
            said.append(((_LED if leads else _STUDIO) * home.score, [Share(1.0, "studio", text, (home.id,))]))
        place = next((landscape.studio[each] for each in found.data["studios"] if each in landscape.studio), None)
        return [*said, *(_nearness(said, place, near) if place else ())]

    return _ranked((found.id, found.data["name"], pieces(found)) for found in known.values())


def _ranked(answers: Iterable[tuple[str, str, _Pieces]]) -> tuple[Ranked, ...]:
    explained = ((node, name, divide(piece for piece in pieces if piece[0] > 0)) for node, name, pieces in answers)
    scored = [(fsum(each.points for each in why), node, name, why) for node, name, why in explained if why]
    ordered = sorted(scored, key=lambda each: (-each[0], each[1]))
    return tuple(Ranked(rank, node, name, score, why) for rank, (score, node, name, why) in enumerate(ordered, 1))


def _votes(works: Iterable[Found], side: Literal["studios", "people"]) -> dict[str, list[Found]]:
    votes: dict[str, list[Found]] = {}
    for work in works:
        for voted in work.data[side]:
            votes.setdefault(voted, []).append(work)
    return votes


def _own(found: Found, whose: str) -> tuple[float, list[Share]]:
    """What a text itself says to the problem."""
    return _FULL * found.likeness, [Share(1.0, "words", f"{whose}{alike(found)}", (found.id,))]


def _vote(works: list[Found], verb: str) -> tuple[float, list[Share]]:
    """The root of the sum of squared likenesses: a single work counts as it is like, more of them less and less."""
    named = works if len(works) <= _NAMED + 1 else works[:_NAMED]
    others = works[len(named) :]
    shares = [Share(work.likeness**2, "work", _done(work, verb), (work.id,)) for work in named]
    if others:
        part = fsum(work.likeness**2 for work in others)
        text = f"另{verb} {len(others)} 项与难题有几分相近的课题"
        shares.append(Share(part, "work", text, tuple(work.id for work in others)))
    return _FULL * _VOTES * sqrt(fsum(share.part for share in shares)), shares


def _nearness(pieces: _Pieces, studio: StudioFacts, near: Near) -> _Pieces:
    points = fsum(points for points, _ in pieces)
    if near.city and studio.region_name == near.city:
        return [(points * _SAME_CITY, [Share(1.0, "near", f"同在{near.city}", (studio.id,))])]
    if near.province and studio.province == near.province:
        return [(points * _SAME_PROVINCE, [Share(1.0, "near", f"同在{near.province}", (studio.id,))])]
    return []


def _done(work: Found, verb: str) -> str:
    year = f"{work.data['day'][:4]} 年" if work.data["day"] else ""
    benefit = work.data["benefit_wan"]
    gain = f"，效益 {benefit:g} 万元" if benefit else ""
    return f"{year}{verb}《{work.data['name']}》{gain}，{alike(work)}"


def _bracketed(text: str) -> str:
    return f"（{text}）" if text else ""


def alike(found: Found) -> str:
    """What a text shares with the problem, as the end of a sentence."""
    words = "".join(f"「{word}」" for word in sorted(found.words, key=len, reverse=True)[:4])
    same = "，".join(f"说「{theirs}」与难题说「{mine}」同属「{head}」" for mine, theirs, head in found.same[:2])
    return "，".join(part for part in (f"说到{words}" if words else "", same) if part) or "与难题用字相近"
