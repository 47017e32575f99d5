"""The picture of a composed cluster: the lead in the middle, members around it, and what ties them already outside."""

from collections.abc import Collection, Mapping, Sequence
from hashlib import blake2b
from math import atan2, cos, pi, sin
from typing import Any

from explorer import picture
from graph import ask
from graph.days import ended
from graph.schema import kind_of, load_schema
from graph.store import GraphStore
from graph.surroundings import Placed, Surroundings

_LEAST, _EACH = 180.0, 26.0  # radius of the members' ring, and what each of them needs of it, in pixels before zooming
_APART = 150.0  # from there to the ring of what ties them
_WIDER = 1.3  # a screen is wider than high
_MOST = 18  # ties drawn; those of more members first
_LETTERS = (19, 17, 13)  # size of the names of the lead, the members and what ties them
_MANY, _LARGER = 8, (26, 22, 16)  # so many members and more are seen from afar
_TYING = frozenset({"Alliance", "Project", "Organization"})


def drawing(store: GraphStore, lead: str, names: Mapping[str, str], today: str) -> Surroundings:
    """The lead and its members with the alliances, projects and organizations that tie two or more of them now.

    Args:
        store: the graph.
        lead: id of the lead.
        names: of the lead and its members, by id, in their order.
        today: what ended by then ties nobody.
    """
    touching = [link for link in ask.links(store, list(names)) if not ended(link.until, today)]
    homes = {link.end: link.end_name for link in touching if link.edge == "BASED_AT"}
    supplies = [link for link in ask.links_within(store, sorted(homes)) if link.edge == "SUPPLIES"]
    trading = {end for link in supplies for end in (link.start, link.end)}
    tied: dict[str, set[str]] = {}
    called: dict[str, str] = {}
    for link in touching:
        if link.start in names and kind_of(link.end) in _TYING:
            tied.setdefault(link.end, set()).add(link.start)
            called[link.end] = link.end_name
    kept = sorted(
        (each for each, studios in tied.items() if len(studios) > 1 or each in trading),
        key=lambda each: (-len(tied[each]), each),
    )
    shown = kept[:_MOST]
    links = [link for link in touching if link.start in names and link.end in shown]
    links += [link for link in supplies if link.start in shown and link.end in shown]
    spots = _around(lead, [each for each in names if each != lead])
    outside = _outside({each: sorted(tied[each]) for each in shown}, spots)
    nodes = [Placed(each, names[each], 0 if each == lead else 1, *spots[each]) for each in names]
    nodes += [Placed(each, called[each], 2, *outside[each]) for each in shown]
    kinds = [kind for kind in load_schema().kinds if any(node.kind == kind for node in nodes)]
    present = tuple((kind, sum(node.kind == kind for node in nodes)) for kind in kinds)
    unique = sorted(set(links), key=lambda link: (link.start, link.end, link.edge, link.detail))
    return Surroundings(lead, tuple(nodes), tuple(unique), present, len(kept) - len(shown))


def payload(drawn: Surroundings, hidden: Collection[str], selected: str, *, today: str) -> dict[str, Any]:
    """What the picture's component is told: also the dashed lines from the lead to whom it would bring in."""
    nodes = tuple(node for node in drawn.nodes if node.hop < 2 or node.kind not in hidden)
    inside = {node.id for node in nodes}
    links = tuple(link for link in drawn.links if {link.start, link.end} <= inside)
    seen = Surroundings(drawn.centre, nodes, links, drawn.present, drawn.cut)
    data = picture.payload(seen, hidden, selected, today=today, kept=True)
    letters = _LETTERS if sum(node.hop == 1 for node in nodes) < _MANY else _LARGER
    for drawn_node, node in zip(data["nodes"], nodes, strict=True):
        drawn_node["letters"] = letters[node.hop]
    data["links"] += [
        {"from": drawn.centre, "to": node.id, "title": f"拟请{node.name}进来", "pale": False, "planned": True}
        for node in nodes
        if node.hop == 1
    ]
    data["signature"] = blake2b(repr((data["signature"], data["links"])).encode(), digest_size=8).hexdigest()
    return data


def _around(lead: str, members: Sequence[str]) -> dict[str, tuple[float, float]]:
    """The lead in the middle, the members on a ring, the first one at the top."""
    turns = {each: 2 * pi * at / len(members) - pi / 2 for at, each in enumerate(members)}
    return {lead: (0.0, 0.0)} | {each: _spot(turn, _ring(len(members))) for each, turn in turns.items()}


def _outside(
    tied: Mapping[str, Sequence[str]], spots: Mapping[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """Spots on the outer ring, evenly apart, each as near as that allows to those it ties."""

    def towards(each: str) -> float:
        x, y = (sum(spots[studio][axis] for studio in tied[each]) for axis in (0, 1))
        return atan2(y, x)

    order = sorted(tied, key=lambda each: (towards(each), each))
    begin = towards(order[0]) if order else 0.0
    return {
        each: _spot(begin + 2 * pi * at / len(order), _ring(len(spots) - 1) + _APART) for at, each in enumerate(order)
    }


def _ring(members: int) -> float:
    return max(_LEAST, _EACH * members)


def _spot(turn: float, radius: float) -> tuple[float, float]:
    return round(radius * cos(turn) * _WIDER, 1), round(radius * sin(turn), 1)
