"""What the graph knows of a studio, as facts an application form is filled with; private fields stay blank."""

from graph import ask
from graph.profile import Profile, profile
from graph.rows import Neighbour, StatedFigure
from graph.store import GraphStore
from ingest.form.facts import Benefit, Count, FormFacts, Funding, Person, together
from ingest.form.figures import BENEFIT_NAMES, without_years


def gather(store: GraphStore, studio: str) -> FormFacts:
    """The facts of one studio.

    Args:
        store: the graph.
        studio: the studio's id.

    Raises:
        MengtuError: there is no such studio.
    """
    known = profile(store, studio)
    stated = known.entity.properties
    benefits, counts = _sorted_out(known.figures)
    leaders = known.related("LEADS")
    core = [each for each in known.related("BELONGS_TO") if each.id not in {leader.id for leader in leaders[:1]}]
    home = next((each.id for each in known.related("BASED_AT")), "")
    organization = ask.entity(store, home) if home else None
    return FormFacts(
        studio=known.entity.name,
        organization=organization.name if organization else "",
        organization_kind=str(organization.properties.get("category", "")) if organization else "",
        established_on=str(stated.get("established_on", "")),
        named_by=str(stated.get("named_by", "")),
        named_on=str(stated.get("named_on", "")),
        specialty=str(stated.get("field", "")),
        category=str(stated.get("category", "")),
        members=stated.get("stated_members"),
        area_m2=stated.get("area_m2"),
        equipment=str(stated.get("equipment", "")),
        rules=str(stated.get("rules", "")),
        funding=tuple(sorted(_funding(store, known), key=lambda each: (each.year, each.source, each.amount_wan))),
        counts=counts,
        benefits=benefits,
        leader=_person(store, leaders[0]) if leaders else None,
        core=tuple(_person(store, each) for each in core),
    )


def _person(store: GraphStore, member: Neighbour) -> Person:
    known = profile(store, member.id)
    stated = known.entity.properties
    honors = (f"{each.detail}年{each.name}" if each.detail else each.name for each in known.related("HOLDS"))
    return Person(
        name=member.name,
        education=str(stated.get("education", "")),
        trade=str(stated.get("trade", "")),
        title=together(stated.get("title"), stated.get("skill_grade")),
        department=str(stated.get("department", "")),
        duties=str(stated.get("duties", "")),
        honors=tuple(honors),
    )


def _funding(store: GraphStore, known: Profile) -> list[Funding]:
    given = (ask.entity(store, each.id) for each in known.related("FUNDS"))
    return [
        Funding(each.properties["year"], each.properties["amount_wan"], each.name)
        for each in given
        if each is not None and "year" in each.properties and "amount_wan" in each.properties
    ]


def _sorted_out(figures: tuple[StatedFigure, ...]) -> tuple[tuple[Benefit, ...], tuple[Count, ...]]:
    """Benefits by year, and every other figure as a count; where a sum stands, without those of single years."""
    amounts: dict[str, dict[str, float]] = {}
    counts: list[tuple[str, str, Count]] = []
    for figure in figures:
        if figure.name in BENEFIT_NAMES.values() and figure.value is not None:
            amounts.setdefault(figure.period, {})[figure.name] = figure.value
        else:
            count = Count(figure.name, figure.text, figure.unit, figure.qualifier)
            counts.append((figure.name, figure.period, count))
    benefits = tuple(
        Benefit(period, *(stated.get(name) for name in BENEFIT_NAMES.values()))
        for period, stated in sorted(amounts.items())
    )
    return benefits, tuple(without_years(counts))
