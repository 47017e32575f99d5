"""Facts told across the table, in rows among their like and in sentences, instead of in cells of their own."""

from pathlib import Path

import pytest

from ingest.form.facts import facts_of
from ingest.form.told_results import told_results
from ingest.form.values import read_honors
from ingest.records import Reading, Severity
from tests.forms import Box, Row, notices, read_bare, rows, studio_of, table, told, values

BASICS: tuple[Row, ...] = (
    ["工作室名称", ("凌云创新工作室", 3)],
    ["所在单位", ("远山公司", 3)],
    ["创建日期", "2018年", "领衔人", "凌云"],
    ["专业领域", "焊接", "工作室类型", "√技术攻关"],
)


def _counts(reading: Reading) -> list[tuple[object, ...]]:
    return values(reading, "统计数字台账", "指标", "期间", "数值")


def test_a_label_across_the_table_is_answered_in_the_row_below(tmp_path: Path) -> None:
    across: list[Row] = [
        [("工作制度", 4)],
        [("例会制度、带徒制度", 4)],
        ["姓名", "性别", "民族", "学历"],
        ["凌云", "女", "汉族", "本科"],
        [("获奖年份及荣誉称号", 4)],
        [("2015年全国劳动模范；2018年省五一劳动奖章", 4)],
    ]
    reading = read_bare(tmp_path, table([*BASICS, *across]))
    assert studio_of(reading)["工作制度"] == "例会制度、带徒制度"
    assert values(reading, "成员台账", "荣誉") == [(["2015年全国劳动模范", "2018年省五一劳动奖章"],)]


def test_a_heading_may_follow_what_is_told_across_the_table(tmp_path: Path) -> None:
    across: list[Row] = [
        ["姓名", "凌云", "性别", "女"],
        [("获奖年份及荣誉称号", 4)],
        [("2015年全国劳动模范", 4)],
        [("经费投入（万元）", 4)],
        ["年度", "投入金额", ("经费来源", 2)],
        ["2019", "9", ("公司", 2)],
    ]
    reading = read_bare(tmp_path, table([*BASICS, *across]))
    assert values(reading, "成员台账", "荣誉") == [(["2015年全国劳动模范"],)]
    assert values(reading, "经费台账", "年度", "金额(万元)") == [(2019, 9.0)]


def test_how_to_fill_it_in_is_no_answer_across_the_table(tmp_path: Path) -> None:
    across: list[Row] = [["姓名", "凌云", "性别", "女"], [("获奖年份及荣誉称号", 4)], [("填写省部级以上荣誉", 4)]]
    reading = read_bare(
        tmp_path, table([*BASICS, *across, [("经费投入（万元）", 4)], ["年度", "投入金额", "来源", ""]])
    )
    assert values(reading, "成员台账", "荣誉") == [(None,)]


@pytest.mark.parametrize("below", ["三、近两年成效", "骨干成员"])
def test_a_heading_below_a_label_across_the_table_is_no_answer(tmp_path: Path, below: str) -> None:
    reading = read_bare(tmp_path, table([*BASICS, [("工作制度", 4)], [(below, 4)]]))
    assert "工作制度" not in studio_of(reading)


def test_people_trained_go_on_among_the_headings_of_other_counts(tmp_path: Path) -> None:
    counts: list[Row] = [
        ["创新成果", "省级奖", "培养人才总数", "技师", "地市级劳模"],
        ["5", "2", "28", "6", "1"],
    ]
    assert _counts(read_bare(tmp_path, table(BASICS), table(counts))) == [
        ("创新成果", None, "5"), ("省部级获奖", None, "2"), ("培养人才总数", None, "28"), ("培养技师", None, "6"),
        ("培养地市级劳模", None, "1"),
    ]  # fmt: skip


def test_people_trained_below_the_benefit_of_years_are_headings_again(tmp_path: Path) -> None:
    figures: list[Row] = [
        [("年度", 2), ("创收金额（万元）", 1), ("节资金额（万元）", 1)],
        [("2018年", 2), "120", "6"],
        ["培养人才总数", "省部级劳模", "地市级劳模", "企业劳模"],
        ["23", "0", "1", "5"],
    ]
    reading = read_bare(tmp_path, table(BASICS), table(figures))
    assert set(_counts(reading)) == {
        ("培养人才总数", None, "23"), ("培养省部级劳模", None, "0"), ("培养地市级劳模", None, "1"),
        ("培养企业劳模", None, "5"), ("创收金额", "2018年", "120"), ("节资金额", "2018年", "6"),
    }  # fmt: skip


def test_under_years_a_row_is_of_the_same_block_as_the_row_above(tmp_path: Path) -> None:
    years: list[Row] = [
        ["指标", "2022年", "2023年"],
        ["经费投入（万元）", "5", "6"],
        ["培养人才总数（人）", "3", "4"],
        ["其中：双重职称", "1", "0"],
        ["技师", "2", "4"],
        ["创收金额（万元）", "20", "30"],
        ["合计", "20", "30"],
    ]
    reading = read_bare(tmp_path, table(BASICS), table(years))
    assert {("培养双重职称", "2022年", "1"), ("培养技师", "2023年", "4")} <= set(_counts(reading))
    assert [(each.period, each.total_wan) for each in facts_of(reading).benefits] == [("2022年", 20), ("2023年", 30)]
    assert told(reading, Severity.WARNING) == []


@pytest.mark.parametrize(
    ("label", "told_of", "expected"),
    [
        (
            "培养人才",
            "总数9人：技师2人，高级工7人；企业劳模1人",
            [("培养人才总数", "9"), ("培养技师", "2"), ("培养高级工", "7"), ("培养企业劳模", "1")],
        ),
        ("人才培养", "培养人才共 6 名；技师 1 名", [("培养人才总数", "6"), ("培养技师", "1")]),
        (
            "工作室取得成果",
            "1.创新成果8项，其中转化应用5项；\n2.获发明专利1项；\n3.省部级奖2项，市级奖3项。",
            [("创新成果", "8"), ("成果转化", "5"), ("发明专利", "1"), ("省部级获奖", "2"), ("地市级获奖", "3")],
        ),
        (
            "创新成绩",
            "创新成果 5 项，实用新型 4 件\n获奖：省部级 1 项，地市级 2 项",
            [("创新成果", "5"), ("实用新型专利", "4"), ("省部级获奖", "1"), ("地市级获奖", "2")],
        ),
    ],
)
def test_counts_are_told_in_sentences(
    tmp_path: Path, label: str, told_of: str, expected: list[tuple[str, str]]
) -> None:
    reading = read_bare(tmp_path, table([*BASICS, [label, (told_of, 3)]]))
    assert values(reading, "统计数字台账", "指标", "数值") == expected


def test_a_cell_may_tell_a_count_year_by_year(tmp_path: Path) -> None:
    reading = read_bare(
        tmp_path, table([*BASICS, ["创新成果", "2020年3项，2021年5项", "成果转化", "2020年1项\n2021年2项\n合计3项"]])
    )
    assert _counts(reading) == [
        ("创新成果", "2020年", "3"), ("创新成果", "2021年", "5"), ("成果转化", "2020年", "1"),
        ("成果转化", "2021年", "2"), ("成果转化", None, "3"),
    ]  # fmt: skip


@pytest.mark.parametrize("told_of", ["2020年3项，2020年5项", "2020年3项左右，其余未计", "合计3项，共5项"])
def test_a_count_of_years_in_doubt_is_left_out_and_listed(tmp_path: Path, told_of: str) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["创新成果", (told_of, 3)]]))
    assert _counts(reading) == []
    assert [column for _, _, column, _ in told(reading, Severity.WARNING)] == ["创新成果"]


def test_a_year_beside_the_first_count_of_a_row_is_of_the_whole_row(tmp_path: Path) -> None:
    trained: list[Row] = [
        [Box("培养人才", 1, "begin"), "总数", "技师", "高级工"],
        [Box("", 1, "on"), "2020年\n9", "2", ""],
        [Box("", 1, "on"), "2021年\n12", "", "3"],
    ]
    assert _counts(read_bare(tmp_path, table([*BASICS, *trained]))) == [
        ("培养人才总数", "2020年", "9"), ("培养技师", "2020年", "2"), ("培养人才总数", "2021年", "12"),
        ("培养高级工", "2021年", "3"),
    ]  # fmt: skip


def _funding(reading: Reading) -> list[tuple[object, ...]]:
    return values(reading, "经费台账", "年度", "金额(万元)", "来源")


@pytest.mark.parametrize(
    ("label", "told_of", "expected"),
    [
        (
            "经费保障",
            "2022年投入35万元，2023年投入52万元，均由企业自筹。",
            [(2022, 35.0, "企业自筹"), (2023, 52.0, "企业自筹")],
        ),
        (
            "经费（单位：元）",
            "2021年  36000元  医院\n2022年  52000元  医院与市工会",
            [(2021, 3.6, "医院"), (2022, 5.2, "医院与市工会")],
        ),
        ("经费投入", "2022年4.2万元（来源：集团成本）", [(2022, 4.2, "集团成本")]),
        ("经费投入", "2022年4.2万元  已到位", []),
        ("经费投入", "2022年公司拨付4万元，均由企业自筹", []),
    ],
)
def test_money_and_who_gave_it_are_told_in_sentences(
    tmp_path: Path, label: str, told_of: str, expected: list[tuple[object, ...]]
) -> None:
    reading = read_bare(tmp_path, table([*BASICS, [label, (told_of, 3)]]))
    assert _funding(reading) == expected
    assert expected or "没有拆成数字，已存入备注" in notices(reading)


def test_what_was_earned_and_saved_is_told_in_other_words(tmp_path: Path) -> None:
    told_of = "2022年实现创收1.2亿元，节约成本300万元；2023年技术服务创收50万元，节约费用20万元。"
    reading = read_bare(tmp_path, table([*BASICS, ["经济效益", (told_of, 3)]]))
    assert [(each.period, each.earned_wan, each.saved_wan) for each in facts_of(reading).benefits] == [
        ("2022年", 12000, 300), ("2023年", 50, 20),
    ]  # fmt: skip


@pytest.mark.parametrize("told_of", ["近三年节约成本200万元", "年均节支20万元", "近两年创收10万元，节支5万元"])
def test_the_benefit_of_several_years_stays_as_it_is_written(tmp_path: Path, told_of: str) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["经济效益", (told_of, 3)]]))
    assert _counts(reading) == []
    assert rows(reading, "工作室台账")[0].notes["经济效益"] == told_of


def test_costs_saved_beside_an_investment_are_the_benefit(tmp_path: Path) -> None:
    money: list[Row] = [
        ["年度", "经费投入（万元）", "节约成本（万元）"],
        ["2021年", "10", "30"],
        ["2022年", "12", "40"],
        ["合计", "22", "70"],
    ]
    reading = read_bare(tmp_path, table(BASICS), table(money))
    assert _funding(reading) == [(2021, 10.0, None), (2022, 12.0, None)]
    assert _counts(reading) == [("节资金额", "2021年", "30"), ("节资金额", "2022年", "40")]
    assert told(reading, Severity.WARNING) == []


def test_the_sum_of_years_below_money_put_in_is_no_benefit(tmp_path: Path) -> None:
    years: list[Row] = [
        ["经济效益（万元）", "2021年", "2022年"],
        ["节约成本", "12", "40"],
        ["投入资金", "10", "30"],
        ["合计", "22", "70"],
    ]
    reading = read_bare(tmp_path, table(BASICS), table(years))
    assert _funding(reading) == [(2021, 10.0, None), (2022, 30.0, None)]
    assert _counts(reading) == [("节资金额", "2021年", "12"), ("节资金额", "2022年", "40")]


def test_the_year_of_an_amount_is_that_of_the_source_beside_it(tmp_path: Path) -> None:
    money: list[Row] = [
        [Box("经费（万元）", 1, "begin"), "2015年投入", "28", "来源", "公司"],
        [Box("", 1, "on"), "2016年投入", "33", "来源", "上级工会"],
    ]
    assert _funding(read_bare(tmp_path, table(BASICS), table(money))) == [
        (2015, 28.0, "公司"),
        (2016, 33.0, "上级工会"),
    ]


def test_who_pays_may_head_the_column_of_sources(tmp_path: Path) -> None:
    money: list[Row] = [
        [Box("年度投入", 1, "begin"), "年份", "金额（万元）", "出资方"],
        [Box("", 1, "on"), "2021", "15", "学院拨款"],
    ]
    reading = read_bare(tmp_path, table(BASICS), table(money))
    assert (_funding(reading), told(reading, Severity.ERROR)) == ([(2021, 15.0, "学院拨款")], [])


def test_a_sum_of_different_counts_is_no_count(tmp_path: Path) -> None:
    years: list[Row] = [
        ["指标", "2021年", "2022年"],
        ["创新成果", "3", "4"],
        ["发明专利", "1", "2"],
        ["合计", "4", "6"],
    ]
    reading = read_bare(tmp_path, table(BASICS), table(years))
    assert {name for name, _, _ in _counts(reading)} == {"创新成果", "发明专利"}
    assert rows(reading, "工作室台账")[0].notes["合计"] == "4\n6"


def test_a_cumulative_amount_beside_that_of_a_year_is_of_no_year(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table(BASICS), table([["累计投入", "50", "2022年投入", "5"]]))
    assert _funding(reading) == [(2022, 5.0, None)]


@pytest.mark.parametrize("label", ["人员构成", "课题情况"])
def test_counts_of_something_else_are_no_results(tmp_path: Path, label: str) -> None:
    told_of = "高级技师3人，技师5人" if label == "人员构成" else "国家级1项，省部级2项"
    reading = read_bare(tmp_path, table([*BASICS, [label, (told_of, 3)]]))
    assert (_counts(reading), rows(reading, "工作室台账")[0].notes[label]) == ([], told_of)


@pytest.mark.parametrize("down", [("", ""), ("begin", "on")])
def test_a_year_below_the_year_of_a_figure_is_of_the_same_figure(tmp_path: Path, down: tuple[str, str]) -> None:
    saved: list[Row] = [
        [Box("节约成本（万元）", 1, down[0]), "2021年", ("30", 2)],
        [Box("", 1, down[1]), "2022年", ("40", 2)],
    ]
    assert _counts(read_bare(tmp_path, table([*BASICS, *saved]))) == [
        ("节资金额", "2021年", "30"), ("节资金额", "2022年", "40"),
    ]  # fmt: skip


def test_a_sum_of_benefit_is_told_in_a_sentence(tmp_path: Path) -> None:
    told_of = "2022年创造经济效益100万元，2023年创造经济效益120万元"
    reading = read_bare(tmp_path, table([*BASICS, ["经济效益", (told_of, 3)]]))
    assert _counts(reading) == [("经济效益合计", "2022年", "100"), ("经济效益合计", "2023年", "120")]


PEOPLE: list[Row] = [
    ["姓    名", "江帆", "白露", "石磊"], ["性    别", "男", "女", "男"], ["学    历", "本科", "硕士", "大专"],
    ["主要分工", "工艺优化", "检测", "改造"],
]  # fmt: skip
TURNED = [("凌云", None), ("江帆", "工艺优化"), ("白露", "检测"), ("石磊", "改造")]


def test_members_with_a_column_each_below_their_heading_are_read(tmp_path: Path) -> None:
    opinion: Row = ["单位工会意见", ("同意推荐。", 3)]
    reading = read_bare(tmp_path, table([*BASICS, [("骨干成员（按列填写）", 4)], *PEOPLE, opinion]))
    assert values(reading, "成员台账", "姓名", "主要分工") == TURNED
    assert dict(facts_of(reading).opinions) == {"单位工会意见": "同意推荐。"}


def test_members_with_a_column_each_beside_their_heading_are_read(tmp_path: Path) -> None:
    beside: list[Row] = [
        [Box("骨干成员情况" if at == 0 else "", down="begin" if at == 0 else "on"), *row]
        for at, row in enumerate(PEOPLE)
    ]
    basics: list[Row] = [[*row, ""] for row in BASICS[2:]]
    named: list[Row] = [["工作室名称", ("凌云创新工作室", 4)], ["所在单位", ("远山公司", 4)]]
    reading = read_bare(tmp_path, table([*named, *basics, *beside, ["社会效益", ("推广三地。", 4)]]))
    assert values(reading, "成员台账", "姓名", "主要分工") == TURNED
    assert facts_of(reading).social == "推广三地。"


def test_money_of_one_year_from_several_is_told_apart(tmp_path: Path) -> None:
    money = "2024年：企业自筹8万元，市总工会补助2万元\n2025年：企业自筹10万元"
    reading = read_bare(tmp_path, table([*BASICS, ["经费投入", (money, 3)]]))
    assert values(reading, "经费台账", "年度", "金额(万元)", "来源") == [
        (2024, 8.0, "企业自筹"), (2024, 2.0, "市总工会补助"), (2025, 10.0, "企业自筹"),
    ]  # fmt: skip


def test_money_that_may_be_part_of_what_stands_before_it_is_left_as_it_is(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["经费投入", ("2024年投入10万元，工会补助2万元", 3)]]))
    assert not rows(reading, "经费台账")


def test_a_place_that_tells_its_area_is_read_as_one(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["场地", ("教学楼402室，约60平方米", 3)]]))
    assert studio_of(reading)["场所面积(㎡)"] == 60


def test_a_place_that_tells_no_area_is_kept_as_it_is(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["场地", ("教学楼402室", 3)]]))
    assert "场所面积(㎡)" not in studio_of(reading)


def test_a_count_left_empty_takes_nothing_of_the_one_beside_it(tmp_path: Path) -> None:
    honours: list[Row] = [
        ["培养人才", ("荣誉", 3)],
        ["省部级劳模 1", "地市级劳模", ("企业劳模 3", 2)],
        ["获奖等级", "国家\n无", ("省部\n1个", 2)],
    ]
    reading = read_bare(tmp_path, table([*BASICS, *honours]))
    counts = {name: number for name, number in values(reading, "统计数字台账", "指标", "数值") if number}
    assert counts == {"培养省部级劳模": "1", "培养企业劳模": "3", "省部级获奖": "1"}


def test_the_place_for_a_stamp_is_no_part_of_a_name(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table([BASICS[0], ["所在单位", ("远山公司 （盖章）", 3)], *BASICS[2:]]))
    assert studio_of(reading)["所在单位"] == "远山公司"


def test_people_and_space_stand_in_two_cells_of_one_label(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["成员总数/场所面积", "（共）13 人", ("约 260 平方米", 2)]]))
    assert (studio_of(reading)["成员总数"], studio_of(reading)["场所面积(㎡)"]) == (13, 260.0)


def test_a_label_of_money_goes_on_with_how_to_fill_it_in(tmp_path: Path) -> None:
    label = "经费投入\n(万元)\n投入单位两个以上须分别注明"
    money: list[Row] = [
        [Box(label, 1, "begin"), "年  度", "投入金额", "经费来源"],
        [Box("", 1, "on"), "2018年", "30", "自筹"],
    ]
    reading = read_bare(tmp_path, table([*BASICS, *money]))
    assert values(reading, "经费台账", "年度", "金额(万元)", "来源") == [(2018, 30.0, "自筹")]
    assert told(reading, Severity.WARNING) == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("全国劳动模范\n省五一劳动奖章\n市劳动模范。", ["全国劳动模范", "省五一劳动奖章", "市劳动模范"]),
        ("全国劳动模范\n全国技术能手；2018年大国工匠", ["全国劳动模范", "全国技术能手", "2018年大国工匠"]),
    ],
)
def test_a_line_that_ends_an_honour_ends_it_beside_other_marks(written: str, read: list[str]) -> None:
    assert list(read_honors(written)) == read


def test_a_quoted_word_within_a_name_is_not_the_name() -> None:
    told = told_results("1.一种“互联网+”检修装置，发明专利，2018年\n2.机床改造，实用新型专利，2019年")
    assert [result["成果名称"] for result in told] == ["一种“互联网+”检修装置", "机床改造"]


def test_results_are_told_in_whole_sentences() -> None:
    told = told_results(
        "1.“刀盘快速更换装置”获发明专利授权（20180612）；\n2.《盾构接收施工工法》被评为省部级工法（201903）；\n"
        "3.QC课题“降低管片错台率”获国家级优秀QC成果奖（201908）；\n4.论文《渣土改良技术研究》公开发表（201910）。"
    )
    assert [(each["成果名称"], each["类别"], each["日期"]) for each in told] == [
        ("刀盘快速更换装置", "发明专利", "20180612"),
        ("盾构接收施工工法", "工法", "201903"),
        ("降低管片错台率", "优秀QC成果奖", "201908"),
        ("渣土改良技术研究", "论文", "201910"),
    ]
