"""What marks beside the names of people mean by a line above the table: ★为领衔人，☆为骨干，其余为成员."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.schema import load_schema
from ingest.choices import find_choice
from ingest.header import Header
from ingest.normalise import MARKS, Raw, cell_at, shown, tidy

_SAID = re.compile(rf"([{MARKS}])(?:号|者|的)*(?:为|是|表示|代表|指|[:：=—-])?\s*([\u3400-\u9fff]{{2,6}})")
_OTHERS = re.compile(r"其余(?:人员|同志|者)?(?:均|都)?(?:为|是)([\u3400-\u9fff]{2,6})")
_NAME, _ROLE = "姓名", "身份"


@dataclass(frozen=True, slots=True)
class Legend:
    """The role that each mark beside a name means; an empty mark is that of all other names."""

    index: int
    roles: Mapping[str, str]

    def role(self, row: Sequence[Raw]) -> Mapping[str, str]:
        """The role of the one person a row names."""
        text = "".join(tidy(shown(cell_at(row, self.index))).split())
        name = text.strip(MARKS)
        role = self.roles.get(text.replace(name, "", 1)) if name.isalpha() else None
        return {_ROLE: role} if role else {}


def find_legend(header: Header, above: Sequence[Sequence[Raw]]) -> Legend | None:
    """What the lines above a table say of marks beside names; None where it has a column for that, or they do not."""
    column = load_schema().ledgers[header.ledger].columns.get(_ROLE)
    names = {slot.name: slot.index for slot in header.slots}
    if column is None or _NAME not in names or _ROLE in {*names, *header.said}:
        return None
    texts = [tidy(cell) for row in above for cell in row if isinstance(cell, str)]
    said = [each for text in texts for each in _SAID.findall(text)]
    if not said:
        return None
    said += [("", each) for text in texts for each in _OTHERS.findall(text)]
    meant = {mark: find_choice(word, column.choices) for mark, word in said}
    roles = {mark: role for mark, role in meant.items() if role}
    return Legend(names[_NAME], roles) if roles else None
