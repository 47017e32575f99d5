"""The command gaps: as a document for machines, as sentences for people."""

from pathlib import Path
from typing import get_args

import pytest

from commands.gaps import Kind
from graph.analytics.finding import GAP_KINDS
from tests.commands.said import Mengtu
from tests.workbench import write_ledger

STUDIOS = """工作室名称|领衔人|所在单位|地区|行业|级别
    甲工作室|张一|东厂|山东省济南市|汽车制造业|省部级
    乙工作室|王二|西厂|山东省青岛市|汽车制造业|地市级
    丙工作室|李三|南厂|山东省济南市|汽车制造业|企业级
    丁工作室|赵四|北厂|江苏省南京市|纺织业|地市级
    戊工作室|孙五|中厂|江苏省苏州市|纺织业|企业级"""
ALLIANCES = "联盟名称|联盟类型|成立日期|状态\n焊接联盟|跨区域|2015-03|运行中\n装配联盟|跨企业|2015|已解散"
MEMBERS = "联盟名称|工作室\n焊接联盟|甲工作室\n焊接联盟|乙工作室"
SUPPLIES = "供方|需方|产品\n南厂|东厂|齿轮\n东厂|西厂|轴"


@pytest.fixture(autouse=True)
def _loaded(mengtu: Mengtu, tmp_path: Path) -> None:
    ledgers = {"工作室": STUDIOS, "联盟": ALLIANCES, "联盟成员": MEMBERS, "供应关系": SUPPLIES}
    files = [write_ledger(tmp_path, f"{name}.csv", text) for name, text in ledgers.items()]
    assert mengtu("import", *files).code == 0


def test_the_document_tells_every_kind_with_reasons_and_a_next_step(mengtu: Mengtu) -> None:
    document = mengtu("gaps", "--json").document
    assert document["totals"] == {
        "studio": 3, "region": 1, "industry": 1, "supply": 1, "broker": 0, "silent": 1, "lone": 0,
    }  # fmt: skip
    (supply,) = (each for each in document["findings"] if each["kind"] == "supply")
    assert supply["title"] == "「南厂」向「东厂」供应「齿轮」，两个单位的工作室没有共同的联盟"
    assert [each["name"] for each in supply["involved"]] == ["丙工作室", "甲工作室"]
    assert {each["rank"] for each in document["findings"]} == {1, 2, 3}
    for each in document["findings"]:
        assert each["next_step"]
        assert all(reason["text"] for reason in each["reasons"])


def test_what_is_asked_for_is_listed_and_the_rest_is_counted(mengtu: Mengtu) -> None:
    document = mengtu("gaps", "--kind", "studio", "--top", "1", "--json").document
    assert document["totals"] == {"studio": 3}
    assert [each["title"][:6] for each in document["findings"]] == ["「丁工作室」"]
    said = mengtu("gaps", "--kind", "studio", "--top", "1").out
    assert "另有 2 个，可用 --kind studio --top 3 列出" in said
    assert "丙工作室" not in said


def test_people_are_told_the_gap_its_numbers_and_what_to_do(mengtu: Mengtu) -> None:
    said = mengtu("gaps", "--kind", "region").out
    assert "江苏省的 2 个在册工作室都不在联盟中" in said
    assert "依据：全部 5 个在册工作室中有 2 个在联盟中（40%）" in said
    assert "下一步：可由「丁工作室」（地市级）牵头" in said


def test_a_dismissed_pair_is_not_brought_together(mengtu: Mengtu) -> None:
    mengtu("decide", "甲工作室", "丙工作室", "dismissed", "--reason", "太远")
    (supply,) = mengtu("gaps", "--kind", "supply", "--json").document["findings"]
    assert supply["involved"] == []


def test_no_gap_of_a_kind_is_said(mengtu: Mengtu) -> None:
    assert "没有发现缺口" in mengtu("gaps", "--kind", "broker").out


def test_an_unknown_kind_is_refused_in_chinese(mengtu: Mengtu) -> None:
    ended = mengtu("gaps", "--kind", "朋友")
    assert (ended.code, ended.out) == (2, "")
    assert "studio、region" in ended.err


def test_the_command_offers_the_kinds_there_are() -> None:
    assert get_args(Kind) == GAP_KINDS
