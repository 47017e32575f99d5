"""Studios written where a ledger asks for an organization: a 成员单位 may well be 张三创新工作室."""

from ingest.records import Cell

# By ledger: the column of organizations, and that for the studio one of them turns out to be.
COLUMNS = {"联盟成员台账": ("成员单位", "工作室"), "联盟台账": ("牵头单位", "领衔工作室")}
_A_STUDIO = "工作室"


def studio_named(values: dict[str, Cell], unit: str, studio: str) -> dict[str, Cell]:
    """The row with the one studio among its organizations in the column for studios, if that is empty.

    >>> studio_named({"成员单位": "张三创新工作室"}, "成员单位", "工作室")
    {'工作室': '张三创新工作室'}
    >>> studio_named({"牵头单位": ["甲公司", "张三创新工作室"]}, "牵头单位", "领衔工作室")
    {'牵头单位': ['甲公司'], '领衔工作室': '张三创新工作室'}
    """
    written = values.get(unit)
    if written is None or studio in values:
        return values
    each = written if isinstance(written, list) else [str(written)]
    found = [name for name in each if name.endswith(_A_STUDIO)]
    if len(found) != 1:
        return values
    others = [name for name in each if name not in found]
    left = {name: value for name, value in values.items() if name != unit}
    return {**left, **({unit: others} if others else {}), studio: found[0]}
