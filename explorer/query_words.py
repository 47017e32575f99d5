"""What parameters and columns of the named queries are called in Chinese: by the schema where it has a word."""

from functools import cache

from graph.schema import load_schema

# What the schema has no word for: what a query counts, compares or puts side by side.
_OWN = {
    "id": "编号",
    "name": "名称",
    "number": "数量",
    "context": "说明",
    "detail": "说明",
    "edge": "关系",
    "outgoing": "向外",
    "start": "起点编号",
    "start_name": "起点",
    "end": "终点编号",
    "end_name": "终点",
    "first": "联盟一",
    "second": "联盟二",
    "stated": "载明成员",
    "members": "成员总数",
    "deed": "活动或课题编号",
    "began": "开始",
    "ended": "结束",
    "leads": "是否领衔",
    "task": "课题或难题编号",
    "teams": "帮帮团编号",
    "team_names": "帮帮团",
    "trades": "成员工种",
    "since": "起",
    "until": "止",
}
# The same name asks for something else than it answers with.
_ASKED = {
    "text": "关键词",
    "name": "姓名",
    "kind": "联盟类型",
    "prefix": "编号开头",
    "ids": "编号（几个编号用逗号分开）",
    "today": "截至日期（不填为今天）",
}
# Columns that answer with what this column of this ledger says.
_LEDGERS = {
    "supplier": ("供应关系台账", "供方"),
    "customer": ("供应关系台账", "需方"),
    "mentor": ("师徒台账", "师傅"),
    "apprentice": ("师徒台账", "徒弟"),
    "mentor_studio": ("师徒台账", "师傅工作室"),
    "apprentice_studio": ("师徒台账", "徒弟工作室"),
    "trade": ("师徒台账", "技能"),
    "role": ("联盟成员台账", "角色"),
    "leaders": ("工作室台账", "领衔人"),
    "coordinators": ("联盟台账", "牵头单位"),
    "people": ("劳模帮帮团台账", "劳模工匠"),
    "issuers": ("制度标准台账", "发布单位"),
    "requirement": ("制度标准台账", "要求"),
}
_ENDINGS = {"_id": "编号", "_name": "名称", "_kind": "类型"}


def parameter(name: str) -> str:
    """The Chinese word for a parameter.

    >>> parameter("text"), parameter("industry"), parameter("level")
    ('关键词', '行业', '级别')
    """
    return _ASKED.get(name) or heading(name)


@cache
def heading(name: str) -> str:
    """The Chinese word for a column, or its own name where there is none.

    >>> heading("alliances"), heading("organization_name"), heading("founded_on"), heading("supplier_id")
    ('联盟', '单位名称', '成立日期', '供方编号')
    """
    if name in _OWN:
        return _OWN[name]
    if name in _LEDGERS:
        ledger, column = _LEDGERS[name]
        return column if column in load_schema().ledgers[ledger].columns else name
    return said_by_schema(name) or next(
        (
            heading(name.removesuffix(ending)) + word
            for ending, word in _ENDINGS.items()
            if name.endswith(ending) and heading(name.removesuffix(ending)) != name.removesuffix(ending)
        ),
        name,
    )


def said_by_schema(name: str) -> str:
    """What the schema calls a kind, be it one or several, or a field of a kind or an edge; empty if it has no word."""
    schema = load_schema()
    for kind, described in schema.kinds.items():
        if name.removesuffix("s") == kind.lower() or name == kind.lower():
            return described.zh
    fields = [schema.node_fields(kind) for kind in schema.kinds]
    fields += [schema.edge_fields(edge) for edge in schema.edges]
    return next((known[name].zh for known in fields if name in known), "")
