"""The texts the graph holds, as documents: what studios are about, what was worked on, what people can do."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from graph import ask, text_rows
from graph.analytics.retrieval import Document
from graph.landscape import Landscape
from graph.marks import is_over
from graph.schema import load_schema
from graph.store import GraphStore

_T = TypeVar("_T")
_PAGE = 40_000  # nodes of a kind above which they are asked for in pages, so that a national graph fits in memory
_HEX = "0123456789abcdef"


def documents(store: GraphStore, landscape: Landscape) -> Iterator[Document]:
    """Everything that may answer a problem: studios that are open, past work, and people.

    Args:
        store: the graph.
        landscape: the same graph as analytics sees it.
    """
    counts = {row.name: row.number for row in ask.node_counts(store)}
    yield from _studios(store, landscape, counts)
    service = ask.texts_service(store)
    yield from _works(store, landscape, counts, service)
    yield from _people(store, landscape, counts, service)


def _pages(kind: str, counts: dict[str, int], rows: Callable[[str], list[_T]]) -> Iterator[_T]:
    """The rows of all nodes of a kind; ids are hashes, so that a digit more parts them evenly."""
    prefix = load_schema().kinds[kind].prefix
    for part in _HEX if counts.get(kind, 0) > _PAGE else ("",):
        yield from rows(prefix + part)


def _studios(store: GraphStore, landscape: Landscape, counts: dict[str, int]) -> Iterator[Document]:
    skill_name = dict(landscape.skill_names)
    for row in _pages("Studio", counts, lambda prefix: ask.texts_studios(store, prefix, today=landscape.today)):
        studio = landscape.studio[row.id]
        if not studio.open:
            continue
        skills = [skill_name[skill] for skill in studio.skills]
        main = _joined(studio.field, row.expertise, *skills, *row.trades, *row.duties)
        aside = _joined(studio.name, studio.organization_name, studio.industry_name, *row.achievements)
        yield Document(row.id, "studio", main, aside, {})


def _works(
    store: GraphStore, landscape: Landscape, counts: dict[str, int], service: list[text_rows.TextService]
) -> Iterator[Document]:
    served: dict[str, list[str]] = {}
    for row in service:
        served.setdefault(row.task, []).append(row.person)
    for project in _pages("Project", counts, lambda prefix: ask.texts_projects(store, prefix)):
        people = served.get(project.id, [])
        if project.studios or people:
            data = {
                "name": project.name,
                "studios": [each for each in project.studios if each in landscape.studio],
                "people": people,
                "day": project.ended_on or project.started_on,
                "benefit_wan": project.benefit_wan,
            }
            yield Document(project.id, "work", _joined(project.name, project.summary), project.field, data)
    for problem in _pages("Problem", counts, lambda prefix: ask.texts_problems(store, prefix)):
        people = served.get(problem.id, [])
        if people and (problem.accepted_on or is_over(problem.status)):
            told = {"day": problem.accepted_on, "benefit_wan": problem.benefit_wan}
            data = {"name": problem.name, "studios": [], "people": people, **told}
            main = _joined(problem.name, problem.description)
            yield Document(problem.id, "work", main, _joined(*problem.skills), data)


def _people(
    store: GraphStore, landscape: Landscape, counts: dict[str, int], service: list[text_rows.TextService]
) -> Iterator[Document]:
    today = landscape.today
    busy: dict[str, set[str]] = {}
    for row in service:
        if not is_over(row.status):
            busy.setdefault(row.person, set()).add(row.team)
    prefix_rows = _pages("Person", counts, lambda prefix: [_page_of_people(store, prefix, today)])
    for people, seats in prefix_rows:
        for person in people:
            mine = [seat for seat in seats.get(person.id, ()) if seat.studio in landscape.studio]
            leads = sorted(seat.studio for seat in mine if seat.leads)
            studios = sorted({seat.studio for seat in mine})
            if not (studios or person.organizations):
                continue
            data = {
                "name": person.name,
                "title": person.title or person.skill_grade,
                "trade": person.trade,
                "skills": person.skills,
                "honors": person.honors,
                "studios": studios,
                "leads": leads,
                "organizations": person.organizations,
                "teams": sorted(busy.get(person.id, ())),
            }
            fields = [landscape.studio[studio].field for studio in studios]
            main = _joined(person.trade, person.duties, *person.skills)
            yield Document(person.id, "person", main, _joined(*fields, person.title), data, tuple(studios))


def _page_of_people(
    store: GraphStore, prefix: str, today: str
) -> tuple[list[text_rows.TextPerson], dict[str, list[text_rows.TextSeat]]]:
    seats: dict[str, list[text_rows.TextSeat]] = {}
    for seat in ask.texts_seats(store, prefix, today=today):
        seats.setdefault(seat.person, []).append(seat)
    return ask.texts_people(store, prefix), seats


def _joined(*texts: str) -> str:
    return "；".join(dict.fromkeys(text for text in texts if text))
