"""Ledgers are recognised by their columns, and every row becomes a record or an issue."""

from datetime import date
from pathlib import Path

import pytest

from graph.schema import load_schema
from ingest.ledger import read_ledger
from ingest.records import Severity
from tests.workbooks import MEMBERS, only_issue, read_rows, severities

LEDGERS = load_schema().ledgers


def test_a_row_becomes_a_record_with_normalised_values_under_the_ledgers_own_names(tmp_path: Path) -> None:
    reading = read_rows(
        tmp_path,
        ("2024 年工作室名册",),
        (),
        ("序号", "工作室", "领衔劳模", "所在企业/单位名称", "面积", "级别", "创建时间", "特长", "成员数", "来源"),
        (
            1,
            "甲一劳模创新工作室",
            "甲　一",
            "甲公司（总部）",
            "８６㎡",
            "省级",
            "2018年4月",
            "焊接；装配",
            "12人",
            "http://x",
        ),
    )
    (record,) = reading.records
    assert (record.ledger, record.place.sheet, record.place.row) == ("工作室台账", "表", 4)
    assert record.values == {
        "工作室名称": "甲一劳模创新工作室",
        "领衔人": "甲一",
        "所在单位": "甲公司(总部)",
        "场所面积(㎡)": 86.0,
        "级别": "省部级",
        "创建日期": "2018-04",
        "擅长": ["焊接", "装配"],
        "成员总数": 12,
        "出处": "http://x",
    }
    assert not reading.issues


def test_a_bad_required_cell_refuses_its_row_and_no_other(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, ("日期", "工作室"), ("2019-13-40", "甲"), ("2019-05", "乙"))
    assert [record.values["工作室"] for record in reading.records] == ["乙"]
    assert reading.rows == 2
    issue = only_issue(reading)
    assert issue.severity is Severity.ERROR
    assert str(issue.place) == "工作表「表」第 2 行「日期」列"
    assert issue.message == "日期「2019-13-40」不存在，请改为如 2019-05-13 的写法；此行未读入"


def test_an_empty_required_cell_refuses_its_row(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, MEMBERS, (None, "甲", "2019"), ("—", "甲", "2019"))
    assert severities(reading) == [Severity.ERROR] * 2
    assert reading.issues[0].message.startswith("必填的「姓名」是空的，请补上")


@pytest.mark.parametrize("word", ["未载", " 未载 ", "不详", "未知"])
def test_a_source_that_does_not_say_leaves_a_required_value_absent(tmp_path: Path, word: str) -> None:
    (record,) = read_rows(tmp_path, ("工作室名称", "领衔人", "所在单位"), ("甲室", "甲", word)).records
    assert record.values == {"工作室名称": "甲室", "领衔人": "甲"}


@pytest.mark.parametrize("name", LEDGERS)
def test_no_row_is_about_something_the_source_does_not_name(tmp_path: Path, name: str) -> None:
    required = {heading: column for heading, column in LEDGERS[name].columns.items() if column.required}
    strict = [heading for heading, column in required.items() if not column.unstated]
    reading = read_rows(tmp_path, [*required, *LEDGERS[name].one_of], ["未载"] * 9)
    assert not reading.records
    refused = [issue.place.column for issue in reading.issues if "不能填「未载」" in issue.message]
    assert refused == strict


def test_a_bad_optional_cell_leaves_the_row_in_without_it(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, MEMBERS, ("甲", "一号", "近年"))
    assert reading.records[0].values == {"姓名": "甲", "工作室": "一号"}
    assert severities(reading) == [Severity.WARNING]


def test_strict_reading_refuses_the_file_for_one_bad_cell(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, MEMBERS, ("甲", "一号", "近年"), ("乙", "一号", "2019"), strict=True)
    assert (reading.rows, reading.records) == (0, ())
    assert severities(reading) == [Severity.ERROR, Severity.WARNING]


def test_strict_reading_takes_a_clean_file(tmp_path: Path) -> None:
    assert read_rows(tmp_path, MEMBERS, ("甲", "一号", "2019"), strict=True).rows == 1


@pytest.mark.parametrize("empty", ["", "—", "/", "-", "无", "不详", "未载", "  "])
def test_what_stands_for_nothing_is_absent(tmp_path: Path, empty: str) -> None:
    reading = read_rows(tmp_path, MEMBERS, ("甲", "一号", empty))
    assert reading.records[0].values == {"姓名": "甲", "工作室": "一号"}
    assert not reading.issues


def test_none_in_a_flag_column_means_no(tmp_path: Path) -> None:
    rows = (("成果名称", "类别", "工作室", "是否转化"), ("夹具", "发明", "甲", "无"))
    assert read_rows(tmp_path, *rows).records[0].values["是否转化"] is False


def test_one_of_two_columns_must_be_filled(tmp_path: Path) -> None:
    header = ("日期", "工作室", "联盟")
    reading = read_rows(tmp_path, header, ("2019", "甲", None), ("2019", None, "乙"), ("2019", None, None))
    assert len(reading.records) == 2
    assert only_issue(reading).message == "「工作室」或「联盟」或「帮帮团」至少要填一项，请补上；此行未读入"


def test_money_counts_in_the_unit_of_its_heading(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, ("年度", "工作室", "金额(元)", "来源"), (2019, "甲", 20000, "工会拨款"))
    assert reading.records[0].values == {"年度": 2019, "工作室": "甲", "金额(万元)": 2.0, "来源": "工会拨款"}


def test_an_area_in_another_unit_is_not_taken_for_square_metres(tmp_path: Path) -> None:
    header = ("工作室名称", "领衔人", "所在单位", "面积(亩)")
    (record,) = read_rows(tmp_path, header, ("甲室", "甲", "甲公司", 3)).records
    assert "场所面积(㎡)" not in record.values
    assert record.notes == {"面积(亩)": "3"}


def test_columns_the_ledger_does_not_know_are_kept_as_notes_and_told_once(tmp_path: Path) -> None:
    header = ("姓名", "工作室", "爱好", "座右铭")
    reading = read_rows(tmp_path, header, ("甲", "一号", "棋", None), ("乙", "一号", "琴", "勤"))
    assert [record.notes for record in reading.records] == [{"爱好": "棋"}, {"爱好": "琴", "座右铭": "勤"}]
    assert only_issue(reading).message == "台账里没有「爱好」「座右铭」列，其内容作为备注保留"


def test_an_identity_card_column_is_not_read(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, ("姓名", "工作室", "身份证号"), ("甲", "一号", "110101190001010000"))
    assert not reading.records[0].notes
    assert only_issue(reading).severity is Severity.NOTICE


def test_a_row_with_content_only_in_other_columns_is_listed(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, ("序号", "姓名", "工作室", "爱好"), ("戊", None, None, None), (1, None, None, "棋"))
    assert [(issue.severity, issue.place.row) for issue in reading.issues] == [
        (Severity.NOTICE, 2),
        (Severity.ERROR, 3),
        (Severity.ERROR, 3),
    ]


def test_a_name_longer_than_two_hundred_characters_refuses_its_row(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, MEMBERS, ("甲" * 201, "一号", None), ("乙" * 200, "一号", None))
    assert len(reading.records) == 1
    assert "有 201 个字" in only_issue(reading).message


@pytest.mark.parametrize("text", ["=1+1", "+甲", "-甲", "@甲", "<script>alert(1)</script>", "Robert'); DROP TABLE x"])
def test_text_that_means_something_elsewhere_is_plain_text_here(tmp_path: Path, text: str) -> None:
    assert read_rows(tmp_path, MEMBERS, (text, "一号", None)).records[0].values["姓名"] == text


def test_control_characters_are_removed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("姓名,工作室\n甲\x00\x1b乙\u202e,一号\n", encoding="utf-8")
    assert read_ledger(tmp_path / "a.csv").records[0].values["姓名"] == "甲乙"


def test_a_sheet_that_is_no_ledger_is_refused_with_the_nearest_and_what_it_misses(tmp_path: Path) -> None:
    issue = only_issue(read_rows(tmp_path, ("工作室名称", "所在单位", "级别", "电话"), ("甲室", "甲公司", "省级", "1")))
    assert (issue.severity, issue.place.sheet) == (Severity.ERROR, "表")
    assert (
        "看到的列名是「工作室名称」「所在单位」「级别」「电话」，最接近工作室台账，但缺少必填列「领衔人」"
        in issue.message
    )


def test_a_sheet_without_any_known_heading_is_refused(tmp_path: Path) -> None:
    assert "看不出是哪种台账" in only_issue(read_rows(tmp_path, ("甲", "乙"), (1, 2))).message


def test_other_sheets_beside_a_ledger_are_warned_of_and_empty_ones_are_not(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, MEMBERS, ("甲", "一号", None), 统计=[("月份", "数量")], 空=[], 填写说明=[("怎么填",)])
    assert len(reading.records) == 1
    assert (only_issue(reading).severity, only_issue(reading).place.sheet) == (Severity.WARNING, "统计")


def test_several_ledgers_in_one_file_are_all_read(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, MEMBERS, ("甲", "一号", None), 单位=[("单位名称", "单位类型"), ("甲公司", "公司")])
    assert [record.ledger for record in reading.records] == ["成员台账", "单位台账"]
    assert reading.records[1].values == {"单位名称": "甲公司", "单位类型": "企业"}


def test_a_workbook_without_content_is_refused(tmp_path: Path) -> None:
    assert "里面没有内容" in only_issue(read_rows(tmp_path)).message


def test_a_real_date_cell_is_a_date(tmp_path: Path) -> None:
    assert read_rows(tmp_path, MEMBERS, ("甲", "一号", date(2019, 5, 13))).records[0].values["加入日期"] == "2019-05-13"


def test_an_old_excel_file_with_merged_cells_and_a_hidden_sheet_is_read() -> None:
    reading = read_ledger(Path(__file__).parent / "files" / "members.xls")
    assert [tuple(record.values[name] for name in ("姓名", "工作室")) for record in reading.records] == [
        ("甲一", "甲一劳模创新工作室"),
        ("乙二", "甲一劳模创新工作室"),
        ("丙三", "甲一劳模创新工作室"),
    ]
    assert reading.records[0].values["联系电话"] == "13800000000"
    assert only_issue(reading).message == "这是隐藏的工作表，也已读入"


def test_reading_the_same_file_twice_says_the_same(tmp_path: Path) -> None:
    first = read_rows(tmp_path, MEMBERS, ("甲", "一号", "近年"), ("乙", "二号", "2019"))
    assert read_ledger(first.path) == first
