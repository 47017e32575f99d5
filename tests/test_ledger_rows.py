"""What stands between and under the rows of a ledger is told from data, and what was guessed is said."""

from datetime import date
from pathlib import Path

import pytest

from ingest.records import Severity
from tests.workbooks import MEMBERS, Row, only_issue, read_rows, severities


def test_headers_again_titles_again_totals_and_remarks_are_no_data(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path,
        ("成员名册",),
        ("序号", *MEMBERS),
        (1, "甲", "一号", "2019"),
        (None, "小　计", 1),
        (),
        ("成员名册",),
        ("序号", *MEMBERS),
        (2, "乙", "一号", "2019"),
        (3, None, None, None),
        ("合计：2 人",),
        ("备注：以上人员均已核对",),
        ("填表人：丙", None, "填表日期：2019-01-01"),
    )
    assert [record.values["姓名"] for record in reading.records] == ["甲", "乙"]
    assert [(issue.severity, issue.place.row) for issue in reading.issues] == [
        (Severity.NOTICE, row) for row in (4, 10, 11, 12)
    ]


def test_what_is_the_same_as_above_is_said_again(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path,
        ("序号", *MEMBERS, "爱好"),
        (1, "甲", "一号", date(2019, 5, 13), "棋"),
        (2, "乙", "同上", "〃", "″"),
        (None, "小计", 2),
        (3, "丙", "同　上", "同上", None),
    )
    assert [(record.values["工作室"], record.values["加入日期"]) for record in reading.records] == [
        ("一号", "2019-05-13")
    ] * 3
    assert [record.notes for record in reading.records] == [{"爱好": "棋"}, {"爱好": "棋"}, {}]


def test_the_same_as_above_under_nothing_is_listed(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, MEMBERS, ("甲", "一号", "同上"), ("乙", "二号", "2019"))
    assert len(reading.records) == 2
    assert (severities(reading), only_issue(reading).place.row) == ([Severity.WARNING], 2)


@pytest.mark.parametrize(
    "row",
    [
        ("潍坊市小计", None, "12人"),
        ("合　计", "12", None),
        ("总计：12人", None, None),
        ("注：1、以上数据截至年底", None, None),
        ("说明1、按年度填写", None, None),
        ("制表：丙", None, "审核：丁"),
        ("单位（盖章）：", None, None),
        ("领导签字：", None, None),
        ("工会意见", "情况属实", None),
        ("上级工会审核意见（盖章）：", None, None),
        ("第1页，共3页", None, None),
        ("一、国有企业", None, None),
        ("（二）民营企业", None, None),
        (None, None, "2024年1月1日"),
        ("登记日期：2023年11月    登记人：（签字）", None, None),
    ],
)
def test_what_is_written_between_and_under_the_rows_is_told_and_no_data(tmp_path: Path, row: Row) -> None:
    reading = read_rows(tmp_path, MEMBERS, ("甲", "一号", "2019"), row, ("乙", "二号", "2019"))
    assert [record.values["姓名"] for record in reading.records] == ["甲", "乙"]
    assert (severities(reading), only_issue(reading).place.row) == ([Severity.NOTICE], 3)


@pytest.mark.parametrize("name", ["总计量站", "合计算力", "小计算机组", "注册工程师", "单位工程", "单位意见箱"])
def test_a_name_that_begins_like_a_total_or_a_remark_is_data(tmp_path: Path, name: str) -> None:
    assert len(read_rows(tmp_path, MEMBERS, (name, "一号", None)).records) == 1


def test_a_header_without_rows_is_told(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, MEMBERS, (), ("合计", 0))
    assert (reading.rows, [issue.message[:9] for issue in reading.issues]) == (
        0,
        ["是合计行，未作为数", "有表头没有数据行，"],
    )


def test_what_was_guessed_is_read_and_told(tmp_path: Path) -> None:
    header = ("日期", "工作室", "场次", "参加人次")
    reading = read_rows(tmp_path, header, (43210, "甲", "约3", "1.2万人次"), ("2019年5月-6月", "甲", 1, "30余人"))
    assert [record.values["日期"] for record in reading.records] == ["2018-04-20", "2019-05"]
    assert [record.values["参加人次"] for record in reading.records] == [12000, 30]
    assert [(issue.severity, issue.place.row, issue.place.column) for issue in reading.issues] == [
        (Severity.NOTICE, 2, "日期"),
        (Severity.NOTICE, 2, "场次"),
        (Severity.NOTICE, 3, "日期"),
        (Severity.NOTICE, 3, "参加人次"),
    ]


def test_a_name_too_long_in_the_only_cell_that_says_whose_it_is_refuses_the_row(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, ("日期", "工作室", "联盟"), ("2019", "甲" * 201, None))
    assert not reading.records
    assert "有 201 个字" in reading.issues[0].message


def test_another_table_below_is_read_by_its_own_header(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path,
        ("工作室名称", "领衔人", "所在单位"),
        ("甲室", "甲", "甲厂"),
        (),
        ("序号", *MEMBERS),
        (1, "乙", "甲室", "2019"),
        ("工作室", "姓名", "身份"),
        ("甲室", "丙", "成员"),
    )
    assert [(record.ledger, record.place.row) for record in reading.records] == [
        ("工作室台账", 2),
        ("成员台账", 5),
        ("成员台账", 7),
    ]
    assert reading.records[2].values == {"姓名": "丙", "工作室": "甲室", "身份": "成员"}
    assert not reading.issues


def test_a_table_none_of_whose_first_rows_fits_is_refused_with_the_first_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.ledger_rows._ENOUGH_TO_JUDGE", 3)
    rows = [("甲", None, "2019")] * 5
    (issue,) = read_rows(tmp_path, ("姓名", "工作室", "加入日期"), *rows).issues
    assert "前 3 行数据没有一行能读入" in issue.message
    assert "必填的「工作室」是空的" in issue.message
    assert len(read_rows(tmp_path, ("姓名", "工作室", "加入日期"), ("乙", "一号", "2019"), *rows).records) == 1


MONEY = ("工作室", "来源", "2021年", "2022年")


@pytest.mark.parametrize("written", ["小计", "小　计", "三年合计"])
def test_a_subtotal_below_a_name_written_once_is_no_money_of_a_source(tmp_path: Path, written: str) -> None:
    rows = (("甲室", "企业拨款", 20, 25), ("甲室", "工会补助", 3, 4), ("甲室", written, 23, 29))
    reading = read_rows(tmp_path, ("序号", *MONEY), *((1, *row) for row in rows))
    assert {record.values["来源"] for record in reading.records} == {"企业拨款", "工会补助"}
    assert [issue.place.row for issue in reading.issues if issue.message == "是合计行，未作为数据读入"] == [4]


def test_a_subtotal_is_none_of_the_kinds_a_ledger_knows(tmp_path: Path) -> None:
    head = ("工作室", "类别", "日期", "参加人次")
    reading = read_rows(tmp_path, ("序号", *head), (1, "甲室", "培训", "2023-05", 12), (1, "甲室", "小计", None, 12))
    assert [record.values["类别"] for record in reading.records] == ["培训"]


def test_a_further_header_that_names_a_sum_is_no_subtotal(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, MEMBERS, ("甲", "一号", "2019"), ("姓名", "工作室", "小计"), ("乙", "二号", 3))
    assert [record.values["姓名"] for record in reading.records] == ["甲", "乙"]


RESULTS = ("序号", "名称", "取得时间", "所属工作室", "来源课题", "等级", "转化应用", "创效（万元）")


def test_sections_say_what_kind_the_results_below_them_are(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path,
        ("职工创新成果清单",),
        RESULTS,
        ("一、发明专利（1项）",),
        (1, "一种夹具", "2021.4", "甲室", None, "国家级", "是", 2),
        ("二、标准规范",),
        (1, "作业规程", "2022.5", "甲室", "提效", "企业级", "否", None),
        ("三、获奖成果（1项）",),
        (1, "智能检修", "2023", "乙室", None, "省部级", None, None),
    )
    assert [(record.values["成果名称"], record.values["类别"]) for record in reading.records] == [
        ("一种夹具", "发明专利"),
        ("作业规程", "标准"),
        ("智能检修", "获奖"),
    ]
    assert reading.records[1].values["课题"] == "提效"
    assert not any("名补上" in issue.message for issue in reading.issues)


def test_below_a_section_that_names_no_kind_nothing_is_read_that_needs_one(tmp_path: Path) -> None:
    rows = (("一、论文",), (1, "焊缝研究", "2021", "甲室"), ("二、软件与图集",), (1, "检修图集", "2022", "甲室"))
    reading = read_rows(tmp_path, ("成果清单",), RESULTS, *rows)
    assert [record.values["成果名称"] for record in reading.records] == ["焊缝研究"]
    assert "没有「类别」列" in next(issue.message for issue in reading.issues if issue.severity is Severity.ERROR)


def test_a_section_ends_the_ones_within_the_one_before_it(tmp_path: Path) -> None:
    head = ("工作室名称", "领衔人", "所在单位")
    rows = (("一、济南市",), ("（一）国家级",), ("甲室", "甲", "甲厂"), ("二、青岛市",), ("乙室", "乙", "乙厂"))
    values = [record.values for record in read_rows(tmp_path, head, *rows).records]
    assert [(each.get("地区"), each.get("级别")) for each in values] == [("济南市", "国家级"), ("青岛市", None)]


@pytest.mark.parametrize("line", ["一、企业", "二、其他", "国家重点"])
def test_a_section_that_only_sounds_like_a_kind_says_none(tmp_path: Path, line: str) -> None:
    reading = read_rows(tmp_path, ("工作室名称", "领衔人", "所在单位"), (line,), ("甲室", "甲", "甲厂"))
    assert [record.values.keys() for record in reading.records] == [{"工作室名称", "领衔人", "所在单位"}]


def test_years_in_the_two_halves_of_a_list_are_no_headings(tmp_path: Path) -> None:
    head = ("年度", "工作室", "来源", "金额（元）")
    reading = read_rows(
        tmp_path,
        (*head, None, *head),
        (2021, "甲室", "公司拨付", 80000, None, 2022, "乙室", "公司拨付", "150,000元"),
        (" 〃", "　同上　", "市总工会", 30000, None, "〃", "丙室", "〃 ", "9.5万元"),
        ("本栏合计", None, None, 110000, None, "本栏合计", None, None, 245000),
    )
    assert [
        tuple(record.values[name] for name in ("年度", "工作室", "来源", "金额(万元)")) for record in reading.records
    ] == [
        (2021, "甲室", "公司拨付", 8.0),
        (2021, "甲室", "市总工会", 3.0),
        (2022, "乙室", "公司拨付", 15.0),
        (2022, "丙室", "公司拨付", 9.5),
    ]
    assert {issue.message for issue in reading.issues} == {"是合计行，未作为数据读入"}


@pytest.mark.parametrize("line", ["【乙创新工作室】", "【二、乙创新工作室】", "◆ 乙创新工作室"])
def test_a_title_set_off_by_brackets_or_marks_names_the_studio_of_the_rows_below(tmp_path: Path, line: str) -> None:
    reading = read_rows(
        tmp_path,
        ("一、甲创新工作室",),
        ("姓名", "性别", "学历", "角色"),
        ("张三", "男", "本科", "骨干"),
        (line,),
        ("姓名", "角色", "学历", "工种"),
        ("李四", "成员", "大专", "钳工"),
    )
    assert [record.values["工作室"] for record in reading.records] == ["甲创新工作室", "乙创新工作室"]


def test_the_studio_of_the_mentors_may_stand_in_a_line_above_each_table(tmp_path: Path) -> None:
    head = ("师傅", "徒弟", "传授内容")
    reading = read_rows(
        tmp_path,
        ("师傅所在工作室：甲创新工作室",),
        head,
        ("张三", "李四", "焊接"),
        ("师傅所在工作室：乙创新工作室",),
        head,
        ("王五", "赵六", "钳工"),
    )
    assert [record.values["师傅工作室"] for record in reading.records] == ["甲创新工作室", "乙创新工作室"]


@pytest.mark.parametrize("line", ["（三）焊接同工种结对", "焊接同工种结对"])
def test_below_a_group_nobody_knows_the_name_of_the_first_group_holds_no_more(tmp_path: Path, line: str) -> None:
    head = ("序号", "工作室", "角色", "加入日期")
    reading = read_rows(
        tmp_path,
        ("（一）甲创新工作室联盟",),
        head,
        (1, "甲创新工作室", "领衔", "2021"),
        ("（二）乙创新工作室联盟",),
        head,
        (1, "乙创新工作室", "领衔", "2022"),
        (line,),
        head,
        (1, "丙创新工作室", "领衔", "2023"),
    )
    assert [record.values["联盟名称"] for record in reading.records] == ["甲创新工作室联盟", "乙创新工作室联盟"]
    assert any(issue.place.row == 9 and "没有「联盟名称」列" in issue.message for issue in reading.issues)


def test_a_label_at_the_side_is_nothing_that_a_row_says(tmp_path: Path) -> None:
    head = ("经费使用情况", "年度", "投入金额", "经费来源")
    rows = (("经费使用情况", "2022年", 5, "行政"), ("经费使用情况", "2023年", 6, "工会"))
    reading = read_rows(tmp_path, ("甲创新工作室经费",), head, *rows)
    assert [record.ledger for record in reading.records] == ["经费台账"] * 2
    assert not any("用途" in record.values for record in reading.records)


ACTIVITIES = ("时间", "工作室", "活动内容", "类别")


def test_a_year_on_a_line_of_its_own_is_that_of_the_dates_below_it(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path,
        ("活动记录（2022年至2023年）",),
        ("2022年",),
        ACTIVITIES,
        ("3月10日", "甲室", "焊接", "培训"),
        ("12月", "甲室", "钳工", "培训"),
        ("2023年",),
        ACTIVITIES,
        ("1月5日", "甲室", "电工", "培训"),
        ("2024年",),
        (*ACTIVITIES, "参加人次"),
        ("2月", "甲室", "车工", "培训", 12),
        ("2023.3", "乙室", "车工", "培训", 12),
    )
    dates = [record.values["日期"] for record in reading.records]
    assert dates == ["2022-03-10", "2022-12", "2023-01-05", "2024-02", "2023-03"]
    assert any(issue.place.row == 6 and "按 2023 年读入" in issue.message for issue in reading.issues)


@pytest.mark.parametrize("line", ["2023年至2024年", "往年活动（2021年）", "2024年计划和2025年计划"])
def test_below_a_line_that_names_years_otherwise_a_date_has_none(tmp_path: Path, line: str) -> None:
    rows = (("3月10日", "甲室", "焊接", "培训"), (line,), ("4月10日", "甲室", "钳工", "培训"))
    reading = read_rows(tmp_path, ("2022年",), ACTIVITIES, *rows)
    assert [record.values["日期"] for record in reading.records] == ["2022-03-10"]
    assert any(issue.place.row == 5 and "没有写年份" in issue.message for issue in reading.issues)


@pytest.mark.parametrize("legend", ["（★为领衔人，☆为骨干，其余为成员）", "★领衔人 ☆骨干 其余均为成员"])
def test_a_legend_tells_the_roles_of_the_names_with_marks(tmp_path: Path, legend: str) -> None:
    rows: tuple[Row, ...] = (("张三★", "男"), ("☆李 四", "男"), ("王五", "女"), ("赵六▲", "女"))
    reading = read_rows(tmp_path, ("甲创新工作室花名册",), (legend,), ("姓名", "性别"), *rows)
    roles = [(record.values["姓名"], record.values.get("身份")) for record in reading.records]
    assert roles == [("张三", "领衔人"), ("李四", "骨干"), ("王五", "成员"), ("赵六", None)]
    assert any("按上面的说明" in issue.message for issue in reading.issues)


@pytest.mark.parametrize("legend", ["★为党员", "（★为省劳模，其余为成员单位）", "★"])
def test_marks_that_mean_no_role_tell_none_and_belong_to_no_name(tmp_path: Path, legend: str) -> None:
    reading = read_rows(tmp_path, ("甲创新工作室花名册",), (legend,), ("姓名", "性别"), ("张三★", "男"))
    assert [record.values for record in reading.records] == [{"姓名": "张三", "性别": "男", "工作室": "甲创新工作室"}]


@pytest.mark.parametrize(("first", "second"), [("一、甲创新工作室", "二、乙班组"), ("【甲创新工作室】", "【乙班组】")])
def test_a_section_nobody_knows_ends_what_the_first_of_its_series_said(tmp_path: Path, first: str, second: str) -> None:
    rows = (("张三", "骨干"), (second,), ("李四", "成员"))
    reading = read_rows(tmp_path, (first,), ("姓名", "身份"), *rows)
    assert [record.values["姓名"] for record in reading.records] == ["张三"]
    kept = read_rows(tmp_path, ("甲创新工作室",), ("姓名", "身份"), *rows)
    assert [record.values["工作室"] for record in kept.records] == ["甲创新工作室"] * 2
