"""Ledgers of invented people with everything in them that could break a page: hostile, empty and very long names."""

import csv
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from ingest.load import SourceFile, load
from ingest.workspace import open_workspace

SCRIPT = "<script>document.title='PWNED'</script>工作室"
CLOSING = "</script><img src=x onerror=\"document.title='PWNED'\">工作室"
LINKING = '<a href="javascript:document.title=1">点我</a>工作室'
HEADING = "heading select_menu {{heading}} 工作室"
LONG = "一个名字很长很长的" + "劳模和工匠人才" * 26 + "创新工作室"
HOSTILE = (SCRIPT, CLOSING, LINKING, HEADING, LONG)

_SAID = {"出处": "https://example.org/a?b=1&c=<d>", "原文摘录": "林晓领衔", "核实情况": "媒体或官方"}
_DOUBTED = {"出处": "javascript:document.title='PWNED'", "核实情况": "待核实；来源性质未注明"}

LEDGERS: Mapping[str, Sequence[Mapping[str, str]]] = {
    "工作室台账": [
        {
            "工作室名称": "林晓焊接工作室", "领衔人": "林晓", "所在单位": "星河一厂", "地区": "吉林省长春市",
            "行业": "制造业", "级别": "省部级", "创建日期": "2019-05", "擅长": "焊接", "状态": "在册", **_SAID,
        },
        {
            "工作室名称": "周岚装配工作室", "领衔人": "周岚", "所在单位": "星河一厂", "地区": "吉林省长春市",
            "行业": "制造业", "级别": "地市级", "擅长": "装配", **_DOUBTED,
        },
        {
            "工作室名称": "许川轴承工作室", "领衔人": "许川", "所在单位": "云帆轴承", "地区": "浙江省",
            "行业": "制造业", "擅长": "焊接",
        },
        *({"工作室名称": name, "领衔人": f"丁{at}", "所在单位": "云帆轴承"} for at, name in enumerate(HOSTILE)),
    ],
    "成员台账": [
        {"姓名": "陈默", "工作室": "林晓焊接工作室", "身份": "骨干", "联系电话": "13800000000", "加入日期": "2020"},
    ],
    "联盟台账": [
        {
            "联盟名称": "松江焊接联盟", "联盟类型": "跨区域；跨企业", "成立日期": "2021-06",
            "牵头单位": "星河市总工会", "落脚点": "解决技术难题；培养技术人才", **_SAID,
        },
    ],
    "联盟成员台账": [
        {"联盟名称": "松江焊接联盟", "工作室": "林晓焊接工作室", "角色": "领衔"},
        {"联盟名称": "松江焊接联盟", "工作室": "许川轴承工作室", "角色": "成员"},
        *({"联盟名称": "松江焊接联盟", "工作室": name, "角色": "成员"} for name in HOSTILE),
    ],
    "师徒台账": [
        {
            "师傅": "林晓", "徒弟": "周岚", "师傅工作室": "林晓焊接工作室", "徒弟工作室": "周岚装配工作室",
            "技能": "焊接", "起始日期": "2022",
        },
    ],
    "成果台账": [
        {"成果名称": "一种夹具", "类别": "发明专利", "工作室": "林晓焊接工作室", "经济效益(万元)": "12000"},
    ],
    "制度标准台账": [
        {"标准名称": "工作室管理办法", "发布单位": "星河市总工会", "条款": "第七条", "要求": "有成果"},
        {"标准名称": "工作室管理办法", "发布单位": "星河市总工会", "条款": "第三条", "要求": "有场所"},
    ],
    "统计数字台账": [
        {
            "对象": "林晓焊接工作室", "对象类型": "工作室", "指标": "培训人数", "数值": "1500",
            "计量单位": "人次", "限定词": "余", **_SAID,
        },
    ],
}  # fmt: skip


def fill(home: Path, ledgers: Mapping[str, Sequence[Mapping[str, str]]] = LEDGERS) -> None:
    """Import ledgers into the workspace at ``home``."""
    folder = home / "ledgers"
    folder.mkdir(parents=True)
    files = []
    for name, rows in ledgers.items():
        path = folder / f"{name}.csv"
        heads = list(dict.fromkeys(head for row in rows for head in row))
        with path.open("w", encoding="utf-8-sig", newline="") as opened:
            writer = csv.DictWriter(opened, heads)
            writer.writeheader()
            writer.writerows(rows)
        files.append(SourceFile(path.name, path))
    workspace = open_workspace(home, "embedded")
    outcome = load(workspace.engine, files, at=datetime(2026, 1, 5, 8, 30, tzinfo=UTC))
    assert not any(file.refused for file in outcome.files), outcome.issues
    workspace.close()
