"""How names are spelled: the same by a process of its own, block after block, and when that process is no more."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

import pytest

from ingest import spelling
from ingest.spelling import Called, search_text, spelled

Begun = list["subprocess.Popen[bytes]"]
BLOCKS: list[tuple[str, list[Called]]] = [
    ("studios", [("长兴焊接创新工作室", "兴盛焊接班", "A1"), ("重庆数控工作室", "")]),
    ("regions", []),
    ("people", [("单雨霏", ""), ("John 王", ""), ("", "")] * 40_000),  # more than a pipe holds
    ("skills", [("氩弧焊", "")]),
]
WANTED = [(block, [search_text(*names) for names in called]) for block, called in BLOCKS]


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> int:
    """So many names that a process spells them."""
    monkeypatch.setattr(spelling, "_WORTH_IT", 10)
    return 10


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> Begun:
    """The processes that were begun."""
    found: Begun = []
    begin = subprocess.Popen

    def noted(*words: Any, **options: Any) -> "subprocess.Popen[bytes]":
        found.append(begin(*words, **options))
        return found[-1]

    monkeypatch.setattr(subprocess, "Popen", noted)
    return found


def test_a_thing_is_found_by_its_names_its_pinyin_and_its_initials() -> None:
    assert search_text("李兵技能大师工作室", "B7") == "李兵技能大师工作室 b7 libingjinengdashigongzuoshi lbjndsgzs"


def test_names_are_spelled_alike_here_and_by_a_process(many: int) -> None:
    assert [*spelled(BLOCKS, many - 1)] == [*spelled(BLOCKS, many)] == WANTED


def test_nothing_is_missing_when_the_process_ends_on_its_way(many: int, begun: Begun) -> None:
    def ending() -> Iterator[tuple[str, Sequence[Called]]]:
        for number, block in enumerate(BLOCKS):
            if number == 2:
                begun[0].kill()
            yield block

    assert [*spelled(ending(), many)] == WANTED
    assert len(begun) == 1


def test_nothing_is_missing_where_no_process_can_work(many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "own_program", lambda _module: [sys.executable, "-c", "raise SystemExit(1)"])
    assert [*spelled(BLOCKS, many)] == WANTED


def test_the_process_ends_with_whoever_asked_for_it(many: int, begun: Begun) -> None:
    with closing(spelled(BLOCKS, many)) as half:
        next(half)
        assert begun[0].poll() is None
    assert begun[0].poll() is not None
