"""What remains of a row when a person it speaks of is erased: pure rules, from cells to cells."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.schema import load_schema
from ingest.forgotten import Trace
from ingest.identity import WITH_HOME, same_name
from ingest.records import Cell

# Where a ledger names people: the column, and the columns that say where the person belongs.
NAMED: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "成员台账": (("姓名", ("工作室",)),),
    "人员台账": (("姓名", ("单位",)),),
    "工作室台账": (("领衔人", ("工作室编号", "工作室名称")),),
    "师徒台账": (("师傅", ("师傅工作室",)), ("徒弟", ("徒弟工作室", "师傅工作室"))),
    "劳模帮帮团台账": (("劳模工匠", ("单位", "名称")),),
}
_SEVERAL = frozenset({"领衔人", "劳模工匠"})
# Where people may be written with their home: 张三（李四劳模创新工作室）.
REFERRING: Mapping[str, tuple[str, ...]] = {"劳模帮帮团台账": ("劳模工匠", "攻关团队")}
# Rows of one source that tell of the same case as its help team, and name its people in what was noted.
TOLD_WITH = frozenset({"难题台账", "活动台账"})
# All that remains of a row about nobody but the person: that somebody had this role there, from when to when.
_REMAINS = {
    "成员台账": frozenset({"姓名", "工作室", "身份", "加入日期", "退出日期", "出处", "核实情况"}),
    "人员台账": frozenset({"姓名", "单位", "出处", "核实情况"}),
}
_GOES = {"师傅": frozenset({"协议编号"}), "徒弟": frozenset({"协议编号", "出师", "晋升"})}
# Names of things and references to them: what is called after a person keeps its name, else nothing would meet.
_NAMING = frozenset({
    "单位名称", "上级单位", "供方", "需方", "工作室名称", "工作室编号", "所在单位", "工作室", "师傅工作室",
    "徒弟工作室", "单位", "联盟名称", "联盟", "牵头单位", "领衔工作室", "成员单位", "协作工作室", "课题名称", "课题",
    "名称", "重点项目", "难题名称", "提出单位", "成果名称", "对象", "标准名称", "发布单位", "命名单位",
})  # fmt: skip
_PERSONAL = re.compile(
    r"电话|手机|联系|微信|邮箱|出生|生日|年龄|性别|民族|政治|党派|籍贯|住址|学历|职称|照片|mail|qq", re.IGNORECASE
)
_SEPARATED = re.compile(r"([；;、，,/])")
_QUOTED = re.compile(r"「[^」]*」")
_GONE = "（已删除）"
_SHORTEST_SECRET = 7  # characters of a telephone number; anything shorter would be found in other figures too

Found = Sequence[tuple[str, Trace]]  # the columns in which a row names forgotten people, and whom


@dataclass(frozen=True, slots=True)
class Row:
    """A statement of any content, as it is kept."""

    id: int
    content: int
    ledger: str
    sheet: str
    number: int | None
    cells: dict[str, Cell]
    notes: dict[str, str]

    @property
    def place(self) -> tuple[int, str, int | None]:
        """Where it stands: content, sheet and row."""
        return self.content, self.sheet, self.number


@dataclass(frozen=True, slots=True)
class Mask:
    """Takes names and telephone numbers out of free text."""

    traces: tuple[Trace, ...]
    secrets: tuple[str, ...]

    def mask(self, text: str, traces: Iterable[Trace]) -> str:
        """Text without the names of some of the people and without any secret."""
        for trace in traces:
            text = _pattern(trace.name).sub(trace.stub, text)
        for secret in self.secrets:
            text = text.replace(secret, _GONE)
        return text

    def message(self, text: str, *, own: bool) -> str:
        """The message of an issue; one about a row of the person's own quotes nothing any more."""
        return self.mask(_QUOTED.sub(f"「{_GONE}」", text) if own else text, self.traces)


def _pattern(name: str) -> re.Pattern[str]:
    """A name in any spelling with spaces; a name in letters never within a longer word."""
    written = r"\s*".join("[·•‧・.]" if each == "·" else re.escape(each) for each in name)
    before, after = (r"(?<![a-z])" if name[0].isascii() else ""), (r"(?![a-z])" if name[-1].isascii() else "")
    return re.compile(before + written + after, re.IGNORECASE)


def named(cells: Mapping[str, Cell], column: str) -> list[str]:
    """The people a cell names, in the form in which spellings are equal."""
    cell = cells.get(column, "")
    if isinstance(cell, list):
        return [same_name(part) for part in cell]
    parts = _SEPARATED.split(str(cell))[::2] if column in _SEVERAL else [str(cell)]
    return [same_name(part) for part in parts]


def refers(cell: Cell, trace: Trace) -> bool:
    """Whether a cell names the person with his home."""
    return any(_is_reference(part, trace) for part in _parts(cell))


def _is_reference(part: str, trace: Trace) -> bool:
    written = WITH_HOME.fullmatch(part.strip())
    if not written or same_name(written[1]) != trace.name:
        return False
    homes = {*trace.home, *(trace.organizations if trace.alone else ()), *map(same_name, trace.codes)}
    return same_name(written[2]) in homes or written[2] in trace.places


def _parts(cell: Cell) -> list[str]:
    return cell if isinstance(cell, list) else _SEPARATED.split(str(cell))


def is_home(row: Row, homes: Sequence[str], trace: Trace) -> bool:
    """Whether the person whom ``row`` names in a column with these home columns is the one of ``trace``.

    A person without any home is told by the source alone, which is not looked at here.
    """
    stated = [same_name(str(row.cells[column])) for column in homes if row.cells.get(column)]
    if trace.source or not stated:
        return bool(trace.source) and not stated
    if row.ledger == "工作室台账" and not row.cells.get("工作室编号"):
        based = same_name(str(row.cells.get("所在单位", "")))
        if based and trace.organizations and based not in trace.organizations:
            return False
    if "单位" in homes:
        return bool(trace.home.intersection(stated) or (trace.alone and trace.organizations.intersection(stated)))
    return stated[0] in trace.home


def secrets_of(row: Row) -> Iterator[str]:
    """Numbers by which the person of a row is reached, which may stand elsewhere as well."""
    if row.ledger in _REMAINS:
        for name, column in load_schema().ledgers[row.ledger].columns.items():
            secret = str(row.cells.get(name, ""))
            if column.private and column.type == "text" and len(secret) >= _SHORTEST_SECRET:
                yield secret


def anonymous(row: Row, found: Found, mask: Mask, counts: Counter[str]) -> Row:
    """A row that names forgotten people, with stubs for names and without what is personal."""
    goes = frozenset[str]().union(*(_GOES.get(column, frozenset()) for column, _ in found))
    remains = _REMAINS.get(row.ledger, row.cells.keys() - goes)
    columns = {column for column, _ in found}
    cells: dict[str, Cell] = {}
    for column, cell in row.cells.items():
        if column not in remains:
            counts["cells"] += 1
        else:
            cells[column] = _stubs(cell, column, found) if column in columns else cell
    counts["names"] += len(found)
    counts["notes"] += len(row.notes) if row.ledger in _REMAINS else sum(map(bool, map(_PERSONAL.search, row.notes)))
    notes = {} if row.ledger in _REMAINS else {k: v for k, v in row.notes.items() if not _PERSONAL.search(k)}
    return _masked(replace(row, cells=cells, notes=notes), [trace for _, trace in found], mask, counts)


def _stubs(cell: Cell, column: str, found: Found) -> Cell:
    traces = [trace for where, trace in found if where == column]
    stubs = {trace.name: trace.stub for trace in traces}

    def stub(part: str) -> str:
        referred = next((trace for trace in traces if _is_reference(part, trace)), None)
        if referred:  # his home stays, so that the stub is found there
            return WITH_HOME.sub(lambda written: f"{referred.stub}（{written[2]}）", part.strip())
        return stubs.get(same_name(part), part)

    if isinstance(cell, list):
        return [stub(part) for part in cell]
    parts = _SEPARATED.split(str(cell)) if column in _SEVERAL or column == "攻关团队" else [str(cell)]
    return "".join(map(stub, parts))


def without_mention(row: Row, mask: Mask, counts: Counter[str], *, told: Sequence[Trace] = ()) -> Row:
    """Any other row: names are masked in free text if it is about the home of the person, secrets always are.

    ``told`` are people whose help team the same source tells of.
    """
    parts = (part for cell in row.cells.values() for part in (cell if isinstance(cell, list) else [cell]))
    said = {same_name(str(part)) for part in parts}
    near = [trace for trace in mask.traces if said & (trace.home | trace.organizations) or trace in told]
    return _masked(row, near, mask, counts)


def _masked(row: Row, traces: Sequence[Trace], mask: Mask, counts: Counter[str]) -> Row:
    described = load_schema().ledgers[row.ledger].columns
    people = {column for column, _ in NAMED.get(row.ledger, ())}
    cells: dict[str, Cell] = {}
    for column, cell in row.cells.items():
        kept = column in _NAMING or column in people or (column in described and described[column].private)
        cells[column] = cell if kept else _free(cell, traces, mask)
    notes = {heading: mask.mask(note, traces) for heading, note in row.notes.items()}
    changed = [*(cells[name] != row.cells[name] for name in cells), *(notes[name] != row.notes[name] for name in notes)]
    counts["mentions"] += sum(changed)
    return replace(row, cells=cells, notes=notes)


def _free(cell: Cell, traces: Sequence[Trace], mask: Mask) -> Cell:
    if isinstance(cell, list):
        return [mask.mask(part, traces) for part in cell]
    return mask.mask(cell, traces) if isinstance(cell, str) else cell
