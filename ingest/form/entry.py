"""What a form says in one place: a text, the label it stands under, and where both stand."""

from dataclasses import dataclass

from ingest.form.labels import Block, Kind, Label
from ingest.records import Place

COVER, BODY = "封面", "正文"  # where the paragraphs of a document stand
TOTAL = "合计"  # what stands for the year of a sum
OTHER_YEARS = "下面各年"  # what a figure is merged with when it stands beside several years


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form says in one place. Entries of one ``line`` belong together: a person, a year's money.

    ``block`` is where it stands and ``title`` the label of that block as written. ``known`` is False for a label no
    vocabulary has. ``merged`` names further headings the cell covers.
    """

    label: Label
    written: str
    text: str
    place: Place
    line: tuple[str, int, int]
    block: Block
    title: str = ""
    year: str = ""
    known: bool = True
    merged: tuple[str, ...] = ()


def of_year(block: Block) -> Label:
    """What a figure beside a year alone means."""
    alone = {Block.BENEFIT: "合计", Block.INNOVATION: "创新成果", Block.TRAINING: "总数"}
    if block in alone:
        return Label(alone[block], Kind.FIELD, block)
    return Label("投入金额", Kind.FIELD, Block.FUNDING)
