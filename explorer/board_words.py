"""How long a problem has waited where it stands, in words and colour."""

from explorer import cards, words
from graph.board import PATIENCE, Card


def waited(card: Card) -> str:
    """Since when a problem has stood where it stands."""
    if card.is_over:
        return f"{words.date(card.since)}完成" if card.since else "已完成，日期未载"
    if card.days is None:
        return f"{words.date(card.since)}起" if card.since else "日期未载"
    return f"已 {card.days:,} 天" if card.days else "今天起"


def mark(card: Card) -> str:
    """What is wrong with a problem, as HTML: past its own deadline, or waiting longer than its step should take."""
    late = cards.badge(f"逾期 {card.overdue:,} 天", "red") if card.overdue else ""
    if card.is_over or (card.days or 0) <= PATIENCE[card.step]:
        return late
    return late + cards.badge(f"停得久了，一般 {PATIENCE[card.step]} 天以内", "amber")
