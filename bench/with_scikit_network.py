"""Measures scikit-network where it has the score; it has no Adamic–Adar and no betweenness of such graphs."""

import sys
from pathlib import Path

import numpy as np
from scipy import sparse
from sknetwork.clustering import Louvain, get_modularity
from sknetwork.ranking import PageRank

from bench.figures import Figure, timed, write
from bench.inputs import both_sides, inputs

NAME = "scikit-network"


def main(folder: Path) -> None:
    """Measure and leave the figures in the folder."""
    given = inputs(folder)
    partners = sparse.csr_matrix(given.partners)
    seconds, groups = timed(lambda: Louvain(random_state=0).fit_predict(partners))
    how = f"Louvain, modularity {get_modularity(partners, groups):.3f}"
    figures = [Figure("communities", NAME, seconds, how)]
    start = int(np.argmax(np.diff(given.partners.indptr)))
    whole = sparse.csr_matrix(both_sides(given.incidence))
    method = PageRank(damping_factor=0.85, solver="piteration", n_iter=160, tol=1e-11)
    seconds, _ = timed(lambda: method.fit_predict(whole, weights={start: 1}))
    figures.append(Figure("personalised PageRank of one studio", NAME, seconds, "tolerance 1e-11"))
    write(folder / "with_scikit_network.json", figures, {})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
