"""Which files the paths of one call stand for, by which names they are known, and what keeps a path from being read."""

import errno
import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import MengtuError
from ingest.records import Issue, Place, Severity

_NOT_DATA = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在磁盘是只读的",
    errno.ENOENT: "路径不存在",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EISDIR: "它是一个文件夹",
    errno.EEXIST: "同名的文件已经存在",
    errno.ELOOP: "快捷方式（链接）绕成了圈",
    errno.ENAMETOOLONG: "名称太长",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EBUSY: "被其他程序占用",
    errno.ETXTBSY: "被其他程序占用",
}


@dataclass(slots=True)
class Found:
    """The files of one call by the names they are known by, and what in the given paths cannot be read."""

    files: dict[str, Path] = field(default_factory=dict)
    refused: list[Issue] = field(default_factory=list)


def reason(error: OSError) -> str:
    """Why the operating system refused, in Chinese."""
    return _REASONS.get(error.errno or 0, error.strerror or "系统拒绝")


def readable_name(name: str) -> str:
    """A name as it can be shown: bytes that are not UTF-8 are taken for GB 18030, in which old programs pack them."""
    try:
        name.encode()
    except UnicodeEncodeError:
        written = os.fsencode(name)
    else:
        return name
    try:
        return written.decode()
    except UnicodeDecodeError:
        return written.decode("gb18030", "replace")


def find_files(paths: Sequence[str]) -> Found:
    """The files that ``paths`` stand for: files as given, folders with all they hold, each once and sorted.

    A file is known by its name, one inside a given folder by its path from that folder on (资料/2024/成员.csv). Where
    two files of the call would be known by one name, their parent folders are put in front until they differ.
    Lock files (``~$``), hidden files and what operating systems leave behind in a folder are passed over.

    Raises:
        MengtuError: a path is empty or does not exist, or there is no file in any of them.
    """
    found = Found()
    lengths: dict[Path, int] = {}  # absolute path -> how many of its last parts make the name
    for text in paths:
        path = _given(text)
        above = len(path.parent.parts)
        lengths.update({file: len(file.parts) - above for file in _files(path, found) if file not in lengths})
    once = {os.path.realpath(file): file for file in reversed(lengths)}
    found.files = _named({file: lengths[file] for file in once.values()})
    if not found.files and not found.refused:
        listed = "、".join(map(readable_name, paths))
        raise MengtuError(f"「{listed}」里没有文件可导入，请核对文件夹。")
    return found


def _given(text: str) -> Path:
    if not text.strip():
        raise MengtuError("有一个路径是空的，没有读入任何文件，请写出台账文件或文件夹。")
    try:
        os.lstat(text)
    except OSError as error:
        why = f"（{reason(error)}）" if error.errno != errno.ENOENT else ""
        raise MengtuError(
            f"找不到「{readable_name(text)}」{why}，没有读入任何文件，请核对文件名和所在文件夹。"
        ) from error
    return Path(os.path.abspath(text))  # noqa: PTH100 — resolve() would follow the links a file is known by


def _files(path: Path, found: Found) -> Iterator[Path]:
    """The regular files at a path or under it; what else is there goes to ``found.refused``."""
    trouble = ""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        broken = error.errno == errno.ENOENT
        trouble = "是失效的快捷方式（链接），请改为它原来指向的文件" if broken else f"打不开（{reason(error)}）"
        mode = 0
    if not trouble and readable_name(path.name) != path.name:
        trouble = "的名称不是 UTF-8 编码，请改名后再导入"
    if stat.S_ISDIR(mode) and not trouble:
        for parent, folders, files in os.walk(path, onerror=lambda error: _refuse(found, error)):
            links = [name for name in folders if Path(parent, name).is_symlink() and _is_data(name)]
            for name in links:
                _list(found, Path(parent, name), "是指向另一个文件夹的链接，没有读入；需要的话请直接写出那个文件夹")
            folders[:] = sorted(name for name in folders if _is_data(name) and name not in links)
            for name in sorted(filter(_is_data, files)):
                yield from _files(Path(parent, name), found)
    elif stat.S_ISREG(mode) and not trouble:
        yield path
    else:
        _list(found, path, trouble or "不是普通文件，没有读入，请核对是否选对了文件")


def _refuse(found: Found, error: OSError) -> None:
    _list(found, Path(error.filename), f"这个文件夹打不开（{reason(error)}），里面的文件没有读入")


def _list(found: Found, path: Path, sentence: str) -> None:
    found.refused.append(Issue(Severity.ERROR, readable_name(path.name), Place(), sentence))


def _named(lengths: dict[Path, int]) -> dict[str, Path]:
    while True:
        names = {file: "/".join(file.parts[-length:]).replace("//", "/") for file, length in lengths.items()}
        often = Counter(names.values())
        if len(often) == len(names):
            return {name: file for file, name in sorted(names.items(), key=lambda item: item[1])}
        lengths = {file: length + (often[names[file]] > 1) for file, length in lengths.items()}


def _is_data(name: str) -> bool:
    return not name.startswith(("~$", ".")) and name not in _NOT_DATA
