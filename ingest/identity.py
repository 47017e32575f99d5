"""Who is who: which node a name in a ledger means, by the rules of identity the unions' ledgers allow.

A studio is itself by its number, else by name and organization; a person by name and studio, or name and
organization; an organization by credit code, else by name. Nothing is ever merged because two names look alike.
"""

import unicodedata
from dataclasses import dataclass, field

_BRACKETS = str.maketrans({"(": "（", ")": "）", "“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "－": "-", "·": "·"})


def same_name(text: str) -> str:
    """The form in which two spellings of one name are equal: widths, spaces and brackets do not count.

    >>> same_name("中国 中铁(集团)") == same_name("中国中铁（集团）")
    True
    """
    return "".join(unicodedata.normalize("NFKC", text).split()).translate(_BRACKETS).casefold()


@dataclass(slots=True)
class Directory:
    """Ids under every name and number by which ledgers refer to them, in the order they were stated."""

    studios_by_code: dict[str, str] = field(default_factory=dict)
    studios_by_name: dict[str, list[str]] = field(default_factory=dict)
    organizations_by_name: dict[str, str] = field(default_factory=dict)
    organization_of: dict[str, str] = field(default_factory=dict)  # studio id -> organization id
    studios_at: dict[str, list[str]] = field(default_factory=dict)  # organization id -> studio ids
    people_of: dict[tuple[str, str], str] = field(default_factory=dict)  # (name, studio or organization id) -> person
    alliances: dict[str, str] = field(default_factory=dict)
    projects_of: dict[tuple[str, str], str] = field(default_factory=dict)  # (name, studio or alliance id) -> project
    projects_by_name: dict[str, list[str]] = field(default_factory=dict)
    problems_of: dict[tuple[str, str], str] = field(default_factory=dict)  # (name, organization id) -> problem

    def add_studio(self, studio: str, name: str, number: str, organization: str) -> None:
        """Let a studio be referred to by its name and number, and know where it is based."""
        same = self.studios_by_name.setdefault(same_name(name), [])
        if studio not in same:
            same.append(studio)
        if number:
            self.studios_by_code[same_name(number)] = studio
        if organization and self.organization_of.get(studio) != organization:
            self.organization_of[studio] = organization
            self.studios_at.setdefault(organization, []).append(studio)

    def studios(self, reference: str, organization: str = "") -> list[str]:
        """Studios a reference may mean: by number, else by name, narrowed to those at ``organization`` if any are."""
        by_code = self.studios_by_code.get(same_name(reference))
        if by_code is not None:
            return [by_code]
        named = self.studios_by_name.get(same_name(reference), [])
        at_home = [studio for studio in named if organization and self.organization_of.get(studio) == organization]
        return at_home or named

    def people_at(self, name: str, organization: str) -> list[str]:
        """People of one name in the studios of an organization, or registered at it."""
        homes = [*self.studios_at.get(organization, ()), organization]
        found = (self.people_of.get((same_name(name), home)) for home in homes)
        return list(dict.fromkeys(person for person in found if person is not None))

    def add_project(self, project: str, name: str, owner: str) -> None:
        """Let a project be referred to by its name and by the studio or alliance that works on it."""
        self.projects_of[(same_name(name), owner)] = project
        same = self.projects_by_name.setdefault(same_name(name), [])
        if project not in same:
            same.append(project)
