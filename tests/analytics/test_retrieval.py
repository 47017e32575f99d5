"""What a problem's words lead to: by characters, by words that mean the same, in the same order every time."""

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analytics.retrieval import Document, Index, build, carried
from graph.vocabulary import Term, Vocabulary

WORDS = Vocabulary(
    (
        Term("焊接", "工艺", ("施焊", "焊装"), (), ""),
        Term("未熔合", "缺陷", ("虚焊", "假焊"), ("焊接",), ""),
        Term("护理", "服务", ("照护",), (), ""),
    )
)
TEXTS = {
    "S1": ("铝合金焊接，未熔合缺陷治理", "甲工作室"),
    "S2": ("数控机床主轴精度修复", "乙工作室；机械厂"),
    "S3": ("老年病房照护", "丙工作室；人民医院"),
}


def index(texts: dict[str, tuple[str, str]] = TEXTS) -> Index:
    return build((Document(node, "studio", *said, {"name": node}) for node, said in texts.items()), WORDS)


def found(text: str, texts: dict[str, tuple[str, str]] = TEXTS, top: int = 10) -> list[str]:
    known = index(texts)
    return [each.id for each in known.find(known.ask(text), "studio", top)]


def test_a_text_is_found_by_the_characters_it_shares() -> None:
    assert found("主轴精度超差") == ["S2"]


def test_a_text_is_found_by_another_word_for_the_same_thing() -> None:
    known = index()
    first = known.find(known.ask("点焊以后有虚焊"), "studio", 1)[0]
    assert first.id == "S1"
    assert first.same == (("虚焊", "未熔合", "未熔合"),)


def test_a_part_leads_to_the_whole_it_belongs_to() -> None:
    """Who welds is found for a fault of welding he does not name."""
    assert found("假焊", {"S1": ("施焊", ""), "S2": ("车床", "")}) == ["S1"]


def test_letters_and_figures_are_words() -> None:
    texts = {"S1": ("PLC控制", ""), "S2": ("plcx", ""), "S3": ("10kV电缆", "")}
    assert found("Ｐ L C", texts) == []
    assert found("plc 停机", texts) == ["S1"]
    assert found("10KV 电缆", texts) == ["S3"]


def test_what_stands_aside_counts_less() -> None:
    assert found("机床", {"S1": ("刺绣", "机床"), "S2": ("机床", "刺绣")}) == ["S2", "S1"]


def test_the_shared_stretches_are_told() -> None:
    known = index()
    first = known.find(known.ask("数控机床的主轴响"), "studio", 1)[0]
    assert first.words == ("数控机床", "主轴")


def test_a_text_that_says_nothing_finds_nothing() -> None:
    known = index()
    for text in ("", "。，！", "请问怎么办", "abc"):
        assert known.find(known.ask(text), "studio", 5) == []


def test_who_belongs_to_a_home_is_found_whatever_is_said() -> None:
    people = [
        Document("P1", "person", "焊接", "", {}, ("S1", "S2")),
        Document("P2", "person", "刺绣", "", {}, ("S2",)),
        Document("P3", "person", "焊接", "", {}, ("S3",)),
    ]
    known = build(people, WORDS)
    asked = known.ask("焊接变形")
    assert [each.id for each in known.at(asked, "person", ["S2"], 5)] == ["P1", "P2"]
    assert known.at(asked, "person", [], 5) == []
    assert known.at(asked, "studio", ["S2"], 5) == []


def test_how_much_of_a_problem_texts_carry() -> None:
    known = index()

    def share(text: str) -> float:
        asked = known.ask(text)
        return carried(asked, known.find(asked, "studio", 5))

    assert share("魑魅魍魉") == 0
    assert share("主轴") == 1
    assert share("主轴魑") == 0.5
    assert share("") == 0


texts_of_studios = st.dictionaries(
    st.sampled_from([f"S{number}" for number in range(8)]),
    st.tuples(st.text("焊接装配检修病护理 a1", max_size=12), st.text("工作室厂院", max_size=6)),
    min_size=1,
)


@settings(deadline=None, max_examples=25)
@given(texts_of_studios, st.text("焊接装配检修病护理 a1虚", max_size=14))
def test_the_order_of_documents_does_not_matter(texts: dict[str, tuple[str, str]], problem: str) -> None:
    turned = dict(reversed(texts.items()))
    assert sorted(found(problem, texts, top=100)) == sorted(found(problem, turned, top=100))
    one, other = index(texts), index(turned)
    likeness = [
        [(each.id, round(each.likeness, 5)) for each in known.find(known.ask(problem), "studio", 100)]
        for known in (one, other)
    ]
    assert likeness[0] == likeness[1]
