"""Words that could mean more than they do: a table of plain rows stays one, and nothing is said that no cell says."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.records import Cell, Reading, Severity
from tests.workbooks import Row, read_rows


def column(reading: Reading, name: str) -> list[Cell | None]:
    """One column of all records."""
    return [record.values.get(name) for record in reading.records]


def test_a_row_that_begins_with_the_word_of_a_heading_is_data(tmp_path: Path) -> None:
    rows = (
        ("企业", 10, "甲室", 2023, "设备"),
        ("上级工会", 5, "甲室", 2023, "培训"),
        ("单位", 8, "乙室", 2023, "设备"),
    )
    reading = read_rows(tmp_path, ("来源", "金额", "工作室", "年度", "用途"), *rows)
    assert column(reading, "来源") == ["企业", "上级工会", "单位"]


def test_figures_are_about_what_headings_name(tmp_path: Path) -> None:
    rows = (("成员总数", 120, "人", "甲公司", "单位"), ("场所面积", 80, "㎡", "甲公司", "单位"))
    reading = read_rows(tmp_path, ("指标", "数值", "计量单位", "对象", "对象类型"), *rows)
    assert column(reading, "指标") == ["成员总数", "场所面积"]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (("姓名", "工作室", "备注"), ("张三", "甲室", "小计")),
        (("姓名", "工作室", "工种", None, None, None), ("张三", "甲室", "焊工", None, "小计", 3)),
        (("年度", "工作室", "金额", "来源", "用途"), (2023, "甲室", 10, "单位", "合计")),
        (("序号", "对象", "对象类型", "指标", "数值", "限定词"), (1, "济南市", "地区", "工作室数量", 300, "合计")),
    ],
)
def test_a_sum_in_a_remark_or_beside_the_table_is_no_total_row(tmp_path: Path, head: Row, row: Row) -> None:
    assert len(read_rows(tmp_path, head, row).records) == 1


def test_who_else_answers_for_a_studio_is_no_second_leader(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, ("工作室名称", "领衔人", "所在单位", "负责人"), ("甲室", "张三", "甲厂", "李四"))
    assert [(record.ledger, record.notes) for record in reading.records] == [("工作室台账", {"负责人": "李四"})]


STUDIOS = ("工作室名称", "领衔人", "所在单位")


@pytest.mark.parametrize("line", ["其他", "未命名", "3.其他", "企业自建工作室"])
def test_what_a_section_says_ends_with_a_line_nobody_understands(tmp_path: Path, line: str) -> None:
    rows: Sequence[Row] = (("省级",), ("甲室", "张三", "甲厂"), (line,), ("乙室", "李四", "乙厂"))
    reading = read_rows(tmp_path, STUDIOS, *rows)
    assert column(reading, "级别") == ["省部级", None]


def test_results_below_a_kind_no_ledger_has_are_refused_and_not_taken_for_the_kind_above(tmp_path: Path) -> None:
    rows: Sequence[Row] = (("发明专利",), ("甲装置", "2023", "甲室"), ("外观设计",), ("乙外形", "2023", "甲室"))
    reading = read_rows(tmp_path, ("创新成果清单",), ("成果名称", "日期", "工作室"), *rows)
    assert column(reading, "类别") == ["发明专利"]
    assert any(issue.place.row == 6 and "类别" in issue.message for issue in reading.issues)


def test_a_row_with_one_word_under_its_heading_is_a_row_left_unfinished(tmp_path: Path) -> None:
    rows: Sequence[Row] = (
        ("甲室", "2023-05", "焊接"),
        (None, "2023-06", "钳工"),
        (None, None, "培训"),
        (None, "2023-07", "电工"),
        ("乙室", "2023-06", "走访"),
    )
    reading = read_rows(tmp_path, ("工作室", "日期", "主题"), *rows)
    assert column(reading, "工作室") == ["甲室", "甲室", "甲室", "乙室"]
    assert column(reading, "类别") == [None] * 4


@pytest.mark.parametrize("line", ["类别：发明专利、实用新型专利、论文", "类别：专利"])
def test_a_legend_is_no_choice(tmp_path: Path, line: str) -> None:
    reading = read_rows(tmp_path, (line,), ("成果名称", "日期", "工作室"), ("甲装置", "2023", "甲室"))
    assert "类别" not in {name for record in reading.records for name in record.values}


def test_a_choice_after_a_colon_is_the_one_of_the_ledger(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, ("联盟类型：校企合作",), ("联盟名称", "成立日期"), ("一号联盟", "2023"))
    assert column(reading, "联盟类型") == [["校企"]]


TICKED = ("日期", "活动内容", "培训", "攻关", "交流", "场次")


def test_the_ticked_one_of_several_columns_is_the_choice(tmp_path: Path) -> None:
    over = (None, None, "活动类别（打√）", None, None, None)
    rows = (("2023-01-06", "焊接攻关", None, "√", None, 1), ("2023-02-06", "安全培训", "√", None, None, 2))
    reading = read_rows(tmp_path, ("甲创新工作室活动记录",), over, TICKED, *rows)
    assert column(reading, "类别") == ["攻关", "培训"]
    assert column(reading, "主题") == ["焊接攻关", "安全培训"]


def test_two_ticks_are_told_and_counts_are_no_ticks(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path,
        ("甲创新工作室活动记录",),
        TICKED,
        ("2023-01-06", "焊接", "√", "√", None, 1),
        ("2023-01-07", "走访", None, None, "√", 1),
    )
    assert column(reading, "类别") == ["其他", "交流"]
    assert any(issue.place.row == 3 and "培训、攻关" in issue.message for issue in reading.issues)
    counted = read_rows(tmp_path, ("甲创新工作室活动记录",), TICKED, ("2023-01-06", "焊接", 3, 1, None, 1))
    assert column(counted, "类别") == [None]


def test_a_list_in_two_halves_under_a_title_is_read_whole(tmp_path: Path) -> None:
    head = ("序号", "姓名", "身份") * 2
    reading = read_rows(tmp_path, ("甲创新工作室成员名单",), head, (1, "张三", "骨干", 2, "李四", "成员"))
    assert column(reading, "姓名") == ["张三", "李四"]
    assert column(reading, "工作室") == ["甲创新工作室"] * 2


@pytest.mark.parametrize("line", ["乙创新工作室", "（二）乙创新工作室"])
def test_a_heading_between_the_rows_of_two_halves_is_of_both(tmp_path: Path, line: str) -> None:
    head = ("姓名", "性别", "身份", None) * 2
    rows: Sequence[Row] = (
        ("张三", "男", "骨干", None, "李四", "男", "成员"),
        (line,),
        head,
        ("王五", "女", "骨干", None, "赵六", "女", "成员"),
    )
    reading = read_rows(tmp_path, ("甲创新工作室",), head, *rows)
    studios = dict(zip(column(reading, "姓名"), column(reading, "工作室"), strict=True))
    assert studios == dict.fromkeys(("张三", "李四"), "甲创新工作室") | dict.fromkeys(("王五", "赵六"), "乙创新工作室")


def test_a_row_only_begun_in_one_half_is_not_in_the_other(tmp_path: Path) -> None:
    head = ("姓名", "性别", "身份", None) * 2
    rows: Sequence[Row] = (("张三", "男", "骨干", None, "李四", "男", "成员"), ("王五",))
    reading = read_rows(tmp_path, ("甲创新工作室",), head, *rows)
    assert column(reading, "姓名") == ["张三", "王五", "李四"]


def test_choices_ticked_under_two_headings_are_both_read_and_a_total_of_ticks_is_none(tmp_path: Path) -> None:
    over = ("序号", "成果名称", "工作室", "成果类别", None, None, "等级", None, None, "是否转化")
    head = (None, None, None, "发明专利", "实用新型", "工法", "国家", "省部", "企业", None)
    rows: Sequence[Row] = (
        (1, "甲夹具", "甲室", "√", None, None, None, "√", None, "是"),
        (2, "乙工法", "甲室", None, None, "√", None, None, "√", "否"),
        (3, "丙装置", "乙室", None, "√", None, None, None, None, None),
        ("合计", None, None, 1, 1, 1, 0, 1, 1, None),
    )
    reading = read_rows(tmp_path, ("创新成果登记表",), over, head, *rows)
    assert column(reading, "类别") == ["发明专利", "工法", "实用新型专利"]
    assert column(reading, "等级") == ["省部", "企业", None]
    assert not any(issue.severity is Severity.ERROR for issue in reading.issues)


def test_a_cell_of_only_marks_names_nothing(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, ("标准名称", "发布单位"), ("√", "甲厂"), ("焊接规程", "√"), ("钳工规程", "甲厂"))
    assert column(reading, "标准名称") == ["钳工规程"]
    assert sum("只是记号" in issue.message for issue in reading.issues) == 2


def test_a_second_table_is_about_the_studio_the_first_is_about(tmp_path: Path) -> None:
    rows: Sequence[Row] = (
        ("工作室名称：甲创新工作室",),
        ("姓名", "性别", "身份"),
        ("张三", "男", "骨干"),
        ("承担课题",),
        ("课题名称", "立项日期", "状态"),
        ("焊缝检测", "2021-03", "在研"),
    )
    member, project = read_rows(tmp_path, *rows).records
    assert (member.ledger, project.ledger) == ("成员台账", "课题台账")
    assert (project.values["课题名称"], project.values["工作室"]) == ("焊缝检测", "甲创新工作室")


@pytest.mark.parametrize(
    ("line", "homes"),
    [
        ("单位：人民医院", ["人民医院"]),
        ("单位：人", []),
        ("填报单位（盖章）：东海机械公司工会", ["东海机械公司"]),
        ("填报单位：东海市总工会", []),
    ],
)
def test_a_line_above_says_where_studios_are_and_not_what_is_counted(
    tmp_path: Path, line: str, homes: list[str]
) -> None:
    reading = read_rows(tmp_path, (line,), ("工作室名称", "领衔人", "成员总数"), ("甲室", "张三", 5))
    assert column(reading, "所在单位") == homes
    assert all(any(f"「所在单位」读作「{home}」" in issue.message for issue in reading.issues) for home in homes)


def test_numbers_of_rows_above_a_total_and_a_remark_are_no_codes(tmp_path: Path) -> None:
    rows: Sequence[Row] = (
        (1, "甲室", "张三", "甲厂"),
        (2, "乙室", "李四", "甲厂"),
        ("合计", "2个"),
        ("注：另行补报。",),
    )
    reading = read_rows(tmp_path, ("编号", *STUDIOS), *rows)
    assert column(reading, "工作室名称") == ["甲室", "乙室"]
    assert column(reading, "工作室编号") == [None, None]


def test_how_a_team_of_helpers_stands_is_its_state(tmp_path: Path) -> None:
    head = ("团名", "劳模工匠", "重点项目", "攻关团队", "现状")
    reading = read_rows(tmp_path, head, ("甲帮帮团", "张三", "污泥减量", "乙攻关组", "已收尾"))
    assert column(reading, "状态") == ["已收尾"]


@pytest.mark.parametrize("line", ["师傅工作室：见下表", "师傅工作室：甲室、乙室", "师傅工作室：/"])
def test_a_label_that_names_no_one_thing_says_nothing(tmp_path: Path, line: str) -> None:
    reading = read_rows(tmp_path, (line,), ("师傅", "徒弟", "技能"), ("张三", "李四", "焊接"))
    assert column(reading, "师傅工作室") == [None]


def test_the_month_a_table_was_made_in_is_no_year_of_money(tmp_path: Path) -> None:
    head = ("工作室", "金额(万元)", "来源")
    assert not read_rows(tmp_path, ("时间：2024年5月",), head, ("甲室", 5, "工会")).records
    reading = read_rows(tmp_path, ("年度：2024年",), head, ("甲室", 5, "工会"))
    assert column(reading, "年度") == [2024]


def test_a_line_in_brackets_is_no_person_and_a_general_word_no_studio(tmp_path: Path) -> None:
    rows: Sequence[Row] = (
        ("张三", "男"),
        ("【市级以上工作室】",),
        ("李四", "男"),
        ("[职工创新工作室]",),
        ("王五", "女"),
    )
    reading = read_rows(tmp_path, ("甲创新工作室成员",), ("姓名", "性别"), *rows)
    assert column(reading, "姓名") == ["张三", "李四", "王五"]
    assert column(reading, "工作室") == ["甲创新工作室"] * 3


def test_the_same_headings_below_another_line_are_not_about_what_the_first_line_names(tmp_path: Path) -> None:
    head = ("姓名", "性别", "身份")
    rows: Sequence[Row] = (("张三", "男", "骨干"), ("于旭班组",), head, ("李四", "男", "成员"))
    reading = read_rows(tmp_path, ("甲创新工作室",), head, *rows)
    assert column(reading, "姓名") == ["张三"]
    whole = read_rows(tmp_path, ("甲创新工作室",), ("2024年5月",), head, *rows)
    assert column(whole, "工作室") == ["甲创新工作室"] * 2


NOTES = ("（排名不分先后，如有变动请告知联络员）", "（按姓氏笔画为序）", "(本名单截至年底，共三人。)", "（续表）")


@pytest.mark.parametrize("note", NOTES)
def test_a_sentence_in_brackets_is_a_note_and_no_person(tmp_path: Path, note: str) -> None:
    rows: Sequence[Row] = (("张三", "男"), (), (note,), ("李四", "女"))
    reading = read_rows(tmp_path, ("甲创新工作室成员",), ("姓名", "性别"), *rows)
    assert column(reading, "姓名") == ["张三", "李四"]
    assert any(issue.place.row == 5 and "说明" in issue.message for issue in reading.issues)


def test_a_note_below_two_lists_is_told_once_and_is_in_neither(tmp_path: Path) -> None:
    heads = ("姓名", "性别")
    rows = (("张三", "男", None, "李四", "女"), (), (NOTES[0],))
    reading = read_rows(tmp_path, ("甲创新工作室成员",), (*heads, None, *heads), *rows)
    assert column(reading, "姓名") == ["张三", "李四"]
    assert sum("说明" in issue.message for issue in reading.issues) == 1


@pytest.mark.parametrize("name", ["（外聘）张三", "（张三）", "（上海某重型机器制造公司，张三工作室）"])
def test_a_name_in_brackets_is_no_note(tmp_path: Path, name: str) -> None:
    reading = read_rows(tmp_path, ("甲创新工作室成员",), ("姓名", "性别"), ("李四", "男"), (name,))
    assert not any("说明" in issue.message for issue in reading.issues)


def test_what_an_amount_is_of_may_be_said_before_it(tmp_path: Path) -> None:
    cells = ("年效益88.5万元", "333,000元", "直接经济效益达120万元")
    reading = read_rows(tmp_path, ("课题名称", "工作室", "经济效益情况"), *(("甲题", "甲室", cell) for cell in cells))
    assert column(reading, "经济效益(万元)") == [88.5, 33.3, 120.0]
    assert any("「年效益88.5万元」按 88.5 万元 读入" in issue.message for issue in reading.issues)
    assert any("「经济效益情况」列当作「经济效益(万元)」" in issue.message for issue in reading.issues)


def test_prose_about_what_was_gained_is_no_amount(tmp_path: Path) -> None:
    cells = ("年效益88.5万元", "年节约用电5万度", "效益损失3万元")
    heads = ("成果名称", "类别", "工作室", "经济效益情况")
    reading = read_rows(tmp_path, heads, *(("甲法", "工法", "甲室", cell) for cell in cells))
    assert column(reading, "经济效益(万元)") == [None] * 3
    assert [record.notes["经济效益情况"] for record in reading.records] == [*cells]


def test_an_amount_may_be_of_each_year_or_expected(tmp_path: Path) -> None:
    rows = (("甲题", "甲室", "12.5/年"), ("乙题", "甲室", "30（预计）"))
    reading = read_rows(tmp_path, ("课题名称", "工作室", "效益（万元/年）"), *rows)
    assert column(reading, "经济效益(万元)") == [12.5, 30.0]


def test_a_title_in_brackets_is_no_part_of_a_name(tmp_path: Path) -> None:
    rows = (("甲工作室", "赵春花（主任护师）", "甲院"), ("乙工作室", "张伟（大）", "乙厂"))
    reading = read_rows(tmp_path, ("工作室名称", "领衔人", "所在单位"), *rows)
    assert column(reading, "领衔人") == [["赵春花"], ["张伟(大)"]] or column(reading, "领衔人") == [
        "赵春花",
        "张伟(大)",
    ]


def test_what_an_apprentice_does_is_not_what_became_of_one(tmp_path: Path) -> None:
    group = ("师  傅", None, "徒  弟", None, "传授技能")
    reading = read_rows(
        tmp_path, group, ("姓名", "工作室", "姓名", "工种", None), ("郝山", "甲工作室", "钱进", "司机", "采煤")
    )
    assert "晋升" not in reading.records[0].values
    assert reading.records[0].notes["徒弟工种"] == "司机"


@pytest.mark.parametrize(
    ("head", "row", "values"),
    [
        (("成员姓名/工作室", "身份"), ("张三/甲工作室", "骨干"), {"姓名": "张三", "工作室": "甲工作室"}),
        (
            ("联盟名称", "成员单位（角色）"),
            ("一号联盟", "甲公司（领衔）"),
            {"成员单位": "甲公司", "角色": "领衔"},
        ),
        (
            ("课题名称", "工作室", "立项时间/结题时间"),
            ("甲题", "甲工作室", "2021.3/2022.5"),
            {"立项日期": "2021-03", "结题日期": "2022-05"},
        ),
        (
            ("工作室名称", "领衔人", "命名级别/单位"),
            ("甲工作室", "张三", "省级/甲公司"),
            {"级别": "省部级", "所在单位": "甲公司"},
        ),
        (
            ("姓名", "工作室", "成员姓名（分工）"),
            ("张三", "甲工作室", None),
            {"姓名": "张三"},
        ),
    ],
)
def test_two_columns_under_one_heading_are_those_it_names(
    tmp_path: Path, head: Row, row: Row, values: dict[str, Cell]
) -> None:
    (record,) = read_rows(tmp_path, head, row).records
    assert record.values.items() >= values.items()


@pytest.mark.parametrize("heading", ["产品及数量", "物资名称、数量"])
def test_a_product_with_its_quantity_is_a_product(tmp_path: Path, heading: str) -> None:
    (record,) = read_rows(tmp_path, ("供方", "需方", heading), ("甲厂", "乙厂", "轴承100套")).records
    assert record.values["产品"] == "轴承100套"


@pytest.mark.parametrize("name", ["技术难点名称", "需求标题", "难题主题"])
def test_the_description_of_a_problem_stays_one_beside_its_name(tmp_path: Path, name: str) -> None:
    head = (name, "难题描述", "提报单位", "状态")
    (record,) = read_rows(tmp_path, head, ("焊缝开裂", "不锈钢焊缝开裂率高", "甲厂", "待解决")).records
    assert (record.values["难题名称"], record.values["描述"]) == ("焊缝开裂", "不锈钢焊缝开裂率高")


def test_masters_with_their_titles_in_one_cell_are_two(tmp_path: Path) -> None:
    row = ("张三（高级技师）、李四（工程师）", "王五", "2021.3")
    reading = read_rows(tmp_path, ("师傅", "徒弟", "拜师时间"), row)
    assert column(reading, "师傅") == ["张三", "李四"]


def test_a_table_far_below_a_table_of_years_is_read(tmp_path: Path) -> None:
    years: tuple[Row, ...] = (("工作室", "来源", "2021年", "2022年"), ("甲室", "企业", 1, 2), ("填表人：张三",))
    members: tuple[Row, ...] = (("姓名", "工作室", "身份"), ("李四", "甲室", "骨干"), ("王五", "甲室", "成员"))
    reading = read_rows(tmp_path, *years, *((),) * 15, *members)
    assert [record.values["姓名"] for record in reading.records if record.ledger == "成员台账"] == ["李四", "王五"]


@pytest.mark.parametrize(
    ("head", "row", "values"),
    [
        (
            ("工作室名称", "领衔人", "所在单位", "授牌级别及年份", "面积(平)"),
            ("甲工作室", "张三", "甲厂", "省级 2018", "约95"),
            {"级别": "省部级", "命名日期": "2018", "场所面积(㎡)": 95.0},
        ),
        (
            ("年份", "受资助工作室", "资助额（千元）", "资助方", "支出用途"),
            ("2022", "甲工作室", "50", "省总工会", "设备"),
            {"年度": 2022, "金额(万元)": 5.0, "来源": "省总工会", "用途": "设备"},
        ),
        (("师傅", "徒弟", "是否出徒"), ("张三", "李四", "尚未"), {"出师": False}),
        (
            ("联盟", "盟员工作室", "盟内职务"),
            ("一号联盟", "甲工作室", "盟员"),
            {"联盟名称": "一号联盟", "角色": "成员"},
        ),
        (
            ("获奖成果", "奖励级别", "颁奖时间", "获奖工作室", "成果类别"),
            ("降低轴承损耗", "省级", "2022.5", "甲工作室", "获奖"),
            {"成果名称": "降低轴承损耗", "等级": "省部", "日期": "2022-05"},
        ),
        (
            ("专利名称", "专利类型", "授权日", "发明工作室"),
            ("一种支架", "新型", "2021.5.6", "甲工作室"),
            {"类别": "实用新型专利"},
        ),
        (
            ("标准规范", "颁布机构", "实施日期", "章节", "要点"),
            ("创建标准", "市总", "2021-05-01", "三", "不少于8人"),
            {"标准名称": "创建标准", "发布单位": "市总", "发布日期": "2021-05-01", "条款": "三", "要求": "不少于8人"},
        ),
    ],
)
def test_headings_of_a_union_s_own_are_those_of_the_ledgers(
    tmp_path: Path, head: Row, row: Row, values: dict[str, Cell]
) -> None:
    (record,) = read_rows(tmp_path, head, row).records
    assert record.values.items() >= values.items()
