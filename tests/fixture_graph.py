"""A small graph of invented people in which everything occurs that makes two engines differ.

Cycles of mentors, of suppliers and of alliances that share members; several parents; several edges between the same two
nodes; stays that ended, that came after, and that overlap; namesakes that only their ids tell apart; dates of every
precision; missing values; long and awkward text; a studio with nothing around it.
"""

from typing import Any

from graph.model import Edge, Node, code, edge_id
from graph.schema import load_schema
from tests.tables import FakeTables, edge, node, written

AWKWARD = "引号\"'，反斜杠\\，换行\n制表\t，表情🎉，花括号{$id}" + "很长" * 200
_SOURCE = {"source": "https://example.org/a", "quote": AWKWARD, "verification": "媒体或官方"}
_DOUBTED = {"source": "某台账第 3 行", "verification": "待核实"}


def _searchable(one: Node) -> Node:
    if not load_schema().kinds[one.kind].searchable:
        return one
    return one._replace(properties=written(**one.fields(), search=str(one.fields()["name"]).lower()))


def _namesake(name: str, place: str, **properties: Any) -> Node:
    return Node(code("P", name, place), "Person", written(name=name, **properties))


def _stay(edge_type: str, start: Node, end: Node, since: str, **properties: Any) -> Edge:
    """One of several stays of the same two."""
    one = edge(edge_type, start, end, since=since, **properties)
    return one._replace(id=edge_id(start.id, end.id, since))


CHINA = node("Region", "中国", level="国家")
JILIN = node("Region", "吉林省", level="省", province="吉林省", code="220000")
CHANGCHUN = node("Region", "长春市", level="市", province="吉林省", city="长春市", code="220100")
BEIJING = node("Region", "北京市", level="省", province="北京市", code="110000")
MANUFACTURING = node("Industry", "制造业", code="C", level="门类")
CARS = node("Industry", "汽车制造业", code="36", level="大类")

GROUP = node("Organization", "星河集团", category="企业", registered=True)
UNION = node("Organization", "星河市总工会", category="工会")
PLANT = node("Organization", "星河一厂", category="企业", credit_code="91220101MA00000000", registered=True)
WORKSHOP = node("Organization", "星河一厂焊装车间", category="企业", registered=False)
SUPPLIER = node("Organization", "云帆轴承", category="企业", registered=True)
EAST_WORKS, WEST_WORKS = (
    Node(code("O", "同名厂", place), "Organization", written(name="同名厂", category="企业")) for place in "东西"
)
SCHOOL = node("Organization", "长河职业学校", category="学校", registered=False)

WELDING = node(
    "Studio", "林晓焊接工作室", code="GZS-001", category="技术攻关", level="省部级", field="焊接",
    expertise="铝合金焊接", established_on="2015", named_by="星河市总工会", named_on="2016-05", area_m2=120.5,
    stated_members=12, status="在册", registered=True, **_SOURCE,
)  # fmt: skip
ASSEMBLY = node("Studio", "周岚装配工作室", level="地市级", established_on="2018-03-05", status="在册", registered=True)
BEARING = node("Studio", "许川轴承工作室", level="省部级", stated_members=0, registered=False, **_DOUBTED)
TEACHING = node("Studio", 'O\'Neil "双语" 教学工作室', established_on="2019-11", status="在册")
CLOSED = node("Studio", "旧时光工作室", status="摘牌", closed_on="2021-01-31", registered=True)
EAST, WEST = (Node(code("S", "同名工作室", place), "Studio", written(name="同名工作室")) for place in "东西")
ALONE = node("Studio", "无人知晓工作室")
LATE = node("Studio", "尚未入盟工作室")

LIN = node("Person", "林晓", title="高级工程师", skill_grade="高级技师", trade="焊工", registered=True, **_SOURCE)
ZHOU = node("Person", "周岚", trade="装配钳工", education="本科", department="总装", duties="夹具")
XU = node("Person", "许川", trade="磨工")
WANG_WELDER = _namesake("王平", "林晓焊接工作室", trade="焊工")
WANG_TEACHER = _namesake("王平", "教学工作室", trade="教师")
CHEN = node("Person", "陈默")

REGIONAL = node(
    "Alliance", "松江焊接联盟", kinds=["跨区域", "跨企业"], pairing_form="强+弱", founded_on="2020", charter="章程",
    goals=["解决技术难题", "培养技术人才"], status="运行", registered=True, **_SOURCE,
)  # fmt: skip
SCHOOL_ALLIANCE = node("Alliance", "校企联盟", kinds=["校企"], founded_on="2021-06-18", registered=False, **_DOUBTED)
CHAIN = node("Alliance", "产业链联盟", goals=["拓展市场资源"], founded_on="2022-02")

CRACKS = node(
    "Project", "铝合金裂纹攻关", started_on="2020-04", ended_on="2021", status="已结题", goals=["优化产品质量"],
    field="焊接", summary=AWKWARD, benefit_wan=1234.5, registered=True, **_SOURCE,
)  # fmt: skip
NOISE = node("Project", "轴承降噪", benefit_wan=0.0)
ROBOT = node("Problem", "机器人焊缝跟踪", description=AWKWARD, due_on="2025-12", status="征集中")
DUST = node("Problem", "车间除尘")
PATENT = node(
    "Achievement", "一种夹具", category="发明专利", level="国家", achieved_on="2021-09-01",
    converted=True, benefit_wan=80.0,
)  # fmt: skip
METHOD = node("Achievement", "快速换模工法", converted=False)
HELPERS = node("HelpTeam", "裂纹攻关帮帮团", team="林晓团队", started_on="2020-05-01", status="进行中")
IDLE_HELPERS = node("HelpTeam", "待命帮帮团")
WELD_SKILL = node("Skill", "焊接")
VISION_SKILL = node("Skill", "机器视觉")
MODEL = node("Honor", "全国劳动模范", level="国家级")
CRAFTSMAN = node("Honor", "吉林工匠", level="省部级")
COURSE = node("Activity", "焊接公开课", category="培训", held_on="2023-04-20", sessions=3, attendance=150)
VISIT = node("Activity", "联盟互访")
MONEY = node("Funding", "工会专项", year=2023, amount_wan=20.0, purpose="设备")
TRAINED = node("Figure", "培训人数", value=1500.0, text="1500余", unit="人次", qualifier="余", period="2020—2023")
TRAINED_AGAIN = Node(code("F", "培训人数", "又一处"), "Figure", written(name="培训人数", value=1600.0, text="1500余"))
SAVED = node("Figure", "节约成本", text="上千万元")
RULES = node("Standard", "工作室管理办法", number="总工发〔2020〕1号", issued_on="2020-01", **_SOURCE)
ROOM = node("Requirement", "有固定场所", article="第三条")
LEADER = node("Requirement", "有领衔人")
LEADER_AGAIN = Node(code("C", "有领衔人", "又一条"), "Requirement", written(name="有领衔人"))

NODES = tuple(one for one in tuple(globals().values()) if isinstance(one, Node))

_PLACES: tuple[Edge, ...] = (
    edge("PART_OF", JILIN, CHINA), edge("PART_OF", BEIJING, CHINA), edge("PART_OF", CHANGCHUN, JILIN),
    edge("PART_OF", CARS, MANUFACTURING),
    edge("PART_OF", PLANT, GROUP), edge("PART_OF", PLANT, UNION), edge("PART_OF", WORKSHOP, PLANT),
    edge("PART_OF", GROUP, UNION),
    edge("LOCATED_IN", WELDING, CHANGCHUN), edge("LOCATED_IN", PLANT, CHANGCHUN),
    edge("LOCATED_IN", SUPPLIER, BEIJING), edge("LOCATED_IN", REGIONAL, JILIN),
    edge("IN_INDUSTRY", WELDING, CARS), edge("IN_INDUSTRY", PLANT, CARS), edge("IN_INDUSTRY", SUPPLIER, MANUFACTURING),
    edge("BASED_AT", WELDING, PLANT), edge("BASED_AT", ASSEMBLY, PLANT), edge("BASED_AT", BEARING, SUPPLIER),
    edge("BASED_AT", TEACHING, SCHOOL), edge("BASED_AT", CLOSED, WORKSHOP),
    edge("SUPPLIES", SUPPLIER, PLANT, product="轴承", **_SOURCE), edge("SUPPLIES", SUPPLIER, PLANT, product="轴套"),
    edge("SUPPLIES", PLANT, SCHOOL, product="实训件"), edge("SUPPLIES", SCHOOL, SUPPLIER, product="图纸"),
    edge("SUPPLIES", PLANT, WORKSHOP, product="工装"),
    edge("BASED_AT", EAST, EAST_WORKS), edge("BASED_AT", WEST, WEST_WORKS),
    edge("SUPPLIES", EAST_WORKS, WORKSHOP, product="工装"), edge("SUPPLIES", WEST_WORKS, WORKSHOP, product="工装"),
)  # fmt: skip
_PEOPLE: tuple[Edge, ...] = (
    edge("LEADS", LIN, WELDING, **_SOURCE), edge("LEADS", ZHOU, ASSEMBLY), edge("LEADS", XU, BEARING),
    edge("LEADS", LIN, TEACHING),
    edge("BELONGS_TO", LIN, WELDING, role="领衔人", since="2015"), edge("BELONGS_TO", ZHOU, WELDING, role="骨干"),
    edge("BELONGS_TO", WANG_WELDER, WELDING, role="成员", since="2017-09", until="2020-01-15"),
    edge("BELONGS_TO", WANG_TEACHER, TEACHING), edge("BELONGS_TO", CHEN, ASSEMBLY, role="成员"),
    edge("WORKS_AT", LIN, PLANT, title="首席技师"), edge("WORKS_AT", WANG_TEACHER, SCHOOL),
    edge("MENTORS", LIN, ZHOU, trade="焊工", since="2016", graduated=True, promotion="技师", agreement="XY-1"),
    edge("MENTORS", LIN, ZHOU, trade="装配", since="2018-02"), edge("MENTORS", ZHOU, XU, since="2019-05-20", **_SOURCE),
    edge("MENTORS", XU, LIN, trade="磨工", until="2022"),
    edge("MENTORS", LIN, WANG_WELDER), edge("MENTORS", LIN, WANG_TEACHER),
    edge("LEADS", WANG_WELDER, EAST), edge("LEADS", WANG_TEACHER, WEST),
    edge("HOLDS", WANG_WELDER, MODEL, year="2021"), edge("HOLDS", WANG_TEACHER, MODEL, year="2021"),
    edge("HOLDS", LIN, MODEL, year="2015"), edge("HOLDS", LIN, MODEL, year="2020"), edge("HOLDS", ZHOU, CRAFTSMAN),
    edge("SKILLED_IN", WELDING, WELD_SKILL), edge("SKILLED_IN", LIN, WELD_SKILL),
    edge("SKILLED_IN", WANG_TEACHER, VISION_SKILL), edge("SKILLED_IN", CHEN, VISION_SKILL),
)  # fmt: skip
_WORK: tuple[Edge, ...] = (
    edge("MEMBER_OF", WELDING, REGIONAL, role="领衔", since="2020"), edge("MEMBER_OF", ASSEMBLY, REGIONAL),
    edge("MEMBER_OF", ASSEMBLY, SCHOOL_ALLIANCE, since="2021-06-18"), edge("MEMBER_OF", TEACHING, SCHOOL_ALLIANCE),
    edge("MEMBER_OF", TEACHING, CHAIN), edge("MEMBER_OF", WELDING, CHAIN, until="2023-12-31"),
    _stay("MEMBER_OF", ASSEMBLY, CHAIN, "2016", until="2018"),
    _stay("MEMBER_OF", ASSEMBLY, CHAIN, "2021", role="成员"), _stay("MEMBER_OF", ASSEMBLY, CHAIN, "2022", role="成员"),
    _stay("MEMBER_OF", LATE, CHAIN, "2097"), edge("MEMBER_OF", CLOSED, REGIONAL, until="2021-01"),
    edge("MEMBER_OF", EAST, SCHOOL_ALLIANCE), edge("MEMBER_OF", WEST, SCHOOL_ALLIANCE),
    edge("MEMBER_OF", EAST, CHAIN), edge("MEMBER_OF", WEST, CHAIN),
    edge("MEMBER_OF", PLANT, REGIONAL, until="2022"),
    edge("MEMBER_OF", SCHOOL, SCHOOL_ALLIANCE, role="指导"), edge("MEMBER_OF", GROUP, REGIONAL),
    edge("COORDINATES", UNION, REGIONAL), edge("COORDINATES", GROUP, REGIONAL), edge("COORDINATES", SCHOOL, CHAIN),
    edge("WORKS_ON", WELDING, CRACKS, role="牵头"), edge("WORKS_ON", ASSEMBLY, CRACKS, role="协作"),
    edge("WORKS_ON", TEACHING, CRACKS), edge("WORKS_ON", REGIONAL, CRACKS), edge("WORKS_ON", BEARING, NOISE),
    edge("POSED", PLANT, ROBOT), edge("POSED", GROUP, ROBOT),
    edge("NEEDS", ROBOT, WELD_SKILL), edge("NEEDS", ROBOT, VISION_SKILL),
    edge("YIELDED", CRACKS, PATENT), edge("YIELDED", WELDING, PATENT), edge("YIELDED", ASSEMBLY, METHOD),
    edge("SERVES_ON", LIN, HELPERS, role="首席"), edge("SERVES_ON", XU, HELPERS),
    edge("TACKLES", HELPERS, CRACKS), edge("TACKLES", HELPERS, ROBOT), edge("HELPS", HELPERS, PLANT),
    edge("HELD", WELDING, COURSE), edge("HELD", REGIONAL, VISIT), edge("FUNDS", MONEY, WELDING),
    edge("STATES", WELDING, TRAINED, **_SOURCE), edge("STATES", WELDING, SAVED), edge("STATES", JILIN, TRAINED),
    edge("STATES", WELDING, TRAINED_AGAIN),
    edge("ISSUED", UNION, RULES), edge("REQUIRES", RULES, ROOM), edge("REQUIRES", RULES, LEADER),
    edge("REQUIRES", RULES, LEADER_AGAIN),
)  # fmt: skip


def tables(version: int = 1) -> FakeTables:
    """The graph as a register would hand it over."""
    return FakeTables(map(_searchable, NODES), (*_PLACES, *_PEOPLE, *_WORK), register="fixture", version=version)
