"""What ledgers mean: who is who, what is a mention only, and what a person has to look at."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from graph.model import Edge, Node
from graph.schema import load_schema
from ingest.database import open_engine
from ingest.outcome import ImportOutcome
from ingest.tables import snapshot
from tests.workbench import load_texts

STUDIOS = """
工作室名称|领衔人|所在单位|工作室编号|地区|行业|专业领域
甲焊接工作室|张一|东厂|A1|山东省潍坊市|汽车制造业|焊接；机器人
乙涂装工作室|王二|西厂|A2|北京|制造业|
"""


class View:
    """A loaded view, asked by names."""

    def __init__(self, engine: Engine) -> None:
        schema = load_schema()
        with snapshot(engine) as tables:
            self.nodes = {node.id: node for kind in schema.kinds for node in tables.nodes(kind)}
            self.edges = [edge for edge_type in schema.edges for edge in tables.edges(edge_type)]

    def named(self, name: str, kind: str) -> list[Node]:
        return [node for node in self.nodes.values() if node.fields()["name"] == name and node.kind == kind]

    def only(self, name: str, kind: str) -> Node:
        (found,) = self.named(name, kind)
        return found

    def said(self, edge_type: str) -> set[tuple[str, str]]:
        return {(self._name(edge.start), self._name(edge.end)) for edge in self._of(edge_type)}

    def edge(self, edge_type: str) -> Edge:
        (found,) = self._of(edge_type)
        return found

    def _of(self, edge_type: str) -> Iterator[Edge]:
        return (edge for edge in self.edges if edge.type == edge_type)

    def _name(self, node_id: str) -> str:
        return str(self.nodes[node_id].fields()["name"])


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_engine(f"sqlite:///{tmp_path / 'register.sqlite'}")


def messages(outcome: ImportOutcome) -> str:
    return "\n".join(f"{issue.severity.value} {issue.file} {issue.place} {issue.message}" for issue in outcome.issues)


def test_a_studio_is_itself_by_its_number_whatever_it_is_called(engine: Engine, tmp_path: Path) -> None:
    renamed = "工作室名称|领衔人|所在单位|工作室编号\n甲激光焊接工作室|张一|东厂|A1"
    outcome = load_texts(engine, tmp_path, {"旧": STUDIOS, "新": renamed})
    view = View(engine)
    assert len([node for node in view.nodes.values() if node.kind == "Studio"]) == 2
    assert view.named("甲激光焊接工作室", "Studio")
    assert "工作室名称两处说法不同" in messages(outcome)
    assert "甲焊接工作室" in view.only("甲激光焊接工作室", "Studio").fields()["search"]


def test_a_row_without_number_means_the_numbered_studio_of_its_name_and_organization(
    engine: Engine, tmp_path: Path
) -> None:
    unnumbered = "工作室名称|领衔人|所在单位|级别\n甲焊接工作室|张一|东厂|国家级"
    load_texts(engine, tmp_path, {"旧": unnumbered, "新": STUDIOS})
    assert View(engine).only("甲焊接工作室", "Studio").fields()["level"] == "国家级"


def test_two_studios_of_one_name_in_two_organizations_stay_two(engine: Engine, tmp_path: Path) -> None:
    same = "工作室名称|领衔人|所在单位\n创新工作室|张一|东厂\n创新工作室|王二|西厂"
    load_texts(engine, tmp_path, {"工作室": same})
    assert len(View(engine).named("创新工作室", "Studio")) == 2


def test_two_persons_of_one_name_in_two_studios_stay_two(engine: Engine, tmp_path: Path) -> None:
    members = "姓名|工作室\n李伟|A1\n李伟|A2"
    load_texts(engine, tmp_path, {"工作室": STUDIOS, "成员": members})
    assert len(View(engine).named("李伟", "Person")) == 2


def test_a_name_that_fits_two_studios_is_not_guessed(engine: Engine, tmp_path: Path) -> None:
    same = "工作室名称|领衔人|所在单位\n创新工作室|张一|东厂\n创新工作室|王二|西厂"
    outcome = load_texts(engine, tmp_path, {"工作室": same, "成员": "姓名|工作室\n李三|创新工作室"})
    assert "错误 成员 第 2 行「工作室」列 有 2 个工作室都叫「创新工作室」（东厂、西厂）" in messages(outcome)
    assert View(engine).named("李三", "Person") == []


def test_the_member_organization_tells_studios_of_one_name_apart(engine: Engine, tmp_path: Path) -> None:
    same = "工作室名称|领衔人|所在单位\n创新工作室|张一|东厂\n创新工作室|王二|西厂"
    alliances = "联盟名称|联盟类型\n大联盟|跨企业"
    joined = "联盟名称|工作室|成员单位\n大联盟|创新工作室|西厂"
    load_texts(engine, tmp_path, {"工作室": same, "联盟": alliances, "成员": joined})
    view = View(engine)
    based = {edge.start: edge.end for edge in view.edges if edge.type == "BASED_AT"}
    assert view.nodes[based[view.edge("MEMBER_OF").start]].fields()["name"] == "西厂"


def test_an_unknown_studio_is_kept_as_mentioned_and_listed(engine: Engine, tmp_path: Path) -> None:
    alliances = "联盟名称|联盟类型\n大联盟|跨企业"
    outcome = load_texts(engine, tmp_path, {"联盟": alliances, "成员": "联盟名称|工作室\n大联盟|没登记工作室"})
    assert "警告 成员 第 2 行「工作室」列 工作室「没登记工作室」被引用未登记" in messages(outcome)
    assert View(engine).only("没登记工作室", "Studio").fields()["registered"] is False


def test_a_mention_becomes_the_studio_once_it_is_registered(engine: Engine, tmp_path: Path) -> None:
    alliances = "联盟名称|联盟类型\n大联盟|跨企业"
    load_texts(engine, tmp_path, {"联盟": alliances, "成员": "联盟名称|工作室\n大联盟|甲焊接工作室"})
    load_texts(engine, tmp_path, {"工作室": STUDIOS})
    view = View(engine)
    assert view.only("甲焊接工作室", "Studio").fields()["registered"] is True
    assert view.said("MEMBER_OF") == {("甲焊接工作室", "大联盟")}


def test_one_credit_code_is_one_organization_under_all_its_names(engine: Engine, tmp_path: Path) -> None:
    code = "91370700613577841G"
    organizations = f"单位名称|统一社会信用代码\n东方集团|{code}\n东方控股集团有限公司|{code}\n东方集团|"
    studios = "工作室名称|领衔人|所在单位\n甲|张一|东方控股集团有限公司"
    load_texts(engine, tmp_path, {"单位": organizations, "工作室": studios})
    view = View(engine)
    organization = view.only("东方集团", "Organization")
    assert view.said("BASED_AT") == {("甲", "东方集团")}
    assert "东方控股集团有限公司" in organization.fields()["search"]


def test_spaces_and_bracket_widths_do_not_make_two_organizations(engine: Engine, tmp_path: Path) -> None:
    studios = "工作室名称|领衔人|所在单位\n甲|张一|东方（集团）公司\n乙|王二|东方(集团) 公司"
    load_texts(engine, tmp_path, {"工作室": studios})
    assert len([node for node in View(engine).nodes.values() if node.kind == "Organization"]) == 1


def test_regions_and_industries_hang_in_their_lines(engine: Engine, tmp_path: Path) -> None:
    load_texts(engine, tmp_path, {"工作室": STUDIOS})
    view = View(engine)
    assert view.said("LOCATED_IN") == {("甲焊接工作室", "潍坊市"), ("乙涂装工作室", "北京市")}
    assert ("潍坊市", "山东省") in view.said("PART_OF")
    assert ("汽车制造业", "制造业") in view.said("PART_OF")
    assert view.only("潍坊市", "Region").fields()["province"] == "山东省"


@pytest.mark.parametrize(
    ("written", "name", "city"),
    [("山东省潍坊市寿光市", "寿光市", "潍坊市"), ("山东省潍坊市", "潍坊市", "潍坊市"), ("山东省", "山东省", "")],
)
def test_a_region_knows_its_city_and_a_province_has_none(
    engine: Engine, tmp_path: Path, written: str, name: str, city: str
) -> None:
    load_texts(engine, tmp_path, {"工作室": STUDIOS.replace("山东省潍坊市", written)})
    view = View(engine)
    assert view.only(name, "Region").fields().get("city", "") == city
    assert view.only("山东省", "Region").fields().get("city", "") == ""


def test_a_place_that_maps_to_nothing_stays_as_written_and_is_listed(engine: Engine, tmp_path: Path) -> None:
    outcome = load_texts(engine, tmp_path, {"工作室": STUDIOS.replace("山东省潍坊市", "云外之地")})
    assert "地区「云外之地」在行政区划表中没有对应" in messages(outcome)
    assert View(engine).only("云外之地", "Region")


def test_fields_of_work_and_trades_are_skills(engine: Engine, tmp_path: Path) -> None:
    members = "姓名|工作室|工种|擅长\n李三|A1|焊工|铝合金焊接；机器人"
    load_texts(engine, tmp_path, {"工作室": STUDIOS, "成员": members})
    skilled = View(engine).said("SKILLED_IN")
    assert {("甲焊接工作室", "机器人"), ("李三", "焊工"), ("李三", "机器人")} <= skilled


def test_an_honour_keeps_its_year(engine: Engine, tmp_path: Path) -> None:
    members = "姓名|工作室|荣誉\n李三|A1|2015年全国劳动模范"
    load_texts(engine, tmp_path, {"工作室": STUDIOS, "成员": members})
    view = View(engine)
    assert view.said("HOLDS") == {("李三", "全国劳动模范")}
    assert view.edge("HOLDS").fields()["year"] == "2015"


def test_an_honoured_person_of_an_organization_is_the_leader_of_its_studio(engine: Engine, tmp_path: Path) -> None:
    people = "姓名|单位|职务|荣誉\n张一|东厂|工段长|全国劳动模范"
    load_texts(engine, tmp_path, {"工作室": STUDIOS, "人员": people})
    view = View(engine)
    assert view.said("HOLDS") == {("张一", "全国劳动模范")}
    assert len(view.named("张一", "Person")) == 1


def test_an_apprentice_is_looked_for_in_the_mentors_studio(engine: Engine, tmp_path: Path) -> None:
    members = "姓名|工作室\n李三|A1"
    mentoring = "师傅|徒弟|师傅工作室|技能\n张一|李三|A1|焊接"
    outcome = load_texts(engine, tmp_path, {"工作室": STUDIOS, "成员": members, "师徒": mentoring})
    view = View(engine)
    assert view.said("MENTORS") == {("张一", "李三")}
    assert len(view.named("李三", "Person")) == 1
    assert outcome.issues == ()


def test_a_name_alone_identifies_nobody(engine: Engine, tmp_path: Path) -> None:
    outcome = load_texts(engine, tmp_path, {"工作室": STUDIOS, "师徒": "师傅|徒弟\n张一|李三"})
    assert len(View(engine).named("张一", "Person")) == 2
    assert "师傅「张一」没有写工作室" in messages(outcome)


def test_two_sources_that_disagree_are_listed_and_the_newer_wins(engine: Engine, tmp_path: Path) -> None:
    first = "工作室名称|领衔人|所在单位|级别\n甲|张一|东厂|省部级"
    second = "工作室名称|领衔人|所在单位|级别\n甲|王二|东厂|国家级"
    load_texts(engine, tmp_path, {"旧": first})
    outcome = load_texts(engine, tmp_path, {"新": second})
    view = View(engine)
    assert view.only("甲", "Studio").fields()["level"] == "国家级"
    assert view.said("LEADS") == {("王二", "甲")}
    assert "的级别两处说法不同：「省部级」（旧 第 2 行）与「国家级」" in messages(outcome)
    assert "领衔人两处说法不同：「张一」与「王二」" in messages(outcome)


def test_a_project_ties_its_studios_together(engine: Engine, tmp_path: Path) -> None:
    projects = "课题名称|工作室|协作工作室|经济效益(万元)\n降噪攻关|A1|A2|1.2亿元"
    load_texts(engine, tmp_path, {"工作室": STUDIOS, "课题": projects})
    view = View(engine)
    assert view.said("WORKS_ON") == {("甲焊接工作室", "降噪攻关"), ("乙涂装工作室", "降噪攻关")}
    assert view.only("降噪攻关", "Project").fields()["benefit_wan"] == 12000


def test_an_achievement_hangs_on_studio_and_project(engine: Engine, tmp_path: Path) -> None:
    projects = "课题名称|工作室\n降噪攻关|A1"
    achievements = "成果名称|类别|工作室|课题|是否转化\n消声器|发明专利|A1|降噪攻关|是\n新工法|工法|A2|没登记的课题|否"
    load_texts(engine, tmp_path, {"工作室": STUDIOS, "课题": projects, "成果": achievements})
    view = View(engine)
    assert {("甲焊接工作室", "消声器"), ("降噪攻关", "消声器"), ("没登记的课题", "新工法")} <= view.said("YIELDED")
    assert view.only("没登记的课题", "Project").fields()["registered"] is False


def test_a_help_team_tackles_the_problem_its_organization_posed(engine: Engine, tmp_path: Path) -> None:
    problems = "难题名称|提出单位|所需技能\n卡料|茶厂|机械；电气"
    teams = "名称|劳模工匠|重点项目|攻关团队|单位\n服务队|陈一|卡料|攻关一队|茶厂"
    load_texts(engine, tmp_path, {"难题": problems, "帮帮团": teams})
    view = View(engine)
    assert view.said("TACKLES") == {("服务队", "卡料")}
    assert view.edge("TACKLES").kinds[1] == "Problem"
    assert view.said("NEEDS") == {("卡料", "机械"), ("卡料", "电气")}


def test_contradicting_figures_stand_side_by_side(engine: Engine, tmp_path: Path) -> None:
    figures = """
    对象|对象类型|指标|数值|计量单位
    东厂|单位|投入产出比|1:10|
    东厂|单位|投入产出比|1:8|
    东厂|单位|工作室数|51|个
    """
    load_texts(engine, tmp_path, {"数字": figures})
    found = {
        node.fields()["text"]: node.fields().get("value")
        for node in View(engine).nodes.values()
        if node.kind == "Figure"
    }
    assert found == {"1:10": None, "1:8": None, "51": 51.0}


@pytest.mark.parametrize(
    ("ledger", "sentence"),
    [
        ("供方|需方|产品\n东厂|东厂|钢", "供方和需方都是「东厂」"),
        ("师傅|徒弟|师傅工作室|徒弟工作室\n张一|张一|A1|A1", "师傅和徒弟都是「张一」"),
    ],
)
def test_nothing_is_tied_to_itself(engine: Engine, tmp_path: Path, ledger: str, sentence: str) -> None:
    outcome = load_texts(engine, tmp_path, {"工作室": STUDIOS, "台账": ledger})
    assert sentence in messages(outcome)
    assert not [edge for edge in View(engine).edges if edge.start == edge.end]


def test_provenance_is_the_stated_source_else_the_place_in_the_file(engine: Engine, tmp_path: Path) -> None:
    studios = "工作室名称|领衔人|所在单位|出处|原文摘录|核实情况\n甲|张一|东厂|某报|“甲”成立|待核实\n乙|王二|西厂|||"
    load_texts(engine, tmp_path, {"工作室": studios})
    view = View(engine)
    first, second = view.only("甲", "Studio").fields(), view.only("乙", "Studio").fields()
    assert (first["source"], first["quote"], first["verification"]) == ("某报", "“甲”成立", "待核实")
    assert second["source"] == "工作室 第 3 行"
    assert all(edge.fields()["source"] for edge in view.edges)


def test_what_several_studios_did_together_is_that_of_each(engine: Engine, tmp_path: Path) -> None:
    texts = {
        "工作室": STUDIOS,
        "活动": "日期|工作室|类别|主题\n2023-05|甲焊接工作室、乙涂装工作室|交流|焊接与涂装",
        "成果": "成果名称|类别|工作室\n某装置|其他|乙涂装工作室；甲焊接工作室",
    }
    outcome = load_texts(engine, tmp_path, texts)
    view = View(engine)
    both = {"甲焊接工作室", "乙涂装工作室"}
    assert view.said("HELD") == {(studio, "焊接与涂装") for studio in both}
    assert view.said("YIELDED") == {(studio, "某装置") for studio in both}
    assert "未登记" not in messages(outcome)


def test_a_studio_called_by_two_leaders_stays_one(engine: Engine, tmp_path: Path) -> None:
    studio = "张一、王二劳模创新工作室"
    texts = {
        "工作室": f"工作室名称|领衔人|所在单位\n{studio}|张一；王二|东厂\n甲工作室、乙工作室|李三|西厂",
        "活动": f"日期|工作室|类别|主题\n2023-05|{studio}|交流|焊接\n2023-06|甲工作室、乙工作室|交流|涂装",
    }
    outcome = load_texts(engine, tmp_path, texts)
    assert View(engine).said("HELD") == {(studio, "焊接"), ("甲工作室、乙工作室", "涂装")}
    assert "未登记" not in messages(outcome)
