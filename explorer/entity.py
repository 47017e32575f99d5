"""条目: the page of everything whose kind has no page of its own: people, units, regions, projects, problems …."""

from html import escape

from explorer import cards, state, words
from explorer import profile_parts as parts
from explorer.atlas import Atlas
from graph import ask, numerals
from graph.profile import Profile, find_profile

_SHORT = 6  # a longer list of connected things stands in the wide column


def render(atlas: Atlas) -> None:
    """Draw what is known about ``?id=``."""
    node_id = state.read("id")
    known = known_about(atlas, node_id)
    if known is None:
        show_gone()
        return
    cards.show(
        cards.heading(known.entity.name, above=known.kind_zh, badges=parts.checked(known) + parts.unregistered(known)),
        cards.actions(parts.to_network(node_id), *_to_board(known)),
    )
    facts = cards.facts(parts.stated(known))
    left = cards.section("事实", facts)
    if "goals" in known.entity.properties:
        left += cards.section("落脚点", parts.goals(known.entity.properties["goals"]))
    left += parts.figures(known.figures) + _requirements(atlas, known)
    groups = [
        (
            cards.section(heading, parts.neighbours(members, parts.remark(known)), note=parts.amount(members)),
            len(members),
        )
        for heading, members in known.groups()
        if members[0].edge != "REQUIRES" or not members[0].outgoing
    ]
    left += "".join(drawn for drawn, amount in groups if amount > _SHORT)
    beside = [drawn for drawn, amount in groups if amount <= _SHORT]
    half = 0 if left else (len(beside) + 1) // 2
    origin = parts.origin(known) if known.entity.properties.get("source") else ""
    cards.show(cards.columns(left + "".join(beside[:half]) + origin, "".join(beside[half:])))


def _to_board(known: Profile) -> list[tuple[str, str]]:
    """Where a problem is told step by step; nothing for everything else."""
    board = state.href("board", id=known.entity.id)
    return [("看走到哪一步", board)] if known.entity.kind == "Problem" else []


def _requirements(atlas: Atlas, known: Profile) -> str:
    """What a standard requires, article by article; nothing for everything else."""
    if known.entity.kind != "Standard":
        return ""
    lines = [line for line in ask.requirements(atlas.store, standard=known.entity.name) if line.id == known.entity.id]
    lines.sort(key=lambda line: (numerals.ordinal(line.article), line.requirement))
    rows = [(escape(words.text(line.article)), escape(line.requirement)) for line in lines]
    body = cards.table((cards.Column("条款", "narrow"), cards.Column("要求", "wide")), rows) if rows else ""
    return cards.section("要求", body, note=parts.amount(lines))


def show_gone() -> None:
    """Answer a link to something that is not there."""
    cards.show(
        cards.heading("没有这一条"),
        cards.empty(
            "链接中的编号在现在的图谱里找不到，可能已被新的导入替换。",
            cards.link("去关系网络查找", state.href("network")),
        ),
    )


def known_about(atlas: Atlas, node_id: str) -> Profile | None:
    """What is known about one thing, or None when there is no such thing."""
    return find_profile(atlas.store, node_id, today=atlas.today)
