"""What the cells of a row say together, and what is wrong with them."""

from collections.abc import Mapping, Sequence

from graph.schema import load_schema
from ingest.cells import cell_reader
from ingest.header import Header
from ingest.heading_regions import with_whole
from ingest.normalise import Raw
from ingest.privacy import discreet
from ingest.records import Cell, Severity
from ingest.troubles import Trouble, unreadable, why_required


class RowCells:
    """Reads the cells of rows under one header."""

    def __init__(self, header: Header, year: int | None) -> None:
        """Get ready for the columns of ``header``; ``year`` is that of dates that name none."""
        ledger = load_schema().ledgers[header.ledger]
        own = {slot.name for slot in header.slots}
        self._cells = tuple((slot, slot.index, cell_reader(slot, year)) for slot in header.slots)
        self._in_parts = tuple(slot for slot in header.slots if slot.further)
        self._unasked = [name for name, each in ledger.columns.items() if each.required and name not in own]
        self._one_of = ledger.one_of

    def read(self, row: Sequence[Raw], said: Mapping[str, Cell]) -> tuple[dict[str, Cell], list[Trouble]]:
        """The values of a row of which the lines above it have ``said`` something, and what is wrong with it."""
        values = dict(said)
        for slot in self._in_parts:
            row = with_whole(row, slot)
        troubles: list[Trouble] = []
        width = len(row)
        for slot, index, read in self._cells:  # most of the time that reading takes, so nothing is called in vain
            raw = row[index] if index < width else ""
            if raw == "" and not slot.column.required:
                continue
            try:
                answer = read(raw)
            except ValueError as reason:
                troubles.append(unreadable(slot, str(reason)))
                continue
            if answer.value is not None:
                values[slot.name] = list(answer.value) if isinstance(answer.value, tuple) else answer.value
                if answer.remark:
                    troubles.append(Trouble(Severity.NOTICE, slot.heading, discreet(slot.column, answer.remark)))
            elif slot.part and any(each.column == slot.heading for each in troubles):
                continue  # the cell was missed for the other column that it feeds
            elif slot.column.required and not (answer.unstated and slot.column.unstated):
                troubles.append(Trouble(Severity.ERROR, slot.heading, why_required(slot, answer)))
        for name in self._unasked:
            if name not in values:
                message = f"没有「{name}」列，上面的标题也没有说明，请补上；此行未读入"
                troubles.append(Trouble(Severity.ERROR, "", message))
        if self._one_of and values.keys().isdisjoint(self._one_of):
            message = f"「{'」或「'.join(self._one_of)}」至少要填一项，请补上；此行未读入"
            troubles.append(Trouble(Severity.ERROR, "", message))
        return values, troubles
