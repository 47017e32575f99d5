"""Application forms as different people fill and redraw them: the same invented studio in many shapes."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml import parse_xml

from ingest.form.facts import Benefit, Count, FormFacts, Funding, Person
from ingest.form.read import read_form
from ingest.records import Reading, Record, Severity

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)

FACTS = FormFacts(
    studio="林晓岚劳模创新工作室",
    organization="东江桥梁工程有限公司",
    organization_kind="企业",
    recommended_by="东江建设集团工会",
    filled_on="2021-05-12",
    established_on="2016-03-08",
    named_by="东江建设集团工会",
    named_on="2017-04",
    specialty="桥梁钢结构焊接",
    category="技术攻关",
    members=12,
    area_m2=86.0,
    funding=(Funding(2019, 10.0, "单位"), Funding(2020, 15.5, "上级工会")),
    counts=(
        Count("创新成果", "14", "项"), Count("成果转化", "6", "项"),
        Count("实用新型专利", "3", "个"), Count("发明专利", "1", "个"),
        Count("国际级获奖", "0", "个"), Count("国家级获奖", "1", "个"),
        Count("省部级获奖", "2", "个"), Count("地市级获奖", "4", "个"),
        Count("培养人才总数", "23", "人"), Count("培养双重职称", "2", "人"), Count("培养高级技师", "3", "人"),
        Count("培养技师", "5", "人"), Count("培养高级工", "9", "人"), Count("培养其他技术等级", "4", "人"),
        Count("培养全国劳模", "0", "人"), Count("培养省部级劳模", "1", "人"),
        Count("培养地市级劳模", "2", "人"), Count("培养企业劳模", "6", "人"),
    ),
    benefits=(Benefit("2019年", 410.0, 188.0, 598.0), Benefit("2020年", 320.5, 90.0, 410.5)),
    social="成果在三座大桥推广，受到业主好评。",
    leader=Person(
        "林晓岚", "女", "1975-03", "本科", "汉族", "中共党员", "电焊工", "高级技师",
        phone="13800000000", honors=("2015年全国劳动模范", "2018年省五一劳动奖章"),
    ),
    core=(
        Person("赵一凡", "男", "1985-01", "大专", title="技师", department="焊接车间", duties="技术创新"),
        Person("钱多多", "女", "1990-10", "本科", title="工程师", department="技术部", duties="工艺设计"),
        Person("孙小圆", "男", "1988", "中专", title="高级工", department="焊接车间", duties="带徒传艺"),
    ),
    summary="工作室成立以来攻克难题多项。\n先后为企业培养骨干二十余名。",
    opinions=(("所在单位工会意见", "同意推荐。"), ("审批意见", "同意命名。")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a test form: text or ready runs, its span, and how it merges downwards: begin, on or nothing."""

    text: str = ""
    span: int = 1
    down: str = ""
    xml: str = ""


Item = str | Box | tuple[str, int]
Runs = Callable[[str], str]


def plain(text: str) -> str:
    """A paragraph's runs: one run, new lines as breaks."""
    return "".join(f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>')


def in_pieces(text: str) -> str:
    """Every character in a run of its own, as spell checking leaves it."""
    return "".join(
        f'<w:r><w:t xml:space="preserve">{escape(each)}</w:t></w:r><w:proofErr w:type="spellEnd"/>' for each in text
    )


def paragraph(text: str, runs: Runs = plain) -> str:
    """Paragraphs, one a line."""
    return "".join(f"<w:p>{runs(line)}</w:p>" for line in text.split("\n"))


def table(rows: Iterable[Sequence[Item]], *, runs: Runs = plain, caption: str = "", root: bool = True) -> str:
    """A table as XML."""
    head = f'<w:tblPr><w:tblCaption w:val="{caption}"/></w:tblPr>' if caption else "<w:tblPr/>"
    body = "".join(f"<w:tr>{''.join(_cell(_box(item), runs) for item in row)}</w:tr>" for row in rows)
    return f"<w:tbl{' ' + _NAMESPACES if root else ''}>{head}<w:tblGrid/>{body}</w:tbl>"


def _box(item: Item) -> Box:
    if isinstance(item, Box):
        return item
    return Box(item) if isinstance(item, str) else Box(*item)


def _cell(box: Box, runs: Runs) -> str:
    merge = {"begin": '<w:vMerge w:val="restart"/>', "on": "<w:vMerge/>"}.get(box.down, "")
    span = f'<w:gridSpan w:val="{box.span}"/>' if box.span > 1 else ""
    content = box.xml or paragraph(box.text, runs)
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{content}</w:tc>"


def save(path: Path, *parts: str) -> Path:
    """Write a document of paragraphs (plain text) and of tables (XML)."""
    document = Document()
    body = document.element.body
    for part in parts:
        if part.startswith(("<w:tbl", "<w:p ")):
            body.insert(-1, parse_xml(part))
        else:
            document.add_paragraph(part)
    document.save(str(path))
    return path


def xml_paragraph(content: str) -> str:
    """A paragraph of ready runs."""
    return f"<w:p {_NAMESPACES}>{content}</w:p>"


TITLE = "劳模（工匠人才）创新工作室\n申报审批表"
COVER = (
    TITLE,
    "工作室名称  林晓岚劳模创新工作室          ",
    "所在单位   东江桥梁工程有限公司   ",
    "单位类型  企业",
    "推荐单位  东江建设集团工会  ",
    "填报日期  2021年 5 月 12 日",
    "东江建设集团工会办公室制",
    "填 表 说 明",
    "1.“创新工作室名称”应完整填写创新工作室的名称。",
    "4.表中“经费投入、技术创新、经济效益、培养人才、社会效益”均填写近两年情况。",
)

Row = Sequence[Item]
BASICS: tuple[Row, ...] = (
    [("工作室名称", 2), ("林晓岚劳模创新工作室", 4), ("创建日期", 2), ("20160308", 4)],
    [("所在单位", 2), ("东江桥梁工程有限公司", 4), ("命名单位*", 2), ("东江建设集团工会", 4)],
    [("专业领域", 2), ("桥梁钢结构焊接", 4), ("命名日期", 2), ("201704", 4)],
    [
        ("工作室类型", 2),
        ("☑技术攻关     □技能传授\n□窗口服务     □其他", 4),
        ("成员总数/场所面积", 2),
        ("12人/86㎡", 4),
    ],
)
FUNDING: tuple[Row, ...] = (
    [Box("经费投入\n(万元)", 1, "begin"), ("年  度", 3), ("投入金额", 4), ("经费来源", 4)],
    [Box(down="on"), ("2019年", 3), ("10", 4), ("单位", 4)],
    [Box(down="on"), ("2020年", 3), ("15.5", 4), ("上级工会", 4)],
)
RESULTS: tuple[Row, ...] = (
    [
        Box("技术创新*", 1, "begin"),
        ("创新成果", 2),
        ("14项", 3),
        Box("专利类别", 2, "begin"),
        ("实用新型", 2),
        ("3个", 2),
    ],
    [Box(down="on"), ("成果转化", 2), ("6   项", 3), Box("", 2, "on"), ("发明", 2), (" 1 个", 2)],
    [Box(down="on"), ("获奖等级", 2), ("国际  0  个", 2), ("国家  1  个", 2), ("省部  2  个", 2), ("地市  4  个", 3)],
)
BENEFIT: tuple[Row, ...] = (
    [Box("经济效益*\n(万元)", 1, "begin"), ("年   度", 2), ("创收金额", 3), ("节资金额", 3), ("合计", 3)],
    [Box(down="on"), ("2019年", 2), ("410", 3), ("188", 3), ("598", 3)],
    [Box(down="on"), ("2020年", 2), ("320.5", 3), ("90", 3), ("410.5", 3)],
)
TRAINING: tuple[Row, ...] = (
    [Box("培养\n人才*", 1, "begin"), Box("总数", 1, "begin"), ("技 术 等 级", 5), ("荣  誉", 5)],
    [
        Box(down="on"), Box(down="on"), "双重职称", "高级技师", "技师", "高级工", "其他",
        "全国劳模", "省部级劳模", "地市级劳模", ("企业劳模", 2),
    ],
    [Box(down="on"), "23", "2", "3", "5", "9", "4", "0", "1", "2", ("6", 2)],
)  # fmt: skip
SOCIAL: tuple[Row, ...] = ([("社会效益", 2), ("成果在三座大桥推广，受到业主好评。", 10)],)
LEADER: tuple[Row, ...] = (
    [("工作室领衔人情况", 12)],
    [("姓名", 2), ("林晓岚", 2), ("性别", 2), ("女", 2), ("出生年月", 2), ("197503", 2)],
    [("学历", 2), ("本科", 2), ("民族", 2), ("汉族", 2), ("政治面貌", 2), ("中共党员", 2)],
    [("专业/工种", 2), ("电焊工", 2), ("技术职称", 2), ("高级技师", 2), ("联系电话", 2), ("13800000000", 2)],
    [("获奖年份及荣誉称号*", 2), ("2015年全国劳动模范；2018年省五一劳动奖章", 10)],
)
MEMBER_TITLE: tuple[Row, ...] = ([("工作室骨干成员情况（可附表）", 12)],)
MEMBER_HEADS: Row = ["姓名", "性别", "出生\n年月", "学历", ("技术职称", 2), ("所在部门", 3), ("主要分工", 3)]
PEOPLE = (
    ("赵一凡", "男", "198501", "大专", "技师", "焊接车间", "技术创新"),
    ("钱多多", "女", "199010", "本科", "工程师", "技术部", "工艺设计"),
    ("孙小圆", "男", "1988", "中专", "高级工", "焊接车间", "带徒传艺"),
)


def member_rows() -> list[list[Item]]:
    """The members as the annex has them."""
    return [[*one[:4], (one[4], 2), (one[5], 3), (one[6], 3)] for one in PEOPLE]


MEMBERS: tuple[Row, ...] = (
    *MEMBER_TITLE,
    MEMBER_HEADS,
    *member_rows(),
    ["", "", "", "", ("", 2), ("", 3), ("", 3)],
)
SUMMARY: tuple[Row, ...] = (
    [
        ("创新工作室业绩简介\n（不少于1000字）", 2),
        ("工作室成立以来攻克难题多项。\n\n先后为企业培养骨干二十余名。", 10),
    ],
)
OPINIONS: tuple[Row, ...] = (
    [("工会意见\n所在单位", 2), ("同意推荐。\n\n公章\n负责人签名：            年  月  日", 10)],
    [("意见\n所在单位技术部门", 2), ("\n\n公章\n负责人签名：           年  月  日", 10)],
    [("审批意见", 2), ("同意命名。\n公章\n年  月  日", 10)],
)
ANNEX: tuple[Row, ...] = (
    *BASICS, *FUNDING, *RESULTS, *BENEFIT, *TRAINING, *SOCIAL, *LEADER, *MEMBERS, *SUMMARY, *OPINIONS,
)  # fmt: skip


def change(rows: Iterable[Row], alter: Callable[[str], str]) -> list[Row]:
    """Rows with every text altered."""
    return [[_altered(_box(item), alter) for item in row] for row in rows]


def _altered(box: Box, alter: Callable[[str], str]) -> Box:
    return Box(alter(box.text), box.span, box.down, box.xml)


def full_width(text: str) -> str:
    """Digits and slashes as an input method for Chinese leaves them."""
    return text.translate({ord(str(digit)): 0xFF10 + digit for digit in range(10)} | {ord("/"): "／", ord("."): "．"})


def unmerged(rows: Iterable[Row]) -> list[Row]:
    """Rows whose vertically merged cells are single ones, filled only at the top."""
    return [[Box(box.text, box.span) for box in map(_box, row)] for row in rows]


def dragged(rows: Iterable[Row]) -> list[Row]:
    """Rows whose columns somebody dragged, so that no row's grid agrees with the next."""
    return [
        [Box(box.text, box.span * 3 + (number * 7 + at) % 2, box.down) for at, box in enumerate(map(_box, row))]
        for number, row in enumerate(rows)
    ]


def spaced(text: str) -> str:
    """Labels with gaps and breaks; values stay."""
    labels = r"工作室名称|所在单位|专业领域|创建日期|命名日期|投入金额|经费来源|创收金额|姓名|性别|学历|民族|所在部门"
    return f"{text[0]}  {text[1]}\n{'　'.join(text[2:])}：" if re.fullmatch(labels, text) else text


def read(path: Path, *tables: Sequence[Row] | str) -> Reading:
    """The reading of a form with the usual cover and these tables."""
    parts = [part if isinstance(part, str) else table(part) for part in tables]
    return read_form(save(path / "表.docx", *COVER, *parts))


def read_bare(path: Path, *parts: str, title: str = "申报审批表") -> Reading:
    """The reading of a form that has no cover, only a title of a line or several, and these parts."""
    return read_form(save(path / "表.docx", *title.split("\n"), *parts))


def studio_of(reading: Reading) -> dict[str, object]:
    """What is read of the studio itself."""
    return dict(rows(reading, "工作室台账")[0].values)


def notices(reading: Reading) -> str:
    """Every message that is worth knowing, a line each."""
    return "\n".join(message for _, _, _, message in told(reading, Severity.NOTICE))


def rows(reading: Reading, ledger: str) -> list[Record]:
    """The rows for one ledger."""
    return [record for record in reading.records if record.ledger == ledger]


def values(reading: Reading, ledger: str, *columns: str) -> list[tuple[Any, ...]]:
    """Some columns of the rows for one ledger."""
    return [tuple(record.values.get(column) for column in columns) for record in rows(reading, ledger)]


def told(reading: Reading, severity: Severity) -> list[tuple[str, int | None, str, str]]:
    """(table, row, label, message) of the issues of one severity."""
    listed = [(issue.place, issue.message) for issue in reading.issues if issue.severity is severity]
    return [(place.sheet, place.row, place.column, message) for place, message in listed]
