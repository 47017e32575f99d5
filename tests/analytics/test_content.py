"""A studio without any tie is matched by what it is, in the direction the alliance kind asks for."""

from dataclasses import replace
from functools import partial

import pytest

from graph.analytics.partners import suggest
from graph.analytics.reason import Reason
from graph.analytics.wish import Wish
from graph.landscape import Landscape, StudioFacts, SupplyLink
from tests.analytics.small import allied, described

_NAMES = (("K1", "焊接"), ("K2", "涂装"), ("K3", "装配"))


_facts = partial(StudioFacts, "", "")


def _pair(a: StudioFacts, b: StudioFacts, *supplies: SupplyLink, others: tuple[StudioFacts, ...] = ()) -> Landscape:
    letters = "".join(chr(ord("m") + number) for number in range(len(others)))
    known = described(allied(also="ab" + letters), a=a, b=b, **dict(zip(letters, others, strict=True)))
    return replace(known, supplies=supplies, skill_names=_NAMES)


def _reason(known: Landscape, code: str, kind: str | None = None) -> Reason | None:
    found = [each for each in suggest(known, "Sa", Wish(kind=kind)) if each.id == "Sb"]
    return next((reason for each in found for reason in each.reasons if reason.code == code), None)


def _text(known: Landscape, code: str, kind: str | None = None) -> str:
    reason = _reason(known, code, kind)
    return reason.text if reason else ""


def test_a_skill_the_studio_lacks_and_its_supplier_uses_is_a_reason() -> None:
    a, b = _facts(organization="O1", skills=("K3",)), _facts(skills=("K1", "K2"))
    user = _facts(organization="O2", skills=("K1", "K2"))
    reason = _reason(_pair(a, b, SupplyLink("O2", "O1", "变速箱"), others=(user,)), "skill_gap")
    assert reason is not None
    assert reason.text == "对方擅长你所缺的「焊接」「涂装」，而与你有供应关系的单位正用得上"
    assert reason.evidence == ("K1", "K2")


def test_skills_of_the_supply_chain_and_of_the_trade_are_told_apart() -> None:
    a, b = _facts(organization="O1", industry="I1", skills=("K3",)), _facts(skills=("K1", "K2"))
    others = (_facts(organization="O2", skills=("K1",)), _facts(industry="I1", skills=("K2",)))
    known = _pair(a, b, SupplyLink("O2", "O1", "变速箱"), others=others)
    (found,) = (each for each in suggest(known, "Sa") if each.id == "Sb")
    assert [(reason.evidence, reason.text.split("，而")[1]) for reason in found.reasons] == [
        (("K1",), "与你有供应关系的单位正用得上"),
        (("K2",), "你所在行业及上下游常用"),
    ]


def test_the_skill_gap_goes_with_the_supply_link() -> None:
    a, b = _facts(organization="O1", skills=("K3",)), _facts(skills=("K1",))
    assert not suggest(_pair(a, b, others=(_facts(organization="O2", skills=("K1",)),)), "Sa")


def test_what_only_the_candidate_itself_uses_is_no_need() -> None:
    a, b = _facts(organization="O1", skills=("K3",)), _facts(organization="O2", skills=("K1",))
    assert not _reason(_pair(a, b, SupplyLink("O2", "O1", "变速箱")), "skill_gap")


def test_a_studio_that_stated_no_skills_is_not_told_it_lacks_them() -> None:
    a, b = _facts(industry="I1"), _facts(skills=("K1",))
    known = _pair(a, b, others=(_facts(industry="I1", skills=("K1",)),))
    assert _text(known, "skill_gap") == "对方擅长你没有登记的「焊接」，而你所在行业及上下游常用"


def test_a_rare_common_skill_ranks_before_a_usual_one() -> None:
    usual = tuple(_facts(skills=("K2",)) for _ in range(5))
    known = _pair(_facts(skills=("K1", "K2")), _facts(skills=("K1",)), others=usual)
    assert suggest(known, "Sa")[0].id == "Sb"
    assert _text(known, "common_skill") == "你们都擅长「焊接」，容易一起攻关"


@pytest.mark.parametrize(
    ("supplier", "customer", "text"),
    [("O2", "O1", "对方单位乙厂向你单位供应「变速箱」"), ("O1", "O2", "你单位向对方单位乙厂供应「变速箱」")],
)
def test_a_supply_link_is_told_in_its_direction(supplier: str, customer: str, text: str) -> None:
    a, b = _facts(organization="O1"), _facts(organization="O2", organization_name="乙厂")
    assert _text(_pair(a, b, SupplyLink(supplier, customer, "变速箱")), "supply") == text


def test_a_supply_chain_over_one_organization_names_it_as_evidence() -> None:
    a, b = _facts(organization="O1"), _facts(organization="O3", organization_name="丙厂")
    reason = _reason(_pair(a, b, SupplyLink("O1", "O2", "轴"), SupplyLink("O2", "O3", "箱")), "supply")
    assert reason is not None
    assert reason.evidence == ("O1", "O2", "O3")


_JINAN = _facts(region="R1", region_name="济南市", province="山东省")
_QINGDAO = _facts(region="R2", region_name="青岛市", province="山东省")
_NANJING = _facts(region="R3", region_name="南京市", province="江苏省")


@pytest.mark.parametrize(
    ("other", "kind", "text"),
    [
        (_JINAN, None, "你们同在济南市"),
        (_QINGDAO, None, "你们同在山东省"),
        (_NANJING, None, ""),
        (_JINAN, "跨区域", ""),
        (_NANJING, "跨区域", "对方在江苏省南京市，你在山东省济南市，正好跨区域"),
    ],
)
def test_near_is_wanted_unless_the_alliance_crosses_regions(other: StudioFacts, kind: str | None, text: str) -> None:
    assert _text(_pair(_JINAN, other), "region", kind) == text


@pytest.mark.parametrize(
    ("industry", "kind", "text"),
    [
        ("I1", None, "你们同属I1业"),
        ("I2", None, "对方属于I2业，与你所在的I1业是上下游"),
        ("I3", None, ""),
        ("I3", "跨行业", "对方属于I3业，你属于I1业，正好跨行业"),
        ("I1", "跨行业", ""),
    ],
)
def test_the_same_industry_is_wanted_unless_the_alliance_crosses_industries(
    industry: str, kind: str | None, text: str
) -> None:
    a = _facts(industry="I1", industry_name="I1业", organization="O1")
    b = _facts(industry=industry, industry_name=f"{industry}业", organization="O5")
    buyer = _facts(industry="I2", industry_name="I2业", organization="O2")
    assert _text(_pair(a, b, SupplyLink("O1", "O2", "轴"), others=(buyer,)), "industry", kind) == text


@pytest.mark.parametrize(
    ("a", "b", "form"),
    [
        (_facts(organization_kind="企业"), _facts(organization_kind="学校"), "「企业+学校」"),
        (_facts(organization_kind="科研院所"), _facts(organization_kind="企业"), "「生产+研发」"),
        (_facts(organization_kind="企业"), _facts(organization_kind="企业", field="汽车销售"), "「销售+生产」"),
        (_facts(level="国家级"), _facts(level="区县级"), "「强+弱」（你是国家级、对方是区县级）"),
    ],
)
def test_a_pairing_form_follows_from_sides_and_levels(a: StudioFacts, b: StudioFacts, form: str) -> None:
    assert _text(_pair(a, b), "pairing", "结对") == f"你们可以按{form}结对"


@pytest.mark.parametrize(("kind", "text"), [(None, "可以带动你"), ("1+N集群", "")])
def test_a_higher_level_is_welcome_except_round_a_clusters_lead(kind: str | None, text: str) -> None:
    known = _pair(_facts(level="企业级"), _facts(level="国家级"))
    assert _text(known, "level", kind).endswith(text)
    assert bool(_text(known, "level", kind)) == bool(text)


def test_the_lead_of_a_cluster_brings_smaller_ones_along() -> None:
    known = _pair(_facts(level="国家级"), _facts(level="企业级"))
    assert _text(known, "level", "1+N集群") == "对方是企业级工作室，你是国家级，可由你带动"
