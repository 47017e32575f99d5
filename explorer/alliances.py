"""联盟: alliances by kind, and one alliance with its members, roles and goals."""

from html import escape

from explorer import cards, state, words
from explorer import profile_parts as parts
from explorer.atlas import Atlas
from explorer.entity import known_about, show_gone
from explorer.paging import paged
from graph import ask
from graph.profile import Profile
from graph.rows import AllianceLine, Member
from graph.schema import kind_of

_EVERY = "all"
_MAY_BREAK = "\u200b"  # where a narrow heading goes on in the next line
_TOLD_ABOVE = frozenset({"MEMBER_OF", "COORDINATES", "LOCATED_IN"})
_LEADING = ("领衔", "常务牵头", "轮值盟主", "秘书长", "指导")
_COLUMNS = (
    cards.Column("联盟", "wide"),
    cards.Column("类型"),
    cards.Column("成立", "narrow"),
    cards.Column("牵头单位", "middle"),
    cards.Column(f"载明{_MAY_BREAK}成员", "number"),
    cards.Column(f"成员{_MAY_BREAK}工作室", "number"),
    cards.Column(f"成员{_MAY_BREAK}单位", "number"),
    cards.Column("课题", "number"),
)


def render(atlas: Atlas) -> None:
    """Draw the alliance of ``?id=``, or the list of ``?kind=``."""
    if not state.read("id"):
        _render_list(atlas)
        return
    known = known_about(atlas, state.read("id"))
    if known is None or known.entity.kind != "Alliance":
        show_gone()
    else:
        _render_one(atlas, known)


def _render_list(atlas: Atlas) -> None:
    cards.show(cards.heading("联盟"))
    if not atlas.alliances:
        cards.show(cards.empty("图谱里还没有联盟。", "在联盟台账里登记后导入即可。"))
        return
    counted = {**dict.fromkeys(words.ALLIANCE_KINDS, 0), **atlas.alliances_by_kind}
    options = {_EVERY: f"全部 {len(atlas.alliances)}", **{kind: f"{kind} {number}" for kind, number in counted.items()}}
    kind = state.segments("联盟类型", options, "kind", _EVERY)
    found = [line for line in atlas.alliances if kind == _EVERY or kind in (line.kinds or ())]
    if found:
        shown, pager = paged(found, "alliances")
        note = "“载明成员”是来源写明的总数；“成员工作室”“成员单位”只计有名单的。"
        cards.show(
            cards.table(_COLUMNS, (_row(line, atlas.said) for line in shown)),
            pager,
            f'<p class="mt-plain-note mt-foot">{note}</p>',
        )
    else:
        cards.show(cards.empty(f"还没有「{kind}」类的联盟。", cards.link("看全部联盟", state.href("alliances"))))


def _row(line: AllianceLine, said: str) -> tuple[str, ...]:
    kinds = "".join(cards.badge(kind) for kind in line.kinds or ()) or words.MISSING
    return (
        cards.name_of(line.id, line.name) + " " + cards.verification(line.verification, said),
        kinds + cards.badge(line.pairing_form, "blue"),
        escape(words.date(line.founded_on)),
        escape(words.listed(line.coordinators)),
        *(words.number(number or None) for number in (line.stated, line.studios, line.organizations, line.projects)),
    )


def _render_one(atlas: Atlas, known: Profile) -> None:
    properties = known.entity.properties
    founded = f"成立于{words.date(properties['founded_on'])}" if "founded_on" in properties else "成立日期未载明"
    coordinators = "、".join(cards.name_of(each.id, each.name) for each in known.related("COORDINATES"))
    kinds = "".join(cards.badge(kind, "blue") for kind in properties.get("kinds", ()))
    cards.show(
        cards.heading(
            known.entity.name,
            above="联盟",
            badges=kinds + parts.checked(known) + parts.unregistered(known),
            below=escape(founded) + (f'<span class="mt-dot">·</span>牵头单位 {coordinators}' if coordinators else ""),
        ),
        cards.actions(parts.to_network(known.entity.id)),
    )
    members = ask.alliance_members(atlas.store, known.entity.id, today=known.today)
    left = cards.section("成员", _members(members), note=f"{len(members)} 个" if members else "")
    former = known.related("MEMBER_OF", former=True)
    left += cards.section("原成员", parts.neighbours(former, parts.remark(known)), note=parts.amount(former, "段"))
    left += parts.figures(known.figures)
    goals = properties.get("goals", ())
    right = cards.section("七个落脚点", parts.goals(goals), note="" if goals else "来源没有载明")
    facts = parts.stated(known, besides=frozenset({"kinds", "founded_on"}))
    facts += [("地区", cards.name_of(each.id, each.name)) for each in known.related("LOCATED_IN")]
    right += cards.section("事实", cards.facts(facts))
    for heading, group in known.groups():
        if group[0].edge not in _TOLD_ABOVE:
            right += cards.section(heading, parts.neighbours(group, parts.remark(known)))
    cards.show(cards.columns(left, right + parts.origin(known)))


def _members(members: list[Member]) -> str:
    if not members:
        return '<p class="mt-plain-note">来源没有给出成员名单。</p>'
    order = {role: place for place, role in enumerate(_LEADING)}
    ordered = sorted(
        members, key=lambda each: (order.get(each.role, len(order)), kind_of(each.id) != "Studio", each.name)
    )
    rows = (
        (
            cards.name_of(each.id, each.name),
            escape("" if each.organization == each.name else each.organization) or words.MISSING,
            cards.badge(each.role, "blue" if each.role in order else "plain") or words.MISSING,
            escape(words.span(each.since, each.until) or words.MISSING),
        )
        for each in ordered
    )
    heads = (
        cards.Column("成员", "wide"),
        cards.Column("所在单位", "middle"),
        cards.Column("角色", "narrow"),
        cards.Column("时间", "narrow"),
    )
    return cards.table(heads, rows)
