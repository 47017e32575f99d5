"""The commands that plan ahead: what they answer, how they tell it, and that they write nothing."""

from pathlib import Path

import pytest

from graph.analytics.clusters import COVERAGE_NAMES
from tests.commands.said import Mengtu
from tests.workbench import write_ledger

STUDIOS = """工作室名称|领衔人|所在单位|地区|行业|擅长|级别
    甲工作室|张一|东厂|山东省济南市|汽车制造业|焊接|国家级
    乙工作室|王二|西厂|山东省青岛市|汽车制造业|焊接；装配|企业级
    丙工作室|李三|南厂|山东省济南市|纺织业|织造|地市级
    丁工作室|赵四|北厂|江苏省南京市|汽车制造业|焊接；磨削|区县级"""
MEMBERS = "姓名|工作室|身份\n周五|甲工作室|骨干\n吴六|乙工作室|成员"
ALLIANCES = "联盟名称|联盟类型|落脚点\n焊接联盟|跨区域|解决技术难题"
IN_ALLIANCES = "联盟名称|工作室\n焊接联盟|甲工作室\n焊接联盟|丁工作室"
SUPPLIES = "供方|需方|产品\n西厂|东厂|齿轮"


@pytest.fixture(autouse=True)
def _loaded(mengtu: Mengtu, tmp_path: Path) -> None:
    ledgers = {"工作室": STUDIOS, "成员": MEMBERS, "联盟": ALLIANCES, "联盟成员": IN_ALLIANCES, "供应": SUPPLIES}
    files = [write_ledger(tmp_path, f"{name}.csv", text) for name, text in ledgers.items()]
    assert mengtu("import", *files).code == 0


def test_a_cluster_says_who_joins_why_and_what_is_covered(mengtu: Mengtu) -> None:
    document = mengtu("cluster", "--lead", "甲工作室", "--size", "2", "--goal", "拓展市场资源", "--json").document
    assert document["lead"]["name"] == "甲工作室"
    assert [each["name"] for each in document["members"]] == ["乙工作室", "丁工作室"]
    for member in document["members"]:
        assert member["gain"] == pytest.approx(sum(reason["points"] for reason in member["reasons"]))
    assert [[one["name"] for one in each["together"]] for each in document["members"]] == [[], ["焊接联盟"]]
    before, after = document["coverage"]["before"], document["coverage"]["after"]
    assert before.keys() == after.keys() == {"studios", *COVERAGE_NAMES}
    assert [(before[each], after[each]) for each in ("skills", "provinces", "supply_links")] == [(1, 3), (1, 2), (0, 1)]
    assert document["guarantee"] <= document["at_least"] <= 1
    assert document["value"] <= document["bound"]


def test_a_cluster_is_told_with_the_assurance(mengtu: Mengtu) -> None:
    said = mengtu("cluster", "--lead", "甲工作室").out
    for expected in (
        "1. 乙工作室",
        "现在已同在「焊接联盟」",
        "西厂向你单位供应「齿轮」",
        "不低于可能最好的",
        "再请谁都不会",
    ):
        assert expected in said


@pytest.mark.parametrize("words", [("--without", "丁工作室"), ("--new-only",)])
def test_who_is_not_wanted_is_left_out(mengtu: Mengtu, words: tuple[str, ...]) -> None:
    document = mengtu("cluster", "--lead", "甲工作室", *words, "--json").document
    assert "丁工作室" not in {each["name"] for each in document["members"]}


def test_a_dismissed_pair_makes_no_cluster(mengtu: Mengtu) -> None:
    mengtu("decide", "甲工作室", "乙工作室", "dismissed", "--reason", "太忙")
    document = mengtu("cluster", "--lead", "甲工作室", "--json").document
    assert "乙工作室" not in {each["name"] for each in document["members"]}


def test_nobody_to_bring_in_is_said(mengtu: Mengtu) -> None:
    unwanted = [word for name in "乙丙丁" for word in ("--without", f"{name}工作室")]
    assert "没有能给「甲工作室」的集群增添什么" in mengtu("cluster", "--lead", "甲工作室", *unwanted).out


def test_a_new_alliance_is_tried_out(mengtu: Mengtu) -> None:
    document = mengtu("whatif", "--add-alliance", "乙工作室， 丙工作室,丁工作室", "--json").document
    assert document["said"] == "「乙工作室」等 3 个工作室建立「拟建联盟」"
    assert (document["before"]["isolated"], document["after"]["isolated"]) == (2, 0)
    assert document["holders"]["gained"] == ["丁工作室"]
    assert document["industries"]["gained"] == ["纺织业"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--remove", "焊接联盟"), "「焊接联盟」解散"),
        (("--remove", "丁工作室"), "「丁工作室」退出"),
        (("--remove", "张一"), "「甲工作室」没有了领衔人，可由周五（骨干）接任。"),
        (("--remove", "王二"), "「乙工作室」没有了领衔人，也没有登记可以接任的人。"),
        (("--add-leader", "乙工作室"), "领衔人后继无人的工作室"),
        (("--add-studio", "乙工作室", "--to", "焊接联盟"), "「乙工作室」加入「焊接联盟」"),
    ],
)
def test_a_change_is_told_before_and_after(mengtu: Mengtu, words: tuple[str, ...], said: str) -> None:
    told = mengtu("whatif", *words).out
    assert said in told
    assert "没有写入任何东西" in told


def test_nothing_is_written(mengtu: Mengtu) -> None:
    before = mengtu("status", "--json").document
    mengtu("cluster", "--lead", "甲工作室")
    mengtu("whatif", "--remove", "甲工作室")
    assert mengtu("status", "--json").document == before
    assert len(mengtu("find", "甲工作室", "--kind", "工作室", "--json").document) == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("cluster",), 2, "--lead"),
        (("cluster", "--lead", "甲工作室", "--size", "0"), 2, "应不小于 1"),
        (("cluster", "--lead", "甲工作室", "--goal", "发财"), 1, "没有「发财」这个落脚点"),
        (("cluster", "--lead", "己工作室"), 1, "己工作室"),
        (("whatif",), 2, "每次推演一个变化"),
        (("whatif", "--remove", "甲工作室", "--add-leader", "乙工作室"), 2, "每次推演一个变化"),
        (("whatif", "--add-studio", "乙工作室"), 2, "要一起写"),
        (("whatif", "--remove", "甲工作室", "--to", "焊接联盟"), 2, "要一起写"),
        (("whatif", "--remove", "周五"), 1, "只能推演没有了一个联盟、工作室或领衔人"),
        (("whatif", "--add-alliance", "甲工作室"), 1, "至少要有两个不同的工作室"),
        (("whatif", "--add-studio", "丁工作室", "--to", "焊接联盟"), 1, "现在就在「焊接联盟」"),
    ],
)
def test_what_cannot_be_planned_is_refused_in_chinese(
    mengtu: Mengtu, words: tuple[str, ...], code: int, said: str
) -> None:
    ended = mengtu(*words)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
