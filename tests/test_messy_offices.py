"""Ledgers of offices that never saw ours: other words, other layouts, and what they leave to the reader."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.ledger import read_ledger
from ingest.records import Cell, Reading, Severity
from tests.workbooks import Row, read_rows

Rows = Sequence[Row]


def told(reading: Reading) -> str:
    return "；".join(issue.message for issue in reading.issues)


OFFICES: dict[str, tuple[Rows, list[dict[str, Cell]]]] = {
    "words nobody listed": (
        [
            (
                "编次",
                "创新工作室全称",
                "所在企业名称",
                "工作室领军劳模姓名",
                "组建年份",
                "获市级挂牌年度",
                "使用面积/㎡",
            ),
            (1, "甲创新工作室", "甲厂", "张三", "2015", "2018年", "86平米"),
        ],
        [
            {
                "工作室名称": "甲创新工作室",
                "所在单位": "甲厂",
                "领衔人": "张三",
                "创建日期": "2015",
                "命名日期": "2018",
                "场所面积(㎡)": 86.0,
            }
        ],
    ),
    "a leader told by the names below": (
        [("工作室名称", "掌门", "所在单位"), ("甲室", "张三", "甲厂"), ("乙室", "欧阳修", "乙厂")],
        [
            {"工作室名称": "甲室", "领衔人": "张三", "所在单位": "甲厂"},
            {"工作室名称": "乙室", "领衔人": "欧阳修", "所在单位": "乙厂"},
        ],
    ),
    "a region and a level told by the cells below": (
        [
            ("工作室名称", "领衔人", "所在单位", "市州", "认定情况"),
            ("甲室", "张三", "甲厂", "长沙市", "省级"),
            ("乙室", "李四", "乙厂", "湖南株洲", "市级"),
        ],
        [
            {"工作室名称": "甲室", "领衔人": "张三", "所在单位": "甲厂", "地区": "长沙市", "级别": "省部级"},
            {"工作室名称": "乙室", "领衔人": "李四", "所在单位": "乙厂", "地区": "湖南株洲", "级别": "地市级"},
        ],
    ),
    "a header of three rows": (
        [
            ("一览表",),
            ("序号", "基本信息", None, None, None, None, "人员情况", None),
            (None, "工作室", None, "领衔人", None, "所在单位", "成员数", "其中技师"),
            (None, "名称", "级别", "姓名", "电话", None, None, None),
            (1, "甲室", "市级", "张三", "1380000", "甲厂", 12, 3),
        ],
        [{"工作室名称": "甲室", "级别": "地市级", "领衔人": "张三", "所在单位": "甲厂", "成员总数": 12}],
    ),
    "units and numbers under the header": (
        [
            ("工作室名称", "领衔人", "所在单位", "成员总数", "场所面积"),
            (None, None, None, "（人）", "（平方米）"),
            ("甲", "乙", "丙", "1", "2"),
            ("甲室", "张三", "甲厂", "12人（其中女3人）", "86"),
        ],
        [{"工作室名称": "甲室", "领衔人": "张三", "所在单位": "甲厂", "成员总数": 12, "场所面积(㎡)": 86.0}],
    ),
    "a region between the rows": (
        [
            ("工作室名称", "领衔人", "所在单位"),
            ("一、济南市",),
            ("甲室", "张三", "甲厂"),
            ("青岛市（1家）",),
            ("乙室", "李四", "乙厂"),
        ],
        [
            {"工作室名称": "甲室", "领衔人": "张三", "所在单位": "甲厂", "地区": "济南市"},
            {"工作室名称": "乙室", "领衔人": "李四", "所在单位": "乙厂", "地区": "青岛市"},
        ],
    ),
    "a studio between the rows": (
        [
            ("序号", "姓名", "职称"),
            ("一、鲁班创新工作室",),
            (1, "张三", "工程师"),
            ("二、墨子劳模创新工作室",),
            (1, "李四", "技师"),
        ],
        [
            {"姓名": "张三", "技术职称": "工程师", "工作室": "鲁班创新工作室"},
            {"姓名": "李四", "技术职称": "技师", "工作室": "墨子劳模创新工作室"},
        ],
    ),
    "rosters one below the other": (
        [
            ("鲁班创新工作室成员名单",),
            ("姓名", "性别", "工种"),
            ("张三", "男", "车工"),
            (),
            ("墨子创新工作室成员名单",),
            ("姓名", "性别", "工种"),
            ("李四", "女", "铣工"),
        ],
        [
            {"姓名": "张三", "性别": "男", "工种": "车工", "工作室": "鲁班创新工作室"},
            {"姓名": "李四", "性别": "女", "工种": "铣工", "工作室": "墨子创新工作室"},
        ],
    ),
    "an alliance in the title": (
        [("胶东焊接联盟成员名单（2023年）",), ("成员工作室", "角色"), ("甲室", "盟主")],
        [{"工作室": "甲室", "角色": "领衔", "联盟名称": "胶东焊接联盟"}],
    ),
    "a year in the title": (
        [("2023年度补助经费分配表",), ("工作室名称", "补助金额（元）", "资金来源"), ("甲室", "叁万元整", "省总工会")],
        [{"工作室": "甲室", "金额(万元)": 3.0, "来源": "省总工会", "年度": 2023}],
    ),
    "a label above the header": (
        [("工作室名称：", "甲室", "填报单位：某工会"), ("项目名称", "开始时间"), ("降噪", "2023.2")],
        [{"课题名称": "降噪", "立项日期": "2023-02", "工作室": "甲室"}],
    ),
    "written once for several rows": (
        [
            ("地区", "所在单位", "工作室名称", "领衔人"),
            ("淄博市", "甲厂", "甲室", "张三"),
            (None, None, "乙室", "李四"),
            (None, "乙厂", "丙室", "王五"),
        ],
        [
            {"地区": "淄博市", "所在单位": "甲厂", "工作室名称": "甲室", "领衔人": "张三"},
            {"地区": "淄博市", "所在单位": "甲厂", "工作室名称": "乙室", "领衔人": "李四"},
            {"地区": "淄博市", "所在单位": "乙厂", "工作室名称": "丙室", "领衔人": "王五"},
        ],
    ),
    "two dates in one column": (
        [
            ("师傅", "徒弟", "协议起止时间"),
            ("张三", "李四", "2019/3/5—2020/1/1"),
            ("张三", "王五", "2021年6月至今"),
            ("张三", "赵六", "2019.3-2020.12"),
            ("张三", "钱七", "2019年3月—5月"),
        ],
        [
            {"师傅": "张三", "徒弟": "李四", "起始日期": "2019-03-05", "结束日期": "2020-01-01"},
            {"师傅": "张三", "徒弟": "王五", "起始日期": "2021-06"},
            {"师傅": "张三", "徒弟": "赵六", "起始日期": "2019-03", "结束日期": "2020-12"},
            {"师傅": "张三", "徒弟": "钱七", "起始日期": "2019-03", "结束日期": "2019-05"},
        ],
    ),
    "a list printed in two halves": (
        [("序号", "姓名", "工作室", None, "序号", "姓名", "工作室"), (1, "张三", "甲室", None, 2, "李四", "乙室")],
        [{"姓名": "张三", "工作室": "甲室"}, {"姓名": "李四", "工作室": "乙室"}],
    ),
    "two ledgers side by side": (
        [
            ("各室", None, None, None, "各人"),
            ("工作室名称", "领衔人", "所在单位", None, "姓名", "工作室"),
            ("甲室", "张三", "甲厂", None, "李四", "甲室"),
        ],
        [{"工作室名称": "甲室", "领衔人": "张三", "所在单位": "甲厂"}, {"姓名": "李四", "工作室": "甲室"}],
    ),
    "a larger table below a smaller": (
        [
            ("工作室名称", "领衔人", "所在单位"),
            ("甲室", "张三", "甲厂"),
            (),
            ("成员情况",),
            ("序号", "成员", None, None, "工作室"),
            (None, "姓名", "性别", "工种", None),
            (1, "李四", "女", "车工", "甲室"),
        ],
        [
            {"工作室名称": "甲室", "领衔人": "张三", "所在单位": "甲厂"},
            {"姓名": "李四", "性别": "女", "工种": "车工", "工作室": "甲室"},
        ],
    ),
}


@pytest.mark.parametrize("office", OFFICES)
def test_a_ledger_of_an_office_that_never_saw_ours_is_read_as_meant(tmp_path: Path, office: str) -> None:
    rows, meant = OFFICES[office]
    reading = read_rows(tmp_path, *rows)
    assert [record.values for record in reading.records] == meant
    assert all(issue.severity is Severity.NOTICE for issue in reading.issues)


def test_a_region_that_only_the_sheet_names_is_read(tmp_path: Path) -> None:
    header = ("工作室名称", "领衔人", "所在单位")
    reading = read_rows(tmp_path, header, ("甲室", "张三", "甲厂"), 烟台=[header, ("乙室", "李四", "乙厂")])
    assert [record.values.get("地区") for record in reading.records] == [None, "烟台"]
    assert "「地区」读作「烟台」" in told(reading)


def test_every_heading_that_was_guessed_is_told_and_known_ones_are_not(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, ("姓名", "主办工作室", "电话"), ("张三", "甲室", "1"))
    assert told(reading) == "「主办工作室」列当作「工作室」读入，请核对"


@pytest.mark.parametrize(
    "heading", ["推荐单位", "其中技师人数", "培训人数", "工作室电话", "面积(亩)", "负责人性别", "公民身份号码"]
)
def test_a_heading_that_says_something_else_feeds_no_column(tmp_path: Path, heading: str) -> None:
    header = ("工作室名称", "领衔人", "所在单位", heading)
    (record,) = read_rows(tmp_path, header, ("甲室", "张三", "甲厂", "3")).records
    assert record.values == {"工作室名称": "甲室", "领衔人": "张三", "所在单位": "甲厂"}


@pytest.mark.parametrize("heading", ["徒弟科室", "徒弟所在部门", "师傅学历"])
def test_what_is_told_of_one_of_a_pair_is_nothing_of_the_pair(tmp_path: Path, heading: str) -> None:
    header = ("师傅姓名", "师傅所在工作室", "徒弟姓名", "传授技能", "结对时间", heading)
    (record,) = read_rows(tmp_path, header, ("张三", "甲室", "李四", "焊接", "2020-05", "药剂科")).records
    assert "药剂科" not in record.values.values()
    assert record.notes == {heading: "药剂科"}


def test_a_table_that_lacks_its_leader_is_not_taken_for_one_of_organizations(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, ("工作室名称", "所在单位", "级别"), ("甲室", "甲厂", "市级"))
    assert not reading.records
    assert "缺少必填列「领衔人」" in told(reading)


def test_an_empty_cell_is_a_gap_where_the_column_is_filled_row_by_row(tmp_path: Path) -> None:
    rows = (("甲室", "张三"), ("甲室", "李四"), (None, "王五"))
    reading = read_rows(tmp_path, ("工作室", "姓名"), *rows)
    assert len(reading.records) == 2
    assert "必填的「工作室」是空的" in told(reading)


def test_what_is_written_once_is_told_where_it_is_read_again(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, ("工作室", "姓名"), ("甲室", "张三"), (None, "李四"))
    (issue,) = reading.issues
    assert (issue.place.row, issue.place.column, issue.message) == (3, "工作室", "空着，按上面的「甲室」读入")


@pytest.mark.parametrize(
    "title", ["全市劳模创新工作室成员名单", "某某公司创新工作室成员名单", "济南市职工创新工作室成员名单"]
)
def test_a_title_that_names_no_studio_gives_none(tmp_path: Path, title: str) -> None:
    reading = read_rows(tmp_path, (title,), ("姓名", "性别", "工种"), ("张三", "男", "车工"))
    assert not reading.records
    assert "「工作室」" in told(reading)


def test_the_house_before_the_name_of_a_studio_in_a_title_is_no_part_of_it(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path, ("远山市第一医院 护理创新工作室成员花名册",), ("姓名", "性别", "工种"), ("张三", "男", "护士")
    )
    assert [record.values["工作室"] for record in reading.records] == ["护理创新工作室"]


def test_a_column_that_holds_nothing_but_choices_is_that_of_the_choices(tmp_path: Path) -> None:
    rows = (("甲课题", "甲室", "降低能源消耗"), ("乙课题", "乙室", "提高生产效率"), ("丙课题", "甲室", "优化产品质量"))
    reading = read_rows(tmp_path, ("课题名称", "牵头工作室", "预期方向"), *rows)
    assert [record.values["落脚点"] for record in reading.records] == [
        ["降低能源消耗"],
        ["提高生产效率"],
        ["优化产品质量"],
    ]


def test_a_request_in_a_line_under_the_table_is_nobody(tmp_path: Path) -> None:
    rows = (("姓名", "性别", "所在班组"), ("张三", "男", "一班"), ("如有变动请联系工会，电话：6630000",))
    reading = read_rows(tmp_path, ("甲创新工作室成员名单",), *rows)
    assert [record.values["姓名"] for record in reading.records] == ["张三"]
    assert "是表下说明「如有变动请联系工会" in told(reading)


def test_how_many_a_studio_has_below_its_members_is_nobody(tmp_path: Path) -> None:
    rows = (("姓名", "性别", "所在班组"), ("张三", "男", "一班"), ("本室小计：1人",))
    reading = read_rows(tmp_path, ("甲创新工作室成员名单",), *rows)
    assert [record.values["姓名"] for record in reading.records] == ["张三"]


def test_a_place_that_is_vacant_holds_no_name(tmp_path: Path) -> None:
    (record,) = read_rows(tmp_path, ("联盟名称", "联盟类型", "领衔工作室"), ("甲联盟", "跨区域", "暂缺")).records
    assert "领衔工作室" not in record.values


@pytest.mark.parametrize(
    ("column", "written", "meant"),
    [
        ("统一社会信用代码", "91370700ma3abcde1x", "91370700MA3ABCDE1X"),
        ("统一社会信用代码", '="91370700MA3ABCDE1X"', "91370700MA3ABCDE1X"),
        ("单位类型", "民营科技企业单位", "企业"),
        ("单位类型", "个体户", "其他"),
        ("上级单位", "A&amp;B&nbsp;集团", "A&B 集团"),
        ("上级单位", "1001.0", "1001"),
    ],
)
def test_a_cell_as_systems_and_clerks_leave_it_is_read(tmp_path: Path, column: str, written: str, meant: str) -> None:
    (record,) = read_rows(tmp_path, ("单位名称", column), ("甲厂", written)).records
    assert record.values[column] == meant


@pytest.mark.parametrize(
    ("column", "written"),
    [
        ("统一社会信用代码", "9.14E+17"),
        ("单位类型", "不是企业，是下面几个村一起办的"),
        ("单位类型", "#N/A"),
        ("统一社会信用代码", "#REF!"),
    ],
)
def test_a_cell_that_cannot_be_read_is_left_out_and_told(tmp_path: Path, column: str, written: str) -> None:
    reading = read_rows(tmp_path, ("单位名称", column), ("甲厂", written))
    assert reading.records[0].values == {"单位名称": "甲厂"}
    assert [(issue.severity, issue.place.column) for issue in reading.issues] == [(Severity.WARNING, column)]


@pytest.mark.parametrize(("encoding", "mark"), [("utf-16", "\t"), ("gb18030", ","), ("utf-8-sig", ";")])
def test_a_text_table_of_another_office_is_read(tmp_path: Path, encoding: str, mark: str) -> None:
    lines = (("序号", "成员姓名", "所属创新工作室", "手机号码"), ("1", "张  三", "甲室", "13800000000.0"))
    (tmp_path / "a.csv").write_text("\n".join(mark.join(line) for line in lines), encoding=encoding)
    (record,) = read_ledger(tmp_path / "a.csv").records
    assert record.values == {"姓名": "张三", "工作室": "甲室", "联系电话": "13800000000"}


def test_a_row_of_names_that_sound_like_headings_is_data(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, ("联盟名称", "工作室", "成员单位"), ("大联盟", "创新工作室", "西厂"))
    assert [record.values["联盟名称"] for record in reading.records] == ["大联盟"]
    assert not reading.issues


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("2023年度省教育工会专项补助发放表", "省教育工会专项补助"),
        ("市总工会2023年劳模创新工作室补助经费拨付明细表", "市总工会劳模创新工作室补助经费"),
        ("2023年集团公司工会下拨经费台账", "集团公司工会下拨经费"),
    ],
)
def test_a_title_says_who_paid(tmp_path: Path, title: str, source: str) -> None:
    header = ("序号", "受补助工作室", "金额", "使用方向", "年份")
    reading = read_rows(
        tmp_path, (title,), header, (1, "甲室", "5万元", "设备购置", 2023), (2, "乙室", "3万元", "", 2023)
    )
    assert [record.values["来源"] for record in reading.records] == [source, source]
    assert f"「来源」读作「{source}」，请核对" in told(reading)


def test_a_title_that_names_no_payer_is_no_source(tmp_path: Path) -> None:
    header = ("序号", "工作室", "金额", "用途", "年份")
    reading = read_rows(tmp_path, ("各工作室专项经费使用表",), header, (1, "甲室", "5万元", "设备购置", 2023))
    assert not reading.records
    assert "缺少必填列「来源」" in told(reading)


def test_a_numbered_line_may_name_a_region_of_no_list(tmp_path: Path) -> None:
    header = ("工作室名称", "领衔人", "所在单位")
    rows = (
        ("一、宁江市（2个）",),
        ("甲室", "张三", "甲厂"),
        ("乙室", "李四", "乙厂"),
        ("二、连锁超市（1个）",),
        ("丙室", "王五", "丙店"),
    )
    reading = read_rows(tmp_path, header, *rows)
    assert [record.values.get("地区") for record in reading.records] == ["宁江市", "宁江市", None]


def test_the_grade_an_apprentice_has_is_no_promotion(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path, ("师傅姓名", "徒弟姓名", "徒弟现等级"), ("张三", "李四", "技师"), ("王五", "赵六", "高级工")
    )
    assert [record.notes for record in reading.records] == [{"徒弟现等级": "技师"}, {"徒弟现等级": "高级工"}]
    assert all("晋升" not in record.values for record in reading.records)
