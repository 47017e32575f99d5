"""A suggestion as a waterfall: from nothing, reason by reason, to the whole score, every bar beside its sentence."""

from collections.abc import Callable, Iterator
from html import escape

from explorer import cards
from graph.analytics.reason import Reason, Suggestion

_SHOWN = 8  # reasons with a bar of their own; the small rest is one bar


def steps(reasons: tuple[Reason, ...], most: int = _SHOWN) -> Iterator[tuple[Reason | None, float, float, int]]:
    """The bars: the reason (None for the small rest), where the bar begins, its length, and how many reasons it holds.

    The lengths add up to the score, and every bar begins where the one before ended.
    """
    begin = 0.0
    alone = reasons if len(reasons) <= most else reasons[: most - 1]
    for reason in alone:
        yield reason, begin, reason.points, 1
        begin += reason.points
    rest = reasons[len(alone) :]
    if rest:
        yield None, begin, sum(reason.points for reason in rest), len(rest)


def waterfall(found: Suggestion, scale: float, name: Callable[[str], str]) -> str:
    """The waterfall as HTML.

    Args:
        found: the suggestion.
        scale: the score that fills the width, the same for all cards of a page so that they can be compared.
        name: what an id of evidence is called; empty text leaves it out.
    """
    rows = []
    for reason, begin, length, amount in steps(found.reasons):
        sentence = escape(reason.text) if reason else f"其余 {amount} 条较小的理由"
        proof = _evidence(reason, name) if reason else ""
        place = f"margin-left:{begin / scale:.2%};width:{max(length / scale, 0.004):.2%}"
        rows.append(
            f'<li><div class="mt-why">{sentence}{proof}</div><i><em style="{place}"></em></i><b>+{length:.1f}</b></li>'
        )
    whole = f'<i><em style="width:{found.score / scale:.2%}"></em></i><b>{found.score:.1f}</b>'
    return f'<ol class="mt-waterfall">{"".join(rows)}<li class="whole"><div class="mt-why">合计</div>{whole}</li></ol>'


def _evidence(reason: Reason, name: Callable[[str], str]) -> str:
    linked = [cards.name_of(each, name(each)) for each in dict.fromkeys(reason.evidence) if name(each)]
    return f"<small>依据：{'、'.join(linked)}</small>" if linked else ""
