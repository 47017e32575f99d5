"""The benchmark runs at any size, and everybody it compares finds the same."""

import subprocess
import sys
from pathlib import Path

from bench.figures import Figure, Measured
from bench.national import national
from bench.report import report, same

ROOT = Path(__file__).parent.parent


def test_the_whole_benchmark_runs_and_keeps_its_table(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "bench", "--studios", "60", "--sample", "12", "--results", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (page,) = tmp_path.glob("*.md")
    written = page.read_text(encoding="utf-8")
    assert written.count("lists equal for 12 of 12 studios") == 2
    for task in ("top 10 of everybody, Adamic–Adar", "one request, warm (hub)", "communities", "betweenness"):
        assert f"| {task} | ours |" in written


def test_the_same_seed_draws_the_same_landscape() -> None:
    assert national(50, 1) == national(50, 1)
    assert national(50, 1) != national(50, 2)


def test_a_drawn_landscape_has_the_studios_and_about_the_links_asked_for() -> None:
    drawn = national(2000, 3)
    pairs = {(link.studio, other) for link in drawn.memberships for other in drawn.bipartite[link.alliance]}
    assert len(drawn.studio) == 2000
    assert len(pairs) - 2000 > 2000 * 21.4


def test_lists_that_differ_are_told() -> None:
    assert same({"1": [(2, 0.5)], "2": [(1, 1.0)]}, {"1": [(3, 0.5)], "2": [(1, 1.25)]}) == (
        "lists equal for 1 of 2 studios, greatest difference of a score 2.5e-01"
    )


def test_ratios_are_against_ours() -> None:
    figures = {name: Measured([Figure("walk", name, seconds)], {}) for name, seconds in (("ours", 0.002), ("other", 3))}
    assert "| walk | other | 3.0 s | 1,500.0 × |" in report("drawn", ["machine"], figures)
