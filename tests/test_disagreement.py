"""What sources say differently, twice or only in part: nothing is merged by guess, and every conflict is listed."""

from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from graph.model import Edge
from ingest.database import open_engine, writing
from ingest.load import rebuild
from ingest.outcome import ImportOutcome
from tests.test_assemble import View, messages
from tests.workbench import load_texts

STUDIOS = """
工作室名称|领衔人|所在单位|工作室编号|核实情况
甲焊接工作室|张一|东厂|A1|
乙涂装工作室|王二|西厂|A2|
"""
ALLIANCE = """
联盟名称|联盟类型|成立日期|领衔工作室
焊装联盟|跨企业|2019-05|A1
"""


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_engine(f"sqlite:///{tmp_path / 'register.sqlite'}")


class Table:
    """Loads ledgers one after the other into one register."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine, self.folder = engine, folder

    def load(self, **texts: str) -> ImportOutcome:
        return load_texts(self.engine, self.folder, texts)

    def edges(self, edge_type: str) -> list[Edge]:
        return [edge for edge in View(self.engine).edges if edge.type == edge_type]

    def stays(self, edge_type: str) -> list[tuple[str | None, str | None, str | None]]:
        rows = [edge.fields() for edge in self.edges(edge_type)]
        return sorted((row.get("since"), row.get("until"), row.get("role")) for row in rows)


@pytest.fixture
def table(engine: Engine, tmp_path: Path) -> Table:
    return Table(engine, tmp_path)


def test_who_left_and_came_back_has_two_stays(table: Table) -> None:
    member = "联盟名称|工作室|加入日期|退出日期\n焊装联盟|A2|2015|2018\n焊装联盟|A2|2021|"
    table.load(工作室=STUDIOS, 联盟=ALLIANCE.replace("A1", ""), 成员=member)
    assert table.stays("MEMBER_OF") == [("2015", "2018", None), ("2021", None, None)]


def test_a_second_stay_does_not_inherit_the_end_of_the_first(table: Table) -> None:
    table.load(工作室=STUDIOS, 旧="姓名|工作室|身份|加入日期|退出日期\n李三|A1|骨干|2015|2018")
    table.load(新="姓名|工作室|身份|加入日期\n李三|A1|成员|2020-03")
    assert table.stays("BELONGS_TO") == [("2015", "2018", "骨干"), ("2020-03", None, "成员")]


def test_a_row_without_a_date_speaks_of_the_stay_that_is_known(table: Table) -> None:
    table.load(工作室=STUDIOS, 旧="姓名|工作室|身份|加入日期\n李三|A1|骨干|2015")
    outcome = table.load(新="姓名|工作室|身份\n李三|A1|成员")
    assert table.stays("BELONGS_TO") == [("2015", None, "成员")]
    assert "身份两处说法不同：「骨干」与「成员」" in messages(outcome)


def test_a_more_precise_date_is_the_same_stay(table: Table) -> None:
    table.load(工作室=STUDIOS, 旧="姓名|工作室|加入日期\n李三|A1|2015")
    table.load(新="姓名|工作室|加入日期\n李三|A1|2015-03")
    assert [stay[0] for stay in table.stays("BELONGS_TO")] == ["2015-03"]


def test_a_dateless_row_of_somebody_who_left_is_listed_and_changes_nothing(table: Table) -> None:
    table.load(工作室=STUDIOS, 旧="姓名|工作室|加入日期|退出日期\n李三|A1|2015|2018")
    outcome = table.load(新="姓名|工作室\n李三|A1")
    assert table.stays("BELONGS_TO") == [("2015", "2018", None)]
    assert "仍按已结束处理" in messages(outcome)


@pytest.mark.parametrize("role", ["成员", ""])
def test_the_lead_of_an_alliance_is_no_mere_member_of_it(table: Table, role: str) -> None:
    table.load(工作室=STUDIOS, 联盟=ALLIANCE, 成员=f"联盟名称|工作室|角色\n焊装联盟|A1|{role}\n焊装联盟|A2|成员")
    assert table.stays("MEMBER_OF") == [(None, None, "成员"), (None, None, "领衔")]


def test_a_lead_that_no_membership_names_joined_when_the_alliance_was_founded(table: Table) -> None:
    table.load(工作室=STUDIOS, 联盟=ALLIANCE)
    assert table.stays("MEMBER_OF") == [("2019-05", None, "领衔")]


def test_leaving_before_joining_is_listed(table: Table) -> None:
    outcome = table.load(工作室=STUDIOS, 成员="姓名|工作室|加入日期|退出日期\n李三|A1|2019|2018-05")
    assert "退出日期（2018-05）早于加入日期（2019）" in messages(outcome)


def test_a_project_that_ends_before_it_starts_is_listed(table: Table) -> None:
    project = "课题名称|工作室|立项日期|结题日期\n机器人焊接|A1|2020|2019"
    assert "结题日期（2019）早于立项日期（2020）" in messages(table.load(工作室=STUDIOS, 课题=project))


def test_a_renamed_studio_is_found_by_its_old_name_and_the_renaming_is_listed(table: Table) -> None:
    table.load(工作室=STUDIOS)
    outcome = table.load(新="工作室名称|领衔人|所在单位|工作室编号\n甲激光工作室|张一|东厂|A1")
    assert "工作室名称两处说法不同" in messages(outcome)
    assert "甲焊接工作室" in View(table.engine).only("甲激光工作室", "Studio").fields()["search"]


def test_a_studio_of_that_name_elsewhere_is_another_studio(table: Table) -> None:
    member = "联盟名称|工作室|成员单位\n焊装联盟|甲焊接工作室|南厂"
    outcome = table.load(工作室=STUDIOS, 联盟=ALLIANCE.replace("A1", ""), 成员=member)
    view = View(table.engine)
    assert len(view.named("甲焊接工作室", "Studio")) == 2
    assert ("甲焊接工作室", "南厂") in view.said("BASED_AT")
    assert "登记的同名工作室在东厂，未与之合并" in messages(outcome)


def test_the_group_above_a_studio_is_as_good_as_its_own_organization(table: Table) -> None:
    units = "单位名称|上级单位\n东厂|东方集团"
    member = "联盟名称|工作室|成员单位\n焊装联盟|甲焊接工作室|东方集团"
    table.load(单位=units, 工作室=STUDIOS, 联盟=ALLIANCE.replace("A1", ""), 成员=member)
    assert len(View(table.engine).named("甲焊接工作室", "Studio")) == 1


def test_what_was_marked_as_unverified_stays_so_until_a_source_says_otherwise(table: Table) -> None:
    table.load(旧=STUDIOS.replace("A1|", "A1|待核实"))
    table.load(新="工作室名称|领衔人|所在单位|工作室编号|级别\n甲焊接工作室|张一|东厂|A1|国家级")
    assert View(table.engine).only("甲焊接工作室", "Studio").fields()["verification"] == "待核实"
    table.load(官方="工作室名称|领衔人|所在单位|工作室编号|核实情况\n甲焊接工作室|张一|东厂|A1|官方")
    assert View(table.engine).only("甲焊接工作室", "Studio").fields()["verification"] == "官方"


def test_what_is_partly_made_up_stays_marked(table: Table) -> None:
    table.load(旧=STUDIOS.replace("A1|", "A1|模拟数据"))
    table.load(新=STUDIOS.replace("A1|", "A1|官方"))
    assert View(table.engine).only("甲焊接工作室", "Studio").fields()["verification"] == "官方；模拟数据"
    (edge,) = [edge for edge in table.edges("BASED_AT") if "verification" in edge.fields()]
    assert edge.fields()["verification"] == "官方；模拟数据"


def test_a_figure_about_a_help_team_leaves_its_own_row_in_charge(table: Table) -> None:
    team = "名称|劳模工匠|重点项目|攻关团队|出处\n焊接帮帮团|张一|机器人焊接|七人|帮帮团文件"
    figure = "对象|对象类型|指标|数值|出处\n焊接帮帮团|劳模帮帮团|节资|30|统计文件"
    table.load(帮帮团=team, 数字=figure)
    assert View(table.engine).only("焊接帮帮团", "HelpTeam").fields()["source"] == "帮帮团文件"


def test_an_upper_organization_goes_to_the_unit_of_its_own_row(table: Table) -> None:
    units = (
        "单位名称|统一社会信用代码|上级单位\n第一工厂|91110000000000001A|北方集团\n第一工厂|91110000000000002B|南方集团"
    )
    table.load(单位=units)
    view = View(table.engine)
    pairs = {
        (view.nodes[edge.start].fields()["credit_code"][-1], view.nodes[edge.end].fields()["name"])
        for edge in view.edges
        if edge.type == "PART_OF"
    }
    assert pairs == {("A", "北方集团"), ("B", "南方集团")}


def test_a_circle_of_upper_organizations_is_listed_and_not_closed(table: Table) -> None:
    outcome = table.load(单位="单位名称|上级单位\n甲厂|乙厂\n乙厂|丙厂\n丙厂|甲厂")
    assert View(table.engine).said("PART_OF") == {("甲厂", "乙厂"), ("乙厂", "丙厂")}
    assert "这一层隶属关系未关联" in messages(outcome)


def test_two_spellings_of_an_organization_share_the_number_of_a_studio(table: Table) -> None:
    rows = "工作室名称|领衔人|所在单位|工作室编号\n甲工作室|张一|东方（集团）公司|A1\n甲工作室|张一|东方(集团)公司|"
    table.load(工作室=rows)
    assert len(View(table.engine).named("甲工作室", "Studio")) == 1


@pytest.mark.parametrize("second", ["机器人焊接|A2|A1", "机器人焊接|A2；|A1", "机器人焊接|A1|A2"])
def test_a_project_that_both_sides_report_is_one_project(table: Table, second: str) -> None:
    table.load(工作室=STUDIOS, 一="课题名称|工作室|协作工作室\n机器人焊接|A1|A2")
    table.load(二=f"课题名称|工作室|协作工作室\n{second}".replace("；", ""))
    assert len(View(table.engine).named("机器人焊接", "Project")) == 1


def test_an_activity_of_a_studio_and_its_alliance_is_counted_once(table: Table) -> None:
    rows = "日期|工作室|联盟|主题|参加人次\n2020-05-01|A1|焊装联盟|焊接比武|30\n2020-05-01|A1||焊接比武|30"
    table.load(工作室=STUDIOS, 联盟=ALLIANCE, 活动=rows)
    view = View(table.engine)
    assert len(view.named("焊接比武", "Activity")) == 1
    assert view.said("HELD") == {("甲焊接工作室", "焊接比武"), ("焊装联盟", "焊接比武")}


def test_instalments_of_one_grant_are_added_not_replaced(table: Table) -> None:
    rows = "年度|工作室|金额(万元)|来源\n2020|A1|5|省总工会\n2020|A1|5|省总工会"
    table.load(工作室=STUDIOS, 经费=rows)
    amounts = [node.fields()["amount_wan"] for node in View(table.engine).nodes.values() if node.kind == "Funding"]
    assert amounts == [5, 5]


def test_a_newer_source_corrects_an_instalment(table: Table) -> None:
    row = "年度|工作室|金额(万元)|来源\n2020|A1|{}|省总工会"
    table.load(工作室=STUDIOS, 旧=row.format(5))
    outcome = table.load(新=row.format(6))
    amounts = [node.fields()["amount_wan"] for node in View(table.engine).nodes.values() if node.kind == "Funding"]
    assert amounts == [6]
    assert "金额(万元)两处说法不同" in messages(outcome)


def test_a_leader_whom_the_studio_ledger_does_not_name_is_listed(table: Table) -> None:
    outcome = table.load(工作室=STUDIOS, 成员="姓名|工作室|身份\n李三|A1|领衔人")
    assert ("李三", "甲焊接工作室") not in View(table.engine).said("LEADS")
    assert "成员台账写「李三」，工作室台账写「张一」" in messages(outcome)


def test_a_studio_that_moved_is_not_looked_for_in_its_old_organization(table: Table) -> None:
    table.load(旧=STUDIOS)
    table.load(
        新="工作室名称|领衔人|所在单位|工作室编号\n甲焊接工作室|张一|南厂|A1", 人员="姓名|单位|荣誉\n张一|东厂|五一奖章"
    )
    assert len(View(table.engine).named("张一", "Person")) == 2


def test_namesakes_that_cannot_be_told_apart_are_listed(table: Table) -> None:
    studios = "工作室名称|领衔人|所在单位\n甲工作室|张一|东厂\n丙工作室|张一|东厂"
    outcome = table.load(工作室=studios, 人员="姓名|单位|荣誉\n张一|东厂|五一奖章")
    assert "有 2 个「张一」，无法判断是哪一个" in messages(outcome)
    assert len(View(table.engine).named("张一", "Person")) == 3


def test_a_file_that_lost_its_rows_says_so(table: Table) -> None:
    table.load(工作室=STUDIOS)
    outcome = table.load(工作室="工作室名称|领衔人|所在单位|工作室编号")
    assert outcome.removed["Studio"] == 2
    assert "上次导入的 2 行不再算数" in messages(outcome)


def test_an_edge_said_once_is_the_same_beside_one_that_is_weighed(table: Table) -> None:
    members = "姓名|工作室|身份|加入日期\n李三|A1|骨干|2015\n赵四|A1|成员|2016"
    table.load(工作室=STUDIOS, 成员=members)
    alone = {edge.id: edge for edge in table.edges("BELONGS_TO")}
    table.load(另=members.splitlines()[0] + "\n李三|A1|成员|2015")
    beside = {edge.id: edge for edge in table.edges("BELONGS_TO")}
    assert beside.keys() == alone.keys()
    differing = [edge for edge in beside.values() if edge != alone[edge.id]]
    assert [edge.fields()["role"] for edge in differing] == ["成员"]
    assert list(differing[0].fields()) == list(alone[differing[0].id].fields())


def test_a_view_made_again_of_stays_in_several_trades_is_the_same(table: Table) -> None:
    trades = ["", *(f"工种{number}" for number in range(30))]
    rows = [f"张一|李三|A1|{trade}|{since}" for since in ("2015", "2019-05") for trade in trades]
    table.load(工作室=STUDIOS, 师徒="\n".join(["师傅|徒弟|师傅工作室|技能|起始日期", *rows]))
    assert len(table.edges("MENTORS")) == 2 * len(trades)
    with writing(table.engine) as (connection, _):
        assert not rebuild(connection).change.any
