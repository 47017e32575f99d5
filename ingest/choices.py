"""Which word of a fixed choice a cell means, directly or by what unions write for it."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from ingest.normalise import Raw, half_width, shown, split_list
from ingest.privacy import quoted

_YES = frozenset({"是", "有", "√", "✓", "✔", "☑", "对", "已", "合格", "良好", "优秀", "Y", "YES", "T", "TRUE", "1"})
_NO = frozenset(
    {
        "否",
        "无",
        "×",
        "✗",
        "✘",
        "☐",
        "□",
        "没有",
        "未",
        "尚未",
        "还未",
        "暂未",
        "延期",
        "不合格",
        "N",
        "NO",
        "F",
        "FALSE",
        "0",
        "X",
    }
)
_HINT = re.compile(r"(?<=.)\([^()]*\)$")
_DIGIT = re.compile(r"\d")
_DONE_OR_NOT = re.compile(
    r"(?:已经?|按期|如期|提前|准予|优秀|良好|合格|(未|尚未|没有|暂未|还未|不予|延期|待|拟))?(?:完成|能)?"
    r"(?:推广|转化|应用|使用|投产|投用|落地|实施|出师|出徒|满师)(?:推广|转化|应用|使用)?"
)
_YET = r"[^未没停败期但不为难,;。、]"  # 已应用，未转化 and 已转化为正式工 say something else
_YET_TO = re.compile("[未没不停败待拟否]|部分")
_WHERE = (
    r"(?:企业|公司|单位|车间|集团|系统|行业|工厂|厂家?|医院|学校|班组|工地|项目部?|家|个|省|市|局|产线)(?:内|全面|上)?"
)
_IN_USE = re.compile(
    rf"(?:已经?(?:在{_YET}{{1,12}})?|在{_YET}{{0,10}}{_WHERE})(?:推广|转化|应用|使用|投产|投用){_YET}{{0,12}}"
    r"|在用|(?:推广|应用|使用)中"
)  # 已推广3家
_STILL = re.compile(
    r"(?:仍?在|正在|继续)?(?:培养|带教|学习|跟师|跟班|学徒|进行|带|培|学)(?:中|期|期间|期内)?|未到期|未满期|未期满"
)
_BOXES = re.compile(r"\s*(?:[□☐☑☒■√✓✔][^□☐☑☒■√✓✔]+)+")  # every choice behind a box, as on a form
_TICKED = re.compile(r"[☑☒■√✓✔]([^□☐☑☒■√✓✔]+)")
_OTHERWISE = re.compile(r"[非不未无副拟待原曾]|(?<!标)准|申报|候选|前任")  # what follows such a word is not meant
OTHER, _AWARD = "其他", "获奖"
_LONGEST_OTHER = 12  # characters; what is longer is no name of a kind
_COMPANIES = (
    "国企", "央企", "国有", "民企", "民营", "私企", "私营企业", "外资企业", "合资企业", "中央企业", "集团公司",
    "股份公司", "股份有限公司", "有限责任公司", "国有控股企业",
)  # fmt: skip
# What offices call their own level: of a hospital, a school, a mine, a railway bureau, a bank.
_OWN_LEVEL = (
    "院级", "校级", "矿级", "局级", "段级", "站段级", "行级",
    "总行级", "分行级", "支行级", "局集团级", "局集团公司级", "基层级", "车间级",
)  # fmt: skip
# A province and a city, however they are called.
_PROVINCE = ("省级", "省", "省总", "省总工会", "部级", "自治区级", "直辖市级", "省(部)级", "省、部级")
_CITY = ("市级", "市", "市总", "市总工会", "设区市级", "市厅级", "地级", "地级市", "地(市)级", "州级")
# What unions write → the word of the choice. A synonym counts only where its word is among the column's choices.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "国家级": ("国家", "全国", "全国级", "全国总工会"),
    "省部级": ("省部", *_PROVINCE),
    "地市级": ("地市", *_CITY),
    "区县级": (
        "区",
        "县",
        "区级",
        "县级",
        "县区级",
        "区县",
        "县(区)级",
        "区(县)级",
        "县(市)级",
        "县(市、区)级",
        "市区县级",
    ),
    "企业级": ("公司级", "省公司级", "厂级", "企业", "公司", "集团级", "单位级", "本单位级", *_OWN_LEVEL),
    "国际": ("国际级",),
    "国家": ("国家级", "全国", "全国级"),
    "省部": ("省部级", "行业级", *_PROVINCE),
    "地市": ("地市级", *_CITY),
    "企业": (
        "企业级",
        "单位级",
        "本单位级",
        "公司级",
        "厂级",
        "集团级",
        "公司",
        "集团",
        "有限公司",
        "国有企业",
        "民营企业",
        "厂",
        *_COMPANIES,
        *_OWN_LEVEL,
    ),
    "学校": (
        "大学",
        "学院",
        "高校",
        "高等院校",
        "技工学校",
        "高等学校",
        "院校",
        "职业院校",
        "职校",
        "技校",
        "中专",
        "高职",
        "高职院校",
        "技师学院",
        "职业学院",
        "中学",
        "小学",
        "幼儿园",
        "职中",
        "中职",
        "中职学校",
        "职业学校",
        "职业中学",
        "职业中专",
        "中等职业学校",
        "特殊教育学校",
    ),
    "科研院所": ("研究院", "研究所", "科研单位", "科研机构"),
    "机关": ("政府", "政府机关", "党政机关", "行政机关", "政府部门"),
    "事业单位": ("事业", "公益事业单位"),
    "工会": ("总工会", "工会组织"),
    "技术攻关": ("攻关", "技术攻关型", "技术创新", "技术研发", "研发", "技术革新", "创新攻关", "研发型", "攻关型"),
    "技能传授": ("传授", "传授型", "技艺传承", "人才培养", "技能传授型", "技能传承"),
    "窗口服务": ("服务", "窗口服务型"),
    "在册": ("正常", "有效", "在用", "运行中", "正常运行", "运行正常", "正常运转", "运转正常", "在运行", "存续"),
    "摘牌": ("已摘牌", "撤销", "已撤销", "已停止运行", "停止运行", "停用", "取消", "注销", "已注销"),
    "领衔人": ("领衔", "牵头人", "领衔劳模", "带头人", "负责人", "主持人", "领办人", "主任", "室主任"),
    "骨干": ("骨干成员", "核心骨干", "副主任", "核心成员", "技术骨干", "核心"),
    "成员": (
        "参与单位",
        "理事单位",
        "会员单位",
        "盟员",
        "盟员单位",
        "普通成员",
        "一般成员",
        "成员单位",
        "参与",
        "组员",
        "队员",
        "其他成员",
    ),
    "男": ("男性", "M"),
    "女": ("女性", "F"),
    "跨区域": ("跨地区", "跨地域", "跨省", "跨市", "区域"),
    "跨行业": ("行业间", "跨产业", "跨领域"),
    "跨企业": ("跨单位", "企业间", "跨公司"),
    "校企": ("校企合作", "校企联合", "校企联盟", "产学研"),
    "1+N集群": ("1+N", "集群", "1+N模式", "集群式"),
    "结对": ("两两", "两两结对", "结对子", "结对共建", "一对一"),
    "领衔": ("牵头", "牵头单位", "领衔单位", "领衔工作室", "盟主", "盟主单位", "理事长", "理事长单位", "会长单位"),
    "常务牵头": ("常务", "常务牵头单位"),
    "秘书长": ("秘书长单位", "秘书处"),
    "轮值盟主": ("轮值", "轮值单位", "轮值牵头", "轮值盟主单位", "轮值主席", "轮值理事长"),
    "指导": ("指导单位", "指导工作室"),
    "发明专利": ("发明", "国家发明专利"),
    "实用新型专利": ("实用新型", "新型专利", "新型"),
    "标准": (
        "国家标准",
        "行业标准",
        "企业标准",
        "团体标准",
        "地方标准",
        "技术标准",
        "标准规范",
        "技术规范",
        "标准规程",
        "国标",
        "行标",
        "地标",
        "团标",
        "企标",
    ),
    "获奖": ("奖项", "奖励", "科技奖", "奖", "科技进步奖"),
    "论文": ("期刊论文", "学术论文"),
    "工法": ("施工工法",),
    "其他": (
        "小发明",
        "小改造",
        "小革新",
        "小设计",
        "小建议",
        "五小成果",
        "QC成果",
        "合理化建议",
        "软件著作权",
        "技术革新",
    ),
    "培训": ("技能培训", "培训班"),
    "攻关": ("技术攻关", "攻关活动"),
    "交流": ("技术交流", "交流活动", "观摩", "参观"),
    "讲座": ("技术讲座", "讲课", "授课", "专题讲座", "专题授课"),
    "地区": ("区域",),
    "劳模帮帮团": ("帮帮团",),
    "解决技术难题": ("技术难题", "攻克技术难题", "攻克难题", "破解难题", "破解技术难题"),
    "优化产品质量": ("产品质量", "提升产品质量", "提高产品质量", "提高质量", "提升质量", "质量提升"),
    "降低能源消耗": ("降低能耗", "节能降耗", "降低消耗", "节能减排"),
    "提高生产效率": ("生产效率", "提升生产效率", "提质增效", "提高效率", "提升效率", "提高工效"),
    "增强创新能力": ("创新能力", "提升创新能力"),
    "培养技术人才": ("培养人才", "人才培养", "培养技能人才", "技能人才培养", "培育人才"),
    "拓展市场资源": ("拓展市场", "市场资源", "开拓市场", "市场拓展"),
}


def find_choice(value: Raw, choices: Sequence[str]) -> str | None:
    """The one of ``choices`` the cell means, directly or by a synonym, or None; brackets may follow."""
    meanings, written = _meanings(tuple(choices)), _key(shown(value))
    return meanings.get(written) or meanings.get(_HINT.sub("", written))


@cache
def _meanings(choices: tuple[str, ...]) -> Mapping[str, str]:
    """Every way to write one of the choices, and the choice."""
    synonyms = {_key(synonym): choice for choice in reversed(choices) for synonym in reversed(SYNONYMS.get(choice, ()))}
    return synonyms | {_key(choice): choice for choice in reversed(choices)}


def match_choice(value: Raw, choices: Sequence[str]) -> str:
    """The one of ``choices`` the cell means.

    Raises:
        ValueError: the cell means none of them.
    """
    choice = find_choice(value, choices)
    if choice is None:
        msg = f"「{quoted(value)}」不在可选值内，请改为{'、'.join(choices)}之一"
        raise ValueError(msg)
    return choice


def match_choices(value: Raw, choices: Sequence[str]) -> tuple[str, ...]:
    """The several of ``choices`` the cell means; commas, slashes and spaces separate here too."""
    return tuple(dict.fromkeys(match_choice(part, choices) for part in _parts(value, choices)))


def read_choice(value: Raw, choices: Sequence[str]) -> tuple[str, str]:
    """The one of ``choices`` the cell means, and a remark when that is a guess.

    Of choices with boxes before them the one that is ticked is meant.
    A guess is a word of the choices that stands inside the cell, and else 其他 where that is a choice.

    Raises:
        ValueError: the cell means none of them.
    """
    text = shown(value)
    try:
        choice = match_choice(_ticked(text), choices)
    except ValueError:
        guess = "" if _is_boxed(text) else _guess(_key(text), choices)
        if not guess:
            raise
        return guess, f"「{quoted(value)}」不在可选值内，按「{guess}」读入，请核对"
    beside = _HINT.search(_key(text))  # 已摘牌(2022年6月), but not 企业级(省公司级)
    told = beside and _DIGIT.search(beside[0])
    return choice, f"「{quoted(value)}」按「{choice}」读入，括号里的没有读入" if told else ""


def read_choices(value: Raw, choices: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """The several of ``choices`` the cell means, and a remark when some are a guess."""
    read = [read_choice(part, choices) for part in _parts(value, choices)]
    return tuple(dict.fromkeys(choice for choice, _ in read)), "；".join(remark for _, remark in read if remark)


def _parts(value: Raw, choices: Sequence[str]) -> list[str]:
    """The words of a cell that means several choices; a space parts two where each of them means one."""
    parts = split_list(re.sub(r"[,，/|]", "；", _ticked(shown(value))))
    words = [part.split() if find_choice(part, choices) is None else [part] for part in parts]
    return [
        word
        for part, apart in zip(parts, words, strict=True)
        for word in (apart if all(find_choice(each, choices) for each in apart) else [part])
    ]


def _ticked(text: str) -> str:
    """What is ticked where choices stand behind boxes; else the text."""
    return "；".join(each.strip() for each in _TICKED.findall(text)) or text if _is_boxed(text) else text


def _is_boxed(text: str) -> bool:
    """Whether choices stand behind boxes, some of them empty."""
    return ("□" in text or "☐" in text) and bool(_BOXES.fullmatch(text))


def _guess(written: str, choices: Sequence[str]) -> str:
    beside = _HINT.search(written)  # 副盟主(常务牵头)
    if beside and (meant := find_choice(beside[0][1:-1], choices)) not in (None, OTHER):
        return meant
    if not _OTHERWISE.search(written):
        if _AWARD in choices and written.endswith("奖"):  # QC成果一等奖
            return _AWARD
        lengths = {
            choice: max((len(word) for word in _words(choice) if word in written), default=0) for choice in choices
        }
        longest = max(lengths.values())
        best = [choice for choice, length in lengths.items() if length == longest]
        if longest > 1 and len(best) == 1:
            return best[0]
    named = any(map(str.isalpha, written)) and len(written) <= _LONGEST_OTHER
    return OTHER if OTHER in choices and named else ""


@cache
def _words(choice: str) -> tuple[str, ...]:
    """Every word for a choice, its own first."""
    return tuple(map(_key, (choice, *SYNONYMS.get(choice, ()))))


@lru_cache(maxsize=8192)
def _key(text: str) -> str:
    return "".join(half_width(text).split()).upper()


def parse_flag(value: Raw) -> bool:
    """Yes or no: 是/否, 有/无, √/×, Y/N."""
    written = half_width(value).upper()
    remark = _HINT.search(written)  # 是(内部使用), but not 是(尚未推广)
    text = written if remark is None or _YET_TO.search(remark[0]) else written[: remark.start()].rstrip()
    if text in _YES or text in _NO:
        return text in _YES
    if done := _DONE_OR_NOT.fullmatch(text):
        return not done[1]
    if _STILL.fullmatch(text):
        return False
    if _IN_USE.fullmatch(text):
        return True
    msg = f"「{quoted(value)}」看不出是或否，请写「是」或「否」"
    raise ValueError(msg)
