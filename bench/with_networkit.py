"""Measures networkit on the same links."""

import sys
from pathlib import Path

import networkit as nk
import numpy as np
from scipy import sparse

from bench.figures import Figure, Lists, peak, timed, write
from bench.inputs import TOP, inputs

NAME = "networkit"


def main(folder: Path) -> None:
    """Measure and leave the figures in the folder."""
    given = inputs(folder)
    size = given.partners.shape[0]
    half = sparse.triu(given.partners, 1, format="coo")
    ends = half.row.astype(np.uint64), half.col.astype(np.uint64)
    graph = nk.GraphFromCoo((half.data, ends), n=size, weighted=False)
    index = nk.linkprediction.AdamicAdarIndex(graph)
    lists: Lists = {}
    seconds = 0.0
    for at, barred in given.barred.items():
        took, row = timed(lambda at=at, barred=barred: _best(graph, index, at, barred))  # type: ignore[misc]
        seconds, lists[str(at)] = seconds + took, row
    how = f"extrapolated from {len(lists)} studios, which took {seconds:.1f} s"
    figures = [Figure("top 10 of everybody, Adamic–Adar", NAME, seconds * size / len(lists), how, peak())]
    method = nk.community.PLM(graph)
    seconds, _ = timed(method.run)
    quality = nk.community.Modularity().getQuality(method.getPartition(), graph)
    figures.append(Figure("communities", NAME, seconds, f"PLM in parallel, modularity {quality:.3f}"))
    nk.engineering.setSeed(1, useThreadId=True)
    between = nk.centrality.KadabraBetweenness(graph, 0.01, 0.1)
    seconds, _ = timed(between.run)
    how = "KADABRA; states 0.01 at 90% but doubles scores and is biased, see graph/analytics/betweenness.py"
    figures.append(Figure("betweenness", NAME, seconds, how))
    write(folder / "with_networkit.json", figures, lists)


def _best(
    graph: nk.Graph, index: nk.linkprediction.AdamicAdarIndex, at: int, barred: set[int]
) -> list[tuple[int, float]]:
    near = {other for partner in graph.iterNeighbors(at) for other in graph.iterNeighbors(partner)} - barred - {at}
    scored = [(other, index.run(at, other)) for other in near]
    return sorted(scored, key=lambda pair: (-round(pair[1], 10), pair[0]))[:TOP]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
