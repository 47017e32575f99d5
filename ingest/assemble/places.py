"""Organizations, the studios based at them, and who supplies whom."""

from ingest.assemble.desk import Desk, several, text
from ingest.identity import same_name
from ingest.records import Severity
from ingest.register import Statement


def organizations(desk: Desk, statements: list[Statement]) -> None:
    """Register organizations: the same credit code is the same organization, whatever it is called."""
    directory = desk.directory
    credit_codes = _numbers(statements, "统一社会信用代码", "单位名称")
    first_names: dict[str, str] = {}
    for said in statements:
        name = text(said, "单位名称")
        credit = (text(said, "统一社会信用代码") or credit_codes.get((same_name(name),), "")).upper()
        first_name = first_names.setdefault(credit, name) if credit else name
        fields = {"name": first_name, "category": text(said, "单位类型"), "credit_code": credit}
        node = desk.builder.node("Organization", ("credit", credit) if credit else (same_name(name),), fields, said)
        directory.organizations_by_name.setdefault(same_name(name), node)
        if name != first_name:
            desk.builder.alias(node, name)
        desk.place(node, said)
    for said in statements:  # only now, so that an upper organization registered further down is not a placeholder
        if upper := text(said, "上级单位"):
            node = directory.organizations_by_name[same_name(text(said, "单位名称"))]
            above = desk.organization(upper, said)
            if above != node:
                desk.builder.edge("PART_OF", node, above, said)


def supplies(desk: Desk, statements: list[Statement]) -> None:
    """Tie suppliers to customers."""
    for said in statements:
        supplier, customer = (desk.organization(text(said, column), said) for column in ("供方", "需方"))
        if supplier == customer:
            message = f"供方和需方都是「{text(said, '供方')}」，这一行未关联；请核对。"
            desk.builder.list(said, Severity.WARNING, message, "需方")
            continue
        desk.builder.edge("SUPPLIES", supplier, customer, said, {"product": text(said, "产品")})


def studios(desk: Desk, statements: list[Statement]) -> None:
    """Register studios and their leaders: the same number is the same studio, else the same name and organization."""
    numbers = _numbers(statements, "工作室编号", "工作室名称", "所在单位")
    for said in statements:
        name, home = text(said, "工作室名称"), text(said, "所在单位")
        organization = desk.organization(home, said) if home else ""
        number = text(said, "工作室编号") or numbers.get((same_name(name), same_name(home)), "")
        identity = ("number", same_name(number)) if number else (same_name(name), organization)
        studio = desk.builder.node("Studio", identity, _fields(said, number), said)
        desk.directory.add_studio(studio, name, number, organization)
        if organization:
            desk.builder.edge("BASED_AT", studio, organization, said, single=True)
        desk.place(studio, said)
        desk.skills(studio, [*several(said, "擅长"), *several(said, "专业领域")], said)
        _lead(desk, studio, said)


def _numbers(statements: list[Statement], number: str, *names: str) -> dict[tuple[str, ...], str]:
    """The number of everything that has exactly one, by its names, so that a row without it means the same thing."""
    numbers: dict[tuple[str, ...], set[str]] = {}
    for said in statements:
        if stated := text(said, number):
            numbers.setdefault(tuple(same_name(text(said, name)) for name in names), set()).add(stated)
    return {key: min(found) for key, found in numbers.items() if len(found) == 1}


def _fields(said: Statement, number: str) -> dict[str, object]:
    cells = said.cells
    return {
        "name": text(said, "工作室名称"),
        "code": number,
        "category": cells.get("工作室类型"),
        "level": cells.get("级别"),
        "field": cells.get("专业领域"),
        "expertise": "；".join(several(said, "擅长")),
        "established_on": cells.get("创建日期"),
        "named_by": cells.get("命名单位"),
        "named_on": cells.get("命名日期"),
        "area_m2": cells.get("场所面积(㎡)"),
        "stated_members": cells.get("成员总数"),
        "equipment": cells.get("设备设施"),
        "rules": cells.get("工作制度"),
        "status": cells.get("状态"),
        "closed_on": cells.get("摘牌日期"),
    }


def _lead(desk: Desk, studio: str, said: Statement) -> None:
    names = several(said, "领衔人")
    if not names:
        return
    leaders = tuple(desk.person_at(name, studio, said, registers=True) for name in names)
    earlier = desk.leaders.get(studio, leaders)
    if set(earlier) != set(leaders):
        was = "、".join(desk.builder.name_of(person) for person in earlier)
        message = (
            f"工作室「{desk.builder.name_of(studio)}」的领衔人两处说法不同：「{was}」与「{'、'.join(names)}」，"
            "现采用后者，请核对。"
        )
        desk.builder.list(said, Severity.WARNING, message, "领衔人")
        for person in earlier:
            desk.builder.withdraw("LEADS", person, studio)
    desk.leaders[studio] = leaders
    for person in leaders:
        desk.builder.edge("LEADS", person, studio, said)
