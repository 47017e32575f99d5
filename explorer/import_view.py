"""What the page says of files that may be imported, as HTML: files, changes, problems and rows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

from explorer import cards, words
from explorer.import_desk import Checked
from graph.schema import load_schema
from ingest.outcome import FileOutcome, ImportOutcome
from ingest.preview import HIDDEN, ROW, Preview, ShownRow
from ingest.records import Issue, Severity

TONES = {Severity.ERROR: "red", Severity.WARNING: "amber", Severity.NOTICE: "blue"}
_LONGEST_CELL = 40  # characters; the whole text is given on hover
_LONGEST_NAME = 44
_BUTTON_NAME = 16
_READERS = {"ledger": "未能认出", "form": "申报审批表", "": "未能认出"}


def title(text: str, note: str = "") -> str:
    """The title of a part of the page whose body is drawn by widgets."""
    return f'<div class="mt-title">{cards.section(text, "<i></i>", note=note)}</div>'


def by_severity(issues: Sequence[Issue]) -> dict[Severity, int]:
    """How many issues there are of every severity, the worst first, without those that do not occur."""
    counted = Counter(issue.severity for issue in issues)
    return {severity: counted[severity] for severity in Severity if counted[severity]}


def badges(issues: Sequence[Issue]) -> str:
    """How many problems there are, a badge for every severity."""
    counted = by_severity(issues)
    return "".join(cards.badge(f"{severity} {number:,}", TONES[severity]) for severity, number in counted.items())


def files_table(checked: Checked) -> str:
    """What every file was taken for and how much of it is accepted."""
    heads = (
        cards.Column("文件", "wide"), cards.Column("读作", "keep"), cards.Column("工作表", "keep"),
        cards.Column("行数", "number"), cards.Column("接收", "number"), cards.Column("问题", "narrow"),
        cards.Column("确认导入后", "middle"),
    )  # fmt: skip
    return cards.table(heads, [_file_row(file, checked) for file in checked.outcome.files])


def _file_row(file: FileOutcome, checked: Checked) -> tuple[str, ...]:
    sheets = dict.fromkeys(each.sheet for each in checked.previews if each.file == file.name and each.sheet)
    issues = [issue for issue in checked.outcome.issues if issue.file == file.name]
    taken_for = escape(_READERS.get(file.reader, file.reader))
    accepted = f'<b class="mt-refused">{file.accepted:,}</b>' if file.accepted < file.rows else f"{file.accepted:,}"
    return (
        name(file.name), taken_for, escape(words.listed(sheets)), f"{file.rows:,}", accepted,
        badges(issues) or "没有问题", _fate(file, checked),
    )  # fmt: skip


def _fate(file: FileOutcome, checked: Checked) -> str:
    before = checked.replaced.get(file.name, 0)
    if file.refused:
        kept = f"，以前导入的 {before:,} 行不受影响" if before else ""
        return cards.badge("整份不接收", "red") + f"<small>请看下面的原因{kept}</small>"
    if before and file.unchanged:
        return cards.badge("内容与以前相同") + f"<small>{before:,} 行，不会重复计入</small>"
    if before:
        return cards.badge("取代", "amber") + f"<small>以前同名文件的 {before:,} 行由这次的内容代替</small>"
    return cards.badge("新文件", "green")


def name(text: str) -> str:
    """The name of a file; the middle of a long one is left out and given on hover."""
    if len(text) <= _LONGEST_NAME:
        return escape(text)
    half = _LONGEST_NAME // 2 - 1
    return f'<span title="{escape(text)}">{escape(text[:half])}…{escape(text[-half:])}</span>'


def changes_table(outcome: ImportOutcome) -> str:
    """What is created, changed, as before and removed, by kind; empty text when there is nothing of any kind."""
    parts = outcome.created, outcome.updated, outcome.unchanged, outcome.removed
    rows = [
        (escape(kind.zh), *(_amount(part.get(name, 0)) for part in parts))
        for name, kind in load_schema().kinds.items()
        if any(part.get(name) for part in parts)
    ]
    heads = [cards.Column("对象"), *(cards.Column(each, "number") for each in ("新增", "更新", "不变", "移除"))]
    return f'<div class="mt-changes">{cards.table(heads, rows)}</div>' if rows else ""


def _amount(number: int) -> str:
    return f"{number:,}" if number else f'<span class="mt-nil">{words.MISSING}</span>'


def changes_said(created: Mapping[str, int], updated: Mapping[str, int], removed: Mapping[str, int]) -> str:
    """How many objects change, in one phrase.

    >>> changes_said({"Studio": 2, "Person": 1}, {}, {"Studio": 1})
    '新增 3 个对象，移除 1 个对象'
    >>> changes_said({}, {}, {})
    '对象没有增减或改动'
    """
    sums = {"新增": created, "更新": updated, "移除": removed}
    said = [f"{word} {sum(part.values()):,} 个对象" for word, part in sums.items() if part]
    return "，".join(said) or "对象没有增减或改动"


def to_know(checked: Checked, told: str) -> str:
    """What to know before confirming, as short sentences."""
    outcome = checked.outcome
    said = [told] if told else []
    if checked.doubled:
        names = "」「".join(checked.doubled)
        said.append(f"有两个文件都叫「{names}」，请移去一个，或改名后再拖进来。")
    replaced = [file for file in outcome.files if checked.replaced.get(file.name) and not file.refused]
    changed = [file for file in replaced if not file.unchanged]
    refused = [file for file in outcome.files if file.refused]
    if outcome.refused:
        said.append("没有一个文件可以接收。")
    elif refused:
        said.append(f"{len(refused)} 个文件整份不接收，其余照常导入。")
    if changed:
        said.append(f"{len(changed)} 个文件以前导入过，同名内容将被取代。")
    if outcome.files and all(file.unchanged for file in outcome.files):
        said.append("这些文件的内容都读过，与以前相同。")
    if any(outcome.removed.values()):
        said.append(f"有 {sum(outcome.removed.values()):,} 个对象不再有依据，将从图谱移除。")
    left_out = sum(file.rows - file.accepted for file in outcome.files)
    if left_out and not outcome.refused:
        said.append(f"{left_out:,} 行有错误，不会导入，改好后可再次导入同一文件。")
    if not outcome.refused:
        said.append("确认后写入登记库并更新图谱，以后可以撤销。")
    return f'<ul class="mt-know">{"".join(f"<li>{escape(each)}</li>" for each in said)}</ul>'


COPIES_SAID = (
    '<p class="mt-plain-note">标注件就是您自己的文件，有问题的格子已涂色并写有批注；'
    "在里面改好、存盘，再拖进来就会取代原文件的内容。</p>"
)


def short(text: str) -> str:
    """The name of a file short enough for a button, plain text."""
    return text if len(text) <= _BUTTON_NAME else f"{text[: _BUTTON_NAME - 7]}…{text[-6:]}"


def preview_label(shown: Preview, others: Sequence[Preview]) -> str:
    """What a preview is called among others: as much as tells it apart."""
    label = shown.ledger
    if len({each.file for each in others}) > 1:
        label += f" · {short(shown.file)}"
    if shown.sheet and sum(each.file == shown.file and each.ledger == shown.ledger for each in others) > 1:
        label += f" · {shown.sheet}"
    return label


def rows_said(shown: Preview, number: int, *, troubled: bool) -> str:
    """How many of the rows are shown, and which columns are not."""
    if troubled:
        said = f"有问题的 {number:,} 行"
    else:
        said = f"共 {shown.total:,} 行" + (f"，先列 {number:,} 行" if number < shown.total else "")
    if shown.noted:
        said += f"；台账里没有的列作为备注保留，这里不列：{words.listed(shown.noted)}"
    return f'<div class="mt-count">{escape(said)}</div>'


def issues_table(issues: Sequence[Issue]) -> str:
    """Problems, one a row."""
    heads = (
        cards.Column("程度", "narrow"), cards.Column("文件", "narrow"), cards.Column("位置", "keep"),
        cards.Column("问题与建议", "wide"),
    )  # fmt: skip
    rows = (
        (
            cards.badge(issue.severity, TONES[issue.severity]),
            f'<span title="{escape(issue.file)}">{escape(short(issue.file))}</span>',
            escape(str(issue.place)) or "整个文件",
            escape(issue.message),
        )
        for issue in issues
    )
    return f'<div class="mt-issues">{cards.table(heads, rows)}</div>'


def rows_table(shown: Preview, rows: Sequence[ShownRow]) -> str:
    """Rows of a ledger; a cell with a problem has a colour, a word and the sentence that says what to do."""
    heads = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in shown.headings)
    body = "".join(_row(row) for row in rows)
    top = f'<thead><tr><th scope="col" class="mt-line">行</th>{heads}</tr></thead>'
    return f'<div class="mt-rows"><table>{top}<tbody>{body}</tbody></table></div>'


def _row(row: ShownRow) -> str:
    cells = "".join(_cell(text, row.marks.get(at, ())) for at, text in enumerate(row.cells))
    number = f"{row.number}" if row.number is not None else ""
    whole = row.marks.get(ROW, ())
    return f'<tr><th scope="row" class="mt-line{_tone(whole)}">{number}{_said(whole)}</th>{cells}</tr>'


def _cell(text: str, issues: Sequence[Issue]) -> str:
    if text == HIDDEN:
        inner = f'<span class="mt-hidden">{HIDDEN}</span>'
    elif len(text) > _LONGEST_CELL:
        inner = f'<span title="{escape(text)}">{escape(words.shortened(text, _LONGEST_CELL))}</span>'
    else:
        inner = escape(text)
    return f'<td class="{_tone(issues).strip()}">{inner}{_said(issues)}</td>'


def _tone(issues: Sequence[Issue]) -> str:
    return f" mt-{TONES[issues[0].severity]}" if issues else ""


def _said(issues: Sequence[Issue]) -> str:
    return "".join(f"<small><b>{issue.severity}</b> {escape(issue.message)}</small>" for issue in issues)
