"""工作室: the list with its filters, and the profile of one studio."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from explorer import cards, state, words
from explorer import profile_parts as parts
from explorer.atlas import Atlas
from explorer.entity import known_about, show_gone
from explorer.paging import paged
from graph import marks, names
from graph.profile import Profile
from graph.rows import Neighbour, StudioLine

_COLUMNS = (
    cards.Column("工作室", "wide"),
    cards.Column("领衔人"),
    cards.Column("所在单位", "middle"),
    cards.Column("地区", "narrow"),
    cards.Column("行业"),
    cards.Column("级别", "narrow"),
    cards.Column("联盟", "number"),
)
_ROLES = ("领衔人", "骨干", "成员")
_TITLES = {"WORKS_ON": "课题", "YIELDED": "成果", "HELD": "活动", "FUNDS": "经费"}


def render(atlas: Atlas) -> None:
    """Draw the profile of ``?id=``, or the list."""
    if not state.read("id"):
        _render_list(atlas)
        return
    known = known_about(atlas, state.read("id"))
    if known is None or known.entity.kind != "Studio":
        show_gone()
    else:
        _render_profile(atlas, known)


def _render_list(atlas: Atlas) -> None:
    cards.show(cards.heading("工作室"))
    text_box, province_box, industry_box, level_box = st.columns([2, 1, 1, 1])
    with text_box:
        text = state.text("查找", "text", placeholder="名称、领衔人、单位，或拼音首字母")
    with province_box:
        province = state.choice("省份", sorted(filter(None, atlas.provinces), key=words.alphabetical), "province")
    with industry_box:
        industry = state.choice("行业", [name for name, _ in atlas.industries.most_common() if name], "industry")
    with level_box:
        level = state.choice("级别", words.STUDIO_LEVELS, "level")
    wanted = (province, industry, level)
    matching = _matching(atlas, text)
    found = [
        line
        for line in matching
        if all(want in ("", has) for want, has in zip(wanted, (line.province, line.industry, line.level), strict=True))
    ]
    if not found:
        cards.show(cards.empty("没有符合条件的工作室。", cards.link("清除全部条件", state.href("studio"))))
        return
    shown, pager = paged(found, "studio")
    cards.show(f'<div class="mt-count">共 {len(found):,} 个工作室</div>', studio_table(shown, atlas.said), pager)


def _matching(atlas: Atlas, text: str) -> Sequence[StudioLine]:
    """Studios whose name, number, pinyin, leader or unit contains the text."""
    if not text:
        return atlas.studios
    typed = text.lower()
    hits = {hit.id for hit in names.search(atlas.store, text, kind="Studio")}
    return [
        line
        for line in atlas.studios
        if line.id in hits or typed in line.organization.lower() or any(typed in name.lower() for name in line.leaders)
    ]


def studio_table(lines: Sequence[StudioLine], said: str) -> str:
    """Studios as a table with links to their profiles; what is ``said`` already is not repeated line by line."""
    return cards.table(
        _COLUMNS,
        (
            (
                cards.name_of(line.id, line.name) + " " + cards.verification(line.verification, said),
                escape(words.listed(line.leaders)),
                escape(words.text(line.organization)),
                escape(words.text(line.region)),
                escape(words.text(line.industry)),
                escape(words.text(line.level)),
                str(line.alliances or words.MISSING),
            )
            for line in lines
        ),
    )


def _render_profile(atlas: Atlas, known: Profile) -> None:
    properties = known.entity.properties
    badges = [cards.badge(str(properties.get(name, "")), "blue") for name in ("level", "category")]
    status = str(properties.get("status", ""))
    badges += [cards.badge(status, "red" if marks.is_closed(status) else "plain")]
    leaders = "、".join(cards.name_of(each.id, each.name) for each in known.related("LEADS")) or words.MISSING
    places = [cards.name_of(each.id, each.name) for edge in ("BASED_AT", "LOCATED_IN") for each in known.related(edge)]
    cards.show(
        cards.heading(
            known.entity.name,
            above="工作室",
            badges="".join(badges) + parts.checked(known) + parts.unregistered(known),
            below=f"领衔人 {leaders}" + "".join(f'<span class="mt-dot">·</span>{place}' for place in places),
        ),
        cards.actions(parts.to_network(known.entity.id), ("伙伴建议", state.href("partners", id=known.entity.id))),
    )
    members = sorted(known.related("BELONGS_TO"), key=lambda each: (_rank(each.detail), words.alphabetical(each.name)))
    skills = parts.chips(known.related("SKILLED_IN"))
    told = {"level", "category", "status"} | ({"expertise"} if skills else set())
    facts = parts.stated(known, besides=frozenset(told))
    facts += [
        ("行业", cards.link(each.name, state.href("studio", industry=each.name)))
        for each in known.related("IN_INDUSTRY")
    ]
    left = cards.section("事实", cards.facts(facts) or _nothing("除名称外，来源没有载明别的事实。"))
    left += _relations(known, ("WORKS_ON", "YIELDED", "HELD", "FUNDS"))
    left += cards.section("擅长技能", skills)
    left += parts.figures(known.figures) + parts.origin(known)
    cards.show(cards.columns(left, _ties(atlas, known, members)))


def _ties(atlas: Atlas, known: Profile, members: Sequence[Neighbour]) -> str:
    """Whom the studio is connected with now, and below whom it was."""
    said = parts.remark(known)
    alliances, left = known.related("MEMBER_OF"), known.related("MEMBER_OF", former=True)
    nowhere = "现在不在任何联盟。" if left else "还没有加入联盟。"
    drawn = cards.section("联盟", parts.neighbours(alliances, said) or _nothing(nowhere))
    drawn += cards.section("曾加入", parts.neighbours(left, said))
    drawn += cards.section("成员", parts.neighbours(members, said) or _nothing("来源没有给出成员名单。"))
    drawn += cards.section("原成员", parts.neighbours(known.related("BELONGS_TO", former=True), said))
    return drawn + _mentoring(atlas, {each.id for edge in ("LEADS", "BELONGS_TO") for each in known.related(edge)})


def _rank(role: str) -> int:
    return _ROLES.index(role) if role in _ROLES else len(_ROLES)


def _relations(known: Profile, edges: Sequence[str]) -> str:
    return "".join(
        cards.section(_TITLES[edge], parts.neighbours(found, parts.remark(known)), note=parts.amount(found))
        for edge in edges
        if (found := known.related(edge))
    )


def _mentoring(atlas: Atlas, people: set[str]) -> str:
    rows = [
        f"<li><span>{cards.name_of(pair.mentor_id, pair.mentor)} → "
        f"{cards.name_of(pair.apprentice_id, pair.apprentice)}</span>"
        f"<small>{escape('，'.join(filter(None, (pair.trade, words.span(pair.since, pair.until)))))}</small></li>"
        for pair in atlas.mentoring
        if {pair.mentor_id, pair.apprentice_id} & people
    ]
    return cards.section("师徒", f'<ul class="mt-list">{"".join(rows)}</ul>' if rows else "", note="师傅 → 徒弟")


def _nothing(text: str) -> str:
    return f'<p class="mt-plain-note">{escape(text)}</p>'
