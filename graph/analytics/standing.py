"""What a studio's standing says when hardly anything else is known: its experience, and who near the asker chose it.

Both look at alliances of others, so they speak to a studio that is in none yet. Popularity helps most where nothing
better is known, and hurts where it is all one listens to: it would show everybody the same few. It therefore has a
weight of its own, which a planner can turn down to nothing.

References:
    Ó. Celma, P. Cano, From hits to niches? or how popular artists can bias music recommendation, 2008.
    S. Sedhain et al., Social collaborative filtering for cold-start recommendations, RecSys 2014 — those who share a
    newcomer's attributes speak for the newcomer.
"""

import numpy as np

from graph.analytics.reason import Evidence, Share
from graph.analytics.sparse import Matrices, columns
from graph.analytics.traits import Flags, Traits, traits

SEVERAL = 2  # alliances from which on they count as experience
NAMED = 3  # alliances or studios named one by one


def standing_evidence(matrices: Matrices, at: int) -> tuple[Evidence, ...]:
    """What the standing of every studio says to the studio at position ``at``."""
    return _experience(matrices), _local_peers(matrices, at)


def _experience(matrices: Matrices) -> Evidence:
    """In how many alliances a studio is or was."""
    number = matrices.experience

    def explain(other: int) -> list[Share]:
        ids = tuple(matrices.alliances[column] for column in columns(matrices.incidence, other))
        names = "、".join(f"「{matrices.landscape.alliance[each].name}」" for each in ids[:NAMED])
        text = f"对方参加过{names}{'等' if len(ids) > NAMED else ''} {len(ids)} 个联盟，经验较多"
        return [Share(1.0, "experience", text, ids)]

    return Evidence("experience", np.where(number >= SEVERAL, number, 0.0), explain)


def _local_peers(matrices: Matrices, at: int) -> Evidence:
    """How many studios of the asker's own place are or were partners of a studio."""
    about = traits(matrices)
    peers = _of_the_same_place(about, at)

    def explain(other: int) -> list[Share]:
        partners = columns(matrices.partners, other)
        local = [matrices.ids[each] for each in partners[peers[partners]]]
        names = "、".join(f"「{matrices.landscape.studio[each].name}」" for each in local[:NAMED])
        more = f"等 {len(local)} 家" if len(local) > NAMED else ""
        mine = about.studios[at]
        text = f"和你同在{mine.region_name or mine.province}的{names}{more}与对方结过盟"
        return [Share(1.0, "local_peers", text, tuple(local))]

    return Evidence("local_peers", matrices.partners @ peers.astype(np.float64), explain)


def _of_the_same_place(about: Traits, at: int) -> Flags:
    """Other studios of the same region, or of the same province where no region is stated."""
    codes = about.region if about.region[at] >= 0 else about.province
    same: Flags = (codes == codes[at]) & (codes >= 0)
    same[at] = False
    return same
