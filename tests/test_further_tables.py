"""Further tables of a sheet: what its title says is said of them all, and what nobody can read is told."""

from pathlib import Path

import pytest

from ingest.records import Reading, Severity
from tests.workbooks import Row, read_rows

TITLE: Row = ("丁一创新工作室2023年度工作台账",)
MEMBERS: tuple[Row, ...] = (("一、人员",), ("姓名", "身份", "工种"), ("丁一", "领衔人", "焊工"))
PAIRS: tuple[Row, ...] = (("二、师带徒",), ("师傅", "徒弟", "拜师时间"), ("丁一", "戊二", "2022.4"))
RESULTS: tuple[Row, ...] = (("三、成果",), ("成果名称", "类别", "等级", "取得时间"), ("甲法", "工法", "省级", "2023.5"))


def test_the_studio_of_the_title_is_that_of_every_table_below_it(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, TITLE, *MEMBERS, *PAIRS, *RESULTS)
    assert [record.ledger for record in reading.records] == ["成员台账", "师徒台账", "成果台账"]
    assert [reading.records[at].values["工作室"] for at in (0, 2)] == ["丁一创新工作室"] * 2


def test_a_studio_that_a_line_has_ended_is_that_of_no_further_table(tmp_path: Path) -> None:
    others: tuple[Row, ...] = (("【其他】",), ("戊二", "成员", "钳工"))
    reading = read_rows(tmp_path, ("【丁一创新工作室】",), *MEMBERS[1:], *others, *RESULTS)
    assert [record.values["姓名"] for record in reading.records] == ["丁一"]
    assert [issue.place.row for issue in reading.issues if issue.severity is Severity.ERROR] == [5, 7, 8]


def test_rows_under_headings_of_which_nobody_knows_the_ledger_are_refused_and_not_read_as_others(
    tmp_path: Path,
) -> None:
    reading = read_rows(
        tmp_path, PAIRS[1], PAIRS[2], ("成果名称", "类别", "等级", "取得时间"), ("甲法", "工法", "省级", "2023.5")
    )
    assert [record.values["师傅"] for record in reading.records] == ["丁一"]
    errors = [(issue.place.row, issue.message) for issue in reading.issues if issue.severity is Severity.ERROR]
    assert [row for row, _ in errors] == [3, 4]
    assert "看不出是哪种台账" in errors[0][1]
    assert "第 3 行的表头下面" in errors[1][1]


def test_the_headings_of_the_table_itself_end_what_nobody_could_read(tmp_path: Path) -> None:
    unread: tuple[Row, ...] = (("序号", "成果名称", "类别", "等级"), (1, "甲法", "工法", "省级"))
    reading = read_rows(tmp_path, PAIRS[1], PAIRS[2], *unread, PAIRS[1], ("丁一", "己三", "2023.4"))
    assert [record.values["徒弟"] for record in reading.records] == ["戊二", "己三"]


HEADINGS: Row = ("姓名", "身份", "男/女", "工种")


@pytest.mark.parametrize("studio", ["任一明锅炉运行工作室", "丁一高铁检修工作室"])
def test_every_studio_over_its_own_headings_is_that_of_its_members(tmp_path: Path, studio: str) -> None:
    first: tuple[Row, ...] = ((f"一、{studio}",), HEADINGS, ("任一明", "领衔人", "男", "电工"), ("合计", "1人"))
    second: tuple[Row, ...] = (("二、钱三水处理工作室",), HEADINGS, ("钱三", "领衔人", "女", "水工"))
    reading = read_rows(tmp_path, ("某热电有限公司",), ("各室名册",), *first, *second)
    told = [(record.values["姓名"], record.values["工作室"], record.values["性别"]) for record in reading.records]
    assert told == [("任一明", studio, "男"), ("钱三", "钱三水处理工作室", "女")]


def test_members_below_a_line_that_names_no_studio_are_refused_one_by_one(tmp_path: Path) -> None:
    first: tuple[Row, ...] = (("一、某公司运行班组",), HEADINGS, ("任一明", "领衔人", "男", "电工"))
    second: tuple[Row, ...] = (("二、钱三水处理工作室",), HEADINGS, ("钱三", "领衔人", "女", "水工"))
    reading = read_rows(tmp_path, *first, *second)
    assert [record.values["姓名"] for record in reading.records] == ["钱三"]
    assert [issue.place.row for issue in reading.issues if issue.severity is Severity.ERROR] == [3]


def test_rows_above_the_headings_that_are_no_title_are_told(tmp_path: Path) -> None:
    astray: tuple[Row, ...] = (("焊接", "三组", "甲班"), ("钳工", "四组", "乙班"), ())
    reported: Row = ("填报单位：某总工会", "填报人：丁一", "日期：2023年5月")
    reading = read_rows(tmp_path, ("丁一创新工作室成员名册",), reported, *astray, *MEMBERS[1:])
    told = {issue.place.row for issue in reading.issues if "在表头的上面" in issue.message}
    assert told == {3, 4}
    assert [record.values["姓名"] for record in reading.records] == ["丁一"]


def test_a_title_says_what_a_further_table_of_known_headings_is_about(tmp_path: Path) -> None:
    results = (
        ("表二 成果（专利、论文等）",),
        ("序号", "名称", "种类", "取得时间", "级别"),
        (1, "甲法", "工法", "2023.5", "省级"),
    )
    reading = read_rows(tmp_path, TITLE, *MEMBERS, (), *results)
    assert reading.records[-1].values == {
        "成果名称": "甲法", "类别": "工法", "日期": "2023-05", "等级": "省部", "工作室": "丁一创新工作室",
    }  # fmt: skip
    assert not [issue for issue in reading.issues if issue.severity is not Severity.NOTICE]


def test_columns_hold_what_stands_above_the_next_table(tmp_path: Path) -> None:
    projects: tuple[Row, ...] = (
        ("课题名称", "主持工作室", "状态", "攻关方向"),
        ("甲课题", "丁一创新工作室", "在研", "优化产品质量"),
        ("乙课题", "丁一创新工作室", "在研", "提高生产效率、培养技术人才"),
        ("丙课题", "丁一创新工作室", "结题", "降低能源消耗\n优化产品质量"),
        (),
    )
    results: tuple[Row, ...] = (
        ("二、成果",),
        ("成果名称", "类别", "等级", "归属工作室"),
        ("甲法", "工法", "省级", "丁一创新工作室"),
        ("乙法", "工法", "市级", "丁一创新工作室"),
    )
    reading = read_rows(tmp_path, *projects, *results)
    assert [record.values.get("落脚点") for record in reading.records] == [
        ["优化产品质量"], ["提高生产效率", "培养技术人才"], ["降低能源消耗", "优化产品质量"], None, None,
    ]  # fmt: skip
    assert "「攻关方向」列当作「落脚点」" in "".join(issue.message for issue in reading.issues)


def test_a_line_that_names_a_studio_is_no_person(tmp_path: Path) -> None:
    heads: Row = ("姓名", "性别", "工种")
    sections: tuple[Row, ...] = (
        ("★ 丁一道路保洁工作室",),
        ("丁一", "女", "保洁工"),
        ("★ 方三垃圾分类工作室",),
        ("方三", "男", "督导员"),
    )
    reading = read_rows(tmp_path, heads, *sections, ("截至2024年6月，共2个工作室。",))
    assert [(each.values["姓名"], each.values["工作室"]) for each in reading.records] == [
        ("丁一", "丁一道路保洁工作室"), ("方三", "方三垃圾分类工作室"),
    ]  # fmt: skip
    assert {issue.severity for issue in reading.issues} == {Severity.NOTICE}


def test_the_name_of_a_firm_is_nobodys(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, ("姓名", "工作室", "性别"), ("远山焊接有限公司", "丁一创新工作室", "男"))
    assert not reading.records
    assert "不是姓名" in reading.issues[0].message


OF_YEARS: tuple[Row, ...] = (
    ("经费投入（千元）",),
    ("来源", "2021年", "2022年", "小计"),
    ("省总工会补助", 50, None, 50),
    ("医院配套", 100, "12.5万", 225),
)


def _money(reading: Reading) -> list[tuple[object, ...]]:
    found = [record.values for record in reading.records if record.ledger == "经费台账"]
    return [(each["年度"], each["来源"], each["金额(万元)"], each["工作室"]) for each in found]


def test_columns_of_years_below_another_table_are_read_and_what_follows_them_too(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, TITLE, *MEMBERS, *OF_YEARS, *RESULTS)
    assert _money(reading) == [
        (2021, "省总工会补助", 5.0, "丁一创新工作室"),
        (2021, "医院配套", 10.0, "丁一创新工作室"),
        (2022, "医院配套", 12.5, "丁一创新工作室"),
    ]
    others = [(each.ledger, each.place.row) for each in reading.records if each.ledger != "经费台账"]
    assert others == [("成员台账", 4), ("成果台账", 11)]


def test_what_stands_below_columns_of_years_is_read_once(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, TITLE, *OF_YEARS, (), *RESULTS)
    assert len(_money(reading)) == 3
    assert [each.place.row for each in reading.records if each.ledger == "成果台账"] == [9]


def test_a_fund_between_sources_and_their_sum_is_a_source(tmp_path: Path) -> None:
    heads: Row = ("工作室", "厂工会经费", "行政专项经费", "技术中心课题费", "合计", "主要用途")
    reading = read_rows(tmp_path, ("2024年度经费下达表（千元）",), heads, ("甲创新工作室", 10, None, 80, 90, "试验"))
    assert [(each.values["来源"], each.values["金额(万元)"]) for each in reading.records] == [
        ("厂工会经费", 1.0), ("技术中心课题费", 8.0),
    ]  # fmt: skip


def test_days_of_the_year_of_the_title_and_lines_of_its_quarters_are_read(tmp_path: Path) -> None:
    held: tuple[Row, ...] = (
        ("2024年创新工作室活动统计",),
        ("工作室", "日期", "主题", "类别"),
        ("第一季度",),
        ("甲创新工作室", "1.9", "孔探", "培训"),
        ("甲创新工作室", "2月21日", "排查", "攻关"),
        ("甲创新工作室", "9.31", "复盘", "交流"),
        ("共3次",),
        ("登记人 丁一",),
    )
    reading = read_rows(tmp_path, *held)
    assert [each.values["日期"] for each in reading.records] == ["2024-01-09", "2024-02-21"]
    assert [issue.place.row for issue in reading.issues if issue.severity is Severity.ERROR] == [6]


def test_what_no_ledger_is_seen_in_below_columns_of_years_is_an_error(tmp_path: Path) -> None:
    members = (("姓名", "工作室", "性别", "工种"), ("张三", "甲工作室", "男", "焊工"))
    reading = read_rows(tmp_path, *members, (), ("来源", "2021年", "2022年", "小计"), ("行政拨款", 5, 6, 11))
    assert [record.ledger for record in reading.records] == ["成员台账"]
    (issue,) = reading.issues
    assert (issue.severity, issue.place.row) == (Severity.ERROR, 4)
    assert "看不出是哪种台账，未读入" in issue.message


def test_a_further_table_of_other_years_is_a_table_of_its_own(tmp_path: Path) -> None:
    tables = [
        (("工作室", "来源", first, second), ("甲工作室", "行政", 5, 6), ("甲工作室", "工会", 1, 2))
        for first, second in (("2021年", "2022年"), ("2023年", "2024年"))
    ]
    reading = read_rows(tmp_path, *tables[0], (), *tables[1])
    years = sorted((record.values["年度"], record.place.row) for record in reading.records)
    assert years == [(year, row) for year, row in [
        (2021, 2), (2021, 3), (2022, 2), (2022, 3), (2023, 6), (2023, 7), (2024, 6), (2024, 7),
    ]]  # fmt: skip


def test_many_tables_of_years_below_one_another_are_read_as_far_as_is_reasonable(tmp_path: Path) -> None:
    block = (
        ("甲工作室成员",),
        ("姓名", "性别"),
        ("张三", "男"),
        ("甲工作室经费",),
        ("来源", "2021年", "2022年"),
        ("工会", 1, 2),
    )
    reading = read_rows(tmp_path, *(block * 120))
    assert sum(record.ledger == "经费台账" for record in reading.records) > 150
    assert "起还有很多张表，未读入；请把它们分到几张工作表里" in reading.issues[-1].message
    rows = {record.place.row or 0 for record in reading.records if record.ledger == "经费台账"}
    assert rows == set(range(6, max(rows) + 1, 6))


def test_quarters_end_nothing_that_was_said_of_their_rows(tmp_path: Path) -> None:
    rows: list[Row] = [("日期", "类别", "主题", "参加人次"), ("张三工作室",)]
    for number, quarter in enumerate(("一季度", "二季度", "7月")):
        rows += [(quarter,), (f"2022-0{number * 3 + 1}-05", "培训", "焊接", 5)]
    reading = read_rows(tmp_path, *rows)
    assert [record.values["工作室"] for record in reading.records] == ["张三工作室"] * 3
    assert "是时段标题「7月」，未作为数据读入" in "".join(issue.message for issue in reading.issues)


def test_only_who_signs_or_explains_below_a_table_is_no_row(tmp_path: Path) -> None:
    head = ("难题名称", "提出单位", "所需技能", "状态")
    rows = (("录入人工成本高", "甲公司", "编程", "待解"), ("填表人 张三",), ("1、电机检修工艺优化，提升效率",))
    reading = read_rows(tmp_path, head, *rows)
    assert [record.values["难题名称"] for record in reading.records] == ["录入人工成本高"]
    assert [issue.place.row for issue in reading.issues if issue.severity is Severity.ERROR] == [4]


def test_a_unit_over_some_columns_is_not_that_of_the_table(tmp_path: Path) -> None:
    head = ("成果名称", "类别", "日期", "工作室", "经济效益", "一等奖")
    row = ("甲成果", "获奖", "2020", "甲工作室", 120, 3000)
    over: Row = (None, None, None, None, None, "奖金（元）")
    assert read_rows(tmp_path, over, head, row).records[0].values["经济效益(万元)"] == 120
    title: Row = ("甲成果及奖金（元）",)
    assert read_rows(tmp_path, title, head, row).records[0].values["经济效益(万元)"] == 0.012


@pytest.mark.parametrize(
    "heads",
    [
        ("企业自筹", "工会补助", "小计", "设备费", "培训费", "小计"),
        ("企业自筹", "设备费", "工会补助", "合计"),
    ],
)
def test_what_money_is_spent_on_is_no_source(tmp_path: Path, heads: tuple[str, ...]) -> None:
    amounts = {"企业自筹": 6, "工会补助": 4, "设备费": 7, "培训费": 3, "小计": 10, "合计": 10}
    reading = read_rows(tmp_path, ("2022年经费投入",), ("工作室", *heads), ("甲工作室", *map(amounts.get, heads)))
    assert [(each.values["来源"], each.values["金额(万元)"]) for each in reading.records] == [
        ("企业自筹", 6),
        ("工会补助", 4),
    ]
