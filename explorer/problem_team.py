"""The 劳模帮帮团 for a problem: its members, what each covers and why, and who could take whose place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from explorer import cards, state, words
from explorer.atlas import Atlas
from explorer.problem_answers import PAGE, exchanges, written
from graph.analytics.helpteam import Helper, HelpTeam, home_of
from graph.analytics.match import Match
from graph.analytics.teams import Swap, Team

_ALIKE = 0.005  # of the team's worth: a change that hardly counts


def render_team(atlas: Atlas, found: Match, team: HelpTeam, swaps: Sequence[Swap]) -> None:
    """Draw the team, with a link for everything that can be changed about it."""
    names = {each.id: each.name for each in found.people}
    note = f"{len(team.members)} 人，{_assurance(team.team, changed=bool(exchanges()))}" if team.members else ""
    cards.show(f'<h2 class="mt-group" id="team">劳模帮帮团<span class="mt-note">{note}</span></h2>')
    homes = _homes(atlas, found, team)
    if team.members or state.read("lead"):
        _ask_leader(team, homes)
    _render_changed(names)
    if not team.members:
        why = "找到的人里没有谁能做所需的技能" if team.task.needs else "认不出需要什么技能"
        hint = "请在“需要的技能”里加上或去掉几项再试；排除过的人也可以恢复。"
        cards.show(cards.empty(f"组不成帮帮团：{why}。", hint))
        return
    cards.show(_coverage(team.team))
    scene = _Scene(team, names, homes)
    able = {each.id for each in team.task.candidates if each.lead}
    made = "".join(
        scene.card(each, [swap for swap in swaps if swap.leaves == each.id], leads=each.id in able)
        for each in team.members
    )
    cards.show(f'<div class="mt-team">{made}</div>')


def _homes(atlas: Atlas, found: Match, team: HelpTeam) -> dict[str, str]:
    """The studios of who may join, by person."""
    known = ((each.id, home_of(found.texts[each.id], atlas.landscape)) for each in team.task.candidates)
    return {person: home.name for person, home in known if home}


def _assurance(team: Team, *, changed: bool) -> str:
    """How near the team is to the best one."""
    if team.gap == 0:
        return "在找到的人里没有更好的一组"
    best = "自动选出的最好一组" if changed else "最优"
    return f"离{best}至多差 {team.gap:.1%}"


def _ask_leader(team: HelpTeam, homes: Mapping[str, str]) -> None:
    leaders = {each.id: _called(each.name, homes.get(each.id, "")) for each in team.task.candidates if each.lead}
    box, _ = st.columns([1, 1])
    with box:
        state.one_of("由谁领衔", {"": "自动选", **leaders}, "lead", "")


def _called(name: str, home: str) -> str:
    return f"{name}（{words.shortened(home, 30)}）" if home else name


def _render_changed(names: Mapping[str, str]) -> None:
    """Whom the planner took out or exchanged, each a click away from coming back."""
    out = [each for each in dict.fromkeys(state.read_list("not")) if each in names]
    chips = [
        cards.link(
            f"不选{names[each]} ×",
            state.href_here(PAGE, **{"not": ",".join(other for other in out if other != each)}),
            "mt-chip",
        )
        for each in out
    ]
    pairs = exchanges()
    chips += [
        cards.link(
            f"{names[leaves]} → {names[joins]} ×",
            state.href_here(PAGE, swap=written(tuple(other for other in pairs if other != (leaves, joins)))),
            "mt-chip",
        )
        for leaves, joins in pairs
        if leaves in names and joins in names
    ]
    if chips:
        cards.show(f'<div class="mt-count mt-out">已作的改动，点一下恢复：{"".join(chips)}</div>')


def _coverage(team: Team) -> str:
    """What the team covers, and plainly what it does not."""
    made = "".join(f'<span class="lit">{escape(each)}</span>' for each in team.covered)
    told = f'<div class="mt-goals mt-coverage"><small>有人能做</small>{made}</div>' if made else ""
    if team.missing:
        told += cards.notice(f"没有人能做：{'、'.join(team.missing)}；请向图谱以外求助，或换个说法再试。", "amber")
    return told


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the members are told with."""

    team: HelpTeam
    names: Mapping[str, str]
    homes: Mapping[str, str]

    def card(self, member: Helper, swaps: Iterable[Swap], *, leads: bool) -> str:
        """A member as HTML; ``leads`` says whether they could lead."""
        is_leader = member.id == self.team.team.leader
        only = next(each.only for each in self.team.team.members if each.id == member.id)
        covers = "".join(_skill(each, only) for each in member.covers)
        covers = covers or '<span class="mt-plain-note">不单独承担某项技能</span>'
        home = cards.name_of(member.home, member.home_name) if member.home else "所在工作室未载"
        return (
            f'<article class="mt-member{" leads" if is_leader else ""}">'
            f"<h3>{cards.name_of(member.id, member.name)} "
            f"{cards.badge(member.role, 'blue' if is_leader else 'plain')}</h3><p>{home}</p>"
            f'<div class="mt-covers">{covers}</div>'
            f"<ul>{''.join(f'<li>{escape(each)}</li>' for each in member.reasons)}</ul>"
            f"<footer>{self._ways(member, leads=leads and not is_leader)}{self._swaps(swaps)}</footer></article>"
        )

    def _ways(self, member: Helper, *, leads: bool) -> str:
        out = ",".join(dict.fromkeys((*state.read_list("not"), member.id)))
        lead = state.read("lead")
        ways = cards.link("不选", state.href_here(PAGE, **{"not": out, "lead": "" if lead == member.id else lead}))
        return ways + (cards.link("请其领衔", state.href_here(PAGE, lead=member.id)) if leads else "")

    def _swaps(self, swaps: Iterable[Swap]) -> str:
        lines = "".join(f"<li>{self._swap(each)}</li>" for each in swaps)
        return f"<details><summary>替换为…</summary><ul>{lines}</ul></details>" if lines else ""

    def _swap(self, swap: Swap) -> str:
        address = state.href_here(PAGE, swap=written((*exchanges(), (swap.leaves, swap.joins))))
        called = _called(self.names[swap.joins], self.homes.get(swap.joins, ""))
        return f"{cards.link(called, address)}<small>{escape(self._told(swap))}</small>"

    def _told(self, swap: Swap) -> str:
        """What a swap would change, in words."""
        told = [f"没有人能做{'、'.join(swap.lost)}了"] if swap.lost else []
        told += [f"多了人能做{'、'.join(swap.gained)}"] if swap.gained else []
        told = told or ["所需技能不变"]
        if swap.leader != self.team.team.leader:
            told.append(f"改由{self.names[swap.leader]}领衔" if swap.leader else "没有人能领衔")
        return "；".join([*told, _worth(swap.change, self.team.team.value)])


def _skill(name: str, only: Sequence[str]) -> str:
    alone = "<small>只此一人</small>" if name in only else ""
    return f'<span class="mt-chip">{escape(name)}{alone}</span>'


def _worth(change: int, value: int) -> str:
    """How much better or worse the whole team would be."""
    share = abs(change) / value if value > 0 else 1.0
    if share < _ALIKE:
        return "整组评分几乎不变"
    return f"整组评分{'高' if change > 0 else '低'} {share:.1%}"
