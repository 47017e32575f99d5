"""The pieces pages are made of: everything from data is escaped, sums add up, files are safe to open."""

import csv
import io
import re
from math import isclose
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer import cards, state
from explorer.looks import LOOKS
from explorer.tiles import TILES, shade, short, tile_map
from explorer.waterfall import steps, waterfall
from graph.analytics.reason import Reason, Suggestion
from graph.schema import load_schema
from graph.spreadsheet import as_csv
from ingest.reference.regions import regions
from tests.explorer.ledgers import HOSTILE


def reasons(*points: float) -> tuple[Reason, ...]:
    return tuple(Reason("same", each, f"理由{at}", ()) for at, each in enumerate(points))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_never_becomes_markup(name: str) -> None:
    pieces = (
        cards.name_of("S000000000000", name),
        cards.heading(name),
        cards.badge(name),
        cards.bars([(name, 1, "studio")], unit="个"),
        cards.numbers([(name, name, name, "")]),
        cards.provenance(name, name, name),
    )
    assert not any(mark in piece for piece in pieces for mark in ("<script", "</script", "<img", '<a href="javascript'))


def test_only_a_web_address_becomes_a_link() -> None:
    assert "<a " in cards.source("https://example.org/a")
    assert "<a " not in cards.source("javascript:alert(1)")
    assert "<a " not in cards.source("data:text/html,x")


@given(st.dictionaries(st.sampled_from(["id", "q", "page"]), st.text(max_size=20)))
def test_an_address_holds_any_text(values: dict[str, str]) -> None:
    address = state.href("network", **values)
    assert not set(address) & set("\"'<> ")


def test_the_map_has_a_tile_for_every_province_and_no_two_on_one_spot() -> None:
    provinces = [region.name for region in regions().values() if region.level == "省"]
    assert {short(province) for province in provinces} == set(TILES)
    assert len(set(TILES.values())) == len(provinces) == 34


def test_more_studios_are_never_lighter() -> None:
    order = [shade(number, 100)[0] for number in range(101)]
    changes = [one for at, one in enumerate(order) if at == 0 or one != order[at - 1]]
    assert changes == list(dict.fromkeys(order))  # a shade that was left never comes back
    assert order[0] != order[1]


def test_a_tile_without_studios_is_no_link() -> None:
    drawn = tile_map({"吉林省": 2}, "", lambda province: f"studio?province={province}")
    assert drawn.count("<a ") == 1


@given(st.lists(st.floats(0.0001, 60.0), min_size=1, max_size=30))
def test_the_bars_of_a_waterfall_join_up_and_end_at_the_score(points: list[float]) -> None:
    bars = list(steps(reasons(*points)))
    ends = [begin + length for _, begin, length, _ in bars]
    assert bars[0][1] == 0.0
    assert all(isclose(end, begin) for end, (_, begin, _, _) in zip(ends, bars[1:], strict=False))
    assert isclose(ends[-1], sum(points))
    assert sum(amount for *_, amount in bars) == len(points)


def test_a_waterfall_says_every_sentence_and_links_its_evidence() -> None:
    found = Suggestion(1, "S1", "甲", 3.0, "new", (Reason("skill", 3.0, "都会<焊接>", ("K1", "K2")),))
    drawn = waterfall(found, 3.0, lambda each: "焊接" if each == "K1" else "")
    assert "都会&lt;焊接&gt;" in drawn
    assert 'href="entity?id=K1"' in drawn
    assert "K2" not in drawn


@given(st.text(max_size=30))
def test_no_cell_of_a_csv_begins_like_a_formula(text: str) -> None:
    written = as_csv(["列"], [[text]]).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(written, newline="")) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_a_csv_opens_in_excel_as_chinese() -> None:
    assert as_csv(["名称"], []).startswith(b"\xef\xbb\xbf")


def test_every_kind_has_a_look_and_no_two_look_alike() -> None:
    assert LOOKS.keys() == load_schema().kinds.keys()
    assert len({(look.colour, look.shape, look.size) for look in LOOKS.values()}) == len(LOOKS)


def test_only_one_module_touches_the_session_and_the_address() -> None:
    folder = Path(state.__file__).parent
    users = [
        file.name
        for file in folder.glob("*.py")
        if re.search(r"st\.(?:session_state|query_params)", file.read_text(encoding="utf-8"))
    ]
    assert users == ["state.py"]
