"""What reading a form makes of the unusual: strangers, annexes, merged cells, and what is missing."""

from pathlib import Path

from ingest.form.read import read_form
from ingest.records import Severity
from tests import forms
from tests.forms import ANNEX, BASICS, COVER, LEADER, Box, Row, read, rows, save, table, told, values


def test_rows_name_their_table_row_and_label(tmp_path: Path) -> None:
    reading = read(tmp_path, ANNEX)
    places = {(record.ledger, record.place.sheet, record.place.row, record.place.column) for record in reading.records}
    assert {
        ("工作室台账", "表格 1", 1, ""), ("经费台账", "表格 1", 6, ""), ("成员台账", "表格 1", 25, ""),
        ("统计数字台账", "表格 1", 8, "创新成果"),
        ("单位台账", "封面", None, ""),
    } <= places  # fmt: skip


def test_a_table_with_a_name_is_called_by_it(tmp_path: Path) -> None:
    reading = read_form(save(tmp_path / "表.docx", *COVER, table(ANNEX, caption="申报表")))
    assert {record.place.sheet for record in rows(reading, "成员台账")} == {"表格 1（申报表）"}


def test_a_member_without_a_name_is_refused_and_the_leader_again_stays_leader(tmp_path: Path) -> None:
    members: list[Row] = [
        *forms.MEMBER_TITLE,
        forms.MEMBER_HEADS,
        ["林晓岚", "女", "197503", "本科", ("高级技师", 2), ("焊接车间", 3), ("负责人", 3)],
        ["", "男", "198602", "大专", ("技师", 2), ("机加车间", 3), ("", 3)],
        ["周 周", "男", "1986.02", "大专", ("技师", 2), ("机加车间", 3), ("技术攻关", 3)],
        ["合计", "", "", "", ("", 2), ("", 3), ("3人", 3)],
    ]
    reading = read(tmp_path, [*BASICS, *LEADER, *members])
    names = [(name, role) for name, role in values(reading, "成员台账", "姓名", "身份")]
    assert names == [("林晓岚", "领衔人"), ("周周", "骨干")]
    ((_, row, column, message),) = told(reading, Severity.ERROR)
    assert (row, column) == (13, "姓名")
    assert "大专，技师，机加车间" in message
    assert "198602" not in message


def test_cells_merged_across_fill_the_first_and_cells_merged_down_fill_all(tmp_path: Path) -> None:
    members: list[Row] = [
        *forms.MEMBER_TITLE,
        forms.MEMBER_HEADS,
        ["甲一", "男", "1986", "大专", ("技师", 2), Box("焊接车间", 3, "begin"), ("", 3)],
        ["乙二", "男", "1987", "大专", ("技师", 2), Box("", 3, "on"), ("", 3)],
        ["丙三", "男", "1988", "大专", ("技师", 2), ("机加车间设计", 6)],
    ]
    reading = read(tmp_path, [*BASICS, *LEADER, *members])
    places = values(reading, "成员台账", "姓名", "所在部门")[1:]
    assert places == [("甲一", "焊接车间"), ("乙二", "焊接车间"), ("丙三", "机加车间设计")]
    assert any("合并成一格" in message and row == 14 for _, row, _, message in told(reading, Severity.NOTICE))


def test_a_list_cut_by_a_page_break_goes_on_in_the_next_table(tmp_path: Path) -> None:
    heads = [forms._box(item).text for item in forms.MEMBER_HEADS]
    first, second, third = forms.PEOPLE
    reading = read(tmp_path, [*BASICS, *LEADER, *forms.MEMBER_TITLE, heads, first, heads, second], [third])
    assert [name for (name,) in values(reading, "成员台账", "姓名")] == ["林晓岚", "赵一凡", "钱多多", "孙小圆"]


def test_identity_numbers_are_not_read_and_contacts_are_no_members(tmp_path: Path) -> None:
    more: list[Row] = [
        [("身份证号", 2), ("510101197503010011", 10)],
        [("联系人", 2), ("王小五", 4), ("联系电话", 2), ("13911112222", 4)],
    ]
    reading = read(tmp_path, [*BASICS, *more, *LEADER])
    assert "510101197503010011" not in str(reading)
    assert any("不读入" in message for *_, message in told(reading, Severity.NOTICE))
    notes = rows(reading, "工作室台账")[0].notes
    assert (notes["联系人"], notes["联系人电话"]) == ("王小五", "13911112222")
    assert values(reading, "成员台账", "姓名", "联系电话") == [("林晓岚", "13800000000")]


def test_annexes_of_achievements_and_of_people_trained(tmp_path: Path) -> None:
    achievements: list[Row] = [
        ["序号", "成果名称", "类别", "获奖等级", "时间"],
        ["1", "高效焊枪", "实用新型", "省部", "2020.5"],
        ["2", "桥面检测", "软著", "", "2021年"],
    ]
    trained: list[Row] = [["姓名", "晋升等级", "时间"], ["李大", "技师", "2020"], ["李二", "高级工", "2021"]]
    reading = read(tmp_path, ANNEX, "附件：创新成果明细表", achievements, "附：培养人才名单", trained)
    assert values(reading, "成果台账", "成果名称", "类别", "等级", "日期") == [
        ("高效焊枪", "实用新型专利", "省部", "2020-05"),
        ("桥面检测", "其他", None, "2021"),
    ]
    assert len(rows(reading, "成员台账")) == 4
    notes = rows(reading, "工作室台账")[0].notes
    assert notes["培养人才明细"] == "姓名 李大，晋升等级 技师，时间 2020\n姓名 李二，晋升等级 高级工，时间 2021"


def test_text_boxes_are_no_labels_but_their_text_is_listed(tmp_path: Path) -> None:
    words = "<w:txbxContent><w:p><w:r><w:t>工作室名称：假名</w:t></w:r></w:p></w:txbxContent>"
    box = (
        '<w:p><w:r><w:t>焊机三台</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        f"{words}</w:drawing></mc:Choice><mc:Fallback><w:pict>{words}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    reading = read(tmp_path, [*BASICS, [("设备设施", 2), Box(span=10, xml=box)], *LEADER])
    (studio,) = rows(reading, "工作室台账")
    assert (studio.values["工作室名称"], studio.values["设备设施"]) == (forms.FACTS.studio, "焊机三台")
    assert studio.notes["文本框"] == "工作室名称：假名"
    assert any("1 个文本框" in message for *_, message in told(reading, Severity.NOTICE))


def test_a_label_no_ledger_has_is_kept_as_a_note_and_named(tmp_path: Path) -> None:
    reading = read(tmp_path, [*BASICS, [("电子邮箱", 2), ("a@b.example", 4), ("传真号码", 2), ("", 4)], *LEADER])
    assert rows(reading, "工作室台账")[0].notes["电子邮箱"] == "a@b.example"
    assert any("「电子邮箱」「传真号码」" in message for *_, message in told(reading, Severity.NOTICE))


def test_cover_and_table_that_disagree_are_listed(tmp_path: Path) -> None:
    path = save(tmp_path / "表.docx", "申报表", "工作室名称：旧名工作室", table([*BASICS, *LEADER]))
    reading = read_form(path)
    assert values(reading, "工作室台账", "工作室名称") == [(forms.FACTS.studio,)]
    assert any("旧名工作室" in message for *_, message in told(reading, Severity.WARNING))


def test_the_cover_names_the_studio_when_the_table_does_not(tmp_path: Path) -> None:
    basics: list[Row] = [[("工作室名称", 2), ("", 4), ("创建日期", 2), ("20160308", 4)], *BASICS[1:]]
    assert values(read(tmp_path, [*basics, *LEADER]), "工作室台账", "工作室名称") == [(forms.FACTS.studio,)]


def test_two_forms_in_one_file_are_refused(tmp_path: Path) -> None:
    other: list[Row] = [[("工作室名称", 2), ("别的工作室", 4), ("创建日期", 2), ("20180308", 4)], *BASICS[1:]]
    reading = read(tmp_path, [*BASICS, *LEADER], [*other, *LEADER])
    assert (reading.records, "2 份申报表" in reading.issues[0].message) == ((), True)


def test_a_form_without_a_leader_or_an_organization_says_so(tmp_path: Path) -> None:
    basics: list[Row] = [BASICS[0], *BASICS[2:]]
    reading = read_form(save(tmp_path / "表.docx", table(basics)))
    assert [column for _, _, column, _ in told(reading, Severity.WARNING)] == ["领衔人", "所在单位"]
    assert len(rows(reading, "工作室台账")) == 1


def test_strict_refuses_the_whole_form_for_one_bad_cell(tmp_path: Path) -> None:
    path = save(tmp_path / "表.docx", *COVER, table([*BASICS, [("创新成果", 2), ("若干", 10)], *LEADER]))
    assert read_form(path).records
    reading = read_form(path, strict=True)
    assert (reading.records, "严格模式" in reading.issues[0].message) == ((), True)


def test_private_columns_stay_in_the_ledger_that_keeps_them(tmp_path: Path) -> None:
    reading = read(tmp_path, ANNEX)
    (leader,) = [record for record in rows(reading, "成员台账") if record.values["身份"] == "领衔人"]
    assert (leader.values["出生年月"], leader.values["民族"], leader.values["政治面貌"]) == (
        "1975-03",
        "汉族",
        "中共党员",
    )
    assert "13800000000" not in "".join(issue.message for issue in reading.issues)


def test_another_unions_form_is_read_by_its_labels(tmp_path: Path) -> None:
    form: list[Row] = [
        ["工作室名称", ("李建国劳模创新工作室", 3), "成立时间", "2015.6"],
        ["所在单位", ("清泉自来水有限公司", 3), "所属行业", "水务"],
        ["工作室面积", "120平方米", "团队人数", "15", "工作室类别", "√技术攻关 □技能传授 □窗口服务 □其他"],
        ["领衔人姓名", "李建国", "性别", "男", "出生年月", "1968年10月"],
        ["文化程度", "大专", "政治面貌", "中共党员", "职务/职称", "高级技师"],
        [Box("团队成员情况", 1, "begin"), "姓名", "性别", "年龄", "职务", "特长"],
        [Box(down="on"), "赵一", "男", "35", "技术员", "仪表"],
        ["主要创新成果", ("1.研制阀门检测装置，获市科技进步三等奖。\n2.改进加药工艺。", 5)],
        ["经济效益", ("近三年节约成本200万元", 5)],
        ["单位工会意见", ("同意申报\n（盖章）\n年  月  日", 5)],
    ]
    reading = read_form(save(tmp_path / "表.docx", "职工创新工作室申报表", table(form)))
    columns = ("工作室名称", "所在单位", "行业", "创建日期", "工作室类型", "成员总数", "场所面积(㎡)", "领衔人")
    studio = ("李建国劳模创新工作室", "清泉自来水有限公司", "水务", "2015-06", "技术攻关", 15, 120.0, "李建国")
    assert values(reading, "工作室台账", *columns) == [studio]
    assert values(reading, "成员台账", "姓名", "身份", "技术职称") == [
        ("李建国", "领衔人", "高级技师"),
        ("赵一", "成员", None),
    ]
    notes = rows(reading, "工作室台账")[0].notes
    assert (notes["经济效益"], notes["单位工会意见"]) == ("近三年节约成本200万元", "同意申报")
    assert notes["主要创新成果"].startswith("1.研制阀门检测装置")


def test_labels_and_values_in_one_cell_are_told_apart(tmp_path: Path) -> None:
    form: list[Row] = [
        [("工作室名称：林晓岚劳模创新工作室", 6), ("创建日期：2016年3月8日", 6)],
        [("所在单位：东江公司", 6), ("类型：□技术攻关 ☑技能传授", 6)],
        [("成员总数：12人    场所面积：86㎡", 12)],
        ["技术创新", ("创新成果14项，成果转化六项，实用新型3个，发明1个", 11)],
        ["经济效益（万元）", "2019年", ("创收410 节资188 合计598", 10)],
    ]
    reading = read_form(save(tmp_path / "表.docx", table(form)))
    columns = ("工作室名称", "所在单位", "工作室类型", "创建日期", "成员总数", "场所面积(㎡)")
    studio = ("林晓岚劳模创新工作室", "东江公司", "技能传授", "2016-03-08", 12, 86.0)
    assert values(reading, "工作室台账", *columns) == [studio]
    assert values(reading, "统计数字台账", "指标", "数值") == [
        ("创新成果", "14"), ("成果转化", "6"), ("实用新型专利", "3"), ("发明专利", "1"),
        ("创收金额", "410"), ("节资金额", "188"), ("经济效益合计", "598"),
    ]  # fmt: skip
