"""What a view shows, kept in its address: the only module that touches the session and the query parameters.

The address is the one truth. A widget takes its value from it before it is drawn and writes to it when it is used, so
that every view is a link, survives a reload, and follows the browser's back button.
"""

from collections.abc import Container, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

from graph.schema import kind_of

ALL = "全部"

# Where things of a kind have their page; every other kind shares one.
_PAGE_OF = {"Studio": "studio", "Alliance": "alliances"}


def read(name: str) -> str:
    """What the address says under ``name``, or empty text."""
    return str(st.query_params.get(name, ""))


def read_list(name: str) -> tuple[str, ...]:
    """Several values written with commas."""
    return tuple(part for part in read(name).split(",") if part)


def write(**values: str) -> None:
    """Change the address of this view; an empty value takes its name out."""
    for name, value in values.items():
        if value:
            st.query_params[name] = value
        elif name in st.query_params:
            del st.query_params[name]


def href(page: str, /, **values: str) -> str:
    """The address of a view, relative to any page of the explorer."""
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{page or '.'}?{query}" if query else page or "."


def href_here(page: str, /, **values: str) -> str:
    """The address of this view with some values changed; an empty value takes its name out."""
    return href(page, **{**{name: str(value) for name, value in st.query_params.items()}, **values})


def href_of(node_id: str) -> str:
    """The address of the page of one thing."""
    return href(_PAGE_OF.get(kind_of(node_id), "entity"), id=node_id)


def follow(address: str, pages: Mapping[str, st.Page]) -> None:
    """Go to an address this module made; what is no page of the explorer is ignored."""
    parts = urlsplit(address)
    page = pages.get("" if parts.path == "." else parts.path)
    if page is not None and not parts.scheme and not parts.netloc:
        st.switch_page(page, query_params=dict(parse_qsl(parts.query)))


def choice(label: str, options: Sequence[str], name: str, *, everything: str = ALL) -> str:
    """A select box whose value stands in the address; empty text for the first entry, ``everything``."""
    key = _prepared(name, _one_of(options, name, everything))
    st.selectbox(
        label, [everything, *options], key=key, on_change=_noted, args=(name, key, everything), filter_mode="contains"
    )
    return _one_of(options, name)


def segments(label: str, options: Mapping[str, str], name: str, default: str) -> str:
    """A row of buttons, value → caption, one of them on; its value stands in the address unless it is the default."""
    chosen = _one_of(options, name, default)
    st.segmented_control(label, required=True, **_kept(options, name, chosen, default))
    return chosen


def one_of(label: str, options: Mapping[str, str], name: str, default: str) -> str:
    """A select box, value → caption, one always chosen; its value stands in the address unless it is the default."""
    chosen = _one_of(options, name, default)
    st.selectbox(label, filter_mode="contains", **_kept(options, name, chosen, default))
    return chosen


def dial(label: str, options: Mapping[str, str], name: str, default: str, *, explained: str = "") -> str:
    """A slider over a few stops, value → caption; its value stands in the address unless it is the default."""
    chosen = _one_of(options, name, default)
    st.select_slider(label, help=explained or None, **_kept(options, name, chosen, default))
    return chosen


def text(label: str, name: str, *, placeholder: str = "") -> str:
    """A text box whose value stands in the address."""
    key = _prepared(name, read(name))
    st.text_input(label, key=key, placeholder=placeholder, on_change=_noted, args=(name, key, ""))
    return read(name).strip()


def paragraph(label: str, name: str, *, placeholder: str, longest: int, resets: Sequence[str]) -> str:
    """A box for a text of at most ``longest`` characters; a new text takes what ``resets`` names out of the address."""
    key = _prepared(name, read(name)[:longest])
    st.text_area(
        label,
        key=key,
        height=100,
        max_chars=longest,
        placeholder=placeholder,
        on_change=_renewed,
        args=(name, key, resets),
    )
    return read(name)[:longest].strip()


def pick(label: str, labels: Mapping[str, str], name: str, *, placeholder: str = "") -> str:
    """A select box of things by id, shown by their labels; the id stands in the address. Nothing need be picked."""
    picked = _one_of(labels, name)
    kept = _kept(labels, name, picked or None, "")
    st.selectbox(label, index=None, placeholder=placeholder, filter_mode="contains", **kept)
    return picked


def _one_of(options: Container[str], name: str, default: str = "") -> str:
    """What the address says under ``name`` if it is one of the options."""
    return read(name) if read(name) in options else default


def _kept(options: Mapping[str, str], name: str, value: str | None, default: str) -> dict[str, Any]:
    """What a widget needs to offer options, value → caption, and to keep its value in the address."""
    key = _prepared(name, value)
    return {
        "options": list(options),
        "key": key,
        "format_func": options.__getitem__,
        "on_change": _noted,
        "args": (name, key, default),
    }


def _prepared(name: str, value: object) -> str:
    """Give a widget the value from the address before it is drawn; returns the widget's key."""
    key = f"view.{name}"
    st.session_state[key] = value
    return key


def _noted(name: str, key: str, default: str) -> None:
    """Write a widget's new value; a list that was narrowed begins at its first page again."""
    value = st.session_state[key]
    write(**{name: "" if value is None or str(value) == default else str(value), "page": ""})


def _renewed(name: str, key: str, resets: Sequence[str]) -> None:
    """Write a widget's new value, on which what else the view is about does not bear any more."""
    _noted(name, key, "")
    write(**dict.fromkeys(resets, ""))


def take(name: str, resets: Sequence[str]) -> None:
    """Write the text of a box, for a button beside it: its click may overtake the box's own change on the way here."""
    if entered(f"view.{name}").strip() != read(name).strip():
        _renewed(name, f"view.{name}", resets)


def entered(key: str) -> str:
    """What stood in a box when it was sent, as text; empty where nothing did."""
    value = st.session_state.get(key)
    return "" if value is None else str(value)


def refill(**boxes: str) -> None:
    """Put something else into boxes, by their keys, that were sent."""
    for key, value in boxes.items():
        st.session_state[key] = value


def component_value(key: str, name: str) -> str:
    """What a component said last under ``name``."""
    return str(getattr(st.session_state.get(key), name, None) or "")
