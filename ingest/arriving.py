"""Files of which the first statements are put together while the last are still being read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from ingest import register
from ingest.content import Content, Row, Underway
from ingest.register import Statement


class OtherwiseError(Exception):
    """A file turned out otherwise than it began: what was put together by then does not hold."""


@dataclass(slots=True)
class Arriving:
    """A source that is kept as its statements come.

    It begins with one ledger, and is waited for when the turn of that one comes. What it says of a ledger whose turn
    was before comes too late.
    """

    name: str
    source_id: int
    content_id: int
    coming: Underway
    turns: Sequence[str]  # of the ledgers
    ledger: str = field(init=False)  # it begins with
    content: Content | None = field(init=False, default=None)  # once it is whole
    _batches: Iterator[list[Row]] = field(init=False)

    def __post_init__(self) -> None:
        """See what it begins with."""
        self.ledger = self.coming.first_ledger()
        self._batches = self.coming.batches()

    def statements(self, connection: Connection) -> Iterator[Statement]:
        """What it says in the ledger it begins with, each as soon as it has come.

        Raises:
            OtherwiseError: it speaks of a ledger whose turn was before, or cannot be read after all.
        """
        source, beyond = range(self.source_id, self.source_id + 1), 0
        while True:
            is_whole = self.content is not None
            kept = range(beyond, register.last_statement(connection) + 1)
            yield from register.current_statements(connection, self.ledger, source, kept)
            if is_whole:
                return
            beyond = kept.stop
            if self.content is None:  # else somebody has asked for all of it meanwhile
                self._take(connection)

    def _take(self, connection: Connection) -> None:
        too_late = self.turns[: self.turns.index(self.ledger)]
        if any(ledger in too_late for ledger in {row[0] for row in self._keep(connection)}):
            raise OtherwiseError
        if self.content and not self.content.accepted:
            raise OtherwiseError

    def settle(self, connection: Connection) -> bool:
        """Keep all that has not come yet; whether anything is left of the file."""
        while self.content is None:
            self._keep(connection)
        return self.content.accepted > 0

    def _keep(self, connection: Connection) -> list[Row]:
        """Keep what comes next, and with the last of it what is known of the whole."""
        batch = next(self._batches, [])
        register.add_statements(connection, self.content_id, batch)
        if not batch:
            self.content = self.coming.content()
            if self.content.accepted:
                register.end_content(connection, self.content_id, self.content)
            else:
                register.drop_source(connection, self.source_id, self.content_id)
        return batch
