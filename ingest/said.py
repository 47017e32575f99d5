"""One statement of a node or an edge, as it is weighed against others of the same."""

from collections.abc import Callable
from typing import NamedTuple

from ingest.records import Severity


class Said(NamedTuple):
    """One statement of a node or an edge: its id, fields and provenance as JSON, and where it was said.

    ``registers`` is False for the mere mention of a node.
    """

    id: str
    fields: str
    registers: bool
    provenance: str
    source_id: int
    sheet: str
    row: int | None


Note = Callable[[Said, Severity, str], None]
