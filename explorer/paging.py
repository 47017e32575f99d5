"""Long lists, a page at a time; the page stands in the address."""

from collections.abc import Sequence
from typing import TypeVar

from explorer import cards, state

T = TypeVar("T")

_PER_PAGE = 30
_NEAR = 2  # pages before and after the present one that have a link


def paged(items: Sequence[T], view: str) -> tuple[Sequence[T], str]:
    """The items of the page ``?page=`` asks for, and links to the other pages of ``view`` as HTML."""
    last = max(-(-len(items) // _PER_PAGE), 1)
    written = state.read("page")
    page = min(max(int(written), 1), last) if written.isdecimal() and len(written) <= len(str(last)) else 1
    start = (page - 1) * _PER_PAGE
    return items[start : start + _PER_PAGE], _pager(page, last, view)


def _pager(page: int, last: int, view: str) -> str:
    if last == 1:
        return ""
    near = range(max(page - _NEAR, 1), min(page + _NEAR, last) + 1)
    made = []
    before = 0
    for number in sorted({1, last, *near}):
        made += ["<span>…</span>"] if number - before > 1 else []
        address = state.href_here(view, page=str(number) if number > 1 else "")
        made.append(f"<b>{number}</b>" if number == page else cards.link(str(number), address))
        before = number
    return f'<nav class="mt-pager" aria-label="翻页">{"".join(made)}</nav>'
