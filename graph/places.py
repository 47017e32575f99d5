"""Where a problem is: a province or city somebody names, or the place of an organization the graph knows."""

from graph import ask
from graph.analytics.match import Near
from graph.landscape import Landscape
from graph.names import alike
from graph.rows import Neighbour
from graph.schema import kind_of
from graph.store import GraphStore


def place_named(landscape: Landscape, text: str) -> Near | None:
    """The province or city of that name, or of one that begins with it, where a studio is; None if there is none."""
    wanted = alike(text)
    places = sorted({(studio.province, studio.region_name) for studio in landscape.studios})
    for province, city in places:
        if city and city != province and alike(city).startswith(wanted):
            return Near(province, city)
    return next((Near(province) for province, _ in places if province and alike(province).startswith(wanted)), None)


def place_of(store: GraphStore, organization: str) -> Near | None:
    """The place of an organization named by its exact name, else that of its studios where all are in one.

    None if the graph does not know it, or not where it is.
    """
    named = (hit for hit in ask.find(store, organization) if hit.kind == "Organization")
    node = next((hit.id for hit in named if alike(hit.name) == alike(organization)), None)
    if node is None:
        return None
    around = ask.neighbours(store, node)
    regions = _regions(around) or {
        region for each in around if each.edge == "BASED_AT" for region in _regions(ask.neighbours(store, each.id))
    }
    region = ask.entity(store, regions.pop()) if len(regions) == 1 else None
    if region is None:
        return None
    place = region.properties
    return Near(str(place.get("province") or place["name"]), str(place.get("city") or ""))


def _regions(around: list[Neighbour]) -> set[str]:
    return {each.id for each in around if each.edge == "LOCATED_IN" and kind_of(each.id) == "Region"}
