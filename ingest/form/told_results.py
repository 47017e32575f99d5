"""Results told in lines of one cell: 1.《防锚绳磨损装置》 实用新型专利 2017年8月."""

import re
import unicodedata

from graph.schema import load_schema
from ingest.choices import OTHER, read_choice
from ingest.form.inline import ITEM_NUMBER
from ingest.form.values import DATE_WITHIN

Result = dict[str, str]

_IN_QUOTES = re.compile(r"《([^《》]+)》|“([^“”]+)”")
_BETWEEN = re.compile(r"[,，、;；。()（）\s]+")
_LINE = re.compile(r"[\n;；。]+")
_GAINED = re.compile(
    r"^(?:曾|已|并)?(?:(?:主持|参与|牵头|负责)?(?:编写|编制|制定|修订|起草|发表|撰写|出版)了?|荣获|获得|获评|获|被评为|评为|取得|列为)"
)
_WHEN = rf"{DATE_WITHIN.pattern}|(?:19|20)\d{{2}}(?:0[1-9]|1[0-2])"  # also 201807
_DONE = re.compile(
    rf"(?:于|(?:授权|完成|获奖|发布|发表)(?:日期?|时间)?[:：]?)?({_WHEN})(?:完成|授权|获批|取得|获得|获奖|发布|发表|实施)?",
    re.ASCII,
)
_DATE_FIRST = re.compile(rf"^[于在]?({_WHEN})(?=\D)", re.ASCII)  # 于2019年7月取得实用新型专利
_KIND_FIRST = re.compile(r"^([^:：,，。“《]{2,10})[:：](?=.{4,})")  # 发明专利：一种吊具防摇方法
_YEAR_FIRST = re.compile(r"^((?:19|20)\d{2})年度?", re.ASCII)
_LEVEL_FIRST = re.compile(
    r"^(?:[\u3400-\u9fff]{1,8}?[省市县区])?((?:国际|国家|省部|省|部|行业|地市|市|企业|公司|集团|厂|局)级|(?:国际|国家|企业)(?=标准|工法))"
)
_NUMBER = re.compile(r"(?:专利|证书|文件|标准)?号?[:：]?(?:ZL)?[\dA-Z./Xx-]{6,}")
_OF_RIGHT = re.compile(r"(?<=专利)授权$|(?<=专利)证书$|(?<=著作权)(?:登记)?证书$")
_MADE_KNOWN = re.compile(r"(?:公开|成功|现已|已)?(?:发表|发布|授权|推广应用|投入使用)")
_WHAT_IS_NAMED = re.compile(r"[\u3400-\u9fffA-Z]{0,6}(?:课题|项目|成果|论文|专利|工法|标准|软件)")  # QC课题“…”
_NO_NAME = re.compile(r"\d\s*[项个件篇]|近[一二两三四五]年|获得|取得|荣获")  # 取得发明专利2项
_A_PAPER = re.compile(r".*(?:[日晚早时]报|周刊|月刊|杂志|学报|期刊)$")  # in which something was published
_SHORTEST_NAME = 4  # characters


def told_results(text: str) -> tuple[Result, ...]:
    """The results a text tells line by line, by the headings of a list of them; nothing where a line tells more.

    >>> told = told_results("1.《夜间听漏法》，获2019年地市级创新成果一等奖；2.便携式检测台，实用新型专利，2022年11月")
    >>> for result in told:
    ...     result
    {'成果名称': '夜间听漏法', '日期': '2019年', '等级': '地市级', '类别': '创新成果一等奖'}
    {'成果名称': '便携式检测台', '类别': '实用新型专利', '日期': '2022年11月'}
    """
    lines = [ITEM_NUMBER.sub("", line.strip(), count=1) for line in _LINE.split(text) if line.strip()]
    found = [_result(unicodedata.normalize("NFKC", line)) for line in lines]
    told = tuple(result for result in found if result)
    return told if len(told) == len(found) else ()


def _result(line: str) -> Result:
    """What one line tells of a result; nothing where a part of it is none of its kind, level, date and number."""
    kind = _KIND_FIRST.match(line)
    if kind and _is_a_kind(kind[1]):
        line = f"{line[kind.end() :]},{kind[1]}"
    quoted = _IN_QUOTES.search(line)
    before = line[: quoted.start()].strip(" ,，:：") if quoted else ""
    if before and not (_WHAT_IS_NAMED.fullmatch(before) or _part(_GAINED.sub("", before))):
        quoted = None  # 一种“互联网+”检修装置
    said = f"{line[: quoted.start()]},{line[quoted.end() :]}" if quoted else line  # 发明专利“…”，2018年授权
    parts = [part for part in _BETWEEN.split(said) if part]
    name = (quoted[1] or quoted[2]) if quoted else "".join(parts[:1])
    parts = parts if quoted else parts[1:]
    result = {"成果名称": name}
    for part in parts:
        if _MADE_KNOWN.fullmatch(part) or (part == before and not _part(_GAINED.sub("", part))):
            continue
        told = _part(_GAINED.sub("", part)) or ({"编号": part} if _NUMBER.fullmatch(part) else {})
        if not told or not result.keys().isdisjoint(told):
            return {}
        result |= told
    is_name = len(name) >= _SHORTEST_NAME and not _A_PAPER.match(name) and bool(quoted or not _NO_NAME.search(name))
    return result if "类别" in result and is_name else {}


def _part(text: str) -> Result:
    """A date, or the kind of a result, perhaps after its year and level: 2022年省部级QC成果二等奖."""
    if done := _DONE.fullmatch(text):
        return {"日期": done[1]}
    told: Result = {}
    if dated := _DATE_FIRST.match(text):
        told["日期"] = dated[1]
        text = _GAINED.sub("", text[dated.end() :])
    for heading, pattern in (("日期", _YEAR_FIRST), ("等级", _LEVEL_FIRST)):
        if heading not in told and (match := pattern.match(text)):
            told[heading] = f"{match[1]}年" if heading == "日期" else match[1]
            text = text[match.end() :]
    text = _OF_RIGHT.sub("", text)
    if text and not _is_a_kind(text):
        return {}
    return told | ({"类别": text} if text else {})


def _is_a_kind(text: str) -> bool:
    try:
        return read_choice(text, load_schema().ledgers["成果台账"].columns["类别"].choices)[0] != OTHER
    except ValueError:
        return False
