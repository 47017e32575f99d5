"""A cell is read by the rules of its column."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.schema import Column, ColumnType, load_schema
from ingest.cells import LONGEST_NAME, cell_reader
from ingest.header import Slot
from ingest.normalise import UNCALCULATED, Raw

LEDGERS = load_schema().ledgers
REFERENCES = [
    ("单位台账", "上级单位"),
    ("师徒台账", "师傅工作室"),
    ("师徒台账", "徒弟工作室"),
    ("联盟台账", "领衔工作室"),
    ("联盟台账", "牵头单位"),
    ("联盟成员台账", "工作室"),
    ("联盟成员台账", "成员单位"),
    ("劳模帮帮团台账", "劳模工匠"),
    ("课题台账", "联盟"),
    ("课题台账", "协作工作室"),
    ("成果台账", "课题"),
    ("活动台账", "工作室"),
]
REQUIRED = [
    (ledger, name)
    for ledger, described in LEDGERS.items()
    for name, column in described.columns.items()
    if column.required and column.type == "text"
]


def read(name: str, raw: Raw, column: Column) -> object:
    return cell_reader(Slot(0, name, name, column))(raw).value


@pytest.mark.parametrize(("ledger", "name"), REFERENCES + REQUIRED)
def test_a_name_longer_than_two_hundred_characters_is_refused(ledger: str, name: str) -> None:
    column = LEDGERS[ledger].columns[name]
    longest = "甲" * LONGEST_NAME
    assert read(name, longest, column) in (longest, (longest,))
    with pytest.raises(ValueError, match="有 201 个字，超过 200 个字，请缩短为名称本身"):
        read(name, longest + "甲", column)


@pytest.mark.parametrize(("ledger", "name"), [("难题台账", "描述"), ("课题台账", "简介"), ("工作室台账", "工作制度")])
def test_prose_may_be_long(ledger: str, name: str) -> None:
    assert read(name, "甲" * 3000, LEDGERS[ledger].columns[name]) == "甲" * 3000


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("张  三", "张三"),
        ("张\u3000三", "张三"),
        (" 欧阳 修 ", "欧阳修"),
        ("张 小 三", "张小三"),
        ("司马 相如", "司马 相如"),
        ("张三 李四", "张三 李四"),
        ("A B", "A B"),
    ],
)
def test_a_name_stretched_with_spaces_is_joined(written: str, name: str) -> None:
    assert read("姓名", written, Column(required=True)) == name


@pytest.mark.parametrize("kind", ["text", "date", "integer", "choice"])
@pytest.mark.parametrize(("raw", "said"), [(UNCALCULATED, "公式没有保存结果"), ("#DIV/0!", "公式出错（#DIV/0!）")])
def test_a_formula_without_a_result_is_no_content(kind: ColumnType, raw: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read("状态", raw, Column(type=kind, choices=("在册",)))


@pytest.mark.parametrize("raw", [9.137e17, "9.137E+17", "9E+17"])
def test_a_code_that_lost_its_last_digits_is_refused(raw: Raw) -> None:
    with pytest.raises(ValueError, match="请把这一列设为文本格式"):
        read("统一社会信用代码", raw, Column())


def test_a_number_in_a_text_column_is_read_as_it_is_shown() -> None:
    assert [read("联系电话", raw, Column()) for raw in (13800000000.0, 3.5, 12.0)] == ["13800000000", "3.5", "12"]


@pytest.mark.parametrize(
    "raw", ["", " ", "—", "——", "/", "／", "无", "暂无", "空", "(空)", "不适用", "N/A", "…", "未载"]
)
def test_what_stands_for_nothing_says_nothing(raw: str) -> None:
    assert read("学历", raw, Column()) is None


def test_only_what_the_source_does_not_tell_is_unstated() -> None:
    reader = cell_reader(Slot(0, "来源", "来源", Column(required=True, unstated=True)))
    assert [reader(raw).unstated for raw in ("未载", "不详", "无", "")] == [True, True, False, False]


@pytest.mark.parametrize("kind", ["integer", "money", "date", "choices"])
@pytest.mark.parametrize("unit", ["1-", "、x", "(", "(、", "1,", "至1", "二〇一九年"])
def test_a_cell_that_never_ends_is_refused_without_going_back_over_it(kind: ColumnType, unit: str) -> None:
    with pytest.raises(ValueError, match="请"):  # a pattern that backtracks would take minutes
        read("擅长", unit * 60_000, Column(type=kind, choices=("在册",)))


@pytest.mark.parametrize(
    ("raw", "told"),
    [("先进个人,优秀工匠", True), ("优秀工匠（市级，区级）；先进个人", False), ("优秀工匠；先进个人", False)],
)
def test_a_comma_that_may_part_two_items_is_told(raw: str, told: bool) -> None:
    remark = cell_reader(Slot(0, "荣誉", "荣誉", Column(type="texts")))(raw).remark
    assert ("若是几项请用分号" in remark) is told


@pytest.mark.parametrize(
    ("raw", "skills"),
    [
        ("气电焊/单面焊双面成形", ("气电焊", "单面焊双面成形")),
        ("法兰校正，管子预制；焊接", ("法兰校正", "管子预制", "焊接")),
        ("TIG/MIG焊", ("TIG/MIG焊",)),
        ("焊接(气焊，电焊)", ("焊接(气焊，电焊)",)),
        ("擅长大型结构件的焊接变形控制与校正，带徒五人", ("擅长大型结构件的焊接变形控制与校正，带徒五人",)),
    ],
)
def test_skills_parted_by_a_comma_or_a_stroke_are_several_and_told(raw: str, skills: tuple[str, ...]) -> None:
    answer = cell_reader(Slot(0, "擅长", "擅长", Column(type="texts")))(raw)
    assert answer.value == skills
    assert (f"按 {len(skills)} 项读入" in answer.remark) is (len(skills) > 1)


def test_the_mark_of_a_code_kept_as_text_is_no_part_of_it() -> None:
    assert read("统一社会信用代码", "'91370700123456789X", Column()) == "91370700123456789X"


@given(st.text("甲无空载AN9E0未/知王·", min_size=1, max_size=8), st.sampled_from(["姓名", "工作室", "学历"]))
@example("无", "学历")
@example("未载", "学历")
@example("N/A", "学历")
def test_plain_text_is_read_as_the_same_text_with_what_nobody_sees(text: str, name: str) -> None:
    reader = cell_reader(Slot(0, name, name, Column(required=name != "学历", unstated=True)))
    assert reader(text) == reader(f"\u200b{text} ")


def test_people_parted_by_spaces_alone_are_several() -> None:
    team = LEDGERS["劳模帮帮团台账"].columns
    assert read("攻关团队", "樊卫东 霍晓川  隋丽", team["攻关团队"]) == "樊卫东、霍晓川、隋丽"
    assert read("攻关团队", "焊接攻关组 钳工班", team["攻关团队"]) == "焊接攻关组 钳工班"
    assert read("劳模工匠", "樊卫东 霍晓川；隋 丽", team["劳模工匠"]) == ("樊卫东", "霍晓川", "隋丽")


@pytest.mark.parametrize(
    ("heading", "raw", "kept"),
    [
        ("有无章程", "有", "有"),
        ("有无章程", "无", None),
        ("是否有章程", "否", None),
        ("有无章程", "未制定", None),
        ("有无章程", "联盟公约(试行)", "联盟公约(试行)"),
        ("章程", "拟", "拟"),
    ],
)
def test_an_answer_to_whether_there_is_something_is_no_name_of_it(heading: str, raw: str, kept: str | None) -> None:
    slot = Slot(0, heading, "章程", LEDGERS["联盟台账"].columns["章程"])
    assert cell_reader(slot)(raw).value == kept


def test_an_answer_that_tells_neither_is_refused() -> None:
    slot = Slot(0, "有无章程", "章程", LEDGERS["联盟台账"].columns["章程"])
    with pytest.raises(ValueError, match="「拟」看不出有没有，请填有或无，或写出名称"):
        cell_reader(slot)("拟")
