"""What every office file is checked for before it is parsed, and the process of its own in which that happens."""

import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import IO

from graph.errors import MengtuError
from ingest.privacy import masked

MOST_BYTES = 200 * 2**20
MOST_RATIO = 200
RATIO_COUNTS_ABOVE = 2**20  # a smaller part is harmless however well it packs
MOST_PARTS = 2_000

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# How reading in a process of its own ends, in numbers nobody else uses; Python itself ends with 1 at a fault of ours.
FINE, DAMAGED, REFUSED, TOO_MUCH, TOO_LONG = 0, 41, 42, 43, 44
_FAULT = 1

_ENTRY = b"PK\x01\x02"  # begins every entry of a zip archive's directory
_ENTITIES = tuple(
    mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be")
)
# It finds the same modules as this one, however they were installed, and nothing else.
_START = (
    "import os, runpy, sys; sys.path[:] = sys.argv[1].split(os.pathsep); "
    "runpy.run_module(sys.argv[2], run_name='__main__')"
)
_STALL = 30  # seconds an honest file may wait for a busy disk or a halted machine; what computes is ended sooner
# How a process ends that has no memory left (the Rust reader aborts), no time, or no room for what it wrote.
_ENDINGS = {-6: TOO_MUCH, -24: TOO_LONG, 120: TOO_MUCH}


class OwnFaultError(MengtuError):
    """A program of ours failed for a reason that does not lie in the file it read."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost: seconds of computing, bytes of memory, and bytes written out."""

    seconds: int
    memory: int
    output: int


def limits_for(size: int) -> Limits:
    """Limits for a file of ``size`` bytes: several times what the densest honest ledgers of that size take.

    They follow from the bytes on disk and not from what those unpack to, as a file made to do harm is small.
    """
    return Limits(4 + size // 2**20, min(400 * 2**20 + 24 * size, 4 * 2**30), 128 * 2**20 + 16 * size)


def counts_computing() -> bool:
    """Whether this machine ends a process by its seconds of computing; Windows has none but the clock."""
    return find_spec("resource") is not None


def confine(limits: Limits) -> None:
    """Keep this process within limits, so that what breaks the parser of a file ends with it."""
    if not counts_computing():
        return
    import resource  # noqa: PLC0415 - not there on Windows

    for what, wanted in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, limits.output),
        (resource.RLIMIT_CORE, 0),
    ):
        _, most = resource.getrlimit(what)
        if most == resource.RLIM_INFINITY or wanted <= most:  # else the machine is stricter already
            with suppress(ValueError, OSError):  # macOS limits no address space
                resource.setrlimit(what, (wanted, most))


def ending(read: Callable[[], int], too_much: tuple[type[Exception], ...] = (MemoryError,)) -> int:
    """Read a file from standard input in this process, which ``confined`` began, and say how that ended.

    Args:
        read: does so, and returns FINE or REFUSED.
        too_much: the errors that say that there is too much to read.

    Returns:
        What the process is to end with.
    """
    confine(Limits(*map(int, sys.argv[3:])))
    try:
        return read()
    except too_much:  # told by nothing that takes memory: there is none left
        return TOO_MUCH
    except BaseException:  # noqa: BLE001 - whatever a damaged file brings about, also a panic of the Rust reader
        return DAMAGED


def own_program(module: str, *words: str) -> list[str]:
    """The command that runs a module of ours in a process of its own; the words begin at ``sys.argv[3]``."""
    places = dict.fromkeys([str(Path(__file__).parents[1]), *filter(None, sys.path)])
    return [sys.executable, "-I", "-c", _START, os.pathsep.join(places), module, *words]


def refuse_fault(code: int, told: IO[bytes]) -> None:
    """Raise if a process of ours did not end because of what it read.

    Args:
        code: with which it ended.
        told: what it wrote to standard error.

    Raises:
        OwnFaultError: it met a fault of ours.
    """
    if code == _FAULT:
        told.seek(0)
        lines = told.read().decode(errors="replace").split("\n")
        last = next((line.strip() for line in reversed(lines) if line.strip()), "没有说明")
        raise OwnFaultError(
            f"读取文件的程序出了错（{masked(last)[:200]}），没有改动任何内容；请把这句话告诉维护盟图的人。"
        )


def confined(module: str, path: Path, limits: Limits, out: IO[bytes] | int = subprocess.DEVNULL) -> int:
    """Let another process read a file.

    Args:
        module: what that process runs; it is given the limits as arguments and the file on standard input.
        path: the file.
        limits: what it may cost; the module keeps them by ``confine``.
        out: where it writes.

    Returns:
        FINE, DAMAGED, REFUSED, TOO_MUCH or TOO_LONG.

    Raises:
        OwnFaultError: the program itself is at fault.
        OSError: the file cannot be opened.
    """
    command = own_program(module, str(limits.seconds), str(limits.memory), str(limits.output))
    patience = limits.seconds + (_STALL if counts_computing() else limits.seconds)
    with (
        path.open("rb") as data,
        tempfile.TemporaryFile() as told,
        tempfile.TemporaryDirectory() as scratch,  # for what it leaves when it is ended
    ):
        places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), scratch)
        # A backtrace of the Rust reader, written when no memory is left, would wait for ever.
        surroundings = {**os.environ, **places, "RUST_BACKTRACE": "0"}
        try:
            ended = subprocess.run(  # noqa: S603 - our own program
                command, stdin=data, stdout=out, stderr=told, env=surroundings, timeout=patience, check=False
            )
        except subprocess.TimeoutExpired:
            return TOO_LONG
        refuse_fault(ended.returncode, told)
    code = _ENDINGS.get(ended.returncode, ended.returncode)
    return code if code in {FINE, REFUSED, TOO_MUCH, TOO_LONG} else DAMAGED


def has_too_many_parts(data: bytes) -> bool:
    """Whether an archive lists more parts than a directory of them should be read for."""
    return data.count(_ENTRY) > MOST_PARTS


def leads_outside(parts: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether a part would be unpacked outside the folder it is unpacked to."""
    names = [part.filename for part in parts]
    return any(".." in PurePosixPath(name.replace("\\", "/")).parts or name.startswith(("/", "\\")) for name in names)


def is_too_large(parts: Sequence[zipfile.ZipInfo], most_unpacked: int) -> bool:
    """Whether the parts unpack to more than ``most_unpacked`` bytes."""
    return sum(part.file_size for part in parts) > most_unpacked


def packs_suspiciously(parts: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether a part unpacks to so many times its size that it was made to, or parts share their bytes."""
    ordered = sorted(parts, key=lambda part: part.header_offset)
    overlap = any(
        before.header_offset + before.compress_size > after.header_offset for before, after in pairwise(ordered)
    )
    return overlap or any(part.file_size > max(RATIO_COUNTS_ABOVE, MOST_RATIO * part.compress_size) for part in parts)


def declares_entities(window: bytes) -> bool:
    """Whether a stretch of XML declares entities, which no office program writes."""
    return any(mark in window for mark in _ENTITIES)
