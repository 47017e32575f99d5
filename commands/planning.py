"""The commands that plan ahead: cluster and whatif; neither writes anything."""

import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.chosen import workspace
from commands.screen import AsJson, say, show_json, show_table

if TYPE_CHECKING:
    from graph.analytics.changes import Change
    from graph.analytics.clusters import Cluster, Coverage
    from graph.analytics.whatif import Difference, Outcome
    from graph.landscape import Landscape
    from graph.store import GraphStore

_COMMAS = re.compile("[,，、]")
_MOST_NAMED = 10  # studios or skills named one by one on the screen


def cluster(
    lead: Annotated[str, typer.Option(help="牵头工作室的名称或编号。")],
    size: Annotated[int, typer.Option(min=1, max=30, help="请几家进来（1+N 的 N）。")] = 5,
    goal: Annotated[str, typer.Option(help="落脚点，如 解决技术难题；不写则不偏重哪一样。")] = "",
    newcomers: Annotated[bool, typer.Option("--new-only", help="只请现在与牵头不在同一联盟的。")] = False,
    without: Annotated[list[str] | None, typer.Option(help="不要这家；可以写几次。")] = None,
    as_json: AsJson = False,
) -> None:
    """组一个 1+N 集群：由谁牵头、请谁进来、每家带来什么；只是方案，不写入任何东西。"""
    from graph.analytics.clusters import compose
    from graph.names import resolve
    from graph.projection import project
    from ingest.database import reading
    from ingest.decisions import beside, dismissed

    with workspace() as opened:
        asked = resolve(opened.store, lead, kind="Studio")
        unwanted = {resolve(opened.store, each, kind="Studio").id for each in without or []}
        with reading(opened.engine) as connection:
            unwanted |= dismissed(beside(connection, asked.id))
        landscape = project(opened.store)
    found = compose(landscape, asked.id, goal.strip(), size=size, newcomers=newcomers, excluded=unwanted)
    if as_json:
        show_json(_cluster_document(found, landscape, size))
    else:
        _show_cluster(found, landscape, size)


def _cluster_document(found: "Cluster", landscape: "Landscape", size: int) -> dict[str, Any]:
    from graph.analytics.clusters import GUARANTEE

    def called(alliance: str) -> dict[str, str]:
        return {"id": alliance, "name": landscape.alliance[alliance].name}

    return {
        "lead": {"id": found.lead, "name": landscape.studio[found.lead].name},
        "goal": found.goal,
        "size": size,
        "members": [{**asdict(each), "together": [called(one) for one in each.together]} for each in found.members],
        "coverage": {"before": asdict(found.before), "after": asdict(found.after)},
        "value": found.value,
        "bound": found.bound,
        "at_least": found.at_least,
        "guarantee": GUARANTEE,
        "candidates": found.candidates,
    }


def _show_cluster(found: "Cluster", landscape: "Landscape", size: int) -> None:
    from graph.analytics.clusters import assurance

    name = landscape.studio[found.lead].name
    if not found.members:
        say(f"没有能给「{name}」的集群增添什么的工作室；请补充地区、行业、技能或供应关系，或放宽条件。")
        return
    say(f"牵头：{name}（{found.lead}）" + (f"，落脚点：{found.goal}" if found.goal else ""))
    for each in found.members:
        together = "、".join(f"「{landscape.alliance[one].name}」" for one in each.together)
        now = f"；现在已同在{together}" if together else ""
        say(f"  +{each.gain:.1f} 分（{each.id}{now}）", strong=f"{each.rank}. {each.name}")
        for reason in each.reasons:
            say(f"    +{reason.points:.1f} {reason.text}")
    if len(found.members) < size:
        say(f"只请 {len(found.members)} 家：再请谁都不会增添什么。")
    show_table(["集群覆盖", "只有牵头", "组成以后"], [list(row) for row in coverage_rows(found.before, found.after)])
    say(assurance(found))


def coverage_rows(before: "Coverage", after: "Coverage") -> list[tuple[str, str, str]]:
    """What the lead covers alone and what all cover, under the words of planners."""
    from graph.analytics.clusters import COVERAGE_NAMES, written

    one, other = asdict(before), asdict(after)
    return [(name, written(one[field]), written(other[field])) for field, name in COVERAGE_NAMES.items()]


def whatif(
    add_alliance: Annotated[
        str, typer.Option(help="假如这些工作室建立联盟；名称或编号，用逗号分开，第一个牵头。")
    ] = "",
    add_studio: Annotated[str, typer.Option(help="假如这个工作室加入 --to 写的联盟。")] = "",
    to: Annotated[str, typer.Option(help="加入哪个联盟，与 --add-studio 同用。")] = "",
    add_leader: Annotated[str, typer.Option(help="假如这个工作室有了接班人（原来没有领衔人的，有了领衔人）。")] = "",
    remove: Annotated[str, typer.Option(help="假如没有了这个联盟、工作室或领衔人；名称或编号。")] = "",
    as_json: AsJson = False,
) -> None:
    """推演一个变化的前后：谁找得到谁、谁是关键、覆盖多少、领衔人有没有接班人；不写入任何东西。"""
    from graph.analytics.whatif import try_out
    from graph.projection import project

    given = {"--add-alliance": add_alliance, "--add-studio": add_studio, "--add-leader": add_leader, "--remove": remove}
    said = [option for option, value in given.items() if value.strip()]
    if bool(add_studio.strip()) != bool(to.strip()):
        raise typer.BadParameter("与 --add-studio 要一起写", param_hint="--to")
    if len(said) != 1:
        raise typer.BadParameter(f"每次推演一个变化，请写 {'、'.join(given)} 中的一个", param_hint="|".join(given))
    with workspace() as opened:
        change = _change(opened.store, said[0], given[said[0]], to)
        landscape = project(opened.store)
    found = try_out(landscape, change)
    if as_json:
        show_json(asdict(found))
    else:
        _show_outcome(found)


def _change(store: "GraphStore", option: str, value: str, to: str) -> "Change":
    from graph.analytics.changes import AddAlliance, AddLeader, AddStudio, Remove
    from graph.names import resolve

    match option:
        case "--add-alliance":
            named = [each.strip() for each in _COMMAS.split(value) if each.strip()]
            return AddAlliance(tuple(resolve(store, each, kind="Studio").id for each in named))
        case "--add-studio":
            return AddStudio(resolve(store, value, kind="Studio").id, resolve(store, to, kind="Alliance").id)
        case "--add-leader":
            return AddLeader(resolve(store, value, kind="Studio").id)
        case _:
            return Remove(resolve(store, value).id)


def _show_outcome(found: "Outcome") -> None:
    from graph.analytics.figures import differences, written

    say(f"假如{found.said}：")
    rows = differences(found.before, found.after)
    if rows:
        show_table(
            ["变化的", "现在", "以后", "差"],
            [
                [name, written(before), written(after), written(after - before, signed=True)]
                for name, before, after in rows
            ],
        )
    else:
        say("  各项总数都不变。")
    for heading, changed in (
        ("关键工作室", found.holders),
        ("联盟覆盖的技能", found.skills),
        ("联盟覆盖的地区", found.places),
        ("联盟覆盖的行业", found.industries),
    ):
        _show_difference(heading, changed)
    for sentence in found.followed:
        say(f"  {sentence}。")
    if found.nearby:
        show_table(
            ["涉及的工作室", "伙伴", "两步以内能找到的"],
            [
                [each.name, " → ".join(map(str, each.partners)), " → ".join(map(str, each.within_two))]
                for each in found.nearby[:_MOST_NAMED]
            ],
        )
    say("以上只是推演，没有写入任何东西。")


def _show_difference(heading: str, changed: "Difference") -> None:
    for word, names in (("增加", changed.gained), ("减少", changed.lost)):
        if names:
            more = f"等 {len(names)} 个" if len(names) > _MOST_NAMED else ""
            say(f"  {heading}{word}：{'、'.join(names[:_MOST_NAMED])}{more}")
