"""Small landscapes for tests: written as words in which every letter is a studio and every word an alliance."""

from dataclasses import replace

from hypothesis import strategies as st

from graph.landscape import (
    AllianceFacts,
    JointProject,
    Landscape,
    Membership,
    MentoringLink,
    StudioFacts,
    SupplyLink,
)

LEVELS = ("", "企业级", "区县级", "地市级", "省部级", "国家级")
REGIONS = (("", "", ""), ("R1", "济南市", "山东省"), ("R2", "青岛市", "山东省"), ("R3", "南京市", "江苏省"))


def allied(*alliances: str, also: str = "") -> Landscape:
    """Alliance ``A0`` of the first word's letters, ``A1`` of the second's …; ``also`` are studios on their own."""
    names = sorted(set("".join(alliances) + also))
    return Landscape(
        studios=tuple(StudioFacts(f"S{name}", f"{name}工作室") for name in names),
        alliances=tuple(AllianceFacts(f"A{number}", f"{number}号联盟") for number in range(len(alliances))),
        memberships=tuple(
            Membership(f"S{name}", f"A{number}") for number, members in enumerate(alliances) for name in members
        ),
    )


def described(known: Landscape, **facts: StudioFacts) -> Landscape:
    """The same landscape with these facts about studios named by their letter; id and name stay."""
    return replace(
        known,
        studios=tuple(
            replace(facts[studio.id[1:]], id=studio.id, name=studio.name) if studio.id[1:] in facts else studio
            for studio in known.studios
        ),
    )


def graphs(most: int = 60) -> st.SearchStrategy[Landscape]:
    """Landscapes of alliances only, of at most ``most`` studios and alliances together."""
    return st.integers(2, most * 2 // 3).flatmap(
        lambda size: st.lists(
            st.sets(st.integers(0, size - 1), min_size=1, max_size=6), min_size=1, max_size=most // 3
        ).map(lambda groups: allied(*("".join(chr(0x4E00 + each) for each in group) for group in groups)))
    )


@st.composite
def landscapes(draw: st.DrawFn) -> Landscape:
    """Landscapes in which everything may or may not be stated, of at most nine studios."""
    ids = [f"S{number}" for number in range(draw(st.integers(2, 9)))]
    alliances = [f"A{number}" for number in range(5)]
    studio, organization = st.sampled_from(ids), st.sampled_from(["O1", "O2", "O3", "O4"])
    pairs = draw(st.sets(st.tuples(studio, st.sampled_from(alliances)), max_size=14))
    return Landscape(
        studios=tuple(draw(_facts(each)) for each in ids),
        alliances=tuple(AllianceFacts(each, f"{each}联盟") for each in alliances),
        memberships=tuple(
            Membership(each, alliance, until=draw(st.sampled_from(["", "", "2020"])))
            for each, alliance in sorted(pairs)
        ),
        joint_projects=tuple(
            JointProject(*pair)
            for pair in sorted(draw(st.sets(st.tuples(studio, st.sampled_from(["J1", "J2"])), max_size=4)))
        ),
        mentoring=tuple(
            MentoringLink(a, b, "赵师傅", "钱徒弟")
            for a, b in sorted(draw(st.sets(st.tuples(studio, studio), max_size=2)))
            if a != b
        ),
        supplies=tuple(
            SupplyLink(a, b, "齿轮")
            for a, b in sorted(draw(st.sets(st.tuples(organization, organization), max_size=4)))
        ),
        skill_names=tuple((f"K{number}", f"技能{number}") for number in range(4)),
    )


@st.composite
def _facts(draw: st.DrawFn, studio: str) -> StudioFacts:
    region, region_name, province = draw(st.sampled_from(REGIONS))
    organization = draw(st.sampled_from(["", "O1", "O2", "O3", "O4"]))
    industry = draw(st.sampled_from(["", "I1", "I2", "I3"]))
    return StudioFacts(
        id=studio,
        name=f"{studio}工作室",
        organization=organization,
        organization_name=organization,
        organization_kind=draw(st.sampled_from(["", "企业", "学校", "科研院所"])),
        region=region,
        region_name=region_name,
        province=province,
        industry=industry,
        industry_name=industry,
        level=draw(st.sampled_from(LEVELS)),
        skills=tuple(sorted(draw(st.sets(st.sampled_from(["K0", "K1", "K2", "K3"]), max_size=3)))),
        open=draw(st.sampled_from([True, True, True, False])),
        synthetic=draw(st.sampled_from([False, False, False, True])),
    )
