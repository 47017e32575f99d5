"""Which rows between and under those of a table are no data: totals, remarks, signatures, headings of sections."""

import re
from collections.abc import Callable, Sequence
from itertools import product

from graph.schema import Column
from ingest.privacy import brief

SECTION = "是分段标题"
_QUARTER = "是时段标题"  # which ends nothing that was said of the rows above it
TOTAL = "是合计行"
# What a cell of a subtotal says and nothing else, wherever the row names its source or kind: below a merged name too.
TOTALS = frozenset(
    f"{over}{word[0]}{space}{word[1]}{mark}"
    for over, word, space, mark in product(
        ("", "本", "本页", "本栏", "本年", "年度", "全年", "两年", "三年", "近三年", "五年", "近五年", "历年", "各年"),
        ("合计", "小计", "总计"),
        ("", " ", "  ", "   ", "\u3000", "\u3000\u3000"),
        ("", ":", "："),
    )
)
_SUM = "合计|小计|总计|共计|累计"
_TOTAL = re.compile(
    rf"(?:本(?:页|年|(?:工作)?室|组|班|厂|院|校|区|市|县|单位|部门)|全年|以上)?(?:{_SUM})(?:[:：(（].*|\d.*)?"
)
_TOTAL_OF = re.compile(rf".{{1,30}}(?:{_SUM})[:：]?")
_REMARK = re.compile(
    r"(?:(?:填表|备|附)?(?:说明|注)\d*[:：、.]"
    r"|(?:填表|填报|填卡|制表|登记|录入|审核|复核|联系|经办|负责|统计|校对)人(?:签字|签名)?(?:[(（].*[)）])?[:：]"
    r"|(?:填表|填报|填卡|制表|登记|录入|报送|上报)(?:单位|日期|时间|部门)(?:[(（].*[)）])?[:：]"
    r"|(?:制表|审核|复核|审批|批准|校对|统计|联系电话|单位|工会|主管)(?:[(（].*[)）])?[:：]"
    r"|(?:单位|主管|分管)?(?:领导|主席|负责人)(?:意见|签字|签名|审批)).*"
    r"|.{0,8}(?:工会|单位|部门|党委|党组织|企业|公司|学校|主管|审核|审批|推荐|评审|初审|复审)意见(?:[(（].*[)）])?(?:[:：].*)?"
    r"|第\d+页(?:[,，/]?共\d+页)?|共\d+页",
    re.DOTALL,
)
# What whoever reads the table is asked, in a line of its own: 如有变动请联系工会，电话：6631208.
_REQUEST = re.compile(
    r"(?:[如若]有|如需|以上|上述|截[至止]|本表|此表|表中|请(?!教)|未尽|特此).*[,，。;；:：!！].*", re.DOTALL
)
_EXAMPLE = re.compile(r"(?:填写|填报|填表)?(?:示例|样例|范例|举例|要求|提示)行?|例")
_HINT = re.compile(r"\([^()]*\)")
# A sentence in brackets, and no name of anybody or anything: （排名不分先后）.
_NOTE = re.compile(
    r"\((?=[^()]*(?:排名|排序|笔画|不分先后|如有|以上|以下|请|本表|此表|[转接续][上下]|续表|无正文|空白))[^()]+\)"
    r"|\((?=[^()]*[,，。;；!！])[^()]{10,}(?<!工作室)(?<!联盟)(?<!公司)\)"
)
_SECTION = re.compile(
    r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．].{1,30}|【[^【】]{1,40}】|〖[^〖〗]{1,40}〗|\[[^\[\]]{1,40}\]"
)
# Without any of these a row is none of all that, as nearly every row is.
_SIGNS = re.compile(r"[计例求示意签审页年请如若截人:：、.．()（）】〗\]]")
# How many there are, and what holds of several rows, each in a line of its own below them.
_COUNTED = re.compile(r"(?:共计?|合计|总计|小计)?\d+(?:人|名|位|项|个|件|次|场)[。.]?")
_EXPLAINED = re.compile(r"\(?\d{1,2}[)、.．]\s*.{4,}[;；。].*", re.DOTALL)
_SIGNED_BY = re.compile(
    r"(?:填表|填报|制表|登记|录入|填卡|审核|经办|统计)人\s+[\u3400-\u9fff]{1,2}\s*[\u3400-\u9fff]{1,2}"
)
_PERIOD = re.compile(r"(?:\d{4}年)?(?:第?[一二三四1-4]季度|[上下]半年|\d{1,2}月份?|[一二三四五六七八九十]{1,2}月份?)")
_SIGNED_ON = re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?")


def aside(lead: Sequence[str], is_bare: Callable[[], bool]) -> str:
    """What a row is that is no data, as a person is told; empty for a row of data.

    Args:
        lead: the first two filled cells of the row.
        is_bare: tells whether the row lacks something a row of data must have.
    """
    if len(lead) > 1 and not any(map(_SIGNS.search, lead)):
        return ""
    if any(_TOTAL.fullmatch("".join(text.split())) for text in lead) or (
        any(_TOTAL_OF.fullmatch(text) for text in lead) and is_bare()
    ):
        return TOTAL
    if _EXAMPLE.fullmatch(written := "".join(lead[0].split())) and len(lead) > 1:
        return "是填写示例或要求"
    if len(lead) > 1 and all(map(_HINT.fullmatch, lead)):
        return "是填写提示"
    alone = len(lead) == 1 and (is_bare() or bool(_REQUEST.fullmatch(written)))
    explains = any(pattern.fullmatch(written) for pattern in (_SIGNED_ON, _NOTE, _REQUEST, _EXPLAINED))
    if _REMARK.fullmatch(written) or (alone and (explains or _SIGNED_BY.fullmatch(lead[0].strip()))):
        return f"是表下说明「{brief(lead[0], 20)}」"
    if alone and _COUNTED.fullmatch(written):
        return TOTAL
    if alone and _SECTION.fullmatch(lead[0]):
        return f"{SECTION}「{brief(lead[0], 20)}」"
    return f"{_QUARTER}「{brief(lead[0], 20)}」" if alone and _PERIOD.fullmatch(written) else ""


def may_sum(column: Column) -> bool:
    """Whether 小计 in a column makes the row a sum: what names or groups rows does, a remark does not."""
    return column.required or column.grouped or column.type == "choice"
