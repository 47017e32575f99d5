"""What a person is told of a sheet as a whole: what is hidden, and what was taken for what."""

from collections.abc import Iterator, Mapping, Sequence

from ingest.dates import asks_for_month
from ingest.header import Header, Slot
from ingest.legend import Legend
from ingest.privacy import is_unread
from ingest.records import Cell
from ingest.sections import told_by_column
from ingest.tabular import Sheet

HIDDEN_SHEET = "这是隐藏的工作表，也已读入"


def hidden_rows(numbers: Sequence[int]) -> str:
    """The sentence about rows that were read though they are hidden."""
    return (
        f"第 {numbers[0]} 行" + (f"等 {len(numbers)} 行" if len(numbers) > 1 else "") + "是隐藏或被筛选掉的，也已读入"
    )


def notices(
    sheet: Sheet, header: Header, above: Mapping[str, Cell], hidden: Sequence[int], legend: Legend | None
) -> Iterator[str]:
    """The sentences about a sheet.

    Args:
        sheet: the sheet.
        header: the header of the table in it.
        above: what the lines above the header say of every row.
        hidden: the numbers of the rows that were read though they are hidden.
        legend: what marks beside names were taken for.
    """
    if sheet.hidden:
        yield HIDDEN_SHEET
    headings = [(slot.index, slot.heading) for slot in header.slots]
    headings += [(index, name) for index, name in header.extra if not is_unread(name)]
    out_of_sight = [name for index, name in headings if sheet.marks.hides(index + sheet.left)]
    if sheet.turned is not None and (out_of_sight or hidden):
        yield "有几行或几列是隐藏的，也已读入"
        out_of_sight, hidden = [], ()
    if out_of_sight:
        yield "".join(f"「{name}」" for name in out_of_sight) + "列是隐藏的，也已读入"
    if hidden:
        yield hidden_rows(hidden)
    if above:
        told = "，".join(f"「{name}」读作「{value}」" for name, value in told_by_column(above))
        yield f"表里没有的列按标题、表名或文件名补上：{told}，请核对"
    if guessed := [slot for slot in header.slots if slot.doubt or slot.piece]:
        columns: dict[int, list[Slot]] = {}
        for slot in guessed:
            columns.setdefault(slot.index, []).append(slot)
        yield f"{'，'.join(map(_taken_for, columns.values()))}读入，请核对"
    if months := [slot.heading for slot in header.slots if slot.monthly and not asks_for_month(slot.heading)]:
        yield "".join(f"「{name}」" for name in months) + "列的日期都是某月 1 日，按月读入，请核对"
    if legend:
        told = "，".join(f"「{mark or '其余'}」读作「{role}」" for mark, role in legend.roles.items())
        yield f"表里没有「身份」列，按上面的说明，姓名旁的{told}，请核对"


def _taken_for(slots: Sequence[Slot]) -> str:
    """What a column was taken for, or the several its cells were split into."""
    names = "".join(f"「{slot.name}」" for slot in slots)
    return f"「{slots[0].heading}」列{'拆作' if len(slots) > 1 else '当作'}{names}"
