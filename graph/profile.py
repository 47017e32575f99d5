"""Everything the graph knows about one thing, gathered for the terminal and the explorer."""

from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from graph import ask
from graph.errors import MengtuError
from graph.rows import Entity, Neighbour, StatedFigure
from graph.schema import load_schema
from graph.store import GraphStore


@dataclass(frozen=True, slots=True)
class Profile:
    """One thing, what is stated about it, and everything one edge away."""

    entity: Entity
    neighbours: tuple[Neighbour, ...]
    figures: tuple[StatedFigure, ...]

    @property
    def kind_zh(self) -> str:
        """The Chinese word for its kind."""
        return load_schema().kinds[self.entity.kind].zh

    def labelled(self) -> list[tuple[str, Any]]:
        """Its properties under their Chinese labels, in the order of the schema."""
        fields = load_schema().node_fields(self.entity.kind)
        properties = self.entity.properties
        return [
            (field.zh, _shown(properties[name]))
            for name, field in fields.items()
            if name in properties and name != "registered"
        ]

    def groups(self) -> list[tuple[str, list[Neighbour]]]:
        """Neighbours by relation, under the relation's Chinese word, in the order of the schema."""
        edges = load_schema().edges
        order = {name: position for position, name in enumerate(edges)}

        def place(each: Neighbour) -> tuple[int, bool]:
            return order[each.edge], each.outgoing

        ordered = sorted(self.neighbours, key=lambda each: (*place(each), each.name, each.id))
        shown = [each for each in ordered if each.edge != "STATES"]
        return [
            (edges[members[0].edge].forward if members[0].outgoing else edges[members[0].edge].reverse, members)
            for members in (list(group) for _, group in groupby(shown, key=place))
        ]

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


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def profile(store: GraphStore, node_id: str) -> Profile:
    """Gather what is known about one thing.

    Raises:
        MengtuError: there is no such thing, or its kind has no page of its own.
    """
    entity = ask.entity(store, node_id)
    if entity is None:
        raise MengtuError(f"图谱里没有编号为「{node_id}」的对象，请用 mengtu find 查找。")
    return Profile(entity, tuple(ask.neighbours(store, node_id)), tuple(ask.figures(store, node_id)))
