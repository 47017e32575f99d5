"""Which organizations, studios and people are asked about, with which reasons, and which never."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from ingest.candidates import Question, questions
from ingest.database import open_engine, reading, sqlite_url
from ingest.identity import same_name
from ingest.matching.blocks import pairs_by, pairs_within, written_alike
from ingest.matching.names import compare, compare_studios
from ingest.matching.reasons import ASK, MOST, POINTS, Reason, score
from tests.workbench import load_texts

# Pairs of names of organizations that a person has to be asked about.
ASKED = (
    ("潍柴集团", "潍柴控股集团有限公司"),
    ("潍柴", "潍柴控股集团有限公司"),
    ("维柴动力", "潍柴动力股份有限公司"),
    ("北汽", "北京汽车"),
    ("北汽股份", "北京汽车股份有限公司"),
    ("中铁建", "中国铁建"),
    ("中铁建", "中国铁建股份有限公司"),
    ("中铁四局", "中国铁路第四工程局有限公司"),
    ("中铁一局集团有限公司", "中铁一局"),
    ("中铁4局", "中铁四局"),
    ("一汽", "中国第一汽车集团有限公司"),
    ("一汽集团", "中国第一汽车集团有限公司（一汽集团）"),
    ("第二汽车制造厂", "二汽"),
    ("国网", "国家电网有限公司"),
    ("国家电网", "国家电网有限责任公司"),
    ("宝钢", "宝山钢铁股份有限公司"),
    ("中车集团", "中国中车集团有限公司"),
    ("中国石化", "中国石油化工集团有限公司"),
    ("三一重工", "三一重工股份有限公司"),
    ("山东省潍坊柴油机厂", "潍坊柴油机厂"),
    ("北京市公交集团", "北京公交集团"),
    ("潍坊市总工会", "山东省潍坊市总工会"),
    ("潍坊总工会", "潍坊市总工会"),
    ("中国铁建股份有限公司青岛分公司", "中国铁建青岛分公司"),
    ("上海振华重工（集团）股份有限公司", "上海振华重工"),
)
# Pairs that are two, however alike they are written.
KEPT_APART = (
    ("中铁一局", "中铁二局"),
    ("中铁一局集团有限公司", "中铁二局集团有限公司"),
    ("中铁", "中铁一局"),
    ("中国铁建", "中国铁建股份有限公司青岛分公司"),
    ("中国铁建青岛分公司", "中国铁建济南分公司"),
    ("第一机床厂", "第二机床厂"),
    ("星河一厂", "星河二厂"),
    ("星河一厂", "星河厂"),
    ("星河1厂", "星河2厂"),
    ("东厂", "西厂"),
    ("华东电力设计院", "华北电力设计院"),
    ("山东省总工会", "河北省总工会"),
    ("山东省总工会", "潍坊市总工会"),
    ("单县人民医院", "曹县人民医院"),
    ("潍坊市教育局", "青岛市教育局"),
    ("河北钢铁集团", "河南钢铁集团"),
    ("北京铁路局", "上海铁路局"),
    ("中车株洲电力机车有限公司", "中车大连电力机车有限公司"),
    ("潍柴控股集团有限公司", "潍柴控股集团有限公司工会"),
    ("潍柴控股集团有限公司", "潍柴动力股份有限公司"),
    ("首钢", "首钢京唐公司"),
    ("一汽", "一汽大众"),
    ("中国中铁", "中铁设计"),
    ("中国中铁", "中国铁工投资"),
    ("达州佳洪二手车行", "达州佳诚二手车行"),
    ("北汽股份", "北汽股份汽车研究院"),
    ("国家电网", "国家电网山东分公司"),
    ("长安汽车", "长城汽车"),
    ("东风汽车", "东方电气"),
    ("一汽大众", "上汽大众"),
    ("中建三局", "中建八局"),
)


@pytest.mark.parametrize(("one", "other"), ASKED)
def test_two_ways_to_write_an_organization_are_asked_about(
    engine: Engine, tmp_path: Path, one: str, other: str
) -> None:
    (question,) = asked(engine, tmp_path, {"单位": f"单位名称\n{one}\n{other}"})
    assert {same_name(one), same_name(other)} == {same_name(name) for name in question.names}


@pytest.mark.parametrize(("one", "other"), KEPT_APART)
def test_a_number_a_branch_or_a_place_keeps_organizations_apart(
    engine: Engine, tmp_path: Path, one: str, other: str
) -> None:
    assert asked(engine, tmp_path, {"单位": f"单位名称\n{one}\n{other}"}) == []


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(sqlite_url(tmp_path))
    yield opened
    opened.dispose()


def asked(engine: Engine, folder: Path, texts: Mapping[str, str], kind: str = "") -> list[Question]:
    load_texts(engine, folder / "ledgers", texts)
    with reading(engine) as connection:
        return questions(connection, [kind] if kind else None)


def codes(question: Question) -> set[str]:
    return {each.code for each in question.reasons}


def test_the_registered_side_stands_first_and_says_what_it_is_and_where_from(engine: Engine, tmp_path: Path) -> None:
    texts = {
        "单位": "单位名称|单位类型|地区\n云帆控股集团有限公司|企业|山东省潍坊市",
        "工作室": "工作室名称|领衔人|所在单位|地区\n周岚工作室|周岚|云帆集团|山东省潍坊市",
    }
    (question,) = asked(engine, tmp_path, texts, "Organization")
    assert question.names == ("云帆控股集团有限公司", "云帆集团")
    assert (question.one.registered, question.other.registered) == (True, False)
    assert ("地区", "山东省潍坊市") in question.one.facts
    assert ("所设工作室", "周岚工作室") in question.other.facts
    assert (question.one.source, question.other.source) == ("单位 第 2 行", "工作室 第 2 行")
    assert codes(question) == {"same_core", "same_place", "mentioned"}


def test_a_shared_studio_and_leader_speak_for_one_organization(engine: Engine, tmp_path: Path) -> None:
    studios = "工作室名称|领衔人|所在单位\n周岚工作室|周岚|云帆集团\n周岚工作室|周岚|云帆控股集团有限公司"
    (question,) = asked(engine, tmp_path, {"工作室": studios}, "Organization")
    assert {"shared_studio", "shared_leader"} <= codes(question)


@pytest.mark.parametrize(
    "rows",
    [
        "单位名称|统一社会信用代码\n云帆集团|91370700000000001A\n云帆控股有限公司|91370700000000002B",
        "单位名称|上级单位\n云帆集团|\n云帆|云帆集团",
    ],
)
def test_what_the_register_tells_apart_is_not_asked(engine: Engine, tmp_path: Path, rows: str) -> None:
    assert asked(engine, tmp_path, {"单位": rows}) == []


def test_a_short_form_that_fits_many_is_worth_less(engine: Engine, tmp_path: Path) -> None:
    fitting = "\n".join(f"东{middle}汽车有限公司" for middle in "方风海山湖")
    assert asked(engine, tmp_path, {"单位": f"单位名称\n东汽\n{fitting}"}) == []


STUDIOS = (
    ("a name and one without an organization", "周岚焊接工作室|周岚|", "周岚焊接工作室|林晓|东厂", True),
    ("spelt differently at one organization", "周岚劳模创新工作室|周岚|东厂", "周岚工作室|周岚|东厂", True),
    ("a slip of the pen at one organization", "林晓工作室|林晓|东厂", "林小工作室|林小|东厂", True),
    ("one leader in one city", "焊接工作室|周岚|东厂|山东省潍坊市", "装配工作室|周岚|西厂|山东省潍坊市", True),
    ("one name at two organizations", "焊接工作室|周岚|东厂", "焊接工作室|林晓|西厂", False),
    ("one leader in two cities", "焊接工作室|周岚|东厂|山东省潍坊市", "装配工作室|周岚|西厂|山东省青岛市", False),
    ("a name without home in another province", "焊工坊|周岚||山东省", "焊工坊|林晓|东厂|浙江省", False),
    ("two numbers of one series", "第一创新工作室|周岚|东厂", "第二创新工作室|林晓|东厂", False),
    ("two at one organization", "焊接工作室|周岚|东厂", "装配工作室|林晓|东厂", False),
)


@pytest.mark.parametrize(("one", "other", "is_asked"), [row[1:] for row in STUDIOS], ids=[row[0] for row in STUDIOS])
def test_studios_are_asked_about_with_something_beside_the_name(
    engine: Engine, tmp_path: Path, one: str, other: str, is_asked: bool
) -> None:
    rows = [row + "|" * (3 - row.count("|")) for row in (one, other)]
    rows = [row.replace("||", "|未载|", 1) for row in rows]
    texts = {"工作室": "工作室名称|领衔人|所在单位|地区\n" + "\n".join(rows)}
    assert bool(asked(engine, tmp_path, texts, "Studio")) is is_asked


def test_studios_of_two_numbers_are_two(engine: Engine, tmp_path: Path) -> None:
    rows = "工作室名称|领衔人|所在单位|工作室编号\n周岚工作室|周岚|东厂|N1\n周岚创新工作室|周岚|东厂|N2"
    assert asked(engine, tmp_path, {"工作室": rows}, "Studio") == []


def test_studios_of_a_subsidiary_and_its_head_are_asked_about(engine: Engine, tmp_path: Path) -> None:
    texts = {
        "单位": "单位名称|上级单位\n东厂|北方重工\n北方重工|",
        "工作室": "工作室名称|领衔人|所在单位\n焊接工作室|周岚|东厂\n焊接创新工作室|林晓|北方重工",
    }
    (question,) = asked(engine, tmp_path, texts, "Studio")
    assert "organizations_in_line" in codes(question)


# Trade and honour of two people of one name, where their studios are, and what is given as evidence.
ONE_CITY = ("东厂|山东省潍坊市", "西厂|山东省潍坊市")
PEOPLE = (
    ("one organization", "焊工|", "钳工|", ("东厂|", "东厂|"), {"same_organization"}),
    ("one city and trade", "焊工|", "焊工|", ONE_CITY, {"same_place", "same_trade"}),
    ("one city and honour", "|山东省劳动模范", "|山东省劳动模范", ONE_CITY, {"same_place", "same_honor"}),
    ("one city alone", "焊工|", "钳工|", ONE_CITY, None),
    ("one trade alone", "焊工|", "焊工|", ("东厂|", "西厂|"), None),
    ("the name alone", "|", "|", ("东厂|", "西厂|"), None),
)


@pytest.mark.parametrize(
    ("one", "other", "homes", "evidence"), [row[1:] for row in PEOPLE], ids=[row[0] for row in PEOPLE]
)
def test_people_of_one_name_are_asked_about_with_evidence_only(
    engine: Engine, tmp_path: Path, one: str, other: str, homes: tuple[str, str], evidence: set[str] | None
) -> None:
    studios = "\n".join(f"{name}工作室|{name}某|{home}" for name, home in zip("甲乙", homes, strict=True))
    texts = {
        "工作室": f"工作室名称|领衔人|所在单位|地区\n{studios}",
        "成员": f"姓名|工作室|工种|荣誉\n周岚|甲工作室|{one}\n周岚|乙工作室|{other}",
    }
    found = asked(engine, tmp_path, texts, "Person")
    assert [codes(question) - {"same_name"} for question in found] == ([] if evidence is None else [evidence])


def test_a_person_merely_mentioned_is_asked_about(engine: Engine, tmp_path: Path) -> None:
    texts = {
        "工作室": "工作室名称|领衔人|所在单位\n甲工作室|周岚|东厂",
        "师徒": "师傅|徒弟|师傅工作室\n周岚|陆一|",
    }
    (question,) = asked(engine, tmp_path, texts, "Person")
    assert "mentioned" in codes(question)
    assert question.one.registered


def test_a_mention_of_a_very_common_name_is_not_asked(engine: Engine, tmp_path: Path) -> None:
    studios = "\n".join(f"{number}号工作室|张伟|第{number}厂" for number in range(11, 20))
    texts = {"工作室": f"工作室名称|领衔人|所在单位\n{studios}", "师徒": "师傅|徒弟|师傅工作室\n张伟|陆一|"}
    assert asked(engine, tmp_path, texts, "Person") == []


def test_the_kinds_and_the_number_asked_for_are_kept(engine: Engine, tmp_path: Path) -> None:
    texts = {"单位": "单位名称\n" + "\n".join(f"{a}{b}集团\n{a}{b}有限公司" for a in "云星河" for b in "帆远山")}
    load_texts(engine, tmp_path, texts)
    with reading(engine) as connection:
        everything = questions(connection)
        assert len(everything) == 9
        assert questions(connection, top=4) == everything[:4]
        assert questions(connection, ["Person"]) == []


NAMES = st.text("一二东西云帆潍维柴控股集团有限公司厂局（）中国铁建山东省", min_size=1, max_size=9)


@given(NAMES, NAMES)
def test_comparing_two_names_takes_no_notice_of_their_order(one: str, other: str) -> None:
    assert compare(one, other) == compare(other, one)
    assert compare_studios(one, other) == compare_studios(other, one)


@given(st.lists(st.text("云帆潍柴动力", min_size=3, max_size=7), max_size=12))
def test_no_names_that_are_alike_are_missed(names: list[str]) -> None:
    from rapidfuzz import fuzz  # noqa: PLC0415

    found = {tuple(pair) for pair in written_alike(names, 85).tolist()}
    wanted = {
        (at, other) for other in range(len(names)) for at in range(other) if fuzz.ratio(names[at], names[other]) >= 85
    }
    assert found == wanted


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9))))
def test_pairs_share_a_key_and_come_once(keys: list[tuple[int, int]]) -> None:
    found = [tuple(pair) for pair in pairs_by(keys).tolist()]
    wanted = {
        (min(one, other), max(one, other))
        for key, one in keys
        for again, other in keys
        if key == again and one != other
    }
    assert found == sorted(wanted)


def test_a_key_that_thousands_share_gives_few_pairs() -> None:
    members = np.arange(5_000)
    assert len(pairs_within(np.zeros(5_000, dtype=np.int64), members, near=10)) < 50_000


@given(st.lists(st.integers(-20, 80), max_size=8))
def test_a_score_is_the_sum_of_its_reasons_up_to_the_most(points: list[int]) -> None:
    assert score(Reason("", "", each) for each in points) == min(sum(points), MOST)


@pytest.mark.parametrize("kind", POINTS)
def test_no_single_point_makes_certain(kind: str) -> None:
    assert max(POINTS[kind].values()) <= MOST
    assert ASK < MOST
