"""Where simulated studios stand: real prefectures, and districts of municipalities, grouped by province."""

from dataclasses import dataclass
from random import Random

from ingest.generate.vocabulary import Vocabulary
from ingest.reference import Region, regions
from ingest.reference.regions import short_name

_ONE_PROVINCE = 2000  # up to so many studios live in the home province and a few in its neighbours
_AWAY_SHARE = 0.12


@dataclass(frozen=True, slots=True)
class Place:
    """A prefecture or district: ``text`` is what ledgers say, ``silent`` means no studio there has any alliance."""

    code: str
    text: str
    short: str
    province: str
    province_short: str
    silent: bool


@dataclass(frozen=True, slots=True)
class Map:
    """All places by province in the order of their codes, and how often each province and place is drawn."""

    places: tuple[tuple[Place, ...], ...]
    province_weights: tuple[float, ...]
    place_weights: tuple[tuple[float, ...], ...]

    def draw(self, random: Random) -> Place:
        """A place, larger ones more often."""
        province = random.choices(range(len(self.places)), self.province_weights)[0]
        return random.choices(self.places[province], self.place_weights[province])[0]


def choose_places(studios: int, words: Vocabulary, random: Random) -> Map:
    """The provinces and places for so many studios, with a few places per large province left without alliances."""
    known = regions()
    if studios <= _ONE_PROVINCE:
        codes = [words.home_province, *words.neighbour_provinces]
        away = _AWAY_SHARE / len(words.neighbour_provinces)
        weights = [1 - _AWAY_SHARE, *(away for _ in words.neighbour_provinces)]
    else:
        codes = [r.code for r in known.values() if r.level == "省" and r.code not in words.without_unions]
        weights = []
    places = tuple(_places_of(known[code], random) for code in codes)
    return Map(
        places=places,
        province_weights=tuple(weights or (float(len(group)) for group in places)),
        place_weights=tuple(tuple(0.3 + random.random() for _ in group) for group in places),
    )


def _places_of(province: Region, random: Random) -> tuple[Place, ...]:
    below = [region for region in regions().values() if region.parent == province.code]
    chosen = [region for region in below if region.level == "市"] or below
    silent = set(random.sample(range(len(chosen)), k=len(chosen) // 14 + (len(chosen) > 8)))
    return tuple(
        Place(
            code=region.code,
            text=province.name + region.name,
            short=short_name(region),
            province=province.name,
            province_short=short_name(province),
            silent=number in silent,
        )
        for number, region in enumerate(chosen)
    )


def neighbour(place: Place, places: Map, random: Random) -> Place:
    """A place beside this one in its province's list of codes that takes part in alliances, or the place itself."""
    group = next(group for group in places.places if place in group)
    at = group.index(place)
    beside = [other for other in group[max(0, at - 1) : at + 2] if other != place and not other.silent]
    return random.choice(beside) if beside else place
