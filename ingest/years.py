"""Of which year the dates of a table are that name none: what titles and the lines between the rows say of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.context import series_of, year_above, year_begun, year_over
from ingest.further_headers import lead_of
from ingest.normalise import Raw


@dataclass(frozen=True, slots=True)
class Years:
    """The year of the dates of a table, of those of all tables of its sheet by the title, and by a line further up.

    None where nothing names one, 0 where nobody can tell.
    """

    now: int | None
    titled: int | None
    said: int | None = None

    @classmethod
    def above(cls, lines: Sequence[Sequence[Raw]], title: str) -> "Years":
        """What the lines above the first table of a sheet say, and its name; a numbered one is of that table alone."""
        *over, nearest = [line for line in lines if lead_of(line)] or [()]
        if not nearest or not series_of(lead_of(nearest)[0]):
            year = year_above(lines, title)
            return cls(year, year)
        return cls(year_over([nearest]) or year_above(lines, title), year_above(over, title))

    def begun(self, line: str) -> "Years":
        """What holds below a line that stands alone."""
        year = year_begun(line, self.now)
        return self if year == self.now else replace(self, now=year, said=year or self.said)

    def over_again(self, between: Sequence[Sequence[Raw]]) -> "Years":
        """What holds where the headings are written again below lines that stand alone: the nearest to name a year."""
        year = year_over(between)
        return self if year in (None, self.now) else replace(self, now=year)

    def below(self, between: Sequence[Sequence[Raw]]) -> "Years":
        """What holds for a further table below lines that stand alone; without any it goes on as the one above it."""
        unnamed = self.titled if self.said is None else self.said
        return (replace(self, now=unnamed) if between else self).over_again(between)
