"""Cells left empty below one that holds for several rows, as people write where they do not merge cells."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from ingest.header import Slot
from ingest.normalise import Raw, cell_at


def grouping(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """The columns rows may be grouped by: those at the left of what the rows are about, each once."""
    leading = takewhile(lambda slot: slot.column.grouped, sorted(slots, key=lambda slot: slot.index))
    return tuple({slot.index: slot for slot in leading}.values())


@dataclass(slots=True)
class Groups:
    """What the grouping columns said last, row by row.

    A column in which anything was written twice running is filled row by row, so that an empty cell in it is a gap.
    """

    slots: tuple[Slot, ...]
    one_of: frozenset[str] = (
        frozenset()
    )  # columns of which one is enough: beside a filled one the others are meant empty
    _last: dict[int, Raw] = field(default_factory=dict)
    _repeated: set[int] = field(default_factory=set)

    def filled(self, row: Sequence[Raw]) -> tuple[Sequence[Raw], tuple[Slot, ...]]:
        """The row with what stands above its empty leading cells, and the columns where that was done."""
        continued = []
        leads = True
        chosen = {slot.name for slot in self.slots if slot.name in self.one_of and cell_at(row, slot.index) != ""}
        for slot in self.slots:
            cell = cell_at(row, slot.index)
            if cell != "":
                leads = False
                if cell == self._last.get(slot.index):
                    self._repeated.add(slot.index)
                self._last[slot.index] = cell
            elif chosen and slot.name in self.one_of:
                self._last.pop(slot.index, None)
            elif leads and slot.index in self._last and slot.index not in self._repeated:
                continued.append(slot)
            elif not leads:
                self._last.pop(slot.index, None)
        if not continued:
            return row, ()
        longest = max(slot.index for slot in continued)
        whole = [*row, *[""] * (longest + 1 - len(row))]
        for slot in continued:
            whole[slot.index] = self._last[slot.index]
        return whole, tuple(continued)

    def forget(self) -> None:
        """Begin anew, below the heading of a section."""
        self._last.clear()
