"""Everything the graph knows about one thing, gathered for the terminal and the explorer."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from graph import ask, days, numerals
from graph.errors import MengtuError
from graph.rows import Entity, Neighbour, StatedFigure, relation
from graph.schema import load_schema
from graph.store import GraphStore


@dataclass(frozen=True, slots=True)
class Profile:
    """One thing, what is stated about it, and everything one edge away; on ``today`` some of it is past."""

    entity: Entity
    neighbours: tuple[Neighbour, ...]
    figures: tuple[StatedFigure, ...]
    today: str

    @property
    def kind_zh(self) -> str:
        """The Chinese word for its kind."""
        return load_schema().kinds[self.entity.kind].zh

    def labelled(self) -> list[tuple[str, Any]]:
        """Its properties under their Chinese labels, in the order of the schema."""
        fields = load_schema().node_fields(self.entity.kind)
        properties = self.entity.properties
        return [
            (field.zh, written(name, properties[name]))
            for name, field in fields.items()
            if name in properties and name != "registered"
        ]

    def groups(self) -> list[tuple[str, list[Neighbour]]]:
        """Neighbours by relation, under the relation's Chinese word, in the order of the schema; former ones apart.

        Who has several stays that hold stands there once, with the earliest.
        """
        order = {name: position for position, name in enumerate(load_schema().edges)}

        def place(each: Neighbour) -> tuple[int, bool, bool]:
            return order[each.edge], each.outgoing, self.is_former(each)

        ordered = sorted(self.neighbours, key=lambda each: (*place(each), each.name, each.id, each.since, each.until))
        shown = [each for each in ordered if each.edge != "STATES"]
        return [
            (relation(group[0].edge, outgoing=group[0].outgoing, former=self.is_former(group[0])), group)
            for group in map(self._once, _runs(shown, place))
        ]

    def related(self, edge: str, *, former: bool = False) -> list[Neighbour]:
        """The neighbours by one type of edge, in either direction: those that are, or those that were."""
        return [
            each for _, group in self.groups() for each in group if each.edge == edge and self.is_former(each) == former
        ]

    def is_former(self, neighbour: Neighbour) -> bool:
        """Whether the edge to a neighbour has ended."""
        return days.ended(neighbour.until, self.today)

    def _once(self, group: list[Neighbour]) -> list[Neighbour]:
        if self.is_former(group[0]):
            return group
        first: dict[tuple[str, str], Neighbour] = {}
        for each in group:
            first.setdefault((each.id, each.detail), each)
        return list(first.values())

    def as_json(self) -> dict[str, Any]:
        """The document ``mengtu show --json`` prints."""
        return {
            "id": self.entity.id,
            "kind": self.entity.kind,
            "name": self.entity.name,
            "properties": self.entity.properties,
            "relations": {heading: [asdict(each) for each in group] for heading, group in self.groups()},
            "figures": [asdict(figure) for figure in self.figures],
        }


def _runs(neighbours: list[Neighbour], key: Callable[[Neighbour], object]) -> list[list[Neighbour]]:
    return [list(group) for _, group in groupby(neighbours, key=key)]


def written(field: str, value: Any) -> str:
    """A value as people write it; ``field`` is its name in the schema."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(str, value))
    if field == "year" or isinstance(value, str):
        return str(value)
    return numerals.number(value)


def find_profile(store: GraphStore, node_id: str, *, today: str = "") -> Profile | None:
    """What is known about one thing, or None when there is no such thing; ``today`` is this day when empty."""
    entity = ask.entity(store, node_id)
    if entity is None:
        return None
    neighbours, figures = ask.neighbours(store, node_id), ask.figures(store, node_id)
    return Profile(entity, tuple(neighbours), tuple(figures), today or days.today())


def profile(store: GraphStore, node_id: str, *, today: str = "") -> Profile:
    """The same of something that must be there.

    Raises:
        MengtuError: there is no such thing.
    """
    found = find_profile(store, node_id, today=today)
    if found is None:
        raise MengtuError(f"图谱里没有编号为「{node_id}」的对象，请用 mengtu find 查找。")
    return found
