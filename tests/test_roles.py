"""A list of studios that names its people by their roles, several in a cell, gives the members too."""

from pathlib import Path

from tests.workbooks import read_rows

HEAD = ("序号", "工作室名称", "领衔人", "所在单位", "骨干", "成员", "备注")
FIRST = (1, "甲创新工作室", "张三", "甲厂", "李四、王五", "赵六，孙七\n周八 吴九", None)
SECOND = (2, "乙创新工作室", "郑十", "乙厂", "冯一", None, "新成立")


def test_people_in_columns_of_roles_are_members(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, HEAD, FIRST, SECOND, ("合计", "2个", 2, None, 3, 4, None))
    members = {(each.values["工作室"], each.values["身份"], each.values["姓名"]) for each in reading.records[:-2]}
    assert members == {
        *(("甲创新工作室", role, name) for role, name in (("领衔人", "张三"), ("骨干", "李四"), ("骨干", "王五"))),
        *(("甲创新工作室", "成员", name) for name in ("赵六", "孙七", "周八", "吴九")),
        *(("乙创新工作室", role, name) for role, name in (("领衔人", "郑十"), ("骨干", "冯一"))),
    }
    studios = [(record.ledger, record.values["领衔人"], record.notes) for record in reading.records[-2:]]
    assert studios == [("工作室台账", "张三", {}), ("工作室台账", "郑十", {"备注": "新成立"})]


def test_where_a_role_is_counted_or_described_nobody_is_a_member(tmp_path: Path) -> None:
    for odd in (5, "李四等5人", "张 三、李四"):
        reading = read_rows(tmp_path, HEAD, FIRST, (*SECOND[:5], odd, None))
        assert [record.ledger for record in reading.records] == ["工作室台账"] * 2
        assert str(odd) in reading.records[1].notes["成员"]
