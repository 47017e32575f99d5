"""The commands on problems: who can help, the team, the board and its steps."""

from pathlib import Path

import pytest

from graph.days import today
from tests.commands.said import Mengtu
from tests.workbench import write_ledger

STUDIOS = """工作室名称|领衔人|所在单位|地区|专业领域|擅长
    甲工作室|张一|东厂|山东省济南市|车身焊接|点焊；变形控制
    乙工作室|王二|西厂|山东省青岛市|电气自动化|PLC编程
    丙工作室|李三|南医院|江苏省南京市|护理|静脉输液"""
MEMBERS = "姓名|工作室|身份|工种|联系电话\n周五|甲工作室|骨干|焊工|13812345678\n周五|乙工作室|成员|电工|"
PROJECTS = "课题名称|工作室|状态|简介|结题日期\n侧围点焊变形治理|甲工作室|已结题|降低车身返修率|2023-05"
PROBLEM = "白车身侧围变形超差，焊接返修率高"
TITLE = "侧围变形"


@pytest.fixture(autouse=True)
def _loaded(mengtu: Mengtu, tmp_path: Path) -> None:
    ledgers = {"工作室": STUDIOS, "成员": MEMBERS, "课题": PROJECTS}
    files = [write_ledger(tmp_path, f"{name}.csv", text) for name, text in ledgers.items()]
    assert mengtu("import", *files).code == 0


def saved(mengtu: Mengtu) -> None:
    words = ("--save", "侧围帮帮团", "--title", TITLE, "--organization", "某新能源公司")
    assert mengtu("match", PROBLEM, *words).code == 0


def test_a_problem_finds_studios_people_work_and_a_team(mengtu: Mengtu) -> None:
    document = mengtu("match", PROBLEM, "--json").document
    assert document["confidence"] == "high"
    assert document["studios"][0]["name"] == "甲工作室"
    assert document["works"][0]["name"] == "侧围点焊变形治理"
    assert {"rank", "id", "name", "score", "reasons"} <= document["people"][0].keys()
    assert document["studios"][0]["score"] == pytest.approx(
        sum(reason["points"] for reason in document["studios"][0]["reasons"])
    )
    team = document["team"]
    assert (team["members"][0]["name"], team["members"][0]["role"]) == ("张一", "领衔")
    assert set(team["covered"]) | set(team["missing"]) == set(team["needs"])
    assert team["optimality_gap"] == 0
    assert document["saved"] is None


def test_nothing_private_is_told(mengtu: Mengtu) -> None:
    assert "13812345678" not in mengtu("match", PROBLEM, "--json").out


def test_it_is_told_in_sentences(mengtu: Mengtu) -> None:
    said = mengtu("match", PROBLEM).out
    for part in ("把握较大", "做过《侧围点焊变形治理》", "张一（领衔，甲工作室）", "离最优至多差 0.0%"):
        assert part in said
    assert "没有相近的记载" in mengtu("match", "魑魅魍魉").out


def test_wishes_are_honoured(mengtu: Mengtu) -> None:
    team = mengtu("match", PROBLEM, "--size", 1, "--skill", "PLC", "--json").document["team"]
    assert [member["name"] for member in team["members"]] == ["王二"]
    assert team["needs"] == ["PLC"]
    without = mengtu("match", PROBLEM, "--without", "张一", "--json").document["team"]["members"]
    assert "张一" not in [member["name"] for member in without]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((" ",), "难题是空的"),
        ((PROBLEM, "--leader", "赵某"), "没有「赵某」"),
        ((f"{PROBLEM}，电工不会", "--leader", "周五"), "有 2 位「周五」"),
        (("魑魅魍魉", "--save", "帮帮团"), "没有人"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(mengtu: Mengtu, words: tuple[str, ...], why: str) -> None:
    said = mengtu("match", *words)
    assert said.code == 1
    assert why in said.err
    assert "Traceback" not in said.err


def test_places_count_and_unknown_ones_are_told(mengtu: Mengtu) -> None:
    near = mengtu("match", "焊接", "--region", "江苏", "--json")
    assert near.err == ""
    assert "没有「火星」的工作室" in mengtu("match", "焊接", "--region", "火星").err
    assert mengtu("match", "焊接", "--organization", "从没见过的公司").err == ""


def test_a_saved_team_stands_in_the_graph(mengtu: Mengtu) -> None:
    saved(mengtu)
    shown = mengtu("show", "侧围帮帮团").out
    for part in ("张一", "侧围变形", "某新能源公司"):
        assert part in shown
    (line,) = mengtu("board", "--json").document
    assert (line["name"], line["step"], line["since"], line["days"]) == (TITLE, "匹配", today(), 0)
    assert line["team_names"] == ["侧围帮帮团"]


def test_a_step_is_kept_with_its_contact_and_benefit(mengtu: Mengtu) -> None:
    saved(mengtu)
    words = ("--liaison", "李某", "--benefit", "12.5", "--note", "看了现场，电话13812345678")
    document = mengtu("step", TITLE, "验收", *words, "--json").document
    assert list(document["steps"]) == ["征集", "匹配", "验收"]
    (line,) = mengtu("board", "--json").document
    assert (line["step"], line["liaison"], line["benefit_wan"]) == ("验收", "李某", 12.5)
    shown = mengtu("show", "侧围帮帮团").out
    assert "看了现场" in shown
    assert "13812345678" not in shown


def test_a_solved_problem_is_past_work_of_the_next(mengtu: Mengtu) -> None:
    saved(mengtu)
    assert TITLE not in [work["name"] for work in mengtu("match", PROBLEM, "--json").document["works"]]
    mengtu("step", TITLE, "验收")
    document = mengtu("match", PROBLEM, "--json").document
    assert TITLE in [work["name"] for work in document["works"]]
    leader = next(person for person in document["people"] if person["name"] == "张一")
    assert any("参加攻关过" in reason["text"] for reason in leader["reasons"])


def test_a_step_that_cannot_be_is_refused(mengtu: Mengtu) -> None:
    saved(mengtu)
    assert "还没有到" in mengtu("step", TITLE, "验收", "--on", "2999-01-01").err
    assert "没有「飞升」这一步" in mengtu("step", TITLE, "飞升").err
    assert mengtu("step", "没有的难题", "验收").code == 1


def test_the_board_tells_what_is_stuck(mengtu: Mengtu, tmp_path: Path) -> None:
    ledger = "难题名称|提出单位|征集日期|期限\n老难题|东厂|2020-01-05|\n新难题|东厂||2020-02-01\n好难题|东厂||"
    mengtu("import", write_ledger(tmp_path, "难题.csv", ledger))
    assert [line["name"] for line in mengtu("board", "--stuck", "--json").document] == ["老难题", "新难题"]
    said = mengtu("board").out
    assert "停得久了" in said
    assert "逾期" in said


def test_an_empty_board_says_what_to_do(mengtu: Mengtu) -> None:
    assert "还没有难题" in mengtu("board").out
    assert "没有卡住的难题" in mengtu("board", "--stuck").out
