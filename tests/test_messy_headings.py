"""Tables whose shape or headings say less than ours, and what their titles and cells add."""

from pathlib import Path

import pytest

from ingest.normalise import Raw
from ingest.records import Reading, Severity
from tests.workbooks import read_rows


def told(reading: Reading) -> str:
    return "；".join(issue.message for issue in reading.issues)


def test_a_column_for_every_year_becomes_a_row_for_every_year(tmp_path: Path) -> None:
    header = ("工作室名称", "2021年", "2022年", "合计", "经费来源")
    reading = read_rows(
        tmp_path, ("各工作室经费投入（万元）",), header, ("甲室", 3, 5, 8, "工会"), ("乙室", 2, None, 2, "工会")
    )
    said = [(record.place.row, record.values["年度"], record.values["金额(万元)"]) for record in reading.records]
    assert said == [(3, 2021, 3.0), (4, 2021, 2.0), (3, 2022, 5.0)]


def test_a_year_over_several_columns_has_them_all(tmp_path: Path) -> None:
    years = ("工作室名称", "2022年", None, "2023年", None)
    parts = (None, "金额（万元）", "来源", "金额（万元）", "来源")
    rows = (("甲室", 5, "集团", 3, "厂部"), ("乙室", None, None, 4, "集团"))
    reading = read_rows(tmp_path, ("经费投入",), years, parts, *rows)
    said = [
        (record.place.row, *(record.values[name] for name in ("年度", "金额(万元)", "来源")))
        for record in reading.records
    ]
    assert said == [(4, 2022, 5.0, "集团"), (4, 2023, 3.0, "厂部"), (5, 2023, 4.0, "集团")]


FUNDING = ("年度", "工作室", "金额(万元)", "来源")


def funded(reading: Reading) -> set[tuple[object, ...]]:
    assert {record.ledger for record in reading.records} == {"经费台账"}
    return {tuple(record.values[name] for name in FUNDING) for record in reading.records}


def test_a_column_for_every_source_becomes_a_row_for_every_source(tmp_path: Path) -> None:
    header = ("序号", "工作室名称", "年度", "企业自筹（元）", "上级工会补助（元）", "合计（元）", "备注")
    rows = ((1, "甲室", 2022, 120000, 30000, 150000, None), (2, "乙室", 2023, "/", 20000, 20000, "设备"))
    reading = read_rows(tmp_path, ("经费投入统计表",), header, *rows, (None, "合计", None, 120000, 50000, 170000))
    assert funded(reading) == {
        (2022, "甲室", 12, "企业自筹"),
        (2022, "甲室", 3, "上级工会补助"),
        (2023, "乙室", 2, "上级工会补助"),
    }
    assert told(reading).count("合计行") == 1


def test_sources_may_stand_under_one_heading_in_a_table_of_one_year(tmp_path: Path) -> None:
    over = ("工作室", "领衔人", "经费来源（万元）", None, None, "用途")
    heads = (None, None, "公司投入", "市总工会补助", "小计", None)
    reading = read_rows(tmp_path, ("2023年度工作室经费",), over, heads, ("甲室", "张三", 10, 2, 12, "购置设备"))
    assert funded(reading) == {(2023, "甲室", 10, "公司投入"), (2023, "甲室", 2, "市总工会补助")}
    assert {record.values["用途"] for record in reading.records} == {"购置设备"}


def test_a_name_that_rows_share_is_theirs_though_the_first_says_nothing_of_a_source(tmp_path: Path) -> None:
    header = ("工作室", "年度", "行政拨款", "工会补助")
    rows = (("甲室", 2022, 1, 2), ("乙室", 2022, None, 3), (None, 2023, 5, None), ("注：金额为到账数",))
    reading = read_rows(tmp_path, ("经费（万元）",), header, *rows)
    assert (2023, "乙室", 5, "行政拨款") in funded(reading)
    assert "注：金额为到账数" in told(reading)


def test_what_holds_the_sum_of_the_sources_is_none(tmp_path: Path) -> None:
    rows = ((2022, "甲室", 5, 3, 2), (2022, "乙室", 6, 5, 1))
    reading = read_rows(tmp_path, ("年度", "工作室", "投入金额", "企业自筹", "工会补助"), *rows)
    assert {said[-1] for said in funded(reading)} == {"企业自筹", "工会补助"}
    apart = ((2022, "甲室", 5, 3, 2), (2022, "乙室", 7, 5, 1))
    reading = read_rows(tmp_path, ("年度", "工作室", "专项资金", "企业自筹", "工会补助"), *apart)
    assert not reading.records
    assert "「专项资金」「企业自筹」「工会补助」" in told(reading)


def test_money_without_a_source_is_listed_not_lost(tmp_path: Path) -> None:
    header = ("工作室", "年度", "经费总额", "其中：企业自筹", "工会补助", "其他")
    rows = (("甲室", 2022, 50, 5, 2, None), ("乙室", 2022, 8, None, None, None), ("丙室", 2022, 8, 5, 2, 1))
    reading = read_rows(tmp_path, header, *rows)
    assert sorted(said[1:] for said in funded(reading)) == [
        ("丙室", 1, "其他"), ("丙室", 2, "工会补助"), ("丙室", 5, "企业自筹"), ("甲室", 2, "工会补助"),
        ("甲室", 5, "企业自筹"),
    ]  # fmt: skip
    listed = {(issue.place.row, issue.severity) for issue in reading.issues if "总数" in issue.message}
    assert listed == {(2, Severity.WARNING), (3, Severity.ERROR)}


@pytest.mark.parametrize(
    ("above", "heads"),
    [
        ((None, None, "金额单位：元"), ("工作室", "年度", "企业自筹", "工会补助")),
        ((), ("工作室", "年度", "企业自筹（人民币元）", "工会补助/元")),
        (("工作室", "年度", "经费来源（单位：元）", None), (None, None, "企业自筹", "工会补助")),
    ],
)
def test_sources_count_in_the_unit_that_is_written(
    tmp_path: Path, above: tuple[str | None, ...], heads: tuple[str | None, ...]
) -> None:
    reading = read_rows(tmp_path, above, heads, ("甲室", 2022, 120000, 30000))
    assert {(said[2], said[3]) for said in funded(reading)} == {(12, "企业自筹"), (3, "工会补助")}


def test_a_line_that_says_who_made_the_table_names_no_sources(tmp_path: Path) -> None:
    line = ("编制单位：工会", None, None, "单位：元")
    reading = read_rows(tmp_path, line, ("年度", "工作室", "拨款来源", "拨付额"), (2020, "甲室", "公司工会", 8000))
    assert funded(reading) == {(2020, "甲室", 0.8, "公司工会")}
    assert len(reading.records) == 1


SOURCED = ("工作室", "年度", "企业自筹", "工会补助")


def test_a_row_takes_nothing_from_one_of_another_studio(tmp_path: Path) -> None:
    header = (*SOURCED[:2], "用途", *SOURCED[2:])
    reading = read_rows(tmp_path, header, ("甲室", 2022, "设备", None, 3), ("乙室", None, None, 4, None))
    assert funded(reading) == {(2022, "甲室", 3, "工会补助")}
    assert "必填的「年度」是空的" in told(reading)


def test_below_a_table_of_sources_others_are_read_once_and_whole(tmp_path: Path) -> None:
    money = [(f"{number}室", 2022, 5, 3) for number in range(40)]
    studio = ("新室", "张三", "新厂", "省级", "焊接")
    below = (("工作室名称", "领衔人", "所在单位", "级别", "专业领域"), studio)
    reading = read_rows(tmp_path, SOURCED, *money[:20], SOURCED, *money[20:], *below)
    assert [record.values["级别"] for record in reading.records if record.ledger == "工作室台账"] == ["省部级"]
    assert sum(record.ledger == "经费台账" for record in reading.records) == 80
    assert not any(issue.severity is Severity.ERROR for issue in reading.issues)


@pytest.mark.parametrize(
    ("ledger", "header", "row"),
    [
        ("工作室台账", ("工作室名称", "领衔人", "所在单位", "年度"), ("甲室", "张三", "甲厂", 2022)),
        ("课题台账", ("年度", "工作室", "课题名称", "立项时间"), (2022, "甲室", "课题", "2022-01")),
        ("活动台账", ("日期", "工作室", "主题"), ("2022-03-01", "甲室", "培训")),
        ("成员台账", ("姓名", "工作室", "年度"), ("张三", "甲室", 2022)),
    ],
)
def test_a_ledger_of_something_else_stays_one(
    tmp_path: Path, ledger: str, header: tuple[str, ...], row: tuple[Raw, ...]
) -> None:
    reading = read_rows(tmp_path, (*header, "企业投入", "工会补助"), (*row, 5, 3))
    assert [record.ledger for record in reading.records] == [ledger]


def test_columns_of_money_do_not_make_a_ledger_of_money(tmp_path: Path) -> None:
    header = ("工作室编号", "工作室名称", "领衔人", "所在单位", "企业投入", "工会补助")
    reading = read_rows(tmp_path, header, ("G1", "甲室", "张三", "甲厂", 5, 2))
    assert [record.ledger for record in reading.records] == ["工作室台账"]
    assert reading.records[0].notes == {"企业投入": "5", "工会补助": "2"}


def test_each_source_over_which_a_year_stands_is_a_row(tmp_path: Path) -> None:
    years = ("工作室", "2021年", None, "2022年", None, "用途")
    sources = (None, "行政拨款", "工会补助", "行政拨款", "工会补助", None)
    rows = (("甲室", 5000, 1000, 20000, None, "耗材"),)
    reading = read_rows(tmp_path, ("经费汇总表", None, None, "单位：元"), years, sources, *rows)
    names = ("年度", "金额(万元)", "来源", "用途")
    assert [tuple(map(record.values.get, names)) for record in reading.records] == [
        (2021, 0.5, "行政拨款", "耗材"),
        (2021, 0.1, "工会补助", "耗材"),
        (2022, 2.0, "行政拨款", "耗材"),
    ]


@pytest.mark.parametrize(
    ("cell", "members", "area"),
    [("12人/86㎡", 12, 86.0), ("5/166", 5, 166.0), ("12人、86平方米", 12, 86.0), ("9人", 9, None), ("/", None, None)],
)
def test_people_and_space_in_one_cell_are_told_apart(
    tmp_path: Path, cell: str, members: int | None, area: float | None
) -> None:
    header = ("工作室名称", "领衔人", "所在单位", "人数/面积")
    (record,) = read_rows(tmp_path, header, ("甲室", "张三", "甲厂", cell)).records
    assert (record.values.get("成员总数"), record.values.get("场所面积(㎡)")) == (members, area)


@pytest.mark.parametrize(
    "above",
    [
        ("示例", "张三工作室", "张三", "某厂"),
        ("填写要求", "写全称", "姓名", "写全称"),
        (None, "（全称）", "（姓名）", "（全称）"),
    ],
)
def test_a_row_that_shows_how_to_fill_in_is_no_data(tmp_path: Path, above: tuple[str | None, ...]) -> None:
    header = ("序号", "工作室名称", "领衔人", "所在单位")
    reading = read_rows(tmp_path, header, above, (1, "甲室", "李四", "甲厂"))
    assert [record.values["工作室名称"] for record in reading.records] == ["甲室"]
    assert "未作为数据读入" in told(reading)


def test_a_group_of_one_says_what_its_date_is_of(tmp_path: Path) -> None:
    groups = ("工作室名称", "领衔人", "所在单位", "创建", "命名情况", None, None)
    parts = (None, None, None, "时间", "时间", "机关", "等级")
    (record,) = read_rows(
        tmp_path, groups, parts, ("甲室", "张三", "甲厂", "2018.4", "2019.5", "省总工会", "省级")
    ).records
    named = ("创建日期", "命名日期", "命名单位", "级别")
    assert [record.values[name] for name in named] == ["2018-04", "2019-05", "省总工会", "省部级"]


def test_a_studio_of_a_known_teacher_is_the_studio_of_its_member(tmp_path: Path) -> None:
    header = ("教师姓名", "名师工作室", "身份", "拿手本领")
    (record,) = read_rows(tmp_path, header, ("张三", "甲工作室", "骨干", "讲课")).records
    assert (record.values["工作室"], record.values["擅长"]) == ("甲工作室", ["讲课"])


def test_a_result_whose_name_is_called_a_project_is_no_event(tmp_path: Path) -> None:
    header = ("项目（成果）名称", "类别", "等级", "取得日期", "工作室", "是否应用转化")
    (record,) = read_rows(tmp_path, header, ("甲法", "发明专利", "国家", "2020", "甲室", "是")).records
    assert (record.ledger, record.values["成果名称"], record.values["类别"]) == ("成果台账", "甲法", "发明专利")


def test_shops_are_no_studios(tmp_path: Path) -> None:
    header = ("师傅", "徒弟", "学徒门店")
    reading = read_rows(tmp_path, header, ("张三", "李四", "鼓楼店"), ("张三", "王五", "总店"))
    assert all("徒弟工作室" not in record.values for record in reading.records)


def test_the_order_of_a_set_decides_nothing(tmp_path: Path) -> None:
    header = ("师傅姓名", "传艺工作室", "徒弟姓名", "学艺工作室")
    (record,) = read_rows(tmp_path, header, ("张三", "甲工作室", "李四", "乙工作室")).records
    assert (record.values["师傅工作室"], record.values["徒弟工作室"]) == ("甲工作室", "乙工作室")


@pytest.mark.parametrize(("unit", "wan"), [("万元/年", 260.0), ("元/年", 0.026), ("人民币万元", 260.0)])
def test_money_counted_by_the_year_is_money(tmp_path: Path, unit: str, wan: float) -> None:
    (record,) = read_rows(tmp_path, ("课题名称", "工作室", f"经济效益（{unit}）"), ("某课题", "甲室", 260)).records
    assert record.values["经济效益(万元)"] == wan


def test_a_group_is_told_from_another_by_what_it_is_another_word_for(tmp_path: Path) -> None:
    groups = ("指导教师", None, "培养对象", None)
    parts = ("姓名", "所属工作室", "姓名", "所在工作室")
    (record,) = read_rows(tmp_path, groups, parts, ("张三", "甲室", "李四", "乙室")).records
    assert (record.values["师傅工作室"], record.values["徒弟工作室"]) == ("甲室", "乙室")


@pytest.mark.parametrize("heading", ["车间", "所在部门（车间）", "仓/部门"])
def test_a_department_is_where_a_studio_is_only_where_nothing_else_is(tmp_path: Path, heading: str) -> None:
    rows = (("甲室", "张三", "总装车间"), ("乙室", "李四", "质量保证部"))
    reading = read_rows(tmp_path, ("南湾船厂工作室一览表",), ("工作室名称", "领衔人", heading), *rows)
    assert [record.values["所在单位"] for record in reading.records] == ["总装车间", "质量保证部"]
    assert f"「{heading.replace('（', '(').replace('）', ')')}」列当作「所在单位」" in told(reading)
    header = ("工作室名称", "领衔人", heading, "所在单位")
    reading = read_rows(tmp_path, header, *((*row, "南湾船厂") for row in rows))
    assert [record.values["所在单位"] for record in reading.records] == ["南湾船厂"] * 2


def test_a_column_of_region_codes_is_the_region_and_no_number_of_the_studio(tmp_path: Path) -> None:
    header = ("工作室名称", "领衔人", "所在单位", "属地代码值")
    reading = read_rows(tmp_path, header, ("甲室", "张三", "甲厂", 230200), ("乙室", "李四", "乙厂", 231000))
    assert [record.values.get("地区") for record in reading.records] == ["230200", "231000"]
    assert not any("工作室编号" in record.values for record in reading.records)


@pytest.mark.parametrize(("heading", "number"), [("网格编码", None), ("学号", None), ("工作室代号", "A-01")])
def test_a_number_of_something_else_is_no_number_of_the_studio(
    tmp_path: Path, heading: str, number: str | None
) -> None:
    header = ("工作室名称", "领衔人", "所在单位", heading)
    reading = read_rows(tmp_path, header, ("甲室", "张三", "甲厂", "A-01"), ("乙室", "李四", "乙厂", "A-02"))
    assert reading.records[0].values.get("工作室编号") == number


def test_province_city_and_county_make_one_region(tmp_path: Path) -> None:
    header = ("工作室名称", "领衔人", "所在单位", "省份", "城市", "区县")
    (record,) = read_rows(tmp_path, header, ("甲室", "张三", "甲厂", "山东省", "济南市", "济南市历下区")).records
    assert record.values["地区"] == "山东省济南市历下区"


def test_two_apprentices_in_one_cell_are_two_pairs_and_told(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, ("师傅", "徒弟", "技能"), ("张三", "李四、王五", "车工"))
    assert [record.values["徒弟"] for record in reading.records] == ["李四", "王五"]
    assert "写了几个人" in told(reading)


@pytest.mark.parametrize(
    ("apprentices", "names"),
    [
        ("李四 王小五", ["李四", "王小五"]),
        ("李四  王五 赵六", ["李四", "王五", "赵六"]),
        ("欧阳 修远", ["欧阳 修远"]),
        ("李 四", ["李四"]),
    ],
)
def test_apprentices_may_be_parted_by_spaces(tmp_path: Path, apprentices: str, names: list[str]) -> None:
    reading = read_rows(tmp_path, ("师傅", "徒弟", "技能"), ("张三", apprentices, "车工"))
    assert [record.values["徒弟"] for record in reading.records] == names
    assert ("写了几个人" in told(reading)) == (len(names) > 1)


@pytest.mark.parametrize(
    ("title", "day"), [("2023年活动记录", "2023-05-12"), ("填报日期：2024年1月", None), ("", None)]
)
def test_a_day_without_a_year_takes_that_of_the_title(tmp_path: Path, title: str, day: str | None) -> None:
    reading = read_rows(tmp_path, (title or "活动记录",), ("日期", "工作室", "主题"), ("5月12日", "甲室", "讲课"))
    assert [record.values["日期"] for record in reading.records] == ([day] if day else [])
    assert "5月12日" in told(reading)


def test_a_column_that_counts_the_rows_is_no_count_of_events(tmp_path: Path) -> None:
    rows = [(f"2023-0{number}", "甲室", "讲课", number) for number in (1, 2, 3)]
    reading = read_rows(tmp_path, ("日期", "工作室", "主题", "次数"), *rows)
    assert not any("场次" in record.values for record in reading.records)
    assert "「次数」" in told(reading)


@pytest.mark.parametrize(("answer", "kept"), [("是", "在册"), ("否", "摘牌")])
def test_yes_and_no_under_a_question_say_whether_a_studio_is_kept(tmp_path: Path, answer: str, kept: str) -> None:
    header = ("工作室名称", "领衔人", "所在单位", "是否正常运转")
    (record,) = read_rows(tmp_path, header, ("甲室", "张三", "甲厂", answer)).records
    assert record.values["状态"] == kept


@pytest.mark.parametrize(
    ("title", "studio"),
    [
        ("某某供电公司张伟劳模创新工作室成员情况", "张伟劳模创新工作室"),
        ("动车段高铁列控工作室成员名单", "动车段高铁列控工作室"),
    ],
)
def test_a_title_tells_whose_studio_it_is_from_where_it_is(tmp_path: Path, title: str, studio: str) -> None:
    (record,) = read_rows(tmp_path, (title,), ("姓名", "身份", "工种"), ("张三", "骨干", "车工")).records
    assert record.values["工作室"] == studio


def test_an_unknown_heading_is_read_by_a_word_in_it_and_the_cells_below(tmp_path: Path) -> None:
    header = ("提报单位", "卡脖子难题", "难点详述", "需要何种技术人才", "计划完成节点")
    reading = read_rows(tmp_path, header, ("甲厂", "镗孔超差", "同轴度差", "镗工、测量", "2024-03"))
    (record,) = reading.records
    assert (record.values["难题名称"], record.values["所需技能"], record.values["期限"]) == (
        "镗孔超差",
        ["镗工", "测量"],
        "2024-03",
    )
    assert "「计划完成节点」列当作「期限」读入" in told(reading)
