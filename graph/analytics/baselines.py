"""What well-known methods say about whom a studio allies with, so that our suggestions can be measured beside them.

All look at the same landscape. A is the matrix of partners, Γ(x) the partners of x, k their number.

References:
    D. Liben-Nowell, J. Kleinberg, The link-prediction problem for social networks, JASIST 58(7), 2007 — common
    neighbours, and every method beside random.
    L. Adamic, E. Adar, Friends and neighbors on the Web, Social Networks 25(3), 2003 — Σ 1 / ln k over Γ(x) ∩ Γ(y).
    T. Zhou, L. Lü, Y.-C. Zhang, Predicting missing links via local information, Eur. Phys. J. B 71, 2009 — resource
    allocation, Σ 1 / k over Γ(x) ∩ Γ(y).
    L. Lü, C.-H. Jin, T. Zhou, Similarity index based on local paths, Phys. Rev. E 80, 046122, 2009 — A² + ε A³.
    T. Haveliwala, Topic-sensitive PageRank, WWW 2002 — personalised PageRank, between studios and alliances.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from graph.analytics.sparse import EPSILON, Matrices, row

PEERS = (
    "popularity",
    "random",
    "common_neighbours",
    "adamic_adar",
    "resource_allocation",
    "personalised_pagerank",
    "local_path",
)

Rows = NDArray[np.float64]  # one row per asking studio, one column per studio


def peer_scores(known: Matrices, asking: Sequence[int]) -> dict[str, Rows]:
    """The scores every method of ``PEERS`` gives all studios, for several asking studios at once.

    Args:
        known: the landscape.
        asking: positions of the studios that ask; memory is ``len(PEERS)`` dense rows for each.

    Returns:
        By method, one row per asking studio. What a studio scores for itself means nothing. Random scores everybody
        the same: equals are put in random order.
    """
    partners = known.partners
    weights = known.link_weights
    mine = np.stack([row(partners, at) for at in asking], axis=1)
    two: Rows = partners @ mine
    return {
        "popularity": np.tile(known.experience, (len(asking), 1)),
        "random": np.ones((len(asking), len(known.ids))),
        "common_neighbours": two.T,
        "adamic_adar": (partners @ (weights["adamic_adar"][:, None] * mine)).T,
        "resource_allocation": (partners @ (weights["resource_allocation"][:, None] * mine)).T,
        "personalised_pagerank": np.stack([known.walk(at)[0] for at in asking]),
        "local_path": (two + EPSILON * (partners @ two)).T,
    }
