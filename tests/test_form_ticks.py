"""Which kind of studio is ticked is read in every way people tick."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.form.options import read_options
from ingest.form.read import read_form
from ingest.records import Severity
from tests import forms
from tests.forms import Box, save, table

KINDS = ("技术攻关", "技能传授", "窗口服务", "其他")


def _text(ticked: str, empty: str) -> Callable[[bool], str]:
    return lambda on: forms.plain(ticked if on else empty)


def _symbol(ticked: str, empty: str, font: str) -> Callable[[bool], str]:
    return lambda on: f'<w:r><w:sym w:font="{font}" w:char="{ticked if on else empty}"/></w:r>'


def _typed_in_a_symbol_font(on: bool) -> str:
    return (
        f'<w:r><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr><w:t>{"þ" if on else "¨"}</w:t></w:r>'
    )


def _control(on: bool) -> str:
    glyph, value = ("☒", "1") if on else ("☐", "0")
    return (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{value}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r><w:t>{glyph}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def _old_form_field(on: bool) -> str:
    checked = "<w:checked/>" if on else ""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
        f"{checked}</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _circled_character(on: bool) -> str:
    if not on:
        return forms.plain("□")
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> eq \\o\\ac(□,</w:instrText></w:r>'
        '<w:r><w:instrText>√)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


BOXES: dict[str, Callable[[bool], str]] = {
    "ticked box": _text("☑", "□"),
    "tick for box": _text("√", "□"),
    "full box": _text("■", "□"),
    "light tick": _text("✓", "☐"),
    "heavy tick": _text("✔", "☐"),
    "crossed box": _text("☒", "☐"),
    "full circle": _text("●", "○"),
    "tick on box": _text("□√", "□"),
    "tick before box": _text("√□", "□"),
    "brackets": _text("（√）", "（ ）"),
    "square brackets": _text("[√]", "[ ]"),
    "tick or nothing": _text("√", ""),
    "the character 口": _text("√", "口"),
    "tick on the character 口": _text("口√", "口"),
    "the character 囗": _text("囗√", "囗"),
    "ring among circles": _text("◎", "○"),
    "full circle among rings": _text("●", "◎"),
    "block for box": _text("▇", "□"),
    "spaced tick for box": _text(" √ ", "□"),
    "coloured tick": _text("✅", "⬜"),
    "Wingdings F0FE": _symbol("F0FE", "F0A8", "Wingdings"),
    "Wingdings F052": _symbol("F052", "F0A3", "Wingdings 2"),
    "Wingdings tick": _symbol("F0FC", "F06F", "Wingdings"),
    "typed in Wingdings": _typed_in_a_symbol_font,
    "content control": _control,
    "form field": _old_form_field,
    "circled character": _circled_character,
}


def _form(path: Path, ticks: str) -> Path:
    kind: forms.Row = [("工作室类型", 2), Box(span=4, xml=ticks), ("成员总数/场所面积", 2), ("12人/86㎡", 4)]
    return save(path, *forms.COVER, table([*forms.BASICS[:3], kind, *forms.LEADER]))


def _category(path: Path) -> object:
    reading = read_form(path)
    assert not [issue for issue in reading.issues if issue.severity is not Severity.NOTICE]
    return next(record for record in reading.records if record.ledger == "工作室台账").values.get("工作室类型")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("style", BOXES)
def test_the_ticked_kind_is_read(tmp_path: Path, style: str, kind: str) -> None:
    box = BOXES[style]
    lines = [
        "<w:p>" + "".join(f"{box(each == kind)}{forms.plain(f'{each}     ')}" for each in pair) + "</w:p>"
        for pair in (KINDS[:2], KINDS[2:])
    ]
    assert _category(_form(tmp_path / "表.docx", "".join(lines))) == kind


def test_nothing_ticked_is_nothing_stated(tmp_path: Path) -> None:
    assert _category(_form(tmp_path / "表.docx", forms.paragraph("□技术攻关  □技能传授\n□窗口服务  □其他"))) is None


def test_two_kinds_ticked_are_listed_and_kept_as_written(tmp_path: Path) -> None:
    reading = read_form(_form(tmp_path / "表.docx", forms.paragraph("☑技术攻关  ☑技能传授\n□窗口服务  □其他")))
    (issue,) = [issue for issue in reading.issues if issue.severity is Severity.WARNING]
    assert (issue.place.sheet, issue.place.row, issue.place.column) == ("表格 1", 4, "工作室类型")
    assert "技术攻关、技能传授" in issue.message


def test_the_words_beside_other_are_kept(tmp_path: Path) -> None:
    path = _form(tmp_path / "表.docx", forms.paragraph("□技术攻关  □技能传授\n□窗口服务  ☑其他（管理创新）"))
    studio = next(record for record in read_form(path).records if record.ledger == "工作室台账")
    assert (studio.values["工作室类型"], studio.notes["工作室类型"]) == ("其他", "其他(管理创新)")


@pytest.mark.parametrize(
    ("written", "ticked"),
    [
        ("技术攻关√ 技能传授 窗口服务 其他", ["技术攻关"]),
        ("技术攻关 √技能传授 窗口服务", ["技能传授"]),
        ("技术攻关☑ 技能传授□ 窗口服务□ 其他□", ["技术攻关"]),
        ("□技术攻关√ □技能传授 □窗口服务", ["技术攻关"]),
        ("□技术攻关 √ □技能传授", ["技术攻关"]),
        ("□技术攻关√□技能传授□窗口服务□其他", ["技术攻关"]),
        ("技术攻关（）技能传授（√）", ["技能传授"]),
        ("☒技术攻关 ☑技能传授", ["技能传授"]),
        ("√技术攻关 技能传授 窗口服务 其他", ["技术攻关"]),
        ("□技术攻关 √□技能传授 □窗口服务", ["技能传授"]),
        ("技术攻关", []),
    ],
)
def test_a_tick_belongs_to_the_option_it_touches(written: str, ticked: list[str]) -> None:
    assert [option.text for option in read_options(written, KINDS) if option.ticked] == ticked
