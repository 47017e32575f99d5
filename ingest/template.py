"""Empty ledgers to fill in: one .xlsx each, with drop-downs, a note on every column and a sheet of instructions."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from graph.errors import MengtuError
from graph.schema import Column, ColumnType, Ledger, load_schema
from ingest.sheet_kinds import INSTRUCTIONS

_REQUIRED = PatternFill("solid", start_color="FFE8B3")
_OPTIONAL = PatternFill("solid", start_color="E8EEF4")
_LINE = Border(bottom=Side(style="thin", color="8896A6"))
_FORMAT: dict[ColumnType, str] = {
    "text": "文字",
    "texts": "文字；有多项时用分号（；）隔开",
    "integer": "整数，如 12",
    "number": "数字，如 86",
    "flag": "是 或 否",
    "date": "日期，如 2019-05-13；只知道月或年时写 2019-05 或 2019",
    "year": "四位年份，如 2019",
    "money": "数字，以万元计，如 4860；也可写明单位，如 1.8亿元",
    "choice": "从下拉列表中选一项",
    "choices": "从下拉列表中选；有多项时用分号（；）隔开自行填写",
}
# Cells of these types are kept as text, so that the spreadsheet does not turn 2018.10 into 2018.1 or a code into 1E+17.
_AS_TEXT: frozenset[ColumnType] = frozenset({"text", "texts", "date", "choice", "choices", "flag"})
_RULES = (
    "从第 2 行起填写，一行一条；不要改动列名，列的先后可以调整，也可以增加自己的列（作为备注保留）。",
    "橙色列必填；注明可以填「未载」的列，来源没有写明时填「未载」，不要编造。选填列没有内容就留空。",
    "同一名称在各台账中写法要一致；工作室也可以填工作室编号。",
    "可以增加「出处」「原文摘录」「核实情况」三列，说明这一行的依据。",
    "标有「仅存登记库」的列含个人信息，不进入图谱和对外材料。",
)
_MOST_ROWS_WITH_LISTS = 5_000


def write_template(ledger_names: Sequence[str], out: Path) -> tuple[Path, ...]:
    """Write one empty .xlsx for each ledger into the folder ``out``, which is made if needed.

    Returns:
        The files, in the order of ``ledger_names``.

    Raises:
        MengtuError: there is no such ledger, or a file of its name is there already and might be filled in.
    """
    ledgers = load_schema().ledgers
    for name in ledger_names:
        if name not in ledgers:
            msg = f"没有「{name}」这种台账，请从以下选择：{'、'.join(ledgers)}"
            raise MengtuError(msg)
    files = tuple(out / f"{name}.xlsx" for name in dict.fromkeys(ledger_names))
    for file in files:
        if file.exists():
            msg = f"「{file}」已经存在，为免覆盖已填的内容没有写入，请换一个文件夹或先移走它"
            raise MengtuError(msg)
    out.mkdir(parents=True, exist_ok=True)
    for file in files:
        _workbook(file.stem, ledgers[file.stem]).save(file)
    return files


def _workbook(name: str, ledger: Ledger) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    _add_table(book.create_sheet(name), ledger)
    _add_instructions(book.create_sheet(INSTRUCTIONS), name, ledger)
    return book


def _add_table(sheet: Worksheet, ledger: Ledger) -> None:
    for number, (name, column) in enumerate(ledger.columns.items(), 1):
        cell = sheet.cell(1, number, name)
        cell.fill = _REQUIRED if column.required else _OPTIONAL
        cell.font = Font(bold=True)
        cell.border = _LINE
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.comment = Comment(_explained(name, column, ledger), "盟图", height=120, width=260)
        letter = get_column_letter(number)
        # A Han character takes two of the units widths are counted in.
        sheet.column_dimensions[letter].width = max(12, min(28, 2 * len(name) + 4))
        if column.type in _AS_TEXT:
            sheet.column_dimensions[letter].number_format = "@"
        choices = ("是", "否") if column.type == "flag" else column.choices
        if choices:
            sheet.add_data_validation(_drop_down(letter, choices, only=column.type != "choices"))
    sheet.row_dimensions[1].height = 30
    sheet.freeze_panes = "A2"


def _drop_down(letter: str, choices: Sequence[str], *, only: bool) -> DataValidation:
    """A list to choose from; ``only`` its words are allowed, otherwise several may be typed with separators."""
    validation = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
    validation.showErrorMessage = only
    validation.errorStyle = "warning"  # a synonym of the word stays possible
    validation.errorTitle = "请从列表中选择"
    validation.error = "可选：" + "、".join(choices)
    validation.add(f"{letter}2:{letter}{_MOST_ROWS_WITH_LISTS}")
    return validation


def _add_instructions(sheet: Worksheet, name: str, ledger: Ledger) -> None:
    sheet.append([f"{name}填写说明"])
    sheet["A1"].font = Font(bold=True, size=14)
    for rule in filter(None, (ledger.note, *_RULES)):
        sheet.append([rule])
    sheet.append([])
    sheet.append(["列", "怎么填"])
    for column_name, column in ledger.columns.items():
        sheet.append([column_name, _explained(column_name, column, ledger)])
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 90


def _explained(name: str, column: Column, ledger: Ledger) -> str:
    need = "必填" if column.required else "选填"
    if name in ledger.one_of:
        need = f"「{'」「'.join(ledger.one_of)}」至少填一项"
    parts = (
        need + ("；来源没有写明的填「未载」" if column.unstated else ""),
        _FORMAT[column.type],
        f"可选：{'、'.join(column.choices)}" if column.choices else "",
        "仅存登记库" if column.private else "",
    )
    return "。".join(part for part in parts if part) + "。"
