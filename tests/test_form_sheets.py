"""An application form filled in as a worksheet is read as one in Word is; a ledger stays a ledger."""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingest.content import content_of
from ingest.form import sheets
from ingest.form.facts import FormFacts, Person, facts_of
from ingest.form.layout import COLUMNS, cover_lines, form_rows
from ingest.form.page import Page, page_of
from ingest.form.read import read_form
from ingest.form.write import write_form
from ingest.load import SourceFile
from ingest.marked_copy import marked_copy
from ingest.normalise import Raw
from ingest.preview import preview
from ingest.readers import read
from ingest.records import Place, Reading, Severity
from ingest.tabular import Sheet
from tests import hostile
from tests.forms import FACTS, rows, studio_of, told, values

OTHER = replace(FACTS, studio="方大海劳模创新工作室", leader=Person("方大海", "男"), core=())
TITLE = "劳模（工匠人才）创新工作室申报审批表"
SHORT: tuple[Sequence[Raw], ...] = (
    ("工作室名称", "甲工匠创新工作室", "创建日期", date(2018, 4, 20)),
    ("所在单位", "甲厂", "命名日期", 201905),
    ("专业领域", "焊接", "成员总数", 12.0),
    ("经费投入（万元）", "年度", "投入金额", "经费来源"),
    ("", 2019, 10.5, "单位"),
    ("姓名", "钱一", "性别", "男"),
    ("出生年月", 1985.1, "学历", "大专"),
    ("技术职称", "技师", "民族", "汉族"),
    ("社会效益", "推广到三家企业。"),
)


def put(sheet: Worksheet, facts: FormFacts, first: int = 1) -> None:
    """Write the form's table on a sheet, merged as it is in Word."""
    begun: dict[int, int] = {}
    for number, boxes in enumerate(form_rows(facts), first):
        column = 1
        for at, box in enumerate(boxes):
            span = box.span if at + 1 < len(boxes) else max(box.span, COLUMNS + 1 - column)
            begun[column] = begun[column] if box.goes_on else number
            if not box.goes_on:
                sheet.cell(number, column, box.text)
            first_cell = sheet.cell(begun[column], column).coordinate
            if box.goes_on and (span > 1 or number - 1 > begun[column]):
                sheet.unmerge_cells(f"{first_cell}:{sheet.cell(number - 1, column + span - 1).coordinate}")
            if span > 1 or box.goes_on:
                sheet.merge_cells(f"{first_cell}:{sheet.cell(number, column + span - 1).coordinate}")
            column += span


def merge(path: Path, *ranges: str) -> None:
    """Merge cells of a workbook's only sheet whatever stands in them."""
    data = path.read_bytes()
    part = next(name for name in hostile.names(data) if "worksheets/" in name)
    with zipfile.ZipFile(path) as archive:
        xml = archive.read(part).decode()
    cells = "".join(f'<mergeCell ref="{each}"/>' for each in ranges)
    merged = xml.replace("<pageMargins", f"<mergeCells>{cells}</mergeCells><pageMargins", 1)
    path.write_bytes(hostile.replaced(data, {part: merged.encode()}))


def put_cover(sheet: Worksheet, facts: FormFacts) -> None:
    sheet.append([TITLE])
    for line in cover_lines(facts):
        sheet.append(line)


def put_rows(sheet: Worksheet, content: Sequence[Sequence[Raw]]) -> None:
    for line in content:
        sheet.append(list(line))


def save(book: Workbook, folder: Path) -> Path:
    if not book.worksheets[0].max_row or book.worksheets[0].calculate_dimension() == "A1:A1":
        book.remove(book.worksheets[0])
    book.save(folder / "申报.xlsx")
    return folder / "申报.xlsx"


def read_rows(folder: Path, *content: Sequence[Raw], title: str = TITLE) -> Reading:
    """A sheet with these rows below a title."""
    book = Workbook()
    put_rows(book.create_sheet("表"), ([title], *content))
    return read(save(book, folder))


def said(reading: Reading) -> list[tuple[str, dict[str, object]]]:
    return [(record.ledger, dict(record.values)) for record in reading.records]


def messages(reading: Reading) -> Iterator[tuple[Place, str]]:
    return ((issue.place, issue.message) for issue in reading.issues)


@pytest.mark.parametrize("facts", [FACTS, replace(OTHER, counts=(), benefits=(), opinions=())])
def test_a_form_on_a_sheet_says_what_it_says_in_word(tmp_path: Path, facts: FormFacts) -> None:
    book = Workbook()
    sheet = book.create_sheet("申报表")
    put_cover(sheet, facts)
    put(sheet, facts, sheet.max_row + 2)
    in_excel, in_word = read(save(book, tmp_path)), read_form(write_form(facts, tmp_path / "申报.docx"))
    assert said(in_excel) == said(in_word)
    assert facts_of(in_excel) == facts_of(in_word) == facts
    assert content_of(in_excel).reader == content_of(in_word).reader


def test_every_sheet_with_a_form_is_a_studio(tmp_path: Path) -> None:
    book = Workbook()
    for facts in (FACTS, OTHER):
        put(book.create_sheet(facts.studio[:3]), facts)
    reading = read(save(book, tmp_path))
    assert [record.values["工作室名称"] for record in rows(reading, "工作室台账")] == [FACTS.studio, OTHER.studio]
    assert {place.sheet for place, _ in messages(reading)} <= {"林晓岚", "方大海"}


def test_a_form_beside_a_ledger_leaves_the_ledger_as_it_is(tmp_path: Path) -> None:
    book = Workbook()
    ledger = (("成果名称", "类别", "工作室"), ("焊缝跟踪器", "发明专利", FACTS.studio))
    put_rows(book.create_sheet("成果"), ledger)
    alone = read(save(book, tmp_path))
    put(book.create_sheet("申报表"), FACTS)
    both = read(save(book, tmp_path))
    assert both.records[: len(alone.records)] == alone.records
    assert rows(both, "工作室台账")[0].place == Place("申报表", 1)


def test_a_cover_on_a_sheet_of_its_own_belongs_to_the_form_on_the_next(tmp_path: Path) -> None:
    book = Workbook()
    put_cover(book.create_sheet("封皮"), FACTS)
    put(book.create_sheet("申报表"), FACTS)
    reading = read(save(book, tmp_path))
    assert facts_of(reading) == FACTS
    assert not told(reading, Severity.WARNING)


def test_a_cover_that_calls_the_studio_otherwise_is_told(tmp_path: Path) -> None:
    book = Workbook()
    put_cover(book.create_sheet("封皮"), replace(FACTS, studio="林晓岚创新工作室"))
    put(book.create_sheet("申报表"), FACTS)
    reading = read(save(book, tmp_path))
    assert facts_of(reading) == FACTS
    assert [message for _, _, _, message in told(reading, Severity.WARNING) if "两处写法不同" in message]


def test_a_date_that_the_cover_writes_otherwise_is_the_same_date(tmp_path: Path) -> None:
    book = Workbook()
    cover = (("工作室名称", "甲工匠创新工作室"), ("创建日期", date(2018, 4, 20)), ("所在单位", "甲厂"))
    put_rows(book.create_sheet("封皮"), ([TITLE], *cover))
    put_rows(book.create_sheet("表"), ((*SHORT[0][:3], "2018年4月20日"), *SHORT[1:6], *SHORT[7:]))
    reading = read(save(book, tmp_path))
    assert studio_of(reading)["创建日期"] == "2018-04-20"
    assert not any("两处写法不同" in message for _, message in messages(reading))


def test_a_cover_without_a_form_behind_it_is_left_to_the_ledgers(tmp_path: Path) -> None:
    book = Workbook()
    put_cover(book.create_sheet("封皮"), FACTS)
    put_rows(book.create_sheet("名单"), (HEADER, LINE))
    assert [record.values["领衔人"] for record in rows(read(save(book, tmp_path)), "工作室台账")] == ["张三"]


def test_dates_and_numbers_are_read_as_they_are_kept_in_cells(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, *SHORT)
    studio = studio_of(reading)
    assert (studio["创建日期"], studio["命名日期"], studio["成员总数"]) == ("2018-04-20", "2019-05", 12)
    assert values(reading, "经费台账", "年度", "金额(万元)", "来源") == [(2019, 10.5, "单位")]


def test_a_month_that_may_be_october_is_left_out_and_listed(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, *SHORT)
    assert "出生年月" not in rows(reading, "成员台账")[0].values
    assert told(reading, Severity.WARNING)[0][:3] == ("表", 8, "出生年月")


def test_a_form_without_merged_cells_and_with_gaps_is_read_alike(tmp_path: Path) -> None:
    spread = [[cell for each in line for cell in (each, "", "")] for line in SHORT]
    assert said(read_rows(tmp_path, *spread)) == said(read_rows(tmp_path, *SHORT))


def test_a_label_without_an_answer_does_not_take_the_next_label_for_it(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, *SHORT[:2], ("专业领域", "", "成员总数", 12), *SHORT[3:])
    assert "专业领域" not in studio_of(reading)
    assert studio_of(reading)["成员总数"] == 12


def test_what_stands_beside_no_heading_of_a_list_stays_out_of_it(tmp_path: Path) -> None:
    heads = ("姓名", "性别", "学历", "主要分工")
    reading = read_rows(tmp_path, *SHORT, ("骨干成员情况",), heads, ("孙三", "女", "本科", "", "已退休"))
    assert ("孙三", None) in values(reading, "成员台账", "姓名", "主要分工")
    assert any("已退休" in message for _, message in messages(reading))


def test_lines_in_a_cell_and_ticks_are_read(tmp_path: Path) -> None:
    kinds = "☑技术攻关  □技能传授\r\n□窗口服务  □其他"
    reading = read_rows(tmp_path, *SHORT, ("工作室类型", kinds), ("业绩简介", "第一段。\n第二段。"))
    assert studio_of(reading)["工作室类型"] == "技术攻关"
    assert rows(reading, "工作室台账")[0].notes["业绩简介"] == "第一段。\n第二段。"


def test_a_formula_without_result_is_listed_and_not_read(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, *SHORT, ("设备设施", "#REF!"))
    assert "设备设施" not in studio_of(reading)
    assert told(reading, Severity.WARNING)[-1][:3] == ("表", 11, "B")


def test_hidden_rows_columns_and_sheets_are_read_and_told(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.create_sheet("表")
    put_rows(sheet, ([TITLE], *SHORT))
    sheet.row_dimensions[4].hidden = sheet.column_dimensions["D"].hidden = True
    sheet.sheet_state = "hidden"
    book.worksheets[0].append(["目录", "一"])
    reading = read(save(book, tmp_path))
    assert studio_of(reading)["专业领域"] == "焊接"
    heard = " ".join(message for _, message in messages(reading))
    assert all(word in heard for word in ("隐藏的工作表", "D 列是隐藏的", "第 4 行是隐藏"))


def test_what_a_merged_cell_covers_is_not_read_and_told(tmp_path: Path) -> None:
    read_rows(tmp_path, *SHORT[:-1], (*SHORT[-1], "旧文字"))
    merge(tmp_path / "申报.xlsx", "B10:D10")
    reading = read(tmp_path / "申报.xlsx")
    assert rows(reading, "工作室台账")[0].notes["社会效益"] == "推广到三家企业。"
    assert any("旧文字" in message for _, message in messages(reading))


def test_two_studios_on_one_sheet_are_refused_and_the_other_sheets_read(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.create_sheet("两份")
    put_cover(sheet, FACTS)
    put(sheet, FACTS, sheet.max_row + 1)
    put(sheet, replace(OTHER, organization="别的厂", established_on="2001"), sheet.max_row + 2)
    put(book.create_sheet("一份"), OTHER)
    reading = read(save(book, tmp_path))
    assert [record.place.sheet for record in rows(reading, "工作室台账")] == ["一份"]
    ((place, message),) = [(issue.place, issue.message) for issue in reading.issues if issue.severity is Severity.ERROR]
    assert (place, "2 份申报表" in message) == (Place("两份"), True)


def test_strictly_a_form_with_a_bad_cell_refuses_the_workbook(tmp_path: Path) -> None:
    read_rows(tmp_path, *SHORT)
    reading = read(tmp_path / "申报.xlsx", strict=True)
    assert not reading.records
    assert "严格模式" in reading.issues[0].message


HEADER = (
    "工作室名称",
    "领衔人",
    "所在单位",
    "专业领域",
    "创建日期",
    "命名单位",
    "命名日期",
    "成员总数",
    "民族",
    "学历",
)
LINE = ("甲创新工作室", "张三", "甲厂", "焊接", "2018-04-20", "市总工会", "2019", 12, "汉族", "本科")


@pytest.mark.parametrize(
    "content",
    [
        (
            ("甲创新工作室综合台账（2023年度）",),
            *zip(HEADER[:8:2], LINE[:8:2], HEADER[1:8:2], LINE[1:8:2], strict=True),
            ("成员名册",),
            ("姓名", "身份", "性别", "学历", "技能等级"),
            ("张三", "领衔人", "男", "本科", "技师"),
            ("创新成果",),
            ("成果名称", "类别", "等级", "取得时间"),
            ("某装置", "发明专利", "国家级", "2021.3.5"),
            ("开展活动",),
            ("日期", "活动类别", "主题", "场次", "参加人次"),
            ("2023年2月16日", "培训", "焊接基础", 2, 31),
        ),
        ((TITLE.replace("申报审批表", "推荐汇总表"),), HEADER, LINE),
        ((TITLE,), HEADER, LINE),
        (HEADER, LINE, (*LINE[:1], "李四", *LINE[2:])),
        (
            ("创新工作室登记卡",),
            *(
                (one, value, other, beside)
                for one, value, other, beside in zip(HEADER[:8:2], LINE[:8:2], HEADER[1:8:2], LINE[1:8:2], strict=True)
            ),
            ("姓名", "性别", "身份", "学历"),
            ("张三", "男", "领衔人", "本科"),
        ),
        (
            ("申报审批表填写说明",),
            *((name, "必填，请写全称") for name in HEADER),
        ),
        tuple(zip(HEADER, LINE, ("乙创新工作室", *LINE[1:]), strict=True)),
        ((TITLE,), *zip(HEADER, LINE, ("乙创新工作室", *LINE[1:]), strict=True)),
        (
            (TITLE,),
            *zip(
                (*HEADER[:8], "业绩简介", "社会效益", "经费投入（万元）"),
                ("焊花", *LINE[1:8], "好", "广", 3),
                ("银线", *LINE[1:8], "快", "大", 4),
                strict=True,
            ),
        ),
    ],
    ids=[
        "the card of a studio above tables that no form has",
        "titled",
        "titled as a form",
        "untitled",
        "a card above a list",
        "how to fill in",
        "a studio a column",
        "such a table titled as a form",
        "a column for studios that are not called so",
    ],
)
def test_a_ledger_is_not_taken_for_a_form(tmp_path: Path, content: Sequence[Sequence[Raw]]) -> None:
    book = Workbook()
    put_rows(book.create_sheet("表"), content)
    assert not any("这份表读成了" in message for _, message in messages(read(save(book, tmp_path))))


def test_a_sheet_with_very_many_merged_ranges_is_no_form(tmp_path: Path) -> None:
    read_rows(tmp_path, *SHORT)
    merge(tmp_path / "申报.xlsx", *(f"A{row}:B{row}" for row in range(20, 30_000)))
    assert not any("这份表读成了" in message for _, message in messages(read(tmp_path / "申报.xlsx")))


def test_merged_ranges_that_overlap_make_no_form(tmp_path: Path) -> None:
    read_rows(tmp_path, *SHORT)
    merge(tmp_path / "申报.xlsx", *(f"A1:D{row}" for row in range(2, 5_000)))
    assert not any("这份表读成了" in message for _, message in messages(read(tmp_path / "申报.xlsx")))


def test_the_marked_copy_colours_the_cell_of_a_form_that_is_wrong(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, *SHORT)
    file = SourceFile("申报.xlsx", tmp_path / "申报.xlsx")
    (tmp_path / "标注.xlsx").write_bytes(marked_copy(file, reading.issues))
    sheet = load_workbook(tmp_path / "标注.xlsx")["表"]
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment] == ["B8"]


def test_the_marked_copy_colours_the_cell_whose_formula_has_no_result(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, *SHORT[:2], ("专业领域", "=A1", "成员总数", "=1+1"), *SHORT[3:6], *SHORT[7:])
    (tmp_path / "标注.xlsx").write_bytes(marked_copy(SourceFile("申报.xlsx", tmp_path / "申报.xlsx"), reading.issues))
    sheet = load_workbook(tmp_path / "标注.xlsx")["表"]
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment] == ["B4", "D4"]


def test_a_row_that_begins_left_of_the_headings_of_a_block_is_none_of_it(tmp_path: Path) -> None:
    beside: list[Sequence[Raw]] = [
        ("近三年成果", "年度", "攻关项目（项）", "专利（件）"),
        ("", 2021, 4, 1),
        ("", 2022, 5, 2),
    ]
    path = tmp_path / "申报.xlsx"
    read_rows(tmp_path, *SHORT[:6], *SHORT[7:], *beside, ("成果转化率", "", "85%", "已推广"))
    first = len(SHORT) + 1
    merge(path, f"A{first}:A{first + 2}", f"A{first + 3}:B{first + 3}")
    reading = read(path)
    assert not told(reading, Severity.ERROR)
    assert rows(reading, "工作室台账")[0].notes["成果转化率"] == "85%"


def test_the_preview_of_a_form_on_a_sheet_hides_what_is_private(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, *SHORT)
    tables = {each.ledger: each for each in preview(tmp_path / "申报.xlsx", "申报.xlsx", reading.issues)}
    assert tables["工作室台账"].sheet == "表"
    (member,) = tables["成员台账"].rows
    assert "汉族" not in member.cells


def test_every_wrong_cell_of_every_form_is_marked_and_the_workbook_walked_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Workbook()
    titles = ("甲", "乙", "丙")
    for title in titles:
        put_rows(book.create_sheet(title), ([TITLE], *SHORT))
    path = save(book, tmp_path)
    issues = read(path).issues
    walked: list[str] = []

    def seen(sheet: Sheet, content: Sequence[Sequence[Raw]]) -> Page | None:
        walked.append(sheet.title)
        return page_of(sheet, content)

    monkeypatch.setattr(sheets, "page_of", seen)
    (tmp_path / "标注.xlsx").write_bytes(marked_copy(SourceFile("申报.xlsx", path), issues))
    marked = load_workbook(tmp_path / "标注.xlsx")
    assert [title for title in titles if marked[title]["B8"].comment] == list(titles)
    assert walked == list(titles)


def test_a_month_kept_as_the_first_day_of_it_is_read_as_the_month(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, *SHORT[:6], ("出生年月", date(1985, 3, 1), "学历", "大专"), *SHORT[7:])
    assert rows(reading, "成员台账")[0].values["出生年月"] == "1985-03"
    assert studio_of(read_rows(tmp_path, (*SHORT[0][:3], date(2018, 4, 1)), *SHORT[1:]))["创建日期"] == "2018-04-01"


def test_what_stands_beside_the_title_or_far_below_leaves_the_form_a_form(tmp_path: Path) -> None:
    far = [()] * 900
    reading = read_rows(tmp_path, *SHORT[:6], *SHORT[7:], *far, ("注：一式三份",), title=TITLE)
    assert studio_of(reading)["工作室名称"] == "甲工匠创新工作室"
    book = Workbook()
    put_rows(book.create_sheet("表"), ([TITLE, "", "", "", "", "可选项"], *SHORT[:6], *SHORT[7:], ["注：一式三份"]))
    reading = read(save(book, tmp_path))
    assert not told(reading, Severity.WARNING)
    assert rows(reading, "工作室台账")[0].notes["表外文字"] == "可选项\n注：一式三份"


def test_the_name_a_form_lacks_is_told_of_its_sheet_and_not_of_the_file(tmp_path: Path) -> None:
    book = Workbook()
    put_rows(book.create_sheet("甲"), ([TITLE], ("工作室名称", "", *SHORT[0][2:]), *SHORT[1:]))
    put(book.create_sheet("乙"), OTHER)
    reading = read(save(book, tmp_path))
    (issue,) = [issue for issue in reading.issues if issue.severity is Severity.ERROR]
    assert issue.place == Place("甲")
    assert "文件" not in issue.message
    assert studio_of(reading)["工作室名称"] == OTHER.studio


def test_what_is_said_twice_of_the_leader_is_listed_and_kept(tmp_path: Path) -> None:
    twice = ("联系电话", "13900000001", "文化程度", "本科"), ("联系电话", 13900000002, "政治面貌", "群众")
    reading = read_rows(tmp_path, *SHORT[:6], SHORT[7], *twice, *SHORT[8:])
    leader = rows(reading, "成员台账")[0]
    assert (leader.values["联系电话"], leader.notes["联系电话"]) == ("13900000002", "13900000001")
    ((place, message),) = [each for each in messages(reading) if "两处写法不同" in each[1]]
    assert place == Place("表", 10, "联系电话")
    assert "1390000" not in message
