"""An invented person whom six ledgers speak of, how to forget somebody, and what is left afterwards."""

import json
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from ingest.database import reading
from ingest.forget import Forgotten, forget, people
from ingest.register import statements
from ingest.tables import snapshot
from tests.workbench import NOON, load_texts

NAME, PHONE = "欧阳测试", "13900001111"
STUDIOS = """工作室名称|领衔人|所在单位|工作室编号|工作制度|负责人电话
    甲工作室|{name}、陈二|东厂|S1|制度由{name}起草|13900001111
    乙工作室|王三|西厂|S2||"""
MEMBERS = """姓名|工作室|身份|出生年月|学历|民族|政治面貌|技术职称|主要分工|联系电话|荣誉|加入日期|备注|原文摘录
    {name}|甲工作室|领衔人|1975-03|硕士研究生|满族|群众|正高级工程师|负责总装|13900001111|全国劳动模范|2019-05|住在东街|{name}获奖
    陈二|S1|骨干|1980-01|本科|||||13700002222|||配合{name}，电话13900001111|"""
MENTORS = """师傅|徒弟|师傅工作室|协议编号|起始日期
    {name}|陈二|甲工作室|XY-77|2020"""
ROSTER = """姓名|单位|职务|荣誉
    {name}|东厂|总工程师|省五一劳动奖章"""
TEAMS = """名称|劳模工匠|重点项目|攻关团队|单位
    一号团|{name}；王三|焊缝开裂|{name}团队|东厂"""
PROJECTS = """课题名称|工作室|简介
    焊缝|甲工作室|由{name}主持
    转子|乙工作室|与欧阳测试无关"""
LEDGERS = {
    "工作室": STUDIOS,
    "成员": MEMBERS,
    "师徒": MENTORS,
    "名册": ROSTER,
    "帮帮团": TEAMS,
    "课题": PROJECTS,
}


def fill(engine: Engine, folder: Path, name: str = NAME) -> None:
    load_texts(engine, folder, {ledger: text.format(name=name) for ledger, text in LEDGERS.items()})


def only(engine: Engine, name: str = NAME) -> str:
    (person,) = people(engine, name)
    return person.id


def forget_one(engine: Engine, name: str = NAME) -> Forgotten:
    return forget(engine, only(engine, name), at=NOON)


def cells(engine: Engine, ledger: str) -> list[dict[str, Any]]:
    with reading(engine) as connection:
        wanted = sa.select(statements.c.cells).where(statements.c.ledger == ledger).order_by(statements.c.id)
        return [json.loads(written) for written in connection.scalars(wanted)]


def view(engine: Engine) -> tuple[set[tuple[str, str]], int]:
    """Names by kind, and the number of edges that people have."""
    with snapshot(engine) as tables:
        kinds = ("Studio", "Person", "Honor", "Project", "HelpTeam")
        names = {(kind, str(node.fields()["name"])) for kind in kinds for node in tables.nodes(kind)}
        types = ("LEADS", "BELONGS_TO", "WORKS_AT", "SERVES_ON", "MENTORS")
        return names, sum(len(list(tables.edges(each))) for each in types)


def on_disk(engine: Engine, *texts: str) -> list[str]:
    """Which texts stand anywhere in the register's files."""
    engine.dispose()
    folder = Path(str(engine.url.database)).parent
    held = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    return [text for text in texts if text.encode() in held]
