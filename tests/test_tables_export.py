"""The whole graph as tables: everything in it, under Chinese headings, nothing private, nothing that runs."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from graph.errors import MengtuError
from graph.export import as_network, sheets, write_csv, write_xlsx
from graph.ladybug_store import LadybugStore
from graph.queries import portability_faults
from graph.schema import load_schema
from graph.spreadsheet import Sheet, write_workbook
from graph.store import GraphStore
from graph.table_queries import edges_of, nodes_of
from tests import fixture_graph as fixture
from tests.tables import FakeTables, edge, node

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1")


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("name", [*load_schema().kinds, *load_schema().edges])
def test_the_queries_of_the_tables_are_portable(name: str) -> None:
    query = nodes_of(name) if name in load_schema().kinds else edges_of(name)
    assert portability_faults(query) == ()


@pytest.mark.neo4j
def test_both_engines_give_the_same_tables(ladybug_store: GraphStore, neo4j_store: GraphStore) -> None:
    for store in (ladybug_store, neo4j_store):
        store.publish(fixture.tables())
    assert list(sheets(ladybug_store)) == list(sheets(neo4j_store))


def test_every_node_and_every_edge_stands_in_its_table_once(invented: GraphStore) -> None:
    made = {sheet.title: sheet for sheet in sheets(invented)}
    schema, tables = load_schema(), fixture.tables()
    for kind, described in schema.kinds.items():
        assert [row[0] for row in made[f"对象_{described.zh}"].rows] == [each.id for each in tables.nodes(kind)]
    for edge_type, edge_described in schema.edges.items():
        ends = sorted((each.start, each.end) for each in tables.edges(edge_type))
        assert [(row[0], row[2]) for row in made[f"关系_{edge_described.forward}"].rows] == ends
    assert len(made) == len(schema.kinds) + len(schema.edges)


def test_a_drawing_program_sees_which_edges_ended(invented: GraphStore) -> None:
    edges = as_network(invented).get_edge_data(fixture.WELDING.id, fixture.CHAIN.id)
    assert [(each["type"], each["until"]) for each in edges.values()] == [("MEMBER_OF", "2023-12-31")]


def test_values_stand_under_the_labels_of_the_schema(invented: GraphStore) -> None:
    (studios,) = [sheet for sheet in sheets(invented) if sheet.title == "对象_工作室"]
    (welding,) = [row for row in studios.rows if row[0] == fixture.WELDING.id]
    told = dict(zip(studios.heads, welding, strict=True))
    assert (told["工作室编号"], told["场所面积(㎡)"], told["核实情况"]) == ("GZS-001", 120.5, "媒体或官方")
    assert "检索" not in told


def test_no_private_column_of_a_ledger_is_a_heading(invented: GraphStore) -> None:
    private = {
        name for ledger in load_schema().ledgers.values() for name, column in ledger.columns.items() if column.private
    }
    assert private
    assert not private & {head for sheet in sheets(invented) for head in sheet.heads}


def test_a_folder_gets_one_csv_per_table(invented: GraphStore, tmp_path: Path) -> None:
    files = write_csv(invented, tmp_path / "表格")
    assert sorted(files) == sorted((tmp_path / "表格").iterdir())
    leads = rows_of((tmp_path / "表格" / "关系_领衔.csv").read_bytes())
    assert leads[0][:4] == ["起点编号", "起点", "终点编号", "终点"]
    assert ["林晓", "林晓焊接工作室"] in [[row[1], row[3]] for row in leads]


def test_an_archive_holds_the_same_files_with_chinese_names(invented: GraphStore, tmp_path: Path) -> None:
    folder = {file.name: file.read_bytes() for file in write_csv(invented, tmp_path / "表格")}
    (archive,) = write_csv(invented, tmp_path / "表格.zip")
    with zipfile.ZipFile(archive) as opened:
        assert {name: opened.read(name) for name in opened.namelist()} == folder


@pytest.fixture
def hostile(ladybug_store: LadybugStore) -> LadybugStore:
    """A graph whose names would run, were they taken for formulas, and one no cell can hold."""
    studios = [node("Studio", name, level="\x07国家级") for name in FORMULAS]
    long = node("Person", "长" * 40_000)
    ladybug_store.publish(FakeTables([*studios, long], [edge("LEADS", long, studios[0], quote="=cmd()")]))
    return ladybug_store


def test_nothing_in_a_csv_runs(hostile: LadybugStore, tmp_path: Path) -> None:
    for file in write_csv(hostile, tmp_path):
        cells = [cell for row in rows_of(file.read_bytes()) for cell in row]
        assert not any(cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_nothing_in_a_workbook_runs_and_names_stay_as_they_are(hostile: LadybugStore, tmp_path: Path) -> None:
    book = load_workbook(write_xlsx(hostile, tmp_path / "图谱.xlsx"))
    assert book.sheetnames == ["对象_工作室", "对象_人员", "关系_领衔"]
    cells = [cell for row in book["对象_工作室"].iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert set(FORMULAS) <= {cell.value for cell in cells}
    assert "国家级" in {cell.value for cell in cells}


def test_a_workbook_keeps_numbers_as_numbers(invented: GraphStore, tmp_path: Path) -> None:
    page = load_workbook(write_xlsx(invented, tmp_path / "图谱.xlsx"))["对象_经费"]
    heads, money = list(page.iter_rows(values_only=True))
    told = dict(zip(heads, money, strict=True))
    assert (told["年度"], told["金额(万元)"]) == (2023, 20)


def test_titles_fit_a_workbook_and_differ() -> None:
    titles = [f"对象_{each.zh}" for each in load_schema().kinds.values()]
    titles += [f"关系_{each.forward}" for each in load_schema().edges.values()]
    assert len(set(titles)) == len(titles)
    assert max(map(len, titles)) <= 31


def test_more_rows_than_a_worksheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.spreadsheet._MOST_ROWS", 3)
    with pytest.raises(MengtuError, match="请改为导出 csv"):
        write_workbook([Sheet("甲", ("列",), [(1,), (2,), (3,)])], tmp_path / "图谱.xlsx")
