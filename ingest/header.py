"""The rows that name the columns of a table: what they come to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from graph.schema import Column, load_schema
from ingest.heading_contents import says_no_word
from ingest.heading_parts import Piece
from ingest.normalise import Raw, shown, tidy_heading
from ingest.records import Cell

MANY = 2  # columns
COUNTS = (4, 4, 3, 1)  # how much a column speaks for a ledger, by the doubt about its heading
_OF_MASTERS = "师傅工作室"


@dataclass(frozen=True, slots=True)
class Slot:
    """One column of a file that feeds a column of the ledger.

    ``unit`` scales money: yuan counted by "", 千, 万, 亿. ``further`` are the columns that together say what
    goes here, ``index`` among them. ``part`` and ``piece`` say which of several things is meant, and ``doubt`` how far
    the heading is from one that is known, see ``Match``. In a ``monthly`` column a date that a spreadsheet keeps as the
    first of a month is that month.
    """

    index: int
    heading: str
    name: str
    column: Column
    unit: str = "万"
    further: tuple[int, ...] = ()
    part: Literal["", "first", "last"] = ""
    doubt: int = 0
    piece: Piece | None = None
    monthly: bool = False


@dataclass(frozen=True)
class Header:
    """The rows that name the columns: which ledger they make, which cells feed it, which it does not know.

    ``row`` is the last of these rows, counted from 1; ``lines`` are their tidied texts; ``said`` is what stands above
    them and holds for every row below; ``titled`` tells that a title there names the ledger. ``apart`` are the columns
    of the one year, month or source that is read, where a table has several: a row that leaves them empty says nothing.
    """

    ledger: str
    row: int
    slots: tuple[Slot, ...]
    extra: tuple[tuple[int, str], ...]
    exact: int
    lines: tuple[tuple[str, ...], ...]
    said: Mapping[str, Cell]
    titled: bool = False
    apart: tuple[int, ...] = ()

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Required columns that are not there; columns of which one is needed are joined by 或."""
        ledger = load_schema().ledgers[self.ledger]
        names = {slot.name for slot in self.slots} | self.said.keys()
        required = [name for name, column in ledger.columns.items() if column.required and name not in names]
        if ledger.one_of and names.isdisjoint(ledger.one_of):
            required.append("」或「".join(ledger.one_of))
        return tuple(required)

    @property
    def is_wide(self) -> bool:
        """Whether more than one word speaks for a header; in a table of many columns one may be anything."""
        if not (self.titled or self._names_something):
            return False
        if all(slot.doubt for slot in self.slots):
            if any(says_no_word(cell) for line in self.lines for cell in line):
                return False  # a row of data
            whole = min(2 * MANY + 1, len(load_schema().ledgers[self.ledger].columns))
            nearly_all = len(self.slots) >= whole and len(self.extra) * 2 < len(self.slots)
            return self.titled or nearly_all or sum(1 for slot in self.slots if slot.doubt < 3) > MANY
        return len(self.slots) > 1 or max(sum(map(bool, line)) for line in self.lines) <= len(self.slots) + 1

    @property
    def _names_something(self) -> bool:
        """Whether a word is known to name what a row must say: any value may sound like one."""
        one_of = load_schema().ledgers[self.ledger].one_of
        known = [slot for slot in self.slots if slot.doubt < 2]
        return any(self.said or slot.column.required or slot.name in one_of for slot in known)

    @property
    def is_sure(self) -> bool:
        """Whether nothing required was found by a guess or outside the table."""
        return not self.said and self.is_by_name

    @property
    def is_by_name(self) -> bool:
        """Whether nothing required was found by a guess."""
        return not any(slot.doubt > 1 and slot.column.required for slot in self.slots)

    def told(self, said: Mapping[str, Cell]) -> "Header":
        """The header where more is said of every row below: what its ledger needs and the table lacks counts."""
        lacking = load_schema().ledgers[self.ledger].needed - {slot.name for slot in self.slots}
        return replace(self, said={**{name: said[name] for name in said.keys() & lacking}, **self.said})

    def of_studio(self, said: Mapping[str, Cell]) -> "Header":
        """The header where the studio that is said of every row is that of the masters, who may be its only people."""
        names = {slot.name for slot in self.slots} | self.said.keys()
        pairs = _OF_MASTERS in load_schema().ledgers[self.ledger].columns and _OF_MASTERS not in names
        return replace(self, said={**self.said, _OF_MASTERS: said["工作室"]}) if pairs and "工作室" in said else self

    def called(self, index: int, heading: Raw) -> "Header":
        """The header with a column called as the file calls it, so that whoever is told of a cell finds it."""
        named = tidy_heading(shown(heading))
        slots = (replace(slot, heading=named) if slot.index == index else slot for slot in self.slots)
        return replace(self, slots=tuple(slots))

    def of_some(
        self, some: Sequence[int], alike: Collection[int], lines: Sequence[Sequence[Raw]], said: Mapping[str, Cell]
    ) -> "Header":
        """The header of some of several columns that are ``alike``, for the rows as they stand in the file.

        Args:
            some: those of one year, month or source.
            alike: all of them.
            lines: the rows that name the columns.
            said: what is true of these.
        """
        own = self
        for index in some:
            own = own.called(index, lines[-1][index])
        return replace(
            own,
            slots=tuple(slot for slot in own.slots if slot.index in some or slot.index not in alike),
            extra=tuple((at, name) for at, name in own.extra if at not in alike),
            lines=tuple(tuple(tidy_heading(shown(cell)) for cell in line) for line in lines),
            said={**own.said, **said},
            apart=tuple(some),
        )

    @property
    def is_plain(self) -> bool:
        """Whether it leaves nothing to guess, so that no other row need be looked at."""
        whole = len(self.slots) > MANY and not self.extra
        return whole and not self.missing and not self.said and not any(slot.doubt for slot in self.slots)

    @property
    def is_all_its_own(self) -> bool:
        """Whether every heading is the name of one of the ledger's columns."""
        return len(self.slots) > MANY and not self.extra and self.exact == len(self.slots)

    @cached_property
    def matched(self) -> int:
        """How much speaks for the ledger: its columns, those under a heading that may mean another counting half."""
        own = load_schema().ledgers[self.ledger].columns
        return len(self.said) + sum(COUNTS[slot.doubt] for slot in self.slots if slot.name in own)
