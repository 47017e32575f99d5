"""What becomes of several statements of one node, beside a model that keeps all in memory and is easy to follow."""

from collections.abc import Sequence
from contextlib import closing
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from graph.schema import load_schema
from ingest.builder import Builder
from ingest.jsontext import decode
from ingest.provenance import verification
from ingest.records import Place
from ingest.register import Statement
from ingest.spelling import search_text

NAMES = ("甲室", "乙 室", "乙室")
MARKS = ("", "待核实", "模拟数据")


class Told(NamedTuple):
    """One statement of one of a few studios."""

    studio: str
    name: str
    level: str
    area: int
    registers: bool
    mark: str


TOLD = st.builds(
    Told,
    st.sampled_from("12"),
    st.sampled_from(NAMES),
    st.sampled_from(("", "国家级", "企业级")),
    st.integers(0, 2),
    st.booleans(),
    st.sampled_from(MARKS),
)


def said(number: int, told: Told) -> Statement:
    """The row by which something is told."""
    place = Place("", number)
    provenance = {"verification": told.mark} if told.mark else {}
    return Statement(1, "台账.csv", "工作室台账", place, {}, place.within("台账.csv"), provenance)


def model(rows: Sequence[Told]) -> tuple[dict[str, dict[str, object]], int]:
    """The properties of every studio, in which the newest ledger wins, and how many disagreements there are."""
    made: dict[str, dict[str, object]] = {}
    other_names: dict[str, set[str]] = {}
    disagreements: set[tuple[str, ...]] = set()
    for number, told in enumerate(rows):
        row = said(number, told)
        fields: dict[str, object] = {"name": told.name, "area_m2": told.area}
        fields |= {"level": told.level} if told.level else {}
        known = made.setdefault(told.studio, {})
        vouched = {"source": row.where, **row.provenance}
        if not known:
            known.update({**fields, **vouched, "registered": told.registers})
        elif not told.registers:
            known.update({name: value for name, value in fields.items() if name not in known})
        else:
            if known["registered"]:
                for name, value in fields.items():
                    before = known.get(name, value)
                    if str(before).replace(" ", "") != str(value).replace(" ", ""):
                        disagreements.add((str(known["name"]), name, str(before), str(known["source"]), str(value)))
                        if name == "name":
                            other_names.setdefault(told.studio, set()).add(str(before))
                vouched["verification"] = verification(str(known.get("verification", "")), told.mark)
            known.pop("verification", None)
            known.update({**fields, **vouched, "registered": True})
    for studio, known in made.items():
        if not known.get("verification"):
            known.pop("verification", None)
        known["search"] = search_text(str(known["name"]), *sorted(other_names.get(studio, ())))
    return made, len(disagreements)


@given(st.lists(TOLD, min_size=1, max_size=8))
def test_statements_that_waited_on_disk_make_the_same_nodes_as_in_memory(rows: list[Told]) -> None:
    with closing(Builder(load_schema())) as builder:
        ids = {}
        for number, told in enumerate(rows):
            fields = {"name": told.name, "area_m2": told.area, "level": told.level}
            row = said(number, told)
            ids[told.studio] = builder.node("Studio", (told.studio,), fields, row, registers=told.registers)
        made = {node_id: decode(text) for block in builder.nodes() for _, node_id, text in block.rows()}
    wanted, disagreements = model(rows)
    assert made == {ids[studio]: properties for studio, properties in wanted.items()}
    assert len(builder.issues) == disagreements


@given(st.lists(TOLD, min_size=1, max_size=8))
def test_a_node_is_called_as_the_newest_ledger_calls_it_before_anything_is_folded(rows: list[Told]) -> None:
    with closing(Builder(load_schema())) as builder:
        for number, told in enumerate(rows):
            row = said(number, told)
            node_id = builder.node("Studio", ("1",), {"name": told.name}, row, registers=told.registers)
        registering = [told.name for told in rows if told.registers]
        assert builder.name_of(node_id) == (registering[-1] if registering else rows[0].name)
        assert builder.is_registered(node_id) == bool(registering)
