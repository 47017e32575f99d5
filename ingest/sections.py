"""What the headings of sections between the rows say of the rows below them, one section within another."""

from collections.abc import Collection, Iterator, Mapping
from itertools import takewhile

from graph.schema import Ledger
from ingest.records import Cell, as_told


class Sections:
    """What is ``said`` of a row where it stands: ``above`` the header for every row, and by the lines between them."""

    def __init__(self, above: Mapping[str, Cell]) -> None:
        """Begin with what holds for every row."""
        self.above = dict(above)
        self._over: set[str] = set()  # what a section has said otherwise than the lines above: it ends for good
        self._open: list[Mapping[str, Cell]] = []
        self.said = dict(above)

    def begin(self, said: Mapping[str, Cell]) -> None:
        """Begin a section; that ends the one of its kind before it and all within that."""
        # The header may have taken it from this very line, the first one below; then it holds no longer than this.
        self.above = {name: value for name, value in self.above.items() if said.get(name) != value}
        self._over |= said.keys()
        self._open = [*takewhile(lambda each: each.keys().isdisjoint(said), self._open), said]
        self._say()

    def end(self, also: Collection[str] = ()) -> Mapping[str, Cell]:
        """End every section, and what the lines above say of ``also``; returns what no longer holds."""
        self._over.update(also)
        self._open.clear()
        return self._say()

    def end_choices(self, ledger: Ledger) -> Mapping[str, Cell]:
        """End the sections that told one of a column's choices: another line has begun, of which nobody can tell."""
        self._open = [each for each in self._open if not any(ledger.columns[name].choices for name in each)]
        return self._say()

    def left_of(self, said: Mapping[str, Cell]) -> dict[str, Cell]:
        """What of all that titles say no line has ended."""
        return {name: value for name, value in said.items() if name not in self._over}

    def _say(self) -> Mapping[str, Cell]:
        """Put together what is said now; returns what no longer holds."""
        before = self.said
        self.said = self.left_of(self.above)
        for each in self._open:
            self.said |= each
        return {name: value for name, value in before.items() if name not in self.said}


def told_by_column(said: Mapping[str, Cell]) -> Iterator[tuple[str, str]]:
    """What is said, as a person is told: the name of each column and the value."""
    return ((name, as_told(value)) for name, value in said.items())
