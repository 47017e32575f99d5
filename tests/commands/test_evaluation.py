"""The command that says how far the suggestions can be trusted."""

from pathlib import Path

import pytest

from graph.analytics.evaluate import GROUPS, METHODS, PARTS
from tests.commands.said import STUDIO, Mengtu
from tests.workbench import write_ledger


@pytest.fixture(scope="module")
def province_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("province")


@pytest.fixture
def province(mengtu: Mengtu, province_home: Path, monkeypatch: pytest.MonkeyPatch) -> Mengtu:
    """A simulated province is loaded, once for all tests: they only ask."""
    monkeypatch.setenv("MENGTU_HOME", str(province_home))
    if not (province_home / "register.sqlite").exists():
        assert mengtu("demo", "--studios", 150, "--seed", 3).code == 0
    return mengtu


def test_the_document_has_every_figure_the_contract_names(province: Mengtu) -> None:
    told = province("evaluate", "--json").document
    assert tuple(told["methods"]) == METHODS
    assert tuple(told["parts"]) == PARTS
    assert (told["studios"], told["cutoff_chosen"], told["sample"]) == (150, True, None)
    assert 0 < told["queries"] <= told["candidates"] < told["studios"]
    memberships = told["memberships"]
    assert memberships["after"] / (memberships["before"] + memberships["after"]) == pytest.approx(0.2, abs=0.03)
    for measured in told["methods"].values():
        assert 0 <= measured["mrr"] <= 1
        assert {"mrr", "hits_at_10", "ndcg_at_10", "coverage", "top_1_percent_share", *GROUPS} <= set(measured)
    assert set(told["paired"]) == {"vs", "metric", "difference", "low", "high"}
    assert (told["paired"]["vs"], told["paired"]["metric"]) == ("popularity", "mrr")
    gap = told["methods"]["mengtu"]["mrr"] - told["methods"]["popularity"]["mrr"]
    assert told["paired"]["difference"] == pytest.approx(gap)


def test_a_day_a_sample_and_a_seed_can_be_given(province: Mengtu) -> None:
    words = ("evaluate", "--cutoff", "2022-01-01", "--sample", 40, "--seed", 7, "--json")
    told = province(*words).document
    assert (told["cutoff"], told["cutoff_chosen"], told["queries"], told["seed"]) == ("2022-01-01", False, 40, 7)
    assert province(*words).document == told


def test_people_are_told_in_sentences_and_tables(province: Mengtu) -> None:
    said = province("evaluate").out
    for expected in ("日期由数据选定", "前十名里至少有一个真伙伴的占", "盟图建议", "热门程度", "各项依据"):
        assert expected in said


def test_few_results_are_called_too_few_to_rely_on(province: Mengtu) -> None:
    assert "不能作为依据" in province("evaluate", "--sample", 3).out
    assert province("evaluate", "--sample", 3, "--json").document["enough"] is False


@pytest.mark.parametrize("written", ["2022", "2022-13-01", "去年"])
def test_a_day_that_is_none_is_a_usage_error(mengtu: Mengtu, written: str) -> None:
    said = mengtu("evaluate", "--cutoff", written)
    assert (said.code, "请写完整的日期" in said.err) == (2, True)


def test_data_without_dates_is_refused_in_one_sentence(mengtu: Mengtu, tmp_path: Path) -> None:
    mengtu("import", write_ledger(tmp_path, "a.csv", STUDIO))
    said = mengtu("evaluate")
    assert (said.code, said.out) == (1, "")
    assert "请在台账中补上日期" in said.err


def test_a_day_after_everything_is_refused_in_one_sentence(province: Mengtu) -> None:
    said = province("evaluate", "--cutoff", "2090-01-01", "--json")
    assert said.code == 1
    assert "请换一个更早的日期" in said.err
