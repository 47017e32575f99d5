"""What all libraries are given: the same links, the same studios that ask, and whom these must not be named."""

import json
import pickle
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from scipy import sparse

from bench.national import national
from graph.analytics.partners import may_be_suggested
from graph.analytics.sparse import Matrices, Sparse
from graph.landscape import Landscape

TOP = 10


@dataclass(frozen=True, slots=True)
class Inputs:
    """Partners and incidence by position, and per asking studio whom it must not be named."""

    partners: Sparse
    incidence: Sparse
    barred: dict[int, set[int]]


def prepare(folder: Path, studios: int, sample: int, seed: int) -> None:
    """Draw the landscape and leave everything in a folder, with a line that says what was drawn."""
    landscape = national(studios, seed)
    known = Matrices(landscape)
    asking = sorted(Random(seed).sample(range(studios), k=min(sample, studios)))
    barred = {at: np.flatnonzero(~may_be_suggested(known, at)).tolist() for at in asking}
    sparse.save_npz(folder / "partners.npz", known.partners)
    sparse.save_npz(folder / "incidence.npz", known.incidence)
    (folder / "barred.json").write_text(json.dumps(barred), encoding="utf-8")
    with (folder / "landscape.pickle").open("wb") as file:
        pickle.dump(landscape, file)
    drawn = (
        f"{studios:,} studios, {len(landscape.alliances):,} alliances, {len(landscape.memberships):,} memberships, "
        f"{known.partners.nnz // 2:,} partner links; seed {seed}"
    )
    (folder / "drawn.txt").write_text(drawn, encoding="utf-8")


def inputs(folder: Path) -> Inputs:
    """What ``prepare`` left for every library."""
    barred = json.loads((folder / "barred.json").read_text(encoding="utf-8"))
    partners, incidence = (
        sparse.csr_array(sparse.load_npz(folder / f"{name}.npz")) for name in ("partners", "incidence")
    )
    return Inputs(partners, incidence, {int(at): set(others) for at, others in barred.items()})


def landscape(folder: Path) -> Landscape:
    """What ``prepare`` drew."""
    with (folder / "landscape.pickle").open("rb") as file:
        drawn: Landscape = pickle.load(file)
    return drawn


def both_sides(incidence: Sparse) -> Sparse:
    """Studios and alliances as the nodes of one graph."""
    return sparse.csr_array(sparse.block_array([[None, incidence], [incidence.T, None]], format="csr"))


if __name__ == "__main__":
    prepare(Path(sys.argv[1]), *(int(each) for each in sys.argv[2:]))
