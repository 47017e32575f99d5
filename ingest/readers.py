"""Which reader takes which file, and which files a path stands for."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from graph.errors import MengtuError
from ingest.ledger import READER as LEDGER
from ingest.ledger import read_ledger, refused_reading
from ingest.records import Reading

_NOT_DATA = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
_TO_XLSX = "请在 WPS 或 Excel 中打开，另存为 .xlsx 后再导入"
_AS_TABLE = "请把其中的表格录入 Excel，存为 .xlsx 后再导入，空表可用 mengtu template 取得"
_INSTEAD = {
    ".et": _TO_XLSX,
    ".ods": _TO_XLSX,
    ".xlsb": _TO_XLSX,
    ".numbers": _TO_XLSX,
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


READERS: tuple[Reader, ...] = (
    Reader(LEDGER, lambda path: path.suffix.lower() in {".csv", ".xlsx", ".xlsm", ".xls"}, read_ledger),
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


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files that ``paths`` stand for: files as given, folders with all they hold, each once and sorted.

    Lock files (``~$``), hidden files and what operating systems leave behind in a folder are passed over.

    Raises:
        MengtuError: a path does not exist.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if not path.exists():
            msg = f"找不到「{path}」，请核对文件名和所在文件夹"
            raise MengtuError(msg)
        for file in _inside(path) if path.is_dir() else (path,):
            found.setdefault(file.resolve(), file)
    return sorted(found.values())


def _inside(folder: Path) -> Iterable[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if _is_data(name)]
        yield from (Path(parent, name) for name in files if _is_data(name))


def _is_data(name: str) -> bool:
    return not name.startswith(("~$", ".")) and name not in _NOT_DATA
