"""What forms tell in running text: results, rules and equipment in the prose, remarks beside figures."""

from pathlib import Path

import pytest

from ingest.form.told_in_prose import equipment_in, prose_results, rules_in
from ingest.records import Reading
from tests.forms import Row, read_bare, studio_of, table, values

BASICS: tuple[Row, ...] = (
    ["工作室名称", ("凌云创新工作室", 3)],
    ["所在单位", ("远山公司", 3)],
    ["创建日期", "2018年", "领衔人", "凌云"],
    ["专业领域", "焊接", "工作室类型", "√技术攻关"],
)


def _with_prose(tmp_path: Path, text: str, *more: Row) -> Reading:
    return read_bare(tmp_path, table([*BASICS, *more, ["业绩简介", (text, 3)]]))


@pytest.mark.parametrize(
    ("sentence", "result"),
    [
        ("“仪表防堵装置”于2019年7月取得实用新型专利", ("仪表防堵装置", "实用新型专利", None, "2019-07")),
        ("“探头安装工装”2019年10月荣获地市级职工技术创新成果奖", ("探头安装工装", "获奖", "地市", "2019-10")),
        ("2021年3月发表论文《阀门定位器故障分析》", ("阀门定位器故障分析", "论文", None, "2021-03")),
        ("2021年6月主持编制企业标准《回路测试作业规程》", ("回路测试作业规程", "标准", "企业", "2021-06")),
        (
            "（1）发明专利：一种岸桥防风检测装置，授权日2020年9月15日",
            ("一种岸桥防风检测装置", "发明专利", None, "2020-09-15"),
        ),
        ("“起升钢丝绳更换工装”2020年12月获地市级“五小”成果一等奖", ("起升钢丝绳更换工装", "获奖", "地市", "2020-12")),
    ],
)
def test_a_sentence_of_the_prose_that_tells_all_of_a_result_is_one(
    tmp_path: Path, sentence: str, result: tuple[str | None, ...]
) -> None:
    reading = _with_prose(tmp_path, f"工作室扎根一线。{sentence}。今后继续努力。")
    assert values(reading, "成果台账", "成果名称", "类别", "等级", "日期") == [result]


@pytest.mark.parametrize(
    "sentence",
    [
        "工作室荣获2019年“全国工人先锋号”称号",
        "2018年，“凌云创新工作室”被市总工会命名",
        "《工人日报》2019年3月刊发论文",
        "领衔人凌云2018年获“全国五一劳动奖章”",
        "“快速换刀装置”2019年用于专利申请",
        "“快速换刀装置”取得实用新型专利",
        "取得发明专利2项、实用新型专利3项",
        "“甲种夹具”、“乙种夹具”2020年获省级QC成果奖",
    ],
)
def test_a_sentence_that_tells_less_or_something_else_is_no_result(sentence: str) -> None:
    assert prose_results(sentence) == ()


def test_what_a_list_names_is_not_told_again_by_the_prose(tmp_path: Path) -> None:
    listed: list[Row] = [["成果名称", "类别", "等级", "日期"], ["仪表防堵装置", "实用新型专利", "", "2019.7"]]
    prose: list[Row] = [*BASICS, ["业绩简介", ("“仪表防堵装置”于2019年7月取得实用新型专利。", 3)]]
    reading = read_bare(tmp_path, table(prose), table(listed))
    assert values(reading, "成果台账", "成果名称") == [("仪表防堵装置",)]


def test_rules_and_equipment_stand_in_the_prose_where_the_form_has_no_place_for_them(tmp_path: Path) -> None:
    text = "现有仿真系统、校验台、信号发生器等设施。建立了例会制度、课题评审制度，形成闭环管理。"
    studio = studio_of(_with_prose(tmp_path, text))
    assert (studio["设备设施"], studio["工作制度"]) == ("仿真系统、校验台、信号发生器", "例会制度、课题评审制度")


def test_what_a_cell_says_counts_before_the_prose(tmp_path: Path) -> None:
    studio = studio_of(_with_prose(tmp_path, "建立了例会制度、课题评审制度。", ["工作制度", ("学习制度", 3)]))
    assert studio["工作制度"] == "学习制度"


@pytest.mark.parametrize(
    "text",
    [
        "现有成员12人、技师5人等设备。",
        "现有高级技师、工程师等工具。",
        "设有学习区、试验区。",
        "配有讨论区和荣誉墙。",
        "服务装备制造、冶金。",
        "优化配置资源、流程。",
        "配备专职导师、专项经费。",
    ],
)
def test_people_and_corners_of_a_room_are_no_equipment(text: str) -> None:
    assert equipment_in(text) == ()


@pytest.mark.parametrize(
    "text", ["建立健全各项规章制度。", "建立了学习、攻关、交流等制度。", "严格执行公司制度、纪律。"]
)
def test_rules_nobody_names_are_none(text: str) -> None:
    assert rules_in(text) == ()


def test_a_remark_beside_the_money_of_years_says_who_paid_it(tmp_path: Path) -> None:
    money: list[Row] = [
        ["项目", "2021年", "2022年", "备注"],
        ["经费投入（元）", "128,000", "150,000", "均为企业拨款"],
        ["实用新型（件）", "2", "4", ""],
    ]
    reading = read_bare(tmp_path, table(BASICS), table(money))
    assert values(reading, "经费台账", "年度", "金额(万元)", "来源") == [
        (2021, 12.8, "企业拨款"),
        (2022, 15.0, "企业拨款"),
    ]
    assert values(reading, "统计数字台账", "指标", "期间", "数值") == [
        ("实用新型专利", "2021年", "2"),
        ("实用新型专利", "2022年", "4"),
    ]


def test_the_kind_of_a_result_is_told_by_whichever_column_says_it(tmp_path: Path) -> None:
    listed: list[Row] = [
        ["种类", "名称", "具体类型", "级别", "获得/发布日期"],
        ["专利", "伤口渗液收集装置", "实用新型专利", "", "2021-01-08"],
        ["获奖", "糖尿病足护理方案", "护理科技成果奖", "省部级", "2021-12"],
    ]
    reading = read_bare(tmp_path, table(BASICS), "成果明细", table(listed))
    assert values(reading, "成果台账", "成果名称", "类别", "等级", "日期") == [
        ("伤口渗液收集装置", "实用新型专利", None, "2021-01-08"),
        ("糖尿病足护理方案", "获奖", "省部", "2021-12"),
    ]


def test_other_members_are_members_though_they_are_called_the_main_ones(tmp_path: Path) -> None:
    head: Row = ["姓名", "性别", "学历", "分工"]
    reading = read_bare(
        tmp_path,
        table(BASICS),
        "三、骨干成员（不含领衔人）",
        table([head, ["靳松", "男", "本科", "研制"]]),
        "四、其他成员（主要人员）",
        table([head, ["管平", "男", "大专", "规划"]]),
    )
    roles = dict(values(reading, "成员台账", "姓名", "身份"))
    assert (roles["靳松"], roles["管平"]) == ("骨干", "成员")


def test_a_count_that_only_points_elsewhere_is_a_note(tmp_path: Path) -> None:
    counts: list[Row] = [["创新成果", "（证书复印件附后）", "发明专利", "2"]]
    reading = read_bare(tmp_path, table([*BASICS, *counts]))
    assert values(reading, "统计数字台账", "指标", "数值") == [("发明专利", "2")]
    assert not [issue for issue in reading.issues if "不是一个数" in issue.message]


def test_people_trained_go_on_in_a_table_below(tmp_path: Path) -> None:
    trained: list[Row] = [
        ["人才培养", ("近两年培养人才总数 37 人，明细：", 3)],
        ["育人情况", ("成长为省部级劳模 1 人，地市级劳模 2 人。", 3)],
    ]
    reading = read_bare(tmp_path, table([*BASICS, *trained]))
    assert dict(values(reading, "统计数字台账", "指标", "数值")) == {
        "培养人才总数": "37",
        "培养省部级劳模": "1",
        "培养地市级劳模": "2",
    }
