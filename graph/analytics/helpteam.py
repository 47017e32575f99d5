"""From who can help with a problem to the 劳模帮帮团 that should: one model worker, one key project, one team."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from graph.analytics.match import ANYWHERE, Match, Near, Ranked
from graph.analytics.reason import UNIT
from graph.analytics.retrieval import Found
from graph.analytics.sparse import Matrices, columns, matrices
from graph.analytics.team_task import Candidate, Need, Task
from graph.analytics.teams import Member, Swap, Team, compose, exchange, swaps
from graph.landscape import Landscape, StudioFacts
from graph.vocabulary import Vocabulary

SHORTLIST = 60  # people a team is composed of
MOST_NEEDS = 8

# Points.
_NEEDS, _GUESSED = 100, 50  # of all needs together, as they were given or as they were found in the problem
_MERIT, _IDLE = 15, 0.5  # who covers nothing has that share of his merit
_JOINING, _BUSY = 9, 4  # what a further person costs, and every team he serves on already
_FAR = (0, 1, 4)  # by Near.steps
_SAME_STUDIO, _ALLIED, _TAUGHT = 1, 2, 2
_VARIETY = 3
# What a leader adds by his highest honour; who leads a studio is a model worker even where no honour is on file.
_LEADS = ((re.compile("全国|国家|中华"), 14), (re.compile("省|自治区|市|部|工匠|劳模|劳动模范|五一"), 11))
_LEADS_A_STUDIO = 8

# Words of these kinds name what somebody has to be able to do; figures and materials do not.
_SKILL_KINDS = frozenset({"工种", "工艺", "缺陷", "设备", "服务"})


@dataclass(frozen=True, slots=True)
class Helper:
    """A member of the team, ``role`` 领衔 or 成员: the names of what is covered, and why this one, in sentences.

    ``home`` is the id of the studio somebody leads or belongs to, empty where there is none.
    """

    id: str
    name: str
    role: str
    home: str
    home_name: str
    covers: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HelpTeam:
    """A team for a problem: its members, the leader first, and what :mod:`graph.analytics.teams` says of it."""

    task: Task
    team: Team
    members: tuple[Helper, ...]

    def swaps(self) -> tuple[Swap, ...]:
        """Who could take whose place, and what that would change."""
        return swaps(self.task, self.team)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of a team.

    Attributes:
        skills: their names; found in the problem when empty.
        size: how many may be members.
        leader: the id of who must lead, empty for whoever leads best.
        excluded: ids of who must not join.
        exchanged: who gives a place to whom in the team that is best, one after the other, by their ids.
        own: ids of help teams this problem has already; serving on them makes nobody busy.
    """

    skills: tuple[str, ...] = ()
    size: int = 5
    leader: str = ""
    excluded: frozenset[str] = frozenset()
    exchanged: tuple[tuple[str, str], ...] = ()
    own: frozenset[str] = frozenset()


ANY = Wanted()


def skills_needed(match: Match, landscape: Landscape, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The names of what a problem needs somebody to be able to do.

    They are the head words of the vocabulary the problem uses, and skills of the graph it names; where it uses none,
    what the studios that answer best are skilled in.
    """
    heads = [head for head in match.asked.heads if vocabulary.terms[head].kind in _SKILL_KINDS]
    above = {broader for head in heads for broader in vocabulary.broader_of(head)}
    said = [head for head in heads if head not in above]
    named = [name for _, name in landscape.skill_names if len(name) > 1 and name.lower() in match.asked.text]
    named = [name for name in named if not any(name != other and name in other for other in (*named, *said))]
    found = tuple(dict.fromkeys([*said, *named]))
    if not found and match.confidence != "none":
        found = _skills_of_the_best(match, landscape)
    return found[:MOST_NEEDS]


def _skills_of_the_best(match: Match, landscape: Landscape) -> tuple[str, ...]:
    name = dict(landscape.skill_names)
    votes: dict[str, float] = {}
    for ranked in match.studios[:5]:
        for skill in landscape.studio[ranked.id].skills:
            votes[name[skill]] = votes.get(name[skill], 0.0) + ranked.score
    return tuple(sorted(votes, key=lambda each: (-votes[each], each))[:3])


def compose_team(
    match: Match, landscape: Landscape, vocabulary: Vocabulary, wanted: Wanted = ANY, near: Near = ANYWHERE
) -> HelpTeam:
    """The best team of the people a match found.

    Args:
        match: who can help.
        landscape: the graph as analytics sees it.
        vocabulary: by whose words skills are recognised.
        wanted: size, leader, exclusions, exchanges, skills.
        near: where the problem is.

    Raises:
        NoSuchLeaderError: who is wanted as the leader is not among the people found.
        TeamSizeError: a team of nobody is wanted.
    """
    skills = wanted.skills or skills_needed(match, landscape, vocabulary)
    people = _shortlist(match, wanted.leader)
    best = max((person.score for person in people), default=1.0)
    telling = {skill: _telling(skill, vocabulary) for skill in skills}
    scene = _Scene(match, landscape, near, telling, wanted.own, _done(match))
    points = _NEEDS if wanted.skills else _GUESSED
    task = Task(
        needs=tuple(Need(skill, skill, points * UNIT // len(skills)) for skill in skills),
        candidates=tuple(scene.candidate(person, person.score / best) for person in people),
        contacts=_contacts([match.texts[person.id] for person in people], matrices(landscape)),
        variety=_VARIETY * UNIT,
        size=wanted.size,
        leader=wanted.leader,
        excluded=wanted.excluded,
    )
    team = compose(task)
    for leaves, joins in wanted.exchanged:
        team = exchange(task, team, leaves, joins)
    members = tuple(scene.helper(member, task, team) for member in team.members)
    return HelpTeam(task, team, members)


def home_of(person: Found, landscape: Landscape) -> StudioFacts | None:
    """The studio somebody leads, else the first he belongs to."""
    studios = (*person.data["leads"], *person.data["studios"])
    return next((landscape.studio[studio] for studio in studios if studio in landscape.studio), None)


def _telling(skill: str, vocabulary: Vocabulary) -> frozenset[str]:
    """The head words that tell of a skill: those it uses, and of a fault the trades that cure it."""
    heads = vocabulary.heads_in(skill)
    terms = (vocabulary.terms[head] for head in heads)
    return frozenset(heads).union(*(term.broader for term in terms if term.kind == "缺陷"))


def _done(match: Match) -> dict[str, list[Found]]:
    """Past work by the ids of the studios and people who did it."""
    done: dict[str, list[Found]] = {}
    for work in (match.texts[ranked.id] for ranked in match.works):
        for doer in (*work.data["studios"], *work.data["people"]):
            done.setdefault(doer, []).append(work)
    return done


def _shortlist(match: Match, leader: str) -> list[Ranked]:
    return [person for person in match.people if person.rank <= SHORTLIST or person.id == leader]


@dataclass(frozen=True, slots=True)
class _Scene:
    """What people are looked at by when a team is composed."""

    match: Match
    landscape: Landscape
    near: Near
    skills: Mapping[str, frozenset[str]]  # and the head words that tell of each
    own: frozenset[str]
    done: Mapping[str, Sequence[Found]]

    def candidate(self, person: Ranked, merit: float) -> Candidate:
        """A person with what he adds and costs; ``merit`` is his score beside the best one's."""
        found = self.match.texts[person.id]
        home = home_of(found, self.landscape)
        leads = found.data["leads"]
        led = (self.match.texts[studio] for studio in leads if studio in self.match.texts)
        did = (work for doer in (person.id, *leads) for work in self.done.get(doer, ()))
        texts = [found, *led, *did]
        covers = frozenset(skill for skill in self.skills if any(self._says(text, skill) for text in texts))
        far = _FAR[self.near.steps(home)] if home else _FAR[1]
        return Candidate(
            id=person.id,
            name=person.name,
            merit=round(_MERIT * UNIT * merit * (1 if covers else _IDLE)),
            cost=(_JOINING + far + _BUSY * self.busy(found)) * UNIT,
            lead=_lead(found) * UNIT,
            covers=covers,
            industry=home.industry_name if home else "",
        )

    def helper(self, member: Member, task: Task, team: Team) -> Helper:
        """A member with why he is one."""
        found = self.match.texts[member.id]
        home = home_of(found, self.landscape)
        best = next(person.reasons[0].text for person in self.match.people if person.id == member.id)
        names = {each.id: each.name for each in team.members}
        pairs = (pair - {member.id} for pair in task.contacts if member.id in pair)
        knows = sorted(names[other] for others in pairs for other in others if other in names)
        place = self.near.city or self.near.province
        sentences = (
            best,
            f"曾获{'、'.join(found.data['honors'][:3])}" if found.data["honors"] else "",
            f"与{'、'.join(knows)}已有来往" if knows else "",
            f"同在{place}" if home and place in {home.region_name, home.province} - {""} else "",
            f"手上已有 {self.busy(found)} 个帮帮团" if self.busy(found) else "",
        )
        return Helper(
            id=member.id,
            name=member.name,
            role="领衔" if member.id == team.leader else "成员",
            home=home.id if home else "",
            home_name=home.name if home else "",
            covers=member.covers,
            reasons=tuple(filter(None, sentences)),
        )

    def busy(self, person: Found) -> int:
        """On how many help teams for other problems somebody serves."""
        return len(set(person.data["teams"]) - self.own)

    def _says(self, found: Found, skill: str) -> bool:
        """Whether a text tells of a skill: by its name, by a word that means it, or of the trade that cures a fault."""
        return skill.lower() in found.text or not found.topics.isdisjoint(self.skills[skill])


def _lead(found: Found) -> int:
    honors = "；".join(found.data["honors"])
    by_honor = next((points for words, points in _LEADS if words.search(honors)), 0)
    return by_honor or (_LEADS_A_STUDIO if found.data["leads"] else 0)


def _contacts(people: Iterable[Found], known: Matrices) -> dict[frozenset[str], int]:
    """Points of two who know each other: of one studio, of studios that are allied, or by mentoring."""
    at = {
        person.id: {known.position[studio] for studio in person.data["studios"] if studio in known.position}
        for person in people
    }
    studios = sorted(set().union(*at.values()))
    allied = {studio: set(columns(known.allied, studio).tolist()) for studio in studios}
    taught = {studio: set(columns(known.mentoring, studio).tolist()) for studio in studios}
    contacts = {}
    for one, other in combinations(sorted(at), 2):
        near = (
            _SAME_STUDIO * (not at[one].isdisjoint(at[other])),
            _ALLIED * any(not allied[studio].isdisjoint(at[other]) for studio in at[one]),
            _TAUGHT * any(not taught[studio].isdisjoint(at[other]) for studio in at[one]),
        )
        if max(near):
            contacts[frozenset({one, other})] = max(near) * UNIT
    return contacts
