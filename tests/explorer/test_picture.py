"""The picture tells the browser what is drawn, and its file needs nothing but itself."""

import re
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
    told = picture.payload(drawn("甲", "乙"), {"Person"}, "S000000000000", kept=False)
    assert [node["title"] for node in told["nodes"]] == ["联盟：联盟", "工作室：甲", "工作室：乙"]
    assert [link["title"] for link in told["links"]] == ["甲 加入 联盟（成员）", "乙 加入 联盟（成员）"]
    assert told["selected"] == "S000000000000"


def test_selecting_does_not_change_what_is_drawn() -> None:
    before = picture.payload(drawn("甲"), (), "", kept=False)
    after = picture.payload(drawn("甲"), (), "S000000000000", kept=False)
    assert before["signature"] == after["signature"]


def test_another_node_changes_what_is_drawn() -> None:
    one, two = (picture.payload(drawn(*names), (), "", kept=False) for names in (("甲",), ("甲", "乙")))
    assert one["signature"] != two["signature"]


def test_the_legend_tells_which_kinds_are_hidden() -> None:
    told = picture.payload(drawn("甲"), {"Studio"}, "", kept=False)
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
