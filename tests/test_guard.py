"""What reading a file may cost: a program that computes without end is ended, one that has to wait is waited for."""

from pathlib import Path

import pytest

from ingest import guard
from ingest.guard import FINE, TOO_LONG, Limits, confined, counts_computing

COST = Limits(seconds=1, memory=2**30, output=2**20)
PROGRAM = """
import sys, time
from ingest.guard import FINE, ending

def read():
    {does}
    return FINE

sys.exit(ending(read))
"""


@pytest.fixture
def a_file(tmp_path: Path) -> Path:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"")
    return path


def program(folder: Path, name: str, does: str) -> str:
    (folder / f"{name}.py").write_text(PROGRAM.format(does=does), "utf-8")
    return name


@pytest.mark.skipif(not counts_computing(), reason="only the clock ends a program here")
def test_a_halted_machine_is_no_fault_of_the_file(
    tmp_path: Path, a_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    assert confined(program(tmp_path, "reads_late", "time.sleep(2.5)"), a_file, COST) == FINE


def test_a_program_that_waits_for_ever_is_ended(tmp_path: Path, a_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(guard, "_STALL", 1)
    assert confined(program(tmp_path, "waits", "time.sleep(600)"), a_file, COST) == TOO_LONG


def test_a_program_that_computes_for_ever_is_ended(
    tmp_path: Path, a_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    assert confined(program(tmp_path, "computes", "while True: pass"), a_file, COST) == TOO_LONG
