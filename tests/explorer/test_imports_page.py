"""The page that imports data: what it says before anything is changed, what it does, and how that is taken back."""

import csv
import io
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, Request, Route, expect, sync_playwright
from streamlit.testing.v1 import AppTest

from explorer import import_desk
from graph.store import StoreError
from ingest import database
from ingest.load import SourceFile
from ingest.marked_copy import copy_name, marked_copy
from ingest.register import ImportLine, history
from ingest.workspace import open_workspace
from tests import chromium
from tests.explorer.drawn import PATIENCE, html, served
from tests.explorer.ledgers import fill

_ROOT = Path(__file__).parent.parent.parent
_PAGE = "from explorer import imports\nfrom explorer.frame import framed\nframed(imports.render, even_empty=True)\n"

STUDIOS = (("工作室名称", "领衔人", "所在单位", "创建日期"), ("林晓焊接工作室", "林晓", "星河一厂", "2019-05"))
MEMBERS = (
    ("姓名", "工作室", "出生年月", "联系电话", "加入日期", "家庭情况"),
    ("陈默", "林晓焊接工作室", "1980-01", "13800000000", "2020-15-40", "三口之家"),
    ("周岚", "林晓焊接工作室", "很久以前", "13900000000", "2021", ""),
    ("", "林晓焊接工作室", "", "", "", ""),
)
Dropped = tuple[str, bytes, str]


def dropped(name: str, rows: Sequence[Sequence[str]]) -> Dropped:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return name, text.getvalue().encode("utf-8-sig"), "text/csv"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty workspace."""
    monkeypatch.setenv("MENGTU_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("MENGTU_STORE", raising=False)
    monkeypatch.delenv("MENGTU_REGISTER", raising=False)
    # Every test is one and the same session to Streamlit.
    ran(AppTest.from_string("from explorer import import_desk\nimport_desk.own_desk.clear()\n").run())
    return tmp_path / "home"


@pytest.fixture
def page(home: Path) -> AppTest:
    """The page on an empty workspace."""
    return ran(AppTest.from_string(_PAGE, default_timeout=PATIENCE).run())


def ran(test: AppTest) -> AppTest:
    assert not test.exception
    return test


def drop(test: AppTest, *files: Dropped) -> AppTest:
    test.file_uploader[0].set_value(list(files))
    return ran(test.run())


def press(test: AppTest, label: str) -> AppTest:
    return ran(next(each for each in test.button if each.label == label).click().run())


def imported(home: Path) -> list[ImportLine]:
    engine = database.open_engine(database.sqlite_url(home.resolve()))
    with engine.connect() as connection:
        return history(connection)


def studios(home: Path) -> int:
    workspace = open_workspace(home, "embedded")
    with workspace.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT count(*) FROM nodes WHERE kind='Studio' AND alive").scalar()
    workspace.close()
    return int(found or 0)


def test_an_empty_workspace_says_how_to_begin(page: AppTest) -> None:
    said = html(page)
    assert "拖入文件" in said
    assert "还没有导入过" in said


def test_dropped_files_are_explained_and_nothing_is_changed(page: AppTest, home: Path) -> None:
    said = html(drop(page, dropped("工作室.csv", STUDIOS), dropped("成员.csv", MEMBERS)))
    for expected in ("工作室台账", "成员台账", "4 行中接收 3 行", "试算，尚未写入", "1 行有错误，不会导入"):
        assert expected in said
    assert imported(home) == []


def test_a_cell_with_a_problem_has_a_colour_a_word_and_a_sentence(page: AppTest) -> None:
    drop(page, dropped("成员.csv", MEMBERS))
    cell = html(page).split('class="mt-amber">2020-15-40')[1].split("</td>")[0]
    assert "<b>警告</b>" in cell
    assert "此格未读入" in cell


def test_personal_columns_are_hidden_and_unknown_ones_not_shown(page: AppTest) -> None:
    said = html(drop(page, dropped("成员.csv", MEMBERS)))
    for private in ("13800000000", "13900000000", "1980-01", "很久以前", "三口之家"):
        assert private not in said
    assert said.count("已隐藏") == 4
    assert "家庭情况" in said


def test_only_rows_with_problems_can_be_looked_at(page: AppTest) -> None:
    rows = [MEMBERS[0], *((f"赵{at}", "甲", "", "", "2020", "") for at in range(230)), MEMBERS[1]]
    drop(page, dropped("成员.csv", rows))
    assert "共 231 行，先列 200 行" in html(page)
    assert "陈默" not in html(page)
    ran(page.toggle(key="import-troubled").set_value(True).run())
    assert "有问题的 2 行" in html(page)  # 甲 is in no ledger, and the date of 陈默 is none
    assert "陈默" in html(page)


def test_confirming_imports_and_fills_the_graph(page: AppTest, home: Path) -> None:
    press(drop(page, dropped("工作室.csv", STUDIOS)), "确认导入")
    said = html(page)
    assert "第 1 次导入完成" in said
    assert "查看概览" in said
    assert studios(home) == 1
    assert list(page.file_uploader[0].value or ()) == []


def test_importing_a_name_again_says_before_that_it_replaces(page: AppTest, home: Path) -> None:
    press(drop(page, dropped("工作室.csv", STUDIOS)), "确认导入")
    other = (STUDIOS[0], ("许川轴承工作室", "许川", "云帆轴承", "2020"))
    said = html(drop(page, dropped("工作室.csv", other)))
    assert "以前同名文件的 1 行由这次的内容代替" in said
    assert "不再有依据，将从图谱移除" in said
    press(page, "确认导入")
    assert studios(home) == 1


def test_a_corrected_marked_copy_takes_the_place_of_its_file(page: AppTest, home: Path, tmp_path: Path) -> None:
    bad = (STUDIOS[0], (*STUDIOS[1][:3], "2019-15-40"))
    name, content, _ = dropped("工作室.csv", bad)
    path = tmp_path / name
    path.write_bytes(content)
    press(drop(page, (name, content, "")), "确认导入")
    file = SourceFile(name, path)
    said = html(drop(page, (copy_name(file), marked_copy(file, ()), "")))
    assert "以前同名文件的 1 行由这次的内容代替" in said
    press(page, "确认导入")
    assert [line.files for line in imported(home)] == [("工作室.csv",), ("工作室.csv",)]
    assert studios(home) == 1


def test_adding_a_file_is_no_change_of_the_register(page: AppTest) -> None:
    drop(page, dropped("工作室.csv", STUDIOS))
    said = html(drop(page, dropped("工作室.csv", STUDIOS), dropped("成员.csv", MEMBERS)))
    assert "2 个文件" in said
    assert "请看过后再确认" not in said


def test_many_files_of_an_import_are_counted_in_the_history(page: AppTest) -> None:
    press(drop(page, *(dropped(f"{at}.csv", STUDIOS) for at in range(5))), "确认导入")
    assert "另有 2 个文件" in html(page)


def test_the_same_content_again_is_said_to_be_known(page: AppTest) -> None:
    press(drop(page, dropped("工作室.csv", STUDIOS)), "确认导入")
    assert "内容与以前相同" in html(drop(page, dropped("工作室.csv", STUDIOS)))


def test_an_import_is_taken_back_after_a_question(page: AppTest, home: Path) -> None:
    press(drop(page, dropped("工作室.csv", STUDIOS)), "确认导入")
    page.query_params["undo"] = "1"
    ran(page.run())
    assert "撤销第 1 次导入？" in html(page)
    assert "移除 3 个对象" in html(page)
    assert studios(home) == 1
    press(page, "确认撤销")
    assert "已撤销第 1 次导入：移除 3 个对象" in html(page)
    assert 'class="mt-undone"' in html(page)
    assert "undo" not in page.query_params
    assert studios(home) == 0


def test_not_taking_back_changes_nothing(page: AppTest, home: Path) -> None:
    press(drop(page, dropped("工作室.csv", STUDIOS)), "确认导入")
    page.query_params["undo"] = "1"
    press(ran(page.run()), "不撤销")
    assert "撤销第 1 次导入？" not in html(page)
    assert studios(home) == 1


@pytest.mark.parametrize("number", ["99", "x", "-1", "99999999999999999999"])
def test_a_link_to_take_back_what_never_was_asks_nothing(page: AppTest, number: str) -> None:
    press(drop(page, dropped("工作室.csv", STUDIOS)), "确认导入")
    page.query_params["undo"] = number
    assert "次导入？" not in html(ran(page.run()))


def test_files_that_are_none_cannot_be_confirmed(page: AppTest, home: Path) -> None:
    said = html(drop(page, ("图片.xlsx", b"\x89PNG", ""), ("旧表.et", b"x", "")))
    assert "内容其实是图片" in said
    assert "另存为 .xlsx" in said
    assert page.button(key="import-sure").disabled


def test_two_files_of_one_name_have_to_be_told_apart(page: AppTest) -> None:
    other = (STUDIOS[0], ("许川轴承工作室", "许川", "云帆轴承", "2020"))
    said = html(drop(page, dropped("工作室.csv", STUDIOS), dropped("工作室.csv", other)))
    assert "有两个文件都叫「工作室.csv」" in said
    assert page.button(key="import-sure").disabled


@pytest.mark.parametrize(
    "name",
    ["../../etc/<script>alert(1)</script>.csv", "C:\\台账\\工作室.csv", "长" * 300 + ".csv", "a\x00b.csv"],
)
def test_names_of_files_are_harmless(page: AppTest, home: Path, name: str) -> None:
    _, content, kind = dropped("x.csv", STUDIOS)
    press(drop(page, (name, content, kind)), "确认导入")
    (line,) = imported(home)
    assert "/" not in line.files[0]
    assert "<script>" not in html(page)


def test_a_busy_register_is_one_sentence_and_nothing_is_written(
    page: AppTest, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(page, dropped("工作室.csv", STUDIOS))
    engine = import_desk.open_register()
    with sqlite3.connect(home / "register.sqlite", isolation_level=None) as other:
        engine.dispose()
        monkeypatch.setattr(database, "_PATIENCE", 0)
        other.execute("BEGIN IMMEDIATE")
        press(page, "确认导入")
        other.execute("ROLLBACK")
    other.close()
    engine.dispose()
    assert "没有导入：登记库" in html(page)
    assert "正被另一个导入占用" in html(page)
    assert imported(home) == []


def test_files_are_on_disk_no_longer_than_needed(
    page: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    drop(page, dropped("工作室.csv", STUDIOS))
    assert list(folder.glob("mengtu-*")) == []
    press(page, "确认导入")
    assert "第 1 次导入完成" in html(page)
    assert list(folder.glob("mengtu-*")) == []


def test_a_graph_that_cannot_follow_is_told_apart_from_a_failed_import(
    page: AppTest, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise StoreError("图库连不上。")

    drop(page, dropped("工作室.csv", STUDIOS))
    monkeypatch.setattr(import_desk, "open_atlas", refuse)
    press(page, "确认导入")
    assert "已存入登记库，但图谱没有更新（图库连不上）" in html(page)
    assert "导入完成" not in html(page)
    assert len(imported(home)) == 1


def test_what_changed_meanwhile_has_to_be_seen_before_it_is_confirmed(page: AppTest, home: Path) -> None:
    drop(page, dropped("工作室.csv", STUDIOS))
    fill(home, {"工作室台账": [{"工作室名称": "甲工作室", "领衔人": "甲", "所在单位": "东厂"}]})
    press(page, "确认导入")
    assert "请看过后再确认" in html(page)
    assert len(imported(home)) == 1
    press(page, "确认导入")
    assert len(imported(home)) == 2


def test_a_register_that_is_read_only_offers_no_import(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = ran(AppTest.from_string(_PAGE, default_timeout=PATIENCE).run())
    press(drop(first, dropped("工作室.csv", STUDIOS)), "确认导入")
    monkeypatch.setattr(os, "access", lambda *_: False)
    second = ran(AppTest.from_string(_PAGE, default_timeout=PATIENCE).run())
    assert "登记库是只读的" in html(second)
    assert not second.file_uploader
    assert "undo=1" not in html(second)


def test_the_empty_ledgers_are_packed_into_one_file() -> None:
    with zipfile.ZipFile(io.BytesIO(import_desk.blank_ledgers())) as packed:
        names = packed.namelist()
    assert {"工作室台账.xlsx", "成员台账.xlsx", "申报审批表.docx"} <= set(names)


@pytest.fixture
def address(home: Path) -> Iterator[str]:
    """The explorer, served on an empty workspace."""
    with served(os.environ) as found:
        yield found


@pytest.fixture
def tab() -> Iterator[Page]:
    """A tab that may talk to this machine only."""
    program = chromium.find()
    if program is None:
        pytest.skip(chromium.INSTALL)
    outside: list[str] = []

    def local_only(route: Route, request: Request) -> None:
        if urlsplit(request.url).hostname == "127.0.0.1" or request.url.startswith(("data:", "blob:")):
            route.continue_()
        else:
            outside.append(request.url)
            route.abort()

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        opened = browser.new_page(viewport={"width": 1440, "height": 900})
        opened.set_default_timeout(PATIENCE * 1000)
        expect.set_options(timeout=PATIENCE * 1000)
        opened.route("**/*", local_only)
        yield opened
        browser.close()
    assert outside == []


@pytest.mark.browser
def test_files_are_dropped_marked_imported_seen_and_taken_back(tab: Page, address: str, tmp_path: Path) -> None:
    files = []
    for name, content, _ in (dropped("工作室.csv", STUDIOS), dropped("成员.csv", MEMBERS)):
        (tmp_path / name).write_bytes(content)
        files.append(tmp_path / name)
    tab.goto(f"{address}/imports")
    tab.locator("input[type=file]").set_input_files(files)
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="下载 成员.csv 的标注件").click()
    waiting.value.save_as(tmp_path / "标注.xlsx")
    assert waiting.value.suggested_filename == "成员.csv（已标注）.xlsx"
    assert "此格未读入" in str(load_workbook(tmp_path / "标注.xlsx").worksheets[0]["E2"].comment)
    tab.get_by_role("button", name="确认导入").click()
    expect(tab.locator(".mt-notice.mt-green")).to_contain_text("第 1 次导入完成")
    tab.get_by_role("link", name="查看工作室名录").click()
    expect(tab.get_by_role("link", name="林晓焊接工作室").first).to_be_visible()
    tab.get_by_test_id("stSidebarNav").get_by_text("数据导入").click()
    tab.get_by_role("link", name="撤销").click()
    tab.get_by_role("button", name="确认撤销").click()
    expect(tab.locator(".mt-notice.mt-green")).to_contain_text("已撤销第 1 次导入")
    tab.goto(f"{address}/studio")
    expect(tab.get_by_text("图谱里还没有数据")).to_be_visible()
