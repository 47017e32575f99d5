"""The desk every ledger is worked at: the builder, the directory of names, and how a cell becomes a node."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from graph.schema import kind_of
from ingest.builder import Builder
from ingest.identity import WITH_HOME, Directory, same_name
from ingest.records import Severity
from ingest.reference import (
    Region,
    find_honor,
    find_industry,
    find_region,
    find_skill_grade,
    industry_line,
    region_line,
)
from ingest.register import Statement

_YEAR = re.compile(r"^\s*((?:19|20)\d{2})\s*年?(?:度)?")
_SEPARATORS = re.compile(r"[；;、，,/]")


def text(said: Statement, column: str) -> str:
    """A cell as text, empty when the row does not say."""
    return str(said.cells.get(column, ""))


def several(said: Statement, column: str) -> list[str]:
    """A cell as a list of texts, split where a ledger column is plain text but holds several."""
    value = said.cells.get(column, [])
    if isinstance(value, list):
        return [str(part) for part in value]
    return [part.strip() for part in _SEPARATORS.split(str(value)) if part.strip()]


@dataclass(slots=True)
class Desk:
    """What the ledgers have in common while they are worked through."""

    builder: Builder
    directory: Directory = field(default_factory=Directory)
    leaders: dict[str, tuple[str, ...]] = field(default_factory=dict)  # studio id -> person ids
    _led: dict[str, Statement] = field(default_factory=dict)  # studio id -> who says so, until the leaders are stated
    alliance_leads: dict[tuple[str, str], Statement] = field(default_factory=dict)  # (alliance id, studio id)
    # What thousands of rows name is stated once a source: (kind, source id, as written) -> node id.
    _shared: dict[tuple[str, int, str], str] = field(default_factory=dict)

    def organization(self, name: str, said: Statement) -> str:
        """The organization of a name; one that no ledger registers is kept as mentioned only."""
        known = self.directory.organizations_by_name.get(same_name(name))
        if known is not None:
            return known
        node = self.builder.node("Organization", (same_name(name),), {"name": name}, said, registers=False)
        self.directory.organizations_by_name[same_name(name)] = node
        return node

    def studio(self, reference: str, said: Statement, column: str, organization: str = "") -> str | None:
        """The studio a cell refers to by number or name.

        One that nobody registered is kept as mentioned only and listed. A name that fits several is listed with
        what to write instead, and None is returned: guessing would tie the wrong people together.
        """
        found = self.directory.studios(reference, organization)
        if len(found) > 1:
            homes = "、".join(sorted(self._home(studio) for studio in found))
            message = (
                f"有 {len(found)} 个工作室都叫「{reference}」（{homes}），无法判断是哪一个，"
                "这一行未关联；请改填工作室编号。"
            )
            self.builder.list(said, Severity.ERROR, message, column)
            return None
        studio = found[0] if found else self._mentioned_studio(reference, organization, said)
        if not self.builder.is_registered(studio):
            self.builder.list(said, Severity.WARNING, self._unregistered(reference, organization), column)
        return studio

    def studios(self, said: Statement, column: str) -> list[str]:
        """The studios a cell refers to: several that did something together, each called 工作室, or one."""
        whole, parts = text(said, column), several(said, column)
        together = len(parts) > 1 and all(part.endswith("工作室") for part in parts)
        references = parts if together and not self.directory.studios(whole) else [whole]
        found = (self.studio(reference, said, column) for reference in dict.fromkeys(references) if reference)
        return [studio for studio in found if studio is not None]

    def _mentioned_studio(self, reference: str, organization: str, said: Statement) -> str:
        identity = (same_name(reference), organization)
        studio = self.builder.node("Studio", identity, {"name": reference}, said, registers=False)
        self.directory.add_studio(studio, reference, "", organization)
        if organization:
            self.builder.edge("BASED_AT", studio, organization, said)
        return studio

    def _unregistered(self, reference: str, organization: str) -> str:
        elsewhere = [
            self._home(studio)
            for studio in self.directory.studios(reference)
            if organization and self.builder.is_registered(studio)
        ]
        if not elsewhere:
            return f"工作室「{reference}」被引用未登记：工作室台账里没有它，请补登记，或核对名称是否写错。"
        return (
            f"「{self.builder.name_of(organization)}」的工作室「{reference}」被引用未登记：登记的同名工作室在"
            f"{'、'.join(elsewhere)}，未与之合并；请补登记，或核对单位是否写错。"
        )

    def _home(self, studio: str) -> str:
        organization = self.directory.organization_of.get(studio)
        return self.builder.name_of(organization) if organization else "所在单位未载"

    def alliance(self, name: str, said: Statement, column: str) -> str:
        """The alliance of a name; one that nobody registered is kept as mentioned only and listed."""
        node = self.directory.alliances.get(same_name(name))
        if node is None:
            node = self.builder.node("Alliance", (same_name(name),), {"name": name}, said, registers=False)
            self.directory.alliances[same_name(name)] = node
        if not self.builder.is_registered(node):
            message = f"联盟「{name}」被引用未登记：联盟台账里没有它，请补登记，或核对名称是否写错。"
            self.builder.list(said, Severity.WARNING, message, column)
        return node

    def person_at(self, name: str, home: str, said: Statement, *, registers: bool) -> str:
        """The person of a name in one studio or organization (``home`` is its id)."""
        return self.builder.node("Person", (same_name(name), home), {"name": name}, said, registers=registers)

    def people_at(self, name: str, organization: str) -> list[str]:
        """People of one name in the studios of an organization, or registered at it."""
        homes = [*self.directory.studios_at.get(organization, ()), organization]
        found = (self.builder.knows("Person", same_name(name), home) for home in homes)
        return [person for person in found if person is not None]

    def person_of(self, reference: str) -> str | None:
        """The person written with a studio or an organization, 张三（李四劳模创新工作室）, if both are known."""
        written = WITH_HOME.fullmatch(reference)
        if not written:
            return None
        name, home = same_name(written[1]), written[2]
        if self.builder.states(home):
            return home if kind_of(home) == "Person" else self.builder.knows("Person", name, home)
        studios = self.directory.studios(home)
        if len(studios) == 1:
            return self.builder.knows("Person", name, studios[0])
        organization = self.directory.organizations_by_name.get(same_name(home))
        known = self.people_at(name, organization) if organization else []
        return known[0] if len(known) == 1 else None

    def lead(self, studio: str, names: list[str], said: Statement) -> None:
        """Note who leads a studio; a newer row of its ledger replaces an older one."""
        if not names:
            return
        leaders = tuple(self.person_at(name, studio, said, registers=True) for name in names)
        earlier = self.leaders.get(studio, leaders)
        if set(earlier) != set(leaders):
            was = "、".join(self.builder.name_of(person) for person in earlier)
            message = (
                f"工作室「{self.builder.name_of(studio)}」的领衔人两处说法不同：「{was}」与「{'、'.join(names)}」，"
                "现采用后者，请核对。"
            )
            self.builder.list(said, Severity.WARNING, message, "领衔人")
        self.leaders[studio], self._led[studio] = leaders, said._replace(cells={})

    def state_leaders(self) -> None:
        """Tie the leaders noted so far to their studios."""
        for studio, said in self._led.items():
            for person in self.leaders[studio]:
                self.builder.edge("LEADS", person, studio, said)
        self._led.clear()

    def place(self, node: str, said: Statement) -> None:
        """Tie a studio, organization or alliance to the region and industry its row names."""
        if region := text(said, "地区"):
            self.builder.edge("LOCATED_IN", node, self.region(region, said), said)
        if industry := text(said, "行业"):
            self.builder.edge("IN_INDUSTRY", node, self._once("Industry", industry, said, self._industry), said)

    def region(self, written: str, said: Statement) -> str:
        """The region a text names, with the regions above it; what maps to none stays as written and is listed."""
        return self._once("Region", written, said, self._region)

    def _once(self, kind: str, written: str, said: Statement, state: Callable[[str, Statement], str]) -> str:
        key = (kind, said.source_id, written)
        if key not in self._shared:
            self._shared[key] = state(written, said)
        return self._shared[key]

    def _region(self, written: str, said: Statement) -> str:
        region = find_region(written)
        if region is None:
            message = f"地区「{written}」在行政区划表中没有对应，已按原文保留，请核对。"
            self.builder.list(said, Severity.NOTICE, message, "地区")
            return self.builder.node("Region", ("written", written), {"name": written}, said, registers=False)
        line = region_line(region)
        return self._line(
            [
                self.builder.node("Region", (line[at].code,), _region_fields(line[at:]), said, registers=False)
                for at in range(len(line))
            ],
            said,
        )

    def _industry(self, written: str, said: Statement) -> str:
        industry = find_industry(written)
        if industry is None:
            message = f"行业「{written}」在国民经济行业分类中没有对应，已按原文保留，请核对。"
            self.builder.list(said, Severity.NOTICE, message, "行业")
            return self.builder.node("Industry", ("written", written), {"name": written}, said, registers=False)
        return self._line(
            [
                self.builder.node(
                    "Industry",
                    (each.code,),
                    {"name": each.name, "code": each.code, "level": each.level},
                    said,
                    registers=False,
                )
                for each in industry_line(industry)
            ],
            said,
        )

    def _line(self, nodes: list[str], said: Statement) -> str:
        """Put each node below the next; returns the lowest."""
        for lower, upper in pairwise(nodes):
            self.builder.edge("PART_OF", lower, upper, said)
        return nodes[0]

    def skills(self, node: str, names: list[str], said: Statement, edge: str = "SKILLED_IN") -> None:
        """Tie a studio, person or problem to skills by their names."""
        for name in dict.fromkeys(names):
            self.builder.edge(edge, node, self._once("Skill", name, said, self._skill), said)

    def honors(self, person: str, names: list[str], said: Statement) -> None:
        """Tie a person to honours; a leading year (2015年全国劳动模范) becomes the year of the award."""
        for written in dict.fromkeys(names):
            year, name = split_year(written)
            honor = self._once("Honor", name, said, self._honor)
            self.builder.edge("HOLDS", person, honor, said, {"year": year})

    def _honor(self, written: str, said: Statement) -> str:
        honor = find_honor(written)
        if honor is None or not honor.level:
            message = f"荣誉「{written}」看不出是哪一级授予的，已按原文保留；请写全称，如“山东省劳动模范”。"
            self.builder.list(said, Severity.NOTICE, message, "荣誉")
        name, level = (honor.name, honor.level) if honor else (written, "")
        return self.builder.node("Honor", (same_name(name),), {"name": name, "level": level}, said, registers=False)

    def skill_grade(self, written: str, said: Statement) -> str:
        """The grade of skill under its standard name; what maps to none stays as written and is listed."""
        grade = find_skill_grade(written)
        if written and grade is None:
            message = f"技能等级「{written}」不在八级职业技能等级里，已按原文保留，请核对。"
            self.builder.list(said, Severity.NOTICE, message, "技能等级")
        return grade.name if grade else written

    def _skill(self, name: str, said: Statement) -> str:
        return self.builder.node("Skill", (same_name(name),), {"name": name}, said, registers=False)


def _region_fields(line: tuple[Region, ...]) -> dict[str, str]:
    """Fields of the first region of a line that ends with its province; a province is in no city."""
    region, province = line[0], line[-1]
    city = line[-2].name if len(line) > 1 else ""
    return {
        "name": region.name,
        "code": region.code,
        "level": region.level,
        "province": province.name,
        "city": city,
    }


@cache
def split_year(written: str) -> tuple[str, str]:
    """A leading year and what follows it; the year is empty when there is none.

    >>> split_year("2015年全国劳动模范")
    ('2015', '全国劳动模范')
    """
    found = _YEAR.match(written)
    rest = written[found.end() :].strip() if found else written
    return (found.group(1), rest) if found and rest else ("", written)
