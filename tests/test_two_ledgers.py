"""A table that tells of things and, row by row, of what belongs to them is read as both ledgers."""

from pathlib import Path

import pytest

from ingest.records import Severity
from tests.workbooks import read_rows

HEAD = ("序号", "联盟名称", "类型", "成立时间", "牵头单位", "工作室", "角色", "加入时间", "备注")
FIRST = ("一号联盟", "跨企业", "2021年6月", "甲集团工会")
ROWS = (
    (1, *FIRST, "甲创新工作室", "领衔", "2021.6", None),
    (None, None, None, None, None, "乙创新工作室", "成员", "2022.3", "新加入"),
    (2, "二号联盟", "校企", "2022", "乙学院工会", "丙创新工作室", "领衔", "2022.9", None),
    ("合计", "2个", None, None, None, "3个", None, None, None),
)


def test_alliances_and_their_members_in_one_table_are_both_read(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, HEAD, *ROWS)
    alliances = [record.values for record in reading.records if record.ledger == "联盟台账"]
    members = [record for record in reading.records if record.ledger == "联盟成员台账"]
    assert alliances[0] == {
        "联盟名称": "一号联盟",
        "联盟类型": ["跨企业"],
        "成立日期": "2021-06",
        "牵头单位": ["甲集团工会"],
    }
    assert [each["联盟名称"] for each in alliances] == ["一号联盟", "二号联盟"]
    assert [(each.values["联盟名称"], each.values["工作室"], each.values["角色"]) for each in members] == [
        ("一号联盟", "甲创新工作室", "领衔"),
        ("一号联盟", "乙创新工作室", "成员"),
        ("二号联盟", "丙创新工作室", "领衔"),
    ]
    assert (members[1].values["加入日期"], members[1].notes) == ("2022-03", {"备注": "新加入"})


def test_a_list_of_alliances_with_one_row_for_each_is_of_alliances_alone(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, HEAD, ROWS[0], ROWS[2])
    assert [record.ledger for record in reading.records] == ["联盟台账"] * 2


def test_a_roster_that_names_units_and_leaders_is_of_members_alone(tmp_path: Path) -> None:
    head = ("姓名", "工作室", "所在单位", "负责人", "身份")
    reading = read_rows(
        tmp_path, head, ("李四", "甲室", "外协公司", "张三", "成员"), ("王五", "乙室", "乙厂", "赵六", "骨干")
    )
    assert [record.ledger for record in reading.records] == ["成员台账"] * 2


def test_a_date_that_differs_in_one_row_does_not_take_the_column_from_all_alliances(tmp_path: Path) -> None:
    rows = (
        ("一号联盟", "跨企业", "2021-03", "甲室", "领衔"),
        ("一号联盟", "跨企业", "2021-04", "乙室", "成员"),
        ("二号联盟", "校企", "2022", "丙室", "领衔"),
        ("二号联盟", "校企", "2022", "丁室", "成员"),
        ("三号联盟", "校企", "2023", "戊室", "领衔"),
        ("三号联盟", "校企", "2023", "己室", "成员"),
    )
    reading = read_rows(tmp_path, ("联盟名称", "类型", "成立时间", "工作室", "角色"), *rows)
    dated = {record.values["成立日期"] for record in reading.records if record.ledger == "联盟台账"}
    assert dated == {"2021-03", "2021-04", "2022", "2023"}
    assert "也读作联盟台账" in "".join(issue.message for issue in reading.issues)


def test_what_differs_among_the_members_of_a_studio_is_not_said_of_the_studio(tmp_path: Path) -> None:
    head = ("工作室名称", "领衔人", "所在单位", "姓名", "身份")
    rows = (("甲创新工作室", "张三", "甲厂", "张三", "领衔人"), ("甲创新工作室", "张三", "乙厂", "李四", "成员"))
    assert {record.ledger for record in read_rows(tmp_path, head, *rows).records} == {"成员台账"}


def test_a_further_table_below_two_ledgers_in_one_is_read_once(tmp_path: Path) -> None:
    below = (("工作室", "姓名", "身份"), ("甲创新工作室", "张三", "骨干"))
    reading = read_rows(tmp_path, HEAD, *ROWS[:3], (), *below)
    assert [record.ledger for record in reading.records].count("成员台账") == 1


def test_studios_and_their_members_in_one_table_are_both_read(tmp_path: Path) -> None:
    group = ("序号", "工作室基本信息", None, None, None, "团队人员", None, None, None)
    heads = (None, "工作室名称", "所在院系", "领衔人", "级别", "姓名", "性别", "身份", "从事工种")
    rows = (
        (1, "甲创新工作室", "智能学院", "丁一", "省级", "丁一", "男", "领衔人", "钳工"),
        (None, None, None, None, None, "卫二", "女", "骨干", "车工"),
        (2, "乙创新工作室", "艺术学院", "方三", "校级", "方三", "女", "领衔人", "陶工"),
        (None, None, None, None, None, "周四", "男", "成员", "陶工"),
    )
    reading = read_rows(tmp_path, ("工作室底册",), group, heads, *rows)
    studios = [record.values for record in reading.records if record.ledger == "工作室台账"]
    members = [record.values for record in reading.records if record.ledger == "成员台账"]
    assert studios == [
        {"工作室名称": "甲创新工作室", "所在单位": "智能学院", "领衔人": "丁一", "级别": "省部级"},
        {"工作室名称": "乙创新工作室", "所在单位": "艺术学院", "领衔人": "方三", "级别": "企业级"},
    ]
    assert [(each["姓名"], each["工作室"], each["身份"], each.get("所在部门")) for each in members] == [
        ("丁一", "甲创新工作室", "领衔人", None),
        ("卫二", "甲创新工作室", "骨干", None),
        ("方三", "乙创新工作室", "领衔人", None),
        ("周四", "乙创新工作室", "成员", None),
    ]


@pytest.mark.parametrize("again", [True, False])
def test_what_people_do_stays_with_them_beside_their_studio(tmp_path: Path, again: bool) -> None:
    head = ("工作室名称", "所在单位", "领衔人", "姓名", "性别", "专业")
    people = (("甲", "张三", "焊接"), ("甲", "李四", "焊接"), ("乙", "王五", "电气"), ("乙", "赵六", "编程"))
    leaders = {"甲": "张三", "乙": "王五"}
    rows = [
        (f"{studio}工作室", f"{studio}公司", leaders[studio], name, "男", trade)
        if again or name in leaders.values()
        else (None, None, None, name, "男", trade)
        for studio, name, trade in people
    ]
    reading = read_rows(tmp_path, head, *rows)
    trades = [record.values["工种"] for record in reading.records if record.ledger == "成员台账"]
    assert trades == ["焊接", "焊接", "电气", "编程"]
    assert [record.ledger for record in reading.records].count("工作室台账") == 2
    assert not [issue for issue in reading.issues if issue.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("heading", "column", "cell", "members"),
    [
        ("成员工作室名单", "工作室", "甲工作室、乙工作室（牵头）、丙工作室", ["甲工作室", "乙工作室", "丙工作室"]),
        ("成员工作室", "工作室", "1.甲工作室\n2.乙工作室", ["甲工作室", "乙工作室"]),
        ("成员单位", "成员单位", "甲公司，乙学院等2家单位", ["甲公司", "乙学院"]),
    ],
)
def test_the_members_an_alliance_lists_in_one_cell_are_its_members(
    tmp_path: Path, heading: str, column: str, cell: str, members: list[str]
) -> None:
    head = ("联盟名称", "联盟类型", "牵头单位", heading, "成员数量", "备注")
    reading = read_rows(tmp_path, head, ("一号联盟", "跨企业", "甲公司；乙公司", cell, len(members), "新"))
    (alliance,) = (record for record in reading.records if record.ledger == "联盟台账")
    assert alliance.values == {"联盟名称": "一号联盟", "联盟类型": ["跨企业"], "牵头单位": ["甲公司", "乙公司"]}
    assert alliance.notes["备注"] == "新"
    found = [record.values for record in reading.records if record.ledger == "联盟成员台账"]
    assert [(each["联盟名称"], each[column]) for each in found] == [("一号联盟", name) for name in members]
    assert [each[column] for each in found if each.get("角色") == "领衔"] == (["乙工作室"] if "牵头" in cell else [])


def test_studios_and_their_units_listed_beside_one_another_go_together(tmp_path: Path) -> None:
    head = ("联盟名称", "工作室", "成员单位")
    rows = (
        ("一号联盟", "甲工作室、乙工作室", "甲公司、乙公司"),
        ("二号联盟", "丙工作室、丁工作室", "甲公司、乙公司、丙公司"),
    )
    records = [record.values for record in read_rows(tmp_path, head, *rows).records]
    assert [(each["工作室"], each["成员单位"]) for each in records] == [
        ("甲工作室", "甲公司"),
        ("乙工作室", "乙公司"),
        ("丙工作室、丁工作室", "甲公司、乙公司、丙公司"),
    ]


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("成员", "张三、李四"),
        ("成员工作室", "数控加工、焊接创新工作室"),
        ("成员单位", "由甲公司牵头，乙公司、丙公司等12家单位参加"),
        ("成员单位", "牵头单位：甲公司；成员单位：乙公司、丙公司"),
        ("成员单位", "中国船舶集团公司第七〇一研究所,武汉"),
    ],
)
def test_what_lists_no_members_stays_as_it_is_written(tmp_path: Path, heading: str, cell: str) -> None:
    (only,) = read_rows(tmp_path, ("联盟名称", "联盟类型", heading), ("一号联盟", "跨企业", cell)).records
    assert (only.ledger, only.notes[heading]) == ("联盟台账", cell)


def test_an_alliance_whose_list_is_empty_is_an_alliance_all_the_same(tmp_path: Path) -> None:
    rows = (
        ("一号联盟", "跨企业", "甲公司、乙公司"),
        ("二号联盟", "校企", None),
        ("三号联盟", "校企", "丙公司、丁学院"),
    )
    reading = read_rows(tmp_path, ("联盟名称", "联盟类型", "成员单位"), *rows)
    assert [record.ledger for record in reading.records] == ["联盟台账"] * 3 + ["联盟成员台账"] * 4
    assert not [issue for issue in reading.issues if issue.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("column", "cell", "name"),
    [
        ("工作室", "中铁一局 张三创新工作室", "中铁一局 张三创新工作室"),
        ("工作室", "张三、李四劳模创新工作室", "张三、李四劳模创新工作室"),
        ("成员单位", "山东大学 齐鲁医院", "山东大学 齐鲁医院"),
        ("成员单位", "Foo Co., Ltd.", "Foo Co., Ltd."),
    ],
)
def test_the_name_of_one_member_is_not_parted(tmp_path: Path, column: str, cell: str, name: str) -> None:
    reading = read_rows(tmp_path, ("联盟名称", column, "角色"), ("一号联盟", cell, "成员"))
    assert [record.values[column] for record in reading.records] == [name]


def test_members_of_one_organization_are_both_its_own_and_who_leads_is_told(tmp_path: Path) -> None:
    row = ("一号联盟", "甲工作室（牵头单位）、乙工作室", "甲厂、甲厂", "成员")
    records = [each.values for each in read_rows(tmp_path, ("联盟名称", "工作室", "成员单位", "角色"), row).records]
    assert [(each["工作室"], each["成员单位"], each["角色"]) for each in records] == [
        ("甲工作室", "甲厂", "领衔"),
        ("乙工作室", "甲厂", "成员"),
    ]
