"""What a form says of a person's post: in one cell with the title or the place of work, or instead of the duties."""

import re
from collections.abc import Mapping
from dataclasses import replace

from ingest.form.draft import Draft
from ingest.form.entry import Entry
from ingest.form.roster import A_TITLE, OF_A_PARTY
from ingest.form.values import is_dash, one_line
from ingest.privacy import brief
from ingest.records import Cell, Place, Severity
from ingest.reference.honors import find_skill_grade

_ASKED_ALONE = re.compile(r"(?:领衔人|带头人|负责人|劳模|本人)?(?:现任|现|行政|工作|所任|担任)?职务|职务/岗位")
_PERSONAL = re.compile(rf"\d|群众|{OF_A_PARTY}")  # beside a post, or instead of it
_TITLES = re.compile(r"\s*[、/／,，;；]\s*")
_HALVES = re.compile(r"[/、及和与]")
_POST, _TITLE = "职务", "职称"
_PARTS = {
    _POST: "职务",
    _TITLE: "技术职称",
    "单位": "工作单位",
    "工作单位": "工作单位",
    "部门": "所在部门",
    "所在部门": "所在部门",
}
# A post without the place it is at: 副总经理, 艺术总监, 党委书记.
_A_POST = (
    r"(?:[副正总]|常务|首席|高级|执行|主任|党[委总]?支?部?|技术|艺术|工艺|质量|安全|生产|行政|工会|车间|班组|项目|第一)*"
    r"(?:[部科处局队班组段站所院校厂行场矿船室工]长|主任|经理|总监|书记|主席|委员|总工|董事长?|工程师|设计师|技师|技术员"
    r"|专家|主管|主办|负责人|值班长|司机|护士长|教师|教授|专干|干事|助理)"
)
_A_PLACE = r"公司|集团|工厂|分厂|学校|医院|中心|车间|班组|支队|大队|机关|工会|[厂局院部科处室队站段所校行矿]"
_AT_ITS_PLACE = re.compile(rf"(.*?(?:{_A_PLACE}))({_A_POST})")


def in_halves(entry: Entry) -> tuple[Entry, ...]:
    """What one cell says of the two things it asks a person for: 职务/职称, 部门及职务."""
    asked = _HALVES.split(entry.written)
    if len(asked) != 2 or not {_PARTS.get(word) for word in asked} >= {_PARTS.get(_POST)} or set(asked) - _PARTS.keys():
        return (entry,)
    of_title = _TITLE in asked
    said = re.split(r"[/／、]" if of_title else r"[/／、,，\s]+", one_line(entry.text))
    if len(said) == 1 and not of_title:
        place = asked[0] if asked[1] == _POST else asked[1]
        asked, said = ([place, _POST], _place_and_post(said[0]))
    if len(said) != len(asked):
        return (entry,)
    parts = [(word, text.strip()) for word, text in zip(asked, said, strict=True) if text.strip()]
    if of_title and len(parts) < len(asked):
        return (entry,)
    titles = [bool(A_TITLE.fullmatch(text)) for _, text in parts] if of_title else []
    if sum(titles) == 1 and not titles[asked.index(_TITLE)]:
        return (entry,)  # 高级工程师、班长 under 职务/职称: nobody can tell whether the order is meant
    return tuple(
        replace(entry, label=replace(entry.label, name=_PARTS[word]), written=word, text=text) for word, text in parts
    )


def _place_and_post(text: str) -> list[str]:
    """The place of work and the post in one word: 机电部副部长; the post alone, or the word as it is when in doubt."""
    if re.fullmatch(_A_POST, text):
        return ["", text]
    match = _AT_ITS_PLACE.fullmatch(text)
    one_place = match is not None and len(re.findall(_A_PLACE, match[1])) == 1
    return [match[1], match[2]] if match is not None and one_place else [text]


def grade_beside_title(values: Mapping[str, Cell]) -> dict[str, Cell]:
    """Title and grade of skill of somebody who has both, which the form asks for in one place: 工程师、高级技师."""
    said = [part for part in _TITLES.split(str(values.get("技术职称", ""))) if part]
    grades = [part for part in said if find_skill_grade(part)]
    titles = [part for part in said if part not in grades]
    if "技能等级" in values or len(grades) != 1 or not titles or not all(map(A_TITLE.fullmatch, titles)):
        return {}
    return {"技术职称": "、".join(titles), "技能等级": grades[0]}


def state_posts(draft: Draft) -> None:
    """Take the post of a leader for what the leader does in the studio, where the form does not say, and say so."""
    for record in draft.records:
        notes = record.notes.items()
        post = next((text for name, text in notes if _ASKED_ALONE.fullmatch(name) and not is_dash(text)), "")
        leads = record.ledger == "成员台账" and record.values["身份"] == "领衔人"
        if leads and "主要分工" not in record.values and post and not _PERSONAL.search(post):
            record.values["主要分工"] = post
            message = f"没有写领衔人的分工，职务「{brief(post, 20)}」当作「主要分工」，请核对"
            draft.tell(Severity.NOTICE, Place(record.place.sheet, record.place.row, "主要分工"), message)
