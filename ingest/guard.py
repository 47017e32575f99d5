"""What every office file is checked for before it is parsed: archives made to do harm, and parsers that break."""

import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

MOST_BYTES = 200 * 2**20
MOST_RATIO = 200
RATIO_COUNTS_ABOVE = 2**20  # a smaller part is harmless however well it packs
MOST_PARTS = 2_000

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_ENTITIES = tuple(
    mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be")
)


def leads_outside(parts: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether a part would be unpacked outside the folder it is unpacked to."""
    names = [part.filename for part in parts]
    return any(".." in PurePosixPath(name.replace("\\", "/")).parts or name.startswith(("/", "\\")) for name in names)


def is_too_large(parts: Sequence[zipfile.ZipInfo], most_unpacked: int) -> bool:
    """Whether there are too many parts, or more than ``most_unpacked`` bytes of them."""
    return len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > most_unpacked


def packs_suspiciously(parts: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether a part unpacks to so many times its size that it was made to."""
    return any(part.file_size > max(RATIO_COUNTS_ABOVE, MOST_RATIO * part.compress_size) for part in parts)


def declares_entities(window: bytes) -> bool:
    """Whether a stretch of XML declares entities, which no office program writes."""
    return any(mark in window for mark in _ENTITIES)


def probed(script: str, data: bytes, seconds: int) -> int:
    """Let another process parse a file first: what breaks the parser breaks it there.

    Args:
        script: the program, which reads the file from standard input.
        data: the file.
        seconds: how long it may take.

    Returns:
        The program's exit code.

    Raises:
        subprocess.TimeoutExpired: it took longer.
    """
    command = [sys.executable, "-I", str(Path(script))]
    return subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False).returncode  # noqa: S603
