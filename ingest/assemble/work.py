"""Alliances and what is done in them: members, projects, achievements, activities, money, figures, standards."""

from collections import Counter
from collections.abc import Iterable

from ingest.assemble.desk import Desk, several, text
from ingest.identity import same_name
from ingest.records import Severity
from ingest.register import Statement

_OBJECT_KINDS = {
    "工作室": "Studio",
    "单位": "Organization",
    "联盟": "Alliance",
    "地区": "Region",
    "劳模帮帮团": "HelpTeam",
}


def alliances(desk: Desk, statements: Iterable[Statement]) -> None:
    """Register alliances, who coordinates them and which studio leads them."""
    for said in statements:
        name = text(said, "联盟名称")
        fields = {
            "name": name,
            "kinds": several(said, "联盟类型"),
            "pairing_form": said.cells.get("结对形式"),
            "founded_on": said.cells.get("成立日期"),
            "charter": said.cells.get("章程"),
            "goals": several(said, "落脚点"),
            "status": said.cells.get("状态"),
        }
        alliance = desk.builder.node("Alliance", (same_name(name),), fields, said)
        desk.directory.alliances[same_name(name)] = alliance
        desk.place(alliance, said)
        for coordinator in several(said, "牵头单位"):
            desk.builder.edge("COORDINATES", desk.organization(coordinator, said), alliance, said)
        if (lead := text(said, "领衔工作室")) and (studio := desk.studio(lead, said, "领衔工作室")):
            desk.alliance_leads[(alliance, studio)] = said._replace(cells={"成立日期": text(said, "成立日期")})


def memberships(desk: Desk, statements: Iterable[Statement]) -> None:
    """Tie studios to alliances; where only the organization is known, tie the organization."""
    seen: set[tuple[str, str]] = set()
    for said in statements:
        alliance = desk.alliance(text(said, "联盟名称"), said, "联盟名称")
        home = text(said, "成员单位")
        organization = desk.organization(home, said) if home else ""
        reference = text(said, "工作室")
        member = desk.studio(reference, said, "工作室", organization) if reference else organization
        if not member:
            continue
        role = text(said, "角色")
        if (alliance, member) in desk.alliance_leads:  # whom the alliance's own ledger calls its lead
            seen.add((alliance, member))
            role = "领衔" if role in ("", "成员") else role
        stay = {"role": role, "since": said.cells.get("加入日期"), "until": said.cells.get("退出日期")}
        desk.builder.edge("MEMBER_OF", member, alliance, said, stay)
    for (alliance, studio), said in desk.alliance_leads.items():
        if (alliance, studio) not in seen:
            stay = {"role": "领衔", "since": said.cells.get("成立日期")}
            desk.builder.edge("MEMBER_OF", studio, alliance, said, stay)


def _owners(desk: Desk, said: Statement) -> list[str]:
    """The studios, the alliance and the help team a row belongs to, as far as it names them."""
    owners = desk.studios(said, "工作室")
    if name := text(said, "联盟"):
        owners.append(desk.alliance(name, said, "联盟"))
    if name := text(said, "帮帮团"):
        if not desk.builder.knows("HelpTeam", same_name(name)):
            message = f"帮帮团「{name}」被引用未登记：劳模帮帮团台账里没有它，请补登记，或核对名称是否写错。"
            desk.builder.list(said, Severity.WARNING, message, "帮帮团")
        owners.append(desk.builder.node("HelpTeam", (same_name(name),), {"name": name}, said, registers=False))
    return owners


def projects(desk: Desk, statements: Iterable[Statement]) -> None:
    """Register projects with those who carry them and those who help."""
    for said in statements:
        owners = _owners(desk, said)
        if not owners:
            continue
        name = text(said, "课题名称")
        fields = {
            "name": name,
            "started_on": said.cells.get("立项日期"),
            "ended_on": said.cells.get("结题日期"),
            "status": said.cells.get("状态"),
            "goals": several(said, "落脚点"),
            "field": said.cells.get("领域"),
            "summary": said.cells.get("简介"),
            "benefit_wan": said.cells.get("经济效益(万元)"),
        }
        helpers = [
            helper
            for reference in several(said, "协作工作室")
            if (helper := desk.studio(reference, said, "协作工作室")) is not None and helper not in owners
        ]
        workers = [*owners, *helpers]
        project = desk.directory.project(name, workers)
        if project is None:
            project = desk.builder.node("Project", (same_name(name), owners[0]), fields, said)
        else:
            desk.builder.touch(project, fields, said)
        desk.directory.add_project(project, name, workers)
        for worker in workers:
            desk.builder.edge("WORKS_ON", worker, project, said, {"role": "承担" if worker in owners else "协作"})


def mentioned_project(desk: Desk, name: str, owner: str, said: Statement) -> str:
    """A project that no ledger registers, of the studio or help team that names it."""
    project = desk.builder.node("Project", (same_name(name), owner), {"name": name}, said, registers=False)
    desk.directory.add_project(project, name, [owner])
    return project


def achievements(desk: Desk, statements: Iterable[Statement]) -> None:
    """Register achievements of studios and, where named, of their projects."""
    for said in statements:
        studios = desk.studios(said, "工作室")
        if not studios:
            continue
        studio, name, category = studios[0], text(said, "成果名称"), text(said, "类别")
        fields = {
            "name": name,
            "category": category,
            "level": said.cells.get("等级"),
            "achieved_on": said.cells.get("日期"),
            "converted": said.cells.get("是否转化"),
            "benefit_wan": said.cells.get("经济效益(万元)"),
        }
        achievement = desk.builder.node("Achievement", (same_name(name), studio, category), fields, said)
        for each in studios:
            desk.builder.edge("YIELDED", each, achievement, said)
        if title := text(said, "课题"):
            project = desk.directory.project(title, [studio])
            if project is None:
                project = mentioned_project(desk, title, studio, said)
                desk.builder.edge("WORKS_ON", studio, project, said, {"role": "承担"})
            desk.builder.edge("YIELDED", project, achievement, said)


def activities(desk: Desk, statements: Iterable[Statement]) -> None:
    """Register activities: one that a studio and its alliance held together is one activity of both."""
    known: dict[tuple[str, ...], tuple[str, ...]] = {}  # an activity of an owner -> its identity
    for said in statements:
        day, category = text(said, "日期"), text(said, "类别")
        topic = text(said, "主题") or category or "活动"
        about = (day, category, same_name(topic))
        owners = _owners(desk, said)
        if not owners:
            continue
        fields = {
            "name": topic,
            "category": category,
            "held_on": day,
            "sessions": said.cells.get("场次"),
            "attendance": said.cells.get("参加人次"),
        }
        first = next((owner for owner in owners if (owner, *about) in known), owners[0])
        activity = desk.builder.node("Activity", known.get((first, *about), (first, *about)), fields, said)
        for owner in owners:
            known.setdefault((owner, *about), (first, *about))
            desk.builder.edge("HELD", owner, activity, said)


def funding(desk: Desk, statements: Iterable[Statement]) -> None:
    """Register money given to studios, in 万元; a source that gives the same thing twice gives two instalments."""
    instalments: Counter[tuple[str, ...]] = Counter()
    for said in statements:
        studio = desk.studio(text(said, "工作室"), said, "工作室")
        if studio is None:
            continue
        giver, purpose = text(said, "来源"), text(said, "用途")
        identity = (studio, text(said, "年度"), same_name(giver), same_name(purpose))
        instalments[(str(said.source_id), *identity)] += 1
        instalment = instalments[(str(said.source_id), *identity)]
        fields = {
            "name": giver or "来源未载",
            "year": said.cells.get("年度"),
            "amount_wan": said.cells.get("金额(万元)"),
            "purpose": purpose,
        }
        money = desk.builder.node("Funding", (*identity, str(instalment)), fields, said)
        desk.builder.edge("FUNDS", money, studio, said)


def figures(desk: Desk, statements: Iterable[Statement]) -> None:
    """Keep figures a source states in sum, on what they are about; contradicting figures stand side by side."""
    for said in statements:
        about = _about(desk, said)
        if about is None:
            continue
        written, period, metric = text(said, "数值"), text(said, "期间"), text(said, "指标")
        fields = {
            "name": metric,
            "value": _number(written),
            "text": written,
            "unit": text(said, "计量单位"),
            "qualifier": text(said, "限定词"),
            "period": period,
        }
        figure = desk.builder.node("Figure", (about, metric, period, written), fields, said)
        desk.builder.edge("STATES", about, figure, said)


def _about(desk: Desk, said: Statement) -> str | None:
    name, kind = text(said, "对象"), _OBJECT_KINDS[text(said, "对象类型")]
    match kind:
        case "Studio":
            return desk.studio(name, said, "对象")
        case "Organization":
            return desk.organization(name, said)
        case "Alliance":
            return desk.alliance(name, said, "对象")
        case "Region":
            return desk.region(name, said)
        case _:
            return desk.builder.node("HelpTeam", (same_name(name),), {"name": name}, said, registers=False)


def _number(written: str) -> float | None:
    try:
        return float(written.replace(",", ""))
    except ValueError:
        return None


def standards(desk: Desk, statements: Iterable[Statement]) -> None:
    """Register standards, who issued them and what they require."""
    for said in statements:
        name = text(said, "标准名称")
        fields = {"name": name, "number": said.cells.get("文号"), "issued_on": said.cells.get("发布日期")}
        standard = desk.builder.node("Standard", (same_name(name),), fields, said)
        for issuer in several(said, "发布单位"):
            desk.builder.edge("ISSUED", desk.organization(issuer, said), standard, said)
        if wording := text(said, "要求"):
            article = text(said, "条款")
            identity = (standard, article, same_name(wording))
            clause = desk.builder.node("Requirement", identity, {"name": wording, "article": article}, said)
            desk.builder.edge("REQUIRES", standard, clause, said)
