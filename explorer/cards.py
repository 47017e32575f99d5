"""Pieces of pages as HTML: everything that comes from data is escaped here, and only here."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

import streamlit as st

from explorer import state, words
from graph import marks

_MARKS = re.compile(r"[!-/:-@\[-`{-~]")  # what may mean something in Markdown
_LONGEST = 60  # characters of a name where it is one of many


class Column(NamedTuple):
    """A column of a table: its heading and, unless it is plain text, ``number``, ``narrow``, ``middle`` or ``wide``."""

    heading: str
    style: str = ""


def show(*pieces: str) -> None:
    """Put pieces on the page."""
    st.html("".join(pieces))


def toast(text: str) -> None:
    """Say something for a moment, over the page wherever it was scrolled to."""
    st.toast(unmarked(text))


def unmarked(text: str) -> str:
    r"""Text for a place where Streamlit reads Markdown: names from ledgers make no links and fetch no pictures.

    >>> unmarked("甲![](x)室")
    '甲\\!\\[\\]\\(x\\)室'
    """
    return _MARKS.sub(r"\\\g<0>", text)


def link(label: str, address: str, style: str = "") -> str:
    """A link to a view of the explorer."""
    marked = f' class="{style}"' if style else ""
    return f'<a data-in href="{escape(address)}" target="_self"{marked}>{escape(label)}</a>'


def name_of(node_id: str, name: str) -> str:
    """The name of something, linked to its page; a name of several lines is cut and given whole on hover."""
    if len(name) <= _LONGEST:
        return link(name, state.href_of(node_id))
    return f'<span title="{escape(name)}">{link(words.shortened(name, _LONGEST), state.href_of(node_id))}</span>'


def source(text: str) -> str:
    """Where something is said: a link when it is a web address, otherwise the text."""
    if text.startswith(("https://", "http://")):
        shown = escape(words.shortened(text.split("://", 1)[1], 60))
        return f'<a href="{escape(text)}" target="_blank" rel="noopener noreferrer">{shown}</a>'
    return escape(text)


def badge(label: str, tone: str = "plain") -> str:
    """A small label; tones are plain, blue, amber, violet and red."""
    return f'<span class="mt-badge mt-{tone}">{escape(label)}</span>' if label else ""


def verification(text: str, said: str = "") -> str:
    """A label for what is simulated or has to be checked, with the whole remark on hover; nothing for the rest.

    ``said`` is what the page says anyway and need not be repeated.
    """
    tones = {marks.SYNTHETIC: "violet", marks.UNCHECKED: "amber"}
    return "".join(
        f'<span class="mt-badge mt-{tone}" title="{escape(text)}">{word}</span>'
        for word, tone in tones.items()
        if word in text and word not in said
    )


def heading(title: str, *, above: str = "", below: str = "", badges: str = "") -> str:
    """The head of a page; ``below`` and ``badges`` are HTML."""
    top = f'<div class="mt-above">{escape(above)}</div>' if above else ""
    bottom = f'<div class="mt-below">{below}</div>' if below else ""
    size = ' class="long"' if len(title) > _LONGEST else ""
    return f'<header class="mt-head">{top}<h1{size}>{escape(title)} {badges}</h1>{bottom}</header>'


def section(title: str, body: str, *, note: str = "") -> str:
    """A titled part of a page; ``body`` is HTML. Nothing when there is no body."""
    if not body:
        return ""
    remark = f'<span class="mt-note">{escape(note)}</span>' if note else ""
    return f'<section class="mt-section"><h2>{escape(title)}{remark}</h2>{body}</section>'


def columns(left: str, right: str) -> str:
    """Two columns, the left one wider; below each other on a narrow screen."""
    return f'<div class="mt-columns"><div>{left}</div><div>{right}</div></div>' if right else left


def numbers(cards: Iterable[tuple[str, str, str, str]]) -> str:
    """Number cards: label, number, a line below, and the address the card leads to or empty text."""
    made = []
    for label, value, below, address in cards:
        inner = f"<span>{escape(label)}</span><b>{escape(value)}</b><small>{escape(below) or '&nbsp;'}</small>"
        made.append(
            f'<a data-in target="_self" href="{escape(address)}">{inner}</a>' if address else f"<div>{inner}</div>"
        )
    return f'<div class="mt-numbers">{"".join(made)}</div>'


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Labels and their values; values are HTML."""
    rows = "".join(f"<dt>{escape(label)}</dt><dd>{value}</dd>" for label, value in pairs)
    return f'<dl class="mt-facts">{rows}</dl>' if rows else ""


def table(heads: Sequence[Column], rows: Iterable[Sequence[str]]) -> str:
    """A table; cells are HTML."""
    top = "".join(f'<th scope="col" class="{head.style}">{escape(head.heading)}</th>' for head in heads)
    body = "".join(
        "<tr>"
        + "".join(f'<td class="{head.style}">{cell}</td>' for head, cell in zip(heads, row, strict=True))
        + "</tr>"
        for row in rows
    )
    inside = f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody>"
    return f'<div class="mt-scroll"><table class="mt-table">{inside}</table></div>'


def bars(rows: Iterable[tuple[str, int, str]], *, unit: str) -> str:
    """Horizontal bars: name, number and the address the bar leads to."""
    listed = list(rows)
    most = max((amount for _, amount, _ in listed), default=0) or 1
    made = (
        f'<a data-in target="_self" href="{escape(address)}" title="{escape(name)}：{amount}{unit}">'
        f"<span>{escape(name)}</span>"
        f"<i>{_bar(amount / most)}</i><b>{amount}</b></a>"
        for name, amount, address in listed
    )
    return f'<div class="mt-bars">{"".join(made)}</div>'


def _bar(share: float) -> str:
    return f'<em style="width:{share:.1%}"></em>' if share else ""


def provenance(origin: str, quote: str, checked: str) -> str:
    """Who says so: source, a short quotation and how far it was checked."""
    parts = [f"<q>{escape(quote)}</q>"] if quote else []
    if origin:
        parts.append(source(origin))
    if checked:
        rest = "；".join(part for part in checked.split("；") if part not in (marks.SYNTHETIC, marks.UNCHECKED))
        parts.append(verification(checked) + escape(rest))
    return f'<div class="mt-provenance">{"".join(f"<p>{part}</p>" for part in parts)}</div>'


def notice(text: str, tone: str = "plain") -> str:
    """A line across the page; tones as for badges."""
    return f'<div class="mt-notice mt-{tone}">{escape(text)}</div>'


def empty(text: str, *hints: str) -> str:
    """What to say where there is nothing: one sentence, and what to do about it; hints are HTML."""
    below = "".join(f"<p>{hint}</p>" for hint in hints)
    return f'<div class="mt-empty"><p><b>{escape(text)}</b></p>{below}</div>'


def actions(*links: tuple[str, str]) -> str:
    """Links that look like buttons: label and address."""
    return f'<nav class="mt-actions">{"".join(link(label, address, "mt-button") for label, address in links)}</nav>'
