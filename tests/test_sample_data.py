"""The built-in data set keeps its promises: known columns, a source on every row, no dangling name, nothing private."""

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.ledger import read_ledger

ROOT = Path(__file__).resolve().parent.parent
SCHEMA: dict[str, Any] = yaml.safe_load((ROOT / "graph" / "schema.yaml").read_text(encoding="utf-8"))
FILES = tuple(sorted((ROOT / "ingest" / "sample_data").glob("*.csv")))
LEDGERS = tuple(path.stem for path in FILES)

UNSTATED = "未载"  # stands in a required cell where the source says nothing
DOCUMENT = "公开文献"
SOURCE_KINDS = {DOCUMENT, "媒体或官方", "待核实"}
CAVEATS = {"名称推定", "领衔人推定", "类型推定", "来源性质未注明"}
LONGEST_QUOTE = 60

# What makes a row the same row: two of these alike would be one fact said twice.
KEYS: dict[str, tuple[str, ...]] = {
    "单位台账": ("单位名称",),
    "工作室台账": ("工作室名称",),
    "成员台账": ("姓名", "工作室"),
    "人员台账": ("姓名", "单位"),
    "师徒台账": ("师傅", "徒弟"),
    "联盟台账": ("联盟名称",),
    "联盟成员台账": ("联盟名称", "工作室", "成员单位"),
    "劳模帮帮团台账": ("名称", "重点项目"),
    "课题台账": ("课题名称",),
    "成果台账": ("成果名称", "工作室"),
    "活动台账": ("日期", "工作室", "联盟", "主题"),
    "难题台账": ("难题名称",),
    "统计数字台账": ("对象", "指标", "期间"),
    "制度标准台账": ("标准名称", "条款", "要求"),
}

# (ledger, column) → the ledger and column where each of its names must stand.
REFERENCES = {
    (ledger, column): target
    for target, mentions in {
        ("工作室台账", "工作室名称"): {
            "成员台账": ["工作室"],
            "师徒台账": ["师傅工作室", "徒弟工作室"],
            "联盟台账": ["领衔工作室"],
            "联盟成员台账": ["工作室"],
            "课题台账": ["工作室"],
            "成果台账": ["工作室"],
            "活动台账": ["工作室"],
        },
        ("联盟台账", "联盟名称"): {"联盟成员台账": ["联盟名称"], "活动台账": ["联盟"]},
        ("单位台账", "单位名称"): {
            "单位台账": ["上级单位"],
            "工作室台账": ["所在单位", "命名单位"],
            "人员台账": ["单位"],
            "联盟台账": ["牵头单位"],
            "联盟成员台账": ["成员单位"],
            "劳模帮帮团台账": ["单位"],
            "难题台账": ["提出单位"],
            "制度标准台账": ["发布单位"],
        },
    }.items()
    for ledger, columns in mentions.items()
    for column in columns
}
NAMED_IN_SOURCES = {
    ("工作室台账", "领衔人"): (
        "王建清 杨波 晏文娟 张伟 拜丽 宁允展 李玉峰 米钰林 周亚平 庞宇来 张永忠 张毅 王金山 吴列 鲁守卫 李兵 田明"
    ),
    ("人员台账", "姓名"): "张东海 王树军 张敏之 王彬 李兵 徐留平 黄双福",
    ("联盟台账", "联盟名称"): "NVH联盟创新工作室 北汽股份株广福焊装联盟创新工作室",
    ("师徒台账", "师傅"): "杨斌 陈国信 丁位武 桑英权",
    ("劳模帮帮团台账", "名称"): "泉州劳模工匠服务队 劳模工匠助企行(广州)",
    ("难题台账", "难题名称"): "智能烘干机温度传感器脏污 茶叶真空包装机卡料",
}


def rows_of(ledger: str) -> list[dict[str, str]]:
    with (ROOT / "ingest" / "sample_data" / f"{ledger}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def columns_of(ledger: str) -> dict[str, dict[str, Any]]:
    columns: dict[str, dict[str, Any]] = SCHEMA["ledgers"][ledger]["columns"]
    return columns


def names(cell: str) -> list[str]:
    return [name for name in cell.split("；") if name and name != UNSTATED]


def figure(subject: str, indicator: str) -> dict[str, str]:
    (row,) = (r for r in rows_of("统计数字台账") if (r["对象"], r["指标"]) == (subject, indicator))
    return row


def test_every_file_is_a_known_ledger_and_has_a_key() -> None:
    assert set(LEDGERS) == set(KEYS)
    assert set(LEDGERS) <= set(SCHEMA["ledgers"])


@pytest.mark.parametrize("path", FILES, ids=LEDGERS)
def test_a_file_begins_with_a_byte_order_mark_so_that_spreadsheets_show_chinese(path: Path) -> None:
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("ledger", LEDGERS)
def test_a_file_is_read_whole_as_the_one_ledger_it_is(ledger: str) -> None:
    path = ROOT / "ingest" / "sample_data" / f"{ledger}.csv"
    reading = read_ledger(path)
    assert {record.ledger for record in reading.records} == {ledger}
    assert len(reading.records) == len(rows_of(ledger))
    assert not reading.issues


@pytest.mark.parametrize("ledger", LEDGERS)
def test_headings_are_the_ledgers_own_and_the_provenance_columns(ledger: str) -> None:
    heading = list(rows_of(ledger)[0])
    known = [*columns_of(ledger), *SCHEMA["provenance_columns"]]
    assert [column for column in heading if column not in known] == []
    assert set(SCHEMA["provenance_columns"]) <= set(heading)


@pytest.mark.parametrize("ledger", LEDGERS)
def test_no_private_column_is_filled(ledger: str) -> None:
    private = [name for name, column in columns_of(ledger).items() if column.get("private")]
    assert [row for row in rows_of(ledger) if any(row.get(name) for name in private)] == []


@pytest.mark.parametrize("ledger", LEDGERS)
def test_required_cells_are_filled(ledger: str) -> None:
    required = [name for name, column in columns_of(ledger).items() if column.get("required")]
    one_of = SCHEMA["ledgers"][ledger].get("one_of", [])
    for row in rows_of(ledger):
        assert [name for name in required if not row[name]] == [], row
        assert not one_of or any(row[name] for name in one_of), row


@pytest.mark.parametrize("ledger", LEDGERS)
def test_unstated_stands_only_for_a_leader_or_an_organization_of_a_studio(ledger: str) -> None:
    marked = {name for row in rows_of(ledger) for name, cell in row.items() if UNSTATED in cell.split("；")}
    assert marked <= ({"领衔人", "所在单位"} if ledger == "工作室台账" else set())


@pytest.mark.parametrize("ledger", LEDGERS)
def test_every_row_says_where_it_comes_from_and_how_far_it_is_verified(ledger: str) -> None:
    for row in rows_of(ledger):
        kind, *caveats = row["核实情况"].split("；")
        assert kind in SOURCE_KINDS, row
        assert set(caveats) <= CAVEATS, row
        assert row["出处"].startswith(("http://", "https://")) == (kind != DOCUMENT), row


@pytest.mark.parametrize("ledger", LEDGERS)
def test_a_quotation_from_a_document_is_present_and_short(ledger: str) -> None:
    quotes = [row["原文摘录"] for row in rows_of(ledger) if row["核实情况"].startswith(DOCUMENT)]
    assert [quote for quote in quotes if not 0 < len(quote) <= LONGEST_QUOTE] == []


@pytest.mark.parametrize("ledger", LEDGERS)
def test_cells_hold_no_line_break_no_padding_and_no_formula(ledger: str) -> None:
    cells = [cell for row in rows_of(ledger) for cell in row.values()]
    assert [cell for cell in cells if cell != cell.strip() or "\n" in cell or cell.startswith("=")] == []


@pytest.mark.parametrize("ledger", LEDGERS)
def test_choices_are_among_those_offered(ledger: str) -> None:
    for name, column in columns_of(ledger).items():
        for row in rows_of(ledger) if column.get("choices") else []:
            assert set(names(row[name])) <= set(column["choices"]), row
            assert column["type"] == "choices" or len(names(row[name])) <= 1, row


@pytest.mark.parametrize("ledger", LEDGERS)
def test_dates_and_numbers_are_readable_without_guessing(ledger: str) -> None:
    pattern = {"date": r"\d{4}(-\d{2}(-\d{2})?)?", "number": r"\d+(\.\d+)?", "money": r"\d+(\.\d+)?", "integer": r"\d+"}
    for name, column in columns_of(ledger).items():
        shape = pattern.get(column.get("type", "text"))
        for row in rows_of(ledger) if shape else []:
            assert not row.get(name) or re.fullmatch(str(shape), row[name]), row


@pytest.mark.parametrize("ledger", LEDGERS)
def test_no_fact_is_written_twice(ledger: str) -> None:
    counts = Counter(tuple(row[name] for name in KEYS[ledger]) for row in rows_of(ledger))
    assert [key for key, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("column", REFERENCES, ids="-".join)
def test_a_referenced_name_is_registered(column: tuple[str, str]) -> None:
    target, key = REFERENCES[column]
    registered = {row[key] for row in rows_of(target)}
    mentioned = {name for row in rows_of(column[0]) for name in names(row[column[1]])}
    assert mentioned - registered == set()


@pytest.mark.parametrize(
    ("kind", "ledger", "key"),
    [("工作室", "工作室台账", "工作室名称"), ("联盟", "联盟台账", "联盟名称"), ("单位", "单位台账", "单位名称")],
)
def test_a_figure_is_about_something_registered(kind: str, ledger: str, key: str) -> None:
    subjects = {row["对象"] for row in rows_of("统计数字台账") if row["对象类型"] == kind}
    assert subjects - {row[key] for row in rows_of(ledger)} == set()


@pytest.mark.parametrize("column", NAMED_IN_SOURCES, ids="-".join)
def test_what_the_sources_name_is_there(column: tuple[str, str]) -> None:
    present = {row[column[1]] for row in rows_of(column[0])}
    assert set(NAMED_IN_SOURCES[column].split()) - present == set()


@pytest.mark.parametrize(
    ("subject", "indicator", "value", "qualifier"),
    [
        ("潍柴集团", "劳模（工匠）创新工作室", "51", ""),
        ("潍柴集团", "投入产出比", "1:10", ""),
        ("北汽股份工会", "创新工作室", "65", ""),
        ("北汽股份工会", "联盟创新工作室", "26", ""),
        ("北汽股份工会", "联盟创新项目", "70", "近"),
        ("北汽劳模帮帮团", "参与攻关", "100", "余"),
        ("安徽省财贸经轻烟草行业劳模（工匠）创新工作室联盟", "成员工作室", "16", ""),
        ("江苏省机冶石化劳模（技师）创新工作室联盟", "成员工作室", "26", ""),
        ("山东省轻纺行业劳模和工匠人才创新工作室联盟", "成员工作室", "46", ""),
        ("山东省轻纺行业劳模和工匠人才创新工作室联盟", "成员企业", "37", ""),
    ],
)
def test_a_stated_count_stays_a_figure(subject: str, indicator: str, value: str, qualifier: str) -> None:
    row = figure(subject, indicator)
    assert (row["数值"], row["限定词"]) == (value, qualifier)


def test_an_alliance_with_a_stated_count_only_has_no_invented_members() -> None:
    members = Counter(row["联盟名称"] for row in rows_of("联盟成员台账"))
    assert members["安徽省财贸经轻烟草行业劳模（工匠）创新工作室联盟"] == 0
    assert members["山东省轻纺行业劳模和工匠人才创新工作室联盟"] == 0
    assert members["江苏省机冶石化劳模（技师）创新工作室联盟"] == 1


def test_the_two_studios_of_the_nvh_alliance_are_led_by_those_the_text_names() -> None:
    leader = {row["工作室名称"]: row["领衔人"] for row in rows_of("工作室台账")}
    members = [row["工作室"] for row in rows_of("联盟成员台账") if row["联盟名称"] == "NVH联盟创新工作室"]
    assert sorted(leader[studio] for studio in members) == ["吴列", "鲁守卫"]


def test_the_seven_haves_and_the_five_conditions_are_complete() -> None:
    articles = [row["条款"] for row in rows_of("制度标准台账")]
    assert {f"三、七有之{n}" for n in "一二三四五六七"} <= set(articles)
    assert {f"第三条之{n}" for n in range(1, 6)} <= set(articles)
