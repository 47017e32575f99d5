"""Personal data never leaves the register in a message."""

from pathlib import Path

import pytest

from graph.schema import load_schema
from ingest.ledger import read_ledger
from ingest.privacy import is_unread, masked
from ingest.records import Severity

PRIVATE = [
    (ledger, name)
    for ledger, described in load_schema().ledgers.items()
    for name, column in described.columns.items()
    if column.private and column.type != "text"
]


@pytest.mark.parametrize(
    "heading", ["身份证", "身份证号", "身份证 号码", "公民身份号码", "证件号码", "护照号", "银行卡号", "ID Card"]
)
def test_columns_of_papers_and_accounts_are_not_read(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"姓名,工作室,{heading}\n甲,一号,110101190001010015\n", encoding="utf-8")
    reading = read_ledger(path)
    (issue,) = reading.issues
    assert (issue.severity, reading.records[0].notes) == (Severity.NOTICE, {})
    assert "按最少必要原则不读入" in issue.message


@pytest.mark.parametrize("heading", ["荣誉证书号", "工作室编号", "成员身份", "联系电话"])
def test_other_columns_are_read(heading: str) -> None:
    assert not is_unread(heading)


@pytest.mark.parametrize(
    "number",
    [
        "110101190001010015",
        "11010119000101001X",
        "110101 19000101 001x",
        "13800000000",
        "138-0000-0000",
        "138 0000 0000",
        "+8613800000000",
        "010-12345678",
        "(0536)1234567",
    ],
)
def test_numbers_of_people_are_masked_wherever_they_stand(number: str) -> None:
    assert masked(f"联系人：张三{number}，请核对") in {
        "联系人：张三（证件号码，不显示），请核对",
        "联系人：张三（电话号码，不显示），请核对",
    }


@pytest.mark.parametrize("text", ["2019-05-13", "第 12345678 行", "91370700123456789X", "4860万元", "20190513"])
def test_other_numbers_stay(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(("ledger", "column"), PRIVATE)
def test_what_a_private_cell_says_is_never_quoted(tmp_path: Path, ledger: str, column: str) -> None:
    required = [name for name, each in load_schema().ledgers[ledger].columns.items() if each.required]
    path = tmp_path / "a.csv"
    for secret in ("某年秘密", "68年3月"):
        path.write_text(f"{','.join(required)},{column}\n{'甲,' * len(required)}{secret}\n", encoding="utf-8")
        (issue,) = read_ledger(path).issues
        assert (issue.place.column, secret in issue.message) == (column, False)


def test_a_telephone_in_the_wrong_place_is_not_quoted(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("姓名,工作室,加入日期\n甲,一号,13800000000\n联系人：丙 13800000000,,\n", encoding="utf-8")
    issues = read_ledger(path).issues
    assert [issue.place.row for issue in issues] == [2, 3]
    assert not any("13800000000" in issue.message for issue in issues)
