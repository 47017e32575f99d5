"""The parts every profile is made of: what is stated, who is connected and by what, and who says so."""

from collections.abc import Iterable, Sequence
from html import escape

from explorer import cards, state, words
from graph.profile import Profile
from graph.rows import Neighbour, StatedFigure
from graph.schema import load_schema

_NOT_FACTS = frozenset({"name", "registered", "source", "quote", "verification", "goals"})
_FIRST = 30  # neighbours of one relation that are listed; the rest is counted


def stated(profile: Profile, *, besides: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """Its properties under their Chinese labels, in the order of the schema, without those told elsewhere."""
    fields = load_schema().node_fields(profile.entity.kind)
    properties = profile.entity.properties
    return [
        (field.zh.replace("(万元)", ""), escape(words.shown(name, properties[name])))
        for name, field in fields.items()
        if name in properties and name not in _NOT_FACTS | besides
    ]


def unregistered(profile: Profile) -> str:
    """A label for what other ledgers mention and nobody registered."""
    return cards.badge("被引用未登记", "amber") if profile.entity.properties.get("registered") is False else ""


def checked(profile: Profile) -> str:
    """A label for what is simulated or has to be checked."""
    return cards.verification(remark(profile))


def remark(profile: Profile) -> str:
    """How far the thing itself was checked."""
    return str(profile.entity.properties.get("verification", ""))


def origin(profile: Profile) -> str:
    """Who says that this thing exists."""
    said = profile.entity.properties
    return cards.section(
        "出处", cards.provenance(said.get("source", ""), said.get("quote", ""), said.get("verification", ""))
    )


def neighbours(found: Iterable[Neighbour], said: str = "") -> str:
    """A list of connected things, each with what is known about the connection and, on hover, who says so.

    ``said`` is the remark about the page's own subject; the same remark is not repeated line by line.
    """
    unique = {(each.id, each.detail, each.since, each.until): each for each in found}
    lines = [_line(each, said) for each in list(unique.values())[:_FIRST]]
    more = len(unique) - len(lines)
    if more > 0:
        lines.append(f"<li><small>另有 {more} 个，见关系网络</small></li>")
    return f'<ul class="mt-list">{"".join(lines)}</ul>' if lines else ""


def _line(each: Neighbour, about: str) -> str:
    told = "，".join(part for part in (each.detail, words.span(each.since, each.until)) if part)
    said = "\n".join(
        part for part in (each.source and f"出处：{each.source}", each.quote and f"原文：“{each.quote}”") if part
    )
    detail = f"<small>{escape(told)}</small>" if told else ""
    doubts = cards.verification(each.verification, about)
    return f'<li title="{escape(said)}">{cards.name_of(each.id, each.name)}{detail} {doubts}</li>'


def amount(found: Sequence[object], unit: str = "项") -> str:
    """How many there are, where there are several."""
    return f"{len(found)} {unit}" if len(found) > 1 else ""


def chips(found: Iterable[Neighbour]) -> str:
    """Connected things as a row of small links."""
    made = "".join(cards.name_of(each, name) for each, name in {each.id: each.name for each in found}.items())
    return f'<div class="mt-chips">{made}</div>' if made else ""


def figures(found: Iterable[StatedFigure]) -> str:
    """Figures the source states in sum, each with its quotation; a source they all share is named once."""
    stated_figures = list(found)
    sources = {figure.source for figure in stated_figures}
    rows = [
        (
            escape(figure.name),
            _amount(figure),
            escape(words.date(figure.period)),
            cards.provenance(figure.source if len(sources) > 1 else "", figure.quote, ""),
        )
        for figure in stated_figures
    ]
    if not rows:
        return ""
    heads = (cards.Column("指标"), cards.Column("数值", "narrow"), cards.Column("期间"), cards.Column("原文", "wide"))
    shared = f'<div class="mt-provenance mt-foot">{cards.source(sources.pop())}</div>' if len(sources) == 1 else ""
    note = "只有合计、没有明细的，按原文保留"
    return cards.section("载明的统计数字", cards.table(heads, rows) + shared, note=note)


def _amount(figure: StatedFigure) -> str:
    """The number with its unit, and what the source adds to it (近, 以上 …)."""
    amount = figure.text if figure.value is None else f"{words.number(figure.value)} {figure.unit}"
    return escape(amount) + (f" <small>{escape(figure.qualifier)}</small>" if figure.qualifier else "")


def goals(lit: Iterable[str]) -> str:
    """The seven goals (七个落脚点), those that are pursued lit."""
    pursued = set(lit)
    chips = (
        f'<span class="lit">✓ {escape(goal)}</span>' if goal in pursued else f"<span>{escape(goal)}</span>"
        for goal in words.GOALS
    )
    return f'<div class="mt-goals">{"".join(chips)}</div>'


def to_network(node_id: str, label: str = "查看关系网络") -> tuple[str, str]:
    """The link to the network around something."""
    return label, state.href("network", id=node_id)
