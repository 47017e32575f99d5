"""The words of the shop floor are sound, are found in what people write, and a workspace may add its own."""

import csv
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.vocabulary import COLUMNS, KINDS, Term, Vocabulary, VocabularyError, _spelling, load_vocabulary

BUILT_IN = Path(__file__).parents[1] / "graph" / "vocabulary.csv"
WORDS = load_vocabulary()
# Words that truly mean several things, and why; no other may stand in two rows.
AMBIGUOUS = {
    "板子": "a panel of a solar plant, a circuit board",
    "断带": "a strip of steel that tears in the mill, a conveyor belt that tears",
    "烂根": "a foot of a concrete wall that is not filled, a root of a plant that rots",
    "煤气": "gas of a coke oven or a blast furnace, the gas people cook with",
    "缩水": "a dent in a moulded part, cloth that shrinks",
    "联锁": "what stops a plant before it is harmed, what keeps points and signals of a station together",
    "风机": "a fan of a plant, a wind turbine",
    "育苗": "young fish, young trees",
}
HEADER = ",".join(COLUMNS)

Write = Callable[..., Path]


@pytest.fixture
def own(tmp_path: Path) -> Write:
    """Write a workspace's own file of the rows given below the usual header."""

    def write(*rows: str, header: str = HEADER, encoding: str = "utf-8-sig") -> Path:
        path = tmp_path / "本单位词表.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding=encoding)
        return path

    return write


def test_the_file_is_one_that_excel_opens_as_chinese() -> None:
    assert BUILT_IN.read_bytes().startswith(b"\xef\xbb\xbf")
    with BUILT_IN.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.reader(lines, strict=True))
    assert tuple(rows[0]) == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert all(cell == cell.strip() for row in rows for cell in row)


@pytest.mark.parametrize("kind", KINDS)
def test_rows_of_a_kind_are_well_formed(kind: str) -> None:
    terms = [term for term in WORDS.terms.values() if term.kind == kind]
    assert terms
    for term in terms:
        words = (term.head, *term.synonyms)
        assert 2 <= len(term.synonyms) <= 10, term
        assert not [word for word in words if len(word) < 2 or set(word) & set("、，,/（( ")], term
        assert term.source, term
        assert set(term.broader) <= WORDS.terms.keys() - {term.head}, term


def test_every_row_is_of_a_known_kind() -> None:
    assert {term.kind for term in WORDS.terms.values()} == set(KINDS)


def test_no_word_stands_in_two_rows_without_a_reason() -> None:
    rows = defaultdict(set)
    for term in WORDS.terms.values():
        for word in (term.head, *term.synonyms):
            rows[word.lower()].add(term.head)
    assert {word for word, heads in rows.items() if len(heads) > 1} == set(AMBIGUOUS)


def test_no_head_is_above_itself() -> None:
    assert not [head for head in WORDS.terms if head in WORDS.broader_of(head)]


def test_a_trade_belongs_to_some_work() -> None:
    def works(trade: str) -> bool:
        return any(WORDS.terms[above].kind != "工种" for above in WORDS.broader_of(trade))

    assert not [term.head for term in WORDS.terms.values() if term.kind == "工种" and not works(term.head)]


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("焊装车间白车身侧围变形超差，返修率高", ["焊接", "白车身", "车身覆盖件", "变形", "尺寸超差", "返修率"]),
        ("开关跳开后越级跳闸", ["跳闸"]),
        ("挡车工反映纱线断头多", ["纺织工", "断头"]),
        ("采煤机停机，顶板冒顶", ["综采", "停机", "顶板垮落"]),
        ("留置针输液，出现药物外渗", ["静脉治疗", "药液外渗"]),
        ("柜员点钞慢", ["银行柜员", "现金管理"]),
        ("暖气片片凉，屋里冷", ["供热不均"]),
        ("总表走字，水表空转", ["管网漏损"]),
        ("大爷汇给骗子，叫号机又坏了", ["诈骗", "银行机具"]),
        ("", []),
        ("焊", []),
        ("今天天气很好", []),
    ],
)
def test_the_heads_of_a_sentence_are_found_in_its_order(text: str, heads: list[str]) -> None:
    assert list(WORDS.heads_in(text)) == heads


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("车子冒蓝烟还烧机油", "发动机"),
        ("药片掀盖粘冲", "制药"),
        ("一个楼的板子发电少", "光伏"),
        ("页面转圈圈登不上", "IT运维"),
        ("同一卷布左中右不一样", "染整"),
        ("缸壁焊完像千层饼", "焊接"),
        ("刹不住车", "汽车维修"),
        ("轿厢不平层还困人", "电梯"),
        ("老人坠床，针眼肿", "护理"),
        ("孩子上课坐不住", "学校教育"),
        ("一下雨就跳，灯暗", "配电"),
        ("光衰大，没信号", "通信"),
        ("酸奶析水又胀包", "食品加工"),
        ("皮带跑偏撒煤", "矿井运输"),
        ("承台和墩身有毛病", "桥梁工程"),
        ("灶头火苗小", "燃气供应"),
        ("金线塌线", "半导体"),
    ],
)
def test_the_words_of_people_on_the_spot_lead_to_the_trade(text: str, trade: str) -> None:
    assert trade in WORDS.topics_in(text)


@pytest.mark.parametrize("kind", ["缺陷", "设备"])
def test_a_fault_or_a_machine_belongs_to_some_trade(kind: str) -> None:
    assert not [term.head for term in WORDS.terms.values() if term.kind == kind and not term.broader]


def test_the_list_stays_one_that_people_can_read() -> None:
    assert len(WORDS.terms) <= 1000


@pytest.mark.parametrize("text", ["PLC编程", "plc 编程", "ＰＬＣ编程", "老ＰＬＣ 编程人"])
def test_width_case_and_spaces_do_not_matter(text: str) -> None:
    assert [found.word for found in WORDS.words_in(text)] == ["PLC编程"]


@pytest.mark.parametrize(
    ("text", "heads"),
    [("MES", ("MES",)), ("3号MES2", ("MES",)), ("times", ()), ("message", ()), ("5S", ("精益生产",)), ("15s", ())],
)
def test_a_latin_word_or_number_is_not_found_inside_a_longer_one(text: str, heads: tuple[str, ...]) -> None:
    assert WORDS.heads_in(text) == heads


def test_the_longest_word_is_taken_and_none_inside_it() -> None:
    words = Vocabulary(
        [
            Term("变形", "缺陷", ("走形",), (), "通用"),
            Term("焊接变形", "缺陷", ("焊后变形",), ("变形",), "通用"),
            Term("接地", "工艺", ("接地线",), (), "通用"),
        ]
    )
    assert words.heads_in("焊接变形") == ("焊接变形",)
    assert words.heads_in("焊接地线，再看变形") == ("接地", "变形")
    assert words.topics_in("焊后变形") == ("焊接变形", "变形")


def test_an_ambiguous_word_means_each_of_its_heads() -> None:
    assert set(WORDS.heads_in("风机")) == {"风电", "通风机"}
    assert set(WORDS.heads_in("风机叶片")) == {"风电"}


def test_what_a_word_belongs_to_is_told_the_nearest_first() -> None:
    words = Vocabulary(
        [
            Term("工业", "工艺", (), (), "通用"),
            Term("电力", "工艺", (), ("工业",), "通用"),
            Term("保护", "工艺", (), ("电力", "控制"), "通用"),
            Term("控制", "工艺", (), (), "通用"),
            Term("跳闸", "缺陷", (), ("保护", "工业"), "通用"),
        ]
    )
    assert words.broader_of("跳闸") == ("保护", "工业", "电力", "控制")
    assert words.broader_of("工业") == ()
    assert "汽车制造" in WORDS.topics_in("侧围")


@given(st.lists(st.sampled_from(sorted(WORDS.terms)), max_size=6))
def test_heads_apart_from_each_other_are_all_found(heads: list[str]) -> None:
    assert set(heads) <= set(WORDS.heads_in("，".join(heads)))


@given(st.text() | st.lists(st.sampled_from(sorted(WORDS.terms)) | st.text(max_size=3)).map("".join))
def test_words_found_stand_in_the_text_one_after_the_other(text: str) -> None:
    found = WORDS.words_in(text)
    assert len(set(found)) == len(found)
    spelt, at = _spelling(text), 0
    for each in found:
        word = _spelling(each.word)
        at = spelt.index(word, at) + len(word)


def test_a_workspace_adds_words_and_heads_of_its_own(own: Write) -> None:
    words = load_vocabulary(own("焊接,工艺,老焊活,质量管理,本厂", "", "桥壳,材料,后桥壳;驱动桥壳,汽车制造,"))
    assert words.heads_in("老焊活与后桥壳") == ("焊接", "桥壳")
    assert "施焊" in words.terms["焊接"].synonyms
    assert words.terms["焊接"].source.endswith("本厂")
    assert words.broader_of("焊接") == ("质量管理",)
    assert words.terms["桥壳"] == Term("桥壳", "材料", ("后桥壳", "驱动桥壳"), ("汽车制造",), "")
    assert "桥壳" not in load_vocabulary().terms


def test_a_changed_file_is_read_again_and_an_unchanged_one_is_not(own: Write) -> None:
    path = own("桥壳,材料,后桥壳,,本厂")
    first = load_vocabulary(path)
    assert load_vocabulary(path) is first
    own("桥壳,材料,后桥壳；整体桥壳,,本厂")
    assert load_vocabulary(path).heads_in("整体桥壳") == ("桥壳",)


def test_a_file_saved_by_excel_in_its_usual_encoding_is_read(own: Write) -> None:
    assert load_vocabulary(own("桥壳,材料,后桥壳,,本厂", encoding="gb18030")).heads_in("后桥壳") == ("桥壳",)


@pytest.mark.parametrize(
    ("rows", "row", "said"),
    [
        (["桥壳,材料,后桥壳,没有这个词,本厂"], 2, "没有这个词"),
        (["桥壳,材料,后桥壳,,本厂", "桥壳,材料,驱动桥壳,,本厂"], 3, "第 2 行已经有了"),
        (["桥壳,零件,后桥壳,,本厂"], 2, "零件"),
        (["桥壳,材料,壳,,本厂"], 2, "「壳」只有一个字"),
        (["桥壳,材料,后桥壳；后桥壳,,本厂"], 2, "写了两遍"),
        ([",材料,后桥壳,,本厂"], 2, "没有写「词」"),
        (["焊接,缺陷,老焊活,,本厂"], 2, "内置词表里它是「工艺」"),
        (["桥壳,材料,后桥壳,,本厂", "焊接,工艺,老焊活,焊工,本厂"], 3, "绕了一圈"),
        (["桥壳,材料,后桥壳,桥壳,本厂"], 2, "绕了一圈"),
        (['桥壳,材料,"后桥壳,,本厂'], 2, "引号不成对"),
    ],
)
def test_a_wrong_row_is_refused_by_its_file_and_number(own: Write, rows: list[str], row: int, said: str) -> None:
    with pytest.raises(VocabularyError) as refused:
        load_vocabulary(own(*rows))
    message = str(refused.value)
    assert f"词表「本单位词表.csv」第 {row} 行" in message
    assert said in message
    assert message.endswith("。")
    assert message.count("。") == 1


def test_a_missing_column_is_named(own: Write) -> None:
    with pytest.raises(VocabularyError, match=r"「本单位词表\.csv」第 1 行缺少列「领域、来源」"):
        load_vocabulary(own("桥壳,材料,后桥壳", header="词,类别,同义词"))


def test_what_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="打不开"):
        load_vocabulary(tmp_path / "没有.csv")
    with pytest.raises(VocabularyError, match="打不开"):
        load_vocabulary(tmp_path)
    (tmp_path / "图片.csv").write_bytes(b"\x89PNG\xff\xff\x00")
    with pytest.raises(VocabularyError, match="认不出文字"):
        load_vocabulary(tmp_path / "图片.csv")
