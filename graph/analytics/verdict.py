"""What an evaluation says, in words a planner can act on."""

from collections.abc import Mapping
from types import MappingProxyType

from graph.analytics.evaluate import ENOUGH, GROUPS, OURS, Evaluation, Result
from graph.analytics.grading import Quality

METHOD_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "mengtu": "盟图建议",
        "popularity": "热门程度",
        "random": "随机",
        "common_neighbours": "共同伙伴",
        "adamic_adar": "Adamic–Adar",
        "resource_allocation": "资源分配",
        "personalised_pagerank": "PageRank",
        "local_path": "局部路径",
    }
)
PART_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "ties": "联系合计",
        "content": "情况合计",
        "standing": "声望合计",
        "local_path": "局部路径",
        "shared_alliances": "共同伙伴",
        "walk": "关系可达",
        "past_alliance": "曾经同盟",
        "joint_project": "共同课题",
        "mentoring": "师徒关系",
        "supply": "供应关系",
        "common_skill": "共同擅长",
        "skill_gap": "技能互补",
        "region": "地区相近",
        "industry": "行业相近",
        "pairing": "结对形式",
        "level": "级别带动",
        "experience": "联盟经验",
        "local_peers": "同地区的选择",
    }
)
GROUP_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "suggestible": "未结盟",
        "new": "新伙伴",
        "repeat": "老伙伴",
        "newcomer": "新加入",
        "asked_by_known": "老手问",
        "asked_by_newcomer": "新手问",
    }
)
LEGEND = (
    "总体：连同已经结盟的一起排；未结盟：只排还没有结盟的，“伙伴建议”就是这样排的；新伙伴：双方都结过盟，但不是互相；"
    "老伙伴：以前就结过盟；新加入：至少一方此前没有结过盟；老手问、新手问：提问的工作室此前结过盟、没有结过盟。"
)


def sentences(found: Evaluation) -> tuple[str, ...]:
    """What was done and what came out, and, when there is too little to judge by, that first of all."""
    said = (too_few(found), _measured(found), _judged(found), _newcomers(found), _left_out(found))
    return tuple(filter(None, said))


def in_chinese(day: str) -> str:
    """A full date in words.

    >>> in_chinese("2016-01-05")
    '2016年1月5日'
    """
    year, month, date = day.split("-")
    return f"{year}年{int(month)}月{int(date)}日"


def percent(share: float) -> str:
    """A share with one decimal.

    >>> percent(0.5234)
    '52.3%'
    """
    return f"{100 * share:.1f}%"


def mrr(result: Result, measured: Quality) -> str:
    """A mean of reciprocal places; a dash where there was no list, or the method had nothing to say about anybody."""
    return f"{measured.mrr:.3f}" if measured.queries and result.coverage else "—"


def of_group(result: Result, group: str) -> Quality:
    """How a method did in a group."""
    return result.groups[GROUPS.index(group)][1]


def too_few(found: Evaluation) -> str:
    """That there is too little to judge by; empty when there is enough."""
    if found.enough:
        return ""
    day = in_chinese(found.held.cutoff)
    return f"{day}以后结了新盟的工作室只有 {found.queries} 个，太少，数字多半是偶然，不能作为依据。"


def _hits(found: Evaluation, method: str, group: str = "suggestible") -> str:
    (result,) = (each for each in found.methods if each.method == method)
    return percent(of_group(result, group).hits_at_10)


def _measured(found: Evaluation) -> str:
    asked = of_group(found.methods[0], "suggestible").queries
    if not asked:
        return f"{in_chinese(found.held.cutoff)}（含）以后没有工作室与此前未结盟的伙伴结盟，无从检验新伙伴的建议。"
    ours, popular, chance = (_hits(found, method) for method in (OURS, "popularity", "random"))
    return (
        f"遮住{in_chinese(found.held.cutoff)}（含）以后的联盟，只凭此前的资料，给后来结了新伙伴的 {asked:,} 个工作室"
        f"各推荐一遍，再看后来真正和谁结盟：前十名里至少有一个真伙伴的占 {ours}；只按热门程度推荐是 {popular}，"
        f"随机推荐是 {chance}。"
    )


def _judged(found: Evaluation) -> str:
    """Whether ours is better than popularity, as far as the paired interval tells."""
    if of_group(found.methods[0], "suggestible").queries < ENOUGH:
        return ""
    (beside,) = (each for each in found.paired if each.group == "suggestible" and each.role == "popularity")
    gap = beside.mrr
    if gap.low > 0:
        verdict = "盟图的建议确实比只看热门程度更准"
    elif gap.high < 0:
        verdict = "盟图的建议还不如只看热门程度准，请只当作线索"
    else:
        verdict = "看不出盟图的建议比只看热门程度更准"
    interval = f"平均相差 {gap.difference:+.3f}，95% 的可能在 {gap.low:+.3f} 与 {gap.high:+.3f} 之间"
    return f"在这份数据上，{verdict}（比的是真伙伴名次的倒数，{interval}）。"


def _newcomers(found: Evaluation) -> str:
    group = "asked_by_newcomer"
    asked = of_group(found.methods[0], group).queries
    if asked < ENOUGH:
        return ""
    ours, popular = (_hits(found, method, group) for method in (OURS, "popularity"))
    return (
        f"此前没有参加过联盟的 {asked:,} 个，只能凭地区、行业、技能等自身情况推荐：前十名里至少有一个真伙伴的"
        f"占 {ours}，只按热门程度推荐是 {popular}。"
    )


def _left_out(found: Evaluation) -> str:
    if not found.held.undated:
        return ""
    return f"另有 {found.held.undated:,} 条联盟成员关系没有日期或日期太粗，前后都没有算进去。"
