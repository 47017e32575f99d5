"""Which of several options a person ticked, with boxes before or after them, ticks beside them, or brackets."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_FILLED = "☑☒■▣●◉⊠⊙◆✅🗹🗷◼⬛▇█▉"  # a box that is ticked
_EMPTY = "□☐○◯◻▢⬜▫◇❏❑❒"
_TICK = "√✓✔"  # a tick without a box
_CROSS = "×✗✘╳"
_GLYPHS = _FILLED + _EMPTY + _TICK + _CROSS
_BRACKETED = re.compile(r"[\[(【〔{]\s*([√✓✔☑■●vVxX×✗✘✕]?)\s*[\])】〕}]")
_REMARK = re.compile(r"\s*\([^()]*\)\s*")  # what an option is about
_NO_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Option:
    """One option as written, and whether it is ticked."""

    text: str
    ticked: bool


@dataclass(slots=True)
class _Draft:
    start: int
    end: int
    text: str
    ticked: bool = False


def read_options(text: str, choices: Sequence[str]) -> tuple[Option, ...]:
    """The options of a cell in order, or nothing when no box and no tick is in it.

    Args:
        text: the cell.
        choices: the words expected; others are taken as they are written.
    """
    text = _normalised(text, choices)
    if not any(glyph in text for glyph in _GLYPHS):
        return ()
    drafts = list(_words(text, choices))
    if not drafts:
        return ()
    firm = any(glyph in text for glyph in _FILLED.replace("☒", "") + _TICK)
    glyphs = list(re.finditer(f"[{_GLYPHS}]", text))
    boxes_first = _boxes_stand_first(text, drafts)
    apiece = _owners_in_order(glyphs, drafts, boxes_first=boxes_first)
    for number, found in enumerate(glyphs):
        glyph = found[0]
        says_yes = glyph in _FILLED + _TICK or glyph in _CROSS
        if not says_yes or (firm and glyph in "☒" + _CROSS):
            continue
        owner = apiece[number] if apiece else _owner(found.start(), text, drafts, boxes_first=boxes_first)
        if owner is not None:
            owner.ticked = True
    return tuple(Option(draft.text, draft.ticked) for draft in drafts)


def _normalised(text: str, choices: Sequence[str]) -> str:
    text = unicodedata.normalize("NFKC", text).replace("\ufe0f", "").replace("\u20de", "□")
    text = _BRACKETED.sub(lambda match: "☑" if match[1] else "□", text)
    if "◎" in text:  # a ring is ticked among plain circles, and empty beside full ones
        text = text.replace("◎", "○" if any(glyph in text for glyph in "●◉⊙") else "●")
    # 口 is typed for a box by those who do not find one; 窗口服务 has one of its own.
    words = "|".join(map(re.escape, choices))
    if words:
        text = re.sub(rf"(?<!窗)[口囗]\s*(?=[{_TICK}]?\s*(?:{words}))|(?<=[{_TICK}])[口囗]", "□", text)
    return text


def _words(text: str, choices: Sequence[str]) -> Iterator[_Draft]:
    """The options between the glyphs; a stretch that holds several known words is several options."""
    ticked = ""  # the last option, and the tick right behind it
    for stretch in re.finditer(f"[^{_GLYPHS}]+", text):
        before = _NO_BLANKS.sub("", text[: stretch.start()])
        behind = ticked and before.endswith(tuple(f"{ticked}{tick}" for tick in _TICK))
        if behind and _REMARK.fullmatch(stretch[0]):
            continue  # □其他√（护理创新）
        ticked = next((choice for choice in choices if stretch[0].strip().endswith(choice)), "")
        starts = sorted({stretch[0].find(choice) for choice in choices if choice in stretch[0]})
        cuts = [stretch.start() + start for start in starts] or [stretch.start()]
        for start, end in zip(cuts, [*cuts[1:], stretch.end()], strict=True):
            begin = _with_what_it_is_part_of(text, start, max(stretch.start(), start - 4))
            word = _NO_BLANKS.sub(" ", text[begin:end]).strip(" ,，、;；/_。:：")
            if word:
                stop = start + len(text[start:end].rstrip())
                yield _Draft(start, stop, word)


def _with_what_it_is_part_of(text: str, start: int, least: int) -> int:
    """Where a word begins that ends in a known one: 国有企业."""
    begin = start
    while begin > least and text[begin - 1].isalpha():
        begin -= 1
    return begin if begin > least or begin == 0 or not text[begin - 1].isalpha() else start


def _boxes_stand_first(text: str, drafts: Sequence[_Draft]) -> bool:
    """Whether the box of an option stands before it: told by what comes first, else by what touches a tick."""
    boxes = [at for at, glyph in enumerate(text) if glyph in _FILLED + _EMPTY]
    marks = boxes or [at for at, glyph in enumerate(text) if glyph in _GLYPHS]
    if marks[0] < drafts[0].start:
        return True
    if boxes or len(drafts) == 1:
        return False
    before, after = text[: marks[0]], text[marks[0] + 1 :]
    return _gap(before[len(before.rstrip()) :]) >= max(1, _gap(after[: len(after) - len(after.lstrip())]))


def _gap(blanks: str) -> int:
    """How far apart white space sets two words; a line break parts more than any spaces."""
    return len(blanks) + 100 * blanks.count("\n")


def _owners_in_order(
    glyphs: Sequence[re.Match[str]], drafts: Sequence[_Draft], *, boxes_first: bool
) -> tuple[_Draft, ...]:
    """The options when each has exactly one glyph, before it or after it; nothing when they do not take turns."""
    if len(glyphs) != len(drafts):
        return ()
    pairs = zip(glyphs, drafts, strict=True)
    turns = all((glyph.start() < draft.start) is boxes_first for glyph, draft in pairs)
    return tuple(drafts) if turns else ()


def _owner(at: int, text: str, drafts: Sequence[_Draft], *, boxes_first: bool) -> _Draft | None:
    before = next((draft for draft in reversed(drafts) if draft.end <= at), None)
    after = next((draft for draft in drafts if draft.start > at or draft.start == at + 1), None)
    if text[at] in _TICK + _CROSS and any(glyph in text for glyph in _EMPTY):
        # A tick beside boxes belongs to the box it touches, else to the option it touches.
        left = text[at - 1] if at else " "
        right = text[at + 1] if at + 1 < len(text) else " "
        if boxes_first and not left.isspace() and left not in _EMPTY and not (right in _EMPTY and left in _GLYPHS):
            return before
        if boxes_first and left.isspace() and right.isspace() and before is not None:
            return before
    if boxes_first:
        return after or before
    return before or after
