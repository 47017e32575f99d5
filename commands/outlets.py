"""Files and folders a command writes to: found unfit before anything is changed, and in one sentence."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import MengtuError
from ingest.files import reason


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Turn what the operating system says against writing to ``place`` into a sentence.

    Raises:
        MengtuError: it cannot be written.
    """
    try:
        yield
    except OSError as error:
        raise MengtuError(f"「{place}」写不进去（{reason(error)}），请换一个位置。") from error


def require_writable(file: Path, inputs: Iterable[Path] = ()) -> None:
    """See to it that ``file`` can be written and is none of the files that are read. Makes its folder.

    Raises:
        MengtuError: it cannot, or it is one of ``inputs``.
    """
    if file.is_dir():
        raise MengtuError(f"「{file}」写不进去（它是一个文件夹），请在后面加上文件名，如 问题清单.xlsx。")
    if file.exists() and not file.is_file():
        raise MengtuError(f"「{file}」写不进去（它不是普通文件），请换一个位置。")
    if any(os.path.realpath(file) == os.path.realpath(each) for each in inputs):
        raise MengtuError(f"「{file}」是这次要读入的文件，不能用来写问题清单，请换一个文件名。")
    with writing(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        begins = not file.exists()
        with file.open("ab"):
            pass
        if begins:
            file.unlink()
