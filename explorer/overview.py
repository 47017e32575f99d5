"""概览: how much there is, of which kinds, and where."""

from explorer import cards, state, words
from explorer.atlas import Atlas
from explorer.studio import studio_table
from explorer.tiles import tile_map

_LISTED = 12


def render(atlas: Atlas) -> None:
    """Draw the overview; ``?province=`` lists the studios of one province below the map."""
    province = state.read("province")
    cards.show(cards.heading("概览", below="劳模创新工作室与联盟的全貌"), _numbers(atlas))
    cards.show(cards.columns(_map(atlas, province), _kinds(atlas) + _industries(atlas)))
    if province:
        found = [line for line in atlas.studios if line.province == province]
        more = [("在工作室名录中查看和筛选", state.href("studio", province=province))]
        body = studio_table(found[:_LISTED], atlas.said) if found else cards.empty(f"「{province}」还没有工作室。")
        note = f"{len(found)} 个" + (f"，先列 {_LISTED} 个" if len(found) > _LISTED else "")
        cards.show(cards.section(f"{province}的工作室", body, note=note), cards.actions(*more))


def _numbers(atlas: Atlas) -> str:
    count = {
        **dict.fromkeys(("Studio", "Person", "Organization", "Alliance", "Project", "Achievement"), 0),
        **atlas.counts,
    }
    joined = sum(line.alliances > 0 for line in atlas.studios)
    seats = sum(line.studios + line.organizations for line in atlas.alliances)
    mentoring = atlas.edge_counts.get("MENTORS", 0)
    shown = [
        ("工作室", count["Studio"], f"{joined:,} 个已加入联盟", state.href("studio")),
        ("人员", count["Person"], f"其中领衔 {atlas.edge_counts.get('LEADS', 0):,} 个工作室", ""),
        ("单位", count["Organization"], f"{atlas.edge_counts.get('SUPPLIES', 0):,} 条供应关系", ""),
        ("联盟", count["Alliance"], f"{seats:,} 个成员席位", state.href("alliances")),
        ("课题", count["Project"], f"{count.get('Problem', 0):,} 个难题", ""),
        ("成果", count["Achievement"], f"{mentoring:,} 对师徒", ""),
    ]
    return cards.numbers((label, f"{number:,}", below, address) for label, number, below, address in shown)


def _map(atlas: Atlas, province: str) -> str:
    placed = {name: number for name, number in atlas.provinces.items() if name}
    unplaced = atlas.provinces.get("", 0)
    note = f"{len(placed)} 个省份" + (f"，{unplaced} 个工作室未注明地区" if unplaced else "")
    drawn = tile_map(placed, province, lambda chosen: state.href("", province=chosen))
    return cards.section("各地工作室", drawn, note=note)


def _kinds(atlas: Atlas) -> str:
    ordered = {**dict.fromkeys(words.ALLIANCE_KINDS, 0), **atlas.alliances_by_kind}
    rows = [(kind, number, state.href("alliances", kind=kind)) for kind, number in ordered.items()]
    return cards.section("联盟类型", cards.bars(rows, unit="个联盟"), note="一个联盟可属多类")


def _industries(atlas: Atlas) -> str:
    stated = [(name, number) for name, number in atlas.industries.most_common() if name]
    rows = [(name, number, state.href("studio", industry=name)) for name, number in stated[:8]]
    unstated = atlas.industries.get("", 0)
    if not rows:
        return ""
    return cards.section("行业", cards.bars(rows, unit="个工作室"), note=f"{unstated} 个未注明" if unstated else "")
