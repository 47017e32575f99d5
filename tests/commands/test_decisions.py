"""The commands on partners: what is wished for, what was decided, and how either is told."""

from pathlib import Path

import pytest

from ingest.workspace import Workspace
from tests.commands.said import Mengtu
from tests.workbench import write_ledger

STUDIOS = """工作室名称|领衔人|所在单位|地区|行业|擅长
    甲工作室|张一|东厂|山东省济南市|汽车制造业|焊接
    乙工作室|王二|西厂|山东省青岛市|汽车制造业|焊接；装配
    丙工作室|李三|南厂|山东省济南市|纺织业|焊接
    丁工作室|赵四|北厂|江苏省南京市|汽车制造业|焊接"""
ALLIANCES = "联盟名称|联盟类型|落脚点\n焊接联盟|跨区域|解决技术难题\n装配联盟|跨企业|培养技术人才"
MEMBERS = "联盟名称|工作室\n焊接联盟|乙工作室\n焊接联盟|丁工作室\n装配联盟|乙工作室"


@pytest.fixture(autouse=True)
def _loaded(mengtu: Mengtu, tmp_path: Path) -> None:
    ledgers = {"工作室": STUDIOS, "联盟": ALLIANCES, "联盟成员": MEMBERS}
    files = [write_ledger(tmp_path, f"{name}.csv", text) for name, text in ledgers.items()]
    assert mengtu("import", *files).code == 0


def suggested(mengtu: Mengtu, *words: str, studio: str = "甲工作室") -> dict[str, object]:
    """What is suggested, by name, and what was decided on it."""
    document = mengtu("suggest", studio, *words, "--json").document
    return {each["name"]: each["decision"] for each in document["suggestions"]}


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ((), {"乙工作室", "丙工作室", "丁工作室"}),
        (("--region", "山东省"), {"乙工作室", "丙工作室"}),
        (("--region", "济南"), {"丙工作室"}),
        (("--industry", "汽车"), {"乙工作室", "丁工作室"}),
        (("--goal", "培养技术人才"), {"乙工作室"}),
        (("--industry", "汽车", "--region", "江苏"), {"丁工作室"}),
        (("--kind", "跨行业"), {"丙工作室"}),
    ],
)
def test_a_wish_leaves_those_who_meet_it(mengtu: Mengtu, words: tuple[str, ...], left: set[str]) -> None:
    assert set(suggested(mengtu, *words)) == left


def test_the_popularity_dial_weighs_experience(mengtu: Mengtu) -> None:
    def points(dial: str) -> float:
        found = mengtu("suggest", "甲工作室", "--popularity", dial, "--json").document["suggestions"]
        return sum(
            float(reason["points"])
            for each in found
            if each["name"] == "乙工作室"
            for reason in each["reasons"]
            if reason["code"] == "experience"
        )

    assert points("0") == 0 < points("1") < points("3")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--popularity", "4"), 2, "应不大于 3"),
        (("--popularity", "很"), 2, "应为数字"),
        (("--kind", "朋友"), 1, "没有「朋友」这种联盟类型"),
        (("--region", "火星"), 1, "所在地区是「火星」"),
    ],
)
def test_a_wish_that_cannot_be_is_refused_in_chinese(
    mengtu: Mengtu, words: tuple[str, ...], code: int, said: str
) -> None:
    ended = mengtu("suggest", "甲工作室", *words)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err


def test_nobody_left_says_which_options_to_loosen(mengtu: Mengtu) -> None:
    said = mengtu("suggest", "甲工作室", "--region", "江苏", "--industry", "纺织").out
    assert "请去掉或放宽 --region、--industry" in said


@pytest.mark.parametrize("asking", ["甲工作室", "乙工作室"])
def test_a_dismissed_pair_is_suggested_to_neither_until_it_is_taken_back(mengtu: Mengtu, asking: str) -> None:
    other = {"甲工作室", "乙工作室"} - {asking}
    before = mengtu("suggest", asking, "--json").document
    done = mengtu("decide", "甲工作室", "乙工作室", "dismissed", "--reason", "已有同类合作")
    assert "已记下「甲工作室」与「乙工作室」：不合适" in done.out
    assert set(suggested(mengtu, studio=asking)).isdisjoint(other)
    assert "已撤回" in mengtu("decide", "乙工作室", "甲工作室", "withdraw").out
    assert mengtu("suggest", asking, "--json").document == before


@pytest.mark.parametrize(("verdict", "zh"), [("contacted", "已联系"), ("agreed", "已同意")])
def test_a_pair_that_was_decided_otherwise_is_marked(mengtu: Mengtu, verdict: str, zh: str) -> None:
    made = mengtu("decide", "甲工作室", "乙工作室", verdict, "--reason", "会上谈过", "--json").document["decision"]
    assert (made["verdict"], made["reason"]) == (verdict, "会上谈过")
    assert suggested(mengtu) == {"乙工作室": made, "丙工作室": None, "丁工作室": None}
    assert f"{zh} {made['at'][:4]}" in mengtu("suggest", "甲工作室").out


def test_decisions_are_listed_whole_or_for_one_studio(mengtu: Mengtu) -> None:
    assert "还没有作过决定" in mengtu("decisions").out
    mengtu("decide", "甲工作室", "乙工作室", "contacted")
    mengtu("decide", "丙工作室", "丁工作室", "dismissed", "--reason", "太远")
    assert [each["verdict"] for each in mengtu("decisions", "--json").document] == ["dismissed", "contacted"]
    (only,) = mengtu("decisions", "乙工作室", "--json").document
    assert (only["studio"]["name"], only["other"]["name"], only["reason"]) == ("乙工作室", "甲工作室", "")
    told = mengtu("decisions").out
    assert all(word in told for word in ("不合适", "太远", "已联系", "withdraw"))


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("甲工作室", "乙工作室", "dismissed"), 1, "请写明原因"),
        (("甲工作室", "甲工作室", "agreed"), 1, "同一个工作室"),
        (("甲工作室", "乙工作室", "withdraw"), 1, "没有作过决定"),
        (("甲工作室", "己工作室", "agreed"), 1, "己工作室"),
        (("甲工作室", "乙工作室", "maybe"), 2, "contacted、agreed、dismissed、withdraw"),
        (("甲工作室", "乙工作室", "withdraw", "--reason", "错"), 2, "撤回不需要写原因"),
    ],
)
def test_what_cannot_be_decided_is_refused_in_chinese(
    mengtu: Mengtu, words: tuple[str, ...], code: int, said: str
) -> None:
    ended = mengtu("decide", *words)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert mengtu("decisions", "--json").document == []


def test_a_decision_on_a_studio_that_is_gone_can_be_taken_back_by_its_id(mengtu: Mengtu) -> None:
    made = mengtu("decide", "甲工作室", "丁工作室", "contacted", "--json").document
    mengtu("undo", "1")
    (listed,) = mengtu("decisions", "--json").document
    assert {listed["studio"]["name"], listed["other"]["name"]} == {"甲工作室", "丁工作室"}
    assert mengtu("decide", made["studio"]["id"], made["other"]["id"], "withdraw").code == 0
    assert mengtu("decisions", "--json").document == []


def test_another_registers_graph_cannot_be_decided_on(mengtu: Mengtu, monkeypatch: pytest.MonkeyPatch) -> None:
    from graph.store import Stamp  # noqa: PLC0415

    ends = [mengtu("find", name, "--json").document[0]["id"] for name in ("甲工作室", "乙工作室")]
    monkeypatch.setattr(Workspace, "level", lambda _: None)
    monkeypatch.setattr("graph.ladybug_store.LadybugStore.stamp", lambda _: Stamp("another", 1))
    ended = mengtu("decide", *ends, "agreed")
    assert ended.code == 1
    assert "另一个登记库" in ended.err
    assert mengtu("decisions", "--json").document == []
