"""Who can help with a problem: past work votes, descriptions speak for newcomers, and every point has a reason."""

from dataclasses import replace
from math import fsum

import pytest

from graph.analytics.match import Match, Near, match
from graph.analytics.retrieval import Document, Index, build
from graph.landscape import Landscape, StudioFacts
from tests.analytics.test_retrieval import WORDS

STUDIOS = (
    StudioFacts("S1", "甲工作室", region_name="济南市", province="山东省"),
    StudioFacts("S2", "乙工作室", region_name="青岛市", province="山东省"),
    StudioFacts("S3", "丙工作室", region_name="南京市", province="江苏省"),
    StudioFacts("S4", "关门工作室", open=False),
)
LANDSCAPE = Landscape(STUDIOS)


def studio(node: str, text: str) -> Document:
    return Document(node, "studio", text, "", {})


def work(node: str, text: str, *studios: str, people: tuple[str, ...] = ()) -> Document:
    data = {"name": text, "studios": list(studios), "people": list(people), "day": "2021-05", "benefit_wan": 120.0}
    return Document(node, "work", text, "", data)


def person(node: str, text: str, *studios: str, leads: tuple[str, ...] = ()) -> Document:
    data = {
        "name": f"{node}某",
        "title": "",
        "trade": text,
        "skills": [],
        "honors": [],
        "studios": list(studios),
        "leads": list(leads),
        "organizations": [],
        "teams": [],
    }
    return Document(node, "person", text, "", data, studios)


def index(*documents: Document) -> Index:
    return build(documents, WORDS)


def ids(found: Match) -> list[str]:
    return [each.id for each in found.studios]


def test_who_did_the_like_before_is_found_without_a_word_of_its_own() -> None:
    known = index(studio("S2", "刺绣"), work("J1", "薄板焊接变形控制", "S1"), work("J2", "病房护理", "S3"))
    found = match(known, LANDSCAPE, "薄板焊接以后变形")
    assert ids(found) == ["S1"]
    reason = found.studios[0].reasons[0]
    assert (reason.code, reason.evidence) == ("work", ("J1",))
    assert "2021 年做过《薄板焊接变形控制》" in reason.text
    assert "效益 120 万元" in reason.text


def test_a_newcomer_is_found_by_its_description() -> None:
    assert ids(match(index(studio("S3", "薄板焊接"), studio("S2", "刺绣")), LANDSCAPE, "薄板焊接变形")) == ["S3"]


def test_work_and_description_add_up() -> None:
    known = index(studio("S1", "薄板焊接"), studio("S2", "薄板焊接"), work("J1", "薄板焊接变形", "S2"))
    assert ids(match(known, LANDSCAPE, "薄板焊接变形")) == ["S2", "S1"]


def test_a_closed_studio_is_never_an_answer() -> None:
    known = index(studio("S1", "焊"), work("J1", "薄板焊接变形", "S4"))
    assert "S4" not in ids(match(known, LANDSCAPE, "薄板焊接变形"))


def test_of_equals_the_nearer_comes_first() -> None:
    known = index(*(studio(each, "薄板焊接") for each in ("S1", "S2", "S3")))
    assert ids(match(known, LANDSCAPE, "薄板焊接")) == ["S1", "S2", "S3"]
    near = match(known, LANDSCAPE, "薄板焊接", near=Near("江苏省", "南京市"))
    assert ids(near) == ["S3", "S1", "S2"]
    assert near.studios[0].reasons[-1].text == "同在南京市"
    assert ids(match(known, LANDSCAPE, "薄板焊接", near=Near("山东省", "青岛市"))) == ["S2", "S1", "S3"]


def test_points_are_the_score() -> None:
    many = [work(f"J{number}", f"薄板焊接变形{number}", "S1", people=("P1",)) for number in range(9)]
    known = index(studio("S1", "薄板焊接"), person("P1", "焊工", "S1", leads=("S1",)), *many)
    found = match(known, LANDSCAPE, "薄板焊接变形", near=Near("山东省", "济南市"))
    for answer in (*found.studios, *found.people, *found.works):
        assert answer.score == fsum(reason.points for reason in answer.reasons)
        assert answer.reasons
    assert "另做过 6 项与难题有几分相近的课题" in [reason.text for reason in found.studios[0].reasons]


def test_a_leader_is_found_through_his_studio() -> None:
    known = index(studio("S1", "薄板焊接变形"), person("P1", "", "S1", leads=("S1",)), person("P2", "", "S1"))
    people = match(known, LANDSCAPE, "薄板焊接变形").people
    assert [each.id for each in people] == ["P1", "P2"]
    assert people[0].reasons[0].text == "领衔的甲工作室适合这个难题"


def test_removing_the_work_removes_the_reason() -> None:
    documents = [studio("S1", "薄板焊接"), studio("S2", "薄板焊接"), work("J1", "薄板焊接变形", "S1")]
    before = match(index(*documents), LANDSCAPE, "薄板焊接变形").studios
    after = match(index(*documents[:2]), LANDSCAPE, "薄板焊接变形").studios
    assert "work" in {reason.code for each in before for reason in each.reasons}
    assert "work" not in {reason.code for each in after for reason in each.reasons}


@pytest.mark.parametrize(
    ("text", "sure"),
    [("薄板焊接变形", "high"), ("薄板的魑魅魍魉魃魈魁鬾魑", "low"), ("魑魅魍魉", "none"), ("", "none")],
)
def test_confidence_says_how_much_is_known(text: str, sure: str) -> None:
    known = index(studio("S1", "薄板焊接变形"), studio("S2", "刺绣"), studio("S3", "薄膜电容"))
    assert match(known, LANDSCAPE, text).confidence == sure


def test_an_empty_graph_answers_nothing() -> None:
    found = match(index(), replace(LANDSCAPE, studios=()), "薄板焊接变形")
    assert (found.confidence, found.studios, found.people, found.works) == ("none", (), (), ())
