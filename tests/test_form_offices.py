"""Forms as other offices draw them: other rows, other tables, paragraphs and lists instead of tables."""

from pathlib import Path

import pytest

from ingest.records import Reading, Severity
from tests import forms
from tests.forms import Box, Row, read_bare, rows, studio_of, table, told, values, xml_paragraph

STUDIO = "凌云创新工作室"
BASICS: list[Row] = [
    ["工作室名称", (STUDIO, 5)],
    ["所在单位", ("远山公司", 5)],
    ["创建日期", ("2018年", 2), "领衔人", ("凌云", 2)],
]


def _members(reading: Reading) -> list[str]:
    return [str(record.values["姓名"]) for record in rows(reading, "成员台账") if record.values["身份"] != "领衔人"]


def test_a_leader_named_again_is_one_person_who_knows_more(tmp_path: Path) -> None:
    people: list[Row] = [["姓名", "性别", "学历"], ["凌云（领衔人）", "男", "本科"], ["甘霖", "女", "硕士"]]
    reading = read_bare(tmp_path, table(BASICS), "骨干成员名单", table(people))
    assert values(reading, "成员台账", "姓名", "身份", "性别", "学历") == [
        ("凌云", "领衔人", "男", "本科"),
        ("甘霖", "骨干", "女", "硕士"),
    ]


def test_a_leader_who_differs_between_block_and_list_is_listed(tmp_path: Path) -> None:
    leader: list[Row] = [[("领衔人情况", 6)], ["姓名", ("凌云", 2), "学历", ("大专", 2)]]
    people: list[Row] = [["姓名", "性别", "学历"], ["凌云", "男", "本科"]]
    reading = read_bare(tmp_path, table([*BASICS[:2], ["创建日期", ("2018年", 5)], *leader]), "骨干成员", table(people))
    assert values(reading, "成员台账", "姓名", "学历", "性别") == [("凌云", "大专", "男")]
    ((sheet, row, column, message),) = told(reading, Severity.WARNING)
    assert (sheet, row, column) == ("表格 2（骨干成员情况）", 2, "学历")
    assert "「本科」" in message


def test_a_form_may_be_written_in_paragraphs(tmp_path: Path) -> None:
    reading = read_bare(
        tmp_path, f"工作室名称：{STUDIO}", "所在单位：远山公司    创建日期：2018年2月",
        "成员总数：10人", "场所面积：150㎡",
        "一、领衔人情况", "姓名：凌云", "性别：女", "二、成员名单",
        "甘霖（女，1988年4月生，工程师）", "时雨，男，1992年9月，技师",
        "三、业绩简介", "近三年完成技术改造12项。",
    )  # fmt: skip
    assert studio_of(reading) == {
        "工作室名称": STUDIO, "所在单位": "远山公司", "创建日期": "2018-02", "成员总数": 10, "场所面积(㎡)": 150.0,
        "领衔人": "凌云",
    }  # fmt: skip
    assert values(reading, "成员台账", "姓名", "性别", "出生年月", "技术职称") == [
        ("凌云", "女", None, None),
        ("甘霖", "女", "1988-04", "工程师"),
        ("时雨", "男", "1992-09", "技师"),
    ]
    assert rows(reading, "工作室台账")[0].notes["业绩简介"] == "近三年完成技术改造12项。"


@pytest.mark.parametrize(
    "cell",
    [
        "1.甘霖（女，工程师）\n2.时雨，男，技师",
        "甘霖、时雨",
        "成员：甘 霖，时雨",
        "甘霖  时雨",
        "甘霖（女）；时雨（男）",
    ],
)
def test_members_listed_in_one_cell_are_people(tmp_path: Path, cell: str) -> None:
    assert _members(read_bare(tmp_path, table([*BASICS, ["主要成员", (cell, 5)]]))) == ["甘霖", "时雨"]


@pytest.mark.parametrize("cell", ["见附表", "共12人，结构合理", "团队由技术骨干组成。"])
def test_what_lists_nobody_stays_a_note(tmp_path: Path, cell: str) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["主要成员", (cell, 5)]]))
    assert _members(reading) == []
    assert cell in rows(reading, "工作室台账")[0].notes.values()


def test_members_in_an_annex_of_paragraphs_are_read(tmp_path: Path) -> None:
    reading = read_bare(
        tmp_path, table(BASICS), "附件：骨干成员名单", "1. 甘霖，女，大专，技师", "2. 时雨，男，本科，工程师"
    )
    assert _members(reading) == ["甘霖", "时雨"]


def test_a_column_may_be_a_person(tmp_path: Path) -> None:
    people: list[Row] = [["姓名", "甘霖", "时雨"], ["性别", "女", "男"], ["学历", "本科", "大专"]]
    reading = read_bare(tmp_path, table(BASICS), "骨干成员", table(people))
    assert values(reading, "成员台账", "姓名", "性别", "学历")[1:] == [("甘霖", "女", "本科"), ("时雨", "男", "大专")]


def test_every_member_may_have_two_rows_of_labels(tmp_path: Path) -> None:
    people: list[Row] = [["姓名", "甘霖", "性别", "女"], ["学历", "本科", "职称", "工程师"],
                         ["姓名", "时雨", "性别", "男"], ["学历", "大专", "职称", "技师"]]  # fmt: skip
    reading = read_bare(tmp_path, table(BASICS), "成员情况", table(people))
    assert values(reading, "成员台账", "姓名", "学历", "技术职称")[1:] == [
        ("甘霖", "本科", "工程师"),
        ("时雨", "大专", "技师"),
    ]


def test_the_same_as_above_is_what_stands_above(tmp_path: Path) -> None:
    people: list[Row] = [
        ["姓名", "性别", "部门"],
        ["甘霖", "女", "机加车间"],
        ["时雨", "男", "同上"],
        ["合计", "", "2人"],
    ]
    reading = read_bare(tmp_path, table(BASICS), "成员名单", table(people))
    assert values(reading, "成员台账", "姓名", "所在部门")[1:] == [("甘霖", "机加车间"), ("时雨", "机加车间")]


def test_years_may_stand_above_their_own_headings(tmp_path: Path) -> None:
    funding: list[Row] = [
        [Box("经费投入", 1, "begin"), ("2022年", 3), ("2023年", 2)],
        [Box(down="on"), ("金额（万元）", 2), "来源", "金额（万元）", "来源"],
        [Box(down="on"), ("10", 2), "公司", "20", "工会"],
    ]
    reading = read_bare(tmp_path, table([*BASICS, *funding]))
    assert values(reading, "经费台账", "年度", "金额(万元)", "来源") == [(2022, 10.0, "公司"), (2023, 20.0, "工会")]


@pytest.mark.parametrize(
    "written", ["2021年：5万元（公司）；2022年：6万元（公司）", "2021年公司投入5万元，2022年公司投入6万元"]
)
def test_money_spelled_out_in_a_cell_is_read_by_year(tmp_path: Path, written: str) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["经费投入（万元）", (written, 5)]]))
    assert values(reading, "经费台账", "年度", "金额(万元)", "来源") == [(2021, 5.0, "公司"), (2022, 6.0, "公司")]


@pytest.mark.parametrize(
    "title", ["经费投入情况（单位：元）", "经费投入情况\n单位：元", "经费投入情况\n（金额单位：人民币元）"]
)
def test_the_unit_above_a_table_counts(tmp_path: Path, title: str) -> None:
    money: list[Row] = [["年度", "投入金额", "经费来源"], ["2022", "30000", "公司"]]
    reading = read_bare(tmp_path, table(BASICS), *title.split("\n"), table(money))
    assert values(reading, "经费台账", "金额(万元)") == [(3.0,)]


def test_an_amount_merged_beside_several_years_belongs_to_none_and_is_listed(tmp_path: Path) -> None:
    money: list[Row] = [
        [("经费投入（万元）", 6)],
        [("年度", 2), ("投入金额", 2), ("经费来源", 2)],
        [("2022年", 2), Box("30", 2, "begin"), ("公司", 2)],
        [("2023年", 2), Box(span=2, down="on"), ("公司", 2)],
    ]
    reading = read_bare(tmp_path, table([*BASICS, *money]))
    assert rows(reading, "经费台账") == []
    assert "「30」合并在几个年度旁边" in told(reading, Severity.ERROR)[0][3]


def test_benefit_of_several_years_keeps_their_span(tmp_path: Path) -> None:
    benefit: list[Row] = [
        [("近三年经济效益（万元）", 6)],
        [("创收金额", 2), ("节资金额", 2), ("合计", 2)],
        [("5", 2), ("6", 2), ("11", 2)],
    ]
    reading = read_bare(tmp_path, table([*BASICS, *benefit]))
    assert values(reading, "统计数字台账", "期间", "数值") == [("近三年", "5"), ("近三年", "6"), ("近三年", "11")]


def test_kinds_may_be_rows_with_their_number_beside(tmp_path: Path) -> None:
    awards: list[Row] = [["获奖等级", "数量"], ["国家级", "1"], ["省部级", "2"]]
    reading = read_bare(tmp_path, table(BASICS), "获奖情况统计", table(awards))
    assert values(reading, "统计数字台账", "指标", "数值") == [("国家级获奖", "1"), ("省部级获奖", "2")]


def test_a_number_by_year_is_no_money(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["创新成果", "2021年", "3", "2022年", "4", ""]]))
    assert rows(reading, "经费台账") == []
    assert values(reading, "统计数字台账", "指标", "期间", "数值") == [
        ("创新成果", "2021年", "3"),
        ("创新成果", "2022年", "4"),
    ]


def test_hidden_and_struck_text_is_kept_but_not_read(tmp_path: Path) -> None:
    def run(text: str, look: str = "") -> str:
        return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"

    kinds = f"<w:p>{run('技术攻关、', '<w:strike/>')}{run('窗口服务')}{run('旁注', '<w:vanish/>')}</w:p>"
    reading = read_bare(tmp_path, table([*BASICS, ["工作室类型", Box(span=5, xml=kinds)]]))
    assert studio_of(reading)["工作室类型"] == "窗口服务"
    assert rows(reading, "工作室台账")[0].notes["隐藏或划去的文字"] == "技术攻关、\n旁注"


def test_options_may_stand_in_cells_of_their_own(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["工作室类型", "技术攻关", "", "技能传授", "√", "窗口服务"]]))
    assert studio_of(reading)["工作室类型"] == "技能传授"


def test_a_list_of_kinds_without_a_tick_is_listed(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["工作室类型", ("技术攻关、技能传授、窗口服务", 5)]]))
    assert "工作室类型" not in studio_of(reading)
    assert [column for _, _, column, _ in told(reading, Severity.WARNING)] == ["工作室类型"]


def test_a_label_may_stand_over_its_value_in_one_cell(tmp_path: Path) -> None:
    cells: list[Row] = [[f"工作室名称\n{STUDIO}", "所在单位\n远山公司"], ["创建日期\n2018年", "领衔人\n凌云"]]
    assert studio_of(read_bare(tmp_path, table(cells))) == {
        "工作室名称": STUDIO, "所在单位": "远山公司", "创建日期": "2018", "领衔人": "凌云",
    }  # fmt: skip


def test_a_date_may_be_spread_over_cells(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["命名日期", "2019年", "4月", "20日", ("", 2)]]))
    assert studio_of(reading)["命名日期"] == "2019-04-20"


@pytest.mark.parametrize("who", ["联系人", "经办人", "单位工会主席", "填表人"])
def test_the_telephone_of_somebody_else_is_not_the_leaders(tmp_path: Path, who: str) -> None:
    reading = read_bare(tmp_path, table([*BASICS, [who, ("王五", 2), "联系电话", ("13900000000", 2)]]))
    assert values(reading, "成员台账", "姓名", "联系电话") == [("凌云", None)]
    assert "13900000000" in "".join(rows(reading, "工作室台账")[0].notes.values())


@pytest.mark.parametrize("name", ["名 称", "创新工作室\n名    称", "9.工作室名称", "⑨工作室名称", "申报工作室名称"])
def test_the_name_of_the_studio_is_asked_for_in_many_words(tmp_path: Path, name: str) -> None:
    reading = read_bare(tmp_path, table([[name, (STUDIO, 5)], *BASICS[1:], ["成员总数", ("6", 5)]]))
    assert studio_of(reading)["工作室名称"] == STUDIO


def test_two_forms_split_over_tables_are_refused(tmp_path: Path) -> None:
    parts = [
        table(
            [
                ["工作室名称", f"{one}创新工作室"],
                ["所在单位", f"{one}公司"],
                ["创建日期", "2018年"],
                ["领衔人", f"{one}某"],
            ]
        )
        for one in "甲乙"
    ]
    (issue,) = read_bare(tmp_path, *parts).issues
    assert "2 份申报表（「甲创新工作室」「乙创新工作室」）" in issue.message


def test_a_frame_under_the_heading_of_a_summary_is_the_summary(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table(BASICS), "业绩简介（不少于1000字）", table([["完成了大量工作。"]]))
    assert rows(reading, "工作室台账")[0].notes["业绩简介"] == "完成了大量工作。"


def test_fields_set_apart_by_tabs_are_fields_of_their_own(tmp_path: Path) -> None:
    line = forms.plain("所在单位：远山公司") + "<w:r><w:tab/></w:r>" + forms.plain("创建日期：2018年")
    reading = read_bare(tmp_path, f"工作室名称：{STUDIO}", xml_paragraph(line), "领衔人：凌云")
    assert (studio_of(reading)["所在单位"], studio_of(reading)["创建日期"]) == ("远山公司", "2018")


def test_a_place_in_a_form_is_called_as_people_find_it(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["命名日期", ("很久以前", 5)]]))
    (issue,) = [issue for issue in reading.issues if issue.severity is Severity.WARNING]
    assert str(issue.place) == "表格 1 第 4 行「命名日期」栏"


def test_awards_counted_without_their_level_are_kept(tmp_path: Path) -> None:
    results: list[Row] = [["创新成果", "发明专利", "获奖"], ["7", "2", "4"]]
    reading = read_bare(tmp_path, table(BASICS), "技术创新情况", table(results))
    assert values(reading, "统计数字台账", "指标", "数值") == [("创新成果", "7"), ("发明专利", "2"), ("获奖", "4")]


def test_labels_and_values_under_a_title_are_no_headings(tmp_path: Path) -> None:
    results: list[Row] = [["创新成果", "13项", "成果转化", "9项"], ["发明专利", "1个", "实用新型专利", "4个"]]
    reading = read_bare(tmp_path, table(BASICS), "技术创新情况", table(results))
    assert values(reading, "统计数字台账", "指标", "数值") == [
        ("创新成果", "13"), ("成果转化", "9"), ("发明专利", "1"), ("实用新型专利", "4"),
    ]  # fmt: skip


def test_a_row_beside_the_label_of_a_list_ends_the_list(tmp_path: Path) -> None:
    people: list[Row] = [
        [Box("成员\n情况", 1, "begin"), "姓名", "性别", ("学历", 3)],
        [Box(down="on"), "甘霖", "女", ("本科", 3)],
        ["设备设施", ("焊机", 2), "工作制度", ("例会、考核", 2)],
    ]
    reading = read_bare(tmp_path, table([*BASICS, *people]))
    assert _members(reading) == ["甘霖"]
    assert (studio_of(reading)["设备设施"], studio_of(reading)["工作制度"]) == ("焊机", "例会、考核")


@pytest.mark.parametrize("post", ["主任", "首席", "车间主任"])
def test_a_post_is_an_answer_and_no_label(tmp_path: Path, post: str) -> None:
    row: Row = ["职务/职称", post, "联系方式", ("13900000000", 3)]
    reading = read_bare(tmp_path, table([*BASICS, row]))
    assert values(reading, "成员台账", "姓名", "技术职称", "联系电话") == [("凌云", post, "13900000000")]


def test_offices_beside_the_word_for_opinions_head_their_own(tmp_path: Path) -> None:
    opinions: list[Row] = [
        [Box("审\n批\n意\n见", 1, "begin"), "单位工会", ("单位行政", 2), ("市总工会", 2)],
        [Box(down="on"), "同意申报。", ("情况属实。", 2), ("（章）  年  月  日", 2)],
    ]
    notes = rows(read_bare(tmp_path, table([*BASICS, *opinions])), "工作室台账")[0].notes
    assert (notes["单位工会意见"], notes["单位行政意见"]) == ("同意申报。", "情况属实。")
    assert "市总工会意见" not in notes


def test_opinions_side_by_side_are_no_offices(tmp_path: Path) -> None:
    opinions: list[Row] = [
        [Box("审批意见", 1, "begin"), ("同意", 2), ("情况属实", 3)],
        [Box(down="on"), ("凌霄", 2), ("甘棠", 3)],
    ]
    notes = rows(read_bare(tmp_path, table([*BASICS, *opinions])), "工作室台账")[0].notes
    assert "同意意见" not in notes


def test_counts_beside_the_label_of_their_block_follow_a_table_of_years(tmp_path: Path) -> None:
    block: list[Row] = [
        [Box("经费", 1, "begin"), ("年度", 2), ("金额（元）", 3)],
        [Box(down="on"), ("2019", 2), ("86,500", 3)],
        [Box("成\n果\n人\n才", 1, "begin"), ("成果10项，转化8项；专利：发明1件；获奖：省级2项。", 5)],
        [Box(down="on"), ("培养21人：技师6人，高级工15人。", 5)],
    ]
    reading = read_bare(tmp_path, table([*BASICS, *block]))
    assert values(reading, "统计数字台账", "指标", "数值", "期间") == [
        ("创新成果", "10", None), ("成果转化", "8", None), ("发明专利", "1", None), ("省部级获奖", "2", None),
        ("培养人才总数", "21", None), ("培养技师", "6", None), ("培养高级工", "15", None),
    ]  # fmt: skip


def test_what_a_member_does_may_follow_the_word_for_it(tmp_path: Path) -> None:
    people = "1.甘霖，女，1988年4月生，工程师，技术部，分工：理化分析；\n2.时雨，男，技师，维修班，分工：设备改造。"
    reading = read_bare(tmp_path, table([*BASICS, ["骨干成员", (people, 5)]]))
    assert values(reading, "成员台账", "姓名", "所在部门", "主要分工")[1:] == [
        ("甘霖", "技术部", "理化分析"),
        ("时雨", "维修班", "设备改造"),
    ]


def test_money_of_a_form_of_one_year_is_of_that_year_and_told(tmp_path: Path) -> None:
    money: list[Row] = [[("二、年度工作情况", 6)], ["年度经费(万元)", "8.5", "其中行政拨款", "6", "工会补助", "2.5"]]
    title = "远山集团职工创新工作室年度复审表（2023年度）"
    reading = read_bare(tmp_path, table([*BASICS, *money]), title=title)
    assert {year for (year,) in values(reading, "经费台账", "年度")} == {2023}
    several = read_bare(tmp_path, table([*BASICS, *money]), title="远山集团工作室2022年度、2023年度复审表")
    assert not rows(several, "经费台账")


def test_the_level_ticked_under_its_present_one_and_kinds_told_as_patents_or_prizes(tmp_path: Path) -> None:
    level: list[Row] = [["现命名级别", ("☑市级  □省级  □国家级", 5)]]
    results: list[Row] = [
        ["成果名称", "完成时间", "获奖或专利情况"],
        ["厚板窄间隙焊", "2022年6月", "发明专利"],
        ["桥面板胎架", "2023.4", "省级QC一等奖"],
    ]
    reading = read_bare(tmp_path, table([*BASICS, *level]), "主要创新成果", table(results))
    assert values(reading, "工作室台账", "级别") == [("地市级",)]
    assert values(reading, "成果台账", "成果名称", "类别") == [("厚板窄间隙焊", "发明专利"), ("桥面板胎架", "获奖")]
