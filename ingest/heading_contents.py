"""Which kind of thing a column holds, told by its cells where its heading is a word nobody knew."""

import re
from collections.abc import Mapping, Sequence

from graph.schema import Column
from ingest.choices import match_choice
from ingest.heading_words import core
from ingest.normalise import BLANK, DITTO, Raw, shown, tidy
from ingest.reference.industries import find_industry
from ingest.reference.regions import find_region

PEOPLE = frozenset({"姓名", "领衔人", "师傅", "徒弟", "劳模工匠"})  # columns that hold names of people

_LOOKED_AT = 30  # rows
_FEWEST = 2  # filled cells
_MOST = 0.6  # of the filled cells that have to look alike
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹"
    "熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐"
    "梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍覃霍翁隋甘景薄单包司柏宁柯阮桂闵"
)
PERSON = rf"(?:[{_SURNAMES}]|欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|令狐)[\u3400-\u9fff]{{1,2}}"
_ORGANIZATION = re.compile(
    r".{2,}(?:公司|集团|厂|矿|医院|学院|大学|学校|中学|研究院|研究所|设计院|银行|车间|分公司|中心|站|局|所|院|校|分行|支行|段|协会|合作社|酒店)"
)
_SHAPES = {
    "人": re.compile(rf"{PERSON}(?:[、，,;；/ ]{PERSON})*"),
    "工作室": re.compile(r".+工作室"),
    "联盟": re.compile(r".+联盟"),
    "单位": _ORGANIZATION,
    "年": re.compile(r"(?:19|20)\d\d年?度?"),
    "数": re.compile(r"[约￥¥]?[\d,]+(?:\.\d+)?[多余]?(?:千|万|亿)?元?"),
}
# Who signs, recommends or answers the telephone is not who the row is about.
_BESIDE = re.compile(r"地点|位置|联系|推荐|填|审|经办|上级|主管|命名|授|批准|申报|电话|备注|专利号|编号")


def kind_of_column(name: str, column: Column) -> str:
    """The kind of thing a column of a ledger holds; empty where cells do not tell it from others."""
    if column.type in ("year", "money"):
        return "年" if column.type == "year" else "数"
    if name in PEOPLE:
        return "人"
    said = core(name)
    return said if said in _SHAPES else ""


def all_say(rows: Sequence[Sequence[Raw]], index: int, heading: str, name: str, column: Column) -> bool:
    """Whether the cells under a heading say what only one column of a ledger says: regions, industries, a choice.

    Of a required choice half the cells will do, as the others become issues of their own.
    """
    filled = filled_cells(rows, index)
    if len(filled) < _FEWEST or _BESIDE.search(heading):
        return False
    if name in ("地区", "行业"):
        return not any(text.isdecimal() for text in filled) and all(
            (find_region if name == "地区" else find_industry)(text) for text in filled
        )
    if column.type != "choice":
        return False
    meant = sum(1 for text in filled if _is_choice(text, column.choices))
    return meant * 2 >= len(filled) if column.required else meant == len(filled)


def only_counts_rows(rows: Sequence[Sequence[Raw]], index: int, fewest: int | None) -> bool:
    """Whether the cells of a column are 1, 2, 3 and so on: they number the rows, whatever the heading says.

    Args:
        rows: what stands below the headings.
        index: the column.
        fewest: how many rows it takes; None where the heading says that it counts nothing.
    """
    if fewest is None:
        return False
    filled = filled_cells(rows, index)
    return len(filled) >= fewest and filled == [str(number) for number in range(1, len(filled) + 1)]


def _is_choice(text: str, choices: Sequence[str]) -> bool:
    try:
        match_choice(text, choices)
    except ValueError:
        return False
    return True


def filled_cells(rows: Sequence[Sequence[Raw]], index: int) -> list[str]:
    """The filled cells of a column, of those rows that are looked at."""
    texts = (tidy(shown(row[index])) for row in rows[:_LOOKED_AT] if index < len(row))
    return [text for text in texts if text and text not in BLANK and text not in DITTO]


def kinds_of_cells(rows: Sequence[Sequence[Raw]], headings: Mapping[int, str]) -> dict[int, str]:
    """The kind of thing that stands in each column, where its cells tell; from left to right."""
    found = {}
    for index, heading in sorted(headings.items()):
        filled = filled_cells(rows, index)
        for kind, shape in _SHAPES.items() if filled and not _BESIDE.search(heading) else ():
            alike = sum(1 for text in filled if shape.fullmatch(text) or shape.fullmatch(text.replace(" ", "")))
            if alike >= _MOST * len(filled):
                found[index] = kind
                break
    return found
