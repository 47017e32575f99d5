"""What can be wrong with the cells of a row, and how a person is told."""

from dataclasses import dataclass

from ingest.cells import Answer
from ingest.header import Slot
from ingest.privacy import discreet
from ingest.records import Severity


@dataclass(frozen=True, slots=True)
class Trouble:
    """How bad it is, the column by its heading, and the sentence."""

    severity: Severity
    column: str
    message: str


def unreadable(slot: Slot, reason: str) -> Trouble:
    """That a cell cannot be read, for a reason; of a required column it refuses the row."""
    if slot.column.required:
        return Trouble(Severity.ERROR, slot.heading, f"{discreet(slot.column, reason)}；此行未读入")
    return Trouble(Severity.WARNING, slot.heading, f"{discreet(slot.column, reason)}；此格未读入")


def why_required(slot: Slot, answer: Answer) -> str:
    """Why a cell that says nothing refuses its row."""
    if answer.unstated:
        return f"必填的「{slot.heading}」不能填「未载」，请写明；此行未读入"
    instead = "，来源没有写的填「未载」" if slot.column.unstated else ""
    return f"必填的「{slot.heading}」是空的，请补上{instead}；此行未读入"
