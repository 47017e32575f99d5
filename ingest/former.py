"""People whom only imports name that do not hold any more: in no view, and perhaps to be forgotten."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from graph.model import code
from ingest.anonymous import NAMED, named
from ingest.forgotten import STUB, Trace
from ingest.identity import same_name
from ingest.jsontext import decode
from ingest.register import sources, statements


@dataclass(frozen=True, slots=True)
class Former:
    """A person as statements name somebody at one home; told apart from others by nothing else."""

    id: str
    name: str
    home: str
    trace: Trace


def former_people(connection: Connection, wanted: str) -> list[Former]:
    """The people of any import whose id, as given here, or exact name is ``wanted``; ordered by home."""
    called = _studios(connection)
    found: dict[str, Former] = {}
    for name, home, source in _all(connection):
        homes = called.get(home, frozenset({home} - {""}))
        at = min(homes, default=source)
        each = code("P", name, "formerly at", at)
        if wanted == each or same_name(wanted) == name:
            trace = Trace("", name, homes, source="" if homes else source, codes=(each,))
            found.setdefault(each, Former(each, name, at, trace))
    return sorted(found.values(), key=lambda person: person.home)


def _studios(connection: Connection) -> dict[str, frozenset[str]]:
    """All names and numbers of a studio, by each of them."""
    together: dict[str, set[str]] = defaultdict(set)
    for written in connection.scalars(sa.select(statements.c.cells).where(statements.c.ledger == "工作室台账")):
        cells = decode(written)
        names = {same_name(str(cells[column])) for column in ("工作室编号", "工作室名称") if cells.get(column)}
        merged = names.union(*(together[name] for name in names))
        for name in merged:
            together[name] = merged
    return {name: frozenset(names) for name, names in together.items()}


def _all(connection: Connection) -> Iterator[tuple[str, str, str]]:
    """Name, home and source of everybody whom any statement names."""
    wanted = (
        sa.select(statements.c.ledger, statements.c.cells, sources.c.name)
        .join(sources, sources.c.content_id == statements.c.content_id)
        .where(statements.c.ledger.in_(list(NAMED)))
        .execution_options(yield_per=5_000)
    )
    for ledger, written, source in connection.execute(wanted):
        cells = decode(written)
        for column, homes in NAMED[ledger]:
            home = next((same_name(str(cells[each])) for each in homes if cells.get(each)), "")
            yield from ((name, home, source) for name in named(cells, column) if name and STUB not in name)
