"""However a form is drawn, spaced, merged, split or rearranged, it states the same facts."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.form.facts import facts_of
from ingest.form.read import read_form
from ingest.records import Severity
from tests import forms
from tests.forms import ANNEX, COVER, FACTS, Box, Row, save, table

LAYOUTS: dict[str, Callable[[Path], Path]] = {}


def layout(draw: Callable[[Path], Path]) -> Callable[[Path], Path]:
    LAYOUTS[draw.__name__] = draw
    return draw


@layout
def as_the_annex_has_it(path: Path) -> Path:
    return save(path, *COVER, table(ANNEX))


@layout
def every_character_in_its_own_run(path: Path) -> Path:
    return save(path, *COVER, table(ANNEX, runs=forms.in_pieces))


@layout
def labels_with_gaps_breaks_and_colons(path: Path) -> Path:
    return save(path, *COVER, table(forms.change(ANNEX, forms.spaced)))


@layout
def full_width_digits(path: Path) -> Path:
    return save(path, *COVER, table(forms.change(ANNEX, forms.full_width)))


@layout
def cells_that_should_be_merged_left_empty(path: Path) -> Path:
    return save(path, *COVER, table(forms.unmerged(ANNEX)))


@layout
def columns_dragged_out_of_line(path: Path) -> Path:
    return save(path, *COVER, table(forms.dragged(ANNEX)))


@layout
def cover_with_colons_and_underscores(path: Path) -> Path:
    lines = (
        "工作室名称：__林晓岚劳模创新工作室____", "所 在 单 位：__东江桥梁工程有限公司__", "单 位 类 型：_企业_",
        "推荐单位（盖章）：东江建设集团工会", "填报日期：2021年05月12日",
    )  # fmt: skip
    return save(path, forms.TITLE, *lines, table(ANNEX))


@layout
def cover_as_a_table(path: Path) -> Path:
    cover = [
        ["工作室名称", "林晓岚劳模创新工作室"], ["所在单位", "东江桥梁工程有限公司"], ["单位类型", "企业"],
        ["推荐单位", "东江建设集团工会"], ["填报日期", "2021年5月12日"],
    ]  # fmt: skip
    return save(path, forms.TITLE, table(cover), table(ANNEX))


@layout
def the_whole_form_in_one_cell_of_a_frame(path: Path) -> Path:
    inner = Box(xml=table(ANNEX, root=False) + "<w:p/>")
    return save(path, *COVER, table([[inner]]))


@layout
def members_in_an_annex_with_other_columns(path: Path) -> Path:
    main = [*ANNEX[:-8], *forms.MEMBER_TITLE, forms.MEMBER_HEADS, [("见附表", 12)], *ANNEX[-4:]]
    heads = ["序号", "姓　名", "性别", "学历", "出生年月", "职称", "部门", "分工"]
    order = (0, 1, 3, 2, 4, 5, 6)
    people = [[str(number), *(one[at] for at in order)] for number, one in enumerate(forms.PEOPLE, 1)]
    return save(path, *COVER, table(main), "附表：工作室骨干成员名单", table([heads, *people, ["4", *[""] * 7]]))


@layout
def members_nested_in_a_cell(path: Path) -> Path:
    heads = [forms._box(item).text for item in forms.MEMBER_HEADS]
    nested = Box(span=10, xml=table([heads, *forms.PEOPLE], root=False) + "<w:p/>")
    return save(path, *COVER, table([*ANNEX[:-9], [("骨干成员情况", 2), nested], *ANNEX[-4:]]))


@layout
def two_members_a_row(path: Path) -> Path:
    heads = ["姓名", "性别", "出生年月", "学历", "技术职称", "所在部门", "主要分工"]
    first, second, third = forms.PEOPLE
    rows = [forms.MEMBER_TITLE[0], [*heads, *heads], [*first, *second], [*third, *[""] * 7]]
    return save(path, *COVER, table([*ANNEX[:-9], *ANNEX[-4:]]), table(rows))


@layout
def basics_with_the_value_under_its_label(path: Path) -> Path:
    boxes = [[forms._box(item) for item in row] for row in forms.BASICS]
    rows: list[Row] = []
    for row in boxes:
        rows += [[(row[0].text, 6), (row[2].text, 6)], [(row[1].text, 6), (row[3].text, 6)]]
    return save(path, *COVER, table([*rows, *ANNEX[4:]]))


@layout
def one_table_a_block(path: Path) -> Path:
    def without_label(rows: tuple[Row, ...]) -> list[Row]:
        return [row[1:] for row in rows]

    return save(
        path, *COVER, "一、基本情况", table(forms.BASICS),
        "二、经费投入情况（万元）", table(without_label(forms.FUNDING)),
        "三、技术创新情况", table(without_label(forms.RESULTS)),
        "四、经济效益（万元）", table(without_label(forms.BENEFIT)),
        "五、人才培养情况", table(without_label(forms.TRAINING)), table(forms.SOCIAL),
        "六、工作室领衔人情况", table(forms.LEADER[1:]), "七、骨干成员情况", table(forms.MEMBERS[1:]), "八、业绩简介",
        "工作室成立以来攻克难题多项。", "先后为企业培养骨干二十余名。", table(forms.OPINIONS),
    )  # fmt: skip


@layout
def years_across(path: Path) -> Path:
    funding: list[Row] = [
        [Box("经费投入\n(万元)", 1, "begin"), ("年度", 3), ("2019年", 4), ("2020年", 4)],
        [Box(down="on"), ("投入金额", 3), ("10", 4), ("15.5", 4)],
        [Box(down="on"), ("经费来源", 3), ("单位", 4), ("上级工会", 4)],
    ]
    benefit: list[Row] = [
        [Box("经济效益\n(万元)", 1, "begin"), ("年度", 3), ("2019年", 4), ("2020年", 4)],
        [Box(down="on"), ("创收金额", 3), ("410", 4), ("320.5", 4)],
        [Box(down="on"), ("节资金额", 3), ("188", 4), ("90", 4)],
        [Box(down="on"), ("合计", 3), ("598", 4), ("410.5", 4)],
    ]
    rows = [*forms.BASICS, *funding, *forms.RESULTS, *benefit, *ANNEX[13:]]
    return save(path, *COVER, table(rows))


@layout
def counts_in_one_cell(path: Path) -> Path:
    results: list[Row] = [
        [Box("技术创新*", 1, "begin"), ("创新成果", 2), ("14项", 3), ("专利类别", 2), ("实用新型 3 个\n发明 1 个", 4)],
        [Box(down="on"), ("成果转化", 2), ("6项", 9)],
        [Box(down="on"), ("获奖等级", 2), ("国际0个，国家1个，省部2个，地市4个", 9)],
    ]
    return save(path, *COVER, table([*forms.BASICS, *forms.FUNDING, *results, *ANNEX[10:]]))


@layout
def units_in_cells_of_their_own(path: Path) -> Path:
    results: list[Row] = [
        [Box("技术创新*", 1, "begin"), "创新成果", "14", "项", Box("专利类别", 2, "begin"), "实用新型", "3", "个"],
        [Box(down="on"), "成果转化", "6", "项", Box("", 2, "on"), "发明", "1", "个"],
        [Box(down="on"), "获奖等级", "国际", "0", "国家", "1", "省部", "2", "地市", "4"],
    ]
    return save(path, *COVER, table([*forms.BASICS, *forms.FUNDING, *results, *ANNEX[10:]]))


@layout
def sources_beside_one_merged_year(path: Path) -> Path:
    funding: list[Row] = [
        [Box("经费投入\n(万元)", 1, "begin"), ("年  度", 3), ("投入金额", 4), ("经费来源", 4)],
        [Box(down="on"), Box("2019年", 3, "begin"), ("8", 4), ("单位", 4)],
        [Box(down="on"), Box("", 3, "on"), ("2", 4), ("上级工会", 4)],
    ]
    return save(path, *COVER, table([*forms.BASICS, *funding, *ANNEX[7:]]))


@layout
def tracked_changes_and_content_controls(path: Path) -> Path:
    def edited(text: str) -> str:
        if text != "桥梁钢结构焊接":
            return forms.plain(text)
        return (
            "<w:del><w:r><w:delText>旧的</w:delText></w:r></w:del><w:ins><w:r><w:t>桥梁钢</w:t></w:r></w:ins>"
            "<w:sdt><w:sdtContent><w:r><w:t>结构焊接</w:t></w:r></w:sdtContent></w:sdt>"
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处输入文字</w:t></w:r></w:sdtContent></w:sdt>"
        )

    return save(path, *COVER, table(ANNEX, runs=edited))


EXPECTED = {
    "sources_beside_one_merged_year": replace(
        FACTS, funding=(replace(FACTS.funding[0], amount_wan=8.0), replace(FACTS.funding[1], year=2019, amount_wan=2.0))
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_form_states_the_same_facts_in_every_layout(tmp_path: Path, name: str) -> None:
    reading = read_form(LAYOUTS[name](tmp_path / "表.docx"))
    assert [issue for issue in reading.issues if issue.severity is not Severity.NOTICE] == []
    assert facts_of(reading) == EXPECTED.get(name, FACTS)
