"""Organizations, the studios based at them, and who supplies whom."""

from collections.abc import Callable, Iterable
from functools import cache

from ingest.assemble.desk import Desk, several, text
from ingest.identity import same_name
from ingest.records import Severity
from ingest.register import Statement


def organizations(desk: Desk, statements: Iterable[Statement]) -> None:
    """Register organizations: the same credit code is the same organization, whatever it is called."""
    directory = desk.directory
    credit_of = _number_of(statements, lambda said: same_name(text(said, "单位名称")), _credit)
    below: list[tuple[str, str, Statement]] = []
    for said in statements:
        name = text(said, "单位名称")
        credit = _credit(said) or credit_of(said)
        fields = {"name": name, "category": text(said, "单位类型"), "credit_code": credit}
        node = desk.builder.node("Organization", ("credit", credit) if credit else (same_name(name),), fields, said)
        directory.organizations_by_name.setdefault(same_name(name), node)
        desk.place(node, said)
        if upper := text(said, "上级单位"):
            below.append((node, upper, said._replace(cells={})))
    for node, upper, said in below:  # only now, so that one registered further down is not taken for unregistered
        _subordinate(desk, node, upper, said)


def _credit(said: Statement) -> str:
    return same_name(text(said, "统一社会信用代码")).upper()


def _number_of(
    statements: Iterable[Statement], named: Callable[[Statement], str], numbered: Callable[[Statement], str]
) -> Callable[[Statement], str]:
    """What gives a row without a number the one that others of its name have, if that is exactly one, else nothing."""

    @cache
    def numbers() -> dict[str, str]:  # read when the first row without a number comes: often there is none
        found: dict[str, set[str]] = {}
        for said in statements:
            if number := numbered(said):
                found.setdefault(named(said), set()).add(number)
        return {name: min(several) for name, several in found.items() if len(several) == 1}

    return lambda said: numbers().get(named(said), "")


def _subordinate(desk: Desk, node: str, upper: str, said: Statement) -> None:
    above = desk.organization(upper, said)
    if above == node or node in desk.directory.above(above):
        name = desk.builder.name_of(node)
        message = f"「{name}」的上级单位「{upper}」又隶属于「{name}」，这一层隶属关系未关联，请核对。"
        desk.builder.list(said, Severity.WARNING, message, "上级单位")
        return
    desk.builder.edge("PART_OF", node, above, said)
    desk.directory.uppers.setdefault(node, []).append(above)


def supplies(desk: Desk, statements: Iterable[Statement]) -> None:
    """Tie suppliers to customers."""
    for said in statements:
        supplier, customer = (desk.organization(text(said, column), said) for column in ("供方", "需方"))
        if supplier == customer:
            message = f"供方和需方都是「{text(said, '供方')}」，这一行未关联；请核对。"
            desk.builder.list(said, Severity.WARNING, message, "需方")
            continue
        desk.builder.edge("SUPPLIES", supplier, customer, said, {"product": text(said, "产品")})


def studios(desk: Desk, statements: Iterable[Statement]) -> None:
    """Register studios and their leaders: the same number is the same studio, else the same name and organization."""
    number_of = _number_of(statements, lambda said: _named(desk, said), _number)
    for said in statements:
        name, home = text(said, "工作室名称"), text(said, "所在单位")
        organization = desk.organization(home, said) if home else ""
        number = _number(said) or number_of(said)
        identity = ("number", number) if number else (same_name(name), organization)
        studio = desk.builder.node("Studio", identity, _fields(said), said)
        desk.directory.add_studio(studio, name, number, organization)
        if organization:
            desk.builder.edge("BASED_AT", studio, organization, said)
        desk.place(studio, said)
        desk.skills(studio, [*several(said, "擅长"), *several(said, "专业领域")], said)
        desk.lead(studio, several(said, "领衔人"), said)
    desk.state_leaders()


def _number(said: Statement) -> str:
    return same_name(text(said, "工作室编号"))


def _named(desk: Desk, said: Statement) -> str:
    """Name and organization of a studio, in which all its spellings agree."""
    home = text(said, "所在单位")
    return f"{same_name(text(said, '工作室名称'))}\n{desk.organization(home, said) if home else ''}"


def _fields(said: Statement) -> dict[str, object]:
    cells = said.cells
    return {
        "name": text(said, "工作室名称"),
        "code": text(said, "工作室编号"),
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
