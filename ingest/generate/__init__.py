"""A synthetic province or nation as ledgers, plainly marked as simulated, with planted structure to be found again."""

from itertools import chain
from random import Random

from graph.errors import MengtuError
from ingest.generate import people, structure, work
from ingest.generate.alliances import found_alliances
from ingest.generate.ledgers import GeneratedLedgers, LedgerTable, Truth, table, write_ledgers
from ingest.generate.vocabulary import load_vocabulary
from ingest.generate.world import NEWCOMERS_SINCE, World, build_world

__all__ = ["GeneratedLedgers", "LedgerTable", "StudioCountError", "Truth", "generate", "write_ledgers"]


class StudioCountError(MengtuError):
    """The number of studios to simulate is not between one and 999,999."""


def generate(studios: int, seed: int) -> GeneratedLedgers:
    """So many simulated studios with everything around them; the same arguments give the same ledgers to the byte.

    Studios live in latent communities (place, supply chain, speciality) of 6 to 15 inside which most alliances,
    joint projects and supplies are; alliances from 2022 on mostly close triangles of earlier ones or take in newcomers.

    Args:
        studios: How many studios; up to 2,000 stand in one province and a few in its neighbours, more all over China.
        seed: Any whole number; it is named in every row's 出处.

    Raises:
        StudioCountError: ``studios`` is not between 1 and 999,999.
    """
    if not 1 <= studios <= 999_999:
        raise StudioCountError(f"模拟工作室的数量应为 1 到 999999 之间的整数，收到的是 {studios}，请改正后重试。")

    def draw(subject: str) -> Random:
        # One stream per subject: a change to one ledger leaves the others as they are.
        return Random(f"{seed}/{subject}")

    source = f"模拟数据（种子 {seed}）"
    world = build_world(studios, load_vocabulary(), draw("world"))
    alliances = found_alliances(world, draw("alliances"))
    crews = people.staff_studios(world, draw("people"))
    projects = work.plan_projects(world, alliances, draw("projects"))
    problems = work.pose_problems(world, draw("problems"))
    teams = tuple(work.help_team_rows(world, crews, problems, draw("劳模帮帮团台账")))
    activities = chain(
        work.activity_rows(world, alliances, draw("活动台账")),
        work.contact_rows(world, teams, draw("对接记录")),
    )
    rows = {
        "单位台账": structure.organization_rows(world, alliances),
        "供应关系台账": structure.supply_rows(world),
        "工作室台账": structure.studio_rows(world, crews, draw("工作室台账")),
        "成员台账": people.member_rows(world, crews, draw("成员台账")),
        "师徒台账": people.mentoring_rows(world, crews, draw("师徒台账")),
        "联盟台账": structure.alliance_rows(world, alliances, draw("联盟台账")),
        "联盟成员台账": structure.membership_rows(world, alliances),
        "劳模帮帮团台账": teams,
        "课题台账": work.project_rows(world, projects, draw("课题台账")),
        "成果台账": work.achievement_rows(world, projects, draw("成果台账")),
        "活动台账": activities,
        "经费台账": work.funding_rows(world, draw("经费台账")),
        "难题台账": work.problem_rows(world, problems, draw("难题台账"), draw("难题进展")),
    }
    return GeneratedLedgers(
        tables=tuple(table(ledger, source, said) for ledger, said in rows.items()),
        truth=_truth(world, problems),
    )


def _truth(world: World, problems: tuple[work.Problem, ...]) -> Truth:
    studios = world.studios
    return Truth(
        communities=tuple(tuple(studios[position].code for position in group) for group in world.communities),
        alone=tuple(studio.code for studio in studios if studio.community is None),
        newcomers=tuple(
            studio.code for studio in studios if studio.community is not None and studio.created >= NEWCOMERS_SINCE
        ),
        silent_regions=tuple(place.text for group in world.places.places for place in group if place.silent),
        supply_pairs=tuple((supply.supplier, supply.customer) for supply in world.supplies),
        solvers=tuple((problem.name, studios[problem.solver].code) for problem in problems),
    )
