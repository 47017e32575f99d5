"""Which reader takes which file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ingest.form.read import READER as FORM
from ingest.form.read import read_form
from ingest.ledger import READER as LEDGER
from ingest.ledger import read_ledger
from ingest.records import Reading
from ingest.refusing import refused_reading

_TO_XLSX = "请在 WPS 或 Excel 中打开，另存为 .xlsx 后再导入"
_AS_TABLE = "请把其中的表格录入 Excel，存为 .xlsx 后再导入，空表可用 mengtu template 取得"
_TO_DOCX = "若是申报审批表，请在 WPS/Word 中另存为 .docx 后再导入；若是台账，请把其中的表格录入 Excel，存为 .xlsx"
_INSTEAD = {
    ".et": _TO_XLSX,
    ".ods": _TO_XLSX,
    ".xlsb": _TO_XLSX,
    ".numbers": _TO_XLSX,
    ".doc": _TO_DOCX,
    ".wps": _TO_DOCX,
    ".txt": "请在 WPS 或 Excel 中打开，另存为 .xlsx 或 .csv 后再导入",
    ".zip": "请先解压，再导入里面的文件",
    ".rar": "请先解压，再导入里面的文件",
    ".7z": "请先解压，再导入里面的文件",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """A way to read files: ``identify`` says by the path alone whether a file is its business."""

    name: str
    identify: Callable[[Path], bool]
    read: Callable[..., Reading]


def is_ledger(path: Path) -> bool:
    """Whether a file is one of ledgers, by its path."""
    return path.suffix.lower() in {".csv", ".xlsx", ".xlsm", ".xls"}


READERS: tuple[Reader, ...] = (
    Reader(LEDGER, is_ledger, read_ledger),
    Reader(FORM, lambda path: path.suffix.lower() == ".docx", read_form),
)


def read(path: Path, *, strict: bool = False) -> Reading:
    """Read one file with the first reader that identifies it.

    Args:
        path: the file.
        strict: refuse the whole file when any row or cell is bad.

    Returns:
        What the file said. A file that cannot be read comes back without records and with an error; bad content
        never raises.
    """
    for reader in READERS:
        if reader.identify(path):
            return reader.read(path, strict=strict)
    suffix = path.suffix.lower()
    kind = f"{suffix} 格式" if suffix else "没有扩展名的文件"
    return refused_reading(path, "", f"不支持{kind}，{_INSTEAD.get(suffix, _AS_TABLE)}")
