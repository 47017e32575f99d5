"""What one library took for one task, as libraries measured in processes of their own report it."""

import json
import re
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")
Lists = dict[str, list[tuple[int, float]]]  # by position of the asking studio: positions and scores, the best first


@dataclass(frozen=True, slots=True)
class Figure:
    """A wall time in seconds; ``how`` says what was left out or extrapolated, ``peak`` is of the process, in MiB."""

    task: str
    library: str
    seconds: float
    how: str = ""
    peak: int = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything one library reports: its figures, and for the sample of studios whom it names."""

    figures: list[Figure]
    lists: Lists


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """The wall time of a piece of work, in seconds, and what it returned."""
    start = perf_counter()
    result = work()
    return perf_counter() - start, result


def peak() -> int:
    """The most memory this process has held so far, in MiB."""
    status = Path("/proc/self/status")
    told = re.search(r"VmHWM:\s*(\d+)", status.read_text(encoding="utf-8")) if status.exists() else None
    if told:  # the other figure begins with what the process that started this one held
        return int(told.group(1)) // 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (1024 * 1024 if sys.platform == "darwin" else 1024)


def write(path: Path, figures: list[Figure], lists: Lists) -> None:
    """Leave what was measured for the process that asked."""
    path.write_text(json.dumps({"figures": [asdict(figure) for figure in figures], "lists": lists}), encoding="utf-8")


def read(path: Path) -> Measured:
    """What a library left."""
    told = json.loads(path.read_text(encoding="utf-8"))
    lists = {studio: [(int(at), float(score)) for at, score in row] for studio, row in told["lists"].items()}
    return Measured([Figure(**figure) for figure in told["figures"]], lists)
