"""Who is who: which node a name in a ledger means, by the rules of identity the unions' ledgers allow.

A studio is itself by its number, else by name and organization; a person by name and studio, or name and
organization; an organization by credit code, else by name. Nothing is ever merged because two names look alike.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

# A person written with his home: 张三（李四劳模创新工作室）.
WITH_HOME = re.compile(r"([^()（）]+)[(（](.+)[)）]")
_PLAIN = re.compile(r"[\u4e00-\u9fff]+")  # as most names are: of such a one there is one spelling
_BRACKETS = str.maketrans({"(": "（", ")": "）", "“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "－": "-", "·": "·"})


def same_name(text: str) -> str:
    """The form in which two spellings of one name are equal: widths, spaces and brackets do not count.

    >>> same_name("中国 中铁(集团)") == same_name("中国中铁（集团）")
    True
    """
    return text if _PLAIN.fullmatch(text) else _folded(text)


@lru_cache(maxsize=1 << 16)
def _folded(text: str) -> str:
    same = "".join(unicodedata.normalize("NFKC", text).split()).translate(_BRACKETS).casefold()
    return text if same == text else same  # mostly it is, and one of a million texts need be kept once only


@dataclass(slots=True)
class Directory:
    """Ids under every name and number by which ledgers refer to them, in the order they were stated."""

    studios_by_code: dict[str, str] = field(default_factory=dict)
    studios_by_name: dict[str, list[str]] = field(default_factory=dict)
    organizations_by_name: dict[str, str] = field(default_factory=dict)
    organization_of: dict[str, str] = field(default_factory=dict)  # studio id -> organization id
    studios_at: dict[str, dict[str, None]] = field(default_factory=dict)  # organization id -> studio ids, in order
    uppers: dict[str, list[str]] = field(default_factory=dict)  # organization id -> ids of those right above it
    alliances: dict[str, str] = field(default_factory=dict)
    projects_of: dict[tuple[str, str], str] = field(default_factory=dict)  # (name, who works on it) -> project
    projects_by_name: dict[str, list[str]] = field(default_factory=dict)
    problems_of: dict[tuple[str, str], str] = field(default_factory=dict)  # (name, organization id) -> problem

    def add_studio(self, studio: str, name: str, number: str, organization: str) -> None:
        """Let a studio be referred to by its name and number, and know where it is based now."""
        same = self.studios_by_name.setdefault(same_name(name), [])
        if studio not in same:
            same.append(studio)
        if number:
            self.studios_by_code[same_name(number)] = studio
        if organization:
            before = self.organization_of.get(studio)
            if before is not None:
                self.studios_at[before].pop(studio, None)
            self.organization_of[studio] = organization
            self.studios_at.setdefault(organization, {})[studio] = None

    def studios(self, reference: str, organization: str = "") -> list[str]:
        """Studios a reference may mean: the one of that number, else those of that name.

        With ``organization``, a name means the studios at it, below it or above it, else those of which nobody says
        where they are: a studio of the same name elsewhere is another studio.
        """
        by_code = self.studios_by_code.get(same_name(reference))
        if by_code is not None:
            return [by_code]
        named = self.studios_by_name.get(same_name(reference), [])
        if not organization:
            return named
        homes = [(studio, self.organization_of.get(studio)) for studio in named]
        at_home = [studio for studio, home in homes if home == organization]
        related = [studio for studio, home in homes if home and self._are_in_line(home, organization)]
        return at_home or related or [studio for studio, home in homes if home is None]

    def _are_in_line(self, one: str, other: str) -> bool:
        return other in self.above(one) or one in self.above(other)

    def above(self, organization: str) -> set[str]:
        """Every organization above one, at any distance."""
        found: set[str] = set()
        waiting = [organization]
        while waiting:
            for upper in self.uppers.get(waiting.pop(), ()):
                if upper not in found:
                    found.add(upper)
                    waiting.append(upper)
        return found

    def add_project(self, project: str, name: str, workers: Iterable[str]) -> None:
        """Let a project be referred to by its name and by any studio, alliance or help team that works on it."""
        for worker in workers:
            self.projects_of.setdefault((same_name(name), worker), project)
        same = self.projects_by_name.setdefault(same_name(name), [])
        if project not in same:
            same.append(project)

    def project(self, name: str, workers: Iterable[str]) -> str | None:
        """The project of a name that any of ``workers`` works on."""
        found = (self.projects_of.get((same_name(name), worker)) for worker in workers)
        return next((project for project in found if project is not None), None)
