"""The network picture in a page: a small component over the vis-network file pyvis ships; clicks come back as ids."""

import shutil
from collections.abc import Callable, Collection
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pyvis
import streamlit as st

from explorer import state, words
from explorer.looks import LOOKS
from graph.errors import MengtuError
from graph.paths import COMMON_GROUND
from graph.schema import kind_of, load_schema
from graph.surroundings import Placed, Surroundings

_CROWD = 60  # nodes; more are drawn so small that most names are left out
_HERE = Path(__file__).parent
_LIBRARY = Path(pyvis.__file__).parent / "lib" / "vis-9.1.2" / "vis-network.min.js"
_SERVED = _HERE.parent / "static" / _LIBRARY.name  # Streamlit serves this folder beside app.py
_HTML = (
    '<div class="frame"><div class="legend" role="group" aria-label="图例，点击可隐藏或显示"></div>'
    '<button type="button" class="fit" title="看全图">看全图</button><div class="picture"></div></div>'
)

_component = st.components.v2.component(
    "mengtu_picture",
    html=_HTML,
    css=(_HERE / "picture.css").read_text(encoding="utf-8"),
    js=(_HERE / "picture.js").read_text(encoding="utf-8"),
)


def serve_library() -> None:
    """Put the vis-network file where the browser can fetch it.

    Raises:
        MengtuError: the folder of the installation cannot be written.
    """
    if _SERVED.is_file() and _SERVED.stat().st_size == _LIBRARY.stat().st_size:
        return
    try:
        _SERVED.parent.mkdir(exist_ok=True)
        shutil.copyfile(_LIBRARY, _SERVED)
    except OSError as error:
        raise MengtuError(
            f"网络图的程序文件写不进「{_SERVED.parent}」（{error.strerror}），请给这个文件夹写权限后刷新。"
        ) from error


def payload(picture: Surroundings, hidden: Collection[str], selected: str, *, today: str, kept: bool) -> dict[str, Any]:
    """What the component is told. ``kept`` asks it to keep the zoom when the picture changes."""
    kinds = load_schema().kinds
    nodes = [
        {
            "id": node.id,
            "label": words.label(node.name),
            "title": f"{kinds[node.kind].zh}：{node.name}",
            "x": node.x,
            "y": node.y,
            "colour": LOOKS[node.kind].colour,
            "shape": LOOKS[node.kind].shape,
            "size": LOOKS[node.kind].size + (8 if node.id == picture.centre else 0),
            "letters": _letters(node, len(picture.nodes)),
        }
        for node in picture.nodes
    ]
    links = [
        {
            "from": link.start,
            "to": link.end,
            "title": words.sentence(link, today),
            "pale": picture.centre not in (link.start, link.end)
            and bool({kind_of(link.start), kind_of(link.end)} & COMMON_GROUND),
        }
        for link in picture.links
    ]
    legend = [
        {
            "kind": kind,
            "name": kinds[kind].zh,
            "number": number,
            "hidden": kind in hidden,
            "colour": LOOKS[kind].colour,
            "shape": LOOKS[kind].shape,
        }
        for kind, number in picture.present
    ]
    signature = blake2b(repr((nodes, links)).encode(), digest_size=8).hexdigest()
    return {
        "nodes": nodes,
        "links": links,
        "legend": legend,
        "signature": signature,
        "centre": picture.centre,
        "selected": selected,
        "kept": kept,
    }


def _letters(node: Placed, drawn: int) -> int:
    """The size of a name: in a crowd, which is seen from afar, the centre and what is next to it stay readable."""
    sizes = (26, 20, 13) if drawn > _CROWD else (16, 13, 13)
    return sizes[min(node.hop, 2)]


def render(data: dict[str, Any], *, key: str, heard: Callable[[str, str], None]) -> None:
    """Draw the picture.

    Args:
        data: from ``payload``.
        key: the component's key.
        heard: called with ``picked``, ``opened`` or ``toggled`` and the id or kind, before the page is drawn again.
    """
    serve_library()

    def tell(name: str) -> Callable[[], None]:
        return lambda: heard(name, state.component_value(key, name))

    _component(
        key=key,
        data=data,
        on_picked_change=tell("picked"),
        on_opened_change=tell("opened"),
        on_toggled_change=tell("toggled"),
    )
