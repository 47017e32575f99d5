"""The tile map of the 34 provinces (方格省份图): one equal tile each, roughly where the province lies."""

from collections.abc import Callable, Mapping
from html import escape

# Rows from north to south, columns from west to east; a dot is no tile.
_GRID = """
.     .   .   .   .     .   .   黑龙江
.     .   .   .   内蒙古 .   .   吉林
新疆  .   .   宁夏 .     北京 天津 辽宁
西藏  青海 甘肃 陕西 山西  河北 山东 .
.     .   四川 重庆 河南  安徽 江苏 上海
.     .   云南 贵州 湖北  江西 浙江 .
.     .   .   广西 湖南  广东 福建 台湾
.     .   .   海南 澳门  香港 .   .
"""
TILES = {
    name: (row, column)
    for row, line in enumerate(_GRID.split("\n")[1:-1], start=1)
    for column, name in enumerate(line.split(), start=1)
    if name != "."
}
# One hue, from hardly any to most: background and the colour of what stands on it.
_SHADES = (
    ("#eaf1f6", "#1f2a37"),
    ("#c9dcea", "#1f2a37"),
    ("#9bbfd8", "#1f2a37"),
    ("#3b77a6", "#ffffff"),
    ("#174f77", "#ffffff"),
)
_NONE = ("#f6f7f9", "#66727f")


def short(province: str) -> str:
    """The two or three characters that stand on a tile, or empty text for what is no province.

    >>> short("内蒙古自治区"), short("安徽省"), short("")
    ('内蒙古', '安徽', '')
    """
    return next((name for name in TILES if province.startswith(name)), "")


def shade(number: int, most: int) -> tuple[str, str]:
    """Background and text colour for a number of studios; steps of the square root, as counts are skewed."""
    if number <= 0:
        return _NONE
    return _SHADES[min(int((number / most) ** 0.5 * len(_SHADES)), len(_SHADES) - 1)]


def tile_map(counts: Mapping[str, int], chosen: str, address: Callable[[str], str]) -> str:
    """The map as HTML.

    Args:
        counts: studios by the full name of the province.
        chosen: the full name of the province that is marked, or empty text.
        address: where the tile of a province leads.
    """
    by_tile = {short(province): (province, number) for province, number in counts.items() if short(province)}
    most = max((number for _, number in by_tile.values()), default=1)
    made = []
    for name, (row, column) in TILES.items():
        province, number = by_tile.get(name, ("", 0))
        background, ink = shade(number, most)
        place = f"grid-area:{row}/{column};background:{background};color:{ink}"
        inner = f"<span>{name}</span><b>{number or ''}</b>"
        if not province:
            made.append(f'<div style="{place}" title="{name}：暂无工作室">{inner}</div>')
            continue
        mark = ' class="chosen" aria-current="true"' if province == chosen else ""
        made.append(
            f'<a data-in target="_self" href="{escape(address("" if mark else province))}" style="{place}"{mark} '
            f'title="{escape(province)}：{number} 个工作室">{inner}</a>'
        )
    return f'<div class="mt-tiles">{"".join(made)}</div>'
