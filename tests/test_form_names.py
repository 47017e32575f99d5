"""What a form is about when it asks for the name of the studio and its people in words of its own, or not at all."""

from pathlib import Path

import pytest

from tests.forms import Box, Row, notices, read_bare, rows, studio_of, table

STUDIO = "凌云创新工作室"
NAMELESS: tuple[Row, ...] = (
    ["所在单位", ("远山公司", 3)],
    ["创建日期", "2018年", "领衔人", "凌云"],
    ["专业领域", "焊接", "工作室类型", "√技术攻关"],
)
BASICS: tuple[Row, ...] = (["工作室名称", (STUDIO, 3)], *NAMELESS)
MANY: tuple[Row, ...] = (*NAMELESS, ["命名单位", "市总工会", "命名日期", "2020年"], ["成员总数", "9", "场所面积", "60"])


def test_a_label_may_come_first_beside_the_label_of_its_block(tmp_path: Path) -> None:
    block: list[Row] = [
        [Box("工作室\n基本情况", 1, "begin"), "名称", STUDIO, "创办时间", "2019.05"],
        [Box(down="on"), "依托单位", "远山公司", "面积", "60㎡"],
        [Box(down="on"), "口号", "精益求精", "首次命名时间", "2020.04"],
        [Box(down="on"), "首次命名单位", "市财贸工会", "带头人", "凌云"],
    ]
    reading = read_bare(tmp_path, table(block))
    assert studio_of(reading) == {
        "工作室名称": STUDIO, "领衔人": "凌云", "所在单位": "远山公司", "创建日期": "2019-05",
        "命名单位": "市财贸工会", "命名日期": "2020-04", "场所面积(㎡)": 60.0,
    }  # fmt: skip
    assert rows(reading, "工作室台账")[0].notes["口号"] == "精益求精"


@pytest.mark.parametrize(
    "label", ["拟命名工作室名称", "劳模和工匠人才创新工作室名称", "创新工作室（站）名称", "工作室全名", "工作站名称"]
)
def test_the_name_is_asked_for_in_words_put_together(tmp_path: Path, label: str) -> None:
    reading = read_bare(tmp_path, table([[label, ("凌云小组", 3)], *NAMELESS]))
    assert studio_of(reading)["工作室名称"] == "凌云小组"


def test_the_name_stands_under_a_label_nobody_knows(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, table([["申报对象", STUDIO, "编次", "3"], *NAMELESS]))
    assert studio_of(reading)["工作室名称"] == STUDIO
    assert f"没有写「工作室名称」，「申报对象」里的「{STUDIO}」当作工作室名称" in notices(reading)


@pytest.mark.parametrize(
    "title",
    [
        "远山公司凌云劳模创新工作室申报表",
        "凌云劳模创新工作室\n申报审批表",
        "凌云劳模创新工作室情况登记表",
        "申报对象：凌云劳模创新工作室",
    ],
)
def test_the_name_stands_in_the_title_only(tmp_path: Path, title: str) -> None:
    reading = read_bare(tmp_path, table(MANY), title=title)
    assert str(studio_of(reading)["工作室名称"]).endswith("凌云劳模创新工作室")
    assert "标题里的" in notices(reading)


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("劳模创新工作室申报表", ["序列", ("3", 3)]),
        ("春兰劳模创新工作室申报表", ["序列", ("3", 3)]),
        ("申报表", ["结对工作室", ("春兰创新工作室", 3)]),
        ("结对单位：凌云劳模创新工作室", ["序列", ("3", 3)]),
        ("凌云创新工作室申报表", ["甲方", "春兰创新工作室", "乙方", "秋菊创新工作室"]),
    ],
)
def test_a_form_without_a_name_is_refused_as_one(tmp_path: Path, title: str, first: Row) -> None:
    reading = read_bare(tmp_path, table([first, *MANY]), title=title)
    (issue,) = reading.issues
    assert (reading.records, "像是申报审批表，但没有找到工作室的名称" in issue.message) == ((), True)


def test_a_name_written_shorter_is_of_the_same_form(tmp_path: Path) -> None:
    reading = read_bare(tmp_path, "工作室名称：凌云工作室    创建日期：2018年", table(BASICS))
    assert studio_of(reading)["工作室名称"] == STUDIO


@pytest.mark.parametrize(
    ("row", "members"),
    [
        (["人数", "11", "面积（㎡）", "65"], 11),
        (["现有人员", "12人", "口号", "争先"], 12),
        (["工作室成员", "12名", "口号", "争先"], 12),
        (["人数", "800", "成员总数", "9"], 9),
        (["现有人员", "素质优良", "口号", "争先"], None),
    ],
)
def test_how_many_people_are_in_the_studio(tmp_path: Path, row: Row, members: int | None) -> None:
    assert studio_of(read_bare(tmp_path, table([*BASICS, row]))).get("成员总数") == members


def test_the_people_of_the_company_are_not_the_studios(tmp_path: Path) -> None:
    company: list[Row] = [[Box("单位基本情况", 1, "begin"), "人数", "800"], [Box(down="on"), "产值", "3亿元"]]
    assert "成员总数" not in studio_of(read_bare(tmp_path, table(BASICS), table(company)))


def test_the_name_of_a_machine_is_not_the_studios(tmp_path: Path) -> None:
    machines: list[Row] = [["名称", "型号"], ["焊机", "ZX7"]]
    for title in ("工作室设备情况", "工作室情况"):
        assert studio_of(read_bare(tmp_path, table(BASICS), title, table(machines)))["工作室名称"] == STUDIO


def test_the_label_of_a_block_may_stand_beside_cells_that_hold_their_own_labels(tmp_path: Path) -> None:
    block: list[Row] = [
        [Box("工\n作\n室\n概\n况", 1, "begin"), "名称", (STUDIO, 3)],
        [Box(down="on"), ("单位名称：远山公司", 2), ("成立时间：2019.05", 2)],
        [Box(down="on"), ("研究领域：焊接", 2), ("人员：9人    场地：2间，60平方米", 2)],
        [Box("领\n衔\n人", 1, "begin"), ("姓名：凌云", 2), ("性别：女", 2)],
        [Box(down="on"), ("学历：本科", 2), ("工种：焊工", 2)],
    ]
    assert studio_of(read_bare(tmp_path, table(block))) == {
        "工作室名称": STUDIO, "领衔人": "凌云", "所在单位": "远山公司", "创建日期": "2019-05", "专业领域": "焊接",
        "成员总数": 9, "场所面积(㎡)": 60.0,
    }  # fmt: skip


def test_what_stands_beside_the_word_for_prose_is_prose_still(tmp_path: Path) -> None:
    told = "凌云创新工作室概况如下：现有成员9人，场地两间。"
    block: list[Row] = [[Box("工作室\n概况", 1, "begin"), (told, 3)], [Box(down="on"), ("先后攻关12项。", 3)]]
    reading = read_bare(tmp_path, table([*BASICS, *block]))
    assert rows(reading, "工作室台账")[0].notes["业绩简介"] == f"{told}\n先后攻关12项。"


def test_what_stands_beside_the_label_of_a_company_is_not_told_of_the_studio(tmp_path: Path) -> None:
    block: list[Row] = [
        [Box("单位\n概况", 1, "begin"), "成立时间：1958年", ("人员：3000人  场地：20间，6000平方米", 2)],
        [Box(down="on"), "单位性质：国有企业", ("主营：桥梁", 2)],
    ]
    studio = studio_of(read_bare(tmp_path, table([BASICS[0], BASICS[1], BASICS[3], *block])))
    assert studio.keys().isdisjoint({"创建日期", "成员总数", "场所面积(㎡)"})


@pytest.mark.parametrize("label", ["创新方向", "工作方向", "分类"])
def test_ticked_kinds_of_studios_say_its_kind_whatever_asks_for_them(tmp_path: Path, label: str) -> None:
    ticked = "☑技术攻关 □技能传授 □窗口服务 □其他"
    basics: tuple[Row, ...] = (["工作室名称", (STUDIO, 3)], *NAMELESS[:2], ["专业领域", "焊接", label, ticked])
    reading = read_bare(tmp_path, table(basics))
    studio = studio_of(reading)
    assert (studio["专业领域"], studio["工作室类型"]) == ("焊接", "技术攻关")


@pytest.mark.parametrize(("label", "metric"), [("新晋技师（人）", "培养技师"), ("其中实现转化（项）", "成果转化")])
def test_counts_under_words_of_a_union_of_its_own_are_those_of_the_form(
    tmp_path: Path, label: str, metric: str
) -> None:
    reading = read_bare(tmp_path, table([*BASICS, ["取得成效", "完成创新成果（项）", "8", label, "5"]]))
    assert (metric, "5") in {(row.values["指标"], row.values["数值"]) for row in rows(reading, "统计数字台账")}
