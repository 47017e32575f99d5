"""The landscape as sparse matrices: who is in what, who knows whom, who can do what; built once, then only multiplied.

Rows are studios in the order of their ids, so that the order of the input never matters.

References:
    M. E. J. Newman, The structure of scientific collaboration networks, PNAS 98(2), 2001 — weight 1 / (size - 1).
    L. Lü, C.-H. Jin, T. Zhou, Similarity index based on local paths, Phys. Rev. E 80, 046122, 2009.
    L. Page et al., 1999; T. Haveliwala, Topic-sensitive PageRank, WWW 2002 — personalised PageRank.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import reverse_cuthill_mckee

from graph.analytics.products import collaboration, inverse, times
from graph.analytics.reason import Vector
from graph.days import ended
from graph.landscape import Landscape

ALPHA = 0.85  # how likely a walker goes on instead of returning to the start
EPSILON = 0.001  # weight of a path of three steps beside a path of two
STEPS = 22  # of the accelerated power iteration: the error is then below 2 · 0.31^22 = 1.3e-11 of the first one
CROWD = 300  # members of a larger alliance need not know each other: no partner links, but walks still pass through
FEW = 16  # a walk that has reached no more than one studio in so many is multiplied by their rows alone

Sparse = sparse.csr_array
Codes = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Matrices:
    """Sparse views of one landscape, each made when first asked for. Codes are positions; -1 means not stated."""

    landscape: Landscape

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Studio ids by position, ascending."""
        return tuple(sorted(self.landscape.studio))

    @cached_property
    def position(self) -> dict[str, int]:
        """The position of every studio."""
        return {studio: at for at, studio in enumerate(self.ids)}

    @cached_property
    def alliances(self) -> tuple[str, ...]:
        """Alliance ids by column, ascending."""
        return tuple(sorted(self.landscape.alliance))

    @cached_property
    def column(self) -> dict[str, int]:
        """The column of every alliance."""
        return {alliance: at for at, alliance in enumerate(self.alliances)}

    @cached_property
    def skills(self) -> tuple[str, ...]:
        """Skill ids by column, ascending."""
        return tuple(sorted({skill for studio in self.landscape.studios for skill in studio.skills}))

    @cached_property
    def projects(self) -> tuple[str, ...]:
        """Project ids by column, ascending."""
        return tuple(sorted({work.project for work in self.landscape.joint_projects}))

    @cached_property
    def skill_name(self) -> dict[str, str]:
        """Names of skills by id."""
        return dict(self.landscape.skill_names)

    @cached_property
    def project_name(self) -> dict[str, str]:
        """Names of projects by id."""
        return dict(self.landscape.project_names)

    @cached_property
    def mentors(self) -> dict[tuple[str, str], tuple[tuple[str, str, bool], ...]]:
        """Names of mentor and apprentice, and whether it is over, by the mentor's and the apprentice's studio."""
        found: dict[tuple[str, str], dict[tuple[str, str], bool]] = {}
        for link in self.landscape.mentoring:
            names = found.setdefault((link.mentor_studio, link.apprentice_studio), {})
            pair, over = (link.mentor, link.apprentice), ended(link.until, self.landscape.today)
            names[pair] = names.get(pair, True) and over
        return {
            studios: tuple(sorted((*pair, over) for pair, over in names.items())) for studios, names in found.items()
        }

    @cached_property
    def incidence(self) -> Sparse:
        """Studio × alliance: 1 where the studio is or was a member."""
        return self._incidence((link.studio, link.alliance) for link in self.landscape.memberships)

    @cached_property
    def present(self) -> Sparse:
        """Studio × alliance: 1 where the membership is current."""
        return self._incidence(self.landscape.current)

    @cached_property
    def shared(self) -> Sparse:
        """Studio × studio: Newman's Σ 1 / (size - 1) over alliances of up to ``CROWD`` studios both were in at once."""
        return collaboration(self.incidence, self._meetings(), CROWD)

    @cached_property
    def partners(self) -> Sparse:
        """Studio × studio: 1 where ``shared`` is positive."""
        return ones(self.shared)

    @cached_property
    def link_weights(self) -> dict[str, Vector]:
        """What a shared partner weighs, by method; with a single partner a studio lies between no two.

        Adamic and Adar say 1 / ln k and resource allocation 1 / k, k being the number of the shared one's partners.
        """
        partners = np.diff(self.partners.indptr).astype(np.float64)
        return {
            "adamic_adar": inverse(np.log(np.maximum(partners, 1))),
            "resource_allocation": inverse(partners),
        }

    @cached_property
    def experience(self) -> Vector:
        """In how many alliances each studio is or was."""
        return np.diff(self.incidence.indptr).astype(np.float64)

    @cached_property
    def allied(self) -> Sparse:
        """Studio × studio: 1 where both are now in an alliance of up to ``CROWD`` studios."""
        return ones(collaboration(self.present, {}, CROWD))

    @cached_property
    def order(self) -> Codes:
        """Positions with partners side by side (reverse Cuthill–McKee): what a product reads is still in the cache."""
        if not self.partners.nnz:
            return np.arange(len(self.ids))
        return reverse_cuthill_mckee(sparse.csr_matrix(self.partners), symmetric_mode=True).astype(np.int64)

    @cached_property
    def work(self) -> Sparse:
        """Studio × project: 1 where the studio takes part."""
        return _matrix(
            ((link.studio, link.project) for link in self.landscape.joint_projects), self.position, self.projects
        )

    @cached_property
    def joint(self) -> Sparse:
        """Studio × studio: Newman's weights over projects in common."""
        return collaboration(self.work, {}, CROWD)

    @cached_property
    def mentoring(self) -> Sparse:
        """Studio × studio: 1 where a mentor of one teaches an apprentice of the other."""
        pairs = [(link.mentor_studio, link.apprentice_studio) for link in self.landscape.mentoring]
        return _matrix([*pairs, *((b, a) for a, b in pairs)], self.position, self.ids)

    @cached_property
    def skilled(self) -> Sparse:
        """Studio × skill."""
        pairs = ((studio.id, skill) for studio in self.landscape.studios for skill in studio.skills)
        return _matrix(pairs, self.position, self.skills)

    @cached_property
    def _scaled(self) -> tuple[Sparse, Sparse, Vector, Vector]:
        """Incidence over the square roots of both degrees, its transpose, and the roots of degrees and sizes."""
        incidence = self.incidence
        roots = np.sqrt(incidence.sum(axis=1))
        sides = np.sqrt(incidence.sum(axis=0))
        scaled = sparse.csr_array(sparse.diags_array(inverse(roots)) @ incidence @ sparse.diags_array(inverse(sides)))
        return scaled, sparse.csr_array(scaled.T), roots, sides

    @cached_property
    def _steps(self) -> tuple[Sparse, Sparse]:
        """α² C C' of ``walk`` over alliances that are no crowd, multiplied out; α C of the crowds; both in ``order``.

        Multiplied out, a step costs half the time; a crowd's product would be as large as the square of its members.
        """
        scaled, *_, sides = self._scaled
        crowds = sides**2 > CROWD
        small, large = (sparse.csr_array(ALPHA * scaled[:, np.flatnonzero(each)]) for each in (~crowds, crowds))
        near = sparse.csr_array(small @ small.T)
        near = sparse.csr_array(near[self.order][:, self.order])
        near.sort_indices()
        return near, sparse.csr_array(large[self.order])

    def local_paths(self, at: int) -> tuple[Vector, Vector]:
        """Paths of two and of three steps between partners: row ``at`` of A² and of A³.

        The local path index (Lü, Jin and Zhou 2009) is A² + ε A³ with ε = ``EPSILON``; vector–matrix products give one
        row in time proportional to the links.
        """
        partners = self.partners
        two = times(partners, row(partners, at))
        return two, times(partners, two)

    def walk(self, at: int) -> tuple[Vector, Vector]:
        """Personalised PageRank between studios and alliances, restarting at one studio.

        x = (1 - α) e + α P'x with P the step to a random neighbour. With B the incidence, D and S the degrees and
        sizes, C = D^-½ B S^-½ and x = D^½ w, the studios' half is (I - α² C C') w = (1 - α) D^-½ e: symmetric, with
        eigenvalues between 1 - α² and 1. The power iteration accelerated by Chebyshev polynomials (Saad, Iterative
        Methods for Sparse Linear Systems, 2003, algorithm 12.1) divides the error by 3.2 in each step, the plain one
        by 1.4.

        Args:
            at: the studio's position.

        Returns:
            Each studio's and each alliance's share of the walker's time, summing to 1; zeros if the studio is in no
            alliance. The error is below 1e-11 times the root of how many times more alliances the busiest studio is in.
        """
        _, back, roots, sides = self._scaled
        (near, crowds), order = self._steps, self.order
        if not roots[at]:
            return np.zeros(len(roots)), np.zeros(len(sides))
        residual = np.where(order == at, (1 - ALPHA) / roots[at], 0.0)
        middle, half = 1 - ALPHA**2 / 2, ALPHA**2 / 2  # of the interval that holds the eigenvalues
        solution, step, ratio = np.zeros_like(residual), residual / middle, half / middle
        few = len(residual) // FEW
        for _ in range(STEPS):
            solution += step
            residual -= step
            residual += near @ step if np.count_nonzero(step) > few else times(near, step)
            if crowds.nnz:
                residual += crowds @ (step @ crowds)
            following = 1 / (2 * middle / half - ratio)
            step *= following * ratio
            step += 2 * following / half * residual
            ratio = following
        solution[order] = solution.copy()
        return np.maximum(solution * roots, 0), np.maximum(ALPHA * sides * (back @ solution), 0)

    def _meetings(self) -> dict[int, list[tuple[int, int]]]:
        """Of each alliance whose members were not all in it at one time, by its column: the pairs that were."""
        landscape, members = self.landscape, sparse.csr_array(self.incidence.T)
        ended = {link.alliance for link in landscape.memberships if link.until and link.alliance in self.column}
        found: dict[int, list[tuple[int, int]]] = {}
        for alliance in sorted(ended):
            at = self.column[alliance]
            pairs = list(combinations(columns(members, at).tolist(), 2))
            if len(pairs) > comb(CROWD, 2):
                continue
            met = [pair for pair in pairs if landscape.met(self.ids[pair[0]], self.ids[pair[1]], alliance)]
            if len(met) < len(pairs):
                found[at] = met
        return found

    def _incidence(self, pairs: Iterable[tuple[str, str]]) -> Sparse:
        return _matrix(pairs, self.position, self.alliances)


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A landscape compared by identity, so that looking up its matrices does not hash a million facts."""

    landscape: Landscape

    def __hash__(self) -> int:
        return id(self.landscape)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.landscape is self.landscape


@lru_cache(maxsize=2)
def _matrices(same: _Same) -> Matrices:
    return Matrices(same.landscape)


def matrices(landscape: Landscape) -> Matrices:
    """The landscape's matrices; the last two landscapes' are kept."""
    return _matrices(_Same(landscape))


def row(matrix: Sparse, at: int) -> Vector:
    """A row as a dense vector."""
    row = np.zeros(matrix.shape[1])
    span = slice(matrix.indptr[at], matrix.indptr[at + 1])
    row[matrix.indices[span]] = matrix.data[span]
    return row


def columns(matrix: Sparse, at: int) -> NDArray[np.int32]:
    """The columns of a row's entries, ascending."""
    entries: NDArray[np.int32] = matrix.indices[matrix.indptr[at] : matrix.indptr[at + 1]]
    return entries


def _matrix(pairs: Iterable[tuple[str, str]], rows: dict[str, int], names: tuple[str, ...]) -> Sparse:
    """Ones where a pair is named, however often; pairs with an unknown end are left out."""
    columns = {name: at for at, name in enumerate(names)}
    known = ((rows[a], columns[b]) for a, b in pairs if a in rows and b in columns)
    places = np.fromiter(known, dtype=(np.int32, 2))
    matrix = sparse.csr_array((np.ones(len(places)), (places[:, 0], places[:, 1])), shape=(len(rows), len(names)))
    return ones(matrix)


def ones(matrix: Sparse) -> Sparse:
    """The same entries, each 1."""
    return sparse.csr_array((np.ones_like(matrix.data), matrix.indices, matrix.indptr), shape=matrix.shape)
