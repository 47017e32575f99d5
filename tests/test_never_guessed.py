"""What is personal is never taken for something else, never shown in part, and never guessed at."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.asides import aside
from ingest.privacy import brief, may_hide, quoted
from ingest.readers import read
from tests.workbooks import Row, read_rows

RESULTS = ("成果名称", "成果类别", "工作室", "完成人")
STUDIOS = ("工作室名称", "领衔人", "所在单位")


@pytest.mark.parametrize(
    ("headings", "row", "personal"),
    [
        ((*RESULTS, "出生年月"), ("减振夹具", "专利", "甲工作室", "赵一", "1980-05"), "1980"),
        ((*RESULTS, "入党时间"), ("减振夹具", "专利", "甲工作室", "赵一", "2001-07"), "2001"),
        ((*RESULTS, "参加工作时间"), ("减振夹具", "专利", "甲工作室", "赵一", "1999-09"), "1999"),
        ((*STUDIOS, "籍贯"), ("甲工作室", "赵一", "一厂", "山东济南"), "济南"),
        ((*STUDIOS, "社保编号"), ("甲工作室", "赵一", "一厂", "GZ20190034"), "GZ20190034"),
    ],
)
def test_a_personal_column_feeds_no_other(tmp_path: Path, headings: Row, row: Row, personal: str) -> None:
    (record,) = read_rows(tmp_path, headings, row, row).records[:1]
    assert not [name for name, value in record.values.items() if personal in str(value)]


@given(st.text("一二三四 的电话打。", max_size=40), st.integers(min_value=13_000_000_000, max_value=19_999_999_999))
def test_no_message_quotes_half_a_number(before: str, number: int) -> None:
    text = f"{before}{number}"
    assert not may_hide((quoted(text), brief(text, 20), aside((f"备注：{text}",), lambda: True)))


def test_a_name_of_an_organization_is_no_name_of_a_result(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path, ("单位名称", "成果类别", "工作室", "授权日期"), ("一厂", "专利", "甲工作室", "2020-01")
    )
    assert [record.values.get("成果名称") for record in reading.records] in ([], [None])


def test_a_section_that_says_nothing_ends_the_one_before_it(tmp_path: Path) -> None:
    rows = ((*STUDIOS,), ("一、济南市",), ("甲工作室", "赵一", "一厂"), ("二、省直单位",), ("乙工作室", "钱二", "二厂"))
    reading = read_rows(tmp_path, *rows)
    assert [record.values.get("地区") for record in reading.records] == ["济南市", None]
    assert any("「济南市」到此为止" in issue.message for issue in reading.issues)


def test_a_cell_is_left_empty_on_purpose_beside_what_may_stand_instead(tmp_path: Path) -> None:
    head = ("工作室", "联盟", "课题名称")
    reading = read_rows(tmp_path, head, ("甲工作室", None, "一号课题"), (None, "乙联盟", "二号课题"))
    assert [record.values.get("工作室") for record in reading.records] == ["甲工作室", None]


def test_a_former_lead_is_no_lead(tmp_path: Path) -> None:
    head = ("联盟名称", "工作室", "角色")
    read_rows(tmp_path, head, ("乙联盟", "甲工作室", "原盟主"))
    roles = [record.values.get("角色") for record in read(tmp_path / "台账.xlsx").records]
    assert "领衔" not in roles


@pytest.mark.parametrize(
    "rows",
    [
        (("金属制品业", "水的生产和供应业", "采购服务业", "产品零售业"), ("焊接", "供水", "采购", "零售")),
        (("单位", "某市总工会", "某省总工会"), ("日期", "2015年", "2016年"), ("成员总数", 5, 6), ("场所面积", 50, 60)),
        (("工作室名称", "全称", "甲工作室"), ("领衔人", "姓名", "赵一"), ("所在单位", "全称", "一厂")),
    ],
)  # fmt: skip
def test_words_that_are_values_head_no_table(tmp_path: Path, rows: tuple[Row, ...]) -> None:
    reading = read_rows(tmp_path, *rows)
    assert not reading.records
    assert any("看不出是哪种台账" in issue.message or "缺少必填列" in issue.message for issue in reading.issues)


@pytest.mark.parametrize(
    "rows",
    [
        (("工作室", "年度", "备注"), ("甲工作室", 2022, "待核")),
        (("工作室", "时间", "下拨经费数"), ("甲工作室", "2022-03", 3)),
        (("近两年经费投入",), ("工作室", "时间", "备注"), ("甲工作室", "2022-03", "3万元")),
    ],
)
def test_a_year_or_money_makes_no_activity(tmp_path: Path, rows: tuple[Row, ...]) -> None:
    assert not read_rows(tmp_path, *rows).records


@pytest.mark.parametrize(
    ("title", "heading"), [("活动情况", "备注"), ("情况", "活动主题"), ("情况", "场次"), ("情况", "参加人次")]
)
def test_a_year_is_the_day_of_an_activity_where_something_says_so(tmp_path: Path, title: str, heading: str) -> None:
    reading = read_rows(tmp_path, (title,), ("工作室", "年度", heading), ("甲工作室", 2022, 3))
    assert [(record.ledger, record.values["日期"]) for record in reading.records] == [("活动台账", "2022")]


@pytest.mark.parametrize("heading", ["经费投入（万元）", "产值（亿元）", "培训期数"])
def test_numbers_that_are_codes_too_are_no_industry_and_no_region(tmp_path: Path, heading: str) -> None:
    reading = read_rows(
        tmp_path, (*STUDIOS, heading), ("甲工作室", "赵一", "一厂", 30), ("乙工作室", "钱二", "二厂", 36)
    )
    assert [{*record.values} for record in reading.records] == [{*STUDIOS}] * 2
    assert [[*record.notes.values()] for record in reading.records] == [["30"], ["36"]]


def test_codes_under_a_heading_of_industries_are_industries(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path, (*STUDIOS, "行业代码"), ("甲工作室", "赵一", "一厂", 30), ("乙工作室", "钱二", "二厂", 36)
    )
    assert [record.values["行业"] for record in reading.records] == ["30", "36"]


@pytest.mark.parametrize("heading", ["专利数量", "带徒人数", "获奖数", "开展活动次数", "成果（项）", "培训（人次）"])
def test_a_count_of_other_things_is_no_count_of_members_and_no_area(tmp_path: Path, heading: str) -> None:
    reading = read_rows(
        tmp_path, (*STUDIOS, heading), ("甲工作室", "赵一", "一厂", 12), ("乙工作室", "钱二", "二厂", 26)
    )
    assert [{*record.values} for record in reading.records] == [{*STUDIOS}] * 2
    assert [[*record.notes.values()] for record in reading.records] == [["12"], ["26"]]


@pytest.mark.parametrize("heading", ["现有成员数", "团队总人数", "工作室人员（人）"])
def test_a_count_of_the_team_is_one_of_members(tmp_path: Path, heading: str) -> None:
    reading = read_rows(
        tmp_path, (*STUDIOS, heading), ("甲工作室", "赵一", "一厂", 12), ("乙工作室", "钱二", "二厂", 26)
    )
    assert [record.values["成员总数"] for record in reading.records] == [12, 26]
