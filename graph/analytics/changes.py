"""What may come or go: an alliance, a studio, a leader; each makes another landscape of a frozen one."""

from dataclasses import dataclass, replace

from graph.analytics.partners import UnknownStudioError
from graph.analytics.sparse import matrices, row
from graph.errors import MengtuError
from graph.landscape import AllianceFacts, Landscape, Leader, Membership, Successor

PLANNED = "A-planned"  # the id of an alliance that is only thought of
THOUGHT_OF = "P-planned"  # the id of a person that is only thought of


class ImpossibleChangeError(MengtuError):
    """What is to be tried cannot be."""


@dataclass(frozen=True, slots=True)
class AddAlliance:
    """Some studios found an alliance, the first of them leading it."""

    studios: tuple[str, ...]
    name: str = "拟建联盟"


@dataclass(frozen=True, slots=True)
class AddStudio:
    """A studio joins an alliance."""

    studio: str
    alliance: str


@dataclass(frozen=True, slots=True)
class AddLeader:
    """A studio gets somebody who could follow its leader, or a leader if it has none."""

    studio: str


@dataclass(frozen=True, slots=True)
class Remove:
    """An alliance is dissolved, a studio taken off the list, or a leader leaves: by id."""

    id: str


Change = AddAlliance | AddStudio | AddLeader | Remove


def changed_landscape(landscape: Landscape, change: Change) -> Landscape:
    """The landscape after a change; the one given stays as it is."""
    match change:
        case AddAlliance(studios, name):
            if len(set(studios)) < 2:
                raise ImpossibleChangeError("一个联盟至少要有两个不同的工作室，请再写一个。")
            for each in studios:
                _require_studio(landscape, each)
            members = tuple(Membership(each, PLANNED) for each in dict.fromkeys(studios))
            alliances = (*landscape.alliances, AllianceFacts(PLANNED, name))
            return replace(landscape, alliances=alliances, memberships=(*landscape.memberships, *members))
        case AddStudio(studio, alliance):
            _require_studio(landscape, studio)
            if alliance not in landscape.alliance:
                raise ImpossibleChangeError(f"找不到编号为「{alliance}」的联盟，请先用 mengtu find 查到它的编号。")
            if (studio, alliance) in landscape.current:
                names = landscape.studio[studio].name, landscape.alliance[alliance].name
                raise ImpossibleChangeError(f"「{names[0]}」现在就在「{names[1]}」，没有可推演的变化。")
            return replace(landscape, memberships=(*landscape.memberships, Membership(studio, alliance)))
        case AddLeader(studio):
            return _with_leader(landscape, studio)
        case Remove(id=gone):
            return _without(landscape, gone)


def _require_studio(landscape: Landscape, studio: str) -> None:
    if studio not in landscape.studio:
        raise UnknownStudioError(f"找不到编号为「{studio}」的工作室，请先用 mengtu find 按名称查到它的编号。")


def _with_leader(landscape: Landscape, studio: str) -> Landscape:
    _require_studio(landscape, studio)
    if any(each.studio == studio for each in landscape.leaders):
        follower = Successor(studio, THOUGHT_OF, "拟培养的骨干", "骨干")
        return replace(landscape, successors=(*landscape.successors, follower))
    return replace(landscape, leaders=(*landscape.leaders, Leader(studio, THOUGHT_OF, "拟聘的领衔人")))


def _without(landscape: Landscape, gone: str) -> Landscape:
    if gone in landscape.alliance:
        return replace(
            landscape,
            alliances=tuple(each for each in landscape.alliances if each.id != gone),
            memberships=tuple(each for each in landscape.memberships if each.alliance != gone),
            deeds=tuple(each for each in landscape.deeds if each.alliance != gone),
        )
    if gone in landscape.studio:
        return _without_studio(landscape, gone)
    if any(each.person == gone for each in landscape.leaders):
        return _without_leader(landscape, gone)
    raise ImpossibleChangeError("只能推演没有了一个联盟、工作室或领衔人；请用 mengtu find 查到它的名称或编号。")


def _without_studio(landscape: Landscape, gone: str) -> Landscape:
    return replace(
        landscape,
        studios=tuple(each for each in landscape.studios if each.id != gone),
        memberships=tuple(each for each in landscape.memberships if each.studio != gone),
        joint_projects=tuple(each for each in landscape.joint_projects if each.studio != gone),
        mentoring=tuple(
            each for each in landscape.mentoring if gone not in (each.mentor_studio, each.apprentice_studio)
        ),
        leaders=tuple(each for each in landscape.leaders if each.studio != gone),
        successors=tuple(each for each in landscape.successors if each.studio != gone),
        leader_skills=tuple(each for each in landscape.leader_skills if each.studio != gone),
    )


def _without_leader(landscape: Landscape, gone: str) -> Landscape:
    """Without a person: what only they could do is lost to the studio, and whom they taught elsewhere loses a tie."""
    led = {(each.studio, each.name) for each in landscape.leaders if each.person == gone}
    lost = {(each.studio, each.skill) for each in landscape.leader_skills if each.person == gone}
    return replace(
        landscape,
        studios=tuple(
            replace(each, skills=tuple(skill for skill in each.skills if (each.id, skill) not in lost))
            if any((each.id, skill) in lost for skill in each.skills)
            else each
            for each in landscape.studios
        ),
        mentoring=tuple(each for each in landscape.mentoring if (each.mentor_studio, each.mentor) not in led),
        leaders=tuple(each for each in landscape.leaders if each.person != gone),
        successors=tuple(each for each in landscape.successors if each.person != gone),
        leader_skills=tuple(each for each in landscape.leader_skills if each.person != gone),
    )


def said(landscape: Landscape, change: Change) -> str:
    """The change as a sentence."""
    studio = landscape.studio
    match change:
        case AddAlliance(studios, name):
            names = list(dict.fromkeys(studios))
            return f"{quoted(studio[names[0]].name)}等 {len(names)} 个工作室建立{quoted(name)}"
        case AddStudio(joining, alliance):
            return f"{quoted(studio[joining].name)}加入{quoted(landscape.alliance[alliance].name)}"
        case AddLeader(led):
            kind = "培养一名骨干" if any(each.studio == led for each in landscape.leaders) else "有了领衔人"
            return f"{quoted(studio[led].name)}{kind}"
        case Remove(id=gone):
            if gone in landscape.alliance:
                return f"{quoted(landscape.alliance[gone].name)}解散"
            if gone in studio:
                return f"{quoted(studio[gone].name)}退出"
            posts = [each for each in landscape.leaders if each.person == gone]
            return f"领衔人{posts[0].name}离开{'、'.join(quoted(studio[each.studio].name) for each in posts)}"


def quoted(name: str) -> str:
    """A name in quotation marks."""
    return f"「{name}」"


def touched(landscape: Landscape, change: Change) -> tuple[str, ...]:
    """The studios whose surroundings a change is about."""
    match change:
        case AddAlliance(studios, _):
            return tuple(dict.fromkeys(studios))
        case AddStudio(joining, alliance):
            return (joining, *_members(landscape, alliance))
        case AddLeader(led):
            return (led,)
        case Remove(id=gone):
            if gone in landscape.alliance:
                return tuple(_members(landscape, gone))
            if gone in landscape.studio:
                known = matrices(landscape)
                return (gone, *(known.ids[each] for each in row(known.allied, known.position[gone]).nonzero()[0]))
            return tuple(dict.fromkeys(each.studio for each in landscape.leaders if each.person == gone))


def _members(landscape: Landscape, alliance: str) -> list[str]:
    return sorted({studio for studio, where in landscape.current if where == alliance and studio in landscape.studio})
