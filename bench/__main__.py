"""Runs the whole benchmark: ``python -m bench``; every library in a process of its own, one after the other.

This process imports no library and draws nothing: what a process held counts towards the peak of those it starts.
"""

import argparse
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import read
from bench.machine import machine, slug
from bench.report import report

LIBRARIES = ("ours", "with_networkx", "with_networkit", "with_scikit_network")


def main(arguments: list[str] | None = None) -> None:
    """Draw, measure, print the table and keep it."""
    parser = argparse.ArgumentParser(prog="bench", description="Measure ours and other libraries on one landscape.")
    parser.add_argument("--studios", type=int, default=100_000)
    parser.add_argument("--sample", type=int, default=500, help="studios that slow libraries are asked for")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--results", type=Path, default=Path(__file__).parent / "results")
    told = parser.parse_args(arguments)
    with TemporaryDirectory() as name:
        folder = Path(name)
        _run("inputs", folder, told.studios, told.sample, told.seed)
        drawn = (folder / "drawn.txt").read_text(encoding="utf-8")
        print(drawn, flush=True)
        for library in LIBRARIES:
            print(f"measuring {library} …", flush=True)
            _run(library, folder)
        page = report(drawn, machine(), {library: read(folder / f"{library}.json") for library in LIBRARIES})
    print(page)
    told.results.mkdir(parents=True, exist_ok=True)
    day = datetime.now(tz=UTC).date().isoformat()
    (told.results / f"{day}-{slug()}.md").write_text(page, encoding="utf-8")


def _run(module: str, folder: Path, *numbers: int) -> None:
    subprocess.run([sys.executable, "-m", f"bench.{module}", str(folder), *map(str, numbers)], check=True)


if __name__ == "__main__":
    main()
