"""The picture tells the browser what is drawn, and its file needs nothing but itself."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from explorer import picture, picture_file
from graph.errors import MengtuError
from graph.rows import Link
from graph.surroundings import Placed, Surroundings
from tests.explorer.ledgers import HOSTILE


def drawn(*names: str) -> Surroundings:
    centre = Placed("A000000000000", "联盟", 0, 0.0, 0.0)
    nodes = [Placed(f"S{at:012x}", name, 1, 100.0 * at, 50.0) for at, name in enumerate(names)]
    links = tuple(Link("MEMBER_OF", each.id, each.name, centre.id, centre.name, "成员") for each in nodes)
    return Surroundings(centre.id, (centre, *nodes), links, (("Studio", len(nodes)), ("Alliance", 1)))


def test_the_payload_holds_every_node_and_link() -> None:
    told = picture.payload(drawn("甲", "乙"), {"Person"}, "S000000000000", today="2026-01-01", kept=False)
    assert [node["title"] for node in told["nodes"]] == ["联盟：联盟", "工作室：甲", "工作室：乙"]
    assert [link["title"] for link in told["links"]] == ["甲 加入 联盟（成员）", "乙 加入 联盟（成员）"]
    assert told["selected"] == "S000000000000"


def test_selecting_does_not_change_what_is_drawn() -> None:
    before = picture.payload(drawn("甲"), (), "", today="2026-01-01", kept=False)
    after = picture.payload(drawn("甲"), (), "S000000000000", today="2026-01-01", kept=False)
    assert before["signature"] == after["signature"]


def test_another_node_changes_what_is_drawn() -> None:
    one, two = (
        picture.payload(drawn(*names), (), "", today="2026-01-01", kept=False) for names in (("甲",), ("甲", "乙"))
    )
    assert one["signature"] != two["signature"]


def test_the_legend_tells_which_kinds_are_hidden() -> None:
    told = picture.payload(drawn("甲"), {"Studio"}, "", today="2026-01-01", kept=False)
    assert [(kind["name"], kind["hidden"]) for kind in told["legend"]] == [("工作室", True), ("联盟", False)]


@pytest.mark.parametrize("name", [*HOSTILE, "普通工作室"])
def test_the_file_asks_nobody_for_anything(name: str) -> None:
    page = picture_file.as_html(drawn(name), name)
    fetched = re.findall(r"<(?:link|script|img|iframe)\b[^>]*\b(?:src|href)\s*=", page.split("</style>")[-1])
    assert fetched == []
    assert not re.search(r"<(?:link|script)\b[^>]*(?:https?:)?//", page)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_text_in_the_file(name: str) -> None:
    page = picture_file.as_html(drawn(name), name)
    assert name.replace("{{heading}}", "") not in page or "<" not in name
    assert 'onerror="document' not in page


def test_the_file_carries_the_positions_and_no_physics() -> None:
    page = picture_file.as_html(drawn("甲"), "甲")
    assert '"x": 0.0, "y": 50.0' in page
    assert re.search(r'"physics": \{\s*"enabled": false', page)


def test_a_folder_that_cannot_be_written_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "static").write_text("a file where the folder should be")
    monkeypatch.setattr(picture, "_SERVED", tmp_path / "static" / "vis-network.min.js")
    with pytest.raises(MengtuError, match="写权限"):
        picture.serve_library()


def test_the_library_is_put_where_streamlit_serves_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served = tmp_path / "static" / "vis-network.min.js"
    monkeypatch.setattr(picture, "_SERVED", served)
    picture.serve_library()
    assert served.stat().st_size > 100_000


def test_what_everybody_shares_is_linked_palely_and_the_centre_never() -> None:
    region = Placed("R1", "某省", 1, 5.0, 5.0)
    around = drawn("甲", "乙")
    one, two = (node.id for node in around.nodes[1:])
    links = (Link("LOCATED_IN", one, "甲", "R1", "某省", ""), Link("LOCATED_IN", two, "乙", "R1", "某省", ""))
    shown = replace(around, centre=one, nodes=(*around.nodes, region), links=links)
    told = picture.payload(shown, (), "", today="2026-01-01", kept=False)
    assert [link["pale"] for link in told["links"]] == [False, True]


def test_an_edge_that_ended_is_told_as_past_in_the_picture() -> None:
    link = Link("MEMBER_OF", "S1", "甲", "A1", "乙", "成员", until="2020")
    told = picture.payload(replace(drawn("甲"), links=(link,)), (), "", today="2026-01-01", kept=False)
    assert told["links"][0]["title"] == "甲 曾加入 乙（成员）"


def test_in_a_crowd_the_names_near_the_centre_are_written_large() -> None:
    few, many = (drawn(*map(str, range(amount))) for amount in (3, 100))
    sizes = [
        picture.payload(each, (), "", today="2026-01-01", kept=False)["nodes"][0]["letters"] for each in (few, many)
    ]
    assert sizes[0] < sizes[1]
