"""Many rows of the view at once."""

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import NamedTuple, Self

import pyarrow as pa

from ingest.tables import Row


class Bulk(NamedTuple):
    """Nodes of one kind, or edges of one type, as columns, ordered by id; the properties of each are a JSON object."""

    group: str
    ids: pa.StringArray
    properties: pa.StringArray

    @classmethod
    def of(cls, group: str, ids: Sequence[str], properties: Sequence[str]) -> Self:
        """What these texts make."""
        return cls(group, pa.array(ids, pa.string()), pa.array(properties, pa.string()))

    def rows(self) -> Iterator[Row]:
        """The same as rows."""
        return zip(repeat(self.group), self.ids.to_pylist(), self.properties.to_pylist(), strict=False)
