"""The text of a paragraph as a reader sees it: ticks in symbol fonts, check boxes and circled characters are glyphs."""

import re
from collections.abc import Iterator

from lxml import etree

TICKED, UNTICKED = "☑", "□"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

_TRANSPARENT = frozenset(
    _W + name for name in ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "dir", "bdo", "sdtContent")
)
# Code points of symbol fonts, as Word stores them in w:sym or in text of that font.
_SYMBOLS = {
    "wingdings": {
        0x52: TICKED, 0x6E: "■", 0x6F: UNTICKED, 0x71: UNTICKED, 0x72: UNTICKED, 0xA1: "○", 0xA4: "◉", 0xA8: UNTICKED,
        0xFB: "×", 0xFC: "√", 0xFD: "☒", 0xFE: TICKED,
    },
    "wingdings 2": {
        0x4F: "×", 0x50: "√", 0x51: "☒", 0x52: TICKED, 0x53: "☒", 0x54: "☒", 0x2A: UNTICKED, 0xA3: UNTICKED,
    },
    "webdings": {0x61: "√", 0x63: UNTICKED, 0x67: "■", 0x72: "×"},
    "symbol": {0xD6: "√", 0xB4: "×", 0xB7: "·"},
}  # fmt: skip
_CIRCLED = re.compile(r"eq\s*\\o(?:\\[a-z]+)*\s*\((.*?)[,，;；](.*)\)\s*$", re.IGNORECASE | re.DOTALL)
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{1,4}")
_TICKS = frozenset("√✓✔×✗✘☑vVxX")


def paragraph_text(paragraph: etree._Element) -> str:
    """The text of one ``w:p``; line breaks are new lines; text boxes, deletions, hidden and struck text are out."""
    return "".join(_Fields().text(_pieces(paragraph)))


def box_texts(body: etree._Element) -> tuple[str, ...]:
    """The text of every text box within an element, once each although Word stores a box twice."""
    found = []
    for box in body.iter(f"{_W}txbxContent"):
        if next(box.iterancestors(_FALLBACK), None) is None:
            lines = (paragraph_text(paragraph).strip() for paragraph in box.iter(f"{_W}p"))
            found.append("\n".join(line for line in lines if line))
    return tuple(dict.fromkeys(text for text in found if text))


def is_on(element: etree._Element | None, name: str) -> bool:
    """Whether ``element`` has a child of that name that is not switched off by its value."""
    child = None if element is None else element.find(name)
    if child is None:
        return False
    value = child.get(f"{_W}val", child.get(f"{_W14}val", "1"))
    return value not in {"0", "false", "off"}


class _Fields:
    """Follows field codes: of most the result is text already, a circled character exists only in the code."""

    def __init__(self) -> None:
        self._codes: list[str] = []

    def text(self, pieces: Iterator[tuple[str, str]]) -> Iterator[str]:
        for kind, piece in pieces:
            if kind == "begin":
                self._codes.append("")
            elif kind == "code" and self._codes:
                self._codes[-1] += piece
            elif kind == "end" and self._codes:
                yield circled(self._codes.pop())
            elif kind == "text":
                yield piece


def circled(code: str) -> str:
    r"""What the field ``eq \o\ac(□,√)`` shows: a ticked box, or the character in the circle; empty for other fields."""
    match = _CIRCLED.search(code.strip())
    if not match:
        return ""
    outer, inner = (part.strip(" \"'()") for part in match.groups())
    if _TICKS & {outer, inner}:
        return TICKED
    return inner or outer


def _pieces(element: etree._Element) -> Iterator[tuple[str, str]]:
    """(text | begin | code | end, what) in the order of the document."""
    for child in element.iterchildren(etree.Element):
        if child.tag == f"{_W}r":
            yield from _run_pieces(child)
        elif child.tag == f"{_W}sdt":
            yield from _control_pieces(child)
        elif child.tag == f"{_W}fldSimple":
            shown = circled(child.get(f"{_W}instr", ""))
            yield from [("text", shown)] if shown else _pieces(child)
        elif child.tag in _TRANSPARENT:
            yield from _pieces(child)
        else:
            yield from (("text", math.text or "") for math in child.iter(_MATH_TEXT))


def _control_pieces(control: etree._Element) -> Iterator[tuple[str, str]]:
    properties = control.find(f"{_W}sdtPr")
    box = None if properties is None else properties.find(f"{_W14}checkbox")
    if box is not None:
        yield "text", TICKED if is_on(box, f"{_W14}checked") else UNTICKED
    elif not is_on(properties, f"{_W}showingPlcHdr"):  # 单击此处输入文字 is no answer
        content = control.find(f"{_W}sdtContent")
        if content is not None:
            yield from _pieces(content)


def _is_unseen(run: etree._Element) -> bool:
    """Whether nobody is meant to read a run: it is hidden, or struck through as an option that does not apply."""
    look = run.find(f"{_W}rPr")
    return any(is_on(look, f"{_W}{name}") for name in ("vanish", "strike", "dstrike"))


def unseen_texts(body: etree._Element) -> tuple[str, ...]:
    """Hidden text and text struck through, as far as it says anything."""
    runs = (run for run in body.iter(f"{_W}r") if _is_unseen(run))
    texts = ("".join(text.text or "" for text in run.iter(f"{_W}t")).strip() for run in runs)
    return tuple(text for text in texts if any(character.isalnum() for character in text))


def _run_pieces(run: etree._Element) -> Iterator[tuple[str, str]]:
    if _is_unseen(run):
        return
    fonts = run.find(f"{_W}rPr/{_W}rFonts")
    font = "" if fonts is None else fonts.get(f"{_W}ascii", fonts.get(f"{_W}hAnsi", ""))
    for child in run.iterchildren(etree.Element):
        name = etree.QName(child).localname if child.tag.startswith(_W) else ""
        if name == "t":
            yield "text", _in_font(child.text or "", font)
        elif name in {"tab", "ptab"}:
            yield "text", "\t"
        elif name in {"br", "cr"}:
            yield "text", "\n"
        elif name == "noBreakHyphen":
            yield "text", "-"
        elif name == "sym":
            yield "text", _symbol(_code_point(child.get(f"{_W}char", "")), child.get(f"{_W}font", ""))
        elif name == "instrText":
            yield "code", child.text or ""
        elif name == "fldChar":
            yield from _field_mark(child)


def _field_mark(mark: etree._Element) -> Iterator[tuple[str, str]]:
    kind = mark.get(f"{_W}fldCharType", "")
    if kind in {"begin", "end"}:
        yield kind, ""
    box = mark.find(f"{_W}ffData/{_W}checkBox")
    if box is not None:
        state = "checked" if box.find(f"{_W}checked") is not None else "default"
        yield "text", TICKED if is_on(box, f"{_W}{state}") else UNTICKED


def _in_font(text: str, font: str) -> str:
    if not font.lower().startswith(("wingdings", "webdings", "symbol")):
        return "".join(_symbol(ord(each), "Wingdings") if 0xF020 <= ord(each) <= 0xF0FF else each for each in text)
    return "".join(_symbol(ord(each), font) if ord(each) > 0xF000 or ord(each) < 0x100 else each for each in text)


def _code_point(written: str) -> int:
    """A hexadecimal code point; 0 for what is none."""
    return int(written, 16) if _HEXADECIMAL.fullmatch(written) else 0


def _symbol(code: int, font: str) -> str:
    low = code - 0xF000 if code >= 0xF000 else code
    return _SYMBOLS.get(font.lower(), _SYMBOLS["wingdings"]).get(low, chr(code))
