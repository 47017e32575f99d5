"""Rows of the ledgers that say who exists and who belongs together: organizations, supplies, studios, alliances."""

from collections.abc import Iterator
from random import Random

from ingest.generate.alliances import Alliance
from ingest.generate.days import END, between, iso
from ingest.generate.people import Crew
from ingest.generate.world import World
from ingest.reference import industries

Row = dict[str, str]


def organization_rows(world: World, alliances: tuple[Alliance, ...]) -> Iterator[Row]:
    """Rows of 单位台账: the firms and schools of studios, and the unions and schools that alliances name."""
    known = industries()
    named = {organization.name for organization in world.organizations}
    for organization in world.organizations:
        yield {
            "单位名称": organization.name,
            "单位类型": organization.kind,
            "上级单位": organization.parent,
            "地区": organization.place.text,
            "行业": known[organization.industry].name,
        }
    for alliance in alliances:
        place = world.studios[alliance.lead].place.text
        schools = [member.organization for member in alliance.members if member.studio is None]
        for name, kind in ((alliance.coordinator, "工会"), *((school, "学校") for school in schools)):
            if name not in named:
                named.add(name)
                industry = known["95" if kind == "工会" else "83"].name
                yield {"单位名称": name, "单位类型": kind, "地区": place, "行业": industry}


def supply_rows(world: World) -> Iterator[Row]:
    """Rows of 供应关系台账."""
    for supply in world.supplies:
        yield {"供方": supply.supplier, "需方": supply.customer, "产品": supply.product}


def studio_rows(world: World, crews: tuple[Crew, ...], random: Random) -> Iterator[Row]:
    """Rows of 工作室台账."""
    words, known = world.words, industries()
    for studio, crew in zip(world.studios, crews, strict=True):
        place, organization = studio.place, studio.organization
        named_by = words.levels[studio.level].named_by
        named = between(random, studio.created, min(END, studio.closed or END, studio.created + 1500))
        yield {
            "工作室名称": studio.name,
            "领衔人": studio.leader,
            "所在单位": organization.name,
            "工作室编号": studio.code,
            "地区": place.text,
            "行业": known[studio.trade.industry].name,
            "专业领域": studio.speciality + studio.trade.field,
            "工作室类型": random.choice(words.studio_categories),
            "级别": studio.level,
            "创建日期": iso(studio.created),
            "命名单位": named_by.format(province=place.province, city=place.text, organization=organization.name),
            "命名日期": iso(named),
            "场所面积(㎡)": str(random.randint(4, 60) * 10),
            "成员总数": str(sum(member.until is None for member in crew)),
            "设备设施": random.choice(words.equipment),
            "工作制度": random.choice(words.rules),
            "擅长": "；".join(studio.skills),
            "状态": "在册" if studio.closed is None else "摘牌",
            "摘牌日期": "" if studio.closed is None else iso(studio.closed),
        }


def alliance_rows(world: World, alliances: tuple[Alliance, ...], random: Random) -> Iterator[Row]:
    """Rows of 联盟台账."""
    words, aims = world.words, tuple(world.words.aims)
    for alliance in alliances:
        yield {
            "联盟名称": alliance.name,
            "联盟类型": "；".join(alliance.kinds),
            "结对形式": alliance.pairing_form,
            "成立日期": iso(alliance.founded),
            "牵头单位": alliance.coordinator,
            "领衔工作室": world.studios[alliance.lead].code,
            "章程": random.choice(words.charters) if random.random() < 0.6 else "",
            "落脚点": "；".join(random.sample(aims, k=random.randint(1, 3))),
            "状态": "已结束" if alliance.ended else "运行中",
            "地区": world.studios[alliance.lead].place.text,
        }


def membership_rows(world: World, alliances: tuple[Alliance, ...]) -> Iterator[Row]:
    """Rows of 联盟成员台账."""
    for alliance in alliances:
        for member in alliance.members:
            yield {
                "联盟名称": alliance.name,
                "工作室": "" if member.studio is None else world.studios[member.studio].code,
                "成员单位": member.organization,
                "角色": member.role,
                "加入日期": iso(member.since),
                "退出日期": "" if member.until is None else iso(member.until),
            }
