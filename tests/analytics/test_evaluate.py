"""An evaluation finds what was held out, says it per group, and gives the same figures for the same seed."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from graph.analytics.evaluate import (
    ENOUGH,
    GROUPS,
    METHODS,
    OURS,
    PARTS,
    Evaluation,
    NothingToFindError,
    Result,
    evaluate,
)
from graph.analytics.grading import Quality
from graph.analytics.holdout import Holdout, cut
from graph.analytics.partners import suggest
from graph.analytics.verdict import METHOD_NAMES, PART_NAMES, mrr, of_group, sentences, too_few
from graph.landscape import Landscape, StudioFacts
from tests.analytics.small import allied, described

CUT = "2020-01-01"


def held(*past: str, later: tuple[str, ...] = (), also: str = "") -> Holdout:
    """A past of alliances as words, and those that came later."""
    known = allied(*past, *later, also=also)
    days = ["2019"] * len(past) + ["2021"] * len(later)
    dated = tuple(replace(each, founded_on=day) for each, day in zip(known.alliances, days, strict=True))
    return cut(replace(known, alliances=dated), CUT)


def named(found: Evaluation, name: str) -> Result:
    return next(each for each in found.methods if each.method == name)


def crowd(size: int = 60) -> Holdout:
    """A chain of alliances of three, later closed by alliances of neighbours' neighbours."""
    letters = [chr(0x4E00 + each) for each in range(size)]
    past = ["".join(each) for each in zip(letters, letters[1:], letters[2:], strict=False)]
    later = tuple(one + other for one, other in zip(letters[::3], letters[4::3], strict=False))
    return held(*past, later=later)


def test_the_friend_of_a_friend_found_later_is_first_in_the_list_of_those_not_yet_allied() -> None:
    found = evaluate(held("ab", "bc", "xy", "yz", "vw", later=("ac",)))
    assert found.queries == 2
    for method in (OURS, "common_neighbours", "adamic_adar", "resource_allocation", "local_path"):
        assert of_group(named(found, method), "suggestible") == Quality(2, 1.0, 1.0, 1.0)


def test_present_partners_stand_in_the_whole_list_and_not_in_the_one_of_those_who_may_be_suggested() -> None:
    ours = named(evaluate(held("ab", "bc", later=("ac",))), OURS)
    assert ours.overall.mrr == 0.5  # the partner both already have comes first
    assert of_group(ours, "suggestible").mrr == 1.0


@pytest.mark.parametrize(
    ("later", "group"),
    [("ab", "repeat"), ("ac", "new"), ("an", "newcomer"), ("mn", "newcomer")],
)
def test_pairs_are_reported_by_what_the_two_had_before(later: str, group: str) -> None:
    found = evaluate(held("ab", "bc", later=(later,), also="mn"))
    for each in ("repeat", "new", "newcomer"):
        assert of_group(named(found, OURS), each).queries == (2 if each == group else 0)


def test_lists_are_reported_by_who_asks() -> None:
    found = evaluate(held("ab", "bc", later=("an",), also="n"))
    known, newcomer = (of_group(named(found, "popularity"), each) for each in ("asked_by_known", "asked_by_newcomer"))
    assert (known.queries, newcomer.queries) == (1, 1)


def test_the_suggestible_list_is_the_one_that_is_suggested() -> None:
    past = held("ab", "bc", "cd", "ce", "af", later=("ac", "fc"))
    expected = []
    for asking, true in (("Sa", "Sc"), ("Sc", "Sa"), ("Sf", "Sc")):
        listed = suggest(past.past, asking, top=100)
        rank = {each.id: each.rank for each in listed}[true]
        assert [each.score for each in listed].count(listed[rank - 1].score) == 1  # nothing is left to chance
        expected.append(1 / rank)
    assert expected == [1, 1, 1 / 2]
    assert of_group(named(evaluate(past), OURS), "suggestible").mrr == pytest.approx(np.mean(expected))


def test_popularity_puts_the_one_in_most_alliances_first() -> None:
    found = named(evaluate(held("hp", "hq", "hr", "xy", later=("hn",), also="n")), "popularity")
    assert of_group(found, "asked_by_newcomer").mrr == 1.0
    assert found.top_1_percent_share > 0


def test_random_gets_about_what_chance_gets() -> None:
    past = crowd(150)
    chance = named(evaluate(past), "random").overall.mrr
    size = len(past.past.studios) - 1
    once = sum(1 / place for place in range(1, size + 1)) / size  # of a studio with one true partner
    assert once * 0.5 < chance < once * 3


def test_coverage_counts_the_studios_a_method_speaks_of() -> None:
    found = evaluate(held("ab", "bc", "xy", later=("ac",)))
    assert named(found, "common_neighbours").coverage == 2  # a and c, each for the other
    assert named(found, "common_neighbours").coverage_share == pytest.approx(2 / 5)
    assert named(found, "random").coverage == 5


def test_a_simulated_studio_is_no_candidate_of_a_real_one() -> None:
    past = held("ab", later=("ac",), also="d")
    mixed = replace(past, past=described(past.past, d=StudioFacts("", "", synthetic=True)))
    assert evaluate(mixed).candidates == 2


def test_the_same_seed_gives_the_same_figures_and_another_draws_other_studios() -> None:
    past = crowd()
    once, again, other = (evaluate(past, sample=10, seed=seed) for seed in (1, 1, 2))
    assert once == again
    assert once.queries == 10
    assert once.methods != other.methods


def test_figures_do_not_depend_on_the_size_of_a_block(monkeypatch: pytest.MonkeyPatch) -> None:
    past = crowd(20)
    whole = evaluate(past)
    monkeypatch.setattr("graph.analytics.evaluate._NUMBERS", 1)
    assert evaluate(past) == whole


def test_progress_goes_from_nothing_to_everything() -> None:
    heard: list[tuple[int, int]] = []
    found = evaluate(crowd(20), told=lambda done, whole: heard.append((done, whole)))
    assert heard[0] == (0, found.queries)
    assert heard[-1] == (found.queries, found.queries)
    assert all(before[0] <= after[0] for before, after in pairwise(heard))


def test_ours_is_compared_with_popularity_and_with_the_best_of_the_others() -> None:
    found = evaluate(crowd())
    assert [(each.role, each.group) for each in found.paired] == [
        ("popularity", "overall"),
        ("best", "overall"),
        ("popularity", "suggestible"),
        ("best", "suggestible"),
    ]
    popular, best = found.paired[:2]
    reached = {each.method: each.overall.mrr for each in found.methods}
    assert popular.mrr.difference == pytest.approx(reached[OURS] - reached["popularity"])
    assert reached[best.vs] == max(value for method, value in reached.items() if method != OURS)
    assert popular.mrr.low <= popular.mrr.difference <= popular.mrr.high


def test_a_future_without_new_alliances_is_refused() -> None:
    with pytest.raises(NothingToFindError, match="没有结成新的联盟关系"):
        evaluate(held("ab"))


def test_few_lists_are_called_too_few() -> None:
    few, many = evaluate(held("ab", later=("ac",))), evaluate(crowd(150))
    assert "太少" in too_few(few)
    assert sentences(few)[0] == too_few(few)
    assert not any("确实" in each or "不如" in each for each in sentences(few))
    assert many.queries >= ENOUGH
    assert too_few(many) == ""


def test_the_sentences_say_the_figures() -> None:
    found = evaluate(crowd(150))
    asked = of_group(named(found, OURS), "suggestible")
    said = "".join(sentences(found))
    for expected in ("2020年1月1日", f"{asked.queries:,} 个工作室", f"{100 * asked.hits_at_10:.1f}%"):
        assert expected in said


@pytest.mark.parametrize(
    ("low", "high", "verdict"), [(0.1, 0.3, "确实比"), (-0.3, -0.1, "还不如"), (-0.1, 0.3, "看不出")]
)
def test_the_verdict_follows_the_interval(low: float, high: float, verdict: str) -> None:
    found = evaluate(crowd(150))
    measured = tuple(replace(each, mrr=replace(each.mrr, low=low, high=high)) for each in found.paired)
    said = "".join(sentences(replace(found, paired=measured)))
    assert [each for each in ("确实比", "还不如", "看不出") if each in said] == [verdict]


def test_everything_measured_has_a_chinese_name() -> None:
    found = evaluate(held("ab", later=("ac",)))
    assert tuple(each.method for each in found.methods) == METHODS == tuple(METHOD_NAMES)
    assert {each.method for each in found.parts} == set(PARTS) == set(PART_NAMES)
    assert all(tuple(group for group, _ in each.groups) == GROUPS for each in (*found.methods, *found.parts))


def test_a_method_without_anything_to_say_has_no_figure() -> None:
    found = evaluate(held("ab", "bc", later=("ac",)))
    supply, ties = (next(each for each in found.parts if each.method == name) for name in ("supply", "ties"))
    assert (mrr(supply, supply.overall), mrr(ties, ties.overall)) == ("—", "0.500")
    assert mrr(ties, of_group(ties, "newcomer")) == "—"


def test_an_unknown_member_is_left_out() -> None:
    past = held("ab", "bc", later=("ac",))
    lone: Landscape = replace(past.past, studios=tuple(each for each in past.past.studios if each.id != "Sb"))
    assert evaluate(replace(past, past=lone)).queries == 2
