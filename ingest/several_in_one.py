"""Rows that name several people, or sources of money, where one is meant: each becomes a row of its own."""

import re
from itertools import product

from ingest.header import Header
from ingest.money_by_source import AMOUNT, each_source
from ingest.normalise import DOUBLE_SURNAMES
from ingest.records import Cell

_OF_PEOPLE = {"师徒台账": ("师傅", "徒弟"), "成员台账": ("姓名",)}
_NAME = r"[\u3400-\u9fff][\u3400-\u9fff·]{1,11}"
_SHORT = r"[\u3400-\u9fff]{2,3}"
_MARK = " *[、;；,，/] *"  # a space alone stands within a name as often as between two
_SEVERAL = re.compile(rf"{_NAME}(?:{_MARK}{_NAME})+[、;；]?")
_BETWEEN = re.compile(_MARK)
# A master has several apprentices: 郜军 佟小玲 are two. In a list of members, one a row, a space is in a name.
_SPACED = re.compile(rf"(?!(?:{DOUBLE_SURNAMES}|夏侯|长孙) ){_SHORT}(?: {_SHORT})+")


class OneEach:
    """Parts the rows under one header; ``whom`` is what a person is told of a row that was parted."""

    def __init__(self, header: Header) -> None:
        """Get ready for the columns of ``header`` that hold one person or source a row."""
        self._people = _OF_PEOPLE.get(header.ledger, ())
        self._unit = next((slot.unit for slot in header.slots if slot.name == AMOUNT), None)
        self.whom = "几个人，按每人" if self._people else "几个来源，按每个来源"

    def parted(self, values: dict[str, Cell]) -> list[dict[str, Cell]]:
        """The row once for every person, or every pair of them, or every source; the row itself where it names one."""
        if self._unit is not None:
            return each_source(values, self._unit)
        texts = [str(values[each]) for each in self._people]
        if all(map(str.isalpha, texts)):  # where nothing parts one name from another there is no need to look
            return [values]
        names = map(self._named, texts)
        return [{**values, **dict(zip(self._people, each, strict=True))} for each in product(*names)]

    def _named(self, text: str) -> list[str]:
        if len(self._people) > 1 and _SPACED.fullmatch(text):
            return list(dict.fromkeys(text.split()))
        return list(dict.fromkeys(filter(None, _BETWEEN.split(text)))) if _SEVERAL.fullmatch(text) else [text]
