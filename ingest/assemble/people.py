"""Members of studios, honoured people of organizations, and who taught whom."""

from collections.abc import Iterable

from ingest.assemble.desk import Desk, several, text
from ingest.choices import parse_flag
from ingest.identity import same_name
from ingest.records import Cell, Severity
from ingest.register import Statement


def _fields(desk: Desk, said: Statement) -> dict[str, object]:
    return {
        "name": text(said, "姓名"),
        "title": said.cells.get("技术职称"),
        "skill_grade": desk.skill_grade(text(said, "技能等级"), said),
        "trade": said.cells.get("工种"),
        "education": said.cells.get("学历"),
        "department": said.cells.get("所在部门"),
        "duties": said.cells.get("主要分工"),
    }


def members(desk: Desk, statements: Iterable[Statement]) -> None:
    """Register members of studios with their role; private columns stay in the register."""
    for said in statements:
        studio = desk.studio(text(said, "工作室"), said, "工作室")
        if studio is None:
            continue
        name = text(said, "姓名")
        person = desk.builder.node("Person", (same_name(name), studio), _fields(desk, said), said)
        role = text(said, "身份")
        stay = {"role": role, "since": said.cells.get("加入日期"), "until": said.cells.get("退出日期")}
        desk.builder.edge("BELONGS_TO", person, studio, said, stay)
        if role == "领衔人":
            _lead(desk, person, studio, said)
        desk.skills(person, [*several(said, "擅长"), *several(said, "工种")], said)
        desk.honors(person, several(said, "荣誉"), said)


def _lead(desk: Desk, person: str, studio: str, said: Statement) -> None:
    """Tie a member who leads; who leads a registered studio is said in the studios' own ledger."""
    registered = desk.leaders.get(studio, ())
    if registered and person not in registered:
        names = "、".join(desk.builder.name_of(each) for each in registered)
        message = (
            f"工作室「{desk.builder.name_of(studio)}」的领衔人两处说法不同：成员台账写「{desk.builder.name_of(person)}」，"
            f"工作室台账写「{names}」，现采用工作室台账，请核对。"
        )
        desk.builder.list(said, Severity.WARNING, message, "身份")
    elif not registered:
        desk.builder.edge("LEADS", person, studio, said)


def honored(desk: Desk, statements: Iterable[Statement]) -> None:
    """Register people of organizations: the only one of that name in its studios is the same person."""
    for said in statements:
        name, organization = text(said, "姓名"), desk.organization(text(said, "单位"), said)
        known = desk.people_at(name, organization)
        if len(known) == 1:
            person = known[0]
            desk.builder.touch(person, {"trade": said.cells.get("工种")}, said)
        else:
            person = desk.builder.node(
                "Person", (same_name(name), organization), {"name": name, "trade": said.cells.get("工种")}, said
            )
        if len(known) > 1:
            message = (
                f"「{text(said, '单位')}」的工作室里有 {len(known)} 个「{name}」，无法判断是哪一个，"
                "已另记一人，未与之合并；请核对。"
            )
            desk.builder.list(said, Severity.WARNING, message, "姓名")
        desk.builder.edge("WORKS_AT", person, organization, said, {"title": text(said, "职务")})
        desk.skills(person, [*several(said, "擅长"), *several(said, "工种")], said)
        desk.honors(person, several(said, "荣誉"), said)


def mentoring(desk: Desk, statements: Iterable[Statement]) -> None:
    """Tie mentors to apprentices.

    An apprentice without a studio of his own is looked for in the mentor's. A person whose studio is not given
    stays apart from everybody of that name elsewhere: a name alone identifies nobody.
    """
    for said in statements:
        mentor = _person(desk, said, "师傅", ("师傅工作室",))
        apprentice = _person(desk, said, "徒弟", ("徒弟工作室", "师傅工作室"))
        if mentor is None or apprentice is None:
            continue
        if mentor == apprentice:
            message = f"师傅和徒弟都是「{text(said, '师傅')}」，这一行未关联；请核对。"
            desk.builder.list(said, Severity.WARNING, message, "徒弟")
            continue
        fields = {
            "trade": text(said, "技能"),
            "since": said.cells.get("起始日期"),
            "until": said.cells.get("结束日期"),
            "agreement": said.cells.get("协议编号"),
            "graduated": _graduated(said),
            "promotion": said.cells.get("晋升"),
        }
        desk.builder.edge("MENTORS", mentor, apprentice, said, fields)


def _graduated(said: Statement) -> Cell | None:
    """Whether an apprenticeship ended well. Registers made before 出师 was yes or no hold it as it was written."""
    written = said.cells.get("出师")
    try:
        return parse_flag(written) if isinstance(written, str) else written
    except ValueError:
        return None


def _person(desk: Desk, said: Statement, column: str, homes: tuple[str, ...]) -> str | None:
    """The person in ``column``: in the studio of the first of ``homes`` that is filled, else on his own.

    Only the person's own studio makes him a member of it; in a studio borrowed from the other side he is looked
    for, not placed.
    """
    name = text(said, column)
    own = homes[0]
    for home in homes:
        if not text(said, home):
            continue
        studio = desk.studio(text(said, home), said, home)
        if studio is None:
            return None
        known = desk.builder.knows("Person", same_name(name), studio)
        if known is not None:
            return known
        if home == own:
            person = desk.person_at(name, studio, said, registers=False)
            desk.builder.edge("BELONGS_TO", person, studio, said)
            message = f"「{name}」不在工作室「{text(said, home)}」的成员台账里，已按被引用人员保留，请补登记。"
            desk.builder.list(said, Severity.NOTICE, message, column)
            return person
    message = f"{column}「{name}」没有写工作室，未与名册中的同名人员合并；请补填{own}。"
    desk.builder.list(said, Severity.NOTICE, message, column)
    return desk.builder.node("Person", (same_name(name), "said by", said.source), {"name": name}, said, registers=False)
