"""What is shown of a file before it is imported stands under the headers it is read by, and hides what is private."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.preview import HIDDEN, Preview, preview
from ingest.readers import read
from tests.workbooks import Row, read_rows

STUDIOS: tuple[Row, ...] = (("工作室名称", "领衔人", "所在单位"), ("李兵创新工作室", "李兵", "一厂"))
PEOPLE: tuple[Row, ...] = (("姓名", "性别", "民族", "出生年月"), ("赵一", "男", "满族", "1980-05-06"))


def shown(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Ledger and cells of every row in the preview of a file."""
    tables: tuple[Preview, ...] = preview(path, path.name, read(path).issues)
    for table in tables:
        for row in (*table.rows, *table.troubled):
            yield table.ledger, row.cells


@pytest.mark.parametrize("between", [(), ((),), (("填报单位：某某厂", "填报日期：2024-01-05"),)])
def test_private_columns_of_a_second_table_are_hidden(tmp_path: Path, between: tuple[Row, ...]) -> None:
    rows = (*STUDIOS, (), ("李兵创新工作室成员名单",), *between, *PEOPLE)
    assert [record.ledger for record in read_rows(tmp_path, *rows).records] == ["工作室台账", "成员台账"]
    cells = [cell for _, row in shown(tmp_path / "台账.xlsx") for cell in row]
    assert not {"满族", "1980-05-06"} & set(cells)
    assert cells.count(HIDDEN) == 2


def test_both_halves_of_a_list_in_two_columns_are_shown(tmp_path: Path) -> None:
    heads = ("姓名", "工作室")
    read_rows(tmp_path, (*heads, *heads), ("甲", "一号工作室", "乙", "一号工作室"))
    assert sorted(row[0] for _, row in shown(tmp_path / "台账.xlsx")) == ["乙", "甲"]


def test_a_column_that_says_two_things_is_shown_once(tmp_path: Path) -> None:
    read_rows(tmp_path, (*STUDIOS[0], "成员数/面积"), (*STUDIOS[1], "12人/86㎡"))
    assert [row for _, row in shown(tmp_path / "台账.xlsx")] == [(*STUDIOS[1], "12人/86㎡")]
