"""Measures this project: one request, everybody's best, communities, brokers, walks."""

import os
import sys
from pathlib import Path
from statistics import median

import numpy as np

from bench.figures import Figure, Lists, peak, timed, write
from bench.inputs import TOP, inputs, landscape
from graph.analytics.everybody import NOBODY, nearest, open_pairs
from graph.analytics.partners import WEIGHTS, suggest
from graph.analytics.sparse import matrices
from graph.analytics.structure import CONFIDENCE, ERROR, brokers, communities
from graph.analytics.traits import traits

REPEATS = 9
NAME = "ours"


def main(folder: Path) -> None:
    """Measure and leave the figures in the folder."""
    import sparse_dot_topn  # noqa: F401 — loading a library is no part of any figure

    known = landscape(folder)
    view = matrices(known)
    built, _ = timed(lambda: (view.partners, view.present, view.order, traits(view).open, traits(view).synthetic))
    loaded = peak()
    seconds, found = timed(lambda: nearest(view, "adamic_adar", top=TOP))
    how = f"{os.cpu_count()} threads; the landscape alone {loaded} MiB"
    figures = [Figure("top 10 of everybody, Adamic–Adar", NAME, seconds, how, peak())]
    lists: Lists = {}
    for at in inputs(folder).barred:
        pairs = zip(found.others[at].tolist(), found.scores[at].tolist(), strict=True)
        lists[str(at)] = [(other, score) for other, score in pairs if other != NOBODY]
    figures.append(Figure("matrices of the landscape, once", NAME, built))
    for score in ("resource_allocation", "shared_alliances", "local_path"):
        seconds, _ = timed(lambda score=score: nearest(view, score, top=TOP))  # type: ignore[misc]
        figures.append(Figure(f"top 10 of everybody, {score}", NAME, seconds, "", peak()))
    seconds, _ = timed(lambda: open_pairs(known, 20))
    figures.append(Figure("the 20 best open pairs", NAME, seconds))
    seconds, groups = timed(lambda: communities(known))
    figures.append(Figure("communities", NAME, seconds, f"modularity {groups.modularity:.3f}, one thread, seeded"))
    seconds, _ = timed(lambda: brokers(known))
    how = f"within {ERROR} at {CONFIDENCE:.0%}; with effective size, constraint and cuts, exact"
    figures.append(Figure("betweenness", NAME, seconds, how))
    order = np.argsort(np.diff(view.partners.indptr), kind="stable")
    cold, _ = timed(lambda: suggest(known, view.ids[order[0]]))
    figures.append(Figure("first request", NAME, cold, "builds what later requests reuse"))
    for name, share in (("hub", 1.0), ("p90", 0.9), ("median", 0.5)):
        at = int(order[round(share * (len(order) - 1))])
        times = [timed(lambda at=at: suggest(known, view.ids[at]))[0] for _ in range(REPEATS)]  # type: ignore[misc]
        how = f"median of {REPEATS}, least {min(times) * 1000:.0f} ms; {len(WEIGHTS)} methods with reasons"
        figures.append(Figure(f"one request, warm ({name})", NAME, median(times), how, peak()))
    start = int(order[-1])
    view.walk(start)
    seconds, _ = timed(lambda: view.walk(start))
    figures.append(Figure("personalised PageRank of one studio", NAME, seconds, "warm, error below 1e-11"))
    write(folder / "ours.json", figures, lists)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
