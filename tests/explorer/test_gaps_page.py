"""The page 联盟缺口: tiles that filter, findings with links, a table to take along."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from explorer.gaps import _linked, as_table
from graph.analytics.finding import GAP_NAMES
from graph.analytics.gaps import find_gaps
from graph.landscape import Landscape, StudioFacts
from graph.names import resolve
from ingest.database import writing
from ingest.decisions import decide
from ingest.workspace import open_workspace
from tests.explorer.drawn import html, shown
from tests.explorer.ledgers import SCRIPT, fill

_HEADS = ("工作室名称", "领衔人", "所在单位", "地区", "行业")
_STUDIOS = (
    ("甲工作室", "张一", "东厂", "山东省济南市", "汽车制造业"),
    ("乙工作室", "王二", "西厂", "山东省青岛市", "汽车制造业"),
    ("丙工作室", "李三", "南厂", "山东省济南市", "汽车制造业"),
    (SCRIPT, "赵四", "北厂", "江苏省南京市", "纺织业"),
)
LEDGERS = {
    "工作室台账": [dict(zip(_HEADS, row, strict=True)) for row in _STUDIOS],
    "联盟台账": [{"联盟名称": "焊接联盟", "联盟类型": "跨区域", "成立日期": "2015"}],
    "联盟成员台账": [{"联盟名称": "焊接联盟", "工作室": name} for name in ("甲工作室", "乙工作室")],
    "供应关系台账": [{"供方": "南厂", "需方": "东厂", "产品": "齿轮"}],
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    fill(tmp_path, LEDGERS)
    monkeypatch.setenv("MENGTU_HOME", str(tmp_path))
    monkeypatch.delenv("MENGTU_STORE", raising=False)
    return tmp_path


def test_every_kind_has_a_tile_that_filters(home: Path) -> None:
    said = html(shown("gaps"))
    tiles = said.split('<nav class="mt-numbers mt-kinds"')[1].split("</nav>")[0]
    assert all(f">{name}</span>" in tiles for name in GAP_NAMES.values())
    assert 'href="gaps?kind=supply"' in tiles
    assert "<b>4</b>" in tiles  # two studios, one supply link, one silent alliance, and all of the four
    only = html(shown("gaps", kind="supply"))
    assert (said.count("<article"), only.count("<article")) == (4, 1)
    assert '<a data-in target="_self" href="gaps" title="供需双方' in only  # a second click leads back to all


def test_a_finding_leads_to_what_it_names_and_to_suggestions(home: Path) -> None:
    said = html(shown("gaps", kind="supply"))
    studio = resolve(open_workspace(home, "embedded").store, "丙工作室", kind="Studio").id
    card = said.split('<article class="mt-gap">')[1]
    assert f'href="studio?id={studio}"' in card
    assert f'href="partners?id={studio}"' in card


def test_a_kind_without_gaps_and_a_kind_that_is_none_are_answered(home: Path) -> None:
    assert f"没有发现“{GAP_NAMES['broker']}”这一类缺口。" in html(shown("gaps", kind="broker"))
    assert html(shown("gaps", kind="火星")) == html(shown("gaps"))


def test_a_dismissed_pair_is_not_brought_together(home: Path) -> None:
    assert "可撮合" in html(shown("gaps", kind="supply"))
    opened = open_workspace(home, "embedded")
    one, other = (resolve(opened.store, name, kind="Studio").id for name in ("甲工作室", "丙工作室"))
    with writing(opened.engine) as (connection, _):
        decide(connection, (one, other), "dismissed", "太远", at=datetime(2026, 1, 1, tzinfo=UTC))
    assert "可撮合" not in html(shown("gaps", kind="supply"))


def test_hostile_names_are_text(home: Path) -> None:
    said = html(shown("gaps"))
    assert "&lt;script&gt;" in said
    assert "<script>" not in said


def test_a_landscape_without_gaps_says_what_to_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, {"单位台账": [{"单位名称": "东厂"}]})
    monkeypatch.setenv("MENGTU_HOME", str(tmp_path))
    assert "没有发现缺口" in html(shown("gaps"))


def test_only_quoted_names_that_are_known_become_links() -> None:
    linked = _linked("请「甲」与「乙<b>」结盟，擅长「焊接」", {"甲": "S1", "乙<b>": "S2"})
    assert linked.count("<a ") == 2
    assert "乙&lt;b&gt;</a>」结盟，擅长「焊接」" in linked


def test_the_table_has_a_row_for_every_finding() -> None:
    known = Landscape((StudioFacts("S1", "甲"), StudioFacts("S2", "=1+1")))
    found = find_gaps(known).findings
    rows = list(csv.reader(io.StringIO(as_table(found, {"S1": "甲", "S2": "=1+1"}).decode("utf-8-sig"))))
    assert len(rows) == 1 + len(found)
    assert [row[4] for row in rows[1:]] == ["甲", "'=1+1"]
