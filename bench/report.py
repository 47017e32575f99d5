"""Writes what was measured as one table of times and ratios, and whether everybody found the same."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from bench.figures import Figure, Lists, Measured

OURS = "ours"
GDS = (
    "Neo4j GDS is not measured: Maven Central has its parts (org.neo4j.gds:proc), not the plugin a server loads, and "
    "the plugin is under GPL-3."
)


def report(drawn: str, machine: Iterable[str], measured: Mapping[str, Measured]) -> str:
    """The whole page, in Markdown."""
    figures = [figure for each in measured.values() for figure in each.figures]
    own = measured[OURS].lists
    lines = [
        "# Benchmark",
        "",
        *(f"- {line}" for line in (drawn, *machine)),
        "",
        "| task | library | wall time | against ours | peak of the process | how |",
        "|---|---|---|---|---|---|",
        *_rows(figures),
        "",
        *(f"- {same(own, each.lists)} ({name})" for name, each in measured.items() if name != OURS and each.lists),
        f"- {GDS}",
        "",
    ]
    return "\n".join(lines)


def same(own: Lists, other: Lists) -> str:
    """How far two libraries agree on whom the same studios are told."""
    studios = [studio for studio in other if studio in own]
    equal = sum([at for at, _ in own[each]] == [at for at, _ in other[each]] for each in studios)
    apart = [
        abs(mine - theirs) for each in studios for (_, mine), (_, theirs) in zip(own[each], other[each], strict=False)
    ]
    return (
        f"lists equal for {equal} of {len(studios)} studios, greatest difference of a score {max(apart, default=0):.1e}"
    )


def _rows(figures: list[Figure]) -> Iterable[str]:
    tasks = list(dict.fromkeys(figure.task for figure in figures))
    ordered = sorted(figures, key=lambda figure: tasks.index(figure.task))
    for _, group in groupby(ordered, key=lambda figure: figure.task):
        row = list(group)
        own = next(figure.seconds for figure in row if figure.library == OURS)
        for figure in row:
            ratio = "" if figure.library == OURS else f"{figure.seconds / own:,.1f} ×"
            peak = f"{figure.peak} MiB" if figure.peak else ""
            yield f"| {figure.task} | {figure.library} | {_time(figure.seconds)} | {ratio} | {peak} | {figure.how} |"


def _time(seconds: float) -> str:
    if seconds < 1:
        return f"{seconds * 1000:.1f} ms"
    return f"{seconds:.1f} s" if seconds < 1000 else f"{seconds / 3600:,.1f} h"
