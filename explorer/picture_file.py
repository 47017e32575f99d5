"""The network picture as one HTML file, made by pyvis, that can be mailed and opened without internet."""

import re
from html import escape

from pyvis.network import Network

from explorer import words
from explorer.looks import LOOKS
from graph import days
from graph.schema import load_schema
from graph.surroundings import Surroundings

# What pyvis's template asks the internet for although its libraries are in line, and what it draws without being asked.
_FETCHED = re.compile(
    r"<(?:link|script)\b[^>]*\b(?:href|src)\s*=\s*[\"'][^\"']*//[^\"']*[\"'][^>]*>(?:\s*</script>)?", re.DOTALL
)
_HEADING = re.compile(r"<center>\s*<h1>.*?</h1>\s*</center>", re.DOTALL)
_FONT = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif"
_JOINER = "\u2060"  # word joiner: invisible, but keeps pyvis from taking a title for HTML


def as_html(picture: Surroundings, title: str, *, today: str = "") -> str:
    """The picture as a page that needs nothing but itself; what ended by ``today`` (this day if empty) is past."""
    today = today or days.today()
    network = Network(height="100vh", width="100%", directed=True, cdn_resources="in_line")
    kinds = load_schema().kinds
    for node in picture.nodes:
        look = LOOKS[node.kind]
        network.add_node(
            node.id,
            label=words.label(node.name),
            title=_plain(f"{kinds[node.kind].zh}：{node.name}"),
            x=node.x,
            y=node.y,
            color=look.colour,
            shape=look.shape,
            size=look.size,
            font={"face": _FONT, "size": 13, "strokeWidth": 4, "strokeColor": "#ffffff"},
        )
    for link in picture.links:
        network.add_edge(
            link.start, link.end, title=_plain(words.sentence(link, today)), color="#b9c4ce", arrowStrikethrough=False
        )
    network.toggle_physics(False)
    network.set_edge_smooth("continuous")
    network.options.edges.smooth.enabled = False
    page = _HEADING.sub("", _FETCHED.sub("", network.generate_html(notebook=False)))
    return page.replace("<head>", f"<head><title>{escape(title)}</title>", 1)


def _plain(text: str) -> str:
    """Text pyvis's script shows as text: it takes a title with ``href`` in it for HTML."""
    return re.sub("href", f"hr{_JOINER}ef", text, flags=re.IGNORECASE)
